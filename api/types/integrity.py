"""The integrity report in the graph: which stored data contradicts the rules, and what to do about it (domain R22)."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Any

import strawberry

from api.graph.loaders import accounts
from api.graph.loading import FieldPlan, Loading, RequestInfo, Rows
from api.graph.relations import Loaded
from api.graph.scalars import DateTime
from api.types.accounts import Account
from api.types.fields import computed, plain, referenced, related
from api.types.reconciliations import Reconciliation
from api.types.transactions import Transaction, TransactionItem
from domain.queries import graph
from domain.store.program import Program
from domain.tables import ItemRow, ReconciliationRow
from domain.verifying import OutOfTime, verification, with_contact
from domain.verifying.findings import Finding

VERIFYING_S_MAX = 30
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
        """Whether everything was verified and nothing is wrong."""
        return self.complete and self.finding_count == 0

    def again(self) -> "ReportRow":
        """Return the same report under another name in the answer, where other things may be selected of it."""
        return replace(self, findings=[replace(each) for each in self.findings])


def load_integrity_report(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Verify the database once, however often one operation asks; stop after ``VERIFYING_S_MAX``."""
    (root,) = level.rows
    earlier = next((each for each in root.related.values() if isinstance(each, ReportRow)), None)
    report = (yield from _reported(loading.request_info)) if earlier is None else earlier.again()
    root.related[plan.key] = report
    yield from loading.fill(plan.named_type, plan.below, Rows([report]))


def _reported(info: RequestInfo) -> Program[ReportRow]:
    verified = yield from verification(info.dialect, _until(time.monotonic() + VERIFYING_S_MAX))
    findings = [with_contact(each, info.support_contact) for each in verified.findings]
    return ReportRow(info.now, findings, verified.count, verified.complete, info.support_contact)


def _until(end: float) -> Callable[[], None]:
    def go_on() -> None:
        if time.monotonic() > end:
            raise OutOfTime

    return go_on


def showable_items(ids: Collection[int]) -> Program[dict[int, ItemRow]]:
    """Return items by id, those left out whose transaction is withdrawn and theirs not: they could not be shown with it."""
    items = yield from graph.items(ids)
    transactions = yield from graph.transactions({item.transaction_id for item in items.values()})
    return {key: item for key, item in items.items() if item.transaction_id in transactions}


def showable_reconciliations(ids: Collection[int]) -> Program[dict[int, ReconciliationRow]]:
    """Return reconciliations by id, those left out of whose items one could not be shown."""
    reconciliations = yield from graph.recorded_reconciliations(ids)
    items = yield from showable_items(
        {each for reconciliation in reconciliations.values() for each in reconciliation.item_ids}
    )
    return {
        key: reconciliation
        for key, reconciliation in reconciliations.items()
        if items.keys() >= set(reconciliation.item_ids)
    }


@strawberry.type
class IntegrityFinding:
    """Stored data that contradicts a rule."""

    rule: str = plain("The identifier of the rule that is broken, as Tieout's rulebook (`domain/RULES.md`) numbers it.")
    account: Account | None = referenced(accounts, "account_id", "The account, if the finding concerns one.")
    transaction: Transaction | None = referenced(
        graph.transactions, "transaction_id", "The transaction, if the finding concerns one."
    )
    item: TransactionItem | None = referenced(
        showable_items, "item_id", "The item, if the finding concerns one that can be shown."
    )
    reconciliation: Reconciliation | None = referenced(
        showable_reconciliations,
        "reconciliation_id",
        "The reconciliation, if the finding concerns one that can be shown.",
    )
    where: str = computed(
        "The place in words, such as a transaction's number and its item; empty if there is none.",
        lambda finding, _: finding.place,
    )
    message: str = computed("What is wrong there, in words.", lambda finding, _: finding.text)
    remedy: str = computed(
        "What to do. It names the support contact if only an operator can repair it.", lambda finding, _: finding.way
    )


@strawberry.type
class IntegrityReport:
    """The findings of one verification of the database."""

    clean: bool = plain("Whether everything was verified and nothing is wrong.")
    complete: bool = plain(
        f"Whether everything was verified within {VERIFYING_S_MAX} seconds. If not, what users can repair was verified "
        "first: verify a database of that size by `tieout verify`."
    )
    checked_at: DateTime = plain("When the verification was started.")
    findings: list[IntegrityFinding] = related(Loaded(lambda report: report.findings), "The first 1,000 findings.")
    finding_count: int = plain("The number of findings in all.")
    support_contact: str | None = plain("Whom to ask for help; null if the operator named nobody.")
