"""Eight clients at once explain one bank line, round after round, on both databases.

    python -m tests.stress.bank_lines [rounds]

Prints for each database how many calls were done and refused, and how many lines and transactions were explained beyond
their amount: none.
"""

import random
from collections import Counter
from collections.abc import Sequence

from domain.core.kinds import PaymentMethod
from domain.core.matching import SuggestionKey
from domain.importing.statements.service import ImportBankStatement
from domain.queries.bank_suggestions import LineSuggestions, suggestions_of_lines
from domain.queries.records import by_ids
from domain.services.bank.lines import IgnoreBankLine, MatchBankLine, PartInput, UnmatchBankLine
from domain.services.bank.recording import RecordFromBankLine, ShareInput
from domain.services.bank.suggestions import ApplyBankLineSuggestions
from domain.services.moves import MovePayment
from domain.services.payment_states import FailPayment
from domain.services.payments import MakePayment, Money
from domain.store.commands import Command
from domain.store.program import Program, Sql
from domain.store.store import Store
from domain.tables import BankLineRow
from domain.verifying.verify import verify
from tests.stress.rounds import CLIENTS, at_once, main, play
from tests.support.bank import DAY, Bank, movement, statement
from tests.support.centre import Centre, rows

EXPECTED = {"OVER_RECONCILED", "NOTHING_OPEN", "ALREADY_RECONCILED", "NOT_FOUND", "WRONG_STATE", "CONFLICT"}
"""The codes that a client who comes too late may get."""
BEYOND = Sql(
    "select l.id from bank_lines l join bank_line_parts p on p.line_id = l.id where p.withdrawn_at is null "
    "group by l.id, l.amount_cents having sum(p.amount_cents) > l.amount_cents or sum(p.amount_cents) < 0 union all "
    "select t.id from transactions t join bank_line_parts p on p.transaction_id = t.id where p.withdrawn_at is null "
    "group by t.id, t.amount_cents having sum(p.amount_cents) > t.amount_cents"
)
PAID_ONCE = Sql(
    "select count(*) from transactions t join bank_line_parts p on p.transaction_id = t.id join items i "
    "on i.transaction_id = t.id where p.withdrawn_at is null and t.reference like 'Invoice STRESS-%' "
    "and i.reconciled_cents = 6000"
)
EXPLAINED = Sql("select count(*) from bank_lines where explained_cents > 0")
LINES = Sql("select count(*) from bank_lines")


async def a_round(centre: Centre, stores: Sequence[Store], seed: int) -> Counter[str]:
    """One line of 100.00 and payments of 60.00 on accounts of their own; in some rounds one payment on many lines."""
    rng = random.Random(seed)
    bank = await _bank(centre)
    accounts = [await centre.account(f"B{seed}-{number}") for number in range(CLIENTS)]
    payments = [(await centre.do(MakePayment(each, Money(6_000, PaymentMethod.CHECK)))).result for each in accounts]
    await centre.invoice(6_000, account=accounts[0], number=f"STRESS-{seed:05}", date=DAY)
    movements = [movement(10_000, f"{seed}-{n}") for n in range(3)]
    movements += [movement(6_000, f"Invoice STRESS-{seed:05}", payer_name=f"{n}") for n in range(2)]
    file = ImportBankStatement(bank.id, [statement(*movements)])
    await at_once(stores, [file] * CLIENTS, ())  # the same file at once: each movement once
    lines = [each.id for each in (await bank.lines()) if each.explained == 0 and each.amount == 10_000][-3:]
    apply = ApplyBankLineSuggestions(await _suggested(bank), keep_good_rows=True)
    commands: list[Command[object]] = [
        MatchBankLine(lines[0], [PartInput(each.transaction, 6_000)]) for each in payments
    ]
    others: list[Command[object]] = [
        RecordFromBankLine(lines[0], [ShareInput(accounts[0], 7_000)]),
        MatchBankLine(lines[0], [PartInput(fee_cents=5_000)]),
        MatchBankLine(lines[1], [PartInput(payments[3].transaction, 6_000)]),
        MatchBankLine(lines[2], [PartInput(payments[3].transaction, 6_000)]),
        MovePayment(payments[4].transaction, accounts[5], "wrong account"),
        FailPayment(payments[5].transaction, "typed twice", wrong_entry=True),
        UnmatchBankLine(lines[0]),
        IgnoreBankLine(lines[0], "no"),
    ]
    commands[: seed % 5] = rng.sample(others, seed % 5)
    commands[-3:] = [apply] * 3  # two lines name one invoice: it is paid once
    rng.shuffle(commands)
    return await at_once(stores, commands, EXPECTED)


async def _suggested(bank: Bank) -> list[SuggestionKey]:
    """Return the suggestions of the last two lines that name an invoice."""
    ids = [each.id for each in await bank.lines() if each.amount == 6_000][-2:]

    def read() -> Program[LineSuggestions]:
        return (yield from suggestions_of_lines((yield from by_ids(BankLineRow, ids)).values(), 1_000_000))

    found = (await bank.centre.store.read(read())).proposals
    return [next(each.key for each in found[line] if each.allocations) for line in ids]


async def _bank(centre: Centre) -> Bank:
    found = await centre.rows("select id from bank_accounts")
    return Bank(centre, found[0][0]) if found else await Bank.open(centre)


async def bank_lines(url: str, rounds: int) -> Counter[str]:
    """So many rounds; then all is checked."""
    answered = await play(url, a_round, rounds)
    store = await Store.open(url)
    try:
        assert (await rows(store, EXPLAINED))[0][0] >= rounds / 2, "hardly anything was explained"
        assert (await rows(store, LINES))[0][0] == 5 * rounds, "a movement is there twice, or lost"
        assert await rows(store, BEYOND) == []
        assert (await rows(store, PAID_ONCE))[0][0] == rounds, "suggestions paid an invoice twice, or not at all"
        assert await verify(store) == []
    finally:
        await store.close()
    return answered


if __name__ == "__main__":
    main(bank_lines, "explained beyond their amount")
