"""Reconciling by hand: creating, modifying and deleting reconciliations, from either side (domain R13, R14, R15)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.core.kinds import ReconciliationOrigin
from domain.core.money import positive_cents
from domain.core.reconciliation_rules import (
    CurrentReconciliation,
    ListedReconciliation,
    check_new_reconciliation,
    check_refund_date,
    listed_locked,
    plan_modification,
)
from domain.errors import (
    AlreadyReconciled,
    Conflict,
    InvalidValue,
    Locked,
    NotFound,
    PermissionMissing,
    Refusal,
    WrongSide,
)
from domain.permissions import DELETE, MANAGE, Permission
from domain.queries.records import (
    active_reconciliations_of_credits,
    active_reconciliations_of_transactions,
    by_ids,
    reconciliations_by_id,
)
from domain.services.checks import existing_row, not_found, refusals_under
from domain.services.locked import describe_locked
from domain.services.obstacles import obstacles_of
from domain.services.reconciliation_rows import (
    ReconciliationEnd,
    accounts_of,
    add_reconciliation,
    check_open_pair,
    ends_of,
    pair_of,
    release_reconciliation,
)
from domain.services.rows import RefusedRow, check_bound, check_rows, do_rows, first_places
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitContext, UnitOfWork
from domain.tables import ItemRow, ReconciliationRow, TransactionRow
from domain.texts import Text, say

ReconciliationInput = ListedReconciliation
"""A requested reconciliation: its credit item, its debit item and its amount."""

IN_GROUP_MAX = 20
"""How many reconciliations, as a person makes at once, are few enough to run side by side with other commands."""


@dataclass(frozen=True, slots=True)
class CreatedReconciliations:
    """The new reconciliations, and the refused rows."""

    reconciliations: list[int]
    refused: list[RefusedRow]


@dataclass(frozen=True, slots=True)
class ModifiedReconciliations:
    """The new reconciliations and the released ones, and the transaction that they are on."""

    transaction: int | None
    reconciliations: list[int]
    released: list[int]


@dataclass(frozen=True, slots=True)
class CreateReconciliations(Command[CreatedReconciliations]):
    """New reconciliations. Unless ``keep_good_rows``, one bad row refuses all."""

    NEEDS = MANAGE
    reconciliations: Sequence[ReconciliationInput]
    keep_good_rows: bool = False

    def in_group(self, _context: UnitContext) -> bool:
        """See ``Command.in_group``."""
        return len(self.reconciliations) <= IN_GROUP_MAX


@dataclass(frozen=True, slots=True)
class ModifyReconciliations(Command[ModifiedReconciliations]):
    """All reconciliations of a transaction except planned ones; one that is not listed is deleted (domain R13a).

    ``known_ids`` are the reconciliations that the caller has seen; None skips that check.
    """

    NEEDS = MANAGE
    transaction_id: int
    reconciliations: Sequence[ReconciliationInput]
    known_ids: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class DeleteReconciliations(Command[ModifiedReconciliations]):
    """Single reconciliations, or all reconciliations of a transaction."""

    NEEDS = DELETE
    reconciliation_ids: Sequence[int] = ()
    transaction_id: int | None = None


@service
def create_reconciliations(unit: UnitOfWork, cmd: CreateReconciliations) -> Program[CreatedReconciliations]:
    """Make reconciliations in the order given; each counts what the earlier ones used.

    Raises ``InvalidValue`` for no rows or too many, and ``Refusals``, each naming its row: ``AlreadyReconciled``,
    ``InvalidAmount``, ``NotFound``, ``WrongSide``, ``WrongAccount``, ``WrongState`` and ``OverReconciled``.
    """
    check_rows(cmd.reconciliations, "edges")
    item_ids = _item_ids_in(cmd.reconciliations)
    yield from unit.lock_accounts(accounts_of((yield from by_ids(ItemRow, item_ids)).values()))
    ends = yield from _ends(unit, item_ids)
    existing = yield from active_reconciliations_of_credits({each.credit_item_id for each in cmd.reconciliations})
    pairs = {pair_of(each) for each in existing}
    obstacles = yield from _obstacles(unit, ends, cmd.reconciliations)

    def validate(new: ReconciliationInput) -> ReconciliationInput:
        if new[:2] in pairs:
            message = say("reconciliation-exists")
            raise AlreadyReconciled(message)
        _validate(unit, ends, new, obstacles)
        return new

    def apply(new: ReconciliationInput) -> int:
        pairs.add(new[:2])
        return _add(unit, ends, new)

    rows = do_rows(cmd.reconciliations, validate, apply, "edges", keep_good=cmd.keep_good_rows)
    return CreatedReconciliations([each for each in rows.done if each is not None], rows.refused)


@service
def modify_reconciliations(unit: UnitOfWork, cmd: ModifyReconciliations) -> Program[ModifiedReconciliations]:
    """Set a transaction's reconciliations to the listed ones; a changed amount replaces the reconciliation.

    Raises ``NotFound``, ``Conflict`` (its reconciliations are not the known ones), ``WrongSide`` (a reconciliation with
    no end on the transaction), ``AlreadyReconciled`` (a pair listed twice), ``Locked``, what creating raises, and
    ``PermissionMissing`` if reconciliations are left out without the permission to delete (domain R13a).
    """
    check_bound(cmd.reconciliations, "edges")
    check_bound(cmd.known_ids or (), "knownReconciliationIds")
    listed = _item_ids_in(cmd.reconciliations)
    transaction, reconciliations = yield from locked_transaction(unit, cmd.transaction_id, listed)
    _refuse_unseen(reconciliations, cmd.known_ids)
    current = {each.id: each for each in reconciliations if not each.faulty}
    for row, new in enumerate(cmd.reconciliations):
        positive_cents(new.amount_cents, "edges", str(row), "amountCents")
    reasons = yield from describe_locked(current.values())
    try:
        plan = plan_modification(
            [_current(each, reasons.get(each.id)) for each in current.values()], cmd.reconciliations
        )
    except Refusal as refusal:
        raise refusal.under("edges") if refusal.field else refusal from None
    if plan.deletes and not unit.actor.may(Permission.DELETE_RECONCILIATIONS):
        message = say("reconciliation-left-out")
        raise PermissionMissing(message, Permission.DELETE_RECONCILIATIONS)
    ends = yield from _ends(unit, _item_ids_of(current.values()) | listed)
    released = [_release(unit, current[reconciliation_id], ends) for reconciliation_id in plan.release]
    rows = {new[:2]: row for row, new in enumerate(cmd.reconciliations)}
    obstacles = yield from _obstacles(unit, ends, plan.create, released)
    made = []
    for new in plan.create:
        with refusals_under("edges", str(rows[new[:2]])):
            _validate(unit, ends, new, obstacles, on=transaction.id)
            made.append(_add(unit, ends, new))
    return ModifiedReconciliations(transaction.id, made, released)


@service
def delete_reconciliations(unit: UnitOfWork, cmd: DeleteReconciliations) -> Program[ModifiedReconciliations]:
    """Release reconciliations, all or none; releasing an invalid one repairs its items (domain R22a).

    Raises ``InvalidValue``, ``NotFound``, and ``Locked`` naming the locked ones (domain R14).
    """
    if (cmd.transaction_id is None) == (not cmd.reconciliation_ids):
        raise InvalidValue(say("reconciliations-one-of"), "reconciliationIds")
    check_bound(cmd.reconciliation_ids, "reconciliationIds")
    if cmd.transaction_id is not None:
        _, reconciliations = yield from locked_transaction(unit, cmd.transaction_id)
    else:
        reconciliations = yield from _locked_reconciliations(unit, cmd.reconciliation_ids)
    yield from refuse_locked(reconciliations, say("locked-nothing-deleted"))
    ends = yield from _ends(unit, _item_ids_of(reconciliations))
    released = [_release(unit, each, ends) for each in reconciliations]
    return ModifiedReconciliations(cmd.transaction_id, [], released)


def _refuse_unseen(reconciliations: Sequence[ReconciliationRow], known_ids: Collection[int] | None) -> None:
    """Raise ``Conflict`` if somebody else has made or deleted reconciliations since the caller read them."""
    if known_ids is None:
        return
    known, stored = set(known_ids), {each.id for each in reconciliations}
    if known - stored or {each.id for each in reconciliations if each.planned_payment_id is None} - known:
        message = say("reconciliations-changed-unseen")
        raise Conflict(message, "knownReconciliationIds")


def _obstacles(
    unit: UnitOfWork,
    ends: Mapping[int, ReconciliationEnd],
    inputs: Iterable[ReconciliationInput],
    released: Collection[int] = (),
) -> Program[dict[int, Text]]:
    """Return what uses up the items that have less open than is requested of them, in words, by id."""
    beyond = {
        each: ends[each].item
        for new in inputs
        for each in new[:2]
        if each in ends and ends[each].item.unreconciled_cents < new.amount_cents
    }
    if not beyond:
        return {}
    return (yield from obstacles_of(beyond.values(), lambda each: unit.accounts[each].currency, released))


def _validate(
    unit: UnitOfWork,
    ends: dict[int, ReconciliationEnd],
    new: ReconciliationInput,
    obstacles: Mapping[int, Text],
    on: int | None = None,
) -> None:
    """Raise a refusal unless a reconciliation may be made; one of its ends must be on the transaction ``on``."""
    amount = positive_cents(new.amount_cents, "amountCents")
    for name, item_id in (("creditItemId", new.credit_item_id), ("debitItemId", new.debit_item_id)):
        if item_id not in ends:
            raise not_found("Item", name)
    credit, debit = ends[new.credit_item_id], ends[new.debit_item_id]
    if on is not None and on not in {credit.transaction.id, debit.transaction.id}:
        raise WrongSide(say("reconciliations-not-of-transaction"))
    currency = unit.accounts[debit.item.account_id].currency
    check_new_reconciliation(credit.to_rule(), debit.to_rule(), amount, currency, obstacles)
    check_refund_date(credit.to_rule(), debit.to_rule())
    check_open_pair(unit, credit, debit)


def _add(unit: UnitOfWork, ends: dict[int, ReconciliationEnd], new: ReconciliationInput) -> int:
    credit, debit = ends[new.credit_item_id], ends[new.debit_item_id]
    return add_reconciliation(unit, credit, debit, new.amount_cents, ReconciliationOrigin.MANUAL).id


def _release(unit: UnitOfWork, reconciliation: ReconciliationRow, ends: dict[int, ReconciliationEnd]) -> int:
    items = [ends[each].item for each in reconciliation.item_ids if each in ends]
    return release_reconciliation(unit, reconciliation, items).id


def _item_ids_in(inputs: Iterable[ReconciliationInput]) -> set[int]:
    return {item_id for new in inputs for item_id in new[:2]}


def _item_ids_of(reconciliations: Iterable[ReconciliationRow]) -> set[int]:
    return {item_id for each in reconciliations for item_id in each.item_ids}


def refuse_locked(reconciliations: Collection[ReconciliationRow], outcome: Text) -> Program[None]:
    """Raise ``Locked`` if any is locked, naming each and what locks it after the ``outcome`` in words (domain R14a)."""
    reasons = yield from describe_locked(reconciliations)
    if reasons:
        locked = [reasons[each.id] for each in reconciliations if each.id in reasons]
        raise Locked(say("reconciliations-locked", outcome=outcome, locked=listed_locked(locked)))


def _current(reconciliation: ReconciliationRow, locked: Text | None) -> CurrentReconciliation:
    return CurrentReconciliation(
        id=reconciliation.id,
        credit_item_id=reconciliation.credit_item_id,
        debit_item_id=reconciliation.debit_item_id,
        amount_cents=reconciliation.amount_cents,
        locked=locked,
        planned=reconciliation.planned_payment_id is not None,
    )


def _ends(unit: UnitOfWork, item_ids: Collection[int]) -> Program[dict[int, ReconciliationEnd]]:
    """Return the items of locked accounts, by id; an item that was recorded after the lock is left out."""
    items = yield from by_ids(ItemRow, item_ids)
    locked = {account.id for account in unit.accounts.values() if account.withdrawn_at is None}
    return (yield from ends_of(item for item in items.values() if item.account_id in locked))


def locked_transaction(
    unit: UnitOfWork, transaction_id: int, item_ids: Collection[int] = (), further_accounts: Collection[int] = ()
) -> Program[tuple[TransactionRow, list[ReconciliationRow]]]:
    """Lock the accounts of a transaction, its reconciliations and further items, and further ones; return the first two.

    All accounts are locked at once, lowest id first, since locking one later could deadlock. A transaction never
    changes its account, so reading it before the lock is safe. Raises ``NotFound``, and ``Conflict`` if a
    reconciliation with another account was made before the lock.
    """
    before = yield from existing_row(TransactionRow, transaction_id, "Transaction", "transactionId")
    items = yield from by_ids(ItemRow, item_ids)
    reconciliations = yield from active_reconciliations_of_transactions([transaction_id])
    accounts = {before.account_id, *further_accounts, *accounts_of([*items.values(), *reconciliations])}
    yield from unit.lock_accounts(accounts)
    now = yield from existing_row(TransactionRow, transaction_id, "Transaction", "transactionId")
    reconciliations = yield from active_reconciliations_of_transactions([transaction_id])
    if not unit.accounts.keys() >= accounts_of(reconciliations):
        raise Conflict(say("reconciliations-just-changed"))
    return now, reconciliations


def _locked_reconciliations(unit: UnitOfWork, reconciliation_ids: Sequence[int]) -> Program[list[ReconciliationRow]]:
    """Lock the accounts of reconciliations and return these in order; raises ``NotFound`` for a released one."""
    places = first_places(reconciliation_ids)
    before = yield from reconciliations_by_id(places)
    yield from unit.lock_accounts(accounts_of(before.values()))
    reconciliations = yield from reconciliations_by_id(places)
    for reconciliation_id, place in places.items():
        if reconciliation_id not in reconciliations or reconciliations[reconciliation_id].released_at is not None:
            message = say("reconciliation-gone")
            raise NotFound(message, "reconciliationIds", str(place))
    return [reconciliations[reconciliation_id] for reconciliation_id in places]
