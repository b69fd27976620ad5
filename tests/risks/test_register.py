"""Scores, bands, and what counts of a risk today."""

from dataclasses import replace

import pytest

from assistant.risks.register import (
    BAND_NAMES,
    CATEGORY_NAMES,
    LIMITS,
    STATUS_NAMES,
    Band,
    Category,
    Rating,
    RiskStatus,
    band_of,
    by_severity,
    changed_fields,
    reference,
)
from tests.risks.registers import risk


@pytest.mark.parametrize(
    ("score", "band", "german"),
    [
        (1, Band.LOW, "niedrig"),
        (4, Band.LOW, "niedrig"),
        (5, Band.MEDIUM, "mittel"),
        (9, Band.MEDIUM, "mittel"),
        (10, Band.HIGH, "hoch"),
        (14, Band.HIGH, "hoch"),
        (15, Band.CRITICAL, "kritisch"),
        (25, Band.CRITICAL, "kritisch"),
    ],
)
def test_a_score_falls_into_a_band(score: int, band: Band, german: str) -> None:
    assert band_of(score) is band and BAND_NAMES[band].de == german
    assert band.severe == (score >= 10)


def test_a_rating_is_the_product_of_both() -> None:
    assert (Rating(3, 5).score, Rating(3, 5).band) == (15, Band.CRITICAL)
    assert max(LIMITS.values()) == 25


@pytest.mark.parametrize("values", [(0, 3), (6, 3), (3, 0), (3, 6), (-1, 1), ("3", 3), (3.0, 3), (True, 3)])
def test_a_rating_outside_the_scale_is_refused(values: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="between 1 and 5"):
        Rating(*values)


def test_every_name_has_both_languages_and_no_two_share_one() -> None:
    for names, kind in ((BAND_NAMES, Band), (CATEGORY_NAMES, Category), (STATUS_NAMES, RiskStatus)):
        assert set(names) == set(kind)
        for language in ("de", "en"):
            assert len({worded[language] for worded in names.values()}) == len(names)


@pytest.mark.parametrize(
    ("facts", "inherent", "current"),
    [
        ({}, 16, 8),
        ({"residual_likelihood": None}, 16, 16),
        ({"likelihood": None}, None, 8),
        ({"likelihood": None, "residual_impact": None}, None, None),
    ],
)
def test_the_residual_rating_counts_once_it_is_complete(
    facts: dict[str, object], inherent: int | None, current: int | None
) -> None:
    one = risk(**facts)
    assert (one.inherent and one.inherent.score) == inherent and (one.current and one.current.score) == current


def test_the_most_severe_risk_comes_first_and_one_without_rating_last() -> None:
    bare = {"residual_likelihood": None, "residual_impact": None}
    risks = [
        risk(1, **bare, likelihood=None),
        risk(2, **bare, likelihood=5, impact=2),
        risk(3, **bare, likelihood=2, impact=5),
        risk(4),
        risk(5, **bare),
        risk(6, **bare),
    ]
    assert [one.id for one in sorted(risks, key=by_severity)] == [5, 6, 3, 2, 4, 1]


def test_only_open_mitigated_and_accepted_risks_can_still_happen() -> None:
    assert [status for status in RiskStatus if not status.live] == [RiskStatus.OCCURRED, RiskStatus.CLOSED]


def test_changed_fields_leave_out_the_number() -> None:
    assert changed_fields(risk(1), replace(risk(1), id=2, owner="x", goals=())) == ("owner", "goals")


def test_a_risk_is_called_by_its_number() -> None:
    assert [reference(risk(number)) for number in (None, 7, 123)] == ["R", "R07", "R123"]
