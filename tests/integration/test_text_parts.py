"""The index of the parts of searched texts: it changes no answer, follows every change, and ``verify`` proves it."""

import random
from collections.abc import Iterator

import pytest

from domain.core.folding import folded
from domain.queries.search import ACCOUNT_SEARCH, search_condition
from domain.services.accounts import CreateAccount, UpdateAccount
from domain.services.erasing import ErasePerson
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from domain.store.text_parts import BEHIND, FEW, question_on_sqlite
from domain.tables.texts import text_index
from domain.verifying.verify import verify
from tests.support.centre import Centre, execute

OWNERS = ("Élodie Ünal", "Ann O'Hara-Lee", 'Jo "Q" \\Z', "李小龙", "Groß & Co", "u", "Annanna", "Νίκος 7")
FOLD = "insert into unindexed_texts (id, table_name, row_id) values (1024, '', 0)"


def parts_of(text: str) -> Iterator[str]:
    """Each part of a text that is a search, up to the whole."""
    for first in range(len(text)):
        for beyond in range(first + 1, len(text) + 1):
            if folded(text[first:beyond]):
                yield text[first:beyond]


async def index_now(store: Store) -> None:
    """Let SQLite index what waits; PostgreSQL does so at once."""
    if store.backend.dialect == "sqlite":
        await execute(store, FOLD)


def asked(question: Sql, text: str) -> Program[str]:
    """What the expression of a question comes to for a text."""
    ((found,),) = yield Query(question, text=text)
    return str(found)


def found_by(text: str, *, many: bool) -> Program[set[int]]:
    """The accounts that a search finds; ``many``: as if the index named that too many rows may have the text."""
    condition, arguments = search_condition(ACCOUNT_SEARCH, text, money=False)
    if many:
        condition = condition.replace(f"<= {FEW}", "< 0").replace(f"> {FEW}", ">= 0")
    return {row[0] for row in (yield Query(Sql(f"select a.id from accounts a where {condition}"), **arguments))}


async def test_each_part_of_a_text_is_found_before_and_after_it_is_indexed(store: Store) -> None:
    centre = await Centre.open(store)
    for number, owner in enumerate(OWNERS):
        await centre.account(f"{number}{number}", owner)
    texts = {
        row[0]: row[1:]
        for row in await centre.rows("select id, number_key, owner_name_key, 'leo', 'sofia' from accounts")
    }
    searches = sorted(
        {part for owner in (*OWNERS, "22", "Ann Rivera") for part in parts_of(owner)} | {"zz", "zzz", "z"}
    )

    def search_all() -> Program[None]:
        for search in searches:
            expected = {each for each, keys in texts.items() if any(folded(search) in key for key in keys)}
            for many in (False, True):
                assert (yield from found_by(search, many=many)) == expected, (search, many)

    await store.read(search_all())
    if store.backend.dialect == "sqlite":  # which does not index at once
        await index_now(store)
        await store.read(search_all())
    assert await verify(store) == []


async def test_texts_that_are_much_alike_are_found_as_by_reading_all(store: Store) -> None:
    """Most have the same beginnings and words, which the index is hardly asked for."""
    centre, chance = await Centre.open(store), random.Random(5)
    made = [f"Family {chance.choice(['Lee', 'Li', 'Leeds'])} of {chance.randrange(30)} Elm Street" for _ in range(90)]
    fields = ("USD", None, ())
    await centre.do_all([CreateAccount(f"FAM-2026-{n:03}", owner, *fields) for n, owner in enumerate(made)])
    await index_now(store)
    keys = await centre.rows("select id, number_key, owner_name_key from accounts")
    texts = [chance.choice(row[1:]) for row in keys]
    starts = [chance.randrange(len(text) - 2) for text in texts]
    searches = {folded(text[each : each + chance.randrange(3, 40)]) for text, each in zip(texts, starts, strict=True)}
    searches |= {"family", "elm street", "street 3", "fam-2026-04", "family lee of 7 elm street", "elm street of"}

    def search_all() -> Program[None]:
        for search in sorted(searches):
            expected = {row[0] for row in keys if any(search in key for key in row[1:])}
            assert (yield from found_by(search, many=False)) == expected, search

    await store.read(search_all())


async def test_sqlite_is_asked_for_no_part_that_most_rows_have(sqlite_store: Store) -> None:
    centre = await Centre.open(sqlite_store)
    await centre.accounts([f"{number:03}" for number in range(4 * BEHIND)])
    question = Sql(f"select {question_on_sqlite(text_index('account'), ':text')}")
    for text, parts in {
        "owner 071": '"071" " 07"',
        "071": '"071"',
        "owner": '"ner" "own" "wne"',  # there is no other
        "zuniga": '"iga" "zun" "nig" "uni"',
        "owner zuniga": '"iga" "zun" "nig" "uni"',
    }.items():
        assert await sqlite_store.read(asked(question, text)) == parts


async def test_a_changed_text_is_found_by_its_new_parts_alone(store: Store) -> None:
    centre = await Centre.open(store)
    first, second = await centre.account("7", "Walter Old"), await centre.account("8", "Wilma Old")
    await centre.do(UpdateAccount(first, owner_name="Walter Twice"))
    await index_now(store)
    await centre.do(UpdateAccount(first, owner_name="Walter New"))
    await centre.do(UpdateAccount(second, owner_name="Wilma New"))
    for _ in range(2):
        for search, expected in {
            "wal": {first},
            "new": {first, second},
            "old": set(),
            "twice": set(),
            "ma": {second},
        }.items():
            assert await store.read(found_by(search, many=False)) == expected, search
        assert await verify(store) == []
        await index_now(store)


async def test_the_index_holds_no_part_of_whom_was_erased(store: Store) -> None:
    centre = await Centre.open(store)
    account = await centre.account("7", "Xaver Quux")
    await index_now(store)
    await centre.do(ErasePerson(account))
    if store.backend.dialect == "sqlite":
        rows = await centre.rows("select distinct term from account_text_parts where term >= 'qu' and term < 'qv'")
    else:
        rows = await centre.rows("select texts from account_texts where strpos(texts, 'quux') > 0")
    assert rows == []
    assert await verify(store) == []


DAMAGES = {
    "sqlite": (
        "insert into account_texts (account_texts, rowid, texts) select 'delete', id, texts from account_texts_indexed",
        "insert into account_texts (rowid, texts) values (5, 'more')",
        "delete from unindexed_texts where id = (select max(id) from unindexed_texts)",
        "delete from unindexed_texts where id = 1",
        "update unindexed_texts set row_id = row_id + 1 where id = 2",
        "insert into unindexed_texts (table_name, row_id) select table_name, row_id from unindexed_texts where id = 1",
    ),
    "postgres": (
        "delete from account_texts where id = (select max(id) from account_texts)",
        "insert into account_texts (id, texts) values (5, 'more')",
        "update account_texts set texts = 'other' where id = (select max(id) from account_texts)",
    ),
}


@pytest.mark.parametrize(
    ("database_url", "damage"),
    [(dialect, damage) for dialect, damages in DAMAGES.items() for damage in damages],
    indirect=["database_url"],
)
async def test_verify_finds_what_the_index_lacks_or_has_too_much(store: Store, damage: str) -> None:
    centre = await Centre.open(store)
    await index_now(store)
    await centre.account("7", "Walter New")
    await execute(store, damage)
    assert {(each.rule, "searche" in each.message) for each in await verify(store)} == {("R37a", True)}
