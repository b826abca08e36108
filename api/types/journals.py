"""Journals for the ledger in the graph (domain R46b)."""

from operator import attrgetter
from typing import Annotated, Any, TypeAlias

import strawberry
from strawberry import UNSET

from api.errors import Code, failure
from api.graph.computed_pages import ComputedPages, at_hand
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, Paged, always, attach
from api.graph.scalars import Cents, Date, DateTime
from api.types.connections import Connection, Node
from api.types.fields import After, Before, First, Last, exponent_beside, loaded_by, plain
from api.types.kinds import describe
from api.types.periods import period_from
from domain.core.journal_files import JournalFormat, journal_file
from domain.queries.journals import BY_POSITION, LINES_OF_JOURNALS, JournalPreview, journal_preview, lines_of_journals
from domain.queries.pages import Order
from domain.queries.reports.scope import PeriodScope, View, currency_of
from domain.services.journals import LINES_MAX
from domain.store.program import Program
from domain.texts import say

describe(
    JournalFormat,
    {
        "CSV": "For a spreadsheet or any program: reference, date, account, description, debit, credit, currency.",
        "QUICKBOOKS": "For QuickBooks Online: Import data, Journal entries.",
        "XERO": "For Xero: Manual journals, Import. It takes at most 300 lines at once.",
        "SAGE50": "For Sage 50 in the United States: Import, General journal.",
        "SAGE50_CANADA": "For Sage 50 in Canada: Import general journal entries.",
    },
    "Who takes a journal's file. Lines of one date are one balanced entry there, numbered by their `reference`.",
)


@strawberry.type
class JournalLine:
    """A day's amounts of one account of the ledger and one side."""

    date: Date = plain(
        "The date on which it is posted: that of the transactions; a line that corrects a closed day has the first open one."
    )
    account: str = plain(
        "The account, as the ledger calls it: receivables, a payment method's clearing account, or a ledger code's account."
    )
    description: str = plain("What it is of, in words; a correction names the day that it corrects.")
    debit_cents: Cents = plain("What it debits; 0 if it credits.")
    credit_cents: Cents = plain("What it credits; 0 if it debits.")
    reference: str = plain("The number of its entry in the ledger: the lines of one date are one, which balances.")


_EXPORTED = Paged(always(LINES_OF_JOURNALS, BY_POSITION))
_PREVIEWED = ComputedPages(at_hand(attrgetter("lines")), Order(BY_POSITION.name, (("position", int),)))


def _load_lines(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load a page of the lines of each journal; all of a level are exported, or it is one preview."""
    is_preview = any(isinstance(each, JournalPreview) for each in level.rows)
    yield from (_PREVIEWED if is_preview else _EXPORTED).load(loading, plan, level)


class _File:
    """The file of a journal, whose lines count as rows of the answer."""

    reads = None

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load the lines of all journals by one statement; raises BAD_USER_INPUT for more than a file may have."""
        if any(journal.line_count > LINES_MAX for journal in level.rows):
            raise failure(Code.BAD_USER_INPUT, say("journal-file-too-long", most=LINES_MAX))
        loading.count_rows(Rows([None] * sum(journal.line_count for journal in level.rows)))
        accounts, form = loading.request_info.journal_accounts, plan.arguments.get("format") or JournalFormat.CSV
        exported = [journal.id for journal in level.rows if not isinstance(journal, JournalPreview)]
        found = (yield from lines_of_journals(exported)) if exported else {}
        for journal in level.rows:
            lines = journal.lines if isinstance(journal, JournalPreview) else found[journal.id]
            journal.related[plan.key] = journal_file(form, lines, journal.currency, accounts.tax_rate)


FormatArgument: TypeAlias = Annotated[JournalFormat | None, strawberry.argument(description="Who takes the file.")]


@strawberry.type
class Journal(Node):
    """What a period posts to the ledger: balanced, by day, account and side.

    Exported journals have a number and never change. What changed in their days since is a journal of its own.
    """

    number: str | None = plain(
        "Its number, such as `J-7`; numbers have no gap. Null for a journal that is not exported."
    )
    currency: str = plain("ISO 4217 code of all its amounts.")
    currency_exponent: int = exponent_beside()
    first_day: Date = plain("The period's first day.")
    last_day: Date = plain("The period's last day.")
    debit_cents: Cents = plain("The sum of its debits, which is that of its credits.")
    credit_cents: Cents = plain("The sum of its credits.")
    correction: bool = plain("Whether it corrects days that earlier journals had.")
    recorded_at: DateTime | None = plain("When it was exported; null for a journal that is not.")
    recorded_by: str | None = plain("Who exported it; null for a journal that is not exported.")

    @loaded_by(By(_load_lines))
    def lines(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[JournalLine]:
        """Its lines, by date, then by account: receivables, clearing accounts, ledger codes."""

    @loaded_by(_File())
    def file(self, format: FormatArgument = JournalFormat.CSV) -> str:
        """All its lines as a file that a bookkeeping program imports; each line counts as a row of the answer."""


def load_journal(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the whole journal of a period, by ``currency``, ``period`` and ``asOf``."""
    view = View(plan.arguments.get("asOf"), loading.request_info.now)
    period = period_from(plan.arguments["period"], loading)
    currency = yield from currency_of(plan.arguments.get("currency"), view)
    preview: Any = yield from journal_preview(
        PeriodScope(currency, period, view), loading.request_info.journal_accounts
    )
    yield from attach(loading, plan, level, preview)
