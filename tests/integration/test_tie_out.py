"""The three-way tie-out holds to the cent on random statements explained in all ways (domain R45): the short form.

``tests.stress.tie_out`` takes a thousand statements.
"""

from tests.stress.tie_out import tied_out

WAYS = {"_record", "_split", "_match", "_payout", "_fee", "_other", "_ignore", "_refund", "_returned"}


async def test_both_sides_tie_out_by_an_independent_oracle(sqlite_url: str) -> None:
    oracle = await tied_out(sqlite_url, 48, seed=7)
    assert oracle.done.keys() >= WAYS, "something was never tried"


async def test_the_same_holds_on_postgresql(postgres_url: str) -> None:
    oracle = await tied_out(postgres_url, 12, seed=8, cents=1)
    assert oracle.done["cents found"] > 0
