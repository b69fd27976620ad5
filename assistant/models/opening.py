"""From the chosen model to one that can be opened.

Key and certificates are handed in: only the edge reads the environment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from assistant.models.catalogue import ChatModelDescription
from assistant.models.choice import EndpointDescription
from assistant.models.errors import EndpointKeyMissing
from assistant.models.network import HUB, Network
from assistant.models.remote import RemoteChatModel
from assistant.settings import Settings


@dataclass(frozen=True)
class Access:
    """What only the edge knows: `variables` that may hold keys, how to reach other machines, and the file that answers
    whatever is chosen (ASSISTANT_MODEL)."""

    variables: Mapping[str, str] = field(default_factory=dict, repr=False)
    network: Network = Network()
    fixed: Path | None = None


def access_of(settings: Settings, variables: Mapping[str, str]) -> Access:
    """That of the settings."""
    return Access(variables, network_of(settings), settings.model)


def network_of(settings: Settings) -> Network:
    """How the settings say to reach other machines."""
    return Network(hub=settings.hub or HUB, token=settings.token, certificates=settings.certificates)


def ready_to_open(
    description: ChatModelDescription | EndpointDescription, *, environ: Mapping[str, str], network: Network
) -> ChatModelDescription | RemoteChatModel:
    """A file's description as it is; a server's as a model with its key. A missing key is said when it is loaded."""
    if isinstance(description, ChatModelDescription):
        return description
    try:
        key = description.key(environ)
    except EndpointKeyMissing as missing:
        return RemoteChatModel(description=description, problem=missing, network=network)
    return RemoteChatModel(description=description, key=SecretStr(key) if key else None, network=network)
