"""What a structured reference says: which number the organisation put into it, and whether it was copied rightly (R44)."""

import enum
from typing import NamedTuple

from domain.core.check_digits import CREDITOR_REFERENCE, QR_REFERENCE, holds_mod_10, holds_mod_97

CUSTOMER_DIGITS = 6
"""So many digits at the beginning of a QR reference may be a number at the bank, before the organisation's own."""


class ReferenceKind(enum.Enum):
    """The standard that a structured reference keeps."""

    CREDITOR = "CREDITOR"  # ISO 11649: RF, two check digits, letters and digits
    SWISS_QR = "SWISS_QR"  # 27 digits, the last of which is a check digit
    OTHER = "OTHER"  # no standard, or one without check digits


class StructuredReference(NamedTuple):
    """A reference without blanks; what of it may be a number of the organisation's own; whether its check digits hold."""

    text: str
    kind: ReferenceKind
    own: tuple[str, ...]
    holds: bool


def read_reference(text: str) -> StructuredReference:
    """Return what a reference says, however it is grouped; one of no known kind is its own number, whole."""
    joined = "".join(text.split())
    plain = joined.upper()
    if CREDITOR_REFERENCE.fullmatch(plain):
        return StructuredReference(joined, ReferenceKind.CREDITOR, (joined[4:],), holds_mod_97(plain))
    if QR_REFERENCE.fullmatch(plain):
        chosen = plain[:-1]
        own = dict.fromkeys(str(number) for each in (chosen, chosen[CUSTOMER_DIGITS:]) if (number := int(each)))
        return StructuredReference(joined, ReferenceKind.SWISS_QR, tuple(own), holds_mod_10(plain))
    return StructuredReference(joined, ReferenceKind.OTHER, (joined,) if joined else (), holds=True)
