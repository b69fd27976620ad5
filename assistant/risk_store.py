"""Risks with their versions, in the same SQLite file as the documents.

Every change of a risk makes a new version and keeps the old ones. It keeps what it is given: what a register lacks is
the business of `risks.gaps`, and asking before a risk is removed that of the caller.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
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
    func,
    insert,
    select,
    update,
)

from assistant.database import Database
from assistant.errors import RiskMissing
from assistant.goal_store import Imported
from assistant.risks.register import Category, Risk, RiskStatus, Version, changed_fields

_TEXTS = "text language project event cause effect category measure owner trigger status source notes".split()
_STEPS = "likelihood impact residual_likelihood residual_impact".split()
_DAYS = "review committee".split()
_LISTS = "goals lessons".split()
_schema = MetaData()
_risks = Table(
    "risks",
    _schema,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *(Column(name, String, nullable=False) for name in _TEXTS),
    *(Column(name, Integer) for name in _STEPS),
    *(Column(name, String) for name in _DAYS),
    *(Column(name, JSON, nullable=False) for name in _LISTS),
    sqlite_autoincrement=True,
)
_versions = Table(
    "risk_versions",
    _schema,
    Column("id", Integer, primary_key=True),
    Column("risk_id", ForeignKey("risks.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("saved_at", String, nullable=False),
    Column("changed", JSON, nullable=False),
    Column("risk", JSON, nullable=False),
    Column("reason", String, nullable=False),
)


class RiskStore:
    """The risks in a database that is already open; closing it is up to whoever opened it.

    Every method raises StoreDamaged or StoreUnusable when the file breaks or cannot be reached.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        database.add_tables(_schema)

    # --- reading ---

    def risks(self, project: str | None = None) -> list[Risk]:
        """All risks, or those of a project, by number."""
        wanted = select(_risks).order_by(_risks.c.id)
        if project is not None:
            wanted = wanted.where(_risks.c.project == project)
        with self._database.reading() as connection:
            return [_risk(row) for row in connection.execute(wanted).mappings()]

    def risk(self, number: int) -> Risk:
        """The risk as it is now; raises RiskMissing."""
        with self._database.reading() as connection:
            return _found(connection, number)

    def versions(self, number: int) -> list[Version]:
        """All versions of a risk from the first to the present one; raises RiskMissing."""
        mine = select(_versions).where(_versions.c.risk_id == number).order_by(_versions.c.id)
        with self._database.reading() as connection:
            _found(connection, number)
            return [_version(row) for row in connection.execute(mine).mappings()]

    def histories(self, project: str | None = None) -> dict[int, list[Version]]:
        """The versions of all risks, or of those that belong to a project now, by number; oldest first."""
        wanted = select(_versions).order_by(_versions.c.risk_id, _versions.c.id)
        if project is not None:
            wanted = wanted.join(_risks, _risks.c.id == _versions.c.risk_id).where(_risks.c.project == project)
        found: dict[int, list[Version]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(wanted).mappings():
                found.setdefault(row["risk_id"], []).append(_version(row))
        return found

    def projects(self) -> list[str]:
        """The projects that have risks, by name."""
        wanted = select(_risks.c.project).where(_risks.c.project != "").distinct().order_by(_risks.c.project)
        with self._database.reading() as connection:
            return list(connection.execute(wanted).scalars())

    def revision(self) -> tuple[int, int, int]:
        """Tells the states of the register apart, also those that another process makes; quick."""
        kept = select(
            func.coalesce(func.max(_versions.c.id), 0),
            func.count(_versions.c.id),
            select(func.coalesce(func.max(_risks.c.id), 0)).scalar_subquery(),
        )
        with self._database.reading() as connection:
            newest, versions, risk = connection.execute(kept).one()
            return newest, versions, risk

    # --- writing ---

    def add(self, risk: Risk, reason: str = "") -> Risk:
        """Stores a new risk as version 1 and returns it with its number."""
        with self._database.writing() as connection:
            return _add(connection, risk, reason)

    def change(self, risk: Risk, reason: str) -> bool:
        """Stores a risk over the one of its number, as a new version; False where nothing differs. Raises
        RiskMissing."""
        with self._database.writing() as connection:
            return _change(connection, risk, reason)

    def remove(self, number: int) -> None:
        """Removes a risk with its versions for good. An unknown number is no error."""
        with self._database.writing() as connection:
            connection.execute(delete(_risks).where(_risks.c.id == number))

    # --- many at once, all or nothing ---

    def add_all(self, risks: Iterable[Risk], reason: str = "") -> Imported:
        """Stores all as new risks; they get new numbers."""
        with self._database.writing() as connection:
            return Imported(added=tuple(_add(connection, risk, reason).id or 0 for risk in risks))

    def update_all(self, risks: Sequence[Risk], reason: str = "") -> Imported:
        """Stores each over the risk of its number, as a new version where it differs; those without a number are added.
        Risks that are not named stay. Raises RiskMissing for an unknown number."""
        known = [risk for risk in risks if risk.id is not None]
        with self._database.writing() as connection:
            changed = tuple(risk.id or 0 for risk in known if _change(connection, risk, reason))
            added = tuple(_add(connection, risk, reason).id or 0 for risk in risks if risk.id is None)
        return Imported(added, changed, tuple(risk.id or 0 for risk in known if risk.id not in changed))


# --- single steps, inside a transaction of the caller ---


def _add(connection: Connection, risk: Risk, reason: str) -> Risk:
    key = connection.execute(insert(_risks).values(**_values(risk))).inserted_primary_key
    stored = replace(risk, id=int(key[0]))
    _save_version(connection, stored, (), reason)
    return stored


def _change(connection: Connection, risk: Risk, reason: str) -> bool:
    changed = changed_fields(_found(connection, risk.id), risk)
    if changed:
        connection.execute(update(_risks).where(_risks.c.id == risk.id).values(**_values(risk)))
        _save_version(connection, risk, changed, reason)
    return bool(changed)


def _found(connection: Connection, number: int | None) -> Risk:
    row = connection.execute(select(_risks).where(_risks.c.id == number)).mappings().one_or_none()
    if row is None:
        raise RiskMissing(number=number)
    return _risk(row)


def _save_version(connection: Connection, risk: Risk, changed: tuple[str, ...], reason: str) -> None:
    before = select(func.count()).where(_versions.c.risk_id == risk.id)
    row = {"risk_id": risk.id, "number": connection.execute(before).scalar_one() + 1, "reason": reason}
    row |= {"saved_at": datetime.now(UTC).isoformat(), "changed": list(changed)}
    connection.execute(insert(_versions).values(**row, risk={"id": risk.id} | _values(risk)))


# --- rows ---


def _values(risk: Risk) -> dict[str, Any]:
    """As columns and as JSON: days ISO 8601, lists as such. Without the id, which the database gives."""
    values = {name: str(value) if isinstance(value, date | str) else value for name, value in asdict(risk).items()}
    del values["id"]
    return values | {name: list(values[name]) for name in _LISTS}


def _risk(row: Mapping[str, Any]) -> Risk:
    days = {name: None if row[name] is None else date.fromisoformat(row[name]) for name in _DAYS}
    kinds = {"category": Category(row["category"]), "status": RiskStatus(row["status"])}
    lists = {name: tuple(row[name]) for name in _LISTS}
    return Risk(**(dict(row) | days | kinds | lists))


def _version(row: Mapping[str, Any]) -> Version:
    return Version(
        number=row["number"],
        saved_at=datetime.fromisoformat(row["saved_at"]),
        changed=tuple(row["changed"]),
        risk=_risk(row["risk"]),
        reason=row["reason"],
    )
