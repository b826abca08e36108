"""What becomes of a unit of work on PostgreSQL whose connection breaks, and how statements are written over arrays."""

import asyncio
import itertools
import secrets
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from domain.store.commit_times import CommitTimes
from domain.store.postgres.commit import CommitUnanswered, is_committed, run_and_commit
from domain.store.postgres.connection import ARRAY_MIN_ROWS, ROWS_AT_ONCE_MAX, run_program
from domain.store.postgres.mark import KEPT_US, MARK, CommitMark
from domain.store.program import AtOnce, Attempt, ExecuteMany, Program, Query, Sql, Unreadable

NUMBERS = Sql("select number from accounts where id = :id")
BALANCES = Sql("update accounts set balance_cents = :cents where id = :id")
ADD = Sql("insert into kept (id, name) values (:id, :name) on conflict (id) do nothing")
WITHIN_S = 60


class Connection:
    """A connection of the pool that notes what it is asked; of ``errors``, what is asked for raises its own."""

    number = 42

    def __init__(self, **errors: Exception) -> None:
        self.errors = errors
        self.asked: list[tuple[Any, ...]] = []
        self.terminated = False
        self.types = ["int8", "text"]
        self.rows: list[Any] = [("P-7",)]

    def transaction(self) -> Any:
        def step(name: str) -> Any:
            async def done() -> None:
                self._note(name)

            return done

        return SimpleNamespace(start=step("begin"), commit=step("commit"), rollback=step("rollback"))

    def terminate(self) -> None:
        self.terminated = True

    async def execute(self, text: str, *arguments: Any) -> str:
        self._note(text, *arguments)
        return f"UPDATE {len(arguments[0]) if arguments and isinstance(arguments[0], list) else 0}"

    async def executemany(self, text: str, rows: Sequence[Any]) -> None:
        self._note(text, rows)

    async def fetch(self, text: str, *arguments: Any) -> list[Any]:
        self._note(text, *arguments)
        if "fetch" in self.errors:
            raise self.errors["fetch"]
        return self.rows

    async def fetchval(self, _text: str, *arguments: Any) -> int:
        self._note("last mark", *arguments)
        return 7

    async def prepare(self, _text: str, *, name: str) -> Any:
        assert not name, "it would stay on the server"
        types = [SimpleNamespace(schema="pg_catalog", name=each) for each in self.types]
        return SimpleNamespace(get_parameters=lambda: types)

    def _note(self, what: str, *arguments: Any) -> None:
        self.asked.append((what, *arguments))
        if what in self.errors:
            raise self.errors[what]

    @property
    def texts(self) -> list[str]:
        return [each[0] for each in self.asked]


def reads() -> Program[str]:
    rows = yield Query(NUMBERS, id=7)
    return str(rows[0][0])


def fails() -> Program[str]:
    yield Query(NUMBERS, id=7)
    raise KeyError("x")


async def committed(connection: Any, program: Program[str], **options: Any) -> tuple[str, int]:
    """Return a program's result, and how many commits were counted."""
    commits = CommitTimes()
    result = await run_and_commit(connection, program, WITHIN_S, commits, **options)
    assert 0 <= commits.sum_us < WITHIN_S * 1_000_000
    return result, sum(commits.counts)


async def test_what_is_acknowledged_leaves_a_mark_before_its_commit() -> None:
    connection = Connection()
    assert await committed(connection, reads()) == ("P-7", 1)
    assert connection.texts == ["begin", NUMBERS.postgres, MARK, "commit"]
    assert connection.asked[2][1] == connection.number


async def test_what_nobody_gets_leaves_no_mark_and_counts_as_no_commit() -> None:
    connection = Connection()
    assert await committed(connection, reads(), acknowledges=lambda _: False) == ("P-7", 0)
    assert connection.texts == ["begin", NUMBERS.postgres, "commit"]


async def test_a_failed_unit_is_rolled_back() -> None:
    connection = Connection()
    with pytest.raises(KeyError):
        await committed(connection, fails())
    assert connection.texts == ["begin", NUMBERS.postgres, "rollback"]
    assert not connection.terminated


async def test_a_connection_that_breaks_while_it_rolls_back_is_closed_and_the_first_error_stays() -> None:
    connection = Connection(rollback=ConnectionResetError())
    with pytest.raises(KeyError):
        await committed(connection, fails())
    assert connection.terminated


@pytest.mark.parametrize("error", [ConnectionResetError(), asyncpg.QueryCanceledError(), asyncpg.AdminShutdownError()])
async def test_a_commit_without_an_answer_is_in_doubt_and_its_connection_closed(error: Exception) -> None:
    connection = Connection(commit=error)
    with pytest.raises(CommitUnanswered) as unanswered:
        await committed(connection, reads())
    assert (unanswered.value.result, unanswered.value.mark.connection) == ("P-7", connection.number)
    assert unanswered.value.mark.left
    assert connection.terminated


async def test_nothing_is_in_doubt_where_nothing_was_to_be_stored() -> None:
    connection = Connection(commit=ConnectionResetError())
    assert await committed(connection, reads(), acknowledges=lambda _: False) == ("P-7", 0)
    assert connection.terminated


async def test_no_timer_closes_a_connection_whose_commit_was_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    call_later = loop.call_later
    timers: list[asyncio.TimerHandle] = []

    def noted(*arguments: Any) -> asyncio.TimerHandle:
        timers.append(call_later(*arguments))
        return timers[-1]

    with monkeypatch.context() as patched:
        patched.setattr(loop, "call_later", noted)
        await committed(Connection(), reads())
    assert [each.cancelled() for each in timers] == [True]


async def test_a_unit_is_committed_if_its_mark_was_the_last_of_its_connection() -> None:
    asking: Any = Connection()
    outcomes = [
        await is_committed(asking, CommitUnanswered(CommitMark(42, number, left=True), None)) for number in (7, 8)
    ]
    assert outcomes == [True, False]
    assert asking.asked == [("last mark", 42)] * 2


def test_what_a_commit_without_an_answer_says_holds_nothing_of_its_result() -> None:
    assert "Rivera" not in str(CommitUnanswered(CommitMark(42, 7), "Ann Rivera"))


def test_marks_differ_fit_a_whole_number_and_are_never_that_of_none(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = [CommitMark.of(42) for _ in range(20)]
    assert len({each.number for each in marks}) == 20
    assert not any(each.left for each in marks)
    monkeypatch.setattr(secrets, "randbits", lambda bits: (1 << bits) - 1 if bits < 64 else None)
    assert 0 < CommitMark.of(42).number < 1 << 63
    monkeypatch.setattr(secrets, "randbits", lambda _bits: 0)
    assert CommitMark.of(42).number == 1


def test_a_mark_is_kept_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 5_000_999)
    assert CommitMark(42, 9).arguments == (42, 9, 5_000 + KEPT_US)
    assert KEPT_US == 24 * 60 * 60 * 1_000_000


async def written(sql: Sql, rows: Sequence[Sequence[object]], types: Sequence[str]) -> Connection:
    connection: Any = Connection()
    connection.types = list(types)

    def writes() -> Program[None]:
        yield ExecuteMany(sql, rows)

    await run_program(connection, writes())
    return connection  # type: ignore[no-any-return]


async def test_few_rows_are_written_one_by_one() -> None:
    rows = [(number, 7) for number in range(ARRAY_MIN_ROWS - 1)]
    assert (await written(BALANCES, rows, ["int8", "int8"])).asked == [(BALANCES.postgres, rows)]
    assert (await written(BALANCES, [], ["int8", "int8"])).asked == []


@pytest.mark.parametrize(
    ("sql", "types", "text"),
    [
        (
            BALANCES,
            ["int8", "int4"],
            (
                "update accounts set balance_cents = v.p1 from unnest($1::pg_catalog.int8[], $2::pg_catalog.int4[]) "
                "as v(p1, p2) where id = v.p2"
            ),
        ),
        (
            ADD,
            ["int8", "text"],
            (
                "insert into kept (id, name) select p1, p2 from unnest($1::pg_catalog.int8[], $2::pg_catalog.text[]) "
                "as v(p1, p2) on conflict (id) do nothing"
            ),
        ),
    ],
)
async def test_many_rows_are_written_by_one_statement_over_arrays(sql: Sql, types: Sequence[str], text: str) -> None:
    rows = [(number, number + 1) for number in range(ARRAY_MIN_ROWS)]
    first, second = zip(*rows, strict=True)
    assert (await written(sql, rows, types)).asked == [(text, [*first], [*second])]


async def test_very_many_rows_are_written_in_parts() -> None:
    rows = list(itertools.repeat((1, 2), ROWS_AT_ONCE_MAX + 3))
    parts = (await written(BALANCES, rows, ["int8", "int8"])).asked
    assert [len(each[1]) for each in parts] == [ROWS_AT_ONCE_MAX, 3]


async def attempted_twice(connection: Any) -> list[Any]:
    def program() -> Program[list[Any]]:
        first = yield Attempt(NUMBERS, id=1)
        return [first, (yield Attempt(NUMBERS, id=2))]

    return await run_program(connection, program())


async def test_all_attempts_of_a_program_have_one_savepoint() -> None:
    connection = Connection()
    assert await attempted_twice(connection) == [connection.rows] * 2
    assert connection.texts == ["savepoint attempt", *[NUMBERS.postgres] * 2, "release savepoint attempt"]


@pytest.mark.parametrize(
    ("error", "message"),
    [(asyncpg.DataCorruptedError("invalid page"), "invalid page"), (ValueError("year 0"), "ValueError year 0")],
)
async def test_an_attempt_at_damaged_rows_tells_of_the_damage_and_the_program_goes_on(
    error: Exception, message: str
) -> None:
    connection = Connection(fetch=error)
    (first, _) = await attempted_twice(connection)
    assert isinstance(first, Unreadable)
    assert str(first) == message
    undone = [NUMBERS.postgres, "rollback to savepoint attempt"]
    assert connection.texts == ["savepoint attempt", *undone, *undone, "release savepoint attempt"]


@pytest.mark.parametrize(
    "error", [asyncpg.QueryCanceledError(), asyncpg.LockNotAvailableError(), asyncpg.DeadlockDetectedError()]
)
async def test_an_attempt_that_only_came_at_a_bad_moment_does_not_count_as_damage(error: Exception) -> None:
    with pytest.raises(type(error)):
        await attempted_twice(Connection(fetch=error))


async def test_statements_at_once_are_one_and_leave_the_mark_with_them() -> None:
    connection: Any = Connection()
    mark = CommitMark(42, 9)

    def writes() -> Program[list[Any]]:
        return (yield AtOnce([ExecuteMany(BALANCES, [(5, 7)]), ExecuteMany(ADD, [(1, "a")])]))

    assert await run_program(connection, writes(), mark) == [[], []]
    assert mark.left
    ((text, *arguments),) = connection.asked
    assert arguments[:4] == [5, 7, 1, "a"]
    assert arguments[4:6] == [42, 9]
    assert text.startswith("with w2 as (insert into commit_marks")
