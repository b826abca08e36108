"""Level: a store with rows and the GraphQL API on it. A centre whose clock a test moves, and the reports on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, Self

from graphql import GraphQLObjectType, get_named_type

from api.schema import core_schema
from domain.permissions import OPERATOR, Principal
from domain.store.clock import to_datetime
from domain.store.commands import Command
from domain.store.store import Committed, Store
from tests.support.centre import Centre, R
from tests.support.clocks import START_US
from tests.support.graphql import Api
from tests.support.selections import LEFT_OUT, selection_of

MINUTE_US = 60_000_000
EVER = {"range": {"from": "0001-01-01", "to": "9999-12-31"}}
TEXT = (
    "query ($p: PeriodInput!, $c: String, $t: DateTime) "
    "{{ report: {name}(period: $p, currency: $c, asOf: $t) {{ {body} }} }}"
)
SHOWN = {
    "Account": "{ number ownerName }",
    "LedgerCode": "{ code }",
    "Reconciliation": "{ amountCents creditItem { transaction { number } } "
    "debitItem { description transaction { number } } }",
    "Transaction": "{ number }",
    "TransactionItem": "{ position transaction { number } }",
}
OF_ALL = LEFT_OUT | {"currency", "currencyExponent", "firstDay", "lastDay"}
"""What is not selected of reports: what each of them has."""


def reports() -> dict[str, GraphQLObjectType]:
    """Return the type of every report in money over all accounts, by the name of its root field."""
    root = core_schema().query_type
    assert root is not None
    fields = {name: each for name, each in root.fields.items() if "bankAccountId" not in each.args}
    types = {name: get_named_type(field.type) for name, field in fields.items() if name.endswith("Report")}
    return {name: of for name, of in types.items() if isinstance(of, GraphQLObjectType) and "currency" in of.fields}


BODIES = {name: selection_of(of, SHOWN, OF_ALL) for name, of in reports().items() if "firstDay" in of.fields}
"""What each report of a period is asked for: all that it has."""
BY_ITEM, BY_CODE = "paymentByItemReport", "paymentByLedgerCodeReport"
BREAKDOWN, SALES = "paymentBreakdownReport", "salesByLedgerCodeReport"
AMOUNTS = """{
  notDueCents days1To30Cents days31To60Cents days61To90Cents over90DaysCents totalCents processingCents plannedCents
}"""
AGING = f"""
query ($d: Date, $c: String, $t: DateTime) {{
  report: agingReport(on: $d, currency: $c, asOf: $t) {{
    currency on totals {AMOUNTS} rows {{ totalCount nodes {{ account {{ number ownerName }} amounts {AMOUNTS} }} }}
  }}
}}
"""


class ReportCentre(Centre):
    """A centre in which each command is recorded a minute after the one before."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.now = START_US
        store.clock = lambda: self.now
        self.api = Api(store)

    @classmethod
    @asynccontextmanager
    async def opened(cls, store: Store) -> AsyncIterator[Self]:
        """Yield a centre with ledger codes SWIM, CAMP, ICE and SHOP; close its client afterwards."""
        centre = await cls.open(store, "SWIM", "CAMP", "ICE", "SHOP")
        async with centre.api:
            yield centre

    async def do(self, cmd: Command[R], actor: Principal = OPERATOR) -> Committed[R]:
        """Run one command, a minute later than the one before."""
        self.now += MINUTE_US
        return await super().do(cmd, actor)

    async def report(self, name: str, period: Any = EVER, **arguments: Any) -> dict[str, Any]:
        """Return a report."""
        answer = await self.api.data(TEXT.format(name=name, body=BODIES[name]), p=period, **arguments)
        report: dict[str, Any] = answer["report"]
        return report

    async def aging(self, day: date | None = None, **arguments: Any) -> dict[str, Any]:
        """Return the aging report."""
        report: dict[str, Any] = (await self.api.data(AGING, d=str(day) if day else None, **arguments))["report"]
        return report

    @property
    def instant(self) -> str:
        """Return the instant of the last command, as ``asOf`` takes it."""
        return to_datetime(self.now).isoformat()
