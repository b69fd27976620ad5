"""Reads the risk register for the page, once for each state of it, with what is found out from it.

A thousand risks with their gaps and their course take a third of a second to read; clicks must not wait for that.
It chooses and renders nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.errors import RiskMissing
from assistant.passages import Kind
from assistant.risks.gaps import Gap, gaps
from assistant.risks.matrix import TrendPoint, trend
from assistant.risks.register import Risk, by_severity
from assistant.web.risk_facts import LinkNames
from assistant.workspace import Workspace

# States kept: some projects, seen by some readers.
_KEPT = 8
# Lessons that the form offers; any other may be typed.
MOST_LESSONS = 300


@dataclass(frozen=True)
class Register:
    """The risks of a project, or all, the most severe first; `gaps` by number, `points` its state over time."""

    risks: tuple[Risk, ...]
    gaps: Mapping[int | None, Sequence[Gap]]
    points: Sequence[TrendPoint]


class RegisterReader:
    """Reads from an open workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._cached = lru_cache(maxsize=_KEPT)(self._read)

    def register(self, project: str) -> Register:
        """The register of a project, of all for '', as it is now."""
        goals = frozenset(goal.id for goal in self._workspace.goals.goals() if goal.id is not None)
        return self._cached(project, self._workspace.risks.revision(), goals, date.today())

    def _read(self, project: str, revision: tuple[int, int, int], goals: Collection[int], today: date) -> Register:
        store, only = self._workspace.risks, project or None
        risks = tuple(sorted(store.risks(only), key=by_severity))
        found: dict[int | None, list[Gap]] = {}
        for gap in gaps(risks, today, goals=goals):
            found.setdefault(gap.risk, []).append(gap)
        return Register(risks, found, trend(list(store.histories(only).values())))

    def risk(self, number: int) -> Risk | None:
        """The risk with this number; None where it has been removed."""
        try:
            return self._workspace.risks.risk(number)
        except RiskMissing:
            return None

    def gaps_of(self, risk: Risk) -> list[Gap]:
        """The gaps of a risk that need not be stored."""
        goals = [goal.id for goal in self._workspace.goals.goals() if goal.id is not None]
        return gaps([risk], date.today(), goals=goals)

    def projects(self) -> list[str]:
        """All projects that have risks or documents, by name."""
        names = {*self._workspace.risks.projects(), *self._workspace.projects()}
        return sorted(names, key=str.casefold)

    def links_of(self, risks: Sequence[Risk]) -> LinkNames:
        """What the goals and lessons of these risks are called."""
        lessons = {name for risk in risks for name in risk.lessons}
        titles = {one.name: one.title for one in self._workspace.documents() if one.name in lessons} if lessons else {}
        return LinkNames(self._goal_texts(), titles)

    def offered(self, project: str) -> LinkNames:
        """What a risk of a project can be linked to: all goals, and its own lessons before the newest of others."""
        lessons = [one for one in self._workspace.documents() if one.kind is Kind.LESSON]
        lessons.sort(key=lambda one: one.date or "", reverse=True)
        lessons.sort(key=lambda one: not project or one.project != project)
        return LinkNames(self._goal_texts(), {one.name: one.title for one in lessons[:MOST_LESSONS]})

    def _goal_texts(self) -> dict[int, str]:
        return {goal.id: goal.text for goal in self._workspace.goals.goals() if goal.id is not None}

    def document(self, name: str) -> int | None:
        """The stored document of this name; None where it is gone."""
        return next((one.id for one in self._workspace.documents() if one.name == name), None)
