"""The tags of an OFX file, of version 1 (SGML) and 2 (XML) alike, in memory that does not grow with the file.

What follows an opening tag up to the next tag is its value: SGML does not close what has a value, and banks write either.
Nothing in a file declares or loads anything: a document type is refused, and only XML's own entities are decoded.
"""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from domain.importing.readers.encoding import encoding_of, opened
from domain.importing.statements.values import damaged
from domain.texts import say

PIECE_CHARACTERS = 2**16
VALUE_MAX = 2**20
"""More characters than any value has."""

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9._]*)(?:\s[^<>]*)?(?P<empty>/?)>")
_ENTITY = re.compile(
    r"&(?:#(?P<number>[0-9]{1,7})|#[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<name>amp|lt|gt|quot|apos|nbsp));?"
)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}
_CDATA, _CDATA_END, _COMMENT, _COMMENT_END = "<![CDATA[", "]]>", "<!--", "-->"
_OTHER_ENDS = {_CDATA: _CDATA_END, _COMMENT: _COMMENT_END, "<?": ">"}
"""What begins with a sign other than a tag's, and how it ends."""
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
_LONGEST_START = 12
"""So many characters tell what begins with a sign."""


class OfxTag(NamedTuple):
    """A tag: its name in capitals, whether it closes, the value behind it, and its line."""

    name: str
    closes: bool
    value: str
    line: int

    @property
    def place(self) -> str:
        """Return where it is, for messages."""
        return f"line {self.line:,}"


def ofx_tags(file: BinaryIO) -> Iterator[OfxTag]:
    """Yield the tags of a file in UTF-8, UTF-16 or Windows-1252, whatever it declares.

    Raises ``InvalidValue`` for another encoding, a document type and for a value that is too long, with the line.
    """
    codec = encoding_of(opened(file)).codec
    with io.TextIOWrapper(opened(file), codec) as text:
        yield from _Scanner(text).tags()


class _Scanner:
    """Goes through a text from one ``<`` to the next; ``_rest`` is what was read and is not understood yet."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._rest = ""
        self._line = 1
        self._open: tuple[str, bool, int] | None = None
        self._value: list[str] = []
        self._length = 0

    def tags(self) -> Iterator[OfxTag]:
        """Yield each tag once its value is complete."""
        while piece := self._text.read(PIECE_CHARACTERS):
            self._rest += piece
            yield from self._complete()
            if len(self._rest) > VALUE_MAX:
                raise damaged(f"line {self._line:,}", say("damaged-not-closed"))
        self._take_value(self._rest)
        yield from self._finished()

    def _complete(self) -> Iterator[OfxTag]:
        """Yield the tags that ``_rest`` closes, and keep what follows the last of them."""
        rest, at = self._rest, 0
        while (start := rest.find("<", at)) >= 0:
            self._take_value(rest[at:start])
            end = self._end_of(rest, start)
            if end is None:
                at = start
                break
            found = _TAG.fullmatch(rest, start, end)
            if found is not None:
                yield from self._finished()
                self._open = (found["name"].upper(), bool(found["close"]), self._line)
                if found["empty"]:
                    yield from self._finished()
                    self._open = (found["name"].upper(), True, self._line)
            elif rest.startswith(_CDATA, start):
                self._take_value(rest[start + len(_CDATA) : end - len(_CDATA_END)], is_raw=True)
            elif not rest.startswith((_COMMENT, "<?"), start):
                end = start + 1  # a sign that stands for itself
                self._take_value("<")
            self._line += rest.count("\n", start, end)
            at = end
        else:
            self._take_value(rest[at:])
            at = len(rest)
        self._rest = rest[at:]

    def _end_of(self, rest: str, start: int) -> int | None:
        """Return where what begins with a ``<`` ends; None if more must be read."""
        for begins, ends in _OTHER_ENDS.items():
            if rest.startswith(begins, start):
                end = rest.find(ends, start + len(begins))
                return None if end < 0 else end + len(ends)
        if len(rest) - start < _LONGEST_START and rest[start : start + 2] in {"<", "<!"}:
            return None
        if _DECLARATION.match(rest, start):
            raise damaged(f"line {self._line:,}", say("damaged-doctype-of-ofx"))
        following = rest.find("<", start + 1)
        end = rest.find(">", start, following if following >= 0 else len(rest))
        if end >= 0:
            return end + 1
        return following if following >= 0 else None

    def _take_value(self, text: str, *, is_raw: bool = False) -> None:
        if self._open is not None and text:
            self._length += len(text)
            if self._length > VALUE_MAX:
                raise damaged(f"line {self._open[2]:,}", say("damaged-value-too-long"))
            self._value.append(text if is_raw else _decoded(text))
        if not is_raw:
            self._line += text.count("\n")

    def _finished(self) -> Iterator[OfxTag]:
        if self._open is not None:
            name, closes, line = self._open
            yield OfxTag(name, closes, "".join(self._value).strip(), line)
        self._open = None
        self._value.clear()
        self._length = 0


def _decoded(text: str) -> str:
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found["name"]:
        return _ENTITIES[found["name"]]
    code = int(found["number"]) if found["number"] else int(found["hex"], 16)
    is_character = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000  # noqa: PLR2004 - Unicode's bounds
    return chr(code) if is_character else " "
