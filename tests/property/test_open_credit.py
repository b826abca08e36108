"""What may be refunded is what a plain look at every open credit says, after any payments, cancellations and refunds."""

import asyncio
import datetime
import pathlib
import random
import shutil
import tempfile
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.core.kinds import PaymentMethod, PaymentState, Side, TransactionKind
from domain.errors import Refusal, Refusals
from domain.permissions import OPERATOR
from domain.queries.records import by_ids, open_items
from domain.services.cancellations import CancelItem, CancelItems
from domain.services.marks import MarkInput
from domain.services.open_credit import EarlierRefunds
from domain.services.refunds import RecordRefund, RefundSource, record_refund_after
from domain.store.program import Program
from domain.store.store import Store
from domain.store.unit_of_work import UnitOfWork
from domain.tables import ItemRow, TransactionRow
from tests.support.centre import Centre, run
from tests.support.profile import by_profile
from tests.support.programs import RunProgram

DAYS = [datetime.date(2026, 1, day) for day in range(1, 7)]
METHODS = [PaymentMethod.CASH, PaymentMethod.CASH, PaymentMethod.ECHECK]
STEPS = 14
REFUNDS = 8
EXAMPLES, POSTGRES_SEEDS = by_profile(suite=(8, [1]), ci=(15, range(3)), long=(400, range(100)))


class Seen(NamedTuple):
    """The open credit through each day and in all, and what refunds have paid out of it."""

    open_cents: list[int]
    owed_cents: int
    owing: list[str]


def looked_at(account_id: int) -> Program[Seen]:
    """What every open item of an account comes to, one by one."""
    credits_ = yield from open_items(account_id, Side.CREDIT)
    transactions = yield from by_ids(TransactionRow, {item.transaction_id for item in credits_})
    arrived = {None, PaymentState.CONFIRMED}
    credits_ = [item for item in credits_ if transactions[item.transaction_id].payment_state in arrived]
    cancelled = yield from by_ids(ItemRow, {item.cancels_id for item in credits_ if item.cancels_id is not None})

    def through(day: datetime.date) -> int:
        dated = [item for item in credits_ if item.date <= day]
        total = sum(item.unreconciled_cents for item in dated if item.cancels_id is None)
        for held_on in cancelled.values():
            of_all = [item for item in credits_ if item.cancels_id == held_on.id]
            refundable = max(0, sum(item.unreconciled_cents for item in of_all) - held_on.processing_cents)
            total += min(sum(item.unreconciled_cents for item in dated if item in of_all), refundable)
        return total

    refunds = yield from open_items(account_id, Side.DEBIT, {TransactionKind.REFUND})
    numbers = yield from by_ids(TransactionRow, {item.transaction_id for item in refunds})
    owing = [numbers[item.transaction_id].number for item in refunds]
    return Seen(
        [through(day) for day in (*DAYS, datetime.date.max)], sum(item.unreconciled_cents for item in refunds), owing
    )


def summed(unit: UnitOfWork, account_id: int) -> Program[Seen]:
    """The same by the product's sums."""
    accounts = yield from unit.lock_accounts([account_id])
    credit = yield from EarlierRefunds().credit_of(accounts[account_id])
    opened = [credit.open_cents(day) for day in DAYS]
    owing = yield from credit.owing_numbers(account_id)
    for cents in {*opened, 1} - {0}:
        if cents <= credit.open_cents():
            day = credit.first_day(cents)
            assert credit.open_cents(day) >= cents > credit.open_cents(day - datetime.timedelta(1))
    return Seen([*opened, credit.open_cents()], credit.owed_cents, owing)


async def happen(centre: Centre, chance: random.Random, step: int) -> None:
    """Something that changes what is open; what is refused changes nothing."""
    day, cents = chance.choice(DAYS), chance.randint(1, 30)
    debits = await centre.store.read(open_items(centre.rivera, Side.DEBIT, {TransactionKind.INVOICE}))
    kind = chance.choice(["invoice", "payment", "payment", "credit", "cancel", "cancel", "refund"])
    if kind == "invoice" or not debits:
        await centre.invoice(chance.randint(10, 60), date=DAYS[0])
    elif kind == "payment":
        marks = [MarkInput(item_id=chance.choice(debits).id)] if chance.random() < 0.6 else []
        await centre.payment(cents, *marks, method=chance.choice(METHODS), date=day)
    elif kind == "credit":
        await centre.credit(cents, date=day)
    elif kind == "cancel":
        rows = await centre.rows("select id from items where kind = 'INVOICE' order by id")
        await tried(centre, CancelItems([CancelItem(chance.choice(rows)[0], chance.randint(1, 20))], day))
    else:
        await tried(centre, await refund(centre, chance, f"S-{step}"))


async def refund(centre: Centre, chance: random.Random, number: str) -> RecordRefund:
    """A refund, of named items or of none, exact amounts among them."""
    credits_ = await centre.store.read(open_items(centre.rivera, Side.CREDIT))
    named = chance.sample(credits_, min(len(credits_), chance.randint(0, 2)))
    sources = [
        RefundSource(item_id=item.id, amount_cents=chance.choice([None, chance.randint(1, item.unreconciled_cents)]))
        for item in named
    ]
    exact = sum(source.amount_cents or 0 for source in sources)
    amount = exact + chance.randint(0 if exact else 1, 12)
    day = chance.choice([*DAYS, *DAYS[-1:] * 12])
    return RecordRefund(centre.rivera, amount, PaymentMethod.CASH, day, number, sources=sources)


async def tried(centre: Centre, cmd: Any) -> str:
    """What came of a command, in words."""
    try:
        await centre.do(cmd)
    except (Refusal, Refusals) as refused:
        return sentence_of(refused)
    return "done"


def sentence_of(refused: Refusal | Refusals) -> str:
    first = refused if isinstance(refused, Refusal) else refused.refusals[0]
    return f"{first.code} {first.field} {first.message}"


def one_after_the_other(unit: UnitOfWork, account_id: int, refunds: list[RecordRefund]) -> Program[list[str]]:
    """Record refunds in one unit, and tell what came of each."""
    accounts = yield from unit.lock_accounts([account_id])
    earlier, came = EarlierRefunds(), []
    for cmd in refunds:
        try:
            with earlier.savepoint(unit, accounts[account_id]):
                yield from record_refund_after(unit, cmd, earlier)
            came.append("done")
        except Refusal as refusal:
            came.append(sentence_of(refusal))
    return came


async def walk(store: Store, seed: int) -> list[str]:
    """Random steps with both looks after each, then refunds in one unit and each in its own; what came of these."""
    chance, centre = random.Random(seed), await Centre.open(store)
    for step in range(STEPS):
        await happen(centre, chance, step)
        plain = await store.read(looked_at(centre.rivera))
        sums = await run(store, RunProgram("look", lambda unit: summed(unit, centre.rivera)))
        assert sums.result == plain
    refunds = [await refund(centre, chance, f"R-{each}") for each in range(REFUNDS)]
    together = RunProgram("recordRefund", lambda unit: one_after_the_other(unit, centre.rivera, refunds))
    came: list[str] = (await store.preview(lambda inside: inside.run(together, OPERATOR))).result
    assert came == [await tried(centre, cmd) for cmd in refunds]
    return came


async def walk_on(url: str, seed: int) -> list[str]:
    """The same on a fresh database."""
    store = await Store.open(url, readers=1)
    try:
        return await walk(store, seed)
    finally:
        await store.close()


@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_the_sums_are_what_each_open_credit_comes_to(sqlite_template: pathlib.Path, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "credit.db"
        shutil.copyfile(sqlite_template, path)
        asyncio.run(walk_on(f"sqlite:///{path}", seed))


@pytest.mark.parametrize("seed", POSTGRES_SEEDS)
def test_the_sums_are_the_same_on_postgresql(postgres_url: str, seed: int) -> None:
    assert len(asyncio.run(walk_on(postgres_url, seed))) == REFUNDS


async def test_refunds_of_one_unit_share_what_the_cancellations_of_an_item_have_left(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.items(await centre.invoice(100, date=DAYS[0])))[0]
    await centre.payment(60, MarkInput(item_id=invoice.id), date=DAYS[0])
    await centre.payment(40, MarkInput(item_id=invoice.id), method=PaymentMethod.ECHECK, date=DAYS[0])
    await centre.payment(100, date=DAYS[0])
    done = [await centre.do(CancelItems([CancelItem(invoice.id, 50)], DAYS[0])) for _ in range(2)]
    refunds = [
        RecordRefund(centre.rivera, 50, PaymentMethod.CASH, DAYS[0], sources=[RefundSource(each.result.transaction)])
        for each in done
    ]
    both = RunProgram("recordRefund", lambda unit: one_after_the_other(unit, centre.rivera, refunds))
    first, second = (await run(store, both)).result
    assert (first, "10 " in second or "0.10" in second) == ("done", True), second
