"""Messages in the chat: goals and requests to rewrite one are recognised, questions and small talk are not."""

import pytest

from assistant.goals.recognising import LONGEST, goal_in

# Whole messages that are goals.
GOALS = """
Durchlaufzeit der Rechnungsprüfung senken
Kundenservice mit KI verbessern
Wir wollen den Kundenservice mit KI verbessern.
Wir möchten die Wartezeit im Bürgeramt verkürzen, weil sich viele Bürger beschweren.
Wir müssen die Kosten im Einkauf senken.
Wir planen, die Wartezeit am Telefon von 6 auf 2 Minuten zu verkürzen.
Bis Ende 2027 wollen wir 80 % der Rechnungen automatisch erkennen.
Bis zum 30.06.2027 die Fehlerquote auf unter 2 % senken.
Unser Ziel ist es, die Ausschussquote zu senken.
Das Ziel ist eine Senkung der Kosten um 10 %.
Ziel: Fehlerquote unter 2 % bis Q4
Projektziel: Mit KI die Liegezeit von Bauanträgen senken
80 % der Rechnungen sollen automatisch erkannt werden.
Die Erstlösungsquote von 61 % auf 75 % verbessern
Die Bearbeitungszeit soll um 25 % sinken.
Das Team Buchhaltung senkt die Durchlaufzeit bis zum 30.06.2027 um 20 %.
Die Erstlösungsquote steigt bis Ende 2027 von 61 % auf 75 %.
80 % der Rechnungen sind bis Ende 2027 automatisch erfasst
Im Lager soll die Fehlerquote sinken.
Ich möchte den Vertrieb mit KI entlasten.
Einen Chatbot im Kundenservice einführen
Führe einen Chatbot im Kundenservice ein und senke die Wartezeit um 20 %
Senkung der Durchlaufzeit in der Kreditprüfung um 30 %
Improve customer service with AI
We want to improve customer service with AI.
We need to shorten waiting times at the citizens' office because people complain.
Reduce invoice processing time from 12 to 9 days
By the end of 2027 we want to recognise 80% of invoices automatically.
Within six months, classify 500 documents a day automatically.
Our goal is to lower the scrap rate.
Our aim is to lower the scrap rate to below 2%.
Goal: error rate below 2% by Q4
Project goal: use AI to shorten the waiting time for building permits
80% of invoices should be recognised automatically.
Handling time should fall by 25%.
We plan to shorten the waiting time on the phone from 6 to 2 minutes.
Cut costs in purchasing by 5% by year-end
Launch a chatbot in customer service
I want to relieve the sales team with AI.
The accounting team must cut lead time by 20% by 30 June 2027.
Reduction of lead time in credit checks by 30%
Automate invoice checking with SAP
Kundenzufriedenheit verbessern
Weniger Reklamationen durch bessere Prognosen
Das muss mit KI besser werden.
Der Net Promoter Score klettert in 18 Monaten von 22 auf 35 Punkte.
Jede Schadenmeldung wird in unter zehn Minuten klassifiziert.
Zeit für den Monatsabschluss: von zehn auf sechs Arbeitstage, Stichtag 30.04.2031
Fewer complaints through better forecasts
Cost per ticket: from EUR 14 to EUR 9.
Duplicate supplier records are to be detected automatically.
HR reduces time-to-hire from 62 days to 45 days by June 30, 2031.
Automate onboarding
""".strip().splitlines()
# Requests: what stands between » and « is the goal.
REQUESTS = """
Formuliere SMART: »Kundenservice mit KI verbessern«
Formuliere dieses Ziel SMART: »Durchlaufzeit senken«
Bitte formuliere das Ziel um: »Kosten im Einkauf senken«
Mach daraus ein SMART-Ziel: »KI im Vertrieb einsetzen«
Überarbeite mein Ziel: »Wir wollen besser werden.«
Prüfe bitte das folgende Ziel: »Fehlerquote unter 2 % bis Q4«
Kannst du dieses Ziel SMART formulieren: »Durchlaufzeit senken«
Können Sie mir helfen, das Ziel smarter zu formulieren? „»Reklamationen schneller bearbeiten«“
Wie würdest du dieses Ziel formulieren: »Ausschuss senken«
Schärfe dieses Projektziel: »Mehr Umsatz durch Empfehlungen«
Bewerte mein Ziel „»Churn um 10 % senken«“.
Rewrite this goal: »Improve customer service with AI«
Please rewrite the following goal: »Cut costs in purchasing«
Make this goal SMART: »Reduce lead time«
Can you make this goal SMART: »Use AI in sales«
Check my goal: »Error rate below 2% by Q4«
Turn this into a SMART goal: »We want to get better.«
Could you reword our objective? "»Handle complaints faster«"
Sharpen this goal: »More revenue through recommendations«
SMART version of this goal: »Reduce churn by 10%«
Was fehlt meinem Ziel? „»Wir werden Marktführer bei Beratung.«“
Schreib das bitte messbar: »Wir wollen zufriedenere Kunden«
Formuliere mir ein Ziel für »die Einführung einer Betrugserkennung«
Ist dieses Ziel gut: „»80 % der Belege automatisch erfassen«“?
What is missing from my goal? "»We will be market leader in consulting.«"
Please make this measurable: »we want happier customers«
Write me a goal for »introducing fraud detection«
""".strip().splitlines()
# Questions and chat: not a goal.
OTHERS = """
Wann startete der Pilot?
Was haben wir beim Labeling gelernt?
Wie hoch war die Fehlerquote im Pilot?
Welche Ziele hatte das Projekt Invoice AI?
Wie formuliert man ein SMART-Ziel?
Was bedeutet das M in SMART?
Gab es Probleme mit dem Betriebsrat?
Nenne die drei größten Risiken im Projekt.
Zeig mir die Statusberichte vom März.
Erkläre mir die Messung des Recalls.
Fasse den letzten Statusbericht zusammen.
Liste alle Risiken mit hoher Eintrittswahrscheinlichkeit auf.
Kann man die Durchlaufzeit um 20 % senken?
Wollen wir die Kosten senken?
Wie kann KI uns im Einkauf helfen?
Wer ist für die Datenqualität verantwortlich?
Warum ist die Erkennungsrate um 5 % gesunken?
Wie senken wir die Durchlaufzeit?
Hallo
Danke!
Guten Morgen zusammen
Ja, bitte.
Das ist gut.
Vielen Dank für die schnelle Antwort.
Ok, verstanden
Das hilft mir nicht weiter.
Die Fehlerquote lag im März bei 4 %.
Die Durchlaufzeit ist um 20 % gesunken.
Bisher wurden 12 % der Verträge geprüft.
Der Pilot hat 91,8 % der Rechnungen erkannt.
Danke, das reicht mir zu 100 %.
Formuliere ein Ziel.
Prüfe bitte meine Ziele
Ich verstehe die Antwort nicht.
Mehr dazu
Kosten
When did the pilot start?
What did we learn about labeling?
How high was the error rate in the pilot?
Which goals did the project Invoice AI have?
How do you write a SMART goal?
What does the M in SMART stand for?
Were there problems with the works council?
List the three biggest risks of the project.
Show me the status reports of March.
Explain how recall is measured.
Summarise the last status report.
Can we cut lead time by 20%?
Should we reduce costs?
How can AI help us in purchasing?
Who is responsible for data quality?
Why did the recognition rate drop by 5%?
Tell me about the pilot.
Describe the architecture of the pilot.
Hello
Thanks!
Good morning everyone
Yes, please.
That is good.
Many thanks for the quick answer.
Ok, got it
That does not help me.
The error rate was 4% in March.
We achieved 91% in the pilot.
Lead time fell by 20%.
The pilot recognised 91.8% of the invoices.
Thanks, that is 100% what I needed.
Write a goal.
Please check my goals
I do not understand the answer.
More on that
Costs
Stell die Risiken für die Wartung zusammen.
Schlage Risiken vor.
Suche alle Lektionen zum Datenschutz heraus.
Mehr Informationen zum Pilot mit Kunden
Put together the risks for predictive maintenance.
Do a risk analysis for the chatbot.
Find me the minutes of May.
More details on the pilot with customers
plan for my first 30 days as AI project manager
""".strip().splitlines()


@pytest.mark.parametrize("message", GOALS)
def test_a_goal_is_taken_whole(message: str) -> None:
    assert goal_in(message) == message


@pytest.mark.parametrize("case", REQUESTS)
def test_of_a_request_the_goal_is_taken(case: str) -> None:
    before, _, rest = case.partition("»")
    goal, _, after = rest.rpartition("«")
    assert goal_in(f"{before}{goal}{after}") == goal


@pytest.mark.parametrize("message", OTHERS)
def test_questions_and_chat_are_no_goals(message: str) -> None:
    assert goal_in(message) is None


def test_a_request_may_have_its_goal_in_the_next_line() -> None:
    assert goal_in("Formuliere dieses Ziel um\nKosten im Einkauf senken") == "Kosten im Einkauf senken"
    assert goal_in("Rewrite this goal\n\nCut costs") == "Cut costs"


def test_space_around_a_message_says_nothing() -> None:
    assert goal_in("  Kosten im Einkauf senken \n") == "Kosten im Einkauf senken"


@pytest.mark.parametrize("message", ["", "   ", "Kosten senken " * (LONGEST // 10), "12", "?", "🙂 🙂 🙂", "…"])
def test_nothing_and_far_too_much_is_no_goal(message: str) -> None:
    assert goal_in(message) is None


def test_there_are_enough_cases_in_both_languages() -> None:
    assert len(GOALS) + len(REQUESTS) + len(OTHERS) >= 100
