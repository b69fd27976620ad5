"""Nearest neighbours with filters, as Chroma keeps them on disk."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexDamaged
from assistant.library.index_folder import IndexFolder
from assistant.library.vectors import VectorIndex, day_number
from assistant.passages import Filter, Kind, Passage
from tests.samples import passage

DIMENSION = 16


def unit_vectors(count: int, seed: int = 7) -> np.ndarray:
    """float32 [count, DIMENSION], rows of length 1."""
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def passages(count: int) -> list[Passage]:
    kinds, dates = list(Kind), [None, "2026-12-31", "2027-01-01", "2027-06-30"]
    return [passage(str(n), project=f"P{n % 3}", kind=kinds[n % 5], date=dates[n % 4]) for n in range(count)]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[VectorIndex]:
    made = VectorIndex(IndexFolder(tmp_path, "vectors", {}))
    yield made
    made.close()


def test_the_nearest_come_first_with_their_cosine(index: VectorIndex) -> None:
    rows = unit_vectors(300)
    index.add(passages(300), rows)
    exact = rows @ rows[17]
    found = index.search(rows[17], 10, Filter())
    assert [id_ for id_, _ in found] == [str(n) for n in np.argsort(-exact)[:10]]
    assert [cosine for _, cosine in found] == pytest.approx(np.sort(exact)[::-1][:10], abs=1e-5)


def test_an_empty_index_finds_nothing(index: VectorIndex) -> None:
    assert (index.count(), index.search(unit_vectors(1)[0], 5, Filter()), index.known([])) == (0, [], set())


@pytest.mark.parametrize(
    "only",
    [
        Filter(),
        Filter(project="P1"),
        Filter(kinds=(Kind.LESSON,)),
        Filter(kinds=(Kind.LESSON, Kind.RISK)),
        Filter(since="2027-01-01"),
        Filter(since="2027"),
        Filter("P2", kinds=(Kind.RISK, Kind.NOTE), since="2026-12-31"),
        Filter(project="gibt es nicht"),
        Filter(project=""),
        Filter(since="2099-01-01"),
    ],
)
def test_a_filter_lets_through_exactly_what_it_allows(index: VectorIndex, only: Filter) -> None:
    every = passages(200)
    index.add(every, unit_vectors(200))
    found = {id_ for id_, _ in index.search(unit_vectors(1, seed=1)[0], 200, only)}
    assert found == {p.id for p in every if only.allows(p)}


def test_known_names_those_with_a_vector(index: VectorIndex) -> None:
    index.add(passages(3), unit_vectors(3))
    assert index.known(["0", "2", "9"]) == {"0", "2"}


def test_refreshed_facts_keep_the_vector(index: VectorIndex) -> None:
    rows = unit_vectors(3)
    index.add(passages(3), rows)
    index.refresh([passage("1", project="Neu")])
    assert index.search(rows[1], 3, Filter(project="Neu")) == [("1", pytest.approx(1.0))]
    assert index.count() == 3


def test_removed_vectors_are_not_found_and_unknown_ids_no_error(index: VectorIndex) -> None:
    index.add(passages(3), unit_vectors(3))
    index.remove(["1", "unbekannt"])
    index.remove([])
    assert {id_ for id_, _ in index.search(unit_vectors(1)[0], 9, Filter())} == {"0", "2"}


def test_adding_twice_overwrites(index: VectorIndex) -> None:
    rows = unit_vectors(2)
    index.add(passages(1), rows[:1])
    index.add(passages(1), rows[1:])
    assert index.search(rows[1], 9, Filter()) == [("0", pytest.approx(1.0))]


def test_thousands_at_once_survive_closing(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path, "vectors", {})
    rows = unit_vectors(6000)
    index = VectorIndex(folder)
    index.add(passages(6000), rows)
    index.remove([str(n) for n in range(0, 6000, 2)])
    index.close()
    index = VectorIndex(IndexFolder(tmp_path, "vectors", {}))
    assert index.folder.path == folder.path
    assert index.count() == 3000
    assert [index.search(rows[n], 1, Filter())[0][0] for n in range(1, 6000, 600)] == [
        str(n) for n in range(1, 6000, 600)
    ]
    index.close()


def test_opening_for_search_only_leaves_an_index_that_is_used_again(tmp_path: Path) -> None:
    folder, rows = IndexFolder(tmp_path, "vectors", {}), unit_vectors(400)
    index = VectorIndex(folder)
    index.add(passages(400), rows)
    for _ in range(4):
        index.close()
        index = VectorIndex(IndexFolder(tmp_path, "vectors", {}))
        assert index.folder.path == folder.path
        assert index.search(rows[3], 1, Filter())[0][0] == "3"
    index.close()


def test_starting_again_leaves_no_vector_on_disk(index: VectorIndex) -> None:
    index.add(passages(50), unit_vectors(50))
    old = index.folder.path
    index.start_again()
    assert (index.count(), old.exists()) == (0, False)


def test_a_vector_of_another_dimension_is_refused(index: VectorIndex) -> None:
    index.add(passages(2), unit_vectors(2))
    with pytest.raises(IndexDamaged):
        index.search(np.ones(8, dtype=np.float32), 1, Filter())


def test_a_date_that_is_none_is_no_damage(index: VectorIndex) -> None:
    with pytest.raises(ValueError):
        index.search(unit_vectors(1)[0], 1, Filter(since="gestern"))


@pytest.mark.parametrize(
    ("date", "number"),
    [(None, 0), ("", 0), ("2027-03-31", 20270331), ("2027-03", 20270300), ("2027", 20270000)],
)
def test_dates_are_compared_as_numbers(date: str | None, number: int) -> None:
    assert day_number(date) == number
