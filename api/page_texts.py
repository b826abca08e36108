"""The page's texts as they are sent: messages of ``domain/texts/`` by the rooms that scripts wait for (``web/js/texts.js``).

A room is the part of the texts that a screen or a dialog needs. A message is in the room that its id begins with,
whatever file it stands in: so ``log-did-write-off`` stands beside the texts of that form, and the activity list finds it
in its own room. A message that begins with no room's name is in the room of its file.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from api.page_languages import LANGUAGES
from domain.texts.bundles import files_of, of_page
from domain.texts.language import Language

TEXTS = "texts"
"""The folder of the page's texts as a browser asks for them."""
FIRST_ROOMS = frozenset({"shell", "words"})
"""The rooms of every first visit, which are sent as one file, such as ``texts/en.ftl``. Each other is a file, such as
``texts/en/today.ftl``."""
COLLECTED_ROOMS = frozenset({"report-list"})
"""Rooms that have no file of their own: each report's texts in the list stand beside its others."""
MESSAGE = re.compile(r"^-?([a-z][a-z0-9-]*) =[^\n]*\n(?: [^\n]*\n)*", re.MULTILINE)


def sent_texts() -> Iterator[tuple[str, bytes]]:
    """Yield the files of texts by their path, without comments and empty lines."""
    for language in map(Language, LANGUAGES):
        rooms = messages_by_room(language)
        first = "".join(text for room in sorted(FIRST_ROOMS) for text in rooms[room].values())
        yield f"{TEXTS}/{language}.ftl", first.encode()
        for room in sorted(rooms.keys() - FIRST_ROOMS):
            yield f"{TEXTS}/{language}/{room}.ftl", "".join(rooms[room].values()).encode()


@cache
def messages_by_room(language: Language) -> Mapping[str, Mapping[str, str]]:
    """Return the messages of a language as they are written, by room and id."""
    files = files_of(language)
    names = COLLECTED_ROOMS | {path.stem for path in files}
    rooms: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path in files:
        for found in MESSAGE.finditer(of_page(path.read_text(encoding="utf-8"))):
            rooms[_room_of(found[1], path, names)][found[1]] = found[0]
    return rooms


def _room_of(id: str, path: Path, rooms: Collection[str]) -> str:
    """Return the longest of the rooms that a message's id begins with, or that of its file."""
    return max((room for room in rooms if id.startswith(f"{room}-")), key=len, default=path.stem)
