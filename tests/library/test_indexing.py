"""Both indexes end level with the store, whatever happened to them or to the process before."""

import multiprocessing
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import IndexDamaged
from assistant.library import indexing, vectors
from assistant.library.documents import parse
from assistant.library.indexing import CatchingUpStopped, Indexes
from assistant.library.ingesting import synchronise
from assistant.library.searching import Search
from assistant.passages import Filter
from assistant.store import Store, open_store
from tests.samples import document, passage
from tests.wordbag import WordBag, WordBagDescription

WORDS = ["Betriebsrat", "Pumpe", "Datenschutz", "Rechnung", "Budget", "Qualität", "Pilot", "Drift", "Ziel", "Risiko"]
Open = Callable[..., Indexes]


def fill(store: Store, count: int = 100) -> None:
    """A document of passages, each with a number of its own."""
    texts = [f"{WORDS[n % 10]} und {WORDS[n // 10 % 10]} Nummer {n}" for n in range(count)]
    store.put(document(), [passage(text, id=str(n), position=n) for n, text in enumerate(texts)])


def assert_level(indexes: Indexes, store: Store) -> None:
    """Counts fit, and each passage is found on both sides by its own words."""
    assert indexes.vectors is not None
    assert not indexes.behind()
    assert indexes.keywords.count() == indexes.vectors.count() == store.count_passages()
    every = [p for d in store.documents() for p in store.passages_of(d.id or 0)]
    for one in every[:: max(1, len(every) // 10)]:
        assert indexes.keywords.search(one.text, 1, Filter())[0][0] == one.id
        nearest = indexes.vectors.search(indexes.embeddings.encode_passages([_indexed(one)])[0], 1, Filter())
        assert nearest[0][1] == pytest.approx(1.0, abs=1e-5)


def _indexed(one: object) -> str:
    return indexing.searchable_text(one)  # type: ignore[arg-type]


def test_what_is_added_edited_and_removed_arrives_in_both(open_indexes: Open, store: Store) -> None:
    indexes = open_indexes()
    fill(store)
    assert indexes.behind()
    indexes.catch_up()
    assert_level(indexes, store)
    number = store.documents()[0].id
    store.put(document(id=number), [passage("Zeitplan", id="zeit"), passage("Kanban", id="tafel")])
    store.put(document("/p/b.md"), [passage("Zypresse")])
    indexes.catch_up()
    assert_level(indexes, store)
    store.remove(number or 0)
    indexes.catch_up()
    assert indexes.keywords.count() == 1
    assert_level(indexes, store)


def test_catching_up_twice_embeds_once(open_indexes: Open, store: Store, embeddings: WordBag) -> None:
    fill(store)
    for is_behind in (True, False):
        indexes = open_indexes()
        assert indexes.behind() is is_behind
        indexes.catch_up()
        indexes.catch_up()
        assert not indexes.behind()
    assert len(embeddings.encoded) == 100


def test_passages_are_embedded_in_steps_and_progress_ends_full(
    open_indexes: Open, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "STEP", 40)
    fill(store)
    told: list[tuple[int, int]] = []
    open_indexes().catch_up(lambda *step: told.append(step))
    assert told == [(0, 100), (40, 100), (80, 100), (100, 100)]


def test_a_stopped_catching_up_goes_on_where_it_was(
    open_indexes: Open, store: Store, embeddings: WordBag, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "STEP", 40)
    fill(store)

    def stop_after_the_first_step(done: int, _total: int) -> None:
        if done:
            raise CatchingUpStopped

    indexes = open_indexes()
    with pytest.raises(CatchingUpStopped):
        indexes.catch_up(stop_after_the_first_step)
    indexes.close()
    again = open_indexes()
    assert again.vectors and again.vectors.count() == 40 and again.behind()
    again.catch_up()
    assert_level(again, store)
    assert sum("Nummer" in text for text in set(embeddings.encoded)) == 100


def test_keywords_answer_before_the_embedder_is_there(tmp_path: Path, store: Store, embeddings: WordBag) -> None:
    fill(store)
    indexes = Indexes(tmp_path / "indexes", store, embeddings)
    indexes.catch_up()
    assert indexes.keywords.count() == 100
    assert indexes.behind()  # the vectors are still to come
    indexes.load()
    indexes.catch_up()
    assert_level(indexes, store)
    indexes.close()


@pytest.mark.parametrize(
    "changed",
    [{"name": "other"}, {"revision": "2"}, {"dimension": 32}, {"name": "other", "revision": "2", "dimension": 8}],
)
def test_another_embedder_gets_vectors_of_its_own(
    open_indexes: Open, store: Store, changed: dict[str, str | int]
) -> None:
    fill(store)
    open_indexes().catch_up()
    other = WordBag(WordBagDescription(**changed))  # type: ignore[arg-type]
    indexes = open_indexes(other)
    assert indexes.vectors and indexes.vectors.count() == 0
    indexes.catch_up()
    assert len(other.encoded) == 100
    assert_level(indexes, store)


def test_another_splitter_rebuilds_both(
    open_indexes: Open, store: Store, embeddings: WordBag, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    open_indexes().catch_up()
    monkeypatch.setattr(indexing, "SPLITTER_REVISION", "99")
    indexes = open_indexes()
    assert indexes.keywords.count() == 0
    indexes.catch_up()
    assert len(embeddings.encoded) == 200
    assert_level(indexes, store)


def test_another_store_under_the_same_indexes_rebuilds_both(open_indexes: Open, store: Store, tmp_path: Path) -> None:
    fill(store)
    open_indexes().catch_up()
    with open_store(tmp_path / "other.sqlite") as other:
        other.put(document(), [passage("Zypresse", id="0")])
        indexes = open_indexes(of=other)
        indexes.catch_up()
        assert_level(indexes, other)
        assert indexes.keywords.search("Nummer", 5, Filter()) == []
        indexes.close()


def test_an_older_backup_of_the_store_rebuilds_both(open_indexes: Open, store: Store, tmp_path: Path) -> None:
    fill(store, 10)
    store.close()
    backup = shutil.copy(tmp_path / "store" / "assistant.sqlite", tmp_path / "backup.sqlite")
    fill(store, 50)
    open_indexes().catch_up()
    with open_store(Path(backup)) as older:
        indexes = open_indexes(of=older)
        indexes.catch_up()
        assert_level(indexes, older)


# --- damage ---


def _spoil(path: Path, how: str) -> None:
    data = path.read_bytes()
    middle = len(data) // 3
    noise = random.Random(5).randbytes(max(64, len(data)))
    spoilt = {"empty": b"", "half": data[: len(data) // 2], "noise": noise}
    spoilt["torn"] = data[:middle] + noise[: len(data) - 2 * middle] + data[-middle:]
    path.unlink()  # not cut in place: a library's thread may still have the old file mapped
    if how != "gone":
        path.write_bytes(spoilt[how])


@pytest.mark.parametrize("how", ["gone", "empty", "half", "noise", "torn"])
def test_any_spoilt_file_of_an_index_leads_to_right_answers(
    how: str, open_indexes: Open, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(vectors._HNSW, "sync_threshold", 50)  # so that the graph is on the disk
    fill(store)
    indexes = open_indexes()
    indexes.catch_up()
    kinds = sorted({path.suffix or path.name for path in _files(indexes)})
    assert {".bin", ".pickle", ".sqlite3", ".store", ".term", ".json"} <= set(kinds)
    for kind in kinds:
        indexes.close()
        spoilt = [path for path in _files(indexes) if (path.suffix or path.name) == kind]
        for path in spoilt:
            _spoil(path, how)
        indexes = open_indexes()
        indexes.catch_up()
        assert_level(indexes, store)


def _files(indexes: Indexes) -> list[Path]:
    folders = (indexes.keywords.folder.path, indexes._vector_folder.path)
    return [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]


@pytest.mark.parametrize("gone", ["", "keywords-*", "vectors-*", "keywords-*/tantivy", "vectors-*/chroma.sqlite3"])
def test_deleted_indexes_are_rebuilt(gone: str, open_indexes: Open, store: Store, tmp_path: Path) -> None:
    fill(store)
    open_indexes().close()
    indexes = open_indexes()
    indexes.catch_up()
    indexes.close()
    for path in list((tmp_path / "indexes").glob(gone)) if gone else [tmp_path / "indexes"]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    indexes = open_indexes()
    assert indexes.behind()
    indexes.catch_up()
    assert_level(indexes, store)


def test_indexes_deleted_under_a_running_process_are_rebuilt(open_indexes: Open, store: Store, tmp_path: Path) -> None:
    fill(store)
    indexes = open_indexes()
    indexes.catch_up()
    shutil.rmtree(tmp_path / "indexes")
    store.put(document("/p/b.md"), [passage("Zypresse")])
    indexes.catch_up()
    assert_level(indexes, store)


def test_damage_met_by_a_search_is_repaired_at_the_next_catching_up(open_indexes: Open, store: Store) -> None:
    fill(store)
    indexes = open_indexes()
    indexes.catch_up()
    assert indexes.vectors is not None
    for index in (indexes.keywords, indexes.vectors):
        old = index.folder.path
        indexes.report_damage(IndexDamaged(folder=old, detail="ein Test"))
        assert indexes.behind()
        indexes.catch_up()
        assert not old.exists()
        assert_level(indexes, store)
        indexes.report_damage(IndexDamaged(folder=old, detail="schon ersetzt"))
        assert not indexes.behind()


def test_an_index_that_lost_passages_unnoticed_is_rebuilt(open_indexes: Open, store: Store) -> None:
    fill(store)
    indexes = open_indexes()
    indexes.catch_up()
    assert indexes.vectors is not None
    indexes.vectors.remove([next(iter(store.changed_after(0)))])
    indexes.keywords.replace([], [next(iter(store.changed_after(0)))])
    indexes = open_indexes()
    indexes.catch_up()
    assert_level(indexes, store)


# --- killed ---


class _ReadingHere:
    """Reads in the same process: it is that process which is killed."""

    read = staticmethod(parse)


def _ingest(docs: Path, data: Path) -> None:
    indexing.STEP = 7
    vectors._HNSW["sync_threshold"] = 20
    with open_store(data / "assistant.sqlite") as store:
        synchronise([docs], store, reader=_ReadingHere())  # type: ignore[arg-type]
        indexes = Indexes(data / "indexes", store, WordBag())  # type: ignore[arg-type]
        indexes.load()
        indexes.catch_up()
        indexes.close()


def _write_documents(docs: Path, round_: int) -> None:
    """In each round some are new, some edited, moved, copied, removed."""
    shutil.rmtree(docs, ignore_errors=True)
    docs.mkdir()
    for number in range(round_, round_ + 12):
        folder = docs / f"Projekt {(number + round_) % 2}" / "notizen"
        folder.mkdir(parents=True, exist_ok=True)
        version = round_ if number % 3 == 0 else 0
        parts = [f"## Teil {part}\n\n{WORDS[part]} {number} Fassung {version if part == 2 else 0}" for part in range(4)]
        text = f"# Bericht {number if number % 5 else 0}\n\n" + "\n\n".join(parts)
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
        if number % 4 == 0:
            (docs / f"kopie {number}.md").write_text(text, encoding="utf-8")


def _content(data: Path, embeddings: WordBag) -> tuple[object, ...]:
    """What is stored, without numbers that depend on the way there, and what the indexes count and find."""
    with open_store(data / "assistant.sqlite") as store:
        found = store.documents()
        texts = {d.path: (d.name, d.project, [p.text for p in store.passages_of(d.id or 0)]) for d in found}
        copies = [(copy.path, copy.name) for copy in store.copies()]
        indexes = Indexes(data / "indexes", store, embeddings)  # type: ignore[arg-type]
        indexes.load()
        indexes.catch_up()
        assert_level(indexes, store)
        found_by = [{p.document for p in Search(store, indexes).passages(word, limit=60)} for word in WORDS[:4]]
        indexes.close()
    return texts, copies, found_by


def _killed(run: Callable[..., object], *arguments: object, after: float) -> bool:
    """Runs in a process of its own and kills it; whether it had not finished by itself."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["chromadb", "assistant.library.searching", "assistant.library.documents"])
    process = context.Process(target=run, args=arguments)
    process.start()
    process.join(after)
    process.kill()
    process.join()
    return process.exitcode != 0


def test_killed_at_any_point_the_next_run_ends_like_an_undisturbed_one(tmp_path: Path) -> None:
    rng = random.Random(20_270_331)
    docs, data, calm = tmp_path / "docs", tmp_path / "data", tmp_path / "calm"
    _write_documents(docs, 0)
    assert not _killed(_ingest, docs, tmp_path / "imports", after=60)
    start = time.monotonic()
    assert not _killed(_ingest, docs, calm, after=60)
    whole = time.monotonic() - start
    kills = 0
    for round_ in range(13):
        _write_documents(docs, round_)
        kills += _killed(_ingest, docs, data, after=rng.uniform(0.02, 0.6) * whole)
        if round_ % 6 == 0:
            _ingest(docs, data)
            _ingest(docs, calm)
            assert _content(data, WordBag()) == _content(calm, WordBag())
    assert kills >= 8


OTHER = WordBagDescription(name="other-bag", dimension=24)


def test_the_index_of_another_embedder_is_built_beside_and_never_mixed(
    open_indexes: Open, store: Store, tmp_path: Path
) -> None:
    old = open_indexes()
    fill(store)
    old.catch_up()
    new = old.beside(WordBag(OTHER))
    new.load()
    seen: list[int] = []

    def between(done: int, total: int) -> None:
        seen.append(done)
        # Meanwhile the old one finds, and follows what is added.
        assert old.vectors is not None and old.vectors.count() >= 100
        store.put(document(f"/p/{len(seen)}.md"), [passage(f"Zypresse {len(seen)}", id=f"neu-{len(seen)}")])
        old.catch_up()

    new.catch_up_vectors(between)
    assert new.behind() and not old.behind()
    new.catch_up_vectors(lambda done, total: None)
    assert seen and not new.behind()
    for indexes, length in ((old, 16), (new, 24)):
        assert_level(indexes, store)
        assert indexes.vectors is not None
        found = indexes.vectors._collection.get(include=["embeddings"])["embeddings"]
        assert {len(vector) for vector in found} == {length}
    old.close()
    new.be_alone()
    assert len(list((tmp_path / "indexes").glob("vectors-*"))) == 1
    assert_level(new, store)
    new.close()


@pytest.mark.parametrize("known", [True, False])
def test_a_half_built_index_of_the_coming_embedder_is_kept_and_gone_on_with(
    store: Store, tmp_path: Path, known: bool
) -> None:
    fill(store)
    folder, coming = tmp_path / "indexes", WordBag(OTHER)
    old = Indexes(folder, store, WordBag())
    old.load()
    old.catch_up()
    half = old.beside(coming)
    half.load()

    def stop(done: int, total: int) -> None:
        if done:
            raise CatchingUpStopped

    with pytest.MonkeyPatch.context() as patch, pytest.raises(CatchingUpStopped):
        patch.setattr(indexing, "STEP", 40)
        half.catch_up_vectors(stop)
    half.close()
    old.close()
    again = Indexes(folder, store, WordBag(), coming=OTHER if known else None)
    assert not again.behind()
    fresh = WordBag(OTHER)
    new = again.beside(fresh)
    new.load()
    new.catch_up_vectors(lambda done, total: None)
    assert len(fresh.encoded) == (60 if known else 100)
    assert_level(new, store)
    new.close()
