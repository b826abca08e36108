"""The query root. Each field declares its arguments and what it is in the database; the plan loads it."""

import strawberry

from api.graph.relations import Paged, answered_by_plan
from api.listings import (
    Unfinished,
    prepare_api_tokens,
    prepare_audit_log,
    prepare_jobs,
    prepare_unreconciled,
    prepare_users,
)
from api.lookups import AllLedgerCodes, ById, ByIdOrNumber, ByNodeIds, CurrenciesInUse, TheViewer
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
from api.types.history import AuditEvent, AuditFilter
from api.types.integrity import IntegrityReport, TheIntegrityReport
from api.types.jobs import Job
from api.types.ledger_codes import LedgerCode
from api.types.periods import PeriodInput
from api.types.planned_payments import (
    DueFrom,
    DueTo,
    IncludeEnded,
    PlannedPayment,
    PlannedSearch,
    prepare_planned_payments,
)
from api.types.reports.aging import AgingReport
from api.types.reports.asked import AskedAsOf, AskedCurrency, AskedDay, OfPeriod, OnDay
from api.types.reports.payment_breakdown import PaymentBreakdownReport
from api.types.reports.payment_by_item import PaymentByItemReport
from api.types.reports.payment_by_ledger_code import PaymentByLedgerCodeReport
from api.types.reports.sales_by_ledger_code import SalesByLedgerCodeReport
from api.types.transactions import (
    Transaction,
    UnreconciledFilter,
    UnreconciledOrder,
)
from api.types.unreconciled import UnreconciledItems
from domain.queries.records import accounts_by_number, transactions_by_number
from domain.queries.unreconciled import unreconciled_totals


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
        Paged(prepare_unreconciled, totals=unreconciled_totals),
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
    ) -> UnreconciledItems:
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
        search: PlannedSearch = UNSET,
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
        CurrenciesInUse(),
        "The currencies that accounts have, as ISO 4217 codes, that of most accounts first: a report is of one of them.",
        REPORTS,
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
