"""When a standby may be read, why it is not, and what the log reports of it."""

import asyncio
import contextlib
import datetime
import logging
from collections.abc import AsyncIterator, Sequence
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from domain.errors import Unavailable
from domain.store.postgres import replica as module
from domain.store.postgres.replica import AWAY, NotAStandby, Position, Replayed, Replica, ReplicaUnfit
from domain.store.program import Program

PRIMARY = Position("0/500", "00000001", "77")
AT = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
Answer = tuple[bool, int, str, str, datetime.datetime | None]
THERE: Answer = (True, 0, "00000001", "77", AT)
BEHIND: Answer = (False, 800, "00000001", "77", None)


class Standby:
    """A standby that says how far it is, its last answer again and again; ``error``: it breaks off instead."""

    def __init__(self, answers: Sequence[Answer], error: Exception | None = None) -> None:
        self.answers = list(answers)
        self.error = error
        self.asked: list[str] = []
        self.closed = 0

    async def close(self) -> None:
        self.closed += 1

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        yield

    async def fetchrow(self, _sql: str, lsn: str) -> Answer:
        if self.error is not None:
            raise self.error
        self.asked.append(lsn)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    @contextlib.asynccontextmanager
    async def snapshot(self, before: Any) -> AsyncIterator[str]:
        await before(self)
        yield "its records"


class Primary:
    """A primary that says how far its log goes; ``error``: it cannot be asked."""

    error: Exception | None = None

    async def read(self, program: Program[Position], *, single: bool) -> Position:
        assert single
        if self.error is not None:
            program.close()
            raise self.error
        next(program)
        with pytest.raises(StopIteration) as done:
            program.send([(PRIMARY.lsn, PRIMARY.timeline, PRIMARY.cluster)])
        return done.value.value  # type: ignore[no-any-return]


PRIMARY_THERE = Primary()


def replica_of(standby: Any, primary: Any = PRIMARY_THERE, max_lag_s: float = 60) -> Replica:
    return Replica(standby, primary, max_lag_s)


async def test_it_is_not_read_before_it_was_looked_at() -> None:
    replica = replica_of(Standby([THERE]))
    with pytest.raises(ReplicaUnfit, match=r"^not yet looked at$"):
        async with replica.reading(Replayed()):
            pass
    await replica.look()
    found: Any
    async with replica.reading(replayed := Replayed()) as found:
        assert found == "its records"
    assert (replica.unfit, replica.last.at, replayed.at, replayed.behind_bytes) == (None, AT, AT, 0)


async def test_it_is_read_once_it_has_replayed_what_the_primary_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POLL_S", 0)
    standby = Standby([BEHIND, (False, 300, *BEHIND[2:]), THERE])
    replica = replica_of(standby)
    await replica.look()
    assert standby.asked == [PRIMARY.lsn] * 3
    assert (replica.unfit, replica.last.at, replica.last.behind_bytes) == (None, AT, 800)
    assert replica.last.waited_s > 0


@pytest.mark.parametrize(
    ("standby", "unfit"),
    [
        (Standby([BEHIND]), "it is more than 0 s behind"),
        (Standby([(True, 0, "00000002", "77", AT)]), "it follows another primary"),
        (Standby([], asyncpg.CannotConnectNowError("starting")), AWAY),
        (Standby([], ConnectionRefusedError()), AWAY),
        (Standby([], asyncpg.SerializationError("conflict with recovery")), AWAY),
    ],
)
async def test_it_is_not_read_where_it_may_lack_something_or_is_away(standby: Standby, unfit: str) -> None:
    replica = replica_of(standby, max_lag_s=0)
    await replica.look()
    assert replica.unfit == unfit


async def test_a_server_of_another_cluster_is_refused() -> None:
    other: Answer = (True, 0, "00000001", "78", AT)
    with pytest.raises(NotAStandby, match="TIEOUT_READ_DATABASE_URL names no standby"):
        await replica_of(Standby([other])).look()


async def test_a_primary_that_cannot_be_asked_says_nothing_of_the_standby() -> None:
    primary, standby = Primary(), Standby([THERE])
    replica = replica_of(standby, primary)
    await replica.look()
    known, primary.error = replica.last, Unavailable()
    await replica.look()
    assert replica.unfit is None
    assert replica.last is known


async def test_the_log_tells_once_that_it_is_not_used_and_once_that_it_is_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    standby = Standby([THERE])
    replica = replica_of(standby)
    logged = []
    with caplog.at_level(logging.WARNING, "tieout"):
        for error in (ConnectionRefusedError("refused"), ConnectionRefusedError("refused"), None, None):
            standby.error = error
            await replica.look()
            logged.append(len(caplog.records))
    assert logged == [1, 1, 2, 2]
    assert [each.message for each in caplog.records] == [
        f"the read replica is not used, and reports are read at the primary: {AWAY} (refused)",
        "the read replica is used again",
    ]


async def test_the_log_says_of_a_standby_that_lags_no_more_than_that(caplog: pytest.LogCaptureFixture) -> None:
    await replica_of(Standby([BEHIND]), max_lag_s=0).look()
    assert [each.message for each in caplog.records] == [
        "the read replica is not used, and reports are read at the primary: it is more than 0 s behind"
    ]


async def test_others_are_served_while_a_standby_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POLL_S", 0)
    served: list[bool] = []

    async def others() -> None:
        served.append(True)

    waiting = asyncio.create_task(others())
    await replica_of(Standby([BEHIND, BEHIND, THERE])).look()
    assert served
    await waiting


async def test_it_is_looked_at_again_and_again_whatever_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WATCH_S", 0)
    standby = Standby([THERE])
    replica = replica_of(standby)
    watching = asyncio.create_task(replica._watch())
    seen: list[str | None] = []
    for answer in (THERE, (*THERE[:3], "78", AT), THERE):
        standby.answers, standby.asked = [answer], []
        while len(standby.asked) < 2:  # noqa: ASYNC110 - it only ever waits for the loop's next turn
            await asyncio.sleep(0)
        seen.append(replica.unfit)
    watching.cancel()
    assert seen == [None, "TIEOUT_READ_DATABASE_URL names no standby of the server of TIEOUT_DATABASE_URL.", None]


async def opened(standby: Standby, monkeypatch: pytest.MonkeyPatch) -> tuple[Replica, dict[str, Any]]:
    """A standby that is opened, and what its connections are opened with."""
    given: dict[str, Any] = {}

    async def open_backend(dsn: str, **options: Any) -> Any:
        given.update(options, dsn=dsn)
        return standby

    monkeypatch.setattr(module, "PostgresBackend", SimpleNamespace(open=open_backend))
    primary: Any = PRIMARY_THERE
    replica = await Replica.open(
        "postgresql://two/billing", primary, connections=4, max_lag_s=3, statement_s=7, pooler=False
    )
    return replica, given


async def test_an_opened_standby_is_watched_until_it_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    standby = Standby([THERE])
    replica, given = await opened(standby, monkeypatch)
    assert given == {
        "dsn": "postgresql://two/billing",
        "connections": 4,
        "wait_s": 3 + module.ANSWER_S,
        "statement_s": 7,
        "pooler": False,
        "standby": True,
    }
    assert replica.unfit is None
    watching = replica._watching
    assert watching is not None
    assert not watching.done()
    await replica.close()
    assert watching.cancelled()
    assert standby.closed == 1


async def test_a_standby_that_is_none_is_closed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    standby = Standby([(*THERE[:3], "78", AT)])
    with pytest.raises(NotAStandby):
        await opened(standby, monkeypatch)
    assert standby.closed == 1


async def test_a_standby_that_was_never_watched_is_closed_all_the_same() -> None:
    standby = Standby([THERE])
    await replica_of(standby).close()
    assert standby.closed == 1
