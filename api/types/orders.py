"""Orders as they are asked for, as what they are in the database."""

from collections.abc import Mapping
from typing import Any

from api.types.kinds import OrderDirection
from domain.queries.pages import Columns, Order


def order_from(columns: Mapping[str, Columns], wished: Mapping[str, Any] | None, default: str) -> Order:
    """The order that was asked for, or the default, ascending."""
    if not wished:
        return Order(default, columns[default])
    name = str(wished["field"])
    return Order(name, columns[name], wished.get("direction") is OrderDirection.DESC)
