"""What the gaps in a register of risks say, in German and English: what is wrong, and what to do."""

# {risk} carries its number and quotation marks; {score} and {band} are those without measures.
TEXTS: dict[str, tuple[str, str]] = {
    "not_rated": (
        "{risk} ist nicht bewertet. Schätzen Sie Wahrscheinlichkeit und Schadensausmaß von 1 bis 5.",
        "{risk} is not rated. Estimate likelihood and impact from 1 to 5.",
    ),
    "no_committee.impact": (
        "{risk} hat das Schadensausmaß 5 und lag noch nicht im Lenkungskreis. "
        "Legen Sie das Risiko dort vor, auch wenn es unwahrscheinlich ist, und tragen Sie den Tag ein.",
        "{risk} has impact 5 and has not been before the steering committee. "
        "Bring it there, however unlikely it is, and enter the day.",
    ),
    "no_committee.critical": (
        "{risk} ist mit dem Wert {current} kritisch und lag noch nicht im Lenkungskreis. "
        "Holen Sie binnen fünf Arbeitstagen eine Entscheidung ein, und tragen Sie den Tag ein.",
        "{risk} is critical with a score of {current} and has not been before the steering committee. "
        "Obtain a decision within five working days, and enter the day.",
    ),
    "no_owner": (
        "Für {risk} ist niemand verantwortlich. Benennen Sie eine Person, die die Maßnahme veranlassen kann.",
        "Nobody owns {risk}. Name a person able to set the measure going.",
    ),
    "no_measure": (
        "{risk} hat den Wert {score} ({band}), aber keine Maßnahme. "
        "Vereinbaren Sie eine mit Ergebnis, Termin und Nachweis, oder nehmen Sie das Risiko ausdrücklich an.",
        "{risk} has a score of {score} ({band}) but no measure. "
        "Agree one with result, date and proof, or accept the risk expressly.",
    ),
    "no_trigger": (
        "{risk} hat den Wert {score} ({band}), aber keinen Auslöser. "
        "Legen Sie eine beobachtbare Grenze fest: Messgröße, Grenzwert, Dauer und was dann geschieht.",
        "{risk} has a score of {score} ({band}) but no trigger. "
        "Set a limit that can be observed: measure, limit, duration and what happens then.",
    ),
    "residual_above": (
        "Bei {risk} liegt das Restrisiko ({residual}) über dem Wert ohne Maßnahmen ({score}). "
        "Berichtigen Sie die Bewertung, oder prüfen Sie, ob die Maßnahme schadet.",
        "The residual score of {risk} ({residual}) lies above the score without measures ({score}). "
        "Correct the rating, or check whether the measure does harm.",
    ),
    "residual_unproven": (
        "Bei {risk} liegt das Restrisiko ({residual}) unter dem Wert ohne Maßnahmen ({score}), "
        "es ist aber keine Maßnahme eingetragen. Tragen Sie ein, was das Risiko gesenkt hat.",
        "The residual score of {risk} ({residual}) lies below the score without measures ({score}), "
        "but no measure is entered. Enter what has lowered the risk.",
    ),
    "no_review": (
        "Für {risk} steht kein Tag der Überprüfung fest. Tragen Sie ihn ein.",
        "No day of review is set for {risk}. Enter it.",
    ),
    "review_overdue": (
        "Die Überprüfung von {risk} war am {review} fällig. Bewerten Sie neu, und legen Sie den nächsten Tag fest.",
        "The review of {risk} was due on {review}. Rate it again, and set the next day.",
    ),
    "goal_gone": (
        "{risk} ist mit dem Ziel Nr. {number} verknüpft, das es nicht mehr gibt. "
        "Lösen Sie die Verknüpfung, oder wählen Sie ein anderes Ziel.",
        "{risk} is linked to goal no. {number}, which no longer exists. Remove the link, or choose another goal.",
    ),
}
