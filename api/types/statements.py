"""A family's statement in the graph (domain R46c)."""

from operator import attrgetter

import strawberry
from strawberry import UNSET

from api.graph.computed_pages import ComputedPages, at_hand
from api.graph.ids import row_id
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import attach
from api.graph.scalars import Cents, Date
from api.types.accounts import Account
from api.types.connections import Connection
from api.types.fields import After, Before, First, Last, loaded_by, plain, referenced
from api.types.periods import period_from
from api.types.transactions import Transaction
from domain.queries import graph
from domain.queries.pages import Order
from domain.queries.statements import statement_of
from domain.store.program import Program

BY_PLACE = Order("STATEMENT", (("position", int),))


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

    @loaded_by(ComputedPages(at_hand(attrgetter("lines")), BY_PLACE))
    def lines(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[StatementLine]:
        """Its transactions, by date, then in the order of recording."""


def load_statement(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the statement of ``accountId`` for ``period``; null for an account that does not exist."""
    period = period_from(plan.arguments["period"], loading)
    account_id = row_id(plan.arguments["accountId"], "Account")
    known = account_id in (yield from graph.accounts([account_id]))
    yield from attach(loading, plan, level, (yield from statement_of(account_id, period)) if known else None)
