"""Sessions and sign-in links that let nobody in are deleted by the serving process, a few at a time, and nothing else is."""

import asyncio

import pytest

from api.app import create_app
from api.settings import Settings
from domain.jobs.upkeep import MOST_ROWS, Upkeep, prune_access
from domain.permissions import OPERATOR
from domain.queries.access import user_by_session
from domain.services.access import CreateUser, UserOutcome, create_user
from domain.services.sign_in import (
    CODE_US,
    SESSION_US,
    EndSession,
    NewSignInCode,
    OpenSession,
    SignInOutcome,
    UseSignInCode,
    end_session,
    new_sign_in_code,
    open_session,
    use_sign_in_code,
)
from domain.store.steps import Fetch, Sql
from domain.store.store import Command, Store
from tests.support.billing import Centre

START = 1_767_225_600_000_000


class Door:
    """A user who comes and goes, at a clock that the test moves."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.centre = Centre(store)
        self.now = START
        store.clock = lambda: self.now

    async def set(self) -> "Door":
        wish = CreateUser("desk@example.org", "Desk", "hash")
        self.user = (await self.centre.do("createUser", create_user, wish, UserOutcome)).outcome.user
        return self

    async def sign_in(self, cookie: str) -> None:
        await self.centre.do("signIn", open_session, OpenSession(self.user, cookie, "hash"), SignInOutcome)

    async def link(self, code: str) -> None:
        await self.centre.do("newSignInCode", new_sign_in_code, NewSignInCode(self.user, code), SignInOutcome)

    async def kept(self) -> tuple[list[str], list[str]]:
        """The cookies and the links that the database still knows."""
        return (
            [row[0] for row in await self.centre.rows("select secret_hash from sessions order by secret_hash")],
            [row[0] for row in await self.centre.rows("select secret_hash from sign_in_codes order by secret_hash")],
        )


@pytest.fixture
async def door(store: Store) -> Door:
    return await Door(store).set()


async def test_what_has_ended_is_deleted_and_what_lets_in_is_kept(door: Door) -> None:
    await door.sign_in("old")
    await door.link("old")
    door.now += CODE_US - SESSION_US // 2
    for cookie in ("left", "open"):
        await door.sign_in(cookie)
    await door.link("used")
    await door.link("open")
    use = UseSignInCode("used", "by link")
    await door.centre.do("signIn", use_sign_in_code, use, SignInOutcome)
    await door.centre.do("signOut", end_session, EndSession("left"), SignInOutcome)
    door.now += SESSION_US // 2
    audited = await door.centre.rows("select count(*) from audit_events")
    assert await door.store.backend.run_block(lambda: prune_access(door.now)) == 2
    assert await door.kept() == (["by link", "open"], ["open", "used"])
    assert await door.store.read(user_by_session("open", door.now))
    assert await door.centre.rows("select count(*) from audit_events") == audited
    assert await door.store.backend.run_block(lambda: prune_access(door.now)) == 0


async def test_no_more_are_deleted_at_once_than_said_and_the_oldest_first(door: Door) -> None:
    for number in range(5):
        door.now += 1
        await door.sign_in(f"{number}")
    door.now += SESSION_US
    for found, left in ((2, ["2", "3", "4"]), (2, ["4"]), (1, [])):
        assert await door.store.backend.run_block(lambda: prune_access(door.now, 2)) == found
        assert (await door.kept())[0] == left


async def test_a_serving_process_tidies_up_as_soon_as_it_starts(door: Door) -> None:
    await door.sign_in("old")
    door.now += SESSION_US
    app = create_app(Settings(database_url="sqlite:///unused.db"), door.store)
    async with app.router.lifespan_context(app):
        pass
    assert await door.kept() == ([], [])


async def test_it_goes_on_soon_while_there_is_more(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    door = await Door(sqlite_store).set()
    monkeypatch.setattr("domain.jobs.upkeep.AGAIN_S", 0.001)
    many = MOST_ROWS + 1

    def sign_in_many(block):
        for number in range(many):
            yield from open_session(block, OpenSession(door.user, f"{number}", "hash"))
        return SignInOutcome(door.user)

    await sqlite_store.write(Command("signIn", OPERATOR), sign_in_many, SignInOutcome)
    door.now += SESSION_US
    upkeep = Upkeep(sqlite_store)
    upkeep.start()
    async with asyncio.timeout(30):
        while (await door.kept())[0]:
            pass
    await upkeep.stop()


async def test_a_database_that_is_away_ends_nothing(sqlite_store: Store, caplog: pytest.LogCaptureFixture) -> None:
    door = await Door(sqlite_store).set()
    await door.sign_in("old")
    await door.centre.store.backend.run_block(_drop_sessions)
    upkeep = Upkeep(sqlite_store)
    upkeep.start()
    await upkeep.stop()
    assert "ended sessions were left where they are: no such table: sessions" in caplog.text


def _drop_sessions():
    yield Fetch(Sql("drop table sessions"))
