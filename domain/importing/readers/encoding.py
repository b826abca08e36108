"""The encoding of a file: UTF-8, UTF-16 with a byte order mark, or Windows-1252 (domain R41)."""

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

from domain.errors import InvalidValue
from domain.texts import Text, Written, say

Content: TypeAlias = bytes | Path
"""A file's bytes, or where they are: then they are read in pieces."""

PIECE_BYTES = 2**20
"""So much of a file is looked at at once."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_NO_TEXT = {
    b"PK\x03\x04": say("file-is-workbook"),
    b"\xd0\xcf\x11\xe0": say("file-is-excel"),
    b"%PDF": say("file-is-pdf"),
    b"\x1f\x8b": say("file-is-compressed"),
}
"""How files that hold no text begin."""
_SEVERAL_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""A letter that UTF-8 writes as several bytes: two or three odd signs in a row, if it is read as Windows-1252."""
_LONGEST_LETTER = 4
"""The most bytes of a letter in UTF-8."""


class Encoding(NamedTuple):
    """A codec that reads a file without its byte order mark, and what people call the encoding."""

    codec: str
    name: str


class _Borrowed(io.RawIOBase):
    """An open file that can be read from its beginning and closed without closing it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(place, whence)

    def tell(self) -> int:
        return self._file.tell()


def opened(content: Content | BinaryIO) -> BinaryIO:
    """Open a file's bytes; an open file is read from its beginning, and stays open."""
    if isinstance(content, bytes):
        return io.BytesIO(content)
    return content.open("rb") if isinstance(content, Path) else io.BufferedReader(_Borrowed(content), PIECE_BYTES)


def size_of(content: Content | BinaryIO) -> int:
    """Return the size of a file in bytes."""
    if isinstance(content, bytes):
        return len(content)
    return content.stat().st_size if isinstance(content, Path) else content.seek(0, io.SEEK_END)


def has_more_lines(content: Content, most: int) -> bool:
    """Return True if a file has more line breaks than ``most``; no more of it is read than it takes to know."""
    if isinstance(content, bytes):
        return content.count(b"\n") > most
    with opened(content) as file:
        found = 0
        return any((found := found + piece.count(b"\n")) > most for piece in _pieces(file))


def encoding_of(file: BinaryIO) -> Encoding:
    """Return the encoding of an open file, which is read to its end. Not UTF-8 is Windows-1252, unless it is damaged UTF-8.

    Raises ``InvalidValue`` that names the line which cannot be read.
    """
    start = file.read(_LONGEST_LETTER)
    for sign, what in _NO_TEXT.items():
        if start.startswith(sign):
            raise InvalidValue(say("file-not-csv", what=what))
    if start.startswith(_UTF_32):
        raise InvalidValue(say("file-utf-32"))
    if start.startswith(_UTF_16):
        return _checked(file, Encoding("utf-16", "UTF-16"), Written("UTF-16"))
    line = _unreadable_line(file, "utf-8")
    if line is None:
        return Encoding("utf-8-sig", "UTF-8")
    if start.startswith(codecs.BOM_UTF8) or _has_several_bytes(file):
        raise _unreadable(line, say("file-utf-8-elsewhere"))
    return _checked(file, Encoding("cp1252", "Windows-1252"), say("file-utf-8-or-windows"))


def _checked(file: BinaryIO, encoding: Encoding, kinds: Text) -> Encoding:
    line = _unreadable_line(file, encoding.codec)
    if line is not None:
        raise _unreadable(line, kinds)
    return encoding


def _unreadable_line(file: BinaryIO, codec: str) -> int | None:
    """Return the line of a file that a codec cannot read, from 1; None if it reads all of it."""
    decoder = codecs.getincrementaldecoder(codec)()
    line = 1
    file.seek(0)
    for piece in _pieces(file, end=True):
        before = decoder.getstate()
        try:
            line += decoder.decode(piece, final=not piece).count("\n")
        except UnicodeDecodeError as error:
            decoder.setstate(before)
            return line + decoder.decode(piece[: max(0, error.start - len(before[0]))]).count("\n")
    return None


def _has_several_bytes(file: BinaryIO) -> bool:
    file.seek(0)
    rest = b""
    for piece in _pieces(file):
        if _SEVERAL_BYTES.search(rest + piece):
            return True
        rest = piece[1 - _LONGEST_LETTER :]
    return False


def _pieces(file: BinaryIO, *, end: bool = False) -> Iterator[bytes]:
    """Yield the rest of a file piece by piece; with ``end`` an empty piece at last."""
    while piece := file.read(PIECE_BYTES):
        yield piece
    if end:
        yield b""


def _unreadable(line: int, kinds: Text) -> InvalidValue:
    return InvalidValue(say("file-line-not-encoded", line=str(line), kinds=kinds))
