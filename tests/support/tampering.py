"""Level: a database. Change, delete or add one row of any table at random, by-passing what the database would refuse."""

import contextlib
import datetime
import random
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol, TypeAlias

import asyncpg

from domain.store.postgres.connection import run_program as run_on_postgres
from domain.store.program import Program
from domain.store.sqlite.connection import run_program as run_on_sqlite
from domain.store.url import parse_url
from domain.tables import all_tables
from domain.verifying.bank_checks import check_bank
from domain.verifying.book_sum_checks import check_book_sums
from domain.verifying.findings import Finding, Findings
from domain.verifying.logged_rows import compare_with_log
from domain.verifying.verify import Exported, Step, Verification, check_rows, verification
from tests.support.changed_bytes import other
from tests.support.proven import GAPS, Gap, gap_of

MALFORMED = (
    "{",
    "[1",
    "null",
    "[]",
    "{}",
    '{"items": 7}',
    '[["a"]]',
    "not json",
    "\ud800".encode("utf-8", "replace").decode(),
)
FAR = (2**63 - 1, -(2**63), 2**53 + 1, -1, 0, 10**15)
ADDED_TRIES = 6
LOG = partial(compare_with_log, filled=[cls.TABLE for cls in all_tables()])
STEPS: dict[str, Sequence[Step]] = {
    "R16": (LOG,),
    "R32c": (check_book_sums,),
    **dict.fromkeys(("R42", "R43", "R43b"), (check_bank, check_rows)),
}
"""The steps of the verification that find what breaks a rule; for all other rules ``check_rows`` alone."""


class Damage(NamedTuple):
    """What was done: ``how`` is changed, deleted or added; ``was`` and ``now`` are values of a changed column."""

    how: str
    table: str
    column: str
    row_id: Any
    was: Any = None
    now: Any = None


class RefusedByDatabase(Exception):
    """The database itself does not take the damage."""


class Damaged(Protocol):
    """A database on one connection, in which every damage is rolled back after it was looked at."""

    tables: dict[str, list[str]]
    """The columns of every table."""

    async def rows(self, statement: str) -> list[Sequence[Any]]:
        """The rows of a statement."""

    async def begin(self) -> None:
        """Begin a transaction in which nothing is refused that can be helped."""

    async def execute(self, statement: str, *values: Any) -> None:
        """Run a statement with ``$1`` and on as its parameters. Raises ``RefusedByDatabase``."""

    async def unguard(self, table: str, name: str) -> None:
        """Take a constraint or an index away."""

    async def run(self, program: Program[None]) -> None:
        """Run a program."""

    async def verified(self, exported: Exported | None = None) -> Verification:
        """What ``verify`` finds now; nothing can be changed any more until ``rollback``."""

    async def rollback(self) -> None:
        """Take everything back."""


class DamagedSqlite:
    """A SQLite file."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, detect_types=sqlite3.PARSE_DECLTYPES)
        self._connection.execute("PRAGMA foreign_keys=off")
        found = self._connection.execute(
            "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%' "
            "order by name"  # without those in which SQLite keeps an index of texts
        ).fetchall()
        self.tables = {
            name: [row[1] for row in self._connection.execute(f"PRAGMA table_info({name})")] for (name,) in found
        }
        self._triggers = self._connection.execute(
            "select name, sql from sqlite_master where type = 'trigger'"
        ).fetchall()

    async def rows(self, statement: str) -> list[Sequence[Any]]:
        return self._connection.execute(statement).fetchall()

    async def begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("PRAGMA ignore_check_constraints=on")
        for name, _ in self._triggers:
            self._connection.execute(f"drop trigger {name}")

    async def execute(self, statement: str, *values: Any) -> None:
        try:
            self._connection.execute(statement.replace("$", "?"), values)
        except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError) as error:
            raise RefusedByDatabase from error

    async def unguard(self, _: str, name: str) -> None:
        self._connection.execute(f"drop index if exists {name}")  # constraints are ignored already

    async def run(self, program: Program[None]) -> None:
        run_on_sqlite(self._connection, program)

    async def verified(self, exported: Exported | None = None) -> Verification:
        self._connection.execute("PRAGMA ignore_check_constraints=off")
        present = {
            name for (name,) in self._connection.execute("select name from sqlite_master where type = 'trigger'")
        }
        for name, sql in self._triggers:
            if name not in present:
                self._connection.execute(sql)
        return run_on_sqlite(self._connection, verification("sqlite", files=True, exported=exported))

    async def rollback(self) -> None:
        self._connection.execute("ROLLBACK")
        self._connection.execute("PRAGMA ignore_check_constraints=off")

    async def close(self) -> None:
        self._connection.close()


class DamagedPostgres:
    """A PostgreSQL database."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]", tables: dict[str, list[str]]) -> None:
        self._connection = connection
        self._transaction: Any = None
        self.tables = tables

    @classmethod
    async def open(cls, dsn: str) -> "DamagedPostgres":
        connection = await asyncpg.connect(dsn)
        rows = await connection.fetch(
            "select c.table_name, array_agg(c.column_name::text order by c.ordinal_position) "
            "from information_schema.columns c where c.table_schema = current_schema() group by c.table_name order by 1"
        )
        return cls(connection, {name: list(columns) for name, columns in rows})

    async def rows(self, statement: str) -> list[Sequence[Any]]:
        return list(await self._connection.fetch(statement))

    async def begin(self) -> None:
        self._transaction = self._connection.transaction()
        await self._transaction.start()
        await self._connection.execute("set local session_replication_role = replica")

    async def execute(self, statement: str, *values: Any) -> None:
        try:
            async with self._connection.transaction():
                await self._connection.execute(statement, *values)
        except (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError) as error:
            raise RefusedByDatabase from error

    async def unguard(self, table: str, name: str) -> None:
        await self._connection.execute(f"alter table {table} drop constraint if exists {name}")
        await self._connection.execute(f"drop index if exists {name}")

    async def run(self, program: Program[None]) -> None:
        await run_on_postgres(self._connection, program)

    async def verified(self, exported: Exported | None = None) -> Verification:
        await self._connection.execute("set local session_replication_role = origin")
        return await run_on_postgres(self._connection, verification("postgres", files=True, exported=exported))

    async def rollback(self) -> None:
        await self._transaction.rollback()

    async def close(self) -> None:
        await self._connection.close()


async def findings_of(database: "DamagedSqlite | DamagedPostgres", rule: str) -> list[Finding]:
    """Return what the steps for a rule find after something that breaks it, in a tenth of a whole verification's time."""
    found: list[Finding] = []

    def look() -> Program[None]:
        gathered = Findings()
        for step in STEPS.get(rule, (check_rows,)):
            yield from step(gathered, lambda: None)
        found.extend((yield from gathered.named()))

    await database.run(look())
    return found


@contextlib.asynccontextmanager
async def opened(url: str) -> AsyncIterator[DamagedSqlite | DamagedPostgres]:
    """The database at an address, to be damaged."""
    parsed = parse_url(url)
    if parsed.path is not None:
        sqlite = DamagedSqlite(str(parsed.path))
        try:
            yield sqlite
        finally:
            await sqlite.close()
        return
    assert parsed.dsn is not None
    postgres = await DamagedPostgres.open(parsed.dsn)
    try:
        yield postgres
    finally:
        await postgres.close()


@contextlib.asynccontextmanager
async def damaging(url: str) -> AsyncIterator[DamagedSqlite | DamagedPostgres]:
    """The same, within a transaction that is rolled back."""
    async with opened(url) as database:
        await database.begin()
        try:
            yield database
        finally:
            await database.rollback()


async def changed(database: Damaged, chance: random.Random, table: str, column: str) -> Damage | None:
    """Change a column of a row; None if the table is empty. Raises ``RefusedByDatabase``."""
    rows = await database.rows(f"select id, {column} from {table} order by id")
    if not rows:
        return None
    filled = [row for row in rows if row[1] is not None]
    row_id, was = chance.choice(filled if filled and chance.random() < 0.8 else rows)
    now = _another(was, chance)
    if type(now) is type(was) and now == was:
        return None
    await database.execute(f"update {table} set {column} = $1 where id = $2", now, row_id)
    return Damage("changed", table, column, row_id, was, now)


def _another(was: Any, chance: random.Random) -> Any:
    """Another value: mostly one of the same sort that might be true, now and then one that cannot be."""
    if chance.random() < 0.6 and was is not None:
        return other(was, chance)
    strange: list[Any] = [None, *FAR, *MALFORMED, "", "x" * 100_000, b"\xff\xfe", 1.5]
    if isinstance(was, datetime.date):
        strange += ["2026-02-30", "soon"]
    same = [each for each in strange if isinstance(each, type(was))] if was is not None else []
    return chance.choice(same if same and chance.random() < 0.5 else strange)


async def deleted(database: Damaged, chance: random.Random, table: str) -> Damage | None:
    """Delete a row."""
    rows = await database.rows(f"select id from {table} order by id")
    if not rows:
        return None
    row_id = chance.choice(rows)[0]
    await database.execute(f"delete from {table} where id = $1", row_id)
    return Damage("deleted", table, "", row_id)


async def added(database: Damaged, chance: random.Random, table: str) -> Damage | None:
    """Add a copy of a row, with some values changed where two may not be equal. Raises ``RefusedByDatabase``."""
    rows = await database.rows(f"select * from {table} order by id")
    if not rows:
        return None
    columns = database.tables[table]
    row = dict(zip(columns, chance.choice(rows), strict=True))
    row["id"] = max(each[columns.index("id")] for each in rows) + chance.randrange(1, 1_000)
    free = [name for name in columns if name != "id" and not name.endswith("_id") and row[name] is not None]
    places = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
    for tried in range(ADDED_TRIES):
        values = dict(row)
        for name in chance.sample(free, min(tried, len(free))):
            values[name] = other(values[name], chance)
        try:
            await database.execute(f"insert into {table} ({', '.join(columns)}) values ({places})", *values.values())
        except RefusedByDatabase:
            continue
        return Damage("added", table, "", row["id"])
    raise RefusedByDatabase


Place: TypeAlias = tuple[str, str, int | None, int | None]


class Tampering:
    """One change after the other in all tables of a database, and whether each is found: with heads, and without."""

    def __init__(self, database: DamagedSqlite | DamagedPostgres, exported: Exported, seed: int) -> None:
        self._database = database
        self._exported = exported
        self._chance = random.Random(seed)
        self._at_first: Counter[Place] = Counter()
        self._listed: dict[Gap, set[Any]] = {}
        self.outcome: Counter[str] = Counter()
        self.missed: list[Damage] = []
        self.notes: list[str] = []

    @classmethod
    @contextlib.asynccontextmanager
    async def of(cls, url: str, exported: Exported, seed: int) -> "AsyncIterator[Tampering]":
        """One on a database that is opened, and closed afterwards."""
        async with opened(url) as database:
            yield cls(database, exported, seed)

    def summary(self) -> str:
        """How much came to what."""
        return ", ".join(f"{count:,} {what}" for what, count in sorted(self.outcome.items()))

    async def go(self, changes: int) -> None:
        """Change so much that the database takes and that is not listed as unproven."""
        await self._database.begin()
        found = await self._database.verified(self._exported)
        await self._database.rollback()
        self._at_first, self.notes = _places(found), found.notes
        for gap in GAPS:
            rows = await self._database.rows(f"select x.id from {gap.table} x where {gap.rows or '1 = 1'}")
            self._listed[gap] = {row[0] for row in rows}
        while self.outcome["found"] + len(self.missed) < changes:
            works = [
                *((changed, (table, column)) for table, columns in self._database.tables.items() for column in columns),
                *((work, (table,)) for work in (deleted, added) for table in self._database.tables for _ in range(3)),
            ]
            self._chance.shuffle(works)
            for work, where in works[: changes - self.outcome["found"] - len(self.missed)]:
                await self._one(work, where)

    async def _one(self, work: Any, where: tuple[str, ...]) -> None:
        await self._database.begin()
        try:
            damage: Damage | None = await work(self._database, self._chance, *where)
            if damage is None:
                self.outcome["empty or alike"] += 1
            elif await self._is_listed(damage):
                self.outcome["listed as not proven"] += 1
            else:
                await self._look(damage)
        except RefusedByDatabase:
            self.outcome["refused by the database"] += 1
        finally:
            await self._database.rollback()

    async def _look(self, damage: Damage) -> None:
        found = _places(await self._database.verified(self._exported))
        if found == self._at_first:
            self.missed.append(damage)
            return
        self.outcome["found"] += 1
        new = found - self._at_first
        if new and all(rule == "R16b" for rule, *_ in new):
            self.outcome["of which by heads alone"] += 1

    async def _is_listed(self, damage: Damage) -> bool:
        """Whether it is one of the gaps; a row that was deleted is looked up as it was."""
        way: Any = damage.how
        if gap_of(damage.table, damage.column, way) is not None:
            return True
        for gap in GAPS:
            if gap.table != damage.table or way not in gap.ways or not gap.rows:
                continue
            if damage.how != "added":
                listed = damage.row_id in self._listed[gap]
            else:
                statement = f"select 1 from {gap.table} x where x.id = {damage.row_id} and {gap.rows}"
                listed = bool(await self._database.rows(statement))
            if listed:
                return True
        return False


def _places(found: Verification) -> Counter[Place]:
    return Counter((each.rule, each.message, each.account_id, each.transaction_id) for each in found.findings)
