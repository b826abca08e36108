"""The bank's side in the graph: bank accounts, statements, lines, what explains them, and payers."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from strawberry import UNSET

from api.graph.ids import row_id
from api.graph.loaders import batches
from api.graph.loading import Loading
from api.graph.relations import By, Children, Paged, Values, always, rows_by_parent
from api.graph.scalars import Cents, Date, DateTime
from api.types.bank_suggestion_rows import load_suggestions_of_lines
from api.types.connections import Connection, Node
from api.types.fields import (
    After,
    Before,
    First,
    FirstSuggestions,
    Last,
    directives,
    exponent_beside,
    loaded_by,
    optional,
    plain,
    referenced,
    related,
    required,
)
from api.types.kinds import BankFileFormat, BankLinePartKind, BankLineStatus, DescribedEnum, OrderDirection, in_graph
from api.types.orders import order_from
from api.types.periods import PeriodInput, period_from
from api.types.searches import narrow_by_search
from domain.permissions import BILLING
from domain.queries import bank_graph, graph
from domain.queries.pages import Listing, Order
from domain.queries.search import BANK_LINE_SEARCH, PAYER_SEARCH
from domain.store.program import Program

if TYPE_CHECKING:
    from api.types.accounts import Account
    from api.types.bank_suggestions import BankLineSuggestion
    from api.types.history import Batch
    from api.types.transactions import Transaction

BatchRef = Annotated["Batch", strawberry.lazy("api.types.history")]
AccountRef = Annotated["Account", strawberry.lazy("api.types.accounts")]
TransactionRef = Annotated["Transaction", strawberry.lazy("api.types.transactions")]
SuggestionRef = Annotated["BankLineSuggestion", strawberry.lazy("api.types.bank_suggestions")]
BankAccountRef = Annotated["BankAccount", strawberry.lazy("api.types.bank")]


@strawberry.input
class BankLineFilter:
    """Which bank lines to list; they must match every field that is given."""

    statuses: list[BankLineStatus] | None = optional("Only lines with one of these statuses.")
    period: PeriodInput | None = optional("Only lines that were booked within this period.")
    search: str | None = optional(
        "A part of the payer's name or account, the text or the structured reference. Case, accents and the kind of "
        "apostrophe, dash and blank do not matter. An amount (125, 125.00, 1,250 or $125) finds lines of that amount, in "
        "or out."
    )
    batch_id: strawberry.ID | None = optional(
        "Only lines that this batch brought, such as an import's; those that another file had brought before are not among "
        "them."
    )


@in_graph
class BankLineOrderField(DescribedEnum):
    """What bank lines are sorted by."""

    BOOKED_ON = "BOOKED_ON", "The day on which the bank booked it."
    AMOUNT = "AMOUNT", "The signed amount: money that goes out comes first."


@strawberry.input
class BankLineOrder:
    """How bank lines are sorted."""

    field: BankLineOrderField = required("The field to sort by; equal ones are in the order of import.")
    direction: OrderDirection = optional("Ascending or descending.", default=OrderDirection.ASC)


def narrow_bank_lines(
    listing: Listing[Any], loading: Loading, arguments: Mapping[str, Any]
) -> tuple[Listing[Any], Order]:
    """Return a list of bank lines ``l`` as filtered and sorted."""
    filters = arguments.get("filter") or {}
    if filters.get("statuses") is not None:
        status = f"({bank_graph.LINE_STATUS}) in :statuses"
        listing = listing.filtered(status, statuses=list(set(filters["statuses"])))
    if filters.get("period") is not None:
        period = period_from(filters["period"], loading)
        days = "l.booked_on >= :first_day and l.booked_on <= :last_day"
        listing = listing.where(days, first_day=period.first, last_day=period.last)
    if filters.get("batchId") is not None:
        listing = listing.filtered("l.batch_id = :batch_id", batch_id=row_id(filters["batchId"], "Batch"))
    listing = narrow_by_search(listing, BANK_LINE_SEARCH, loading, filters, *BILLING)
    indexed = ["BOOKED_ON"] if listing.parents or filters.get("period") is not None else None
    return listing, order_from(bank_graph.LINE_ORDERS, arguments.get("orderBy"), "BOOKED_ON", indexed)


def prepare_payers(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return the remembered payers as searched, by name."""
    listing = narrow_by_search(bank_graph.PAYERS, PAYER_SEARCH, loading, arguments)
    return listing, bank_graph.BY_PAYER_NAME


def open_sum(place: int) -> Values:
    """Return what loads of bank accounts how many lines need an explanation (0), or what these leave unexplained (1)."""

    def sums(accounts: Sequence[Any]) -> Program[dict[int, int]]:
        found = yield from bank_graph.open_sums([each.id for each in accounts])
        return {account_id: both[place] for account_id, both in found.items()}

    return Values(sums, 0)


PayerSearch = Annotated[
    str | None,
    strawberry.argument(
        description="A part of the payer's name or account. Case, accents and the kind of apostrophe, dash and blank do not "
        "matter."
    ),
]


@strawberry.type(directives=directives(BILLING))
class BankLinePart(Node):
    """What explains a bank line, or some of it."""

    kind: BankLinePartKind = plain("A recorded transaction, a fee, or something else.")
    amount_cents: Cents = plain("How much of the line it explains, signed as money moves on the bank account.")
    transaction: TransactionRef | None = referenced(
        graph.transactions,
        "transaction_id",
        "The payment, deposit, refund or payment correction; null for other parts.",
    )
    reason: str | None = plain("Why, for whoever reads it later.")
    recorded_at: DateTime = plain("When the line was explained so.")
    recorded_by: str = plain("The name of who explained it so.")


@strawberry.type(directives=directives(BILLING))
class BankLine(Node):
    """One movement on a bank account, as the bank reported it. It never changes; parts explain it."""

    bank_account: BankAccountRef = referenced(
        bank_graph.bank_accounts, "bank_account_id", "The account that it moved on."
    )
    booked_on: Date = plain("The day on which the bank booked it.")
    value_on: Date | None = plain("The day from which it bears interest, where the bank says so.")
    amount_cents: Cents = plain("The amount: positive if money came in, negative if it went out.")
    payer_name: str | None = plain("The name of the other side: of the payer where money came in.")
    payer_account: str | None = plain("The IBAN or number of the other side's account.")
    text: str = plain("What the payer or the bank wrote; empty if nothing.")
    structured_reference: str | None = plain("The creditor reference, such as RF18 5390 0754 7034.")
    bank_id: str | None = plain("The bank's own id of the movement; banks may use one again.")
    fee_cents: Cents | None = plain("What a payment processor kept of it, negative; null if the file has none.")
    status: BankLineStatus = plain("How much of it is explained.")
    explained_cents: Cents = plain("What its parts add up to, between 0 and the amount.")
    ignored_reason: str | None = plain("Why it needs no explanation; null unless it is ignored.")
    parts: list[BankLinePart] = related(Children(bank_graph.parts_of_lines), "What explains it, oldest first.")

    @loaded_by(By(load_suggestions_of_lines))
    def suggestions(self, first: FirstSuggestions = 5) -> list[SuggestionRef]:
        """What it may be, while it needs an explanation: sure ones first, then those for which more speaks.

        They are alternatives. What is examined for them counts as rows.
        """


@strawberry.type(directives=directives(BILLING))
class BankStatement(Node):
    """The movements of one imported file on a bank account."""

    bank_account: BankAccountRef = referenced(bank_graph.bank_accounts, "bank_account_id", "The account that it is of.")
    format: BankFileFormat = plain("The format of the file.")
    first_day: Date = plain("The first day that it covers.")
    last_day: Date = plain("The last day that it covers.")
    opening_cents: Cents | None = plain("The balance before its first line; null if the file has none.")
    closing_cents: Cents | None = plain("The balance after its last line; null if the file has none.")
    line_count: int = plain("How many movements it has, those of earlier files included.")
    recorded_at: DateTime = plain("When it was imported.")
    recorded_by: str = plain("The name of who imported it.")
    batch: BatchRef = referenced(batches, "batch_id", "The import, which can be undone while its lines are open.")


@strawberry.type(directives=directives(BILLING))
class BankAccount(Node):
    """An account of the organisation itself, at a bank or a payment processor."""

    name: str = plain("Its name, unique in the organisation.")
    currency: str = plain("The ISO 4217 code of its currency, which never changes.")
    currency_exponent: int = exponent_beside()
    iban: str | None = plain("Its IBAN, without blanks.")
    number: str | None = plain("Its number, where it has no IBAN.")
    open_lines: int = related(open_sum(0), "How many lines still need an explanation, wholly or in part.")
    open_cents: Cents = related(open_sum(1), "What these lines leave unexplained, money out subtracted.")

    @loaded_by(Paged(partial(narrow_bank_lines, bank_graph.LINES_OF_ACCOUNTS)))
    def lines(
        self,
        filter: BankLineFilter | None = UNSET,
        order_by: BankLineOrder | None = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[BankLine]:
        """Its lines, by the day of booking unless sorted otherwise."""

    @loaded_by(Paged(always(bank_graph.STATEMENTS_OF_ACCOUNTS, bank_graph.LATEST_STATEMENT_FIRST)))
    def statements(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[BankStatement]:
        """Its statements, the latest days first."""


@strawberry.type(directives=directives(BILLING))
class Payer(Node):
    """Who pays by bank, remembered when a person explained a line: by the number of their account, else by their name."""

    name: str | None = plain("The name that the bank gave.")
    payer_account: str | None = plain("The IBAN or number of their account.")
    accounts: list[AccountRef] = related(
        rows_by_parent(bank_graph.accounts_of_payers),
        "The accounts for which they have paid; one who pays for several is never sure.",
    )
    times_seen: int = related(Values(bank_graph.times_seen, 0), "How many bank lines are theirs.")
