"""Ledger codes in the graph."""

import strawberry

from api.types.connections import Node
from api.types.fields import plain


@strawberry.type(description="The revenue code of an item. Payments take the code of what they pay, by reconciliation.")
class LedgerCode(Node):
    """The revenue code of items (domain R3)."""

    code: str = plain("The code itself, unique in the organisation.")
    title: str = plain("What it stands for.")
    archived: bool = plain("Archived codes take no new items and stay in reports.")
