"""Decides what each amount of a goal is: baseline, target, change, budget or any other amount.

Rules over the words around it, within its sentence; the other amounts and the metrics of the sentence count too.
Where nothing tells, a share is a target and everything else an amount.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.goals.amounts import Amount
from assistant.goals.fact import Role
from assistant.goals.units import CURRENCIES, SHARES, TIME_UNITS

_LOOK_BACK, _LOOK_AHEAD = 90, 70

_MARK = (
    r"heute|derzeit|aktuell|momentan|bisher|bislang|zurzeit|zur zeit|gegenwärtig|zuletzt|jetzt|ist-?(?:wert"
    r"|zustand|stand)?|heutige[nrms]?"
    r"|bisherige[nrms]?|aktuelle[nrms]?|derzeitige[nrms]?|ausgangswert|ausgangsbasis|ausgangslage|baseline"
    r"|stand|vorjahr(?:eswert)?"
    r"|status quo|basisjahr|base(?: year)?|basis"
    r"|gegenüber|compared (?:to|with)|im vergleich zu|currently|current|today|today's"
    r"|at present|as of now|now|previously|existing"
    r"|starting point|last year|letztes jahr"
)
_MARKED = re.compile(rf"(?i)(?<![\w-])(?:{_MARK})(?![\w-])(?P<rest>[^\d.,;!?\n\]]{{0,30}})$")
_MARKED_AFTER = re.compile(
    r"(?i)^,? ?\(?(?:heute|derzeit|aktuell|today|currently|at present|now|im vorjahr|last year"
    r"|status quo)(?!\w)(?!:| \[| (?:bei |at |about )?$)"
)
_INSTEAD = re.compile(
    r"(?i)(?<!\w)(?:statt|anstatt|anstelle von|instead of|rather than|vs\.?|gegenüber|im vergleich zu"
    r"|verglichen mit|compared (?:to|with)"
    r"|(?:up|down) from|ausgehend von|starting from)(?: (?:the|den|der|dem|wie|as|" + _MARK + r"))* ?$"
)
_WAS = re.compile(
    r"(?i)(?<!\w)(?:lag|lagen|betrug|betrugen|waren?|was|were|stood at)(?!\w)(?: es)?(?: bei| at)?[^\d.;,]{0,15}$"
)
_TAKES = re.compile(
    r"(?i)^(?!.*\b(?:soll|will|should|must|künftig|ziel|to)\b).*\b(?:spends?|takes?|verbring\w+|benötig\w+"
    r"|brauch\w+|dauert|kostet|costs)"
    r"(?: (?:heute|derzeit|aktuell|bisher|noch|im schnitt|durchschnittlich|currently"
    r"|on average))*(?: (?:\w+ )?(?:etwa|rund|about))? ?$"
)
_FROM = re.compile(rf"(?i)(?<!\w)(?:von|from|vom)(?: (?:the|den|{_MARK}))*(?: (?:at|bei))? ?\(?$")
_TO = re.compile(
    r"(?i)(?:(?<!\w)(?:auf|zu|to|nur noch|only|down to|up to|reach|reaches|reached|reaching|achieve"
    r"|achieves|achieving|hit|erreicht|erreichen"
    r"|attain|erzielen|erzielt|liegt bei|sinkt auf|at|zielwert|soll|ziel|target|goal|target of|value of"
    r"|zielwert von)(?: (?:nur noch|dann|künftig|durchschnittlich|im (?:schnitt|mittel)|only|just|the"
    r"|an average(?: of)?|on average))*"
    r"|→|->|=>|⇒|➔|=|zielwert:|ziel:|soll:|target:|goal:) ?$"
)
_AT = re.compile(r"(?i)(?:(?<!\w)at|=) ?$")
_ARROW = re.compile(r"^ ?\)? ?(?:→|->|=>|⇒|➔|-->) ?$")
_JUST_TO = re.compile(r"(?i) (?:auf|down to) ")
_LATER_FROM = re.compile(r"(?i),? (?:\((?:von|from) |from )(?:\w+ )?")
_BY = re.compile(
    r"(?i)(?<!\w)(?:um|by|um den faktor|by a factor of|faktor|factor(?: of)?)(?: (?:weitere|insgesamt|another"
    r"|a further|a|an|the))* ?$"
)
_CHANGE_AFTER = re.compile(
    r"(?i)^[ -](?:(?:der|des|of|an) \w+ )?(?:weniger|mehr(?! als die hälfte| aus\b| mit\b| in\b| im\b)"
    r"|schneller\w*|höher\w*"
    r"|niedriger\w*|kürzer\w*|geringer\w*|größer\w*|günstiger\w*|effizienter\w*"
    r"|seltener\w*|häufiger\w*|genauer\w*|produktiver\w*|reduktion|reduzierung|senkung|steigerung|zuwachs"
    r"|wachstum|rückgang|einsparung\w*|ersparnis|erhöhung"
    r"|verkürzung|verbesserung|kostensenkung|umsatzsteigerung|umsatzwachstum|kosteneinsparung|zeitersparnis"
    r"|zeiteinsparung|effizienzsteigerung|produktivitätssteigerung"
    r"|(?:(?:der|des|vom|an|am) )?(?:[A-ZÄÖÜ]\w+ )?(?:(?:einzu|ein)?sparen|gespart"
    r"|eingespart)|less|more|fewer|faster|higher|lower|shorter"
    r"|cheaper|slower|longer|quicker|reduction|increase|decrease"
    r"|improvement|growth|(?:cost |time )?savings?|decline|drop|uplift|lift|gain|boost|cut|so (?:viele?"
    r"|hoch|schnell|lang)|as (?:fast|many|much|high))(?!\w)"
)
_CHANGE_NOUN = re.compile(
    r"(?i)(?:(?:reduktion|reduzierung|senkung|steigerung|erhöhung|verkürzung|einsparung|rückgang|wachstum"
    r"|zuwachs|verbesserung|ersparnis)(?:en)?"
    r"|(?<!\w)(?:reduction|increase|decrease|improvement|growth|savings?|decline|drop|uplift"
    r"|cut))(?: der \w+| in \w+| \w+s)?(?: von| of|:| um| by| in höhe von)? ?$"
)
_SAVING = re.compile(
    r"(?i)(?<!\w)(?:spart|sparen|saves?|saving|gain|gains)(?: (?:us|uns|wir|jedem \w+|jährlich|pro \w+))? ?$"
)
_CHANGE_VERB = re.compile(
    r"(?i)(?<!\w)(?:reduc|cut|lower|decreas|increas|rais|improv|grow|shorten|boost|shrink|drop|sink|senk"
    r"|reduzier|verringer|steiger|erhöh|verkürz|verbesser"
    r"|spar|einspar|wachs|sinkt)\w*"
)
_CHANGE_OBJECT = re.compile(rf"{_CHANGE_VERB.pattern}(?: \w+){{1,4}} $")
_AIMED = re.compile(r"(?i)(?<!\w)(?:to|of|least|most|than|auf|bei|von|zu|unter|über|below|under|above|over|at|is) $")
_BUDGET_BEFORE = re.compile(
    r"(?i)(?:budget\w*|projektkosten|projektvolumen|investition(?:en|svolumen|ssumme|skosten)?|investier\w*"
    r"|mittel(?:n|einsatz)?|kostenrahmen|finanzierung\w*"
    r"|fördersumme|finanzmittel\w*|gesamtbudget|funding|invest(?:ment)?|spend(?:ing)?|project costs?"
    r"|cost of the project|costing|kostet)[^\d;!?\n]{0,30}$"
)
_BUDGET_AFTER = re.compile(
    r"(?i)^ ?-?(?:of |an |)(?:\w+)?(?:budget|investition|investment|funding|projektbudget|mittel|fördermittel)"
)
_WITH = re.compile(
    r"(?i)(?<!\w)(?:mit|with|für|for|within|on)(?: (?:einem|einer|a|insgesamt|an|aufwand|volumen|einsatz"
    r"|total|budget|cost|von|of))* ?$"
)
_SCOPE = re.compile(
    r"(?i)(?<!\w)(?:an|at|für|in|mit|bei|aus|for|across|with|among|using|over|über|aller?|alle[nr]?|all"
    r"|unsere[nrms]?|our|die|der|den|dem|das|the|diese[nrms]?|these"
    r"|jede[nrms]?|each|every|haben|hat|have|has|gibt es|there are|betreiben|betreibt|beschäftigt|seit"
    r"|since|letzten|vergangenen|last|past|previous|durch|via|team of"
    r"|between|zwischen|nach|after|pro|je|per|and|als pilot|pilot|auf basis von|anhand von|based on|from"
    r"|von|of|vom|pilotphase von|innerhalb von)(?: (?:den|der|die|dem|the|our|unseren|"
    r"unsere|insgesamt|letzten|vergangenen|last|past|these|diesen|je|bis zu|up to|jeweils|allen|alle|all"
    r"|mindestens))* ?$"
)
_ROLLING_OUT = re.compile(
    r"(?i)ausroll|ausgeroll|ausweit|ausgeweit|übertrag|roll\w* ?out|rollout|expand|extend|skalier|\bscal(?:e"
    r"|ing|ed)\b"
)
_WITHIN = re.compile(
    r"(?i)(?<!\w)(?:in|innerhalb(?: von)?|binnen|within|nach|after)(?: (?:der|den|a|einer|eines|just|nur))? ?$"
)
_METRIC_LINK = re.compile(
    r"(?i)^ ?\(?(?:(?:von|of|:|=|is|ist|liegt|beträgt|bei|at|soll|will be|should be|must be|muss|stays?"
    r"|bleibt|remains?|sind|are|in|auf|über|künftig|dann|dauerhaft"
    r"|mindestens|sollte|im|testdatensatz|test|set|on|the|the test set|erreicht|reaches|wird|werden|to be"
    r"|has|have|hat|von|den|der|des|für|for|each|jede[rn]?|every"
    r"|[A-ZÄÖÜ]?[\w-]+) ?){0,7}\(?$"
)
_METRIC_AFTER = 4
_SPENT = CURRENCIES | {"person-day", "person-month", "fte"}


@dataclass(frozen=True)
class Context:
    """An amount with the sentence around it and what else stands there."""

    amount: Amount
    before: str
    after: str
    gap: str


def decide_roles(text: str, amounts: Sequence[Amount], metrics: Sequence[tuple[int, int]]) -> list[tuple[Amount, Role]]:
    """Each amount with its role, in reading order; amounts of a pair share the unit ("von 12 auf 9 Tage").

    `metrics` are the spans of the metrics in reading order.
    """
    decided: list[tuple[Amount, Role]] = []
    for group in _by_sentence(text, amounts):
        contexts = _contexts(text, group)
        roles = _pairs(contexts) or [None] * len(contexts)
        chosen = [role or _role(text, context, metrics) for role, context in zip(roles, contexts, strict=True)]
        chosen = _completed(contexts, _joined_budgets(contexts, chosen))
        decided += zip(_with_shared_units(group, chosen), chosen, strict=True)
    return decided


_SENTENCE_END = re.compile(r"[!?;\n]|\.(?=\s+[A-ZÄÖÜ])")
_ABBREVIATED = re.compile(r"(?i)(?:\b(?:ca|mio|mrd|tsd|std|min|sek|max|mind|dr|approx|nr|z\. ?b|bzw|e\.g|i\.e))$")


def _by_sentence(text: str, amounts: Sequence[Amount]) -> list[list[Amount]]:
    groups: list[list[Amount]] = []
    for amount in amounts:
        if groups and not _ends_between(text, groups[-1][-1].end, amount.start):
            groups[-1].append(amount)
        else:
            groups.append([amount])
    return groups


def _ends_between(text: str, start: int, end: int) -> bool:
    if end - start > 250:
        return True
    ends = _SENTENCE_END.finditer(text, start, end)
    return any(not (found.group() == "." and _ABBREVIATED.search(text[start : found.start()])) for found in ends)


def _contexts(text: str, group: list[Amount]) -> list[Context]:
    contexts = []
    for place, amount in enumerate(group):
        previous = group[place - 1] if place else None
        following = group[place + 1].start if place + 1 < len(group) else len(text)
        begin = max(previous.end if previous else 0, amount.start - _LOOK_BACK)
        before = _SENTENCE_END.split(text[begin : amount.start])[-1]
        if amount.preposition:
            before = f"{before} {amount.preposition} "
        after = _SENTENCE_END.split(text[amount.end : min(following, amount.end + _LOOK_AHEAD)])[0]
        gap = text[previous.end : amount.start] if previous else ""
        contexts.append(Context(amount, before, after, gap))
    return contexts


def _pairs(contexts: list[Context]) -> list[Role | None]:
    """Roles of amounts that explain each other: "von A auf B", "A → B", "von A um B"."""
    roles: list[Role | None] = [None] * len(contexts)
    for place, context in enumerate(contexts):
        later, by = contexts[place + 1 : place + 3], _BY.search(context.before)
        if later and (_ARROW.search(later[0].gap) or _JUST_TO.fullmatch(later[0].gap) and not by):
            roles[place], roles[place + 1] = roles[place] or Role.BASELINE, Role.TARGET
        elif later and _INSTEAD.search(later[0].gap) and len(later[0].gap) < _LOOK_AHEAD:
            roles[place], roles[place + 1] = Role.TARGET, Role.BASELINE
        elif _FROM.search(context.before):
            followed = any(_TO.search(other.before) or _BY.search(other.before) for other in later)
            if followed or place and _explains(context, contexts[place - 1]):
                roles[place] = Role.BASELINE
    return roles


def _explains(context: Context, earlier: Context) -> bool:
    """ "to 9 days from 12", "auf 75 % (von 61 %)"."""
    return _TO.search(earlier.before) is not None and _LATER_FROM.fullmatch(context.gap) is not None


def _role(text: str, context: Context, metrics: Sequence[tuple[int, int]]) -> Role:
    amount, before, after = context.amount, context.before, context.after
    if amount.changing:
        return Role.CHANGE
    if _is_baseline(context):
        return Role.BASELINE
    if _is_change(context):
        return Role.CHANGE
    if _is_budget(context):
        return Role.BUDGET
    if amount.counted and _ROLLING_OUT.search(before + after):
        return Role.AMOUNT
    if _TO.search(before) and not (amount.counted and _AT.search(before)):
        return Role.TARGET
    return _by_surroundings(text, context, metrics)


def _is_baseline(context: Context) -> bool:
    before, to = context.before, _TO.search(context.before)
    if _INSTEAD.search(before) or _WAS.search(before) or _TAKES.search(before):
        return True
    if to and not re.search(r"(?i)(?:bei|at|=|:) ?$", before):
        return False
    if context.amount.comparator in (">=", "<=", ">", "<") and not before.rstrip().endswith(":"):
        return False
    marked = _MARKED.search(before)
    if marked and not re.search(r"(?i)(?<!\w)(?:auf|um|to|by|ziel|soll|target|goal)(?!\w)", marked["rest"]):
        return True
    return _MARKED_AFTER.search(context.after) is not None


# "weicht um höchstens 5 % ab": how far off, not by how much less.
_OFF_BY = re.compile(r"(?i)(?:\boff|\bdeviat\w*|\bdiffer\w*|abweich\w*|\bweicht|\bweichen)(?: \w+){0,3} (?:by|um) $")


def _is_change(context: Context) -> bool:
    amount, before, after = context.amount, context.before, context.after
    if _OFF_BY.search(before):
        return False
    if amount.signed or amount.unit in ("pp", "x") and not amount.comparator:
        return not _TO.search(before) or amount.unit in ("pp", "x") and amount.number > 1 and not amount.comparator
    measured = amount.unit in SHARES | TIME_UNITS | CURRENCIES or not amount.unit
    if _BY.search(before) and (measured or before.rstrip().lower().endswith("um") or _CHANGE_VERB.search(before)):
        return True
    if amount.fraction and _TO.search(before) and not re.match(r" (?:der|des|aller|of|von)(?!\w)", after):
        return True
    if _CHANGE_AFTER.search(after) and not re.match(r"(?i) (?:more|mehr|less|weniger) (?:than|als)", after):
        return True
    if _CHANGE_NOUN.search(before) or _SAVING.search(before):
        return True
    if re.search(r"(?i)(?<!\w)(?:up|down) $", before):
        return True
    aimed = amount.comparator or _AIMED.search(before)
    return amount.unit in SHARES and _CHANGE_OBJECT.search(before) is not None and not aimed


def _is_budget(context: Context) -> bool:
    amount, before, after = context.amount, context.before, context.after
    if amount.unit not in _SPENT or amount.rate:
        return False
    if re.search(r"(?i)(?<!\w)(?:auf|um|by|from|von heute) ?$", before):
        return False
    if _BUDGET_AFTER.search(after) or _BUDGET_BEFORE.search(before):
        return True
    if not _WITH.search(before):
        return False
    return not re.search(r"(?i)^ ?(?:umsatz|revenue|sales|wert|value)", after)


def _by_surroundings(text: str, context: Context, metrics: Sequence[tuple[int, int]]) -> Role:
    amount, before = context.amount, context.before
    compared = amount.comparator in (">=", "<=", ">", "<")
    if amount.unit in TIME_UNITS and not amount.rate and (compared or _WITHIN.search(before)):
        return Role.AMOUNT if re.search(r"(?i)(?<!\w)(?:für|for|seit|since) $", before) else Role.TARGET
    if amount.rate and not re.search(r"(?i)(?<!\w)(?:bei|mit|with|von|of|at|für|for) (?:\w+ )?$", before):
        return Role.TARGET
    if _beside_metric(text, context, metrics) and not (amount.counted and _SCOPE.search(before)):
        return Role.TARGET
    if _SCOPE.search(before) and amount.unit != "%":
        return Role.AMOUNT
    if amount.unit in ("%", "‰") or compared or amount.unit.startswith("/"):
        return Role.TARGET
    return Role.TARGET if amount.counted and _is_done(context) else Role.AMOUNT


_DONE = re.compile(
    r"(?i)^[^.,;]*(?<!\w)(?:werden|wird|[a-zäöüß]{3,}(?:ieren|igen|eiten|llen|ssen|ern|eln|ten|nen|sen|zen"
    r"|ben|den|fen|gen|len|ren|uen|hen))(?: *$|[ ,.;_])"
)
_ENGLISH_DOING = re.compile(r"(?i)(?:^|(?<!\w)(?:will|should|shall|must|to|and|we) )(?:\w+ly )?[a-z]{3,} $")


def _is_done(context: Context) -> bool:
    """Whether something is done with what is counted: "80 Rechnungen automatisch prüfen", "process 500 requests"."""
    return _DONE.search(context.after) is not None or _ENGLISH_DOING.search(context.before) is not None


def _beside_metric(text: str, context: Context, metrics: Sequence[tuple[int, int]]) -> bool:
    amount = context.amount
    floor = amount.start - len(context.before)
    for start, end in metrics:
        if floor <= start and end <= amount.start:
            between = text[end : amount.start]
            if len(between) <= 45 and _METRIC_LINK.search(between):
                return True
        if amount.end <= start <= amount.end + _METRIC_AFTER and not text[amount.end : start].strip(" -(:"):
            return True
    return False


def _joined_budgets(contexts: list[Context], roles: list[Role]) -> list[Role]:
    """ "mit 120 T€ und 30 Personentagen": what is joined to a budget is one."""
    joined = list(roles)
    for place, context in enumerate(contexts[1:], 1):
        spent = context.amount.unit in _SPENT and re.fullmatch(r"(?i),? (?:und|and|plus|sowie) ", context.gap)
        if spent and joined[place - 1] is Role.BUDGET:
            joined[place] = Role.BUDGET
    return joined


def _completed(contexts: list[Context], roles: list[Role]) -> list[Role]:
    """Beside a baseline an amount of the same unit is the target."""
    bases = {context.amount.unit for context, role in zip(contexts, roles, strict=True) if role is Role.BASELINE}
    if not bases or Role.TARGET in roles or Role.CHANGE in roles:
        return roles
    return [
        Role.TARGET if role is Role.AMOUNT and (context.amount.unit in bases or "" in bases) else role
        for context, role in zip(contexts, roles, strict=True)
    ]


def _with_shared_units(group: list[Amount], roles: list[Role]) -> list[Amount]:
    """A baseline or target without unit takes that of the other."""
    units = {
        role: amount
        for amount, role in zip(reversed(group), reversed(roles), strict=True)
        if amount.unit and not amount.unit.startswith("/")
    }
    lenders = {Role.BASELINE: Role.TARGET, Role.TARGET: Role.BASELINE, Role.CHANGE: Role.TARGET}
    amounts = []
    for amount, role in zip(group, roles, strict=True):
        other = units.get(lenders[role]) if role in lenders else None
        if other and not amount.unit:
            amount = replace(amount, unit=other.unit, rate=other.rate, counted=other.counted)
        amounts.append(amount)
    return amounts
