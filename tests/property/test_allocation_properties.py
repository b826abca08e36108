"""For any amounts: money is conserved, no item exceeds its open amount, the order is kept."""

from hypothesis import given
from hypothesis import strategies as st

from domain.core.allocation import Mark, OpenAmount, allocate, follow_marks, pair_oldest_first
from domain.errors import NothingOpen, OverReconciled

amounts = st.integers(min_value=0, max_value=10**9)
positive = st.integers(min_value=1, max_value=10**9)


def open_amounts(first_id: int, smallest: int = 0) -> st.SearchStrategy[list[OpenAmount]]:
    cents = st.integers(min_value=smallest, max_value=10**6)
    return st.lists(cents, max_size=12).map(
        lambda all_: [OpenAmount(first_id + n, cents) for n, cents in enumerate(all_)]
    )


@given(amounts, open_amounts(1))
def test_allocating_conserves_money_and_fills_the_first_items_first(money: int, into: list[OpenAmount]) -> None:
    allocations = allocate(money, into)
    given_ = {allocation.item_id: allocation.amount_cents for allocation in allocations}
    assert sum(given_.values()) == min(money, sum(open_amount.open_cents for open_amount in into))
    assert [allocation.item_id for allocation in allocations] == sorted(given_)
    full = True
    for open_amount in into:
        taken = given_.get(open_amount.item_id, 0)
        assert 0 <= taken <= open_amount.open_cents
        assert full or taken == 0
        full = full and taken == open_amount.open_cents


@given(open_amounts(1), open_amounts(100))
def test_pairing_exhausts_one_side_and_never_exceeds_either(
    credits_: list[OpenAmount], debits: list[OpenAmount]
) -> None:
    pairings = pair_oldest_first(credits_, debits)
    total = sum(pairing.amount_cents for pairing in pairings)
    assert total == min(
        sum(open_amount.open_cents for open_amount in credits_), sum(open_amount.open_cents for open_amount in debits)
    )
    for side, index in ((credits_, 0), (debits, 1)):
        for open_amount in side:
            used = sum(pairing.amount_cents for pairing in pairings if pairing[index] == open_amount.item_id)
            assert used <= open_amount.open_cents
    assert len({pairing[:2] for pairing in pairings}) == len(pairings)
    assert [pairing[:2] for pairing in pairings] == sorted(pairing[:2] for pairing in pairings)


@given(open_amounts(1), open_amounts(100), st.data())
def test_a_second_pairing_finds_nothing_to_do(
    credits_: list[OpenAmount], debits: list[OpenAmount], data: st.DataObject
) -> None:
    every = [(credit.item_id, debit.item_id) for credit in credits_ for debit in debits]
    skip = set(data.draw(st.lists(st.sampled_from(every), max_size=5))) if every else set()
    pairings = pair_oldest_first(credits_, debits, skip)
    assert not skip & {pairing[:2] for pairing in pairings}

    def left(side: list[OpenAmount], index: int) -> list[OpenAmount]:
        used = {open_amount.item_id: 0 for open_amount in side}
        for pairing in pairings:
            used[pairing[index]] += pairing.amount_cents
        return [
            OpenAmount(open_amount.item_id, open_amount.open_cents - used[open_amount.item_id]) for open_amount in side
        ]

    assert pair_oldest_first(left(credits_, 0), left(debits, 1), skip) == []


@given(amounts, st.lists(st.tuples(open_amounts(1, smallest=0), st.none() | positive), max_size=5))
def test_marks_are_applied_exactly_or_refused(money: int, requested: list[tuple[list[OpenAmount], int | None]]) -> None:
    open_of: dict[int, int] = {}
    marks = []
    for marked, amount in requested:
        same = tuple(
            OpenAmount(open_amount.item_id, open_of.setdefault(open_amount.item_id, open_amount.open_cents))
            for open_amount in marked
        )
        marks.append(Mark(same, amount))
    try:
        allocations = follow_marks(money, marks, "USD")
    except (NothingOpen, OverReconciled) as refusal:
        assert 0 <= int(refusal.field[0]) < len(marks)  # noqa: PT017 - either outcome is right
        return
    assert len({allocation.item_id for allocation in allocations}) == len(allocations)
    assert all(0 < allocation.amount_cents <= open_of[allocation.item_id] for allocation in allocations)
    taken = sum(allocation.amount_cents for allocation in allocations)
    assert taken <= money
    assert taken >= sum(mark.amount_cents or 0 for mark in marks)
