"""The tables and how they refer to each other. No rule lives here, and nothing reads through these classes on a hot path.

Tortoise keeps the migrations' state from them; the SQL that creates the tables, with its CHECKs, is explicit in
``migrations/``, and a test reads the result back on both databases. Each table has a slotted row class of the same
columns in ``rows.py``. Instants are whole microseconds in BIGINT (``store/clock.py``). Every table of an account's data
carries ``account_id``, so that it can be partitioned by account.
"""

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


class User(Model):
    """A person who signs in: a member of staff, or a client on their own account (domain R33, R34)."""

    id = fields.BigIntField(primary_key=True, generated=False)
    email = fields.TextField()
    name = fields.TextField()
    password_hash = fields.TextField(null=True)
    permissions = fields.TextField()
    disabled = fields.BooleanField()
    account = fields.ForeignKeyField("tieout.Account", null=True, on_delete=fields.RESTRICT, related_name="users")
    recorded_at = fields.BigIntField()
    password_set_at = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)

    class Meta:
        table = "users"


class ApiToken(Model):
    """A program's way in; of the token itself only a hash is kept."""

    id = fields.BigIntField(primary_key=True, generated=False)
    name = fields.TextField()
    prefix = fields.TextField()
    secret_hash = fields.TextField()
    permissions = fields.TextField()
    expires_on = fields.DateField(null=True)
    last_used_at = fields.BigIntField(null=True)
    revoked_at = fields.BigIntField(null=True)
    recorded_at = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)

    class Meta:
        table = "api_tokens"


class Session(Model):
    """A signed-in browser; of the cookie only a hash is kept."""

    id = fields.BigIntField(primary_key=True, generated=False)
    user = fields.ForeignKeyField("tieout.User", on_delete=fields.RESTRICT, related_name="sessions")
    secret_hash = fields.TextField()
    recorded_at = fields.BigIntField()
    expires_at = fields.BigIntField()

    class Meta:
        table = "sessions"


class SignInCode(Model):
    """A one-time link that signs its user in."""

    id = fields.BigIntField(primary_key=True, generated=False)
    user = fields.ForeignKeyField("tieout.User", on_delete=fields.RESTRICT, related_name="sign_in_codes")
    secret_hash = fields.TextField()
    expires_at = fields.BigIntField()
    used_at = fields.BigIntField(null=True)

    class Meta:
        table = "sign_in_codes"
