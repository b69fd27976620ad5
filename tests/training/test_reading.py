"""Training data: well-formed lines are read in order, others are named."""

import gzip
from pathlib import Path

import pytest

from training.reading import MalformedLine, Pair, read_pairs


def write(path: Path, text: str) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(text)
    return path


def test_pairs_are_read_in_the_files_order(tmp_path: Path) -> None:
    path = write(tmp_path / "pairs.tsv.gz", "Größe\tsize\nMaß\tmeasure\n")
    assert read_pairs(path) == [Pair("Größe", "size"), Pair("Maß", "measure")]


@pytest.mark.parametrize("line", ["nur Deutsch", "drei\tSpalten\thier", "\tempty", "leer\t"])
def test_a_line_without_two_texts_is_named(tmp_path: Path, line: str) -> None:
    path = write(tmp_path / "pairs.tsv.gz", f"gut\tgood\n{line}\n")
    with pytest.raises(MalformedLine, match="line 2"):
        read_pairs(path)


def test_an_empty_file_has_no_pairs(tmp_path: Path) -> None:
    assert read_pairs(write(tmp_path / "pairs.tsv.gz", "")) == []
