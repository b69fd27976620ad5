"""The metrics known by name, German and English, with one key for both.

One entry a metric: its key, then its names. Inflection, case and umlauts are the work of `phrases`.
"""

import re

_NAMES = """
    lead time: Durchlaufzeit, Durchlaufdauer, lead time, turnaround time, throughput time
    cycle time: Zykluszeit, Taktzeit, cycle time, takt time
    handling time: Bearbeitungszeit, Bearbeitungsdauer, handling time, processing time, average
        handling time, AHT, mittlere Bearbeitungszeit
    response time: Antwortzeit, Reaktionszeit, response time, reaction time, Erstreaktionszeit,
        first response time, Antwortdauer
    resolution time: Lösungszeit, Lösungsdauer, resolution time, time to resolution, MTTR, mean time
        to repair, mean time to resolution, Reparaturzeit
    mtbf: MTBF, mean time between failures
    waiting time: Wartezeit, Wartedauer, waiting time, wait time, queue time
    delivery time: Lieferzeit, delivery time
    on-time delivery rate: Liefertreue, Termintreue, on-time delivery, on-time delivery rate, OTD,
        Pünktlichkeit, punctuality
    ability to deliver: Lieferfähigkeit, fill rate, service level, Servicegrad, Servicelevel,
        Lieferbereitschaftsgrad
    search time: Suchzeit, Suchdauer, search time
    set-up time: Rüstzeit, set-up time, setup time, changeover time
    training time: Einarbeitungszeit, onboarding time, time to productivity
    time to hire: Time-to-Hire, time to hire, time-to-fill, time to fill, Besetzungsdauer
    time to market: Time-to-Market, time to market
    idle time: Leerlaufzeit, idle time
    downtime: Stillstandszeit, Stillstand, Ausfallzeit, downtime, unplanned downtime, ungeplante
        Stillstände, ungeplante Stillstandszeit, Maschinenstillstand
    failure rate: Ausfallrate, Ausfallquote, failure rate
    availability: Verfügbarkeit, availability, uptime, Anlagenverfügbarkeit, Maschinenverfügbarkeit,
        Systemverfügbarkeit
    oee: OEE, Gesamtanlageneffektivität, overall equipment effectiveness
    throughput: Durchsatz, throughput
    utilisation: Auslastung, utilisation, utilization, Kapazitätsauslastung, capacity utilization,
        capacity utilisation, Maschinenauslastung
    error rate: Fehlerquote, Fehlerrate, error rate, Fehleranteil
    defect rate: Defektquote, defect rate, Mängelquote, ppm
    scrap rate: Ausschussquote, Ausschussrate, Ausschuss, scrap rate, scrap
    rework rate: Nacharbeitsquote, Nacharbeit, rework rate, rework
    complaint rate: Reklamationsquote, Reklamationsrate, complaint rate, Beschwerdequote
    return rate: Retourenquote, Retourenrate, return rate, returns rate, Rücksendequote
    slip rate: Schlupf, Schlupfrate, slip rate, escape rate
    false alarm rate: Fehlalarmquote, Fehlalarmrate, Falschalarmrate, false alarm rate, Fehlalarme,
        false alarms
    false positive rate: Falsch-Positiv-Rate, Falsch-positiv-Quote, false positive rate, false
        positives, FPR, False-Positive-Rate
    false negative rate: Falsch-Negativ-Rate, false negative rate, false negatives, FNR,
        False-Negative-Rate
    customer satisfaction: Kundenzufriedenheit, customer satisfaction, Kundenzufriedenheitswert,
        customer satisfaction score, CSAT, CSAT-Score, CSAT score
    employee satisfaction: Mitarbeiterzufriedenheit, Mitarbeitendenzufriedenheit, employee
        satisfaction
    user satisfaction: Nutzerzufriedenheit, Anwenderzufriedenheit, user satisfaction
    nps: NPS, Net Promoter Score, Weiterempfehlungsrate, eNPS
    ces: CES, customer effort score
    first-contact resolution rate: Erstlösungsquote, Erstlösungsrate, first-contact resolution rate,
        first contact resolution rate, first contact resolution, first-contact resolution, FCR,
        first-call resolution, first call resolution rate
    automation rate: Automatisierungsquote, Automatisierungsgrad, Automatisierungsrate,
        Automationsquote, automation rate, degree of automation
    straight-through processing rate: Dunkelverarbeitungsquote, Dunkelbuchungsquote, Dunkelquote,
        straight-through processing rate, STP rate, straight-through rate, touchless rate, no-touch
        rate
    recognition rate: Erkennungsrate, Erkennungsquote, recognition rate, Erkennungsgenauigkeit,
        recognition accuracy
    detection rate: Entdeckungsrate, Detektionsrate, detection rate, Aufdeckungsquote
    hit rate: Hit Rate, hit rate
    escalation rate: Eskalationsquote, Eskalationsrate, escalation rate
    deflection rate: Deflection-Rate, deflection rate, ticket deflection rate,
        Ticketvermeidungsquote
    containment rate: Containment-Rate, containment rate
    hallucination rate: Halluzinationsrate, Halluzinationsquote, hallucination rate
    adoption rate: Nutzungsquote, Nutzungsrate, Adoptionsrate, adoption rate, usage rate,
        Akzeptanzquote, acceptance rate
    churn rate: Kündigungsquote, Kündigungsrate, Abwanderungsquote, Abwanderungsrate, Abwanderung,
        Churn-Rate, Churnrate, churn rate, customer churn, churn, attrition rate
    retention rate: Kundenbindungsrate, Bindungsquote, retention rate, customer retention,
        Wiederkaufsrate, repurchase rate, renewal rate
    employee turnover: Fluktuation, Fluktuationsrate, Fluktuationsquote, employee turnover, staff
        turnover, employee turnover rate
    sick leave rate: Krankenstand, Krankenquote, Krankheitsquote, sick leave rate, absenteeism,
        sickness rate, absenteeism rate, Fehlzeiten
    revenue: Umsatz, Umsätze, Umsatzerlöse, Erlös, revenue, sales revenue, turnover
    sales: Absatz, sales volume, Absatzmenge
    revenue growth: Umsatzwachstum, revenue growth
    profit: Gewinn, profit, Ergebnis vor Steuern
    margin: Marge, Gewinnmarge, profit margin, margin, gross margin, Rohmarge
    contribution margin: Deckungsbeitrag, contribution margin
    ebit: EBIT, EBITDA, EBIT-Marge, EBIT margin
    roi: ROI, return on investment, Kapitalrendite
    payback time: Amortisationszeit, Amortisationsdauer, Amortisation, payback period, payback time,
        payback
    net present value: Kapitalwert, NPV, net present value
    basket value: Warenkorbwert, durchschnittlicher Warenkorb, basket value, average order value,
        AOV, basket size, Bestellwert
    customer lifetime value: Kundenwert, Customer Lifetime Value, CLV, customer lifetime value
    conversion rate: Konversionsrate, Konversionsquote, Conversion-Rate, Conversion Rate, conversion
        rate, Conversion, Abschlussquote, closing rate, win rate, Konvertierungsrate
    click-through rate: Klickrate, CTR, click-through rate, click rate, clickthrough rate
    open rate: Öffnungsrate, open rate
    bounce rate: Absprungrate, bounce rate
    market share: Marktanteil, market share
    cost: Kosten, cost, Gesamtkosten, total cost
    operating cost: Betriebskosten, operating cost, operational cost, running cost
    process cost: Prozesskosten, process cost
    personnel cost: Personalkosten, personnel cost, labour cost, labor cost
    maintenance cost: Wartungskosten, Instandhaltungskosten, maintenance cost
    energy cost: Energiekosten, energy cost
    storage cost: Lagerkosten, storage cost, warehousing cost, inventory cost
    logistics cost: Logistikkosten, logistics cost, Transportkosten, transport cost
    procurement cost: Einkaufskosten, Beschaffungskosten, procurement cost, purchasing cost
    fraud loss: Betrugsschaden, Betrugsschäden, Betrugsverluste, fraud loss, fraud losses
    energy consumption: Energieverbrauch, Stromverbrauch, energy consumption, power consumption,
        energy use
    emissions: Emissionen, CO2-Ausstoß, CO2-Emissionen, carbon emissions, emissions, carbon
        footprint, CO2-Fußabdruck
    stock: Lagerbestand, Bestände, stock level, inventory, inventory level, Lagerbestände,
        Sicherheitsbestand, safety stock
    stock turnover: Lagerumschlag, Umschlagshäufigkeit, stock turnover, inventory turnover
    stock-out rate: Fehlbestandsquote, Out-of-Stock-Quote, stock-out rate, stockout rate, stockouts,
        out-of-stock rate
    write-off rate: Abschreibungsquote, Abschriften, Abschriftenquote, write-off rate, waste rate,
        food waste, Lebensmittelverschwendung
    forecast accuracy: Prognosegenauigkeit, Prognosegüte, Vorhersagegenauigkeit, forecast accuracy,
        prediction accuracy, Planungsgenauigkeit
    forecast error: Prognosefehler, Vorhersagefehler, forecast error, prediction error
    mape: MAPE, mean absolute percentage error, wMAPE, WAPE
    mae: MAE, mean absolute error
    rmse: RMSE, root mean squared error
    mse: MSE, mean squared error
    recall: Recall, Trefferquote, Sensitivität, sensitivity, true positive rate
    precision: Precision, Präzision
    specificity: Spezifität, specificity
    accuracy: Genauigkeit, Accuracy, Modellgenauigkeit, model accuracy, Klassifikationsgenauigkeit,
        classification accuracy, Korrektklassifikationsrate
    f1: F1-Score, F1 score, F1-Wert, F1-Maß, F1-measure, F-Score
    auc: AUC, ROC-AUC, AUROC, AUC-ROC, area under the curve
    gini: Gini-Koeffizient, Gini coefficient
    iou: IoU, intersection over union
    bleu: BLEU, BLEU-Score, BLEU score, COMET
    rouge: ROUGE
    wer: WER, word error rate, Wortfehlerrate
    cer: Zeichenfehlerrate, character error rate
    perplexity: Perplexität, perplexity
    latency: Latenz, latency, Latenzzeit
    data quality: Datenqualität, data quality
    completeness: Vollständigkeit, completeness
    coverage: Abdeckung, Abdeckungsgrad, coverage, test coverage, Testabdeckung
    extraction accuracy: Extraktionsgenauigkeit, extraction accuracy
    answer accuracy: Antwortgenauigkeit, answer accuracy, Antwortqualität, answer quality
    groundedness: Quellentreue, groundedness, faithfulness
    productivity: Produktivität, productivity, Arbeitsproduktivität, labour productivity
    effort: Aufwand, Arbeitsaufwand, manueller Aufwand, manual effort, workload, Personalaufwand
    overtime: Überstunden, overtime, overtime hours
    accident rate: Unfallquote, Unfallrate, accident rate, Arbeitsunfälle, accidents, LTIF
    backlog: Rückstand, Bearbeitungsrückstand, backlog, Backlog
    ticket volume: Ticketvolumen, Ticketaufkommen, ticket volume, Anfragevolumen
    call volume: Anrufvolumen, Anrufaufkommen, call volume
    abandonment rate: Abbruchquote, Abbruchrate, abandonment rate, Kaufabbruchquote, cart
        abandonment rate
    default rate: Ausfallwahrscheinlichkeit, default rate
    days sales outstanding: DSO, days sales outstanding, Forderungslaufzeit
    discount capture rate: Skontoquote, discount capture rate, Skontonutzung
    quality score: Qualitätskennzahl, quality score
    yield: Ausbeute, first-pass yield, first pass yield, FPY, Gutteilquote
    engagement rate: Interaktionsrate, engagement rate
    translation cost: Übersetzungskosten, translation cost
    post-editing time: Nachbearbeitungszeit, post-editing time, Nachbearbeitungsaufwand,
        post-editing effort
    reading time: Lesezeit, reading time
    planning time: Planungszeit, planning time, Planungsaufwand, planning effort
    sla compliance: SLA-Einhaltung, SLA-Quote, SLA compliance, SLA-Erfüllung
    override rate: Korrekturquote, Korrekturrate, correction rate, override rate
    dwell time: Verweildauer, dwell time, length of stay, Standzeit
    occupancy rate: Belegungsquote, occupancy rate, Bettenbelegung
    empty run rate: Leerfahrten, Leerfahrtenquote, empty runs, empty run rate
"""

KNOWN: dict[str, str] = {
    name.strip(): key.strip()
    for key, names in (entry.split(":", 1) for entry in re.split(r"\n    (?! )", _NAMES.strip()))
    for name in re.sub(r"\s+", " ", names).split(",")
}
