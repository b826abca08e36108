"""Importing payments and deposits; imported eChecks are confirmed (domain R4a)."""

import enum
from collections.abc import Iterable
from typing import TypeVar

from domain.core.kinds import PaymentMethod, PaymentState, Side, TransactionKind
from domain.core.money import positive_cents
from domain.core.text import clean_optional
from domain.errors import DuplicateNumber
from domain.jobs.importing.money_rows import (
    AccountRooms,
    account_of,
    amount_of,
    check_business_date,
    is_one_of,
    locked_accounts,
    number_of,
    same_amount,
)
from domain.jobs.importing.table import Line
from domain.jobs.importing.tally import Tally
from domain.queries.records import transactions_by_number
from domain.rows import AccountRow, TransactionRow
from domain.services.payments import DESCRIPTIONS
from domain.services.recording import NewItem, NewTransaction, record
from domain.store.block import Block
from domain.store.steps import Steps

W = TypeVar("W", bound=enum.StrEnum)

PAYMENT_COLUMNS = ("number", "account_number", "date", "amount", "kind", "method", "reference")


def import_payments(block: Block, lines: list[Line], tally: Tally) -> Steps[None]:
    """Records the payments and deposits that are not there, in file order (domain R9a); reconciles nothing (R12)."""
    accounts = yield from locked_accounts(block, lines)
    stored = yield from transactions_by_number({line["number"] for line in lines})
    seen: dict[str, int] = {}
    rooms = AccountRooms(Side.CREDIT)
    for line in lines:
        problems = len(tally.problems)
        number = number_of(line, "number", tally)
        if number is not None and number in seen:
            reason = f"{number} stands on line {seen[number]} already."
            tally.bad(line, "number", reason, DuplicateNumber.code)
        account = account_of(line, accounts, tally)
        new = _read_payment(number, line, account, tally)
        if number is not None:
            seen.setdefault(number, line.line)
        if new is None or account is None or len(tally.problems) > problems:
            continue
        present = stored.get(new.number)
        if present is None:
            if rooms.take(account, new.items[0].amount_cents, line, tally):
                record(block, account, new)
                tally.created += 1
        elif _same_payment(present, new, account, line, tally):
            tally.unchanged += 1


def _read_payment(number: str | None, line: Line, account: AccountRow | None, tally: Tally) -> NewTransaction | None:
    check_business_date(line, tally)
    day = tally.read_date(line, "date")
    kind = _word(line, "kind", DESCRIPTIONS, TransactionKind.PAYMENT, tally)
    method = _word(line, "method", PaymentMethod, PaymentMethod.OTHER, tally)
    amount = amount_of(line, account, tally)
    if amount == 0:
        tally.read(line, "amount", lambda _: positive_cents(0))
    reference = tally.read(line, "reference", clean_optional)
    if number is None or day is None or kind is None or method is None or not amount:
        return None
    description = DESCRIPTIONS[kind]
    return NewTransaction(
        kind,
        number,
        day,
        [NewItem(description, amount)],
        description,
        reference=reference,
        method=method,
        payment_state=PaymentState.CONFIRMED,
    )


def _word(line: Line, column: str, words: Iterable[W], default: W, tally: Tally) -> W | None:
    """One of these words, in any case; the default where the cell is empty."""
    known = {word.value: word for word in words}
    text = line[column].upper()
    if text and text not in known:
        tally.bad(line, column, f"{line[column]!r} is none of {', '.join(known)}.")
        return None
    return known[text] if text else default


def _same_payment(stored: TransactionRow, new: NewTransaction, account: AccountRow, line: Line, tally: Tally) -> bool:
    """Whether a payment stands as the file has it; notes each column that differs."""
    if stored.withdrawn_at is not None:
        tally.bad(line, "number", f"Number {stored.number} was recorded and undone; it stays taken.")
        return False
    if not is_one_of(DESCRIPTIONS, stored, line, "number", tally):
        return False
    same = [
        tally.same(line, "kind", stored.kind, new.kind),
        tally.agrees(line, "account_number", stored.account_id == account.id, "account"),
        tally.same(line, "date", stored.date, new.date),
        same_amount(line, stored.amount_cents, new.items[0].amount_cents, account, tally),
        tally.same(line, "method", stored.method, new.method),
        tally.same(line, "reference", stored.reference, new.reference),
    ]
    return all(same)
