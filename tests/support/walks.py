"""Level: the page. The screens and operations that some tests walk through."""

SCREENS = (
    "/today",
    "/match",
    "/accounts",
    "/accounts/1001",
    "/upcoming",
    "/unreconciled",
    "/bank",
    "/payers",
    "/reports",
    "/reports/aging",
    "/transactions/OLD-2207/reconciliations",
    "/ledger-codes",
    "/jobs",
    "/activity",
    "/import",
    "/access",
    "/access?show=tokens",
    "/integrity",
    "/closing",
    "/explorer",
)
OPERATIONS = (
    "Make payment",
    "Invoice",
    "Checkout",
    "Pay balance",
    "Deposit",
    "Credit",
    "Refund",
    "Cancel items",
    "Plan payments",
    "Subscriptions",
    "Reconcile account",
    "Edit account",
)
"""Those of an account, as its menu names them."""
