"""Level: a store with rows. Random statements, explained in all ways, and the three-way tie-out computed apart (R45).

The oracle knows what the bank's files hold and what was done about each line, and no stored sum.
"""

import datetime
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.errors import Refusal, Refusals
from domain.queries.records import by_ids
from domain.queries.reports.bank import BY_BOOKING, BankScope, TieOut, all_rows, open_lines, tie_out
from domain.services.bank.lines import MatchBankLine, PartInput, UnmatchBankLine
from domain.services.bank.recording import RecordFromBankLine, ShareInput
from domain.services.payment_states import ConfirmPayment
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import BankAccountRow
from tests.support.bank import Bank, movement
from tests.support.centre import Centre

FIRST = datetime.date(2026, 1, 1)
LINES_MAX = 6
DAYS = 7
"""How many days a statement has."""
STATEMENTS_OF_ACCOUNT = 4


@dataclass(slots=True)
class BankedLine:
    """A line as the file has it, and what explains it, by the transaction or by what else it is."""

    bank: Bank
    day: datetime.date
    cents: int
    parts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    ignored: bool = False

    @property
    def left(self) -> int:
        return self.cents - sum(self.parts.values())


@dataclass(slots=True)
class CashMoney:
    """A cash transaction: its day, its amount and how much of it is on lines, signed as money moves on the bank account."""

    day: datetime.date
    cents: int
    banked: int = 0


class Figures(NamedTuple):
    """What a report must come to, and the lines that it must name."""

    figures: TieOut
    open_lines: set[int]


class TieOutOracle:
    """Everything that was given and done, beside the product."""

    def __init__(self, store: Store, chance: random.Random) -> None:
        self.store = store
        self.chance = chance
        self.centre = Centre(store)
        self.accounts: list[int] = []
        self.banks: dict[int, tuple[Bank, int]] = {}
        self.lines: dict[int, BankedLine] = {}
        self.money: dict[int, CashMoney] = {}
        self.done: defaultdict[str, int] = defaultdict(int)

    async def open(self, statements: int) -> None:
        """Bank accounts with so many statements in all, four each; people explain some of the lines after each."""
        self.centre = await Centre.open(self.store)
        self.accounts = [self.centre.rivera, *await self.centre.accounts([f"T-{each}" for each in range(4)])]
        for begun in range(0, statements, STATEMENTS_OF_ACCOUNT):
            bank = await Bank.open(self.centre, f"Bank {begun // STATEMENTS_OF_ACCOUNT}")
            balance = opening = self.chance.randint(-50_000, 90_000)
            self.banks[bank.id] = bank, opening
            for turn in range(min(STATEMENTS_OF_ACCOUNT, statements - begun)):
                balance = await self._give(bank, FIRST + datetime.timedelta(days=DAYS * turn), balance)
                for line in [each for each, of in self.lines.items() if of.bank is bank and of.left and not of.ignored]:
                    if self.chance.random() < 0.7:
                        await self._explain(line)

    async def _give(self, bank: Bank, first: datetime.date, opening: int) -> int:
        """Imports a statement, and returns its closing balance."""
        count = self.chance.randint(1, LINES_MAX)
        amounts = [self.chance.choice((1, 1, 1, -1)) * self.chance.randint(1, 30_000) for _ in range(count)]
        days = sorted(first + datetime.timedelta(days=self.chance.randrange(DAYS)) for _ in amounts)
        movements = [movement(cents, f"{first} {at}", days[at]) for at, cents in enumerate(amounts)]
        last = first + datetime.timedelta(days=DAYS - 1)
        closing = opening + sum(amounts)
        done = await bank.give(*movements, opening=opening, closing=closing, first_day=first, last_day=last)
        named = await self.centre.rows(
            f"select line_id from bank_statement_lines where statement_id = {done.result.statement} order by position"
        )
        for (line,), cents, day in zip(named, amounts, days, strict=True):
            self.lines[line] = BankedLine(bank, day, cents)
        return closing

    async def _explain(self, line_id: int) -> None:
        line = self.lines[line_id]
        ways: list[Callable[[int, BankedLine], Awaitable[None]]] = [self._fee, self._other, self._ignore]
        ways += (
            [self._record, self._split, self._match, self._payout] if line.left > 0 else [self._refund, self._returned]
        )
        way = self.chance.choice(ways)
        try:
            await way(line_id, line)
        except (Refusal, Refusals):
            self.done["refused"] += 1
        else:
            self.done[way.__name__] += 1

    async def _record(self, line_id: int, line: BankedLine) -> None:
        """A payment or deposit of all that is left."""
        kind = self.chance.choice((TransactionKind.PAYMENT, TransactionKind.DEPOSIT))
        await self._recorded(line_id, line, [ShareInput(self._account(), kind=kind)], [line.left])

    async def _split(self, line_id: int, line: BankedLine) -> None:
        """Money of two accounts, perhaps not all of it."""
        first = self.chance.randint(1, max(1, line.left - 1))
        second = self.chance.randint(1, max(1, line.left - first))
        one, other = self.chance.sample(self.accounts, 2)
        await self._recorded(line_id, line, [ShareInput(one, first), ShareInput(other, second)], [first, second])

    async def _recorded(self, line_id: int, line: BankedLine, shares: list[ShareInput], cents: list[int]) -> None:
        done = await self.centre.do(RecordFromBankLine(line_id, shares))
        for transaction, each in zip(done.result.transactions, cents, strict=True):
            self.money[transaction] = CashMoney(line.day, each, each)
            line.parts[f"t{transaction}"] += each

    async def _match(self, line_id: int, line: BankedLine) -> None:
        """A payment that was recorded before; it or the line may have more."""
        cents = self.chance.choice((line.left, line.left, self.chance.randint(1, 30_000)))
        transaction = await self._paid(line.day, cents)
        used = min(cents, line.left)
        await self.centre.do(MatchBankLine(line_id, [PartInput(transaction_id=transaction)]))
        self._banked(line, transaction, used)

    async def _payout(self, line_id: int, line: BankedLine) -> None:
        """Gross money of which a processor kept a fee."""
        fee = self.chance.randint(1, 300)
        transaction = await self._paid(line.day, line.left + fee)
        parts = [PartInput(transaction_id=transaction, amount_cents=line.left + fee), PartInput(fee_cents=-fee)]
        gross = line.left + fee
        await self.centre.do(MatchBankLine(line_id, parts))
        self._banked(line, transaction, gross)
        line.parts["fee"] -= fee

    async def _fee(self, line_id: int, line: BankedLine) -> None:
        """The bank's fee, all of the line or some of it."""
        cents = line.left if self.chance.random() < 0.5 else self._some(line)
        await self.centre.do(MatchBankLine(line_id, [PartInput(fee_cents=cents)]))
        line.parts["fee"] += cents

    async def _other(self, line_id: int, line: BankedLine) -> None:
        """What is not a client's."""
        cents = self._some(line)
        await self.centre.do(MatchBankLine(line_id, [PartInput(other_cents=cents, reason="between own accounts")]))
        line.parts["other"] += cents

    async def _ignore(self, line_id: int, line: BankedLine) -> None:
        await line.bank.ignore(line_id)
        line.ignored = True

    async def _refund(self, line_id: int, line: BankedLine) -> None:
        """Money that was paid out, of money that came by no line."""
        account = self._account()
        await self._paid(line.day, -line.left, account)
        cents = line.left
        await self._recorded(line_id, line, [ShareInput(account)], [cents])

    async def _returned(self, line_id: int, line: BankedLine) -> None:
        """An eCheck that came, perhaps by a line, and that the bank returned."""
        cents = -line.left
        done = await self.centre.payment(cents, method=PaymentMethod.ECHECK, date=line.day, account=self._account())
        transaction = int(done.result.transaction)
        self.money[transaction] = CashMoney(line.day, cents)
        came = next(
            (each for each, of in self.lines.items() if of.left >= cents and not of.ignored and of.bank is line.bank),
            None,
        )
        if came is not None:
            await self.centre.do(MatchBankLine(came, [PartInput(transaction_id=transaction)]))
            self._banked(self.lines[came], transaction, cents)
        else:
            await self.centre.do(ConfirmPayment(transaction))
        parts = [PartInput(transaction_id=transaction, returned=True, reason="no funds")]
        await self.centre.do(MatchBankLine(line_id, parts))
        ((correction, day),) = await self.centre.rows(
            f"select id, date from transactions where corrects_id = {transaction} and withdrawn_at is null"
        )
        self.money[correction] = CashMoney(_day(day), -cents, -cents)
        line.parts[f"t{correction}"] -= cents

    async def _paid(self, day: datetime.date, cents: int, account: int | None = None) -> int:
        done = await self.centre.payment(cents, date=day, account=account or self._account())
        transaction = int(done.result.transaction)
        self.money[transaction] = CashMoney(day, cents)
        return transaction

    def _banked(self, line: BankedLine, transaction: int, cents: int) -> None:
        line.parts[f"t{transaction}"] += cents
        self.money[transaction].banked += cents

    def _account(self) -> int:
        return self.chance.choice(self.accounts)

    def _some(self, line: BankedLine) -> int:
        cents = self.chance.randint(1, abs(line.left))
        return cents if line.left > 0 else -cents

    def expected(self, bank_id: int, day: datetime.date) -> Figures:
        """What the report of a bank account on a day must come to."""
        bank, opening = self.banks[bank_id]
        lines = {each: of for each, of in self.lines.items() if of.bank is bank and of.day <= day}
        bank_balance = opening + sum(of.cents for of in lines.values())
        books = opening + sum(sum(of.parts.values()) for of in lines.values())
        on_no_line = sum(each.cents - each.banked for each in self.money.values() if each.day <= day)
        figures = TieOut(bank_balance, books, sum(of.left for of in lines.values()), on_no_line)
        return Figures(figures, {each for each, of in lines.items() if of.left})

    async def reported(self, bank_id: int, day: datetime.date) -> Figures:
        """What the product reports."""

        def read() -> Program[Figures]:
            account = (yield from by_ids(BankAccountRow, [bank_id]))[bank_id]
            scope = BankScope(account, day)
            figures = yield from tie_out(scope)
            rows = yield from all_rows(open_lines(scope), BY_BOOKING)
            return Figures(figures, {row.id for row in rows})

        return await self.store.read(read())

    async def check(self) -> int:
        """Compares the two for each bank account, on the day of each statement's end and on some others."""
        compared = 0
        for bank_id in self.banks:
            ends = [FIRST + datetime.timedelta(days=DAYS * turn - 1) for turn in range(STATEMENTS_OF_ACCOUNT + 1)]
            others = [
                FIRST + datetime.timedelta(days=self.chance.randrange(DAYS * STATEMENTS_OF_ACCOUNT)) for _ in range(2)
            ]
            for day in (*ends, *others):
                found, wanted = await self.reported(bank_id, day), self.expected(bank_id, day)
                assert found == wanted, (bank_id, day, found, wanted)
                assert found.figures.difference_cents == 0, (bank_id, day, found)
                compared += 1
        return compared

    async def check_a_cent(self) -> None:
        """Takes a cent off what explains a line, as people can: the report names that line, and its cent."""
        whole = [
            each
            for each, of in self.lines.items()
            if of.left == 0 and abs(of.cents) > 1 and not of.ignored and set(of.parts) <= {"fee", "other"}
        ]
        for line_id in self.chance.sample(whole, min(3, len(whole))):
            line = self.lines[line_id]
            sign = 1 if line.cents > 0 else -1
            before = await self.reported(line.bank.id, line.day)
            await self.centre.do(UnmatchBankLine(line_id))
            await self.centre.do(MatchBankLine(line_id, [PartInput(fee_cents=line.cents - sign)]))
            after = await self.reported(line.bank.id, line.day)
            assert after.open_lines - before.open_lines == {line_id}
            assert after.figures.open_lines_cents - before.figures.open_lines_cents == sign
            line.parts.clear()
            line.parts["fee"] = line.cents - sign


def _day(value: object) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))
