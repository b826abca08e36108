"""Ids as the outside sees them: opaque texts that hold the type and the row's id."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

NOBODY = 0
"""No row has this id: what stands for an id that cannot be read, so that it is answered like an unknown one (R35)."""


def opaque(type_name: str, row_id: int) -> str:
    """The id of a row as it is given out."""
    return urlsafe_b64encode(f"{type_name}:{row_id}".encode()).rstrip(b"=").decode()


def parse(text: str) -> tuple[str, int] | None:
    """The type and row behind an id, or None for what is none."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        type_name, _, digits = urlsafe_b64decode(padded).decode("ascii").partition(":")
        row_id = int(digits) if digits.isdecimal() and len(digits) < 20 else NOBODY  # noqa: PLR2004 - said right here
    except (Error, ValueError):
        return None
    if not 0 < row_id < 2**63 or opaque(type_name, row_id) != text:
        return None
    return type_name, row_id


def row_id(text: str, type_name: str) -> int:
    """The row behind an id of one type; ``NOBODY`` for what is no such id."""
    parsed = parse(text)
    return parsed[1] if parsed is not None and parsed[0] == type_name else NOBODY
