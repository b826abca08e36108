"""A family's statement in the graph (domain R46c)."""

from dataclasses import dataclass

import strawberry
from graphql import GraphQLObjectType
from strawberry import UNSET

from api.graph.cursors import page_arguments
from api.graph.ids import row_id
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import Paged, always, attach
from api.graph.results import Page
from api.graph.scalars import Cents, Date
from api.types.accounts import Account
from api.types.connections import Connection
from api.types.fields import After, First, loaded_by, plain, referenced
from api.types.periods import period_from
from api.types.transactions import Transaction
from domain.queries import graph
from domain.queries.pages import Listing, Order, PageRows
from domain.queries.statements import StatementLineRow, statement_of
from domain.store.program import Program

BY_PLACE = Order("STATEMENT", (("position", int),))
_IN_MEMORY: Listing[StatementLineRow] = Listing("", "", lambda _rows: [])


@strawberry.type
class StatementLine:
    """A transaction on a statement."""

    date: Date = plain("The transaction's date.")
    transaction: Transaction = referenced(
        graph.recorded_transactions, "transaction_id", "The transaction, with its items and what it is reconciled with."
    )
    debit_cents: Cents = plain("What it charges, gives back or takes back; 0 if it lowers the balance.")
    credit_cents: Cents = plain("What it pays or credits; 0 if it raises the balance.")
    balance_cents: Cents = plain("The balance after it.")


@dataclass(frozen=True, slots=True)
class _Lines(Paged):
    """The lines of a statement, which is in memory."""

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Show a page of the lines of each statement."""
        assert isinstance(plan.named_type, GraphQLObjectType)
        first, after = page_arguments(plan.arguments, BY_PLACE)
        selected = plan.below.of(plan.named_type)
        results = []
        for statement in level.rows:
            left = statement.lines[after[0] if after else 0 :]
            shown = left[:first]
            rows = PageRows(shown, len(left) > first, [(each.position, 0) for each in shown], 1)
            result = Page(rows, BY_PLACE, after is not None, len(statement.lines), {})
            statement.related[plan.key] = result
            results.append(result)
        below = level.beside(results)
        loading.count_values(selected, below)
        yield from self._fill_pages(loading, selected, below, level.rows)


@strawberry.type
class Statement:
    """What was charged to an account in a period, what was paid and credited, and the balance before and after.

    Money that is processing is not on it: like the balance, a statement counts what has arrived. A payment that failed is
    on it, and so is the correction that takes it back.
    """

    account: Account = referenced(graph.accounts, "account_id", "Whose statement it is.")
    first_day: Date = plain("The period's first day.")
    last_day: Date = plain("The period's last day.")
    opening_cents: Cents = plain("The balance of all that is dated before the period.")
    closing_cents: Cents = plain("The balance at the period's end: the opening balance, plus debits, less credits.")
    processing_cents: Cents = plain("Money dated by the last day that has not arrived yet; no balance counts it.")

    @loaded_by(_Lines(always(_IN_MEMORY, BY_PLACE)))
    def lines(self, first: First = 50, after: After = UNSET) -> Connection[StatementLine]:
        """Its transactions, by date, then in the order of recording."""


def load_statement(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the statement of ``accountId`` for ``period``; null for an account that does not exist."""
    period = period_from(plan.arguments["period"], loading)
    account_id = row_id(plan.arguments["accountId"], "Account")
    known = account_id in (yield from graph.accounts([account_id]))
    yield from attach(loading, plan, level, (yield from statement_of(account_id, period)) if known else None)
