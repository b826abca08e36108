"""Level: a database. Fresh migrated databases of both kinds for the long runs, which start without pytest's fixtures."""

import contextlib
import pathlib
import tempfile
from collections.abc import AsyncIterator

import asyncpg

from domain.store.migrate import migrate
from tests.support.postgres import postgres_server, url_of


@contextlib.asynccontextmanager
async def databases_of_each_kind(*names: str) -> AsyncIterator[dict[str, list[str]]]:
    """Yield the addresses of a fresh migrated database for each name, by kind: SQLite and PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder, postgres_server(fsync=True) as socket:
        connection = await asyncpg.connect(url_of(socket, "postgres"))
        for name in names:
            await connection.execute(f"create database {name}")
        await connection.close()
        urls = {
            "SQLite": [f"sqlite:///{pathlib.Path(folder) / name}.db" for name in names],
            "PostgreSQL": [url_of(socket, name) for name in names],
        }
        for url in [*urls["SQLite"], *urls["PostgreSQL"]]:
            await migrate(url)
        yield urls


@contextlib.asynccontextmanager
async def both_databases() -> AsyncIterator[dict[str, str]]:
    """Yield the address of one fresh migrated database of each kind."""
    async with databases_of_each_kind("bench") as urls:
        yield {kind: url for kind, (url,) in urls.items()}


async def analyze(url: str) -> None:
    """Let PostgreSQL know its tables, as it does by itself within minutes of their being filled; nothing on SQLite."""
    if url.startswith("postgresql"):
        connection = await asyncpg.connect(url)
        await connection.execute("vacuum analyze")
        await connection.close()
