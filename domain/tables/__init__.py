"""The tables: each has one row class, which declares its columns in order and computes what follows from them.

Queries load rows from the database; services make rows for the store to write. Instants are whole microseconds
(``store/clock.py``). Every table of an account's data has ``account_id``, so that it can be partitioned by account.
"""

from domain.tables.access import ApiTokenRow, RoleRow, SessionRow, SignInCodeRow, SignInTryRow, UserRow
from domain.tables.accounts import AccountRow, LedgerCodeRow, MemberRow
from domain.tables.bank import (
    BankAccountRow,
    BankLinePartRow,
    BankLineRow,
    BankStatementLineRow,
    BankStatementRow,
    PayerAccountRow,
    PayerRow,
)
from domain.tables.billing import ItemRow, ReconciliationRow, TransactionRow, TransactionVersionRow
from domain.tables.book_sums import BookSumChangeRow, BookSumRow, HiddenBookSumRow
from domain.tables.closings import BooksClosingRow
from domain.tables.documents import DocumentRow
from domain.tables.factors import (
    AuthenticatorRow,
    FactorUseRow,
    IdentityRow,
    PasskeyRow,
    RecoveryCodeRow,
    SignInStepRow,
)
from domain.tables.feed import FeedRangeRow, FeedWaitingRow
from domain.tables.files import FileMappingRow, ImportedRow
from domain.tables.jobs import CommitMarkRow, JobErrorRow, JobRow, LeaseRow, UndonePartRow
from domain.tables.journals import JournalLineRow, JournalRow
from domain.tables.log import AuditEventRow, AuditTextsRow, BatchRow, IdempotencyKeyRow, OrganisationRow
from domain.tables.mail import MailRow
from domain.tables.planned import PlannedPaymentRow, SubscriptionRow
from domain.tables.record import Record
from domain.tables.staging import StagedFileRow, StagedRowsRow
from domain.tables.webhooks import WebhookDeliveryRow, WebhookRow

CHANGEABLE: tuple[type[Record], ...] = (
    AccountRow,
    LedgerCodeRow,
    MemberRow,
    RoleRow,
    UserRow,
    ApiTokenRow,
    FileMappingRow,
    WebhookRow,
    BankAccountRow,
    BankStatementRow,
    BankLineRow,
    BankStatementLineRow,
    PayerRow,
    PayerAccountRow,
    SessionRow,
    SignInCodeRow,
    PasskeyRow,
    AuthenticatorRow,
    IdentityRow,
    FactorUseRow,
    RecoveryCodeRow,
    SignInStepRow,
    TransactionRow,
    ItemRow,
    ImportedRow,
    PlannedPaymentRow,
    SubscriptionRow,
    ReconciliationRow,
    BankLinePartRow,
    BooksClosingRow,
    JournalRow,
    JournalLineRow,
    JobRow,
    JobErrorRow,
    UndonePartRow,
    StagedFileRow,
    StagedRowsRow,
    DocumentRow,
    MailRow,
)
"""What services add and change, in the order in which the store adds rows: each table refers to earlier ones."""

UNAUDITED = (
    *(ImportedRow, SessionRow, SignInCodeRow, FactorUseRow, RecoveryCodeRow, SignInStepRow),
    *(JobRow, JobErrorRow, UndonePartRow, StagedFileRow, StagedRowsRow, JournalLineRow, DocumentRow),
)
"""Signing in and out, a job's progress, what is kept of a file's rows, and papers change no record, so they make no events.

A journal's event holds the hash of its lines.
"""


def all_tables() -> list[type[Record]]:
    """Return the row class of each table, in the order of their names."""
    return sorted((each for name, each in globals().items() if name.endswith("Row")), key=lambda cls: cls.TABLE)
