"""``verify`` finds what contradicts on the bank's side, whatever caused it (domain R42, R43, R43b)."""

from itertools import islice

import pytest

from domain.core.money import MAX_CENTS
from domain.queries.bank_graph import open_sums
from domain.services.bank.lines import PartInput
from domain.services.bank.recording import ShareInput
from domain.store.store import Store
from domain.tables import (
    BankAccountRow,
    BankLinePartRow,
    BankLineRow,
    BankStatementLineRow,
    BankStatementRow,
    PayerAccountRow,
    PayerRow,
    Record,
)
from domain.tables.record import logged_columns, personal_columns
from domain.verifying.verify import verify
from tests.support.bank import Bank, movement, paid
from tests.support.centre import Centre
from tests.support.damages import BANK_COLUMNS
from tests.support.filled import filled_once
from tests.support.graphql import Api
from tests.support.profile import by_profile
from tests.support.tampering import damaging, findings_of, opened

LINE, OUT, PAYMENT = "where amount_cents = 5000", "where amount_cents = -300", "where number = 'P-1'"
DAMAGES = {
    "a line's explained part": (
        "update bank_lines set explained_cents = 1 where amount_cents = 5000",
        "R43",
        "explained part",
    ),
    "a part that is more": ("update bank_line_parts set amount_cents = 5001", "R43", "between 0 and its amount"),
    "a transaction's part on lines": (
        "update transactions set banked_cents = 1 where number = 'P-1'",
        "R43",
        "on bank lines",
    ),
    "a part of another direction": ("update bank_line_parts set amount_cents = -4000", "R43", "direction"),
    "a transaction that was undone": (
        "update transactions set withdrawn_at = 1 where number = 'P-1'",
        "R43b",
        "undone",
    ),
    "a line of no statement": ("delete from bank_statement_lines where position = 1", "R42", "no statement"),
    "a withdrawn line that is named": (
        "update bank_lines set withdrawn_at = 1 where amount_cents = -300",
        "R42",
        "withdrawn",
    ),
    "a statement that does not add up": ("update bank_statements set closing_cents = 5", "R42", "closing balance"),
    "a statement's number of lines": ("update bank_statements set line_count = 5", "R42", "number of lines"),
    "another text": (f"update bank_lines set text = 'forged' {OUT}", "R16", "text"),
    "a part less": ("delete from bank_line_parts", "R16", "gone"),
    "an ignored line": (
        "update bank_lines set ignored_reason = null where amount_cents = -300",
        "R16",
        "ignored_reason",
    ),
}


TOGETHER = (
    "a line's explained part",
    "a transaction's part on lines",
    "a statement that does not add up",
    "a withdrawn line that is named",
    "an ignored line",
)
"""Damages that are found in each other's presence."""


async def explained_line(store: Store) -> None:
    """A line that a payment explains, and one that is ignored."""
    centre = await Centre.open(store)
    bank = await Bank.open(centre)
    await bank.give(movement(5_000, "in"), movement(-300, "out"), opening=0, closing=4_700)
    lines = {line.amount: line.id for line in await bank.lines()}
    await bank.match(lines[5_000], paid(await centre.payment(4_000, number="P-1")))
    await bank.ignore(lines[-300])
    assert await verify(store) == []


line_url = filled_once(explained_line)


async def test_damage_on_the_banks_side_is_found(line_url: str, subtests: pytest.Subtests) -> None:
    async with opened(line_url) as database:
        for name, (sql, rule, words) in DAMAGES.items():
            with subtests.test(name):
                await database.begin()
                try:
                    assert not await findings_of(database, rule)
                    await database.execute(sql)
                    found = await findings_of(database, rule)
                finally:
                    await database.rollback()
                assert any(each.rule == rule and words in each.message for each in found), found


async def test_a_whole_verification_finds_damage_on_the_banks_side(line_url: str) -> None:
    async with damaging(line_url) as database:
        for name in TOGETHER:
            await database.execute(DAMAGES[name][0])
        found = (await database.verified()).findings
    for _, rule, words in (DAMAGES[name] for name in TOGETHER):
        assert any(each.rule == rule and words in each.message for each in found), found


async def test_sums_of_lines_may_be_beyond_what_a_database_adds_up(store: Store) -> None:
    """A thousand of the largest amounts exceed 2^63."""
    centre = await Centre.open(store)
    bank = await Bank.open(centre)
    count = 1_025
    total = count * MAX_CENTS
    await bank.give(*(movement(MAX_CENTS, str(each)) for each in range(count)), opening=-MAX_CENTS, closing=None)
    await bank.give(movement(MAX_CENTS, "down"), movement(-MAX_CENTS, "up"), opening=-MAX_CENTS, closing=-MAX_CENTS)
    assert await verify(store) == []
    assert await store.read(open_sums([bank.id])) == {bank.id: (count + 2, total)}
    async with Api(store) as api:
        answer = await api("{ bankAccounts { nodes { openLines openCents } } }")
    assert [each["extensions"]["code"] for each in answer["errors"]] == ["OUT_OF_RANGE"], answer


BANK_TABLES: dict[str, type[Record]] = {
    cls.TABLE: cls
    for cls in (
        BankAccountRow,
        BankStatementRow,
        BankLineRow,
        BankStatementLineRow,
        BankLinePartRow,
        PayerRow,
        PayerAccountRow,
    )
}


ONE_IN = by_profile(
    suite={"sqlite": 1, "postgres": 3}, ci={"sqlite": 1, "postgres": 3}, long={"sqlite": 1, "postgres": 1}
)
"""What is compared is the same on both, and ten times as slow on PostgreSQL."""


@pytest.mark.parametrize("table", BANK_TABLES)
def test_each_column_of_the_banks_side_has_another_value_to_try(table: str) -> None:
    columns = {*logged_columns(BANK_TABLES[table]), *personal_columns(BANK_TABLES[table])} - {"id"}
    assert BANK_COLUMNS[table].keys() == columns


async def explained_lines(store: Store) -> None:
    """Two bank accounts, each with a statement; lines explained in several ways, and payers who are remembered."""
    centre = await Centre.open(store)
    kim = await centre.account("1002", "Kim Lee")
    first, bank = await Bank.open(centre, "Earlier"), await Bank.open(centre)
    await first.give(movement(100, "a", payer_account="P-1"), opening=0, closing=100)
    await bank.give(
        movement(5_000, "in"),
        movement(-300, "out"),
        movement(900, "b", payer_account="P-2"),
        opening=500,
        closing=6_100,
    )
    lines = {line.amount: line.id for of in (first, bank) for line in await of.lines()}
    await first.record(lines[100])
    await centre.payment(700, number="P-0")
    await bank.match(
        lines[5_000], paid(await centre.payment(4_000, number="P-1")), PartInput(other_cents=10, reason="own")
    )
    await bank.record(lines[900], ShareInput(kim))
    await bank.ignore(lines[-300])
    assert await verify(store) == []


lines_url = filled_once(explained_lines)


async def test_each_changed_column_of_the_banks_side_is_found(lines_url: str, subtests: pytest.Subtests) -> None:
    one_in = ONE_IN["sqlite" if lines_url.startswith("sqlite") else "postgres"]
    async with opened(lines_url) as database:
        for table in BANK_TABLES:
            for column, (value, which) in islice(BANK_COLUMNS[table].items(), None, None, one_in):
                with subtests.test(f"{table}.{column}"):
                    await database.begin()
                    try:
                        await database.execute(f"update {table} set {column} = {value} where {which}")
                        found = [each for each in await findings_of(database, "R16") if column in each.message]
                    finally:
                        await database.rollback()
                    assert found
                    if table in {"bank_lines", "bank_statements", "bank_line_parts", "bank_statement_lines"}:
                        assert all(" on " in each.where for each in found)
        await database.begin()
        assert await findings_of(database, "R16") == []
        await database.rollback()
