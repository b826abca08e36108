"""Level: the store. The sums of the books, after something wrote behind the store, which alone keeps them (domain R32c)."""

from domain.store.book_figures import add_sums, figures
from domain.store.program import Program, Query, Sql

_AGAIN = (
    Sql("delete from book_sums"),
    Sql("delete from book_sum_changes"),
    add_sums(figures(items="true", transactions="true", reconciliations="true", accounts="true")),
)


def sums_again() -> Program[None]:
    """Compute the sums of the books from all rows."""
    for sql in _AGAIN:
        yield Query(sql)
