"""A self-hosted assistant for managers of AI projects."""

from assistant.workspace import Workspace, open_workspace

__all__ = ["Workspace", "open_workspace"]
