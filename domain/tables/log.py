"""What happened: batches, audit events, stored results, and the organisation, which has a chain of its own."""

from dataclasses import field

from domain.tables.record import Record, table
from domain.tables.references import AccountId, BatchId


@table("organisations", noun="organisation", derived={"audit_seq", "audit_hash", "last_recorded_at"})
class OrganisationRow(Record):
    """The one row for what belongs to no account: the last worker number given, and the head of its audit chain.

    ``bank_secret`` is mixed into the digests by which bank lines are known. Batches with ids up to ``unsealed_until`` are
    older than ``BatchRow.key_seal``; 0 where all have it.
    """

    last_worker: int
    audit_seq: int
    audit_hash: str
    last_recorded_at: int
    bank_secret: str = ""
    unsealed_until: int = 0


@table("batches", noun="batch")
class BatchRow(Record):
    """All that one mutation or job changed: the unit of undo.

    ``recorded_by`` is a name, which two people may share; ``principal`` identifies who it was.
    """

    mutation: str
    recorded_at: int
    recorded_by: str
    principal: str
    undoes_id: BatchId | None = None
    undone_by_id: BatchId | None = None
    partly_undone: bool = False
    """Whether an undo, or the undo of one, has done some of its accounts and left others (domain R25c)."""
    key_seal: str | None = None
    """What the idempotency key was under which it was sent: digests of the stored key and of its answer (domain R16)."""

    @property
    def undone(self) -> bool:
        """Return True if an undo took all of it back and was not itself undone."""
        return self.undone_by_id is not None and not self.partly_undone


@table("audit_texts", noun="auditTexts")
class AuditTextsRow(Record):
    """The personal texts that one audit event, whose id it has, speaks of: what it holds a commitment to (domain R16a).

    ``before`` and ``after`` are packed as those of the event (``store/snapshots.py``). Erasing replaces the texts, and
    destroys ``salt``: it is empty from then on.
    """

    salt: str
    before: str | None
    after: str | None


@table("audit_events", noun="auditEvent")
class AuditEventRow(Record):
    """Which row changed, when, from what to what: only ever added, and chained by account (domain R16).

    ``before`` and ``after`` are packed (``store/snapshots.py``). ``texts_hash`` is the commitment to the personal texts,
    None where there are none. ``hash`` seals all events since the last one that has a hash: the account's last event of
    each unit of work has one, and no other.
    """

    account_id: AccountId | None
    seq: int
    batch_id: BatchId
    action: str
    entity_id: int
    recorded_at: int
    before: str | None
    after: str | None
    texts_hash: str | None
    hash: str | None = None
    personal: AuditTextsRow | None = field(init=False, repr=False, default=None)
    """The personal texts, if the statement that loaded the event selected them and there are any."""
    recorded_by: str = field(init=False, repr=False)
    """Its batch's, if the statement that loaded it selected it."""
    principal: str = field(init=False, repr=False)
    """Its batch's, likewise."""


@table("idempotency_keys", noun="idempotencyKey")
class IdempotencyKeyRow(Record):
    """The stored result of a mutation that was sent with an idempotency key (domain R36)."""

    principal: str
    key: str
    mutation: str
    arguments_hash: str
    batch_id: BatchId | None
    outcome: str
    recorded_at: int
