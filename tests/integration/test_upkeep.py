"""The server deletes expired sessions and sign-in links, a few at a time, and gives freed memory back."""

import asyncio
import pathlib
import resource
import sys

import pytest

from api.app import create_app
from api.settings import Settings
from domain.jobs.upkeep import PRUNED_ROWS_MAX, Upkeep, prune_expired
from domain.permissions import OPERATOR
from domain.queries.access import user_by_session
from domain.services.access import CreateUser
from domain.services.sign_in import (
    CODE_US,
    SESSION_US,
    NewSignInCode,
    OpenSession,
    SignInResult,
    SignOut,
    UseSignInCode,
    open_session,
)
from domain.store.program import Query, Sql
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.programs import RunProgram

ANSWER_BYTES, ANSWERS, KEPT = 4_000, 8_000, 50
"""Answers of 32 MB in all, of which each 50th stays: no free space is at an end, where glibc gives it back by itself."""
START = 1_767_225_600_000_000


class Door:
    """A user who comes and goes, at a clock that the test moves."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.centre = Centre(store)
        self.now = START
        store.clock = lambda: self.now

    async def set(self) -> "Door":
        command = CreateUser("desk@example.org", "Desk", "hash")
        self.user = (await self.centre.do(command)).result.user
        return self

    async def sign_in(self, cookie: str) -> None:
        await self.centre.do(OpenSession(self.user, cookie, "hash"))

    async def link(self, code: str) -> None:
        await self.centre.do(NewSignInCode(self.user, code))

    async def kept(self) -> tuple[list[str], list[str]]:
        """The cookies and the links that the database still knows."""
        return (
            [row[0] for row in await self.centre.rows("select secret_hash from sessions order by secret_hash")],
            [row[0] for row in await self.centre.rows("select secret_hash from sign_in_codes order by secret_hash")],
        )


@pytest.fixture
async def door(store: Store) -> Door:
    return await Door(store).set()


async def test_upkeep_deletes_expired_rows_and_keeps_valid_credentials(door: Door) -> None:
    await door.sign_in("old")
    await door.link("old")
    door.now += CODE_US - SESSION_US // 2
    for cookie in ("left", "open"):
        await door.sign_in(cookie)
    await door.link("used")
    await door.link("open")
    use = UseSignInCode("used", "by link")
    await door.centre.do(use)
    await door.centre.do(SignOut("left"))
    door.now += SESSION_US // 2
    audited = await door.centre.rows("select count(*) from audit_events")
    assert await door.store.backend.run_unit(lambda: prune_expired(door.now)) == 2
    assert await door.kept() == (["by link", "open"], ["open", "used"])
    assert await door.store.read(user_by_session("open", door.now))
    assert await door.centre.rows("select count(*) from audit_events") == audited
    assert await door.store.backend.run_unit(lambda: prune_expired(door.now)) == 0


async def test_upkeep_deletes_at_most_the_limit_oldest_first(door: Door) -> None:
    for number in range(5):
        door.now += 1
        await door.sign_in(f"{number}")
    door.now += SESSION_US
    for found, left in ((2, ["2", "3", "4"]), (2, ["4"]), (1, [])):
        assert await door.store.backend.run_unit(lambda: prune_expired(door.now, 2)) == found
        assert (await door.kept())[0] == left


async def test_a_server_starts_upkeep_when_it_starts(door: Door) -> None:
    await door.sign_in("old")
    door.now += SESSION_US
    app = create_app(Settings(database_url="sqlite:///unused.db"), door.store)
    async with app.router.lifespan_context(app):
        pass
    assert await door.kept() == ([], [])


async def test_upkeep_continues_soon_while_rows_remain(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    door = await Door(sqlite_store).set()
    monkeypatch.setattr("domain.jobs.upkeep.AGAIN_S", 0.001)
    many = PRUNED_ROWS_MAX + 1

    def sign_in_many(unit):
        for number in range(many):
            yield from open_session(unit, OpenSession(door.user, f"{number}", "hash"))
        return SignInResult(door.user)

    await sqlite_store.run(RunProgram("signIn", sign_in_many), OPERATOR)
    door.now += SESSION_US
    upkeep = Upkeep(sqlite_store)
    upkeep.start()
    async with asyncio.timeout(30):
        while (await door.kept())[0]:  # noqa: ASYNC110 - only the database knows; a short read gives nobody a turn
            await asyncio.sleep(0)
    await upkeep.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc is asked to give memory back")
async def test_upkeep_gives_back_what_lies_free_between_what_stays(sqlite_store: Store) -> None:
    answers = [bytes(ANSWER_BYTES) for _ in range(ANSWERS)]
    kept = answers[::KEPT]
    del answers
    before = resident_bytes()
    upkeep = Upkeep(sqlite_store)
    upkeep.start()
    await upkeep.stop()
    assert len(kept) == ANSWERS // KEPT
    assert before - resident_bytes() > ANSWER_BYTES * ANSWERS // 2


def resident_bytes() -> int:
    """How much memory this process has."""
    pages = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


async def test_upkeep_survives_an_unavailable_database(sqlite_store: Store, caplog: pytest.LogCaptureFixture) -> None:
    door = await Door(sqlite_store).set()
    await door.sign_in("old")
    await door.centre.store.backend.run_unit(_drop_sessions)
    upkeep = Upkeep(sqlite_store)
    upkeep.start()
    await upkeep.stop()
    assert "expired sessions or published rows were not deleted: no such table: sessions" in caplog.text


def _drop_sessions():
    yield Query(Sql("drop table sessions"))
