"""Texts that have no language yet: a message with its values, several in a row, what somebody wrote."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from domain.texts.bundles import formatted, is_known
from domain.texts.language import Language

KINDS: "dict[str, type[Text]]" = {}
"""Each kind of text by its class's name, under which a stored text names it."""


class Text:
    """A text for people; ``str`` of it is English."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        KINDS[cls.__name__] = cls

    def in_language(self, language: Language) -> str:
        """Return the text in a language."""
        raise NotImplementedError

    def __str__(self) -> str:
        """Return it in English, for the command line and logs."""
        return self.in_language(Language.ENGLISH)


Value: TypeAlias = Text | str | int | date
"""A value of a message: a number is written with its thousands apart, a date as 2026-01-31, a text in the language."""


_SHOWN_AS_THEY_ARE: frozenset[type] = frozenset({str, int})


@dataclass(frozen=True, slots=True)
class Message(Text):
    """A message of the Fluent files with its values; make it by ``say``."""

    id: str
    values: tuple[tuple[str, Value], ...] = ()

    def in_language(self, language: Language) -> str:
        """Return the message in a language."""
        values: dict[str, Any] = {
            name: value if value.__class__ in _SHOWN_AS_THEY_ARE else _shown(value, language)
            for name, value in self.values
        }
        return formatted(language, self.id, values)

    __str__ = Text.__str__


def say(id: str, **values: Value) -> Message:
    """Return the message of an id, with the values that stand in it by their names."""
    return Message(id, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Joined(Text):
    """Several texts, one after the other."""

    parts: tuple[Value, ...]
    between: str = " "

    @classmethod
    def of(cls, parts: Iterable[Value], between: str = " ") -> "Joined":
        """Join texts, by a blank as sentences are."""
        return cls(tuple(parts), between)

    def in_language(self, language: Language) -> str:
        """Return all of them in a language."""
        return self.between.join(str(_shown(each, language)) for each in self.parts)

    __str__ = Text.__str__


@dataclass(frozen=True, slots=True)
class Written(Text):
    """A text that is the same in each language: what somebody wrote, a library's message."""

    content: str

    def in_language(self, language: Language) -> str:  # noqa: ARG002 - it has none
        """Return it as it is."""
        return self.content

    __str__ = Text.__str__


@dataclass(frozen=True, slots=True)
class MutationName(Text):
    """A mutation in a sentence: in English its name, as programs know it, else as the activity list names it."""

    mutation: str

    def in_language(self, language: Language) -> str:
        """Return its name in a language; as the API has it where none is known."""
        name = "log-did-" + re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", self.mutation)
        return self.mutation if language is Language.ENGLISH or not is_known(name) else formatted(language, name, {})

    __str__ = Text.__str__


def as_text(text: Text | str) -> Text:
    """Return a text, or what somebody wrote as one."""
    return text if isinstance(text, Text) else Written(text)


@dataclass(frozen=True, slots=True)
class FirstSentence(Text):
    """The first sentence of a text, without what it says to do."""

    whole: Text

    def in_language(self, language: Language) -> str:
        """Return the sentence in a language."""
        first, _, _ = self.whole.in_language(language).partition(". ")
        return f"{first.removesuffix('.')}."

    __str__ = Text.__str__


def _shown(value: Value, language: Language) -> Any:
    """Return a value as Fluent takes it."""
    match value:
        case Text():
            return value.in_language(language)
        case date():
            return value.isoformat()
        case int():
            return value
        case _:
            return str(value)
