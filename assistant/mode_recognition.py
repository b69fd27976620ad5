"""What a message asks for: an answer, a goal put better, risks or lessons.

Rules over the words first; where they are silent, likeness of meaning to the prototype messages of
knowledge/catalogues/modes.yaml, once the embedder is there. It searches nothing and answers nothing.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml

from assistant.answer import Mode
from assistant.conversation import Turn
from assistant.errors import CatalogueInvalid
from assistant.goals.recognising import goal_in
from assistant.language import detect
from assistant.library.embedding import LocalEmbeddings

# The modes that a message can be recognised as.
RECOGNISED = (Mode.ANSWER, Mode.GOAL, Mode.RISKS, Mode.LESSONS)
# Longer messages hold words of every mode.
LONGEST = 1_000
# A mode is as like as its nearest prototypes on average.
NEAREST = 2
# Likeness from which on another mode than ANSWER is taken, and how far it must be ahead of the next.
ALIKE = 0.5
AHEAD = 0.06

# Questions about the craft itself, which the methodology answers.
_METHOD = re.compile(
    r"""^\W*(?:und\s+|and\s+)?(?:
      was\s+(?:bedeute\w*|heißt|heisst|versteht|meint|gehört|ist\s+(?:eigentlich\s+)?(?:eine?
        |der\s+unterschied)\b)
    | (?:wozu|wofür)\s+(?:dien\w*|brauch\w*|ist|sind)
    | wie\s+(?:\w+e|\w+n\s+sie|\w+t\s+man|\w+t\s+sich|geht\s+man|sollte?\s+(?:ich|man)|kann\s+(?:ich|man)
      |muss\s+(?:ich|man)
        |unterscheide\w*)\b(?!\s+(?:frühere|andere|bisherige|ihr|wir)\w*)
    | (?:erklär\w*|definier\w*|erläuter\w*)
    | what\s+(?:(?:is|are)\s+(?:an?|the\s+(?:difference|definition|meaning)|[\w\s-]+\s+(?:good
      |used)\s+for)\b|does\b.*\bmean
        |belongs?\b|is\s+meant)
    | how\s+(?:do|does|should|can|would|must)\s+(?:i|you|one|we)\b | how\s+do(?:es)?\b.*\bdiffer
    | (?:explain|define)\b | (?:der\s+)?unterschied\s+zwischen | (?:the\s+)?difference\s+between
    | (?:was|what)\s+(?:passiert\s+bei|folgt\s+aus|happens\s+with|follows\s+from)\s+(?:eine[mr]
      |a)\b.*\b(?:risik|risk) )""",
    re.I | re.X,
)
# Questions for one fact, whatever it is about.
_FACT = re.compile(
    r"""^\W*(?:und\s+|and\s+)?(?:
      wer\b(?!.*\berfahrung) | wem | wessen | wann\b(?!.*\b(?:kann|könnte|droh)) | wie\s*viele?\b
      | wie\s+(?:hoch|lange|oft|groß)\b(?!.*\b(?:risik|gefahr))
    | (?:ab|seit|bis|in|an|bei|auf)\s+(?:wann|welche[rmn]?)\b | wo\s+(?:steh|lieg|find)\w* | (?:darf|dürfen)\b
    | (?:fasse?|fassen)\b | danke
    | who\b(?!.*\bexperience) | whose | when\b(?!.*\b(?:could|might|threat)) | how\s+(?:many|much|long
      |often)\b
    | how\s+(?:high|large|big)\b(?!.*\brisk) | (?:from|since|until|in|at|on|by)\s+(?:when|which
      |what)\b(?!\s+mistakes?)
    | where\s+(?:(?:is|are)\s+(?:the|our|my)|do\s+i\s+find)\b | (?:may|am)\s+i\b | summari[sz]e | thanks
    | thank\s+you )""",
    re.I | re.X,
)
_LESSONS = re.compile(
    r"""\blessons?(?:\s+|-)learn(?:ed|t)\b | \blessons\b | \blektion(?:en)?\b | \blehren?\s+(?:aus|zieh\w*|gezogen)\b
    | \b(?:wir|man|teams?|projekte?|kollegen|andere|sie|ihr)\b.*\b(?:dazu)?gelernt\b | \baus\b.*\b(?:gelernt
      |lernen)\b
    | \b(?:wir|ihr|sie)\b.*\banders\s+(?:machen|angehen) | \b(?:künftig|zukünftig|nächstes\s+mal
      |nächsten\s+mal)\b.*\b(?:anders|besser|vermeiden)
    | \bhätten\s+(?:wir|sie)\b | \berfahrung(?:en|sberichte?n?|swerte?n?)?\b | \brückblick\w*
    | \bim\s+nachhinein\b | \bretrospektiven?\b
    | \bwas\s+(?:lief|ging)\b | \b(?:schief|gut|schlecht)\s*(?:gelaufen|gegangen)\b | \bbewährt\b
    | \berkenntniss\w*\s+aus\b
    | \bmitgenommen\b | \bnehmen\s+wir\b.*\bmit\b | \bfehlern?\b.*\b(?:gemacht|begangen|passiert|lernen)\b
    | \b(?:frühere|vergangene|vorherige|andere|abgeschlossene)[nr]?\s+(?:ki-)?projekte\w*\b
    | \bvorgängerprojekt\w*
    | \baus\s+(?:unseren|anderen|früheren)\s+(?:\w+\s+)?projekten\b | \bfrom\s+(?:our
      |other)\s+(?:\w+\s+)?projects\b
    | \b(?:künftig|in\s+zukunft|in\s+future|next\s+time)\b.*\b(?:avoid|vermeiden|differently|better)\b
    | \bavoid\b.*\bin\s+future\b
    | \bdamals\b | \bergangen\b | \bbest\s+practices?\b | \bworan\s+lag\b | \bschon\s+(?:ein)?mal\b.*\?\s*$
    | \bgescheitert\b
    | \bwir\b.*\b(?:sparen|gespart)\s+können\b
    | \b(?:we|they|teams?|colleagues?|projects?|you)\b.*\b(?:learn|learned|learnt)\b | \blearn(?:ed
      |t)?\s+from\b
    | \b(?:we|you|they)\b.*\bdo\s+(?:differently|better)\b | \bexperiences?\s+(?:with|from|of|in|on)\b
    | \bany(?:one|body)\b.*\b(?:before|experience)\b
    | \b(?:gathered|gained|made)\b.*\bexperience\b | \b(?:field|experience)\s+reports?\b
    | \b(?:in\s+)?hindsight\b | \blooking\s+back\b | \bback\s+then\b | \bat\s+the\s+time\b
    | \bretrospectives?\b
    | \bwhat\s+(?:went|has\s+gone|had\s+gone|worked)\b | \b(?:proved|proven)\s+(?:itself|themselves
      |useful)\b | \binsights?\s+from\b
    | \btake\s+away\b | \btakeaways?\b | \bmistakes?\b.*\b(?:make|made|learn)\b | \bmistakes?\s+(?:did|have)\b
    | \b(?:earlier|previous|past|prior|other|former)\s+(?:ai\s+)?projects?\b | \bhappened\s+before\b
    | \bwhy\s+(?:did|has)\b.*\bfail(?:ed)?\b | \bcould\s+we\s+have\b | \bshould\s+we\s+have\b""",
    re.I | re.X,
)
_DANGER = r"""(?:(?<!hoch)risiko(?!management)\w* | \w*(?<!hoch)risiken | gefahr(?:en)? | fallstricke?
    | stolper(?:steine?|fallen?)
    | schwachstellen? | bedrohung(?:en)? | gegenmaßnahmen? | (?<!high[-\s])risks?(?!\s+management)
    | dangers? | threats?
    | pitfalls? | traps? | weak\s+(?:spots?|points?) | mitigations?)"""
_RISKS = re.compile(
    rf"""\b(?:welche[rns]?|was\s+sind|nenn\w*|list\w*|zeig\w*|stell\w*|trag\w*|such\w*|finde?n?|gibt\s+es
      |mach\w*|schlag\w*|gib
        |erstell\w*|bewert\w*|auf\s+der|what|which|show|open|put|find|are\s+there|is\s+there|any|suggest|do
          |identify|name|give|assess
        |create|draw)\b[^.?!]{{0,60}}?\b{_DANGER}\b
    | ^(?!\W*(?:wie|was|ist|sind|kann|wer|warum|unser\w*|das|die|der|difference|unterschied|how|what|is|are
      |can|does|do|our|the|why)\b)
      \W*+(?:[\w'’-]++\W++){{0,7}}?\b{_DANGER}\b(?:\W++[\w'’-]++){{0,6}}\W*$
    | \b(?:wie|how)\s+(?:gefährlich|riskant|dangerous|risky|hoch\s+ist\s+das\s+risiko
      |high\s+is\s+the\s+risk)\b
    | \bgefährden\b | \bworst[\s-]case\b | \bschlimmsten\b | \bthe\s+worst\b | \bdrohen\b
    | \bspricht\s+(?:da)?gegen\b
    | \b(?:kann|könnten?|koennten?|können)\b.*\b(?:schief\s*\w*|passieren|scheitern|fehlschlagen|platzen
      |füße\s+fallen|kippen)
    | \bworauf\b.*\bachten\b | \bproblemen\b.*\brechnen\b | \bsorgen\s+um\b
    | \bspeaks\s+against\b | \b(?:can|could|might|may)\b.*\b(?:go\s+wrong|fail|happen|put\b.*\b(?:danger
      |risk)|bite|derail|threaten)\b
    | \bwatch\s+out\b | \bproblems\b.*\bexpect\b | \bworried\s+about\b | \bdelays?\s+(?:are\s+)?likely\b
    | \bwhat\s+threatens\b | \bin\s+danger\b | \bjeopardi[sz]e\w*""",
    re.I | re.X,
)
# "Und für die Daten?", "What about the pilot?": another thing, the same question.
_GOES_ON = re.compile(
    r"""^\W*(?:(?:(?:und|aber|oder|and|but|or)\s+)?(?:(?:was\s+ist|wie\s+sieht\s+es|wie\s+ist\s+es)\s+(?:mit|bei)
      |(?:what|how)\s+about)\b
    | (?:und|and)\s+(?:auch\s+|also\s+)?(?:für|bei[m]?|mit|zu[rm]?|in|im|an|am|vom|von|aus
      |gegenüber|for|with|in|on|at|from|regarding)\b
      (?!\s+(?:was|wem|wen|welche\w*|what|whom|which)\b) )[^.?!]{1,80}\?*\W*$""",
    re.I | re.X,
)


def recognise(message: str, likeness: Mapping[Mode, float] | None = None) -> Mode:
    """What a message asks for; ANSWER where nothing tells. `likeness` is that of each mode's prototypes, 0-1."""
    ruled = by_rules(message)
    if ruled is None:
        return by_meaning(likeness) if likeness else Mode.ANSWER
    return ruled


def by_rules(message: str) -> Mode | None:
    """What the words of a message ask for, None where they do not say."""
    if goal_in(message):
        return Mode.GOAL
    if not message.strip() or len(message) > LONGEST or _METHOD.search(message):
        return Mode.ANSWER
    if _FACT.search(message):
        return Mode.ANSWER
    if _LESSONS.search(message):
        return Mode.LESSONS
    return Mode.RISKS if _RISKS.search(message) else None


def continued(message: str, history: Sequence[Turn]) -> Mode | None:
    """RISKS and LESSONS go on with a follow-up that only names something else ("And for the data?")."""
    goes_on = history and history[-1].mode in (Mode.RISKS, Mode.LESSONS) and _GOES_ON.match(message)
    return history[-1].mode if goes_on else None


def by_meaning(likeness: Mapping[Mode, float]) -> Mode:
    """The mode whose prototypes are most alike; ANSWER where that is not much, or another mode is as near."""
    first, second = sorted(likeness, key=lambda mode: likeness[mode], reverse=True)[:2]
    sure = likeness[first] >= ALIKE and likeness[first] - likeness[second] >= AHEAD
    return first if sure else Mode.ANSWER


class ModeRecognition:
    """Prototype messages of every mode, opened and embedded; raises CatalogueInvalid where the file lacks them."""

    def __init__(self, path: Path, embeddings: LocalEmbeddings) -> None:
        self._prototypes = parse(path.read_text(encoding="utf-8"))
        self._embeddings = embeddings
        self._known: Mapping[Mode, np.ndarray] = {}

    def prepare(self) -> None:
        """Embeds the prototypes; the embedder must be loaded."""
        self._known = {
            mode: np.stack([self._embeddings.encode_question(text) for text in texts])
            for mode, texts in self._prototypes.items()
        }

    def recognise(self, message: str, history: Sequence[Turn] = ()) -> Mode:
        """What a message asks for; the embedder is asked only where rules are silent."""
        ruled = by_rules(message) or continued(message, history)
        return recognise(message, self.likeness(message)) if ruled is None else ruled

    def likeness(self, message: str) -> dict[Mode, float] | None:
        """The cosine with the nearest prototypes of each mode; None until prepare() has been called, and where the
        embedder does not know the language."""
        if not self._known or not self._embeddings.description.understands(detect(message)):
            return None
        vector = self._embeddings.encode_question(message)
        return {mode: float(np.sort(known @ vector)[-NEAREST:].mean()) for mode, known in self._known.items()}


def parse(text: str) -> dict[Mode, Sequence[str]]:
    """The prototype messages of a catalogue in YAML, all languages together; raises CatalogueInvalid, which names the
    mode and what it lacks."""
    try:
        entries = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise CatalogueInvalid(name="modes.yaml", entry="-", detail=str(error)) from error
    return {mode: _messages(entries, mode) for mode in RECOGNISED}


def _messages(entries: object, mode: Mode) -> Sequence[str]:
    messages: list[str] = []
    for language in ("de", "en"):
        try:
            found = entries[mode][language]  # type: ignore[index]
        except (KeyError, TypeError, IndexError) as error:
            raise CatalogueInvalid(name="modes.yaml", entry=str(mode), detail=f"{language} missing") from error
        if not isinstance(found, list) or len(found) < NEAREST or not all(isinstance(one, str) for one in found):
            detail = f"{language}: at least {NEAREST} messages needed"
            raise CatalogueInvalid(name="modes.yaml", entry=str(mode), detail=detail)
        messages += found
    return messages
