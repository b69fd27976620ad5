"""An answer on the page: finished, running, refused, stopped."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.answer import Mode
from assistant.budget import Estimate
from assistant.conversation import Exchange, State, Wanted
from assistant.grounding import Sentence, Support
from assistant.passages import Filter, Kind
from assistant.web.answers import exchange_html, said
from tests.web.exchange_samples import PASSAGE, QUOTED, answer, exchange


def drawn(language: str = "de", documents: int = 2, **changes: object) -> str:
    return exchange_html(exchange(**changes), language, documents=documents)


def test_a_finished_answer_shows_question_text_counts_and_who_wrote_it() -> None:
    html = drawn(answer=answer())
    assert html.startswith(
        '<article class="exchange" id="exchange-2" data-number="2" aria-label="Frage 2" '
        'data-say="Antwort fertig. 1 Satz: 1 wörtlich belegt"><div class="question"><p>Warum?</p>'
    )
    assert (
        '<a href="#source-2-1" class="cite" data-action="show" data-exchange="2" data-source="1" '
        'aria-label="Zu Fundstelle 1" title="Zu Fundstelle 1">1</a>'
    ) in html
    assert "1 Satz: " in html and "✓ </span>1 wörtlich belegt" in html
    assert "Vom Sprachmodell formuliert, jeder Satz mit den Fundstellen abgeglichen ·\u00a02,2\u00a0s" in html


def test_running_seconds_count_from_the_question() -> None:
    asked = (datetime.now(UTC) - timedelta(seconds=7)).isoformat()
    assert 'data-seconds="7"' in drawn(asked_at=asked)


@pytest.mark.parametrize(
    ("language", "changes", "line"),
    [
        ("de", {"passages": None}, "Suche in den Dokumenten … ·"),
        ("en", {"passages": None}, "Searching the documents … ·"),
        ("de", {}, "Fundstellen stehen bereit. Das Sprachmodell liest sie ·"),
        ("en", {"draft": "Late"}, "Draft, not checked yet. The language model is writing ·"),
        (
            "de",
            {"estimate": Estimate(3.2, 14.1)},
            "Das Sprachmodell liest sie. Erstes Wort in etwa 4\u00a0s, fertig in etwa 15\u00a0s ·",
        ),
        (
            "de",
            {"estimate": Estimate(41, 63, 2)},
            "2 Anfragen vor Ihnen. Erstes Wort in etwa 45\u00a0s, fertig in etwa 65\u00a0s ·",
        ),
        ("en", {"estimate": Estimate(130, 250, 1)}, "1 request before yours. First word in about 3\u00a0min, done in"),
        (
            "de",
            {"estimate": Estimate(4, 15), "draft": "Sp"},
            "Das Sprachmodell schreibt. Fertig in etwa 15\u00a0s ab der Frage ·",
        ),
        ("de", {"state": State.STOPPED}, "Angehalten. Die Fundstellen bleiben stehen."),
        ("en", {"state": State.STOPPED, "draft": "Late"}, "Stopped. The text above is incomplete and unchecked;"),
        ("de", {"state": State.INTERRUPTED, "draft": "Sp"}, "Unterbrochen: Der Assistent wurde während der Antwort"),
    ],
)
def test_the_line_below_says_what_is_going_on(language: str, changes: dict[str, object], line: str) -> None:
    assert line in drawn(language, **changes)


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
        ("de", ("unable",), "ready", "weil das Sprachmodell kein Deutsch schreibt"),
        ("de", (), "loading", "weil das Sprachmodell noch lud"),
        ("en", (), "failed", "because no language model was available"),
    ],
)
def test_quotations_say_why_no_model_wrote(language: str, replaced: tuple[str, ...], state: str, why: str) -> None:
    html = drawn(language, answer=answer(written_by="rules", replaced=replaced), writer=state)
    lead = {"de": "Wörtliche Zitate aus den Fundstellen", "en": "Word-for-word quotations from the sources"}
    assert f"{lead[language]}, {why} ·" in html


def test_a_text_that_was_replaced_is_folded_away_with_its_own_marks() -> None:
    unsupported = Sentence("Der Pilot war teuer.", Support.UNSUPPORTED)
    html = drawn(
        answer=answer(
            written_by="rules",
            replaced=("unsupported",),
            draft="Der Pilot begann später [1]. Der Pilot war teuer [9].",
            draft_sentences=(QUOTED, unsupported),
        )
    )
    shown, _, folded = html.partition('<details class="replaced"')
    assert "teuer" not in shown.partition("</article>")[0].partition('<div class="answer')[2]
    assert "<summary>Text des Modells, nicht belegt</summary>" in folded
    assert '<span class="sentence unsupported">Der Pilot war teuer.</span>' in folded
    assert "2 Sätze: " in folded


@pytest.mark.parametrize(
    "changes",
    [{"draft": ""}, {"draft": "x", "written_by": "model"}, {"draft": "x", "mode": Mode.GOAL, "written_by": "rules"}],
)
def test_nothing_is_folded_away_where_nothing_was_replaced(changes: dict[str, object]) -> None:
    assert 'class="replaced"' not in drawn(answer=answer(**{"written_by": "rules"} | changes))


def test_a_draft_that_was_never_checked_is_offered_without_a_claim() -> None:
    html = drawn(answer=answer(written_by="rules", replaced=("language",), draft="Late <b>."))
    assert "<summary>Text des Modells, nicht verwendet</summary>" in html and "Late &lt;b&gt;." in html


@pytest.mark.parametrize(
    ("only", "documents", "line"),
    [
        (Filter("Pumpen & Co", kinds=(Kind.LESSON,)), 2, "Durchsucht: nur Pumpen &amp; Co, Lehre. Das Sprachmodell"),
        (Filter(), 2, "Durchsucht: alle Dokumente. Das Sprachmodell wurde nicht gefragt ·"),
        (Filter(), 0, "Es sind noch keine Dokumente aufgenommen."),
    ],
)
def test_a_refusal_says_what_was_searched(only: Filter, documents: int, line: str) -> None:
    refused = answer(text="Dazu steht nichts.", refused=True, written_by="rules", citations=(), sentences=())
    assert line in drawn(answer=refused, wanted=Wanted(only=only), documents=documents)


def test_an_error_is_shown_in_the_language_of_the_page() -> None:
    failed = {"state": State.FAILED, "failure": ("Zu <lang>.", "Too <long>.")}
    assert 'role="alert">Too &lt;long&gt;.' in drawn("en", **failed)
    assert 'role="alert">Zu &lt;lang&gt;.' in drawn("de", **failed)


def test_an_invented_citation_is_no_link() -> None:
    html = drawn(answer=answer(text="Ja [9].", sentences=()))
    assert "[9]" in html and "data-source" not in html


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"passages": None}, "Suche läuft."),
        ({"passages": (PASSAGE, PASSAGE)}, "2 Fundstellen gefunden."),
        ({"answer": answer()}, "Antwort fertig. 1 Satz: 1 wörtlich belegt"),
        ({"answer": answer(sentences=())}, "Antwort fertig."),
        ({"answer": answer(refused=True)}, "Nichts gefunden."),
        ({"state": State.STOPPED}, "Angehalten."),
        ({"state": State.FAILED, "failure": ("Kaputt.", "Broken.")}, "Kaputt."),
    ],
)
def test_a_screen_reader_is_told_the_state(changes: dict[str, object], text: str) -> None:
    assert said(exchange(**changes), "de") == text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "![x](http://evil.example/?q=1)",
        "[a](javascript:alert(1))",
        '"><img src=x onerror=alert(1)>',
        "</textarea><img src=x onerror=alert(1)>",
        "<iframe src='data:text/html,x'>",
    ],
)
def test_nothing_hostile_becomes_active(hostile: str) -> None:
    sentence = Sentence(hostile, Support.UNSUPPORTED)
    exchanges: list[Exchange] = [
        exchange(1, question=hostile, passages=None),
        exchange(2, question=hostile, draft=hostile),
        exchange(3, question=hostile, answer=answer(text=hostile, sentences=(sentence,))),
        exchange(4, question=hostile, draft=hostile, state=State.STOPPED),
        exchange(5, answer=answer(written_by="rules", draft=hostile, draft_sentences=(sentence,))),
    ]
    html = "".join(exchange_html(each, "de", documents=1) for each in exchanges)
    for active in ("<script", "<img", "<iframe", 'href="http', 'href="javascript', "src="):
        assert active not in html.replace("src=x", "").replace("src=&#x27;", "")
    assert html.count("<textarea") == html.count("</textarea>")


@pytest.mark.parametrize(
    ("changes", "style"),
    [
        ({"written_by": "rules"}, "answer by-rules"),
        ({"written_by": "model"}, "answer by-model"),
        ({"written_by": "rules", "mode": Mode.GOAL}, "answer goal"),
        ({"written_by": "model", "mode": Mode.GOAL}, "answer goal"),
    ],
)
def test_quotations_look_like_quotations_and_a_proposed_goal_does_not(changes: dict[str, object], style: str) -> None:
    assert f'class="{style}"' in drawn(answer=answer(**changes))
