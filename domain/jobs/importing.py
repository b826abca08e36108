"""Importing large files: checked as a whole in a snapshot, which nobody waits for, then staged for a job (domain R24b)."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from domain.errors import InvalidValue, Refusal, Refusals
from domain.importing.file_check import FileCheck
from domain.importing.kinds import IMPORTERS
from domain.importing.large_file import LargeFile
from domain.importing.mappings import combined, kept_reading
from domain.importing.problems import PROBLEMS_MAX
from domain.importing.readers.encoding import has_more_lines, size_of
from domain.importing.readers.reading import Reading, Understood
from domain.importing.readers.table import FileReader
from domain.importing.service import ImportRecords, ImportResult, Staged, readable
from domain.importing.spool import Spool, SpooledRecord
from domain.importing.staging import RECORDS_A_UNIT, RECORDS_AT_ONCE_MAX, UNSTAGED_ROWS_MAX, CheckedFile, StageRecords
from domain.permissions import Principal
from domain.queries.jobs import Extent
from domain.store.backend import Reader
from domain.store.store import Store
from domain.tables import StagedRowsRow
from domain.texts import say

SMALL_BYTES_MAX = 2**20
"""A file on the disk that is larger is read in pieces, however few lines it has."""


class Watcher:
    """Learns how a large import comes along; this one lets it pass."""

    def understood(self, understood: Understood) -> None:
        """Learn how the file was read, before anything is checked."""

    def done(self, what: str, rows: int, total: int | None) -> None:
        """Learn how many rows were read, checked or stored, of how many if that is known."""


def is_large(cmd: ImportRecords) -> bool:
    """Return True if a file may have more rows than one unit of work takes; only its lines are counted."""
    on_disk = not isinstance(cmd.data, bytes) and size_of(cmd.data) > SMALL_BYTES_MAX
    return on_disk or has_more_lines(cmd.data, UNSTAGED_ROWS_MAX)


async def checked_import(
    store: Store,
    cmd: ImportRecords,
    actor: Principal,
    *,
    dry_run: bool = False,
    own: bool = False,
    watcher: Watcher | None = None,
) -> ImportRecords:
    """Return the command that imports a file: for a large one it stages the rows, which are checked here as a whole.

    What the check refuses, the command will; of a ``dry_run`` it stores nothing. ``own``: the caller runs the job too, and
    lets the command follow at once: the rows of a very large file are stored already.
    """
    if not is_large(cmd):
        return _in_memory(cmd)
    try:
        if cmd.mapping is not None:
            kept = await store.read(kept_reading(cmd.mapping, cmd.kind))
            cmd = replace(cmd, reading=combined(kept, cmd.reading), mapping=None)
        with Spool() as spool:
            checked = await _Import(store, cmd, actor, spool, watcher or Watcher(), dry_run=dry_run, own=own).checked()
    except (Refusal, Refusals) as refused:
        return replace(cmd, data=b"", staged=Staged(refused))
    if own:
        await store.backend.release_memory()
    return checked


def _in_memory(cmd: ImportRecords) -> ImportRecords:
    return cmd if isinstance(cmd.data, bytes) else replace(cmd, data=cmd.data.read_bytes())


class _Import:
    """One large file on its way from reading to staging."""

    def __init__(
        self,
        store: Store,
        cmd: ImportRecords,
        actor: Principal,
        spool: Spool,
        watcher: Watcher,
        *,
        dry_run: bool,
        own: bool,
    ) -> None:
        self._store, self._cmd, self._actor, self._spool, self._watcher = store, cmd, actor, spool, watcher
        self._dry_run, self._own = dry_run, own

    async def checked(self) -> ImportRecords:
        """Read, check and, if it is ours and very large, store the file."""
        cmd, importer = self._cmd, IMPORTERS[self._cmd.kind]
        with readable(cmd.source):
            reader = await asyncio.to_thread(FileReader, cmd.data, importer.columns, cmd.reading)
        with reader:
            may_see = self._actor.may(*importer.seen_with)
            file = LargeFile(cmd.kind, reader, self._spool, may_see=may_see)
            async with self._store.long_snapshot() as view:
                await self._read(file, view)
                if file.good_count <= UNSTAGED_ROWS_MAX:
                    return _in_memory(cmd)
                self._watcher.understood(file.understood(file.forms()))
                check = await self._check(file, view)
        result = check.result()
        if self._dry_run or not result.created:
            return replace(cmd, data=b"", staged=Staged(result, check.digest))
        if check.has_unknown_problems:
            message = say("import-too-many-problems", most=PROBLEMS_MAX)
            raise InvalidValue(message, cmd.source)
        return await self._staged(result, check, file.settled(check.forms))

    async def _read(self, file: LargeFile, view: Reader) -> None:
        with readable(self._cmd.source):
            while await view.run(file.read_piece()):
                self._watcher.done("Reading", file.row_count, None)

    async def _check(self, file: LargeFile, view: Reader) -> FileCheck:
        context, clock = self._store.context, self._store.clock
        check = FileCheck(context, clock, self._cmd, self._actor, file, self._spool, dry_run=self._dry_run)
        while await view.run(check.next_group()):
            self._watcher.done("Checking", check.checked, file.good_count)
        return check

    async def _staged(self, result: ImportResult, check: FileCheck, settled: Reading) -> ImportRecords:
        """Return the command that stages the rows; if there are very many and the job is ours, they are stored here."""
        cmd = self._cmd
        choices = (cmd.skip_bad_rows, cmd.keep_errors, cmd.even_if_same)
        extent = Extent(check.parts, check.highest_part)
        checked = CheckedFile(
            cmd.kind, cmd.source, (), check.staged, extent, check.digest, *choices, result.duplicates or 0
        )
        staged = Staged(result, check.digest, own=self._own, settled=settled)
        if self._own and check.record_count > RECORDS_AT_ONCE_MAX:
            return replace(cmd, data=b"", staged=replace(staged, job=await self._store_records(checked)))
        records = [each for some in self._spool.records(RECORDS_A_UNIT) for each in self._rows(some)]
        return replace(cmd, data=b"", staged=replace(staged, file=replace(checked, records=records)))

    async def _store_records(self, checked: CheckedFile) -> int:
        job: int | None = None
        stored = 0
        for some in self._spool.records(RECORDS_A_UNIT):
            cmd = StageRecords(replace(checked, records=self._rows(some)), job)
            job = (await self._store.run(cmd, self._actor)).result
            stored += sum(each.row_count for each in some)
            self._watcher.done("Storing", stored, checked.row_count)
            await self._store.backend.yield_to_others()
        assert job is not None, "a file without rows"
        return job

    def _rows(self, records: Sequence[SpooledRecord]) -> list[StagedRowsRow]:
        return [StagedRowsRow(self._store.context.new_id(), 0, *each) for each in records]
