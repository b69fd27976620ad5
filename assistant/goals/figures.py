"""How numbers with a unit and days are written in German and English sentences.

Writes only; reading numbers and days out of a cell or a text is done elsewhere.
"""

from datetime import date
from decimal import Decimal

_MONTHS = "January February March April May June July August September October November December".split()


def number_text(number: Decimal, unit: str, language: str) -> str:
    """'8,5 Tage' or '8.5 Tage', '12.000 €' or '12,000 €', '75 %' or '75%'; '−3' with a true minus;
    digits after the point as given."""
    grouped = f"{number:,f}".replace("-", "−")
    if language == "de":
        grouped = grouped.translate(str.maketrans(",.", ".,"))
    if not unit:
        return grouped
    return f"{grouped}%" if unit == "%" and language == "en" else f"{grouped} {unit}"


def day_text(day: date, language: str) -> str:
    """'31.12.2028' or '31 December 2028'."""
    return f"{day:%d.%m.}{day.year:04}" if language == "de" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
