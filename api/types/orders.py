"""From a list's ``orderBy`` argument to its order in the database."""

from collections.abc import Mapping
from typing import Any

from api.types.kinds import OrderDirection
from domain.queries.pages import Order, OrderColumns


def order_from(columns: Mapping[str, OrderColumns], given: Mapping[str, Any] | None, default: str) -> Order:
    """Return the order that was given, or the default, ascending."""
    if not given:
        return Order(default, columns[default])
    name = str(given["field"])
    return Order(name, columns[name], given.get("direction") is OrderDirection.DESC)
