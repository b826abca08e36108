"""Rows of long work: jobs, and the accounts that they could not do."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from domain.core.kinds import JobKind, JobState
from domain.rows.record import Record


@dataclass(slots=True, eq=False)
class JobRow(Record):
    """Long work over many accounts (domain R24). ``kinds`` and ``accounts`` are JSON lists, ``accounts`` None for all."""

    TABLE: ClassVar[str] = "jobs"
    NOUN: ClassVar[str] = "job"

    kind: JobKind
    state: JobState
    batch_id: int | None
    undoes_id: int | None
    kinds: str
    accounts: str | None
    highest_account_id: int
    last_account_id: int
    total: int
    done: int
    reconciliations: int
    amount_cents: int
    principal: str
    recorded_by: str
    recorded_at: int
    leased_until: int = 0
    cancelled_at: int | None = None
    ended_at: int | None = None
    related: dict[str, Any] = field(init=False, repr=False)


@dataclass(slots=True, eq=False)
class JobErrorRow(Record):
    """Why a job could not do an account."""

    TABLE: ClassVar[str] = "job_errors"
    NOUN: ClassVar[str] = "jobError"

    job_id: int
    account_id: int
    code: str
    message: str
    related: dict[str, Any] = field(init=False, repr=False)
