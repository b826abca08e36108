"""The lines of a text file with their numbers, in memory that does not grow with the file."""

import io
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from domain.importing.readers.encoding import encoding_of, opened
from domain.importing.statements.values import EXPORT_AGAIN, damaged
from domain.texts import say

LINE_MAX = 2**20
"""More characters than a line of any bank's file has; a file of one line alone is not read by lines."""


class PlacedLine(NamedTuple):
    """A line without its end; the first has the number 1."""

    number: int
    text: str

    @property
    def place(self) -> str:
        """Return where it is, for messages."""
        return f"line {self.number:,}"


def text_lines(file: BinaryIO) -> Iterator[PlacedLine]:
    """Yield the lines of a file in UTF-8, UTF-16 or Windows-1252, whatever its line ends.

    Raises ``InvalidValue`` for another encoding and for a line that is too long, with its number.
    """
    codec = encoding_of(opened(file)).codec
    with io.TextIOWrapper(opened(file), codec) as text:
        for number, line in enumerate(iter(partial(text.readline, LINE_MAX), ""), 1):
            if len(line) == LINE_MAX:
                raise damaged(f"line {number:,}", say("damaged-line-too-long"), EXPORT_AGAIN)
            yield PlacedLine(number, line.removesuffix("\n"))
