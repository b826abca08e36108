"""The messages of a language: read from its files when the first one is shown, formatted by Fluent.

The library is loaded only then, since most runs of a command and every start of a server show none.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from domain.texts.language import Language

FOLDER = Path(__file__).parent
"""A folder for each language, with a file for each noun: what the page says of it, and what the server does."""
GROUP = r"^## %s[^\n]*\n(.*?)(?=^## |\Z)"
SERVERS = re.compile(GROUP % "From the server", re.DOTALL | re.MULTILINE)
"""A group of messages, up to the next heading: refusals, documents, e-mails. All others are the page's."""
SHARED = re.compile(GROUP % "In the activity list", re.DOTALL | re.MULTILINE)
"""A group of messages that both say: names of mutations, under ``log-did-NAME``."""
THOUSANDS = {Language.ENGLISH: ",", Language.FRENCH: "\N{NO-BREAK SPACE}"}
"""What stands between the thousands of a number."""


class Placed(NamedTuple):
    """A value that stands in a message as it is, by its name."""

    name: str


Parts: TypeAlias = Sequence[Any]
"""Texts and ``Placed``, one after the other."""


class Bundle:
    """All messages of a language.

    One that chooses nothing, as nine of ten, is put together here from its parts: Fluent takes ten times as long, which
    an answer with thousands of reasons would show. A test compares the two.
    """

    def __init__(self, language: Language) -> None:
        fluent = import_module("fluent.runtime")
        # no marks around values for scripts that run from right to left: programs compare English messages
        self.fluent: Any = fluent.FluentBundle([language], use_isolating=False)
        self.plain: dict[str, Parts] = {}
        self._thousands = THOUSANDS[language]
        for file in files_of(language):
            text = file.read_text(encoding="utf-8")
            resource = fluent.FluentResource(of_server(text) + shared(text))
            self.fluent.add_resource(resource)
            self.plain |= {each.id.name: parts for each in resource.body if (parts := _parts_of(each)) is not None}

    def format(self, id: str, values: Mapping[str, str | int]) -> str:
        """Return a message; a missing value stands as its name, since a refusal must never fail itself."""
        try:
            parts = self.plain[id]
            if len(parts) == 1 and parts[0].__class__ is str:
                return parts[0]
            return "".join([part if part.__class__ is str else self._written(values[part.name]) for part in parts])
        except KeyError:
            return self.by_fluent(id, values)

    def by_fluent(self, id: str, values: Mapping[str, str | int]) -> str:
        """Return a message as Fluent formats it."""
        shown: str = self.fluent.format_pattern(self.fluent.get_message(id).value, values)[0]
        return shown

    def _written(self, value: str | int) -> str:
        return value if isinstance(value, str) else f"{value:,}".replace(",", self._thousands)


def formatted(language: Language, id: str, values: Mapping[str, str | int]) -> str:
    """Return a message in a language."""
    return bundle_of(language).format(id, values)


def is_known(id: str) -> bool:
    """Return whether there is a message of an id."""
    return bool(bundle_of(Language.ENGLISH).fluent.has_message(id))


@cache
def bundle_of(language: Language) -> Bundle:
    """Return the messages of a language."""
    return Bundle(language)


def files_of(language: Language) -> list[Path]:
    """Return a language's files, sorted."""
    return sorted(FOLDER.joinpath(language).glob("*.ftl"))


def of_server(text: str) -> str:
    """Return what a file has for the server alone."""
    return "\n".join(SERVERS.findall(text))


def shared(text: str) -> str:
    """Return what a file has for the page and the server."""
    return "\n".join(SHARED.findall(text))


def of_page(text: str) -> str:
    """Return what a file has for the page."""
    return SERVERS.sub("", text)


def _parts_of(entry: Any) -> Parts | None:
    """Return what a message is put together from; None for a comment, and for a message that chooses anything."""
    parts: list[str | Placed] = []
    for element in getattr(getattr(entry, "value", None), "elements", [None]):
        match type(element).__name__, type(getattr(element, "expression", None)).__name__:
            case "TextElement", _:
                parts.append(element.value)
            case "Placeable", "VariableReference":
                parts.append(Placed(element.expression.id.name))
            case _:
                return None
    return parts
