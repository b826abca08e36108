"""Transactions and their items in the graph."""

import enum
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.graph.loading import Loading
from api.graph.relations import Counterpart, Many, One, Paged, answered_by_plan
from api.scalars import Cents, Date, DateTime
from api.types.connections import Node
from api.types.fields import (
    BILLING,
    UNSET,
    After,
    First,
    computed,
    described,
    directives,
    plain,
    related,
)
from api.types.kinds import (
    OrderDirection,
    PaymentMethod,
    PaymentState,
    ReconciliationStatus,
    Side,
    TransactionKind,
    describe,
)
from api.types.ledger_codes import LedgerCode
from api.types.periods import PeriodInput, period_from
from api.types.searches import searched
from domain.queries import graph
from domain.queries.pages import Listing, Order
from domain.queries.records import by_ids
from domain.queries.search import TRANSACTION_SEARCH
from domain.rows import AccountRow, LedgerCodeRow, MemberRow

if TYPE_CHECKING:
    from api.types.accounts import Account, Member
    from api.types.reconciliations import ReconciliationConnection

AccountRef = Annotated["Account", strawberry.lazy("api.types.accounts")]
MemberRef = Annotated["Member", strawberry.lazy("api.types.accounts")]
EdgesRef = Annotated["ReconciliationConnection", strawberry.lazy("api.types.reconciliations")]


def accounts(ids: Any) -> Any:
    """Accounts by id, withdrawn ones too: what stood on one still names it."""
    return by_ids(AccountRow, ids)


def ledger_codes(ids: Any) -> Any:
    """Ledger codes by id."""
    return by_ids(LedgerCodeRow, ids)


def members(ids: Any) -> Any:
    """Members by id, those taken off the account too: old items keep them (domain R2a)."""
    return by_ids(MemberRow, ids)


def edges_at(end: str) -> Paged:
    """The reconciliations of an item or a transaction, with the other side seen from there."""
    listing = graph.edges_of(end)

    def prepare(_loading: Loading, _arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
        return listing, graph.BY_EDGE

    def other_item(parent: Any, edge: Any) -> int | None:
        seen_from_credit = getattr(edge, f"credit_{end}_id") == parent.id
        return edge.debit_item_id if seen_from_credit else edge.credit_item_id  # type: ignore[no-any-return]  # ids

    return Paged(prepare, Counterpart(graph.items, other_item))


@strawberry.type(
    description=described("One line of a transaction: the thing that is reconciled.", BILLING),
    directives=directives(BILLING),
)
class TransactionItem(Node):
    """One line of a transaction (domain R4)."""

    position: int = plain("From 1, in listed order; money goes to items in this order.", client=True)
    description: str = plain("What is charged or given.", client=True)
    ledger_code: LedgerCode | None = related(
        One(ledger_codes, lambda item: item.ledger_code_id),
        "Its revenue code; payments, deposits and refunds have none of their own.",
    )
    member: MemberRef | None = related(
        One(members, lambda item: item.member_id), "The member whom it is for.", client=True
    )
    cancels: Annotated["TransactionItem", strawberry.lazy("api.types.transactions")] | None = related(
        One(graph.items, lambda item: item.cancels_id), "The invoice item that this cancellation takes back."
    )
    age_days: int = computed("Days since its date, today.", lambda item, context: (context.today - item.date).days)
    amount_cents: Cents = plain("Its whole amount.", client=True)
    reconciled_cents: Cents = plain("Its reconciled part, processing money included, planned money not.")
    settled_cents: Cents = plain("Reconciled with money that has really arrived.")
    planned_cents: Cents = plain("Held by planned payments.")
    unreconciled_cents: Cents = plain("Its open part: amount less reconciled and planned.")
    status: ReconciliationStatus = plain("How far it is reconciled.")
    status_reason: str = plain("The status in one line of words.")
    transaction: Annotated["Transaction", strawberry.lazy("api.types.transactions")] = related(
        One(graph.recorded_transactions, lambda item: item.transaction_id), "The transaction that it is a line of."
    )

    @related(edges_at("item"), "Its reconciliations, oldest first.")
    def reconciliations(self, first: First = 50, after: After = UNSET) -> EdgesRef:
        """Declares the arguments."""
        answered_by_plan()


@strawberry.type(
    description=described(
        "Any billing row: invoice, payment, deposit, credit, cancellation, refund, correction.", BILLING
    ),
    directives=directives(BILLING),
)
class Transaction(Node):
    """Any billing row (domain R4)."""

    number: str = plain("Its human number, unique in the organisation; a payment's is the receipt ID.", client=True)
    kind: TransactionKind = plain("What it is.", client=True)
    side: Side = plain("Whether it raises or lowers the balance.", client=True)
    date: Date = plain("Its business date, which may lie before its recording.", client=True)
    due_on: Date | None = plain("When an invoice is due; null: on its date.", client=True)
    recorded_at: DateTime = plain("When it was recorded.")
    description: str = plain("What it is about.", client=True)
    reference: str | None = plain("A payer's reference, such as a check number.")
    amount_cents: Cents = plain("The sum of its items.", client=True)
    method: PaymentMethod | None = plain("How money came or went; null for invoices and credits.", client=True)
    payment_state: PaymentState | None = plain("Whether a payment's or deposit's money has arrived.", client=True)
    corrects: Annotated["Transaction", strawberry.lazy("api.types.transactions")] | None = related(
        One(graph.transactions, lambda row: row.corrects_id), "The payment that this correction reverses."
    )
    status: ReconciliationStatus = plain("How far it is reconciled.")
    status_reason: str = plain("The status in one line of words.")
    reconciled_cents: Cents = plain("Its reconciled part, processing money included, planned money not.")
    settled_cents: Cents = plain("Reconciled with money that has really arrived.")
    planned_cents: Cents = plain("Held by planned payments.")
    unreconciled_cents: Cents = plain("Its open part: amount less reconciled and planned.")
    planned_shortfall_cents: Cents = plain("What planned payments leave uncovered; 0 when there are none.")
    account: AccountRef = related(One(accounts, lambda row: row.account_id), "The account that it is on.")
    items: list[TransactionItem] = related(
        Many(graph.items_of, lambda item: item.transaction_id), "Its lines, in listed order.", client=True
    )

    @related(edges_at("transaction"), "The reconciliations of all its items, oldest first.")
    def reconciliations(self, first: First = 50, after: After = UNSET) -> EdgesRef:
        """Declares the arguments."""
        answered_by_plan()


@strawberry.input(description="Which transactions to list; all that is given must hold.")
class TransactionFilter:
    """Which transactions to list."""

    kinds: list[TransactionKind] | None = strawberry.field(default=UNSET, description="Only these kinds.")
    statuses: list[ReconciliationStatus] | None = strawberry.field(default=UNSET, description="Only these statuses.")
    period: PeriodInput | None = strawberry.field(default=UNSET, description="Only dates within this period.")
    search: str | None = strawberry.field(
        default=UNSET,
        description=(
            "A part of the number, the description, the reference or an item's description, in any case. Written as an "
            "amount (125.00 or 1,250): also those of which this is the amount, the open part or an item's amount."
        ),
    )


def narrowed_transactions(listing: Listing[Any], loading: Loading, wished: Mapping[str, Any]) -> Listing[Any]:
    """A list of transactions ``t`` as filtered."""
    if wished.get("kinds") is not None:
        listing = listing.where("t.kind in :kinds", kinds=list(set(wished["kinds"])))
    if wished.get("statuses") is not None:
        status = f"({graph.status_expression('t')}) in :statuses"
        listing = listing.where(status, statuses=list(set(wished["statuses"])))
    if wished.get("period") is not None:
        period = period_from(wished["period"], loading.today)
        days = "t.date >= :first_day and t.date <= :last_day"
        listing = listing.where(days, first_day=period.first, last_day=period.last)
    return searched(listing, TRANSACTION_SEARCH, loading, wished)


class TransactionOrderField(enum.StrEnum):
    """What transactions are sorted by."""

    DATE = "DATE"
    NUMBER = "NUMBER"
    AMOUNT = "AMOUNT"
    UNRECONCILED = "UNRECONCILED"


describe(
    TransactionOrderField,
    "What transactions are sorted by.",
    {
        "DATE": "The business date, then the order of recording.",
        "NUMBER": "The number, as text.",
        "AMOUNT": "The whole amount.",
        "UNRECONCILED": "The open part.",
    },
)


@strawberry.input(description="How transactions are sorted.")
class TransactionOrder:
    """How transactions are sorted."""

    field: TransactionOrderField = strawberry.field(description="By what; dates go on by recording order.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Which way.")


@strawberry.input(description="Which unreconciled items to list; all that is given must hold.")
class UnreconciledFilter:
    """Which unreconciled items to list."""

    side: Side | None = strawberry.field(default=UNSET, description="Only debits or only credits.")
    kinds: list[TransactionKind] | None = strawberry.field(default=UNSET, description="Only these kinds.")
    search: str | None = strawberry.field(
        default=UNSET,
        description=(
            "A part of the owner's name, the account's number or the transaction's number, in any case; or its amount or "
            "open part, written as an amount (125.00 or 1,250)."
        ),
    )


class UnreconciledOrderField(enum.StrEnum):
    """What unreconciled items are sorted by."""

    DATE = "DATE"
    OWNER_NAME = "OWNER_NAME"
    UNRECONCILED = "UNRECONCILED"


describe(
    UnreconciledOrderField,
    "What unreconciled items are sorted by.",
    {"DATE": "The business date.", "OWNER_NAME": "The account owner's name.", "UNRECONCILED": "The open part."},
)


@strawberry.input(description="How unreconciled items are sorted.")
class UnreconciledOrder:
    """How unreconciled items are sorted."""

    field: UnreconciledOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Which way.")
