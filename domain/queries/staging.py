"""Staged files: what a job has still to publish (domain R24b)."""

from domain.store.program import Program, Query, Sql
from domain.tables import StagedFileRow, StagedRowsRow

ALWAYS = 2**63 - 1
"""After every lease."""

_FILE = Sql(f"{StagedFileRow.select('f')} where f.job_id = :job_id")
_NEXT = Sql(
    f"{StagedRowsRow.select('r')} where r.job_id = :job_id and r.part > :after "
    "and (r.part > :current or r.place >= :published) order by r.part, r.place limit :most"
)
_UNFINISHED = Sql(
    "select j.id from staged_files f join jobs j on j.id = f.job_id "
    "where f.digest = :digest and j.ended_at is null order by j.id limit 1"
)
_NEXT_PARTS = Sql(
    f"{StagedRowsRow.select('r')} where r.job_id = :job_id and r.part > :after order by r.part limit :most"
)
_FIRST_PART = Sql("select coalesce(min(r.part), 0) from staged_rows r where r.job_id = :job_id and r.part > :after")
_PRUNE = Sql(
    "delete from staged_rows where id in (select r.id from staged_rows r join jobs j on j.id = r.job_id "
    "where j.ended_at is not null and j.leased_until <= :now order by r.id limit :most) returning id"
)


def staged_file_of(job_id: int) -> Program[StagedFileRow | None]:
    """Return the file that a job publishes, or None if it publishes none."""
    rows = yield Query(_FILE, job_id=job_id)
    return StagedFileRow.load(rows[0]) if rows else None


def is_being_imported(digest: str) -> Program[bool]:
    """Return True if a job has still to publish a file with these rows."""
    return bool((yield Query(_UNFINISHED, digest=digest)))


def next_staged_rows(file: StagedFileRow, after: int, most: int) -> Program[tuple[int, list[StagedRowsRow]]]:
    """Return the part in progress, which follows the part ``after``, and the next ``most`` records of rows, in order."""
    ((current,),) = yield Query(_FIRST_PART, job_id=file.job_id, after=after)
    arguments = {"after": after, "current": current, "published": file.published, "most": most}
    return current, StagedRowsRow.load_all((yield Query(_NEXT, job_id=file.job_id, **arguments)))


def next_parts(job_id: int, after: int, most: int) -> Program[list[StagedRowsRow]]:
    """Return the next parts of a file whose parts have one record each, at most ``most``, in order."""
    return StagedRowsRow.load_all((yield Query(_NEXT_PARTS, job_id=job_id, after=after, most=most)))


def prune_staged_rows(most: int, now: int = ALWAYS) -> Program[int]:
    """Delete rows of files whose jobs have ended by ``now``, at most ``most`` records; return how many.

    The job of a file that is just being stored has ended as well, but is leased.
    """
    return len((yield Query(_PRUNE, most=most, now=now)))
