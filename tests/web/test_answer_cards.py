"""Proposed risks and lessons as cards: everything cited, everything escaped, nothing stored."""

import re

import pytest

from assistant.answer import Answer, Mode
from assistant.conversation import Wanted
from assistant.lessons.card import Part, Quote
from assistant.passages import Filter
from assistant.risks.proposal import RiskSource, SourceKind
from assistant.risks.register import Rating
from assistant.web.answers import exchange_html
from assistant.web.exchanges import drafted
from tests.answer_cards import ADVICE, OVERRIDE, SITUATION, card, lesson_answer, proposal, risk_answer
from tests.web.exchange_samples import exchange


def drawn(answer: Answer, language: str = "de") -> str:
    return exchange_html(exchange(answer=answer, mode=answer.mode), language, documents=2)


def test_a_proposed_risk_shows_reason_estimate_and_sources() -> None:
    html = drawn(risk_answer())
    assert '<span class="number" aria-hidden="true">1</span><h4>Fehlende Mitbestimmung</h4>' in html
    assert '<span class="band critical">Wahrscheinlichkeit 4 × Schadensausmaß 4 = 16 · kritisch</span>' in html
    assert "Ihre Beschreibung nennt „Beschäftigte“." in html and "Ein früheres Projekt hat es erlebt." in html
    assert "<li>Risikokatalog: § 87 BetrVG</li><li>gesehen im Projekt p: rat.md<a " in html
    assert 'data-action="show" data-exchange="2" data-source="1"' in html
    assert "Erkannt: Risiken" in html and "ohne Modelltext" in html


def test_measures_and_signs_are_folded_away() -> None:
    html = drawn(risk_answer())
    folded = html[html.index('<details id="helps-2-1">') :]
    assert "<li>Früh sprechen.</li>" in folded and "<li>Keine Einladung</li>" in folded and "Projektleitung" in folded
    bare = drawn(risk_answer(proposals=(proposal(measures=(), signs=(), owner=""),)))
    assert "helps-2-1" not in bare


def test_more_than_six_proposals_are_folded_and_numbered_on() -> None:
    html = drawn(risk_answer(proposals=tuple(proposal(f"Risiko {n}") for n in range(1, 9))))
    shown, folded = html.split('<details class="told-more"')
    assert shown.count('class="told-card"') == 6 and folded.count('class="told-card"') == 2
    assert "2 weitere Vorschläge" in folded and '<span class="number" aria-hidden="true">8</span>' in folded
    assert "8 Risiken passen dazu" in shown


@pytest.mark.parametrize(
    ("rating", "band"),
    [(Rating(1, 4), "low"), (Rating(3, 3), "medium"), (Rating(2, 5), "high"), (Rating(5, 5), "critical")],
)
def test_the_band_is_worded_and_coloured(rating: Rating, band: str) -> None:
    assert f'<span class="band {band}">' in drawn(risk_answer(proposals=(proposal(rating=rating),)))


def test_a_card_of_a_risk_offers_a_draft_for_the_register() -> None:
    assert re.search(
        r'<button type="button" class="plain" data-action="take" data-event="select" data-exchange="2" '
        r'data-kind="risk" data-place="1" aria-label="Ins Register übernehmen: Fehlende Mitbestimmung\.[^"]*">'
        r"Ins Register übernehmen<",
        drawn(risk_answer()),
    )


def test_a_lesson_shows_situation_recommendation_date_and_project() -> None:
    html = drawn(lesson_answer())
    assert '<div class="answer by-lessons" lang="de">' in html and f"{ADVICE}</span>" in html
    assert "<span>p</span><span>03.12.2024</span>" in html
    assert "<dt>Situation</dt>" in html and "<dt>Empfehlung</dt>" in html and "Die Lehre dazu" in html
    assert "Früh fragen.<a " in html and 'data-kind="lesson" data-place="1"' in html
    assert "Empfehlungen im Wortlaut der Lehren" in html and "Erkannt: Lehren" in html


def test_a_lesson_that_a_later_document_overrides_says_so() -> None:
    html = drawn(lesson_answer(cards=(card(overridden=OVERRIDE),)))
    assert 'class="told-card overridden"' in html
    assert "Überholt durch neu.md (05.01.2026): <q>Die Regel gilt nicht mehr.</q>" in html


def test_a_models_text_keeps_its_form_and_the_recommendations_stand_below() -> None:
    html = drawn(lesson_answer(written_by="model", text="Früh sprechen. [2]"))
    assert '<div class="answer by-model"' in html and "Was anders zu machen ist</h4>" in html


def test_a_long_situation_ends_behind_a_sentence() -> None:
    long = card(parts=((Part.SITUATION, (Quote("Ein Satz steht hier. " * 40, SITUATION),)),))
    shown = drawn(lesson_answer(cards=(long,))).split("<dt>Situation</dt>")[1].split("</dd>")[0]
    assert "Ein Satz steht hier. …" in shown and shown.count("Ein Satz steht hier.") < 20


def test_english_says_everything_in_english() -> None:
    risks, lessons = drawn(risk_answer(), "en"), drawn(lesson_answer(), "en")
    assert "Add to register" in risks and "Likelihood 4 × impact 4 = 16 · critical" in risks and "Why here" in risks
    assert "Note as a risk" in lessons and "Recommendation" in lessons and "The lesson on this" in lessons


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;"])
def test_everything_is_escaped(hostile: str) -> None:
    source = RiskSource(SourceKind.CATALOGUE, hostile)
    fields = {"text": hostile, "sentence": hostile, "reason": hostile, "why": hostile, "owner": hostile}
    risk = proposal(**fields, measures=(hostile,), signs=(hostile,), sources=(source,))
    lesson = card(title=hostile, project=hostile, overridden=type(OVERRIDE)(hostile, hostile, hostile))
    for html in (drawn(risk_answer(proposals=(risk,))), drawn(lesson_answer(cards=(lesson,)))):
        assert "<script" not in html and "<img" not in html and "<b>" not in html


def test_the_answer_is_copied_with_its_lessons_and_sources() -> None:
    html = drawn(lesson_answer())
    assert "**Betriebsrat &lt;vorher&gt;** (p, 2024-12-03)" in html and "[1] Betriebsrat, p/lessons/rat.md" in html


@pytest.mark.parametrize(
    ("answer", "kind", "place", "text"),
    [
        (risk_answer(), "risk", 1, "Fehlende Mitbestimmung"),
        (lesson_answer(), "lesson", 1, "Betriebsrat <vorher>"),
        (risk_answer(), "risk", 0, None),
        (risk_answer(), "risk", 2, None),
        (risk_answer(), "lesson", 1, None),
        (lesson_answer(), "risk", 1, None),
        (lesson_answer(), None, 1, None),
        (None, "risk", 1, None),
    ],
)
def test_a_card_becomes_the_draft_of_a_risk(
    answer: Answer | None, kind: str | None, place: int, text: str | None
) -> None:
    asked = exchange(answer=answer, mode=Mode.RISKS, wanted=Wanted(only=Filter(project="neu")))
    risk = drafted(asked, kind, place)
    assert (risk and risk.text) == text
    assert risk is None or (risk.id, risk.project, risk.lessons) == (None, "neu", (SITUATION.document,))


def test_without_an_exchange_there_is_no_draft() -> None:
    assert drafted(None, "risk", 1) is None


def test_while_proposals_are_made_the_page_says_so() -> None:
    assert "Passende Risiken werden aus Katalog" in exchange_html(exchange(mode=Mode.RISKS), "de", documents=2)
