"""The folder of an index is used again only if it was made of the same things and is whole."""

import json
from pathlib import Path

import pytest

from assistant.errors import IndexDamaged
from assistant.library.index_folder import IndexFolder

MADE_OF = {"store": "1", "embedder": "word-bag", "dimension": 16}


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    """A folder with one file, level with change 7."""
    made = IndexFolder(tmp_path / "indexes", "vectors", dict(MADE_OF))
    with made.writing():
        (made.path / "graph").mkdir()
        (made.path / "graph" / "data.bin").write_bytes(bytes(range(256)) * 100)
        (made.path / "graph" / "writer.lock").write_bytes(b"")
    made.mark(7)
    return made


def again(tmp_path: Path, **changed: object) -> IndexFolder:
    return IndexFolder(tmp_path / "indexes", "vectors", MADE_OF | changed)


def test_an_untouched_folder_is_used_again(folder: IndexFolder, tmp_path: Path) -> None:
    (folder.path / "graph" / "writer.lock").unlink()
    found = again(tmp_path)
    assert (found.path, found.seen) == (folder.path, 7)


@pytest.mark.parametrize(
    "changed", [{"store": "2"}, {"embedder": "other"}, {"dimension": 32}, {"splitter": "2"}, {"dimension": "16"}]
)
def test_a_folder_made_of_other_things_is_deleted(
    folder: IndexFolder, tmp_path: Path, changed: dict[str, object]
) -> None:
    found = again(tmp_path, **changed)
    assert (found.seen, folder.path.exists(), list(found.path.glob("*/*"))) == (0, False, [])


@pytest.mark.parametrize("stamp", ["", "{", "[]", "null", '{"made_of": {}}', "\xff\xfe", "{" * 500])
def test_a_broken_stamp_fits_nothing(folder: IndexFolder, tmp_path: Path, stamp: str) -> None:
    (folder.path / "stamp.json").write_text(stamp, encoding="latin-1")
    assert again(tmp_path).path != folder.path
    assert not folder.path.exists()


@pytest.mark.parametrize("name", ["seen", "files"])
@pytest.mark.parametrize("value", [None, "7", [], 1.5, True])
def test_a_stamp_with_a_wrong_value_fits_nothing(folder: IndexFolder, tmp_path: Path, name: str, value: object) -> None:
    path = folder.path / "stamp.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value}))
    assert again(tmp_path).path != folder.path


@pytest.mark.parametrize("harm", ["deleted", "emptied", "shortened", "one bit"])
def test_a_folder_whose_files_are_not_as_they_were_left_is_deleted(
    folder: IndexFolder, tmp_path: Path, harm: str
) -> None:
    file = folder.path / "graph" / "data.bin"
    data = file.read_bytes()
    changed = {"emptied": b"", "shortened": data[:-1], "one bit": data[:500] + b"\xf5" + data[501:]}
    file.unlink() if harm == "deleted" else file.write_bytes(changed[harm])
    assert again(tmp_path).seen == 0
    assert not folder.path.exists()


def test_a_folder_left_in_the_middle_of_writing_is_deleted(folder: IndexFolder, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), folder.writing():
        raise RuntimeError("killed")
    assert again(tmp_path).path != folder.path


def test_writing_keeps_how_far_the_index_has_come(folder: IndexFolder, tmp_path: Path) -> None:
    with folder.writing():
        (folder.path / "graph" / "more.bin").write_bytes(b"more")
    assert (again(tmp_path).path, again(tmp_path).seen) == (folder.path, 7)


def test_starting_again_leaves_no_old_file(folder: IndexFolder, tmp_path: Path) -> None:
    old = folder.path
    folder.start_again()
    assert (folder.seen, old.exists()) == (0, False)
    assert [path.name for path in (tmp_path / "indexes").iterdir()] == [folder.path.name]


def test_folders_of_another_kind_stay(folder: IndexFolder, tmp_path: Path) -> None:
    IndexFolder(tmp_path / "indexes", "keywords", {"store": "2"})
    assert folder.path.exists()


def test_a_folder_deleted_meanwhile_is_damage_and_can_start_again(folder: IndexFolder, tmp_path: Path) -> None:
    (folder.path / "graph" / "data.bin").unlink()
    for path in [*folder.path.glob("*/*"), *folder.path.glob("*"), folder.path, tmp_path / "indexes"]:
        path.unlink() if path.is_file() else path.rmdir()
    with pytest.raises(IndexDamaged):
        folder.mark(8)
    folder.start_again()
    assert folder.path.exists()


def test_what_opening_has_changed_is_noted_and_the_folder_used_again(folder: IndexFolder, tmp_path: Path) -> None:
    (folder.path / "graph" / "data.bin").write_bytes(b"made anew")
    folder.note_opened()
    found = again(tmp_path)
    assert (found.path, found.seen) == (folder.path, 7)


def test_a_spared_folder_stays_until_the_index_is_alone(folder: IndexFolder, tmp_path: Path) -> None:
    new = IndexFolder(tmp_path / "indexes", "vectors", MADE_OF | {"embedder": "new"}, spared=dict(MADE_OF))
    assert folder.path.exists() and new.path != folder.path
    new.start_again()
    assert folder.path.exists() and len(list((tmp_path / "indexes").iterdir())) == 2
    new.be_alone()
    assert [path for path in (tmp_path / "indexes").iterdir()] == [new.path]
