"""Permissions that usually go together: where a new role or a new API token may start from (domain R33b).

Each has the fewest that suffice for what it is for. Nothing refers to a template afterwards, so changing one here changes
nobody's rights.
"""

from dataclasses import dataclass

from domain.permissions import ALL_PERMISSIONS, BILLING, Permission
from domain.texts import Text, say


@dataclass(frozen=True, slots=True)
class PermissionTemplate:
    """A name for people, what it is good for, and its permissions."""

    name: Text
    description: Text
    granted: frozenset[Permission]

    @property
    def permissions(self) -> list[Permission]:
        """Return the permissions in the order of their declaration."""
        return [each for each in Permission if each in self.granted]


_DESK = frozenset({*BILLING, Permission.RECORD_TRANSACTIONS, Permission.MANAGE_RECONCILIATIONS})

TOKEN_TEMPLATES = {
    "desk": PermissionTemplate(say("template-desk"), say("template-desk-is"), _DESK),
    "bank": PermissionTemplate(say("template-bank"), say("template-bank-is"), _DESK | {Permission.IMPORT_DATA}),
    "import": PermissionTemplate(
        say("template-import"), say("template-import-is"), frozenset({Permission.IMPORT_DATA})
    ),
    "reports": PermissionTemplate(
        say("template-reports"), say("template-reports-is"), frozenset({Permission.VIEW_REPORTS})
    ),
    "reading": PermissionTemplate(
        say("template-reading"), say("template-reading-is"), frozenset({*BILLING, Permission.VIEW_REPORTS})
    ),
    "web-shop": PermissionTemplate(
        say("template-web-shop"), say("template-web-shop-is"), frozenset({*BILLING, Permission.RECORD_TRANSACTIONS})
    ),
}
"""For API tokens, by the name that the command line takes."""

ROLE_TEMPLATES = {
    "desk": TOKEN_TEMPLATES["desk"],
    "bookkeeper": PermissionTemplate(
        say("template-bookkeeper"), say("template-bookkeeper-is"), ALL_PERMISSIONS - {Permission.MANAGE_ACCESS}
    ),
    "auditor": PermissionTemplate(
        say("template-auditor"), say("template-auditor-is"), frozenset({*BILLING, Permission.VIEW_REPORTS})
    ),
    "administrator": PermissionTemplate(
        say("template-administrator"), say("template-administrator-is"), ALL_PERMISSIONS
    ),
}
"""For roles of people."""
