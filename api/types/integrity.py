"""The integrity report in the graph: what contradicts in the database, and what to do about it (domain R22)."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Any

import strawberry

from api.graph.loading import Level, Loading, LongRelation, Surroundings, Want
from api.graph.relations import Held, One
from api.scalars import DateTime
from api.types.accounts import Account
from api.types.fields import plain, related
from api.types.reconciliations import Reconciliation
from api.types.transactions import Transaction, TransactionItem, accounts
from domain.jobs.findings import Finding
from domain.jobs.verify import OutOfTime, verification, with_contact
from domain.queries import graph
from domain.rows import ItemRow, ReconciliationRow
from domain.store.steps import Steps

MOST_S = 30
"""A report holds one of the read connections, and one unchanging view of the database, for so long at most."""


@dataclass(slots=True)
class ReportRow:
    """A report in memory."""

    checked_at: int
    findings: list[Finding]
    finding_count: int
    complete: bool
    support_contact: str | None
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def clean(self) -> bool:
        """Whether all was looked at and nothing contradicts."""
        return self.complete and self.finding_count == 0

    def again(self) -> "ReportRow":
        """The same report under another name in the answer, where other things may be selected of it."""
        return replace(self, findings=[replace(each) for each in self.findings])


@dataclass(frozen=True, slots=True)
class TheIntegrityReport(LongRelation):
    """Verifies the database when it is asked for, once however often one operation asks."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """Runs on the connection's own thread (SQLite) or lets others in between (PostgreSQL); gives up in time."""
        (root,) = level.rows
        earlier = next((each for each in root.related.values() if isinstance(each, ReportRow)), None)
        report = (yield from _reported(loading.surroundings)) if earlier is None else earlier.again()
        root.related[want.key] = report
        yield from loading.fill(want.type, want.details, Level([report]))


def _reported(around: Surroundings) -> Steps[ReportRow]:
    verified = yield from verification(around.dialect, _until(time.monotonic() + MOST_S))
    findings = [with_contact(each, around.support_contact) for each in verified.findings]
    return ReportRow(around.now, findings, verified.count, verified.complete, around.support_contact)


def _until(end: float) -> Callable[[], None]:
    def go_on() -> None:
        if time.monotonic() > end:
            raise OutOfTime

    return go_on


def whole_items(ids: Collection[int]) -> Steps[dict[int, ItemRow]]:
    """Items by id, those left out whose transaction is withdrawn and theirs not: they could not be shown with it."""
    items = yield from graph.items(ids)
    transactions = yield from graph.transactions({item.transaction_id for item in items.values()})
    return {key: item for key, item in items.items() if item.transaction_id in transactions}


def whole_edges(ids: Collection[int]) -> Steps[dict[int, ReconciliationRow]]:
    """Edges by id, those left out of whose items one could not be shown."""
    edges = yield from graph.recorded_edges(ids)
    items = yield from whole_items({each for edge in edges.values() for each in edge.item_ids})
    return {key: edge for key, edge in edges.items() if items.keys() >= set(edge.item_ids)}


@strawberry.type(description="Something that contradicts a rule.")
class IntegrityFinding:
    """Something that contradicts a rule."""

    rule: str = plain("The rule, such as R22 for reconciliations that contradict their items.")
    account: Account | None = related(One(accounts, lambda finding: finding.account_id), "The account, if it has one.")
    transaction: Transaction | None = related(
        One(graph.transactions, lambda finding: finding.transaction_id), "The transaction, if it is about one."
    )
    item: TransactionItem | None = related(
        One(whole_items, lambda finding: finding.item_id), "The item, if it is about one and that can be shown."
    )
    reconciliation: Reconciliation | None = related(
        One(whole_edges, lambda finding: finding.reconciliation_id),
        "The reconciliation, if it is about one and that can be shown.",
    )
    where: str = plain("The place in words, such as a transaction's number and its item; empty when it has none.")
    message: str = plain("What contradicts.")
    remedy: str = plain("What to do. Names the support contact where only an operator can mend it.")


@strawberry.type(description="What contradicts in the database, at one instant.")
class IntegrityReport:
    """What contradicts in the database."""

    clean: bool = plain("Whether all was looked at and nothing contradicts.")
    complete: bool = plain(
        f"Whether all was looked at within {MOST_S} seconds. If not, what people can mend was looked at first; verify a "
        "database of that size by `tieout verify`."
    )
    checked_at: DateTime = plain("When the report was asked for.")
    findings: list[IntegrityFinding] = related(
        Held(lambda report: report.findings), "What contradicts, the first 1,000."
    )
    finding_count: int = plain("How many findings there are in all.")
    support_contact: str | None = plain("Whom to ask for help; null where the operator named nobody.")
