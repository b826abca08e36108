"""Texts from people in one form, of a bounded length, without control characters.

``one_form`` and ``number_form`` are the only functions that decide how a text is stored. Two texts that nobody can tell
apart have the same form, so they are one number, one code, one name.
"""

import operator
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from typing import Any, TypeGuard, TypeVar

from domain.errors import InvalidValue
from domain.texts import Joined, Language, Text, say

T = TypeVar("T")

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST_NAME = 200
LONGEST_TEXT = 2000
LONGEST_NUMBER = 50
SHOWN_MAX = 60
"""How much of a text a message repeats."""

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_PLAIN = re.compile(r"(?:[!-~]+(?: [!-~]+)*)?")
"""Printable ASCII words with one blank between: most texts, which have their form already."""
_BLANKS = "\t\n\v\f\r\x85\u2800\u3164\uffa0"
"""Line breaks, tabs, and letters of no ink, which are shown as a blank but are not classified as one."""
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Variation selectors: each chooses the shape of the character before it."""
_IGNORABLE = (
    *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065),
    *range(0x180B, 0x1810),
    *range(0xFFF0, 0xFFF9),
    *range(0xE0000, 0xE0100),
    *range(0xE01F0, 0xE1000),
)
"""What Unicode tells programs to show as nothing, beside the format characters."""
_PLANES = (range(0x20000), range(0xE0000, 0xE0080))
"""Where all format characters and blanks stand: a test looks."""
_JOINERS_AND_SELECTORS = re.compile(f"[{_ZWNJ}{_ZWJ}{_SELECTORS}]")
_RUN_OF_BLANKS = re.compile(" {2,}")
_RUN_OF_SELECTORS = re.compile(f"[{_SELECTORS}]+")
_RUN_OF_JOINERS = re.compile(f"[{_ZWNJ}{_ZWJ}]+")
_WITHOUT_TEXT = frozenset({type(None), int, bool, float, date})
_LIKE_NUMBERS = ("number", "code", "email", "external_id", "externalid")
_SECRETS = frozenset({"password", "password_hash", "secret", "secret_hash", "token"})
"""What is compared as it was given, to the last character."""


@cache
def _visible() -> dict[int, str | None]:
    """Return what ``str.translate`` makes of each character that is a blank (one plain blank) or invisible (nothing)."""
    table: dict[int, str | None] = dict.fromkeys(_IGNORABLE)
    for code in chain.from_iterable(_PLANES):
        category = unicodedata.category(chr(code))
        if category[0] == "Z":
            table[code] = " "
        elif category == "Cf" and chr(code) not in {_ZWNJ, _ZWJ}:
            table[code] = None
    return table | {ord(blank): " " for blank in _BLANKS}


def one_form(text: str) -> str:
    """Return a text in the form in which it is stored, compared and looked up.

    That is Unicode NFC; blanks of all kinds, line breaks too, are one blank between words; invisible characters are taken
    out, but not a joiner between letters or a variation selector after an ideograph, which change how a name is written.
    A text without a visible character is empty.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = text.translate(_visible())
    text = _RUN_OF_SELECTORS.sub(_selector_after_ideograph, text)
    text = _RUN_OF_JOINERS.sub(_joiner_between_letters, text)
    return unicodedata.normalize("NFC", _RUN_OF_BLANKS.sub(" ", text).strip(" "))


def are_plain(texts: Collection[str]) -> bool:
    """Return True if texts are so plain that each has its one form already, be it a number or not; by one look at all."""
    lines = "\n".join(texts)
    joined = lines.replace("\n", "")
    return (
        lines.isascii()
        and joined.isprintable()
        and len(lines) - len(joined) < max(1, len(texts))
        and "  " not in lines
        and " \n" not in lines
        and "\n " not in lines
        and " " not in {lines[:1], lines[-1:]}
    )


def number_form(text: str) -> str:
    """Return a number or code in its one form: as ``one_form``, and without any joiner or variation selector."""
    if _PLAIN.fullmatch(text):
        return text
    return one_form(_JOINERS_AND_SELECTORS.sub("", text))


@cache
def form_by_name(name: str) -> Callable[[str], str]:
    """Return the function that gives a field, a column or an argument of this name its one form.

    What is called a number, a code, an e-mail address or an external id gets a number's form, so that no two look alike.
    """
    return number_form if name.lower().endswith(_LIKE_NUMBERS) else one_form


def in_one_form(value: T, name: str = "") -> T:
    """Return a value as it comes in, such as a command or a query's arguments, with each text in it in its one form.

    It goes into objects, lists, tuples and frozen dataclasses. Secrets, by their names, stay as they are.
    """
    given: Any = value
    cls: Any = type(given)
    formed = given
    if cls in _WITHOUT_TEXT:
        return value
    if isinstance(given, str):
        formed = given if name in _SECRETS else form_by_name(name)(given)
    elif isinstance(given, dict):
        formed = {key: in_one_form(each, key) for key, each in given.items()}
    elif cls in {list, tuple}:
        parts = [in_one_form(each, name) for each in given]
        formed = given if all(map(operator.is_, parts, given)) else cls(parts)
    elif names := _frozen_fields(cls):
        new = {}
        for field in names:
            old = getattr(given, field)
            if type(old) in _WITHOUT_TEXT:
                continue
            part = in_one_form(old, field)
            if part is not old:
                new[field] = part
        formed = replace(given, **new) if new else given
    result: T = formed
    return result


@cache
def _frozen_fields(cls: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields of a frozen dataclass; none of any other class, nor of a text of ours."""
    frozen = is_dataclass(cls) and not issubclass(cls, Text) and bool(cls.__dataclass_params__.frozen)  # type: ignore[attr-defined]  # of dataclasses
    return tuple(each.name for each in fields(cls)) if frozen else ()


def _selector_after_ideograph(found: re.Match[str]) -> str:
    before = found.string[found.start() - 1 : found.start()]
    return found[0][0] if before and unicodedata.category(before) == "Lo" else ""


def _joiner_between_letters(found: re.Match[str]) -> str:
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
    if not before or not after:
        return ""
    # many scripts write vowels as marks, so a mark ends a letter
    between = unicodedata.category(before)[0] in {"L", "M"} and unicodedata.category(after)[0] == "L"
    return found[0][0] if between else ""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 account, 1,000 accounts."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def shortened(text: str, longest: int = SHOWN_MAX) -> str:
    """Return a text for a message: one line, cut short if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


@dataclass(frozen=True, slots=True)
class Quoted(Text):
    """A text that was given, in quotes."""

    given: str

    def in_language(self, language: Language) -> str:
        """Return it in the quotes of a language."""
        if language is Language.ENGLISH:
            return repr(self.given)
        return f"«\N{NO-BREAK SPACE}{self.given}\N{NO-BREAK SPACE}»"

    __str__ = Text.__str__


def quoted(text: str) -> Quoted:
    """Return a text that was given, for a message that refuses it, cut short if it is long: no more of it is stored."""
    return Quoted(shortened(text))


def all_of(names: Sequence[Text | str]) -> Text | str:
    """Return names for a sentence: A and B and C."""
    listed = names[0]
    for each in names[1:]:
        listed = say("list-and", left=listed, right=each)
    return listed


def enumerated(names: Sequence[Text | str], most: int = 5) -> Text:
    """Return names for a sentence, the first few of many: A, B and 7 more."""
    listed = Joined.of(names[:most], ", ")
    return say("list-and-more", listed=listed, more=len(names) - most) if len(names) > most else listed


def clean_text(value: str, *field: str, longest: int = LONGEST_NAME) -> str:
    """Return a text in its one form, which is not empty; raises ``InvalidValue``."""
    if _is_plain(value, longest):
        return value
    return _not_empty(clean_optional(value, *field, longest=longest), *field)


def clean_optional(value: str | None, *field: str, longest: int = LONGEST_NAME) -> str | None:
    """Return a text in its one form, or None if nothing visible is left of it; raises ``InvalidValue``."""
    if _is_plain(value, longest):
        return value
    return storable_text(one_form(value or ""), *field, longest=longest)


def clean_number(value: str, *field: str) -> str:
    """Return a number or code in its one form, which is not empty; raises ``InvalidValue``."""
    if _is_plain(value, LONGEST_NUMBER):
        return value
    return _not_empty(clean_optional_number(value, *field), *field)


def clean_optional_number(value: str | None, *field: str) -> str | None:
    """Return a number or code in its one form, or None if nothing visible is left of it; raises ``InvalidValue``."""
    return storable_text(number_form(value or ""), *field, longest=LONGEST_NUMBER)


def _is_plain(value: str | None, longest: int) -> TypeGuard[str]:
    """Return True if a value has its form already and can be stored, as most have."""
    if not value:
        return False
    return len(value) <= longest and _PLAIN.fullmatch(value) is not None


def _not_empty(text: str | None, *field: str) -> str:
    if text is None:
        raise InvalidValue(say("field-empty"), *field)
    return text


def storable_text(text: str, *field: str, longest: int) -> str | None:
    """Return a text that has its one form, None if it is empty; raises ``InvalidValue`` if it cannot be stored."""
    if len(text) > longest:
        raise InvalidValue(say("field-too-long", length=len(text), longest=longest), *field)
    if not is_storable(text):
        raise InvalidValue(say("field-control-characters"), *field)
    return text or None


def is_storable(text: str) -> bool:
    """Return whether a text is without control characters, and characters that no encoding has."""
    return text.isprintable() or not any(unicodedata.category(each) in {"Cc", "Cs"} for each in text)


def storable(texts: Iterable[str]) -> list[str]:
    """Return the distinct texts, sorted, without those that PostgreSQL rejects even in a query: texts with U+0000."""
    return sorted({text for text in texts if "\0" not in text})


def clean_email(value: str | None, *field: str) -> str | None:
    """Return an e-mail address in its one form and in lower case, or None; raises ``InvalidValue``."""
    text = storable_text(number_form(value or ""), *field, longest=LONGEST_NAME)
    if text is not None and not _EMAIL.fullmatch(text):
        raise InvalidValue(say("email-invalid", text=quoted(text)), *field)
    return text.lower() if text is not None else None
