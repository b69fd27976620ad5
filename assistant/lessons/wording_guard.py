"""Checks one field of a lesson that a model has put into other words: nothing invented, nothing lost or turned round.

Rules over words, numbers and names, as for risks. They do not understand a sentence: one that passes uses the words of
the field, of the other fields and of the sentences around, but may join them clumsily. Doubt speaks against the model.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.goals.facts import find_facts
from assistant.goals.guard import NEGATION
from assistant.goals.guard_draft import WORD, Draft, Objection
from assistant.goals.guard_form import form_objections
from assistant.goals.guard_vocabulary import NUMBERS
from assistant.goals.lexicon import Lexicon
from assistant.language import content_words
from assistant.passages import Passage
from assistant.risks.wording_guard import inventions, keeps
from assistant.sentences import sentence_texts
from assistant.support import carried

# Letters that a field may have, for the model to word it.
LONGEST_LETTERS = {"title": 100, "situation": 400, "lesson": 400, "recommendation": 400}
_PARTICLE = re.compile(r"\b(ab|an|auf|aus|bei|ein|fest|her|hin|mit|nach|um|vor|weg|weiter|zu|zurück|zusammen)\W*$")
# What marks a recommendation and says nothing of it.
_FRAME = re.compile(
    r"\b(?:beim|zum)\s+nächsten\s+mal\b|\bnächstes\s+mal\b|\b(?:künftig|in\s+zukunft|zukünftig)\b"
    r"|\bnext\s+time\b|\bin\s+(?:the\s+)?future\b|\bgoing\s+forward\b|\bfrom\s+now\s+on\b",
    re.I,
)
_MARK = re.compile(r"^\s*[-*•]\s+")
_DENIES = re.compile(rf"{NEGATION.pattern}|\b(?:niemand\w*|nirgends|nobody|nothing|nowhere)\b", re.I)
# What was not done, and is known only afterwards to have been needed.
_HINDSIGHT = re.compile(
    r"\b(?:hätte\w*|wäre\w*|(?:should|could|would|might|must|ought\s+to)(?:\s+not|n['’]t)?\s+have|wish\w*"
    r"|had\s+(?:we|they|i|it|the|someone|anyone)|if\s+\w+\s+had)\b",
    re.I,
)
_MODAL = re.compile(
    r"\b(?:soll\w*|muss|müss\w*|dürf\w*|darf|könnte\w*|würde\w*|should|must|ought|needs?|would|could|shall)\b", re.I
)
# A sentence with one of these may tell that it was done: "we invited them", "wir haben sie eingeladen".
_ASSERTS = re.compile(
    r"\b(?:wir|ich|sie|er|es|man|we|i|they|he|she|it|hab\w*|hat|hatte\w*|war|waren|wurde\w*|have|has|had|was|were|did"
    r"|\w{2,}ed|\w*ge\w{2,}t|brought|built|caught|found|given|held|kept|known|lost|made|seen|sent|set|spent|taken|told)\b",
    re.I,
)


def objections(
    text: str, *, field: str, ruled: str, language: str, sources: Sequence[str], today: date
) -> list[Objection]:
    """Why a model's text for a field ('title', 'situation', 'lesson' or 'recommendation') does not stand; nothing when
    it does. `ruled` is the rules' text of the field, `sources` are the other fields and the sentences around. Of a
    recommendation each line is a point. Names are those of the objections to a risk, without 'parts'."""
    text = text.strip()
    unfinished = field != "title" and _ends(ruled) and not _ends(text)
    if not text or len(text) >= LONGEST_LETTERS[field] or unfinished:
        return [Objection("length", "unfinished" if text else "empty")]
    facts = tuple(find_facts(ruled, language, today))
    found: list[Objection] = []
    grounds = (*sources, *_separable(ruled))
    for line in _lines(text) if field == "recommendation" else [text]:
        draft = Draft(line, ruled, facts, language, (), grounds, (), today)
        found += [each for each in form_objections(draft) if each.name != "length"]
        found += inventions(draft)
    return list(dict.fromkeys([*found, *_lost(ruled, text, language)]))


def _lost(ruled: str, text: str, language: str) -> Iterator[Objection]:
    """What no sentence of the text keeps, or what one says as if it had been done, or had not been."""
    written = _sentences(text)
    for sentence in _sentences(ruled):
        told = _FRAME.sub(" ", sentence)
        partner = max(written, key=lambda one: _share(told, one), default="")
        asserted = _HINDSIGHT.search(sentence) and _ASSERTS.search(partner) and not _wishes(partner)
        kept = keeps(told, " ".join([partner, *_separated(sentence, partner)]))
        if asserted or not kept or _turned(sentence, partner, language):
            yield Objection("lost_fact", sentence)
    said = Lexicon([text])
    for word in WORD.findall(ruled):
        if word.lower() in NUMBERS and not (said.knows(word) or said.has(NUMBERS[word.lower()] or word)):
            yield Objection("lost_fact", word)
    if len(_DENIES.findall(ruled)) != len(_DENIES.findall(text)):
        denied = _DENIES.search(text) or _DENIES.search(ruled)
        yield Objection("lost_fact", denied.group() if denied else "")
    regretted = _HINDSIGHT.search(text)
    if regretted and not _HINDSIGHT.search(ruled):
        yield Objection("lost_fact", regretted.group())


def _separable(ruled: str) -> Iterator[str]:
    """The words that "laden wir ihn ein" may be of: "einladen" among them."""
    for sentence in _sentences(ruled):
        particle = _PARTICLE.search(sentence)
        if particle:
            yield " ".join(f"{particle[1]}{word}" for word in WORD.findall(sentence) if word[0].islower())


def _separated(ruled: str, written: str) -> list[str]:
    """'laden' where the text has "einladen" for the rules' "laden … ein"."""
    particle = _PARTICLE.search(ruled)
    begun = [word for word in WORD.findall(written) if particle and word.startswith(particle[1])]
    return [word.removeprefix(particle[1]) for word in begun] if particle else []


def _turned(sentence: str, written: str, language: str) -> bool:
    """Whether names have changed places, or figures or bounds, as `support` sees it in an answer."""
    there = Passage(id="ruled", text=sentence, document="", title="", language=language)
    return carried(written, there).objection in ("bound", "direction", "binding")


def _wishes(sentence: str) -> bool:
    return bool(_MODAL.search(sentence) or _HINDSIGHT.search(sentence))


def _share(sentence: str, written: str) -> int:
    there = Lexicon([written])
    return sum(there.knows(word) for word in content_words(sentence))


def _sentences(text: str) -> list[str]:
    return [sentence for line in _lines(text) for sentence in sentence_texts(line)]


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := _MARK.sub("", each).strip())]


def _ends(text: str) -> bool:
    return text.rstrip().rstrip("\"'”“’»)").endswith((".", "!", "?"))
