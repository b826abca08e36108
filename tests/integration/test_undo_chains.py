"""Undoing undos in any order: a batch can be undone while what it did is in effect (domain R25a)."""

import random
from collections.abc import Awaitable, Callable

import pytest

from domain.errors import LaterChanges, WrongState
from domain.services.accounts import CreateAccount, UpdateAccount
from domain.services.reconciliations import CreateReconciliations, ReconciliationInput
from domain.services.undo.batch import UndoBatch
from domain.store.store import Store
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of
from tests.support.profile import by_profile

SEEDS = by_profile(suite=(0, 7, 10), ci=(0, 7, 10), long=range(60))
ON_POSTGRESQL = by_profile(suite=(0, 7), ci=(0, 7, 10), long=range(60))
"""Which batches may be undone is computed alike, and takes four times as long there."""


async def two_reconciliations(centre: Centre) -> object:
    first, second = await centre.items((await centre.invoice(300, 200)).result.transaction)
    paid = (await centre.items((await centre.payment(400)).result.transaction))[0].id
    return CreateReconciliations([ReconciliationInput(paid, first.id, 300), ReconciliationInput(paid, second.id, 50)])


async def a_name_and_members(centre: Centre) -> object:
    leo = (await centre.rows("select id from members where name = 'Leo'"))[0][0]
    return UpdateAccount(centre.rivera, "Bo Rivera", add_members=["Mia"], remove_member_ids=[leo])


async def an_account(_: Centre) -> object:
    return CreateAccount("1002", "Bo", "USD", None, ["Cy"])


COMMANDS: dict[str, Callable[[Centre], Awaitable[object]]] = {
    "reconciliations": two_reconciliations,
    "names": a_name_and_members,
    "accounts": an_account,
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("database_url", "seed"),
    [*(("sqlite", seed) for seed in SEEDS), *(("postgresql", seed) for seed in ON_POSTGRESQL)],
    indirect=["database_url"],
)
async def test_an_undo_succeeds_while_its_batch_is_in_effect(store: Store, name: str, seed: int) -> None:
    chance = random.Random(seed)
    centre = await Centre.open(store)
    command = await COMMANDS[name](centre)
    before = await centre.state()
    first = (await run(store, command)).batch_id
    assert first is not None
    after = await centre.state()
    made = {first: True}
    """Whether each batch brought what the first one did, or took it away."""
    there = True
    for _ in range(14):
        chosen = chance.choice(list(made))
        undone = await _undone(centre, chosen)
        if not undone and made[chosen] == there:
            undo = await run(store, UndoBatch(chosen))
            there = not there
            made[undo.batch_id] = there
        else:
            with pytest.raises(
                WrongState if undone else LaterChanges, match=r"already undone|undoBatch by command line"
            ):
                await run(store, UndoBatch(chosen))
        assert await centre.state() == (after if there else before)
        assert await _undone(centre, first) == (not there)
        assert await contradictions_of(store) == []
    assert len(made) > 4, "a story in which nothing happened"


async def _undone(centre: Centre, batch_id: int) -> bool:
    return bool(await centre.rows(f"select id from batches where id = {batch_id} and undone_by_id is not null"))


async def test_follows_the_active_replacement_not_the_longest_chain(store: Store) -> None:
    centre = await Centre.open(store)
    batches = [await run(store, await two_reconciliations(centre))]
    after = await centre.state()
    for of in (0, 1, 2, 3, 4, 1):  # the fifth undo leaves the first one standing, which the sixth takes back
        batches.append(await centre.undo(batches[of]))
    assert await centre.state() == after
    await centre.undo(batches[0])
    assert (await centre.state())["reconciliations"] == []
    with pytest.raises(LaterChanges, match=r"batch: undoBatch by command line on [-0-9: ]+ UTC\. Undo"):
        await centre.undo(batches[6])
