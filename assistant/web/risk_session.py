"""What one browser tab shows of the risk register, and which risks that leaves.

Keeps and chooses; it reads no store, renders nothing and knows no widget.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.risks.register import Rating, Risk, reference
from assistant.web.risk_import import RiskImport

# What the filter by status offers besides the states themselves.
LIVE, EVERY = "live", "all"
# Rows drawn at first, and added by every call for more.
ROWS = 50


@dataclass
class RiskSession:
    """`status` is LIVE, EVERY or a state, `band` '' for all; `residual` says whether the ratings of today count or
    those without measures; `cell` is the field of the matrix that was chosen, `gaps` that only risks with gaps are
    shown, `rows` how many. `opened` is the number of a risk, `deleting` that its deletion waits for a yes; `before` is
    the risk in the form as it was opened, `pending` what the summary shows and a confirmation would save; `plan` is a
    file that waits for a yes. `seen` says whether the register was ever drawn: before, nothing of it is sent."""

    project: str = ""
    status: str = LIVE
    band: str = ""
    search: str = ""
    residual: bool = True
    cell: Rating | None = None
    gaps: bool = False
    rows: int = ROWS
    opened: int | None = None
    deleting: bool = False
    before: Risk | None = None
    pending: Risk | None = None
    reason: str = ""
    plan: RiskImport | None = None
    seen: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether more than the project narrows the list."""
        return (self.status, self.band, self.search.strip(), self.cell, self.gaps) != (LIVE, "", "", None, False)

    def widen(self) -> None:
        """Takes all filters back but that of the project."""
        self.status, self.band, self.search, self.cell, self.gaps = LIVE, "", "", None, False

    def rating(self, risk: Risk) -> Rating | None:
        """The rating that counts in the view chosen."""
        return risk.current if self.residual else risk.inherent


def pictured(risks: Sequence[Risk], session: RiskSession) -> list[Risk]:
    """The risks that the matrix counts: those of the status and of the search."""
    words = session.search.casefold().split()
    return [risk for risk in risks if _has_status(risk, session.status) and _speaks_of(risk, words)]


def listed(risks: Sequence[Risk], session: RiskSession, with_gaps: Collection[int | None]) -> list[Risk]:
    """The risks of the list among those pictured; `with_gaps` are the numbers of those that have gaps."""
    return [
        risk
        for risk in risks
        if (not session.gaps or risk.id in with_gaps) and _is_in(session.rating(risk), risk, session)
    ]


def _is_in(rating: Rating | None, risk: Risk, session: RiskSession) -> bool:
    """Whether band and field are those chosen; only risks that can still occur stand in a field."""
    if session.cell is not None and not (risk.status.live and rating == session.cell):
        return False
    return not session.band or (rating is not None and rating.band == session.band)


def _has_status(risk: Risk, status: str) -> bool:
    return status == EVERY or (risk.status.live if status == LIVE else risk.status == status)


def _speaks_of(risk: Risk, words: Sequence[str]) -> bool:
    """Whether all words stand in the risk."""
    if not words:
        return True
    texts = (risk.text, risk.event, risk.cause, risk.effect, risk.measure, risk.owner, risk.trigger, risk.project)
    searched = " ".join((reference(risk), *texts)).casefold()
    return all(word in searched for word in words)
