"""Ids as the outside sees them: opaque texts that hold the type and the row's key.

A row's key is its number. A suggestion is no row: its key is its credit item and a digest of its edges.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from typing import TypeAlias

from domain.core.matching import SuggestionKey

NOBODY = 0
"""No row has this id: what stands for an id that cannot be read, so that it is answered like an unknown one (R35)."""

SUGGESTION = "Suggestion"
Key: TypeAlias = int | SuggestionKey

_NUMBER = re.compile(r"[0-9]{1,19}")
_SUGGESTION = re.compile(r"([0-9]{1,19})-([0-9a-f]{16})")


def opaque(type_name: str, key: Key) -> str:
    """The id of a row, or of a suggestion, as it is given out."""
    return urlsafe_b64encode(f"{type_name}:{key}".encode()).rstrip(b"=").decode()


def parse(text: str) -> tuple[str, Key] | None:
    """The type and key behind an id, or None for what is none."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        type_name, _, said = urlsafe_b64decode(padded).decode("ascii").partition(":")
    except (Error, ValueError):
        return None
    key = _suggestion_key(said) if type_name == SUGGESTION else _number(said)
    if key is None or opaque(type_name, key) != text:
        return None
    return type_name, key


def _number(said: str) -> int | None:
    number = int(said) if _NUMBER.fullmatch(said) else NOBODY
    return number if 0 < number < 2**63 else None


def _suggestion_key(said: str) -> SuggestionKey | None:
    found = _SUGGESTION.fullmatch(said)
    credit_item_id = _number(found[1]) if found is not None else None
    return SuggestionKey(credit_item_id, found[2]) if found is not None and credit_item_id is not None else None


def row_id(text: str, type_name: str) -> int:
    """The row behind an id of one type; ``NOBODY`` for what is no such id."""
    parsed = parse(text)
    return parsed[1] if parsed is not None and parsed[0] == type_name and isinstance(parsed[1], int) else NOBODY


def suggestion_key(text: str) -> SuggestionKey | None:
    """The suggestion behind an id; None for what is no such id."""
    parsed = parse(text)
    return parsed[1] if parsed is not None and isinstance(parsed[1], SuggestionKey) else None
