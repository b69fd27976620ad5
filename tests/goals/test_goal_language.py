"""The language of goals, which are short and often hold no function word."""

import pytest

from assistant.goals.goal_language import goal_language

GERMAN = """
Kosten senken
Durchlaufzeit senken
Wir wollen den Kundenservice mit KI verbessern.
Chatbot einführen
KI im Vertrieb
Prozesse automatisieren
Recall von mindestens 95 %
NPS auf 45 steigern
Churn reduzieren
Forecast-Genauigkeit erhöhen
Time-to-Hire auf 30 Tage senken
Den Service Desk mit Machine Learning entlasten
Use Cases priorisieren
Customer Journey optimieren
Performance verbessern
MAPE < 12 % bis 30.06.2027 erreichen
Besser werden
Retouren halbieren
Fehlerquote unter 2 % bis Q4
Lead-Scoring einführen
Use Cases für HR sammeln
Das Team Data Science automatisiert das Reporting
""".strip().splitlines()
ENGLISH = """
Cut costs
Reduce lead time
We want to improve customer service with AI.
Launch a chatbot
AI in sales
Automate processes
Recall of at least 95%
Raise NPS to 45
Reduce churn
Increase forecast accuracy
Prioritise use cases
Optimize performance
Get better
Halve returns
Error rate below 2% by Q4
Introduce lead scoring
Automate order entry at Müller GmbH
Detect fraud
Translate manuals
Reduce scrap in Düsseldorf
Automate Köln
""".strip().splitlines()


@pytest.mark.parametrize("goal", GERMAN)
@pytest.mark.parametrize("default", ["de", "en"])
def test_german_goals_are_german_whatever_is_expected(goal: str, default: str) -> None:
    assert goal_language(goal, default) == "de"


@pytest.mark.parametrize("goal", ENGLISH)
@pytest.mark.parametrize("default", ["de", "en"])
def test_english_goals_are_english_whatever_is_expected(goal: str, default: str) -> None:
    assert goal_language(goal, default) == "en"


@pytest.mark.parametrize("goal", ["", "   ", "12 %", "SAP", "Chatbot", "Recall 95 %", "🙂", "…", "2027"])
def test_without_any_sign_the_default_stands(goal: str) -> None:
    assert goal_language(goal) == "de"
    assert goal_language(goal, "en") == "en"


def test_a_name_with_an_umlaut_decides_where_nothing_else_does() -> None:
    assert goal_language("Köln", "en") == "de"
