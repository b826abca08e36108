"""The report of a bank account against the books (domain R45)."""

from typing import Annotated

import strawberry
from strawberry import UNSET

from api.graph.ids import row_id
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import One, attach
from api.graph.scalars import Cents, Date
from api.types.bank import BankAccount, BankLine
from api.types.connections import Connection
from api.types.fields import After, Before, First, Last, computed, exponent_beside, loaded_by, plain, related
from api.types.reports.changes import changes_found_by
from api.types.reports.report import AsOfArgument, DayArgument, Report, ReportPages, report_part, root_field
from api.types.transactions import Transaction
from domain.queries import bank_graph
from domain.queries.reports.bank import (
    BY_BOOKING,
    BY_DATE,
    BankScope,
    bank_reconciliation_changes,
    open_lines,
    tie_out,
    unmatched,
)
from domain.queries.reports.scope import View
from domain.services.checks import existing_row
from domain.store.program import Program
from domain.tables import BankAccountRow

BankAccountArgument = Annotated[
    strawberry.ID, strawberry.argument(description="The bank account, whose currency the report is in.")
]


def load_bank_report(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the report of a bank account by ``bankAccountId``, ``on`` and ``asOf``; raises ``NotFound``."""
    account_id = row_id(plan.arguments["bankAccountId"], "BankAccount")
    account = yield from existing_row(BankAccountRow, account_id, "Bank account", "bankAccountId")
    day = plan.arguments.get("on") or loading.today
    yield from attach(loading, plan, level, Report(BankScope(account, day, View(plan.arguments.get("asOf")))))


@strawberry.type
class BankReconciliationReport:
    """A bank account on a day against the books: what the bank reported, what is recorded, and what is on one side alone.

    The bank's balance less the lines that are not explained is the balance of the books.
    """

    currency: str = plain("The ISO 4217 code of all its amounts.")
    currency_exponent: int = exponent_beside()
    on: Date = computed("The day that the report is for.", lambda report, _: report.scope.day)
    bank_account: BankAccount | None = related(
        One(bank_graph.bank_accounts, lambda report: report.scope.bank_account.id), "The bank account."
    )
    bank_balance_cents: Cents | None = report_part(
        tie_out,
        "bank_balance_cents",
        "What the bank reported last by that day, with the lines booked since; null if no statement has a balance.",
    )
    books_balance_cents: Cents = report_part(
        tie_out, "books_balance_cents", "The opening balance of the first statement, and what explains lines."
    )
    open_lines_cents: Cents = report_part(
        tie_out, "open_lines_cents", "What lines leave unexplained; an ignored line counts wholly."
    )
    unmatched_cents: Cents = report_part(
        tie_out,
        "unmatched_cents",
        "Cash transactions of the currency that are on no line of any bank account, money out subtracted.",
    )
    difference_cents: Cents | None = report_part(
        tie_out,
        "difference_cents",
        "The bank's balance less the open lines and the books' balance: 0 unless movements are in no imported statement. "
        "Null without a balance of the bank.",
    )

    @loaded_by(ReportPages(open_lines, BY_BOOKING))
    def open_lines(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[BankLine]:
        """The lines that are not wholly explained, ignored ones too, by the day of booking."""

    @loaded_by(ReportPages(unmatched, BY_DATE))
    def unmatched(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[Transaction]:
        """The cash transactions of which something is on no line, by date.

        A payment and the correction that reverses it are left out where both are on no line.
        """

    changes_since = changes_found_by(bank_reconciliation_changes)


@root_field(45, load_bank_report)
def bank_reconciliation_report(
    bank_account_id: BankAccountArgument, on: DayArgument = UNSET, as_of: AsOfArgument = UNSET
) -> BankReconciliationReport:
    """A bank account on a day against the books: both balances, lines not explained, and money on no line."""
