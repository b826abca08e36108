"""Level: the source. The texts that a script of the page has in itself, where it should name one of ``domain/texts/``."""

import re
from collections.abc import Iterator
from typing import NamedTuple

COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.DOTALL)
PATTERN = re.compile(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
"""A regular expression, where one can stand: after one of ``BEFORE_PATTERN``."""
BEFORE_PATTERN = set("(=,:[!&|?{};>")
COMPARED = re.compile(r'(?<=[!=]== )"\w+"|(?<=\bcase )"\w+"')
"""A value that something is compared with: of a type, a key or an enum."""
ERROR = re.compile(r"new Error\((?:\"[^\"\n]*\"|`[^`\n]*`)\)")
"""What nobody reads but who develops the page."""
STYLE = re.compile(r"^\.|var\(--")
"""Of CSS, in a script."""
KEY = re.compile(r"\bkey(?:: |Text\()\"[A-Z][a-z]+\"")
"""A key of the keyboard, which ``keyText`` gives its name."""
QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
SINGLE = re.compile(r"'(?:[^'\\\n]|\\.)*'")
HOLE = "\x00"
"""Stands for what is computed within a template."""
TAG = re.compile(r"<!--.*?-->|<(code|kbd)\b[^>]*>[^<]*</\1>|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r'\b(?:title|aria-label|placeholder|alt|aria-description)="([^"]*)"')
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
PROSE = re.compile(r"^[A-Z][a-z']+(?:[ ,.:;…!?]|$)|[a-z]{2,} [a-z]+ [a-z]{2,}|[A-Za-z]{2,}[ \x00]+[a-z]{2,}[.!?…]$")
"""How a text that people read begins or goes on, unlike names of elements, keys and classes."""
NAMES = {
    "Tieout",
    "English",
    "Français",
    "Enter",
    "Escape",
    "Range",
    "Stripe",
    "Xero",
    "JSON",
    "Query",
    "Mutation",
    "tieout provider place",
    "tieout provider used",
}
"""Of the product, of languages, companies and GraphQL, of keys and of what a browser stores: the same in each language."""


class Template(NamedTuple):
    """A template literal: its tag, such as ``html``, and its text with ``HOLE`` for what is computed."""

    tag: str
    text: str


def literals(script: str) -> list[str]:
    """The texts of a script that people would read, each as it stands there.

    Those are text and spoken attributes of HTML templates, and strings that look like prose. Names of keys, of types and
    of elements do not.
    """
    templates, code = _parted(COMPARED.sub("0", KEY.sub("", ERROR.sub("", COMMENT.sub("", script)))))
    found = [text for each in templates for text in _shown(each)]
    return found + [each for each in QUOTED.findall(code) if PROSE.search(each) and not _is_known(each)]


def _is_known(text: str) -> bool:
    return text in NAMES or STYLE.search(text) is not None


def _shown(template: Template) -> Iterator[str]:
    if template.tag not in {"html", "svg"}:
        if PROSE.search(template.text):
            yield template.text
        return
    yield from (each for each in SPOKEN.findall(template.text) if WORD.search(each))
    for part in TAG.sub(HOLE, template.text).split(HOLE):
        if any(word not in NAMES for word in WORD.findall(re.sub(r"&\w+;", "", part))):
            yield part.strip()


def _parted(script: str) -> tuple[list[Template], str]:
    """Return all templates of a script, those within others too, and the script without their text."""
    templates: list[Template] = []
    code: list[str] = []
    at = 0
    while at < len(script):
        if end := _end_of_token(script, at):
            code.append(script[at:end] if script[at] == '"' else " ")
            at = end
        elif script[at] == "`":
            tag = re.search(r"(\w*)$", script[max(0, at - 20) : at])
            assert tag is not None
            template, inner, at = _template(tag[1], script, at + 1)
            templates += [template]
            for hole in inner:
                more, rest = _parted(hole)
                templates += more
                code.append(f" {rest} ")
        else:
            code.append(script[at])
            at += 1
    return templates, "".join(code)


def _end_of_token(script: str, at: int) -> int | None:
    """Return where a string or a regular expression ends that begins at a place; None if none does."""
    before = script[:at].rstrip()[-1:]
    kinds = {'"': QUOTED, "'": SINGLE, "/": PATTERN if not before or before in BEFORE_PATTERN else None}
    kind = kinds.get(script[at])
    found = kind.match(script, at) if kind else None
    return found.end() if found else None


def _template(tag: str, script: str, at: int) -> tuple[Template, list[str], int]:
    """Return the template that begins at a place, the code within it, and where it ends."""
    text, holes = [], []
    while script[at] != "`":
        if script[at] == "\\":
            text.append(script[at : at + 2])
            at += 2
        elif script.startswith("${", at):
            end = _end_of_hole(script, at + 2)
            holes.append(script[at + 2 : end])
            text.append(HOLE)
            at = end + 1
        else:
            text.append(script[at])
            at += 1
    return Template(tag, "".join(text)), holes, at + 1


def _end_of_hole(script: str, at: int) -> int:
    """Return where the brace of ``${`` closes, past braces, strings and templates within."""
    depth = 0
    while depth or script[at] != "}":
        if end := _end_of_token(script, at):
            at = end
            continue
        if script[at] == "`":
            at = _template("", script, at + 1)[2]
            continue
        depth += {"{": 1, "}": -1}.get(script[at], 0)
        at += 1
    return at
