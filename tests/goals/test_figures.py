"""Numbers and days are written as each language writes them."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.goals.figures import day_text, number_text


@pytest.mark.parametrize(
    ("number", "unit", "german", "english"),
    [
        ("8.50", "Tage", "8,50 Tage", "8.50 Tage"),
        ("12000", "€", "12.000 €", "12,000 €"),
        ("75", "%", "75 %", "75%"),
        ("-1234.5", "", "−1.234,5", "−1,234.5"),
        ("1E+6", "", "1.000.000", "1,000,000"),
        ("0", "", "0", "0"),
    ],
)
def test_a_number_with_its_unit(number: str, unit: str, german: str, english: str) -> None:
    assert number_text(Decimal(number), unit, "de") == german
    assert number_text(Decimal(number), unit, "en") == english


def test_a_day() -> None:
    assert (day_text(date(2028, 3, 1), "de"), day_text(date(2028, 3, 1), "en")) == ("01.03.2028", "1 March 2028")
    assert day_text(date(1, 1, 1), "de") == "01.01.0001"
