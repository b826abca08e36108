"""Rows of long work: jobs, and the accounts that they could not do."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

import orjson

from domain.core.kinds import JobKind, JobState, TransactionKind
from domain.rows.record import Record


@dataclass(slots=True, eq=False)
class JobRow(Record):
    """Long work over many accounts (domain R24).

    ``kinds`` and ``accounts`` are JSON lists, ``accounts`` None for all; ``amounts`` is a JSON object of minor units by
    currency, ``amount_cents`` the sum of its values.
    """

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
    related: dict[str, Any] = field(init=False, repr=False)
    tried_errors: "list[JobErrorRow] | None" = field(init=False, repr=False, default=None)
    """What a job that was only tried could not do: its errors are stored nowhere."""

    @property
    def ended(self) -> bool:
        """Whether nothing more will be done, however it ended."""
        return self.ended_at is not None

    @property
    def credit_kinds(self) -> tuple[TransactionKind, ...]:
        """The kinds of credit that it uses; none for an undo."""
        return tuple(TransactionKind(kind) for kind in orjson.loads(self.kinds))

    @property
    def account_ids(self) -> list[int] | None:
        """The accounts that it was asked for, lowest id first; None for all."""
        return None if self.accounts is None else orjson.loads(self.accounts)

    @property
    def cents_by_currency(self) -> dict[str, int]:
        """What its reconciliations come to, in minor units, by currency."""
        found: dict[str, int] = orjson.loads(self.amounts)
        return found


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
