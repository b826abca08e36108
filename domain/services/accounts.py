"""Accounts with their owner and members (domain R2, R2a)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.keep import KEEP, Kept
from domain.core.money import known_currency
from domain.core.text import clean_email, clean_text
from domain.errors import DuplicateNumber, NotFound, WrongState
from domain.queries.planned import active_subscriptions_of_account
from domain.queries.records import accounts_by_number, members_of
from domain.rows import AccountRow, MemberRow
from domain.services.rows import check_listed, first_places
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class CreateAccount:
    """A new account; its currency is fixed for ever."""

    number: str
    owner_name: str
    currency: str
    email: str | None = None
    members: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class UpdateAccount:
    """What shall change of an account; what is kept or empty stays as it is."""

    account_id: int
    owner_name: str | Kept = KEEP
    email: str | Kept | None = KEEP
    add_members: Sequence[str] = ()
    remove_member_ids: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class AccountOutcome:
    """The account that was created or changed."""

    account: int


def locked_account(block: Block, account_id: int, *field: str) -> Steps[AccountRow]:
    """One account, locked; raises ``NotFound`` for what is not there or was withdrawn."""
    accounts = yield from block.lock_accounts([account_id])
    return present_account(accounts.get(account_id), *field)


def present_account(account: AccountRow | None, *field: str) -> AccountRow:
    """An account that is there; raises ``NotFound`` for one that is not, or was withdrawn."""
    if account is None or account.withdrawn_at is not None:
        msg = "There is no such account."
        raise NotFound(msg, *field)
    return account


def create_account(block: Block, wish: CreateAccount) -> Steps[AccountOutcome]:
    """Creates an account. Raises ``InvalidValue`` and ``DuplicateNumber``."""
    number = clean_text(wish.number, "number", longest=50)
    account = new_account(block, number, wish)
    if number in (yield from accounts_by_number([number])):
        msg = f"Account number {number} is taken."
        raise DuplicateNumber(msg, "number")
    return AccountOutcome(account.id)


def new_account(block: Block, number: str, wish: CreateAccount) -> AccountRow:
    """Adds a new account and its members to the block; raises ``InvalidValue``."""
    account = AccountRow(
        id=block.new_id(),
        number=number,
        owner_name=clean_text(wish.owner_name, "ownerName"),
        email=clean_email(wish.email, "email"),
        currency=known_currency(wish.currency, "currency"),
        recorded_at=block.now,
    )
    block.open_account(account)
    add_members(block, account, wish.members, "members")
    return account


def add_members(block: Block, account: AccountRow, names: Sequence[str], *field: str) -> None:
    """Adds people to an account; raises ``InvalidValue`` naming which, or for too many at once."""
    check_listed(names, *field)
    for index, name in enumerate(names):
        cleaned = clean_text(name, *field, str(index))
        block.changes.add(MemberRow(block.new_id(), account.id, cleaned, block.recorded_at(account.id)))


def update_account(block: Block, wish: UpdateAccount) -> Steps[AccountOutcome]:
    """Changes owner, address and members; members taken off keep their place on old items (domain R2a).

    Raises ``NotFound``, ``InvalidValue``, and ``WrongState`` for a member for whom a subscription will still charge.
    """
    account = yield from locked_account(block, wish.account_id, "id")
    present = {member.id: member for member in (yield from members_of([account.id]))[account.id]}
    changed: dict[str, object] = {}
    if wish.owner_name is not KEEP:
        changed["owner_name"] = clean_text(wish.owner_name, "ownerName")
    if wish.email is not KEEP:
        changed["email"] = clean_email(wish.email, "email")
    if any(getattr(account, name) != value for name, value in changed.items()):
        block.changes.change(account, **changed)
    if wish.remove_member_ids:
        yield from _remove_members(block, account, present, wish.remove_member_ids)
    add_members(block, account, wish.add_members, "addMembers")
    return AccountOutcome(account.id)


def _remove_members(
    block: Block, account: AccountRow, present: dict[int, MemberRow], member_ids: Sequence[int]
) -> Steps[None]:
    """Takes members off an account. A subscription charges for its member: it must be cancelled first, as in R3."""
    check_listed(member_ids, "removeMemberIds")
    charged = {each.member_id: each for each in (yield from active_subscriptions_of_account(account.id))}
    for member_id, index in first_places(member_ids).items():
        place = ("removeMemberIds", str(index))
        if member_id not in present:
            msg = "There is no such member on this account."
            raise NotFound(msg, *place)
        if member_id in charged:
            msg = f"{present[member_id].name} is charged for {charged[member_id].description!r}. Cancel that first."
            raise WrongState(msg, *place)
        block.changes.change(present[member_id], withdrawn_at=block.recorded_at(account.id))
