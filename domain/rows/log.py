"""Rows of what happened: batches, audit events, stored answers, and the organisation whose own chain they may be in."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from domain.rows.record import Record


@dataclass(slots=True, eq=False)
class OrganisationRow(Record):
    """What belongs to no account: the head of its audit chain."""

    TABLE: ClassVar[str] = "organisations"
    NOUN: ClassVar[str] = "organisation"

    last_worker: int
    audit_seq: int
    audit_hash: str
    last_recorded_at: int


@dataclass(slots=True, eq=False)
class BatchRow(Record):
    """All that one mutation changed. ``recorded_by`` is a name, which two may have; ``principal`` tells who it was."""

    TABLE: ClassVar[str] = "batches"
    NOUN: ClassVar[str] = "batch"

    mutation: str
    recorded_at: int
    recorded_by: str
    principal: str
    undoes_id: int | None = None
    undone_by_id: int | None = None
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def undone(self) -> bool:
        """Whether an undo took it back, and was not itself undone."""
        return self.undone_by_id is not None


@dataclass(slots=True, eq=False)
class AuditEventRow(Record):
    """Who changed what, when, from what to what. ``recorded_by`` and ``principal`` are its batch's."""

    TABLE: ClassVar[str] = "audit_events"
    NOUN: ClassVar[str] = "auditEvent"

    account_id: int | None
    seq: int
    batch_id: int
    action: str
    entity_id: int
    recorded_at: int
    recorded_by: str
    principal: str
    before: str | None
    after: str | None
    previous_hash: str
    hash: str
    related: dict[str, Any] = field(init=False, repr=False)


@dataclass(slots=True, eq=False)
class IdempotencyKeyRow(Record):
    """The stored answer to a key."""

    TABLE: ClassVar[str] = "idempotency_keys"
    NOUN: ClassVar[str] = "idempotencyKey"

    principal: str
    key: str
    mutation: str
    arguments_hash: str
    batch_id: int | None
    outcome: str
    recorded_at: int
