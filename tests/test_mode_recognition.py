"""What a message asks for: by rules, and by likeness of meaning where rules are silent."""

import json
from functools import cache
from pathlib import Path

import pytest

from assistant.answer import Mode
from assistant.conversation import Turn
from assistant.errors import CatalogueInvalid
from assistant.mode_recognition import ALIKE, ModeRecognition, by_meaning, by_rules, continued, parse, recognise
from assistant.retrieval import MODES
from tests.wordbag import WordBag, WordBagDescription

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("de", "en")


@cache
def items(name: str, language: str) -> list[dict[str, str]]:
    lines = (ROOT / "evals" / f"{name}.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_alone_recognise_most_messages_of_the_evaluation_set(language: str) -> None:
    for part, share in (("tuning", 0.95), ("held_out", 0.9)):
        messages = [item for item in items("modes", language) if item["part"] == part]
        right = sum(recognise(item["message"]) == item["mode"] for item in messages)
        assert right >= share * len(messages), part


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_set_is_large_and_even(language: str) -> None:
    counts = [sum(item["mode"] == mode for item in items("modes", language)) for mode in list(Mode)[1:]]
    assert sum(counts) >= 120 and min(counts) >= 30
    assert len({item["message"] for item in items("modes", language)}) == sum(counts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["questions", "unanswerable"])
def test_questions_are_hardly_ever_taken_for_a_goal_or_for_risks(name: str, language: str) -> None:
    taken = [recognise(item["question"]) for item in items(name, language)]
    assert Mode.GOAL not in taken
    assert sum(mode is not Mode.ANSWER for mode in taken) <= 0.05 * len(taken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_goals_of_the_goal_set_are_taken_for_one(language: str) -> None:
    goals = [item["goal"] for item in items("goals", language)]
    assert sum(recognise(goal) is Mode.GOAL for goal in goals) >= 0.8 * len(goals)


# Two messages of the same words, and what each asks for.
PAIRS = [
    ("Was kann schiefgehen?", Mode.RISKS, "Was ist schiefgegangen?", Mode.LESSONS),
    ("Welche Risiken hat das Projekt?", Mode.RISKS, "Wer pflegt die Risiken des Projekts?", Mode.ANSWER),
    ("Zeig mir das Risikoregister.", Mode.RISKS, "Wie führe ich ein Risikoregister?", Mode.ANSWER),
    ("Was haben wir gelernt?", Mode.LESSONS, "Was ist maschinelles Lernen?", Mode.ANSWER),
    ("Risiken im Einkauf", Mode.RISKS, "Risiken im Einkauf um 20 % senken", Mode.GOAL),
    ("Lessons Learned Labeling", Mode.LESSONS, "Wie schreibt man Lessons Learned auf?", Mode.ANSWER),
    ("Mach das SMART: Kosten senken", Mode.GOAL, "Was ist ein SMART-Ziel?", Mode.ANSWER),
    ("What could go wrong?", Mode.RISKS, "What went wrong?", Mode.LESSONS),
    ("What are the risks of the project?", Mode.RISKS, "How many risks are on the list?", Mode.ANSWER),
    ("Show me the risk register.", Mode.RISKS, "How do I keep a risk register?", Mode.ANSWER),
    ("What did we learn?", Mode.LESSONS, "What is machine learning?", Mode.ANSWER),
    ("risks in purchasing", Mode.RISKS, "Reduce risks in purchasing by 20%", Mode.GOAL),
    ("lessons learned labelling", Mode.LESSONS, "How do you write down lessons learned?", Mode.ANSWER),
    ("Make this SMART: cut costs", Mode.GOAL, "What is a SMART goal?", Mode.ANSWER),
    ("Is it a high-risk system?", Mode.ANSWER, "Is there a risk of bias?", Mode.RISKS),
]


@pytest.mark.parametrize(("message", "mode"), [(p[n], p[n + 1]) for p in PAIRS for n in (0, 2)])
def test_the_wording_decides_between_risks_lessons_goals_and_their_method(message: str, mode: Mode) -> None:
    assert recognise(message) is mode
    assert recognise(f"  {message.upper()} ") is mode or "SMART" in message


@pytest.mark.parametrize(
    "message",
    ["", " ", "?", "…", "🙂", "\x00", "Danke!", "ok", "12", "x" * 4_000, "Risiko " * 400, "wort " * 190, "a" * 999,
     "wir " * 249, "risiko" * 160, "- " * 499, "Was kann " * 110, "\ud83d", "in " * 330, "weniger " * 124],
)  # fmt: skip
def test_no_message_breaks_it(message: str) -> None:
    assert recognise(message) in Mode


@pytest.mark.parametrize(
    ("likeness", "mode"),
    [
        ({Mode.ANSWER: 0.3, Mode.RISKS: 0.7, Mode.LESSONS: 0.4, Mode.GOAL: 0.1}, Mode.RISKS),
        ({Mode.ANSWER: 0.3, Mode.RISKS: 0.69, Mode.LESSONS: 0.7, Mode.GOAL: 0.1}, Mode.ANSWER),  # both as like
        ({Mode.ANSWER: 0.1, Mode.RISKS: ALIKE - 0.01, Mode.LESSONS: 0.1, Mode.GOAL: 0.1}, Mode.ANSWER),  # not very
        ({Mode.ANSWER: 0.9, Mode.RISKS: 0.2, Mode.LESSONS: 0.1, Mode.GOAL: 0.1}, Mode.ANSWER),
    ],
)
def test_meaning_decides_only_with_a_margin(likeness: dict[Mode, float], mode: Mode) -> None:
    assert by_meaning(likeness) is mode
    assert recognise("Grün oder blau?", likeness) is mode
    assert recognise("Welche Risiken gibt es?", likeness) is Mode.RISKS  # rules come first


def _recognition(*languages: str) -> ModeRecognition:
    return ModeRecognition(MODES, WordBag(WordBagDescription(dimension=512, languages=languages)))


def test_the_embedder_is_asked_only_where_rules_are_silent() -> None:
    recognition = _recognition("de", "en")
    question = "Wer hat so etwas bei uns schon hinter sich?"
    assert recognition.recognise("Welche Risiken gibt es?") is Mode.RISKS
    assert by_rules(question) is Mode.ANSWER and recognition.likeness(question) is None
    recognition.prepare()
    assert set(recognition.likeness(question) or {}) == set(Mode) - {Mode.AUTO}


def test_a_prototype_is_most_like_its_own_mode() -> None:
    recognition = _recognition("de", "en")
    recognition.prepare()
    for mode, texts in parse(MODES.read_text(encoding="utf-8")).items():
        likeness = recognition.likeness(texts[0]) or {}
        assert max(likeness, key=lambda one: likeness[one]) is mode


def test_a_language_the_embedder_does_not_know_is_left_to_the_rules() -> None:
    recognition = _recognition("en")
    recognition.prepare()
    assert recognition.likeness("Was raten uns die anderen Leute?") is None
    assert recognition.likeness("What do the other people advise?") is not None


def test_no_prototype_stands_in_the_evaluation_sets() -> None:
    prototypes = {text for texts in parse(MODES.read_text(encoding="utf-8")).values() for text in texts}
    assert not prototypes & {item["message"] for language in LANGUAGES for item in items("modes", language)}


@pytest.mark.parametrize(
    "text", ["", "{", "- 7", "answer: {de: [a, b]}", "answer: {de: a, en: b}", "answer: {de: [a], en: [b]}"]
)
def test_a_broken_catalogue_is_reported(text: str) -> None:
    with pytest.raises(CatalogueInvalid, match=r"modes\.yaml"):
        parse(text)


@pytest.mark.parametrize(
    ("message", "before", "mode"),
    [
        ("Und für die Daten?", Mode.RISKS, Mode.RISKS),
        ("und bei den Daten", Mode.LESSONS, Mode.LESSONS),
        ("Was ist mit dem Betriebsrat?", Mode.RISKS, Mode.RISKS),
        ("Wie sieht es bei der Schulung aus?", Mode.LESSONS, Mode.LESSONS),
        ("What about the data?", Mode.RISKS, Mode.RISKS),
        ("And for the pilot?", Mode.LESSONS, Mode.LESSONS),
        ("Und für die Daten?", Mode.ANSWER, None),
        ("Und was kostet das?", Mode.RISKS, None),
        ("Und für wen?", Mode.RISKS, None),
        ("Und mit welchen Daten?", Mode.RISKS, None),
        ("Wer leitet das Projekt?", Mode.RISKS, None),
        ("Danke", Mode.LESSONS, None),
        ("", Mode.RISKS, None),
    ],
)
def test_a_follow_up_that_names_another_thing_asks_the_same(message: str, before: Mode, mode: Mode | None) -> None:
    assert continued(message, [Turn("…", "…", (), before)]) == mode
    assert continued(message, []) is None


def test_a_follow_up_whose_words_say_what_it_wants_gets_that() -> None:
    recognition = ModeRecognition(MODES, WordBag())  # type: ignore[arg-type]
    asked = [Turn("Welche Risiken hat ein Chatbot?", "…", (), Mode.RISKS)]
    assert recognition.recognise("Und was haben wir daraus gelernt?", asked) is Mode.LESSONS
    assert recognition.recognise("Und für die Daten?", asked) is Mode.RISKS
    assert recognition.recognise("Und für die Daten?") is Mode.ANSWER
