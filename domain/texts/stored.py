"""Texts in a column: the message's id and its values, so that each reader gets them in their own language, and the English.

A column may hold plain texts as well, which were stored as words: those are shown as they are. So is the English one of a
message that this version does not know.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import orjson

from domain.texts.bundles import is_known
from domain.texts.language import Language
from domain.texts.text import KINDS, Message, Text, Written

_BEGINS = '{"text":'
_EXACT = range(-(2**63), 2**63)
"""The numbers that JSON of ours holds as such; sums beyond, which refusals name, stand there as texts."""
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)
"""What a value raises that no version of ours stored in this form."""


@dataclass(frozen=True, slots=True)
class StoredText(Text):
    """A text that was stored, with its English words of then."""

    whole: Text
    english: str

    def in_language(self, language: Language) -> str:
        """Return the text in a language."""
        try:
            return self.whole.in_language(language)
        except UNREADABLE:  # another version's message takes other values
            return self.english

    __str__ = Text.__str__


def to_stored(text: Text | str) -> str:
    """Return a text as a column holds it; words are stored as they are."""
    if isinstance(text, str):
        return text
    return orjson.dumps({"text": _encoded(text), "english": str(text)}).decode()


def from_stored(stored: str) -> Text:
    """Return the text that a column holds."""
    if not stored.startswith(_BEGINS):
        return Written(stored)
    try:
        held = orjson.loads(stored)
        english = str(held["english"])
    except UNREADABLE:
        return Written(stored)
    try:
        whole = _decoded(held["text"])
    except UNREADABLE:
        return Written(english)
    return StoredText(whole, english) if isinstance(whole, Text) else Written(english)


def in_stored(words: str) -> str:
    """Return words in the form that they have within a stored text."""
    return orjson.dumps(words).decode()[1:-1]


def _encoded(value: Any) -> Any:
    match value:
        case Text():
            return {"kind": type(value).__name__, "of": [_encoded(getattr(value, each.name)) for each in fields(value)]}  # type: ignore[arg-type]  # each kind is a dataclass
        case date():
            return {"day": value.isoformat()}
        case tuple():
            return [_encoded(each) for each in value]
        case int() if value not in _EXACT:
            return {"number": str(value)}
        case _:
            return value


def _decoded(value: Any) -> Any:
    match value:
        case {"kind": kind, "of": of}:
            text = KINDS[kind](*map(_decoded, of))
            if isinstance(text, Message) and not is_known(text.id):
                raise ValueError(text.id)
            return text
        case {"day": day}:
            return date.fromisoformat(day)
        case {"number": digits}:
            return int(digits)
        case list():
            return tuple(map(_decoded, value))
        case _:
            return value
