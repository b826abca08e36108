"""Loaders: rows by id, for fields that refer to one row (``One``) or to a list of rows (``Listed``).

Each is one statement, however many ids it is given. They return withdrawn rows too, because a record that refers to an
account or a ledger code still names it after that was undone. Loaders with a condition of their own are in
``domain/queries/graph.py``.
"""

from domain.queries.access import ROLE_SOURCE
from domain.queries.sources import ById, Source
from domain.tables import (
    AccountRow,
    BatchRow,
    JobRow,
    LedgerCodeRow,
    MemberRow,
    PlannedPaymentRow,
    StagedFileRow,
    SubscriptionRow,
)

accounts = ById(Source(AccountRow, "x"))
batches = ById(Source(BatchRow, "x"))
files_of_jobs = ById(Source(StagedFileRow, "x"), by="job_id")
"""The files that jobs publish, by the job."""
jobs = ById(Source(JobRow, "x"))
ledger_codes = ById(Source(LedgerCodeRow, "x"))
members = ById(Source(MemberRow, "x"))  # items keep a member who has left the account (domain R2a)
planned_payments = ById(Source(PlannedPaymentRow, "x"))
roles = ById(ROLE_SOURCE)
subscriptions = ById(Source(SubscriptionRow, "x"))
