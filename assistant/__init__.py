"""A self-hosted assistant for managers of AI projects: `from assistant import open_workspace`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.workspace import Workspace, open_workspace

__all__ = ["Workspace", "open_workspace"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    # Loaded on first use: the process that reads documents imports this package too and needs nothing of it.
    from assistant import workspace

    return getattr(workspace, name)
