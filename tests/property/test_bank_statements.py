"""Random statements that overlap, imported in any order: each movement once, and the three-way identity (R42a, R43, R45)."""

import asyncio
import datetime
import pathlib
import random
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.core.bank_keys import Movement
from domain.errors import Refusal
from domain.queries.records import by_ids
from domain.queries.reports.bank import BankScope, tie_out
from domain.services.bank.lines import PartInput
from domain.store.store import Store
from domain.tables import BankAccountRow
from domain.verifying.verify import verify
from tests.support.bank import Bank
from tests.support.bank_histories import DAYS, FIRST, as_in_file, history
from tests.support.bank_oracle import bank_contradictions
from tests.support.centre import Centre
from tests.support.profile import by_profile

EXAMPLES, POSTGRES_EXAMPLES = by_profile(suite=(8, 2), ci=(25, 5), long=(400, 100))


async def import_all(bank: Bank, chance: random.Random, days: list[list[Movement]]) -> int:
    """Import files of random spans of days in random order, none, most or all with balances, until every day was in one."""
    opening, share_with_balances = 5_000, chance.choice((0, 0.7, 1))
    spans = [(at, min(DAYS, at + chance.randint(1, 4))) for at in range(DAYS)]
    chance.shuffle(spans)
    for begin, end in (*spans, *spans[:2]):
        before = opening + sum(each.amount_cents for of_day in days[:begin] for each in of_day)
        movements = as_in_file(chance, days[begin:end])
        closing = before + sum(each.amount_cents for each in movements)
        balances = {"opening": before, "closing": closing} if chance.random() < share_with_balances else {}
        first, last = (FIRST + datetime.timedelta(days=number) for number in (begin, end - 1))
        await bank.give(*movements, first_day=first, last_day=last, **balances)
    return opening


async def explain(bank: Bank, chance: random.Random) -> None:
    """Explain some lines at random: by payments, fees, other parts, or ignoring them; what is refused changes nothing."""
    for line in await bank.lines():
        try:
            match chance.randrange(5):
                case 0:
                    await bank.record(line.id)
                case 1:
                    payment = await bank.centre.payment(chance.choice((50, 100, 1_000)), date=FIRST)
                    await bank.match(line.id, PartInput(payment.result.transaction))
                case 2:
                    await bank.match(line.id, PartInput(fee_cents=chance.choice((-1, 1, -100, line.amount))))
                case 3:
                    await bank.ignore(line.id)
        except Refusal:
            pass


async def walk(url: str, seed: int) -> None:
    chance = random.Random(seed)
    store = await Store.open(url, readers=1)
    try:
        centre = await Centre.open(store)
        bank = await Bank.open(centre)
        days = history(chance)
        opening = await import_all(bank, chance, days)
        lines = await bank.lines()
        total = sum(each.amount_cents for of_day in days for each in of_day)
        assert sum(line.amount for line in lines) == total, "a movement is there twice, or lost"
        await explain(bank, chance)
        assert await store.read(bank_contradictions()) == []
        account = (await store.read(by_ids(BankAccountRow, [bank.id])))[bank.id]
        for number in range(DAYS):
            day = FIRST + datetime.timedelta(days=number)
            await check_identity(bank, BankScope(account, day), days[: number + 1], opening)
        assert await verify(store) == []
    finally:
        await store.close()


async def check_identity(bank: Bank, scope: BankScope, days: list[list[Movement]], opening: int) -> None:
    """The figures of a day by the history and the rows alone; a batch may be one line, but no day is left out."""
    found = await bank.centre.store.read(tie_out(scope))
    moved = sum(each.amount_cents for of_day in days for each in of_day)
    ((parts,),) = await bank.centre.rows(
        "select coalesce(sum(p.amount_cents), 0) from bank_line_parts p join bank_lines l on l.id = p.line_id "
        f"where p.withdrawn_at is null and l.booked_on <= '{scope.day}'"
    )
    assert found.open_lines_cents == moved - parts
    if found.bank_balance_cents is not None:
        assert found.bank_balance_cents == opening + moved
        assert found.books_balance_cents == opening + parts
        assert found.difference_cents == 0


@given(seed=st.integers(0, 2**32))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_each_movement_is_there_once_and_the_two_sides_tie(seed: int, sqlite_template: pathlib.Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "bank.db"
        shutil.copyfile(sqlite_template, path)
        asyncio.run(walk(f"sqlite:///{path}", seed))


@pytest.mark.parametrize("seed", range(POSTGRES_EXAMPLES))
def test_the_same_holds_on_postgresql(postgres_url: str, seed: int) -> None:
    asyncio.run(walk(postgres_url, seed))
