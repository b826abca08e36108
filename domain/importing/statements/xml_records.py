"""An XML file as flat records, element by element, in memory that does not grow with the file.

The standard library's expat reads it. A document type is refused where it begins: without one there are no entities to
declare, so none can expand or load anything.
"""

from collections.abc import Collection, Iterator
from typing import BinaryIO
from xml.parsers import expat

from domain.errors import InvalidValue
from domain.importing.statements.values import EXPORT_AGAIN
from domain.texts import Text, say

PIECE_BYTES = 2**16
SILENCE_BYTES_MAX = 2**20
"""So much of a file may be one name, comment or text."""
RECORD_CHARACTERS_MAX = 2**20
"""The most text of one record; those within it have their own."""
DEPTH_MAX = 64
PATHS_MAX = 10_000
"""So many paths are remembered: those of a file repeat."""


class XmlRecord(dict[str, list[str]]):
    """An element: the texts below it by path, such as ``Acct/Id/IBAN``, and by ``Amt@Ccy`` the attributes asked for.

    ``name`` is its own without a namespace, ``line`` where it begins. Records within it are not part of it.
    """

    __slots__ = ("length", "line", "name")

    def __init__(self, name: str, line: int) -> None:
        super().__init__()
        self.name, self.line, self.length = name, line, 0

    def __missing__(self, path: str) -> list[str]:
        return []

    def first(self, *paths: str) -> str | None:
        """Return the first text at the first of these paths that has one."""
        for path in paths:
            texts = self.get(path)
            if texts:
                return texts[0]
        return None


class RecordBegins(str):
    """The name of a record that begins."""

    __slots__ = ()


def xml_records(file: BinaryIO, names: Collection[str], attribute: str) -> Iterator[XmlRecord | RecordBegins]:
    """Yield ``RecordBegins`` where an element of these names begins, and its record where it ends.

    Names are compared without namespaces. ``attribute`` is kept of each element that has it. Raises
    ``InvalidValue`` for what is not XML, has a document type, or is too large to be held, with the line.
    """
    reader = _Reader(names, attribute)
    while True:
        piece = file.read(PIECE_BYTES)
        reader.feed(piece)
        yield from reader.taken()
        if not piece:
            return


class _Reader:
    def __init__(self, names: Collection[str], attribute: str) -> None:
        self._names, self._attribute = names, attribute
        self._text: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._found: list[XmlRecord | RecordBegins] = []
        self._records: list[XmlRecord] = []
        self._paths: list[str] = []
        """Of each open element, its path in the record that it belongs to; "" for a record's own."""
        self._known_paths: dict[tuple[str, str], str] = {}
        """By the parent's path and the element's name with its namespace."""
        self._silence = 0

    def feed(self, piece: bytes) -> None:
        self._silence += len(piece)
        try:
            self._parser.Parse(piece, not piece)
        except expat.ExpatError as error:
            raise self._refusal(say("damaged-xml", error=expat.ErrorString(error.code)), error.lineno) from None
        except (LookupError, ValueError):  # an encoding that Python or expat does not know
            raise self._refusal(say("damaged-encoding")) from None
        if self._silence > SILENCE_BYTES_MAX:
            raise self._refusal(say("damaged-text-too-long"))

    def taken(self) -> list[XmlRecord | RecordBegins]:
        found, self._found = self._found, []
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._silence = 0
        paths = self._paths
        if self._text:
            self._text.clear()
        if len(paths) >= DEPTH_MAX:
            raise self._refusal(say("damaged-too-deep", most=DEPTH_MAX))
        place = (paths[-1] if paths else "", name)
        path = self._known_paths.get(place)
        if path is None:
            path = self._path(place)
        paths.append(path)
        if not path:
            local = name.rpartition(" ")[2]
            self._records.append(XmlRecord(local, self._parser.CurrentLineNumber))
            self._found.append(RecordBegins(local))
        elif attributes and self._attribute in attributes:
            self._keep(f"{path}@{self._attribute}", attributes[self._attribute])

    def _path(self, place: tuple[str, str]) -> str:
        """Return the path of an element below another one; "" for a record."""
        parent, name = place
        local = name.rpartition(" ")[2]
        if len(self._known_paths) >= PATHS_MAX:
            self._known_paths.clear()
        path = "" if local in self._names else f"{parent}/{local}" if parent else local
        self._known_paths[place] = path
        return path

    def _end(self, _: str) -> None:
        self._silence = 0
        path = self._paths.pop()
        if not path and self._records:
            self._found.append(self._records.pop())
        elif self._text:
            text = "".join(self._text).strip()
            if text:
                self._keep(path, text)
        self._text.clear()

    def _keep(self, path: str, text: str) -> None:
        if not self._records:
            return
        record = self._records[-1]
        record.length += len(text) + 1
        if record.length > RECORD_CHARACTERS_MAX:
            raise self._refusal(say("damaged-record-too-long", name=record.name, line=record.line))
        record.setdefault(path, []).append(text)

    def _refuse_doctype(self, *_: object) -> None:
        raise self._refusal(say("damaged-doctype"))

    def _refusal(self, what: Text, line: int | None = None) -> InvalidValue:
        return InvalidValue(
            say("statement-xml-damaged", line=str(line or self._parser.CurrentLineNumber), what=what, way=EXPORT_AGAIN)
        )
