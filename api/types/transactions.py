"""Transactions and their items in the graph."""

from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from strawberry import UNSET

from api.graph.loaders import accounts, batches, ledger_codes, members
from api.graph.relations import By, Children, Counterpart, One, Paged, Values, always, rows_by_parent
from api.graph.scalars import Cents, Date, DateTime
from api.types.connections import Node
from api.types.fields import (
    After,
    Before,
    First,
    FirstSuggestions,
    Last,
    computed,
    directives,
    exponent_beside,
    loaded_by,
    plain,
    referenced,
    related,
)
from api.types.kinds import PaymentMethod, PaymentState, ReconciliationStatus, Side, TransactionKind
from api.types.labels import MetadataEntry, external_id_field, metadata_field
from api.types.ledger_codes import LedgerCode
from api.types.suggestion_rows import DEFAULT_SUGGESTIONS, load_suggestions_of_items
from domain.permissions import BILLING
from domain.queries import bank_graph, graph
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
    external_id: str | None = external_id_field()
    metadata: list[MetadataEntry] = metadata_field()
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
    def reconciliations(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> EdgesRef:
        """Its reconciliations, oldest first."""

    @loaded_by(By(load_suggestions_of_items))
    def suggestions(self, first: FirstSuggestions = DEFAULT_SUGGESTIONS) -> list[SuggestionRef]:
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
    external_id: str | None = external_id_field()
    metadata: list[MetadataEntry] = metadata_field()
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
    def reconciliations(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> EdgesRef:
        """The reconciliations of all its items, oldest first."""
