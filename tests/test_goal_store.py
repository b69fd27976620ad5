"""Goals are kept with every version and reading, and many are taken over as a whole or not at all."""

import multiprocessing
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.database import Database
from assistant.errors import GoalMissing, StoreDamaged
from assistant.goal_store import GoalStore, Imported
from assistant.goals.gaps import gaps
from assistant.goals.levels import Goal, GoalStatus, Level
from assistant.goals.review import Reading
from tests.goals.trees import TODAY, forests, goal, tree


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "goals.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def goals(database: Database) -> GoalStore:
    return GoalStore(database)


def _numbers(goals: GoalStore, number: int) -> list[tuple[str, tuple[str, ...], str]]:
    return [(version.number, version.changed, version.reason) for version in goals.versions(number)]


# --- one goal ---


def test_what_is_stored_comes_back_whole(goals: GoalStore) -> None:
    given = replace(
        goal(None, Level.DATA),
        text="Größe\x00 „x“\n🙂",
        baseline=Decimal("0.1234567890123456789"),
        target=Decimal("-12.50"),
        notes="'; DROP TABLE goals; --",
    )
    stored = goals.add(given, reason="Auftrag")
    assert stored == replace(given, id=1) == goals.goal(1)
    assert goals.goals() == [stored] and str(goals.goal(1).target) == "-12.50"
    assert _numbers(goals, 1) == [("1.0", (), "Auftrag")] and goals.versions(1)[0].goal == stored


def test_a_bare_goal_comes_back_with_nothing_added(goals: GoalStore) -> None:
    assert goals.add(Goal("x", "en", Level.MISSION)) == Goal("x", "en", Level.MISSION, id=1) == goals.goal(1)


def test_a_change_keeps_the_old_version_with_reason_and_time(goals: GoalStore) -> None:
    before = datetime.now(UTC)
    first = goals.add(goal(None, Level.BUSINESS, target=Decimal("7.0")), "Auftrag")
    second = replace(first, owner="Leitung Kundendienst")
    third = replace(second, target=Decimal("8.5"))
    assert goals.change(second, "Zuständigkeit neu geregelt") and goals.change(third, "Werk Süd ohne Datenzugang")
    assert _numbers(goals, 1) == [
        ("1.0", (), "Auftrag"),
        ("1.1", ("owner",), "Zuständigkeit neu geregelt"),
        ("2.0", ("target",), "Werk Süd ohne Datenzugang"),
    ]
    versions = goals.versions(1)
    assert [version.goal for version in versions] == [first, second, third] and goals.goal(1) == third
    times = [version.saved_at for version in versions]
    assert before <= times[0] <= times[1] <= times[2] <= datetime.now(UTC)


def test_a_goal_that_does_not_differ_makes_no_version(goals: GoalStore) -> None:
    stored = goals.add(goal(None, Level.MODEL, target=Decimal("7.0")))
    assert not goals.change(stored, "nichts") and not goals.change(replace(stored, target=Decimal(7)), "nichts")
    assert len(goals.versions(1)) == 1


def test_what_is_not_there_is_named(goals: GoalStore) -> None:
    goals.add(goal(None, Level.MISSION))
    for ask in (goals.goal, goals.versions, goals.readings):
        with pytest.raises(GoalMissing, match="number 7"):
            ask(7)
    with pytest.raises(GoalMissing, match="number 7"):
        goals.change(goal(7, Level.MISSION), "")
    with pytest.raises(GoalMissing, match="number None"):
        goals.change(goal(None, Level.MISSION), "")
    with pytest.raises(GoalMissing, match="number 8"):
        goals.add(goal(None, Level.DATA, 8))
    with pytest.raises(GoalMissing, match="number 8"):
        goals.change(goal(1, Level.MISSION, 8), "")
    with pytest.raises(GoalMissing, match="number 9"):
        goals.add_reading(Reading(9, TODAY, None))
    assert goals.goals() == [goal(1, Level.MISSION, text="mission None")]


def test_goals_of_a_project_are_found(goals: GoalStore) -> None:
    for project in ("Pumpen", "", "Pumpen", "Büro"):
        goals.add(goal(None, Level.MISSION, project=project))
    assert [one.id for one in goals.goals("Pumpen")] == [1, 3]
    assert [one.id for one in goals.goals("")] == [2] and len(goals.goals()) == 4 and goals.goals("pumpen") == []


def test_a_removed_goal_is_gone_and_its_children_know_why_they_have_no_parent(goals: GoalStore) -> None:
    goals.add_all(tree())
    goals.add(goal(None, Level.DATA, 3, language="en"))
    goals.add_reading(Reading(3, TODAY, Decimal(1)))
    goals.remove(3)
    assert [(one.id, one.parent) for one in goals.goals()] == [(1, None), (2, 1), (4, None), (5, 4), (6, None)]
    assert _numbers(goals, 4)[-1] == ("1.1", ("parent",), "Oberziel entfernt: business 3")
    assert _numbers(goals, 6)[-1] == ("1.1", ("parent",), "Parent goal removed: business 3")
    for ask in (goals.versions, goals.readings):
        with pytest.raises(GoalMissing):
            ask(3)
    goals.remove(3)
    assert len(goals.goals()) == 5


def test_the_number_of_a_removed_goal_is_not_used_again(goals: GoalStore) -> None:
    goals.add(goal(None, Level.MISSION))
    goals.remove(1)
    assert goals.add(goal(None, Level.MISSION)).id == 2


def test_a_cycle_can_be_kept_and_is_named_as_a_gap(goals: GoalStore) -> None:
    goals.add_all([goal(1, Level.DATA), goal(2, Level.MODEL, 1)])
    goals.change(replace(goals.goal(1), parent=2), "aus Versehen")
    assert "cycle" in {str(gap.rule) for gap in gaps(goals.goals(), TODAY)}
    goals.remove(1)
    assert goals.goal(2).parent is None


# --- readings ---


def test_readings_come_by_day_and_of_one_day_as_entered(goals: GoalStore) -> None:
    goals.add(goal(None, Level.MODEL))
    goals.add(goal(None, Level.MODEL))
    given = [
        Reading(1, date(2027, 7, 1), Decimal("10.40"), "Controlling"),
        Reading(1, date(2027, 3, 1), None, "nicht gemessen"),
        Reading(1, date(2027, 7, 1), Decimal("10.1"), "berichtigt"),
        Reading(2, date(2027, 1, 1), Decimal(0)),
    ]
    stored = [goals.add_reading(one) for one in given]
    assert goals.readings(1) == [stored[1], stored[0], stored[2]] and goals.readings(2) == [stored[3]]
    assert [replace(one, id=None) for one in stored] == given


# --- many at once ---


def test_goals_of_a_file_get_new_numbers_and_keep_their_parents(goals: GoalStore) -> None:
    goals.add(goal(None, Level.MISSION))
    assert goals.add_all(list(reversed(tree())), "Import") == Imported(added=(2, 3, 4, 5, 6))
    found = {one.text: one for one in goals.goals()}
    for child, parent in (("strategic 2", "mission 1"), ("business 3", "strategic 2"), ("model 5", "data 4")):
        assert found[child].parent == found[parent].id
    assert _numbers(goals, 2) == [("1.0", (), "Import")] and goals.versions(2)[0].goal == goals.goal(2)


def test_an_import_brings_changes_additions_and_leaves_the_rest(goals: GoalStore) -> None:
    goals.add_all(tree())
    provisional = goal(-1, Level.DATA, 3)
    edited = [
        goal(1, Level.MISSION),
        replace(tree()[3], parent=-2, notes="neu"),
        provisional,
        goal(None, Level.MODEL, -1),
        goal(-2, Level.BUSINESS, 2),
    ]
    assert goals.update_all(edited, "Import") == Imported(added=(6, 7, 8), changed=(4,), unchanged=(1,))
    assert [(one.id, one.parent) for one in goals.goals()] == [
        (1, None),
        (2, 1),
        (3, 2),
        (4, 8),
        (5, 4),
        (6, 3),
        (7, 6),
        (8, 2),
    ]
    assert _numbers(goals, 4) == [("1.0", (), ""), ("1.1", ("parent", "notes"), "Import")]


def test_an_import_that_names_a_goal_nobody_has_changes_nothing(goals: GoalStore) -> None:
    goals.add_all(tree())
    with pytest.raises(GoalMissing, match="number 99"):
        goals.update_all([goal(None, Level.MISSION), goal(1, Level.MISSION, notes="neu"), goal(99, Level.MISSION)])
    with pytest.raises(GoalMissing, match="number 98"):
        goals.update_all([goal(1, Level.MISSION, notes="neu"), goal(2, Level.STRATEGIC, 98)])
    with pytest.raises(GoalMissing, match="number 97"):
        goals.add_all([goal(1, Level.MISSION), goal(2, Level.STRATEGIC, 97)])
    assert goals.goals() == tree() and all(len(goals.versions(number)) == 1 for number in range(1, 6))


@given(forest=forests())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_forest_is_kept_with_its_links(goals: GoalStore, forest: list[Goal]) -> None:
    added = goals.add_all(forest).added
    new = dict(zip((one.id for one in forest), added, strict=True))
    expected = [replace(one, id=new[one.id], parent=new.get(one.parent)) for one in forest]
    assert [goals.goal(number) for number in added] == expected
    assert [goals.versions(number)[0].goal for number in added] == expected


# --- the file ---


def test_a_write_that_fails_leaves_the_goal_as_it_was(goals: GoalStore) -> None:
    stored = goals.add(goal(None, Level.MISSION))
    with pytest.raises(UnicodeEncodeError):
        goals.change(replace(stored, text="\ud800"), "")
    assert goals.goal(1) == stored and len(goals.versions(1)) == 1


def test_a_damaged_file_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    database = Database(path)
    GoalStore(database).add_all([goal(None, Level.MISSION, text="x" * 500) for _ in range(300)])
    database.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    data = path.read_bytes()
    path.write_bytes(data[:16384] + b"\xaa" * (len(data) - 16384))
    with pytest.raises(StoreDamaged):
        database = Database(path)
        GoalStore(database).goals()
    database.close()


def _write(path: Path, worker: int, barrier: object) -> None:
    barrier.wait()  # type: ignore[attr-defined]
    database = Database(path)
    goals = GoalStore(database)
    for number in range(10):
        own = goals.add(goal(None, Level.MISSION, text=f"{worker} {number}"))
        goals.change(replace(own, status=GoalStatus.MISSED), "")
        goals.add_reading(Reading(own.id or 0, TODAY, Decimal(number)))
        goals.change(replace(goals.goal(1), notes=f"{worker} {number}"), f"{worker}")
        if number % 2:
            goals.remove(own.id or 0)
    database.close()


def test_several_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    database = Database(path)
    goals = GoalStore(database)
    goals.add(goal(None, Level.MISSION))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["assistant.goal_store"])
    barrier = context.Barrier(3)
    workers = [context.Process(target=_write, args=(path, worker, barrier)) for worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert len(goals.goals()) == 1 + 3 * 5
    assert all(len(goals.versions(one.id or 0)) == 2 and goals.readings(one.id or 0) for one in goals.goals()[1:])
    # Every change of the goal that all wrote to is there, each with a number of its own.
    numbers = [version.number for version in goals.versions(1)]
    assert len(numbers) == len(set(numbers)) == 31
    database.close()
