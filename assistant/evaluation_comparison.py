"""Says what got better and worse between two runs of the same cases, and whether chance would explain it.

Pure: it compares measures and runs nothing. Only cases that both runs hold are compared, each with itself.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.evaluation import FIGURES, Measures

# A change counts when chance would explain it less often than this, over all figures together.
SIGNIFICANCE = 0.05


@dataclass(frozen=True)
class Measured:
    """A case of a run: two are the same when set, id and text are."""

    set: str
    id: str
    text: str
    language: str
    measures: Measures

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from the other cases."""
        return self.set, self.id, self.text


@dataclass(frozen=True)
class Change:
    """One figure of one language over the cases that both runs hold; shares 0-1. `better` and `worse` are the cases
    that changed, `p` says how likely so uneven a change is by chance, `significant` takes all figures into account."""

    figure: str
    language: str
    before: float
    after: float
    better: tuple[Measured, ...]
    worse: tuple[Measured, ...]
    p: float
    significant: bool = False

    @property
    def got_worse(self) -> bool:
        """Whether more got worse than chance explains."""
        return self.significant and len(self.worse) > len(self.better)

    @property
    def got_better(self) -> bool:
        """Whether more got better than chance explains."""
        return self.significant and len(self.better) > len(self.worse)


@dataclass(frozen=True)
class Comparison:
    """The figures that changed, and how many cases both runs share or only one holds."""

    changes: tuple[Change, ...]
    shared: int
    only_before: int
    only_after: int

    @property
    def got_worse(self) -> bool:
        """Whether any figure got significantly worse."""
        return any(change.got_worse for change in self.changes)


def compare(before: Iterable[Measured], after: Iterable[Measured]) -> Comparison:
    """The changes of every figure, by language, in the order of FIGURES."""
    old = {case.key: case for case in before}
    new = {case.key: case for case in after}
    pairs = [(old[key], new[key]) for key in new if key in old]
    languages = sorted({case.language for _, case in pairs})
    found = [
        change
        for figure in FIGURES
        for language in languages
        if (change := _change(figure, language, [pair for pair in pairs if pair[1].language == language]))
    ]
    return Comparison(tuple(corrected(found)), len(pairs), len(old) - len(pairs), len(new) - len(pairs))


def _change(figure: str, language: str, pairs: Sequence[tuple[Measured, Measured]]) -> Change | None:
    """The change of a figure over the cases for which both runs measured it; None where no case changed."""
    both = [pair for pair in pairs if all(case.measures.get(figure, (0, 0))[1] for case in pair)]
    sign = FIGURES[figure].better
    differences = [(new, sign * (_share(new.measures, figure) - _share(old.measures, figure))) for old, new in both]
    better = tuple(case for case, difference in differences if difference > 0)
    worse = tuple(case for case, difference in differences if difference < 0)
    if not better and not worse:
        return None
    before, after = (_overall([pair[place].measures[figure] for pair in both]) for place in (0, 1))
    p = sign_test(len(better), len(worse))
    return Change(figure, language, before=before, after=after, better=better, worse=worse, p=p)


def _share(measures: Mapping[str, tuple[float, int]], figure: str) -> float:
    met, of = measures[figure]
    return met / of


def _overall(measures: Sequence[tuple[float, int]]) -> float:
    return sum(met for met, _ in measures) / sum(of for _, of in measures)


def sign_test(better: int, worse: int) -> float:
    """How likely so uneven a split is if better and worse were equally likely, two-sided and exact, 0-1.

    The sign test; for measures that are met or not it is McNemar's exact test (McNemar, "Note on the sampling error
    of the difference between correlated proportions or percentages", Psychometrika 12, 1947). Cases that did not
    change say nothing and do not enter.
    """
    changed = better + worse
    tail = sum(math.comb(changed, count) for count in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / 2**changed)


def corrected(changes: Sequence[Change]) -> list[Change]:
    """The changes with `significant` set, so that all figures together err by chance in 5 of 100 comparisons at most.

    Holm's step-down procedure ("A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6, 1979). Figures without a changed case cannot become significant and are not counted (Tarone,
    "A modified Bonferroni method for discrete data", Biometrics 46, 1990).
    """
    ranked = sorted(changes, key=lambda change: change.p)
    limits = (SIGNIFICANCE / (len(ranked) - place) for place in range(len(ranked)))
    holding = 0
    for change, limit in zip(ranked, limits, strict=True):
        if change.p > limit:
            break
        holding += 1
    significant = {id(change) for change in ranked[:holding]}
    return [replace(change, significant=id(change) in significant) for change in changes]
