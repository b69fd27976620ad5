"""A rewritten goal as text for the chat and the command line."""

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from assistant.goals.criteria import Criterion, GoalCheck, Source, Status, Words
from assistant.goals.report import report
from assistant.goals.rewrite import GoalRewrite, Question
from assistant.passages import Passage
from tests.goals.ruled import USES

PASSAGE = Passage(id="p", text="Der Pilot lief gut.", document="a.md", title="A")


def _rewrite(language: str = "de", **check: object) -> GoalRewrite:
    criteria = tuple(
        Criterion(name, status, f"Grund {name}.")
        for name, status in zip("SMART", [Status.MET, Status.PARTIAL, *[Status.MISSING] * 3], strict=True)
    )
    facts: dict[str, object] = {"text": "Kosten senken", "language": language, "facts": (), "criteria": criteria}
    whole = GoalCheck(**(facts | {"further": ()} | check))
    open_questions = (Question("deadline", "Bis wann?", "[Termin]"), Question("owner", "Wer?", "", "das Team Einkauf"))
    return GoalRewrite(whole, "Bis [Termin] die Kosten senken.", "rules", ("[Termin]",), open_questions)


def test_a_german_report() -> None:
    assert report(_rewrite()) == "\n".join(
        [
            "**Vorschlag:** Bis [Termin] die Kosten senken.",
            "",
            "**Prüfung:**",
            "- S (erfüllt): Grund S.",
            "- M (teilweise): Grund M.",
            "- A (offen): Grund A.",
            "- R (offen): Grund R.",
            "- T (fehlt): Grund T.",
            "",
            "**Offene Fragen:**",
            "- Bis wann?",
        ]
    )


def test_an_english_report_holds_no_german() -> None:
    text = report(_rewrite("en", kpis=USES[0].kpis[:2], ignored=(Words(0, 1, "x"),)))
    for word in (
        "Proposal",
        "Check",
        "met",
        "partial",
        "open",
        "Open questions",
        "Proposed KPIs",
        "Recognised as an instruction",
    ):
        assert word in text
    assert USES[0].kpis[0].name.en in text and USES[0].kpis[0].name.de not in text
    assert "Vorschlag" not in text and "erfüllt" not in text


def test_a_goal_that_stays_as_it_is_is_said_to_be_complete() -> None:
    rewrite = replace(_rewrite(), text="Kosten senken")
    assert report(rewrite).startswith("**Ihr Ziel ist vollständig:** Kosten senken")
    english = replace(_rewrite("en"), text="Kosten senken")
    assert report(english).startswith("**Your goal is complete:**")


@pytest.mark.parametrize(("language", "start"), [("de", "Im Text steht kein Ziel"), ("en", "The text holds no goal")])
def test_a_text_without_a_goal_is_told_so(language: str, start: str) -> None:
    assert report(replace(_rewrite(language), text="")).startswith(start)


def test_answered_questions_are_not_asked_again() -> None:
    rewrite = replace(_rewrite(), questions=(Question("owner", "Wer?", "", "das Team Einkauf"),))
    assert "Wer?" not in report(rewrite) and "Offene Fragen" not in report(rewrite)
    assert "Offene Fragen" not in report(replace(rewrite, questions=()))


def test_citations_get_the_numbers_of_their_passages() -> None:
    source = Source(PASSAGE, PASSAGE.text)
    cited = Criterion("A", Status.PARTIAL, "Belegt.", sources=(source, source))
    rewrite = _rewrite(criteria=(cited,))
    assert "- A (teilweise): Belegt. [3]\n" in report(rewrite, {"p": 3})
    assert "[3]" not in report(rewrite) and "[3]" not in report(rewrite, {"q": 3})


@pytest.mark.parametrize(
    "part",
    [
        "![Bild](https://evil.example/x.png)",
        "[hier](https://evil.example)",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "**fett** _kursiv_ # Titel",
        "```\n<b>x</b>\n```",
        "`<b>x</b>`",
        "Zeile\n\n# Titel\n\n- Punkt",
        "https://evil.example/x.png",
    ],
)
def test_what_was_ignored_is_shown_as_typed_and_never_rendered(part: str) -> None:
    text = report(_rewrite(ignored=(Words(0, len(part), part),)))
    html = MarkdownIt("commonmark", {"html": True, "linkify": False}).render(text)
    shown = html.rpartition("<strong>")[2]
    assert "<code>" in shown and "<h1>" not in html
    for tag in ("<img", "<a ", "<script", "<b>", "<em>", "<strong>"):
        assert tag not in shown
