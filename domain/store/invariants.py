"""What keeps the rules in the database itself, read back at every start: a database without them is not opened."""

from domain.store.steps import Fetch, Sql, Steps

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
)
UNIQUE_INDEXES = (
    "account_number",
    "ledger_code",
    "transaction_number",
    "transaction_recording_order",
    "item_position",
    "item_of_account",
    "one_active_edge_per_pair",
    "one_active_planned_edge_per_pair",
    "audit_chain",
    "idempotency_key",
    "user_email",
    "api_token_secret",
    "session_secret",
    "sign_in_code_secret",
)
TRIGGERS = ("audit_never_updated", "audit_never_deleted")

_SQLITE = Sql("select name, sql from sqlite_master where sql is not null")
_POSTGRES = Sql(
    "select conname as name from pg_constraint where convalidated "
    "union all select tgname from pg_trigger where tgenabled <> 'D' and not tgisinternal "
    "union all select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid where i.indisvalid"
)


class InvariantMissing(Exception):
    """The database lacks what keeps the rules; the message says what and what to do."""


def in_force(dialect: str) -> Steps[frozenset[str]]:
    """The names of constraints, triggers and valid indexes that the database has."""
    if dialect == "postgres":
        rows = yield Fetch(_POSTGRES)
        return frozenset(row[0] for row in rows)
    rows = yield Fetch(_SQLITE)
    names = {row[0] for row in rows}
    text = " ".join(row[1] for row in rows)  # SQLite keeps a constraint's name only in the text of its table
    return frozenset(names | {check for check in CHECKS if f"CONSTRAINT {check} " in text})


def check_invariants(dialect: str) -> Steps[None]:
    """Raises ``InvariantMissing`` unless everything that this version relies on is in force."""
    present = yield from in_force(dialect)
    missing = [name for name in (*CHECKS, *UNIQUE_INDEXES, *TRIGGERS) if name not in present]
    if len(missing) == len(CHECKS) + len(UNIQUE_INDEXES) + len(TRIGGERS):
        msg = "The database is empty or of another program. Run `tieout migrate` first."
        raise InvariantMissing(msg)
    if missing:
        msg = (
            f"The database lacks what keeps its rules: {', '.join(missing)}. Run `tieout migrate`; if that does not "
            "mend it, restore a backup."
        )
        raise InvariantMissing(msg)
