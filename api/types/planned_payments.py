"""Planned payments in the graph (domain R17)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from strawberry import UNSET

from api.graph.ids import row_id
from api.graph.loaders import accounts
from api.graph.loading import Loading
from api.graph.relations import Counterpart, Paged, always
from api.graph.scalars import Cents, Date
from api.types.connections import Node
from api.types.fields import After, Before, First, Last, directives, loaded_by, plain, referenced
from api.types.kinds import PaymentMethod, PlannedPaymentState
from api.types.labels import MetadataEntry, external_id_field, metadata_field
from api.types.searches import narrow_by_search
from api.types.transactions import Transaction
from domain.permissions import BILLING
from domain.queries import graph
from domain.queries.pages import Listing, Order
from domain.queries.search import PLANNED_SEARCH

if TYPE_CHECKING:
    from api.types.accounts import Account
    from api.types.reconciliations import ReconciliationConnection


_DEBIT_ITEM = Counterpart(
    graph.items, lambda _parent, each: each.debit_item_id, frozenset({"debit_item_id"}), "r.debit_item_id"
)
"""Seen from a planned payment, the other side is what it will pay for."""


@strawberry.type(directives=directives(BILLING))
class PlannedPayment(Node):
    """A future payment (an installment), and the invoice items that it is for."""

    due_on: Date = plain("The day on which it will be taken.", client=True)
    amount_cents: Cents = plain("How much will be taken.", client=True)
    method: PaymentMethod = plain("The method: cash, check, card, eCheck, transfer or other.", client=True)
    state: PlannedPaymentState = plain("Whether it is outstanding, processed or deleted.")
    external_id: str | None = external_id_field()
    metadata: list[MetadataEntry] = metadata_field()
    account: Annotated["Account", strawberry.lazy("api.types.accounts")] = referenced(
        accounts, "account_id", "The account that it is on."
    )
    transaction: Transaction | None = referenced(
        graph.transactions, "transaction_id", "The payment that it became; null until it is processed."
    )

    @loaded_by(Paged(always(graph.RECONCILIATIONS_OF_PLANNED_PAYMENTS, graph.BY_RECONCILIATION), _DEBIT_ITEM))
    def reconciliations(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Annotated["ReconciliationConnection", strawberry.lazy("api.types.reconciliations")]:
        """The invoice items it will pay, each with the amount that it holds of it until it is processed."""


DueFrom = Annotated[Date | None, strawberry.argument(description="Due on this day or later.")]
DueTo = Annotated[Date | None, strawberry.argument(description="Due on this day or earlier.")]
IncludeEnded = Annotated[
    bool | None, strawberry.argument(description="True: include planned payments that were processed or deleted.")
]

PlannedSearch = Annotated[
    str | None,
    strawberry.argument(
        description=(
            "A part of the owner's name, the account's number, the description of an item that it holds, the invoice's "
            "number, or the number or reference of the payment that it became; or its amount (75, 75.00 or $75). Case, "
            "accents and the kind of apostrophe, dash and blank do not matter."
        )
    ),
]


def prepare_planned_payments(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return all planned payments as filtered, the earliest due first."""
    listing = _narrow(graph.PLANNED_PAYMENTS, arguments)
    if arguments.get("accountId") is not None:
        account_id = row_id(arguments["accountId"], "Account")
        listing = listing.where("p.account_id = :account_id", account_id=account_id)
    listing = narrow_by_search(listing, PLANNED_SEARCH, loading, arguments)
    return listing, graph.BY_DUE_DATE


def prepare_planned_payments_of_accounts(_loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return the planned payments of accounts as filtered, the earliest due first."""
    return _narrow(graph.PLANNED_PAYMENTS_OF_ACCOUNTS, arguments), graph.BY_DUE_DATE


def _narrow(listing: Listing[Any], arguments: Mapping[str, Any]) -> Listing[Any]:
    if not arguments.get("includeEnded"):
        listing = listing.filtered(graph.OUTSTANDING_PLANNED)
    if arguments.get("dueFrom") is not None:
        listing = listing.where("p.due_on >= :due_from", due_from=arguments["dueFrom"])
    if arguments.get("dueTo") is not None:
        listing = listing.where("p.due_on <= :due_to", due_to=arguments["dueTo"])
    return listing
