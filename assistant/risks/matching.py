"""How well catalogue risks fit a text: by its words, the use of AI, and likeness of meaning, which is handed in.

The figures were set by reading what the descriptions, risk lists and lessons of the examples gave.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.language import fold, words
from assistant.risks.catalogue import CatalogueRisk, hints, telling

# A single word that only one risk of the catalogue has counts 1; more words never count more than this.
MOST_WORDS = 1.5
# What a use of AI adds that the risk concerns especially; shared among the risks that name many uses.
USE_COUNTS = 0.9
# A risk of other uses is mostly none of this one, however alike the words.
OTHER_USE_COUNTS = 0.5
# What a cosine adds for each unit it lies above the mean of all risks: most texts are a little like most risks.
MEANING_COUNTS = 3.0
# Meaning alone speaks for a risk from so far above the mean.
ALIKE = 0.15
# What the score of the first estimate adds, 25 the whole of it.
SEVERITY_COUNTS = 0.4
# From here on a past risk and one of the catalogue are taken for the same.
SAME = 1.3
SAME_MEANING = 0.115
# A single sentence says less: where its words are all those of one risk, it need not be as near in meaning.
SAME_SENTENCE, SENTENCE_MEANING = 1.12, 0.04
# Two candidates this close are told apart by meaning, not by words.
CLOSE = 0.1
# By words alone, without an embedder, twice the words of one risk and far ahead of the next.
SAME_WORDS = 2.0
AHEAD = 0.5


@dataclass(frozen=True)
class Fit:
    """How well a catalogue risk fits a description. `words` are the description's own that hint at it; `use` says that
    the use of AI is one of its own, `alike` that the meaning is close."""

    risk: CatalogueRisk
    score: float
    words: tuple[str, ...] = ()
    use: bool = False
    alike: bool = False

    @property
    def general(self) -> bool:
        """Whether nothing in the description speaks for it."""
        return not (self.words or self.use or self.alike)


def fits(
    text: str,
    risks: Sequence[CatalogueRisk],
    language: str,
    *,
    use: str = "",
    likeness: Sequence[Sequence[float]] | None = None,
) -> list[Fit]:
    """A fit for each risk, in the order given. `use` is the id of the use of AI; `likeness` holds a row of cosines, one
    for each risk, for the text and for each of its sentences."""
    weights = telling(risks, language)
    meanings = _above_mean(likeness) if likeness is not None else [0.0] * len(risks)
    return [
        _fit(text, risk, found, weights=weights, meaning=meaning, use=use)
        for risk, found, meaning in zip(risks, hints(text, risks, language), meanings, strict=True)
    ]


def _fit(
    text: str,
    risk: CatalogueRisk,
    found: Sequence[str],
    *,
    weights: Mapping[str, float],
    meaning: float,
    use: str,
) -> Fit:
    by_words = min(MOST_WORDS, sum(weights[word] ** 0.5 for word in found))
    by_use = USE_COUNTS if use in risk.uses else 0.0
    foreign = -OTHER_USE_COUNTS if use and risk.uses and not by_use else 0.0
    severity = SEVERITY_COUNTS * risk.rating.score / 25
    score = by_words + by_use + MEANING_COUNTS * max(0.0, meaning) + severity + foreign
    return Fit(risk, score, own_words(found, text), bool(by_use), meaning >= ALIKE)


def own_words(found: Sequence[str], text: str) -> tuple[str, ...]:
    """The words of the text that begin like the hints found, or hold them: 'Stammdaten' for 'stammdat', 'KI einführen'
    for 'ki einfuhr'."""
    written = words(text)
    return tuple(dict.fromkeys(_surface(hint.split(), written) for hint in found))


def _surface(hint: Sequence[str], written: Sequence[str]) -> str:
    """Where the hint stands, as it is written there; inside a compound only where no word begins like it."""
    runs = [written[start : start + len(hint)] for start in range(len(written) - len(hint) + 1)]
    for alike in (str.startswith, str.__contains__):
        for run in runs:
            if all(alike(fold(word), part) for word, part in zip(run, hint, strict=True)):
                return " ".join(run)
    return " ".join(hint)


def _above_mean(likeness: Sequence[Sequence[float]]) -> list[float]:
    """For each risk the most that any row lies above its mean."""
    centred = [[cosine - sum(row) / len(row) for cosine in row] for row in likeness]
    return [max(column) for column in zip(*centred, strict=True)]


def same_risk(
    texts: Sequence[str],
    risks: Sequence[CatalogueRisk],
    language: str,
    *,
    likeness: Sequence[Sequence[float]] | None = None,
    sentence: bool = False,
) -> CatalogueRisk | None:
    """The catalogue risk that a past risk is about, None where that is not clear. `texts` say what it is about, the
    name first; `likeness` has a row of cosines for each of them. `sentence` says that all of it is one sentence."""
    weights = telling(risks, language)
    by_words = [
        min(1.0, sum(weights[word] for word in whole)) + min(1.0, sum(weights[word] for word in named))
        for whole, named in zip(hints("\n".join(texts), risks, language), hints(texts[0], risks, language), strict=True)
    ]
    if likeness is None:
        first, second = sorted([0.0, 0.0, *by_words])[:-3:-1]
        return risks[by_words.index(first)] if first >= SAME_WORDS and first - second >= AHEAD else None
    meanings = _mean_above_mean(likeness)
    scores = [MEANING_COUNTS * meaning + count / 2 for meaning, count in zip(meanings, by_words, strict=True)]
    best = max(scores)
    close = [place for place, score in enumerate(scores) if score >= best - CLOSE]
    chosen = max(close, key=lambda place: meanings[place])
    words = sentence and by_words[chosen] >= SAME_WORDS
    least, nearest = (SAME_SENTENCE, SENTENCE_MEANING) if words else (SAME, SAME_MEANING)
    return risks[chosen] if scores[chosen] >= least and meanings[chosen] >= nearest else None


def _mean_above_mean(likeness: Sequence[Sequence[float]]) -> list[float]:
    """For each risk how far its cosines lie above their row's mean, on average over the rows."""
    centred = [[cosine - sum(row) / len(row) for cosine in row] for row in likeness]
    return [sum(column) / len(column) for column in zip(*centred, strict=True)]
