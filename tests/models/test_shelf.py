"""Models are listed, fetched, added, chosen and removed; what ships stays, what is used is not removed unasked."""

import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.library.embedding import EmbedderDescription
from assistant.models import shelf as shelf_module
from assistant.models.catalogue import ChatModelDescription
from assistant.models.choice import EndpointDescription
from assistant.models.download import Fetching
from assistant.models.entries import Entry, EntryFile, ModelKind, Tier, read_entries
from assistant.models.errors import (
    AccessDenied,
    AddressUnusable,
    ChecksumWrong,
    EmbedderInstead,
    GgufTruncated,
    ModelFileRefused,
    ModelInUse,
    ModelNotInstalled,
    ModelUnknown,
    NameTaken,
    NotGguf,
    ShippedModelStays,
)
from assistant.models.network import Network
from assistant.models.offers import Offer
from assistant.models.shelf import ModelShelf
from tests.models.file_server import Hub, serving
from tests.models.gguf_files import metadata, write

ENDPOINT = EndpointDescription("haus", "http://127.0.0.1:1/v1", "gemma")


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    return write(tmp_path / "source.gguf", metadata()).read_bytes()


@pytest.fixture
def shelf(tmp_path: Path, content: bytes) -> ModelShelf:
    shipped = [entry for entry in read_entries() if entry.ships]
    checked = {"de": "ja", "en": "yes"}
    chat = Entry("klein", Tier.SMALL, ModelKind.CHAT, "Klein", "MIT", ("de",), 1, 1, _files(content), checked)
    embedder = Entry("e5", Tier.STANDARD, ModelKind.EMBEDDER, "E5", "MIT", ("de",), 1, 1, _folder(), checked)
    entries = [
        *shipped,
        replace(chat, repository="o/klein", context=2_048, demand=shipped[0].demand),
        replace(embedder, repository="o/e5", question_prefix="query: "),
    ]
    return ModelShelf(tmp_path / "data", entries=entries)


def _files(content: bytes) -> tuple[EntryFile, ...]:
    return (EntryFile("klein.gguf", len(content), hashlib.sha256(content).hexdigest()),)


def _folder() -> tuple[EntryFile, ...]:
    return (EntryFile("model.safetensors"), EntryFile("config.json"), EntryFile("1_Pooling/config.json"))


def _how(hub: Hub) -> Fetching:
    return Fetching(Network(hub=f"http://127.0.0.1:{hub.port}"), pause=0.001)


def _offer(shelf: ModelShelf, id_: str) -> Offer:
    return next(offer for offer in shelf.offers() if offer.id == id_)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def test_without_a_choice_the_shipped_models_are_used(shelf: ModelShelf) -> None:
    assert [(offer.id, offer.installed, shelf.is_used(offer)) for offer in shelf.offers()] == [
        ("smollm2-135m", True, True),
        ("starter-embedder-de-en", True, True),
        ("klein", False, False),
        ("e5", False, False),
    ]
    assert shelf.chat_model().name.startswith("SmolLM2") and shelf.embedder().name == "starter-embedder-de-en"


def test_a_model_is_fetched_chosen_and_removed(shelf: ModelShelf, content: bytes) -> None:
    with serving(Hub(content)) as hub:
        assert shelf.pull("klein", _how(hub)).installed
        assert hub.asked[0][1] == "/o/klein/resolve/main/klein.gguf"
    assert shelf.use("small").id == "klein" and shelf.is_used(_offer(shelf, "klein"))
    described = shelf.chat_model()
    assert isinstance(described, ChatModelDescription)
    assert described.path.read_bytes() == content and described.context == 2_048
    with pytest.raises(ModelInUse):
        shelf.remove("klein")
    shelf.remove("klein", in_use=True)
    assert _names(shelf.folder) == ["choice.json"] and shelf.chosen_id(ModelKind.CHAT) == "smollm2-135m"


def test_an_embedder_is_fetched_as_a_whole_folder(shelf: ModelShelf) -> None:
    with serving(Hub(b'{"hidden_size": 4}', etag='"x"')) as hub:
        shelf.pull("e5", _how(hub))
        shelf.pull("e5", _how(hub))
    assert [str(p.relative_to(shelf.folder)) for p in sorted(shelf.folder.rglob("*.json"))] == [
        "e5/1_Pooling/config.json",
        "e5/config.json",
    ]
    shelf.use("e5")
    described = shelf.embedder()
    assert isinstance(described, EmbedderDescription) and described.question_prefix == "query: "
    assert described.dimension == 4 and shelf.is_used(_offer(shelf, "e5"))
    shelf.remove("e5", in_use=True)
    assert not (shelf.folder / "e5").exists() and shelf.embedder().name == "starter-embedder-de-en"


def test_what_the_server_sends_must_be_what_the_catalogue_says(shelf: ModelShelf, content: bytes) -> None:
    with serving(Hub(content[:-1] + b"x")) as hub, pytest.raises(ChecksumWrong):
        shelf.pull("klein", _how(hub))
    with serving(Hub(content, token="needed")) as hub, pytest.raises(AccessDenied):
        shelf.pull("klein", _how(hub))
    assert not _offer(shelf, "klein").installed


@pytest.mark.parametrize(
    "name", ["owner/repo/My Model.gguf", "owner/repo/sub/My-Model.gguf", "{url}/a/My-Model.gguf?x=1"]
)
def test_any_file_of_the_hub_can_be_fetched(shelf: ModelShelf, content: bytes, name: str) -> None:
    with serving(Hub(content)) as hub:
        if " " in name:
            with pytest.raises(AddressUnusable):
                shelf.pull(name, _how(hub))
            return
        offer = shelf.pull(name.format(url=hub.url("")), _how(hub))
    assert (offer.id, offer.source, offer.name) == ("My-Model", "file", "Test Model")
    assert shelf.use("My-Model").context == 4_096


def test_a_fetched_file_that_is_no_chat_model_is_not_kept(shelf: ModelShelf) -> None:
    with serving(Hub(b"<html>Sign in</html>")) as hub, pytest.raises(NotGguf):
        shelf.pull("owner/repo/m.gguf", _how(hub))
    assert _names(shelf.folder) == []


def test_pulling_what_is_there_changes_nothing(shelf: ModelShelf, tmp_path: Path) -> None:
    added = shelf.add(tmp_path / "source.gguf")
    assert shelf.pull(added.id, Fetching()) == added and shelf.pull("starter", Fetching()).ships


@pytest.mark.parametrize("linked", [True, False])
def test_a_file_is_added_as_a_second_name_or_a_copy(
    shelf: ModelShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    if not linked:
        monkeypatch.setattr(os, "link", _no_link)
    file = write(tmp_path / "Mein Modell (Q4).gguf", metadata(general__languages=["en", "fr"]))
    offer = shelf.add(file)
    assert offer.id == "Mein-Modell-Q4" and offer.languages == ("en",)
    assert offer.path is not None and offer.path.samefile(file) is linked
    assert shelf.add(file) == offer if linked else True
    file.unlink()
    assert shelf.find("Mein-Modell-Q4").installed


def _no_link(*_args: object) -> None:
    raise OSError("Invalid cross-device link")


def test_adding_never_replaces_another_model(shelf: ModelShelf, tmp_path: Path) -> None:
    shelf.add(tmp_path / "source.gguf")
    (tmp_path / "other").mkdir()
    other = write(tmp_path / "other" / "source.gguf", metadata(general__name="Other"))
    with pytest.raises(NameTaken):
        shelf.add(other)


def test_a_file_that_is_no_chat_model_is_not_added(shelf: ModelShelf, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cut.gguf").write_bytes(content[:-100])
    for path, error in [
        (tmp_path / "cut.gguf", GgufTruncated),
        (write(tmp_path / "e.gguf", metadata("bert")), EmbedderInstead),
    ]:
        with pytest.raises(error):
            shelf.add(path)
    assert not shelf.folder.exists()


def test_a_file_put_into_the_folder_is_listed_and_a_bad_one_says_why(shelf: ModelShelf, content: bytes) -> None:
    shelf.folder.mkdir(parents=True)
    (shelf.folder / "gut.gguf").write_bytes(content)
    (shelf.folder / "schlecht.gguf").write_bytes(content[:-100])
    (shelf.folder / "e5.gguf").write_bytes(content)
    assert _offer(shelf, "gut").installed
    assert isinstance(_offer(shelf, "schlecht").refused, GgufTruncated)
    assert shelf.find("e5.gguf").source == "file", "the id of a catalogue entry stays the entry's"
    with pytest.raises(ModelFileRefused):
        shelf.use("schlecht")
    shelf.remove("schlecht")
    assert not (shelf.folder / "schlecht.gguf").exists()


def test_a_catalogue_file_copied_into_the_folder_counts_as_fetched(shelf: ModelShelf, content: bytes) -> None:
    shelf.folder.mkdir(parents=True)
    (shelf.folder / "klein.gguf").write_bytes(content)
    assert shelf.use("klein").installed
    (shelf.folder / "klein.gguf").write_bytes(content[:-100])
    assert isinstance(_offer(shelf, "klein").refused, GgufTruncated)


def test_a_model_server_is_an_entry_like_any_other(shelf: ModelShelf) -> None:
    shelf.add_endpoint(ENDPOINT)
    shelf.add_endpoint(replace(ENDPOINT, model="granite"))
    assert shelf.use("haus").source == "endpoint" and shelf.chat_model() == replace(ENDPOINT, model="granite")
    with pytest.raises(NameTaken):
        shelf.add_endpoint(replace(ENDPOINT, name="klein"))
    with pytest.raises(AddressUnusable):
        shelf.add_endpoint(replace(ENDPOINT, url="haus:8080"))
    shelf.remove("haus", in_use=True)
    assert [offer.id for offer in shelf.offers() if offer.source == "endpoint"] == []


def test_what_ships_stays(shelf: ModelShelf) -> None:
    for name in ("smollm2-135m", "starter", "starter-embedder-de-en"):
        with pytest.raises(ShippedModelStays):
            shelf.remove(name, in_use=True)


def test_what_is_not_there_cannot_be_chosen(shelf: ModelShelf) -> None:
    with pytest.raises(ModelUnknown, match="klein"):
        shelf.use("gross")
    with pytest.raises(ModelNotInstalled, match="models pull klein"):
        shelf.use("klein")


def test_a_chosen_model_whose_file_is_gone_is_described_with_the_way_to_repair(
    shelf: ModelShelf, content: bytes
) -> None:
    shelf.folder.mkdir(parents=True)
    for name, command in (("klein", "models pull klein"), ("eigen", "models use starter")):
        (shelf.folder / f"{name}.gguf").write_bytes(content)
        shelf.use(name)
        (shelf.folder / f"{name}.gguf").unlink()
        described = shelf.chat_model()
        assert isinstance(described, ChatModelDescription)
        assert command in described.command and not described.path.exists()


def test_the_fixed_file_wins_over_the_choice(shelf: ModelShelf, tmp_path: Path, content: bytes) -> None:
    shelf.folder.mkdir(parents=True)
    (shelf.folder / "klein.gguf").write_bytes(content)
    fixed = ModelShelf(tmp_path / "data", entries=shelf._entries, fixed=shelf.folder / "klein.gguf")
    assert fixed.is_used(_offer(fixed, "klein")) and not fixed.is_used(_offer(fixed, "smollm2-135m"))
    assert not fixed.is_used(fixed.add_endpoint(ENDPOINT))
    with pytest.raises(ModelInUse):
        fixed.remove("klein")
    described = fixed.chat_model()
    assert isinstance(described, ChatModelDescription) and described.path == shelf.folder / "klein.gguf"


def test_a_copy_needs_room(shelf: ModelShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _no_link)
    monkeypatch.setattr(shelf_module, "RESERVE", shutil.disk_usage(tmp_path).total * 2)
    with pytest.raises(shelf_module.DiskTooSmall):
        shelf.add(tmp_path / "source.gguf")
    assert _names(shelf.folder) == []
