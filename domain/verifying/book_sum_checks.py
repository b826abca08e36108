"""The stored sums of the books against the rows that they sum up (domain R32c)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeAlias

from domain.queries.audit_snapshots import account_page
from domain.queries.reports.totals import read_total
from domain.store.book_figures import DIVIDED_BY, figures, summed
from domain.store.program import Program, Query, Row, Sql
from domain.tables.book_sums import BookSpan
from domain.verifying.chains import ACCOUNTS_AT_ONCE
from domain.verifying.checks import RESTORE, in_range
from domain.verifying.findings import Finding, Findings

Key: TypeAlias = tuple[object, ...]
Sums: TypeAlias = dict[Key, list[int]]
"""How many rows and cents there are, by figure, span and what divides the figure."""

_PLAIN = Sql(
    summed(
        figures(
            items=in_range("i"),
            transactions=in_range("t"),
            reconciliations=in_range("r"),
            accounts="a.id > :low and a.id <= :high",
        )
    )
)
_PLAIN_HIDDEN = Sql(
    summed(
        figures(
            items="i.account_id = :account_id",
            transactions="t.account_id = :account_id",
            reconciliations="r.account_id = :account_id",
            hidden=True,
        )
    )
)
_HIDING = Sql("select distinct s.account_id from hidden_book_sums s order by s.account_id")
_COLUMNS = ", ".join(DIVIDED_BY)
_STORED_HIDDEN = Sql(
    f"select figure, {_COLUMNS}, row_count, cents_high, cents_low from hidden_book_sums where account_id = :account_id"
)
_STORED = Sql(f"select figure, {_COLUMNS}, row_count, cents_high, cents_low, span from book_sums")
_CHANGED = Sql(f"select figure, {_COLUMNS}, row_count, cents_high, cents_low from book_sum_changes")


def check_book_sums(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    """Add a finding for each stored sum that differs from its rows."""
    plain: Sums = defaultdict(lambda: [0, 0])
    low = 0
    while accounts := (yield from account_page(low, ACCOUNTS_AT_ONCE)):
        between_pages()
        for row in (yield Query(_PLAIN, low=low, high=accounts[-1])):
            _add(plain, row, BookSpan)
        low = accounts[-1]
    between_pages()
    stored: Sums = defaultdict(lambda: [0, 0])
    for *row, span in (yield Query(_STORED)):
        _add(stored, row, [BookSpan(span)])
    for row in (yield Query(_CHANGED)):
        _add(stored, row, BookSpan)
    _find_differing(found, plain, stored, "A stored sum of the books")
    for (account_id,) in (yield Query(_HIDING)):
        plain, stored = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
        for sums, sql in ((plain, _PLAIN_HIDDEN), (stored, _STORED_HIDDEN)):
            for row in (yield Query(sql, account_id=account_id)):
                _add(sums, row, [BookSpan.DAY])
        _find_differing(found, plain, stored, "A stored sum of hidden records")


def _find_differing(found: Findings, plain: Sums, stored: Sums, what: str) -> None:
    for figure, span, day, currency in _differing(plain, stored):
        message = f"{what} differs from its rows: {figure} of the {span} {day} in {currency}."
        found.add(Finding("R32c", message, RESTORE))


def _add(sums: Sums, row: Row, spans: Iterable[BookSpan]) -> None:
    """Add a row to the sums of its spans."""
    figure, day, currency, kind, method, processing, code, own_code, count, high, low = row
    for span in spans:
        begins = str(day)[:10] if span is BookSpan.DAY else f"{str(day)[:7]}-01"
        of = sums[figure, span, begins, currency, kind, method, bool(processing), code, own_code]
        of[0] += int(count)
        of[1] += read_total(high, low)


def _differing(plain: Sums, stored: Sums) -> list[tuple[str, str, str, str]]:
    """Return figure, span, day and currency of the sums that differ, in order, each once."""
    keys = {key for key in plain.keys() | stored.keys() if plain.get(key, [0, 0]) != stored.get(key, [0, 0])}
    return sorted({(str(key[0]), str(key[1]).lower(), str(key[2]), str(key[3])) for key in keys})
