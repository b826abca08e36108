"""Accounts with their owner and members (domain R2, R2a)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.labels import NO_LABELS, Labels, MetadataEntry
from domain.core.money import known_currency
from domain.core.text import clean_email, clean_number, clean_text, quoted
from domain.core.unchanged import UNCHANGED, Unchanged
from domain.errors import DuplicateNumber, NotFound, WrongState
from domain.permissions import RECORD
from domain.queries.planned import active_subscriptions_of_account
from domain.queries.records import accounts_by_number, members_of
from domain.services.checks import change_where_different, present, refusals_under
from domain.services.labels import ExternalIds, changed_labels, load_external_ids, use
from domain.services.rows import check_listed, first_places
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, MemberRow, Record
from domain.texts import say


@dataclass(frozen=True, slots=True)
class AccountResult:
    """The created or changed account."""

    account: int


@dataclass(frozen=True, slots=True)
class NewMember:
    """A requested member of an account."""

    name: str
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@dataclass(frozen=True, slots=True)
class MemberChange:
    """New labels of a member (domain R48)."""

    member_id: int
    external_id: str | Unchanged | None = UNCHANGED
    metadata: Sequence[MetadataEntry] | Unchanged = UNCHANGED


@dataclass(frozen=True, slots=True)
class CreateAccount(Command[AccountResult]):
    """A new account; its currency never changes. ``add_labelled_members`` are further members, with labels."""

    NEEDS = RECORD
    number: str
    owner_name: str
    currency: str
    email: str | None = None
    members: Sequence[str] = ()
    add_labelled_members: Sequence[NewMember] = ()
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@dataclass(frozen=True, slots=True)
class UpdateAccount(Command[AccountResult]):
    """Changes of an account."""

    NEEDS = RECORD
    account_id: int
    owner_name: str | Unchanged = UNCHANGED
    email: str | Unchanged | None = UNCHANGED
    add_members: Sequence[str] = ()
    remove_member_ids: Sequence[int] = ()
    add_labelled_members: Sequence[NewMember] = ()
    change_members: Sequence[MemberChange] = ()
    external_id: str | Unchanged | None = UNCHANGED
    metadata: Sequence[MetadataEntry] | Unchanged = UNCHANGED


def locked_account(unit: UnitOfWork, account_id: int, *field: str) -> Program[AccountRow]:
    """Lock an account and return it; raises ``NotFound``."""
    return present((yield from unit.lock_accounts([account_id])).get(account_id), "Account", *field)


@service
def create_account(unit: UnitOfWork, cmd: CreateAccount) -> Program[AccountResult]:
    """Create an account. Raises ``InvalidValue`` and ``DuplicateNumber``."""
    number = clean_number(cmd.number, "number")
    external_ids = yield from load_external_ids(unit, [(AccountRow, cmd.external_id), *_ids_of(cmd)])
    account = new_account(unit, number, cmd, external_ids.labels(AccountRow, cmd))
    _add_labelled_members(unit, account, cmd.add_labelled_members, external_ids)
    if number in (yield from accounts_by_number([number])):
        raise DuplicateNumber(say("account-number-taken", number=number), "number")
    return AccountResult(account.id)


def _ids_of(cmd: CreateAccount | UpdateAccount) -> list[tuple[type[Record], str | None]]:
    return [(MemberRow, each.external_id) for each in cmd.add_labelled_members]


def new_account(unit: UnitOfWork, number: str, cmd: CreateAccount, labels: Labels) -> AccountRow:
    """Add an account and its members without labels to the unit of work; raises ``InvalidValue``."""
    account = AccountRow(
        id=unit.new_id(),
        number=number,
        owner_name=clean_text(cmd.owner_name, "ownerName"),
        email=clean_email(cmd.email, "email"),
        currency=known_currency(cmd.currency, "currency"),
        recorded_at=unit.now,
        external_id=labels.external_id,
        metadata=labels.metadata,
    )
    unit.open_account(account)
    use(unit, AccountRow, labels)
    _add_members(unit, account, cmd.members, "members")
    return account


def _add_members(unit: UnitOfWork, account: AccountRow, names: Sequence[str], *field: str) -> None:
    """Add members to an account; raises ``InvalidValue`` for too many at once, and for a bad name with its index."""
    check_listed(names, *field)
    for index, name in enumerate(names):
        _add_member(unit, account, clean_text(name, *field, str(index)), NO_LABELS)


def _add_labelled_members(
    unit: UnitOfWork, account: AccountRow, members: Sequence[NewMember], external_ids: ExternalIds
) -> None:
    """Add members with their labels; raises as ``_add_members`` does, and ``DuplicateNumber``."""
    check_listed(members, "addMemberInputs")
    for index, member in enumerate(members):
        place = ("addMemberInputs", str(index))
        _add_member(
            unit, account, clean_text(member.name, *place, "name"), external_ids.labels(MemberRow, member, *place)
        )


def _add_member(unit: UnitOfWork, account: AccountRow, name: str, labels: Labels) -> None:
    member = MemberRow(unit.new_id(), account.id, name, unit.recorded_at(account.id))
    member.external_id, member.metadata = labels
    unit.changes.add(member)
    use(unit, MemberRow, labels)


@service
def update_account(unit: UnitOfWork, cmd: UpdateAccount) -> Program[AccountResult]:
    """Change owner, address, labels and members; items of a removed member stay theirs (domain R2a).

    Raises ``NotFound``, ``InvalidValue``, ``DuplicateNumber`` (an external id), and ``WrongState`` for a member whom an
    active subscription still charges.
    """
    account = yield from locked_account(unit, cmd.account_id, "id")
    members = {member.id: member for member in (yield from members_of([account.id]))[account.id]}
    change_where_different(
        unit,
        account,
        owner_name=cmd.owner_name if cmd.owner_name is UNCHANGED else clean_text(cmd.owner_name, "ownerName"),
        email=cmd.email if cmd.email is UNCHANGED else clean_email(cmd.email, "email"),
        **(yield from changed_labels(unit, account, cmd)),
    )
    yield from _change_members(unit, members, cmd.change_members)
    if cmd.remove_member_ids:
        yield from _remove_members(unit, account, members, cmd.remove_member_ids)
    _add_members(unit, account, cmd.add_members, "addMembers")
    external_ids = yield from load_external_ids(unit, _ids_of(cmd))
    _add_labelled_members(unit, account, cmd.add_labelled_members, external_ids)
    return AccountResult(account.id)


def _change_members(unit: UnitOfWork, members: dict[int, MemberRow], changes: Sequence[MemberChange]) -> Program[None]:
    """Change labels of members, also in ``members``. Raises ``NotFound``, ``InvalidValue`` and ``DuplicateNumber``."""
    check_listed(changes, "updateMemberInputs")
    for index, change in enumerate(changes):
        with refusals_under("updateMemberInputs", str(index)):
            member = present(members.get(change.member_id), "Member", "id")
            labels = yield from changed_labels(unit, member, change)
            members[member.id] = change_where_different(unit, member, **labels)


def _remove_members(
    unit: UnitOfWork, account: AccountRow, members: dict[int, MemberRow], member_ids: Sequence[int]
) -> Program[None]:
    """Remove members from an account. A member's subscription must be cancelled first, as in R3."""
    check_listed(member_ids, "removeMemberIds")
    charged = {each.member_id: each for each in (yield from active_subscriptions_of_account(account.id))}
    for member_id, index in first_places(member_ids).items():
        place = ("removeMemberIds", str(index))
        if member_id not in members:
            raise NotFound(say("account-member-gone"), *place)
        if member_id in charged:
            raise WrongState(
                say(
                    "account-member-subscribed",
                    name=members[member_id].name,
                    subscription=quoted(charged[member_id].description),
                ),
                *place,
            )
        unit.changes.change(members[member_id], withdrawn_at=unit.recorded_at(account.id))
