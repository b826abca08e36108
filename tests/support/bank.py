"""Level: a store with rows, no API. A bank account of the centre, its statements, and what explains their lines."""

import datetime
from collections.abc import Awaitable, Sequence
from typing import Any, NamedTuple

import pytest

from domain.core.bank_keys import Movement
from domain.core.kinds import BankFileFormat
from domain.errors import Refusal, Refusals
from domain.importing.statements.service import ImportBankStatement
from domain.services.bank.accounts import CreateBankAccount
from domain.services.bank.lines import IgnoreBankLine, MatchBankLine, PartInput, UnmatchBankLine
from domain.services.bank.recording import RecordFromBankLine, ShareInput
from domain.services.bank.statements import ReadStatement
from domain.store.store import Committed
from tests.support.centre import Centre

DAY = datetime.date(2026, 1, 9)


def movement(amount: int, text: str = "", day: datetime.date = DAY, **fields: Any) -> Movement:
    """Return a movement as a reader gives it."""
    values: dict[str, Any] = {
        "booked_on": day,
        "value_on": None,
        "amount_cents": amount,
        "payer_name": None,
        "payer_account": None,
        "text": text,
        "structured_reference": None,
        "bank_id": None,
        "entry_position": 0,
        "kind": None,
        "fee_cents": None,
        "place": "line 1",
    }
    return Movement(**{**values, **fields})


def statement(
    *movements: Movement, opening: int | None = None, closing: int | None = None, **fields: Any
) -> ReadStatement:
    """Return a statement as a reader gives it."""
    values: dict[str, Any] = {
        "format": BankFileFormat.CAMT,
        "account_number": None,
        "currency": None,
        "opening_cents": opening,
        "closing_cents": closing,
        "first_day": None,
        "last_day": None,
        "movements": movements,
    }
    return ReadStatement(**{**values, **fields})


class Line(NamedTuple):
    """A stored line: its id, amount, what its parts add up to, and whether it is ignored."""

    id: int
    amount: int
    explained: int
    ignored: bool


class Bank:
    """A bank account of the centre, in dollars unless another currency is given."""

    def __init__(self, centre: Centre, account: int) -> None:
        self.centre = centre
        self.id = account

    @classmethod
    async def open(cls, centre: Centre, name: str = "Main", currency: str = "USD", **fields: Any) -> "Bank":
        """Create the bank account."""
        done = await centre.do(CreateBankAccount(name, currency, **fields))
        return cls(centre, done.result.bank_account)

    async def give(self, *movements: Movement, **fields: Any) -> Committed[Any]:
        """Import a statement of these movements."""
        return await self.read([statement(*movements, **fields)])

    async def read(self, statements: Sequence[ReadStatement]) -> Committed[Any]:
        """Import the statements of one file."""
        return await self.centre.do(ImportBankStatement(self.id, statements))

    async def line(self, amount: int, text: str = "", **fields: Any) -> int:
        """Import a statement of one movement, and return the id of its line."""
        done = await self.give(movement(amount, text, **fields))
        assert done.result.created == 1
        (row,) = await self.centre.rows(
            f"select line_id from bank_statement_lines where statement_id = {done.result.statement}"
        )
        return int(row[0])

    async def lines(self) -> list[Line]:
        """Return the present lines, by day and amount."""
        rows = await self.centre.rows(
            "select id, amount_cents, explained_cents, ignored_reason is not null from bank_lines "
            f"where withdrawn_at is null and bank_account_id = {self.id} order by booked_on, amount_cents, id"
        )
        return [Line(*row[:3], bool(row[3])) for row in rows]

    async def explained(self, line: int) -> int:
        """Return what the parts of a line add up to, by its parts; the stored sum is the same."""
        (stored,) = await self.centre.rows(f"select explained_cents from bank_lines where id = {line}")
        parts = await self.centre.rows(
            f"select amount_cents from bank_line_parts where line_id = {line} and withdrawn_at is null"
        )
        assert stored[0] == sum(part[0] for part in parts)
        return int(stored[0])

    async def match(self, line: int, *parts: PartInput) -> Committed[Any]:
        """Explain a line."""
        return await self.centre.do(MatchBankLine(line, parts))

    async def unmatch(self, line: int | None = None, *parts: int) -> Committed[Any]:
        """End what explains a line."""
        return await self.centre.do(UnmatchBankLine(line, parts))

    async def record(self, line: int, *shares: ShareInput) -> Committed[Any]:
        """Record the money of a line."""
        return await self.centre.do(RecordFromBankLine(line, shares or (ShareInput(self.centre.rivera),)))

    async def ignore(self, line: int, reason: str | None = "between own accounts") -> Committed[Any]:
        """Ignore a line, or take it back into use."""
        return await self.centre.do(IgnoreBankLine(line, reason))


async def refused(awaitable: Awaitable[Any], code: str) -> str:
    """Expect a refusal with a code, and return its message."""
    with pytest.raises((Refusal, Refusals)) as caught:
        await awaitable
    error = caught.value
    refusals = [error] if isinstance(error, Refusal) else list(error.refusals)
    assert [each.code for each in refusals] == [code], str(error)
    return refusals[0].message


def paid(done: Committed[Any], amount: int | None = None) -> PartInput:
    """Return the part that a recorded transaction is, as much as fits unless an amount is given."""
    return PartInput(transaction_id=done.result.transaction, amount_cents=amount)
