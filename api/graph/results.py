"""Connections in memory: pages, their edges, and a page's place in its list."""

from dataclasses import dataclass, field
from typing import Any

from api.graph.cursors import cursor_text
from domain.queries.pages import Order, PageRows


@dataclass(frozen=True, slots=True)
class PageInfo:
    """A page's place in its list; cursors are made when they are asked for."""

    page: "Page"

    @property
    def has_next_page(self) -> bool:
        """Whether rows follow."""
        return self.page.found.has_next

    @property
    def has_previous_page(self) -> bool:
        """Whether rows come before."""
        return self.page.found.has_previous

    @property
    def start_cursor(self) -> str | None:
        """The first row's cursor."""
        return self.page.cursor(0) if self.page.found.rows else None

    @property
    def end_cursor(self) -> str | None:
        """The last row's cursor."""
        return self.page.cursor(len(self.page.found.rows) - 1) if self.page.found.rows else None


@dataclass(slots=True, eq=False)
class Page:
    """A connection in memory: a page's rows, and how many the whole list has.

    Like everything that is loaded, it knows what is below it and nothing above, so that an answer's rows go with it: in a
    circle they would stay until the garbage is collected.
    """

    found: PageRows[Any]
    order: Order
    total_count: int
    related: dict[str, Any] = field(default_factory=dict)

    @property
    def page_info(self) -> PageInfo:
        """The position of this page in its list."""
        return PageInfo(self)

    def cursor(self, index: int) -> str:
        """Return the cursor of a row."""
        return cursor_text(self.order, self.found.key(index))


@dataclass(slots=True, eq=False)
class PageEdge:
    """A row of a page, with what its cursor is made of."""

    node: Any
    index: int
    found: PageRows[Any]
    order: Order
    related: dict[str, Any] = field(default_factory=dict)

    @property
    def cursor(self) -> str:
        """The cursor of this row."""
        return cursor_text(self.order, self.found.key(self.index))
