"""Recording money from a bank line: on one account or several, with what it is for, in one batch (domain R43a)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from domain.core.kinds import BankLinePartKind, PaymentMethod, PaymentState, TransactionKind
from domain.core.labels import MetadataEntry
from domain.core.money import positive_cents
from domain.core.text import LONGEST_NAME, one_form
from domain.errors import InvalidAmount, InvalidValue, WrongCurrency, WrongSide
from domain.permissions import RECORD
from domain.queries.bank import parts_of_lines
from domain.services.bank.lines import LockedLine, line_before_lock, locked_line
from domain.services.bank.payers import is_remembered, remember_payer
from domain.services.checks import present, refusals_under
from domain.services.marks import MarkInput
from domain.services.open_credit import EarlierRefunds
from domain.services.payments import (
    CreateDeposit,
    MakePayment,
    Money,
    PaymentContext,
    ReceiveMoney,
    apply_payment,
    load_payment_context,
    validate_payment,
)
from domain.services.refunds import RecordRefund, record_refund_after
from domain.services.rows import check_listed
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import TransactionRow
from domain.texts import say

_RECEIVING: dict[TransactionKind, type[ReceiveMoney]] = {
    TransactionKind.PAYMENT: MakePayment,
    TransactionKind.DEPOSIT: CreateDeposit,
}


@dataclass(frozen=True, slots=True)
class ShareInput:
    """What a line means for one account; of all shares one may leave its amount out and takes what the others leave.

    Without a ``kind`` it is a payment where money comes in, a refund where it goes out. ``apply_to`` marks what a payment or
    deposit is for.
    """

    account_id: int
    amount_cents: int | None = None
    kind: TransactionKind | None = None
    method: PaymentMethod = PaymentMethod.TRANSFER
    apply_to: Sequence[MarkInput] = ()
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@dataclass(frozen=True, slots=True)
class RecordedFromLine:
    """The line and the transactions that were recorded from it, one for each share, in order."""

    bank_line: int
    transactions: list[int]


@dataclass(frozen=True, slots=True)
class RecordFromBankLine(Command[RecordedFromLine]):
    """What a line means, account by account."""

    NEEDS = RECORD
    bank_line_id: int
    shares: Sequence[ShareInput]


class _Share(NamedTuple):
    """A share with its kind and amount."""

    given: ShareInput
    kind: TransactionKind
    amount_cents: int


@service
def record_from_bank_line(unit: UnitOfWork, cmd: RecordFromBankLine) -> Program[RecordedFromLine]:
    """Record a line's money with the line's date, and make it part of the line; what a processor kept is a fee.

    The line's text is the reference of the money of one account; it is not copied to several. The payer is remembered
    (domain R44a). Raises ``InvalidValue``, ``NotFound``, ``WrongCurrency``, ``WrongSide`` (a kind of the other direction),
    ``InvalidAmount``, ``OverReconciled`` beyond the line, and under ``shares`` what recording raises.
    """
    if not cmd.shares:
        raise InvalidValue(say("bank-line-no-shares"), "shares")
    check_listed(cmd.shares, "shares")
    before = yield from line_before_lock(cmd.bank_line_id)
    if is_remembered(before) or before.fee_cents is not None:
        yield from unit.lock_organisation()
    yield from unit.lock_accounts({each.account_id for each in cmd.shares})
    line = yield from locked_line(unit, cmd.bank_line_id)
    shares = yield from _shares(unit, line, cmd.shares)
    reference = reference_of(line) if len(cmd.shares) == 1 else None
    recorded = yield from record_shares(unit, line, shares, reference)
    line.check("shares")
    yield from remember_payer(unit, line.row, sorted({each.account_id for each in cmd.shares}))
    return RecordedFromLine(line.row.id, [each.id for each in recorded])


def reference_of(line: LockedLine) -> str | None:
    """Return what money of one account has as its reference: the line's text, or its structured reference."""
    return one_form((line.row.text or line.row.structured_reference or "")[:LONGEST_NAME]) or None


def _shares(unit: UnitOfWork, line: LockedLine, inputs: Sequence[ShareInput]) -> Program[list[_Share]]:
    """Return the shares with their amounts, and add the fee that these leave of the gross amount."""
    comes_in = line.row.amount_cents > 0
    kinds = []
    for index, share in enumerate(inputs):
        place = ("shares", str(index))
        account = present(unit.accounts.get(share.account_id), "Account", *place, "accountId")
        if account.currency != line.account.currency:
            raise WrongCurrency(
                say(
                    "bank-line-account-other-currency",
                    number=account.number,
                    currency=account.currency,
                    line_currency=line.account.currency,
                ),
                *place,
                "accountId",
            )
        kind = share.kind or (TransactionKind.PAYMENT if comes_in else TransactionKind.REFUND)
        if kind not in {*_RECEIVING, TransactionKind.REFUND} or (kind in _RECEIVING) != comes_in:
            way = "bank-line-record-received" if comes_in else "bank-line-record-refund"
            raise WrongSide(say(way), *place, "kind")
        if share.apply_to and kind is TransactionKind.REFUND:
            raise InvalidValue(say("bank-line-refund-no-marks"), *place, "applyTo")
        kinds.append(kind)
    return (yield from _amounts(line, inputs, kinds))


def _amounts(line: LockedLine, inputs: Sequence[ShareInput], kinds: Sequence[TransactionKind]) -> Program[list[_Share]]:
    open_shares = [index for index, share in enumerate(inputs) if share.amount_cents is None]
    if len(open_shares) > 1:
        message = say("bank-line-one-open-share")
        raise InvalidValue(message, "shares", str(open_shares[1]), "amountCents")
    stated = sum(
        positive_cents(share.amount_cents, "shares", str(index), "amountCents")
        for index, share in enumerate(inputs)
        if share.amount_cents is not None
    )
    fee = line.row.fee_cents or 0
    if fee and any(
        each.kind is BankLinePartKind.FEE for each in (yield from parts_of_lines([line.row.id]))[line.row.id]
    ):
        fee = 0
    sign = 1 if line.row.amount_cents > 0 else -1
    if fee and (open_shares or stated * sign > line.left_cents * sign):
        line.add(BankLinePartKind.FEE, fee)
    left = line.left_cents * sign - stated
    if open_shares and left <= 0:
        message = say("bank-line-used-up", left=line.text(line.left_cents))
        raise InvalidAmount(message, "shares", str(open_shares[0]), "amountCents")
    return [
        _Share(share, kind, left if share.amount_cents is None else share.amount_cents)
        for share, kind in zip(inputs, kinds, strict=True)
    ]


def record_shares(
    unit: UnitOfWork, line: LockedLine, shares: Sequence[_Share], reference: str | None
) -> Program[list[TransactionRow]]:
    """Record the money of shares, and make each a part of the line. Raises under ``shares`` what recording raises."""
    received = {index: _receive(line, each, reference) for index, each in enumerate(shares) if each.kind in _RECEIVING}
    context = yield from load_payment_context(unit, list(received.values()), "shares")
    earlier = EarlierRefunds()
    recorded = []
    for index, share in enumerate(shares):
        with refusals_under("shares", str(index)):
            if index in received:
                transaction_id = _record_received(unit, context, received[index])
            else:
                refund = _refund(line, share, reference)
                transaction_id = (yield from record_refund_after(unit, refund, earlier)).transaction
        transaction = next(each for each in unit.changes.added(TransactionRow) if each.id == transaction_id)
        sign = 1 if index in received else -1
        line.add(BankLinePartKind.TRANSACTION, sign * transaction.amount_cents, transaction)
        recorded.append(transaction)
    return recorded


def _receive(line: LockedLine, share: _Share, reference: str | None) -> ReceiveMoney:
    given, day = share.given, line.row.booked_on
    money = Money(share.amount_cents, given.method, day, None, reference, given.external_id, given.metadata)
    return _RECEIVING[share.kind](given.account_id, money, given.apply_to)


def _refund(line: LockedLine, share: _Share, reference: str | None) -> RecordRefund:
    given, day = share.given, line.row.booked_on
    return RecordRefund(
        given.account_id,
        share.amount_cents,
        given.method,
        day,
        reference=reference,
        external_id=given.external_id,
        metadata=given.metadata,
    )


def _record_received(unit: UnitOfWork, context: PaymentContext, cmd: ReceiveMoney) -> int:
    """Record money that is on the bank account, so an eCheck too is confirmed (domain R4a); return its id."""
    valid = validate_payment(unit, context, cmd)
    confirmed = valid._replace(money=replace(valid.money, payment_state=PaymentState.CONFIRMED))
    return apply_payment(unit, context, confirmed).transaction
