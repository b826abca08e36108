"""One large account: it is reconciled in parts, each a beginning of the whole, and nobody waits for it (domain R24b)."""

import asyncio
import datetime
import itertools
import random

import pytest

from domain.core.allocation import OpenAmount, pair_first, pair_oldest_first
from domain.core.kinds import JobKind, JobState, PaymentMethod
from domain.jobs.running import try_job
from domain.permissions import OPERATOR
from domain.services import reconcile
from domain.services.jobs import ReconcileAllAccounts
from domain.services.payments import MakePayment, Money
from domain.services.reconcile import ReconcileAccount
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import Centre, mark, planned_payment, rows, run
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api
from tests.support.jobs import RECONCILIATIONS, TWICE, ask, cancel, group, job_row, run_unfinished_jobs, undo
from tests.support.large_account import open_large_account
from tests.support.run_jobs import run_job

DAY = datetime.date(2026, 1, 1)
AT_ONCE = 40
SIZE = {"invoices": 55, "payments": 50}


@pytest.fixture
def small_accounts_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile, "AT_ONCE_PAIRS_MAX", AT_ONCE)


async def odd_account(centre: Centre) -> int:
    """An account with some of everything: begun pairs, locked pairs, room held by plans, invoices of several items."""
    chance = random.Random(3)
    invoices, payments = [], []
    for day in range(20):
        lines = [chance.randrange(100, 2_000) for _ in range(chance.randint(1, 3))]
        invoices.append(await centre.invoice(*lines, date=DAY + datetime.timedelta(day)))
        payments.append(await centre.payment(chance.randrange(100, 3_000), date=DAY + datetime.timedelta(day)))
    for number in (0, 1, 5, 12):
        (money,) = await centre.items(payments[number])
        item = (await centre.items(invoices[number]))[0]
        await centre.reconcile(money, item, 50)
        if number in {1, 12}:
            await centre.do(planned_payment((await centre.items(invoices[number]))[0], 20, DAY))
    await centre.payment(700, mark((await centre.items(invoices[9]))[0]))
    return centre.rivera


async def test_parts_make_the_same_reconciliations_as_the_whole(store: Store) -> None:
    centre = await Centre.open(store)
    account = await odd_account(centre)
    before = await centre.state()
    done = await run(store, ReconcileAccount(account))
    assert done.result.job is None
    wanted = [each[:5] for each in await rows(store, RECONCILIATIONS)]
    assert len(wanted) > 30
    await centre.undo(done)
    assert await centre.state() == before
    for most in (1, 2, 7) if store.backend.dialect == "sqlite" else (7,):  # where parts end is computed alike
        job, parts = await ask(store), 0
        while not (ended := (await group(store, job, rows_most=most)).job).ended:
            parts += 1
            assert await contradictions_of(store) == []
            made = [each[:5] for each in await rows(store, RECONCILIATIONS)]
            assert {each[:4] for each in made} <= {each[:4] for each in wanted}
        assert (parts + 1) * most >= len(done.result.reconciliations)
        assert [each[:5] for each in await rows(store, RECONCILIATIONS)] == wanted
        assert ended.error_count == 0
        await undo(store, ended.batch_id)
        assert await centre.state() == before
    assert await verify(store) == []


async def test_a_window_of_locked_pairs_is_widened(store: Store) -> None:
    centre = await Centre.open(store)
    (first,) = await centre.items(await centre.payment(90_000, date=DAY))
    items = []
    for _ in range(12):
        (item,) = await centre.items(await centre.invoice(1_000, date=DAY))
        await centre.reconcile(first, item, 100)
        await centre.do(planned_payment((await centre.items(item.transaction_id))[0], 100, DAY))
        items.append(item)
    await centre.invoice(500, date=DAY + datetime.timedelta(1))
    job = await ask(store)
    while not (ended := (await group(store, job, rows_most=1)).job).ended:
        pass
    assert (ended.reconciliations, ended.amount_cents) == (1, 500)


def test_the_first_pairings_of_a_window_are_those_of_the_whole() -> None:
    for seed in range(300):
        chance = random.Random(seed)
        credits_ = [OpenAmount(each, chance.randrange(1, 9)) for each in range(chance.randrange(8))]
        debits = [OpenAmount(100 + each, chance.randrange(1, 9)) for each in range(chance.randrange(8))]
        pairs = list(itertools.product(range(8), range(100, 108)))
        skip = set(chance.sample(pairs, chance.choice((0, 0, 8, 30))))
        whole = pair_oldest_first(credits_, debits, skip)
        for most, window in itertools.product((0, 1, 2, 5), (1, 2, 4, 9)):
            some = credits_[:window], debits[:window]
            more = {"more_credits": len(credits_) >= window, "more_debits": len(debits) >= window}
            found = pair_first(*some, skip, most, **more)
            assert found.pairings == whole[: len(found.pairings)]
            assert not found.whole or found.pairings == whole


@pytest.mark.usefixtures("small_accounts_are_large")
async def test_reconciling_a_large_account_goes_on_as_a_job(store: Store) -> None:
    large, _ = await open_large_account(store, **SIZE, others=1)
    before = await Centre(store).state()
    command = ReconcileAccount(large)
    _, tried = await try_job(store, command, OPERATOR)
    assert await Centre(store).state() == before
    done = await run(store, command)
    assert (len(done.result.reconciliations), done.result.job is None) == (AT_ONCE, False)
    queued = await job_row(store, done.result.job or 0)
    assert (queued.kind, queued.state, queued.total) == (JobKind.RECONCILE_ACCOUNT, JobState.QUEUED, 1)
    assert (queued.batch_id, queued.reconciliations) == (done.batch_id, AT_ONCE)
    assert await contradictions_of(store) == []
    ended = await run_job(store, queued.id)
    assert (ended.state, ended.done, ended.batch_id) == (JobState.DONE, 1, done.batch_id)
    assert tried is not None
    assert (tried.reconciliations, tried.cents_by_currency) == (ended.reconciliations, ended.cents_by_currency)
    origins = await Centre(store).rows("select origin, count(*) from reconciliations group by origin")
    assert origins == [("RECONCILE_ACCOUNT", ended.reconciliations)]
    assert await rows(store, TWICE) == [(0,)]
    assert (await run(store, command)).batch_id is None
    await undo(store, done.batch_id)
    assert await Centre(store).state() == before


@pytest.mark.usefixtures("small_accounts_are_large")
async def test_a_cancelled_job_leaves_a_beginning_that_can_be_undone(store: Store) -> None:
    large, _ = await open_large_account(store, **SIZE, others=1)
    before = await Centre(store).state()
    done = await run(store, ReconcileAccount(large))
    await cancel(store, done.result.job or 0)
    assert await contradictions_of(store) == []
    await undo(store, done.batch_id)
    assert await Centre(store).state() == before


@pytest.mark.usefixtures("small_accounts_are_large")
async def test_a_dry_run_of_all_accounts_counts_a_large_one(store: Store) -> None:
    await open_large_account(store, **SIZE, others=3)
    _, tried = await try_job(store, ReconcileAllAccounts(), OPERATOR)
    ended = await run_job(store, await ask(store))
    assert tried is not None
    assert (tried.done, tried.total, tried.state) == (ended.done, ended.total, ended.state) == (4, 4, JobState.DONE)
    assert (tried.reconciliations, tried.cents_by_currency) == (ended.reconciliations, ended.cents_by_currency)


@pytest.mark.usefixtures("small_accounts_are_large")
async def test_the_graph_gives_the_job_and_its_dry_run(store: Store) -> None:
    await open_large_account(store, **SIZE, others=1)
    mutation = (
        "mutation ($input: ReconcileAccountInput!) { reconcileAccount(input: $input) { userErrors { code } "
        "reconciliationCount batch { id } job { kind state reconciliations batch { id } } } }"
    )
    async with Api(store) as api:
        account = (await api.data('{ account(number: "L-1") { id } }'))["account"]["id"]
        tried = (await api.data(mutation, input={"accountId": account, "dryRun": True}))["reconcileAccount"]
        made = (await api.data(mutation, input={"accountId": account}))["reconcileAccount"]
    assert (tried["job"]["state"], tried["batch"]) == ("DONE", None)
    assert (made["job"]["kind"], made["job"]["state"]) == ("RECONCILE_ACCOUNT", "QUEUED")
    assert (made["reconciliationCount"], made["job"]["batch"]) == (AT_ONCE, made["batch"])
    (ended,) = await run_unfinished_jobs(store)
    assert ended.reconciliations == tried["job"]["reconciliations"]


async def test_others_write_between_the_parts(store: Store) -> None:
    large, small = await open_large_account(store, invoices=400, payments=400, others=4)
    running = asyncio.create_task(run_job(store, await ask(store)))
    paid = 0
    while not running.done():
        account = large if paid % 2 else small[paid % 4]
        await run(store, MakePayment(account, Money(100, PaymentMethod.CASH)))
        paid += 1
    assert (await running).state is JobState.DONE
    assert paid > 3
    assert await rows(store, TWICE) == [(0,)]
    assert await contradictions_of(store) == []
