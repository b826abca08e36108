"""Statements of bank accounts: each movement becomes one line, however many files tell of it (domain R42)."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from domain.core.bank_keys import Keyed, Movement, keyed
from domain.core.file_places import place_text
from domain.core.kinds import BankFileFormat
from domain.core.money import MAX_CENTS, format_decimal
from domain.core.text import LONGEST_NAME, LONGEST_TEXT, enumerated, is_storable, one_form, quoted
from domain.errors import InvalidAmount, InvalidDate, InvalidValue, StatementDiffers, WrongCurrency
from domain.queries.bank import bank_secret, lines_by_entry, lines_by_key, named_by, statements_like
from domain.services.checks import held_row
from domain.services.recording import EARLIEST, LATEST
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BankAccountRow, BankLineRow, BankStatementLineRow, BankStatementRow, Record
from domain.texts import say

SAME_NUMBER_MIN = 5
"""How many characters of an account's number must stand in another form of it, such as an IBAN, to be the same."""


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement as a reader of its file gives it; what the file does not say is None."""

    format: BankFileFormat
    account_number: str | None
    currency: str | None
    opening_cents: int | None
    closing_cents: int | None
    first_day: datetime.date | None
    last_day: datetime.date | None
    movements: Sequence[Movement]


class AddedStatements(NamedTuple):
    """The statements of a file, how many of their lines are new, and how many were there already."""

    ids: list[int]
    created: int
    unchanged: int


def import_statements(
    unit: UnitOfWork, bank_account_id: int, statements: Sequence[ReadStatement], source: str
) -> Program[AddedStatements]:
    """Import the statements of a bank account; of a file with several accounts, its own.

    ``source`` is the input's field that holds the file. Raises ``NotFound``, ``InvalidValue`` (nothing in it is of this
    account), ``WrongCurrency``, ``InvalidAmount``, ``InvalidDate``, and ``StatementDiffers`` where opening balance and lines
    do not come to the closing balance.
    """
    yield from unit.lock_organisation()
    account = yield from held_row(BankAccountRow, bank_account_id, "Bank account", "bankAccountId")
    own = own_statements(account, statements, source)
    secret = yield from bank_secret()
    results = []
    for statement in own:
        row = new_statement(recording_of(unit), account, statement, source)
        results.append((yield from add_statement(unit, row, keyed_lines(statement, secret))))
    created, unchanged = (sum(getattr(each, name) for each in results) for name in ("created", "unchanged"))
    return AddedStatements([each.statement_id for each in results], created, unchanged)


def _of_account(account: BankAccountRow, statements: Sequence[ReadStatement], source: str) -> list[ReadStatement]:
    """Return the statements of a file that are the account's; raises ``InvalidValue`` if none is, or which is unclear."""
    if not statements:
        raise InvalidValue(say("bank-statement-no-movements"), source)
    numbers = sorted({each.account_number for each in statements if each.account_number is not None})
    own = [each for each in (account.iban, account.number) if each is not None]
    if own:
        of_account = [
            each
            for each in statements
            if each.account_number is None or any(is_same_number(each.account_number, number) for number in own)
        ]
        if of_account:
            return of_account
        message = say(
            "bank-statement-of-other-account", numbers=enumerated([quoted(each) for each in numbers], len(numbers))
        )
        raise InvalidValue(message, source)
    if len(numbers) > 1:
        message = say("bank-statement-of-several", numbers=enumerated([quoted(each) for each in numbers], len(numbers)))
        raise InvalidValue(message, source)
    return list(statements)


def is_same_number(one: str, other: str) -> bool:
    """Return True if two numbers are of one account: alike but for separators, or one holds the other, as an IBAN does."""
    shorter, longer = sorted(("".join(filter(str.isalnum, each)).upper() for each in (one, other)), key=len)
    shorter = shorter.lstrip("0") or shorter
    return shorter == longer or (len(shorter) >= SAME_NUMBER_MIN and shorter in longer)


def _check(account: BankAccountRow, statement: ReadStatement, source: str) -> None:
    """Raise a refusal unless a statement can be stored, and its balances fit its lines.

    It says nothing of the bank account that the file does not say: who may only import may not see the account (domain R35).
    """
    if statement.currency is not None and statement.currency != account.currency:
        message = say("bank-statement-other-currency", currency=statement.currency)
        raise WrongCurrency(message, source)
    text = partial(format_decimal, currency=account.currency)
    for each in statement.movements:
        if abs(each.amount_cents) > MAX_CENTS or abs(each.fee_cents or 0) > MAX_CENTS:
            raise InvalidAmount(
                say("bank-statement-amount-too-large", place=place_text(each.place), most=text(MAX_CENTS)), source
            )
        if not all(EARLIEST <= day <= LATEST for day in (each.booked_on, each.value_on) if day is not None):
            raise InvalidDate(
                say("bank-statement-date-beyond", place=place_text(each.place), earliest=EARLIEST, latest=LATEST),
                source,
            )
    opening, closing = statement.opening_cents, statement.closing_cents
    if opening is None or closing is None:
        return
    lines = sum(each.amount_cents for each in statement.movements)
    if opening + lines != closing:
        sums = [text(each) for each in (opening, lines, opening + lines, closing)]
        difference = text(closing - opening - lines)
        message = say(
            "bank-statement-differs",
            opening=sums[0],
            lines=sums[1],
            sum=sums[2],
            closing=sums[3],
            difference=difference,
        )
        raise StatementDiffers(message, source)


def own_statements(account: BankAccountRow, statements: Sequence[ReadStatement], source: str) -> list[ReadStatement]:
    """Return the statements of a file that are the account's and can be stored; raises what ``import_statements`` does."""
    own = _of_account(account, statements, source)
    for statement in own:
        _check(account, statement, source)
    return own


def keyed_lines(statement: ReadStatement, secret: str) -> list[Keyed]:
    """Return the movements of a statement as they are stored, with their keys."""
    balanced = statement.opening_cents is not None and statement.closing_cents is not None
    return keyed([_storable(each) for each in statement.movements], secret, balanced=balanced)


class Recording(NamedTuple):
    """What new rows have of the unit that records them: how ids are made, its batch, its instant, its actor."""

    new_id: Callable[[], int]
    batch_id: int
    at: int
    by: str


def recording_of(unit: UnitOfWork) -> Recording:
    """Return what the rows of a unit have; the organisation is locked."""
    return Recording(unit.new_id, unit.batch.id, unit.recorded_at(None), unit.batch.recorded_by)


def new_statement(
    recording: Recording, account: BankAccountRow, statement: ReadStatement, source: str
) -> BankStatementRow:
    """Return the row of a statement; its days are the file's, and those of its lines.

    Raises ``InvalidValue`` if there is none.
    """
    days = [each.booked_on for each in statement.movements]
    days += [each for each in (statement.first_day, statement.last_day) if each is not None]
    if not days:
        message = say("bank-statement-empty")
        raise InvalidValue(message, source)
    return BankStatementRow(
        id=recording.new_id(),
        bank_account_id=account.id,
        batch_id=recording.batch_id,
        format=statement.format,
        first_day=min(days),
        last_day=max(days),
        opening_cents=statement.opening_cents,
        closing_cents=statement.closing_cents,
        line_count=len(statement.movements),
        recorded_at=recording.at,
        recorded_by=recording.by,
    )


def _storable(movement: Movement) -> Movement:
    """Return a movement with its texts in the form and length in which they are stored."""
    return replace(
        movement,
        payer_name=_text(movement.payer_name) or None,
        payer_account=_account_number(movement.payer_account),
        text=_text(movement.text, LONGEST_TEXT),
        structured_reference=_text(movement.structured_reference) or None,
        bank_id=_text(movement.bank_id) or None,
        kind=_text(movement.kind) or None,
    )


def _text(text: str | None, longest: int = LONGEST_NAME) -> str:
    formed = one_form(text or "")
    if not is_storable(formed):
        formed = one_form("".join(each if is_storable(each) else " " for each in formed))
    return one_form(formed[:longest])


def _account_number(text: str | None) -> str | None:
    """Return the number of a payer's account, an IBAN without blanks."""
    number = _text(text)
    joined = "".join(number.split()).upper()
    return (joined if joined.isalnum() else number) or None


class AddedStatement(NamedTuple):
    """The statement that was added, or the same one that was there, and how many of its lines are new."""

    statement_id: int
    created: int
    unchanged: int


class PlannedStatement(NamedTuple):
    """A statement with its new lines and the names of all its lines; or ``same``, the id of one that is there."""

    statement: BankStatementRow
    lines: list[BankLineRow]
    names: list[BankStatementLineRow]
    same: int | None


def add_statement(unit: UnitOfWork, statement: BankStatementRow, lines: Sequence[Keyed]) -> Program[AddedStatement]:
    """Add a statement and those of its lines that no present statement names; the organisation is locked.

    An entry of the bank is one movement, whether a file tells it whole or by its details: lines that are there stay. A
    statement that names exactly the lines of one that is there is not added.
    """
    planned = yield from plan_statement(recording_of(unit), statement, lines, unit.changes.added(BankLineRow))
    if planned.same is not None:
        return AddedStatement(planned.same, 0, len(lines))
    rows: list[Record] = [planned.statement, *planned.lines, *planned.names]
    for row in rows:
        unit.changes.add(row)
    return AddedStatement(statement.id, len(planned.lines), len(lines) - len(planned.lines))


def plan_statement(
    recording: Recording, statement: BankStatementRow, lines: Sequence[Keyed], added: Iterable[BankLineRow]
) -> Program[PlannedStatement]:
    """Return what adding a statement takes, as ``add_statement`` does; ``added`` are lines of the same file before it."""
    by_key, by_entry = yield from _known_lines(statement.bank_account_id, lines, added)
    new: list[BankLineRow] = []
    named: dict[int, None] = {}
    for each in lines:
        line = by_key.get(each.key)
        entry = by_entry.get(each.entry_key or "")
        if line is None and entry and each.first_key not in by_key:
            named |= dict.fromkeys(row.id for row in entry)
            continue
        if line is None:
            line = by_key[each.key] = _new_line(recording, statement, each)
            new.append(line)
        named[line.id] = None
    statement.line_count = len(named)
    same = None if new else (yield from _same_statement(statement, list(named)))
    names = [
        BankStatementLineRow(recording.new_id(), statement.id, line_id, position)
        for position, line_id in enumerate(named, 1)
    ]
    return PlannedStatement(statement, new, names, same)


def _known_lines(
    bank_account_id: int, lines: Sequence[Keyed], added: Iterable[BankLineRow]
) -> Program[tuple[dict[str, BankLineRow], dict[str, list[BankLineRow]]]]:
    """Return the present lines by key and by entry, with those that are ``added`` beside them."""
    by_key = yield from lines_by_key(bank_account_id, {each.key for each in lines})
    by_entry = yield from lines_by_entry(bank_account_id, {each.entry_key for each in lines if each.entry_key})
    for line in added:
        if line.bank_account_id == bank_account_id:
            by_key[line.key] = line
            by_entry.setdefault(line.entry_key or "", []).append(line)
    by_entry.pop("", None)
    return by_key, by_entry


def _same_statement(statement: BankStatementRow, line_ids: Sequence[int]) -> Program[int | None]:
    """Return the id of a present statement with the same days, balances and lines, or None."""
    alike = [
        each
        for each in (yield from statements_like(statement))
        if (each.opening_cents, each.closing_cents) == (statement.opening_cents, statement.closing_cents)
    ]
    named = yield from named_by([each.id for each in alike])
    ids = set(line_ids)
    return next((each.id for each in alike if {name.line_id for name in named[each.id]} == ids), None)


def _new_line(recording: Recording, statement: BankStatementRow, line: Keyed) -> BankLineRow:
    movement = line.movement
    return BankLineRow(
        id=recording.new_id(),
        bank_account_id=statement.bank_account_id,
        batch_id=recording.batch_id,
        booked_on=movement.booked_on,
        value_on=movement.value_on,
        amount_cents=movement.amount_cents,
        payer_name=movement.payer_name,
        payer_account=movement.payer_account,
        text=movement.text,
        structured_reference=movement.structured_reference,
        bank_id=movement.bank_id,
        kind=movement.kind,
        fee_cents=movement.fee_cents or None,
        key=line.key,
        entry_key=line.entry_key,
        recorded_at=recording.at,
    )
