"""A request for risks is told from a question about stored ones, by rules."""

import json
from pathlib import Path

import pytest

from assistant.risks.request import asks_for_risks, description_in

ROOT = Path(__file__).resolve().parents[2]
PROJECTS = ("rechnungserkennung", "support-assistant", "wartung-pumpen")

PROPOSALS = [
    "Welche Risiken hat ein Chatbot für die Personalabteilung?",
    "Was könnte bei einem Chatbot schiefgehen?",
    "Was kann denn schiefgehen, wenn ein Modell Kredite vergibt?",
    "RISIKEN EINER GESICHTSERKENNUNG?",
    "welche risiken hätte ein sprachassistent im auto",
    "Nenne Risiken für ein Empfehlungssystem.",
    "Wie gefährlich ist ein Sprachmodell in der Arztpraxis?",
    "Gibt es Risiken, wenn wir Mails automatisch beantworten?",
    "Bis gestern war alles von Hand. Welche Risiken hat die Automatisierung der Belegprüfung?",
    "Mach bitte ein Risikoregister für die Prognose des Strombedarfs.",
    "Risiken für: Ein Modell liest Verträge und markiert Klauseln",
    "Wir wollen die Durchlaufzeit mit KI um 20 % senken; was droht?",
    "Ein Assistent soll Monteuren Fragen beantworten. Budget 80.000 Euro, Start im Mai.",
    "Welche Risiken hat ein Support-Assistent?",
    "Welche Risiken birgt Übersetzung durch KI für öffentliche Ämter?",
    "Sind Bildrechte ein Risiko beim Training eines Bildmodells?",
    "What risks does a chatbot for HR have?",
    "what could go wrong with automatic translation",
    "Name risks for a recommender system.",
    "How dangerous is a language model in a doctor's office?",
    "Are there risks if we answer mails automatically?",
    "Until yesterday everything was done by hand. What risks does automating invoice checks have?",
    "Please prepare a risk register for forecasting electricity demand.",
    "Risks for: a model reads contracts and marks clauses",
    "Which risks does a support assistant have?",
    "What is the biggest risk of a chatbot in banking?",
    "Can fraud detection threaten customer relations?",
]
EVIDENCE = [
    "Welche Risiken hatte der Chatbot?",
    "Welche Risiken gab es bei der Pumpenwartung?",
    "Wer ist verantwortlich für das Risiko Drift?",
    "Wann tritt das Risiko „Ausfall“ ein?",
    "Wie viele Risiken sind kritisch?",
    "Warum ist das Risiko R03 hoch?",
    "Ist das Risiko Modellwechsel schon eingetreten?",
    "Was steht in der Risikoliste zum Betriebsrat?",
    "Welche Risiken sind laut Protokoll noch offen?",
    "Welche Risiken nennt der Statusbericht?",
    "Welche bekannten Risiken haben wir?",
    "Welche Risiken hat das Projekt Rechnungserkennung?",
    "Welche Risiken hat wartung pumpen?",
    "Welche Gegenmaßnahmen gibt es gegen das Risiko Alarmflut?",
    "Welche Risiken haben wir?",
    "Welche Risiken haben KI-Projekte?",
    "Nenne die größten Risiken.",
    "Welche Risiken wurden vom Lenkungskreis akzeptiert?",
    "Welches Risiko hat die höchste Punktzahl?",
    "Wer leitet das Projekt?",
    "Which risks did the chatbot have?",
    "Which risks were there in the pump project?",
    "Who is responsible for the drift risk?",
    "When does the risk “outage” occur?",
    "How many risks are critical?",
    "Why is risk R03 high?",
    "Has the model change risk occurred?",
    "What does the risk list say about the works council?",
    "Which risks are still open according to the minutes?",
    "Which risks does the support-assistant project have?",
    "Which known risks do we have?",
    "Which measures are there against the alarm flood risk?",
    "Which risks do we have?",
    "Name the biggest risks.",
    "Which risks were accepted by the steering committee?",
    "Who leads the project?",
]


@pytest.mark.parametrize("message", PROPOSALS)
def test_risks_of_something_planned_are_proposed(message: str) -> None:
    assert description_in(message, projects=PROJECTS) == message


@pytest.mark.parametrize("message", EVIDENCE)
def test_a_question_about_stored_risks_stays_one_to_the_documents(message: str) -> None:
    assert description_in(message, projects=PROJECTS) is None


@pytest.mark.parametrize("message", ["", " ", "?", "…", "Risiken", "risks?", "Projekt", "\x00", "Welche Risiken?"])
def test_a_message_that_names_nothing_gives_nothing_to_think_of(message: str) -> None:
    assert description_in(message) is None


def test_a_very_long_message_is_decided_quickly() -> None:
    text = "Ein Modell liest Belege und " * 140 + "welche Risiken hat das"
    assert description_in(text) == text


def test_a_project_counts_only_where_it_is_stored() -> None:
    assert description_in("Welche Risiken hat die Rechnungserkennung?", projects=PROJECTS) is None
    assert description_in("Welche Risiken hat die Rechnungserkennung?") is not None


@pytest.mark.parametrize(
    ("message", "asks"), [("Was ist ein Chatbot?", False), ("Und die Risiken?", True), ("What could go wrong?", True)]
)
def test_whether_a_message_speaks_of_risks_at_all(message: str, asks: bool) -> None:
    assert asks_for_risks(message) is asks


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_set_is_even_and_mostly_decided_right(language: str) -> None:
    lines = (ROOT / "evals" / f"risk_requests.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    assert len(items) == len({item["message"] for item in items}) == 60
    assert sum(item["wants"] == "proposals" for item in items) == 30
    taken = [(description_in(item["message"], projects=PROJECTS) is not None) for item in items]
    right = sum((item["wants"] == "proposals") is proposals for item, proposals in zip(items, taken, strict=True))
    assert right >= 57
