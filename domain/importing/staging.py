"""Staging a large file: its rows are stored by account, with nothing reserved, for a job to publish (domain R24b)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from domain.core.kinds import JobKind, JobState
from domain.importing.bundles import bundle_of
from domain.importing.kinds import ImportKind
from domain.importing.readers.rows import FileRow
from domain.queries.jobs import JOB_LEASE_US, Extent
from domain.services.job_queue import queue_job
from domain.services.jobs import locked_job
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import JobRow, StagedFileRow, StagedRowsRow
from domain.texts import say, to_stored

UNSTAGED_ROWS_MAX = 500
"""Up to how many rows a file is imported in one unit of work, some 200 ms; a job publishes more."""

RECORD_ROWS = 25
"""How many rows are staged in one record, unless they belong together."""

RECORDS_A_UNIT = 1_000
"""How many records are stored in one unit of work, some 30 ms."""

RECORDS_AT_ONCE_MAX = 2_000
"""How many records of a file are stored at once, with the job that publishes them; those of a larger file come before it."""

NEVER_STAGED = say("import-not-all-stored")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file whose good rows are known, so many of so many parts: ``records`` of them, all or some, which no job has yet.

    ``digest`` is that of all its rows, ``duplicates`` how many of them came with an earlier file and were left out.
    """

    kind: ImportKind
    source: str
    records: Sequence[StagedRowsRow]
    row_count: int
    extent: Extent
    digest: str
    skip_bad_rows: bool
    keep_errors: bool
    even_if_same: bool
    duplicates: int


@dataclass(frozen=True, slots=True)
class StageRecords(Command[int]):
    """Records of a very large file, for the job that shall publish it; None for the first of them, which make it."""

    checked: CheckedFile
    job_id: int | None = None


@service
def stage_records(unit: UnitOfWork, cmd: StageRecords) -> Program[int]:
    """Store the next records of a file whose job cannot begin before all are stored (``begin_staged``); return the job.

    Until then the job counts as failed, so that nobody publishes what a killed process left. Raises ``NotFound``.
    """
    leased_until = unit.now + JOB_LEASE_US
    if cmd.job_id is None:
        job = queue_job(unit, JobKind.IMPORT, cmd.checked.extent)
        job.state, job.failure, job.ended_at, job.leased_until = (
            JobState.FAILED,
            to_stored(NEVER_STAGED),
            unit.now,
            leased_until,
        )
        unit.changes.add(_file_of(unit, cmd.checked, job.id))
    else:
        job = unit.changes.change((yield from locked_job(cmd.job_id)), leased_until=leased_until)
    _add_records(unit, cmd.checked.records, job.id)
    return job.id


def begin_staged(unit: UnitOfWork, job: JobRow) -> JobRow:
    """Queue a locked job whose records are all stored, for the caller to run."""
    leased_until = unit.now + JOB_LEASE_US
    return unit.changes.change(job, state=JobState.QUEUED, failure=None, ended_at=None, leased_until=leased_until)


def stage_file(unit: UnitOfWork, checked: CheckedFile, *, own: bool) -> JobRow:
    """Store a checked file's rows and queue the job that publishes them, account by account, in one batch."""
    job = queue_job(unit, JobKind.IMPORT, checked.extent)
    job.leased_until = unit.now + JOB_LEASE_US if own else 0
    unit.changes.add(_file_of(unit, checked, job.id))
    _add_records(unit, checked.records, job.id)
    return job


def _file_of(unit: UnitOfWork, checked: CheckedFile, job_id: int) -> StagedFileRow:
    return StagedFileRow(
        unit.new_id(),
        job_id,
        checked.kind,
        checked.source,
        checked.skip_bad_rows,
        checked.keep_errors,
        orjson.dumps(sorted(unit.actor.permissions)).decode(),
        checked.row_count,
        created=0,
        unchanged=0,
        faulty=0,
        digest=checked.digest,
        even_if_same=checked.even_if_same,
        duplicates=checked.duplicates,
    )


def _add_records(unit: UnitOfWork, records: Iterable[StagedRowsRow], job_id: int) -> None:
    for record in records:
        record.job_id = job_id
        unit.changes.add(record)


def rows_from(record: StagedRowsRow) -> list[FileRow]:
    """Return the rows of a record of staged rows."""
    return [
        FileRow(line, index, cells, sum(rest), formed=True)
        for line, index, cells, *rest in orjson.loads(record.content)
    ]


def content_of(record: Sequence[FileRow]) -> str:
    """Return the content of a record of staged rows."""
    return orjson.dumps([[row.line, row.index, dict(row), row.occurrence] for row in record]).decode()


def divided(kind: ImportKind, rows: Sequence[FileRow]) -> Iterator[list[FileRow]]:
    """Divide a part's rows, in order, into records that divide no bundle."""
    record: list[FileRow] = []
    for bundle in _bundles(kind, rows):
        record += bundle
        if len(record) >= RECORD_ROWS:
            yield record
            record = []
    if record:
        yield record


def _bundles(kind: ImportKind, rows: Sequence[FileRow]) -> Iterable[list[FileRow]]:
    """Return the rows that belong together, in the order in which the first of each comes: an importer sees them whole."""
    bundles: dict[str, list[FileRow]] = {}
    for row in rows:
        bundles.setdefault(bundle_of(kind, row) or str(row.index), []).append(row)
    return bundles.values()
