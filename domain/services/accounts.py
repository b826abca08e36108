"""Accounts with their owner and members (domain R2, R2a)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.money import known_currency
from domain.core.text import clean_email, clean_number, clean_text, quoted
from domain.core.unchanged import UNCHANGED, Unchanged
from domain.errors import DuplicateNumber, NotFound, WrongState
from domain.queries.planned import active_subscriptions_of_account
from domain.queries.records import accounts_by_number, members_of
from domain.services.checks import change_where_different, present
from domain.services.rows import check_listed, first_places
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, MemberRow


@dataclass(frozen=True, slots=True)
class AccountResult:
    """The created or changed account."""

    account: int


@dataclass(frozen=True, slots=True)
class CreateAccount(Command[AccountResult]):
    """A new account; its currency never changes."""

    number: str
    owner_name: str
    currency: str
    email: str | None = None
    members: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class UpdateAccount(Command[AccountResult]):
    """Changes of an account."""

    account_id: int
    owner_name: str | Unchanged = UNCHANGED
    email: str | Unchanged | None = UNCHANGED
    add_members: Sequence[str] = ()
    remove_member_ids: Sequence[int] = ()


def locked_account(unit: UnitOfWork, account_id: int, *field: str) -> Program[AccountRow]:
    """Lock an account and return it; raises ``NotFound``."""
    return present((yield from unit.lock_accounts([account_id])).get(account_id), "Account", *field)


@service
def create_account(unit: UnitOfWork, cmd: CreateAccount) -> Program[AccountResult]:
    """Create an account. Raises ``InvalidValue`` and ``DuplicateNumber``."""
    number = clean_number(cmd.number, "number")
    account = new_account(unit, number, cmd)
    if number in (yield from accounts_by_number([number])):
        raise DuplicateNumber(f"Account number {number} is already used. Choose another.", "number")
    return AccountResult(account.id)


def new_account(unit: UnitOfWork, number: str, cmd: CreateAccount) -> AccountRow:
    """Add an account and its members to the unit of work; raises ``InvalidValue``."""
    account = AccountRow(
        id=unit.new_id(),
        number=number,
        owner_name=clean_text(cmd.owner_name, "ownerName"),
        email=clean_email(cmd.email, "email"),
        currency=known_currency(cmd.currency, "currency"),
        recorded_at=unit.now,
    )
    unit.open_account(account)
    add_members(unit, account, cmd.members, "members")
    return account


def add_members(unit: UnitOfWork, account: AccountRow, names: Sequence[str], *field: str) -> None:
    """Add members to an account; raises ``InvalidValue`` for too many at once, and for a bad name with its index."""
    check_listed(names, *field)
    for index, name in enumerate(names):
        cleaned = clean_text(name, *field, str(index))
        unit.changes.add(MemberRow(unit.new_id(), account.id, cleaned, unit.recorded_at(account.id)))


@service
def update_account(unit: UnitOfWork, cmd: UpdateAccount) -> Program[AccountResult]:
    """Change owner, address and members; items of a removed member stay theirs (domain R2a).

    Raises ``NotFound``, ``InvalidValue``, and ``WrongState`` for a member whom an active subscription still charges.
    """
    account = yield from locked_account(unit, cmd.account_id, "id")
    members = {member.id: member for member in (yield from members_of([account.id]))[account.id]}
    change_where_different(
        unit,
        account,
        owner_name=cmd.owner_name if cmd.owner_name is UNCHANGED else clean_text(cmd.owner_name, "ownerName"),
        email=cmd.email if cmd.email is UNCHANGED else clean_email(cmd.email, "email"),
    )
    if cmd.remove_member_ids:
        yield from _remove_members(unit, account, members, cmd.remove_member_ids)
    add_members(unit, account, cmd.add_members, "addMembers")
    return AccountResult(account.id)


def _remove_members(
    unit: UnitOfWork, account: AccountRow, members: dict[int, MemberRow], member_ids: Sequence[int]
) -> Program[None]:
    """Remove members from an account. A member's subscription must be cancelled first, as in R3."""
    check_listed(member_ids, "removeMemberIds")
    charged = {each.member_id: each for each in (yield from active_subscriptions_of_account(account.id))}
    for member_id, index in first_places(member_ids).items():
        place = ("removeMemberIds", str(index))
        if member_id not in members:
            raise NotFound("Member not found on this account. It may have been removed: look again.", *place)
        if member_id in charged:
            active = f"{members[member_id].name} still has the subscription {quoted(charged[member_id].description)}."
            raise WrongState(f"{active} Cancel it first.", *place)
        unit.changes.change(members[member_id], withdrawn_at=unit.recorded_at(account.id))
