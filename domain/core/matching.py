"""Propose what the open money of an account is for: best first, each proposal with a reason in words (domain R26).

``candidates.py`` finds what money may be for, ``confidence.py`` decides what is sure. Nothing is stored: the same open
amounts give the same proposals, so that a credit item and a digest of the reconciliations identify one.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from domain.core.allocation import Allocation
from domain.core.candidates import InvoiceIndex, find_candidates
from domain.core.confidence import Judgement, judge
from domain.core.kinds import SuggestionGround
from domain.core.open_account import OpenAccount
from domain.texts import Joined, Text, say

STEPS_MAX = 50_000
"""How many steps may be spent on the sums of one account, some 25 ms. Credits share what remains, the oldest first."""
DIGEST_LENGTH = 16


class SuggestionKey(NamedTuple):
    """The identity of a proposal: its credit item, and a digest of its reconciliations."""

    credit_item_id: int
    digest: str

    @classmethod
    def parse(cls, text: str) -> "SuggestionKey":
        """Return the key that ``str`` made a text of."""
        item_id, _, digest = text.partition("-")
        return cls(int(item_id), digest)

    def __str__(self) -> str:
        """Return the key as ids contain it."""
        return f"{self.credit_item_id}-{self.digest}"


class Proposal(NamedTuple):
    """A credit item with the amounts that it could settle of items, in the order of R9, each above 0.

    ``counter_evidence`` is what speaks against it, a sentence each; a proposal without any is sure.
    """

    credit_item_id: int
    allocations: tuple[Allocation, ...]
    ground: SuggestionGround
    reason: Text
    counter_evidence: tuple[Text, ...]

    @property
    def sure(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.counter_evidence

    @property
    def amount_cents(self) -> int:
        """How much of the credit is used."""
        return sum(allocation.amount_cents for allocation in self.allocations)

    @property
    def key(self) -> SuggestionKey:
        """Its identity: equal for equal reconciliations only."""
        pairs = ";".join(f"{allocation.item_id}:{allocation.amount_cents}" for allocation in sorted(self.allocations))
        return SuggestionKey(self.credit_item_id, hashlib.sha256(pairs.encode()).hexdigest()[:DIGEST_LENGTH])


class Proposals(NamedTuple):
    """An account's proposals, and the steps spent on finding them."""

    proposals: list[Proposal]
    steps: int


def propose(account: OpenAccount, steps_max: int = STEPS_MAX) -> Proposals:
    """Return what each credit of an account may be for: credits oldest first, each with at most five proposals, best first.

    Each proposal is within the open amounts of its credit and items; together they may not be, even across credits. A sure
    one is exact: it uses up its credit and all that is open of what it pays. The result is deterministic. The search takes
    at most ``steps_max``, apart from one table of at most 20,100 pairs.
    """
    index = InvoiceIndex(account)
    options = []
    for place, credit in enumerate(account.credits):
        share = max(0, steps_max - index.amounts.steps) // (len(account.credits) - place)
        options.append(find_candidates(credit, index, share, account.currency))
    found = [proposal for each in judge(account, options) for proposal in _proposals(each)]
    return Proposals(found, index.amounts.steps)


def _proposals(judged: Judgement) -> Iterator[Proposal]:
    for candidate, doubts in zip(judged.options.candidates, judged.doubts, strict=True):
        reason = candidate.text
        if not doubts and candidate.ground is not SuggestionGround.NAMED:
            reason = Joined.of([reason, say("suggestion-nothing-else")])
        yield Proposal(judged.options.credit.item_id, candidate.allocations, candidate.ground, reason, tuple(doubts))
