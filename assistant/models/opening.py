"""From the chosen model to one that can be opened.

Key and certificates are handed in: only the edge reads the environment.
"""

from collections.abc import Mapping

from pydantic import SecretStr

from assistant.models.catalogue import ChatModelDescription
from assistant.models.choice import EndpointDescription
from assistant.models.errors import EndpointKeyMissing
from assistant.models.network import HUB, Network
from assistant.models.remote import RemoteChatModel
from assistant.settings import Settings


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
