"""Ledger codes in the graph."""

import strawberry

from api.types.connections import Node
from api.types.fields import plain
from api.types.labels import MetadataEntry, external_id_field, metadata_field


@strawberry.type
class LedgerCode(Node):
    """The revenue code of an item. Payments get the codes of what they pay for by reconciliation."""

    code: str = plain("The code itself, unique in the organisation.")
    title: str = plain("Its title, such as Swim lessons.")
    archived: bool = plain("Archived codes accept no new items and stay in reports.")
    external_id: str | None = external_id_field()
    metadata: list[MetadataEntry] = metadata_field()
