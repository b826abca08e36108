"""Which errors are the database's own, so that the same work may succeed later."""

import sqlite3

import asyncpg
import pytest

from domain.errors import Busy, Conflict, OutcomeUnknown
from domain.store.transient import is_transient
from domain.texts import say


@pytest.mark.parametrize(
    ("error", "transient"),
    [
        (Busy(), True),
        (OutcomeUnknown(), True),
        (ConnectionResetError(), True),
        (sqlite3.OperationalError(), True),
        (asyncpg.InterfaceError("closed"), True),
        (asyncpg.CannotConnectNowError(), True),
        (asyncpg.TooManyConnectionsError(), True),
        (asyncpg.exceptions.ClientConfigurationError("bad"), False),
        (sqlite3.IntegrityError(), False),
        (asyncpg.DataError(), False),
        (Conflict(say("changed-repeatedly")), False),
        (KeyError(), False),
    ],
)
def test_only_what_the_database_itself_failed_at_may_succeed_later(error: Exception, transient: bool) -> None:
    assert is_transient(error) is transient
