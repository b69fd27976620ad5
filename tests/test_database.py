"""One file for everything: transactions are whole or nothing, older files are taken along, newer ones are refused."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

from assistant.database import SCHEMA_VERSION, Database
from assistant.errors import StoreDamaged, StoreTooNew, StoreUnusable
from assistant.goal_store import GoalStore
from assistant.goals.levels import Goal, Level
from assistant.store import open_store
from tests.samples import document, passage

_schema = MetaData()
_things = Table("things", _schema, Column("id", Integer, primary_key=True))


def _version(path: Path) -> str:
    with sqlite3.connect(path) as raw:
        return str(raw.execute("SELECT value FROM facts WHERE name = 'schema'").fetchone()[0])


def test_a_new_file_knows_its_version_and_gets_a_name_of_its_own(tmp_path: Path) -> None:
    first, other = Database(tmp_path / "deep" / "a.sqlite"), Database(tmp_path / "b.sqlite")
    again = Database(tmp_path / "deep" / "a.sqlite")
    assert first.identity == again.identity != other.identity
    assert _version(tmp_path / "b.sqlite") == str(SCHEMA_VERSION)
    for one in (first, other, again):
        one.close()


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite")
    database.add_tables(_schema)
    database.add_tables(_schema)
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.execute(insert(_things).values(id=1))
        _ = 1 / 0
    with database.reading() as connection:
        assert connection.execute(select(_things)).all() == []
    database.close()


def test_a_reader_sees_one_state_while_another_writes(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite")
    database.add_tables(_schema)
    with database.reading() as reading:
        assert reading.execute(select(_things)).all() == []
        with database.writing() as writing:
            writing.execute(insert(_things).values(id=1))
        assert reading.execute(select(_things)).all() == []
    with database.reading() as reading:
        assert len(reading.execute(select(_things)).all()) == 1
    database.close()


def _make_version_1(path: Path) -> None:
    """A database as the first version left it: documents, no tables for goals."""
    with open_store(path) as store:
        store.put(document(), [passage("Größe")])
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE facts SET value = '1' WHERE name = 'schema'")
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert not [name for name in tables if name.startswith("goal")]


def test_a_database_of_version_1_gets_the_tables_for_goals_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    _make_version_1(path)
    with open_store(path) as store:
        identity, change = store.identity, store.last_change()
        goals = GoalStore(store.database)
        goals.add(Goal("Mission", "de", Level.MISSION))
    assert _version(path) == str(SCHEMA_VERSION)
    with open_store(path) as store:
        assert (store.identity, store.last_change(), store.count_documents()) == (identity, change, 1)
        assert [one.text for one in store.passages_of(1)] == ["Größe"]
        assert [one.text for one in GoalStore(store.database).goals()] == ["Mission"]


def test_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    Database(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute(f"UPDATE facts SET value = '{SCHEMA_VERSION + 1}' WHERE name = 'schema'")
    with pytest.raises(StoreTooNew, match=str(SCHEMA_VERSION + 1)):
        Database(path)


def test_rubbish_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"no database" * 500)
    with pytest.raises(StoreDamaged):
        Database(tmp_path / "a.sqlite")
    with pytest.raises(StoreUnusable):
        Database(tmp_path)


def test_a_place_without_room_is_no_damage(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite")
    database.add_tables(_schema)
    with pytest.raises(StoreUnusable), database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.execute(insert(_things), [{"id": number} for number in range(50_000)])
    database.close()
