"""A proposal with its money's texts and the words of its account, as the rules of R38b judge it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from domain.core import reference_words
from domain.core.candidates import Candidate, CreditCandidates
from domain.core.invoice_references import Mention
from domain.core.kinds import SuggestionGround
from domain.core.open_account import OpenAccount, OpenItem
from domain.core.payment_text import fold

STEM_LENGTH_MIN = 4
WORD_LENGTH_MIN = 3
"""How many letters a word has at least to tell one item from another."""

_WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"(?:es|en|er|s|e|n)\Z")
PLAIN = (
    reference_words.PAYMENT
    | reference_words.INVOICE
    | reference_words.NUMBER
    | reference_words.REFERENCE
    | reference_words.AND
    | reference_words.ORDER
    | reference_words.MONTH
)
"""Words that tell no item from another."""


@lru_cache(maxsize=20_000)
def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, folded, without digits."""
    return frozenset(_WORD.findall(fold(text)))


@lru_cache(maxsize=20_000)
def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the words that tell one item from another; months do, words of paying do not."""
    return frozenset(
        stem_of(word)
        for word in words_of(text)
        if len(word) >= WORD_LENGTH_MIN and (word in reference_words.MONTH or word not in PLAIN)
    )


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """Return a word without what may be the endings of a plural: ``lesson`` is ``lessons``, and ``Kurs`` is ``Kurse``."""
    stem = _ENDING.sub("", word)
    return stem_of(stem) if STEM_LENGTH_MIN <= len(stem) < len(word) else word


@lru_cache(maxsize=1_000)
def _words_beside(texts: tuple[str, ...], numbers: frozenset[str]) -> frozenset[str]:
    """Return the words of texts without these numbers; asked for each candidate of a credit."""
    longest_first = sorted(numbers, key=len, reverse=True)
    parts = list(map(fold, texts))
    for number in longest_first:
        parts = [each for part in parts for each in part.split(number)]
    return frozenset().union(*map(words_of, parts))


def _joined_words(name: str) -> frozenset[str]:
    """Return the words of a name as some write them, two or more as one: ``jeanluc`` for Jean-Luc."""
    words = _WORD.findall(fold(name))
    return frozenset(
        "".join(words[first:end]) for first in range(len(words)) for end in range(first + 2, len(words) + 1)
    )


class AccountWords:
    """The words of an account: who is on it, and what its invoices are for."""

    def __init__(self, account: OpenAccount) -> None:
        self._account = account
        self.payer = words_of(account.owner_name).union(*map(words_of, account.members.values()))
        owner = words_of(account.owner_name)
        self.members = {
            member_id: words_of(name) for member_id, name in account.members.items() if words_of(name) != owner
        }
        self._joined = {member_id: _joined_words(account.members[member_id]) for member_id in self.members}
        names = [owner, *self.members.values()]
        self._own_words = {
            member_id: frozenset(word for word in words if len(word) > 1 and sum(word in each for each in names) == 1)
            for member_id, words in self.members.items()
        }

    def members_in(self, words: frozenset[str]) -> list[int]:
        """Return the members whom a text names: by the whole name, or by a word that no other name on the account has."""
        return [
            member_id
            for member_id, name in self.members.items()
            if (len(name) > 1 and name <= words) or (self._own_words[member_id] | self._joined[member_id]) & words
        ]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all items of the account, open ones and others."""
        found: set[str] = set()
        for invoice in self._account.invoices:
            for item in invoice.items:
                found |= stems_of(item.description)
        return frozenset(found.union(*map(stems_of, self._account.other_texts)))

    @cached_property
    def categories(self) -> list[frozenset[str]]:
        """The stems of the title of each ledger code."""
        return [stems for stems in map(stems_of, self._account.categories) if stems]

    @cached_property
    def members_with_open_items(self) -> frozenset[int]:
        """The members for whom something is open."""
        return frozenset(
            item.member_id for invoice in self._account.invoices for item in invoice.items if item.member_id is not None
        )

    @cached_property
    def part_paid_items(self) -> frozenset[int]:
        """The items of invoices that are paid in part."""
        return frozenset(
            item.open_amount.item_id
            for invoice in self._account.invoices
            if invoice.open_cents < invoice.amount_cents
            for item in invoice.items
        )


@dataclass(frozen=True)
class Case:
    """A proposal for a credit, and what the credit's texts say."""

    account: OpenAccount
    words: AccountWords
    options: CreditCandidates
    candidate: Candidate

    @property
    def mentions(self) -> Sequence[Mention]:
        """The numbers that the texts have."""
        return self.options.mentions

    @cached_property
    def text_words(self) -> frozenset[str]:
        """The words of the texts; letters of the numbers that they have, such as ``fee`` of ``a64fee``, are none."""
        return _words_beside(self.options.credit.texts, frozenset(mention.written for mention in self.mentions))

    @cached_property
    def items(self) -> list[OpenItem]:
        """The items that the proposal pays."""
        ids = self.candidate.item_ids
        return [item for each in self.candidate.invoices for item in each.items if item.open_amount.item_id in ids]

    @cached_property
    def item_words(self) -> frozenset[str]:
        """The words of these items."""
        texts = (text for item in self.items for text in (item.description, item.category))
        return frozenset().union(*map(words_of, texts))

    @cached_property
    def payer_words(self) -> frozenset[str]:
        """The words of the owner's name, and of those for whom the proposal pays."""
        members = {item.member_id for item in self.items}
        names = (name for member_id, name in self.account.members.items() if member_id in members)
        return words_of(self.account.owner_name).union(*map(words_of, names))

    @property
    def name_decides(self) -> bool:
        """Whether other things have the same amount, so that the text alone tells which is meant."""
        return self.candidate.ground is SuggestionGround.NAMED and self.options.exact_count > 1

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of the invoices that the proposal pays."""
        return frozenset(invoice.number for invoice in self.candidate.invoices)
