"""Where uploads lie, and that no upload costs an earlier file."""

from pathlib import Path

import pytest

from assistant.passages import Kind
from assistant.uploads import UPLOADS, Placed, folder_name, free_name, upload_folder


@pytest.mark.parametrize(
    ("project", "name"),
    [
        ("Rechnungen", "Rechnungen"),
        ("Prüfung & Übersetzung", "Prüfung & Übersetzung"),
        ("a/b", "a-b"),
        ("a\\b", "a-b"),
        ("../../etc", "-..-etc"),
        ("..", UPLOADS),
        (".", UPLOADS),
        (".ssh", "ssh"),
        ("", UPLOADS),
        ("   ", UPLOADS),
        ("/", "-"),
        ("a\nb\tc\0d", "a-b-c-d"),
        ("Name.", "Name"),
        ("\u202everdreht", "-verdreht"),
    ],
)
def test_a_project_name_becomes_one_folder_name(project: str, name: str) -> None:
    assert folder_name(project) == name


@pytest.mark.parametrize("project", ["x" * 1000, "ü" * 1000, "漢" * 1000, "🙂" * 1000, "a. " * 500])
def test_a_long_name_fits_into_any_file_system(project: str, tmp_path: Path) -> None:
    name = folder_name(project)
    assert len(name.encode()) <= 255 and name == name.strip(" .")
    assert project.startswith(name)
    (tmp_path / name).mkdir()


@pytest.mark.parametrize("project", ["../../..", "/etc", "a/../../b", "\\..\\.."])
def test_an_upload_never_leaves_the_data_folder(project: str, tmp_path: Path) -> None:
    folder = upload_folder(tmp_path, project, Kind.RISK)
    assert folder.resolve().is_relative_to((tmp_path / UPLOADS).resolve())
    assert folder.name == "risk" and folder.parent.parent == tmp_path / UPLOADS


@pytest.fixture
def new(tmp_path: Path) -> Path:
    file = tmp_path / "inbox" / "Protokoll äöü.md"
    file.parent.mkdir()
    file.write_text("neu", encoding="utf-8")
    return file


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_kept_file_stays_and_the_original_too(new: Path, tmp_path: Path) -> None:
    with Placed(new, tmp_path / "a" / "b") as placed:
        assert placed.path.read_text(encoding="utf-8") == "neu"
        placed.kept = True
    assert placed.path.read_text(encoding="utf-8") == "neu" and new.exists()
    assert _names(tmp_path / "a" / "b") == [new.name]


def test_a_file_that_is_not_kept_leaves_nothing(new: Path, tmp_path: Path) -> None:
    with Placed(new, tmp_path / "a"):
        pass
    assert _names(tmp_path / "a") == [] and new.exists()


def test_an_earlier_file_comes_back_unless_the_new_one_is_kept(new: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / new.name).write_text("alt", encoding="utf-8")
    with Placed(new, folder) as placed:
        assert placed.path.read_text(encoding="utf-8") == "neu"
    assert placed.path.read_text(encoding="utf-8") == "alt" and _names(folder) == [new.name]
    with Placed(new, folder) as placed:
        placed.kept = True
    assert placed.path.read_text(encoding="utf-8") == "neu" and _names(folder) == [new.name]


def test_an_error_in_the_block_brings_the_earlier_file_back(new: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / new.name).write_text("alt", encoding="utf-8")
    with pytest.raises(ValueError, match="kaputt"), Placed(new, folder):
        raise ValueError("kaputt")
    assert (folder / new.name).read_text(encoding="utf-8") == "alt" and _names(folder) == [new.name]


def test_a_file_that_cannot_be_copied_costs_no_earlier_one(new: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / new.name).write_text("alt", encoding="utf-8")
    placed = Placed(new, folder)
    new.unlink()
    with pytest.raises(FileNotFoundError), placed:
        pass
    assert (folder / new.name).read_text(encoding="utf-8") == "alt" and _names(folder) == [new.name]


def test_a_file_that_lies_there_already_is_not_lost(new: Path) -> None:
    with pytest.raises(OSError), Placed(new, new.parent):
        pass
    assert new.read_text(encoding="utf-8") == "neu" and _names(new.parent) == [new.name]


def test_a_free_name_is_the_first_that_no_file_has(tmp_path: Path) -> None:
    assert free_name(tmp_path / "fehlt", "a.md") == "a.md"
    for name in ("a.md", "a-2.md", "a-4.md"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert (free_name(tmp_path, "a.md"), free_name(tmp_path, "b.md")) == ("a-3.md", "b.md")
