"""The tool that reconciles an account by itself: oldest money to oldest open invoice items (domain R23)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from domain.core.allocation import Pairing, pair_oldest_first
from domain.core.kinds import ReconciliationOrigin, TransactionKind
from domain.errors import InvalidValue, WrongSide
from domain.queries.records import active_edges_of_credits, open_items_of
from domain.rows import AccountRow, ItemRow, ReconciliationRow
from domain.services.accounts import locked_account
from domain.services.edges import End, ends_of, make_edges, rooms_of
from domain.services.rows import check_listed
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
    """Whether these are kinds of credit; raises ``InvalidValue`` for none or too many, ``WrongSide`` for no credit."""
    check_listed(kinds, "kinds")
    if not kinds:
        msg = f"No kind of credit is named. Reconcile by {', '.join(ALLOWED_KINDS)}, or leave the kinds out."
        raise InvalidValue(msg, "kinds")
    for index, kind in enumerate(kinds):
        if kind not in ALLOWED_KINDS:
            msg = f"{kind} is no credit. Reconcile by {', '.join(ALLOWED_KINDS)}."
            raise WrongSide(msg, "kinds", str(index))


@dataclass(frozen=True, slots=True)
class Reconciling:
    """What is to be done on one account: which credits settle which debits, with all that making the edges takes."""

    pairings: Sequence[Pairing] = ()
    ends: dict[int, End] = field(default_factory=dict)
    existing: Sequence[ReconciliationRow] = ()


def reconcile_account(block: Block, wish: ReconcileAccount) -> Steps[ReconcileOutcome]:
    """Pairs open credits with open invoice items in the order of R9; running it again changes nothing.

    Room held by planned payments is not taken, refunds are not touched, a locked pair is passed over, an existing pair
    that is not locked is raised (domain R23a). Raises ``NotFound``, and what ``check_kinds`` raises.
    """
    check_kinds(wish.kinds)
    account = yield from locked_account(block, wish.account_id, "accountId")
    plans = yield from plan_reconciling([account], wish.kinds)
    return reconcile_as_planned(block, account, plans[account.id], wish.origin)


def plan_reconciling(
    accounts: Collection[AccountRow], kinds: Collection[TransactionKind]
) -> Steps[dict[int, Reconciling]]:
    """What is to be done on each of these locked accounts, by its id; three statements, however many they are."""
    open_both = [each.id for each in accounts if each.unreconciled_credit_cents and each.unreconciled_debit_cents]
    items = yield from open_items_of(open_both)
    money = {each: [item for item in items[each] if item.kind in kinds] for each in open_both}
    edges = yield from active_edges_of_credits([item.id for each in money.values() for item in each])
    existing: dict[int, list[ReconciliationRow]] = {each: [] for each in open_both}
    for edge in edges:
        existing[edge.account_id].append(edge)
    pairings = {each: _pair(money[each], items[each], existing[each]) for each in open_both}
    used = {item_id for each in pairings.values() for pairing in each for item_id in pairing[:2]}
    ends = yield from ends_of(item for each in items.values() for item in each if item.id in used)
    plans = {each: Reconciling(pairings[each], ends, existing[each]) for each in open_both}
    return {each.id: plans.get(each.id, Reconciling()) for each in accounts}


def _pair(money: Sequence[ItemRow], items: Sequence[ItemRow], existing: Sequence[ReconciliationRow]) -> list[Pairing]:
    debits = [item for item in items if item.kind is TransactionKind.INVOICE]
    locked = {(edge.credit_item_id, edge.debit_item_id) for edge in existing if edge.locked and edge.credit_item_id}
    return pair_oldest_first(rooms_of(money), rooms_of(debits), locked)


def reconcile_as_planned(
    block: Block, account: AccountRow, plan: Reconciling, origin: ReconciliationOrigin
) -> ReconcileOutcome:
    """Makes the edges of one account's plan; raises what making edges raises, for money that failed as an import kept it."""
    made = make_edges(block, plan.pairings, plan.ends, origin, plan.existing)
    return ReconcileOutcome(account.id, [edge.id for edge in made], sum(each.amount_cents for each in plan.pairings))
