"""What a review says of a goal, in German and English: its state, and what could be adapted."""

from assistant.goals.kpis import Worded

COURSE_NAMES = {
    "on_track": Worded("im Plan", "on track"),
    "at_risk": Worded("gefährdet", "at risk"),
    "missed": Worded("verfehlt", "missed"),
    "achieved": Worded("erreicht", "achieved"),
    "not_measurable": Worded("nicht messbar", "not measurable"),
}
NEEDED_NAMES = {
    "baseline": Worded("Ausgangswert", "baseline"),
    "target": Worded("Zielwert", "target"),
    "start": Worded("Beginn", "start"),
    "end": Worded("Ende", "end"),
}

STATES: dict[str, tuple[str, str]] = {
    "mission": ("Eine Mission hat keine Kennzahl und wird nicht gemessen.", "A mission has no metric to be measured."),
    "abandoned": ("Das Ziel ist aufgegeben.", "The goal has been abandoned."),
    "achieved.decided": ("Als erreicht entschieden.", "Decided to be achieved."),
    "missed.decided": ("Als verfehlt entschieden.", "Decided to be missed."),
    "lacking": ("Nicht messbar, es fehlt: {lacking}.", "Not measurable; missing: {lacking}."),
    "no_way": (
        "Nicht messbar: Ausgangswert und Zielwert sind gleich.",
        "Not measurable: baseline and target are the same.",
    ),
    "no_time": (
        "Nicht messbar: Das Ende liegt nicht nach dem Beginn.",
        "Not measurable: the end does not come after the start.",
    ),
    "not_started": ("Das Ziel beginnt am {start}.", "The goal starts on {start}."),
    "no_reading": (
        "Noch kein Messwert. Tragen Sie den aktuellen Wert ein.",
        "No reading yet. Enter the current value.",
    ),
    "unmeasured": (
        "Zweimal hintereinander nicht gemessen; letzter Wert {value} vom {measured}. Messen Sie jetzt.",
        "Not measured twice in a row; last value {value} of {measured}. Measure now.",
    ),
    "unmeasured.never": (
        "Zweimal hintereinander nicht gemessen, bisher kein Messwert. Messen Sie jetzt.",
        "Not measured twice in a row, no reading so far. Measure now.",
    ),
    "missed.unproven": (
        "Der Termin {end} ist vorbei, und kein Messwert belegt, dass der Zielwert {target} erreicht ist. "
        "Tragen Sie den Endwert nach, falls er vorliegt.",
        "The deadline {end} has passed, and no reading shows that the target of {target} was reached. "
        "Enter the final value if there is one.",
    ),
    "missed": (
        "Der Termin {end} ist vorbei; gemessen am {measured}: {value} statt {target}, {attainment} des Weges.",
        "The deadline {end} has passed; measured on {measured}: {value} instead of {target}, {attainment} of the way.",
    ),
    "missed.not_held": (
        "Die Daten waren geliefert, wurden aber nicht bis zum {upkeep} gehalten: {value} am {measured} statt {target}.",
        "The data was delivered but not kept up until {upkeep}: {value} on {measured} instead of {target}.",
    ),
    "not_held": (
        "Die Daten waren geliefert, liegen aber wieder unter dem Anspruch: {value} am {measured} statt {target}. "
        "Die Haltefrist läuft bis zum {upkeep}.",
        "The data was delivered but falls short again: {value} on {measured} instead of {target}. "
        "It is to be kept up until {upkeep}.",
    ),
    "achieved": (
        "Der Zielwert {target} ist erreicht: {value} am {measured}.",
        "The target of {target} is reached: {value} on {measured}.",
    ),
    "achieved.upkeep": (
        "Der Zielwert {target} ist erreicht: {value} am {measured}. Zu halten bis zum {upkeep}.",
        "The target of {target} is reached: {value} on {measured}. To be kept up until {upkeep}.",
    ),
    "on_track": (
        "{value} am {measured}; der lineare Pfad verlangt {expected}. Zurückgelegt sind {attainment} des Weges, "
        "erwartet {expected_share}.",
        "{value} on {measured}; the linear path asks for {expected}. {attainment} of the way covered, "
        "{expected_share} expected.",
    ),
    "at_risk": (
        "{value} am {measured}; der lineare Pfad verlangt {expected}. Zurückgelegt sind {attainment} des Weges, "
        "erwartet {expected_share}: {points} Prozentpunkte Rückstand.",
        "{value} on {measured}; the linear path asks for {expected}. {attainment} of the way covered, "
        "{expected_share} expected: {points} percentage points behind.",
    ),
}
# Sentences that follow the state where they apply.
ADDITIONS: dict[str, tuple[str, str]] = {
    "not_current": (
        "Der Wert gilt nicht mehr als aktuell: Seit dem {measured} fehlt eine Messung.",
        "The value no longer counts as current: a reading has been missing since {measured}.",
    ),
    "pace": (
        "Nötig sind ab dann {pace_needed} je Monat, bisher waren es {pace}.",
        "From then on {pace_needed} a month are needed; so far it was {pace}.",
    ),
    "no_pace": (
        "Nötig sind ab dann {pace_needed} je Monat, bisher gab es keinen Fortschritt.",
        "From then on {pace_needed} a month are needed; so far there was no progress.",
    ),
    "decide": (
        "Das nötige Tempo liegt über dem Doppelten des bisherigen: Gibt es keine Maßnahme mit belegter Wirkung, "
        "behandeln Sie das Ziel wie ein verfehltes und entscheiden jetzt.",
        "The pace needed exceeds twice the pace so far: if no action with proven effect exists, "
        "treat the goal as missed and decide now.",
    ),
}
PROPOSALS: dict[str, tuple[str, str]] = {
    "slow": (
        "Beim bisherigen Tempo erreichen Sie bis zum {end} den Wert {value_at_end} statt {target}, den Zielwert erst "
        "am {reached_on}. Beschließen Sie eine Maßnahme. Den Zielwert auf {value_at_end} oder den Termin auf den "
        "{reached_on} zu ändern ist nur zulässig, wenn sich Umstände oder Wissen geändert haben; "
        "der Rückstand allein ist kein Grund.",
        "At the pace so far you reach {value_at_end} instead of {target} by {end}, and the target only on "
        "{reached_on}. Decide on an action. Changing the target to {value_at_end} or the date to {reached_on} is "
        "permissible only if circumstances or knowledge have changed; being behind is no reason by itself.",
    ),
    "endless": (
        "Beim bisherigen Tempo erreichen Sie bis zum {end} den Wert {value_at_end} statt {target}; bis zum Zielwert "
        "dauert es so mehr als {years} Jahre. Beschließen Sie eine Maßnahme. Den Zielwert zu ändern ist nur zulässig, "
        "wenn sich Umstände oder Wissen geändert haben.",
        "At the pace so far you reach {value_at_end} instead of {target} by {end}; the target is more than {years} "
        "years away. Decide on an action. Changing the target is permissible only if circumstances or knowledge "
        "have changed.",
    ),
    "backwards": (
        "Bisher gibt es keinen Fortschritt in Richtung Zielwert. Geht es so weiter, beträgt der Wert "
        "{value_at_end} statt {target} am {end}. Klären Sie die Ursache, bevor Sie Zielwert oder Termin ändern.",
        "So far there is no progress towards the target. If it goes on like this, the value on {end} is "
        "{value_at_end} instead of {target}. Find the cause before you change target or date.",
    ),
    "late": (
        "Beim bisherigen Tempo wäre der Zielwert {target} am {reached_on} erreicht. Das Ziel bleibt als verfehlt in "
        "der Historie. Mit diesem Termin setzen Sie es nur neu, wenn sich Umstände oder Wissen geändert haben.",
        "At the pace so far the target of {target} would be reached on {reached_on}. The goal stays in the history "
        "as missed. Reset it with this date only if circumstances or knowledge have changed.",
    ),
}
