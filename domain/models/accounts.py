"""Tables of who is billed and for what: accounts, their members, ledger codes."""

from tortoise import fields
from tortoise.models import Model


class Account(Model):
    """Who is billed, with the sums and counters that are kept under the account's lock."""

    id = fields.BigIntField(primary_key=True, generated=False)
    number = fields.TextField()
    owner_name = fields.TextField()
    email = fields.TextField(null=True)
    currency = fields.TextField()
    recorded_at = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)
    balance_cents = fields.BigIntField()
    processing_cents = fields.BigIntField()
    planned_cents = fields.BigIntField()
    unreconciled_debit_cents = fields.BigIntField()
    unreconciled_credit_cents = fields.BigIntField()
    recording_seq = fields.BigIntField()
    number_seq = fields.BigIntField()
    audit_seq = fields.BigIntField()
    audit_hash = fields.TextField()
    last_recorded_at = fields.BigIntField()

    class Meta:
        table = "accounts"


class Member(Model):
    """A person on an account; never deleted, only taken off it (domain R2a)."""

    id = fields.BigIntField(primary_key=True, generated=False)
    account = fields.ForeignKeyField("tieout.Account", on_delete=fields.RESTRICT, related_name="members")
    name = fields.TextField()
    recorded_at = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)

    class Meta:
        table = "members"


class LedgerCode(Model):
    """The revenue code of an item (domain R3)."""

    id = fields.BigIntField(primary_key=True, generated=False)
    code = fields.TextField()
    title = fields.TextField()
    archived = fields.BooleanField()
    recorded_at = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)

    class Meta:
        table = "ledger_codes"
