"""The chosen model is opened with its key, which only the edge knows; a missing key does not keep the page away."""

from pathlib import Path

import pytest

from assistant.models.catalogue import starter_chat_model
from assistant.models.choice import EndpointDescription
from assistant.models.errors import EndpointFailed, EndpointKeyMissing
from assistant.models.network import HUB, Network
from assistant.models.opening import network_of, ready_to_open
from assistant.models.remote import RemoteChatModel
from assistant.settings import Settings
from assistant.workspace import open_workspace
from tests.models.model_server import ModelServer, serving


def _remote(server: ModelServer, environ: dict[str, str]) -> RemoteChatModel:
    described = EndpointDescription("haus", server.url, "gemma", key_variable="HOUSE_KEY")
    model = ready_to_open(described, environ=environ, network=Network())
    assert isinstance(model, RemoteChatModel)
    return model


def test_a_file_is_opened_as_it_is_described() -> None:
    assert ready_to_open(starter_chat_model(), environ={}, network=Network()) == starter_chat_model()


def test_settings_say_how_to_reach_the_hub() -> None:
    assert network_of(Settings()) == Network(HUB)
    there = network_of(Settings(hub="https://mirror", token="t", certificates=Path("/ca.pem")))
    assert (there.hub, there.token, there.certificates) == ("https://mirror", "t", Path("/ca.pem"))


def test_a_workspace_answers_with_a_model_server(tmp_path: Path) -> None:
    with serving(ModelServer(key="sk-geheim")) as server:
        model = _remote(server, {"HOUSE_KEY": "sk-geheim"})
        with open_workspace(tmp_path, chat_model=model) as workspace:
            workspace.load_model()
            status = workspace.status()
    assert (status.model, status.model_name, status.model_languages) == ("ready", "haus", ("de", "en"))


@pytest.mark.parametrize(("environ", "error"), [({}, EndpointKeyMissing), ({"HOUSE_KEY": "sk-falsch"}, EndpointFailed)])
def test_a_server_that_cannot_be_used_is_said_when_it_is_loaded(
    tmp_path: Path, environ: dict[str, str], error: type[Exception]
) -> None:
    with serving(ModelServer(key="sk-geheim")) as server:
        model = _remote(server, environ)
        with open_workspace(tmp_path, chat_model=model) as workspace, pytest.raises(error):
            workspace.load_model()
