"""Suggestions on real data: payments that name no order, nothing reconciled, on both databases (domain R26)."""

import pathlib

import pytest

from domain.store.store import Store
from tests.bench.suggestions import Tally, import_all, measure, reported
from tests.support.classicmodels import DATA, MISSING

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=MISSING)

MATCHED = {
    1: Tally(payments=250, first=250, sure=248),  # two are dated ten and eleven months before their order
    2: Tally(payments=19, first=19, sure=19),
    3: Tally(payments=2, first=2, sure=2),
    4: Tally(payments=2, first=2, sure=0),  # four orders out of 17 and 26: first, and never sure
}
"""By how many orders a payment is exactly the sum of; each of these sums is the only one."""


async def test_the_right_orders_come_first_and_no_wrong_one_is_certain(store: Store, tmp_path: pathlib.Path) -> None:
    await import_all(store, tmp_path)
    measured = await measure(store)
    print(f"\n{store.backend.dialect}\n{reported(measured)}")
    assert measured.wrong == []
    assert measured.by_orders == MATCHED
    assert measured.steps_max < 2_000
