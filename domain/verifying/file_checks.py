"""The database's own check of its files, and of references between rows: what no rule of ours would find (domain R6)."""

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from domain.store.program import Program, Query, Row, Sql, Unreadable
from domain.texts import say
from domain.verifying.checks import RESTORE
from domain.verifying.findings import Finding, Findings

PROBLEMS_MAX = 100
"""As many as SQLite reports of a file."""
_INTEGRITY = Sql(f"PRAGMA integrity_check({PROBLEMS_MAX})")
_SCHEMA = Sql("select name, sql from sqlite_master where sql is not null order by type <> 'table', rowid")
_REFERENCES = Sql("PRAGMA foreign_key_check")
_COLUMNS = (
    "(select array_agg(cast(a.attname as text) order by k.place) from unnest({keys}) with ordinality as k (number, place) "
    "join pg_attribute a on a.attrelid = {table} and a.attnum = k.number)"
)
_KEYS = Sql(
    "select cast(t.relname as text), cast(p.relname as text), "
    f"{_COLUMNS.format(keys='c.conkey', table='c.conrelid')}, {_COLUMNS.format(keys='c.confkey', table='c.confrelid')} "
    "from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class p on p.oid = c.confrelid "
    "where c.contype = 'f' and t.relnamespace = (select n.oid from pg_namespace n where n.nspname = current_schema()) "
    "order by t.relname, c.conname"
)
AMCHECK_MISSING = (
    "PostgreSQL's own files were not checked: its extension amcheck is not there. "
    "Run `CREATE EXTENSION amcheck` as its administrator."
)
_AMCHECK = Sql("select 1 from pg_extension where extname = 'amcheck'")
_RELATIONS = Sql(
    "select cast(c.relname as text), cast(c.relkind as text), cast(c.oid as bigint) from pg_class c "
    "left join pg_am m on m.oid = c.relam where c.relnamespace = (select n.oid from pg_namespace n "
    "where n.nspname = current_schema()) and c.relpersistence = 'p' and (c.relkind = 'r' or c.relkind = 'i' "
    "and m.amname = 'btree') order by c.relkind desc, c.relname"
)
_HEAP = Sql("select h.blkno, h.offnum, h.msg from verify_heapam(cast(cast(:oid as bigint) as oid)) h limit :most")
_INDEX = Sql("select bt_index_check(cast(cast(:oid as bigint) as oid), true)")


class Reference(NamedTuple):
    """A foreign key: the columns of a table that name a row of another one."""

    table: str
    parent: str
    columns: Sequence[str]
    parent_columns: Sequence[str]

    @property
    def dangling(self) -> str:
        """Return the statement for the first rows whose reference leads nowhere."""
        pairs = list(zip(self.columns, self.parent_columns, strict=True))
        same = " and ".join(f"p.{parent} = x.{column}" for column, parent in pairs)
        filled = " and ".join(f"x.{column} is not null" for column in self.columns)
        return (
            f"select x.id from {self.table} x where {filled} "
            f"and not exists (select 1 from {self.parent} p where {same}) order by x.id limit :most"
        )


def check_files(
    found: Findings, between_pages: Callable[[], None], dialect: str, filled: Collection[str], notes: list[str]
) -> Program[None]:
    """Note what the database finds in its own files, and references that lead nowhere.

    ``filled`` tables have rows; ``notes`` gets a line on what it cannot check here.
    """
    between_pages()
    if dialect == "sqlite":
        yield from _check_sqlite(found)
    else:
        yield from _check_postgres(found, between_pages, filled, notes)


def _check_sqlite(found: Findings) -> Program[None]:
    for (problem,) in (yield Query(_INTEGRITY)):
        if problem != "ok":
            found.add(Finding("R6", say("found-sqlite-file", problem=_in_one_line(problem)), RESTORE))
    fault = _schema_fault((yield Query(_SCHEMA)))
    if fault is not None:
        found.add(Finding("R6", say("found-sqlite-schema", problem=_in_one_line(fault)), RESTORE))
    for table, row_id, parent, _ in (yield Query(_REFERENCES)):
        found.add(_dangling(table, row_id, parent))


def _schema_fault(schema: Sequence[Row]) -> str | None:
    """Return why tables, indexes and triggers cannot be made as the schema has them, None if they can.

    Whoever opens a file to write needs all of it; a connection that only reads passes over a damaged constraint.
    """
    virtual = tuple(f"{name}_" for name, sql in schema if sql.upper().startswith("CREATE VIRTUAL TABLE"))
    with contextlib.closing(sqlite3.connect(":memory:")) as scratch:
        try:
            for name, sql in schema:
                if not name.startswith(("sqlite_", *virtual)):  # these come with others
                    scratch.execute(sql)
        except sqlite3.Error as error:
            return str(error)
    return None


def _check_postgres(
    found: Findings, between_pages: Callable[[], None], filled: Collection[str], notes: list[str]
) -> Program[None]:
    keys = [Reference(*row) for row in (yield Query(_KEYS))]
    for table, of_table in groupby(keys, key=attrgetter("table")):
        between_pages()
        if table not in filled:
            continue
        references = list(of_table)
        several = " union all ".join(f"select {at}, d.id from ({key.dangling}) d" for at, key in enumerate(references))
        for at, row_id in (yield Query(Sql(several), most=PROBLEMS_MAX)):
            found.add(_dangling(table, row_id, references[at].parent))
    if not (yield Query(_AMCHECK)):
        notes.append(AMCHECK_MISSING)
        return
    for name, kind, oid in (yield Query(_RELATIONS)):
        between_pages()
        try:
            rows = yield Query(_INDEX, oid=oid) if kind == "i" else Query(_HEAP, oid=oid, most=PROBLEMS_MAX)
        except Unreadable as error:
            if "permission denied" in str(error):
                notes.append(f"PostgreSQL's own files were not checked: {error}. Let the database's owner run amcheck.")
                return
            found.add(
                Finding("R6", say("found-postgres-relation", name=name, problem=_in_one_line(str(error))), RESTORE)
            )
            continue
        for block, offset, problem in rows if kind == "r" else ():
            place = {"block": str(block), "row": str(offset)}
            text = say("found-postgres-row", name=name, problem=_in_one_line(problem), **place)
            found.add(Finding("R6", text, RESTORE))


def _dangling(table: str, row_id: int | None, parent: str) -> Finding:
    return Finding("R6", say("found-dangling", row=str(row_id), table=table, parent=parent), RESTORE)


def _in_one_line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
