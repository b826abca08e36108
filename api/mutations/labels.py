"""Inputs of external ids and metadata (domain R48)."""

from typing import Any

import strawberry

from api.mutations.inputs import Input
from api.types.fields import clearable, optional, required
from domain.core.labels import MetadataEntry


@strawberry.input
class MetadataEntryInput(Input):
    """A text that another system keeps with a record, under its key."""

    makes = MetadataEntry

    key: str = required("The key, at most 50 characters; each is given once.")
    value: str = required("The text, at most 500 characters; to remove it, leave the entry out.")


def external_id() -> Any:
    """Declare what gives a new record its external id."""
    return optional(
        "What another system calls it, at most 200 characters, unique among the present records of its kind."
    )


def metadata() -> Any:
    """Declare what gives a new record its metadata."""
    return optional("Texts to keep with it, at most 20.")


def new_external_id() -> Any:
    """Declare what changes a record's external id."""
    return clearable("What another system calls it from now on; null takes that away.")


def new_metadata() -> Any:
    """Declare what changes a record's metadata."""
    return optional("All texts to keep with it from now on, at most 20; an empty list removes them.")
