"""The store follows the folders: what is new, edited, moved, copied, gone, unreadable."""

import hashlib
import os
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import NotAccessible, PathMissing
from assistant.library import ingesting
from assistant.library.documents import DocumentReader
from assistant.library.indexing import Indexes
from assistant.library.ingesting import IngestReport, synchronise
from assistant.passages import Filter, Kind
from assistant.store import Store
from tests.wordbag import WordBag

Ingest = Callable[..., IngestReport]


@pytest.fixture
def ingest(store: Store, reader: DocumentReader, tmp_path: Path) -> Ingest:
    """Synchronises paths, the folder 'docs' if none are given."""
    return lambda *paths: synchronise(paths or [tmp_path / "docs"], store, reader=reader)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def counts(report: IngestReport) -> dict[str, int]:
    """What is not zero."""
    numbers = {name: value for name, value in report.as_dict().items() if isinstance(value, int) and value}
    return {name: value for name, value in numbers.items() if name != "passages"} | (
        {"unreadable": len(report.unreadable)} if report.unreadable else {}
    )


def held(store: Store) -> dict[str, list[str]]:
    """The texts in the store by the name of their document."""
    return {d.name: [p.text for p in store.passages_of(d.id or 0)] for d in store.documents()}


# --- added, edited, gone ---


def test_a_second_run_changes_nothing_and_writes_nothing(docs: Path, ingest: Ingest, store: Store) -> None:
    for name in ("a.md", "unter/b.txt", "unter/c.md"):
        write(docs / name, f"# {name}\n\nText von {name}.")
    write(docs / "kopie.md", "# a.md\n\nText von a.md.")
    assert counts(ingest()) == {"added": 3, "duplicate": 1}
    before = store.last_change()
    assert counts(ingest()) == {"unchanged": 3, "duplicate": 1}
    assert store.last_change() == before


def test_files_of_every_fate_are_counted_once(docs: Path, ingest: Ingest, store: Store) -> None:
    for name in ("bleibt", "ändert", "geht", "zieht"):
        write(docs / f"{name}.md", f"# {name}\n\nText von {name}.")
    ingest()
    write(docs / "ändert.md", "# ändert\n\nNeuer Text.")
    (docs / "geht.md").unlink()
    (docs / "zieht.md").rename(docs / "gezogen.md")
    write(docs / "kommt.md", "# kommt\n\nGanz neu.")
    write(docs / "kopie.md", "# bleibt\n\nText von bleibt.")
    write(docs / "bild.png", "kein Text")
    write(docs / "alt.doc", "altes Format")
    write(docs / "leer.md", "")
    report = ingest()
    one_each = ("added", "updated", "unchanged", "moved", "removed", "duplicate", "skipped")
    assert counts(report) == dict.fromkeys(one_each, 1) | {"unreadable": 2}
    assert report.duplicates == [("docs/kopie.md", "docs/bleibt.md")]
    assert {item.document for item in report.unreadable} == {"docs/alt.doc", "docs/leer.md"}
    assert report.passages == 2
    assert set(held(store)) == {f"docs/{name}.md" for name in ("bleibt", "ändert", "gezogen", "kommt")}


def test_only_what_lay_below_the_given_paths_is_removed(docs: Path, ingest: Ingest, store: Store) -> None:
    write(docs / "a" / "eins.md", "Eins.")
    write(docs / "ab" / "zwei.md", "Zwei.")
    ingest()
    shutil.rmtree(docs / "ab")
    (docs / "a" / "eins.md").unlink()
    assert counts(ingest(docs / "a")) == {"removed": 1}
    assert list(held(store)) == ["docs/ab/zwei.md"]


def test_an_edited_file_embeds_only_its_new_passages(
    docs: Path, ingest: Ingest, open_indexes: Callable[..., Indexes], embeddings: WordBag
) -> None:
    parts = [f"## Teil {part}\n\n" + f"Satz aus Teil {part}. " * 20 for part in range(5)]
    write(docs / "a.md", "# Plan\n\n" + "\n\n".join(parts))
    ingest()
    indexes = open_indexes()
    indexes.catch_up()
    embeddings.encoded.clear()
    parts[2] = "## Teil 2\n\nAlles ist anders."
    write(docs / "a.md", "# Plan\n\n" + "\n\n".join(["## Neu vorn\n\nEine Einleitung.", *parts]))
    assert counts(ingest()) == {"updated": 1}
    indexes.catch_up()
    assert len(embeddings.encoded) == 2
    assert indexes.vectors and indexes.vectors.count() == indexes.keywords.count() == 6


def test_repeated_words_under_one_heading_are_passages_of_their_own(docs: Path, ingest: Ingest, store: Store) -> None:
    write(docs / "a.md", "# Plan\n\n" + "\n\n".join(["Immer dasselbe. " * 50] * 3))
    ingest()
    passages = store.passages_of(store.documents()[0].id or 0)
    assert len({p.id for p in passages}) == len(passages) == 3


def test_an_unreadable_new_version_keeps_the_old_text(docs: Path, ingest: Ingest, store: Store) -> None:
    write(docs / "a.md", "Der alte Text.")
    ingest()
    write(docs / "a.md", "")
    assert counts(ingest()) == {"unreadable": 1}
    assert held(store) == {"docs/a.md": ["Der alte Text."]}


def test_one_unreadable_file_does_not_stop_the_others(docs: Path, ingest: Ingest, store: Store) -> None:
    (docs / "a.pdf").write_bytes(b"%PDF-1.4 kaputt")
    (docs / "b.docx").write_bytes(b"PK\x03\x04 kaputt")
    write(docs / "c.md", "---\nnur: Kopf\n---\n")
    write(docs / "d.md", "Lesbar.")
    report = ingest()
    assert counts(report) == {"added": 1, "unreadable": 3}
    assert all(item.as_dict("de")["reason"] for item in report.unreadable)
    assert list(held(store)) == ["docs/d.md"]


def test_a_file_name_that_is_no_text_is_reported_and_the_rest_is_read(docs: Path, ingest: Ingest, store: Store) -> None:
    Path(os.fsdecode(os.fsencode(docs) + b"/Pr\xfcfung.md")).write_text("Alte Kodierung.")
    write(docs / "z.md", "Lesbar.")
    report = ingest()
    assert counts(report) == {"added": 1, "unreadable": 1}
    assert report.unreadable[0].document == "docs/Pr?fung.md"
    assert isinstance(report.unreadable[0].error, NotAccessible)


def test_a_changed_reader_reads_everything_again_and_keeps_equal_vectors(
    docs: Path,
    ingest: Ingest,
    open_indexes: Callable[..., Indexes],
    embeddings: WordBag,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(docs / "a.md", "Ein Text.")
    write(docs / "b.md", "Ein Text.")
    ingest()
    indexes = open_indexes()
    indexes.catch_up()
    monkeypatch.setattr(ingesting, "MADE_BY", "reader 99")
    embeddings.encoded.clear()
    assert counts(ingest()) == {"updated": 1, "duplicate": 1}
    assert counts(ingest()) == {"unchanged": 1, "duplicate": 1}
    indexes.catch_up()
    assert embeddings.encoded == []


# --- moved ---


def test_a_moved_file_keeps_its_ids_and_vectors(
    docs: Path, ingest: Ingest, store: Store, open_indexes: Callable[..., Indexes], embeddings: WordBag
) -> None:
    write(docs / "Alpha" / "notizen" / "a.md", "# Plan\n\nDer Betriebsrat stimmt zu.")
    ingest()
    indexes = open_indexes()
    indexes.catch_up()
    ids = set(store.changed_after(0))
    embeddings.encoded.clear()
    (docs / "Alpha").rename(docs / "Beta")
    assert counts(ingest()) == {"moved": 1}
    indexes.catch_up()
    assert embeddings.encoded == []
    assert set(store.changed_after(0)) == ids
    vector = embeddings.encode_question("Betriebsrat")
    for project, expected in (("Beta", ids), ("Alpha", set())):
        only = Filter(project=project)
        assert {id_ for id_, _ in indexes.keywords.search("Betriebsrat", 9, only)} == expected
        assert indexes.vectors is not None
        assert {id_ for id_, _ in indexes.vectors.search(vector, 9, only)} == expected


def test_a_renamed_file_without_a_title_takes_its_new_name_as_title(docs: Path, ingest: Ingest, store: Store) -> None:
    write(docs / "alt.txt", "Der Betriebsrat stimmt zu.")
    ingest()
    number = store.documents()[0].id
    (docs / "alt.txt").rename(docs / "neu.txt")
    assert counts(ingest()) == {"moved": 1}
    assert [(d.id, d.title, d.name) for d in store.documents()] == [(number, "neu", "docs/neu.txt")]


def test_a_name_changed_only_by_case_is_a_move(docs: Path, ingest: Ingest, store: Store) -> None:
    write(docs / "plan.md", "# Plan\n\nText.")
    ingest()
    (docs / "plan.md").rename(docs / "Plan.md")
    assert counts(ingest()) == {"moved": 1}
    assert list(held(store)) == ["docs/Plan.md"]


def test_a_file_moved_here_from_a_folder_not_given_now_is_not_stored_twice(
    docs: Path, ingest: Ingest, store: Store
) -> None:
    write(docs / "a" / "x.md", "# Plan\n\nText.")
    (docs / "b").mkdir()
    ingest()
    (docs / "a" / "x.md").rename(docs / "b" / "x.md")
    assert counts(ingest(docs / "b")) == {"moved": 1}
    assert list(held(store)) == ["b/x.md"]


def test_a_file_moved_over_another_replaces_it(docs: Path, ingest: Ingest, store: Store) -> None:
    write(docs / "alt.md", "# Plan\n\nAlt.")
    write(docs / "neu.md", "# Plan\n\nNeu.")
    ingest()
    (docs / "neu.md").rename(docs / "alt.md")
    assert counts(ingest()) == {"updated": 1, "removed": 1}
    assert held(store) == {"docs/alt.md": ["Neu."]}
    assert counts(ingest()) == {"unchanged": 1}


def test_two_files_that_change_places_keep_their_texts(docs: Path, ingest: Ingest, store: Store) -> None:
    write(docs / "a.md", "# A\n\nEins.")
    write(docs / "b.md", "# B\n\nZwei.")
    ingest()
    (docs / "a.md").rename(docs / "c.md")
    (docs / "b.md").rename(docs / "a.md")
    (docs / "c.md").rename(docs / "b.md")
    ingest()
    assert held(store) == {"docs/a.md": ["Zwei."], "docs/b.md": ["Eins."]}
    assert counts(ingest()) == {"unchanged": 2}


# --- copies ---


@pytest.mark.parametrize("copy", ["docs/0.md", "docs/z.md", "anderswo/z.md"])
def test_a_copy_takes_the_place_of_its_vanished_original(
    copy: str, docs: Path, ingest: Ingest, store: Store, tmp_path: Path
) -> None:
    write(docs / "a.md", "# Plan\n\nText.")
    ingest()
    write(tmp_path / copy, "# Plan\n\nText.")
    assert counts(ingest((tmp_path / copy).parent)) in ({"duplicate": 1}, {"unchanged": 1, "duplicate": 1})
    ids = set(store.changed_after(0))
    (docs / "a.md").unlink()
    assert counts(ingest()) == {"moved": 1}
    assert (list(held(store)), store.copies()) == ([copy], [])
    assert set(store.changed_after(0)) == ids


@pytest.mark.parametrize("copy", ["docs/0.md", "docs/z.md", "anderswo/z.md"])
def test_the_text_of_a_copy_stays_when_its_original_gets_another(
    copy: str, docs: Path, ingest: Ingest, store: Store, tmp_path: Path
) -> None:
    write(docs / "a.md", "# Plan\n\nText.")
    ingest()
    write(tmp_path / copy, "# Plan\n\nText.")
    ingest((tmp_path / copy).parent)
    write(docs / "a.md", "# Plan\n\nAnderer Text.")
    assert counts(ingest()) == {"updated": 1, "added": 1}
    assert held(store) == {"docs/a.md": ["Anderer Text."], copy: ["Text."]}


@pytest.mark.parametrize("copy", ["0.md", "z.md"])
def test_a_new_file_with_the_text_that_another_just_had_is_no_copy(
    copy: str, docs: Path, ingest: Ingest, store: Store
) -> None:
    write(docs / "a.md", "# Plan\n\nText.")
    ingest()
    write(docs / "a.md", "# Plan\n\nAnderer Text.")
    write(docs / copy, "# Plan\n\nText.")
    assert counts(ingest()) == {"updated": 1, "added": 1}
    assert counts(ingest()) == {"unchanged": 2}


def test_an_edited_copy_becomes_a_document(docs: Path, ingest: Ingest, store: Store) -> None:
    for name in ("a.md", "b.md"):
        write(docs / name, "# Plan\n\nText.")
    ingest()
    write(docs / "b.md", "# Plan\n\nEigener Text.")
    assert counts(ingest()) == {"unchanged": 1, "added": 1}
    assert store.copies() == []


def test_a_copy_edited_while_its_original_vanishes_is_new_and_the_original_gone(
    docs: Path, ingest: Ingest, store: Store
) -> None:
    for name in ("a.md", "b.md"):
        write(docs / name, "# Plan\n\nText.")
    ingest()
    write(docs / "b.md", "# Plan\n\nEigener Text.")
    (docs / "a.md").unlink()
    assert counts(ingest()) == {"added": 1, "removed": 1}
    assert held(store) == {"docs/b.md": ["Eigener Text."]}


def test_a_copy_elsewhere_that_was_edited_since_does_not_take_the_place(
    docs: Path, ingest: Ingest, store: Store, tmp_path: Path
) -> None:
    write(docs / "a.md", "# Plan\n\nText.")
    write(tmp_path / "anderswo" / "z.md", "# Plan\n\nText.")
    ingest(docs, tmp_path / "anderswo")
    write(tmp_path / "anderswo" / "z.md", "# Plan\n\nEigener Text.")
    (docs / "a.md").unlink()
    assert counts(ingest()) == {"removed": 1}
    assert held(store) == {}


def test_a_document_edited_into_a_duplicate_leaves_the_index(docs: Path, ingest: Ingest, store: Store) -> None:
    write(docs / "a.md", "# Plan\n\nText.")
    write(docs / "b.md", "# Plan\n\nEigener Text.")
    ingest()
    write(docs / "b.md", "# Plan\n\nText.")
    assert counts(ingest()) == {"unchanged": 1, "duplicate": 1, "removed": 1}
    assert list(held(store)) == ["docs/a.md"]
    assert [copy.name for copy in store.copies()] == ["docs/b.md"]


def test_a_vanished_copy_is_forgotten(docs: Path, ingest: Ingest, store: Store) -> None:
    for name in ("a.md", "b.md"):
        write(docs / name, "# Plan\n\nText.")
    ingest()
    (docs / "b.md").unlink()
    assert counts(ingest()) == {"unchanged": 1}
    assert store.copies() == []


# --- which files ---


def test_hidden_files_lock_files_and_links_out_of_the_folder_are_left_alone(
    docs: Path, ingest: Ingest, store: Store, tmp_path: Path
) -> None:
    write(tmp_path / "geheim" / "geheim.md", "Geheim.")
    write(docs / "a.md", "Offen.")
    for name in (".versteckt.md", ".git/x.md", "~$Bericht.docx", ".~lock.a.md#", "unter/.y/z.md"):
        write(docs / name, f"Nicht lesen: {name}")
    (docs / "verweis.md").symlink_to(tmp_path / "geheim" / "geheim.md")
    (docs / "ordner").symlink_to(tmp_path / "geheim")
    (docs / "kreis").symlink_to(docs)
    (docs / "selbst.md").symlink_to(docs / "selbst.md")
    (docs / "ins-leere.md").symlink_to(docs / "nichts.md")
    os.mkfifo(docs / "rohr.md")
    assert counts(ingest()) == {"added": 1}
    assert held(store) == {"docs/a.md": ["Offen."]}


def test_a_link_to_a_folder_may_be_given_itself(docs: Path, ingest: Ingest, store: Store, tmp_path: Path) -> None:
    write(docs / "a.md", "Text.")
    (tmp_path / "verweis").symlink_to(docs)
    assert counts(ingest(tmp_path / "verweis")) == {"added": 1}
    assert counts(ingest(docs)) == {"unchanged": 1}


def test_an_empty_folder_is_no_error(docs: Path, ingest: Ingest) -> None:
    assert counts(ingest()) == {}


def test_paths_given_twice_or_inside_each_other_are_read_once(docs: Path, ingest: Ingest, store: Store) -> None:
    write(docs / "unter" / "a.md", "Text.")
    write(docs / "unter" / "bild.png", "kein Text")
    report = ingest(docs, docs / "unter", docs, docs / "unter" / "a.md", docs / "unter" / ".." / "unter")
    assert counts(report) == {"added": 1, "skipped": 1}
    assert list(held(store)) == ["docs/unter/a.md"]


def test_a_single_file_may_be_given_even_a_hidden_one(docs: Path, ingest: Ingest, store: Store) -> None:
    write(docs / ".notiz.md", "Text.")
    write(docs / "b.md", "Anderer Text.")
    assert counts(ingest(docs / ".notiz.md")) == {"added": 1}
    assert counts(ingest(docs / "b.md")) == {"added": 1}
    assert list(held(store)) == [".notiz.md", "b.md"]


def test_a_missing_path_writes_nothing(docs: Path, ingest: Ingest, store: Store, tmp_path: Path) -> None:
    write(docs / "a.md", "Text.")
    with pytest.raises(PathMissing, match="nirgends"):
        ingest(docs, tmp_path / "nirgends")
    assert (store.last_change(), store.documents()) == (0, [])


def test_progress_names_each_file_and_ends_full(docs: Path, store: Store, reader: DocumentReader) -> None:
    for name in ("a.md", "b.md"):
        write(docs / name, f"Text {name}")
    told: list[tuple[int, int, str]] = []
    synchronise([docs], store, reader=reader, progress=lambda *step: told.append(step))
    assert told == [(0, 2, "docs/a.md"), (1, 2, "docs/b.md"), (2, 2, "")]


# --- facts about documents ---


@pytest.mark.parametrize(
    ("head", "project", "kind", "date", "language"),
    [
        ("", "Alpha", Kind.NOTE, "2024-05-06", "de"),
        ("projekt: Beta\nart: Lessons Learned\ndatum: 31.03.2027", "Beta", Kind.LESSON, "2027-03-31", "de"),
        ("project: 'Größe'\nkind: RISIKO\ndate: 2027-03-31", "Größe", Kind.RISK, "2027-03-31", "de"),
        ("kind: Unsinn\ndate: irgendwann\nproject: ''", "Alpha", Kind.NOTE, "2024-05-06", "de"),
        ("kind: [lesson]\nproject: [a, b]\nlanguage: en", "Alpha", Kind.NOTE, "2024-05-06", "en"),
        ("language: fr", "Alpha", Kind.NOTE, "2024-05-06", "de"),
        ("date: 2027-03-31 10:15:00", "Alpha", Kind.NOTE, "2027-03-31", "de"),
    ],
)
def test_front_matter_counts_before_folders_and_file_dates(
    head: str,
    project: str,
    kind: Kind,
    date: str,
    language: str,
    docs: Path,
    ingest: Ingest,
    store: Store,
) -> None:
    path = write(docs / "Alpha" / "notizen" / "a.md", f"---\n{head}\n---\nDer Betriebsrat hat zugestimmt.")
    os.utime(path, (1_715_000_000, 1_715_000_000))  # 2024-05-06
    ingest()
    found = store.documents()[0]
    assert (found.project, found.kind, found.date, found.language) == (project, kind, date, language)
    assert store.passages_of(found.id or 0)[0].language == language
    (docs / "Alpha").rename(docs / "Gamma")
    ingest()
    assert store.documents()[0].project == ("Gamma" if project == "Alpha" else project)


def test_each_passage_has_its_own_language(docs: Path, ingest: Ingest, store: Store) -> None:
    german, english = "Das ist der Plan für die Daten und nicht mehr.", "This is the plan for the data and no more."
    write(docs / "a.md", f"# Plan\n\n{german}\n\n## Summary\n\n{english}\n\n## 2027\n\n42")
    ingest()
    found = store.documents()[0]
    assert found.language == "de"
    assert [p.language for p in store.passages_of(found.id or 0)] == ["de", "en", "de"]


def test_names_are_composed_so_that_they_can_be_searched(docs: Path, ingest: Ingest, store: Store) -> None:
    write(docs / unicodedata.normalize("NFD", "Prüfung.txt"), "Text.")
    ingest()
    assert [(d.name, d.title) for d in store.documents()] == [("docs/Prüfung.txt", "Prüfung")]
    assert counts(ingest()) == {"unchanged": 1}


def test_the_manifest_keeps_the_hash_of_the_file(docs: Path, ingest: Ingest, store: Store) -> None:
    path = write(docs / "a.md", "Text.")
    ingest()
    assert store.documents()[0].content_hash == hashlib.sha256(path.read_bytes()).hexdigest()
