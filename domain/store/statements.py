"""The statements that write rows, made from the columns of their row classes."""

import operator
from collections.abc import Callable
from functools import cache
from typing import Any

from domain.store.program import Sql
from domain.tables import Record
from domain.tables.record import once_per_class


@once_per_class
def insert_sql(cls: type[Record]) -> Sql:
    """Return the statement that adds a row; its parameters are the columns in order."""
    columns = cls.columns()
    places = ", ".join(f":{column}" for column in columns)
    return Sql(f"insert into {cls.TABLE} ({', '.join(columns)}) values ({places})")


@once_per_class
def writable_columns(cls: type[Record]) -> tuple[str, ...]:
    """Return the columns that a change may write: all but the id and the derived ones."""
    return tuple(name for name in cls.columns() if name != "id" and name not in cls.DERIVED)


@cache
def update_sql(table: str, columns: tuple[str, ...]) -> Sql:
    """Return the statement that changes some columns of a row; its parameters are these, in order, and the id.

    It sets only what changes: SQLite rewrites every index of a column that is set, and searches the tables that refer to
    it, even if the value is the same.
    """
    sets = ", ".join(f"{column} = :{column}" for column in columns)
    return Sql(f"update {table} set {sets} where id = :id")


@cache
def reader_of(columns: tuple[str, ...]) -> Callable[[Record], tuple[Any, ...]]:
    """Return what reads some columns of a row, as a statement takes them."""
    read = operator.attrgetter(*columns) if columns else lambda _row: ()
    return read if len(columns) != 1 else lambda row: (read(row),)
