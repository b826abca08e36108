"""Explaining bank lines by what is recorded already, by fees and otherwise, and taking that back (domain R43, R43a)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.bank_lines import is_within
from domain.core.cash import signed_cents
from domain.core.kinds import BankLinePartKind, PaymentState
from domain.core.money import MAX_CENTS, amount_text
from domain.core.text import LONGEST_TEXT, clean_optional, clean_text
from domain.errors import (
    AlreadyReconciled,
    InvalidAmount,
    InvalidValue,
    NotFound,
    NothingOpen,
    OverReconciled,
    WrongCurrency,
    WrongSide,
    WrongState,
)
from domain.permissions import DELETE, MANAGE, Permission, require_permissions
from domain.queries.bank import parts_of_lines
from domain.queries.records import active_reconciliations_of_transactions, by_ids, held_by_ids
from domain.services.bank.parts import add_part, end_part, overfull_lines
from domain.services.bank.payers import is_remembered, remember_payer
from domain.services.checks import existing_row, held_row, present, refusals_at, refusals_under
from domain.services.payment_states import Reversal, Reversals, confirm, correction_date, locked_money
from domain.services.reconciliation_rows import accounts_of
from domain.services.recording import open_day
from domain.services.rows import check_listed
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BankAccountRow, BankLinePartRow, BankLineRow, TransactionRow
from domain.texts import Text, say


@dataclass(frozen=True, slots=True)
class PartInput:
    """One of: a transaction, whole or an amount of it, perhaps returned by the bank; a fee; or something else.

    Amounts are signed as money moves on the bank account: a bank's fee of 9.00 is -900.
    """

    transaction_id: int | None = None
    amount_cents: int | None = None
    returned: bool = False
    fee_cents: int | None = None
    other_cents: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BankLineResult:
    """The bank line that was changed."""

    bank_line: int


@dataclass(frozen=True, slots=True)
class MatchBankLine(Command[BankLineResult]):
    """What explains a line, or some of it."""

    NEEDS = MANAGE
    bank_line_id: int
    parts: Sequence[PartInput]


@dataclass(frozen=True, slots=True)
class UnmatchBankLine(Command[BankLineResult]):
    """All parts of a line to end, or single ones of one line."""

    NEEDS = DELETE
    bank_line_id: int | None = None
    part_ids: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class IgnoreBankLine(Command[BankLineResult]):
    """Why a line needs no explanation; None: one that is ignored needs one again."""

    NEEDS = MANAGE
    bank_line_id: int
    reason: str | None = None


class LockedLine:
    """A bank line that nobody else can explain before the unit ends, and how much of it is left."""

    def __init__(self, unit: UnitOfWork, line: BankLineRow, account: BankAccountRow) -> None:
        self.unit = unit
        self.row = line
        self.account = account
        self.explained_cents = line.explained_cents

    @property
    def left_cents(self) -> int:
        """Return what its parts leave of its amount, with its sign."""
        return self.row.amount_cents - self.explained_cents

    def text(self, cents: int) -> Text:
        """Return an amount of the line in words."""
        return amount_text(cents, self.account.currency)

    def add(
        self, kind: BankLinePartKind, cents: int, transaction: TransactionRow | None = None, reason: str | None = None
    ) -> BankLinePartRow:
        """Add a part; the caller checks at the end that the parts are within the line (``check``)."""
        self.explained_cents += cents
        return add_part(self.unit, self.row.id, kind, cents, transaction, reason)

    def check(self, *field: str) -> None:
        """Raise ``OverReconciled`` unless the parts add up to something between nothing and the line's amount."""
        if not is_within(self.row.amount_cents, self.explained_cents):
            parts, line = self.text(self.explained_cents), self.text(self.row.amount_cents)
            message = say("bank-line-parts-beyond", parts=parts, line=line)
            raise OverReconciled(message, *field)


def line_before_lock(line_id: int) -> Program[BankLineRow]:
    """Return a line as it is before the lock, which tells what to lock: the payer never changes. Raises ``NotFound``."""
    return (yield from existing_row(BankLineRow, line_id, "Bank line", "bankLineId"))


def locked_line(unit: UnitOfWork, line_id: int) -> Program[LockedLine]:
    """Lock a line, after all accounts; raises ``NotFound``, and ``WrongState`` if it is ignored."""
    line = yield from held_row(BankLineRow, line_id, "Bank line", "bankLineId")
    if line.ignored_reason is not None:
        raise WrongState(say("bank-line-ignored"), "bankLineId")
    account = (yield from by_ids(BankAccountRow, [line.bank_account_id]))[line.bank_account_id]
    return LockedLine(unit, line, account)


@service
def match_bank_line(unit: UnitOfWork, cmd: MatchBankLine) -> Program[BankLineResult]:
    """Explain a line; a processing eCheck that is matched is confirmed, a payment that was returned fails.

    Both need RECORD_TRANSACTIONS too. The payer is remembered for the accounts (domain R44a). Raises ``InvalidValue``,
    ``NotFound``, ``InvalidAmount``, ``InvalidDate``, ``WrongSide`` (not cash, or the wrong direction), ``WrongCurrency``,
    ``WrongState``, ``AlreadyReconciled`` (a part of the line already, or named twice), ``NothingOpen`` and
    ``OverReconciled``.
    """
    _check_shape(cmd.parts)
    before = yield from line_before_lock(cmd.bank_line_id)
    ids = [each.transaction_id for each in cmd.parts if each.transaction_id is not None]
    if len(ids) < len(cmd.parts) or is_remembered(before):
        yield from unit.lock_organisation()
    yield from _lock_accounts_of(unit, ids)
    line = yield from locked_line(unit, cmd.bank_line_id)
    context = yield from _load_context(unit, line, ids)
    for index, part in enumerate(cmd.parts):
        if part.transaction_id is None:
            _add_other(line, part, "parts", str(index))
    exact = [index for index, part in enumerate(cmd.parts) if part.amount_cents is not None]
    others = [index for index, part in enumerate(cmd.parts) if part.amount_cents is None and part.transaction_id]
    accounts = set()
    for index in (*exact, *others):  # what is stated first, so that the others take what is left
        with refusals_under("parts", str(index)):
            accounts.add((yield from _match(unit, line, context, cmd.parts[index])))
    yield from context.reversals.settle()
    line.check("parts")
    yield from remember_payer(unit, line.row, sorted(accounts))
    return BankLineResult(line.row.id)


class _Context(NamedTuple):
    """The transactions that parts name, by id, as they were before the call, and those that are parts of the line already.

    ``named`` are those that earlier parts of the call name, ``reversals`` the payments among them that fail.
    """

    transactions: dict[int, TransactionRow]
    on_line: set[int]
    named: set[int]
    reversals: Reversals


def _load_context(unit: UnitOfWork, line: LockedLine, ids: Collection[int]) -> Program[_Context]:
    transactions = yield from by_ids(TransactionRow, ids)
    parts = (yield from parts_of_lines([line.row.id]))[line.row.id]
    on_line = {each.transaction_id for each in parts if each.transaction_id is not None}
    return _Context(transactions, on_line, set(), Reversals(unit))


def _lock_accounts_of(unit: UnitOfWork, transaction_ids: Collection[int]) -> Program[None]:
    """Lock the accounts of transactions and of what they are reconciled with, all at once."""
    transactions = yield from by_ids(TransactionRow, transaction_ids)
    reconciliations = yield from active_reconciliations_of_transactions(transactions)
    yield from unit.lock_accounts({each.account_id for each in transactions.values()} | accounts_of(reconciliations))


def _check_shape(parts: Sequence[PartInput]) -> None:
    """Raise ``InvalidValue`` unless there are parts, and each is one thing and says why where it must."""
    if not parts:
        raise InvalidValue(say("bank-line-no-parts"), "parts")
    check_listed(parts, "parts")
    for index, part in enumerate(parts):
        place = ("parts", str(index))
        if sum(each is not None for each in (part.transaction_id, part.fee_cents, part.other_cents)) != 1:
            raise InvalidValue(say("bank-line-part-one-of"), *place)
        if part.transaction_id is None and (part.amount_cents is not None or part.returned):
            raise InvalidValue(say("bank-line-part-amount-alone"), *place)
        if (part.other_cents is not None or part.returned) and clean_optional(part.reason, *place, "reason") is None:
            raise InvalidValue(say("bank-line-part-reason-missing"), *place, "reason")


def _add_other(line: LockedLine, part: PartInput, *place: str) -> None:
    reason = clean_optional(part.reason, *place, "reason", longest=LONGEST_TEXT)
    if part.fee_cents is not None:
        line.add(BankLinePartKind.FEE, _signed(part.fee_cents, *place, "feeCents"), reason=reason)
    else:
        line.add(BankLinePartKind.OTHER, _signed(part.other_cents or 0, *place, "otherCents"), reason=reason)


def _signed(cents: int, *field: str) -> int:
    if cents == 0 or abs(cents) > MAX_CENTS:
        message = say("bank-line-amount-invalid", most=MAX_CENTS)
        raise InvalidAmount(message, *field)
    return cents


def _match(unit: UnitOfWork, line: LockedLine, context: _Context, part: PartInput) -> Program[int]:
    """Add a transaction as a part of the line, and return its account."""
    transaction = present(context.transactions.get(part.transaction_id or 0), "Transaction", "transactionId")
    account = present(unit.accounts.get(transaction.account_id), "Transaction", "transactionId")
    if not transaction.kind.is_cash:
        message = say("bank-line-no-money", number=transaction.number)
        raise WrongSide(message, "transactionId")
    if account.currency != line.account.currency:
        raise WrongCurrency(
            say(
                "bank-line-other-currency",
                number=transaction.number,
                currency=account.currency,
                bank_account=line.account.name,
                bank_currency=line.account.currency,
            ),
            "transactionId",
        )
    if transaction.id in context.named:
        message = say("bank-line-named-twice", number=transaction.number)
        raise AlreadyReconciled(message, "transactionId")
    context.named.add(transaction.id)
    if part.returned:
        transaction = yield from _fail(unit, line, transaction, part, context.reversals)
    elif transaction.id in context.on_line:
        message = say("bank-line-has-part", number=transaction.number)
        raise AlreadyReconciled(message, "transactionId")
    elif transaction.payment_state is PaymentState.PROCESSING:
        transaction = yield from _confirm(unit, transaction)
    cents = _amount(line, transaction, part)
    reason = clean_optional(part.reason, "reason", longest=LONGEST_TEXT)
    line.add(BankLinePartKind.TRANSACTION, cents, transaction, reason)
    context.on_line.add(transaction.id)
    return transaction.account_id


def _amount(line: LockedLine, transaction: TransactionRow, part: PartInput) -> int:
    """Return how much of the line a transaction explains: what is asked for, or as much as both have left."""
    whole = signed_cents(transaction.kind, transaction.amount_cents)
    left = signed_cents(transaction.kind, transaction.amount_cents - transaction.banked_cents)
    number = transaction.number
    if left == 0:
        message = say("bank-line-all-banked", number=number)
        raise NothingOpen(message, "transactionId")
    if part.returned:
        return whole
    if part.amount_cents is not None:
        cents = _signed(part.amount_cents, "amountCents")
        if (cents > 0) != (whole > 0):
            way = "bank-line-money-comes-in" if whole > 0 else "bank-line-money-goes-out"
            raise InvalidAmount(say(way, number=number), "amountCents")
        if abs(cents) > abs(left):
            message = say("bank-line-above-left", number=number, most=line.text(left), requested=line.text(cents))
            raise OverReconciled(message, "amountCents")
        return cents
    cents = min(left, line.left_cents) if whole > 0 else max(left, line.left_cents)
    if (cents > 0) != (whole > 0) or cents == 0:
        left_text = line.text(line.left_cents)
        message = say("bank-line-rest-unexplained", left=left_text, number=number)
        raise NothingOpen(message, "transactionId")
    return cents


def _confirm(unit: UnitOfWork, payment: TransactionRow) -> Program[TransactionRow]:
    """Confirm a processing eCheck whose money the line shows (domain R19)."""
    require_permissions(unit.actor, {Permission.RECORD_TRANSACTIONS}, say("needs-confirm"))
    locked, reconciliations = yield from locked_money(unit, payment.id)
    return confirm(unit, locked, reconciliations)


def _fail(
    unit: UnitOfWork, line: LockedLine, payment: TransactionRow, part: PartInput, reversals: Reversals
) -> Program[TransactionRow]:
    """Fail a payment that the bank returned, and return its correction (domain R19a)."""
    require_permissions(unit.actor, {Permission.RECORD_TRANSACTIONS}, say("needs-fail"))
    reason = clean_text(part.reason or "", "reason", longest=LONGEST_TEXT)
    if part.amount_cents is not None and part.amount_cents != -payment.amount_cents:
        message = say("bank-line-returned-whole", amount=line.text(-payment.amount_cents))
        raise InvalidAmount(message, "amountCents")
    if line.row.amount_cents > 0:
        raise WrongSide(say("bank-line-returned-positive"), "returned")
    locked, reconciliations = yield from locked_money(unit, payment.id)
    if locked.payment_state is PaymentState.FAILED:
        message = say("bank-line-failed-already", number=payment.number)
        raise WrongState(message, "transactionId")
    with refusals_at("returned"):
        booked_on = open_day(unit, max(line.row.booked_on, locked.date), say("closed-return", number=payment.number))
        day = correction_date(unit, locked, booked_on)
    failed = yield from reversals.reverse(locked, reconciliations, Reversal(day, reason))
    return next(each for each in unit.changes.added(TransactionRow) if each.id == failed.correction)


@service
def unmatch_bank_line(unit: UnitOfWork, cmd: UnmatchBankLine) -> Program[BankLineResult]:
    """End all parts of a line, or single ones; what was recorded, confirmed or failed stands.

    Raises ``InvalidValue``, ``NotFound`` and ``OverReconciled`` (what is left does not fit the line).
    """
    if (cmd.bank_line_id is None) == (not cmd.part_ids):
        raise InvalidValue(say("bank-line-or-parts"), "partIds")
    check_listed(cmd.part_ids, "partIds")
    before = yield from _parts_before_lock(cmd)
    if any(each.account_id is None for each in before):
        yield from unit.lock_organisation()
    yield from unit.lock_accounts({each.account_id for each in before if each.account_id is not None})
    line_id = before[0].line_id if before else cmd.bank_line_id or 0
    lines = yield from held_by_ids(BankLineRow, [line_id])
    parts = {each.id: each for each in (yield from parts_of_lines([line_id]))[line_id]}
    for index, part in enumerate(before):
        if part.id not in parts:
            place = ("partIds", str(index)) if cmd.part_ids else ("bankLineId",)
            raise NotFound(say("bank-line-part-ended"), *place)
        end_part(unit, parts[part.id])
    if overfull_lines(unit, lines.values()):
        message = say("bank-line-parts-left-unfit")
        raise OverReconciled(message, "partIds")
    return BankLineResult(line_id)


def _parts_before_lock(cmd: UnmatchBankLine) -> Program[list[BankLinePartRow]]:
    if cmd.bank_line_id is not None:
        line = yield from line_before_lock(cmd.bank_line_id)
        return (yield from parts_of_lines([line.id]))[line.id]
    found = yield from by_ids(BankLinePartRow, cmd.part_ids)
    parts = []
    for index, part_id in enumerate(cmd.part_ids):
        parts.append(present(found.get(part_id), "Part of a bank line", "partIds", str(index)))
        if parts[-1].line_id != parts[0].line_id:
            raise InvalidValue(say("bank-line-parts-of-several"), "partIds", str(index))
    return list({each.id: each for each in parts}.values())


@service
def ignore_bank_line(unit: UnitOfWork, cmd: IgnoreBankLine) -> Program[BankLineResult]:
    """Say why a line needs no explanation, or take one that is ignored back into use.

    Raises ``InvalidValue`` (no reason), ``NotFound`` and ``WrongState`` (explained).
    """
    reason = clean_optional(cmd.reason, "reason", longest=LONGEST_TEXT)
    if cmd.reason is not None and reason is None:
        raise InvalidValue(say("bank-line-ignored-reason-missing"), "reason")
    yield from unit.lock_organisation()
    line = yield from held_row(BankLineRow, cmd.bank_line_id, "Bank line", "bankLineId")
    if reason is None and line.ignored_reason is None:
        raise InvalidValue(say("bank-line-not-ignored"), "reason")
    if reason is not None and (yield from parts_of_lines([line.id]))[line.id]:
        raise WrongState(say("bank-line-explained"), "bankLineId")
    if reason != line.ignored_reason:
        unit.changes.change(line, ignored_reason=reason)
    return BankLineResult(line.id)
