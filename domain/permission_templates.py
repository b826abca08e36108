"""Permissions that usually go together: where a new role or a new API token may start from (domain R33b).

Each has the fewest that suffice for what it is for. Nothing refers to a template afterwards, so changing one here changes
nobody's rights.
"""

from dataclasses import dataclass

from domain.permissions import ALL_PERMISSIONS, BILLING, Permission


@dataclass(frozen=True, slots=True)
class PermissionTemplate:
    """A name for people, what it is good for, and its permissions."""

    name: str
    description: str
    granted: frozenset[Permission]

    @property
    def permissions(self) -> list[Permission]:
        """Return the permissions in the order of their declaration."""
        return [each for each in Permission if each in self.granted]


_DESK = frozenset({*BILLING, Permission.RECORD_TRANSACTIONS, Permission.MANAGE_RECONCILIATIONS})

TOKEN_TEMPLATES = {
    "desk": PermissionTemplate(
        "Desk",
        "A till or a front desk: records invoices and payments, and says what a payment is for. Undoes nothing.",
        _DESK,
    ),
    "bank": PermissionTemplate(
        "Bank",
        "Sends the bank's statements, and explains their lines: matches payments and records missing ones.",
        _DESK | {Permission.IMPORT_DATA},
    ),
    "import": PermissionTemplate(
        "Import",
        "Sends files of accounts, invoices and payments, and can read nothing.",
        frozenset({Permission.IMPORT_DATA}),
    ),
    "reports": PermissionTemplate(
        "Reports", "Runs reports, and sees no account.", frozenset({Permission.VIEW_REPORTS})
    ),
    "reading": PermissionTemplate(
        "Reading",
        "Reads accounts, transactions and reports, for a copy elsewhere. Records nothing, but may reconcile accounts.",
        frozenset({*BILLING, Permission.VIEW_REPORTS}),
    ),
    "web-shop": PermissionTemplate(
        "Web shop",
        "Records what is sold and paid in a shop. It cannot change reconciliations, and sees no report.",
        frozenset({*BILLING, Permission.RECORD_TRANSACTIONS}),
    ),
}
"""For API tokens, by the name that the command line takes."""

ROLE_TEMPLATES = {
    "desk": TOKEN_TEMPLATES["desk"],
    "bookkeeper": PermissionTemplate(
        "Bookkeeper",
        "All work on accounts, the bank and reports, with deleting and undoing. Does not manage who may do what.",
        ALL_PERMISSIONS - {Permission.MANAGE_ACCESS},
    ),
    "auditor": PermissionTemplate(
        "Auditor",
        "Reads accounts, transactions and reports. Records nothing, but may reconcile accounts.",
        frozenset({*BILLING, Permission.VIEW_REPORTS}),
    ),
    "administrator": PermissionTemplate("Administrator", "Everything, also who may do what.", ALL_PERMISSIONS),
}
"""For roles of people."""
