"""Tables of money that is to come: planned payments (installments), and subscriptions."""

from tortoise import fields
from tortoise.models import Model


class PlannedPayment(Model):
    """A future payment bound to invoice items (domain R17)."""

    id = fields.BigIntField(primary_key=True, generated=False)
    account = fields.ForeignKeyField("tieout.Account", on_delete=fields.RESTRICT, related_name="planned_payments")
    batch = fields.ForeignKeyField("tieout.Batch", on_delete=fields.RESTRICT, related_name="planned_payments")
    due_on = fields.DateField()
    amount_cents = fields.BigIntField()
    method = fields.TextField()
    state = fields.TextField()
    transaction = fields.ForeignKeyField(
        "tieout.Transaction", null=True, on_delete=fields.RESTRICT, related_name="planned_payments"
    )
    recorded_at = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)

    class Meta:
        table = "planned_payments"


class Subscription(Model):
    """A charge that comes again each period, and is paid at once by its method (domain R18)."""

    id = fields.BigIntField(primary_key=True, generated=False)
    account = fields.ForeignKeyField("tieout.Account", on_delete=fields.RESTRICT, related_name="subscriptions")
    batch = fields.ForeignKeyField("tieout.Batch", on_delete=fields.RESTRICT, related_name="subscriptions")
    description = fields.TextField()
    ledger_code = fields.ForeignKeyField("tieout.LedgerCode", on_delete=fields.RESTRICT, related_name="subscriptions")
    member = fields.ForeignKeyField("tieout.Member", null=True, on_delete=fields.RESTRICT, related_name="subscriptions")
    amount_cents = fields.BigIntField()
    interval = fields.TextField()
    method = fields.TextField()
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)
    next_on = fields.DateField(null=True)
    periods_charged = fields.BigIntField()
    recorded_at = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)

    class Meta:
        table = "subscriptions"
