"""Which errors are the database's own, so that the same work may succeed later."""

import sqlite3

import asyncpg

from domain.errors import Busy, OutcomeUnknown

_TRANSIENT = (
    Busy,
    OutcomeUnknown,  # what the work finds stored tells it where to go on
    OSError,
    sqlite3.OperationalError,  # disk full, disk broken, locked
    asyncpg.InterfaceError,  # the connection is gone
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,  # the server is shutting down or starting
)


def is_transient(error: BaseException) -> bool:
    """Return True if the database itself failed: the same work may succeed later."""
    # asyncpg's errors about wrong arguments are ValueErrors too
    return isinstance(error, _TRANSIENT) and not isinstance(error, ValueError)
