"""Transaction numbers: wished ones that are free, generated ones that skip what is taken (domain R5, R5a).

What is taken is asked once for a whole input; numbers are then given row by row without asking again, so that ten
thousand rows cost no more statements than one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from domain.core.kinds import TransactionKind
from domain.core.text import clean_optional
from domain.errors import DuplicateNumber, InvalidValue
from domain.queries.records import taken_numbers
from domain.rows import AccountRow
from domain.store.block import Block
from domain.store.steps import Steps

LONGEST_NUMBER = 50
PREFIX = {
    TransactionKind.INVOICE: "INV",
    TransactionKind.PAYMENT: "PAY",
    TransactionKind.DEPOSIT: "DEP",
    TransactionKind.CREDIT: "CRE",
    TransactionKind.CANCELLATION: "CAN",
    TransactionKind.REFUND: "REF",
    TransactionKind.PAYMENT_CORRECTION: "COR",
}
"""What a generated number begins with; the account's number and a count follow: ``INV-1007-3``.

A count per account, since a block holds that account's lock alone: accounts never wait for each other's numbers, and a
dry run gives the very number that the real run will.
"""


class Wanted(NamedTuple):
    """A number that a transaction is to have: the wished one, or the next generated one of its account and kind."""

    account: AccountRow
    kind: TransactionKind
    wished: str | None = None


class Number(NamedTuple):
    """A free number. ``seq`` is what the account's count becomes when a generated one is used; None for a wished one."""

    text: str
    seq: int | None = None


class Numbers:
    """Which numbers are taken, as far as ``known_numbers`` asked; gives free ones and uses none up.

    A number is used up when its transaction is recorded (``recording.record``).
    """

    def __init__(self, block: Block, taken: Collection[str], known_to: dict[int, int]) -> None:
        self._block = block
        self._taken = taken
        self._known_to = known_to

    def free(self, wanted: Wanted) -> Number:
        """The wished number if nothing has it, else the next generated one; raises ``InvalidValue``, ``DuplicateNumber``."""
        text = clean_optional(wanted.wished, "number", longest=LONGEST_NUMBER)
        if text is None:
            return self._generated(wanted.account, wanted.kind)
        if self._is_taken(text):
            msg = f"Number {text} is taken."
            raise DuplicateNumber(msg, "number")
        return Number(text)

    def _generated(self, account: AccountRow, kind: TransactionKind) -> Number:
        seq = account.number_seq + 1
        while self._is_taken(_generated(account, kind, seq)):
            seq += 1
        assert seq <= self._known_to[account.id], "a number was given that nobody asked about"
        return Number(_generated(account, kind, seq), seq)

    def _is_taken(self, text: str) -> bool:
        return text in self._taken or text in self._block.numbers


def known_numbers(block: Block, wanted: Sequence[Wanted]) -> Steps[Numbers]:
    """What must be known of numbers for transactions on locked accounts: one statement, whatever their number.

    A few more follow where generated numbers are taken already: each asks twice as far ahead as the one before.
    """
    wished = _wished(wanted)
    generating = _Generating(wanted, wished | block.numbers)
    taken: set[str] = set()
    ask = wished
    while ask := ask | generating.ahead(taken):
        taken |= yield from taken_numbers(ask)
        ask = set()
    return Numbers(block, taken, generating.known_to)


def _wished(wanted: Iterable[Wanted]) -> set[str]:
    """The wished numbers that could be stored; what could not is refused row by row (``Numbers.free``)."""
    found: set[str] = set()
    for each in wanted:
        try:
            text = clean_optional(each.wished, longest=LONGEST_NUMBER)
        except InvalidValue:
            continue
        if text is not None:
            found.add(text)
    return found


class _Generating:
    """How far ahead of each account's count must be known, so that each of its transactions finds a free number."""

    def __init__(self, wanted: Sequence[Wanted], spoken_for: Collection[str]) -> None:
        generated = [each for each in wanted if not (each.wished or "").strip()]
        self._accounts = {each.account.id: each.account for each in generated}
        self._many = Counter(each.account.id for each in generated)
        self._kinds: defaultdict[int, set[TransactionKind]] = defaultdict(set)
        for each in generated:
            self._kinds[each.account.id].add(each.kind)
        self._spoken_for = spoken_for
        self._free: Counter[int] = Counter()
        self.known_to = {each: account.number_seq for each, account in self._accounts.items()}
        self._asked: dict[int, range] = {}

    def ahead(self, taken: Collection[str]) -> set[str]:
        """The numbers to ask about next, once it is known which of those before are taken; empty when all are known."""
        for account_id, seqs in self._asked.items():
            self._free[account_id] += sum(
                not any(text in taken or text in self._spoken_for for text in self._texts(account_id, seq))
                for seq in seqs
            )
        self._asked = {}
        for account_id, many in self._many.items():
            if self._free[account_id] < many:
                known = self.known_to[account_id]
                further = max(many, known - self._accounts[account_id].number_seq)
                self._asked[account_id] = range(known + 1, known + further + 1)
                self.known_to[account_id] = known + further
        return {text for each, seqs in self._asked.items() for seq in seqs for text in self._texts(each, seq)}

    def _texts(self, account_id: int, seq: int) -> Iterable[str]:
        return (_generated(self._accounts[account_id], kind, seq) for kind in self._kinds[account_id])


def _generated(account: AccountRow, kind: TransactionKind, seq: int) -> str:
    return f"{PREFIX[kind]}-{account.number}-{seq}"
