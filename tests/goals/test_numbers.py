"""Values: number, unit, comparator and role, as a table of what a German and an English goal may write."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.facts import find_facts
from assistant.goals.number_words import NUMBER_WORDS, parse_number

TODAY = date(2026, 11, 21)
GERMAN = (
    ("die Kosten um 15 % senken", ["change: 15 % = 15|%"]),
    ("die Kosten um 15% senken", ["change: 15% = 15|%"]),
    ("die Kosten um 15 Prozent senken", ["change: 15 Prozent = 15|%"]),
    ("die Kosten um 12,5 % senken", ["change: 12,5 % = 12.5|%"]),
    ("die Kosten um 12.5 % senken", ["change: 12.5 % = 12.5|%"]),
    (
        "Umsatz von 1.234,50 € auf 2.000 € steigern",
        ["baseline: 1.234,50 € = 1234.5|EUR", "target: 2.000 € = 2000|EUR"],
    ),
    ("1 234,50 € Schaden", ["amount: 1 234,50 € = 1234.5|EUR"]),
    ("1'234 Fälle automatisch prüfen", ["target: 1'234 Fälle = 1234|case"]),
    ("Umsatz auf 1,2 Mio. € steigern", ["target: 1,2 Mio. € = 1200000|EUR"]),
    ("Umsatz auf 2 Mrd. Euro steigern", ["target: 2 Mrd. Euro = 2000000000|EUR"]),
    ("Umsatz auf EUR 3,5 Mio. steigern", ["target: EUR 3,5 Mio. = 3500000|EUR"]),
    ("mit einem Budget von 50.000 €", ["budget: 50.000 € = 50000|EUR"]),
    ("Budget 50 T€", ["budget: 50 T€ = 50000|EUR"]),
    ("Budget: €50k", ["budget: €50k = 50000|EUR"]),
    ("Budget: 50.000,- €", ["budget: 50.000,- € = 50000|EUR"]),
    ("Projektkosten 120 TEUR", ["budget: 120 TEUR = 120000|EUR"]),
    (
        "mit 120 T€ und 30 Personentagen",
        ["budget: 120 T€ = 120000|EUR", "budget: 30 Personentagen = 30|person-day"],
    ),
    ("für unter 80.000 € Budget", ["budget: unter 80.000 € = <80000|EUR"]),
    ("Investition von 1,5 Mio. €", ["budget: 1,5 Mio. € = 1500000|EUR"]),
    ("Kosten pro Rechnung von 8,50 € auf 4 € senken", ["baseline: 8,50 € = 8.5|EUR", "target: 4 € = 4|EUR"]),
    ("Durchlaufzeit von 12 auf 9 Tage senken", ["baseline: 12 = 12|day", "target: 9 Tage = 9|day"]),
    (
        "Durchlaufzeit von heute 12 auf höchstens 9 Arbeitstage senken",
        ["baseline: 12 = 12|day", "target: höchstens 9 Arbeitstage = <=9|day"],
    ),
    (
        "Durchlaufzeit von derzeit 12 Tagen auf 9 Tage verkürzen",
        ["baseline: 12 Tagen = 12|day", "target: 9 Tage = 9|day"],
    ),
    ("statt bisher 12 Tagen nur noch 9 Tage", ["baseline: 12 Tagen = 12|day", "target: 9 Tage = 9|day"]),
    ("Durchlaufzeit 12 → 9 Tage", ["baseline: 12 = 12|day", "target: 9 Tage = 9|day"]),
    ("Durchlaufzeit auf 9 Tage senken (heute: 12)", ["target: 9 Tage = 9|day", "baseline: 12 = 12|day"]),
    ("Ausgangswert 12 Tage, Zielwert 9 Tage", ["baseline: 12 Tage = 12|day", "target: 9 Tage = 9|day"]),
    (
        "Durchlaufzeit von 12 Tagen um 3 auf 9 Tage senken",
        ["baseline: 12 Tagen = 12|day", "change: 3 = 3|day", "target: 9 Tage = 9|day"],
    ),
    ("Fehlerquote von 5,2 % auf unter 2 % senken", ["baseline: 5,2 % = 5.2|%", "target: unter 2 % = <2|%"]),
    ("Fehlerquote um 20 % senken (derzeit 5,2 %)", ["change: 20 % = 20|%", "baseline: 5,2 % = 5.2|%"]),
    ("Fehlerquote lag zuletzt bei 5,2 %", ["baseline: 5,2 % = 5.2|%"]),
    ("Bearbeitung dauert heute 12 Tage", ["baseline: 12 Tage = 12|day"]),
    ("von heute 12 Tagen um 25 % verkürzen", ["baseline: 12 Tagen = 12|day", "change: 25 % = 25|%"]),
    ("Recall ≥ 95 %", ["target: ≥ 95 % = >=95|%"]),
    ("Recall mindestens 95 %", ["target: mindestens 95 % = >=95|%"]),
    ("Recall von mindestens 95 %", ["target: mindestens 95 % = >=95|%"]),
    ("Recall >= 0,95", ["target: >= 0,95 = >=0.95|"]),
    ("Ausschuss unter 2 %", ["target: unter 2 % = <2|%"]),
    ("Ausschuss nicht über 2 %", ["target: nicht über 2 % = <=2|%"]),
    ("Ausschuss <= 2 %", ["target: <= 2 % = <=2|%"]),
    ("Genauigkeit über 90 %", ["target: über 90 % = >90|%"]),
    ("Genauigkeit nicht unter 90 %", ["target: nicht unter 90 % = >=90|%"]),
    ("NPS von 30 auf 45 Punkte", ["baseline: 30 = 30|point", "target: 45 Punkte = 45|point"]),
    ("AUC 0,85", ["target: 0,85 = 0.85|"]),
    ("95 % Verfügbarkeit", ["target: 95 % = 95|%"]),
    ("ca. 80 % der Anfragen", ["target: ca. 80 % = ~80|%"]),
    ("rund 500 Anfragen pro Tag beantworten", ["target: rund 500 Anfragen pro Tag = ~500|request/day"]),
    ("etwa ein Drittel der Anfragen automatisch beantworten", ["target: etwa ein Drittel = ~33.3|%"]),
    ("mindestens zwei Drittel der Anträge", ["target: mindestens zwei Drittel = >=66.7|%"]),
    ("Kosten um ein Drittel senken", ["change: ein Drittel = 33.3|%"]),
    ("Fehler auf die Hälfte reduzieren", ["change: die Hälfte = 50|%"]),
    ("die Hälfte der Rechnungen automatisch buchen", ["target: die Hälfte = 50|%"]),
    ("ein Viertel weniger Reklamationen", ["change: ein Viertel = 25|%"]),
    ("Bearbeitungszeit halbieren", ["change: halbieren = change:50|%"]),
    ("Halbierung der Bearbeitungszeit", ["change: Halbierung = change:50|%"]),
    ("Produktivität verdoppeln", ["change: verdoppeln = change:2|x"]),
    ("Umsatz verdreifachen", ["change: verdreifachen = change:3|x"]),
    ("Durchsatz vervierfachen", ["change: vervierfachen = change:4|x"]),
    ("Reichweite verzehnfachen", ["change: verzehnfachen = change:10|x"]),
    ("dreimal so schnell", ["change: dreimal = change:3|x"]),
    ("3x schneller", ["change: 3x = 3|x"]),
    ("3-fach höherer Durchsatz", ["change: 3-fach = 3|x"]),
    ("20 % weniger Fehler", ["change: 20 % = 20|%"]),
    ("20 % kürzere Durchlaufzeit", ["change: 20 % = 20|%"]),
    ("20 % Reduktion der Kosten", ["change: 20 % = 20|%"]),
    ("eine Steigerung von 5 %", ["change: 5 % = 5|%"]),
    ("Kosteneinsparung von 200.000 € pro Jahr", ["change: 200.000 € pro Jahr = 200000|EUR/year"]),
    ("20 Stunden pro Woche einsparen", ["change: 20 Stunden pro Woche = 20|h/week"]),
    ("die Durchlaufzeit von 9 Tagen auf [Zielwert] senken", ["baseline: 9 Tagen = 9|day"]),
    ("die Quote von 12 % auf unter [Zielwert] senken", ["baseline: 12 % = 12|%"]),
    ("dabei 20 % Aufwand sparen", ["change: 20 % = 20|%"]),
    ("dabei 20 % der Kosten einsparen", ["change: 20 % = 20|%"]),
    ("um 5 Prozentpunkte erhöhen", ["change: 5 Prozentpunkte = 5|pp"]),
    ("+5 % Umsatz", ["change: +5 % = 5|%"]),
    ("Kosten -10 %", ["change: -10 % = -10|%"]),
    ("5–10 % der Rechnungen", ["target: 5–10 % = 5-10|%"]),
    ("5-10 % der Rechnungen", ["target: 5-10 % = 5-10|%"]),
    ("5 bis 10 % der Rechnungen", ["target: 5 bis 10 % = 5-10|%"]),
    ("zwischen 5 und 10 Tagen", ["amount: zwischen 5 und 10 Tagen = 5-10|day"]),
    ("um 15 bis 20 % senken", ["change: 15 bis 20 % = 15-20|%"]),
    ("1,2 bis 1,5 Mio. € Umsatz", ["target: 1,2 bis 1,5 Mio. € = 1200000-1500000|EUR"]),
    ("80 % der Rechnungen werden automatisch erkannt", ["target: 80 % = 80|%"]),
    ("80 Rechnungen automatisch prüfen", ["target: 80 Rechnungen = 80|invoice"]),
    ("500 Anfragen pro Tag beantworten", ["target: 500 Anfragen pro Tag = 500|request/day"]),
    ("zwölf Wochen Pilotbetrieb", ["amount: zwölf Wochen = 12|week"]),
    ("zwei Standorte anbinden", ["target: zwei Standorte = 2|site"]),
    ("an 3 Standorten", ["amount: 3 Standorten = 3|site"]),
    ("für 200 Nutzer", ["amount: 200 Nutzer = 200|user"]),
    ("in allen 12 Filialen", ["amount: 12 Filialen = 12|store"]),
    ("auf 3 Standorte ausrollen", ["amount: 3 Standorte = 3|site"]),
    (
        "Wir haben 3 Werke und 500 Mitarbeiter.",
        ["amount: 3 Werke = 3|plant", "amount: 500 Mitarbeiter = 500|employee"],
    ),
    ("ein Dutzend Teams", ["amount: ein Dutzend Teams = 12|team"]),
    ("innerhalb von 24 Stunden antworten", ["target: 24 Stunden = 24|h"]),
    ("innerhalb von 2 Arbeitstagen versenden", ["target: 2 Arbeitstagen = 2|day"]),
    ("Antwort in unter 3 Sekunden", ["target: unter 3 Sekunden = <3|s"]),
    ("Reaktionszeit unter 200 ms", ["target: unter 200 ms = <200|ms"]),
    ("eine halbe Stunde pro Vorgang", ["target: eine halbe Stunde pro Vorgang = 0.5|h/case"]),
    ("anderthalb Stunden", ["amount: anderthalb Stunden = 1.5|h"]),
    ("95 % oder mehr", ["target: 95 % oder mehr = >=95|%"]),
    ("95%+ Genauigkeit", ["target: 95%+ = >=95|%"]),
    ("4,5 von 5 Sternen", ["target: 4,5 von 5 Sternen = 4.5|/5"]),
    ("Kundenzufriedenheit von 4,1 auf 4,5", ["baseline: 4,1 = 4.1|", "target: 4,5 = 4.5|"]),
    ("9 von 10 Anfragen lösen", ["target: 9 von 10 = 9|/10"]),
    ("Amortisation in unter 12 Monaten", ["target: unter 12 Monaten = <12|month"]),
    ("Daten der letzten 3 Jahre", ["amount: 3 Jahre = 3|year"]),
    ("seit 5 Jahren", ["amount: 5 Jahren = 5|year"]),
    ("8 Minuten je Vorgang", ["target: 8 Minuten je Vorgang = 8|min/case"]),
    ("fünfundzwanzig Prozent", ["target: fünfundzwanzig Prozent = 25|%"]),
    ("um 30 % gegenüber Q4 2026 (14 Minuten)", ["change: 30 % = 30|%", "baseline: 14 Minuten = 14|min"]),
    ("3 h pro Person und Woche", ["target: 3 h pro Person und Woche = 3|h/person/week"]),
    (
        "5 GWh/Jahr bis 2030 (Basisjahr 2024: 60 GWh)",
        ["target: 5 GWh/Jahr = 5|GWh/year", "baseline: 60 GWh = 60|GWh"],
    ),
    ("von 3,4 auf 4,0 (Skala 1–5)", ["baseline: 3,4 = 3.4|", "target: 4,0 = 4|"]),
    ("Steigerung des NPS von +12 auf +25", ["baseline: +12 = 12|", "target: +25 = 25|"]),
    ("Durch KI sparen wir 1 Mio. Euro", ["change: 1 Mio. Euro = 1000000|EUR"]),
    ("12 => 9 Tage", ["baseline: 12 = 12|day", "target: 9 Tage = 9|day"]),
    ("mindestens um 5 % senken", ["change: mindestens um 5 % = >=5|%"]),
    ("mindestens auf 95 % steigern", ["target: mindestens auf 95 % = >=95|%"]),
    ("Pilot über 3 Monate", ["amount: 3 Monate = 3|month"]),
)
ENGLISH = (
    ("cut costs by 15%", ["change: 15% = 15|%"]),
    ("cut costs by 15 %", ["change: 15 % = 15|%"]),
    ("cut costs by 15 percent", ["change: 15 percent = 15|%"]),
    ("cut costs by 15 per cent", ["change: 15 per cent = 15|%"]),
    ("cut costs by 12.5 %", ["change: 12.5 % = 12.5|%"]),
    ("cut costs by 12,5 %", ["change: 12,5 % = 12.5|%"]),
    (
        "raise revenue from $1,234.50 to $2,000",
        ["baseline: $1,234.50 = 1234.5|USD", "target: $2,000 = 2000|USD"],
    ),
    ("raise revenue to $1.5 million", ["target: $1.5 million = 1500000|USD"]),
    ("raise revenue to 2bn USD", ["target: 2bn USD = 2000000000|USD"]),
    ("grow revenue to €3.5M", ["target: €3.5M = 3500000|EUR"]),
    ("with a budget of $50k", ["budget: $50k = 50000|USD"]),
    ("budget: $50,000", ["budget: $50,000 = 50000|USD"]),
    ("for under $50k", ["budget: under $50k = <50000|USD"]),
    ("for less than €80,000", ["budget: less than €80,000 = <80000|EUR"]),
    ("invest 1.5 million euros", ["budget: 1.5 million euros = 1500000|EUR"]),
    ("a $50k budget", ["budget: $50k = 50000|USD"]),
    ("project costs of CHF 120,000", ["budget: CHF 120,000 = 120000|CHF"]),
    ("cost per invoice from $8.50 to $4", ["baseline: $8.50 = 8.5|USD", "target: $4 = 4|USD"]),
    ("reduce lead time from 12 to 9 days", ["baseline: 12 = 12|day", "target: 9 days = 9|day"]),
    ("reduce lead time from 12 days to 9 days", ["baseline: 12 days = 12|day", "target: 9 days = 9|day"]),
    (
        "reduce lead time from currently 12 to at most 9 working days",
        ["baseline: 12 = 12|day", "target: at most 9 working days = <=9|day"],
    ),
    ("lead time 12 → 9 days", ["baseline: 12 = 12|day", "target: 9 days = 9|day"]),
    ("lead time 12 -> 9 days", ["baseline: 12 = 12|day", "target: 9 days = 9|day"]),
    ("lead time to 9 days (currently 12)", ["target: 9 days = 9|day", "baseline: 12 = 12|day"]),
    (
        "reduce lead time to 9 days, down from 12 days",
        ["target: 9 days = 9|day", "baseline: 12 days = 12|day"],
    ),
    ("9 days instead of 12 days", ["target: 9 days = 9|day", "baseline: 12 days = 12|day"]),
    ("currently 12 days, target 9 days", ["baseline: 12 days = 12|day", "target: 9 days = 9|day"]),
    ("baseline of 61%, target of 75%", ["baseline: 61% = 61|%", "target: 75% = 75|%"]),
    ("error rate from 5.2% to below 2%", ["baseline: 5.2% = 5.2|%", "target: below 2% = <2|%"]),
    ("error rate was 5.2%", ["baseline: 5.2% = 5.2|%"]),
    ("lower the error rate by 20% (currently 5.2%)", ["change: 20% = 20|%", "baseline: 5.2% = 5.2|%"]),
    ("handling takes 12 minutes today", ["baseline: 12 minutes = 12|min"]),
    ("recall ≥ 95%", ["target: ≥ 95% = >=95|%"]),
    ("recall of at least 95%", ["target: at least 95% = >=95|%"]),
    ("recall >= 0.95", ["target: >= 0.95 = >=0.95|"]),
    ("recall no less than 95%", ["target: no less than 95% = >=95|%"]),
    ("scrap under 2%", ["target: under 2% = <2|%"]),
    ("scrap of at most 2%", ["target: at most 2% = <=2|%"]),
    ("scrap rate no more than 2%", ["target: no more than 2% = <=2|%"]),
    ("accuracy above 90%", ["target: above 90% = >90|%"]),
    ("accuracy greater than 90%", ["target: greater than 90% = >90|%"]),
    ("accuracy not below 90%", ["target: not below 90% = >=90|%"]),
    ("NPS from 30 to 45 points", ["baseline: 30 = 30|point", "target: 45 points = 45|point"]),
    ("AUC of 0.85", ["target: 0.85 = 0.85|"]),
    ("95% availability", ["target: 95% = 95|%"]),
    ("about 80% of requests", ["target: about 80% = ~80|%"]),
    ("roughly 500 requests per day", ["target: roughly 500 requests per day = ~500|request/day"]),
    ("around a third of requests", ["target: around a third = ~33.3|%"]),
    ("at least two thirds of applications", ["target: at least two thirds = >=66.7|%"]),
    ("reduce costs by a third", ["change: a third = 33.3|%"]),
    ("reduce errors to a half", ["change: a half = 50|%"]),
    ("half of the invoices are posted automatically", ["target: half = 50|%"]),
    ("a quarter fewer complaints", ["change: a quarter = 25|%"]),
    ("halve handling time", ["change: halve = change:50|%"]),
    ("cut handling time in half", ["change: cut handling time in half = change:50|%"]),
    ("halving the handling time", ["change: halving = change:50|%"]),
    ("double productivity", ["change: double = change:2|x"]),
    ("doubling revenue", ["change: doubling = change:2|x"]),
    ("triple revenue", ["change: triple = change:3|x"]),
    ("quadruple throughput", ["change: quadruple = change:4|x"]),
    ("tenfold reach", ["change: tenfold = change:10|x"]),
    ("3x faster", ["change: 3x = 3|x"]),
    ("twice as fast", ["change: twice as = change:2|x"]),
    ("20% fewer errors", ["change: 20% = 20|%"]),
    ("20% faster", ["change: 20% = 20|%"]),
    ("20% less manual work", ["change: 20% = 20|%"]),
    ("a 20% reduction in costs", ["change: 20% = 20|%"]),
    ("an increase of 5%", ["change: 5% = 5|%"]),
    ("cost savings of $200,000 per year", ["change: $200,000 per year = 200000|USD/year"]),
    ("save 20 hours per week", ["change: 20 hours per week = 20|h/week"]),
    ("by 5 percentage points", ["change: 5 percentage points = 5|pp"]),
    ("by 5 pp", ["change: 5 pp = 5|pp"]),
    ("+5% revenue", ["change: +5% = 5|%"]),
    ("5-10% of invoices", ["target: 5-10% = 5-10|%"]),
    ("5–10 % of invoices", ["target: 5–10 % = 5-10|%"]),
    ("5 to 10 percent of invoices", ["target: 5 to 10 percent = 5-10|%"]),
    ("between 5 and 10 days", ["amount: between 5 and 10 days = 5-10|day"]),
    ("by 15 to 20%", ["change: 15 to 20% = 15-20|%"]),
    ("80% of invoices are recognised automatically", ["target: 80% = 80|%"]),
    ("check 80 invoices automatically", ["target: 80 invoices = 80|invoice"]),
    ("answer 500 requests per day", ["target: 500 requests per day = 500|request/day"]),
    ("answer 500 requests a day", ["target: 500 requests a day = 500|request/day"]),
    (
        "process 1,000,000 documents per month",
        ["target: 1,000,000 documents per month = 1000000|document/month"],
    ),
    ("1.5m users", ["amount: 1.5m users = 1500000|user"]),
    ("a twelve-week pilot", ["amount: twelve-week = 12|week"]),
    ("a 6-month pilot", ["amount: 6-month = 6|month"]),
    ("connect two sites", ["target: two sites = 2|site"]),
    ("at 3 sites", ["amount: 3 sites = 3|site"]),
    ("for 200 users", ["amount: 200 users = 200|user"]),
    ("in all 12 stores", ["amount: 12 stores = 12|store"]),
    ("roll out to 3 sites", ["amount: 3 sites = 3|site"]),
    (
        "We have 3 plants and 500 employees.",
        ["amount: 3 plants = 3|plant", "amount: 500 employees = 500|employee"],
    ),
    ("a dozen teams", ["amount: a dozen teams = 12|team"]),
    ("answer within 24 hours", ["target: 24 hours = 24|h"]),
    ("respond within 2 seconds", ["target: 2 seconds = 2|s"]),
    ("within 2 business days of receipt", ["target: 2 business days = 2|day"]),
    ("latency under 200 ms", ["target: under 200 ms = <200|ms"]),
    ("half an hour per case", ["target: half an hour per case = 0.5|h/case"]),
    ("95% or more", ["target: 95% or more = >=95|%"]),
    ("95%+ accuracy", ["target: 95%+ = >=95|%"]),
    ("4.5 out of 5 stars", ["target: 4.5 out of 5 stars = 4.5|/5"]),
    ("customer satisfaction from 4.1 to 4.5", ["baseline: 4.1 = 4.1|", "target: 4.5 = 4.5|"]),
    ("9 out of 10 requests", ["target: 9 out of 10 = 9|/10"]),
    ("payback in under 12 months", ["target: under 12 months = <12|month"]),
    ("over the last 3 years", ["amount: 3 years = 3|year"]),
    ("since 5 years", ["amount: 5 years = 5|year"]),
    ("8 minutes per case", ["target: 8 minutes per case = 8|min/case"]),
    ("twenty-five percent", ["target: twenty-five percent = 25|%"]),
    ("one hour a day", ["target: one hour a day = 1|h/day"]),
    ("up to 20% less", ["change: up to 20% = <=20|%"]),
    ("more than 500 leads a month", ["target: more than 500 leads a month = >500|lead/month"]),
    ("nearly 90%", ["target: nearly 90% = ~90|%"]),
    ("by 30% compared to Q4 2026 (14 minutes)", ["change: 30% = 30|%", "baseline: 14 minutes = 14|min"]),
    ("3 hours per person per week", ["target: 3 hours per person per week = 3|h/person/week"]),
    (
        "5 GWh/year by 2030 (base year 2024: 60 GWh)",
        ["target: 5 GWh/year = 5|GWh/year", "baseline: 60 GWh = 60|GWh"],
    ),
    ("from 3.4 to 4.0 (scale 1–5)", ["baseline: 3.4 = 3.4|", "target: 4.0 = 4|"]),
    ("raise NPS from +12 to +25", ["baseline: +12 = 12|", "target: +25 = 25|"]),
    ("double-check the invoices", []),
    ("12 => 9 days", ["baseline: 12 = 12|day", "target: 9 days = 9|day"]),
    ("by at least 5%", ["change: at least 5% = >=5|%"]),
    ("at least a third of cases", ["target: at least a third = >=33.3|%"]),
    ("over 3 months", ["amount: 3 months = 3|month"]),
)


def said(fact: Fact) -> str:
    """A fact as the tables write it: role or kind, text, key and, where the key is none, the day."""
    day = f" ({fact.day})" if fact.day and fact.day.isoformat() != fact.key else ""
    return f"{fact.role or fact.kind}: {fact.text} = {fact.key}{day}"


def values(text: str, language: str) -> list[Fact]:
    return [fact for fact in find_facts(text, language, TODAY) if fact.kind is FactKind.VALUE]


@pytest.mark.parametrize(("text", "expected"), GERMAN)
def test_values_of_a_german_goal(text: str, expected: list[str]) -> None:
    assert [said(fact) for fact in values(text, "de")] == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_values_of_an_english_goal(text: str, expected: list[str]) -> None:
    assert [said(fact) for fact in values(text, "en")] == expected


@pytest.mark.parametrize(
    ("written", "german", "english"),
    [
        ("1.234", "1234", "1.234"),
        ("1,234", "1.234", "1234"),
        ("1.234,5", "1234.5", "1234.5"),
        ("1,234.5", "1234.5", "1234.5"),
        ("12.5", "12.5", "12.5"),
        ("12,5", "12.5", "12.5"),
        ("0.875", "0.875", "0.875"),
        ("1 234,50", "1234.50", "1234.50"),
        ("1'234", "1234", "1234"),
        ("1.234.567", "1234567", "1234567"),
        ("1,234,567.89", "1234567.89", "1234567.89"),
        ("50000", "50000", "50000"),
    ],
)
def test_separators_are_read_by_the_language(written: str, german: str, english: str) -> None:
    assert parse_number(written, "de") == Decimal(german)
    assert parse_number(written, "en") == Decimal(english)


@pytest.mark.parametrize("written", ["1.2.3", "1.23.456", "1,2,3", "12.34,56,7"])
def test_digits_that_are_no_number_give_none(written: str) -> None:
    assert parse_number(written, "de") is None
    assert parse_number(written, "en") is None


@pytest.mark.parametrize(
    ("word", "number"),
    [("zwölf", 12), ("zwoelf", 12), ("fünfundzwanzig", 25), ("dreihundert", 300), ("twenty-five", 25), ("dozen", 12)],
)
def test_number_words_are_known(word: str, number: int) -> None:
    assert NUMBER_WORDS[word] == number


@pytest.mark.parametrize(
    "written", ["95%", "95 %", "95 Prozent", "95 percent", "95 per cent", "95\u00a0%", "95\u202f%"]
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_share_has_one_key_however_it_is_written(written: str, language: str) -> None:
    (fact,) = values(f"Recall {written}", language)
    assert (fact.key, fact.number, fact.unit, fact.role) == ("95|%", Decimal(95), "%", Role.TARGET)


def test_the_same_amount_has_one_key_in_both_languages() -> None:
    assert values("80 Rechnungen pro Tag", "de")[0].key == values("80 invoices per day", "en")[0].key
    assert values("1.234,5 €", "de")[0].key == values("€1,234.5", "en")[0].key


def test_a_range_has_both_ends() -> None:
    (fact,) = values("um 5 bis 10 % senken", "de")
    assert (fact.number, fact.upper, fact.key) == (Decimal(5), Decimal(10), "5-10|%")


def test_the_unit_of_the_target_holds_for_a_baseline_without_one() -> None:
    baseline, target = values("Durchlaufzeit von 12 auf 9 Tage senken", "de")
    assert (baseline.text, baseline.unit, target.unit) == ("12", "day", "day")
