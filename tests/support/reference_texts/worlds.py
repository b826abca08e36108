"""What a payment's text is made for: an account with invoices, and what the text is called there."""

import enum
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from domain.core.kinds import PaymentMethod

MEMBERS = {1: "Bo Tremblay", 2: "Cyrielle Tremblay", 3: "Dana Novak"}
OWNER = "Robin Tremblay"
ITEMS = ("Swimming lessons", "Gym pass", "Summer camp", "Piano tuition", "Tennis court", "Pottery workshop")
FOREIGN, SETTLED = "ZK-77120-4", "ZK-55019-1"


class Label(enum.Enum):
    """What a kind of text is."""

    CLEAR = "names beyond doubt"
    AGAINST = "speaks against the amount"
    NOISE = "has numbers of other things"


@dataclass
class World:
    """An account: its invoices' numbers in one style, and whether all have one amount."""

    chance: random.Random
    language: str
    equal: bool
    numbers: list[str]
    cents: list[int]
    items: list[str]
    members: list[int]
    target: int = 0
    """The invoice that the money is for."""

    @property
    def number(self) -> str:
        return self.numbers[self.target]

    @property
    def decoy(self) -> str:
        """Another open invoice's number."""
        return self.numbers[(self.target + 1) % len(self.numbers)]

    def say(self, words: dict[str, str] | dict[str, tuple[str, ...]]) -> str:
        found = words[self.language]
        return found if isinstance(found, str) else self.chance.choice(found)


@dataclass(frozen=True)
class Text:
    """A text, the invoices that its money is for, and how it was paid."""

    text: str
    targets: tuple[int, ...] = ()
    method: PaymentMethod = PaymentMethod.TRANSFER
    cents: int | None = None


Make: TypeAlias = Callable[[World], str | Text]


class Kind(NamedTuple):
    """A kind of text; ``fits`` are the styles of numbers for which its label is right."""

    name: str
    label: Label
    make: Make
    fits: Callable[[str], bool]


def alnum(number: str) -> str:
    return "".join(each for each in number if each.isalnum())


def is_long(number: str) -> bool:
    return len(alnum(number)) >= 5


def is_bare(number: str) -> bool:
    return number.isdecimal() and 4 <= len(number) <= 6


def anything(number: str) -> bool:
    return bool(number)


def not_tiny(number: str) -> bool:
    return len(alnum(number)) >= 3
