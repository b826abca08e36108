"""The query root. Each field declares its arguments and what it is in the database; the plan loads it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Annotated, Any

import strawberry

from api.graph.loading import Level, Loading, Want
from api.graph.relations import Paged, answered_by_plan, hang
from api.ids import Key, parse, row_id
from api.types.access import ApiToken, User, Viewer
from api.types.accounts import (
    Account,
    AccountFilter,
    AccountOrder,
    AccountSearch,
    prepare_accounts,
)
from api.types.connections import Connection, Node
from api.types.fields import ACCESS, BILLING, REPORTS, UNSET, VIEW, After, First, related
from api.types.history import AuditEvent, AuditFilter, audit_conditions
from api.types.integrity import IntegrityReport, TheIntegrityReport
from api.types.jobs import Job
from api.types.ledger_codes import LedgerCode
from api.types.nodes import NODES, seen_nodes
from api.types.orders import order_from
from api.types.periods import PeriodInput, period_from
from api.types.planned_payments import (
    DueFrom,
    DueTo,
    IncludeEnded,
    PlannedPayment,
    prepare_planned_payments,
)
from api.types.principals import shown_principal
from api.types.reports.aging import AgingReport
from api.types.reports.asked import AskedAsOf, AskedCurrency, AskedDay, OfPeriod, OnDay
from api.types.reports.payment_breakdown import PaymentBreakdownReport
from api.types.reports.payment_by_item import PaymentByItemReport
from api.types.reports.payment_by_ledger_code import PaymentByLedgerCodeReport
from api.types.reports.sales_by_ledger_code import SalesByLedgerCodeReport
from api.types.searches import searched
from api.types.transactions import (
    Transaction,
    TransactionItem,
    UnreconciledFilter,
    UnreconciledOrder,
)
from domain.queries import graph
from domain.queries.access import API_TOKENS, BY_NAME, NEWEST_TOKEN_FIRST, USERS
from domain.queries.jobs import JOBS, NEWEST_JOB_FIRST
from domain.queries.pages import Listing, Order
from domain.queries.records import accounts_by_number, transactions_by_number
from domain.queries.reports.scope import currencies_in_use
from domain.queries.search import UNRECONCILED_SEARCH
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class ByIdOrNumber:
    """One row by its id or its number; null when neither is given, both are, or there is none (domain R35)."""

    type_name: str
    number_to_id: Any

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """Finds the id where a number is given, then loads as any id."""
        given_id, number = want.arguments.get("id"), want.arguments.get("number")
        ids: list[int] = []
        if given_id is not None and number is None:
            ids = [row_id(given_id, self.type_name)]
        elif number is not None and given_id is None:
            ids = [row.id for row in (yield from self.number_to_id([number.strip()])).values()]
        found = yield from NODES[self.type_name](ids)
        yield from hang(loading, want, level, next(iter(found.values()), None))


@dataclass(frozen=True, slots=True)
class ById:
    """One row by its id; null when there is none (domain R35)."""

    type_name: str

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement."""
        found = yield from NODES[self.type_name]([row_id(want.arguments["id"], self.type_name)])
        yield from hang(loading, want, level, next(iter(found.values()), None))


@dataclass(frozen=True, slots=True)
class ByNodeIds:
    """Any rows by their ids, of any type, in the ids' order; null for those that are not there."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement a type, however many ids."""
        one = "id" in want.arguments
        ids = [want.arguments["id"]] if one else want.arguments["ids"]
        loading.take(Level([None] * len(ids)))
        parsed = [parse(each) for each in ids]
        times = Counter(parsed)
        found: dict[tuple[str, Key], Any] = {}
        for type_name in dict.fromkeys(each[0] for each in parsed if each is not None):
            wanted = {each[1] for each in parsed if each is not None and each[0] == type_name}
            rows = yield from seen_nodes(type_name, loading, wanted)
            if rows:
                found |= {(type_name, key): row for key, row in rows.items()}
                below = Level(list(rows.values()), {id(row): times[type_name, key] for key, row in rows.items()})
                yield from loading.fill(loading.schema.type_map[type_name], want.details, below)
        answer = [found.get(each) if each is not None else None for each in parsed]
        for row in level.rows:
            row.related[want.key] = answer[0] if one else answer


@dataclass(frozen=True, slots=True)
class TheViewer:
    """The one who asks: known without the database."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """Makes the row, and loads what is selected below it."""
        principal = loading.principal
        viewer = SimpleNamespace(
            kind=principal.kind,
            name=principal.name,
            principal=shown_principal(principal.key),
            permissions=sorted(principal.permissions),
            support_contact=loading.surroundings.support_contact,
            max_body_bytes=loading.surroundings.max_body_bytes,
            account_id=principal.account_id,
        )
        yield from hang(loading, want, level, viewer)


@dataclass(frozen=True, slots=True)
class AllLedgerCodes:
    """Every ledger code, by code."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement."""
        include = bool(want.arguments.get("includeArchived"))
        rows = yield from graph.ledger_codes(loading.left_rows, include_archived=include)
        below = Level(rows)
        loading.take(below)
        for row in level.rows:
            row.related[want.key] = rows
        yield from loading.fill(want.type, want.details, below)


@dataclass(frozen=True, slots=True)
class CurrenciesInUse:
    """The currencies that accounts have, by code."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement."""
        found = yield from currencies_in_use()
        loading.take(Level([None] * len(found)))
        for row in level.rows:
            row.related[want.key] = found


def prepare_unreconciled(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Unreconciled items as filtered and sorted (domain R27)."""
    listing = graph.UNRECONCILED_ITEMS
    if arguments.get("period") is not None:
        period = period_from(arguments["period"], loading.today)
        listing = listing.where(
            "i.date >= :first_day", "i.date <= :last_day", first_day=period.first, last_day=period.last
        )
    wished = arguments.get("filter") or {}
    if wished.get("side") is not None:
        listing = listing.where("i.side = :side", side=wished["side"])
    if wished.get("kinds") is not None:
        listing = listing.where("i.kind in :kinds", kinds=list(set(wished["kinds"])))
    listing = searched(listing, UNRECONCILED_SEARCH, loading, wished)
    return listing, order_from(graph.UNRECONCILED_ORDERS, arguments.get("orderBy"), "DATE")


Unfinished = Annotated[
    bool | None, strawberry.argument(description="Only jobs that have not ended yet, or only those that have.")
]


def prepare_jobs(_loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Jobs, newest first."""
    unfinished = arguments.get("unfinished")
    listing = JOBS
    if unfinished is not None:
        listing = listing.where("j.ended_at is null" if unfinished else "j.ended_at is not null")
    return listing, NEWEST_JOB_FIRST


def prepare_users(_loading: Loading, _arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Users, by name."""
    return USERS, BY_NAME


def prepare_api_tokens(_loading: Loading, _arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """API tokens, newest first."""
    return API_TOKENS, NEWEST_TOKEN_FIRST


def prepare_audit_log(_loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """The audit log as filtered, newest first."""
    conditions, values = audit_conditions(arguments.get("filter"))
    return graph.AUDIT_LOG.where(*conditions, **values), graph.NEWEST_EVENT_FIRST


@strawberry.type(description="What can be read.")
class Query:
    """What can be read."""

    viewer: Viewer = related(TheViewer(), "The one who asks.", client=True)

    @related(ByNodeIds(), "Anything by its id; null when there is no such thing, or you may not see it.")
    def node(self, id: strawberry.ID) -> Node | None:
        """Declares the argument."""
        answered_by_plan()

    @related(ByNodeIds(), "Many things by their ids, in the ids' order, null for what is not there.")
    def nodes(self, ids: list[strawberry.ID]) -> list[Node | None]:
        """Declares the argument."""
        answered_by_plan()

    @related(ByIdOrNumber("Account", accounts_by_number), "One account, by its id or its number.", VIEW)
    def account(self, id: strawberry.ID | None = UNSET, number: str | None = UNSET) -> Account | None:
        """Declares the arguments."""
        answered_by_plan()

    @related(Paged(prepare_accounts), "All accounts, by number unless sorted otherwise.", VIEW)
    def accounts(
        self,
        search: AccountSearch = UNSET,
        filter: AccountFilter | None = UNSET,
        order_by: AccountOrder | None = UNSET,
        first: First = 50,
        after: After = UNSET,
    ) -> Connection[Account]:
        """Declares the arguments."""
        answered_by_plan()

    @related(ByIdOrNumber("Transaction", transactions_by_number), "One transaction, by its id or its number.", BILLING)
    def transaction(self, id: strawberry.ID | None = UNSET, number: str | None = UNSET) -> Transaction | None:
        """Declares the arguments."""
        answered_by_plan()

    @related(
        Paged(prepare_unreconciled),
        "Items of both sides that have something open, or a faulty reconciliation to be mended (their status is "
        "RECONCILIATION_ERROR); oldest first unless sorted otherwise (domain R27).",
        BILLING,
    )
    def unreconciled_items(
        self,
        period: PeriodInput | None = UNSET,
        filter: UnreconciledFilter | None = UNSET,
        order_by: UnreconciledOrder | None = UNSET,
        first: First = 50,
        after: After = UNSET,
    ) -> Connection[TransactionItem]:
        """Declares the arguments."""
        answered_by_plan()

    @related(
        Paged(prepare_planned_payments),
        "Planned payments of all accounts, the earliest due first (domain R17).",
        BILLING,
    )
    def planned_payments(
        self,
        due_from: DueFrom = UNSET,
        due_to: DueTo = UNSET,
        account_id: strawberry.ID | None = UNSET,
        include_ended: IncludeEnded = False,  # noqa: FBT002 - a GraphQL argument
        first: First = 50,
        after: After = UNSET,
    ) -> Connection[PlannedPayment]:
        """Declares the arguments."""
        answered_by_plan()

    @related(AllLedgerCodes(), "The ledger codes, by code.")
    def ledger_codes(self, include_archived: bool | None = False) -> list[LedgerCode]:  # noqa: FBT001, FBT002 - a plain record; a GraphQL argument
        """Declares the argument."""
        answered_by_plan()

    @related(ById("Job"), "One job, by its id: how far it is, whoever started it.", BILLING)
    def job(self, id: strawberry.ID) -> Job | None:
        """Declares the argument."""
        answered_by_plan()

    @related(Paged(prepare_jobs), "All jobs, newest first, whoever started them.", BILLING)
    def jobs(
        self,
        unfinished: Unfinished = UNSET,
        first: First = 50,
        after: After = UNSET,
    ) -> Connection[Job]:
        """Declares the arguments."""
        answered_by_plan()

    currencies: list[str] = related(
        CurrenciesInUse(), "The currencies that accounts have, by ISO 4217 code: a report is of one of them.", REPORTS
    )

    @related(
        OfPeriod(),
        "Every payment, deposit, refund and payment correction of a period, with what it was applied to.",
        REPORTS,
    )
    def payment_by_item_report(
        self, period: PeriodInput, currency: AskedCurrency = UNSET, as_of: AskedAsOf = UNSET
    ) -> PaymentByItemReport:
        """Declares the arguments."""
        answered_by_plan()

    @related(
        OfPeriod(),
        "Payments received in a period, less what was given back, by ledger code and method.",
        REPORTS,
    )
    def payment_by_ledger_code_report(
        self, period: PeriodInput, currency: AskedCurrency = UNSET, as_of: AskedAsOf = UNSET
    ) -> PaymentByLedgerCodeReport:
        """Declares the arguments."""
        answered_by_plan()

    @related(
        OfPeriod(),
        "Payments of a period by the ledger code of what was sold, reconciliation by reconciliation, credits beside cash.",
        REPORTS,
    )
    def payment_breakdown_report(
        self, period: PeriodInput, currency: AskedCurrency = UNSET, as_of: AskedAsOf = UNSET
    ) -> PaymentBreakdownReport:
        """Declares the arguments."""
        answered_by_plan()

    @related(OfPeriod(), "Invoices of a period less credits and cancellations, by ledger code.", REPORTS)
    def sales_by_ledger_code_report(
        self, period: PeriodInput, currency: AskedCurrency = UNSET, as_of: AskedAsOf = UNSET
    ) -> SalesByLedgerCodeReport:
        """Declares the arguments."""
        answered_by_plan()

    @related(OnDay(), "What accounts owe on a day, by how late it is.", REPORTS)
    def aging_report(
        self, currency: AskedCurrency = UNSET, on: AskedDay = UNSET, as_of: AskedAsOf = UNSET
    ) -> AgingReport:
        """Declares the arguments."""
        answered_by_plan()

    @related(Paged(prepare_users), "Everybody who signs in or once did, staff and clients, by name.", ACCESS)
    def users(self, first: First = 50, after: After = UNSET) -> Connection[User]:
        """Declares the arguments."""
        answered_by_plan()

    @related(Paged(prepare_api_tokens), "The programs' ways in, the newest first, revoked ones too.", ACCESS)
    def api_tokens(self, first: First = 50, after: After = UNSET) -> Connection[ApiToken]:
        """Declares the arguments."""
        answered_by_plan()

    @related(Paged(prepare_audit_log), "Who did what, newest first.", ACCESS)
    def audit_log(
        self,
        filter: AuditFilter | None = UNSET,
        first: First = 50,
        after: After = UNSET,
    ) -> Connection[AuditEvent]:
        """Declares the arguments."""
        answered_by_plan()

    integrity_report: IntegrityReport = related(
        TheIntegrityReport(),
        "Verifies all that is stored, as `tieout verify` does: sums, reconciliations, facts and the audit log.",
        ACCESS,
    )


PUBLIC = frozenset({"viewer", "node", "nodes", "ledgerCodes"})
"""Root fields that anyone who is signed in may ask; what they give is guarded by its own type."""
