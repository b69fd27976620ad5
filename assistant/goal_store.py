"""Goals with their versions and readings, in the same SQLite file as the documents.

Every change of a goal makes a new version and keeps the old ones. It keeps what it is given: whether a tree makes
sense is the business of `goals.gaps`, and asking before a goal is removed that of the caller.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from assistant.database import Database
from assistant.errors import GoalMissing
from assistant.goals.levels import (
    Goal,
    GoalStatus,
    Level,
    MetricKind,
    Version,
    changed_fields,
    changes_demand,
)
from assistant.goals.review import Reading

_schema = MetaData()
_goals = Table(
    "goals",
    _schema,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("parent", ForeignKey("goals.id", ondelete="SET NULL"), index=True),
    *(
        Column(name, String, nullable=False)
        for name in "text language level project owner status metric metric_kind unit notes".split()
    ),
    # Numbers and days as text: SQLite would store 0.1 as a binary fraction.
    *(Column(name, String) for name in "baseline target start end upkeep_until review".split()),
    sqlite_autoincrement=True,
)
_versions = Table(
    "goal_versions",
    _schema,
    Column("id", Integer, primary_key=True),
    Column("goal_id", ForeignKey("goals.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("major", Integer, nullable=False),
    Column("minor", Integer, nullable=False),
    Column("saved_at", String, nullable=False),
    Column("changed", JSON, nullable=False),
    Column("goal", JSON, nullable=False),
    Column("reason", String, nullable=False),
)
_readings = Table(
    "goal_readings",
    _schema,
    Column("id", Integer, primary_key=True),
    Column("goal_id", ForeignKey("goals.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("day", String, nullable=False),
    Column("value", String),
    Column("note", String, nullable=False),
)
_PARENT_REMOVED = {"de": "Oberziel entfernt: {text}", "en": "Parent goal removed: {text}"}


@dataclass(frozen=True)
class Imported:
    """What an import did: the numbers of the goals that were added, changed, and left as they were."""

    added: tuple[int, ...]
    changed: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()


class GoalStore:
    """The goals in a database that is already open; closing it is up to whoever opened it.

    Every method raises StoreDamaged or StoreUnusable when the file breaks or cannot be reached.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        database.add_tables(_schema)

    # --- reading ---

    def goals(self, project: str | None = None) -> list[Goal]:
        """All goals, or those of a project, by number."""
        wanted = select(_goals).order_by(_goals.c.id)
        if project is not None:
            wanted = wanted.where(_goals.c.project == project)
        with self._database.reading() as connection:
            return [_goal(row) for row in connection.execute(wanted).mappings()]

    def goal(self, number: int) -> Goal:
        """The goal as it is now; raises GoalMissing."""
        with self._database.reading() as connection:
            return _found(connection, number)

    def versions(self, number: int) -> list[Version]:
        """All versions from the first to the present one; raises GoalMissing."""
        mine = select(_versions).where(_versions.c.goal_id == number).order_by(_versions.c.id)
        with self._database.reading() as connection:
            _found(connection, number)
            return [_version(row) for row in connection.execute(mine).mappings()]

    def readings(self, number: int) -> list[Reading]:
        """What was measured of a goal, by day; of one day in the order entered. Raises GoalMissing."""
        mine = select(_readings).where(_readings.c.goal_id == number).order_by(_readings.c.day, _readings.c.id)
        with self._database.reading() as connection:
            _found(connection, number)
            return [_reading(row) for row in connection.execute(mine).mappings()]

    # --- writing ---

    def add(self, goal: Goal, reason: str = "") -> Goal:
        """Stores a new goal as version 1.0 and returns it with its number; raises GoalMissing for an unknown parent."""
        with self._database.writing() as connection:
            return _add(connection, goal, reason)

    def change(self, goal: Goal, reason: str) -> bool:
        """Stores a goal over the one of its number, as a new version; False where nothing differs. Raises GoalMissing
        for an unknown goal or parent."""
        with self._database.writing() as connection:
            return _change(connection, goal, reason)

    def remove(self, number: int) -> None:
        """Removes a goal with its versions and readings for good; its children lose their parent, as a version of
        theirs. An unknown number is no error."""
        with self._database.writing() as connection:
            own = connection.execute(select(_goals).where(_goals.c.id == number)).mappings().one_or_none()
            if own is None:
                return
            children = connection.execute(select(_goals).where(_goals.c.parent == number)).mappings().all()
            for child in map(_goal, children):
                reason = _PARENT_REMOVED["de" if child.language == "de" else "en"].format(text=own["text"])
                _change(connection, replace(child, parent=None), reason)
            connection.execute(delete(_goals).where(_goals.c.id == number))

    def add_reading(self, reading: Reading) -> Reading:
        """Stores what was measured and returns it with its number; raises GoalMissing."""
        value = None if reading.value is None else str(reading.value)
        row = {"goal_id": reading.goal, "day": reading.day.isoformat(), "value": value, "note": reading.note}
        with self._database.writing() as connection:
            _found(connection, reading.goal)
            key = connection.execute(insert(_readings).values(**row)).inserted_primary_key
        return replace(reading, id=int(key[0]))

    # --- many at once, all or nothing ---

    def add_all(self, goals: Sequence[Goal], reason: str = "") -> Imported:
        """Stores all as new goals: they get new numbers, and parents among them follow. Raises GoalMissing for a parent
        that is neither among them nor stored."""
        with self._database.writing() as connection:
            return Imported(added=_add_all(connection, goals, reason))

    def update_all(self, goals: Sequence[Goal], reason: str = "") -> Imported:
        """Stores each over the goal of its number, as a new version where it differs; those without a number (None, or
        below 1 where it only ties children to a parent) are added. Goals that are not named stay. Raises GoalMissing
        for an unknown number."""
        fresh = [goal for goal in goals if goal.id is None or goal.id < 1]
        known = [goal for goal in goals if goal.id is not None and goal.id >= 1]
        with self._database.writing() as connection:
            for goal in known:
                _found(connection, goal.id)
            numbers: dict[int, int] = {}
            added = _add_all(connection, fresh, reason, numbers)
            followed = [replace(goal, parent=numbers.get(goal.parent, goal.parent)) for goal in known]
            changed = {goal.id for goal in followed if _change(connection, goal, reason)}
        unchanged = tuple(goal.id for goal in known if goal.id not in changed)
        return Imported(added, tuple(goal.id for goal in known if goal.id in changed), unchanged)


# --- single steps, inside a transaction of the caller ---


def _add(connection: Connection, goal: Goal, reason: str) -> Goal:
    _check_parent(connection, goal)
    values = _values(goal)
    key = connection.execute(insert(_goals).values(**values)).inserted_primary_key
    stored = replace(goal, id=int(key[0]))
    _save_version(connection, Version(1, 0, _now(), (), stored, reason))
    return stored


def _add_all(
    connection: Connection, goals: Iterable[Goal], reason: str, numbers: dict[int, int] | None = None
) -> tuple[int, ...]:
    """First all without parents, then the links: a parent may come after its child. Fills `numbers`, old to new."""
    numbers = {} if numbers is None else numbers
    added: list[tuple[int, Goal]] = []
    for goal in goals:
        key = connection.execute(insert(_goals).values(**_values(replace(goal, parent=None)))).inserted_primary_key
        added.append((int(key[0]), goal))
        if goal.id is not None:
            numbers[goal.id] = int(key[0])
    for number, goal in added:
        stored = replace(goal, id=number, parent=numbers.get(goal.parent, goal.parent))
        _check_parent(connection, stored)
        connection.execute(update(_goals).where(_goals.c.id == number).values(parent=stored.parent))
        _save_version(connection, Version(1, 0, _now(), (), stored, reason))
    return tuple(number for number, _ in added)


def _change(connection: Connection, goal: Goal, reason: str) -> bool:
    before = _found(connection, goal.id)
    _check_parent(connection, goal)
    changed = changed_fields(before, goal)
    if not changed:
        return False
    connection.execute(update(_goals).where(_goals.c.id == goal.id).values(**_values(goal)))
    newest = select(_versions.c.major, _versions.c.minor).where(_versions.c.goal_id == goal.id)
    major, minor = connection.execute(newest.order_by(_versions.c.id.desc()).limit(1)).one()
    number = (major + 1, 0) if changes_demand(before, goal) else (major, minor + 1)
    _save_version(connection, Version(*number, _now(), changed, goal, reason))
    return True


def _check_parent(connection: Connection, goal: Goal) -> None:
    if goal.parent is not None:
        _found(connection, goal.parent)


def _found(connection: Connection, number: int | None) -> Goal:
    row = connection.execute(select(_goals).where(_goals.c.id == number)).mappings().one_or_none()
    if row is None:
        raise GoalMissing(number=number)
    return _goal(row)


def _save_version(connection: Connection, version: Version) -> None:
    row = {"goal_id": version.goal.id, "major": version.major, "minor": version.minor, "reason": version.reason}
    row |= {"saved_at": version.saved_at.isoformat(), "changed": list(version.changed)}
    connection.execute(insert(_versions).values(**row, goal={"id": version.goal.id} | _values(version.goal)))


def _now() -> datetime:
    return datetime.now(UTC)


# --- rows ---


def _values(goal: Goal) -> dict[str, Any]:
    """As columns and as JSON: numbers as their digits, days ISO 8601. Without the id, which the database gives."""
    return {
        name: str(value) if isinstance(value, Decimal | date | str) else value
        for name, value in asdict(goal).items()
        if name != "id"
    }


def _goal(row: Mapping[str, Any]) -> Goal:
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in ("baseline", "target")}
    names = ("start", "end", "upkeep_until", "review")
    days = {name: None if row[name] is None else date.fromisoformat(row[name]) for name in names}
    kinds = {
        "level": Level(row["level"]),
        "status": GoalStatus(row["status"]),
        "metric_kind": MetricKind(row["metric_kind"]),
    }
    return Goal(**(dict(row) | numbers | days | kinds))


def _version(row: Mapping[str, Any]) -> Version:
    return Version(
        major=row["major"],
        minor=row["minor"],
        saved_at=datetime.fromisoformat(row["saved_at"]),
        changed=tuple(row["changed"]),
        goal=_goal(row["goal"]),
        reason=row["reason"],
    )


def _reading(row: Mapping[str, Any]) -> Reading:
    value = None if row["value"] is None else Decimal(row["value"])
    return Reading(row["goal_id"], date.fromisoformat(row["day"]), value, row["note"], row["id"])
