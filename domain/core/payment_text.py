"""Read a payment's text: its words, what announces a number, and what is not an invoice's number at all (domain R38, R38a).

A text is folded first: one case, no accents, one kind of blank. Positions are those in the folded text.
"""

import datetime
import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from domain.core import folding
from domain.core.check_digits import holds_mod_97
from domain.core.reference_words import AND, IDENTITY, INVOICE, NUMBER, ORDER, OTHER, PAYMENT, REFERENCE, TRANSFER

WORDS_MAX = 60
"""How many words of a text are read, which bounds the numbers that it may mean."""
CODE_WORDS_MAX = 12
"""How many words one number may be written in: 27 digits in groups of five are six, an IBAN is nine."""
CODE_LETTERS_MAX = 10
"""How many letters a word without a digit has at most within a number."""
CODE_LENGTH_MAX = 200
IBAN_LENGTH_MIN, IBAN_LENGTH_MAX, CREDITOR_REFERENCE_LENGTH_MIN = 15, 34, 5
GROUP, GROUPS_MIN = 4, 2
"""An IBAN is printed in groups of four; so many digits after its beginning make one, whole or not."""
DAY_DIGITS = 8

_CURRENCY = (
    r"[$\u00a2-\u00a5\u0e3f\u20a0-\u20cf]|(?<![a-z0-9])(?:usd|eur|chf|gbp|cad|aud|nzd|jpy|mxn|sek|nok|dkk|pln|czk|brl|fr|sfr|euros?|dollars?|francs?|franken|"
    r"pesos?|pounds?|bucks|cents?)(?![a-z0-9])"
)
_FIGURE = r"(?:\d{1,3}(?:[ ,.']\d{3})+|\d+)(?:[.,]\d{1,2})?"
_WORD = re.compile(r"[^\W_]+")
_GLUED_PREFIX = re.compile(rf"({'|'.join(sorted(INVOICE | NUMBER, key=len, reverse=True))})(\d[^\W_]*)\Z")
_BETWEEN = re.compile(r"[\s\-_/\\.:#'·•*~=|°]{1,3}")
_NUMBER_COMPOUND = re.compile(r"(.{2,}?)s?(?:nrn?|nummern?|number)\Z")
_MONEY = re.compile(rf"(?:{_CURRENCY})\s?{_FIGURE}(?!\w)|(?<![\w.,-]){_FIGURE}(?:,-)?\s?(?:{_CURRENCY})")
_DECIMAL = re.compile(r"(?<![\w.,/-])(?:\d{1,3}(?:[ ,.']\d{3})+|\d+)[.,](?:\d{1,2}(?![\w]|[.,/-]\w)|-(?![\w-]))")
_DAY = re.compile(r"(?<![\w])(?:(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})|(?:19|20)\d{6})(?![\w])")
_MONTH = re.compile(
    r"(?<![\w./-])(?:(?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d|(?:19|20)\d\d[./-](?:0?[1-9]|1[0-2]))(?![\w]|[./-]\w)"
)
_CLOCK = re.compile(r"(?<!\w)\d{1,2}(?::\d\d|h(?:\d\d)?|\s?[ap]m|\s?uhr)(?!\w)")
_PERCENT = re.compile(r"(?<!\d)\d+(?:[.,]\d+)?\s?%")
_CARD = re.compile(r"(?:(?<![*•])[*•]{2,}|(?<![.])[.]{3,})\s?\d{2,6}|(?<!\w)x{2,}\s?-?\d{2,6}(?!\w)")
_PHONE = re.compile(r"(?:\+\d|\(\d{2,5}\))[\d ().-]{5,}\d")
_IBAN_START = re.compile(r"[a-z]{2}\d{2}")
_YEAR = re.compile(r"(?:19|20)\d\d")


_ORDINALS = {0xAA: "\u00b0", 0xBA: "\u00b0"}


class Announced(enum.Enum):
    """What the words before a number announce."""

    NOTHING = "NOTHING"
    INVOICE = "INVOICE"
    NUMBER = "NUMBER"  # a number of nothing in particular: "no. 7", "#7"
    OTHER = "OTHER"  # the number of something else: a check, a card, a room
    UNKNOWN = "UNKNOWN"  # a number of something that no list knows: "locker no. 7"


class Meaning(enum.Enum):
    """What a span of a text is, if it is not an invoice's number."""

    MONEY = "MONEY"
    DATE = "DATE"
    BANK = "BANK"  # an IBAN or a creditor reference, a card's last digits, a phone number
    MEASURE = "MEASURE"  # a time, a percentage


class Run(NamedTuple):
    """A run of letters and digits, with its positions."""

    text: str
    start: int
    end: int


class Word(NamedTuple):
    """A run of letters and digits; ``announced`` is what the words before it announce.

    ``first`` if that stands directly before it, not before an earlier number.
    """

    text: str
    start: int
    end: int
    announced: Announced
    first: bool


class Span(NamedTuple):
    """A part of a text that has a meaning of its own."""

    start: int
    end: int
    meaning: Meaning

    @property
    def is_reference(self) -> bool:
        """Whether the whole span may be an invoice's number."""
        return self.meaning is Meaning.BANK


class WrittenCode(NamedTuple):
    """Adjacent words that may be one number, as indexes into the text's words, and their letters and digits."""

    first: int
    last: int
    key: str


@dataclass(frozen=True, slots=True)
class PaymentText:
    """A text as it is read. ``whole`` is false if it is longer than what is read of it.

    ``codes`` are adjacent words that may be one number: little between them, a digit in some.
    """

    folded: str
    words: tuple[Word, ...]
    spans: tuple[Span, ...]
    whole: bool
    codes: tuple[WrittenCode, ...] = ()

    def between(self, before: int, after: int) -> str:
        """Return what stands between two words; before the first and after the last one, the text's start or end."""
        start = self.words[before].end if before >= 0 else 0
        return self.folded[start : self.words[after].start if after < len(self.words) else len(self.folded)]

    def is_in_date(self, code: WrittenCode) -> bool:
        """Return whether a code is a part of a date: ``15`` of ``15/03/26``."""
        start, end = self.words[code.first].start, self.words[code.last].end
        holding = (span for span in self.spans if span.start <= start and end <= span.end)
        return any(span.meaning is Meaning.DATE and (span.start, span.end) != (start, end) for span in holding)

    def meaning(self, code: WrittenCode) -> Meaning | None:
        """Return what the span means that holds all of a code, or None: a creditor reference may be a number itself."""
        start, end = self.words[code.first].start, self.words[code.last].end
        holding = (span for span in self.spans if span.start <= start and end <= span.end)
        return next(
            (span.meaning for span in holding if (span.start, span.end) != (start, end) or not span.is_reference), None
        )


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return a text's search key, in which the sign of ``n.º`` is not a letter."""
    return folding.folded(text.translate(_ORDINALS))


@lru_cache(maxsize=20_000)
def read_text(text: str) -> PaymentText:
    """Return a text's words and spans. It takes time by the text's length, at most by ``WORDS_MAX`` words."""
    folded = fold(text)
    split = list(_split(folded))
    words = tuple(_announced(folded, split[:WORDS_MAX]))
    read = PaymentText(folded, words, tuple(_spans(folded, words)), len(split) <= WORDS_MAX)
    return replace(read, codes=tuple(_codes_of(read)))


def _codes_of(text: PaymentText) -> Iterator[WrittenCode]:
    words = text.words
    figures = [not word.text.isalpha() for word in words]
    joined = [joins(text.between(place - 1, place)) for place in range(len(words))]
    for first in range(len(words)):
        key, digits = "", False
        for last in range(first, min(len(words), first + CODE_WORDS_MAX)):
            word = words[last].text
            if last > first and not joined[last]:
                break
            if not figures[last] and len(word) > CODE_LETTERS_MAX and (first, last) != (0, len(words) - 1):
                break
            key, digits = key + word, digits or figures[last]
            if len(key) > CODE_LENGTH_MAX:
                break
            if digits:
                yield WrittenCode(first, last, key)


def clauses_of(text: PaymentText) -> list[list[int]]:
    """Return the words of a text, as indexes, in runs that no comma, bracket or dash divides."""
    clauses: list[list[int]] = [[]]
    for place in range(len(text.words)):
        gap = text.between(place - 1, place)
        if place and (" - " in gap or any(each in gap for each in ",;()|")):
            clauses.append([])
        clauses[-1].append(place)
    return clauses


def joins(between: str) -> bool:
    """Return whether what stands between two words may stand within one number."""
    return between == "" or _BETWEEN.fullmatch(between) is not None


def is_year(key: str) -> bool:
    """Return whether digits may be a year."""
    return _YEAR.fullmatch(key) is not None


def is_day(key: str) -> bool:
    """Return whether eight digits may be a date: 20260115 or 15012026."""
    if len(key) != DAY_DIGITS or not key.isdecimal():
        return False
    return _is_date(key[:4], key[4:6], key[6:]) or _is_date(key[4:], key[2:4], key[:2])


def _split(folded: str) -> Iterator[Run]:
    """Yield words with their positions; ``inv10100`` and ``no7`` are two words, of which the first announces the second.

    A Norwegian IBAN begins like a number, ``no93``, and stays whole.
    """
    runs = [Run(found[0], found.start(), found.end()) for found in _WORD.finditer(folded)]
    for place, run in enumerate(runs):
        glued = _GLUED_PREFIX.match(run.text)
        if glued and not _end_of_iban(folded, runs, place):
            middle = run.start + len(glued[1])
            yield Run(glued[1], run.start, middle)
            yield Run(glued[2], middle, run.end)
        else:
            yield run


def _announced(folded: str, split: list[Run]) -> Iterator[Word]:
    """Yield words with what the words before each announce; a number that stands between keeps it."""
    state, first, noun, before = Announced.NOTHING, False, "", 0
    for (word, start, end), following in zip_longest(split, split[1:]):
        gap = folded[before:start]
        if "#" in gap and state is Announced.NOTHING:
            state, first = _sign_announces(noun, gap), True
        if not word.isalpha():
            yield Word(word, start, end, state, first)
            first, noun = False, word
        else:
            was, was_first = state, first
            now = announces(word, following and following.text)
            if word in IDENTITY and state is not Announced.INVOICE:
                now = Announced.OTHER
            if now is not None:
                state, first = now, True
            elif word in NUMBER and state is Announced.NOTHING:
                state, first = _sign_announces(noun, gap), True
            elif not _keeps(word) and not _begins_code(folded, end, following):
                state, first = Announced.NOTHING, False
            if word not in NUMBER:
                plain = word in AND or word in REFERENCE or (word in PAYMENT and word not in ORDER | TRANSFER)
                noun = "" if plain else word
            yield Word(word, start, end, *((Announced.NOTHING, False) if now is not None else (was, was_first)))
        before = end


def _begins_code(folded: str, end: int, following: Run | None) -> bool:
    """Return whether a word that ends there is the beginning of a number with what follows: ``a`` of ``a-139``."""
    if following is None or following.text.isalpha():
        return False
    gap = folded[end : following.start]
    return " " not in gap and joins(gap)


def _keeps(word: str) -> bool:
    """Return whether what was announced before a word holds after it."""
    return word in NUMBER or word in AND or word in REFERENCE or word in IDENTITY


def _sign_announces(noun: str, gap: str) -> Announced:
    """Return what a sign or word for number announces after a noun: an invoice's only if none stands before it."""
    if not noun or any(each in ",;:()|" for each in gap):
        return Announced.NUMBER
    return Announced.NOTHING if noun in ORDER else Announced.UNKNOWN


def announces(word: str, following: str | None = None) -> Announced | None:
    """Return what a word announces, or None for one that announces nothing."""
    if word in INVOICE or (word in {"re", "r"} and following in NUMBER):
        return Announced.INVOICE
    if word in OTHER:
        return Announced.OTHER
    compound = _NUMBER_COMPOUND.match(word)
    if compound is None or word in NUMBER:
        return None
    if compound[1] in INVOICE or compound[1] in {"re", "rn"}:
        return Announced.INVOICE
    return Announced.OTHER


def _spans(folded: str, words: tuple[Word, ...]) -> Iterator[Span]:
    """Yield the parts of a text that have another meaning, those that settle the meaning of others first."""
    yield from _bank_spans(folded, words)
    for pattern in (_CARD, _PHONE):
        yield from (Span(found.start(), found.end(), Meaning.BANK) for found in pattern.finditer(folded))
    for pattern in (_CLOCK, _PERCENT):
        yield from (Span(found.start(), found.end(), Meaning.MEASURE) for found in pattern.finditer(folded))
    for found in _DAY.finditer(folded):
        if _is_any_date(found[1], found[3], found[4]) if found.lastindex else is_day(found[0]):
            yield Span(found.start(), found.end(), Meaning.DATE)
    yield from (Span(found.start(), found.end(), Meaning.DATE) for found in _MONTH.finditer(folded))
    for pattern in (_MONEY, _DECIMAL):
        yield from (Span(found.start(), found.end(), Meaning.MONEY) for found in pattern.finditer(folded))


def _bank_spans(folded: str, words: tuple[Word, ...]) -> Iterator[Span]:
    """Yield IBANs and creditor references."""
    for first, word in enumerate(words):
        end = _end_of_iban(folded, words, first)
        if end:
            yield Span(word.start, end, Meaning.BANK)


def _end_of_iban(folded: str, words: Sequence[Run | Word], first: int) -> int:
    """Return where an IBAN or a creditor reference ends, or 0: by its check digits, or by groups of four after the first."""
    if not _IBAN_START.match(words[first].text):
        return 0
    key, groups, end = "", 0, 0
    for last in range(first, min(len(words), first + CODE_WORDS_MAX)):
        if last > first and folded[words[last - 1].end : words[last].start] not in {" ", "-", ""}:
            break
        word = words[last].text
        key += word
        shortest = CREDITOR_REFERENCE_LENGTH_MIN if key.startswith("rf") else IBAN_LENGTH_MIN
        if not end and shortest <= len(key) <= IBAN_LENGTH_MAX and holds_mod_97(key):
            end = words[last].end  # with a further word the digits would be right by chance alone
        is_printed = len(words[first].text) == GROUP and groups == last - first - 1
        if is_printed and word.isdecimal() and len(word) <= GROUP:
            groups += 1
            end = words[last].end if groups >= GROUPS_MIN else end
    return end


def _is_any_date(first: str, middle: str, last: str) -> bool:
    """Return whether three figures are a date, in any usual order; the year has two or four digits."""
    if len(first) == GROUP:
        return len(last) < len(first) and _is_date(first, middle, last)
    if len(first) == GROUP - 1 or len(last) not in {GROUP, GROUP // 2}:
        return False
    year = last if len(last) == GROUP else f"20{last}"
    return _is_date(year, middle, first) or _is_date(year, first, middle)


def _is_date(year: str, month: str, day: str) -> bool:
    if not is_year(year):
        return False
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
