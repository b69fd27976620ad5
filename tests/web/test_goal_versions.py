"""Goal texts with marks, before and after, and the versions of a goal."""

import pytest

from assistant.goals.criteria import Words
from assistant.goals.fact import FactKind, Role
from assistant.goals.rewrite import Rejected
from assistant.passages import Passage
from assistant.web.goal_versions import Mark, after_html, before_html, gap_marks, marked, writing_html
from tests.web.goal_samples import PASSAGE, check, fact, rewrite

HOSTILE = '<img src="http://evil.example/x.png" onerror=alert(1)> ![x](http://evil.example) <script>alert(1)</script>'


def test_facts_and_vague_words_are_marked_and_said() -> None:
    html = before_html(check(), "de")
    assert (
        'Wir wollen die <mark class="fact-metric" title="Kennzahl">Erstlösungsquote'
        '<span class="unseen"> (Kennzahl)</span></mark> '
        '<u class="fact-vague" title="vage">deutlich<span class="unseen"> (vage)</span></u> '
        '<mark class="fact-value" title="Zielwert">auf 75 %<span class="unseen"> (Zielwert)</span></mark> heben.'
    ) in html
    legend = html.partition('<ul class="legend"')[2]
    assert [name in legend for name in ("Kennzahl", "Zielwert", "vage", "Termin")] == [True, True, True, False]


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ([], "abc&lt;d"),
        ([Mark(0, 1, "mark.owner")], '<mark class="fact-owner" title="Owner">a{Owner}</mark>bc&lt;d'),
        (
            [Mark(0, 3, "mark.value"), Mark(1, 2, "mark.vague")],
            '<mark class="fact-value" title="Number">a</mark><mark class="fact-value" title="Number">'
            '<u class="fact-vague" title="vague">b{vague}</u></mark>'
            '<mark class="fact-value" title="Number">c{Number}</mark>&lt;d',
        ),
        (
            [Mark(3, 5, "mark.ignored")],
            'abc<s class="fact-ignored" title="Instruction, not obeyed">&lt;d{Instruction, not obeyed}</s>',
        ),
        ([Mark(2, 99, "mark.value"), Mark(-1, 2, "mark.value"), Mark(2, 2, "mark.value")], "abc&lt;d"),
    ],
)
def test_marks_may_overlap_and_those_outside_the_text_are_dropped(marks: list[Mark], html: str) -> None:
    for word in ("Owner", "vague", "Number", "Instruction, not obeyed"):
        html = html.replace(f"{{{word}}}", f'<span class="unseen"> ({word})</span>')
    assert marked("abc<d", marks, "en") == html


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        (
            "Das [verantwortliches Team] senkt [Kennzahl] bis [Termin].",
            ["[verantwortliches Team]", "[Kennzahl]", "[Termin]"],
        ),
        ("The [responsible team] by [deadline]", ["[responsible team]", "[deadline]"]),
        ("[irgendwas] [1] [termin]", []),
        ("[Ist-Wert][Zielwert]", ["[Ist-Wert]", "[Zielwert]"]),
    ],
)
def test_placeholders_are_found(text: str, gaps: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in gap_marks(text)] == gaps


def test_a_proposal_shows_gaps_facts_and_who_wrote_it() -> None:
    text = "Das [verantwortliches Team] hebt die Quote auf 75 %."
    html = after_html(rewrite(text), [fact(text, "auf 75 %", FactKind.VALUE, Role.TARGET)], "de")
    assert '<mark class="fact-gap" title="Lücke">[verantwortliches Team]' in html
    assert '<mark class="fact-value" title="Zielwert">auf 75 %' in html
    assert "Nach Regeln formuliert · 1 Lücke" in html
    assert f'data-copy="{text}" data-done="Kopiert">Kopieren</button>' in html


def test_a_models_proposal_names_the_model() -> None:
    html = after_html(rewrite(written_by="model", model_name="Granit <1>"), [], "en")
    assert "Worded by the language model Granit &lt;1&gt;, every fact compared with your text · 1 gap" in html


def test_a_goal_that_needs_nothing_may_stay() -> None:
    html = after_html(rewrite(check().text, placeholders=()), [], "de")
    assert "Ihr Ziel kann so stehen bleiben." in html


def test_what_was_rejected_is_folded_and_says_why() -> None:
    html = after_html(rewrite(rejected=(Rejected("Um 50 % <b>.", ("Die Zahl 50 % ist erfunden.",)),)), [], "de")
    assert html.count("<details") == 1 and "1 Fassung des Sprachmodells verworfen" in html
    assert "Um 50 % &lt;b&gt;." in html and '<li lang="de">Die Zahl 50 % ist erfunden.</li>' in html


def test_passages_that_were_used_can_be_opened() -> None:
    html = after_html(rewrite(passages=(PASSAGE, Passage("8-a", "x", "b.md", "B"))), [], "de")
    assert "Herangezogene Textstellen (2)" in html
    assert 'data-action="passage" data-source="1">Pilot &lt;1&gt;</button>' in html


@pytest.mark.parametrize(
    ("writing", "halted", "text"),
    [(True, False, "Das Sprachmodell formuliert noch …"), (False, True, "Angehalten."), (False, False, "")],
)
def test_a_quiet_line_says_that_a_model_still_writes(writing: bool, halted: bool, text: str) -> None:
    html = writing_html(writing=writing, halted=halted, language="de")
    assert text in html and bool(html) == bool(text)
    assert ('data-action="stop"' in html) == writing


def test_before_the_first_check_nothing_is_drawn() -> None:
    assert before_html(None, "de") == after_html(None, [], "de") == ""


def test_nothing_hostile_becomes_active() -> None:
    goal = check(HOSTILE, ignored=(Words(0, len(HOSTILE), HOSTILE),))
    model = rewrite(
        HOSTILE, check=goal, rejected=(Rejected(HOSTILE, (HOSTILE,)),), model_name=HOSTILE, written_by="model"
    )
    html = before_html(goal, "de") + after_html(model, [], "de")
    assert "<img" not in html and "<script" not in html and "href=" not in html
    assert "Anweisung, nicht befolgt" in html and "&lt;img" in html
