"""What stands around a number in a payment's text, and whether that makes it another one (domain R38a).

``places`` are the codes of a text that are numbers of invoices.
"""

import unicodedata
from collections.abc import Collection

from domain.core.payment_text import Announced, Meaning, PaymentText, Word, WrittenCode, announces, joins
from domain.core.reference_words import AND, NUMBER, RANGE, REFERENCE

_GLUE = frozenset("-._@")
_RANGE_SIGNS = ("..", "~", "\u2192", "->")
_HARMLESS = frozenset(" .,;:#&+/()[]!\"'-_\u00ab\u00bb\u00b0")
"""What may stand around a number that is the whole text, beside emoji: other signs say that it is money, or masked."""


def fills(read: PaymentText, places: Collection[WrittenCode]) -> bool:
    """Return whether a text is nothing but numbers, and words that join or announce them."""
    covered = {place for code in places for place in range(code.first, code.last + 1)}
    rest = (word.text for place, word in enumerate(read.words) if place not in covered)
    within = {place for code in places for place in range(code.first + 1, code.last + 1)}
    between = " ".join(read.between(place - 1, place) for place in range(len(read.words) + 1) if place not in within)
    plain = all(each in _HARMLESS or unicodedata.category(each) in {"So", "Sk"} for each in between)
    joined = plain and ".." not in between and not has_range(read, places)
    return (
        read.whole
        and joined
        and all(word in NUMBER | REFERENCE | AND or announces(word) is Announced.INVOICE for word in rest)
    )


def end_of_code(read: PaymentText, place: int) -> int:
    """Return the last word of what is written as one number: joined without a blank, or by one before further digits."""
    last = place
    while last + 1 < len(read.words):
        gap = read.between(last, last + 1)
        if not joins(gap) or (" " in gap and not (is_figure(read.words[last]) and is_figure(read.words[last + 1]))):
            break
        last += 1
    return last


def joined_figure(read: PaymentText, code: WrittenCode, places: Collection[WrittenCode]) -> int | None:
    """Return the last figure that is joined to the end of a code without a blank, if no number has it: ``10100-3``."""
    place = code.last + 1
    gap = read.between(code.last, place)
    if not gap or " " in gap or not joins(gap) or not is_figure_at(read, place) or covered(places, place):
        return None
    return place if read.meaning(WrittenCode(code.first, place, code.key)) is None else None


def has_range(read: PaymentText, places: Collection[WrittenCode]) -> bool:
    """Return whether two numbers are the ends of a range, or may be one number: nothing or a hyphen is between them."""
    ends = {code.last for code in places}
    gaps = (read.between(code.first - 1, code.first).strip() for code in places if code.first - 1 in ends)
    return any(_GLUE.issuperset(gap) or _is_range_sign(gap) for gap in gaps)


def _is_range_sign(gap: str) -> bool:
    return any(sign in gap for sign in _RANGE_SIGNS)


def covered(places: Collection[WrittenCode], place: int) -> bool:
    """Return whether a word is a part of a number."""
    return any(code.first <= place <= code.last for code in places)


def is_glued(read: PaymentText, code: WrittenCode, places: Collection[WrittenCode]) -> bool:
    """Return whether a code is joined to more: ``TX-10100``, ``10100-12``, ``10100/11``, or two numbers as a range."""
    before, after = code.first - 1, code.last + 1
    words = read.words
    if read.between(before, code.first).endswith("@"):
        return True
    announced = before < 0 or words[before].text in NUMBER or announces(words[before].text) is Announced.INVOICE
    if not announced and _joins_more(read.between(before, code.first), words[before], covered(places, before)):
        return True
    if after < len(words) and _joins_more(read.between(code.last, after), words[after], covered(places, after)):
        return True
    return is_ranged(read, code, places)


def is_ranged(read: PaymentText, code: WrittenCode, places: Collection[WrittenCode]) -> bool:
    """Return whether a code is an end of a range: another number or figure beyond a word for range, or beyond a hyphen."""
    for near, far in ((code.first - 1, code.first - 2), (code.last + 1, code.last + 2)):
        if not 0 <= near < len(read.words):
            continue
        gap = read.between(min(near, code.last), max(near, code.first))
        if _is_range_sign(gap) and is_figure_at(read, near):
            return True
        if covered(places, near):
            if gap.strip() == "-":
                return True
        elif read.words[near].text in RANGE and (is_figure_at(read, far) or covered(places, far)):
            return True
    return False


def goes_on(read: PaymentText, code: WrittenCode, places: Collection[WrittenCode]) -> bool:
    """Return whether a list continues after a code with a figure that is not a number."""
    place = code.last + 1
    joined = any(each in read.between(code.last, place) for each in ",;+&/")
    if place < len(read.words) and read.words[place].text in AND:
        place, joined = place + 1, True
    if not joined or not is_figure_at(read, place) or covered(places, place):
        return False
    return read.meaning(WrittenCode(place, place, read.words[place].text)) is None


def _joins_more(gap: str, word: Word, is_number: bool) -> bool:  # noqa: FBT001 - what is known of the word
    """Return whether a word beyond a gap belongs to the code: a slash joins only what is not a number by itself."""
    return gap in _GLUE or (gap == "/" and is_figure(word) and not is_number)


def is_grouped(read: PaymentText, code: WrittenCode, places: Collection[WrittenCode]) -> bool:
    """Return whether digits belong to a group that is not an invoice's number: a phone number, a card's number."""
    for place, gap in ((code.first - 1, (code.first - 1, code.first)), (code.last + 1, (code.last, code.last + 1))):
        if 0 <= place < len(read.words) and is_figure(read.words[place]) and joins(read.between(*gap)):
            free = read.meaning(WrittenCode(place, place, read.words[place].text)) not in {Meaning.DATE, Meaning.MONEY}
            if not covered(places, place) and free:
                return True
    return False


def is_figure(word: Word) -> bool:
    """Return whether a word has a digit."""
    return any(each.isdecimal() for each in word.text)


def is_figure_at(read: PaymentText, place: int) -> bool:
    """Return whether there is such a word and it has a digit."""
    return 0 <= place < len(read.words) and is_figure(read.words[place])


def neighbours(read: PaymentText, code: WrittenCode, places: Collection[WrittenCode]) -> tuple[str, str]:
    """Return the words beside a code that may say what it is; numbers and what joins them are skipped."""

    def word(place: int, step: int) -> str:
        while 0 <= place < len(read.words):
            text = read.words[place].text
            if not (covered(places, place) or text in AND or text in NUMBER or is_figure(read.words[place])):
                return text
            place += step
        return ""

    return word(code.first - 1, -1), word(code.last + 1, 1)
