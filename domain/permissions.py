"""Who may do what: the permissions by name, and the principal that holds them (domain R33, R34)."""

import enum
from dataclasses import dataclass


class Permission(enum.StrEnum):
    """What a person or a token may do. The first four are the source article's own (domain R33)."""

    VIEW_CLIENT_ACCOUNTS = "VIEW_CLIENT_ACCOUNTS"
    CLIENT_BILLING = "CLIENT_BILLING"
    MANAGE_RECONCILIATIONS = "MANAGE_RECONCILIATIONS"
    DELETE_RECONCILIATIONS = "DELETE_RECONCILIATIONS"
    VIEW_REPORTS = "VIEW_REPORTS"
    RECORD_TRANSACTIONS = "RECORD_TRANSACTIONS"
    IMPORT_DATA = "IMPORT_DATA"
    MANAGE_ACCESS = "MANAGE_ACCESS"


ALL_PERMISSIONS = frozenset(Permission)


BILLING = (Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING)
"""What seeing transactions and reconciliations needs (domain R33)."""

_VIEW = frozenset(BILLING)
_RECORD = _VIEW | {Permission.RECORD_TRANSACTIONS}
_MANAGE = _VIEW | {Permission.MANAGE_RECONCILIATIONS}
_DELETE = _VIEW | {Permission.DELETE_RECONCILIATIONS}
_ACCESS = frozenset({Permission.MANAGE_ACCESS})

MUTATION_PERMISSIONS: dict[str, frozenset[Permission]] = {
    "createAccount": _RECORD,
    "updateAccount": _RECORD,
    "createLedgerCode": _RECORD,
    "updateLedgerCode": _RECORD,
    "createInvoice": _RECORD,
    "createInvoices": _RECORD,
    "checkout": _RECORD,
    "makePayment": _RECORD,
    "makePayments": _RECORD,
    "payBalance": _RECORD,
    "createDeposit": _RECORD,
    "createCredit": _RECORD,
    "cancelItems": _RECORD,
    "recordRefund": _RECORD,
    "confirmPayment": _RECORD,
    "failPayment": _RECORD,
    "createPlannedPayments": _RECORD,
    "modifyPlannedPayment": _RECORD,
    "deletePlannedPayment": _RECORD,
    "processPlannedPayments": _RECORD,
    "createSubscription": _RECORD,
    "cancelSubscription": _RECORD,
    "chargeSubscriptions": _RECORD,
    "createReconciliations": _MANAGE,
    "modifyReconciliations": _MANAGE,
    "deleteReconciliations": _DELETE,
    "applySuggestion": _MANAGE,
    "reconcileAccount": _VIEW,
    "reconcileAllAccounts": _VIEW,
    "cancelJob": _VIEW,
    "undoBatch": _DELETE,
    "importRecords": frozenset({Permission.IMPORT_DATA}),
    "createUser": _ACCESS,
    "updateUser": _ACCESS,
    "createApiToken": _ACCESS,
    "revokeApiToken": _ACCESS,
}
"""What each mutation needs; undoing one needs the same, and DELETE_RECONCILIATIONS (domain R25a, R33)."""


class PrincipalKind(enum.StrEnum):
    """Who stands behind a request."""

    USER = "USER"
    TOKEN = "TOKEN"  # noqa: S105 - no secret
    CLIENT = "CLIENT"


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: a member of staff, an API token, or a client on their own account.

    ``name`` is what ``recordedBy`` shows. ``key`` tells principals apart whatever their names: it stands beside the name
    in batches and audit events (domain R16), and idempotency keys are each principal's own (domain R36a).
    ``account_id`` is set for clients alone, who hold no permission (domain R34).
    """

    kind: PrincipalKind
    key: str
    name: str
    permissions: frozenset[Permission]
    user_id: int | None = None
    account_id: int | None = None

    def may(self, *permissions: Permission) -> bool:
        """Whether this principal holds all of ``permissions``."""
        return self.permissions.issuperset(permissions)


TOKEN_NAMES = "token "  # noqa: S105 - no secret
"""What the name of every token's principal begins with, and no user's does."""

OPERATOR = Principal(PrincipalKind.USER, "operator", "command line", ALL_PERMISSIONS)
"""Who works at the command line: whoever may open the database file may do everything."""
