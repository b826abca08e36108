"""Permissions, the mutations that need them, and the principals that hold them (domain R33, R34)."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import orjson

from domain.errors import PermissionMissing
from domain.person_names import COMMAND_LINE, PROVIDER_NAME
from domain.texts import Text, say


class Permission(enum.StrEnum):
    """What a user or a token may do. The first four come from the source article (domain R33)."""

    VIEW_CLIENT_ACCOUNTS = "VIEW_CLIENT_ACCOUNTS"
    CLIENT_BILLING = "CLIENT_BILLING"
    MANAGE_RECONCILIATIONS = "MANAGE_RECONCILIATIONS"
    DELETE_RECONCILIATIONS = "DELETE_RECONCILIATIONS"
    VIEW_REPORTS = "VIEW_REPORTS"
    RECORD_TRANSACTIONS = "RECORD_TRANSACTIONS"
    IMPORT_DATA = "IMPORT_DATA"
    MANAGE_ACCESS = "MANAGE_ACCESS"
    CLOSE_BOOKS = "CLOSE_BOOKS"


ALL_PERMISSIONS = frozenset(Permission)


BILLING = (Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING)
"""The permissions to read transactions and reconciliations (domain R33)."""

_VIEW = frozenset(BILLING)
_RECORD = _VIEW | {Permission.RECORD_TRANSACTIONS}
_MANAGE = _VIEW | {Permission.MANAGE_RECONCILIATIONS}
_DELETE = _VIEW | {Permission.DELETE_RECONCILIATIONS}
_ACCESS = frozenset({Permission.MANAGE_ACCESS})
_CLOSE = frozenset({Permission.CLOSE_BOOKS})

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
    "updateTransaction": _RECORD,
    "movePayment": _RECORD | _DELETE,
    "writeOff": _RECORD | _MANAGE,
    "createPlannedPayments": _RECORD,
    "modifyPlannedPayment": _RECORD,
    "deletePlannedPayment": _RECORD,
    "processPlannedPayments": _RECORD,
    "createSubscription": _RECORD,
    "updateSubscription": _RECORD,
    "cancelSubscription": _RECORD,
    "chargeSubscriptions": _RECORD,
    "createReconciliations": _MANAGE,
    "modifyReconciliations": _MANAGE,
    "deleteReconciliations": _DELETE,
    "applySuggestion": _MANAGE,
    "applySuggestions": _MANAGE,
    "reconcileAccount": _VIEW,
    "reconcileAllAccounts": _VIEW,
    "cancelJob": _VIEW,
    "makeDocuments": _VIEW,
    "sendDocument": _RECORD,
    "sendDocuments": _RECORD,
    "sendMailAgain": _RECORD,
    "undoBatch": _DELETE,
    "importRecords": frozenset({Permission.IMPORT_DATA}),
    "createBankAccount": _RECORD,
    "importBankStatement": frozenset({Permission.IMPORT_DATA}),
    "matchBankLine": _MANAGE,
    "unmatchBankLine": _DELETE,
    "recordFromBankLine": _RECORD,
    "applyBankLineSuggestions": _RECORD | _MANAGE,
    "ignoreBankLine": _MANAGE,
    "updatePayer": _MANAGE,
    "closeBooks": _CLOSE,
    "reopenBooks": _CLOSE,
    "exportJournal": _CLOSE,
    "createUser": _ACCESS,
    "updateUser": _ACCESS,
    "createRole": _ACCESS,
    "updateRole": _ACCESS,
    "deleteRole": _ACCESS,
    "createApiToken": _ACCESS,
    "revokeApiToken": _ACCESS,
    "rotateApiToken": _ACCESS,
    "endApiTokenOverlap": _ACCESS,
    "endSession": frozenset(),
    "endSessions": frozenset(),
    "addPasskey": frozenset(),
    "removePasskey": frozenset(),
    "addAuthenticator": frozenset(),
    "removeAuthenticator": frozenset(),
    "renewRecoveryCodes": frozenset(),
    "resetSecondFactor": _ACCESS,
    "removeIdentity": frozenset(),
    "erasePerson": _ACCESS,
    "createWebhook": _ACCESS,
    "updateWebhook": _ACCESS,
    "rotateWebhookSecret": _ACCESS,
    "replayWebhook": _ACCESS,
}
"""The permissions of each mutation, none for those by which staff manage their own sign-in; undoing one needs the same and
those of ``undoBatch`` (domain R25a, R33)."""


class PrincipalKind(enum.StrEnum):
    """Which kind of caller makes a request."""

    USER = "USER"
    TOKEN = "TOKEN"  # noqa: S105 - no secret
    CLIENT = "CLIENT"


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller of a request: a member of staff, an API token, or a client on their own account.

    ``recordedBy`` shows ``recorded_as``. ``key`` identifies the principal even if two have the same name: batches and audit
    events keep both (domain R16), and each principal has idempotency keys of their own (domain R36a). ``account_id`` is
    set for clients alone, who hold no permission (domain R34); ``session_id`` where a browser's session sent the request.
    """

    kind: PrincipalKind
    key: str
    name: str
    permissions: frozenset[Permission]
    user_id: int | None = None
    account_id: int | None = None
    session_id: int | None = None

    @property
    def recorded_as(self) -> str:
        """Return the name that records keep. A client's own is not kept, since it could not be erased (domain R49)."""
        return "client" if self.kind is PrincipalKind.CLIENT else self.name

    def may(self, *permissions: Permission) -> bool:
        """Return True if the principal holds all of ``permissions``."""
        return self.permissions.issuperset(permissions)


def require_permissions(principal: Principal, needed: Collection[Permission], message: Text) -> None:
    """Raise ``PermissionMissing`` unless the principal holds all of ``needed``; appends the missing ones to ``message``."""
    missing = sorted(set(needed) - principal.permissions)
    if missing:
        raise PermissionMissing(say("permission-missing", message=message, missing=", ".join(missing)), *missing)


def permissions_text(permissions: Collection[Permission]) -> str:
    """Return permissions as they are stored: a sorted JSON list."""
    return orjson.dumps(sorted(set(permissions))).decode()


@lru_cache(maxsize=1_000)
def permissions_of(*texts: str | None) -> frozenset[Permission]:
    """Return the permissions that stored texts name together; None stands for no role."""
    return frozenset(Permission(name) for text in texts if text is not None for name in orjson.loads(text))


OPERATOR = Principal(PrincipalKind.USER, "operator", COMMAND_LINE, ALL_PERMISSIONS)
"""The user of the command line: who may open the database file may do everything."""

PROVIDER = Principal(PrincipalKind.USER, "provider", PROVIDER_NAME, ALL_PERMISSIONS)
"""Who links identities and creates users when somebody signs in by the sign-in provider (domain R33e)."""
