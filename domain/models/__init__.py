"""The tables and how they refer to each other. No rule lives here, and nothing reads through these classes on a hot path.

Tortoise keeps the migrations' state from them; the SQL that creates the tables, with its CHECKs, is explicit in
``migrations/``, and a test reads the result back on both databases. Each table has a slotted row class of the same
columns in ``rows/``, in the file of the same name. Instants are whole microseconds in BIGINT (``store/clock.py``). Every
table of an account's data carries ``account_id``, so that it can be partitioned by account.
"""

from domain.models.access import ApiToken, Session, SignInCode, User
from domain.models.accounts import Account, LedgerCode, Member
from domain.models.billing import Item, Reconciliation, Transaction
from domain.models.jobs import Job, JobError
from domain.models.log import AuditEvent, Batch, IdempotencyKey, Organisation
from domain.models.planned import PlannedPayment, Subscription

__all__ = [
    "Account",
    "ApiToken",
    "AuditEvent",
    "Batch",
    "IdempotencyKey",
    "Item",
    "Job",
    "JobError",
    "LedgerCode",
    "Member",
    "Organisation",
    "PlannedPayment",
    "Reconciliation",
    "Session",
    "SignInCode",
    "Subscription",
    "Transaction",
    "User",
]
