"""The frame around a page of the handbook: its bar, its contents and its search."""

from collections.abc import Sequence
from html import escape
from string import Template

from api.handbook.pages import ADDRESS, INDEX, HelpPage, PageGroup, handbook
from api.handbook.search import Found
from api.page_files import LATER, STYLES, version

_FRAME = Template("""<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>$title · Tieout help</title>
    <link rel="icon" href="/web/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/web/$version/$styles">
    <link rel="stylesheet" href="/web/$version/$later/help.css">
  </head>
  <body class="help">
    <a class="skip" href="#main">Skip to content</a>
    <header class="bar">
      <a class="home" href="/">Tieout</a>
      <a class="help-home" href="$address">Help</a>
      <form role="search" action="$address/search">
        <input type="search" name="q" value="$asked" aria-label="Search the help" placeholder="Search the help" required>
        <button class="button">Search</button>
      </form>
    </header>
    <div class="help-body">
      <nav class="contents" aria-label="Help pages">$contents</nav>
      <main id="main" tabindex="-1">$body</main>
    </div>
  </body>
</html>
""")


def page_named(name: str) -> str | None:
    """Return a page as a document; None if there is none of that name."""
    page = handbook().pages.get(name)
    return None if page is None else _framed(page.title, page.html, here=page)


def missing_page() -> str:
    """Return what an address answers at which there is no page."""
    body = f'<h1>There is no such page</h1><p>Look through the <a href="{ADDRESS}">contents</a>, or search.</p>'
    return _framed("No such page", body)


def results(asked: str, found: Sequence[Found]) -> str:
    """Return the document that shows what was found."""
    return _framed("Search", _results(asked, found), asked=asked)


def _framed(title: str, body: str, *, here: HelpPage | None = None, asked: str = "") -> str:
    """Return a whole document; ``body`` is HTML, all else is text."""
    return _FRAME.substitute(
        title=escape(title),
        version=version(),
        styles=STYLES,
        later=LATER,
        address=ADDRESS,
        asked=escape(asked),
        contents="".join(_group(group, here) for group in handbook().groups),
        body=body,
    )


def _group(group: PageGroup, here: HelpPage | None) -> str:
    pages = "".join(_link(page, is_here=page is here) for page in group.pages)
    return f"<h2>{escape(group.title)}</h2><ul>{pages}</ul>"


def _link(page: HelpPage, *, is_here: bool) -> str:
    current = ' aria-current="page"' if is_here else ""
    link = f'<a href="{_address_of(page)}"{current}>{escape(page.title)}</a>'
    parts = [each for each in page.sections if each.level == 2] if is_here else []  # noqa: PLR2004 - below the title
    below = "".join(f'<li><a href="#{each.anchor}">{escape(each.title)}</a></li>' for each in parts)
    return f"<li>{link}{f'<ul>{below}</ul>' if below else ''}</li>"


def _address_of(page: HelpPage) -> str:
    return ADDRESS if page.name == INDEX else f"{ADDRESS}/{page.name}"


def _results(asked: str, found: Sequence[Found]) -> str:
    if not asked.strip():
        return "<h1>Search the help</h1><p>Type what you look for into the field above.</p>"
    if not found:
        return (
            f"<h1>Nothing about “{escape(asked)}”</h1>"
            f'<p>Try fewer or other words, or look through the <a href="{ADDRESS}">contents</a>.</p>'
        )
    rows = "".join(
        f'<li><a href="{_address_of(each.page)}#{each.section.anchor}">{escape(_name_of(each))}</a>'
        f"<p>{escape(each.excerpt)}</p></li>"
        for each in found
    )
    return f'<h1>“{escape(asked)}” in the help</h1><ul class="found">{rows}</ul>'


def _name_of(found: Found) -> str:
    page, section = found.page, found.section
    return page.title if section is page.sections[0] else f"{page.title} ▸ {section.title}"
