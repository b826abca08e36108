"""Tables of long work: jobs, and the accounts that they could not do."""

from tortoise import fields
from tortoise.models import Model


class Job(Model):
    """Long work over many accounts, done in groups, each in an atomic block of its own (domain R24).

    Accounts are done by rising id; ``last_account`` is the last one done, kept in the very block that did it, so that a
    job that was cut off goes on where it was and does nothing twice. ``leased_until`` tells that a process works on it,
    ``tries`` how often one began without getting on. ``amounts`` is a JSON object of minor units by currency.
    """

    id = fields.BigIntField(primary_key=True, generated=False)
    kind = fields.TextField()
    state = fields.TextField()
    batch = fields.ForeignKeyField("tieout.Batch", null=True, on_delete=fields.RESTRICT, related_name="jobs")
    undoes = fields.ForeignKeyField("tieout.Batch", null=True, on_delete=fields.RESTRICT, related_name="undo_jobs")
    kinds = fields.TextField()
    accounts = fields.TextField(null=True)
    highest_account_id = fields.BigIntField()
    last_account_id = fields.BigIntField()
    total = fields.BigIntField()
    done = fields.BigIntField()
    reconciliations = fields.BigIntField()
    amount_cents = fields.BigIntField()
    amounts = fields.TextField()
    error_count = fields.BigIntField()
    principal = fields.TextField()
    recorded_by = fields.TextField()
    recorded_at = fields.BigIntField()
    leased_until = fields.BigIntField()
    tries = fields.BigIntField()
    cancelled_at = fields.BigIntField(null=True)
    cancelled_by = fields.TextField(null=True)
    cancelled_principal = fields.TextField(null=True)
    ended_at = fields.BigIntField(null=True)
    failure = fields.TextField(null=True)

    class Meta:
        table = "jobs"


class JobError(Model):
    """Why a job could not do an account."""

    id = fields.BigIntField(primary_key=True, generated=False)
    job = fields.ForeignKeyField("tieout.Job", on_delete=fields.RESTRICT, related_name="errors")
    account = fields.ForeignKeyField("tieout.Account", on_delete=fields.RESTRICT, related_name="job_errors")
    code = fields.TextField()
    message = fields.TextField()

    class Meta:
        table = "job_errors"
