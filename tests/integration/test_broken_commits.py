"""What is reported as failed is never stored, whenever PostgreSQL's connection breaks; what is not known is called so."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from api.cli.running import run as run_command
from api.errors import Code
from domain.core.kinds import PaymentMethod
from domain.errors import OutcomeUnknown, Unavailable
from domain.permissions import OPERATOR
from domain.services.payments import MakePayment, Money
from domain.store.commands import service_of
from domain.store.postgres.backend import PostgresBackend
from domain.store.postgres.commit import CommitUnanswered, is_committed
from domain.store.postgres.mark import MARK, CommitMark
from domain.store.program import Program, Query, Sql
from domain.store.store import Preview, Store
from domain.store.unit_of_work import UnitOfWork
from tests.support.centre import Centre, fetched, rows, run
from tests.support.graphql import Api
from tests.support.programs import RunProgram
from tests.support.proxy import Fault, Proxy, proxied

PAYMENTS = Sql("select number from transactions where kind = 'PAYMENT' order by number")
SEND = (
    "mutation ($a: ID!, $n: String!, $k: String) { makePayment(input: {accountId: $a, amountCents: 100, method: CASH, "
    "number: $n, idempotencyKey: $k}) { userErrors { code } replayed transaction { number } } }"
)


@pytest.fixture
async def behind_proxy(postgres_url: str) -> AsyncIterator[tuple[Store, Proxy]]:
    async with proxied(postgres_url) as (url, proxy):
        store = await Store.open(url, connections=4, wait_s=0.5)
        yield store, proxy
        proxy.end()
        await store.close()


async def ended(store: Store) -> None:
    """Wait for the COMMIT of what was read, which comes behind the answer."""
    assert isinstance(store.backend, PostgresBackend)
    await store.backend.lending.drain()


async def numbers(url: str) -> list[str]:
    """What is stored, as a connection of its own sees it."""
    store = await Store.open(url, read_only=True)
    try:
        return [row[0] for row in await rows(store, PAYMENTS)]
    finally:
        await store.close()


def payment(account: int, number: str) -> MakePayment:
    return MakePayment(account, Money(100, PaymentMethod.CASH, number=number))


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.UNANSWERED, Fault.HELD])
async def test_a_broken_commit_is_found_out_and_done_once(
    behind_proxy: tuple[Store, Proxy], fault: Fault, postgres_url: str
) -> None:
    store, proxy = behind_proxy
    centre = await Centre.open(store)
    proxy.fault = fault
    made = await run(store, payment(centre.rivera, "P-1"))
    assert (proxy.cut, made.replayed, made.batch_id is not None) == (1, False, True)
    assert await numbers(postgres_url) == ["P-1"]


async def test_an_outcome_that_cannot_be_looked_up_is_called_unknown(
    behind_proxy: tuple[Store, Proxy], postgres_url: str
) -> None:
    store, proxy = behind_proxy
    centre = await Centre.open(store)
    async with Api(store) as api:
        found = await api.data('{ account(number: "1001") { id } }')
        sent = {"a": found["account"]["id"], "n": "P-1", "k": "once"}
        await ended(store)
        proxy.fault = Fault.CUT_OFF
        answer = await api(SEND, **sent)
        assert (answer["data"], answer["errors"][0]["extensions"]) == (None, {"code": "OUTCOME_UNKNOWN"})
        assert "same idempotencyKey" in answer["errors"][0]["message"]
        assert await numbers(postgres_url) == ["P-1"]
        # nobody gets through: nothing begins, and that is known
        refused = await api(SEND, **(sent | {"n": "P-2", "k": None}))
        assert (refused["data"], refused["errors"][0]["extensions"]) == (None, {"code": "BUSY"})
        assert "cannot be reached" in refused["errors"][0]["message"]
        reading = await api('{ account(number: "1001") { id } }')
        assert reading["errors"][0]["extensions"] == {"code": "BUSY"}
        with pytest.raises(Unavailable):
            await store.preview(lambda preview: preview.run(payment(centre.rivera, "P-3"), OPERATOR))
        proxy.open = True
        again = (await api.data(SEND, **sent))["makePayment"]
        assert again == {"userErrors": [], "replayed": True, "transaction": {"number": "P-1"}}
    assert await numbers(postgres_url) == ["P-1"]


async def test_a_later_mutation_says_that_its_outcome_is_unknown(
    behind_proxy: tuple[Store, Proxy], postgres_url: str
) -> None:
    store, proxy = behind_proxy
    centre = await Centre.open(store)
    async with Api(store) as api:
        account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
        fields = "accountId: $a, amountCents: 100, method: CASH"
        several = " ".join(
            f'm{each}: makePayment(input: {{{fields}, number: "P-{each}"}}) {{ userErrors {{ code }} }}'
            for each in range(4)
        )
        await ended(store)
        proxy.fault, proxy.spared = Fault.CUT_OFF, 1
        answer: dict[str, Any] = await api.data(f"mutation ($a: ID!) {{ {several} }}", a=account)
    reported = [[each["code"] for each in payload["userErrors"]] for payload in answer.values()]
    assert reported == [[], [Code.OUTCOME_UNKNOWN], ["NOT_DONE"], ["NOT_DONE"]]
    assert await numbers(postgres_url) == ["P-0", "P-1"]
    assert centre.rivera


async def end_sessions(url: str) -> None:
    """End every session of the product, as an administrator does."""
    connection = await asyncpg.connect(url)
    await connection.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tieout'")
    await connection.close()


async def test_what_breaks_before_its_commit_is_done_again(postgres_url: str) -> None:
    store = await Store.open(postgres_url)
    centre = await Centre.open(store)
    cmd, tries = payment(centre.rivera, "P-1"), 0

    def work(unit: UnitOfWork) -> Program[Any]:
        nonlocal tries
        tries += 1
        made = yield from service_of(MakePayment).function(unit, cmd)
        if tries == 1:
            yield Query(Sql("select pg_terminate_backend(pg_backend_pid())"))
        return made

    await store.run(RunProgram("makePayment", work), OPERATOR)
    assert (tries, await rows(store, PAYMENTS)) == (2, [("P-1",)])
    await store.close()


async def test_a_dry_run_whose_session_is_ended_is_tried_again(postgres_url: str) -> None:
    store = await Store.open(postgres_url)
    centre = await Centre.open(store)
    tries = 0

    async def operation(preview: Preview) -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            await end_sessions(postgres_url)
        made = await preview.run(payment(centre.rivera, "P-1"), OPERATOR)
        return made.result.transaction

    assert await store.preview(operation)
    assert (tries, await rows(store, PAYMENTS)) == (2, [])
    await store.close()


async def test_a_view_that_breaks_says_that_the_database_is_gone(postgres_url: str) -> None:
    store = await Store.open(postgres_url)
    async with store.snapshot() as reader:
        assert await reader.run(fetched(PAYMENTS)) == []
        await end_sessions(postgres_url)
        with pytest.raises(Unavailable):
            await reader.run(fetched(PAYMENTS))
    assert await rows(store, PAYMENTS) == []  # the next view has a connection of its own
    await store.close()


@pytest.mark.parametrize("ending", ["commit", "rollback"])
async def test_the_outcome_waits_for_the_transaction_and_counts_no_other(postgres_url: str, ending: str) -> None:
    working, asking = await asyncpg.connect(postgres_url), await asyncpg.connect(postgres_url)
    sent = CommitMark.of(7)
    await working.execute("begin")
    await working.execute(MARK, *sent.arguments)
    outcome = asyncio.create_task(is_committed(asking, CommitUnanswered(sent, None)))
    done, _ = await asyncio.wait({outcome}, timeout=0.1)
    assert not done
    await working.execute(ending)
    assert await outcome is (ending == "commit")
    for other in (CommitMark.of(7), CommitMark.of(8)):
        assert not await is_committed(asking, CommitUnanswered(other, None))
    await working.close()
    await asking.close()


async def test_a_read_that_breaks_says_that_the_database_is_gone(postgres_url: str) -> None:
    store = await Store.open(postgres_url)
    for single in (True, False):
        with pytest.raises(Unavailable):
            await store.read(fetched(Sql("select pg_terminate_backend(pg_backend_pid())")), single=single)
        assert await store.read(fetched(PAYMENTS), single=single) == []
    await store.close()


@pytest.mark.parametrize(
    ("error", "message"), [(OutcomeUnknown(), "not known whether it is stored"), (Unavailable(), "cannot be reached")]
)
def test_a_command_says_what_is_known(error: Exception, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    async def failing() -> None:
        raise error

    with pytest.raises(SystemExit) as ended:
        run_command(failing)
    assert (ended.value.code, message in capsys.readouterr().err) == (1, True)
