"""Days are taken in one form only."""

import pytest

from assistant.days import iso_day
from assistant.errors import DateInvalid


def test_an_iso_day_stays_what_it_is() -> None:
    assert iso_day("2027-03-31") == "2027-03-31"


@pytest.mark.parametrize("text", ["", "31.03.2027", "2027-02-30", "2027-3-1", "gestern", "2027-03-31T10:00"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(DateInvalid):
        iso_day(text)
