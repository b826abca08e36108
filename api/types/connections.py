"""Nodes and keyset connections, as Relay describes them (graphql.org/learn/pagination)."""

from typing import Generic, TypeVar

import strawberry

from api.types.fields import loaded, plain, required

T = TypeVar("T")


@strawberry.interface
class Node:
    """An object that can be fetched by its id."""

    id: strawberry.ID = required("Opaque; it never changes.", client=True)


@strawberry.type
class PageInfo:
    """The position of a page in its list."""

    has_next_page: bool = plain(
        "Whether more of the rows asked for follow; pass `endCursor` as `after` for the next page. From the end (`last`): "
        "whether the page was asked for with `before`.",
        client=True,
    )
    has_previous_page: bool = plain(
        "Whether the page was asked for with `after`. From the end (`last`): whether more of the rows asked for come "
        "before; pass `startCursor` as `before` for the page before it.",
        client=True,
    )
    start_cursor: str | None = plain("The first row's cursor; null on an empty page.", client=True)
    end_cursor: str | None = plain("The last row's cursor; null on an empty page.", client=True)


@strawberry.type
class Edge(Generic[T]):
    """A row of a page with its cursor."""

    cursor: str = plain(
        "Pass it as `after` to continue the list after this row, as `before` to read what comes before it.", client=True
    )
    node: T = loaded("The row at this cursor.")


@strawberry.type
class Connection(Generic[T]):
    """A page of a list, in the order asked for."""

    edges: list[Edge[T]] = loaded("The rows with their cursors.")
    nodes: list[T] = loaded("The rows, without their cursors.")
    page_info: PageInfo = plain("The position of this page in its list.", client=True)
    total_count: int = plain("How many rows the whole list has.", client=True)
