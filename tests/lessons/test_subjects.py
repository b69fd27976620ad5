"""Phase and topics of a lesson."""

import pytest

from assistant.lessons.subjects import TOPICS, phase_named, phases_of, topics_of


@pytest.mark.parametrize(
    ("name", "phase"),
    [
        ("Business Understanding", "business_understanding"),
        ("data preparation", "data_preparation"),
        ("Einführung", "deployment"),
        ("Einfuehrung", "deployment"),
        ("Roll-out", "deployment"),
        ("BETRIEB", "operation"),
        ("irgendwas", None),
        ("", None),
    ],
)
def test_a_phase_is_known_by_its_names_in_both_languages(name: str, phase: str | None) -> None:
    assert phase_named(name) == phase


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("Drift\nNach dem Nachtraining stieg die Zahl der Störungen im Betrieb.", ("operation",)),
        ("Labels\nThe labels were annotated twice.", ("data_preparation",)),
        ("Einmal erwähnt\nDer Pilot.", ()),
        ("", ()),
    ],
)
def test_words_decide_the_phase_where_front_matter_is_silent(text: str, phases: tuple[str, ...]) -> None:
    assert phases_of({}, text) == phases


@pytest.mark.parametrize(
    ("attributes", "text", "first"),
    [
        ({"topics": ["Datenschutz", "DSGVO"]}, "Fristen", "privacy"),
        ({}, "Betriebsrat früh einbinden\nDer Betriebsrat verlangte eine Betriebsvereinbarung.", "co_determination"),
        ({}, "Prompt injection\nAttacks succeeded.", "security"),
    ],
)
def test_topics_come_from_front_matter_title_and_words(attributes: dict, text: str, first: str) -> None:  # type: ignore[type-arg]
    assert topics_of(attributes, text)[0] == first


def test_one_mention_far_below_makes_no_topic() -> None:
    assert topics_of({}, "Titel\n" + "Wort " * 100 + "Budget") == ()


def test_at_most_four_topics_are_named() -> None:
    words = "Ziel Termin Kosten Vertrag Betriebsrat Datenschutz"
    assert len(topics_of({}, words)) == 4


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_topic_called_by_its_name_comes_first(topic: str, language: str) -> None:
    attributes = {"topics": [TOPICS[topic][language].upper()]}
    assert topics_of(attributes, "Budget\nKosten Kosten Kosten Kosten")[0] == topic
