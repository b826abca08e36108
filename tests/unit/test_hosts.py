"""One of several PostgreSQL hosts is connected to: the first that will do, and none keeps the others waiting."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import asyncpg
import pytest

from domain.store.postgres import hosts
from domain.store.postgres.hosts import Hosts

TWO = "postgresql://one,two/billing"


class Connection:
    """A connection to a host, which may be broken off."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.open = True

    def terminate(self) -> None:
        self.open = False


class Network:
    """Hosts that answer as a test says: with a connection, with an error, or when an event says so."""

    def __init__(self, **answers: Exception | asyncio.Event | None) -> None:
        self.answers = answers
        self.tried: list[str] = []
        self.timeouts: list[float] = []
        self.options: list[dict[str, Any]] = []
        self.opened: list[Connection] = []

    async def connect(self, address: str, *, timeout: float, **options: Any) -> Connection:  # noqa: ASYNC109 - as asyncpg's own
        host = address.removeprefix("postgresql://").partition("/")[0]
        self.tried.append(host)
        self.timeouts.append(timeout)
        self.options.append(options)
        answer = self.answers[host]
        if isinstance(answer, asyncio.Event):
            await answer.wait()
            answer = self.answers[host]
        if isinstance(answer, Exception):
            raise answer
        self.opened.append(Connection(host))
        return self.opened[-1]


Plug = Callable[[Network], Network]


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Plug:
    """Have asyncpg connect to the hosts of a network."""

    def plugged(network: Network) -> Network:
        monkeypatch.setattr(asyncpg, "connect", network.connect)
        return network

    return plugged


async def host_of(connecting: Coroutine[Any, Any, Any]) -> str:
    return str((await connecting).host)


async def test_a_single_host_is_asked_alone_with_the_time_and_options_given(plug: Plug) -> None:
    network = plug(Network(one=None))
    only = Hosts("postgresql://one/billing")
    assert await host_of(only.connect(timeout=3, ssl=False)) == "one"
    assert await host_of(only.connect()) == "one"
    assert (network.timeouts, network.options) == ([3, 60], [{"ssl": False}, {}])


async def test_the_first_host_that_will_do_is_used_and_the_others_are_not_asked(plug: Plug) -> None:
    network = plug(Network(one=None, two=None))
    assert await host_of(Hosts(TWO).connect(timeout=3, ssl=False)) == "one"
    assert (network.tried, network.timeouts, network.options) == (["one"], [3], [{"ssl": False}])


async def test_the_host_that_was_right_the_last_time_is_tried_first(plug: Plug) -> None:
    network = plug(Network(one=ConnectionRefusedError(), two=None, three=None))
    several = Hosts("postgresql://one,two,three/billing")
    assert [await host_of(several.connect()) for _ in range(2)] == ["two", "two"]
    network.answers["two"] = asyncpg.TargetServerAttributeNotMatched()
    network.answers["one"] = None
    assert await host_of(several.connect()) == "one"
    assert network.tried == ["one", "two", "two", "two", "one"]


async def test_a_silent_host_does_not_keep_the_next_waiting(plug: Plug, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "NEXT_S", 0.0)
    answers = asyncio.Event()
    network = plug(Network(one=answers, two=None))
    several = Hosts(TWO)
    assert await host_of(several.connect()) == "two"
    assert len(several._let_be) == 1, "nobody else would keep it from being collected"
    answers.set()
    for _ in range(3):
        await asyncio.sleep(0)
    late = {each.host: each.open for each in network.opened}
    assert late == {"one": False, "two": True}, "what opens too late is closed again"
    assert not several._let_be


async def test_a_host_that_fails_when_nobody_waits_for_it_any_more_is_let_be(
    plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "NEXT_S", 0.0)
    logged: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda *context: logged.append(context))
    answers = asyncio.Event()
    network = plug(Network(one=answers, two=None))
    several = Hosts(TWO)
    assert await host_of(several.connect()) == "two"
    network.answers["one"] = ConnectionRefusedError()
    answers.set()
    for _ in range(3):
        await asyncio.sleep(0)
    assert not several._let_be
    assert not logged


async def test_a_silent_host_may_still_answer_while_the_next_is_tried(
    plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "NEXT_S", 0.0)
    answers = asyncio.Event()
    plug(Network(one=answers, two=asyncio.Event()))
    connecting = asyncio.create_task(Hosts(TWO).connect())
    for _ in range(10):
        await asyncio.sleep(0)
    answers.set()
    assert (await connecting).host == "one"


async def test_hosts_that_all_keep_silent_are_given_up_in_time(plug: Plug) -> None:
    network = plug(Network(one=asyncio.Event(), two=asyncio.Event()))
    with pytest.raises(TimeoutError):
        await Hosts(TWO).connect(timeout=0)
    assert network.tried == ["one", "two"]


async def test_if_no_host_will_do_the_error_says_why_each_was_not_used_and_repeats_nothing(plug: Plug) -> None:
    refused = ConnectionRefusedError("refused")
    plug(Network(one=refused, two=refused, three=TimeoutError(), four=asyncpg.CannotConnectNowError("it is starting")))
    with pytest.raises(ConnectionError) as failed:
        await Hosts("postgresql://one,two,three,four/billing").connect()
    assert str(failed.value) == "no host can be used: refused; TimeoutError; it is starting"


async def test_reports_a_wrong_password_rather_than_hosts_that_are_away(plug: Plug) -> None:
    wrong = asyncpg.InvalidPasswordError("password authentication failed")
    plug(Network(one=ConnectionRefusedError(), two=wrong, three=ConnectionRefusedError()))
    with pytest.raises(asyncpg.InvalidPasswordError):
        await Hosts("postgresql://one,two,three/billing").connect()
