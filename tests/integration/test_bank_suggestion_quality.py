"""Nothing sure is wrong, on random payers whose names repeat and who pay for others (domain R44)."""

import random
from collections import Counter
from typing import NamedTuple

import pytest

from domain.core.bank_keys import Movement
from domain.core.payer_proposals import LineProposal
from domain.queries.bank_suggestions import suggestions_of_lines
from domain.queries.records import by_ids
from domain.services.bank.recording import ShareInput
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import BankLineRow
from tests.support.bank import DAY, Bank, movement
from tests.support.centre import Centre

FIRST, LAST = ("Ann", "Bo", "Cy", "Dee", "Eve", "Finn"), ("Rivera", "Chen", "Roy", "Lee", "Moss", "Kane")
CENTS = (5_000, 5_000, 7_500, 9_000, 12_000)


class Owner(NamedTuple):
    """An account, who owns it, the number of their own bank account, and the invoice that they pay now."""

    account: int
    name: str
    iban: str
    invoice: str
    cents: int


async def owners_of(chance: random.Random, centre: Centre) -> list[Owner]:
    """Owners with one or two open invoices; names and amounts repeat."""
    found = []
    for place in range(20):
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        account = await centre.account(f"A-{place}", name)
        for number in range(chance.choice((1, 2))):
            cents, invoice = chance.choice(CENTS), f"INV-{20_000 + 10 * place + number}"
            await centre.invoice(("SWIM", cents), account=account, number=invoice, date=DAY)
        found.append(Owner(account, name, f"IB{place:09}", invoice, cents))
    return found


def paying(chance: random.Random, owner: Owner, place: int) -> Movement:
    """What an owner, a relative or somebody unknown pays, with a text that says much or nothing."""
    who = chance.choice(((owner.name, owner.iban), (owner.name, None), ("Granny Smith", "GRANNY"), (None, None)))
    text = chance.choice((f"Invoice {owner.invoice}", owner.invoice, f"fees {owner.name}", f"swimming {place}"))
    return movement(owner.cents, text, payer_name=who[0], payer_account=who[1])


@pytest.mark.parametrize("seed", range(2))
async def test_nothing_sure_is_wrong_and_most_come_first(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    centre = await Centre.open(store)
    bank = await Bank.open(centre)
    owners = await owners_of(chance, centre)
    for owner in chance.sample(owners, 8):
        await bank.record(await bank.line(100, owner.iban, payer_account=owner.iban), ShareInput(owner.account))
    await bank.record(await bank.line(100, "granny", payer_account="GRANNY"), ShareInput(owners[0].account))
    account_of = {}
    for place, owner in enumerate(owners):
        done = await bank.give(paying(chance, owner, place))
        named = f"select line_id from bank_statement_lines where statement_id = {done.result.statement}"
        account_of[(await centre.rows(named))[0][0]] = owner.account

    def read() -> Program[dict[int, list[LineProposal]]]:
        rows = yield from by_ids(BankLineRow, account_of)
        return (yield from suggestions_of_lines(rows.values(), 1_000_000)).proposals

    judged: Counter[str] = Counter()
    for line, proposals in (await store.read(read())).items():
        for each in proposals[:1]:
            judged["first"] += each.account_id == account_of[line]
            judged["sure"] += each.sure
            assert not each.sure or each.account_id == account_of[line], each
    assert judged["first"] > len(owners) // 2, judged
    assert judged["sure"] > 0, judged
