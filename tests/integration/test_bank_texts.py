"""Nothing sure is wrong on the payments of a rental shop with few amounts, in 62 kinds of text (domain R44): the short form.

``tests.stress.bank_texts`` judges all 16,025 payments.
"""

import pytest

from domain.store.store import Store
from tests.support.bank_quality import measured
from tests.support.bank_texts import KINDS
from tests.support.sakila import DATA, MISSING, shop

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=MISSING)

CUSTOMERS = {"sqlite": 40, "postgres": 15}
CLEAR = ("word, number and name", "number and name in the text", "a creditor reference", "a QR reference")
"""Kinds that say beyond doubt which invoice is meant, and by whom or by a checked reference."""


async def test_no_wrong_proposal_is_sure_and_what_says_all_is(store: Store) -> None:
    tallies = await measured(store, shop(CUSTOMERS[store.backend.dialect]), seed=1)
    assert {name: each.wrong for name, each in tallies.items() if each.wrong} == {}
    assert tallies.keys() == {each.name for each in KINDS}
    for name in CLEAR:
        each = tallies[name]
        assert each.first == each.account_first == each.lines, (name, each)
        assert each.sure >= 0.9 * each.lines, (name, each)
    mistyped = [tallies[each.name] for each in KINDS if each.misleads and "mistyped" in each.name]
    assert sum(each.sure for each in mistyped) == sum(each.as_written for each in mistyped)
