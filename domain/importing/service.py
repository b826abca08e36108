"""Importing a file as one unit of work, and its result."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from domain import errors
from domain.core.text import counted
from domain.errors import Conflict, NotFound, Refusal, Refusals
from domain.importing.importers.tally import Tally
from domain.importing.kinds import IMPORTERS, Importer, ImportKind
from domain.importing.mappings import combined, keep_mapping, kept_reading
from domain.importing.problems import PROBLEMS_MAX, place_of
from domain.importing.readers.encoding import Content
from domain.importing.readers.reading import Reading, Understood
from domain.importing.readers.rows import Problem
from domain.importing.readers.table import ParsedFile, parse_file
from domain.importing.row_accounts import currencies_of_rows
from domain.importing.staging import CheckedFile, begin_staged, stage_file
from domain.permissions import IMPORT, require_permissions
from domain.queries.staging import is_being_imported
from domain.services.checks import refusals_under
from domain.services.jobs import locked_job
from domain.services.rows import RefusedRow
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.texts import Text, say

DUPLICATE_ROWS_MAX = 100
"""The most rows of one large file that are listed beside the records that they became before."""

BEING_IMPORTED = say("import-under-way")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many records were created, including ``faulty`` (invalid) ones, and how many existed already.

    The counts are None for a dry run of a caller who may not see records: it checks the file alone. ``duplicate_rows`` are
    the rows that came with an earlier file, each the tuple of a ``Duplicate``.

    With ``skip_bad_rows``: how many rows were left out, and the first ``PROBLEMS_MAX`` of ``problem_count`` problems, each
    the tuple of a ``Problem``, because results are stored as JSON.
    """

    created: int | None
    unchanged: int | None
    faulty: int | None
    bad_rows: int
    problem_count: int
    problems: list[tuple[int, str, Text | str, int, str]]
    source: str
    understood: Understood
    duplicates: int | None
    duplicate_rows: list[tuple[int, int, int, str]]
    possible_duplicates: list[int] = field(default_factory=list)
    """Recorded money that money in a large file may be the same as, by id, newest first (domain R39c)."""
    job: int | None = None
    """The job that publishes the file, if it is too large for one unit of work: then nothing is created yet."""

    def __post_init__(self) -> None:
        """Make ``understood`` of its stored form, in which a result comes back under its idempotency key."""
        stored: object = self.understood
        if isinstance(stored, dict):
            object.__setattr__(self, "understood", Understood(**stored))

    @property
    def refused(self) -> list[RefusedRow]:
        """Return the problems as other mutations with many rows report theirs."""
        refusals = refusals_of([Problem._make(each) for each in self.problems], self.problem_count, self.source)
        return [(each.code, each.text, list(each.field), each.row) for each in refusals]  # type: ignore[misc]  # the last names no row


@dataclass(frozen=True, slots=True)
class Staged:
    """A large file that was checked as a whole: what the check came to or why it refused, and the rows to publish.

    ``digest`` is that of all rows. Without a ``file`` or a ``job``, which has all rows already, nothing is to be stored, as
    in a dry run. ``own``: the caller runs the job too. ``settled`` is what a mapping keeps.
    """

    result: ImportResult | Refusal | Refusals
    digest: str = ""
    file: CheckedFile | None = None
    job: int | None = None
    own: bool = False
    settled: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class ImportRecords(Command[ImportResult]):
    """A file to import. One bad row refuses the file, unless ``skip_bad_rows``.

    ``keep_errors`` stores well-formed reconciliations that break the rules as invalid (domain R22a); it has no effect on
    other kinds.
    """

    NEEDS = IMPORT
    kind: ImportKind
    data: Content
    skip_bad_rows: bool = False
    keep_errors: bool = False
    reading: Reading = field(default_factory=Reading)
    source: str = "csv"
    """The input's field that holds the file, for the refusals."""
    staged: Staged | None = None
    """The file as it was checked, if it is too large for one unit of work (``domain.jobs.importing``)."""
    mapping: str | None = None
    save_mapping_as: str | None = None
    even_if_same: bool = False
    dry_run: bool = False
    """Whether nothing will be stored: then a caller who may not see records learns nothing of them."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """What is known of a file whose rows were refused."""

    understood: Understood


class BadRows(Refusals):
    """Rows that cannot be imported; nothing was stored.

    ``problems`` are in file order: of a large file the first ``PROBLEMS_MAX`` of ``count``, in so many ``rows``.
    """

    def __init__(
        self,
        problems: Sequence[Problem],
        source: str,
        understood: Understood,
        count: int | None = None,
        rows: int | None = None,
    ) -> None:
        self.problems = problems
        self.count = len(problems) if count is None else count
        self.partial = RefusedFile(understood)
        self.message = f"{counted(_rows(problems) if rows is None else rows, 'bad row')}; nothing was imported."
        super().__init__(refusals_of(problems[:PROBLEMS_MAX], self.count, source))


@service
def import_records(unit: UnitOfWork, cmd: ImportRecords) -> Program[ImportResult]:
    """Import a file, or stage it as it was checked, and keep how it was read if so asked.

    Raises ``InvalidValue`` if it cannot be read, ``AmbiguousFile`` if in two ways, ``BadRows``, ``NotFound`` for a mapping
    that is not kept or, without details, for records that do not fit what the caller may not see (domain R33, R35), and
    ``Conflict`` if a job is importing the same large file.
    """
    if cmd.staged is not None:
        return (yield from _stage(unit, cmd, cmd.staged))
    result, _ = yield from import_at_once(unit, cmd)
    return result


def import_at_once(unit: UnitOfWork, cmd: ImportRecords) -> Program[tuple[ImportResult, Tally]]:
    """Import a file in this unit of work; return the result, and the tally that it comes from."""
    importer = IMPORTERS[cmd.kind]
    if importer.only_if_seen:
        require_permissions(unit.actor, importer.seen_with, say("needs-import", kind=cmd.kind))
    reading = cmd.reading
    if cmd.mapping is not None:
        reading = combined((yield from kept_reading(cmd.mapping, cmd.kind)), cmd.reading)
    assert isinstance(cmd.data, bytes), "a large file is staged"
    parsed = read_file(cmd.kind, cmd.data, reading, cmd.source)
    may_see = unit.actor.may(*importer.seen_with)
    table = parsed.settle((yield from currencies_of_rows(cmd.kind, parsed.rows)) if may_see else {})
    tally = Tally(
        table.malformed,
        keep_errors=cmd.keep_errors,
        skip_bad_rows=cmd.skip_bad_rows,
        may_see=may_see,
        even_if_same=cmd.even_if_same,
    )
    if cmd.save_mapping_as is not None:
        yield from unit.lock_organisation()
    with refusals_under(cmd.source):
        yield from importer.import_rows(unit, table.rows, tally)
    if tally.may_see:
        yield from tally.explain_missing(unit.zone)
    problems = tally.problems if tally.may_see else tally.own_problems
    found = sorted(set(problems), key=place_of)
    if found and not cmd.skip_bad_rows:
        raise BadRows(found, cmd.source, table.understood)
    if not tally.may_see and not cmd.dry_run and not tally.fits:
        raise unfit(importer, cmd.source)
    if cmd.save_mapping_as is not None:
        yield from keep_mapping(unit, cmd.save_mapping_as, cmd.kind, table.settled)
    if not tally.may_see and cmd.dry_run:
        unit.drop_changes()  # whether there is a batch would say whether all of it is there already
    return _result(cmd, tally, found, table.understood), tally


def _result(cmd: ImportRecords, tally: Tally, problems: Sequence[Problem], understood: Understood) -> ImportResult:
    """Return the result of a tally; without counts for a dry run of a caller who may not see records."""
    is_counted = tally.may_see or not cmd.dry_run
    return ImportResult(
        tally.created if is_counted else None,
        tally.unchanged if is_counted else None,
        tally.invalid if is_counted else None,
        _rows(problems),
        len(problems),
        [each[:] for each in problems[:PROBLEMS_MAX]],
        cmd.source,
        understood,
        len(tally.duplicates) if is_counted else None,
        [each[:] for each in tally.duplicates] if is_counted else [],
    )


def unfit(importer: Importer, source: str) -> NotFound:
    """Return the refusal of records that do not fit, for a caller who may not see what is recorded."""
    needed = ", ".join(importer.seen_with)
    return NotFound(say("import-unfit-unseen", needed=needed), source)


def _stage(unit: UnitOfWork, cmd: ImportRecords, staged: Staged) -> Program[ImportResult]:
    """Store the rows for the job that publishes them; nothing is created yet.

    Raises what the check raised, and ``Conflict`` if a job is importing the same rows.
    """
    if not isinstance(staged.result, ImportResult):
        raise staged.result
    job = (yield from locked_job(staged.job)) if staged.job is not None else None
    yield from unit.lock_organisation()  # of two who stage the same file at once, the second sees the first
    if not cmd.even_if_same and (yield from is_being_imported(staged.digest)):
        raise Conflict(BEING_IMPORTED, cmd.source)
    if cmd.save_mapping_as is not None and (job is not None or staged.file is not None):
        yield from keep_mapping(unit, cmd.save_mapping_as, cmd.kind, staged.settled)
    if job is not None:
        job = begin_staged(unit, job)
    elif staged.file is not None:
        job = stage_file(unit, staged.file, own=staged.own)
    else:
        return staged.result
    listed = staged.result.duplicate_rows[:DUPLICATE_ROWS_MAX]
    return replace(staged.result, created=None, unchanged=None, faulty=None, duplicate_rows=listed, job=job.id)


def read_file(kind: ImportKind, data: bytes, reading: Reading, source: str = "csv") -> ParsedFile:
    """Return a file's rows, without any database.

    Raises ``InvalidValue``, at ``source`` or at what the caller stated of the file.
    """
    with readable(source):
        return parse_file(data, IMPORTERS[kind].columns, reading)


@contextmanager
def readable(source: str) -> Iterator[None]:
    """Put ``source`` as the path of what is refused within, unless it is what the caller stated of the file."""
    try:
        yield
    except Refusal as refusal:
        raise (refusal if refusal.field else refusal.under(source)) from None


def refusals_of(problems: Sequence[Problem], count: int, source: str) -> list[Refusal]:
    """Return a refusal for each problem, with its row and column; if ``count`` is larger, a last one says how many more."""
    refusals = [
        _CLASSES[problem.code](problem.reason, source, *([problem.column] if problem.column else []), row=problem.row)
        for problem in problems
    ]
    if count > len(refusals):
        message = say("import-more-problems", count=count - len(refusals))
        refusals.append(errors.InvalidValue(message, source))
    return refusals


def _rows(problems: Sequence[Problem]) -> int:
    return len({problem.row for problem in problems})


_CLASSES: dict[str, type[Refusal]] = {each.code: each for each in Refusal.__subclasses__()}
