"""How numbers with a unit, days and quoted texts are written in German and English sentences.

Writes only; reading numbers and days out of a cell or a text is done elsewhere.
"""

from datetime import date
from decimal import Decimal

# Letters of a text that a sentence about it shows.
_SHOWN = 70
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


def quoted(text: str, language: str) -> str:
    """The text in quotation marks, in one line and cut between words: '„Die Durchlaufzeit …“'."""
    text = " ".join(text.split())
    if len(text) > _SHOWN:
        text = text[: _SHOWN + 1].rsplit(" ", 1)[0][:_SHOWN].rstrip(" ,;:.") + " …"
    return f"„{text}“" if language == "de" else f"“{text}”"
