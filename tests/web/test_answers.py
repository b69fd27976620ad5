import pytest

from assistant.answer import Answer, Seconds
from assistant.errors import QuestionTooLong
from assistant.grounding import Citation, Sentence, Support
from assistant.passages import Filter, Kind, Passage
from assistant.web.answers import conversation_html, exchange_html
from assistant.web.exchanges import Exchange
from assistant.workspace import Status

STATUS = Status(2, 1234, "ready", "ready", "Granit", ("de", "en"), None)
PASSAGE = Passage("1-a", "Der Pilot begann später.", "notiz.md", "Notiz <1>")
SENTENCE = Sentence("Der Pilot begann später.", Support.QUOTED, (1,))


def answer(**changes: object) -> Answer:
    facts: dict[str, object] = {
        "text": "Der Pilot begann später. [1]",
        "language": "de",
        "mode": "answer",
        "written_by": "model",
        "refused": False,
        "passages": (PASSAGE,),
        "citations": (Citation(1, PASSAGE, "Der Pilot begann später."),),
        "sentences": (SENTENCE,),
        "seconds": Seconds(0.1, 1.0, 2.25),
    }
    return Answer(**facts | changes)  # type: ignore[arg-type]


def drawn(language: str = "de", **changes: object) -> str:
    facts: dict[str, object] = {"number": 2, "question": "Warum?", "passages": (PASSAGE,)}
    return exchange_html(Exchange(**facts | changes), language, STATUS)  # type: ignore[arg-type]


def test_a_finished_answer_as_a_whole() -> None:
    assert drawn(answer=answer()) == (
        '<article class="exchange" id="exchange-2" aria-label="Frage 2"><div class="question"><p>Warum?</p></div>'
        '<div class="answer by-model" lang="de"><p>Der Pilot begann später. '
        '<a href="#source-2-1" class="cite" data-action="show" data-exchange="2" data-source="1" '
        'aria-label="Zu Fundstelle 1" title="Zu Fundstelle 1">1</a></p></div>'
        '<p class="byline">Vom Sprachmodell Granit formuliert, jeder Satz mit den Fundstellen abgeglichen '
        "·\u00a02,2\u00a0s "
        '<button type="button" class="quiet" '
        'data-copy="Der Pilot begann später. [1]\n\n[1] Notiz &lt;1&gt;, notiz.md" data-done="Kopiert">'
        "Kopieren</button>"
        "</p></article>"
    )


@pytest.mark.parametrize(
    ("language", "changes", "line"),
    [
        ("de", {}, "Suche in den Dokumenten …"),
        ("en", {}, "Searching the documents …"),
        ("de", {"passages": (PASSAGE,)}, "Fundstellen stehen bereit. Das Sprachmodell liest sie ·\u00a00\u00a0s"),
        (
            "en",
            {"passages": (PASSAGE,), "draft": "Late"},
            "Draft, not checked yet. The language model is writing ·\u00a00\u00a0s",
        ),
        ("de", {"stopped": True}, "Angehalten. Die Fundstellen bleiben stehen."),
        (
            "en",
            {"stopped": True, "draft": "Late"},
            "Stopped. The text above is incomplete and unchecked; the sources stay.",
        ),
    ],
)
def test_the_line_below_says_what_is_going_on(language: str, changes: dict[str, object], line: str) -> None:
    assert line in drawn(language, **{"passages": None} | changes)


@pytest.mark.parametrize(
    ("language", "replaced", "state", "why"),
    [
        ("de", ("language",), "ready", "weil das Modell nicht in der Sprache der Frage schrieb"),
        (
            "de",
            ("unsupported", "repetition"),
            "ready",
            "weil der Text des Modells Aussagen ohne Beleg enthielt und weil das Modell sich wiederholte",
        ),
        ("en", ("empty",), "ready", "because the model gave no text"),
        ("en", ("failed",), "ready", "because the model broke off"),
        ("de", ("unable",), "ready", "weil das Modell Granit kein Deutsch schreibt"),
        ("de", (), "loading", "weil das Sprachmodell noch lädt"),
        ("en", (), "failed", "because no language model is available"),
    ],
)
def test_quotations_say_why_no_model_wrote(language: str, replaced: tuple[str, ...], state: str, why: str) -> None:
    html = drawn(language, answer=answer(written_by="rules", replaced=replaced), model_state=state)
    lead = {"de": "Wörtliche Zitate aus den Fundstellen", "en": "Word-for-word quotations from the sources"}
    assert f"{lead[language]}, {why} ·" in html


def test_an_unsupported_sentence_is_marked_by_symbol_and_word() -> None:
    sentences = (SENTENCE, Sentence("Das Budget ist <gut>.", Support.UNSUPPORTED))
    html = drawn(answer=answer(text="Der Pilot begann später. [1] Das Budget ist <gut>.", sentences=sentences))
    assert (
        '<div class="unsupported"><p>Das Budget ist &lt;gut&gt;.</p>'
        '<span class="flag"><span aria-hidden="true">⚠ </span>nicht belegt</span></div>'
    ) in html


def test_a_refusal_says_what_was_searched() -> None:
    refused = answer(text="Dazu steht nichts.", refused=True, written_by="rules", citations=(), sentences=())
    html = drawn(answer=refused, only=Filter("Pumpen & Co", kinds=(Kind.LESSON,)))
    assert (
        "Durchsucht: 2 Dokumente mit 1.234 Textstellen, beschränkt auf Pumpen &amp; Co, Lehre. "
        "Das Sprachmodell wurde nicht gefragt ·"
    ) in html


def test_an_error_is_shown_in_the_language_of_the_page() -> None:
    error = QuestionTooLong(length=5000, limit=4000)
    assert 'role="alert">The question has 5000 characters; 4000 are allowed.' in drawn("en", error=error)
    assert "Die Frage hat 5000 Zeichen" in drawn("de", error=error)


def test_an_invented_citation_is_no_link() -> None:
    assert "[9]" in drawn(answer=answer(text="Ja [9]."))
    assert "data-source" not in drawn(answer=answer(text="Ja [9]."))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "![x](http://evil.example/?q=1)",
        "[a](javascript:alert(1))",
        '"><img src=x onerror=alert(1)>',
        "<iframe src='data:text/html,x'>",
    ],
)
def test_nothing_hostile_becomes_active(hostile: str) -> None:
    exchanges = [
        Exchange(1, hostile, passages=None),
        Exchange(2, hostile, passages=(PASSAGE,), draft=hostile),
        Exchange(3, hostile, passages=(PASSAGE,), answer=answer(text=hostile)),
        Exchange(4, hostile, passages=(PASSAGE,), draft=hostile, stopped=True),
    ]
    html = conversation_html(exchanges, "de", STATUS)
    for active in ("<script", "<img", "<iframe", 'href="http', 'href="javascript', "src="):
        assert active not in html.replace("src=x", "").replace("src=&#x27;", "")
