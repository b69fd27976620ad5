"""What the gaps in a tree of goals say, in German and English: what is wrong, and what to do."""

# {goal} and {other} carry their quotation marks; {level} and {other_level} are the names of their levels.
TEXTS: dict[str, tuple[str, str]] = {
    "cycle": (
        "Diese Ziele bilden einen Kreis: {way}. Lösen Sie eine der Verbindungen.",
        "These goals form a cycle: {way}. Remove one of the links.",
    ),
    "cycle.self": (
        "{goal} ist sein eigenes Oberziel. Lösen Sie die Verbindung.",
        "{goal} is its own parent. Remove the link.",
    ),
    "orphan": (
        "{goal} ({level}) hat kein Oberziel. Ordnen Sie es einem Ziel der Ebene „{above}“ unter, "
        "oder streichen Sie es.",
        "{goal} ({level}) has no parent goal. Place it below a goal of the level “{above}”, or delete it.",
    ),
    "orphan.gone": (
        "Das Oberziel Nr. {number} von {goal} gibt es nicht mehr. Wählen Sie ein anderes Oberziel.",
        "The parent goal no. {number} of {goal} no longer exists. Choose another parent.",
    ),
    "orphan.abandoned": (
        "Das Oberziel {other} von {goal} ist aufgegeben. Wählen Sie ein anderes Oberziel, "
        "oder geben Sie auch dieses Ziel auf.",
        "The parent goal {other} of {goal} has been abandoned. Choose another parent, or abandon this goal too.",
    ),
    "wrong_level": (
        "{goal} ({level}) hängt an {other} ({other_level}), das nicht höher steht. "
        "Wählen Sie ein Oberziel einer höheren Ebene, oder berichtigen Sie die Ebene.",
        "{goal} ({level}) hangs from {other} ({other_level}), which is not on a higher level. "
        "Choose a parent on a higher level, or correct the level.",
    ),
    "wrong_level.mission": (
        "{goal} ist eine Mission und hängt an {other} ({other_level}). Über der Mission steht kein Ziel: "
        "Lösen Sie die Verbindung, oder berichtigen Sie die Ebene.",
        "{goal} is a mission and hangs from {other} ({other_level}). No goal stands above a mission: "
        "remove the link, or correct the level.",
    ),
    "skipped_level": (
        "Zwischen {goal} ({level}) und dem Oberziel {other} ({other_level}) fehlt: {missing}. "
        "Legen Sie ein Ziel dazwischen an, oder wählen Sie ein Oberziel der nächsthöheren Ebene.",
        "Between {goal} ({level}) and its parent {other} ({other_level}) a level is missing: {missing}. "
        "Add a goal in between, or choose a parent from the next level up.",
    ),
    "no_business_kpi": (
        "{goal} ({level}) wird am Modell gemessen, und darüber steht kein Geschäftsziel mit einer Geschäftskennzahl. "
        "Ordnen Sie es einem solchen Geschäftsziel unter, oder ergänzen Sie dort die Kennzahl.",
        "{goal} ({level}) is measured at the model, and no business goal with a business KPI stands above it. "
        "Place it below such a business goal, or add the KPI there.",
    ),
    "no_data_goal": (
        "Unter dem Geschäftsziel {goal} steht kein Datenziel. "
        "Legen Sie fest, welche Daten in welcher Güte bereitstehen müssen.",
        "The business goal {goal} has no data goal below it. Decide which data must be available, and how good.",
    ),
    "ends_first": (
        "{goal} endet am {last_day}, das Unterziel {other} erst am {other_last_day}. "
        "Verlängern Sie das Oberziel, oder verkürzen Sie das Unterziel.",
        "{goal} ends on {last_day}, its child {other} only on {other_last_day}. "
        "Extend the parent, or shorten the child.",
    ),
    "ends_first.data": (
        "Die Daten von {goal} werden nur bis zum {last_day} gehalten, das Unterziel {other} braucht sie bis zum "
        "{other_last_day}. Verlängern Sie die Haltefrist.",
        "The data of {goal} is kept up only until {last_day}, its child {other} needs it until {other_last_day}. "
        "Extend the upkeep.",
    ),
    "dates_reversed": (
        "{goal} endet am {end} und beginnt erst am {start}. Berichtigen Sie die Termine.",
        "{goal} ends on {end} but starts only on {start}. Correct the dates.",
    ),
    "dates_reversed.upkeep": (
        "Die Haltefrist von {goal} ({upkeep}) liegt vor der Lieferung ({end}). Berichtigen Sie die Termine.",
        "The upkeep of {goal} ({upkeep}) ends before the delivery ({end}). Correct the dates.",
    ),
    "no_upkeep": (
        "Das Datenziel {goal} endet mit der Lieferung. "
        "Ergänzen Sie eine Haltefrist, die so lange reicht wie jedes Modell, das die Daten braucht.",
        "The data goal {goal} ends with its delivery. "
        "Add an upkeep date that lasts as long as every model that needs the data.",
    ),
    "no_target": (
        "{goal} ist vereinbart, hat aber keinen Zielwert. Ergänzen Sie Kennzahl und Zielwert.",
        "{goal} is agreed but has no target value. Add metric and target.",
    ),
    "no_end": (
        "{goal} ist vereinbart, hat aber keinen Termin. Ergänzen Sie, bis wann es erreicht sein soll.",
        "{goal} is agreed but has no deadline. Add the day by which it is to be reached.",
    ),
    "no_baseline": (
        "{goal} hat einen Zielwert, aber keinen Ausgangswert. Messen Sie ihn, sonst ist die Veränderung nicht prüfbar.",
        "{goal} has a target but no baseline. Measure it, or the change cannot be checked.",
    ),
    "no_owner": (
        "Für {goal} ist niemand verantwortlich. Nennen Sie die Person oder Funktion, die es beeinflussen kann.",
        "Nobody owns {goal}. Name the person or function able to influence it.",
    ),
    "review_overdue": (
        "Das Review von {goal} war am {review} fällig. "
        "Tragen Sie den aktuellen Wert ein, und legen Sie das nächste Review fest.",
        "The review of {goal} was due on {review}. Enter the current value, and set the next review.",
    ),
}
