"""Tables of what happened: batches, audit events, stored answers, and the organisation whose own chain they may be in."""

from tortoise import fields
from tortoise.models import Model


class Organisation(Model):
    """The one row for what belongs to no account: the last worker number given and the head of its audit chain."""

    id = fields.BigIntField(primary_key=True, generated=False)
    last_worker = fields.BigIntField()
    audit_seq = fields.BigIntField()
    audit_hash = fields.TextField()
    last_recorded_at = fields.BigIntField()

    class Meta:
        table = "organisations"


class Batch(Model):
    """All that one mutation or job changed; the unit of undo."""

    id = fields.BigIntField(primary_key=True, generated=False)
    mutation = fields.TextField()
    recorded_at = fields.BigIntField()
    recorded_by = fields.TextField()
    principal = fields.TextField()
    undoes = fields.ForeignKeyField("tieout.Batch", null=True, on_delete=fields.RESTRICT, related_name="undos")
    undone_by = fields.ForeignKeyField("tieout.Batch", null=True, on_delete=fields.RESTRICT, related_name="undone")

    class Meta:
        table = "batches"


class AuditEvent(Model):
    """Who changed what, when, from what to what; only ever added, and chained per account (domain R16)."""

    id = fields.BigIntField(primary_key=True, generated=False)
    account = fields.ForeignKeyField(
        "tieout.Account", null=True, on_delete=fields.RESTRICT, related_name="audit_events"
    )
    seq = fields.BigIntField()
    batch = fields.ForeignKeyField("tieout.Batch", on_delete=fields.RESTRICT, related_name="audit_events")
    action = fields.TextField()
    entity_id = fields.BigIntField()
    recorded_at = fields.BigIntField()
    recorded_by = fields.TextField()
    principal = fields.TextField()
    before = fields.TextField(null=True)
    after = fields.TextField(null=True)
    previous_hash = fields.TextField()
    hash = fields.TextField()

    class Meta:
        table = "audit_events"


class IdempotencyKey(Model):
    """The stored answer of a mutation that was asked for under a key (domain R36)."""

    id = fields.BigIntField(primary_key=True, generated=False)
    principal = fields.TextField()
    key = fields.TextField()
    mutation = fields.TextField()
    arguments_hash = fields.TextField()
    batch = fields.ForeignKeyField(
        "tieout.Batch", null=True, on_delete=fields.RESTRICT, related_name="idempotency_keys"
    )
    outcome = fields.TextField()
    recorded_at = fields.BigIntField()

    class Meta:
        table = "idempotency_keys"
