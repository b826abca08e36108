"""Level: a store with rows. Damage done to a database behind the product's back, and what must be found (domain R22)."""

from typing import NamedTuple


class Damage(NamedTuple):
    """What was done to the database, and what is found: its rule, words of its message, its place in words."""

    sql: str
    rule: str
    words: str
    where: str
    unguarded: tuple[tuple[str, str], ...] = ()


ITEM = (
    "(select i.{} from items i join transactions t on t.id = i.transaction_id where t.number = '{}' and i.position = 1)"
)
COLUMNS = (
    "account_id, credit_account_id, credit_item_id, credit_transaction_id, planned_payment_id, debit_item_id, "
    "debit_transaction_id, amount_cents, origin, processing, faulty, recorded_at, recorded_by, batch_id, released_at, "
    "released_batch_id, replaces_id, currency, credit_kind, credit_date, credit_method, credit_ledger_code_id, debit_kind, "
    "debit_date, debit_method, debit_ledger_code_id"
)
AGAIN = f"insert into reconciliations (id, {COLUMNS}) select id + 1, {COLUMNS} from reconciliations"
PLAN = (
    "insert into planned_payments (id, account_id, batch_id, due_on, amount_cents, method, state, transaction_id, "
    f"recorded_at, withdrawn_at) select 7, {ITEM.format('account_id', 'I-1')}, (select min(id) from batches), '2026-01-05', "
    "1000, 'CARD', '{state}', null, 1, null; "
    f"insert into reconciliations (id, {COLUMNS}) select 8, i.account_id, i.account_id, null, null, 7, i.id, "
    "i.transaction_id, {cents}, 'INSTALLMENT', false, false, 1, 'x', (select min(id) from batches), null, null, null, "
    "'USD', null, null, null, null, i.kind, i.date, {method}, i.ledger_code_id from items i "
    f"where i.id = {ITEM.format('id', '{number}')}"
)
RECONCILIATION = "50.00 USD from P-1 item 1 to I-1 item 1"
DAMAGES = {
    "beyond an item's worth": Damage(
        "update reconciliations set amount_cents = 7501", "R22", "exceed its amount", "I-1 item 1"
    ),
    "the same pair twice": Damage(
        AGAIN, "R22", "twice", RECONCILIATION, (("reconciliations", "one_active_edge_per_pair"),)
    ),
    "another account": Damage(
        f"update reconciliations set credit_account_id = {ITEM.format('account_id', 'Q-1')}, "
        f"credit_item_id = {ITEM.format('id', 'Q-1')}, credit_transaction_id = {ITEM.format('transaction_id', 'Q-1')}",
        "R22",
        "different accounts",
        "50.00 USD from Q-1 item 1 to I-1 item 1",
        (("reconciliations", "edge_within_account"),),
    ),
    "failed money": Damage(
        "update transactions set payment_state = 'FAILED', failed_at = 1 where number = 'P-1'",
        "R22",
        "failed",
        RECONCILIATION,
    ),
    "an item's stored sum": Damage(
        "update items set reconciled_cents = 1 where reconciled_cents = 5000 and side = 'DEBIT'",
        "R22",
        "sums stored on an item",
        "I-1 item 1",
    ),
    "a transaction's stored sum": Damage(
        "update transactions set reconciled_cents = 1 where number = 'P-1'", "R22", "stored on a transaction", "P-1"
    ),
    "an account's balance": Damage("update accounts set balance_cents = balance_cents + 1", "R5b", "balance", ""),
    "an account's processing money": Damage("update accounts set processing_cents = 1", "R5b", "processing", ""),
    "an account's planned money": Damage("update accounts set planned_cents = 1", "R5b", "planned", ""),
    "an account's open amounts": Damage(
        "update accounts set unreconciled_credit_cents = unreconciled_credit_cents + 1", "R21a", "open amounts", ""
    ),
    "a stored sum of the books": Damage(
        "insert into book_sum_changes (figure, day, currency, row_count, cents_high, cents_low) values "
        "('OWED', '2026-01-01', 'USD', 0, 0, 1)",
        "R32c",
        "OWED of the day 2026-01-01 in USD",
        "",
    ),
    "an undone transaction": Damage(
        "update transactions set withdrawn_at = 1 where number = 'P-1'", "R25a", "was undone", RECONCILIATION
    ),
    "kinds that do not meet": Damage(
        "update transactions set payment_state = 'PROCESSING', confirmed_at = null where number = 'P-1'; "
        f"update reconciliations set debit_item_id = {ITEM.format('id', 'R-1')}, "
        f"debit_transaction_id = {ITEM.format('transaction_id', 'R-1')}",
        "R7",
        "kinds that cannot be reconciled",
        "50.00 USD from P-1 item 1 to R-1 item 1",
    ),
    "processing money": Damage("update reconciliations set processing = true", "R19", "processing", RECONCILIATION),
    "a planned payment's amount": Damage(
        PLAN.format(state="PLANNED", cents=1001, number="I-1", method="null"),
        "R6a",
        "more than its amount",
        "10.01 USD from planned money to I-1 item 1",
    ),
    "a planned payment on a refund": Damage(
        PLAN.format(state="PLANNED", cents=1000, number="R-1", method="'CASH'"),
        "R6a",
        "not an invoice's",
        "10.00 USD from planned money to R-1 item 1",
    ),
    "a planned payment that is no longer to come": Damage(
        PLAN.format(state="DELETED", cents=1000, number="I-1", method="null"),
        "R6a",
        "no longer to come",
        "10.00 USD from planned money to I-1 item 1",
    ),
    "an item's kind": Damage(
        "update items set kind = 'CREDIT', side = 'CREDIT' where amount_cents = 2000",
        "R5a",
        "order differs",
        "I-1 item 2",
    ),
    "an item's date": Damage(
        "update items set date = '2020-01-01' where amount_cents = 2000", "R5a", "order differs", "I-1 item 2"
    ),
    "an item's side": Damage(
        "update items set side = 'CREDIT' where amount_cents = 2000",
        "R4",
        "wrong side",
        "I-1 item 2",
        (("items", "item_side"),),
    ),
    "a transaction's amount": Damage(
        "update transactions set amount_cents = amount_cents + 1 where number = 'I-1'",
        "R5",
        "differs from its items",
        "I-1",
    ),
    "a reconciliation's currency": Damage(
        "update reconciliations set currency = 'EUR'", "R28", "copies", RECONCILIATION.replace("USD", "EUR")
    ),
    **{
        f"a reconciliation's {column}": Damage(
            f"update reconciliations set {column} = {value}", "R28", "copies", RECONCILIATION
        )
        for column, value in (
            ("credit_kind", "'DEPOSIT'"),
            ("credit_date", "'2020-01-01'"),
            ("credit_method", "'CARD'"),
            ("credit_ledger_code_id", "(select min(id) from ledger_codes)"),
            ("debit_kind", "'REFUND'"),
            ("debit_date", "'2020-01-01'"),
            ("debit_method", "'CARD'"),
            ("debit_ledger_code_id", "null"),
        )
    },
    **{
        f"{table}.{column}": Damage(f"update {table} set {column} = {value} where {which}", "R16", column, where)
        for table, column, value, which, where in (
            ("accounts", "owner_name", "'Mallory'", "number = '1001'", "1001"),
            ("accounts", "number", "'9999'", "number = '1001'", "9999"),
            ("members", "name", "'Mallory'", "name = 'Leo'", "Mallory"),
            ("ledger_codes", "title", "'x'", "code = 'SWIM'", "SWIM"),
            ("transactions", "number", "'I-7'", "number = 'I-1'", "I-7"),
            ("transactions", "date", "'2020-01-01'", "number = 'I-1'", "I-1"),
            ("transactions", "description", "'x'", "number = 'I-1'", "I-1"),
            ("transactions", "recorded_at", "1", "number = 'I-1'", "I-1"),
            ("items", "description", "'x'", "amount_cents = 2000", "I-1 item 2"),
            ("items", "amount_cents", "2001", "amount_cents = 2000", "I-1 item 2"),
            ("items", "ledger_code_id", "(select max(id) from ledger_codes)", "amount_cents = 2000", "I-1 item 2"),
            ("items", "member_id", "(select min(id) from members)", "amount_cents = 2000", "I-1 item 2"),
            ("reconciliations", "recorded_by", "'x'", "true", RECONCILIATION),
            ("reconciliations", "amount_cents", "4999", "true", RECONCILIATION.replace("50.00", "49.99")),
            ("users", "permissions", "'[]'", "true", "desk@example.org"),
            ("users", "role_id", "null", "true", "desk@example.org"),
            ("roles", "permissions", "'[]'", "true", "Desk"),
            ("roles", "name", "'Admin'", "true", "Admin"),
        )
    },
    "an item more": Damage(
        "insert into items select 9, account_id, transaction_id, 3, side, kind, date, recording_seq, withdrawn_at, "
        "description, ledger_code_id, member_id, cancels_id, amount_cents, 0, 0, 0, 0, '', null, null from items "
        "where amount_cents = 2000",
        "R16",
        "in no audit event",
        "I-1 item 3",
    ),
    "an item less": Damage("delete from items where amount_cents = 2000", "R16", "Item 2 of I-1 is gone", "I-1"),
    "a member more": Damage(
        "insert into members select 9, account_id, 'Mallory', 1, null, '', null, null from members "
        "where id = (select min(id) from members)",
        "R16",
        "in no audit event",
        "Mallory",
    ),
    "a member less": Damage("delete from members where name = 'Leo'", "R16", "A member of the audit log is gone", ""),
    "a write-off that is open": Damage(
        "update transactions set write_off = true where number = 'P-2'",
        "R40",
        "has something open",
        "P-2",
        (("transactions", "write_off_is_credit"),),
    ),
    "a reconciliation of a write-off that is none": Damage(
        "update reconciliations set origin = 'WRITE_OFF'",
        "R40",
        "disagree on whether it is a write-off",
        RECONCILIATION,
    ),
    "a write-off of a refund": Damage(
        "update transactions set write_off = true where number = 'P-1'; "
        "update reconciliations set origin = 'WRITE_OFF', debit_kind = 'REFUND'",
        "R40",
        "other than an invoice item",
        RECONCILIATION,
        (("transactions", "write_off_is_credit"),),
    ),
    "a move from money that still counts": Damage(
        "update transactions set moved_from_id = (select m.id from transactions m where m.number = 'Q-1') "
        "where number = 'P-1'",
        "R39b",
        "still counts",
        "P-1",
    ),
    "an earlier version of another event": Damage(
        "insert into transaction_versions (id, account_id, transaction_id, ended_at, description) "
        "select 9, t.account_id, t.id, 1, 'x' from transactions t where t.number = 'I-1'",
        "R39a",
        "do not follow",
        "I-1",
    ),
    "a reconciliation less": Damage(
        "delete from reconciliations", "R16", "A reconciliation of the audit log is gone", ""
    ),
}

BANK_GUARDS = (
    ("bank_lines", "bank_line_never_changed"),
    ("bank_lines", "bank_line_never_deleted"),
    ("bank_line_parts", "bank_line_part_never_changed"),
    ("bank_line_parts", "bank_line_part_never_deleted"),
    ("bank_statements", "bank_statement_never_changed"),
    ("bank_statement_lines", "bank_statement_line_never_changed"),
    ("bank_statement_lines", "bank_statement_line_never_deleted"),
)
"""Triggers that keep the bank's side as it was recorded, by their tables."""


def _another(table: str) -> str:
    """SQL for the id of another row than the last: for columns that name a row."""
    return f"(select min(x.id) from {table} x)"


BANK_COLUMNS: dict[str, dict[str, tuple[str, str]]] = {
    "bank_accounts": {
        column: (value, "name = 'Main'")
        for column, value in {
            "name": "'Forged'",
            "currency": "'EUR'",
            "iban": "'DE02120300000000202051'",
            "number": "'7'",
            "recorded_at": "recorded_at + 1",
            "withdrawn_at": "5",
        }.items()
    },
    "bank_statements": {
        column: (value, "opening_cents = 500")
        for column, value in {
            "bank_account_id": _another("bank_accounts"),
            "batch_id": _another("batches"),
            "format": "'OFX'",
            "first_day": "'2020-01-01'",
            "last_day": "'2030-01-01'",
            "opening_cents": "501",
            "closing_cents": "closing_cents + 1",
            "line_count": "line_count + 1",
            "recorded_at": "recorded_at + 1",
            "recorded_by": "'Mallory'",
            "withdrawn_at": "5",
        }.items()
    },
    "bank_lines": {
        column: (value, "amount_cents = -300")
        for column, value in {
            "bank_account_id": _another("bank_accounts"),
            "batch_id": _another("batches"),
            "booked_on": "'2020-01-01'",
            "value_on": "'2020-01-01'",
            "amount_cents": "-301",
            "payer_name": "'Mallory'",
            "payer_account": "'X'",
            "text": "'forged'",
            "structured_reference": "'RF00'",
            "bank_id": "'forged'",
            "kind": "'forged'",
            "fee_cents": "-1",
            "key": "'forged'",
            "entry_key": "'forged'",
            "recorded_at": "recorded_at + 1",
            "ignored_reason": "'forged'",
            "withdrawn_at": "5",
        }.items()
    },
    "bank_statement_lines": {
        "statement_id": (_another("bank_statements"), "position = 2"),
        "line_id": (_another("bank_lines"), "position = 2"),
        "position": ("77", "position = 2"),
    },
    "bank_line_parts": {
        column: (value, "kind = 'OTHER'" if column == "kind" else "amount_cents = 4000")
        for column, value in {
            "line_id": _another("bank_lines"),
            "account_id": "(select max(x.id) from accounts x)",
            "transaction_id": _another("transactions"),
            "kind": "'FEE'",
            "amount_cents": "3999",
            "reason": "'forged'",
            "recorded_at": "recorded_at + 1",
            "recorded_by": "'Mallory'",
            "batch_id": _another("batches"),
            "withdrawn_at": "5",
            "replaces_id": "(select max(x.id) from bank_line_parts x)",
        }.items()
    },
    "payers": {
        column: (value, "payer_account = 'P-2'")
        for column, value in {
            "name": "'Mallory'",
            "payer_account": "'X'",
            "recorded_at": "recorded_at + 1",
            "withdrawn_at": "5",
        }.items()
    },
    "payer_accounts": {
        column: (value, "id = (select max(x.id) from payer_accounts x)")
        for column, value in {
            "payer_id": _another("payers"),
            "account_id": _another("accounts"),
            "recorded_at": "recorded_at + 1",
            "withdrawn_at": "5",
        }.items()
    },
}
"""Of each table of the bank's side, each column that the audit log holds: another value, and the row that gets it."""
