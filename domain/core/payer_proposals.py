"""Propose who paid a bank line, and for what: each with its reason, and with what speaks against it (domain R44)."""

import datetime
import enum
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.core.allocation import Allocation
from domain.core.kinds import SuggestionGround, TransactionKind
from domain.core.matching import DIGEST_LENGTH, Proposal, SuggestionKey
from domain.texts import Joined, Text, say

PROPOSALS_MAX = 5
NEAR_DAYS = 5
"""How many days a transaction's date is at most from the bank's to be sure."""


class Sign(enum.Enum):
    """What speaks for an account, with its weight: the heavier, the further up a proposal stands."""

    REFERENCE = 60  # the structured reference is an invoice's number
    REMEMBERED_ACCOUNT = 55  # this payer's account has paid for it
    NUMBER = 40  # the text names an invoice
    REMEMBERED_NAME = 35  # a payer of this name has paid for it
    NAME = 30  # the payer's name, or one in the text, is the owner's or a member's
    EXACT = 20  # it alone has exactly that open
    LIKE_NAME = 12  # the payer's name is almost the owner's, a member's or an earlier payer's


ALONE = frozenset({Sign.REFERENCE, Sign.REMEMBERED_ACCOUNT})
"""Signs by which an account is certain."""
_FITS, _FITS_AMONG_OTHERS = 50, 15
"""What the amount of a transaction weighs, and what it does where several have it: then a name or number counts for more."""
_INDEPENDENT = {
    Sign.REFERENCE: "number",
    Sign.NUMBER: "number",
    Sign.REMEMBERED_ACCOUNT: "payer",
    Sign.REMEMBERED_NAME: "payer",
    Sign.NAME: "payer",
    Sign.EXACT: "amount",
}
"""Signs of one sort are one sign: two of different sorts make an account certain. What is missing here never helps to."""


class Clue(NamedTuple):
    """A sign that speaks for an account, as a sentence."""

    sign: Sign
    text: Text


class FittingTransaction(NamedTuple):
    """A cash transaction on no line that has the line's amount."""

    id: int
    account_id: int
    number: str
    kind: TransactionKind
    date: datetime.date


@dataclass(frozen=True, slots=True)
class LineCase:
    """A bank line, and all that may explain it.

    ``clues`` speak for accounts by their ids, ``numbers`` are the accounts' numbers. ``proposals`` say what the money would
    settle on an account, the best first. ``pays_for`` is for how many accounts its remembered payer has paid, ``alike`` how
    many other open lines have its amount and its payer or reference. ``against`` is what the line itself says against
    whatever it may be, a sentence each.
    """

    line_id: int
    booked_on: datetime.date
    clues: Mapping[int, Sequence[Clue]]
    numbers: Mapping[int, str]
    transactions: Sequence[FittingTransaction] = ()
    proposals: Mapping[int, Sequence[Proposal]] = field(default_factory=dict)
    pays_for: int = 0
    alike: int = 0
    against: Sequence[Text] = ()


class LineProposal(NamedTuple):
    """A transaction that the line is, or an account to record it on with what it settles; without doubts it is sure."""

    line_id: int
    account_id: int
    transaction_id: int | None
    allocations: tuple[Allocation, ...]
    reason: Text
    counter_evidence: tuple[Text, ...]
    weight: int
    ground: SuggestionGround | None = None

    @property
    def sure(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.counter_evidence

    @property
    def key(self) -> SuggestionKey:
        """Its identity: equal for equal proposals only."""
        pairs = ";".join(f"{each.item_id}:{each.amount_cents}" for each in sorted(self.allocations))
        text = f"{self.account_id}/{self.transaction_id}/{pairs}"
        return SuggestionKey(self.line_id, hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH])


def propose_for_line(case: LineCase) -> list[LineProposal]:
    """Return what a line may be, sure ones first, then those for which more speaks; at most five."""
    found = [_transaction(case, each) for each in case.transactions]
    found += [each for account_id in case.clues for each in _account(case, account_id)]
    return sorted(found, key=lambda each: (not each.sure, -each.weight, each.transaction_id or 0, each.account_id))[
        :PROPOSALS_MAX
    ]


def is_certain(clues: Sequence[Clue]) -> bool:
    """Return True if these clues make an account certain: one that does alone, or two that are independent."""
    return (
        any(clue.sign in ALONE for clue in clues)
        or len({_INDEPENDENT[clue.sign] for clue in clues if clue.sign in _INDEPENDENT}) > 1
    )


def _transaction(case: LineCase, fitting: FittingTransaction) -> LineProposal:
    clues = _clues_of_payer(case, fitting.account_id)
    found = say(
        "line-is-transaction",
        kind=fitting.kind,
        number=fitting.number,
        date=fitting.date,
        account=case.numbers[fitting.account_id],
    )
    reason = Joined.of([found, *(clue.text for clue in clues)])
    doubts = _doubts_of_account(case, fitting.account_id, clues)
    others = [each.number for each in case.transactions if each.id != fitting.id]
    if others:
        doubts.append(say("line-other-transactions", count=len(others), numbers=", ".join(others[:3])))
    days = abs((fitting.date - case.booked_on).days)
    if days > NEAR_DAYS:
        doubts.append(say("line-days-apart", days=days))
    weight = (_FITS_AMONG_OTHERS if others else _FITS) + sum(clue.sign.value for clue in clues) - days
    return LineProposal(case.line_id, fitting.account_id, fitting.id, (), reason, tuple(doubts), weight)


def _account(case: LineCase, account_id: int) -> list[LineProposal]:
    """Return what recording the line on an account would settle, the best two ways; or nothing, if nothing is open."""
    clues = case.clues[account_id]
    reason = Joined.of([clue.text for clue in clues])
    doubts = _doubts_of_account(case, account_id, clues)
    doubts += [
        say("line-may-be-same", number=each.number, account=case.numbers[each.account_id])
        for each in case.transactions[:2]
    ]
    weight = sum(clue.sign.value for clue in clues)
    ways = case.proposals.get(account_id, ())[:2]
    if not ways:
        nothing = (*doubts, say("line-nothing-fits"))
        return [LineProposal(case.line_id, account_id, None, (), reason, nothing, weight - 10)]
    return [
        LineProposal(
            case.line_id,
            account_id,
            None,
            way.allocations,
            Joined.of([reason, way.reason]),
            (*doubts, *way.counter_evidence),
            weight - place,
            way.ground,
        )
        for place, way in enumerate(ways)
    ]


def _clues_of_payer(case: LineCase, account_id: int) -> list[Clue]:
    """Return what speaks for an account whatever is open there: a recorded transaction has settled that, or may have."""
    return [clue for clue in case.clues.get(account_id, ()) if clue.sign is not Sign.EXACT]


def _doubts_of_account(case: LineCase, account_id: int, clues: Sequence[Clue]) -> list[Text]:
    """Return what speaks against an account, whatever the money would settle there."""
    doubts = [*case.against]
    if case.alike:
        doubts.append(say("line-alike", count=case.alike))
    if not is_certain(clues):
        doubts.append(say("line-too-little"))
    others = [case.numbers[each] for each in case.clues if each != account_id]
    if others:
        doubts.append(say("line-other-accounts", numbers=", ".join(sorted(others)[:3])))
    if case.pays_for > 1:
        doubts.append(say("line-pays-for", count=case.pays_for))
    return doubts
