"""The log of a former version is checked, chained anew and sealed, with its personal texts apart (domain R16a)."""

import pathlib

import orjson
import pytest

from domain.errors import WrongState
from domain.migrations import _sealed_log
from domain.permissions import OPERATOR
from domain.services.undo.batch import UndoBatch
from domain.store.migrate import migrate
from domain.store.snapshots import LOGGED
from domain.store.store import Store
from domain.tables.record import logged_columns, no_personal_values, personal_columns
from domain.verifying.verify import verify
from tests.support.asking import ask
from tests.support.filled import made_by
from tests.support.former_version import fill_former
from tests.support.migrations import OwnMigrations

BEFORE = "0015_book_sums"
NAMES = ("Élise", "Plain Name", "Third")


@pytest.fixture(autouse=True)
def pages_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sealed_log, "PAGE", 7)


async def make_former(url: str, folder: pathlib.Path) -> None:
    """A database of the version before, with a log that versions of every age have written."""
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(folder)
        await fill_former(url, folder / f"first_of_{folder.name}")
        await migrate(url, apps=OwnMigrations(folder / f"before_{folder.name}", through=BEFORE).apps)


former = made_by(make_former)


HEADS = (
    "select coalesce(e.account_id, 0), max(e.seq) from audit_events e group by coalesce(e.account_id, 0)",
    "select id, audit_seq, audit_hash from accounts union all select 0, audit_seq, audit_hash from organisations",
)


async def test_each_chain_begins_with_its_former_head(former: str) -> None:
    chains = {row[0] for row in await ask(former, HEADS[0])}
    heads = {row[0]: (row[1], row[2]) for row in await ask(former, HEADS[1]) if row[0] in chains}
    assert len(heads) > 3
    await migrate(former)
    entries = await ask(former, "select coalesce(account_id, 0), action, after, hash from audit_events where seq = 0")
    assert {row[0] for row in entries} == chains
    for chain, action, after, seal in entries:
        kept = orjson.loads(after)
        assert (action, kept["seq"], kept["hash"]) == ("batch.rechained", *heads[chain])
        assert kept["broken_at"] is None
        assert seal is not None
    store = await Store.open(former)
    assert await verify(store) == []
    await store.close()


async def test_events_keep_their_places_and_no_personal_text(former: str) -> None:
    columns = "id, account_id, seq, batch_id, action, entity_id, recorded_at"
    order = f"select {columns} from audit_events where seq > 0 order by id"
    before = await ask(former, order)
    texts = await ask(former, "select after from audit_events")
    assert all(any(name in str(text) for text in texts) for name in NAMES)
    await migrate(former)
    assert await ask(former, order) == before
    held = str(await ask(former, "select before, after from audit_events"))
    apart = str(await ask(former, "select before, after from audit_texts"))
    assert not [name for name in NAMES if name in held]
    assert not [name for name in NAMES if name not in apart]


async def test_damage_of_the_former_log_goes_on_being_reported(former: str) -> None:
    drop = "drop trigger audit_never_updated"
    await ask(former, drop if former.startswith("sqlite") else f"{drop} on audit_events")
    ((chain, seq),) = await ask(
        former, "select account_id, seq from audit_events where account_id is not null and seq > 1 order by id limit 1"
    )
    await ask(former, f"update audit_events set recorded_by = 'x' where account_id = {chain} and seq = {seq}")
    await ask(
        former,
        "create trigger audit_never_updated before update on audit_events begin select 1; end"
        if former.startswith("sqlite")
        else "create trigger audit_never_updated before update on audit_events for each row "
        "execute function refuse_audit_change()",
    )
    done = await migrate(former)
    (line,) = done.lines
    assert line.startswith(f"The audit log of the account with id {chain} was damaged at event {seq} before this.")
    store = await Store.open(former)
    message = f"Audit event {seq} did not follow from the one before it when the log was chained anew."
    assert [(finding.account_id, finding.message) for finding in await verify(store)] == [(chain, message)]
    await store.close()


async def test_events_that_were_missing_at_the_end_go_on_being_reported(former: str) -> None:
    ((chain, seq),) = await ask(former, "select id, audit_seq from accounts where audit_seq > 0 order by id limit 1")
    await ask(former, f"update accounts set audit_seq = audit_seq + 1 where id = {chain}")
    assert len((await migrate(former)).lines) == 1
    store = await Store.open(former)
    messages = [finding.message for finding in await verify(store)]
    assert f"Audit event {seq + 1} did not follow from the one before it when the log was chained anew." in messages
    await store.close()


async def test_it_is_never_undone(former: str) -> None:
    await migrate(former)
    ((batch,),) = await ask(former, "select id from batches where mutation = 'migrateLog'")
    store = await Store.open(former)
    with pytest.raises(WrongState, match="cannot be undone"):
        await store.run(UndoBatch(batch), OPERATOR)
    await store.close()


async def test_an_empty_log_gets_no_batch(database_url: str) -> None:
    assert await ask(database_url, "select * from batches") == []


def test_columns_keep_their_places_in_snapshots() -> None:
    """Arrays hold values in the order of columns: new ones come last, and none moves, goes or becomes personal."""
    for noun, columns in _sealed_log._COLUMNS.items():
        cls = LOGGED[noun]
        at_first = columns.split()
        assert list(logged_columns(cls)[: len(at_first)]) == at_first
        personal = _sealed_log._PERSONAL.get(noun, {})
        empty = dict(zip(personal_columns(cls), no_personal_values(cls), strict=True))
        assert list(empty.items())[: len(personal)] == list(personal.items())
