"""What a payment's text says against a proposal, as a list of small rules, each with its sentence (domain R38b).

A rule looks at what the text says and at the items that the proposal would pay. If one speaks, nothing is sure.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from domain.core import reference_words
from domain.core.invoice_references import NAMING_LENGTH_MIN, Mention
from domain.core.kinds import PaymentMethod, SuggestionGround
from domain.core.money import EXPONENTS
from domain.core.payment_text import (
    WORDS_MAX,
    Announced,
    PaymentText,
    WrittenCode,
    announces,
    clauses_of,
    fold,
    is_day,
    is_year,
    read_text,
)
from domain.core.proposal_case import PLAIN, WORD_LENGTH_MIN, Case, stem_of, stems_of
from domain.texts import Joined, Text, say

QUOTED_MAX = 3
"""How many numbers or words one rule lists."""
CARD_DIGITS = 4

_FRACTION = re.compile(r"(?<![\w./-])([1-9])\s?[/\u2044]\s?([2-9]|1[0-2])(?![\w./\u2044-])")
_PERCENT = re.compile(r"\d\s?%")
_SMALL_FIGURE = re.compile(r"(?=.*\d).{1,3}")
"""So few signs tell one of several from another: ``2``, ``1st``, ``Q1``; a longer number is a bank's or a caller's."""
_NEGATION = re.compile(r"\w+n't(?!\w)")
_OPEN_RANGE = re.compile(r"\bfrom\b.*\d.*\bon(?:wards?)?\W*\Z")
_GOES_ON = re.compile(r"\.{2,}\s?\Z")
_QUESTION = re.compile(r"\w\s?\?+(?:\s|\Z)")


Rule: TypeAlias = Callable[[Case], Iterator[Text]]


def against(case: Case) -> Iterator[Text]:
    """Yield what the texts say against a proposal, a sentence each; nothing if there are no texts."""
    if case.options.credit.texts:
        for rule in TEXT_RULES:
            yield from rule(case)


def names_another_open_invoice(case: Case) -> Iterator[Text]:
    """A number that names, or may name, an open invoice that the proposal does not pay."""
    named = any(mention.names for mention in case.mentions if mention.number in case.numbers)
    for mention in case.mentions:
        if mention.number in case.options.open_numbers and mention.number not in case.numbers:
            if mention.names:
                yield say("text-names-another", number=mention.number)
            elif not named or case.name_decides:
                yield say("text-may-name-another", number=mention.number)


def names_a_settled_invoice(case: Case) -> Iterator[Text]:
    """A number that names, or may name, an invoice of the account with nothing open."""
    for mention in case.mentions:
        if mention.number in case.account.settled_numbers:
            names = "text-names-settled" if mention.names else "text-may-name-settled"
            yield say(names, number=mention.number)


def names_an_invoice_of_another_account(case: Case) -> Iterator[Text]:
    """A number of another account's invoice: that it belongs to the account at all is in doubt."""
    for mention in case.mentions:
        if mention.number in case.account.other_numbers and (
            mention.names or len(mention.written) >= NAMING_LENGTH_MIN
        ):
            yield say("text-names-other-account", number=mention.number)


def names_an_unknown_invoice(case: Case) -> Iterator[Text]:
    """A number beside a word for invoice that no invoice has."""
    for number in case.options.unknown_numbers:
        yield say("text-names-unknown", number=number)


def names_a_range_of_invoices(case: Case) -> Iterator[Text]:
    """The first and the last of several numbers: what lies between is meant too."""
    if case.options.has_range or any(_OPEN_RANGE.search(fold(text)) for text in case.options.credit.texts):
        yield say("text-names-range")
    if case.options.has_more:
        yield say("text-goes-on-with-number")


def names_another_member(case: Case) -> Iterator[Text]:
    """The name of a member for whom the items are not."""
    paid_for = {item.member_id for item in case.items if item.member_id is not None}
    for member_id in case.words.members_in(case.text_words):
        is_for_another = member_id not in paid_for if paid_for else member_id in case.words.members_with_open_items
        if is_for_another:
            yield say("text-names-member", name=case.account.members[member_id])


def has_words_of_another_item(case: Case) -> Iterator[Text]:
    """Words that the account's other items have, or another ledger code's title, and these items have not."""
    own = frozenset(stem_of(word) for word in case.item_words)
    stated = (
        frozenset().union(*map(stems_of, case.options.credit.texts)) - own - frozenset(map(stem_of, case.words.payer))
    )
    elsewhere = stated & case.words.stems
    elsewhere |= frozenset().union(
        *(title & stated for title in case.words.categories if title - own and title <= stated | own)
    )
    if elsewhere:
        shown = sorted(word for word in case.text_words if stem_of(word) in elsewhere)
        yield say("text-of-another-item", words=_quoted(shown))


def speaks_of_a_part(case: Case) -> Iterator[Text]:
    """A word for a part, if the items are not called so themselves: then the whole may be something else."""
    found = sorted((reference_words.PART & case.text_words) - case.item_words)
    found += [part for text in case.options.credit.texts for part in parts_in(text)]
    if found:
        yield say("text-of-a-part", words=_quoted(found))


@lru_cache(maxsize=20_000)
def parts_in(text: str) -> tuple[str, ...]:
    """Return what of a text says in several words or in figures that something is a part: ``first payment``, ``1/2``."""
    read = read_text(text)
    spaced = f" {' '.join(word.text for word in read.words)} "
    found = [phrase for phrase in map(" ".join, reference_words.PART_PHRASES) if f" {phrase} " in spaced]
    found += [part[0] for part in _FRACTION.finditer(read.folded) if int(part[1]) <= int(part[2])]
    return tuple(found + [part[0] for part in _PERCENT.finditer(read.folded)])


def speaks_of_a_remainder(case: Case) -> Iterator[Text]:
    """A word for a remainder, although nothing of these items is paid yet and more stays open."""
    found = sorted((reference_words.REST & case.text_words) - case.item_words)
    fits = case.candidate.item_ids <= case.words.part_paid_items or len(case.candidate.invoices) == len(
        case.account.invoices
    )
    if found and not fits:
        yield say("text-of-a-remainder", words=_quoted(found))


def speaks_of_a_fee(case: Case) -> Iterator[Text]:
    """A word for a fee or for interest, if the items are not called so: that would be something else than the invoice."""
    found = sorted((reference_words.FEE & case.text_words) - case.item_words)
    if found:
        yield say("text-of-a-fee", words=_quoted(found))


def denies_something(case: Case) -> Iterator[Text]:
    """A word that says what is not paid, or takes something back."""
    found = sorted((reference_words.DENIAL & case.text_words) - case.item_words)
    found += [word for text in case.options.credit.texts for word in _NEGATION.findall(fold(text))]
    if found:
        yield say("text-denies", words=_quoted(found))


def leaves_something_open(case: Case) -> Iterator[Text]:
    """A question, or a word between alternatives."""
    found = sorted(word for word in (reference_words.DOUBT & case.text_words) - case.item_words if len(word) > 1)
    for text in case.options.credit.texts:
        words = [word.text for word in read_text(text).words]
        found += [word for before, word in pairwise(words) if word in reference_words.DOUBT and before[-1:].isdecimal()]
    if found:
        yield say("text-leaves-open", words=_quoted(found))
    elif any(_GOES_ON.search(read_text(text).folded) for text in case.options.credit.texts):
        yield say("text-goes-on")
    elif any(_QUESTION.search(read_text(text).folded) for text in case.options.credit.texts):
        yield say("text-asks")


def has_more_than_is_understood(case: Case) -> Iterator[Text]:
    """A word that no list knows beside the number, or a small figure, where the name alone decides: it may say anything."""
    if case.name_decides:
        own = [mention for mention in case.mentions if mention.number in case.numbers]
        named = frozenset(word.text for mention in own for word in read_text(mention.written).words)
        initials = frozenset(word[0] for word in case.payer_words)
        harmless = COVERED_WORDS | case.words.payer | case.item_words | initials | named
        bare = any(mention.bare for mention in own)
        texts = map(read_text, case.options.credit.texts)
        found = [
            word
            for text in texts
            for word in (*_small_figures(text, named), *_unknown(text, named, harmless, bare=bare))
        ]
        if found:
            yield say("text-not-understood", words=_quoted(found))


def _unknown(read: PaymentText, named: frozenset[str], harmless: frozenset[str], *, bare: bool) -> Iterator[str]:
    """Yield the words beside named numbers, with no comma between, that are not harmless, nor in a date or an amount.

    A noun that announces another number is understood, unless the named number has no word for invoice (``bare``).
    """
    for clause in clauses_of(read):
        if not any(read.words[place].text in named for place in clause):
            continue
        for place in clause:
            word = read.words[place]
            announced = announces(word.text)
            other = bare and (
                announced is Announced.OTHER or word.text in reference_words.ORDER | reference_words.CHANNEL
            )
            known = announced is not None or word.text in harmless or not word.text.isalpha()
            if other or not (known or read.meaning(WrittenCode(place, place, word.text)) is not None):
                yield word.text


def _small_figures(read: PaymentText, named: frozenset[str]) -> Iterator[str]:
    """Yield figures of few signs that are not part of the named numbers, of a date, an amount, or another thing's number."""
    for place, word in enumerate(read.words):
        beside_month = any(each.text in reference_words.MONTH for each in read.words[max(0, place - 1) : place + 2])
        other = word.announced is Announced.OTHER or read.meaning(WrittenCode(place, place, word.text)) is not None
        if _SMALL_FIGURE.fullmatch(word.text) and word.text not in named and not (beside_month or other):
            yield word.text


def is_longer_than_what_is_read(case: Case) -> Iterator[Text]:
    """A text whose end is not read may say anything there."""
    if not case.account.texts_complete:
        yield say("texts-have-more-numbers")
    if not all(read_text(text).whole for text in case.options.credit.texts):
        yield say("text-too-long", most=WORDS_MAX)


def has_bare_digits(case: Case) -> Iterator[Text]:
    """Digits without a word for invoice that may be something else: an amount, a year, a check's number, a postcode."""
    if case.candidate.ground is SuggestionGround.NAMED:
        for mention in case.mentions:
            if mention.number in case.numbers and (mention.bare or mention.written.isdecimal()):
                meaning, beside = _other_meaning(case, mention)
                if meaning:
                    yield say("text-number-may-be", number=mention.written, meaning=meaning, words=_quoted(beside))


def _beside_month(read: PaymentText, written: str) -> bool:
    """Return whether one or two digits have a month before or after them: ``invoice 13 March``."""
    if len(written) >= WORD_LENGTH_MIN:
        return False
    pairs = pairwise(word.text for word in read.words)
    return any({before, after} & reference_words.MONTH and written in {before, after} for before, after in pairs)


def _other_meaning(case: Case, mention: Mention) -> tuple[str, list[str]]:
    """Return what bare digits may be beside an invoice's number, empty if nothing says so; and words that say so."""
    digits = "".join(each for each in mention.written if each.isdecimal())
    credit = case.options.credit
    is_card = credit.method is PaymentMethod.CARD and len(digits) == CARD_DIGITS
    meanings = {"day": any(_beside_month(read_text(text), mention.written) for text in credit.texts)}
    whole_units = credit.open_cents // 10 ** EXPONENTS[case.account.currency]
    meanings |= {"amount": digits.lstrip("0") in {str(credit.open_cents), str(whole_units)}}
    if not mention.bare:
        return next((meaning for meaning, holds in meanings.items() if holds), ""), []
    meanings |= {
        "year": is_year(digits),
        "date": is_day(digits),
        "few-digits": len(digits) < WORD_LENGTH_MIN,
        "check": credit.method is PaymentMethod.CHECK,
        "card": is_card,
    }
    known = PLAIN | case.words.payer | case.item_words
    stems = frozenset(map(stem_of, case.item_words))
    beside = [
        word for word in (mention.before, mention.after) if word and word not in known and stem_of(word) not in stems
    ]
    meanings["beside"] = bool(beside)
    return next((meaning for meaning, holds in meanings.items() if holds), ""), beside


COVERED_WORDS = (
    PLAIN
    | reference_words.UNDERSTOOD
    | reference_words.PART
    | reference_words.REST
    | reference_words.FEE
    | reference_words.DENIAL
    | reference_words.DOUBT
)
"""Words that change nothing, and those that have a rule of their own."""

TEXT_RULES: tuple[Rule, ...] = (
    names_another_open_invoice,
    names_a_settled_invoice,
    names_an_invoice_of_another_account,
    names_an_unknown_invoice,
    names_a_range_of_invoices,
    names_another_member,
    has_words_of_another_item,
    speaks_of_a_part,
    speaks_of_a_remainder,
    speaks_of_a_fee,
    denies_something,
    leaves_something_open,
    has_bare_digits,
    has_more_than_is_understood,
    is_longer_than_what_is_read,
)
"""What a text may say against a proposal, the plainest first."""


def _quoted(words: list[str]) -> Text:
    """Return words for a sentence, each in quotation marks, at most ``QUOTED_MAX``."""
    return Joined.of([say("text-word", word=word) for word in list(dict.fromkeys(words))[:QUOTED_MAX]], ", ")
