"""What the open money of an account may be for: proposals, best first, each with a reason in words (domain R26).

The grounds are in ``explanations.py``, what is sure in ``certainty.py``. Nothing here is stored: the same open amounts give
the same proposals, so that a proposal can be named by its credit item and a digest of its edges, and be found again.
"""

import hashlib
from typing import NamedTuple

from domain.core.allocation import Part
from domain.core.certainty import OTHERS_FIT, Judgement, judge
from domain.core.explanations import Explanation, Field, Ground, explain
from domain.core.open_account import OpenAccount

MOST_STEPS = 50_000
"""Work spent on the sums of one account, some 25 ms. Credits share what is left of it, the oldest first."""
DIGEST_LENGTH = 16


class SuggestionKey(NamedTuple):
    """What a proposal is named by: its credit item, and a digest of its edges."""

    credit_item_id: int
    digest: str

    def __str__(self) -> str:
        """As it stands in an id."""
        return f"{self.credit_item_id}-{self.digest}"


class Proposal(NamedTuple):
    """So much of a credit item shall settle these items; ``edges`` are in the order of R9, each above 0."""

    credit_item_id: int
    edges: tuple[Part, ...]
    sure: bool
    reason: str

    @property
    def amount_cents(self) -> int:
        """How much of the credit is used."""
        return sum(part.amount_cents for part in self.edges)

    @property
    def key(self) -> SuggestionKey:
        """What it is named by: the same for the same edges, and for no others."""
        said = ";".join(f"{part.item_id}:{part.amount_cents}" for part in sorted(self.edges))
        return SuggestionKey(self.credit_item_id, hashlib.sha256(said.encode()).hexdigest()[:DIGEST_LENGTH])


class Proposals(NamedTuple):
    """An account's proposals, and the steps that it took to find them."""

    proposals: list[Proposal]
    steps: int


def propose(account: OpenAccount, most_steps: int = MOST_STEPS) -> Proposals:
    """What each credit of an account may be for: credits oldest first, of each at most five proposals, best first.

    Each is within what is open of its credit and its items; they are alternatives, of different credits too. A sure one is
    exact: it uses up its credit and what is open of all that it pays. Deterministic, and within ``most_steps``, but for one
    table of at most 20,100 pairs.
    """
    field = Field(account.invoices)
    options = []
    for index, credit in enumerate(account.credits):
        share = max(0, most_steps - field.amounts.steps) // (len(account.credits) - index)
        options.append(explain(credit, field, share, account.currency))
    judged = judge(account, options)
    found = [_proposal(each, explanation) for each in judged for explanation in each.options.explanations]
    return Proposals(found, field.amounts.steps)


def _proposal(judged: Judgement, explanation: Explanation) -> Proposal:
    sure = explanation is judged.sure
    reason = explanation.text
    by_amount = explanation.ground in (Ground.INVOICE, Ground.ITEM, Ground.SUM)
    if sure and by_amount:
        reason += " Nothing else on the account fits."
    elif explanation is judged.options.explanations[0] and judged.doubt:
        reason += f" Not certain: {judged.doubt}."
    elif by_amount and judged.options.by_amount > 1:
        reason += f" Not certain: {OTHERS_FIT}."
    return Proposal(judged.options.credit.item_id, explanation.edges, sure, reason)
