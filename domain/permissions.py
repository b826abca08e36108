"""Permissions, what mutations need of them, and the principals that hold them (domain R33, R34)."""

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

# What a command needs, as it says in its ``NEEDS``.
VIEW = frozenset(BILLING)
RECORD = VIEW | {Permission.RECORD_TRANSACTIONS}
MANAGE = VIEW | {Permission.MANAGE_RECONCILIATIONS}
DELETE = VIEW | {Permission.DELETE_RECONCILIATIONS}
IMPORT = frozenset({Permission.IMPORT_DATA})
ACCESS = frozenset({Permission.MANAGE_ACCESS})
CLOSE = frozenset({Permission.CLOSE_BOOKS})
SIGNED_IN: frozenset[Permission] = frozenset()
"""No permission: by such commands people manage their own sign-in."""

MUTATION_PERMISSIONS: dict[str, frozenset[Permission]] = {}
"""The permissions of each mutation, as its command declares them; ``service`` fills the table. Undoing a mutation needs the
same and those of ``undoBatch`` (domain R25a, R33)."""


def permissions_of_mutation(name: str) -> frozenset[Permission]:
    """Return what a mutation needs: everything if nothing declares it, as where an earlier version made a batch."""
    return MUTATION_PERMISSIONS.get(name, ALL_PERMISSIONS)


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
