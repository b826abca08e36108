"""Telling a database that cannot be used now from a block that it does not take."""

import sqlite3

import asyncpg

from domain.errors import Busy

_OUTAGES = (
    Busy,
    OSError,
    sqlite3.OperationalError,  # disk full, disk broken, locked
    asyncpg.InterfaceError,  # the connection is gone
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,  # the server is shutting down or starting
)


def is_outage(error: BaseException) -> bool:
    """Whether the database itself fails: the same work may succeed later, and says nothing of the work."""
    return isinstance(error, _OUTAGES) and not isinstance(error, ValueError)  # asyncpg's bad arguments are both
