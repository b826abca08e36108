"""Judges proposals for labelled texts: what may be called sure of a text follows from its label alone."""

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from domain.core.allocation import OpenAmount
from domain.core.kinds import TransactionKind
from domain.core.matching import Proposal, propose
from domain.core.open_account import OpenAccount, OpenCredit, OpenInvoice, OpenItem
from tests.support.reference_texts.kinds import KINDS
from tests.support.reference_texts.numbers import STYLES
from tests.support.reference_texts.words import LANGUAGES
from tests.support.reference_texts.worlds import FOREIGN, ITEMS, MEMBERS, OWNER, SETTLED, Kind, Label, Text, World

DAY = datetime.date(2026, 3, 1)
EQUAL_CENTS = 12_500
CREDIT = 1_000_000


class Sample(NamedTuple):
    """An account with one payment, and what may be called sure of it: the invoices by place, or nothing."""

    kind: Kind
    language: str
    text: str
    account: OpenAccount
    allowed: frozenset[int] | None


def samples(seed: int, *, equal: bool, one_of: int = 1) -> list[Sample]:
    """One sample of each kind, style and language for which its label is right, or one of so many of them."""
    chance = random.Random(seed)
    found = []
    for places in product(*map(range, (len(STYLES), len(LANGUAGES), len(KINDS)))):
        style, language, kind = [*STYLES.values()][places[0]], LANGUAGES[places[1]], KINDS[places[2]]
        world = _world(chance, style(chance), language, equal=equal)
        if sum(places) % one_of == 0 and kind.fits(world.number) and kind.fits(world.decoy):
            found.append(_sample(kind, world))
    return found


def _world(chance: random.Random, numbers: list[str], language: str, *, equal: bool) -> World:
    cents = [EQUAL_CENTS] * 6 if equal else chance.sample(range(4_001, 90_000, 7), 6)
    members = [1 + place % len(MEMBERS) for place in range(6)]
    return World(chance, language, equal, numbers, cents, list(ITEMS), members, chance.randrange(6))


def _sample(kind: Kind, world: World) -> Sample:
    made = kind.make(world)
    text = made if isinstance(made, Text) else Text(made)
    targets = text.targets or (world.target,)
    money = text.cents or world.cents[world.target]
    if kind.label is Label.CLEAR:
        allowed: frozenset[int] | None = frozenset(targets)
    elif (kind.label is Label.NOISE and not world.equal) or (
        kind.label is Label.AGAINST and text.targets and world.equal
    ):
        allowed = frozenset(targets)
    else:
        allowed = None
    return Sample(kind, world.language, text.text, _account(world, text, money), allowed)


def _account(world: World, text: Text, money: int) -> OpenAccount:
    invoices = [
        OpenInvoice(place, number, DAY, cents, (OpenItem(OpenAmount(place, cents), 1, item, "", member),))
        for place, (number, cents, item, member) in enumerate(
            zip(world.numbers, world.cents, world.items, world.members, strict=True)
        )
    ]
    texts = (text.text,) if text.text else ()
    credit = OpenCredit(CREDIT, TransactionKind.PAYMENT, DAY, money, texts, text.method)
    return OpenAccount(
        "USD",
        [credit],
        invoices,
        settled_numbers={SETTLED},
        other_numbers={FOREIGN},
        owner_name=OWNER,
        members=MEMBERS,
        other_texts=frozenset(ITEMS),
    )


@dataclass
class Tally:
    """What was found of some texts."""

    texts: int = 0
    kinds: set[str] = field(default_factory=set)
    sure: int = 0
    clear: int = 0
    clear_sure: int = 0
    wrong: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    not_first: list[str] = field(default_factory=list)

    def count(self, sample: Sample) -> None:
        """Propose for a sample, and compare with its label."""
        proposals = propose(sample.account).proposals
        sure = [each for each in proposals if each.sure]
        self.texts += 1
        self.kinds.add(sample.kind.name)
        self.sure += bool(sure)
        is_clear = sample.kind.label is Label.CLEAR
        self.clear += is_clear
        self.clear_sure += is_clear and bool(sure)
        shown = f"{sample.kind.name} ({sample.language}): {sample.text!r}"
        if any(paid(each) != sample.allowed for each in sure):
            self.wrong.append(f"{shown} → {_reported(sample, sure[0])}")
        if is_clear and (not proposals or paid(proposals[0]) != sample.allowed):
            self.not_first.append(shown)
        if is_clear and not sure:
            self.unsure.append(
                f"{shown}: {' '.join(map(str, proposals[0].counter_evidence)) if proposals else 'nothing'}"
            )


def paid(proposal: Proposal) -> frozenset[int]:
    """The invoices that a proposal pays, by place: each has one item, with the place as its id."""
    return frozenset(allocation.item_id for allocation in proposal.allocations)


def _reported(sample: Sample, proposal: Proposal) -> str:
    names = [invoice.number for invoice in sample.account.invoices if invoice.place in paid(proposal)]
    return f"{', '.join(names)}: {proposal.reason}"


def measured(seeds: Sequence[int], *, equal: bool, one_of: int = 1) -> Tally:
    """Count the samples of several seeds, or one of so many."""
    tally = Tally()
    for seed in seeds:
        for sample in samples(seed, equal=equal, one_of=one_of):
            tally.count(sample)
    return tally
