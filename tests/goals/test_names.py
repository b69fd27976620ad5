"""Owners, systems and metrics, and the words that only look like them."""

from datetime import date

import pytest

from assistant.goals.fact import Fact
from assistant.goals.facts import find_facts
from assistant.goals.metric_names import KNOWN
from assistant.goals.metrics import find_metrics

TODAY = date(2026, 11, 21)
GERMAN = (
    ("Verantwortlich: Frau Dr. Weber", ["owner: Frau Dr. Weber = weber"]),
    (
        "Verantwortlich: Team Datenplattform, bis Ende 2027",
        ["owner: Team Datenplattform = team datenplattform", "deadline: bis Ende 2027 = 2027-12-31"],
    ),
    ("Verantwortlich ist das Team Datenplattform.", ["owner: Team Datenplattform = team datenplattform"]),
    ("Owner: A. Schmidt", ["owner: A. Schmidt = a. schmidt"]),
    ("Zuständig: Abteilung Logistik", ["owner: Abteilung Logistik = abteilung logistik"]),
    ("durch das Team Datenplattform", ["owner: Team Datenplattform = team datenplattform"]),
    ("durch den Fachbereich Einkauf", ["owner: Fachbereich Einkauf = fachbereich einkauf"]),
    ("durch die IT-Abteilung umgesetzt", ["owner: IT-Abteilung = it-abteilung"]),
    (
        "Das Team Datenplattform senkt die Fehlerquote.",
        ["owner: Team Datenplattform = team datenplattform", "metric: Fehlerquote = error rate"],
    ),
    (
        "Die IT-Abteilung soll die Ausfallzeit senken.",
        ["owner: IT-Abteilung = it-abteilung", "metric: Ausfallzeit = downtime"],
    ),
    ("Das Data-Science-Team entwickelt ein Modell.", ["owner: Data-Science-Team = data-science-team"]),
    (
        "Bis Ende 2027 senkt das Team Einkauf die Kosten.",
        [
            "deadline: Bis Ende 2027 = 2027-12-31",
            "owner: Team Einkauf = team einkauf",
            "metric: Kosten = cost",
        ],
    ),
    ("Der Einkauf reduziert die Kosten.", ["owner: Einkauf = einkauf", "metric: Kosten = cost"]),
    ("Der Kundenservice beantwortet Anfragen.", ["owner: Kundenservice = kundenservice"]),
    ("Herr Yılmaz verantwortet die Einführung.", ["owner: Herr Yılmaz = yılmaz"]),
    ("Frau Dr. Weber führt das ein.", ["owner: Frau Dr. Weber = weber"]),
    (
        "unter Leitung von Anna Müller-Lüdenscheidt",
        ["owner: Anna Müller-Lüdenscheidt = anna muller-ludenscheidt"],
    ),
    ("Verantwortung liegt beim Bereich Logistik.", ["owner: Bereich Logistik = bereich logistik"]),
    ("in der Verantwortung des Teams Vertrieb", ["owner: Teams Vertrieb = team vertrieb"]),
    ("Wir senken die Kosten.", ["metric: Kosten = cost"]),
    ("Das Unternehmen senkt die Kosten.", ["metric: Kosten = cost"]),
    ("für das Team Vertrieb", []),
    ("Das Team Vertrieb soll entlastet werden.", []),
    ("Das Team Vertrieb wird entlastet.", []),
    ("Unsere Kunden sollen zufriedener werden.", []),
    ("Verantwortlich: noch offen", []),
    ("Rechnungen in SAP S/4HANA prüfen", ["system: SAP S/4HANA = sap s/4hana"]),
    ("Tickets aus ServiceNow und Jira", ["system: ServiceNow = servicenow", "system: Jira = jira"]),
    ("Antworten in Teams und SharePoint", ["system: Teams = teams", "system: SharePoint = sharepoint"]),
    ("unser Team und die Tabellen", []),
    ("Angebote im CRM-System", ["system: CRM-System = crm-system"]),
    ("Daten aus dem Ticketsystem", ["system: Ticketsystem = ticketsystem"]),
    ("Texte mit GPT-4 und Copilot erzeugen", ["system: GPT-4 = gpt-4", "system: Copilot = copilot"]),
    ("Berichte in Power BI", ["system: Power BI = power bi"]),
    (
        "Daten in Snowflake und Databricks",
        ["system: Snowflake = snowflake", "system: Databricks = databricks"],
    ),
    ("Export nach DATEV", ["system: DATEV = datev"]),
    ("die SAP-Einführung", ["system: SAP = sap"]),
    ("Belege in DocuWare", ["system: DocuWare = docuware"]),
    ("Durchlaufzeit senken", ["metric: Durchlaufzeit = lead time"]),
    ("die Durchlaufzeiten senken", ["metric: Durchlaufzeiten = lead time"]),
    (
        "Bearbeitungszeit und Fehlerquote senken",
        ["metric: Bearbeitungszeit = handling time", "metric: Fehlerquote = error rate"],
    ),
    ("Erstlösungsquote erhöhen", ["metric: Erstlösungsquote = first-contact resolution rate"]),
    ("Kundenzufriedenheit steigern", ["metric: Kundenzufriedenheit = customer satisfaction"]),
    ("Kündigungsquote senken", ["metric: Kündigungsquote = churn rate"]),
    (
        "Dunkelverarbeitungsquote erhöhen",
        ["metric: Dunkelverarbeitungsquote = straight-through processing rate"],
    ),
    ("Verfuegbarkeit erhöhen", ["metric: Verfuegbarkeit = availability"]),
    ("Kosten je Vorgang senken", ["metric: Kosten je Vorgang = cost per case"]),
    ("MAPE und RMSE senken", ["metric: MAPE = mape", "metric: RMSE = rmse"]),
    ("F1-Score verbessern", ["metric: F1-Score = f1"]),
    ("Recall und Precision", ["metric: Recall = recall", "metric: Precision = precision"]),
    ("Krankenstand senken", ["metric: Krankenstand = sick leave rate"]),
    ("Angebotsquote erhöhen", ["metric: Angebotsquote = angebotsquot"]),
    ("Prüfaufwand senken", ["metric: Prüfaufwand = prufaufwand"]),
    (
        "Anteil der fehlerhaften Rechnungen",
        ["metric: Anteil der fehlerhaften Rechnungen = share fehlerhaften invoice"],
    ),
    ("Anzahl der Reklamationen", ["metric: Anzahl der Reklamationen = number complaint"]),
    ("Hochzeit, Mahlzeit und jederzeit", []),
    ("derzeit und zurzeit", []),
    ("Ökosystem", []),
    ("KI-System", []),
    ("Anna Schmidt verantwortet das Ziel.", ["owner: Anna Schmidt = anna schmidt"]),
    ("Owner: Dr Klein", ["owner: Dr Klein = klein"]),
    ("Kosten pro Übersetzung", ["metric: Kosten pro Übersetzung = cost per übersetzung"]),
    (
        "Prognosegenauigkeit (MAPE)",
        ["metric: Prognosegenauigkeit = forecast accuracy", "metric: MAPE = mape"],
    ),
    (
        "Bis zum 31.12.2028 soll das Team Vertrieb die Durchlaufzeit senken.",
        [
            "deadline: Bis zum 31.12.2028 = 2028-12-31",
            "owner: Team Vertrieb = team vertrieb",
            "metric: Durchlaufzeit = lead time",
        ],
    ),
    (
        "Bis zum 30. Juni 2027 reduziert der Einkauf die Kosten.",
        ["deadline: Bis zum 30. Juni 2027 = 2027-06-30", "owner: Einkauf = einkauf", "metric: Kosten = cost"],
    ),
    ("Mit KI wird das Team Vertrieb entlastet.", []),
)
ENGLISH = (
    ("Owner: Jane Miller", ["owner: Jane Miller = jane miller"]),
    ("owned by Jane Miller", ["owner: Jane Miller = jane miller"]),
    ("led by the head of logistics", ["owner: head of logistics = head of logistics"]),
    ("managed by the IT department", ["owner: IT department = it department"]),
    ("Responsible: Data Science team", ["owner: Data Science team = data science team"]),
    ("Customer Service (owner: A. Schmidt)", ["owner: A. Schmidt = a. schmidt"]),
    (
        "The data platform team will cut costs.",
        ["owner: data platform team = data platform team", "metric: costs = cost"],
    ),
    (
        "The data platform team cuts costs.",
        ["owner: data platform team = data platform team", "metric: costs = cost"],
    ),
    (
        "Our procurement department reduces costs.",
        ["owner: procurement department = procurement department", "metric: costs = cost"],
    ),
    ("Customer Service will answer requests.", ["owner: Customer Service = customer service"]),
    ("The head of logistics is responsible for it.", ["owner: head of logistics = head of logistics"]),
    ("rolled out by the IT department", ["owner: IT department = it department"]),
    ("under the leadership of Mary O'Neill", ["owner: Mary O'Neill = mary o'neill"]),
    ("Mr. Smith owns the target.", ["owner: Mr. Smith = smith"]),
    ("the CIO will approve it", ["owner: CIO = cio"]),
    ("We will cut costs.", ["metric: costs = cost"]),
    ("The company will cut costs.", ["metric: costs = cost"]),
    ("for the sales team", []),
    ("The sales team should be relieved.", []),
    ("The sales team will be supported.", []),
    ("Our customers will be happier.", []),
    ("Owner: tbd", []),
    ("invoices in SAP S/4HANA", ["system: SAP S/4HANA = sap s/4hana"]),
    ("tickets from ServiceNow and Jira", ["system: ServiceNow = servicenow", "system: Jira = jira"]),
    ("answers in Teams and SharePoint", ["system: Teams = teams", "system: SharePoint = sharepoint"]),
    ("our teams and their word", []),
    ("deals in Salesforce", ["system: Salesforce = salesforce"]),
    ("the ticketing system", ["system: ticketing system = ticketing system"]),
    ("texts by GPT-4 and Copilot", ["system: GPT-4 = gpt-4", "system: Copilot = copilot"]),
    ("reports in Power BI", ["system: Power BI = power bi"]),
    (
        "data in Snowflake and Databricks",
        ["system: Snowflake = snowflake", "system: Databricks = databricks"],
    ),
    ("export to DATEV", ["system: DATEV = datev"]),
    ("the SAP migration", ["system: SAP = sap"]),
    ("the ERP system", ["system: ERP system = erp system"]),
    ("documents in DocuWare", ["system: DocuWare = docuware"]),
    ("reduce lead time", ["metric: lead time = lead time"]),
    ("reduce lead times", ["metric: lead times = lead time"]),
    ("reduce average handling time", ["metric: average handling time = handling time"]),
    (
        "reduce cycle time and error rate",
        ["metric: cycle time = cycle time", "metric: error rate = error rate"],
    ),
    (
        "first-contact resolution rate",
        ["metric: first-contact resolution rate = first-contact resolution rate"],
    ),
    ("raise customer satisfaction", ["metric: customer satisfaction = customer satisfaction"]),
    ("reduce churn rate", ["metric: churn rate = churn rate"]),
    (
        "straight-through processing rate",
        ["metric: straight-through processing rate = straight-through processing rate"],
    ),
    ("raise availability", ["metric: availability = availability"]),
    ("cost per invoice", ["metric: cost per invoice = cost per invoice"]),
    ("MAPE and RMSE", ["metric: MAPE = mape", "metric: RMSE = rmse"]),
    ("F1 score", ["metric: F1 score = f1"]),
    ("recall and precision", ["metric: recall = recall", "metric: precision = precision"]),
    ("invoice matching rate", ["metric: invoice matching rate = invoic matching rat"]),
    ("reduce complaint handling time", ["metric: handling time = handling time"]),
    ("share of rejected invoices", ["metric: share of rejected invoices = share rejected invoice"]),
    ("number of support tickets", ["metric: number of support tickets = number support ticket"]),
    ("save time", []),
    ("at the same time", []),
    ("ecosystem", []),
    ("Jane Miller, head of controlling, shortens the close.", ["owner: Jane Miller = jane miller"]),
    ("Procurement is to negotiate prices.", ["owner: Procurement = procurement"]),
    ("cost per translated word", ["metric: cost per translated word = cost per translated word"]),
)


def said(fact: Fact) -> str:
    """A fact as the tables write it: role or kind, text, key and, where the key is none, the day."""
    day = f" ({fact.day})" if fact.day and fact.day.isoformat() != fact.key else ""
    return f"{fact.role or fact.kind}: {fact.text} = {fact.key}{day}"


@pytest.mark.parametrize(("text", "expected"), GERMAN)
def test_names_in_a_german_goal(text: str, expected: list[str]) -> None:
    assert [said(fact) for fact in find_facts(text, "de", TODAY)] == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_names_in_an_english_goal(text: str, expected: list[str]) -> None:
    assert [said(fact) for fact in find_facts(text, "en", TODAY)] == expected


def test_at_least_120_metrics_are_known() -> None:
    assert len(set(KNOWN.values())) >= 120


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_known_metric_is_found_whole_with_its_key(name: str) -> None:
    (found,) = find_metrics(name)
    assert (found.start, found.end, found.key) == (0, len(name), KNOWN[name])


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Durchlaufzeiten", "lead times"),
        ("Fehlerquote", "error rate"),
        ("Ausschussquote", "scrap rate"),
        ("Kündigungsquote", "churn rate"),
        ("Kosten je Rechnung", "cost per invoice"),
        ("Erstlösungsquote", "first-contact resolution rate"),
    ],
)
def test_a_metric_has_one_key_in_both_languages(german: str, english: str) -> None:
    assert find_metrics(german)[0].key == find_metrics(english)[0].key
