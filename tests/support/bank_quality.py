"""Level: a store. How good suggestions for bank lines are where the truth is known, by kind of text (domain R44)."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.core.payer_proposals import LineProposal
from domain.importing import ImportRecords
from domain.importing.statements.service import ImportBankStatement
from domain.queries.bank_suggestions import suggestions_of_lines
from domain.queries.records import by_ids
from domain.services.bank.recording import RecordFromBankLine, ShareInput
from domain.store.program import Program, Sql
from domain.store.store import Store
from domain.tables import BankLineRow
from tests.support.bank import Bank, movement, statement
from tests.support.bank_texts import KINDS, Writer
from tests.support.centre import Centre, rows, run
from tests.support.sakila import Payment, Shop

LINES_AT_ONCE = 1_000
REMEMBERED = 7
"""Of how many customers one has paid before, from an account that is remembered."""

_LINES = Sql(
    "select line_id from bank_statement_lines where statement_id = (select max(id) from bank_statements) order by position"
)
_ACCOUNTS = Sql("select number, id from accounts")
_ITEMS = Sql(
    "select t.number, i.id from items i join transactions t on t.id = i.transaction_id where t.kind = 'INVOICE'"
)


@dataclass
class Tally:
    """Of the lines of one kind: how many there are, for how many the right account and all that is right come first.

    Of the sure ones, ``as_written`` settle another invoice than was meant: the one whose number the payer wrote, which is
    theirs and of just that amount. Whoever reads the line would settle that one (DECISIONS, "What a payer writes counts").
    """

    lines: int = 0
    account_first: int = 0
    first: int = 0
    sure: int = 0
    as_written: int = 0
    wrong: list[str] = field(default_factory=list)


async def measured(store: Store, shop: Shop, seed: int) -> dict[str, Tally]:
    """Imports what the shop is owed, and what it was paid as a bank's lines; judges all of them by kind of text."""
    chance = random.Random(seed)
    for kind, text in shop.files.items():
        await run(store, ImportRecords(kind, text.encode()))
    bank = await Bank.open(Centre(store))
    accounts = {row[0]: row[1] for row in await rows(store, _ACCOUNTS)}
    await _remember(bank, shop, accounts)
    kinds = [KINDS[place % len(KINDS)] for place in range(len(shop.payments))]
    chance.shuffle(kinds)
    movements = []
    writers = []
    for payment, kind in zip(shop.payments, kinds, strict=True):
        writers.append(Writer(payment, chance, shop.payments))
        fields = {"bank_id": f"P{payment.id}", "payer_account": _own_account(payment), **kind.make(writers[-1])}
        movements.append(movement(payment.cents, fields.pop("text"), payment.day, **fields))
    await run(store, ImportBankStatement(bank.id, [statement(*movements)]))
    lines = [row[0] for row in await rows(store, _LINES)]
    assert len(lines) == len(shop.payments), "a movement is there twice, or lost"
    items = {row[0]: row[1] for row in await rows(store, _ITEMS)}
    owed = {(each.customer, each.cents, each.invoice) for each in shop.payments}
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for begun in range(0, len(lines), LINES_AT_ONCE):
        some = lines[begun : begun + LINES_AT_ONCE]
        proposals = await store.read(_judged(some))
        for line, writer, kind in zip(some, writers[begun:], kinds[begun:], strict=False):
            payment, stated = writer.payment, writer.stated
            account, item = accounts[f"C{payment.customer}"], items[payment.invoice]
            written = items[stated] if (payment.customer, payment.cents, stated) in owed else None
            _count(tallies[kind.name], payment, _Truth(account, item, written), proposals[line])
    return tallies


async def _remember(bank: Bank, shop: Shop, accounts: dict[str, int]) -> None:
    """One customer of seven has paid before, by an account that a person assigned."""
    before = min(each.day for each in shop.payments)
    for customer in sorted({each.customer for each in shop.payments}):
        if customer % REMEMBERED == 0:
            line = await bank.line(100, f"before {customer}", day=before, payer_account=f"ACCOUNT{customer}")
            await run(bank.centre.store, RecordFromBankLine(line, [ShareInput(accounts[f"C{customer}"])]))


def _own_account(payment: Payment) -> str | None:
    return f"ACCOUNT{payment.customer}" if payment.customer % REMEMBERED == 0 and payment.id % 2 else None


def _judged(lines: Sequence[int]) -> Program[dict[int, list[LineProposal]]]:
    found = yield from by_ids(BankLineRow, lines)
    return (yield from suggestions_of_lines(found.values(), 1_000_000)).proposals


class _Truth(NamedTuple):
    """Whose money a line is, for which item; and what the payer wrote instead, if they owe that in the same amount."""

    account: int
    item: int
    written: int | None


def _count(tally: Tally, payment: Payment, truth: _Truth, proposals: Sequence[LineProposal]) -> None:
    tally.lines += 1
    for best in proposals[:1]:
        pays = {each.item_id for each in best.allocations}
        right = best.account_id == truth.account and pays == {truth.item}
        tally.account_first += best.account_id == truth.account
        tally.first += right
        tally.sure += best.sure
        if best.sure and not right:
            if best.account_id == truth.account and pays == {truth.written}:
                tally.as_written += 1
            else:
                tally.wrong.append(f"{payment}: {best}")
