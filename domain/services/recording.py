"""Recording a transaction with its items: what all kinds have in common (domain R4, R5, R5a, R9a)."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from domain.core.kinds import PaymentMethod, PaymentState, TransactionKind
from domain.core.money import MAX_CENTS
from domain.core.text import LONGEST_TEXT, clean_text
from domain.errors import ArchivedLedgerCode, InvalidAmount, InvalidDate, NotFound, WrongAccount
from domain.queries.records import by_ids, ledger_codes_by_code
from domain.rows import AccountRow, ItemRow, LedgerCodeRow, MemberRow, TransactionRow
from domain.services.numbers import Wanted, known_numbers
from domain.services.rows import check_listed
from domain.store.block import Block
from domain.store.steps import Steps

AmountCheck: TypeAlias = Callable[..., int]
"""Checks an amount and names its field: ``positive_cents`` or ``whole_cents`` of ``core.money``."""
EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class NewItem:
    """One line to be recorded; amounts are checked by who makes it."""

    description: str
    amount_cents: int
    ledger_code_id: int | None = None
    member_id: int | None = None
    cancels_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewTransaction:
    """A transaction to be recorded, its number known; ``number_seq`` is the account's count after a generated one."""

    kind: TransactionKind
    number: str
    date: datetime.date
    items: Sequence[NewItem]
    description: str = ""
    due_on: datetime.date | None = None
    reference: str | None = None
    method: PaymentMethod | None = None
    payment_state: PaymentState | None = None
    corrects_id: int | None = None
    number_seq: int | None = None


def record(block: Block, account: AccountRow, new: NewTransaction) -> tuple[TransactionRow, list[ItemRow]]:
    """Adds a transaction and its items to the block, next in the account's recording order (domain R9a).

    Uses its number up. Refuses nothing: whoever made ``new`` has checked it.
    """
    account.recording_seq += 1
    block.numbers.add(new.number)
    if new.number_seq is not None:
        account.number_seq = new.number_seq
    recorded_at = block.recorded_at(account.id)
    transaction = block.changes.add(
        TransactionRow(
            id=block.new_id(),
            account_id=account.id,
            batch_id=block.batch.id,
            kind=new.kind,
            number=new.number,
            date=new.date,
            due_on=new.due_on,
            recorded_at=recorded_at,
            recording_seq=account.recording_seq,
            withdrawn_at=None,
            description=new.description,
            reference=new.reference,
            method=new.method,
            payment_state=new.payment_state,
            corrects_id=new.corrects_id,
            confirmed_at=recorded_at if new.payment_state is PaymentState.CONFIRMED else None,
            failed_at=None,
            amount_cents=total_of(new.items),
        )
    )
    items = [_item(block, transaction, position, item) for position, item in enumerate(new.items, 1)]
    return transaction, items


def _item(block: Block, transaction: TransactionRow, position: int, new: NewItem) -> ItemRow:
    return block.changes.add(
        ItemRow(
            id=block.new_id(),
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
        )
    )


def total_of(items: Iterable[NewItem]) -> int:
    """The sum of items; raises ``InvalidAmount`` beyond what an amount may be (domain R1)."""
    total = sum(item.amount_cents for item in items)
    if total > MAX_CENTS:
        msg = f"The items add up to {total}, more than {MAX_CENTS}, the largest amount there is."
        raise InvalidAmount(msg, "items")
    return total


def business_date(block: Block, wished: datetime.date | None, *field: str) -> datetime.date:
    """The wished date, or today in the organisation's time zone (domain R2a, R5); raises ``InvalidDate``."""
    chosen = wished or block.today
    if not EARLIEST <= chosen <= LATEST:
        msg = f"{chosen} is not a date of business: from {EARLIEST} to {LATEST}."
        raise InvalidDate(msg, *field)
    return chosen


def due_date(day: datetime.date, due_on: datetime.date | None) -> datetime.date | None:
    """A due date that is not before the invoice's own; raises ``InvalidDate``."""
    if due_on is not None and not day <= due_on <= LATEST:
        msg = (
            f"It is due on {due_on}, before the invoice's own date, {day}." if due_on < day else f"{due_on} is too far."
        )
        raise InvalidDate(msg, "dueOn")
    return due_on


def take_number(block: Block, account: AccountRow, wished: str | None, kind: TransactionKind) -> Steps[str]:
    """The wished number if it is free, else the next generated one, which moves the count (domain R5, R5a).

    Raises ``InvalidValue`` and ``DuplicateNumber``. Where two accounts take one number at the same moment, the database
    refuses the second, and its block runs again.
    """
    wanted = Wanted(account, kind, wished)
    text, seq = (yield from known_numbers(block, [wanted])).free(wanted)
    account.number_seq = account.number_seq if seq is None else seq
    return text


@dataclass(frozen=True, slots=True)
class RecordedOutcome:
    """The transaction that was recorded, and the edges that were made with it."""

    account: int
    transaction: int
    reconciliations: list[int]


@dataclass(frozen=True, slots=True)
class ItemWish:
    """An invoice or credit item as it is asked for; ``ledger_code`` is the code itself."""

    description: str
    ledger_code: str
    amount_cents: int
    member_id: int | None = None


class KnownForItems(NamedTuple):
    """What the database says of all that items name: ledger codes by code, members by id."""

    codes: Mapping[str, LedgerCodeRow]
    members: Mapping[int, MemberRow]


def known_for_items(wishes: Iterable[ItemWish]) -> Steps[KnownForItems]:
    """What must be known to check items, whatever their number: two statements."""
    wishes = list(wishes)
    # a NUL is in no code, and PostgreSQL would not even take the question
    codes = yield from ledger_codes_by_code({wish.ledger_code for wish in wishes if "\0" not in wish.ledger_code})
    members = yield from by_ids(MemberRow, [wish.member_id for wish in wishes if wish.member_id is not None])
    return KnownForItems(codes, members)


def checked_items(
    wishes: Sequence[ItemWish], account: AccountRow, check_amount: AmountCheck, known: KnownForItems
) -> list[NewItem]:
    """Checks items: texts, amounts, ledger codes that take items (domain R3), members of this account (domain R2a).

    Raises ``InvalidAmount`` (none at all, one that cannot be, too much in all), ``InvalidValue`` (too many), ``NotFound``,
    ``ArchivedLedgerCode`` and ``WrongAccount``.
    """
    if not wishes:
        msg = "At least one item is needed."
        raise InvalidAmount(msg, "items")
    check_listed(wishes, "items")
    items = []
    for index, wish in enumerate(wishes):
        place = ("items", str(index))
        description = clean_text(wish.description, *place, "description", longest=LONGEST_TEXT)
        amount = check_amount(wish.amount_cents, *place, "amountCents")
        code = usable_code(known.codes.get(wish.ledger_code), wish.ledger_code, *place, "ledgerCode")
        if wish.member_id is not None:
            check_member(known.members.get(wish.member_id), account, *place, "memberId")
        items.append(NewItem(description, amount, code.id, wish.member_id))
    total_of(items)
    return items


def items_from(wishes: Sequence[ItemWish], account: AccountRow, check_amount: AmountCheck) -> Steps[list[NewItem]]:
    """``checked_items``, with what must be known for them asked."""
    known = yield from known_for_items(wishes)
    return checked_items(wishes, account, check_amount, known)


def usable_code(code: LedgerCodeRow | None, asked: str, *field: str) -> LedgerCodeRow:
    """A ledger code that takes new items; raises ``NotFound`` and ``ArchivedLedgerCode`` (domain R3)."""
    if code is None:
        msg = f"There is no ledger code {asked}."
        raise NotFound(msg, *field)
    if code.archived:
        msg = f"Ledger code {asked} is archived and takes no new items. Choose another, or take it back into use."
        raise ArchivedLedgerCode(msg, *field)
    return code


def check_member(member: MemberRow | None, account: AccountRow, *field: str) -> None:
    """Whether new items may be for a member: one who is on this account (domain R2a).

    Whoever was taken off keeps their old items and gets no new ones. Raises ``NotFound`` and ``WrongAccount``.
    """
    if member is None:
        msg = "There is no such member."
        raise NotFound(msg, *field)
    if member.account_id != account.id:
        msg = f"{member.name} is not on account {account.number}."
        raise WrongAccount(msg, *field)
    if member.withdrawn_at is not None:
        msg = f"{member.name} is on account {account.number} no more. Add them again, or leave the member out."
        raise NotFound(msg, *field)
