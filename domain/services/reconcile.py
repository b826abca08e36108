"""The tool that reconciles an account by itself: oldest money to oldest open invoice items (domain R23)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.allocation import pair_oldest_first
from domain.core.kinds import ReconciliationOrigin, Side, TransactionKind
from domain.errors import InvalidValue, WrongSide
from domain.queries.records import active_edges_of_credits, open_items
from domain.services.accounts import locked_account
from domain.services.edges import ends_of, make_edges, rooms_of
from domain.store.block import Block
from domain.store.steps import Steps

DEFAULT_KINDS = (TransactionKind.PAYMENT, TransactionKind.DEPOSIT)
ALLOWED_KINDS = (*DEFAULT_KINDS, TransactionKind.CREDIT, TransactionKind.CANCELLATION)


@dataclass(frozen=True, slots=True)
class ReconcileAccount:
    """Which account, and which kinds of credit are to be used."""

    account_id: int
    kinds: Sequence[TransactionKind] = DEFAULT_KINDS
    origin: ReconciliationOrigin = ReconciliationOrigin.RECONCILE_ACCOUNT


@dataclass(frozen=True, slots=True)
class ReconcileOutcome:
    """The edges that were made, and what they come to."""

    account: int
    reconciliations: list[int]
    amount_cents: int


def check_kinds(kinds: Sequence[TransactionKind]) -> None:
    """Whether these are kinds of credit; raises ``InvalidValue`` for no kind at all, ``WrongSide`` for one of no credit."""
    if not kinds:
        msg = f"No kind of credit is named. Reconcile by {', '.join(ALLOWED_KINDS)}, or leave the kinds out."
        raise InvalidValue(msg, "kinds")
    for index, kind in enumerate(kinds):
        if kind not in ALLOWED_KINDS:
            msg = f"{kind} is no credit. Reconcile by {', '.join(ALLOWED_KINDS)}."
            raise WrongSide(msg, "kinds", str(index))


def reconcile_account(block: Block, wish: ReconcileAccount) -> Steps[ReconcileOutcome]:
    """Pairs open credits with open invoice items in the order of R9; running it again changes nothing.

    Room held by planned payments is not taken, refunds are not touched, a locked pair is passed over, an existing pair
    that is not locked is raised (domain R23a). Raises ``NotFound``, and what ``check_kinds`` raises.
    """
    check_kinds(wish.kinds)
    account = yield from locked_account(block, wish.account_id, "accountId")
    credits = yield from open_items(account.id, Side.CREDIT, wish.kinds)  # noqa: A001 - the domain's own word
    debits = yield from open_items(account.id, Side.DEBIT, (TransactionKind.INVOICE,))
    if not credits or not debits:
        return ReconcileOutcome(account.id, [], 0)
    existing = yield from active_edges_of_credits([item.id for item in credits])
    locked = {(edge.credit_item_id, edge.debit_item_id) for edge in existing if edge.locked and edge.credit_item_id}
    pairings = pair_oldest_first(rooms_of(credits), rooms_of(debits), locked)
    used = {item_id for pairing in pairings for item_id in pairing[:2]}
    ends = yield from ends_of(item for item in (*credits, *debits) if item.id in used)
    made = make_edges(block, pairings, ends, wish.origin, existing)
    return ReconcileOutcome(account.id, [edge.id for edge in made], sum(each.amount_cents for each in pairings))
