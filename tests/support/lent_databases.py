"""Level: a database. PostgreSQL databases that are lent to one test after the other, each time as they were made.

Making a database and dropping it takes 25 ms of computing, and its sessions are new (``kept_sessions.py``); putting it back
takes a tenth of that. What cannot be put back for certain is dropped: a database whose tables, triggers, functions or
statistics are not what they were, that somebody else is still connected to, or that had many rows.
"""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any, Self

import asyncpg

from tests.support.kept_sessions import KeptSessions
from tests.support.postgres import PORT, STATEMENT_S, Databases, url_of

ROWS_MAX = 2_000
"""A database with more rows in any table is dropped: what deleted rows leave would make the next tests slower."""
LENT_MAX = 50
"""How often one is lent, for the same reason."""

_SETTINGS = "set session_replication_role = replica; set plan_cache_mode = force_generic_plan; set lock_timeout = '1s'"
_TABLES = (
    "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by oid"
)
_SEQUENCES = "select quote_ident(sequencename) from pg_sequences where schemaname = 'public' order by 1"
_CATALOGS = (
    "pg_attrdef",
    "pg_attribute",
    "pg_class",
    "pg_constraint",
    "pg_db_role_setting",
    "pg_default_acl",
    "pg_event_trigger",
    "pg_extension",
    "pg_index",
    "pg_inherits",
    "pg_policy",
    "pg_proc",
    "pg_rewrite",
    "pg_sequence",
    "pg_statistic",
    "pg_statistic_ext",
    "pg_trigger",
    "pg_type",
)
_SCHEMA = " || ' ' || ".join(
    [
        *(f"(select count(*) || '/' || coalesce(max(xmin::text::bigint), 0) from {each})" for each in _CATALOGS),
        "(select sum(reltuples) || '/' || sum(relallvisible) from pg_class where relnamespace = 'public'::regnamespace)",
    ]
)
"""Changes with whatever else than rows is changed: each row of a catalogue knows the transaction that wrote it."""
_OTHERS = (
    "(select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client backend' "
    "and pid <> pg_backend_pid() and pid <> all ($1::int[]))"
)


def _rows(table: str) -> str:
    return f"(select coalesce(jsonb_agg(to_jsonb(row) order by to_jsonb(row)), '[]')::text from {table} as row)"


class _Lent:
    """A database, the connection that puts it back, and the rows and the schema that it had when it was made."""

    def __init__(self, name: str, connection: Any) -> None:
        self.name = name
        self.times = 0
        self._connection = connection

    @classmethod
    async def of(cls, name: str, url: str) -> Self:
        """Connect to a new one, and remember what it has."""
        database = cls(name, await asyncpg.connect(url))
        await database._look()
        return database

    async def _look(self) -> None:
        server = self._connection
        await server.execute(_SETTINGS)
        self._tables = [name for (name,) in await server.fetch(_TABLES)]
        self._sequences = [name for (name,) in await server.fetch(_SEQUENCES)]
        some = "(select count(*) from (select from {} limit {}) as rows)"
        counts = ", ".join(some.format(each, ROWS_MAX + 1) for each in self._tables)
        made = dict(zip(self._tables, await server.fetchval(f"select array[{counts}]"), strict=True))
        self._filled = [each for each, count in made.items() if count]
        texts = ", ".join(map(_rows, self._filled))
        steps = ", ".join(f"(select last_value || ', ' || is_called from {each})" for each in self._sequences)
        question = f"select {_OTHERS}, {_SCHEMA}, array[{counts}], array[{texts}], array[{steps}]"
        self._question = await server.prepare(question)
        _, self._schema, _, texts, self._steps = await self._question.fetchrow([])
        self._made = dict(zip(self._filled, texts, strict=True))

    async def put_back(self, pids: Sequence[int]) -> bool:
        """Make it what it was; False where that is not certain. ``pids`` are its sessions that are kept."""
        try:
            others, schema, counts, texts, steps = await self._question.fetchrow(pids, timeout=STATEMENT_S)
        except (
            asyncpg.PostgresError,
            asyncpg.InterfaceError,
        ):  # a table is gone or locked, or the connection was ended
            return False
        if others or schema != self._schema or max(counts) > ROWS_MAX:
            return False
        filled = dict(zip(self._filled, texts, strict=True))
        statements = []
        for table, count in zip(self._tables, counts, strict=True):
            if table not in filled and count:
                statements.append(f"delete from {table}")
            elif table in filled and filled[table] != self._made[table]:
                rows = self._made[table].replace("'", "''")
                statements += [
                    f"delete from {table}",
                    f"insert into {table} select (jsonb_populate_recordset(null::{table}, '{rows}')).*",
                ]
        for sequence, was, step in zip(self._sequences, self._steps, steps, strict=True):
            if step != was:
                statements.append(f"select setval('{sequence}', {was})")
        if statements:
            await self._connection.execute("; ".join(statements), timeout=STATEMENT_S)
        return True

    async def close(self) -> None:
        """End the connection that puts it back."""
        await self._connection.close(timeout=STATEMENT_S)


class LentDatabases:
    """Lends the databases of a throw-away server, copies of one template, in this process."""

    def __init__(
        self, databases: Databases, template: str, name: str = "lent", sessions: KeptSessions | None = None
    ) -> None:
        self._databases = databases
        self._template = template
        self._name = name
        self._sessions = sessions or KeptSessions(str(databases.folder / f".s.PGSQL.{PORT}"))
        self._free: list[_Lent] = []
        self._made = 0
        self._others: dict[str, LentDatabases] = {}

    @contextlib.contextmanager
    def lending(self) -> Iterator["LentDatabases"]:
        """Lend until then, and drop all afterwards."""
        with self._sessions.serving():
            yield self
            for each in (self, *self._others.values()):
                while each._free:
                    each._drop(each._free.pop())

    def copies_of(self, template: str) -> "LentDatabases":
        """Others, copies of another template, which are lent for as long as these are."""
        if template not in self._others:
            name = f"{self._name}_{template}"
            self._others[template] = LentDatabases(self._databases, template, name, self._sessions)
        return self._others[template]

    @contextlib.contextmanager
    def lent(self) -> Iterator[str]:
        """The address of a database as the template is, for as long as this lasts."""
        database = self._free.pop() if self._free else self._make()
        try:
            yield url_of(self._databases.folder, database.name)
        finally:
            self._take_back(database)

    def _make(self) -> _Lent:
        self._made += 1
        name = f"{self._name}_{self._made}"
        url = self._databases.create(name, self._template)
        made = self._databases.run(_Lent.of(name, url))
        self._sessions.begin(name)
        return made

    def _take_back(self, database: _Lent) -> None:
        database.times += 1
        pids = self._sessions.pids(database.name)
        if database.times < LENT_MAX and self._databases.run(database.put_back(pids)):
            self._free.append(database)
        else:
            self._drop(database)

    def _drop(self, database: _Lent) -> None:
        self._sessions.end(database.name)
        self._databases.run(database.close())
        self._databases.drop(database.name)
