"""A large file of a bank: planned in a snapshot, staged in parts, published by a job, and shown at once (domain R24b)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from domain.core.kinds import JobKind
from domain.errors import LaterChanges
from domain.queries.bank import bank_secret, statements_state
from domain.queries.jobs import JOB_LEASE_US, Extent
from domain.queries.records import held_by_ids
from domain.queries.staging import next_parts
from domain.services.bank.statements import (
    PlannedStatement,
    ReadStatement,
    Recording,
    keyed_lines,
    new_statement,
    own_statements,
    plan_statement,
)
from domain.services.checks import existing_row
from domain.services.job_part import Part, Work
from domain.services.job_queue import queue_job
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import (
    BankAccountRow,
    BankLineRow,
    BankStatementLineRow,
    BankStatementRow,
    JobRow,
    Record,
    StagedFileRow,
    StagedRowsRow,
)
from domain.texts import say

BANK_STATEMENT = "BANK_STATEMENT"
"""What files of banks are called where files of all kinds are kept."""
UNSTAGED_LINES_MAX = 2_000
"""Up to how many movements a file is imported in one unit of work, some 200 ms; a job publishes more."""
PART_LINES = 250
"""About how many lines a part of a staged file has, some 25 ms."""

CHANGED = say("statement-changed-meanwhile")


@dataclass(frozen=True, slots=True)
class StatementPlan:
    """What importing a large file takes: all rows, as they will be recorded.

    ``state`` is that of the bank account's statements by which it was planned (``statements_state``). ``own``: the caller
    runs the job too.
    """

    statements: Sequence[PlannedStatement]
    unchanged: int
    state: tuple[int, int]
    own: bool = False

    @property
    def added(self) -> list[PlannedStatement]:
        """Return the statements that are not there yet."""
        return [each for each in self.statements if each.same is None]

    @property
    def created(self) -> int:
        """Return how many lines are new."""
        return sum(len(each.lines) for each in self.statements)


def plan_import(
    new_id: Callable[[], int], bank_account_id: int, statements: Sequence[ReadStatement], source: str
) -> Program[StatementPlan]:
    """Return what importing statements takes; it locks nothing. Raises what ``import_statements`` raises."""
    account = yield from existing_row(BankAccountRow, bank_account_id, "Bank account", "bankAccountId")
    state = yield from statements_state(account.id)
    secret = yield from bank_secret()
    recording = Recording(new_id, 0, 0, "")
    planned: list[PlannedStatement] = []
    added: list[BankLineRow] = []
    count = 0
    for statement in own_statements(account, statements, source):
        lines = keyed_lines(statement, secret)
        row = new_statement(recording, account, statement, source)
        planned.append((yield from plan_statement(recording, row, lines, added)))
        added += planned[-1].lines
        count += len(lines)
    return StatementPlan(planned, count - len(added), state)


def stage_statements(unit: UnitOfWork, plan: StatementPlan, bank_account_id: int, source: str) -> JobRow:
    """Store the rows of a plan and queue the job that publishes them; the organisation is locked."""
    parts = list(_parts(plan.added))
    job = queue_job(unit, JobKind.IMPORT, Extent(len(parts) + 1, len(parts) + 1))  # the last one shows all
    job.leased_until = unit.now + JOB_LEASE_US if plan.own else 0
    unit.changes.add(
        StagedFileRow(
            unit.new_id(),
            job.id,
            BANK_STATEMENT,
            source,
            skip_bad_rows=False,
            keep_errors=False,
            permissions="[]",
            row_count=plan.created + plan.unchanged,
            created=0,
            unchanged=plan.unchanged,
            faulty=0,
            digest=being_imported(bank_account_id),
            even_if_same=False,
        )
    )
    head = {"bank_account_id": bank_account_id, "state": plan.state}
    for number, part in enumerate(parts, 1):
        content: dict[str, Any] = {cls.TABLE: [row.audit_snapshot() for row in rows] for cls, rows in part.items()}
        unit.changes.add(
            StagedRowsRow(
                unit.new_id(), job.id, number, 0, len(part[BankLineRow]), orjson.dumps(head | content).decode()
            )
        )
    return job


def being_imported(bank_account_id: int) -> str:
    """Return the digest of all large files of a bank account: one at a time is published."""
    return f"{BANK_STATEMENT} {bank_account_id}"


def _parts(statements: Sequence[PlannedStatement]) -> Iterator[dict[type[Record], list[Record]]]:
    """Yield rows part by part: each name comes with its line or after it, each line after its statement."""
    part: defaultdict[type[Record], list[Record]] = defaultdict(list)
    for each in statements:
        part[BankStatementRow].append(each.statement)
        new = {line.id: line for line in each.lines}
        for name in each.names:
            line = new.pop(name.line_id, None)
            if line is not None:
                part[BankLineRow].append(line)
            part[BankStatementLineRow].append(name)
            if len(part[BankStatementLineRow]) >= PART_LINES:
                yield part
                part = defaultdict(list)
        assert not new, "a statement names its own lines"
    if part:
        yield part


class StatementWork(Work):
    """Publishes a large file of a bank: hidden part by part, and shown at once by the last one."""

    all_or_nothing = True

    def __init__(self, unit: UnitOfWork, job: JobRow, file: StagedFileRow) -> None:
        super().__init__(unit, job)
        self._file = file
        self._parts: dict[int, dict[str, Any]] = {}
        self._published = 0
        if job.batch_id is None:
            unit.batch.mutation = "importBankStatement"

    def next_accounts(self, most: int) -> Program[list[int]]:
        """See ``Work.next_accounts``: the next parts of the file; the one that shows all comes in a group of its own."""
        job = self._job
        if job.last_account_id >= job.highest_account_id:
            return []
        records = yield from next_parts(job.id, job.last_account_id, most)
        self._parts = {each.part: orjson.loads(each.content) for each in records}
        self.more = bool(records)
        return [*self._parts] or [job.highest_account_id]

    def lock(self, account_ids: Sequence[int]) -> Program[None]:
        """See ``Work.lock``: the bank's side has the organisation's lock."""
        if account_ids:
            yield from self._unit.lock_organisation()

    def do(self, account_ids: Sequence[int], rows_most: int) -> Program[Part]:  # noqa: ARG002 - as others take it
        """See ``Work.do``; raises ``LaterChanges`` if other statements came or went meanwhile."""
        part = self._parts.get(account_ids[0])
        if part is None:
            yield from self._show()
            return Part()
        unit, at = self._unit, self._unit.recorded_at(None)
        unit.hides_bank = True
        beside = {"batch_id": unit.batch.id, "recorded_at": at}
        for snapshot in part.get(BankStatementRow.TABLE, ()):
            values = {**BankStatementRow.parse_snapshot(snapshot), **beside, "recorded_by": unit.batch.recorded_by}
            unit.changes.add(BankStatementRow(**values))
        lines = part.get(BankLineRow.TABLE, ())
        for snapshot in lines:
            unit.changes.add(BankLineRow(**{**BankLineRow.parse_snapshot(snapshot), **beside}))
        for snapshot in part.get(BankStatementLineRow.TABLE, ()):
            unit.changes.add(BankStatementLineRow(**BankStatementLineRow.parse_snapshot(snapshot)))
        self._published += len(lines)
        return Part(len(lines))

    def finish(self, *, ends: bool, errors: int) -> None:  # noqa: ARG002 - as others take it
        """See ``Work.finish``: remember how many lines are recorded; while some are hidden, ``published`` says so."""
        created = self._file.created + self._published
        if self._published or self._unit.shows_bank:
            self._unit.changes.change(self._file, created=created, published=0 if self._unit.shows_bank else 1)

    def _show(self) -> Program[None]:
        (first,) = yield from next_parts(self._job.id, 0, 1)
        head = orjson.loads(first.content)
        yield from held_by_ids(BankAccountRow, [head["bank_account_id"]])
        if (yield from statements_state(head["bank_account_id"])) != tuple(head["state"]):
            raise LaterChanges(CHANGED)
        self._unit.shows_bank = True
