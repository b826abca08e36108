"""Checks of exported journals: their lines are those that were exported, and balance (domain R46b)."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from domain.queries.journals import hash_of_lines
from domain.store.program import Program, Query, Sql
from domain.tables import JournalLineRow, JournalRow
from domain.texts import Text, say
from domain.verifying.checks import RESTORE
from domain.verifying.findings import Finding, Findings

_JOURNALS = Sql(f"{JournalRow.select('j')} where j.seq > :after order by j.seq limit 1")
_LINES = Sql(f"{JournalLineRow.select('l')} where l.journal_id = :id order by l.position, l.id")
_STRAYS = Sql(
    "select count(*) from journal_lines l left join journals j on j.id = l.journal_id "
    "where j.id is null or j.currency <> l.currency"
)


def check_journals(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    """Note what is wrong with exported journals, one after the other."""
    seq = 0
    while rows := (yield Query(_JOURNALS, after=seq)):
        between_pages()
        journal = JournalRow.load(rows[0])
        if journal.seq != seq + 1:
            found.add(_wrong(say("found-journal-gap", number=journal.number)))
        seq = journal.seq
        lines = JournalLineRow.load_all((yield Query(_LINES, id=journal.id)))
        if len(lines) != journal.line_count or hash_of_lines(lines) != journal.lines_hash:
            found.add(_wrong(say("found-journal-lines", number=journal.number)))
        elif not _balance(lines, journal.amount_cents):
            found.add(_wrong(say("found-journal-balance", number=journal.number)))
    if (yield Query(_STRAYS))[0][0]:
        found.add(_wrong(say("found-journal-stray")))


def _balance(lines: Sequence[JournalLineRow], amount_cents: int) -> bool:
    """Return True if the lines of each date balance, and both sides of all come to an amount."""
    by_date: defaultdict[date, int] = defaultdict(int)
    for line in lines:
        by_date[line.date] += line.debit_cents - line.credit_cents
    return not any(by_date.values()) and sum(line.debit_cents for line in lines) == amount_cents


def _wrong(text: Text) -> Finding:
    return Finding("R46b", text, RESTORE)
