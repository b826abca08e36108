"""What connections are in memory: pages, their edges, and where a page stands in its list."""

from typing import Any

from api.graph.cursors import cursor_text
from domain.queries.pages import Order, PageRows


class PageInfo:
    """Where a page stands in its list; cursors are made when they are asked for."""

    __slots__ = ("page",)

    def __init__(self, page: "Page") -> None:
        self.page = page

    @property
    def has_next_page(self) -> bool:
        """Whether rows follow."""
        return self.page.has_next

    @property
    def has_previous_page(self) -> bool:
        """Whether the page began after a cursor."""
        return self.page.has_previous

    @property
    def start_cursor(self) -> str | None:
        """The first row's cursor."""
        return self.page.cursor(0) if self.page.keys else None

    @property
    def end_cursor(self) -> str | None:
        """The last row's cursor."""
        return self.page.cursor(-1) if self.page.keys else None


class Page:
    """A connection's answer: rows with their cursors' values. ``parent`` is the row that it hangs below."""

    __slots__ = ("has_next", "has_previous", "keys", "order", "parent", "related", "rows", "total_count")

    def __init__(self, found: PageRows[Any], order: Order, has_previous: bool, total_count: int, parent: Any) -> None:  # noqa: FBT001 - a plain record
        self.rows = found.rows
        self.keys = found.keys
        self.has_next = found.has_next
        self.has_previous = has_previous
        self.order = order
        self.total_count = total_count
        self.parent = parent
        self.related: dict[str, Any] = {}

    @property
    def page_info(self) -> PageInfo:
        """Where this page stands in its list."""
        return PageInfo(self)

    def cursor(self, index: int) -> str:
        """The cursor of a row."""
        return cursor_text(self.order, self.keys[index])


class Edge:
    """A row of a page with its cursor."""

    __slots__ = ("index", "node", "page", "related")

    def __init__(self, page: Page, node: Any, index: int) -> None:
        self.page = page
        self.node = node
        self.index = index
        self.related: dict[str, Any] = {}

    @property
    def cursor(self) -> str:
        """Where the list goes on after this row."""
        return self.page.cursor(self.index)
