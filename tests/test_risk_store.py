"""Risks are kept with every version, and many are taken over as a whole or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.database import Database
from assistant.errors import RiskMissing, StoreDamaged
from assistant.goal_store import GoalStore, Imported
from assistant.risk_store import RiskStore
from assistant.risks.exchange import read_risks, write_risks
from assistant.risks.matrix import Movement, movement, trend
from assistant.risks.register import Risk, RiskStatus
from tests.risks.registers import TODAY, registers, risk


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "risks.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def risks(database: Database) -> RiskStore:
    return RiskStore(database)


def _numbers(risks: RiskStore, number: int) -> list[tuple[int, tuple[str, ...], str]]:
    return [(version.number, version.changed, version.reason) for version in risks.versions(number)]


# --- one risk ---


def test_what_is_stored_comes_back_whole(risks: RiskStore) -> None:
    given = risk(None, text="Größe\x00 „x“\n🙂", notes="'; DROP TABLE risks; --", lessons=("ä.md", "b;c.md"))
    stored = risks.add(given, reason="Workshop")
    assert stored == replace(given, id=1) == risks.risk(1) and risks.risks() == [stored]
    assert _numbers(risks, 1) == [(1, (), "Workshop")] and risks.versions(1)[0].risk == stored


def test_a_bare_risk_comes_back_with_nothing_added(risks: RiskStore) -> None:
    assert risks.add(Risk("x", "en")) == Risk("x", "en", id=1) == risks.risk(1)


def test_a_change_keeps_the_old_version_with_reason_and_time(risks: RiskStore) -> None:
    before = datetime.now(UTC)
    first = risks.add(risk(None), "Workshop")
    second = replace(first, owner="Leitung", goals=(7,))
    third = replace(second, status=RiskStatus.OCCURRED)
    assert risks.change(second, "Zuständigkeit") and risks.change(third, "eingetreten am Montag")
    assert _numbers(risks, 1) == [
        (1, (), "Workshop"),
        (2, ("owner", "goals"), "Zuständigkeit"),
        (3, ("status",), "eingetreten am Montag"),
    ]
    versions = risks.versions(1)
    assert [version.risk for version in versions] == [first, second, third] and risks.risk(1) == third
    assert before <= versions[0].saved_at <= versions[1].saved_at <= versions[2].saved_at <= datetime.now(UTC)


def test_a_risk_that_does_not_differ_makes_no_version(risks: RiskStore) -> None:
    stored = risks.add(risk(None))
    assert not risks.change(stored, "nichts") and len(risks.versions(1)) == 1


def test_what_is_not_there_is_named(risks: RiskStore) -> None:
    for ask in (risks.risk, risks.versions):
        with pytest.raises(RiskMissing, match="number 7"):
            ask(7)
    for number in (7, None):
        with pytest.raises(RiskMissing, match=f"number {number}"):
            risks.change(risk(number), "")
    assert risks.risks() == [] and risks.histories() == {}


def test_risks_and_their_histories_are_found_by_project(risks: RiskStore) -> None:
    for project in ("Pumpen", "", "Büro", "Pumpen"):
        risks.add(risk(None, project=project))
    risks.change(risk(4, project="Büro"), "umgezogen")
    assert [one.id for one in risks.risks("Büro")] == [3, 4] and [one.id for one in risks.risks("")] == [2]
    assert risks.projects() == ["Büro", "Pumpen"] and risks.risks("büro") == []
    histories = risks.histories("Büro")
    assert [(number, len(versions)) for number, versions in histories.items()] == [(3, 1), (4, 2)]
    assert len(risks.histories()) == 4


def test_a_removed_risk_is_gone_with_its_versions_and_its_number_is_not_used_again(risks: RiskStore) -> None:
    risks.add(risk(None))
    risks.remove(1)
    risks.remove(1)
    assert risks.histories() == {} and risks.add(risk(None)).id == 2


def test_the_trend_follows_from_what_is_stored(risks: RiskStore) -> None:
    stored = risks.add(risk(None, residual_likelihood=None))
    risks.change(replace(stored, residual_likelihood=1), "Nachweis erbracht")
    histories = risks.histories()
    (point,) = trend(list(histories.values()))
    assert point.score == 4 and movement(histories[1], TODAY) in Movement


# --- many at once ---


def test_many_are_added_with_new_numbers(risks: RiskStore) -> None:
    risks.add(risk(None))
    assert risks.add_all([risk(1), risk(None), risk(9)], "Import") == Imported(added=(2, 3, 4))
    assert [one.id for one in risks.risks()] == [1, 2, 3, 4] and _numbers(risks, 4) == [(1, (), "Import")]


def test_an_update_changes_adds_and_leaves_alone(risks: RiskStore) -> None:
    risks.add_all([risk(None), risk(None), risk(None)])
    changed = replace(risks.risk(2), owner="neu")
    done = risks.update_all([risks.risk(1), changed, risk(None, text="neu")], "Import")
    assert done == Imported(added=(4,), changed=(2,), unchanged=(1,))
    assert [len(versions) for versions in risks.histories().values()] == [1, 2, 1, 1]


def test_an_update_with_an_unknown_number_changes_nothing(risks: RiskStore) -> None:
    stored = risks.add(risk(None))
    with pytest.raises(RiskMissing, match="number 8"):
        risks.update_all([replace(stored, owner="neu"), risk(None), risk(8)])
    assert risks.risks() == [stored] and len(risks.versions(1)) == 1


@given(registers())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_a_register_survives_store_file_and_store_again(database: Database, given: list[Risk]) -> None:
    store = RiskStore(database)
    added = store.add_all(given).added
    stored = [store.risk(number) for number in added]
    assert [replace(one, id=None) for one in stored] == [replace(one, id=None) for one in given]
    read = read_risks(write_risks(stored, ".xlsx", "de"))
    assert store.update_all(read.risks) == Imported((), (), added)


# --- the file ---


def test_goals_and_risks_share_a_file_and_survive_reopening(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    for expected in (0, 1):
        database = Database(path)
        GoalStore(database)
        risks = RiskStore(database)
        assert len(risks.risks()) == expected
        risks.add(risk(None))
        database.close()


def test_a_damaged_file_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "risks.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(StoreDamaged):
        RiskStore(Database(path)).risks()


def test_every_state_of_the_register_has_a_revision_of_its_own(risks: RiskStore) -> None:
    seen = [risks.revision()]
    first = risks.add(risk(None))
    seen.append(risks.revision())
    risks.change(replace(first, owner="Mika Brandt"), "Übergabe")
    seen.append(risks.revision())
    last = risks.add(risk(None))
    seen.append(risks.revision())
    risks.remove(last.id or 0)
    seen.append(risks.revision())
    risks.add(risk(None))
    seen.append(risks.revision())
    assert seen[4] == seen[2] and len(set(seen)) == len(seen) - 1  # removing the last one led back
    assert risks.revision() == seen[-1]
