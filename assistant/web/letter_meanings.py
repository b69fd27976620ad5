"""Keeps what the letters stand for, so that a check need not wait for the search that finds it.

Asks the workspace again only when its documents or its search have changed.
"""

from collections.abc import Mapping

from assistant.goals.criteria import Source
from assistant.workspace import Workspace


class LetterMeanings:
    """The meanings by language as they were found last; shared by all readers, because they are the same for all."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: dict[str, tuple[tuple[object, ...], Mapping[str, Source]]] = {}

    def known(self, language: str) -> Mapping[str, Source]:
        """What was found last, without searching."""
        return self._found[language][1] if language in self._found else {}

    def find(self, language: str) -> Mapping[str, Source]:
        """What the documents say now."""
        status = self._workspace.status()
        state = (status.documents, status.passages, status.embedder, status.indexing)
        if language not in self._found or self._found[language][0] != state:
            self._found[language] = (state, self._workspace.letter_meanings(language))
        return self.known(language)
