"""The index of the parts of searched texts against the rows that it indexes (domain R37a): a lost part is not found again.

On SQLite each part's rows are counted and their ids added up, in the index and anew from the texts; PostgreSQL keeps its
index itself, so that there the texts are compared that it was made of.
"""

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

from domain.store.program import Program, Query, Sql
from domain.store.text_parts import PART
from domain.tables.texts import TEXT_INDEXES, UNINDEXED, TextIndex
from domain.texts import say
from domain.verifying.checks import RESTORE
from domain.verifying.findings import Finding, Findings

ROWS_AT_ONCE = 5_000
_BITS = 80
"""A sum of ids is below 2 to this; how many there are stands above it."""
_BEGINNINGS = ("", *"0123456789:abcdefghijklmnopqrstuvwxyz{", "\U0010ffff")
"""Parts are read from one of these to the next."""
_WAITING = Sql(f"select table_name, row_id from {UNINDEXED} order by id")
_LAST = Sql(f"select coalesce(max(id), 0), coalesce(min(id), 1) from {UNINDEXED}")
_KNOWN = {
    index.rows.TABLE: Sql(f"select count(*) from {index.rows.TABLE} s where s.id in :ids") for index in TEXT_INDEXES
}
_TEXTS = {
    index: Sql(f"select s.id, s.texts from {index.name}_indexed s where s.id > :after order by s.id limit :most")
    for index in TEXT_INDEXES
}
_PARTS = {
    index: Sql(
        "select p.term, count(*), sum(p.doc >> 32), sum(p.doc & 4294967295) "
        f"from {index.kind}_text_parts p where p.term >= :first and p.term < :beyond group by p.term"
    )
    for index in TEXT_INDEXES
}
_DIFFERING = {
    index: Sql(
        f"select count(*) from {index.rows.TABLE} s full join {index.name} x on x.id = s.id "
        f"where x.texts is distinct from {index.texts_of('s', 'chr(10)')}"
    )
    for index in TEXT_INDEXES
}


def check_texts(found: Findings, between_pages: Callable[[], None], dialect: str) -> Program[None]:
    """Add a finding for each table whose texts are not indexed as they are."""
    if dialect == "sqlite":
        yield from _check_waiting(found)
    for index in TEXT_INDEXES:
        between_pages()
        if dialect == "sqlite":
            differ = yield from _differing_parts(index, between_pages)
            what = "found-index-parts"
        else:
            differ, what = (yield Query(_DIFFERING[index]))[0][0], "found-index-rows"
        if differ:
            found.add(Finding("R37a", say(what, table=index.rows.TABLE, differ=differ), RESTORE))


def _check_waiting(found: Findings) -> Program[None]:
    """Add a finding unless each row that waits to be indexed is one of a table, and waits once."""
    waiting = [tuple(row) for row in (yield Query(_WAITING))]
    ((last, first),) = yield Query(_LAST)
    known = 0
    for table, sql in _KNOWN.items():
        ids = [row_id for name, row_id in waiting if name == table and isinstance(row_id, int)]
        known += (yield Query(sql, ids=ids))[0][0] if ids else 0
    if not known == len(waiting) == last or first != 1:
        found.add(Finding("R37a", say("found-index-waiting"), RESTORE))


def _differing_parts(index: TextIndex, between_pages: Callable[[], None]) -> Program[int]:
    """Return of how many parts the index does not have the rows that it should."""
    sums: defaultdict[str, int] = defaultdict(int)
    after = -(2**63)
    while rows := (yield Query(_TEXTS[index], after=after, most=ROWS_AT_ONCE)):
        between_pages()
        for row_id, texts in rows:
            one = (1 << _BITS) + row_id
            for part in {texts[place : place + PART] for place in range(len(texts) - PART + 1)}:
                sums[part] += one
        after = rows[-1][0]
    for first, beyond in pairwise(_BEGINNINGS):
        between_pages()
        for part, count, high, low in (yield Query(_PARTS[index], first=first, beyond=beyond)):
            sums[part] -= (count << _BITS) + (high << 32) + low
    return sum(1 for each in sums.values() if each)
