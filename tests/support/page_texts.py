"""Level: the source. The page's messages in ``domain/texts/LANGUAGE/``, for tests and types."""

import pathlib
import re
from functools import cache
from typing import NamedTuple

from api.page_languages import LANGUAGES
from domain.texts.bundles import of_page
from tests.support.sources import ROOT, text_of

WEB = ROOT / "web"
TEXTS = ROOT / "domain/texts"
HEAD = re.compile(r"(-?[a-z][a-z0-9-]*) = ?(.*)")
SELECTOR = re.compile(r"\{ ?\$(\w+) ->(.*?)^ {4}\}", re.DOTALL | re.MULTILINE)
VARIANT = re.compile(r"\[([\w-]+)\]")
VARIABLE = re.compile(r"\$(\w+)")
PLURALS = {"zero", "one", "two", "few", "many", "other"}
LINE = re.compile(
    r"""
    \#{1,2}[ ].*                                # a comment
    | -?[a-z][a-z0-9-]*[ ]=([ ]\S.*)?           # a message, or a term, and what begins it
    | [ ]{4}\S.*                                # what goes on with it, or "{ $count ->" and its end
    | [ ]{7,8}\*?\[[\w-]+\][ ]\S.*                # a variant of it
    """,
    re.VERBOSE,
)


class Message(NamedTuple):
    """A message: its id, what it says, and its variables in the order of their names."""

    id: str
    text: str

    @property
    def variables(self) -> dict[str, bool]:
        """The variables by their names, and whether each is a number."""
        counts = {name for name, variants in SELECTOR.findall(self.text) if _is_plural(variants)}
        return {name: name in counts for name in sorted(set(VARIABLE.findall(self.text)))}


def _is_plural(variants: str) -> bool:
    keys = set(VARIANT.findall(variants))
    return all(key in PLURALS or key.isdecimal() for key in keys)


def files(language: str = LANGUAGES[0]) -> list[pathlib.Path]:
    """The files of a language, sorted."""
    return sorted((TEXTS / language).glob("*.ftl"))


@cache
def messages_of(path: pathlib.Path) -> list[Message]:
    """The page's messages of a file in their order, terms too."""
    return messages_in(of_page(text_of(path)))


def messages_in(text: str) -> list[Message]:
    """The messages of a text."""
    found: list[Message] = []
    for line in text.splitlines():
        if head := HEAD.fullmatch(line):
            found.append(Message(head[1], head[2]))
        elif found and line.startswith(" "):
            found[-1] = Message(found[-1].id, f"{found[-1].text}\n{line}")
    return found


def odd_lines(path: pathlib.Path) -> list[str]:
    """What the page says in lines that Fluent, or who reads the file, might take for something else than they are."""
    return [line for line in of_page(text_of(path)).splitlines() if line and not LINE.fullmatch(line)]
