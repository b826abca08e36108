"""PostgreSQL restarted, and sessions ended, under load: the short form of ``tests.stress.interruptions``."""

import asyncio

import asyncpg

from domain.store.migrate import migrate
from tests.stress.interruptions import ended_sessions, restarts
from tests.support.postgres import restartable_server, url_of


async def test_what_is_reported_is_what_is_stored_when_sessions_are_ended(postgres_url: str) -> None:
    interruptions = await ended_sessions(postgres_url, 30)
    assert (interruptions.untrue, interruptions.disturbed) == (0, 30), interruptions
    assert "done" in interruptions.reported.values()


async def test_what_is_reported_is_what_is_stored_when_the_server_restarts() -> None:
    with restartable_server() as server:
        connection = await asyncpg.connect(url_of(server.folder, "postgres"))
        await connection.execute("create database tieout")
        await connection.close()
        url = url_of(server.folder, "tieout")
        await migrate(url)
        async with asyncio.timeout(60):
            interruptions = await restarts(server, url, 4)
    assert (interruptions.untrue, interruptions.disturbed) == (0, 4), interruptions
    assert "done" in interruptions.reported.values()
