"""The letters of a checked goal on the page."""

import pytest

from assistant.goals.criteria import Status, Words
from assistant.web.goal_check import check_html, further_html, kpis_html, state_name, summary_text
from tests.web.goal_samples import PASSAGE, SOURCE, USE, check, criterion, kpi

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script>![x](http://evil.example)'


def letters(language: str = "de", **changes: object) -> str:
    return check_html(check(criteria=(criterion("S", **changes),), further=()), {"S": SOURCE}, language)


def test_a_letter_as_a_whole() -> None:
    html = letters(status=Status.PARTIAL, vague=(Words(0, 8, "deutlich"),), evidence=(Words(9, 14, "Quote"),))
    assert html == (
        '<section aria-label="Prüfung nach SMART"><ol class="letters"><li class="letter partial" id="letter-S">'
        '<h3><span class="initial">S</span> Spezifisch <span class="state"><span aria-hidden="true">◐</span> teilweise'
        '</span></h3><p class="reason" lang="de">Grund S</p>'
        '<p class="words vague-words"><span>Vage:</span> <q lang="de">deutlich</q></p>'
        '<p class="words "><span>Beruht auf:</span> <q lang="de">Quote</q></p>'
        '<p class="ask" lang="de" title="Frage S?">Frage S?</p>'
        '<details class="meaning"><summary>Was heißt das?</summary><p lang="de">Der Pilot hat die Quote gehoben.</p>'
        '<button type="button" class="quiet" data-action="meaning" data-letter="S">Aus: Pilot &lt;1&gt;</button>'
        "</details></li></ol></section>"
    )


@pytest.mark.parametrize(
    ("name", "status", "german", "english"),
    [
        ("S", Status.MET, "erfüllt", "met"),
        ("M", Status.PARTIAL, "teilweise", "partial"),
        ("T", Status.MISSING, "fehlt", "missing"),
        ("A", Status.MISSING, "offen", "open"),
        ("A", Status.MET, "erfüllt", "met"),
        ("R", Status.PARTIAL, "teilweise", "partial"),
        ("data", Status.MISSING, "offen", "open"),
    ],
)
def test_a_status_has_a_word_and_what_no_text_can_settle_is_open(
    name: str, status: Status, german: str, english: str
) -> None:
    one = criterion(name, status=status)
    assert (state_name(one, "de"), state_name(one, "en")) == (german, english)


def test_words_that_the_reason_names_already_are_not_repeated() -> None:
    assert "Beruht auf" not in letters(reason="Benannt ist: Quote.", evidence=(Words(0, 5, "Quote"),))


def test_an_answered_question_shows_the_answer_instead() -> None:
    html = letters(answer="bis Ende 2027")
    assert '<span>Ihre Angabe:</span> <q lang="de">bis Ende 2027</q>' in html and "Frage S?" not in html


def test_what_is_met_asks_nothing() -> None:
    assert "Frage S?" not in letters(status=Status.MET)


def test_sources_are_numbered_through_the_whole_check() -> None:
    criteria = (criterion("A", sources=(SOURCE, SOURCE)), criterion("R"))
    one = check(criteria=criteria, further=(criterion("data", sources=(SOURCE,)),))
    assert 'data-source="2"' in check_html(one, {}, "de") and 'data-source="3"' not in check_html(one, {}, "de")
    further = further_html(one, "de")
    assert (
        '<button type="button" class="cite" data-action="source" data-source="3" '
        'aria-label="Fundstelle 3 öffnen: Pilot &lt;1&gt;" title="Der Pilot hat die Quote gehoben.">3</button>'
    ) in further


def test_all_further_criteria_are_listed_in_the_language_of_the_page() -> None:
    html = further_html(check(), "en")
    names = ("Owner", "Baseline", "Business goal", "Data", "Feasibility", "Operation", "Ethics", "Budget")
    assert all(f"<b>{name}" in html for name in names) and html.count("<details>") == 8


@pytest.mark.parametrize(
    ("language", "questions", "text"),
    [
        (
            "de",
            1,
            "Spezifisch teilweise, Messbar fehlt, Erreichbar offen, Relevant offen, Terminiert fehlt. Noch offen: 1",
        ),
        (
            "en",
            3,
            "Specific partial, Measurable missing, Attainable open, Relevant open, Time-bound missing. Still open: 3",
        ),
    ],
)
def test_the_check_is_read_out_in_one_sentence(language: str, questions: int, text: str) -> None:
    assert text in summary_text(check(), questions, language)


def test_kpis_show_how_to_measure_and_what_to_mind() -> None:
    html = kpis_html(USE.kpis, USE, chosen="quote", lang="de", language="de")
    assert "Erkannt als: Chatbot" in html and "Art. 50 &lt;KI-VO&gt;" in html
    for text in ("definition", "unit", "measure", "pitfalls"):
        assert f"<dd>{text} &lt;b&gt;</dd>" in html
    assert 'data-kpi="quote" aria-pressed="true" aria-label="Verwendet: Quote">Verwendet</button>' in html
    assert 'data-kpi="recall" aria-pressed="false" aria-label="Diese Kennzahl verwenden: Recall">' in html
    assert html.count(">Geschäft</span>") == html.count(">Modell</span>") == 1


def test_a_kpi_keeps_its_name_in_the_language_of_the_goal_and_is_explained_in_that_of_the_page() -> None:
    html = kpis_html([kpi("Quote")], USE, chosen="", lang="de", language="en")
    assert '<b lang="de">Quote</b>' in html and "definition &lt;b&gt; (en)" in html and "more is better" in html


@pytest.mark.parametrize("language", ["de", "en"])
def test_before_the_first_check_nothing_is_drawn(language: str) -> None:
    assert check_html(None, {}, language) == further_html(None, language) == ""
    assert kpis_html((), None, chosen="", lang="de", language=language) == ""


def test_nothing_hostile_becomes_active() -> None:
    words = (Words(0, 4, HOSTILE),)
    one = criterion("S", reason=HOSTILE, question=HOSTILE, vague=words, evidence=words, sources=(SOURCE,))
    answered = criterion("R", answer=HOSTILE)
    html = check_html(check(criteria=(one, answered), further=(criterion("data", reason=HOSTILE),)), {}, "de")
    html += further_html(check(further=(criterion("data", reason=HOSTILE),)), "de")
    assert "<img" not in html and "<script" not in html and "&lt;img" in html
    assert PASSAGE.title not in html
