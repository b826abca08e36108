"""Long work: jobs, and the accounts on which they failed."""

from dataclasses import field

import orjson

from domain.core.kinds import JobKind, JobState, TransactionKind
from domain.tables.record import Record, table
from domain.tables.references import AccountId, BatchId, JobId


@table("jobs", noun="job")
class JobRow(Record):
    """Long work over many accounts, done in groups, each in a unit of work of its own (domain R24).

    Accounts come by rising id. The unit that finishes a group also stores its last account in ``last_account_id``, so that
    an interrupted job continues there and does nothing twice. A process works on the job until ``leased_until``; ``tries``
    counts how often one began and made no progress. ``kinds`` and ``accounts`` are JSON lists, ``accounts`` None for all;
    ``amounts`` is a JSON object of minor units by currency, ``amount_cents`` the sum of its values. ``suggestions`` is
    what a job applies, as JSON (``services/suggestion_work.py``), and ``documents`` what it makes
    (``services/document_work.py``).
    """

    kind: JobKind
    state: JobState
    batch_id: BatchId | None
    undoes_id: BatchId | None
    kinds: str
    accounts: str | None
    highest_account_id: int
    last_account_id: int
    total: int
    done: int
    reconciliations: int
    amount_cents: int
    amounts: str
    error_count: int
    principal: str
    recorded_by: str
    recorded_at: int
    leased_until: int = 0
    tries: int = 0
    cancelled_at: int | None = None
    cancelled_by: str | None = None
    cancelled_principal: str | None = None
    ended_at: int | None = None
    failure: str | None = None
    suggestions: str | None = None
    documents: str | None = None
    tried_errors: "list[JobErrorRow] | None" = field(init=False, repr=False, default=None)
    """The errors of a dry run, which are not stored."""

    @property
    def ended(self) -> bool:
        """Return True once the job has ended, whatever its result."""
        return self.ended_at is not None

    @property
    def credit_kinds(self) -> tuple[TransactionKind, ...]:
        """Return the kinds of credit that it uses; none for an undo."""
        return tuple(TransactionKind(kind) for kind in orjson.loads(self.kinds))

    @property
    def account_ids(self) -> list[int] | None:
        """Return the accounts that it was started for, lowest id first; None for all."""
        return None if self.accounts is None else orjson.loads(self.accounts)

    @property
    def cents_by_currency(self) -> dict[str, int]:
        """Return the amount of its reconciliations in minor units, by currency."""
        amounts: dict[str, int] = orjson.loads(self.amounts)
        return amounts


@table("undone_parts", noun="undonePart")
class UndonePartRow(Record):
    """How far the undo with this batch has come on an account that is too large for one unit of work (domain R24b).

    The undone batch's events on the account are undone from the last to the first; those from ``seq`` on are done, all of
    them once it is 0.
    """

    batch_id: BatchId
    account_id: AccountId
    seq: int


@table("job_errors", noun="jobError")
class JobErrorRow(Record):
    """Why a job failed on an account, or left out rows of it: one for each account, counted once it is done."""

    job_id: JobId
    account_id: AccountId
    code: str
    message: str


@table("leases", noun="lease")
class LeaseRow(Record):
    """What one process at a time does for all of them, held until it must be renewed (``jobs/lease.py``)."""

    holder: int
    held_until: int


@table("commit_marks", noun="commitMark")
class CommitMarkRow(Record):
    """The last unit of work that a connection to PostgreSQL committed (``store/postgres/commit.py``); none on SQLite.

    The id is the connection's number, ``mark`` the unit's.
    """

    mark: int
    expires_at: int
