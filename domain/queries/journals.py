"""Journals for the ledger: what a period posts, and what was exported of it (domain R46b)."""

import hashlib
from binascii import b2a_base64
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from domain.core.journal import (
    WAY,
    JournalAccounts,
    JournalCode,
    JournalLine,
    JournalRole,
    PostedCell,
    Posting,
    balanced_total,
    differences,
    journal_lines,
    postings,
)
from domain.core.kinds import GIVEN_BACK, RECEIVED, PaymentMethod, Side, TransactionKind
from domain.core.money import exact_total
from domain.core.periods import Period
from domain.core.sales import INCOME
from domain.queries.pages import Order, compiled, listed, rows_of
from domain.queries.records import by_ids
from domain.queries.reports.branches import words
from domain.queries.reports.scope import PeriodScope
from domain.queries.reports.totals import read_total, total
from domain.queries.sources import ById, Source
from domain.store.program import Program, Query, Sql
from domain.tables import JournalLineRow, JournalRow, LedgerCodeRow

journals = ById(Source(JournalRow, "j"))
"""Exported journals by id."""
JOURNALS = rows_of(JournalRow, "j")
NEWEST_JOURNAL_FIRST = Order("JOURNAL", (("j.seq", int),), descending=True)
LINES_OF_JOURNALS = listed(Source(JournalLineRow, "l"), "l.journal_id")
BY_POSITION = Order("POSITION", (("l.position", int),))

_EXPORTED = Sql(
    f"select l.day, l.role, l.method, l.ledger_code_id, l.side, {total('l.cents')} from journal_lines l "
    "where l.currency = :currency and l.day >= :first and l.day <= :last group by 1, 2, 3, 4, 5"
)
_OF_PERIOD = Sql(
    f"{JournalRow.select('j')} where j.currency = :currency and j.first_day <= :last and j.last_day >= :first order by j.seq"
)
_LAST_SEQ = Sql("select coalesce(max(j.seq), 0) from journals j")
_LINES = Sql(f"{JournalLineRow.select('l')} where l.journal_id in :ids order by l.journal_id, l.position")
_BY_NUMBER = Sql(f"{JournalRow.select('j')} where j.number = :number")


def period_postings(scope: PeriodScope) -> Program[dict[Posting, int]]:
    """Return what the transactions of a period post, by one statement; raises ``InvalidAmount``."""
    view = scope.view
    counted = f"{view.present('t')} and not {view.processing('t')}"
    text = " union all ".join(
        f"select i.date, i.kind, {view.method_of('t.id', 't.method')}, i.ledger_code_id, {total('i.amount_cents')} "
        "from items i join accounts a on a.id = i.account_id join transactions t on t.id = i.transaction_id "
        f"where i.kind in {words(kinds)} and i.date >= :first and i.date <= :last and a.currency = :currency and {counted} "
        "group by 1, 2, 3, 4"
        for kinds in (INCOME, (*RECEIVED, *GIVEN_BACK))  # each has an index by date
    )
    cells = [
        PostedCell(
            day,
            TransactionKind(kind),
            None if method is None else PaymentMethod(method),
            code_id,
            exact_total(read_total(high, low), WAY),
        )
        for day, kind, method, code_id, high, low in (yield Query(compiled(text), **scope.arguments))
    ]
    return postings(cells)


def exported_postings(currency: str, period: Period) -> Program[dict[Posting, int]]:
    """Return what all journals together hold of a period's days."""
    rows = yield Query(_EXPORTED, currency=currency, first=period.first, last=period.last)
    found = {
        Posting(
            day, JournalRole(role), None if method is None else PaymentMethod(method), code_id, Side(side)
        ): read_total(high, low)
        for day, role, method, code_id, side, high, low in rows
    }
    return {posting: cents for posting, cents in found.items() if cents}


def exported_differences(scope: PeriodScope) -> Program[dict[Posting, int]]:
    """Return what a period posts that its journals do not hold, or hold otherwise; raises ``InvalidAmount``."""
    now = yield from period_postings(scope)
    return differences(now, (yield from exported_postings(scope.currency, scope.period)))


def journals_of_period(currency: str, period: Period) -> Program[list[JournalRow]]:
    """Return the journals that hold any day of a period, oldest first."""
    rows = yield Query(_OF_PERIOD, currency=currency, first=period.first, last=period.last)
    return JournalRow.load_all(rows)


def journal_by_number(number: str) -> Program[JournalRow | None]:
    """Return the journal of a number, None if there is none."""
    rows = yield Query(_BY_NUMBER, number=number)
    return JournalRow.load(rows[0]) if rows else None


def last_journal_seq() -> Program[int]:
    """Return how many journals were exported."""
    seq: int = (yield Query(_LAST_SEQ))[0][0]
    return seq


def journal_codes(changed: Iterable[Posting]) -> Program[dict[int, JournalCode]]:
    """Return the ledger codes that postings name, by id."""
    ids = {posting.ledger_code_id for posting in changed if posting.ledger_code_id is not None}
    rows = yield from by_ids(LedgerCodeRow, ids)
    return {row.id: JournalCode(row.code, row.title) for row in rows.values()}


def lines_of_journals(ids: Collection[int]) -> Program[dict[int, list[JournalLineRow]]]:
    """Return the lines of journals, in order, by the journal's id."""
    found: dict[int, list[JournalLineRow]] = {each: [] for each in ids}
    for line in JournalLineRow.load_all((yield Query(_LINES, ids=sorted(ids)))):
        found[line.journal_id].append(line)
    return found


def line_row(
    row_id: int, journal_id: int, position: int, currency: str, number: str | None, line: JournalLine
) -> JournalLineRow:
    """Return a line as a row of a journal; its reference joins the lines of one date to one entry of the ledger."""
    posting = line.posting
    return JournalLineRow(
        row_id,
        journal_id,
        position,
        currency,
        posting.day,
        posting.role,
        posting.method,
        posting.ledger_code_id,
        posting.side,
        line.cents,
        line.date,
        line.account,
        line.description,
        "-".join(filter(None, (number, f"{line.date:%Y%m%d}"))),
    )


@dataclass(slots=True, eq=False)
class JournalPreview:
    """What a period posts, which has no number: as a journal, with its lines."""

    id: int
    currency: str
    first_day: date
    last_day: date
    amount_cents: int
    lines: list[JournalLineRow]
    number: None = None
    correction: bool = False
    recorded_at: None = None
    recorded_by: None = None
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def line_count(self) -> int:
        """Return how many lines it has."""
        return len(self.lines)

    @property
    def debit_cents(self) -> int:
        """Return the sum of its debits."""
        return self.amount_cents

    @property
    def credit_cents(self) -> int:
        """Return the sum of its credits."""
        return self.amount_cents


def journal_preview(scope: PeriodScope, accounts: JournalAccounts) -> Program[JournalPreview]:
    """Return the whole journal of a period, whatever was exported of it; raises ``InvalidAmount``."""
    posted = yield from period_postings(scope)
    lines = journal_lines(posted, accounts, (yield from journal_codes(posted)), lambda _day: None)
    rows = [line_row(position, 0, position, scope.currency, None, line) for position, line in enumerate(lines, 1)]
    return JournalPreview(_preview_id(scope), scope.currency, *scope.period, balanced_total(lines), rows)


def _preview_id(scope: PeriodScope) -> int:
    """Return the id of a period's journal, the same each time; no row has it, as no row was made so late."""
    named = f"{scope.currency} {scope.period.first} {scope.period.last} {scope.view.at}"
    return 3 * 2**61 + int.from_bytes(hashlib.sha256(named.encode()).digest()[:7])


def hash_of_lines(lines: Sequence[JournalLineRow]) -> str:
    """Return SHA-256, in base64, over lines in their order: all that they hold but their ids."""
    values = [line.values()[2:] for line in lines]
    return b2a_base64(hashlib.sha256(orjson.dumps(values)).digest(), newline=False).decode()
