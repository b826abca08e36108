"""What another system calls a record and keeps with it: its external id, and metadata (domain R48)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from domain.core.text import clean_text, number_form, quoted, storable_text
from domain.errors import InvalidValue
from domain.texts import say

LONGEST_EXTERNAL_ID = 200
ENTRIES_MAX = 20
LONGEST_KEY = 50
LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True)
class MetadataEntry:
    """One text of a record's metadata, under its key."""

    key: str
    value: str


class Labels(NamedTuple):
    """A record's external id and its metadata as they are stored: the latter as a JSON object; None where there is none."""

    external_id: str | None = None
    metadata: str | None = None


NO_LABELS = Labels()


def clean_external_id(value: str | None, *field: str) -> str | None:
    """Return an external id in a number's form (domain R37), None if nothing visible is left; raises ``InvalidValue``."""
    return storable_text(number_form(value or ""), *field, longest=LONGEST_EXTERNAL_ID)


def clean_metadata(entries: Sequence[MetadataEntry], *field: str) -> str | None:
    """Return metadata as it is stored, in the order given; None without entries.

    Raises ``InvalidValue`` for more than ``ENTRIES_MAX`` entries, a key that is given twice, and texts that are empty or too
    long.
    """
    if len(entries) > ENTRIES_MAX:
        message = say("metadata-too-many", entries=len(entries), most=ENTRIES_MAX)
        raise InvalidValue(message, *field)
    cleaned: dict[str, str] = {}
    for index, entry in enumerate(entries):
        place = (*field, str(index))
        key = clean_text(entry.key, *place, "key", longest=LONGEST_KEY)
        if key in cleaned:
            raise InvalidValue(say("metadata-key-twice", key=quoted(key)), *place, "key")
        cleaned[key] = clean_text(entry.value, *place, "value", longest=LONGEST_VALUE)
    return orjson.dumps(cleaned).decode() if cleaned else None


def entries_of(metadata: str | None) -> list[MetadataEntry]:
    """Return the entries of stored metadata, in their order."""
    return [] if metadata is None else [MetadataEntry(*pair) for pair in orjson.loads(metadata).items()]
