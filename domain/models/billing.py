"""Tables of billing: transactions, their items, and the edges that reconcile them."""

from tortoise import fields
from tortoise.models import Model


class Transaction(Model):
    """Any billing row, with the sums of its items (domain R4, R5).

    ``confirmed_at`` and ``failed_at`` say when its money arrived and came back, so that the state at an earlier instant is
    known (domain R32a).
    """

    id = fields.BigIntField(primary_key=True, generated=False)
    account = fields.ForeignKeyField("tieout.Account", on_delete=fields.RESTRICT, related_name="transactions")
    batch = fields.ForeignKeyField("tieout.Batch", on_delete=fields.RESTRICT, related_name="transactions")
    kind = fields.TextField()
    number = fields.TextField()
    date = fields.DateField()
    due_on = fields.DateField(null=True)
    recorded_at = fields.BigIntField()
    recording_seq = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)
    description = fields.TextField()
    reference = fields.TextField(null=True)
    method = fields.TextField(null=True)
    payment_state = fields.TextField(null=True)
    corrects = fields.ForeignKeyField(
        "tieout.Transaction", null=True, on_delete=fields.RESTRICT, related_name="corrections"
    )
    confirmed_at = fields.BigIntField(null=True)
    failed_at = fields.BigIntField(null=True)
    amount_cents = fields.BigIntField()
    reconciled_cents = fields.BigIntField()
    processing_cents = fields.BigIntField()
    planned_cents = fields.BigIntField()
    faulty_count = fields.BigIntField()

    class Meta:
        table = "transactions"


class Item(Model):
    """One line of a transaction: the thing that is reconciled.

    Kind, date and recording order are copied from its transaction, where they never change (domain R5a), so that what is
    open can be found and put in order by one index.
    """

    id = fields.BigIntField(primary_key=True, generated=False)
    account = fields.ForeignKeyField("tieout.Account", on_delete=fields.RESTRICT, related_name="items")
    transaction = fields.ForeignKeyField("tieout.Transaction", on_delete=fields.RESTRICT, related_name="items")
    position = fields.BigIntField()
    side = fields.TextField()
    kind = fields.TextField()
    date = fields.DateField()
    recording_seq = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)
    description = fields.TextField()
    ledger_code = fields.ForeignKeyField(
        "tieout.LedgerCode", null=True, on_delete=fields.RESTRICT, related_name="items"
    )
    member = fields.ForeignKeyField("tieout.Member", null=True, on_delete=fields.RESTRICT, related_name="items")
    cancels = fields.ForeignKeyField("tieout.Item", null=True, on_delete=fields.RESTRICT, related_name="cancellations")
    amount_cents = fields.BigIntField()
    reconciled_cents = fields.BigIntField()
    processing_cents = fields.BigIntField()
    planned_cents = fields.BigIntField()
    faulty_count = fields.BigIntField()

    class Meta:
        table = "items"


class Reconciliation(Model):
    """One edge: so much of one credit item settles one debit item (domain R6).

    A planned edge has a planned payment where others have a credit item. ``processing`` says that its money has not
    arrived, ``faulty`` that it was imported although wrong and counts nowhere (domain R22a). ``replaces`` names the edge
    in whose stead undos put this one, the first where there were several (domain R25a). What the reports group by (kind,
    date, method and ledger code of both ends, none of which ever changes) is carried from its items, so that a report
    reads the edges alone.
    """

    id = fields.BigIntField(primary_key=True, generated=False)
    account = fields.ForeignKeyField("tieout.Account", on_delete=fields.RESTRICT, related_name="reconciliations")
    credit_account = fields.ForeignKeyField("tieout.Account", on_delete=fields.RESTRICT, related_name="credited")
    credit_item = fields.ForeignKeyField(
        "tieout.Item", null=True, on_delete=fields.RESTRICT, related_name="credit_reconciliations"
    )
    credit_transaction = fields.ForeignKeyField(
        "tieout.Transaction", null=True, on_delete=fields.RESTRICT, related_name="credit_reconciliations"
    )
    planned_payment = fields.ForeignKeyField(
        "tieout.PlannedPayment", null=True, on_delete=fields.RESTRICT, related_name="reconciliations"
    )
    debit_item = fields.ForeignKeyField("tieout.Item", on_delete=fields.RESTRICT, related_name="debit_reconciliations")
    debit_transaction = fields.ForeignKeyField(
        "tieout.Transaction", on_delete=fields.RESTRICT, related_name="debit_reconciliations"
    )
    amount_cents = fields.BigIntField()
    origin = fields.TextField()
    processing = fields.BooleanField()
    faulty = fields.BooleanField()
    recorded_at = fields.BigIntField()
    recorded_by = fields.TextField()
    batch = fields.ForeignKeyField("tieout.Batch", on_delete=fields.RESTRICT, related_name="reconciliations")
    released_at = fields.BigIntField(null=True)
    released_batch = fields.ForeignKeyField(
        "tieout.Batch", null=True, on_delete=fields.RESTRICT, related_name="releases"
    )
    replaces = fields.ForeignKeyField(
        "tieout.Reconciliation", null=True, on_delete=fields.RESTRICT, related_name="stand_ins"
    )
    currency = fields.TextField()
    credit_kind = fields.TextField(null=True)
    credit_date = fields.DateField(null=True)
    credit_method = fields.TextField(null=True)
    credit_ledger_code = fields.ForeignKeyField(
        "tieout.LedgerCode", null=True, on_delete=fields.RESTRICT, related_name="credit_reconciliations"
    )
    debit_kind = fields.TextField()
    debit_date = fields.DateField()
    debit_method = fields.TextField(null=True)
    debit_ledger_code = fields.ForeignKeyField(
        "tieout.LedgerCode", null=True, on_delete=fields.RESTRICT, related_name="debit_reconciliations"
    )

    class Meta:
        table = "reconciliations"
