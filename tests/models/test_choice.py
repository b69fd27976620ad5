"""What was chosen is kept in a file that never holds a key, and a broken file is said."""

from pathlib import Path

import pytest

from assistant.models.choice import FILE, Choice, EndpointDescription, read_choice, write_choice
from assistant.models.errors import ChoiceUnreadable, EndpointKeyMissing, FileNotWritten

SERVER = EndpointDescription("haus", "http://127.0.0.1:8080/v1", "gemma", key_variable="HOUSE_KEY")


def test_a_choice_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    assert read_choice(tmp_path / "none") == Choice()
    choice = Choice("gemma-4-e4b", None, (SERVER, EndpointDescription("b", "https://b/v1", "m", key_file=Path("/k"))))
    write_choice(tmp_path / "models", choice)
    assert read_choice(tmp_path / "models") == choice
    assert [path.name for path in (tmp_path / "models").iterdir()] == [FILE]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"chat": 5}', '{"endpoints": [{"name": "a"}]}'])
def test_a_broken_file_is_said_with_its_place(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(ChoiceUnreadable) as raised:
        read_choice(tmp_path)
    assert str(tmp_path / FILE) in raised.value.in_language("de")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file")
    with pytest.raises(FileNotWritten):
        write_choice(tmp_path / "models", Choice())


def test_a_key_comes_from_a_variable_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("sk-file\n")
    assert SERVER.key({"HOUSE_KEY": " sk-env "}) == "sk-env"
    assert EndpointDescription("a", "u", "m", key_file=tmp_path / "key").key({}) == "sk-file"
    assert EndpointDescription("a", "u", "m").key({"HOUSE_KEY": "x"}) is None


@pytest.mark.parametrize("content", [b"", b" \n", b"root:x:0\ndaemon:x:1\n", b"sk-\xc3\xa4", b"\0\1", b"x" * 5_000])
def test_a_file_that_holds_no_key_is_refused_without_telling_what_it_holds(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(EndpointKeyMissing) as raised:
        EndpointDescription("a", "u", "m", key_file=tmp_path / "key").key({})
    said = str(raised.value).replace(str(tmp_path), "")
    assert "root" not in said and "xxx" not in said


@pytest.mark.parametrize(
    "endpoint", [SERVER, EndpointDescription("a", "u", "m", key_file=Path("/no/such/file"))], ids=["variable", "file"]
)
def test_a_missing_key_is_said_with_its_source(endpoint: EndpointDescription) -> None:
    with pytest.raises(EndpointKeyMissing) as raised:
        endpoint.key({"HOUSE_KEY": ""})
    assert "HOUSE_KEY" in str(raised.value) or "/no/such/file" in str(raised.value)
