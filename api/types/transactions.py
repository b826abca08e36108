"""Transactions and their items in the graph."""

from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import strawberry
from strawberry import UNSET

from api.graph.loaders import accounts, batches, ledger_codes, members
from api.graph.loading import Loading
from api.graph.relations import By, Children, Counterpart, One, Paged, Values, always, rows_by_parent
from api.graph.scalars import Cents, Date, DateTime
from api.permissions.directives import OpenToClient
from api.types.connections import Node
from api.types.fields import (
    After,
    First,
    computed,
    directives,
    exponent_beside,
    loaded_by,
    optional,
    plain,
    referenced,
    related,
    required,
)
from api.types.kinds import (
    DescribedEnum,
    OrderDirection,
    PaymentMethod,
    PaymentState,
    ReconciliationStatus,
    Side,
    TransactionKind,
    in_graph,
)
from api.types.ledger_codes import LedgerCode
from api.types.periods import PeriodInput, period_from
from api.types.searches import narrow_by_search
from api.types.suggestion_rows import DEFAULT_SUGGESTIONS, load_suggestions_of_items
from domain.permissions import BILLING
from domain.queries import bank_graph, graph
from domain.queries.pages import Listing
from domain.queries.search import TRANSACTION_SEARCH
from domain.queries.status_reasons import reasons_of_items, reasons_of_transactions

if TYPE_CHECKING:
    from api.types.accounts import Account, Member
    from api.types.bank import BankLine
    from api.types.history import Batch
    from api.types.planned_payments import PlannedPayment
    from api.types.reconciliations import ReconciliationConnection
    from api.types.suggestions import Suggestion

AccountRef = Annotated["Account", strawberry.lazy("api.types.accounts")]
MemberRef = Annotated["Member", strawberry.lazy("api.types.accounts")]
TransactionRef = Annotated["Transaction", strawberry.lazy("api.types.transactions")]
ItemRef = Annotated["TransactionItem", strawberry.lazy("api.types.transactions")]
EdgesRef = Annotated["ReconciliationConnection", strawberry.lazy("api.types.reconciliations")]
BatchRef = Annotated["Batch", strawberry.lazy("api.types.history")]
SuggestionRef = Annotated["Suggestion", strawberry.lazy("api.types.suggestions")]
BankLineRef = Annotated["BankLine", strawberry.lazy("api.types.bank")]
PlannedPaymentRef = Annotated["PlannedPayment", strawberry.lazy("api.types.planned_payments")]

FirstOfItem: TypeAlias = Annotated[
    int | None,
    strawberry.argument(
        description="How many suggestions to return, 1 to 1,000; there are at most five.", directives=[OpenToClient()]
    ),
]

OWN_ID = attrgetter("id")
"""The key of a relation whose rows refer to their parent."""


def reconciliations_at(end: str) -> Paged:
    """Return the reconciliations of an item or a transaction, with the other side seen from there."""
    here = attrgetter(f"credit_{end}_id")

    def other_item(parent: Any, reconciliation: Any) -> int | None:
        other: int | None = (
            reconciliation.debit_item_id if here(reconciliation) == parent.id else reconciliation.credit_item_id
        )
        return other

    reads = frozenset({f"credit_{end}_id", "credit_item_id", "debit_item_id"})
    other = f"case when r.credit_{end}_id = {{parent}} then r.debit_item_id else r.credit_item_id end"
    prepare = always(graph.reconciliations_of(end), graph.BY_RECONCILIATION)
    return Paged(prepare, Counterpart(graph.items, other_item, reads, other))


@strawberry.type(directives=directives(BILLING))
class TransactionItem(Node):
    """A line of a transaction. Reconciliations connect items."""

    position: int = plain(
        "Its position in the transaction, from 1; money is applied to items in this order.", client=True
    )
    description: str = plain("What is charged or credited.", client=True)
    ledger_code: LedgerCode | None = referenced(
        ledger_codes, "ledger_code_id", "Its ledger code; null for payments, deposits and refunds."
    )
    member: MemberRef | None = referenced(members, "member_id", "The member whom it is for.", client=True)
    cancels: ItemRef | None = referenced(
        graph.items, "cancels_id", "The invoice item that this cancellation takes back."
    )
    cancellations: list[ItemRef] = related(
        Children(graph.cancellations_of), "The cancellation items that take back this invoice item, oldest first."
    )
    age_days: int = computed("Days from its date to today.", lambda item, context: (context.today - item.date).days)
    amount_cents: Cents = plain("Its full amount, whether reconciled or not.", client=True)
    reconciled_cents: Cents = plain("Its reconciled part, including processing money, without planned money.")
    settled_cents: Cents = plain("The part reconciled with money that has arrived.")
    planned_cents: Cents = plain("The part held by planned payments.")
    unreconciled_cents: Cents = plain("Its open part: the amount less the reconciled and the planned part.")
    status: ReconciliationStatus = plain("How much of it is reconciled.")
    status_reason: str = related(
        Values(reasons_of_items), "The status in words, in one line: also why it failed or is an error."
    )
    transaction: TransactionRef = referenced(
        graph.recorded_transactions, "transaction_id", "The transaction that it is a line of."
    )

    @loaded_by(reconciliations_at("item"))
    def reconciliations(self, first: First = 50, after: After = UNSET) -> EdgesRef:
        """Its reconciliations, oldest first."""

    @loaded_by(By(load_suggestions_of_items))
    def suggestions(self, first: FirstOfItem = DEFAULT_SUGGESTIONS) -> list[SuggestionRef]:
        """What its open money may pay for, at most five suggestions, best first; none for a debit item.

        They are alternatives; applying one may change those of other items of the account. All that is open on the
        account is examined and counts as rows.
        """


@strawberry.type(directives=directives(BILLING))
class Transaction(Node):
    """An invoice, payment, deposit, credit, cancellation, refund or payment correction."""

    number: str = plain("Its number, unique in the organisation; a payment's is the receipt ID.", client=True)
    kind: TransactionKind = plain("The kind of transaction.", client=True)
    side: Side = plain("Whether it raises or lowers the balance.", client=True)
    date: Date = plain("Its business date, which may be earlier than the day of recording.", client=True)
    due_on: Date | None = plain("When an invoice is due; null if on its date.", client=True)
    recorded_at: DateTime = plain("When it was recorded, which may be later than its date.")
    description: str = plain(
        "A text about the whole transaction, such as Summer term; null if it has none.", client=True
    )
    reference: str | None = plain("A payer's reference, such as a check number.")
    currency: str = plain("The ISO 4217 code of its account's currency.")
    currency_exponent: int = exponent_beside()
    amount_cents: Cents = plain("The whole amount: the sum of its items.", client=True)
    method: PaymentMethod | None = plain("The payment method; null for invoices and credits.", client=True)
    payment_state: PaymentState | None = plain("Whether a payment's or deposit's money has arrived.", client=True)
    confirmed_at: DateTime | None = plain("When the money of a payment or deposit was recorded as arrived.")
    failed_at: DateTime | None = plain("When a payment or deposit was recorded as failed, or moved to another account.")
    corrects: TransactionRef | None = referenced(
        graph.transactions, "corrects_id", "The payment that this correction reverses."
    )
    corrected_by: TransactionRef | None = related(
        One(graph.corrections_of, OWN_ID), "The correction that reverses this payment."
    )
    planned_payment: PlannedPaymentRef | None = related(
        One(graph.planned_payments_of, OWN_ID), "The planned payment that became this payment."
    )
    moved_from: TransactionRef | None = referenced(
        graph.transactions, "moved_from_id", "The payment on another account that was moved here.", BILLING
    )
    moved_to: TransactionRef | None = related(
        One(graph.moves_of, OWN_ID), "The payment on another account to which this one was moved.", BILLING
    )
    write_off: bool = plain(
        "Whether it is a write-off: a credit that settles only the invoice items for which it was recorded."
    )
    batch: BatchRef = referenced(
        batches, "batch_id", "Everything that was recorded with it, which can be undone as one."
    )
    status: ReconciliationStatus = plain("How much of it is reconciled.")
    status_reason: str = related(
        Values(reasons_of_transactions), "The status in words, in one line: also why it failed or is an error."
    )
    reconciled_cents: Cents = plain("Its reconciled part, including processing money, without planned money.")
    settled_cents: Cents = plain("The part reconciled with money that has arrived.")
    planned_cents: Cents = plain("The part held by planned payments.")
    unreconciled_cents: Cents = plain("Its open part: the amount less the reconciled and the planned part.")
    planned_shortfall_cents: Cents = plain("The part that planned payments do not cover; 0 if there are none.")
    account: AccountRef = referenced(accounts, "account_id", "The account that it is on.")
    items: list[TransactionItem] = related(Children(graph.items_of), "Its items, in listed order.", client=True)

    bank_lines: list[BankLineRef] = related(
        rows_by_parent(bank_graph.lines_of_transactions),
        "The bank lines that it explains, wholly or in part, earliest first.",
    )

    @loaded_by(reconciliations_at("transaction"))
    def reconciliations(self, first: First = 50, after: After = UNSET) -> EdgesRef:
        """The reconciliations of all its items, oldest first."""


@strawberry.input
class TransactionFilter:
    """Which transactions to list; they must match every field that is given."""

    kinds: list[TransactionKind] | None = optional("Only transactions of these kinds, such as `[PAYMENT, DEPOSIT]`.")
    statuses: list[ReconciliationStatus] | None = optional("Only transactions with one of these statuses.")
    period: PeriodInput | None = optional("Only dates within this period.")
    search: str | None = optional(
        "A part of the number, the description, the reference or an item's description. Case, accents and the kind of "
        "apostrophe, dash and blank do not matter. An amount, with or without its currency (125, 125.00, 1,250 or $125), "
        "also finds those of which this is the amount, the open part or an item's amount."
    )


def narrow_transactions(listing: Listing[Any], loading: Loading, filters: Mapping[str, Any]) -> Listing[Any]:
    """Return a list of transactions ``t`` as filtered."""
    if filters.get("kinds") is not None:
        listing = listing.where("t.kind in :kinds", kinds=list(set(filters["kinds"])))
    if filters.get("statuses") is not None:
        status = f"({graph.status_expression('t')}) in :statuses"
        listing = listing.where(status, statuses=list(set(filters["statuses"])))
    if filters.get("period") is not None:
        period = period_from(filters["period"], loading)
        days = "t.date >= :first_day and t.date <= :last_day"
        listing = listing.where(days, first_day=period.first, last_day=period.last)
    return narrow_by_search(listing, TRANSACTION_SEARCH, loading, filters)


@in_graph
class TransactionOrderField(DescribedEnum):
    """What transactions are sorted by."""

    DATE = "DATE", "The business date, then the order of recording."
    NUMBER = "NUMBER", "The number, compared as text: 10 comes before 9."
    AMOUNT = "AMOUNT", "The whole amount of the transaction."
    UNRECONCILED = "UNRECONCILED", "The open part: what is neither reconciled nor planned."


@strawberry.input
class TransactionOrder:
    """How transactions are sorted."""

    field: TransactionOrderField = required("The field to sort by; equal dates are in the order of recording.")
    direction: OrderDirection = optional("Ascending or descending.", default=OrderDirection.ASC)


@strawberry.input
class UnreconciledFilter:
    """Which unreconciled items to list; they must match every field that is given."""

    side: Side | None = optional("Only debits or only credits.")
    kinds: list[TransactionKind] | None = optional("Only transactions of these kinds, such as `[PAYMENT, DEPOSIT]`.")
    methods: list[PaymentMethod] | None = optional("Only money that was paid by one of these methods.")
    batch_id: strawberry.ID | None = optional("Only transactions that this batch recorded, such as an import's.")
    has_invalid_reconciliation: bool | None = optional(
        "Only items with an invalid reconciliation, whose status is RECONCILIATION_ERROR, or only those without."
    )
    search: str | None = optional(
        "A part of the owner's name, the account's number, the transaction's number or reference, or the item's "
        "description. Case, accents and the kind of apostrophe, dash and blank do not matter. An amount, with or without "
        "its currency (125, 125.00, 1,250 or $125), also finds those of which this is the amount or the open part."
    )


@in_graph
class UnreconciledOrderField(DescribedEnum):
    """What unreconciled items are sorted by."""

    DATE = "DATE", "The transaction's business date."
    OWNER_NAME = "OWNER_NAME", "The account owner's name."
    UNRECONCILED = "UNRECONCILED", "The open part: what is neither reconciled nor planned."


@strawberry.input
class UnreconciledOrder:
    """How unreconciled items are sorted."""

    field: UnreconciledOrderField = required("What the rows are sorted by.")
    direction: OrderDirection = optional("Ascending or descending.", default=OrderDirection.ASC)
