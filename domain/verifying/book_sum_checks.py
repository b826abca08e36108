"""The stored sums of the books against the rows that they sum up (domain R32c)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeAlias

from domain.queries.audit_snapshots import account_page
from domain.queries.reports.totals import read_total
from domain.store.book_figures import DIVIDED_BY, figures, summed
from domain.store.program import Program, Query, Row, Sql
from domain.tables.book_sums import BookSpan
from domain.texts import say
from domain.verifying.chains import ACCOUNTS_AT_ONCE
from domain.verifying.checks import RESTORE, in_range
from domain.verifying.findings import Finding, Findings

Key: TypeAlias = tuple[object, ...]
Sums: TypeAlias = dict[Key, list[int]]
"""How many rows and cents there are more than is stored, by figure, day (or span and its beginning), and the other columns
that divide the figure."""

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
    of_days = _no_sums()
    low = 0
    while accounts := (yield from account_page(low, ACCOUNTS_AT_ONCE)):
        between_pages()
        _add(of_days, (yield Query(_PLAIN, low=low, high=accounts[-1])))
        low = accounts[-1]
    between_pages()
    _add(of_days, (yield Query(_CHANGED)), -1)
    _find_differing(found, _less_stored(of_days, (yield Query(_STORED))), "found-book-sum-differs")
    for (account_id,) in (yield Query(_HIDING)):
        of_days = _no_sums()
        _add(of_days, (yield Query(_PLAIN_HIDDEN, account_id=account_id)))
        _add(of_days, (yield Query(_STORED_HIDDEN, account_id=account_id)), -1)
        _find_differing(found, _of_spans(of_days, [BookSpan.DAY]), "found-hidden-sum-differs")


def _find_differing(found: Findings, differences: Sums, what: str) -> None:
    """Add a finding for each figure, span, day and currency with a difference, in order, each once."""
    keys = {(str(key[0]), str(key[1]).lower(), str(key[2]), str(key[3])) for key, of in differences.items() if any(of)}
    for figure, span, day, currency in sorted(keys):
        text = say(what, figure=figure, span=span, day=day, currency=currency)
        found.add(Finding("R32c", text, RESTORE))


def _no_sums() -> Sums:
    return defaultdict(lambda: [0, 0])


def _add(of_days: Sums, rows: Iterable[Row], sign: int = 1) -> None:
    """Add rows to the sums of their days, or subtract them."""
    for figure, day, currency, kind, method, processing, code, own_code, count, high, low in rows:
        of = of_days[figure, str(day)[:10], currency, kind, method, processing, code, own_code]
        of[0] += sign * int(count)
        of[1] += sign * read_total(high, low)


def _of_spans(of_days: Sums, spans: Iterable[BookSpan]) -> Sums:
    """Return the sums of spans from those of days. Days without a difference, which are nearly all, are left out."""
    sums = _no_sums()
    for (figure, day, *by), (count, cents) in of_days.items():
        if count or cents:
            for span in spans:
                of = sums[figure, span, day if span is BookSpan.DAY else f"{str(day)[:7]}-01", *by]
                of[0] += count
                of[1] += cents
    return sums


def _less_stored(of_days: Sums, rows: Iterable[Row]) -> Sums:
    """Return the sums of days and months, less what is stored of them."""
    sums = _of_spans(of_days, BookSpan)
    for figure, day, currency, kind, method, processing, code, own_code, count, high, low, span in rows:
        begins = str(day)[:10] if span == BookSpan.DAY else f"{str(day)[:7]}-01"
        of = sums[figure, BookSpan(span), begins, currency, kind, method, processing, code, own_code]
        of[0] -= int(count)
        of[1] -= read_total(high, low)
    return sums
