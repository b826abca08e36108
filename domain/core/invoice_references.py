"""Find the invoices that a text names, by letters and digits alone, whatever groups them (domain R38, R38a).

A text *names* an invoice if it is its number, holds it whole with at least five letters and digits, or has it beside a word
for invoice. Whatever else looks like a number is a *hint*.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from domain.core.number_forms import bare, form_of, words_of_number
from domain.core.number_surroundings import (
    covered,
    end_of_code,
    fills,
    goes_on,
    is_figure,
    is_glued,
    is_grouped,
    is_ranged,
    joined_figure,
    neighbours,
)
from domain.core.payment_text import Announced, Meaning, PaymentText, WrittenCode, fold, is_year, read_text

NAMING_LENGTH_MIN = 5
"""How many letters and digits name an invoice without a word for invoice beside them (domain R38a)."""


class Mention(NamedTuple):
    """A number that a text has.

    ``names`` tells the names from the hints. ``bare`` names by five or more digits alone, without a word for invoice: its
    neighbours ``before`` and ``after`` may say what the digits are. ``whole`` if nothing else stands in the text.
    """

    number: str
    names: bool
    bare: bool = False
    whole: bool = False
    written: str = ""
    before: str = ""
    after: str = ""


def best_mentions(mentions: Iterable[Mention]) -> list[Mention]:
    """Return one mention of each number, in the order of the first: a name before a hint, and one that is not bare."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        known = found.get(mention.number)
        if known is None or (mention.names, not mention.bare) > (known.names, not known.bare):
            found[mention.number] = mention
    return list(found.values())


class NumberIndex:
    """The numbers of some invoices, to be found in texts; a search takes time by the text's length, not by their number."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self._by_bare: defaultdict[str, list[str]] = defaultdict(list)
        self._by_digits: defaultdict[str, list[str]] = defaultdict(list)
        self._by_last: defaultdict[str, list[str]] = defaultdict(list)
        self._places_in: dict[str, set[WrittenCode]] = {}
        self._mentions_in: dict[str, list[Mention]] = {}
        for number in dict.fromkeys(numbers):
            form = form_of(number)
            self._by_bare[form.bare].append(number)
            if form.digits:
                self._by_digits[form.digits].append(number)
            if form.last:
                self._by_last[form.last].append(number)

    def mentions(self, text: str) -> list[Mention]:
        """Return the numbers that a text has, in its order, each once: as a name if it is one anywhere."""
        if text not in self._mentions_in:
            read, places = read_text(text), self._places(text)
            found = (mention for code in sorted(places) for mention in self._read(read, code, places))
            self._mentions_in[text] = best_mentions(found)
        return self._mentions_in[text]

    def unknown_invoice(self, text: str) -> str | None:
        """Return the number that stands beside a word for invoice and that no invoice has, as written, or None."""
        read = read_text(text)
        places = self._places(text)
        for place, word in enumerate(read.words):
            if word.announced is not Announced.INVOICE or not word.first:
                continue
            known = next((code for code in places if code.first <= place <= code.last), None)
            end = _end_of_unknown(read, place, places) if known is None else joined_figure(read, known, places)
            if end is not None:
                return read.folded[word.start : read.words[end].end]
        return None

    def has_more(self, text: str) -> bool:
        """Return whether a figure that is not a number continues a list after one: ``INV-1001-1, 2 and 3``."""
        read = read_text(text)
        places = self._places(text)
        return any(goes_on(read, code, places) for code in places)

    def has_range(self, text: str) -> bool:
        """Return whether a text has a number with another as the end of a range: ``10100 to 10104``."""
        read = read_text(text)
        places = self._places(text)
        return any(is_ranged(read, code, places) for code in places)

    def _places(self, text: str) -> set[WrittenCode]:
        """Return the codes of a text that are numbers, the longest where they overlap; found once for each text."""
        if text not in self._places_in:
            self._places_in[text] = self._found_places(read_text(text)) if self._by_bare else set()
        return self._places_in[text]

    def _found_places(self, read: PaymentText) -> set[WrittenCode]:
        matches = [code for code in read.codes if self._numbers(read, code)]
        if read.words and not any(any(each.isdigit() for each in word.text) for word in read.words):
            whole = WrittenCode(0, len(read.words) - 1, "".join(word.text for word in read.words))
            matches += [whole] if whole.key in self._by_bare else []
        chosen: set[WrittenCode] = set()
        taken: set[int] = set()
        for code in sorted(matches, key=lambda each: (-len(each.key), each.first)):
            places = set(range(code.first, code.last + 1))
            if not places & taken:
                chosen.add(code)
                taken |= places
        return chosen

    def _numbers(self, read: PaymentText, code: WrittenCode) -> list[str]:
        """Return the invoices that a code may be the number of."""
        key = bare(code.key)
        word = read.words[code.first]
        if key in self._by_bare:
            return self._by_bare[key]
        if word.announced in {Announced.INVOICE, Announced.NUMBER} or code.last - code.first + 1 == len(read.words):
            return self._by_digits.get(key, []) or (self._by_last.get(key, []) if word.first else [])
        return self._by_digits.get(key, []) if len(key) >= NAMING_LENGTH_MIN else []

    def _read(self, read: PaymentText, code: WrittenCode, places: Collection[WrittenCode]) -> list[Mention]:
        """Return what a code names or hints at; nothing if the text says that it is something else."""
        numbers = self._as_written(read, code)
        words = read.words[code.first : code.last + 1]
        meaning = read.meaning(code)
        whole = fills(read, places) and (meaning is not Meaning.MONEY or self._is_written_so(read, code))
        by_number = all(form_of(number).bare == bare(code.key) for number in numbers)
        by_digits = all(form_of(number).digits == bare(code.key) and form_of(number).announced for number in numbers)
        announced = words[0].announced
        if not whole and announced is Announced.OTHER:
            return []
        if not (whole or (announced is Announced.INVOICE and words[0].first)) and read.is_in_date(code):
            return []
        if not whole and announced is not Announced.INVOICE and meaning in {Meaning.BANK, Meaning.MEASURE}:
            return []
        beside = announced in {Announced.INVOICE, Announced.NUMBER} and (
            meaning is None or self._is_written_so(read, code)
        )
        names = len(numbers) == 1 and (
            (by_number and whole)
            or ((by_number or by_digits) and beside and not is_glued(read, code, places))
            or (by_number and len(code.key) >= NAMING_LENGTH_MIN and self._stands_free(read, code, places, meaning))
        )
        is_bare = names and code.key.isdecimal() and announced is not Announced.INVOICE
        written = read.folded[words[0].start : words[-1].end]
        before, after = neighbours(read, code, places) if is_bare else ("", "")
        return [Mention(number, names, is_bare, whole, written, before, after) for number in numbers]

    def _as_written(self, read: PaymentText, code: WrittenCode) -> list[str]:
        """Return the numbers of a code: of several with its letters and digits, the one that is written as in the text."""
        numbers = self._numbers(read, code)
        if len(numbers) == 1:
            return numbers
        written = words_of_number(read.folded[read.words[code.first].start : read.words[code.last].end])
        same_key = [number for number in numbers if form_of(number).key == code.key]
        same_words = [number for number in numbers if form_of(number).words == written]
        if len(same_words) == 1:
            return same_words
        return same_key if len(same_key) == 1 and len(written) == 1 else numbers

    def _is_written_so(self, read: PaymentText, code: WrittenCode) -> bool:
        """Return whether a code is written exactly as its number: ``2026-01-17`` is not a date beside a word for invoice."""
        written = read.folded[read.words[code.first].start : read.words[code.last].end]
        in_span = any(
            span.start < read.words[code.first].start or read.words[code.last].end < span.end for span in read.spans
        )
        return not in_span and any(fold(number) == written for number in self._numbers(read, code))

    def _stands_free(
        self, read: PaymentText, code: WrittenCode, places: Collection[WrittenCode], meaning: Meaning | None
    ) -> bool:
        """Return whether a code is neither an amount, nor a date, nor part of a longer number."""
        if meaning is not None or read.words[code.first].announced is Announced.UNKNOWN or is_glued(read, code, places):
            return False
        return not (code.key.isdecimal() and is_grouped(read, code, places))


def _end_of_unknown(read: PaymentText, place: int, places: Collection[WrittenCode]) -> int | None:
    """Return the last word of the unknown number that begins at a word; None if there is none, or it is a year."""
    last = end_of_code(read, place)
    if (
        covered(places, last)
        or read.meaning(WrittenCode(place, last, "")) is not None
        or (last == place and is_year(read.words[place].text))
    ):
        return None
    return last if any(is_figure(each) for each in read.words[place : last + 1]) else None
