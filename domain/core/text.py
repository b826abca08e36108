"""Texts as people send them: trimmed, of a bounded length, without control characters."""

import re
import unicodedata
from collections.abc import Iterable

from domain.errors import InvalidValue

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_BREAKS = "\n\r\t\v\f\x85\u2028\u2029"
LONGEST_NAME = 200
LONGEST_TEXT = 2000


def counted(number: int, noun: str) -> str:
    """A number and what it counts: 1 account, 1,000 accounts."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def clean_text(value: str, *field: str, longest: int = LONGEST_NAME) -> str:
    """A trimmed text that is not empty; raises ``InvalidValue``."""
    text = clean_optional(value, *field, longest=longest)
    if text is None:
        msg = "This may not be empty."
        raise InvalidValue(msg, *field)
    return text


def clean_optional(value: str | None, *field: str, longest: int = LONGEST_NAME) -> str | None:
    """A trimmed text, or None where nothing is left of it; raises ``InvalidValue``.

    What is no longer than a name is one line: it stands in lists, in headings and on receipts. A longer text may have
    several.
    """
    text = (value or "").strip()
    if len(text) > longest:
        msg = f"This is {len(text):,} characters long; at most {longest:,} are stored."
        raise InvalidValue(msg, *field)
    several = longest > LONGEST_NAME
    if not several and any(each in _BREAKS for each in text):
        msg = "This holds a line break or a tab. Write it in one line."
        raise InvalidValue(msg, *field)
    if any(unicodedata.category(each) in {"Cc", "Cs"} and each not in "\n\r\t" for each in text):
        msg = "This holds control characters, which cannot be stored."
        raise InvalidValue(msg, *field)
    return text or None


def storable(texts: Iterable[str]) -> list[str]:
    """The different texts, in order, that may be stored somewhere: PostgreSQL cannot even be asked for U+0000."""
    return sorted({text for text in texts if "\0" not in text})


def clean_email(value: str | None, *field: str) -> str | None:
    """A trimmed e-mail address in lower case, or None; raises ``InvalidValue`` for what cannot be one."""
    text = clean_optional(value, *field)
    if text is not None and not _EMAIL.fullmatch(text):
        msg = f"{text!r} is no e-mail address."
        raise InvalidValue(msg, *field)
    return text.lower() if text is not None else None
