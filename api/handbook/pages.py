"""The handbook's pages, rendered from the Markdown files that a hoster shows too.

``index.md`` lists them: a heading for each group of readers, and below it a list of links. What is not listed there is not
shown. Raw HTML in a file is shown as text.
"""

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from api.page_files import WEB

FOLDER = WEB / "help"
INDEX = "index"
ADDRESS = "/help"
_LISTED = re.compile(r"^- \[(?P<title>[^\]]+)\]\((?P<name>[a-z-]+)\.md\)", re.MULTILINE)
_GROUP = re.compile(r"^## (.+)$", re.MULTILINE)
_PAGE_LINK = re.compile(r"^([a-z-]+)\.md(#[\w-]+)?$")
_BREAKS = {"softbreak", "hardbreak"}
_MARKS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page, with the text below it up to the next one, for the search."""

    anchor: str
    title: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page: its name in the address, its title in the contents, its HTML and its sections in order."""

    name: str
    title: str
    html: str
    sections: Sequence[Section]


@dataclass(frozen=True, slots=True)
class PageGroup:
    """Pages for one kind of reader."""

    title: str
    pages: Sequence[HelpPage]


class Handbook(NamedTuple):
    """All pages by name, the index among them, and the groups in which the index lists the others."""

    pages: Mapping[str, HelpPage]
    groups: Sequence[PageGroup]


@cache
def handbook() -> Handbook:
    """Return the handbook, read and rendered once."""
    text = _source(INDEX)
    heads = [*_GROUP.finditer(text)]
    ends = [each.start() for each in heads[1:]] + [len(text)]
    groups = [
        PageGroup(head[1], [_page(each["name"], each["title"]) for each in _LISTED.finditer(text, head.end(), end)])
        for head, end in zip(heads, ends, strict=True)
    ]
    listed = {page.name: page for group in groups for page in group.pages}
    return Handbook({INDEX: _page(INDEX, "Help"), **listed}, groups)


def anchor_of(title: str) -> str:
    """Return the fragment of a heading's address, as hosters make it from the heading's text."""
    return _MARKS.sub("", title.lower()).replace(" ", "-")


def _source(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def _page(name: str, title: str) -> HelpPage:
    source = _source(name)
    markdown = _markdown()
    tokens = markdown.parse(source)
    sections = list(_sections(tokens))
    return HelpPage(name, title, markdown.renderer.render(tokens, markdown.options, {}), sections)


def _sections(tokens: Sequence[Token]) -> Iterator[Section]:
    """Yield the sections of a page, and name each heading by its anchor; anchors that come again are numbered."""
    used: dict[str, int] = {}
    heading: Token | None = None
    title, parts = "", list[str]()
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            if heading is not None:
                yield _section(heading, title, parts)
            heading, parts = token, []
            title = _words(tokens[index + 1])
            anchor = anchor_of(title)
            used[anchor] = times = used.get(anchor, 0) + 1
            token.attrs["id"] = anchor if times == 1 else f"{anchor}-{times - 1}"
        elif token.type == "inline" and tokens[index - 1].type != "heading_open":
            parts.append(_words(token))
        elif token.type == "fence":
            parts.append(token.content)
    assert heading is not None, "a page begins with its title"
    yield _section(heading, title, parts)


def _section(heading: Token, title: str, parts: Sequence[str]) -> Section:
    return Section(str(heading.attrs["id"]), title, int(heading.tag[1]), " ".join(" ".join(parts).split()))


def _words(inline: Token) -> str:
    """Return what an inline token shows, without its marks."""
    shown = (each for each in inline.children or () if each.type in {"text", "code_inline", *_BREAKS})
    return "".join(" " if each.type in _BREAKS else each.content for each in shown)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")


def _size_of(picture: str) -> tuple[int, int]:
    """Return the width and height of a PNG, so that nothing on its page moves when it has come."""
    width, height = struct.unpack(">II", (FOLDER / picture).read_bytes()[16:24])
    return width, height


class _Renderer(RendererHTML):
    """Renders as the page looks: links lead to pages of the handbook, and a wide table or code scrolls in itself."""

    def table_open(self, _tokens: Sequence[Token], _index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open a table in a region that scrolls, which the keyboard reaches too."""
        return '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>\n'

    def table_close(self, _tokens: Sequence[Token], _index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Close it."""
        return "</table></div>\n"

    def fence(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """Show code as a region of its own."""
        return super().fence(tokens, index, options, env).replace("<pre>", '<pre tabindex="0">', 1)

    def link_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """Open a link; one to another page leads to its address here, one out of the handbook to nowhere."""
        token = tokens[index]
        found = _PAGE_LINK.match(str(token.attrs["href"]))
        if found is not None:
            place = ADDRESS if found[1] == INDEX else f"{ADDRESS}/{found[1]}"
            token.attrs["href"] = f"{place}{found[2] or ''}"
        return self.renderToken(tokens, index, options, env)

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """Show a picture of the page; by night its dark one, if there is one."""
        token = tokens[index]
        source = str(token.attrs["src"])
        if source.startswith("pictures/"):
            token.attrs["src"] = f"/web/help/{source}"
            token.attrs["width"], token.attrs["height"] = _size_of(source)
            dark = source.replace("-light.", "-dark.")
            if dark != source and (FOLDER / dark).exists():
                shown: Any = super().image(tokens, index, options, env)
                query = 'media="(prefers-color-scheme: dark)"'
                return f'<picture><source {query} srcset="/web/help/{dark}">{shown}</picture>'
        return super().image(tokens, index, options, env)
