"""The database keeps what it is given, tells what changed, and names its troubles."""

import multiprocessing
import sqlite3
from pathlib import Path

import pytest

from assistant.errors import StoreDamaged, StoreTooNew, StoreUnusable
from assistant.manifest import Copy
from assistant.passages import Kind
from assistant.store import Store, open_store
from tests.samples import document, passage


def test_what_is_stored_comes_back_whole(store: Store) -> None:
    facts = {"project": "Büro 4.0", "kind": Kind.LESSON, "date": "2027-03-31", "language": "en", "pages": 3}
    rest = {"pages_without_text": (2,), "attributes": {"topics": ["Qualität", "Ethik"]}}
    stored = document(**facts, **rest)
    given = passage(
        "Größe\x00 und 🙂", headings=("A", "B › C"), page=2, rows="Tabelle1, 2-4", language="en", position=7
    )
    number = store.put(stored, [given])
    found = store.documents()[0]
    assert (found.id, found.passages, found.attributes) == (number, 1, {"topics": ["Qualität", "Ethik"]})
    assert (found.project, found.kind, found.pages_without_text) == ("Büro 4.0", Kind.LESSON, (2,))
    kept = store.passages_of(number)[0]
    assert (kept.text, kept.headings, kept.page, kept.rows) == (given.text, given.headings, 2, "Tabelle1, 2-4")
    assert (kept.project, kept.kind, kept.date, kept.language) == ("Büro 4.0", Kind.LESSON, "2027-03-31", "en")


def test_a_new_version_keeps_the_ids_of_equal_passages_and_drops_the_rest(store: Store) -> None:
    number = store.put(document(), [passage("a"), passage("b")])
    assert store.put(document(id=number), [passage("b"), passage("c")]) == number
    assert {p.id for p in store.passages_of(number)} == {f"{number}-b", f"{number}-c"}


def test_passages_come_in_reading_order_even_if_stored_otherwise(store: Store) -> None:
    number = store.put(document(), [passage("z", position=1), passage("a", position=0)])
    assert [p.text for p in store.passages_of(number)] == ["a", "z"]


def test_a_second_document_under_the_same_path_takes_the_place_of_the_first(store: Store) -> None:
    first = store.put(document(), [passage("a")])
    assert store.put(document(title="Neu"), [passage("b")]) == first
    assert [(d.title, d.passages) for d in store.documents()] == [("Neu", 1)]


def test_a_document_removed_meanwhile_is_stored_anew(store: Store) -> None:
    number = store.put(document(), [passage("a")])
    store.remove(number)
    assert store.put(document(id=number), [passage("b")]) != number
    assert store.count_passages() == 1


def test_a_moved_document_keeps_its_passages_and_takes_over_the_path(store: Store) -> None:
    moving = store.put(document("/p/a.md"), [passage("a")])
    store.put(document("/p/b.md"), [passage("b")])
    store.move(document("/p/b.md", id=moving, project="P"))
    assert [(d.id, d.path, d.project) for d in store.documents()] == [(moving, "/p/b.md", "P")]
    assert [p.text for p in store.passages_of(moving)] == ["a"]
    assert store.count_passages() == 1


def test_moving_a_document_removed_meanwhile_leaves_nothing_behind(store: Store) -> None:
    number = store.put(document(), [passage("a")])
    store.remove(number)
    store.move(document("/p/b.md", id=number))
    assert store.documents() == []


def test_the_number_of_a_removed_document_is_not_used_again(store: Store) -> None:
    first = store.put(document(), [passage("a")])
    store.remove(first)
    assert store.put(document(), [passage("a")]) > first


def test_the_journal_names_what_was_added_changed_and_removed_each_once(store: Store) -> None:
    assert store.last_change() == 0
    number = store.put(document(), [passage("a"), passage("b")])
    store.put(document(id=number), [passage("b"), passage("c")])
    before = store.last_change()
    assert sorted(store.changed_after(0)) == [f"{number}-a", f"{number}-b", f"{number}-c"]
    store.move(document("/q/plan.md", id=number))
    assert sorted(store.changed_after(before)) == [f"{number}-b", f"{number}-c"]
    before = store.last_change()
    store.remove(number)
    assert sorted(store.changed_after(before)) == [f"{number}-b", f"{number}-c"]
    assert store.changed_after(store.last_change()) == []


def test_removing_twice_is_no_error_and_no_change(store: Store) -> None:
    number = store.put(document(), [passage("a")])
    store.remove(number)
    before = store.last_change()
    store.remove(number)
    assert store.last_change() == before


def test_thousands_of_passages_are_found_by_their_ids(store: Store) -> None:
    number = store.put(document(), [passage(str(n), position=n) for n in range(3000)])
    ids = [f"{number}-{n}" for n in range(3000)]
    assert store.passages([*ids, "9-9"]).keys() == set(ids)
    assert store.passages([]) == {}


def test_a_copy_is_remembered_once_and_ends_when_a_document_takes_its_path(store: Store) -> None:
    store.add_copy(Copy("/p/b.md", "b.md", "1"))
    store.add_copy(Copy("/p/b.md", "b.md", "2"))
    assert store.copies() == [Copy("/p/b.md", "b.md", "2")]
    store.put(document("/p/b.md"), [passage("b")])
    assert store.copies() == []
    store.add_copy(Copy("/p/c.md", "c.md", "2"))
    store.forget_copy("/p/c.md")
    assert store.copies() == []


def test_projects_come_sorted_and_once(store: Store) -> None:
    for path, project in (("/1", "Zeta"), ("/2", "Alpha"), ("/3", "Zeta"), ("/4", None)):
        store.put(document(path, project=project), [passage("a")])
    assert store.projects() == ["Alpha", "Zeta"]


def test_a_failed_write_leaves_the_document_as_it_was(store: Store) -> None:
    number = store.put(document(), [passage("a")])
    before = store.last_change()
    with pytest.raises(UnicodeEncodeError):
        store.put(document(id=number, title="Neu"), [passage("b"), passage("\ud800", id="c")])
    assert [(d.title, d.passages) for d in store.documents()] == [("Plan", 1)]
    assert (store.last_change(), store.passages_of(number)[0].text) == (before, "a")


def test_a_reopened_store_is_the_same_and_another_file_is_another(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.sqlite") as first:
        first.put(document(), [passage("a")])
    with open_store(tmp_path / "a.sqlite") as again, open_store(tmp_path / "b.sqlite") as other:
        assert (again.identity, again.count_passages()) == (first.identity, 1)
        assert other.identity != first.identity


@pytest.mark.parametrize("rubbish", [b"no database" * 500, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_called_damaged_and_left_alone(tmp_path: Path, rubbish: bytes) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(rubbish)
    with pytest.raises(StoreDamaged, match=r"a\.sqlite"):
        Store(path)
    assert path.read_bytes() == rubbish


def test_damage_inside_the_file_is_called_damage_by_whatever_meets_it(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with open_store(path) as store:
        store.put(document(), [passage(str(n) * 50, id=str(n)) for n in range(2000)])
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xaa" * (len(data) - 8192))
    with pytest.raises(StoreDamaged, match=r"a\.sqlite"), open_store(path) as store:
        store.documents()


def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE facts (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
        raw.execute("INSERT INTO facts VALUES ('schema', '99')")
    with pytest.raises(StoreTooNew, match="99"):
        Store(path)
    with sqlite3.connect(path) as raw:
        assert [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")] == ["facts"]


def test_a_place_that_cannot_be_written_is_no_damage(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable):
        Store(tmp_path)


def _write(path: Path, worker: int, documents: int, barrier: object) -> None:
    barrier.wait()  # type: ignore[attr-defined]
    with open_store(path) as store:
        for number in range(documents):
            own = store.put(document(f"/{worker}/{number}"), [passage("a"), passage("b", position=1)])
            store.put(document("/shared"), [passage(f"{worker} {number}")])
            if number % 2:
                store.remove(own)


def test_several_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.sqlite"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["assistant.store"])
    barrier = context.Barrier(4)
    workers = [context.Process(target=_write, args=(path, worker, 10, barrier)) for worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    with open_store(path) as store:
        assert store.count_documents() == 4 * 5 + 1
        assert store.count_passages() == 4 * 5 * 2 + 1
        assert store.passages(store.changed_after(0)).keys() >= {
            p.id for p in store.passages_of(store.documents()[0].id)
        }


def test_the_documents_of_passages_come_whole_and_once(store: Store) -> None:
    numbers = [
        store.put(document(path=f"/{name}.md", name=f"{name}.md", title=name), [passage("z", position=1), passage("a")])
        for name in "xyz"
    ]
    found = store.documents_of([f"{numbers[0]}-z", f"{numbers[0]}-a", f"{numbers[2]}-a", "9-fehlt"])
    assert [each.title for each, _ in found] == ["x", "z"]
    assert [[p.text for p in passages] for _, passages in found] == [["a", "z"], ["a", "z"]]


def test_the_documents_of_many_passages_come_once(store: Store) -> None:
    number = store.put(document(), [passage(str(n), position=n) for n in range(1200)])
    ((_, passages),) = store.documents_of(f"{number}-{n}" for n in range(1200))
    assert [p.text for p in passages] == [str(n) for n in range(1200)] and store.documents_of([]) == []
