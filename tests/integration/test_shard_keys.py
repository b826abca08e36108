"""What stands in the way of spreading accounts over several databases by `account_id`, as Citus does it.

Every table of an account's data has the column. What is not yet routed by it is listed here with its reason: a statement
that names no account goes to all databases, and a value that is unique across accounts needs one place that keeps it.
"""

import contextlib
import importlib
import pathlib
import pkgutil
import re
import sqlite3
import sys
from collections.abc import Iterator

import domain
from domain.store.program import Sql
from domain.store.statements import insert_sql
from domain.store.unit_of_work import LOCK_ACCOUNTS, LOCK_FREE_ACCOUNTS
from domain.tables import all_tables

ROUTED = re.compile(
    r"account_id\s*=\s*(any\()?\$|\ba\.id = (any\()?\$|^update accounts .* id = \$"
    r"|^insert into \w+ \((?=[^)]*\baccount_id\b)"
)
"""What names the accounts that a statement is about."""

BY_ID = "finds rows by the ids of others of their account: its callers know the account, and would name it"
ALL = "is about all accounts: each database answers, and one adds up"
NUMBER = "finds an account or document by a number, reference or name: needs a list of these that all databases have"
LOG = "goes through the audit log by batch or in order: a batch would list its accounts"
ACCESS = "is about users, of whom a few are an account's clients: the table is kept whole"
PARTLY = "both goes by ids and looks across accounts"

MODULES = {
    "domain.queries.access": ACCESS,
    "domain.queries.audit_snapshots": LOG,
    "domain.queries.bank": BY_ID,
    "domain.queries.bank_clues": NUMBER,
    "domain.queries.bank_graph": BY_ID,
    "domain.queries.batches": LOG,
    "domain.queries.cancellations": BY_ID,
    "domain.queries.closings": ALL,
    "domain.queries.documents": ALL,
    "domain.queries.duplicates": NUMBER,
    "domain.queries.erasing": BY_ID,
    "domain.queries.feed": LOG,
    "domain.queries.file_duplicates": NUMBER,
    "domain.queries.files": NUMBER,
    "domain.queries.graph": LOG,
    "domain.queries.history": LOG,
    "domain.queries.jobs": ALL,
    "domain.queries.mail": ALL,
    "domain.queries.planned": PARTLY,
    "domain.queries.records": PARTLY,
    "domain.queries.reports.changed_rows": LOG,
    "domain.queries.series": ALL,
    "domain.queries.status_reasons": BY_ID,
    "domain.queries.suggestion_quality": ALL,
    "domain.queries.suggestions": PARTLY,
    "domain.queries.transactions": BY_ID,
    "domain.queries.undoing": LOG,
    "domain.queries.unreconciled": ALL,
    "domain.store.book_sums": BY_ID,
    "domain.store.closing": ALL,
    "domain.store.erasing": ACCESS,
    "domain.store.feed": LOG,
    "domain.store.flush": PARTLY,
    "domain.store.opening": LOG,
    "domain.verifying.book_sum_checks": ALL,
    "domain.verifying.feed_checks": ALL,
    "domain.verifying.filled_tables": ALL,
    "domain.verifying.heads": LOG,
    "domain.verifying.sealed_rows": LOG,
    "domain.verifying.unlogged_rows": ALL,
}
"""Why the statements of a module that name no account do not."""

ACROSS = {
    "account_number": "an account's number",
    "transaction_number": "the number of an invoice, payment or other document",
    "invoice_series": "the place in the one series of all invoices",
    "transaction_moved_from": "a payment that was moved here from another account",
    **dict.fromkeys(
        (
            *("account_external_id", "member_external_id", "transaction_external_id"),
            *("item_external_id", "planned_payment_external_id"),
        ),
        "what another system calls a record of an account",
    ),
    "user_email": "the e-mail address of whoever signs in, also for one account",
    "audit_own_chain": "the organisation's own log, which is of no account",
}
"""What is unique across accounts: a table that all databases have would have to keep it."""

WITHIN = {
    "bank_line_parts one_part_per_line_and_transaction": "transaction_id",
    "items item_position": "transaction_id",
    "reconciliations one_active_planned_edge_per_pair": "debit_item_id",
    "reconciliations one_active_edge_per_pair": "debit_item_id",
    "transaction_versions transaction_version_order": "transaction_id",
}
"""What is unique by the id of a row that is of one account: with `account_id` beside it, it means the same."""


def of_accounts() -> set[str]:
    """The tables whose rows are of an account."""
    return {"accounts"} | {each.TABLE for each in all_tables() if "account_id" in each.columns()}


def statements() -> Iterator[tuple[str, str, str]]:
    """Every statement that stands in the domain's modules: its module, its name and its text."""
    for each in pkgutil.walk_packages(domain.__path__, "domain."):
        if not each.name.startswith("domain.migrations"):
            importlib.import_module(each.name)
    seen = set()
    modules = [name for name in sys.modules if name.startswith("domain.") and not name.startswith("domain.migrations")]
    for module in sorted(modules):
        for name, value in vars(sys.modules[module]).items():
            if isinstance(value, Sql) and value.postgres not in seen:
                seen.add(value.postgres)
                yield module, name, value.postgres


def test_statements_that_name_no_account_are_listed() -> None:
    tables = of_accounts()
    found = {
        module
        for module, _, text in statements()
        if tables.intersection(re.findall(r"[a-z_]+", text)) and not ROUTED.search(text)
    }
    assert found == set(MODULES), f"not listed {found - set(MODULES)}, no longer so {set(MODULES) - found}"


def test_values_that_are_unique_across_accounts_are_listed(sqlite_template: pathlib.Path) -> None:
    across, within = set(), {}
    with contextlib.closing(sqlite3.connect(sqlite_template)) as connection:
        for table in sorted(of_accounts()):
            for _, name, is_unique, *_ in connection.execute(f"pragma index_list({table})"):
                columns = [row[2] for row in connection.execute(f"pragma index_info({name})")]
                if not is_unique or "account_id" in columns:
                    continue
                if implied := [each for each in columns if each in WITHIN.values()]:
                    within[f"{table} {name}"] = implied[0]
                else:
                    across.add(name)
    assert across == set(ACROSS)
    assert within == WITHIN


def test_the_lock_of_a_unit_and_all_that_it_adds_name_the_account() -> None:
    """So what is recorded on one account goes to one database."""
    for lock in (LOCK_ACCOUNTS, LOCK_FREE_ACCOUNTS):
        assert ROUTED.search(lock.postgres)
    for each in all_tables():
        if each.TABLE in of_accounts() - {"accounts"}:
            assert ROUTED.search(insert_sql(each).postgres), each.TABLE
