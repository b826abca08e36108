"""The command that measures suggestions (domain R38c)."""

import asyncio
import pathlib

from domain.services.reconciliations import CreateReconciliations, ReconciliationInput
from domain.store.migrate import migrate
from domain.store.store import Store
from tests.support.centre import Centre, run
from tests.support.shell import Shell
from tests.support.suggestions import invoice, payment


async def chosen_otherwise(url: str) -> None:
    """A payment of exactly one invoice that a person has reconciled with another, and one as it would be suggested."""
    await migrate(url)
    store = await Store.open(url)
    centre = await Centre.open(store)
    await invoice(centre, "A-1", 7_500)
    (larger,) = await invoice(centre, "A-2", 9_000)
    paid = await payment(centre, 7_500)
    await run(store, CreateReconciliations([ReconciliationInput(paid.id, larger.id, 7_500)]))
    (right,) = await invoice(centre, "A-3", 3_011)
    paid = await payment(centre, 3_011)
    await run(store, CreateReconciliations([ReconciliationInput(paid.id, right.id, 3_011)]))
    await store.close()


def test_measures_what_was_reconciled_by_hand(tmp_path: pathlib.Path) -> None:
    url = f"sqlite:///{tmp_path / 'tieout.db'}"
    asyncio.run(chosen_otherwise(url))
    tieout = Shell(tmp_path, url)
    measured = tieout("suggestions", "measure")
    reason = "Invoice A-1 has exactly 75.00 USD open. Nothing else on the account fits."
    assert (measured.returncode, measured.stdout.splitlines()) == (
        0,
        [
            "Choices by hand: 2",
            "Something proposed: 2",
            "The chosen one first: 1",
            "Called sure: 2",
            "Sure and wrong: 1",
            "Right among the sure: 9.5% to 90.5% (Wilson's score interval of 95 %)",
            "Accepted suggestions, in no figure above: 0",
            f"Wrong: PAY-1001-1: suggested 75.00 USD for A-1. {reason} Chosen: 75.00 USD for A-2.",
        ],
    )
    assert tieout("suggestions", "measure", "--period", "2025").stdout.startswith("Choices by hand: 0\n")
    assert tieout("suggestions", "measure", "--period", "soon").returncode == 2
