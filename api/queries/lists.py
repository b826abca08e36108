"""The query root's lists: each as it is filtered and sorted by the arguments of its field."""

from collections.abc import Mapping
from typing import Annotated, Any

import strawberry

from api.graph.ids import row_id
from api.graph.loading import Loading
from api.graph.scalars import Date
from api.types.history import narrow_events
from api.types.kinds import MailState
from api.types.orders import order_from
from api.types.periods import period_from
from api.types.searches import narrow_by_search
from api.types.transaction_lists import narrow_transactions
from domain.core.kinds import CASH
from domain.queries import graph
from domain.queries.jobs import JOBS, NEWEST_JOB_FIRST
from domain.queries.mail import MAILS, NEWEST_MAIL_FIRST
from domain.queries.pages import Listing, Order
from domain.queries.search import UNRECONCILED_SEARCH

_MONEY = ", ".join(f"'{kind}'" for kind in sorted(CASH))
ITEMS_OF_METHODS = (
    f"(i.kind in ({_MONEY}) and +i.transaction_id in "
    "(select t.id from transactions t where t.method in :methods and t.withdrawn_at is null))"
)
"""Very many transactions may be of a method: the ``+`` keeps SQLite from looking each of them up, and from sorting."""
ITEMS_OF_BATCH = "i.transaction_id in (select t.id from transactions t where t.batch_id = :batch_id)"


def prepare_all_transactions(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return the transactions of all accounts as filtered and sorted (domain R48a)."""
    filters = arguments.get("filter") or {}
    listing = narrow_transactions(graph.ALL_TRANSACTIONS, loading, filters)
    indexed = graph.INDEXED_ORDERS if filters.get("period") is None else ["DATE"]
    return listing, order_from(graph.ALL_TRANSACTION_ORDERS, arguments.get("orderBy"), "DATE", indexed)


def prepare_unreconciled(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return unreconciled items as filtered and sorted (domain R27)."""
    period = None if arguments.get("period") is None else period_from(arguments["period"], loading)
    filters = arguments.get("filter") or {}
    listing: Listing[Any] = graph.UNRECONCILED_ITEMS.of(period, filters.get("side"), filters.get("kinds"))
    if filters.get("methods") is not None:
        listing = listing.filtered(ITEMS_OF_METHODS, methods=list(set(filters["methods"])))
    if filters.get("batchId") is not None:
        batch_id = row_id(filters["batchId"], "Batch")
        listing = listing.filtered(ITEMS_OF_BATCH, batch_id=batch_id)
    if filters.get("hasInvalidReconciliation") is not None:
        invalid = filters["hasInvalidReconciliation"]
        listing = listing.where("i.faulty_count > 0") if invalid else listing.filtered("i.faulty_count = 0")
    listing = narrow_by_search(listing, UNRECONCILED_SEARCH, loading, filters)
    indexed = None if period is None else ["DATE"]
    order = order_from(graph.UNRECONCILED_ORDERS, arguments.get("orderBy"), "DATE", indexed)
    return listing, graph.from_accounts(order) if order.name == "OWNER_NAME" else order


DatedBefore = Annotated[Date | None, strawberry.argument(description="Only those dated before this day.")]


def prepare_processing_payments(_loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return the payments whose money has not arrived, oldest first."""
    listing = graph.PROCESSING_PAYMENTS
    if arguments.get("before") is not None:
        listing = listing.where("t.date < :before", before=arguments["before"])
    return listing, graph.BY_BUSINESS_DATE


Unfinished = Annotated[
    bool | None, strawberry.argument(description="Only jobs that have not ended yet, or only those that have.")
]


def prepare_jobs(_loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return jobs, newest first."""
    unfinished = arguments.get("unfinished")
    listing = JOBS
    if unfinished is not None:
        listing = listing.where("j.ended_at is null") if unfinished else listing.filtered("j.ended_at is not null")
    return listing, NEWEST_JOB_FIRST


MailsOfJob = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only those with the documents that this job made.")
]
MailStates = Annotated[
    list[MailState] | None, strawberry.argument(description="Only those in one of these states, and not taken back.")
]


def prepare_mails(_loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return e-mails as filtered, newest first."""
    listing = MAILS
    for name, column, type_name in (("accountId", "account_id", "Account"), ("jobId", "job_id", "Job")):
        if arguments.get(name) is not None:
            listing = listing.filtered(f"m.{column} = :{column}", **{column: row_id(arguments[name], type_name)})
    if arguments.get("states") is not None:
        states = list(set(arguments["states"]))
        listing = listing.filtered("m.withdrawn_at is null and m.state in :states", states=states)
    return listing, NEWEST_MAIL_FIRST


def prepare_audit_log(_loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return the audit log as filtered, newest first."""
    return narrow_events(graph.AUDIT_LOG, arguments.get("filter")), graph.NEWEST_EVENT_FIRST
