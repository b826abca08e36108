"""Many accounts at once, jobs over them, and what jobs left."""

import random
from collections.abc import Callable, Sequence
from typing import Any

from domain.core.kinds import PaymentMethod
from domain.jobs.running import run_job
from domain.permissions import OPERATOR, Principal
from domain.queries.jobs import errors_of_jobs, unfinished_jobs
from domain.queries.records import by_ids
from domain.rows import JobErrorRow, JobRow
from domain.services.accounts import AccountOutcome, CreateAccount, create_account
from domain.services.invoices import CreateInvoice, create_invoice
from domain.services.job_groups import Group, GroupOutcome, TakeJob, Taken, do_group, take_job
from domain.services.jobs import CancelJob, JobOutcome, ReconcileAllAccounts, cancel_job, reconcile_all_accounts
from domain.services.ledger_codes import CreateLedgerCode, LedgerCodeOutcome, create_ledger_code
from domain.services.payments import MakePayment, Money, make_payment
from domain.services.recording import ItemWish
from domain.services.undo import UndoBatch, UndoOutcome, undo_batch
from domain.store.block import Block
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Command, Store

A_BLOCK = 50
"""So many accounts are made at once."""

# edges by what they join, since ids are another run's own
EDGES = Sql(
    "select c.number, ci.position, d.number, di.position, r.amount_cents, r.origin from reconciliations r "
    "join transactions c on c.id = r.credit_transaction_id join transactions d on d.id = r.debit_transaction_id "
    "join items ci on ci.id = r.credit_item_id join items di on di.id = r.debit_item_id where r.released_at is null "
    "order by c.number, ci.position, d.number, di.position, r.id"
)
TWICE = Sql(
    "select count(*) from (select credit_item_id, debit_item_id from reconciliations where released_at is null "
    "group by credit_item_id, debit_item_id having count(*) > 1) pairs"
)


async def run_unfinished_jobs(store: Store) -> list[JobRow]:
    """Runs all jobs that nobody works on, oldest first; gives them as they ended."""
    return [await run_job(store, each) for each in await store.read(unfinished_jobs(store.clock(), 100))]


async def crowd(store: Store, accounts: int, seed: int = 1, *, first: int = 0) -> list[int]:
    """So many accounts with a few open invoices and payments each, always the same for a seed; gives their ids."""
    chance = random.Random(seed)
    if first == 0:
        code = CreateLedgerCode("SWIM", "Swimming")
        await store.write(
            Command("createLedgerCode", OPERATOR), lambda block: create_ledger_code(block, code), LedgerCodeOutcome
        )
    ids: list[int] = []
    for start in range(first, first + accounts, A_BLOCK):
        numbers = range(start, min(start + A_BLOCK, first + accounts))
        families = [_family(chance, number) for number in numbers]
        await store.write(Command("createAccount", OPERATOR), _making(families, ids), AccountOutcome)
    return ids


def _family(chance: random.Random, number: int) -> tuple[str, list[list[int]], list[int]]:
    """An account's number, the amounts of its invoices' items, and those of its payments."""
    invoices = [[chance.randint(1, 80) * 100 for _ in range(chance.randint(1, 3))] for _ in range(chance.randint(1, 2))]
    return f"F{number:05}", invoices, [chance.randint(1, 150) * 100 for _ in range(chance.randint(1, 2))]


def _making(
    families: Sequence[tuple[str, list[list[int]], list[int]]], ids: list[int]
) -> Callable[[Block], Steps[AccountOutcome]]:
    def make(block: Block) -> Steps[AccountOutcome]:
        made = []
        for number, invoices, payments in families:
            account = (yield from create_account(block, CreateAccount(number, "Ann Rivera", "USD"))).account
            made.append(account)
            for amounts in invoices:
                items = [ItemWish("Swim lessons", "SWIM", amount) for amount in amounts]
                yield from create_invoice(block, CreateInvoice(account, items))
            for amount in payments:
                yield from make_payment(block, MakePayment(account, Money(amount, PaymentMethod.CASH)))
        ids.extend(made)
        return AccountOutcome(made[-1])

    return make


async def ask(store: Store, wish: ReconcileAllAccounts | None = None, actor: Principal = OPERATOR) -> int:
    """Queues a job; gives its id."""
    wished = wish or ReconcileAllAccounts()
    command = Command("reconcileAllAccounts", actor)
    done = await store.write(command, lambda block: reconcile_all_accounts(block, wished), JobOutcome)
    return done.outcome.job


async def reconcile_all(store: Store, wish: ReconcileAllAccounts | None = None) -> JobRow:
    """Reconciles all accounts; gives the job as it ended."""
    return await run_job(store, await ask(store, wish))


async def cancel(store: Store, job: int, actor: Principal = OPERATOR) -> None:
    """Cancels a job."""
    await store.write(Command("cancelJob", actor), lambda block: cancel_job(block, CancelJob(job)), JobOutcome)


async def undo(store: Store, batch: int | None, actor: Principal = OPERATOR) -> UndoOutcome:
    """Asks for the undo of a batch; done where the outcome names no job."""
    assert batch is not None
    command = Command("undoBatch", actor)
    return (await store.write(command, lambda block: undo_batch(block, UndoBatch(batch)), UndoOutcome)).outcome


async def job_row(store: Store, job: int) -> JobRow:
    """A job as it stands."""
    return (await store.read(by_ids(JobRow, [job])))[job]


async def job_errors(store: Store, job: int) -> list[JobErrorRow]:
    """What a job could not do, the first 100."""
    return await store.read(errors_of_jobs([job], 1_000))


async def rows(store: Store, sql: Sql) -> list[tuple[Any, ...]]:
    """The rows of a statement."""

    def steps() -> Steps[list[tuple[Any, ...]]]:
        return [tuple(row) for row in (yield Fetch(sql))]

    return await store.read(steps())


async def change(store: Store, text: str) -> None:
    """Runs a statement that no service would, to make what nothing in the product can."""

    def steps() -> Steps[None]:
        yield Fetch(Sql(text))

    await store.backend.run_block(steps)


async def group(
    store: Store, job: int, most: int = 10, in_time: Callable[[], bool] = lambda: True, *, dies: bool = False
) -> GroupOutcome:
    """One group of a job, of a size that the test chooses; ``dies`` when all is decided and nothing yet committed."""
    wish = Group(job, most, in_time)

    def work(block: Block) -> Steps[GroupOutcome]:
        outcome = yield from do_group(block, wish)
        if dies:
            raise ZeroDivisionError
        return outcome

    return (await store.write(Command("reconcileAllAccounts", OPERATOR), work, GroupOutcome)).outcome


async def take(store: Store, job: int) -> Taken:
    """Takes a job as another process would."""
    return (await store.write(Command("takeJob", OPERATOR), lambda block: take_job(block, TakeJob(job)), Taken)).outcome
