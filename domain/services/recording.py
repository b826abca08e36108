"""Recording a transaction with its items, whatever its kind (domain R4, R5, R5a, R9a)."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeAlias

from domain.core.kinds import PaymentMethod, PaymentState, TransactionKind
from domain.core.labels import NO_LABELS, Labels, MetadataEntry
from domain.core.money import MAX_CENTS
from domain.core.text import LONGEST_TEXT, clean_text, quoted
from domain.errors import (
    ArchivedLedgerCode,
    DuplicateNumber,
    InvalidAmount,
    InvalidDate,
    InvalidValue,
    NotFound,
    WrongAccount,
)
from domain.queries.records import by_ids, ledger_codes_by_code
from domain.queries.undone import undone_by_number
from domain.services.checks import not_found
from domain.services.labels import ExternalIds, load_external_ids, use
from domain.services.numbers import COUNTS, NumberRequest, load_numbers
from domain.services.rows import check_listed
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ItemRow, LedgerCodeRow, MemberRow, ReconciliationRow, TransactionRow
from domain.texts import Text, say

AmountCheck: TypeAlias = Callable[..., int]
"""A check of an amount, given its field: ``positive_cents`` or ``whole_cents`` of ``core.money``."""
EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class NewItem:
    """A valid line of a new transaction."""

    description: str
    amount_cents: int
    ledger_code_id: int | None = None
    member_id: int | None = None
    cancels_id: int | None = None
    labels: Labels = NO_LABELS


@dataclass(frozen=True, slots=True)
class NewTransaction:
    """A valid new transaction. Without a ``description`` it has its first item's.

    ``number_seq`` is the account's count after a generated number, None after a requested one.
    """

    kind: TransactionKind
    number: str
    date: datetime.date
    items: Sequence[NewItem]
    description: str | None = None
    due_on: datetime.date | None = None
    reference: str | None = None
    method: PaymentMethod | None = None
    payment_state: PaymentState | None = None
    corrects_id: int | None = None
    moved_from_id: int | None = None
    write_off: bool = False
    number_seq: int | None = None
    labels: Labels = NO_LABELS


@dataclass(frozen=True, slots=True)
class RecordedTransaction:
    """The recorded transaction, and the reconciliations that were made with it."""

    account: int
    transaction: int
    reconciliations: list[int]

    @classmethod
    def of(cls, transaction: TransactionRow, reconciliations: Iterable[ReconciliationRow] = ()) -> Self:
        """Return the result for these rows."""
        return cls(transaction.account_id, transaction.id, [each.id for each in reconciliations])


def record(unit: UnitOfWork, account: AccountRow, new: NewTransaction) -> tuple[TransactionRow, list[ItemRow]]:
    """Add a transaction and its items to the unit of work, next in the account's recording order (domain R9a).

    Uses its number up. Refuses nothing: the caller has validated ``new``.
    """
    account.recording_seq += 1
    unit.numbers.add(new.number)
    if new.number_seq is not None:
        setattr(account, COUNTS[new.kind], new.number_seq)
    place = unit.series_numbers.get(new.number) if new.kind is TransactionKind.INVOICE else None
    if place is not None:
        unit.series_seq = place
    recorded_at = unit.recorded_at(account.id)
    transaction = TransactionRow(
        id=unit.new_id(),
        account_id=account.id,
        batch_id=unit.batch.id,
        kind=new.kind,
        number=new.number,
        date=new.date,
        due_on=new.due_on,
        recorded_at=recorded_at,
        recording_seq=account.recording_seq,
        withdrawn_at=None,
        description=new.description or new.items[0].description,
        reference=new.reference,
        method=new.method,
        payment_state=new.payment_state,
        corrects_id=new.corrects_id,
        confirmed_at=recorded_at if new.payment_state is PaymentState.CONFIRMED else None,
        failed_at=None,
        amount_cents=total_of(new.items),
        moved_from_id=new.moved_from_id,
        write_off=new.write_off,
        series=None if place is None else unit.invoice_series,
        series_seq=place,
        external_id=new.labels.external_id,
        metadata=new.labels.metadata,
    )
    unit.changes.add(transaction)
    use(unit, TransactionRow, new.labels)
    return transaction, [_add_item(unit, transaction, position, item) for position, item in enumerate(new.items, 1)]


def _add_item(unit: UnitOfWork, transaction: TransactionRow, position: int, new: NewItem) -> ItemRow:
    item = ItemRow(
        id=unit.new_id(),
        account_id=transaction.account_id,
        transaction_id=transaction.id,
        position=position,
        side=transaction.side,
        kind=transaction.kind,
        date=transaction.date,
        recording_seq=transaction.recording_seq,
        withdrawn_at=None,
        description=new.description,
        ledger_code_id=new.ledger_code_id,
        member_id=new.member_id,
        cancels_id=new.cancels_id,
        amount_cents=new.amount_cents,
        external_id=new.labels.external_id,
        metadata=new.labels.metadata,
    )
    use(unit, ItemRow, new.labels)
    return unit.changes.add(item)


def total_of(items: Iterable[NewItem]) -> int:
    """Return the sum of items; raises ``InvalidAmount`` beyond the largest amount (domain R1)."""
    total = sum(item.amount_cents for item in items)
    if total > MAX_CENTS:
        raise InvalidAmount(say("items-total-too-large", total=total, most=MAX_CENTS), "items")
    return total


def business_date(unit: UnitOfWork, requested: datetime.date | None, *field: str) -> datetime.date:
    """Return the requested date, or today in the organisation's time zone (R2a, R5); raises ``InvalidDate``."""
    chosen = requested or unit.today
    if not EARLIEST <= chosen <= LATEST:
        raise InvalidDate(say("date-not-business", day=chosen, earliest=EARLIEST, latest=LATEST), *field)
    return chosen


def open_date(unit: UnitOfWork, requested: datetime.date | None, *field: str) -> datetime.date:
    """Return the requested date of a new record, or today; raises ``InvalidDate`` and ``BooksClosed`` (domain R46)."""
    day = business_date(unit, requested, *field)
    unit.closed.days.check(day, *field)
    return day


def open_day(unit: UnitOfWork, day: datetime.date, what: Text | str, *field: str) -> datetime.date:
    """Return a day of money, or the first open day if it is closed; raises ``BooksClosed`` if that is still to come."""
    closing = unit.closed.days
    if closing.holds(day) and closing.first_open_day > unit.today:
        raise closing.refusal(day, *field, what=what, way=say("closed-try-on", day=closing.first_open_day))
    return max(day, closing.first_open_day) if closing.holds(day) else day


def check_money_date(kind: TransactionKind, day: datetime.date, today: datetime.date, *field: str) -> None:
    """Raise ``InvalidDate`` for money dated ahead: what is not here yet is a planned payment (domain R39)."""
    if day <= today:
        return
    raise InvalidDate(say("money-ahead", kind=kind, day=day, today=today), *field)


def money_date(unit: UnitOfWork, kind: TransactionKind, requested: datetime.date | None, *field: str) -> datetime.date:
    """Return the date of money that moves: today or earlier (domain R39); raises ``InvalidDate`` and ``BooksClosed``."""
    day = business_date(unit, requested, *field)
    check_money_date(kind, day, unit.today, *field)
    unit.closed.days.check(day, *field)
    return day


def run_date(unit: UnitOfWork, requested: datetime.date | None) -> datetime.date:
    """Return the day of a run that records what is due: today or earlier (domain R39); raises ``InvalidDate``."""
    day = business_date(unit, requested, "on")
    if day > unit.today:
        message = say("run-ahead", day=day, today=unit.today)
        raise InvalidDate(message, "on")
    return day


def due_date(day: datetime.date, due_on: datetime.date | None) -> datetime.date | None:
    """Return a due date that is not before the invoice's date, ``day``; raises ``InvalidDate``."""
    if due_on is not None and due_on < day:
        message = say("due-before-invoice", due_on=due_on, day=day)
        raise InvalidDate(message, "dueOn")
    if due_on is not None and due_on > LATEST:
        raise InvalidDate(say("due-too-late", latest=LATEST), "dueOn")
    return due_on


def take_number(unit: UnitOfWork, account: AccountRow, requested: str | None, kind: TransactionKind) -> Program[str]:
    """Return the requested number if it is free, or generate the next one and advance the count (domain R5, R5a).

    Raises ``InvalidValue`` and ``DuplicateNumber``. If two accounts request one number at the same moment, the database
    refuses the second, and its unit of work runs again.
    """
    request = NumberRequest(account, kind, requested)
    text, seq = (yield from load_numbers(unit, [request])).free(request)
    if seq is not None:
        setattr(account, COUNTS[kind], seq)
    return text


@dataclass(frozen=True, slots=True)
class ItemInput:
    """A requested item of an invoice or credit; ``ledger_code`` is the code itself."""

    description: str
    ledger_code: str
    amount_cents: int
    member_id: int | None = None
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


class LedgerCodes(NamedTuple):
    """The ledger codes that a command names: those that exist, by code, and those that were undone."""

    found: Mapping[str, LedgerCodeRow]
    undone: Collection[str]


def load_ledger_codes(requested: Collection[str]) -> Program[LedgerCodes]:
    """Lock and read ledger codes; a second statement looks for those that do not exist."""
    # a NUL is in no code, and PostgreSQL would not even take the question
    codes = {each for each in requested if "\0" not in each}
    found = yield from ledger_codes_by_code(codes)
    return LedgerCodes(found, (yield from undone_by_number(LedgerCodeRow, codes - found.keys())))


class ItemContext(NamedTuple):
    """The rows that requested items name: ledger codes by code, members by id; and which external ids are in use."""

    codes: LedgerCodes
    members: Mapping[int, MemberRow]
    external_ids: ExternalIds


def load_item_context(
    unit: UnitOfWork, inputs: Iterable[ItemInput], transactions: Iterable[str | None] = ()
) -> Program[ItemContext]:
    """Read what ``validate_items`` needs, in two statements for any number of items that name what exists.

    Looks up the external ids of items, and those requested for their ``transactions``.
    """
    inputs = list(inputs)
    codes = yield from load_ledger_codes({item.ledger_code for item in inputs})
    members = yield from by_ids(MemberRow, [item.member_id for item in inputs if item.member_id is not None])
    ids = [(ItemRow, item.external_id) for item in inputs]
    external_ids = yield from load_external_ids(unit, [*ids, *((TransactionRow, each) for each in transactions)])
    return ItemContext(codes, members, external_ids)


def validate_items(
    inputs: Sequence[ItemInput], account: AccountRow, check_amount: AmountCheck, context: ItemContext
) -> list[NewItem]:
    """Validate texts, amounts, ledger codes (domain R3) and members of the account (domain R2a).

    Raises ``InvalidValue`` (no item or too many), ``InvalidAmount`` (a bad amount, a total that is too large),
    ``NotFound``, ``ArchivedLedgerCode``, ``WrongAccount`` and ``DuplicateNumber`` (an external id, domain R48).
    """
    if not inputs:
        raise InvalidValue(say("items-none"), "items")
    check_listed(inputs, "items")
    items = []
    given: set[str] = set()
    for index, item in enumerate(inputs):
        place = ("items", str(index))
        description = clean_text(item.description, *place, "description", longest=LONGEST_TEXT)
        amount = check_amount(item.amount_cents, *place, "amountCents")
        code = usable_code(context.codes, item.ledger_code, *place, "ledgerCode")
        if item.member_id is not None:
            check_member(context.members.get(item.member_id), account, *place, "memberId")
        labels = context.external_ids.labels(ItemRow, item, *place)
        if labels.external_id in given:
            message = say("items-same-external-id", external_id=quoted(labels.external_id or ""))
            raise DuplicateNumber(message, *place, "externalId")
        if labels.external_id is not None:
            given.add(labels.external_id)
        items.append(NewItem(description, amount, code.id, item.member_id, labels=labels))
    total_of(items)
    return items


def items_from(
    unit: UnitOfWork, inputs: Sequence[ItemInput], account: AccountRow, check_amount: AmountCheck
) -> Program[list[NewItem]]:
    """Load the items' context and return ``validate_items``."""
    return validate_items(inputs, account, check_amount, (yield from load_item_context(unit, inputs)))


def usable_code(codes: LedgerCodes, requested: str, *field: str) -> LedgerCodeRow:
    """Return a ledger code that accepts new items; raises ``NotFound`` and ``ArchivedLedgerCode`` (domain R3)."""
    code = codes.found.get(requested)
    if requested in codes.undone:
        raise NotFound(say("ledger-code-undone", code=quoted(requested)), *field)
    if code is None:
        raise NotFound(say("ledger-code-unknown", code=quoted(requested)), *field)
    if code.archived:
        raise ArchivedLedgerCode(say("ledger-code-archived", code=code.code), *field)
    return code


def check_member(member: MemberRow | None, account: AccountRow, *field: str) -> None:
    """Raise ``NotFound`` or ``WrongAccount`` unless new items may be for a member (domain R2a).

    A removed member keeps old items and gets no new ones.
    """
    if member is None:
        raise not_found("Member", *field)
    if member.account_id != account.id:
        raise WrongAccount(say("member-of-other-account", name=member.name, number=account.number), *field)
    if member.withdrawn_at is not None:
        raise NotFound(say("member-removed", name=member.name, number=account.number), *field)
