"""The CHECKs, unique indexes and triggers that the product relies on; a database that lacks one is not opened."""

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from domain.store.ddl import migrations_in
from domain.store.program import Program, Query, Sql
from domain.tables.columns import APP
from domain.tables.texts import TEXT_INDEXES
from domain.texts import Text, say

CHECKS = (
    "one_organisation",
    "account_sums_not_negative",
    "transaction_kind",
    "transaction_never_over_reconciled",
    "transaction_amount_in_range",
    "cash_has_method",
    "received_money_has_state",
    "payment_state_has_instants",
    "correction_names_payment",
    "moved_money_is_received",
    "write_off_is_credit",
    "item_never_over_reconciled",
    "item_amount_in_range",
    "item_side",
    "income_has_ledger_code",
    "cancellation_names_item",
    "item_positions_from_one",
    "planned_payment_amount_positive",
    "planned_payment_state",
    "subscription_amount_positive",
    "subscription_interval",
    "subscription_within_its_time",
    "job_kind",
    "job_state",
    "job_done_within_total",
    "job_end_has_instant",
    "edge_amount_positive",
    "edge_has_one_credit",
    "edge_credit_whole",
    "edge_credit_carried",
    "edge_within_account",
    "edge_release_whole",
    "edge_credit_of_account",
    "edge_debit_of_account",
    "transaction_never_over_banked",
    "bank_statement_format",
    "bank_statement_days",
    "bank_line_amount_in_range",
    "bank_line_never_over_explained",
    "bank_line_ignored_or_explained",
    "bank_line_withdrawn_open",
    "bank_line_part_kind",
    "bank_line_part_amount",
    "bank_line_part_whole",
    "payer_is_known_by_something",
    "books_reopening_whole",
    "journal_days_in_order",
    "journal_line_of_one_account",
    "journal_line_amount",
    "mail_state",
)
UNIQUE_INDEXES = (
    "webhook_delivery",
    "account_number",
    "ledger_code",
    "transaction_number",
    "invoice_series",
    "transaction_recording_order",
    "transaction_version_order",
    "transaction_moved_from",
    "item_position",
    "item_of_account",
    "one_active_edge_per_pair",
    "one_active_planned_edge_per_pair",
    "book_sum_key",
    "hidden_book_sum_key",
    "audit_chain",
    "audit_own_chain",
    "idempotency_key",
    "role_name",
    "user_email",
    "api_token_secret",
    "api_token_former_secret",
    "file_mapping_name",
    "bank_account_name",
    "bank_line_key",
    "bank_statement_position",
    "bank_statement_line",
    "one_part_per_line_and_transaction",
    "payer_by_account",
    "payer_by_name",
    "payer_account",
    "session_secret",
    "sign_in_code_secret",
    "passkey_credential",
    "authenticator_of_user",
    "identity_subject",
    "recovery_code_secret",
    "sign_in_step_secret",
    "factor_use",
    "books_closing_active",
    "account_external_id",
    "member_external_id",
    "ledger_code_external_id",
    "transaction_external_id",
    "item_external_id",
    "planned_payment_external_id",
    "journal_seq",
    "journal_line_position",
    "document_of_job",
    "mail_of_job",
)
TRIGGERS = (
    "audit_never_updated",
    "audit_never_deleted",
    "audit_texts_only_erased",
    "audit_texts_never_deleted",
    "bank_line_never_changed",
    "bank_line_never_deleted",
    "bank_line_part_fits",
    "bank_line_part_never_changed",
    "bank_line_part_never_deleted",
    "bank_statement_line_never_changed",
    "bank_statement_line_never_deleted",
    "bank_statement_never_changed",
    "bank_statement_never_deleted",
    "book_sums_folded",
    "books_closing_never_deleted",
    "books_closing_only_reopened",
    "closed_books_take_no_reconciliation",
    "closed_books_take_no_transaction",
    "closed_reconciliation_stays",
    "closed_transaction_stays",
    "journal_line_never_changed",
    "journal_line_never_deleted",
    "journal_never_changed",
    "journal_never_deleted",
    *(f"{index.kind}_text_added" for index in TEXT_INDEXES),
    *(f"{index.kind}_text_changed" for index in TEXT_INDEXES),
)

_SQLITE = Sql("select name, sql from sqlite_master where sql is not null")
_POSTGRES = Sql(
    "select conname as name from pg_constraint where convalidated "
    "union all select tgname from pg_trigger where tgenabled <> 'D' and not tgisinternal "
    "union all select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid where i.indisvalid"
)
_APPLIED = Sql("select name from tortoise_migrations where app = :app")


class InvariantMissing(Exception):
    """The database lacks an invariant, or all of them; ``text`` says which and what to do."""

    def __init__(self, text: Text, *, is_empty: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.is_empty = is_empty


class NewerDatabase(Exception):
    """The database has a migration that this version does not know; the message says which and what to do."""


@cache
def known_migrations() -> frozenset[str]:
    """Return the names of the migrations that this version has."""
    return frozenset(migrations_in(Path(__file__).parents[1].joinpath("migrations")))


def in_force(dialect: str) -> Program[frozenset[str]]:
    """Return the names of the constraints, triggers and valid indexes that the database has."""
    if dialect == "postgres":
        rows = yield Query(_POSTGRES)
        return frozenset(row[0] for row in rows)
    rows = yield Query(_SQLITE)
    names = {row[0] for row in rows}
    text = " ".join(row[1] for row in rows)  # SQLite knows a constraint's name only from its table's text
    return frozenset(names | {check for check in CHECKS if f"CONSTRAINT {check} " in text})


def check_usable(dialect: str, migrations: Collection[str] | None = None) -> Program[None]:
    """Raise ``NewerDatabase`` if the database has a migration that is none of ``migrations``, or of this version's.

    Raises ``InvariantMissing`` as ``check_invariants`` does.
    """
    try:
        yield from check_invariants(dialect)
    except InvariantMissing as missing:
        if not missing.is_empty:  # a newer version may do without what this one relies on
            yield from _check_version(migrations)
        raise
    yield from _check_version(migrations)


def _check_version(migrations: Collection[str] | None) -> Program[None]:
    check_newer({row[0] for row in (yield Query(_APPLIED, app=APP))}.difference(migrations or known_migrations()))


def check_invariants(dialect: str) -> Program[None]:
    """Raise ``InvariantMissing`` unless everything that this version relies on is in force."""
    present = yield from in_force(dialect)
    missing = [name for name in (*CHECKS, *UNIQUE_INDEXES, *TRIGGERS) if name not in present]
    if len(missing) == len(CHECKS) + len(UNIQUE_INDEXES) + len(TRIGGERS):
        raise InvariantMissing(say("database-empty"), is_empty=True)
    if missing:
        raise InvariantMissing(say("database-lacks-rules", missing=", ".join(missing)))


def check_newer(unknown: Iterable[str]) -> None:
    """Raise ``NewerDatabase`` if there are any migrations of a database that this version does not know."""
    names = sorted(unknown)
    if names:
        raise NewerDatabase(
            f"The database was migrated by a newer version of Tieout: this one does not know {', '.join(names)}. Install "
            "that version or a later one, or restore a backup made before."
        )
