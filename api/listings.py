"""The query root's lists: each as it is filtered and sorted by the arguments of its field."""

from collections.abc import Mapping
from typing import Annotated, Any

import strawberry

from api.graph.loading import Loading
from api.types.history import audit_conditions
from api.types.orders import order_from
from api.types.periods import period_from
from api.types.searches import searched
from domain.queries import graph
from domain.queries.access import API_TOKENS, BY_NAME, NEWEST_TOKEN_FIRST, USERS
from domain.queries.jobs import JOBS, NEWEST_JOB_FIRST
from domain.queries.pages import Listing, Order
from domain.queries.search import UNRECONCILED_SEARCH


def prepare_unreconciled(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Unreconciled items as filtered and sorted (domain R27)."""
    listing = graph.UNRECONCILED_ITEMS
    if arguments.get("period") is not None:
        period = period_from(arguments["period"], loading.today)
        listing = listing.where(
            "i.date >= :first_day", "i.date <= :last_day", first_day=period.first, last_day=period.last
        )
    wished = arguments.get("filter") or {}
    if wished.get("side") is not None:
        listing = listing.where("i.side = :side", side=wished["side"])
    if wished.get("kinds") is not None:
        listing = listing.where("i.kind in :kinds", kinds=list(set(wished["kinds"])))
    listing = searched(listing, UNRECONCILED_SEARCH, loading, wished)
    return listing, order_from(graph.UNRECONCILED_ORDERS, arguments.get("orderBy"), "DATE")


Unfinished = Annotated[
    bool | None, strawberry.argument(description="Only jobs that have not ended yet, or only those that have.")
]


def prepare_jobs(_loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Jobs, newest first."""
    unfinished = arguments.get("unfinished")
    listing = JOBS
    if unfinished is not None:
        listing = listing.where("j.ended_at is null" if unfinished else "j.ended_at is not null")
    return listing, NEWEST_JOB_FIRST


def prepare_users(_loading: Loading, _arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Users, by name."""
    return USERS, BY_NAME


def prepare_api_tokens(_loading: Loading, _arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """API tokens, newest first."""
    return API_TOKENS, NEWEST_TOKEN_FIRST


def prepare_audit_log(_loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """The audit log as filtered, newest first."""
    conditions, values = audit_conditions(arguments.get("filter"))
    return graph.AUDIT_LOG.where(*conditions, **values), graph.NEWEST_EVENT_FIRST
