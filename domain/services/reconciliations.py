"""Reconciling by hand: creating, modifying and deleting edges, from either side (domain R13, R14, R15)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.edges import CurrentEdge, ListedEdge, check_new_edge, plan_modification
from domain.core.kinds import ReconciliationOrigin
from domain.core.money import amount_text, positive_cents
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
from domain.permissions import Permission
from domain.queries.planned import planned_payments_holding
from domain.queries.records import (
    active_edges_of_credits,
    active_edges_of_transaction,
    by_ids,
    edges_by_id,
)
from domain.rows import ItemRow, ReconciliationRow, TransactionRow
from domain.services.edges import End, accounts_of, add_edge, ends_of, release_edge
from domain.services.rows import Refused, check_bound, check_rows, do_rows, first_places
from domain.store.block import Block
from domain.store.steps import Steps

MOST_NAMED = 5


class EdgeWish(NamedTuple):
    """So much of a credit item shall settle a debit item."""

    credit_item_id: int
    debit_item_id: int
    amount_cents: int


@dataclass(frozen=True, slots=True)
class CreateReconciliations:
    """New edges. Unless ``keep_good_rows``, one bad row refuses all."""

    edges: Sequence[EdgeWish]
    keep_good_rows: bool = False


@dataclass(frozen=True, slots=True)
class ModifyReconciliations:
    """All edges that a transaction shall have, planned ones apart; what is not listed is deleted (domain R13a).

    ``known_ids`` are the edges that whoever asks has seen; None where nobody has looked.
    """

    transaction_id: int
    edges: Sequence[EdgeWish]
    known_ids: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class DeleteReconciliations:
    """Single edges, or all edges of a transaction."""

    reconciliation_ids: Sequence[int] = ()
    transaction_id: int | None = None


@dataclass(frozen=True, slots=True)
class CreatedOutcome:
    """The edges that were made, and the refusals of rows that were left out: code, message, field, row."""

    reconciliations: list[int]
    refused: list[Refused]


@dataclass(frozen=True, slots=True)
class ModifiedOutcome:
    """The edges that were made and the ones that ended, and the transaction that they are on."""

    transaction: int | None
    reconciliations: list[int]
    released: list[int]


def create_reconciliations(block: Block, wish: CreateReconciliations) -> Steps[CreatedOutcome]:
    """Makes edges in the order given; each counts what the ones before it took.

    Raises ``InvalidValue`` for no rows or too many, and ``Refusals``, each naming its row: ``AlreadyReconciled``,
    ``InvalidAmount``, ``NotFound``, ``WrongSide``, ``WrongAccount``, ``WrongState`` and ``OverReconciled``.
    """
    check_rows(wish.edges, "edges")
    wanted = {each for edge in wish.edges for each in edge[:2]}
    yield from block.lock_accounts(accounts_of((yield from by_ids(ItemRow, wanted)).values()))
    ends = yield from _ends(block, wanted)
    existing = yield from active_edges_of_credits({edge.credit_item_id for edge in wish.edges})
    pairs = {(edge.credit_item_id, edge.debit_item_id) for edge in existing}

    def decide(edge: EdgeWish) -> EdgeWish:
        if edge[:2] in pairs:
            msg = "These two items are reconciled with each other already. Modify that reconciliation."
            raise AlreadyReconciled(msg)
        _check(block, ends, edge)
        return edge

    def apply(edge: EdgeWish) -> int:
        pairs.add(edge[:2])
        return _add(block, ends, edge).id

    rows = do_rows(wish.edges, decide, apply, "edges", keep_good=wish.keep_good_rows)
    return CreatedOutcome([each for each in rows.done if each is not None], rows.refused)


def modify_reconciliations(block: Block, wish: ModifyReconciliations) -> Steps[ModifiedOutcome]:
    """Sets a transaction's edges to the listed ones in one step; an edge with a new amount is released and made anew.

    Raises ``NotFound``, ``Conflict`` (its edges are not those that are known), ``WrongSide`` (an edge with no end on the
    transaction), ``AlreadyReconciled`` (a pair listed twice), ``Locked``, what creating raises, and ``PermissionMissing``
    when edges are left out without the permission to delete (domain R13a).
    """
    check_bound(wish.edges, "edges")
    check_bound(wish.known_ids or (), "knownReconciliationIds")
    listed = {each for edge in wish.edges for each in edge[:2]}
    transaction, edges = yield from locked_transaction(block, wish.transaction_id, listed)
    _refuse_unseen(edges, wish.known_ids)
    current = [edge for edge in edges if not edge.faulty]
    for row, edge in enumerate(wish.edges):
        positive_cents(edge.amount_cents, "edges", str(row), "amountCents")
    reasons = yield from lock_reasons(current)
    try:
        plan = plan_modification(
            [_current(edge, reasons.get(edge.id)) for edge in current],
            [ListedEdge(*edge) for edge in wish.edges],
            block.accounts[transaction.account_id].currency,
        )
    except Refusal as refusal:
        raise refusal.under("edges") if refusal.field else refusal from None
    if plan.deletes and not block.actor.may(Permission.DELETE_RECONCILIATIONS):
        msg = "Leaving out a reconciliation deletes it, which needs the permission DELETE_RECONCILIATIONS."
        raise PermissionMissing(msg, Permission.DELETE_RECONCILIATIONS)
    ends = yield from _ends(block, _item_ids(current) | listed)
    by_id = {edge.id: edge for edge in current}
    released = [_release(block, by_id[edge_id], ends) for edge_id in plan.release]
    rows = {(edge.credit_item_id, edge.debit_item_id): row for row, edge in enumerate(wish.edges)}
    made = []
    for new in plan.create:
        try:
            _check(block, ends, EdgeWish(*new), on=transaction.id)
            made.append(_add(block, ends, EdgeWish(*new)).id)
        except Refusal as refusal:
            raise refusal.under("edges", str(rows[new[0], new[1]])) from None  # noqa: EM101 - a path, no message
    return ModifiedOutcome(transaction.id, made, released)


def delete_reconciliations(block: Block, wish: DeleteReconciliations) -> Steps[ModifiedOutcome]:
    """Releases edges, all or none; faulty ones too, which mends their items (domain R22a).

    Raises ``InvalidValue``, ``NotFound`` and ``Locked`` naming the locked (domain R14).
    """
    if (wish.transaction_id is None) == (not wish.reconciliation_ids):
        msg = "Name either a transaction or its single reconciliations."
        raise InvalidValue(msg, "reconciliationIds")
    check_bound(wish.reconciliation_ids, "reconciliationIds")
    if wish.transaction_id is not None:
        _, edges = yield from locked_transaction(block, wish.transaction_id)
    else:
        edges = yield from _locked_edges(block, wish.reconciliation_ids)
    yield from _refuse_locked(edges)
    ends = yield from _ends(block, _item_ids(edges))
    released = [_release(block, edge, ends) for edge in edges]
    return ModifiedOutcome(wish.transaction_id, [], released)


def _refuse_unseen(edges: Sequence[ReconciliationRow], known_ids: Collection[int] | None) -> None:
    """Nobody deletes unawares what somebody else has made, or makes anew what somebody else has deleted."""
    if known_ids is None:
        return
    unseen = {edge.id for edge in edges if edge.planned_payment_id is None} - set(known_ids)
    if unseen or set(known_ids) - {edge.id for edge in edges}:
        msg = "Somebody else has changed its reconciliations meanwhile. Look at them anew before you change them."
        raise Conflict(msg, "knownReconciliationIds")


def _check(block: Block, ends: dict[int, End], edge: EdgeWish, on: int | None = None) -> None:
    """Whether an edge may be made; ``on`` is the transaction that it must have an end on."""
    amount = positive_cents(edge.amount_cents, "amountCents")
    for name, item_id in (("creditItemId", edge.credit_item_id), ("debitItemId", edge.debit_item_id)):
        if item_id not in ends:
            msg = "There is no such item."
            raise NotFound(msg, name)
    credit, debit = ends[edge.credit_item_id], ends[edge.debit_item_id]
    if on is not None and on not in {credit.transaction.id, debit.transaction.id}:
        msg = "One end of each listed reconciliation must be on this transaction."
        raise WrongSide(msg)
    check_new_edge(credit.rules_end, debit.rules_end, amount, block.accounts[debit.item.account_id].currency)


def _add(block: Block, ends: dict[int, End], edge: EdgeWish) -> ReconciliationRow:
    credit, debit = ends[edge.credit_item_id], ends[edge.debit_item_id]
    return add_edge(block, credit, debit, edge.amount_cents, ReconciliationOrigin.MANUAL)


def _release(block: Block, edge: ReconciliationRow, ends: dict[int, End]) -> int:
    items = [ends[each].item for each in (edge.credit_item_id, edge.debit_item_id) if each in ends]
    return release_edge(block, edge, items).id


def _item_ids(edges: Collection[ReconciliationRow]) -> set[int]:
    return {each for edge in edges for each in (edge.credit_item_id, edge.debit_item_id) if each is not None}


def lock_reasons(edges: Collection[ReconciliationRow]) -> Steps[dict[int, str]]:
    """What locks edges, in words that name the planned payments, by the edge's id (domain R15)."""
    locked = {edge.id: edge for edge in edges if edge.locked}
    items = {edge.debit_item_id for edge in locked.values() if edge.item_has_planned}
    holding = yield from planned_payments_holding(items)
    reasons = {}
    for edge in locked.values():
        named = ", ".join(
            f"{amount_text(each.amount_cents, edge.currency)} due {each.due_on}"
            for each in holding.get(edge.debit_item_id, ())
        )
        reasons[edge.id] = f"{edge.lock_reason} ({named})" if named else f"{edge.lock_reason}"
    return reasons


def _refuse_locked(edges: Collection[ReconciliationRow]) -> Steps[None]:
    """Raises ``Locked``, naming each locked edge and what locks it (domain R14)."""
    reasons = yield from lock_reasons(edges)
    if reasons:
        locked = [edge for edge in edges if edge.id in reasons]
        shown = locked[:MOST_NAMED]
        names = "; ".join(f"{amount_text(edge.amount_cents, edge.currency)}: {reasons[edge.id]}" for edge in shown)
        more = f"; and {len(locked) - len(shown)} more" if len(locked) > len(shown) else ""
        msg = f"Nothing was deleted, because of what is locked. {names}{more}"
        raise Locked(msg)


def _current(edge: ReconciliationRow, lock_reason: str | None) -> CurrentEdge:
    return CurrentEdge(
        id=edge.id,
        credit_item_id=edge.credit_item_id,
        debit_item_id=edge.debit_item_id,
        amount_cents=edge.amount_cents,
        lock_reason=lock_reason,
        planned=edge.planned_payment_id is not None,
    )


def _ends(block: Block, item_ids: Collection[int]) -> Steps[dict[int, End]]:
    """Items by id, of accounts that are locked; one that was recorded only after they were is not there yet."""
    items = yield from by_ids(ItemRow, item_ids)
    present = {account.id for account in block.accounts.values() if account.withdrawn_at is None}
    return (yield from ends_of(item for item in items.values() if item.account_id in present))


def locked_transaction(
    block: Block, transaction_id: int, item_ids: Collection[int] = ()
) -> Steps[tuple[TransactionRow, list[ReconciliationRow]]]:
    """A transaction and its active edges, read once their accounts and those of further items are locked.

    All at once, lowest id first: whose account is locked later waits for somebody who waits for this one. Nothing ever
    changes its account, so asking first is safe. Raises ``NotFound``, and ``Conflict`` where an edge to another account
    came in between.
    """
    before = (yield from by_ids(TransactionRow, [transaction_id])).get(transaction_id)
    if before is not None:
        items = yield from by_ids(ItemRow, item_ids)
        edges = yield from active_edges_of_transaction(transaction_id)
        yield from block.lock_accounts({before.account_id, *accounts_of([*items.values(), *edges])})
        now = (yield from by_ids(TransactionRow, [transaction_id]))[transaction_id]
        if now.withdrawn_at is None:
            edges = yield from active_edges_of_transaction(transaction_id)
            if not block.accounts.keys() >= accounts_of(edges):
                msg = "Its reconciliations were changed at this very moment. Please try once more."
                raise Conflict(msg)
            return now, edges
    msg = "There is no such transaction."
    raise NotFound(msg, "transactionId")


def _locked_edges(block: Block, edge_ids: Sequence[int]) -> Steps[list[ReconciliationRow]]:
    wanted = first_places(edge_ids)
    before = yield from edges_by_id(wanted)
    yield from block.lock_accounts(accounts_of(before.values()))
    edges = yield from edges_by_id(wanted)
    for edge_id, place in wanted.items():
        if edge_id not in edges or edges[edge_id].released_at is not None:
            msg = "There is no such reconciliation; it may have been deleted or modified meanwhile."
            raise NotFound(msg, "reconciliationIds", str(place))
    return [edges[edge_id] for edge_id in wanted]
