"""Checking a large file as a whole, group by group, in a snapshot that nobody waits for (domain R24b)."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from domain.importing.importers.earlier_rows import row_bytes
from domain.importing.importers.tally import EarlierRows, Tally
from domain.importing.kinds import IMPORTERS, ImportKind
from domain.importing.large_file import Group, LargeFile
from domain.importing.mappings import keep_mapping
from domain.importing.problems import PROBLEMS_MAX
from domain.importing.readers.rows import Duplicate, FileRow
from domain.importing.service import DUPLICATE_ROWS_MAX, BadRows, ImportRecords, ImportResult, unfit
from domain.importing.spool import Spool, SpooledRecord
from domain.importing.staging import content_of, divided
from domain.permissions import Principal, require_permissions
from domain.queries.duplicates import newest, newest_rows
from domain.queries.file_duplicates import recorded_money_like
from domain.services.checks import refusals_under
from domain.store.clock import Clock
from domain.store.locks import without_locks
from domain.store.program import Program, Row
from domain.store.unit_of_work import UnitContext, UnitOfWork
from domain.tables import TransactionRow
from domain.texts import say


class FileCheck:
    """What importing a file would come to; locks nothing, and nothing remains but the rows that shall be staged.

    They are in the ``spool``, unless it is a dry run.
    """

    def __init__(
        self,
        context: UnitContext,
        clock: Clock,
        cmd: ImportRecords,
        actor: Principal,
        file: LargeFile,
        spool: Spool,
        *,
        dry_run: bool,
    ) -> None:
        importer = IMPORTERS[cmd.kind]
        if importer.only_if_seen:
            require_permissions(actor, importer.seen_with, say("needs-import", kind=cmd.kind))
        self._context, self._clock, self._cmd, self._actor = context, clock, cmd, actor
        self._file, self._spool, self._dry_run = file, spool, dry_run
        self._importer = importer
        self._may_see = actor.may(*importer.seen_with)
        self.forms = file.forms()
        self._groups: Iterator[Group] = file.groups()
        self._problems = file.malformed
        self._fits = True
        self._created = self._unchanged = self._invalid = self._duplicate_count = 0
        self._duplicates: list[Duplicate] = []
        self._like: list[Row] = []
        self._hash = hashlib.sha256(cmd.kind.encode())
        self._earlier = EarlierRows()
        self._last_part = -1
        self._place = 0
        self.checked = 0
        self.staged = 0
        self.record_count = 0
        self.parts = 0
        self.highest_part = 0

    @property
    def digest(self) -> str:
        """Return a digest of all rows, in whatever encoding and with whatever names their columns are written."""
        return self._hash.hexdigest()

    def next_group(self) -> Program[bool]:
        """Check the next rows; return False once all are checked."""
        group = next(self._groups, None)
        if group is None:
            if self._cmd.save_mapping_as is not None:
                yield from without_locks(self._keep_mapping(self._cmd.save_mapping_as))
            return False
        self.forms.convert(group.rows, group.currencies)
        for row in group.rows:
            self._hash.update(row_bytes(row))
        unit = self._unit()
        tally = self._tally(group)
        with refusals_under(self._cmd.source):
            yield from without_locks(self._importer.import_rows(unit, group.rows, tally))
        if self._may_see:
            yield from tally.explain_missing(unit.zone)
        money = unit.changes.added(TransactionRow)
        self._like = newest_rows([*self._like, *(yield from recorded_money_like(money, unit.accounts))])
        self._count(tally)
        if not self._dry_run:
            self._keep(group, tally)
        self._last_part = group.parts[-1]
        self.checked += len(group.rows)
        return True

    def result(self) -> ImportResult:
        """Return what importing the file would come to.

        Raises ``BadRows``, and ``NotFound`` without details for records that do not fit what the caller may not see.
        """
        cmd, problems, forms = self._cmd, self._problems, self.forms
        understood = self._file.understood(forms)
        if problems and not cmd.skip_bad_rows:
            raise BadRows(problems.first, cmd.source, understood, problems.count, problems.rows)
        if not self._may_see and not self._dry_run and not self._fits:
            raise unfit(self._importer, cmd.source)
        is_counted = self._may_see or not self._dry_run
        return ImportResult(
            self._created if is_counted else None,
            self._unchanged if is_counted else None,
            self._invalid if is_counted else None,
            problems.rows,
            problems.count,
            [each[:] for each in problems.first],
            cmd.source,
            understood,
            self._duplicate_count if is_counted else None,
            [each[:] for each in self._duplicates] if is_counted else [],
            newest(self._like),
        )

    @property
    def has_unknown_problems(self) -> bool:
        """Return True if there are more problems than are reported, so that nobody knows what would be left out."""
        return self._problems.count > PROBLEMS_MAX

    def _unit(self) -> UnitOfWork:
        return UnitOfWork(self._context, self._cmd.mutation(), self._actor, self._clock())

    def _tally(self, group: Group) -> Tally:
        if group.parts[0] != self._last_part and self._cmd.kind is not ImportKind.LEDGER_CODES:
            self._earlier = EarlierRows()
        return Tally(
            [],
            keep_errors=self._cmd.keep_errors,
            skip_bad_rows=self._cmd.skip_bad_rows,
            may_see=self._may_see,
            even_if_same=self._cmd.even_if_same,
            earlier=self._earlier,
            unsure=group.unsure,
            only_checks=True,
        )

    def _count(self, tally: Tally) -> None:
        self._problems.add(tally.problems if self._may_see else tally.own_problems)
        self._fits = self._fits and tally.fits
        self._created += tally.created
        self._unchanged += tally.unchanged
        self._invalid += tally.invalid
        self._duplicate_count += len(tally.duplicates)
        self._duplicates = sorted([*self._duplicates, *tally.duplicates])[:DUPLICATE_ROWS_MAX]

    def _keep(self, group: Group, tally: Tally) -> None:
        """Keep the rows without problems that did not come with an earlier file, each with its occurrence."""
        found = tally.problems if self._may_see else tally.own_problems
        left_out = {problem.row for problem in found} | {duplicate.row for duplicate in tally.duplicates}
        good = [(part, row) for part, row in zip(group.parts, group.rows, strict=True) if row.index not in left_out]
        for _, row in good:
            row.occurrence = tally.occurrences.get(row.index, 0)
        self._spool.add_records([*self._records(good)])

    def _records(self, good: Sequence[tuple[int, FileRow]]) -> Iterator[SpooledRecord]:
        """Yield rows as they are staged, and count them; the accounts come by rising id."""
        for part, of_part in groupby(good, key=itemgetter(0)):
            if part != self.highest_part:
                self.highest_part, self._place = part, 0
                self.parts += 1
            for record in divided(self._cmd.kind, [row for _, row in of_part]):
                yield SpooledRecord(part, self._place, len(record), content_of(record))
                self._place += len(record)
                self.staged += len(record)
                self.record_count += 1

    def _keep_mapping(self, name: str) -> Program[None]:
        unit = self._unit()
        yield from unit.lock_organisation()
        yield from keep_mapping(unit, name, self._cmd.kind, self._file.settled(self.forms))
