"""The query root: each field declares its arguments and the relation that loads it."""

from functools import partial

import strawberry
from strawberry import UNSET

from api.graph.relations import By, Paged, Totals, always
from api.queries.lists import (
    DatedBefore,
    MailsOfJob,
    MailStates,
    Unfinished,
    prepare_all_transactions,
    prepare_audit_log,
    prepare_jobs,
    prepare_mails,
    prepare_processing_payments,
    prepare_unreconciled,
)
from api.queries.lookups import (
    ByIdOrNumber,
    load_by_external_id,
    load_currencies,
    load_ledger_codes,
    load_nodes_by_ids,
    load_viewer,
)
from api.types.access import ApiToken, PermissionTemplate, Role, User, Viewer, load_templates
from api.types.accounts import Account, AccountFilter, AccountOrder, AccountSearch, prepare_accounts
from api.types.bank import (
    BankAccount,
    BankLine,
    BankLineFilter,
    BankLineOrder,
    Payer,
    PayerSearch,
    narrow_bank_lines,
    prepare_payers,
)
from api.types.changes import (
    ChangeConnection,
    ChangeKinds,
    ChangesAfter,
    ChangesBefore,
    ChangesFirst,
    ChangesLast,
    Feed,
    Fingerprint,
)
from api.types.closings import BooksClosing
from api.types.connections import Connection, Node
from api.types.fields import ACCESS, REPORTS, VIEW, After, Before, First, Last, loaded_by, related
from api.types.files import FileMapping, load_file_mappings
from api.types.history import AuditEvent, AuditFilter
from api.types.integrity import IntegrityReport, load_integrity_report
from api.types.jobs import Job
from api.types.journals import Journal, load_journal
from api.types.ledger_codes import LedgerCode
from api.types.mail import Mail
from api.types.periods import PeriodInput
from api.types.planned_payments import (
    DueFrom,
    DueTo,
    IncludeEnded,
    PlannedPayment,
    PlannedSearch,
    prepare_planned_payments,
)
from api.types.reconciliations import ReconciliationConnection, ReconciliationFilter, prepare_reconciliations
from api.types.reports.report import AsOfArgument, CurrencyArgument, LongReport, root_fields
from api.types.statements import Statement, load_statement
from api.types.suggestion_quality import SuggestionQuality, load_suggestion_quality
from api.types.transaction_lists import TransactionFilter, TransactionOrder, UnreconciledFilter, UnreconciledOrder
from api.types.transactions import Transaction
from api.types.unreconciled import UnreconciledItems
from api.types.webhooks import Webhook
from domain.permission_templates import ROLE_TEMPLATES, TOKEN_TEMPLATES
from domain.permissions import BILLING, Permission
from domain.queries import bank_graph, graph
from domain.queries.access import API_TOKENS, BY_NAME, BY_ROLE_NAME, NEWEST_TOKEN_FIRST, ROLES, USERS
from domain.queries.closings import CLOSINGS, NEWEST_CLOSING_FIRST
from domain.queries.journals import JOURNALS, NEWEST_JOURNAL_FIRST
from domain.queries.unreconciled import unreconciled_count, unreconciled_totals
from domain.queries.webhooks import BY_CREATION, WEBHOOKS
from domain.tables import AccountRow, TransactionRow

UNRECONCILED_TOTALS = Totals(
    unreconciled_totals, lambda totals: sum(each.debit_count + each.credit_count for each in totals)
)
QUALITY = (*BILLING, *REPORTS)
"""What the quality of suggestions needs: it shows money, and sums over it."""


@strawberry.type
class Query:
    """Everything that can be read."""

    viewer: Viewer = related(By(load_viewer), "The user, token or client that sends the request.", client=True)

    @loaded_by(By(load_nodes_by_ids))
    def node(self, id: strawberry.ID) -> Node | None:
        """One object of any type by its id; null if it does not exist or you may not see it."""

    @loaded_by(By(load_nodes_by_ids))
    def nodes(self, ids: list[strawberry.ID]) -> list[Node | None]:
        """Objects of any type by their ids, in the ids' order; null for each that does not exist or that you may not see."""

    @loaded_by(By(load_by_external_id), VIEW)
    def by_external_id(self, external_id: str) -> list[Node]:
        """All present objects that another system calls this and you may see: at most one of each kind.

        Accounts, members, transactions, items, planned payments and ledger codes, in this order.
        """

    @loaded_by(ByIdOrNumber("Account", graph.accounts_by_number, graph.accounts_by_external_id, AccountRow), VIEW)
    def account(
        self, id: strawberry.ID | None = UNSET, number: str | None = UNSET, external_id: str | None = UNSET
    ) -> Account | None:
        """One account, by its id, its number, or what another system calls it.

        If an undo withdrew the account of that number, the answer is null and its `extensions.undone` says when and by whom.
        """

    @loaded_by(Paged(prepare_accounts), VIEW)
    def accounts(
        self,
        search: AccountSearch = UNSET,
        filter: AccountFilter | None = UNSET,
        order_by: AccountOrder | None = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[Account]:
        """All accounts, by number unless sorted otherwise."""

    @loaded_by(
        ByIdOrNumber("Transaction", graph.transactions_by_number, graph.transactions_by_external_id, TransactionRow),
        BILLING,
    )
    def transaction(
        self, id: strawberry.ID | None = UNSET, number: str | None = UNSET, external_id: str | None = UNSET
    ) -> Transaction | None:
        """One transaction, by its id, its number, or what another system calls it.

        If an undo withdrew the transaction of that number, the answer is null and its `extensions.undone` says when and by
        whom, as long as no other transaction takes the number.
        """

    @loaded_by(Paged(prepare_all_transactions), BILLING)
    def transactions(
        self,
        filter: TransactionFilter | None = UNSET,
        order_by: TransactionOrder | None = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[Transaction]:
        """The transactions of all accounts, oldest first unless sorted otherwise."""

    @loaded_by(Paged(prepare_reconciliations), BILLING)
    def reconciliations(
        self,
        filter: ReconciliationFilter | None = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> ReconciliationConnection:
        """The reconciliations of all accounts, in the order in which they were made."""

    @loaded_by(Paged(prepare_unreconciled, totals=UNRECONCILED_TOTALS, count=unreconciled_count), BILLING)
    def unreconciled_items(
        self,
        period: PeriodInput | None = UNSET,
        filter: UnreconciledFilter | None = UNSET,
        order_by: UnreconciledOrder | None = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> UnreconciledItems:
        """Items of both sides that have an open part, oldest first unless sorted otherwise.

        Items with an invalid reconciliation, whose status is RECONCILIATION_ERROR, are listed too.
        """

    @loaded_by(Paged(prepare_processing_payments, before="beforeCursor"), BILLING)
    def processing_payments(
        self,
        before: DatedBefore = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before_cursor: Before = UNSET,
    ) -> Connection[Transaction]:
        """Payments whose money has not arrived, oldest first: confirm each, or record that it failed."""

    @loaded_by(Paged(prepare_planned_payments), BILLING)
    def planned_payments(
        self,
        due_from: DueFrom = UNSET,
        due_to: DueTo = UNSET,
        account_id: strawberry.ID | None = UNSET,
        include_ended: IncludeEnded = False,  # noqa: FBT002 - a GraphQL argument
        search: PlannedSearch = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[PlannedPayment]:
        """Planned payments of all accounts, the earliest due first."""

    @loaded_by(By(load_ledger_codes))
    def ledger_codes(self, include_archived: bool | None = False) -> list[LedgerCode]:  # noqa: FBT001, FBT002 - a plain record; a GraphQL argument
        """All ledger codes, sorted by code."""

    file_mappings: list[FileMapping] = related(
        By(load_file_mappings), "All saved mappings, which say how files are read, by name.", (Permission.IMPORT_DATA,)
    )

    @loaded_by(ByIdOrNumber("Job"), BILLING)
    def job(self, id: strawberry.ID) -> Job | None:
        """One job by its id, whoever started it."""

    @loaded_by(Paged(prepare_jobs), BILLING)
    def jobs(
        self,
        unfinished: Unfinished = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[Job]:
        """All jobs, newest first, whoever started them."""

    @loaded_by(Paged(prepare_mails), BILLING)
    def mails(
        self,
        account_id: strawberry.ID | None = UNSET,
        job_id: MailsOfJob = UNSET,
        states: MailStates = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[Mail]:
        """E-mails with documents, newest first, those that an undo took back too."""

    currencies: list[str] = related(
        By(load_currencies),
        "The currencies of the accounts, as ISO 4217 codes, the most frequent first. A report covers one currency.",
        REPORTS,
    )

    vars().update(root_fields())  # of the reports

    @loaded_by(Paged(always(bank_graph.BANK_ACCOUNTS, bank_graph.BY_NAME)), BILLING)
    def bank_accounts(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[BankAccount]:
        """The organisation's own accounts, at banks and payment processors, by name."""

    @loaded_by(Paged(partial(narrow_bank_lines, bank_graph.LINES)), BILLING)
    def bank_lines(
        self,
        filter: BankLineFilter | None = UNSET,
        order_by: BankLineOrder | None = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[BankLine]:
        """The lines of all bank accounts, by the day of booking unless sorted otherwise."""

    @loaded_by(Paged(always(CLOSINGS, NEWEST_CLOSING_FIRST)), REPORTS)
    def books_closings(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[BooksClosing]:
        """All closings of periods, newest first, those that were opened again too."""

    @loaded_by(LongReport(load_journal), REPORTS)
    def journal(self, period: PeriodInput, as_of: AsOfArgument = UNSET, currency: CurrencyArgument = UNSET) -> Journal:
        """What a period posts to the ledger, whatever was exported of it: invoices, credits and money, not reconciliations.

        Its receivables are the sum of the accounts' balances. Money that is processing is not in it.
        """

    @loaded_by(Paged(always(JOURNALS, NEWEST_JOURNAL_FIRST)), REPORTS)
    def journals(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[Journal]:
        """All journals that were exported, newest first."""

    @loaded_by(By(load_statement), BILLING)
    def statement(self, account_id: strawberry.ID, period: PeriodInput) -> Statement | None:
        """An account's statement for a period: its transactions, with the balances before, after each, and at the end."""

    @loaded_by(Paged(prepare_payers), BILLING)
    def payers(
        self,
        search: PayerSearch = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[Payer]:
        """The payers who are remembered, by name."""

    @loaded_by(LongReport(load_suggestion_quality), QUALITY)
    def suggestion_quality(self, period: PeriodInput | None = UNSET) -> SuggestionQuality:
        """How often suggestions that are called sure are right, measured on what people reconciled by hand.

        Each choice is compared with what would have been suggested just before it, by the texts and methods of then; names
        and titles are current. The period is that of the money's date; all dates if none is given.
        """

    @loaded_by(Paged(always(ROLES, BY_ROLE_NAME)), ACCESS)
    def roles(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[Role]:
        """All roles, sorted by name."""

    role_templates: list[PermissionTemplate] = related(
        By(load_templates(ROLE_TEMPLATES)), "Permissions that usually go together, to start a role from.", ACCESS
    )
    token_templates: list[PermissionTemplate] = related(
        By(load_templates(TOKEN_TEMPLATES)),
        "The fewest permissions that usual programs need, to start a token from.",
        ACCESS,
    )

    @loaded_by(Paged(always(USERS, BY_NAME)), ACCESS)
    def users(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[User]:
        """All users, staff and clients, disabled ones too, sorted by name."""

    @loaded_by(Paged(always(API_TOKENS, NEWEST_TOKEN_FIRST)), ACCESS)
    def api_tokens(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[ApiToken]:
        """All API tokens, newest first, revoked ones too."""

    @loaded_by(Paged(always(WEBHOOKS, BY_CREATION)), ACCESS)
    def webhooks(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[Webhook]:
        """The endpoints to which changes are posted, paused ones too, oldest first."""

    @loaded_by(Paged(prepare_audit_log), ACCESS)
    def audit_log(
        self,
        filter: AuditFilter | None = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[AuditEvent]:
        """The audit events of all accounts, newest first."""

    @loaded_by(Feed(), BILLING)
    def changes(
        self,
        after: ChangesAfter = UNSET,
        kinds: ChangeKinds = UNSET,
        first: ChangesFirst = UNSET,
        last: ChangesLast = UNSET,
        before: ChangesBefore = UNSET,
        fingerprint: Fingerprint = UNSET,
    ) -> ChangeConnection:
        """The feed: everything that happened, in one order that keeps each account's.

        Whoever has read up to a position and reads on gets every later change exactly once. All that was committed before
        the question is in the answer or behind its `endCursor`. `kinds` of users and tokens need MANAGE_ACCESS; without it
        they are left out.
        """

    integrity_report: IntegrityReport = related(
        By(load_integrity_report, takes_long=True),
        "Verifies everything that is stored, as `tieout verify` does: sums, reconciliations, rows and the audit log.",
        ACCESS,
    )


PUBLIC = frozenset({"viewer", "node", "nodes", "ledgerCodes"})
"""Root fields open to anyone who is signed in; what they return is guarded by its own type."""
