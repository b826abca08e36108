"""From a list's ``orderBy`` argument to its order in the database."""

from collections.abc import Collection, Mapping
from typing import Any

from api.types.kinds import OrderDirection
from domain.queries.pages import Order, OrderColumns


def order_from(
    columns: Mapping[str, OrderColumns],
    given: Mapping[str, Any] | None,
    default: str,
    indexed: Collection[str] | None = None,
) -> Order:
    """Return the order that was given, or the default, ascending; indexes have those orders, or all if it is None."""
    if not given:
        return Order(default, columns[default])
    name, descending = str(given["field"]), given.get("direction") is OrderDirection.DESC
    return Order(name, columns[name], descending, indexed=indexed is None or name in indexed)
