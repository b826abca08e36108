"""Planned payments in the graph (domain R17)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.graph.loading import Loading
from api.graph.relations import Counterpart, One, Paged, answered_by_plan
from api.ids import row_id
from api.scalars import Cents, Date
from api.types.connections import Node
from api.types.fields import BILLING, After, First, described, directives, plain, related
from api.types.kinds import PaymentMethod, PlannedPaymentState
from api.types.searches import searched
from api.types.transactions import Transaction, accounts
from domain.queries import graph
from domain.queries.pages import Listing, Order
from domain.queries.records import by_ids
from domain.queries.search import PLANNED_SEARCH
from domain.rows import PlannedPaymentRow

if TYPE_CHECKING:
    from api.types.accounts import Account
    from api.types.reconciliations import ReconciliationConnection


def planned_payments(ids: Any) -> Any:
    """Planned payments by id."""
    return by_ids(PlannedPaymentRow, ids)


def _prepare_edges(_loading: Loading, _arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    return graph.EDGES_OF_PLANNED_PAYMENTS, graph.BY_EDGE


@strawberry.type(
    description=described("A future payment (an installment), and the invoice items that it is for.", BILLING),
    directives=directives(BILLING),
)
class PlannedPayment(Node):
    """A future payment (domain R17)."""

    due_on: Date = plain("When it is to be taken.", client=True)
    amount_cents: Cents = plain("How much will be taken.", client=True)
    method: PaymentMethod = plain("How it will be taken.", client=True)
    state: PlannedPaymentState = plain("Whether it is still to come, and what became of it.")
    account: Annotated["Account", strawberry.lazy("api.types.accounts")] = related(
        One(accounts, lambda planned: planned.account_id), "The account that it is on."
    )
    transaction: Transaction | None = related(
        One(graph.transactions, lambda planned: planned.transaction_id), "The payment that it became; null before."
    )

    @related(
        Paged(_prepare_edges, Counterpart(graph.items, lambda _parent, edge: edge.debit_item_id)),
        "What it holds of invoice items until it is processed.",
    )
    def reconciliations(
        self, first: First = 50, after: After = strawberry.UNSET
    ) -> Annotated["ReconciliationConnection", strawberry.lazy("api.types.reconciliations")]:
        """Declares the arguments."""
        answered_by_plan()


DueFrom = Annotated[Date | None, strawberry.argument(description="Due on this day or later.")]
DueTo = Annotated[Date | None, strawberry.argument(description="Due on this day or earlier.")]
IncludeEnded = Annotated[
    bool | None,
    strawberry.argument(description="Those too that were processed or deleted; by default only what is still to come."),
]

PlannedSearch = Annotated[
    str | None,
    strawberry.argument(
        description=(
            "A part of the owner's name, the account's number, the description of an item that it holds, the invoice's "
            "number or the number of the payment that it became, in any case; or its amount, written as such (75.00)."
        )
    ),
]


def prepare_planned_payments(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """All planned payments as filtered, the earliest due first."""
    listing = _narrowed(graph.PLANNED_PAYMENTS, loading, arguments)
    if arguments.get("accountId") is not None:
        account_id = row_id(arguments["accountId"], "Account")
        listing = listing.where("p.account_id = :account_id", account_id=account_id)
    listing = searched(listing, PLANNED_SEARCH, loading, arguments)
    return listing, graph.BY_DUE_DATE


def prepare_planned_payments_of_accounts(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """The planned payments of accounts as filtered, the earliest due first."""
    return _narrowed(graph.PLANNED_PAYMENTS_OF_ACCOUNTS, loading, arguments), graph.BY_DUE_DATE


def _narrowed(listing: Listing[Any], _loading: Loading, arguments: Mapping[str, Any]) -> Listing[Any]:
    if not arguments.get("includeEnded"):
        listing = listing.where(graph.OUTSTANDING_PLANNED)
    if arguments.get("dueFrom") is not None:
        listing = listing.where("p.due_on >= :due_from", due_from=arguments["dueFrom"])
    if arguments.get("dueTo") is not None:
        listing = listing.where("p.due_on <= :due_to", due_to=arguments["dueTo"])
    return listing
