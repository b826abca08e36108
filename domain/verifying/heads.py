"""The heads of the audit chains: exporting them, and whether each exported one is still a point of its chain (domain R16b).

Whoever can write the database can also hash a changed chain anew, and then it agrees with itself. What was exported before
and is kept elsewhere does not agree with it.
"""

from collections.abc import Callable, Iterable, Sequence

from domain.queries.audit_snapshots import account_page, chain_heads
from domain.store.program import Program, Query, Sql
from domain.verifying.chains import ACCOUNTS_AT_ONCE, ORGANISATION_RANGE
from domain.verifying.findings import Finding, Findings
from domain.verifying.heads_file import ORGANISATION, Head, HeadsFile, Line, SealedRow
from domain.verifying.sealed_rows import SEALED_TABLES, SealedTable, changed_rows, sealed_page

TAMPERED = (
    "Somebody has rewritten the database since. Keep it and the file as they are, and compare with a backup of before: see "
    "“Signed heads” in the handbook."
)
BAD_FILE = "Take another copy of the file: see “Signed heads” in the handbook."

_AT = Sql(
    "select e.account_id, e.seq, e.hash from each :accounts as a join each :seqs as s on s.key = a.key "
    "join audit_events e on e.account_id = a.value and e.seq = s.value",
    postgres="select e.account_id, e.seq, e.hash from unnest(cast(:accounts as bigint[]), cast(:seqs as bigint[])) "
    "as h (account_id, seq) join audit_events e on e.account_id = h.account_id and e.seq = h.seq",
)
_OWN_AT = Sql("select e.seq, e.hash from audit_events e where e.account_id is null and e.seq in :seqs")
_PRESENT = Sql("select a.id from accounts a where a.id in :ids")


def export_heads(take: Callable[[Iterable[Line]], None]) -> Program[int]:
    """Give all heads, and the rows that no chain holds, to ``take``, page by page; return the number of chains."""
    count = 0
    low, high = ORGANISATION_RANGE
    while True:
        heads = yield from chain_heads(low, high)
        count += len(heads)
        take(Head(account_id, *heads[account_id][:2]) for account_id in sorted(heads))
        low = max(high, 0)
        accounts = yield from account_page(low, ACCOUNTS_AT_ONCE)
        if not accounts:
            break
        high = accounts[-1]
    for table in SEALED_TABLES.values():
        after = -1
        while rows := (yield from sealed_page(table, after)):
            take(rows)
            after = rows[-1].id
    return count


def check_heads(
    files: Sequence[HeadsFile], public_key: str | None, found: Findings, between_pages: Callable[[], None]
) -> Program[None]:
    """Note each file that cannot be trusted, and each of its heads and rows that the database does not hold any more.

    ``public_key`` is the one by which files must be signed, in base64; None: by any. A chain is noted once.
    """
    comparing = _Comparing(found)
    for file in files:
        if file.fault is not None:
            found.add(Finding("R16b", f"{file.path.name}: {file.fault}", BAD_FILE))
            continue
        if public_key is not None and file.public_key != public_key:
            message = f"{file.path.name} is signed by another key: {file.public_key}."
            found.add(Finding("R16b", message, BAD_FILE))
            continue
        for page in file.pages():
            between_pages()
            yield from comparing.compare(page, file.at)


def gaps_between(files: Sequence[HeadsFile]) -> list[str]:
    """Return what is missing among files, a line for each one before which another one came that is not there.

    ``files`` are sorted by time. The first one may have had one before it.
    """
    digests = {each.digest for each in files}
    return [
        f"The file before {each.path.name} is not among those that were compared, or it was changed."
        for each in files[1:]
        if each.fault is None and each.previous is not None and each.previous not in digests
    ]


class _Comparing:
    """Heads and rows of several files beside the database."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._noted: set[tuple[str, int]] = set()

    def compare(self, page: Sequence[Line], at: str) -> Program[None]:
        heads = [each for each in page if isinstance(each, Head) and each.seq > 0]
        if heads:
            yield from self._compare_heads(heads, at)
        for table in SEALED_TABLES.values():
            rows = [each for each in page if isinstance(each, SealedRow) and each.table == table.name]
            if rows:
                yield from self._compare_rows(table, rows, at)

    def _compare_heads(self, heads: Sequence[Head], at: str) -> Program[None]:
        of_accounts = [each for each in heads if each.chain != ORGANISATION]
        accounts, seqs = [each.chain for each in of_accounts], [each.seq for each in of_accounts]
        held = {(row[0], row[1]): row[2] for row in (yield Query(_AT, accounts=accounts, seqs=seqs))}
        own = [each.seq for each in heads if each.chain == ORGANISATION]
        if own:
            held |= {(ORGANISATION, row[0]): row[1] for row in (yield Query(_OWN_AT, seqs=own))}
        differing = [each for each in heads if held.get((each.chain, each.seq)) != each.hash]
        if not differing:
            return
        present = {row[0] for row in (yield Query(_PRESENT, ids=sorted({each.chain for each in differing})))}
        for each in differing:
            is_gone = (each.chain, each.seq) not in held
            what = f"no longer has its entry {each.seq:,}" if is_gone else f"has another entry {each.seq:,}"
            if each.chain == ORGANISATION:
                self._note("chain", each.chain, f"The organisation's audit log {what}, unlike at {at}.", None)
            elif each.chain in present:
                self._note("chain", each.chain, f"The account's audit log {what}, unlike at {at}.", each.chain)
            else:
                message = f"The account with id {each.chain}, which was there at {at}, is gone with its audit log."
                self._note("chain", each.chain, message, None)

    def _compare_rows(self, table: SealedTable, rows: Sequence[SealedRow], at: str) -> Program[None]:
        gone, changed = yield from changed_rows(table, rows)
        for each in gone:
            self._note(
                table.name, each.id, f"The row {each.id} of {table.name}, which was there at {at}, is gone.", None
            )
        for each in changed:
            message = f"The row {each.id} of {table.name} holds something else than it did at {at}."
            self._note(table.name, each.id, message, None)

    def _note(self, table: str, row_id: int, message: str, account_id: int | None) -> None:
        if (table, row_id) not in self._noted:
            self._noted.add((table, row_id))
            self._found.add(Finding("R16b", message, TAMPERED, account_id))
