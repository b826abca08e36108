"""``python -m domain.migrations NAME`` writes what the row classes have and the migrations lack."""

import pathlib

import pytest

from domain import tables
from domain.migrations.__main__ import main, write_migration
from domain.store.migrate import migrate
from domain.tables import Record, TransactionRow
from domain.tables.record import table
from domain.tables.references import AccountId
from tests.support.asking import ask
from tests.support.migrations import OwnMigrations

SQL = """\
-- Write here the statements that make these changes, on both databases:
--   Create model own_notes
--   Add field own_memo to transactions
--   Delete model sign_in_codes
-- What differs goes to {name}.sqlite.sql and {name}.postgres.sql (see CONTRIBUTING, \
"Migrations").
"""
STATEMENTS = """\
CREATE TABLE own_notes (
    id {id} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id)
);

ALTER TABLE transactions ADD COLUMN own_memo TEXT;

DROP TABLE sign_in_codes;
"""


@table("transactions", noun="transaction")
class MemoRow(TransactionRow):
    """A transaction with one column more."""

    own_memo: str | None = None


@table("own_notes", noun="ownNote")
class NoteRow(Record):
    """A table more."""

    account_id: AccountId


def changed() -> list[type[Record]]:
    """Row classes of which one has a column more, one is new, and one is gone."""
    left = {tables.TransactionRow, tables.SignInCodeRow}
    return [*(each for each in tables.all_tables() if each not in left), MemoRow, NoteRow]


async def test_a_migration_is_written_completed_and_applied(
    sqlite_url: str, postgres_url: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    own = OwnMigrations(tmp_path / f"written_in_{tmp_path.name}")
    (sql,) = await write_migration("transaction_memo", own.apps_of(*changed()))
    name = own.next("transaction_memo")
    assert sql.name == f"{name}.sql"
    assert sql.read_text() == SQL.replace("{name}", name)
    sql.write_text(STATEMENTS)
    assert await write_migration("again", own.apps_of(*changed())) == []
    for url in (sqlite_url, postgres_url):
        assert (await migrate(url, apps=own.apps)).applied == [name]
        assert await ask(url, "select t.own_memo, n.account_id from transactions t, own_notes n") == []


def test_there_is_nothing_to_write_for_the_product_itself() -> None:
    folder = pathlib.Path(tables.__path__[0]).parent / "migrations"
    before = set(folder.iterdir())
    answer = main(["memo"])
    written = set(folder.iterdir()) - before
    for each in written:
        each.unlink()
    assert (answer, written) == ("There is nothing to write: the row classes and the migrations agree.", set())


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["Memo"], ["../memo"]])
def test_a_migration_needs_a_name(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match=r"^usage: "):
        main(arguments)
