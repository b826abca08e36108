"""@requiresPermission and @openToClient: written at a field, printed in the schema, enforced by ``check.py``."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

import strawberry
from strawberry import Schema
from strawberry.printer import print_schema as _print_schema
from strawberry.schema_directive import Location
from strawberry.types.enum import EnumValue

from domain.permissions import Permission

_VALUE_DESCRIPTIONS = {
    Permission.VIEW_CLIENT_ACCOUNTS: "See accounts: number, owner, members, currency.",
    Permission.CLIENT_BILLING: (
        "See an account's transactions, reconciliations and unreconciled items; reconcile accounts."
    ),
    Permission.MANAGE_RECONCILIATIONS: (
        "Mark what a payment is for, add and modify reconciliations, apply a suggestion."
    ),
    Permission.DELETE_RECONCILIATIONS: "Delete reconciliations and undo a batch.",
    Permission.VIEW_REPORTS: "Run the reports: payments, sales, aging.",
    Permission.RECORD_TRANSACTIONS: (
        "Record invoices, payments, credits, refunds, cancellations and planned payments; keep accounts, ledger codes "
        "and subscriptions; confirm or fail a payment."
    ),
    Permission.IMPORT_DATA: "Import files of accounts, ledger codes, invoices, payments and reconciliations.",
    Permission.MANAGE_ACCESS: "Manage users and API tokens; read the audit log and the integrity report.",
    Permission.CLOSE_BOOKS: "Close periods, and open them again.",
}

strawberry.enum(Permission, description="What a person or token may do.")
for _value in Permission.__strawberry_definition__.values:  # type: ignore[attr-defined]  # set by strawberry.enum
    # domain/permissions.py knows nothing of GraphQL, so the descriptions of the values are added here.
    _value.description = _VALUE_DESCRIPTIONS[Permission(_value.value)]


@strawberry.schema_directive(
    name="requiresPermission",
    locations=[Location.FIELD_DEFINITION, Location.INPUT_FIELD_DEFINITION, Location.OBJECT],
    description=(
        "The caller must hold all of these; on an input field: when the field is given a value other than null."
    ),
)
class RequiresPermission:
    """What the caller must hold: for a field, for a type wherever a field returns it, for an input field when given."""

    all: list[Permission] = strawberry.directive_field(name="all")


@strawberry.schema_directive(
    name="openToClient",
    locations=[Location.FIELD_DEFINITION, Location.ARGUMENT_DEFINITION, Location.INPUT_FIELD_DEFINITION],
    description=("A client may use this on their own account; whatever lacks it is refused to clients."),
)
class OpenToClient:
    """A client may use this on their own account (domain R34)."""


@dataclass
class GuardedValue(EnumValue):
    """A value of an enumeration that may be chosen only by who holds ``permissions``.

    The directive stands at fields, input fields and types; so a value's description says what it needs. What is enforced
    is read off here, by the same guard.
    """

    permissions: tuple[Permission, ...] = ()


def guard_value(enumeration: type[enum.StrEnum], name: str, permissions: Sequence[Permission]) -> None:
    """Allow a value of an enumeration only to those who hold all of ``permissions``."""
    values = enumeration.__strawberry_definition__.values  # type: ignore[attr-defined]  # set by strawberry.enum
    for index, value in enumerate(values):
        if value.name == name:
            values[index] = GuardedValue(
                value.name, value.value, description=value.description, permissions=tuple(permissions)
            )


def needs(*permissions: Permission) -> RequiresPermission:
    """Return the directive that asks for all of ``permissions``: ``directives=[needs(Permission.VIEW_REPORTS)]``."""
    assert permissions, "needs() without a permission would print a directive that asks for nothing"
    return RequiresPermission(all=list(permissions))


def print_schema(schema: Schema) -> str:
    """Return the schema as text, directives at fields, arguments, input fields and types; ends with one line break."""
    return _print_schema(schema).rstrip() + "\n"
