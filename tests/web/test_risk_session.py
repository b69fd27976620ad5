"""The filters of the register in one browser."""

import pytest

from assistant.risks.register import Rating, RiskStatus
from assistant.web.risk_session import EVERY, LIVE, RiskSession, listed, pictured
from tests.web.risk_samples import bare, risk

RISKS = [
    risk(1),
    bare(2, 5, 5, owner="Öznur Çelik", status=RiskStatus.OPEN),
    bare(3, 1, 2, status=RiskStatus.CLOSED),
    bare(4, None, None),
    bare(5, 2, 4, status=RiskStatus.ACCEPTED, project="Kran"),
]


def shown(session: RiskSession, with_gaps: tuple[int, ...] = ()) -> list[int | None]:
    return [one.id for one in listed(pictured(RISKS, session), session, with_gaps)]


@pytest.mark.parametrize(
    ("facts", "numbers"),
    [
        ({}, [1, 2, 4, 5]),
        ({"status": EVERY}, [1, 2, 3, 4, 5]),
        ({"status": "closed"}, [3]),
        ({"status": "accepted"}, [5]),
        ({"band": "critical"}, [2]),
        ({"band": "critical", "residual": False}, [1, 2]),
        ({"band": "medium"}, [1, 5]),
        ({"cell": Rating(2, 4)}, [1, 5]),
        ({"cell": Rating(4, 4), "residual": False}, [1]),
        ({"cell": Rating(1, 2), "status": EVERY}, []),
        ({"search": "öznur"}, [2]),
        ({"search": "AUSFÄLLE jana"}, [1]),
        ({"search": "r05"}, [5]),
        ({"search": "kran"}, [5]),
        ({"search": "gibt es nicht"}, []),
        ({"gaps": True}, [2]),
    ],
)
def test_filters_leave_what_fits_all_of_them(facts: dict[str, object], numbers: list[int]) -> None:
    assert shown(RiskSession(**facts), with_gaps=(2,)) == numbers  # type: ignore[arg-type]


def test_the_matrix_counts_what_status_and_search_leave_whatever_the_band() -> None:
    session = RiskSession(search="risiko", band="low", cell=Rating(1, 1), gaps=True)
    assert [one.id for one in pictured(RISKS, session)] == [2, 4, 5]


def test_all_filters_but_the_project_are_taken_back_at_once() -> None:
    session = RiskSession("Pumpen", EVERY, "low", "wort", True, Rating(1, 1), True)
    assert session.narrowed
    session.widen()
    assert not session.narrowed and (session.project, session.status) == ("Pumpen", LIVE)
