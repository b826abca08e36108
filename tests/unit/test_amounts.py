"""Finding amounts that add up, and the limits of the search."""

import random

import pytest

from domain.core.amounts import ENOUGH, VALUES_MAX, Amounts

TABLE = VALUES_MAX * (VALUES_MAX + 1) // 2


@pytest.mark.parametrize(
    ("amounts", "target", "found"),
    [
        ([7_500, 2_000, 500], 9_500, [(2_000, 7_500)]),
        ([7_500, 2_000, 500], 10_000, [(500, 2_000, 7_500)]),
        ([7_500, 2_000], 7_500, []),
        ([5_000], 10_000, []),
        ([5_000, 5_000], 10_000, [(5_000, 5_000)]),
        ([1, 2, 4, 8, 16, 32], 31, [(1, 2, 4, 8, 16)]),
        ([1, 2, 4, 8, 16, 32], 63, []),
        ([30, 40, 60, 70], 100, [(30, 70), (40, 60)]),
        ([10, 20, 30, 40], 60, [(20, 40), (10, 20, 30)]),
        ([], 100, []),
        ([500, 2_000, 2_000], 4_500, [(500, 2_000, 2_000)]),
        ([500, 2_000], 4_500, []),
        ([3, 3, 3], 9, [(3, 3, 3)]),
        ([3, 3, 4], 9, []),
        ([1, 1, 1, 1, 6], 10, [(1, 1, 1, 1, 6)]),
        ([5, 6, 7], 5, []),
    ],
    ids=[
        "two",
        "three",
        "one-is-no-sum",
        "not-used-twice",
        "equals",
        "five",
        "six-are-too-many",
        "two-ways",
        "sizes",
        "none",
        "a-pair-of-three",
        "no-pair",
        "three-alike",
        "only-two-alike",
        "four-alike-of-five",
        "all-too-much",
    ],
)
def test_finds_sums_of_two_to_five_amounts_using_each_as_often_as_present(
    amounts: list[int], target: int, found: list[tuple[int, ...]]
) -> None:
    assert Amounts(amounts).sums(target, 1_000) == (found, True)


def test_five_hundred_equal_amounts_are_one_value() -> None:
    amounts = Amounts([7_500] * 500)
    assert amounts.sums(15_000, 1_000) == ([(7_500, 7_500)], True)
    assert amounts.sums(37_500, 1_000) == ([(7_500,) * 5], True)
    assert amounts.steps <= 10


def test_a_search_that_reaches_its_limit_reports_itself_incomplete() -> None:
    chance = random.Random(1)
    amounts = Amounts(chance.randint(1_000, 9_999_999) for _ in range(150))
    found, whole = amounts.sums(20_000_003, 2_000)
    assert not whole
    assert amounts.steps <= TABLE + 2_000 + VALUES_MAX
    assert len(found) < ENOUGH


def test_a_search_stops_once_the_amount_is_ambiguous() -> None:
    amounts = Amounts(range(500, 50_000, 500))
    found, whole = amounts.sums(30_000, 1_000_000)
    assert not whole
    assert ENOUGH <= len(found) < ENOUGH + VALUES_MAX
    assert amounts.steps < TABLE + 1_000


def test_no_sum_is_unique_among_more_values_than_are_searched() -> None:
    values = [1_000_000 + 7 * number for number in range(VALUES_MAX)]
    assert Amounts(values).sums(2_000_007, 10**6) == ([(1_000_000, 1_000_007)], True)
    assert not Amounts([*values, 1_999_999]).sums(2_000_007, 10**6).complete
    assert Amounts([*values, 3_000_000]).sums(2_000_007, 10**6).complete


@pytest.mark.parametrize(
    ("values", "target", "steps", "pairs"),
    [
        ([500, 2_000, 7_500], 9_500, 2 + 2 + 5 + 7, 1),
        ([1, 2, 3, 1_000], 2_500, 4 + 0 + 3 + 9, 0),
        ([500, 2_000], 4_500, 2 + 1 + 2 + 3, 0),
        ([5, 6], 100, 2, 0),
        ([5, 6], 5, 0, 0),
    ],
)
def test_every_step_counts_towards_the_limit(values: list[int], target: int, steps: int, pairs: int) -> None:
    """A step is an amount tried, for sums of two, three, four and five, or one of the pairs that are looked at."""
    amounts = Amounts(values)
    table = len(values) * (len(values) + 1) // 2
    assert amounts.sums(target, 1_000).complete
    assert amounts.steps == table + steps
    assert amounts.sums(target, 1_000).complete
    assert amounts.steps == table + 2 * steps
    for limit in range(steps + 1):
        limited = Amounts(values)
        assert not limited.sums(target, limit).complete
        assert limited.steps <= table + limit + pairs
    assert Amounts(values).sums(target, steps + 1).complete


def test_enough_sums_of_two_end_the_search_at_once() -> None:
    odd = [*range(1, 2 * ENOUGH, 2)]
    found, whole = Amounts([*odd, *(1_000 - each for each in odd)]).sums(1_000, 10**6)
    assert found == [(each, 1_000 - each) for each in odd]
    assert not whole


def test_enough_sums_of_three_end_the_search_at_once() -> None:
    low = [100 + 10 * number for number in range(ENOUGH)]
    amounts = Amounts([1, *low, *(1_000 - each for each in low)])
    found, whole = amounts.sums(1_001, 10**6)
    assert sorted(found) == [(1, each, 1_000 - each) for each in low]
    assert not whole
    table = len(amounts.values) * (len(amounts.values) + 1) // 2
    assert amounts.steps == table + (1 + ENOUGH) + 1 + ENOUGH
