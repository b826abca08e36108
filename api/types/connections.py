"""Nodes and keyset connections, as Relay describes them (graphql.org/learn/pagination)."""

from typing import Generic, TypeVar

import strawberry

from api.directives import OpenToClient
from api.types.fields import loaded, plain

T = TypeVar("T")


@strawberry.interface(description="Anything that has an id of its own and can be fetched by it.")
class Node:
    """Whatever can be fetched by its id."""

    id: strawberry.ID = strawberry.field(description="Opaque, and the same for ever.", directives=[OpenToClient()])


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = plain("Whether rows follow; take `endCursor` as the next page's `after`.", client=True)
    has_previous_page: bool = plain("Whether this page began after a cursor.", client=True)
    start_cursor: str | None = plain("The first row's cursor; null on an empty page.", client=True)
    end_cursor: str | None = plain("The last row's cursor; null on an empty page.", client=True)


@strawberry.type(description="A row of a page with its cursor.")
class Edge(Generic[T]):
    """A row of a page with its cursor."""

    cursor: str = plain("Where the list goes on after this row.", client=True)
    node: T = loaded("The row.")


@strawberry.type(description="A page of a list, in the order asked for.")
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = loaded("The rows with their cursors.")
    nodes: list[T] = loaded("The rows.")
    page_info: PageInfo = plain("Where this page stands in its list.", client=True)
    total_count: int = plain("How many rows the whole list has.", client=True)
