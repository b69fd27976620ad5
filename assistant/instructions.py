"""Finds instructions to a machine inside a goal: they are text, not part of the goal, and never obeyed.

Blanks them out, so that every other rule sees only the goal. It protects the rules' own work; what a model makes of
a goal is checked by `guard`.
"""

import re

from assistant.goals.criteria import Words

# So many words before an instruction belong to it.
FEW_WORDS = 3

# Where an order begins. Goals are orders too: only what a machine alone can be told counts behind it.
_ORDER = r"(?:^|[.!?:;,\n]\s{0,40}|\b(?:and|then|please|just|now|must|should|und|bitte|jetzt|nun)\s{1,40})"
_REACH = r"\b[^.!?\n]{0,80}\b"
# A sentence with one of these speaks to a machine.
_SPEAKS_TO_A_MACHINE = re.compile(
    rf"""
    \b(?:ignor\w*|vergiss|vergessen\ sie|missachte\w*|disregard|forget|override|überschreib\w*|umgeh\w*
        |bypass)\b[^.!?\n]{{0,60}}
      \b(?:anweisung\w*|instruktion\w*|bisherig\w*|vorherig\w*|obig\w*|instructions?|previous|above|earlier|prompt)\b
    | (?:{_ORDER}(?:ignore|disregard|forget|override|bypass)
        |\b(?:ignoriere|ignorieren\ sie|vergiss|vergessen\ sie|missachten?|umgehe|umgehen\ sie
        |überschreibe))\b[^.!?\n]{{0,60}}
      \b(?:vorgaben?|regeln?|rules?|guidelines?|everything|alles|placeholders?|platzhalter\w*|checks?|prüfung\w*
        |methodik|methodology)\b
    | \b(?:alle|bisherigen?|vorherigen?|obigen?|all|previous)\s[^.!?\n]{{0,30}}(?:anweisung|instruktion
        |prompt)\w*\s+(?:zu\s+)?(?:ignorier|vergess|missacht)\w*
    | \b(?:dein|ihr|your|the\ hidden)\w*\s+(?:\w+\s+)?system[\s-]?prompt | \bsystem[\s-]?(?:prompt|nachricht
        |message|anweisung)\s*:
    | \b(?:du\ bist|sie\ sind)\ (?:jetzt|nun|ab\ (?:sofort|jetzt)|ein\ ) | \bantworten?(?:\ sie)?\ nur\ (?:mit|in
        |auf\ \w+isch|ja|nein|noch)\b
    | \bdenk(?:e|en\ sie)?\ (?:dir|sich)\b[^.!?\n]{{0,80}}\baus\b | \bliste\ die\ dateien\b | \bapprove\ everything\b
    | \balle\ kriterien\ (?:sind|gelten)\b[^.!?\n]{{0,40}}\b(?:erfüllt|grün|ok)\b | \ball\ criteria\ (?:are
        |as)\ (?:\w+\ )?(?:met|fulfilled|satisfied|ok)\b
    | \byou\ are\ (?:now|a|an)\b | (?:{_ORDER}|\byou\s+)(?:act\ as|pretend|handle\ as)\b | \b(?:agiere|handle
        |verhalte\ dich)\ (?:als|wie)\b
    | \b(?:enable|activate|enter|start)\ jailbreak | \bDAN[\s-]mod
    | \b(?:behaupte|bestätige|schreib|schreibe|antworte|sage?)n?(?:\ sie)?\s*,?\s*dass\b
    | \b(?:gib|geben\ sie|schreib|schreibe|schreiben\ sie|antworte|antworten\ sie|nenne|behaupte
        |bestätige){_REACH}(?:stattdessen|irgend\w*|erfüllt|frei\ erfunden\w*)\b
    | \b(?:gib|geben\ sie){_REACH}nur\b[^.!?\n]{{0,60}}\baus\b
    | \b(?:verrate|wiederhole|gib|geben\ sie|antworten?(?:\ sie)?|(?:nenne|zeige|sende|schreibe?)\ (?:mir
        |uns)){_REACH}(?:\w*prompt\w*|passw\w*|kennw\w*|geheim\w*|api[\s-]?key)\b
    | \b(?:sende|send){_REACH}(?:diesen|this)\ (?:link|address)\b
    | {_ORDER}(?:print|output|reveal|repeat|return|say|(?:show|tell|send|give|write)\ (?:me|us)){_REACH}(?:prompt
        |password|secret|api[\s-]?key|hidden)\b
    | {_ORDER}(?:print|output|reply|respond|say|write|repeat|answer|return){_REACH}
      (?:only\ (?:with|in|yes|no|ok)|instead(?!\ of)|made-up|exactly\ (?:this|the|as)|with\ the\ following)\b
    | {_ORDER}(?:insert|show|render|embed){_REACH}(?:hidden|following)\ (?:link|image|picture)\b
    | {_ORDER}(?:mark|rate|report|return){_REACH}(?:as\ (?:met|fulfilled))\b
    | {_ORDER}(?:say|claim|state|confirm|pretend|tell\ \w+)\ that\b
    | \b(?:make\ up|invent|erfinden?|fabricate)\b[^.!?\n]{{0,60}}\b(?:\w*(?:zahl|wert)\w*|figures?|numbers?
        |values?|baselines?|dates?|deadlines?|datum|termin\w*|names?|namen)\b
    | \b(?:neuer?|new|wichtige|important)\ (?:anweisung|auftrag|instruction|regel|rule|system)\w*\s*:
        | \b(?:entwicklermodus|developer\ mode|admin[\s-]?mod\w*)
    | \b(?:drop\ table|rm\ -rf|select\ \*|os\.system|subprocess)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What stands behind such a colon is the instruction itself.
_ANNOUNCED = re.compile(
    r"(?:anweisung|auftrag|instruction|regel|rule|system|following|folgende[ns]?)\w*\s*:\s*$", re.IGNORECASE
)
# These are struck out alone; the sentence around them may be a goal.
_MARKUP = re.compile(
    r"<\|im_start\|>.*?(?:<\|im_end\|>|$)|\[INST\].*?(?:\[/INST\]|$)|<<SYS>>.*?(?:<</SYS>>|$)|<script\b.*?(?:</script\s*>|$)|<style\b.*?(?:</style\s*>|$)|<!--.*?(?:-->|$)|</?[a-zA-Z][^<>]{0,2000}>"
    r"|<\|[^|<>\n]{0,60}\|>|\[/?INST\]|<</?SYS>>|!\[[^\]\n]{0,300}\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)"
    r"|\[(?=[^\[\]\n]{0,300}\]\()|\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)"  # of a link only its words stay
    r"|(?:https?|ftp|javascript|data|file):[^\s)\]>\"']+|`{3,}[^`]*(?:`{3,}|$)",
    re.IGNORECASE | re.DOTALL,
)
# Templates and code: ${…}, {{…}}, '; DROP TABLE …;
_CODE = re.compile(
    r"(?:^|\n|[.!?]\s)\s*(?:system|assistant|user|human)\s*:\s[^\n]*|\{\{.*?\}\}|\$\{.*?\}|';\s*(?:drop|delete|select|insert)\b[^;]*;(?:\s*--)?",
    re.I | re.S,
)
_SENTENCE = re.compile(r"(?:[^.!?\n;:]|[.:](?=\w))+(?:[.!?\n;:]+|$)")
_ROLE_MARK = re.compile(r"^\s*(?:system|assistant|user|human)\s*:(?:\s|$)", re.IGNORECASE)


def instructions(goal: str) -> tuple[Words, ...]:
    """The parts of a goal that speak to a machine or are markup, in reading order."""
    found = [match.span() for pattern in (_MARKUP, _CODE) for match in pattern.finditer(goal)]
    bare = blank(goal, found)
    announced = False
    for match in _SENTENCE.finditer(bare):
        sentence = match.group().lstrip()
        start = match.end() - len(sentence)
        told = _ROLE_MARK.match(sentence) or _SPEAKS_TO_A_MACHINE.search(sentence)
        if told or announced:
            begin = match.start() if announced or not told else start + _beginning(sentence, told.start())
            found.append((begin, match.end()))
        announced = bool(told and _ANNOUNCED.search(sentence))
    return tuple(Words(start, end, goal[start:end]) for start, end in _united(found))


def _beginning(sentence: str, place: int) -> int:
    """Where the instruction begins: the words before it may be the goal, unless they are only a few."""
    return place if len(sentence[:place].split()) > FEW_WORDS else 0


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the spans replaced by as many spaces, so that every other place stays where it is."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _united(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united
