"""What documents, the goal and the user say about whether a goal can be achieved and matters."""

from collections.abc import Mapping, Sequence

import pytest

from assistant.goals.backing import LONGEST_QUOTE, SOURCES, backing
from assistant.goals.criteria import FURTHER, Criterion, Status
from assistant.passages import Kind, Passage
from tests.goals.ruled import goal_text

GOAL = "Die Durchlaufzeit der Rechnungsprüfung im Projekt Invoice AI senken"
PILOT = "Im Pilot der Rechnungsprüfung wurden 91 % der Belege erkannt."


def _passage(text: str, project: str | None = "Invoice AI", kind: Kind = Kind.NOTE, **facts: object) -> Passage:
    rest: dict[str, object] = {"document": "notes/pilot.md", "title": "Statusbericht"} | facts
    return Passage(id=f"{project}-{text[:24]}", text=text, project=project, kind=kind, **rest)


def _criteria(
    passages: Sequence[Passage] = (),
    goal: str = GOAL,
    answers: Mapping[str, str] | None = None,
    project: str | None = "Invoice AI",
) -> dict[str, Criterion]:  # fmt: skip
    found = backing(goal_text(goal), passages, project=project, answers=answers or {})
    return {criterion.name: criterion for criterion in found}


def test_a_and_r_come_first_then_the_further_ones_in_their_order() -> None:
    assert list(_criteria()) == ["A", "R", *FURTHER]


def test_without_documents_and_claims_everything_is_an_open_question() -> None:
    found = _criteria()
    for name in ("A", "R", "data", "feasibility", "operation", "ethics", "budget", "business_goal"):
        assert found[name].status is Status.MISSING and found[name].question and not found[name].sources


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("R", "Die Rechnungsprüfung zahlt auf das Geschäftsziel ein, die Liquidität zu erhöhen."),
        ("R", "The Rechnungsprüfung contributes to the strategic plan approved in May."),
        ("business_goal", "Das Geschäftsziel der Rechnungsprüfung: 2 % mehr Skonto im Jahr."),
        ("budget", "Das Budget der Rechnungsprüfung über 50.000 € ist bewilligt."),
    ],
)
def test_a_statement_in_the_goals_own_project_settles_that_it_matters_and_is_paid_for(name: str, text: str) -> None:
    criterion = _criteria([_passage(text)])[name]
    assert criterion.status is Status.MET and criterion.question == ""
    assert [source.quote for source in criterion.sources] == [text]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("A", PILOT),
        ("A", "Für die Rechnungsprüfung sind 40 Personentage eingeplant."),
        ("data", "Für die Rechnungsprüfung liegen 12.000 gelabelte Belege vor."),
        ("data", "Die Trainingsdaten der Rechnungsprüfung sind geprüft und freigegeben."),
        ("feasibility", PILOT),
        ("operation", "Das Monitoring der Rechnungsprüfung läuft seit dem 1. März."),
        ("ethics", "Der Betriebsrat hat der Rechnungsprüfung am 3. März zugestimmt."),
        ("ethics", "Die Datenschutz-Folgenabschätzung zur Rechnungsprüfung ist freigegeben worden."),
    ],
)
def test_what_it_says_of_the_rest_is_shown_and_people_judge(name: str, text: str) -> None:
    criterion = _criteria([_passage(text)])[name]
    assert criterion.status is Status.PARTIAL and criterion.question and "beurteilen Sie" in criterion.reason
    assert [source.quote for source in criterion.sources] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Die Rechnungsprüfung im Pilot war Thema der Sitzung.",
        "Pilot Rechnungsprüfung: 91 %",
        "- T12: Pilot der Rechnungsprüfung bis 3. März vorbereiten",
        "Teilnehmende: Frau Kaya (Pilot Rechnungsprüfung), Herr Schulz, 3 Gäste",
        "| Pilot | Rechnungsprüfung | Datum | 3. März | 91 % |",
        "Der Betriebsausflug der Rechnungsprüfung kostete 3.000 € im März.",
    ],
)
def test_lists_tables_and_sentences_without_a_result_say_nothing(text: str) -> None:
    assert all(criterion.sources == () for criterion in _criteria([_passage(text)]).values())


@pytest.mark.parametrize("project", [None, "Anderes Projekt"])
def test_documents_of_other_projects_are_shown_and_leave_the_question_open(project: str | None) -> None:
    criterion = _criteria([_passage(PILOT, project="Logistik AI")], project=project)["A"]
    assert criterion.status is Status.PARTIAL and criterion.question and criterion.sources
    assert "anderer Projekte" in criterion.reason


def test_without_a_project_no_document_settles_anything() -> None:
    found = _criteria([_passage(PILOT, project=None)], project=None)
    assert all(criterion.status is not Status.MET for name, criterion in found.items() if name in ("A", "feasibility"))


@pytest.mark.parametrize(
    "text",
    [
        "Im Pilot der Rechnungsprüfung wurde die Machbarkeit nicht gezeigt.",
        "Für die Rechnungsprüfung fehlt die Kapazität.",
        "Die Kapazität für die Rechnungsprüfung ist unklar.",
        "There is no capacity available for the Rechnungsprüfung.",
        "Der Pilot zur Rechnungsprüfung wurde gestoppt.",
    ],
)
@pytest.mark.parametrize("project", ["Invoice AI", "Logistik AI"])
def test_a_reservation_speaks_against_and_is_quoted(text: str, project: str) -> None:
    criterion = _criteria([_passage(text, project=project)])["A"]
    assert criterion.status is Status.MISSING and criterion.question
    assert [source.quote for source in criterion.sources] == [text] and "Vorbehalte" in criterion.reason


BUDGET = "Das Budget der Rechnungsprüfung über 50.000 € ist bewilligt."


def test_a_reservation_elsewhere_does_not_outweigh_the_own_project() -> None:
    other = _passage("Das Budget der Rechnungsprüfung wurde dort abgelehnt.", project="Logistik AI")
    for passages in ([_passage(BUDGET), other], [other, _passage(BUDGET)]):
        criterion = _criteria(passages)["budget"]
        assert criterion.status is Status.MET and len(criterion.sources) == 2


def test_the_own_projects_sentence_is_not_crowded_out_by_others() -> None:
    others = [_passage(f"Das Budget der Rechnungsprüfung betrug {n}.000 € im Jahr.", project=f"P{n}") for n in range(5)]
    criterion = _criteria([*others, _passage(BUDGET)])["budget"]
    assert criterion.status is Status.MET
    assert len(criterion.sources) <= SOURCES and BUDGET in [source.quote for source in criterion.sources]


@pytest.mark.parametrize(
    "passage",
    [
        _passage("Bei der Rechnungsprüfung gilt: Prüfen Sie Kapazität, Budget und Datenschutz.", kind=Kind.METHODOLOGY),
        _passage("Der Pilot im Fuhrpark hat Budget, Kapazität und Daten.", title="Fuhrpark", project="Fuhrpark"),
        _passage("Der Kaffee schmeckt.", project="Fuhrpark", title="Küche"),
        _passage("", project="Invoice AI"),
    ],
)
def test_methodology_and_documents_about_something_else_say_nothing(passage: Passage) -> None:
    for criterion in _criteria([passage]).values():
        assert criterion.sources == () and criterion.status is not Status.MET or criterion.name in ("baseline", "owner")


def test_the_sentence_nearest_to_the_goal_is_quoted() -> None:
    text = f"Ein Pilot lief 2024. {PILOT} Danach gab es einen Pilot in der Kantine."
    assert _criteria([_passage(text)])["A"].sources[0].quote == PILOT


def test_endless_sentences_are_not_quoted() -> None:
    text = "Der Pilot der Rechnungsprüfung " + "und so weiter " * 40 + "endete."
    assert len(text) > LONGEST_QUOTE and _criteria([_passage(text)])["A"].sources == ()


@pytest.mark.parametrize(
    ("name", "goal", "claim"),
    [
        ("A", "Der Pilot hat es gezeigt: Rechnungsprüfung automatisieren", "Pilot"),
        ("R", "Rechnungsprüfung automatisieren, das zahlt auf die Strategie 2028 ein", "zahlt auf"),
        ("budget", "Rechnungsprüfung mit einem Budget von 50.000 € automatisieren", "Budget"),
        ("data", "Mit den Daten aus SAP die Rechnungsprüfung automatisieren", "Daten"),
        ("feasibility", "The pilot has shown that we can automate invoice checking", "pilot"),
        ("ethics", "Rechnungsprüfung automatisieren, mit dem Betriebsrat abgestimmt", "Betriebsrat"),
    ],
)
def test_what_the_goal_claims_is_shown_as_a_claim(name: str, goal: str, claim: str) -> None:
    criterion = _criteria(goal=goal)[name]
    assert criterion.status is Status.PARTIAL and criterion.question
    assert claim in [words.text for words in criterion.evidence]
    assert all(goal[words.start : words.end] == words.text for words in criterion.evidence)


def test_an_answer_is_a_statement_without_evidence() -> None:
    criterion = _criteria(answers={"budget": "80.000 €"})["budget"]
    assert (criterion.status, criterion.answer) == (Status.PARTIAL, "80.000 €")
    assert "80.000 €" in criterion.reason and criterion.question


def test_documents_count_more_than_answers() -> None:
    assert _criteria([_passage(BUDGET)], answers={"budget": "viel"})["budget"].status is Status.MET
    assert "beurteilen" in _criteria([_passage(PILOT)], answers={"A": "geht schon"})["A"].reason
    stopped = _passage("Der Pilot zur Rechnungsprüfung wurde gestoppt.")
    assert _criteria([stopped], answers={"A": "geht schon"})["A"].status is Status.MISSING


@pytest.mark.parametrize(
    ("goal", "owner", "baseline"),
    [
        ("Durchlaufzeit senken", Status.MISSING, Status.MISSING),
        ("Das Team Buchhaltung senkt die Durchlaufzeit von 12 auf 9 Tage.", Status.MET, Status.MET),
        ("40 Mitarbeitende bis 30.09.2027 schulen", Status.MISSING, Status.MET),
        ("Reduce lead time", Status.MISSING, Status.MISSING),
    ],
)
def test_owner_and_baseline_are_told_by_the_goal_alone(goal: str, owner: Status, baseline: Status) -> None:
    found = _criteria([_passage(PILOT)], goal=goal)
    assert (found["owner"].status, found["baseline"].status) == (owner, baseline)
    assert bool(found["owner"].question) == (owner is Status.MISSING)
    assert bool(found["baseline"].question) == (baseline is Status.MISSING)


def test_reasons_are_worded_in_the_language_of_the_goal() -> None:
    english = _criteria(
        [_passage("The invoice pilot reached 91 % in May.")], goal="Reduce the lead time of invoice approval"
    )
    assert english["A"].sources and english["A"].reason.startswith("The project's documents")
    assert _criteria([_passage(PILOT)])["A"].reason.startswith("Die Unterlagen des Projekts")
