"""Find the amounts that add up to a sum exactly: two to five of many, in bounded time (domain R26).

Equal amounts are one value with a count, so that five hundred equal fees cost no more than one. Sums of two are kept in a
table; for sums of three to five the search goes through the one to three smallest amounts and looks up the remaining two.
It counts its steps, and a search that reaches its limit reports that it is incomplete.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

TERMS_MIN, TERMS_MAX = 2, 5
"""How many amounts a sum has."""
VALUES_MAX = 200
"""How many different amounts, the smallest, a search for sums of three and more uses: among more, every sum comes about."""
ENOUGH = 12
"""How many different sums end a search: enough to see that the amount alone decides nothing."""


class ExactSums(NamedTuple):
    """The sums that a search found, fewest amounts first, each with its amounts rising; ``complete`` if it missed none."""

    found: list[tuple[int, ...]]
    complete: bool


class Amounts:
    """The amounts among which sums are looked for. ``steps`` counts the work of all searches so far."""

    def __init__(self, amounts: Iterable[int]) -> None:
        self.counts = Counter(amounts)
        self.values = sorted(self.counts)
        self.steps = 0

    def sums(self, target: int, steps_max: int) -> ExactSums:
        """Return every way to make ``target`` of two to five amounts, none used more often than it occurs.

        The result is deterministic. A search takes at most ``steps_max``; the table of pairs, built once, comes on top.
        """
        search = _Search(self, target, steps_max)
        complete = search.run()
        self.steps += search.steps
        return ExactSums(search.found, complete)

    @cached_property
    def pairs(self) -> dict[int, list[tuple[int, int]]]:
        """Pairs of the smallest values by their sum, as indexes into ``values``, the smaller first."""
        small = self.values[:VALUES_MAX]
        pairs: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for first, value in enumerate(small):
            for second in range(first if self.counts[value] > 1 else first + 1, len(small)):
                pairs[value + small[second]].append((first, second))
        self.steps += len(small) * (len(small) + 1) // 2
        return pairs


class _Search:
    """One search for one target."""

    def __init__(self, amounts: Amounts, target: int, steps_max: int) -> None:
        self.values, self.counts, self.pairs = amounts.values, amounts.counts, amounts.pairs
        self.target = target
        self.steps_max = steps_max
        self.below = bisect_left(self.values, target)
        self.upto = min(self.below, VALUES_MAX)
        self.steps = 0
        self.found: list[tuple[int, ...]] = []

    def run(self) -> bool:
        """Fill ``found``; return whether the search is complete."""
        self._twos()
        for size in range(TERMS_MIN + 1, TERMS_MAX + 1):
            self._extend((), self.target, size - TERMS_MIN, 0)
        return self.below == self.upto and not self._ended

    @property
    def _ended(self) -> bool:
        return self.steps >= self.steps_max or len(self.found) >= ENOUGH

    def _twos(self) -> None:
        """Find pairs among all values, not only the table's: the other half needs no table."""
        for value in self.values[: self.below]:
            rest = self.target - value
            if rest < value or self._ended:
                break
            self.steps += 1
            if rest in self.counts:
                self._take((value, rest))

    def _extend(self, chosen: tuple[int, ...], left: int, more: int, start: int) -> None:
        """Try each next smallest amount; ``more`` amounts precede the last two, which are in the table."""
        if more == 1:
            self._look_up(chosen, left, start)
            return
        for place in range(self._first(left, more, start), self.upto):
            value = self.values[place]
            if value * (more + TERMS_MIN) > left or self._ended:
                return
            self.steps += 1
            self._extend((*chosen, value), left - value, more - 1, place)

    def _look_up(self, chosen: tuple[int, ...], left: int, start: int) -> None:
        """Try each last amount before the two that are in the table: nearly all of the work is here."""
        values, pairs, most = self.values, self.pairs, self.steps_max
        steps = self.steps
        for place in range(self._first(left, 1, start), self.upto):
            value = values[place]
            if value * (1 + TERMS_MIN) > left or steps >= most:
                break
            steps += 1
            last_two = pairs.get(left - value)
            if last_two is not None:
                steps += len(last_two)
                for low, high in last_two:
                    if low >= place:
                        self._take((*chosen, value, values[low], values[high]))
                if len(self.found) >= ENOUGH:
                    break
        self.steps = steps

    def _first(self, left: int, more: int, start: int) -> int:
        """Return the index of the first amount that is large enough even if all that follow are the largest."""
        if self.upto == 0:
            return 0
        return bisect_left(self.values, left - (more + 1) * self.values[self.upto - 1], start, self.upto)

    def _take(self, amounts: tuple[int, ...]) -> None:
        if all(self.counts[value] >= count for value, count in Counter(amounts).items()):
            self.found.append(amounts)
