"""Finds and fills the prompt files `prompts/<task>.<role>.<language>.md`.

A file holds text with $variables. Filling is strict: a variable without a value, or a value without a variable, is
an error that names it. It knows no model and no wording of its own.
"""

from collections.abc import Iterable
from pathlib import Path
from string import Template

from assistant.errors import PromptIncomplete, PromptMissing


class Prompts:
    """The prompt files of a folder; a file changed on disk counts from its next use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fill(self, name: str, language: str, /, **values: str) -> str:
        """The text of `<name>.<language>.md` with its variables filled; raises PromptMissing, PromptIncomplete."""
        path = self._folder / f"{name}.{language}.md"
        try:
            template = Template(path.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise PromptMissing(path=path) from error
        if not template.is_valid():
            raise PromptIncomplete(path=path, detail="$ without a name")
        wanted, given = set(template.get_identifiers()), set(values)
        if wanted != given:
            raise PromptIncomplete(path=path, detail=_difference(wanted - given, given - wanted))
        return template.substitute(values)


def _difference(missing: Iterable[str], extra: Iterable[str]) -> str:
    parts = [f"${name} has no value" for name in sorted(missing)]
    return ", ".join(parts + [f"{name} has no place" for name in sorted(extra)])
