"""External ids and metadata in the graph (domain R48)."""

from typing import Any

import strawberry

from api.graph.relations import Loaded
from api.types.fields import plain, related
from domain.core.labels import entries_of


@strawberry.type
class MetadataEntry:
    """A text that another system keeps with a record, under its key."""

    key: str = plain("The key, which is given once in a record's metadata.")
    value: str = plain("The text that is kept under the key.")


def external_id_field() -> Any:
    """Declare the external id of a record."""
    return plain("What another system calls it, unique among the present records of its kind; null if none was given.")


def metadata_field() -> Any:
    """Declare the metadata of a record."""
    return related(Loaded(lambda row: entries_of(row.metadata)), "Up to 20 texts that another system keeps with it.")
