"""Texts of a database of the first version get their one form and their keys, by one audited batch (domain R37)."""
# ruff: noqa: RUF001 - letters that look alike are what this is about

import pathlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.core.folding import folded
from domain.core.text import form_by_name
from domain.errors import LaterChanges, WrongState
from domain.permissions import OPERATOR
from domain.services.undo.batch import UndoBatch
from domain.store.migrate import Migrated, migrate
from domain.store.store import Store
from domain.tables import CHANGEABLE, UNAUDITED
from domain.verifying.verify import verify
from tests.support.asking import ask
from tests.support.centre import Centre
from tests.support.filled import made, made_by
from tests.support.former_version import fill_former, first_migration
from tests.support.migrations import NAMES
from tests.support.replay import read_log, replay

LINES = [
    "The number 'A-1\\ufeff' of a later account looked like A-1: it is A-1~2 now.",
    "The number '\\u2060A-1' of a later account looked like A-1: it is A-1~3 now.",
    "The code 'SWIM\\u200b' of a later ledger code looked like SWIM: it is SWIM~2 now.",
    "The number 'B-7' of a later transaction looked like B-7: it is B-7~3 now.",
    "The number 'INV-1\\u200b' of a later transaction looked like INV-1: it is INV-1~2 now.",
    "The number 'INV\\xad-1' of a later transaction looked like INV-1: it is INV-1~3 now.",
]


class Former:
    """A database of the first version that was brought up to date."""

    def __init__(self, url: str, done: Migrated, store: Store) -> None:
        self.url = url
        self.done = done
        self.store = store

    async def column(self, statement: str) -> list[Any]:
        return [row[0] for row in await ask(self.url, statement)]

    async def batch(self, number: str) -> int:
        """The batch that recorded the transaction that has this number now."""
        return int((await self.column(f"select batch_id from transactions where number = '{number}'"))[0])


async def make_former(url: str, folder: pathlib.Path) -> Migrated:
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(folder)
        await fill_former(url, folder / f"first_of_{folder.name}")
        return await migrate(url)


former_url = made_by(make_former)


@pytest.fixture
async def former(former_url: str) -> AsyncIterator[Former]:
    store = await Store.open(former_url)
    yield Former(former_url, made[former_url], store)
    await store.close()


async def test_every_text_gets_its_form_and_its_key(former: Former) -> None:
    assert former.done.lines[0].startswith("Texts of ")
    assert sorted(former.done.lines[1:]) == sorted(LINES)
    for cls in CHANGEABLE:
        for name in () if cls in UNAUDITED else cls.texts():
            for text in await former.column(f"select {name} from {cls.TABLE} where {name} is not null"):
                assert text == form_by_name(name)(text) != ""
        for key, name in cls.KEYS.items():
            for text, stored in await ask(former.url, f"select {name}, {key} from {cls.TABLE}"):
                assert stored == folded(text or "")
    assert await former.column("select owner_name from accounts order by number") == [
        "Élise Roy-Coˆté", "O’Brien", "Third", "Plain Name",
    ]  # fmt: skip
    assert await former.column("select reference from transactions where number in ('P-1', 'P-2') order by number") == [
        "INV-1 réf", None,
    ]  # fmt: skip
    descriptions = await former.column("select description from items order by recording_seq, account_id, position")
    assert {"Swim lessons one", "été", "gone"} <= set(descriptions)
    assert await former.column("select number from transactions where withdrawn_at is not null") == ["GONE", "GONE"]


async def test_the_log_records_it_and_stays_whole(former: Former) -> None:
    assert await verify(former.store) == []
    batches = await ask(former.url, "select id, recorded_by from batches where mutation = 'migrateTexts'")
    assert [by for _, by in batches] == ["command line"]
    actions = await former.column(f"select distinct action from audit_events where batch_id = {batches[0][0]}")
    assert set(actions) == {
        "account.changed", "member.changed", "ledgerCode.changed", "user.changed", "apiToken.changed",
        "subscription.changed", "transaction.reworded",
    }  # fmt: skip


async def test_a_replay_of_the_log_gives_the_same_state(former: Former, tmp_path: pathlib.Path) -> None:
    url = f"sqlite:///{tmp_path / 'replayed.db'}"
    await migrate(url)
    other = await Store.open(url)
    batches, events = await former.store.read(read_log())
    await other.backend.run_unit(lambda: replay(batches, events))
    assert await Centre(other).state() == await Centre(former.store).state()
    assert await verify(other) == []
    await other.close()


async def test_what_was_recorded_before_can_be_undone(former: Former) -> None:
    for number in ("INV-1~3", "B-7~3", "B-7"):
        await former.store.run(UndoBatch(await former.batch(number)), OPERATOR)
    renamed = await former.column("select id from batches where mutation = 'updateAccount'")
    await former.store.run(UndoBatch(renamed[0]), OPERATOR)
    assert "Élise Roy" in await former.column("select owner_name from accounts")
    assert await verify(former.store) == []


async def test_the_migration_is_never_undone_nor_named_as_what_to_undo(former: Former) -> None:
    batch = (await former.column("select id from batches where mutation = 'migrateTexts'"))[0]
    with pytest.raises(WrongState, match="cannot be undone"):
        await former.store.run(UndoBatch(batch), OPERATOR)
    with pytest.raises(LaterChanges) as refused:
        await former.store.run(UndoBatch(await former.batch("INV-1")), OPERATOR)
    assert batch not in refused.value.later_batches
    assert refused.value.later_batches


async def test_a_database_without_odd_texts_gets_no_batch(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    url = f"sqlite:///{tmp_path / 'plain.db'}"
    await migrate(url, apps=first_migration(tmp_path / "first_plain"))
    await ask(url, "insert into batches values (1, 'createAccount', 1, 'Kim', 'user:1', null, null)")
    done = await migrate(url)
    assert (len(done.applied), done.lines) == (len(NAMES) - 1, [])
    assert await ask(url, "select mutation from batches") == [("createAccount",)]
