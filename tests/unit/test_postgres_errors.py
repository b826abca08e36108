"""What an error of a PostgreSQL server means for a caller, and which errors mean that the connection is gone."""

from typing import NoReturn

import asyncpg
import pytest

from domain.errors import StorageFull, TookTooLong, Unavailable
from domain.store.postgres.connection import is_lost, translate_errors


def translated(error: Exception) -> Exception:
    """Return what a caller gets for an error of the server."""

    def fail() -> NoReturn:
        raise error

    try:
        with translate_errors():
            fail()
    except Exception as met:  # noqa: BLE001 - whatever it is
        return met


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (asyncpg.QueryCanceledError(), TookTooLong),
        (asyncpg.DiskFullError(), StorageFull),
        (asyncpg.OutOfMemoryError(), Unavailable),
        (asyncpg.ReadOnlySQLTransactionError(), Unavailable),
        (asyncpg.InvalidPasswordError(), Unavailable),
        (asyncpg.InvalidCatalogNameError(), Unavailable),
        (asyncpg.IdleInTransactionSessionTimeoutError(), Unavailable),
    ],
)
def test_a_server_without_time_or_space_or_use_has_an_error_of_its_own(error: Exception, meaning: type) -> None:
    met = translated(error)
    assert type(met) is meaning
    assert met.__cause__ is error


@pytest.mark.parametrize(
    "error",
    [
        ConnectionResetError(),
        asyncpg.ConnectionDoesNotExistError(),
        asyncpg.AdminShutdownError(),
        asyncpg.TooManyConnectionsError(),
        asyncpg.InterfaceError("closed"),
    ],
)
def test_a_lost_connection_is_left_to_who_tries_it_again(error: Exception) -> None:
    assert is_lost(error)
    assert translated(error) is error


def test_arguments_that_fit_no_statement_do_not_count_as_a_lost_connection() -> None:
    assert not is_lost(asyncpg.DataError("bad"))
    assert not is_lost(asyncpg.exceptions.ClientConfigurationError("bad"))
    assert not is_lost(asyncpg.UniqueViolationError())
