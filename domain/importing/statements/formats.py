"""Which format a file has, by its content: a file's name says nothing reliable."""

import io
import re
from typing import BinaryIO, NamedTuple

from domain.core.kinds import BankFileFormat
from domain.errors import InvalidValue
from domain.importing.readers.encoding import encoding_of, opened, size_of
from domain.importing.readers.names import key_of
from domain.importing.readers.separator import find_separator, first_rows
from domain.importing.readers.table import FILE_BYTES_MAX
from domain.texts import say

START_CHARACTERS = 2**16
"""So much of a file is looked at."""

_UNPACK = say("statement-unpack")
_PACKED = {
    b"PK\x03\x04": (say("statement-is-zip"), say("statement-unpack-or-save")),
    b"\x1f\x8b": (say("statement-is-compressed"), _UNPACK),
    b"BZh": (say("statement-is-compressed"), _UNPACK),
    b"\xfd7zXZ": (say("statement-is-compressed"), _UNPACK),
    b"%PDF": (say("statement-is-pdf"), say("statement-export-as")),
    b"\xd0\xcf\x11\xe0": (say("statement-is-excel"), say("statement-save-as-csv")),
}
"""How files begin that are not read, with what each is and what to do."""
_OFX = re.compile(r"\s*(?:OFXHEADER\s*:|(?:<[?!][^>]*>\s*)*<OFX>|<\?OFX\b)|\A[^<]{0,500}OFXHEADER:", re.IGNORECASE)
_MT940 = re.compile(r"(?m)^(?:\{1:.*\{4:)?:20:")
_MT940_MORE = re.compile(r"(?m)^:(?:25|28C?|60[FM]|61|62[FM]):")


class FoundFormat(NamedTuple):
    """What a file is; of a CSV file also the rows among which its header is."""

    format: BankFileFormat
    header_rows: list[list[str]]


def format_of(file: BinaryIO) -> FoundFormat:
    """Return the format of a file; STRIPE and PAYPAL are CSV here, since their columns tell them apart.

    Raises ``InvalidValue`` for a file that is too large, empty, packed, or holds no text.
    """
    if size_of(file) > FILE_BYTES_MAX:
        raise InvalidValue(say("statement-file-too-large", most=FILE_BYTES_MAX // 2**20))
    file.seek(0)
    start = file.read(START_CHARACTERS)
    for sign, (what, way) in _PACKED.items():
        if start.startswith(sign):
            raise InvalidValue(say("statement-format-not-read", what=what, way=way))
    if not start.strip():
        raise InvalidValue(say("statement-file-empty"))
    plain = start.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").decode("ascii", "replace")
    plain = plain.replace("\r", "\n")
    if _OFX.match(plain) or "<OFX>" in plain[:2000].upper():
        return FoundFormat(BankFileFormat.OFX, [])
    if plain.lstrip().startswith("<"):
        return FoundFormat(BankFileFormat.CAMT, [])
    if _MT940.search(plain) and _MT940_MORE.search(plain):
        return FoundFormat(BankFileFormat.MT940, [])
    return FoundFormat(BankFileFormat.CSV, _rows(file))


def _rows(file: BinaryIO) -> list[list[str]]:
    """Return the first rows of a CSV file."""
    codec = encoding_of(opened(file)).codec
    with io.TextIOWrapper(opened(file), codec, newline="") as text:
        start = text.read(START_CHARACTERS)
    separator = find_separator(start, {key_of(name) for name in ("date", "amount", "net", "fee", "currency")}, 3)
    return first_rows(start[separator.skipped_characters :], separator.sign, 3)
