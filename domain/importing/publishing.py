"""Publishing a staged file, account by account, each checked again under its lock (domain R24b)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from domain.core.kinds import JobKind
from domain.errors import Refusals
from domain.importing.importers.tally import Tally
from domain.importing.kinds import IMPORTERS, WITHOUT_ACCOUNTS, ImportKind
from domain.importing.readers.rows import FileRow
from domain.importing.service import refusals_of, unfit
from domain.importing.staging import UNSTAGED_ROWS_MAX, rows_from
from domain.importing.statements.staged import BANK_STATEMENT, StatementWork
from domain.queries.files import accounts_of_transactions
from domain.queries.hidden import codes_of_hidden, ends_of_hidden
from domain.queries.records import ledger_codes_by_code
from domain.queries.staging import next_staged_rows, staged_file_of
from domain.services.hidden import check_hidden
from domain.services.job_part import Part, Work
from domain.services.job_work import register_work
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import JobRow, StagedFileRow, StagedRowsRow

RECORDS_READ_MAX = 40
"""How many records of staged rows a group reads, some 1,000 rows."""

WHOLE_ROWS_MAX = UNSTAGED_ROWS_MAX
"""An account with no more rows than this is published at once, however small the parts of larger ones are."""


class ImportWork(Work):
    """Publishes the rows of a staged file.

    The records of a divided account, one that has more rows than a part takes, stay hidden. Once all of them are recorded, a
    group of its own shows them together.
    """

    def __init__(self, unit: UnitOfWork, job: JobRow, file: StagedFileRow) -> None:
        # the job acts for who imports the file: an importer asks what they may do
        unit.actor = replace(unit.actor, permissions=file.granted)
        super().__init__(unit, job)
        self._file = file
        self._kind = ImportKind(file.kind)
        # a part of a file without accounts has no account whose error a job could list; hidden records cannot stay behind
        self.all_or_nothing = not file.skip_bad_rows or self._kind in WITHOUT_ACCOUNTS or file.published > 0
        self.may_have_error = file.published > 0
        self._records: dict[int, list[StagedRowsRow]] = {}
        self._rows: dict[int, list[FileRow]] = {}
        self._published = file.published
        self._counts: Counter[str] = Counter()

    def next_accounts(self, most: int) -> Program[list[int]]:
        """See ``Work.next_accounts``: the next parts of the file."""
        current, records = yield from next_staged_rows(self._file, self._job.last_account_id, RECORDS_READ_MAX)
        self.more = len(records) == RECORDS_READ_MAX
        if self._published:
            self._records[current] = []  # which may be all that is left: then its records are to be shown
        for record in records:
            self._records.setdefault(record.part, []).append(record)
        parts = [*self._records]
        if self.more and len(parts) > 1:
            parts.pop()  # of which not all may have been read
        return parts[:most]

    def lock(self, account_ids: Sequence[int]) -> Program[None]:
        """See ``Work.lock``."""
        for each in account_ids:
            self._rows[each] = [row for record in self._records[each] for row in rows_from(record)]
        rows = [row for each in account_ids for row in self._rows[each]]
        if self._kind is ImportKind.LEDGER_CODES:
            yield from self._unit.lock_organisation()
        elif self._kind is ImportKind.RECONCILIATIONS:
            numbers = {row[column] for row in rows for column in ("credit_number", "debit_number")}
            found = yield from accounts_of_transactions(numbers)
            ends = (yield from ends_of_hidden(self._unit.batch.id, account_ids[:1])) if self._published else set()
            yield from self._unit.lock_accounts({*account_ids, *ends, *(each.id for each in found.values())})
        elif self._kind is not ImportKind.ACCOUNTS:
            yield from self._unit.lock_accounts(account_ids)
            hidden = (yield from codes_of_hidden(self._unit.batch.id, account_ids[0])) if self._published else set()
            yield from ledger_codes_by_code({row["ledger_code"] for row in rows} | hidden)

    def do(self, account_ids: Sequence[int], rows_most: int) -> Program[Part]:
        """See ``Work.do``; raises what is wrong with a row by now."""
        part = account_ids[0]
        records = self._records[part]
        if not records:
            return (yield from self._show(part))
        is_last_read = self.more and part == max(self._records)
        rows, total = self._rows[part], len(self._rows[part])
        whole = not self._published and not is_last_read and total <= max(rows_most, WHOLE_ROWS_MAX)
        if not whole:
            rows = rows[: self._end_of_part(records, rows_most)]
        if self._kind in WITHOUT_ACCOUNTS:
            whole = not is_last_read and len(rows) == total
        elif not whole:
            self._unit.hidden.add(part)
        together = self._together(account_ids, rows_most) if whole else []
        tally = yield from self._import([*rows, *(row for each in together for row in self._rows[each])])
        self._published = 0 if whole else self._published + len(rows)
        made = tally.created if self._kind is ImportKind.RECONCILIATIONS else 0
        written = len(rows) + sum(len(self._rows[each]) for each in together)
        return Part(written, made, 0, whole, left_out=self._refused(tally), accounts=1 + len(together))

    @staticmethod
    def _end_of_part(records: Sequence[StagedRowsRow], rows_most: int) -> int:
        """Return how many rows of an account are published at once: whole records, one at least."""
        end = records[0].row_count
        for record in records[1:]:
            if end + record.row_count > rows_most:
                break
            end += record.row_count
        return end

    def _together(self, account_ids: Sequence[int], rows_most: int) -> list[int]:
        """Return the accounts that are published together with the first one, so that few statements serve them all.

        With rows left out, each account has an error of its own, and so is published by itself.
        """
        if self._file.skip_bad_rows or self._kind in WITHOUT_ACCOUNTS:
            return []
        together = []
        left = rows_most - len(self._rows[account_ids[0]])
        for each in account_ids[1:]:
            left -= len(self._rows[each])
            if left < 0 or (self.more and each == max(self._records)):
                break
            together.append(each)
        return together

    def _show(self, account_id: int) -> Program[Part]:
        """Show what is hidden on an account; raises why it can no longer be shown."""
        rows, self._published = self._published, 0
        if self._kind not in WITHOUT_ACCOUNTS and self._job.batch_id is not None:  # else all rows were left out
            yield from check_hidden(self._unit, account_id)
            self._unit.shown.add(account_id)
        return Part(rows)

    def finish(self, *, ends: bool, errors: int) -> None:  # noqa: ARG002 - as others take it
        """See ``Work.finish``: remember how far the part in progress is published, and what came of the rows."""
        if self._counts or self._published != self._file.published:
            counts = {name: getattr(self._file, name) + more for name, more in self._counts.items()}
            self._unit.changes.change(self._file, published=self._published, **counts)

    def _import(self, rows: list[FileRow]) -> Program[Tally]:
        importer = IMPORTERS[self._kind]
        may_see = self._unit.actor.may(*importer.seen_with)
        rows.sort(key=lambda row: row.index)  # what belongs together was staged together
        tally = Tally(
            [],
            keep_errors=self._file.keep_errors,
            skip_bad_rows=self._file.skip_bad_rows,
            may_see=may_see,
            even_if_same=self._file.even_if_same,
        )
        yield from importer.import_rows(self._unit, rows, tally)
        refused = self._refused(tally)
        if refused is not None and (not self._file.skip_bad_rows or self._kind in WITHOUT_ACCOUNTS):
            raise refused
        self._counts += Counter(
            created=tally.created, unchanged=tally.unchanged, faulty=tally.invalid, duplicates=len(tally.duplicates)
        )
        return tally

    def _refused(self, tally: Tally) -> Refusals | None:
        """Return what is wrong with rows by now; None if nothing is."""
        if not tally.may_see and not tally.fits:
            return Refusals([unfit(IMPORTERS[self._kind], self._file.source)])
        problems = sorted(set(tally.problems))
        return Refusals(refusals_of(problems, len(problems), self._file.source)) if problems else None


def import_work(unit: UnitOfWork, job: JobRow) -> Program[ImportWork | StatementWork]:
    """Return the work of a job that publishes a file."""
    file = yield from staged_file_of(job.id)
    assert file is not None, "a job without its file"
    return StatementWork(unit, job, file) if file.kind == BANK_STATEMENT else ImportWork(unit, job, file)


register_work(JobKind.IMPORT, import_work)
