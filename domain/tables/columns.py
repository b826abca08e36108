"""The columns of a table, as its row class declares them."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, NamedTuple, get_args, get_origin, get_type_hints

from domain.tables.record import Record, alternatives
from domain.tables.references import References

APP = "tieout"
"""Tortoise's name for all of the tables."""

SQL_TYPES = {int: "BIGINT", str: "TEXT", bool: "BOOLEAN", date: "DATE"}
"""The SQL type of a column by its Python type. An enumeration is stored as the name of its member, in TEXT."""


class Column(NamedTuple):
    """A column: its name, its SQL type, whether it may be null, and the table to which it refers."""

    name: str
    type: str
    nullable: bool
    references: str | None = None


def columns_of(cls: type[Record]) -> tuple[Column, ...]:
    """Return the columns that a row class declares, in order."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple(_column(name, alternatives(hints[name])) for name in cls.columns())


def _column(name: str, types: Iterable[type]) -> Column:
    (declared,) = (each for each in types if each is not type(None))
    if get_origin(declared) is Annotated:
        declared, reference = get_args(declared)
        assert isinstance(reference, References)
        return Column(name, SQL_TYPES[declared], type(None) in types, reference.table)
    return Column(name, SQL_TYPES.get(declared, "TEXT"), type(None) in types)
