"""A database is used only if all that this version relies on is in force there, and it knows all its migrations."""

import contextlib
import sqlite3
from collections.abc import Iterator

import pytest

from domain.store.invariants import (
    CHECKS,
    TRIGGERS,
    UNIQUE_INDEXES,
    InvariantMissing,
    NewerDatabase,
    check_invariants,
    check_newer,
)
from domain.store.sqlite.connection import run_program


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(":memory:")) as opened:
        yield opened


def test_a_database_without_any_rule_of_ours_is_empty(connection: sqlite3.Connection) -> None:
    connection.execute("create table another (id integer)")
    with pytest.raises(InvariantMissing) as missing:
        run_program(connection, check_invariants("sqlite"))
    assert missing.value.is_empty


def test_a_database_that_lacks_rules_names_them(connection: sqlite3.Connection) -> None:
    there, check = (*UNIQUE_INDEXES[1:], *TRIGGERS), CHECKS[0]
    connection.execute(f"create table everything (id integer, CONSTRAINT {check} check (id > 0))")
    for name in there:
        connection.execute(f"create index {name} on everything (id)")
    with pytest.raises(InvariantMissing) as missing:
        run_program(connection, check_invariants("sqlite"))
    assert not missing.value.is_empty
    lacks = ", ".join((*CHECKS[1:], UNIQUE_INDEXES[0]))
    assert f" {lacks}. " in str(missing.value)


def test_a_newer_database_names_what_is_not_known() -> None:
    check_newer([])
    with pytest.raises(NewerDatabase, match="does not know 0100_a, 0101_b"):
        check_newer(["0101_b", "0100_a"])
