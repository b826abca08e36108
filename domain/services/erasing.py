"""Erasing a person at their request: names and addresses, and on request what their transactions say (domain R49)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import InvalidValue, WrongState
from domain.permissions import ACCESS
from domain.queries.bank import accounts_of_payers
from domain.queries.erasing import (
    bank_lines_of,
    has_texts_left,
    is_importing,
    member_has_open_items,
    members_ever_of,
    payers_for,
    subscribed_members,
    users_of_account,
)
from domain.queries.planned import active_subscriptions_of_account
from domain.queries.records import by_ids, held_by_ids
from domain.services.checks import not_found
from domain.store.commands import Command, service
from domain.store.erasing import Erasure
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, BankLineRow, MemberRow, PayerRow, Record
from domain.texts import say


@dataclass(frozen=True, slots=True)
class ErasedPerson:
    """The account of whom was erased."""

    account: int


@dataclass(frozen=True, slots=True)
class ErasePerson(Command[ErasedPerson]):
    """Whom to erase: an account with its members and users, or one member; ``free_texts`` with what transactions say."""

    NEEDS = ACCESS
    account_id: int | None = None
    member_id: int | None = None
    free_texts: bool = False


@service
def erase_person(unit: UnitOfWork, cmd: ErasePerson) -> Program[ErasedPerson]:
    """Erase a person; again, it changes nothing. Money, reconciliations and numbers stay.

    Raises ``InvalidValue`` unless one of the two is given, ``NotFound``, and ``WrongState`` while money is open, planned
    or subscribed, or a file is being imported.
    """
    if (cmd.account_id is None) == (cmd.member_id is None):
        raise InvalidValue(say("erasing-one-of"), "accountId")
    member = yield from _member(cmd.member_id)
    yield from unit.lock_organisation()
    field = "accountId" if member is None else "memberId"
    account_id = cmd.account_id if member is None else member.account_id
    assert account_id is not None
    account = (yield from unit.lock_accounts([account_id])).get(account_id)
    if account is None:
        raise not_found("Account", field)
    if member is None:
        yield from _check_account(account)
    else:
        yield from _check_member(member)
    if (yield from is_importing(unit.now)):
        raise WrongState(say("erasing-import-under-way"), field)
    users = [] if member is not None else (yield from users_of_account(account.id))
    labels: list[str] = []
    names = [] if member is None else [member.name]
    if member is None:
        names, labels = yield from members_ever_of(account.id)
    labels += [text for text in _labels_of(account if member is None else member) if text is not None]
    erasure = Erasure(account, member, users, cmd.free_texts)
    people = [account.owner_name, account.email or ""] if member is None else []
    people += [text for user in users for text in (user.name, user.email)]
    if member is None:
        yield from _bank_side(unit, erasure, [*people, *names])
    erasure.parts = sorted({*names, *people, *labels} - {"", erasure.word})
    if labels or (yield from _anything_left(erasure, people, names)):
        unit.erased = erasure
    return ErasedPerson(account.id)


def _labels_of(row: AccountRow | MemberRow) -> tuple[str | None, str | None]:
    return row.external_id, row.metadata


def _member(member_id: int | None) -> Program[MemberRow | None]:
    if member_id is None:
        return None
    member = (yield from by_ids(MemberRow, [member_id])).get(member_id)
    if member is None:
        raise not_found("Member", "memberId")
    return member


def _check_account(account: AccountRow) -> Program[None]:
    """Raise ``WrongState`` while the account has money open or planned, or a subscription."""
    sums = (account.unreconciled_debit_cents, account.unreconciled_credit_cents, account.processing_cents)
    if any((*sums, account.planned_cents)):
        message = say("erasing-account-open")
        raise WrongState(message, "accountId")
    if (yield from active_subscriptions_of_account(account.id)):
        raise WrongState(say("erasing-account-subscribed"), "accountId")


def _check_member(member: MemberRow) -> Program[None]:
    """Raise ``WrongState`` while items for the member are open or planned, or a subscription charges for them."""
    if (yield from member_has_open_items(member.id)):
        raise WrongState(say("erasing-member-open"), "memberId")
    if member.id in (yield from subscribed_members(member.account_id)):
        raise WrongState(say("erasing-member-subscribed"), "memberId")


def _bank_side(unit: UnitOfWork, erasure: Erasure, names: Sequence[str]) -> Program[None]:
    """Add the bank lines and payers that tell of the person, and end that these payers pay for the account."""
    lines = yield from bank_lines_of(erasure.account.id, names)
    payers = yield from payers_for(erasure.account.id)
    yield from held_by_ids(PayerRow, [each.id for each in payers])
    yield from held_by_ids(BankLineRow, [each.id for each in lines])
    erasure.lines = [each for each in lines if _has_texts(each, erasure.word)]
    erasure.payers = [each for each in payers if _has_texts(each, erasure.word)]
    for links in (yield from accounts_of_payers([each.id for each in erasure.payers])).values():
        for link in links:
            unit.changes.change(link, withdrawn_at=unit.recorded_at(None))


def _has_texts(row: Record, word: str) -> bool:
    return any(getattr(row, name) not in {None, "", word} for name in row.PERSONAL)


def _anything_left(erasure: Erasure, people: list[str], names: list[str]) -> Program[bool]:
    """Return whether something of the person is there that is not erased yet."""
    word = erasure.word
    if any(text and not text.startswith(word.lower()) for text in [each.lower() for each in (*people, *names)]):
        return True
    if erasure.lines or erasure.payers:
        return True
    member_id = None if erasure.member is None else erasure.member.id
    return erasure.free_texts and (yield from has_texts_left(erasure.account.id, member_id, word))
