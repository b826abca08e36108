"""One account at a desk to which things happen an hour apart, and the reports on it as GraphQL answers."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, Self

from domain.store.clock import to_datetime
from domain.store.store import Store
from tests.support.graphql import Api
from tests.support.recorder import Picture, Recorder

HOUR = 3_600_000_000
START = 1_767_225_600_000_000
"""The clock's first instant, 2026-01-01T00:00:00Z."""
EVER = {"range": {"from": "0001-01-01", "to": "9999-12-31"}}
TEXT = (
    "query ($p: PeriodInput!, $c: String, $t: DateTime) "
    "{{ report: {name}(period: $p, currency: $c, asOf: $t) {{ {body} }} }}"
)
BODIES = {
    "paymentByItemReport": """
      totalCents processingCents unreconciledCents
      rows {
        totalCount
        nodes {
          date kind method processing transactionCents appliedCents ledgerCode { code } transaction { number }
          item { position transaction { number } }
          reconciliation { amountCents creditItem { transaction { number } } debitItem { transaction { number } } }
        }
      }
    """,
    "paymentByLedgerCodeReport": """
      totalCents processingCents unreconciledCents
      rows { ledgerCode { code } method unreconciled amountCents processingCents }
    """,
    "paymentBreakdownReport": """
      cashCents nonCashCents
      byLedgerCode { ledgerCode { code } cashCents paidByCreditsCents creditsUsedCents }
      rows {
        totalCount
        nodes {
          ledgerCode { code } date kind cash amountCents
          reconciliation { debitItem { description transaction { number } } }
        }
      }
    """,
    "salesByLedgerCodeReport": """
      totalCents
      rows { ledgerCode { code } invoicedCents creditedCents netCents }
      items {
        totalCount
        nodes { date kind amountCents ledgerCode { code } item { position transaction { number } } }
      }
    """,
}
BY_ITEM, BY_CODE, BREAKDOWN, SALES = BODIES
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
Change = Callable[[Recorder, Picture], Any]


class Desk:
    """One account at the desk, and the reports on it."""

    account: Picture

    def __init__(self, store: Store) -> None:
        self.now = START
        store.clock = lambda: self.now
        self.recorder = Recorder(store)
        self.api = Api(store)

    @classmethod
    @asynccontextmanager
    async def open(cls, store: Store) -> AsyncIterator[Self]:
        """A desk with an account in USD."""
        desk = cls(store)
        (desk.account,) = await desk.recorder.open_accounts(1)
        yield desk
        await desk.api.http.aclose()

    async def do(self, change: Change) -> int | None:
        """Records something on the account, an hour after what was recorded before; gives its batch."""
        self.now += HOUR
        return await self.recorder.within([self.account], lambda: change(self.recorder, self.account))

    async def ask(self, name: str, period: Any = EVER, **arguments: Any) -> dict[str, Any]:
        """A report's answer."""
        said = await self.api.data(TEXT.format(name=name, body=BODIES[name]), p=period, **arguments)
        report: dict[str, Any] = said["report"]
        return report

    async def aging(self, day: date | None = None, **arguments: Any) -> dict[str, Any]:
        """The aging report's answer."""
        report: dict[str, Any] = (await self.api.data(AGING, d=str(day) if day else None, **arguments))["report"]
        return report

    @property
    def instant(self) -> str:
        """The instant of what was recorded last, as it is asked for."""
        return to_datetime(self.now).isoformat()
