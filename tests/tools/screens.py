"""The screens of which pictures are taken: by their names the address, and what is done there before.

A new screen adds itself to ``SCREENS``; ``FULL`` are screens at their fullest, in books of long names and large amounts,
``QUEUE`` the queue of Match with very much in it, ``EMPTY`` screens in new books.
"""

from tests.support.page_reports import REPORT_NAMES
from tests.tools import doings
from tests.tools.doings import Prepare

Screens = dict[str, tuple[str, Prepare | None]]

SCREENS: Screens = {
    "accounts": ("/accounts", None),
    "accounts-none": ("/accounts?search=nobody", None),
    "billing": ("/accounts/1001", doings.opened),
    "make-payment": ("/accounts/1001", doings.paying),
    "marks": ("/accounts/1001", doings.marking),
    "operations": ("/accounts/1001", doings.operations),
    "invoice": ("/accounts/1001", doings.operation("Invoice")),
    "purchase": ("/accounts/1001", doings.operation("Checkout")),
    "credit": ("/accounts/1001", doings.operation("Credit")),
    "refund": ("/accounts/1006", doings.operation("Refund")),
    "pay-balance": ("/accounts/1001", doings.operation("Pay balance")),
    "cancel-items": ("/accounts/1001", doings.operation("Cancel items")),
    "plan-payments": ("/accounts/1001", doings.operation("Plan payments")),
    "subscriptions": ("/accounts/1012", doings.operation("Subscriptions")),
    "reconcile-account": ("/accounts/1006", doings.operation("Reconcile account")),
    "keys": ("/accounts/1001", doings.keys),
    "reconciliations": ("/transactions/PAY-1001-1/reconciliations", doings.moving),
    "reconciliations-invalid": ("/transactions/OLD-2207/reconciliations", None),
    "reconciliations-locked": ("/transactions/INV-1005-6/reconciliations", None),
    "explorer": ("/explorer", doings.run),
    "not-found": ("/accounts/4711", None),
    "today": ("/today", None),
    "match": ("/match", doings.matching),
    "match-refused": ("/match", doings.nothing_marked),
    "upcoming": ("/upcoming", None),
    "process-planned-payments": ("/upcoming", doings.processing),
    "unreconciled": ("/unreconciled", None),
    "unreconciled-none": ("/unreconciled?search=nobody", None),
    "reports": ("/reports", None),
    **{name: (f"/reports/{name}", None) for name in REPORT_NAMES if name != "bank-reconciliation"},
    "payment-by-ledger-code": ("/reports/payment-by-ledger-code?period=last-12-months", None),
    "sales-by-ledger-code": ("/reports/sales-by-ledger-code?period=last-12-months", None),
    "sales-by-item": ("/reports/sales-by-item?period=last-12-months&of=code:SWIM", None),
    "aging-none": ("/reports/aging?asOf=2020-01-01T00:00:00.000Z", None),
    "reconcile-all": ("/accounts", doings.reconciling_all),
    "update-account": ("/accounts/1001", doings.changing_account),
    "jobs-none": ("/jobs", None),
    "job": ("/jobs", doings.job),
    "jobs": ("/jobs", None),
    "ledger-codes": ("/ledger-codes", None),
    "activity": ("/activity", doings.event),
    "access": ("/access", None),
    "roles": ("/access?show=roles", doings.new_role),
    "change-user": ("/access", doings.changing_someone),
    "token": ("/access?show=tokens", doings.new_token),
    "tokens": ("/access?show=tokens", None),
    "rotate-token": ("/access?show=tokens", doings.rotating_token),
    "sessions": ("/access", doings.sessions),
    "sign-in-security": ("/access", doings.security),
    "authenticator-app": ("/access", doings.new_app),
    "import": ("/import", None),
    "import-bad": ("/import?kind=PAYMENTS", doings.bad_rows),
    "webhooks": ("/webhooks", None),
    "integrity": ("/integrity", None),
    "closing": ("/closing", doings.closed_period),
    "close-books": ("/closing", doings.closing_books),
    "reopen-books": ("/closing", doings.reopening_books),
    "journal": ("/journal", None),
    "statements": ("/statements?account=1001", None),
    "statements-of-all": ("/statements", None),
    "export-journal": ("/journal", doings.exporting_journal),
    "make-payment-closed": ("/accounts/1001", doings.paying_in_closed_period),
    "menu": ("/accounts", doings.menu),
    "find": ("/accounts", doings.finding),
    "make-payment-refused": ("/accounts/1001", doings.refused),
    "payment-made": ("/accounts/1012", doings.paid),
    "delete-planned-payment": ("/upcoming", doings.deleting),
    "gone-accounts": ("/explorer", doings.gone("/accounts")),
    "gone-billing": ("/explorer", doings.gone("/accounts/1001")),
    "gone-report": ("/explorer", doings.gone("/reports/aging")),
    "gone-unreconciled": ("/explorer", doings.gone("/unreconciled")),
    "gone-match": ("/explorer", doings.gone("/match")),
}
"""By name: the address, and what is done there before the picture is taken."""


FULL: Screens = {
    "full-accounts": ("/accounts", None),
    "full-billing": ("/accounts/2001", doings.opened),
    "full-many": ("/accounts/9500", None),
    "full-make-payment": ("/accounts/2001", doings.marking),
    "full-invoice": ("/accounts/2001", doings.operation("Invoice")),
    "full-plan-payments": ("/accounts/2001", doings.operation("Plan payments")),
    "full-reconciliations": ("/transactions/PAY-2001-1/reconciliations", doings.moving),
    "full-bank": ("/bank", None),
    "full-bank-account": ("/bank", doings.in_bank(doings.all_lines_long)),
    "full-upcoming": ("/upcoming", None),
    "full-unreconciled": ("/unreconciled", None),
    "full-match": ("/match", None),
    "full-today": ("/today", None),
    "full-payment-by-item": ("/reports/payment-by-item", None),
    "full-payment-by-ledger-code": ("/reports/payment-by-ledger-code?period=last-12-months", None),
    "full-sales-by-ledger-code": ("/reports/sales-by-ledger-code?period=last-12-months", None),
    "full-payment-breakdown": ("/reports/payment-breakdown", None),
    "full-aging": ("/reports/aging", None),
    "full-ledger-codes": ("/ledger-codes", None),
    "full-activity": ("/activity", doings.event),
    "full-access": ("/access", None),
}
"""The same, in the books of ``tests/support/extremes.py``."""

BANK: Screens = {
    "bank": ("/bank", None),
    "bank-account": ("/bank", doings.bank_account),
    "bank-all": ("/bank", doings.in_bank(doings.all_lines)),
    "bank-line": ("/bank", doings.in_bank(doings.bank_line())),
    "bank-explained": ("/bank", doings.in_bank(doings.explained_line)),
    "bank-match": ("/bank", doings.in_bank(doings.bank_line("Match"))),
    "bank-record": ("/bank", doings.in_bank(doings.recording)),
    "bank-split": ("/bank", doings.in_bank(doings.bank_line("Several accounts"))),
    "bank-fee": ("/bank", doings.in_bank(doings.bank_line("Fee or other", "Account maintenance"))),
    "bank-ignore": ("/bank", doings.in_bank(doings.bank_line("Ignore"))),
    "bank-returned": ("/bank", doings.in_bank(doings.returned)),
    "bank-import": ("/bank", doings.in_bank(doings.importing)),
    "bank-import-wrong": ("/bank", doings.in_bank(doings.importing_wrong)),
    "bank-statements": ("/bank", doings.in_bank(doings.statements)),
    "bank-none": ("/bank", doings.in_bank(doings.no_lines)),
    "payers": ("/payers", doings.payer),
    "payer": ("/payers", doings.correcting),
    "gone-bank": ("/explorer", doings.gone("/bank")),
    "bank-reconciliation": ("/reports/bank-reconciliation", None),
    "match-line": ("/match", doings.at_entry("RIVERA MARIA")),
    "match-line-none": ("/match", doings.at_entry("Riverside School Board")),
    "match-line-out": ("/match", doings.at_entry("Account maintenance")),
    "match-conflict": ("/match", doings.explained_by_another),
    "match-unreachable": ("/match", doings.cannot_be_reached),
}
"""The bank's side of the demo (``tests/support/demo_bank.py``)."""

QUEUE: Screens = {"match-500": ("/match", None)}
"""500 entries, half of them bank lines."""

EMPTY: Screens = {
    f"empty-{name}": (f"/{path}", None)
    for name, path in {
        "today": "today",
        "match": "match",
        "accounts": "accounts",
        "upcoming": "upcoming",
        "unreconciled": "unreconciled",
        "payment-by-item": "reports/payment-by-item",
        "aging": "reports/aging",
        "ledger-codes": "ledger-codes",
        "bank": "bank",
        "payers": "payers",
        "activity": "activity",
        "integrity": "integrity",
        "closing": "closing",
        "journal": "journal",
        "statements": "statements",
    }.items()
}
"""The same, in new books."""
