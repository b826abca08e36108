"""Which amounts add up to a sum exactly: two to five of many, in bounded time (domain R26).

Equal amounts are one value with a count, so that five hundred equal fees cost no more than one. Sums of two are kept in a
table; sums of three to five are found by going through the one to three smallest amounts and looking the rest up. The
steps taken are counted, and a search that reaches its limit says that it did not see all.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

FEWEST, MOST = 2, 5
"""How many amounts a sum has."""
MOST_VALUES = 200
"""Different amounts of which sums of three and more are looked for: the smallest. Among more, every sum comes about."""
ENOUGH = 12
"""Different sums after which a search ends: nobody needs more to see that the amount alone decides nothing."""


class ExactSums(NamedTuple):
    """What a search found: sums as amounts in rising order, fewest amounts first, and whether these are all there are."""

    found: list[tuple[int, ...]]
    whole: bool


class Amounts:
    """Amounts in which sums are looked for. ``steps`` counts the work of all searches so far."""

    def __init__(self, amounts: Iterable[int]) -> None:
        self._counts = Counter(amounts)
        self._values = sorted(self._counts)
        self._pairs: dict[int, list[tuple[int, int]]] | None = None
        self.steps = 0

    def sums(self, target: int, most_steps: int) -> ExactSums:
        """Every way to make ``target`` of two to five amounts, each used as often as it is there.

        Deterministic, and within ``most_steps`` but for the table of pairs, which is made once for all searches.
        """
        if self._pairs is None:
            self._pairs = self._make_pairs()
        search = _Search(self._values, self._counts, self._pairs, target, most_steps)
        whole = search.run()
        self.steps += search.steps
        return ExactSums(search.found, whole)

    def _make_pairs(self) -> dict[int, list[tuple[int, int]]]:
        """Pairs of the smallest values by their sum, as places in the sorted values, the smaller first."""
        small = self._values[:MOST_VALUES]
        pairs: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for first, value in enumerate(small):
            for second in range(first if self._counts[value] > 1 else first + 1, len(small)):
                pairs[value + small[second]].append((first, second))
        self.steps += len(small) * (len(small) + 1) // 2
        return pairs


class _Search:
    """One search; ``run`` tells whether it saw everything."""

    def __init__(
        self,
        values: list[int],
        counts: Counter[int],
        pairs: dict[int, list[tuple[int, int]]],
        target: int,
        most_steps: int,
    ) -> None:
        self.values = values
        self.counts = counts
        self.pairs = pairs
        self.target = target
        self.most_steps = most_steps
        self.below = bisect_left(values, target)
        self.upto = min(self.below, MOST_VALUES)
        self.steps = 0
        self.found: list[tuple[int, ...]] = []

    def run(self) -> bool:
        self._twos()
        for size in range(FEWEST + 1, MOST + 1):
            self._extend((), self.target, size - FEWEST, 0)
        return self.below == self.upto and not self._ended

    @property
    def _ended(self) -> bool:
        return self.steps >= self.most_steps or len(self.found) >= ENOUGH

    def _twos(self) -> None:
        """Pairs of all values, not of the table's alone: looking the other half up needs no table."""
        for value in self.values[: self.below]:
            rest = self.target - value
            if rest < value or self._ended:
                break
            self.steps += 1
            if rest in self.counts:
                self._take((value, rest))

    def _extend(self, chosen: tuple[int, ...], left: int, more: int, start: int) -> None:
        """Goes through the next smallest amount; ``more`` of them come before the last two, which the table knows."""
        if more == 1:
            self._look_up(chosen, left, start)
            return
        for place in range(self._first(left, more, start), self.upto):
            value = self.values[place]
            if value * (more + FEWEST) > left or self._ended:
                return
            self.steps += 1
            self._extend((*chosen, value), left - value, more - 1, place)

    def _look_up(self, chosen: tuple[int, ...], left: int, start: int) -> None:
        """Goes through the last amount before the two that the table knows: nearly all of the work is here."""
        values, pairs, most = self.values, self.pairs, self.most_steps
        steps = self.steps
        for place in range(self._first(left, 1, start), self.upto):
            value = values[place]
            if value * (1 + FEWEST) > left or steps >= most:
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
        """The first amount that is large enough, where all that come after it are at most the largest."""
        if self.upto == 0:
            return 0
        return bisect_left(self.values, left - (more + 1) * self.values[self.upto - 1], start, self.upto)

    def _take(self, amounts: tuple[int, ...]) -> None:
        if all(self.counts[value] >= count for value, count in Counter(amounts).items()):
            self.found.append(amounts)
