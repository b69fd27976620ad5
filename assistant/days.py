"""Days as users write them on the command line and in forms: ISO 8601 only, anything else is refused."""

from datetime import date

from assistant.errors import DateInvalid


def iso_day(text: str) -> str:
    """The day as YYYY-MM-DD; raises DateInvalid."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise DateInvalid(value=text) from error
