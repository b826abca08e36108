"""Level: a database. PostgreSQL servers with one migrated database to copy from, which may outlast who used them.

A process that is forked for few tests (``tests.stress.mutants``) takes over a server that stands: beginning one would take
longer than they do. It may be ended in the middle of a test, so whoever takes the server over next clears it.
"""

import asyncio
import contextlib
import pathlib
from collections.abc import Iterator

import asyncpg

from domain.store.migrate import migrate
from tests.conftest import TEMPLATE
from tests.support.postgres import Databases, postgres_server, url_of

_taken_over: list[pathlib.Path] = []
_LEFT = (
    "select format('drop database %I with (force)', datname) from pg_database where not datistemplate "
    "and datname not in ('postgres', $1) union all "
    "select format('drop role %I', rolname) from pg_roles where rolname !~ '^(pg_|postgres$)' order by 1"
)


@contextlib.contextmanager
def migrated_server() -> Iterator[pathlib.Path]:
    """A new server, unless this process took one over; gives the folder of its socket."""
    if _taken_over:
        yield _taken_over[-1]
        return
    with postgres_server() as folder:
        with contextlib.closing(Databases(folder)) as databases:
            asyncio.run(migrate(databases.create(TEMPLATE)))
        yield folder


def take_over(folder: pathlib.Path) -> None:
    """Run this process's tests on a server that stands, without the databases and roles that others left on it."""
    asyncio.run(_clear(folder))
    _taken_over.append(folder)


async def _clear(folder: pathlib.Path) -> None:
    connection = await asyncpg.connect(url_of(folder, "postgres"))
    try:
        for (statement,) in await connection.fetch(_LEFT, TEMPLATE):
            await connection.execute(statement)
    finally:
        await connection.close()
