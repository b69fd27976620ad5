"""Finds instructions to a machine inside goals, questions and documents: they are text and never obeyed.

Blanks them out, so that rules and models see only the rest. What a model makes of it is checked by `grounding` and
`goals.guard`. Of a document, whose authors tell people what to do all day, only what no person can be told counts;
and hidden text, which nobody is meant to read.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.goals.criteria import Words
from assistant.passages import Passage

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
      \b(?:anweisung\w*|instruktion\w*|bisherig\w*|vorherig\w*|obig\w*|instructions?|previous|above
              |earlier|prompt)\b
    | (?:{_ORDER}(?:ignore|disregard|forget|override|bypass)
        |\b(?:ignoriere|ignorieren\ sie|vergiss|vergessen\ sie|missachten?|umgehe|umgehen\ sie
        |überschreibe))\b[^.!?\n]{{0,60}}
      \b(?:vorgaben?|regeln?|rules?|guidelines?|everything|alles|placeholders?|platzhalter\w*|checks?
              |prüfung\w*
        |methodik|methodology)\b
    | \b(?:alle|bisherigen?|vorherigen?|obigen?|all|previous)\s[^.!?\n]{{0,30}}(?:anweisung|instruktion
        |prompt)\w*\s+(?:zu\s+)?(?:ignorier|vergess|missacht)\w*
    | \b(?:dein|ihr|your|the\ hidden)\w*\s+(?:\w+\s+)?system[\s-]?prompt | \bsystem[\s-]?(?:prompt|nachricht
        |message|anweisung)\s*:
    | \b(?:du\ bist|sie\ sind)\ (?:jetzt|nun|ab\ (?:sofort|jetzt)|ein\ ) 
            | \bantworten?(?:\ sie)?\ nur\ (?:mit|in
        |auf\ \w+isch|ja|nein|noch)\b
    | \bdenk(?:e|en\ sie)?\ (?:dir|sich)\b[^.!?\n]{{0,80}}\baus\b | \bliste\ die\ dateien\b 
            | \bapprove\ everything\b
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
    | {_ORDER}(?:print|output|reveal|repeat|return|say|(?:show|tell|send|give|write)\ (?:me
            |us)){_REACH}(?:prompt
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
    r"<\|im_start\|>.*?(?:<\|im_end\|>|$)|\[INST\].*?(?:\[/INST\]|$)|<<SYS>>.*?(?:<</SYS>>|$)"
    r"|<script\b.*?(?:</script\s*>|$)|<style\b.*?(?:</style\s*>|$)|<!--.*?(?:-->|$)|</?[a-zA-Z][^<>]{0,2000}>"
    r"|<\|[^|<>\n]{0,60}\|>|\[/?INST\]|<</?SYS>>|!\[[^\]\n]{0,300}\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)"
    r"|\[(?=[^\[\]\n]{0,300}\]\()|\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)"  # of a link only its words stay
    r"|(?:https?|ftp|javascript|data|file):[^\s)\]>\"']+|`{3,}[^`]*(?:`{3,}|$)",
    re.IGNORECASE | re.DOTALL,
)
# Templates and code: ${…}, {{…}}, '; DROP TABLE …;
_CODE = re.compile(
    r"(?:^|\n|[.!?]\s)[^\S\n]{0,40}(?:system|assistant|user|human)\s{0,5}:\s[^\n]*|\{\{.*?\}\}|\$\{.*?\}"
    r"|';\s*(?:drop|delete|select|insert)\b[^;]*;(?:\s*--)?",
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


def blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with the spans replaced by as many spaces, so that every other place stays where it is."""
    pieces, place = [], 0
    for start, end in _united(spans):
        pieces += [text[place:start], " " * (end - start)]
        place = end
    return "".join([*pieces, text[place:]])


def _united(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


# --- documents ---

_MACHINE = (
    r"(?:KI|AI|LLMs?|AIs|KIs|Sprachmodelle?n?|language\ models?|Chatbots?|chatbots?|(?:KI-"
    r"|AI[- ])?[Aa]ssist(?:ent|enten|ents|entin|ants?)"
    r"|AI\ agents?|GPT|ChatGPT|(?:KI-|AI\ )(?:[Mm]odelle?|[Ss]ysteme?|[Aa]ssisten\w+|models?|systems?))"
)
_ANSWER = (
    r"(?:antwort(?:en)?|ausgabe|zusammenfassung|answers?|repl(?:y|ies)|responses?|output|summar(?:y|ies)"
    r"|completion)"
)
# What no author tells people: the machine is addressed, its rules are to be dropped, its answer is dictated.
_TELLS_A_MACHINE = re.compile(
    rf"""
    (?i:\b(?:ignor\w*|vergiss|vergessen\ sie|missachte\w*|disregard|forget|override|überschreib\w*
            |bypass)\b[^.!?]{{0,60}}
      \b(?:(?:bisherig|vorherig|obig|vorangegangen|vorig|früher)\w*|previous|above|earlier|prior|preceding
              |all|alle)\s
      (?:\w+\s){{0,2}}(?:anweisung|instruktion|regel|vorgabe|instruction|prompt|rule|direction|guideline
              |context|text
        |systemanweisung|systemprompt|command|befehl)\w*)
    | (?i:\b(?:alle|bisherigen?|vorherigen?|obigen?|all|previous)\s[^.!?]{{0,30}}(?:anweisung|instruktion
            |prompt)\w*\s+(?:zu\s+)?
        (?:ignorier|vergess|missacht)\w*)
    | (?i:\b(?:vergiss|forget)\s(?:alles|everything)\b)
    | (?i:\b(?:ignore|disregard|ignoriere|missachte)\s(?:the\s|die\s|all\s|alle\s|any\s)?(?:other\s
            |anderen\s|übrigen\s)?
        (?:passages|textstellen|sources|quellen|frage|question|user|nutzer\w*)\b)
    | (?i:\b(?:dein|your)\w*\s+(?:\w+\s+)?(?:system[\s-]?prompt|anweisungen|instructions
            |systemanweisung\w*|guidelines)\b)
    | (?i:\b(?:du\ bist|sie\ sind)\ (?:jetzt|nun|ab\ (?:sofort|jetzt))\b) | (?i:\byou\ are\ now\b)
      | (?i:\b(?:from\ now\ on|ab\ (?:jetzt|sofort)),?\ (?:you|du|antworte|schreibe?|answer|reply|respond
              |write)\b)
    | (?i:\b(?:wenn|falls|sofern)\ (?:du|sie)\ (?:ein\w*|als)\b)[^.!?]{{0,30}}{_MACHINE}
    | (?i:\bif\ you\ are\ (?:an?\ )?)[^.!?]{{0,20}}{_MACHINE}
    | (?i:\b(?:hinweis|anweisung|nachricht|notiz|anmerkung|auftrag|note|message|instructions?|attention
            |achtung)\b)[^.!?:]{{0,24}}
        \b{_MACHINE}(?:\ (?i:reading|processing|die|das)[^.!?:]{{0,40}})?\s?[:–!]
    | (?:^|[.!?>*|]|\n)\s{{0,5}}(?i:hey|hallo|hello|dear|liebe[rs]?|an|to)\b\s(?:(?i:die|das|den|alle|all
            |any|the|jede[ns]?|every)\s)?{_MACHINE}
        (?:\ (?i:reading|processing|die|das)[^.!?:]{{0,40}})?\s?[:,–!]
    | (?i:\b(?:schreib\w*|antworte\w*|gib|geben|nenne|füge|beende\w*|beginne\w*|hänge|sage?|ergänze|setze
            |erwähne|baue
        |write|answer|respond|reply|print|output|say|add|append|insert|include|begin|start|end|finish
            |prefix|close|put|repeat
        |state|mention|return)\b[^.!?]{{0,50}}\b(?:dein\w*|jede[rn]?|your|every
            |the\ final)\s(?:\w+\s)?{_ANSWER}\b)
    | (?i:\b(?:begin|start|end|finish|prefix|close|beende|beginne|replace|ersetze)\b\s(?:the|die|all
            |alle)\s(?:\w+\s)?{_ANSWER}\b\s(?:with|mit|by|durch)\b)
    | (?i:\b(?:am\ (?:ende|anfang|schluss)|at\ the\ (?:end|start|beginning)
            |zu\ beginn)\ (?:of\ )?(?:dein\w*|jede[rn]|your|every|each)\s
        (?:\w+\s)?{_ANSWER}\b)
    | (?i:\b(?:antworte|reply|respond|answer)\b(?:\ sie)?\s(?:\w+\s){{0,4}}?(?:nur|only|ausschließlich
            |exclusively|solely|just)\s
        (?:noch\ )?(?:mit|with|in|auf|the)\b)
    | (?i:\b(?:gib|print|output|reveal|repeat|verrate|zeige|show|send|sende|wiederhole|leak
            |nenne)\b[^.!?]{{0,60}}
        \b(?:system[\s-]?prompt\w*|systemanweisung\w*|hidden\ (?:prompt|instructions)|(?:whole|entire
            |full)\ (?:conversation|prompt|context)
        |(?:gesamten?|ganzen?)\ (?:gesprächsverlauf|kontext|prompt|verlauf)|chat\ history|api[\s-]?keys?
            |passwör\w+|passwords?))
    | (?i:\b(?:do\ not|don['’]t|never|nicht|niemals|kein\w*)\b[^.!?]{{0,30}}\b(?:tell|inform|mention
            |reveal|verrate\w*|sagen?|erwähne\w*
        |informiere\w*)\b[^.!?]{{0,30}}\b(?:the\ user|user|nutzer\w*|benutzer\w*|anwender\w*
            |this\ instruction|diese\ anweisung\w*))
    | (?i:\b(?:nicht|kein\w*|not|never|don['’]t)\b[^.!?]{{0,40}}\b(?:diese\w*\ anweisung|this\ instruction))
    | (?i:\b(?:tell|sage?|teile|inform|informiere|convince|überzeuge|weise)\s(?:the\ user
            |dem\ (?:be)?nutzer|den\ (?:be)?nutzer|users\ that)\b)
    | (?i:\b(?:new|neue|updated|aktualisierte|wichtige|important|priority|geheime|secret)\s(?:system[\s-]?)?
        (?:instructions?|anweisung(?:en)?|systemanweisung(?:en)?|directives?
            |system\s?message)\s*(?:\([^)]*\)\s*)?(?::|–|—))
    | (?i:\bsystem[\s-]?(?:prompt|nachricht|message|anweisung|override|notice)\s*:) 
            | (?i:\#{{2,}}\s*(?:system|instruction|assistant)s?\b\s*:?)
    | (?i:\[(?:system|admin|assistant|instructions?)(?:\s(?:message|prompt|note|override
            |nachricht))?\](?!\()) | (?i:</?(?:system|instructions?|assistant|passages?)>)
    | (?i:\b(?:entwicklermodus|developer\ mode|jailbreak\w*\ mode|dan[\s-]mod\w+|admin[\s-]?modus
            |god\ mode)\b[^.!?]{{0,40}}
        \b(?:aktiv\w*|enabled?|activated?|on|an|start\w*|enter\w*|ein)\b)
    | (?i:\b(?:aktiviere|enable|activate|enter)\b[^.!?]{{0,20}}\b(?:entwicklermodus|developer\ mode
            |jailbreak|dan\b))
    | (?i:\b(?:decode|dekodiere|entschlüssle|execute|führe)\b[^.!?]{{0,40}}\b(?:base64|rot13|hex)\b)
    | (?i:\b(?:ende\ der\ textstellen|end\ of\ passages)\b)
    """,
    re.VERBOSE,
)
_FAKE_TURN = re.compile(
    r"(?im)^[\s>*_#-]{0,8}(?:system|assistant|assistent|human|user|nutzer)[*_]{0,2}\s*:[*_\s]*(?=\S)"
)
# What no reader of the document sees, and the marks that part a model's turns. Their content goes with them.
_HIDDEN = re.compile(
    r"<!--(?:.{0,5000}?-->|.{0,5000})|<(?P<code>script|style)\b(?:.{0,5000}?</(?P=code)\s*>|.{0,5000})"
    r"|<(?P<tag>[a-z]\w{0,10})\b[^<>]{0,300}(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0"
    r"|opacity\s*:\s*0(?![.\d])|[^-]color\s*:\s*(?:white|\#fff(?:fff)?\b)|\bhidden\b)[^<>]{0,300}>"
    r"(?:.{0,5000}?</(?P=tag)\s*>|.{0,5000})"
    r"|<\|im_start\|>(?:.{0,5000}?<\|im_end\|>|.{0,5000})|\[INST\](?:.{0,5000}?\[/INST\]|.{0,5000})"
    r"|<<SYS>>(?:.{0,5000}?<</SYS>>|.{0,5000})|<\|start_header_id\|>(?:.{0,5000}?<\|eot_id\|>|.{0,5000})"
    r"|<start_of_turn>(?:.{0,5000}?<end_of_turn>|.{0,5000})"
    r"|<\|(?:system|user|assistant|endoftext)\|>[^\n]{0,2000}|^\[//\]:\s?\#[^\n]{0,2000}",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
# Images, targets of links and tags: struck out alone.
_ACTIVE = re.compile(
    r"!\[[^\]\n]{0,300}\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)|\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)"
    r"|\[(?=[^\[\]\n]{0,300}\]\()"
    r"|!\[[^\]\n]{0,300}\]\[[^\]\n]{0,100}\]|</?(?:a|img|iframe|script|style|div|span|p|br|b|i|u|font"
    r"|object|embed|form|input|svg|link"
    r"|meta|video|audio|body|html|button|table|t[drh]|system|instructions?)\b[^<>]{0,2000}>"
    r"|<\|[^|<>\n]{0,60}\|>|\[/?INST\]|<</?SYS>>"
    r"|(?:javascript|data):[^\s)\]>\"']{3,}",
    re.IGNORECASE,
)
_PARAGRAPH_END = re.compile(r"\n[^\S\n]{0,40}\n|\n(?=[^\S\n]{0,40}(?:[-*•|#>]|\d{1,3}[.)]\s))|\Z")
_QUOTED = re.compile(r"„[^“”\n]{0,300}[“”]|“[^”\n]{0,300}”|\"[^\"\n]{0,300}\"|»[^«\n]{0,300}«|«[^»\n]{0,300}»")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n(?=[^\S\n]{0,40}[\n*•|#>-])|[|]")
_WRAPPED = re.compile(r"\n(?![^\S\n]{0,40}[\n*•|#>-])")


def instructions_in_document(text: str) -> tuple[Words, ...]:
    """The parts of a document that speak to a machine or are hidden from its readers, in reading order.

    An instruction reaches to the end of its paragraph; one that is merely quoted, to the end of the quotation.
    """
    plain, places = _visible(text)
    found = [match.span() for match in _HIDDEN.finditer(plain)]
    flat = blank(plain, found)
    quotations = [match.span() for match in _QUOTED.finditer(flat)]
    found += [_reach(flat, match, quotations) for match in _told(flat)]
    found += [match.span() for match in _ACTIVE.finditer(flat)]
    spans = [(places[start], places[end - 1] + 1) for start, end in _united(found) if end > start]
    return tuple(Words(start, end, text[start:end]) for start, end in spans)


def bare_document(text: str) -> str:
    """A document's text with spaces in place of what speaks to a machine; every other place stays where it is."""
    return blank(text, [(words.start, words.end) for words in instructions_in_document(text)])


@lru_cache(maxsize=256)
def bare_passage(passage: Passage) -> Passage:
    """The passage with title, headings and text as `bare_document` leaves them."""
    headings = tuple(bare_document(heading).strip() for heading in passage.headings)
    return replace(passage, text=bare_document(passage.text), title=bare_document(passage.title), headings=headings)


def bare_question(question: str) -> str:
    """A question without what it tells the machine to do; as it is where nothing else is left of it."""
    told = [*instructions(question), *instructions_in_document(question)]
    bare = " ".join(blank(question, [(words.start, words.end) for words in told]).split())
    return bare if any(letter.isalnum() for letter in bare) else question


def _told(flat: str) -> Iterator[re.Match[str]]:
    # As it stands, where a line may begin an address, and with its lines joined, where one may run on.
    for text in (flat, _WRAPPED.sub(" ", flat)):
        yield from _TELLS_A_MACHINE.finditer(text)
    # A turn of a conversation is told from a label ("System: SAP") by what is said in it.
    for turn in _FAKE_TURN.finditer(flat):
        if _SPEAKS_TO_A_MACHINE.search(flat, turn.end(), turn.end() + 400):
            yield turn


def _reach(flat: str, match: re.Match[str], quotations: Sequence[tuple[int, int]]) -> tuple[int, int]:
    for start, end in quotations:
        if start < match.start() < end and _PARAGRAPH_END.search(flat, start).start() >= end:  # type: ignore[union-attr]
            return start, end
    begin = 0
    for stop in _SENTENCE_END.finditer(flat, max(0, match.start() - 300), match.start()):
        begin = stop.end()
    end = _PARAGRAPH_END.search(flat, match.end())
    return max(begin, match.start() - 300), end.start() if end else len(flat)


def _visible(text: str) -> tuple[str, list[int]]:
    """The text without letters that nobody sees, wide letters made plain, and the place of each letter in it."""
    letters, places = [], []
    for place, letter in enumerate(text):
        if letter < "\u00ad":
            letters.append(letter)
            places.append(place)
        elif unicodedata.category(letter) != "Cf":
            plain = unicodedata.normalize("NFKC", letter)
            letters.append(plain if len(plain) == 1 else letter)
            places.append(place)
    return "".join(letters), places
