"""Every personal text of every table is erased with the person, or a reason says why not (domain R49)."""

import inspect

import pytest

from domain import tables
from domain.store import erasing
from domain.store.program import Sql
from domain.tables.record import Record, personal_columns

AS_ROWS = {"bank_lines", "payers"}
"""Erased by ``Erasure._without_texts``, which replaces all that is personal."""
STAFFS = {"passkeys", "identities"}
"""Of users of the staff alone (R33d, R33e), whom nobody erases with an account."""


def statements() -> list[str]:
    """The texts of all statements of the module."""
    found: list[object] = [value for name, value in vars(erasing).items() if name.isupper()]
    found += map(erasing._free_texts, ("account", "member"))
    texts = []
    while found:
        value = found.pop()
        if isinstance(value, dict):
            found += value.values()
        elif isinstance(value, tuple | list):
            found += value
        elif isinstance(value, Sql):
            texts.append(value.sqlite)
    return texts


PERSONAL = [
    (each.TABLE, column)
    for each in vars(tables).values()
    if inspect.isclass(each) and issubclass(each, Record) and each is not Record
    for column in personal_columns(each)
]


@pytest.mark.parametrize(("table", "column"), PERSONAL)
def test_each_personal_column_is_erased(table: str, column: str) -> None:
    if table in AS_ROWS or table in STAFFS:
        return
    setting = [each.partition(" where ")[0] for each in statements() if each.startswith(f"update {table} set ")]
    assert setting
    assert any(f" {column} = " in each for each in setting)
