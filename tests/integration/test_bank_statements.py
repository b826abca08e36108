"""Imported statements: every movement is one line, whichever files have it (domain R42, R42a)."""

import datetime
import itertools

import pytest

from domain.errors import Refusal
from domain.services.bank.accounts import CreateBankAccount
from domain.services.bank.lines import PartInput
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.bank import Bank, movement, statement
from tests.support.centre import Centre

MONDAY, TUESDAY = datetime.date(2026, 1, 5), datetime.date(2026, 1, 6)


@pytest.fixture
async def bank(database_url: str):
    store = await Store.open(database_url)
    yield await Bank.open(await Centre.open(store))
    assert await verify(store) == []
    await store.close()


async def refused(awaitable, code: str) -> str:
    with pytest.raises(Refusal) as caught:
        await awaitable
    assert caught.value.code == code
    return caught.value.message


async def amounts(bank: Bank) -> list[int]:
    return [line.amount for line in await bank.lines()]


async def test_a_file_again_adds_nothing(bank: Bank) -> None:
    movements = [movement(100, "a"), movement(-40, "b")]
    first = await bank.give(*movements, opening=1_000, closing=1_060)
    again = await bank.give(*movements, opening=1_000, closing=1_060)
    assert (first.result.created, first.result.unchanged) == (2, 0)
    assert (again.result.created, again.result.unchanged) == (0, 2)
    assert again.result.statement == first.result.statement
    assert again.batch_id is None
    assert await amounts(bank) == [-40, 100]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
async def test_overlapping_files_add_only_what_is_new_in_any_order(bank: Bank, order: tuple[int, ...]) -> None:
    a, b, c = movement(100, "a", MONDAY), movement(200, "b", TUESDAY, bank_id="X"), movement(300, "c", TUESDAY)
    files = [[a, b], [b, c], [a, b, c]]
    for index in order:
        await bank.give(*files[index])
    assert await amounts(bank) == [100, 200, 300]


async def test_movements_alike_on_a_day_count(bank: Bank) -> None:
    await bank.give(movement(500, "swim"), movement(500, "swim"))
    await bank.give(movement(500, "swim"), movement(500, "swim"), movement(500, "swim"))
    assert await amounts(bank) == [500] * 3
    await bank.give(movement(500, "swim", TUESDAY))
    assert len(await bank.lines()) == 4


async def test_a_reused_id_is_another_movement_on_another_day_or_of_another_amount(bank: Bank) -> None:
    await bank.give(movement(100, bank_id="REF"), movement(200, bank_id="REF"))
    await bank.give(movement(100, "x", TUESDAY, bank_id="REF"), movement(100, "in other words", bank_id="REF"))
    assert sorted(await amounts(bank)) == [100, 100, 200]


async def test_balances_prove_that_one_id_is_two_movements(bank: Bank) -> None:
    twice = [movement(100, bank_id="REF"), movement(100, bank_id="REF")]
    await bank.give(*twice)
    assert await amounts(bank) == [100]
    await bank.give(*twice, opening=0, closing=200)
    assert await amounts(bank) == [100, 100]
    await bank.give(*twice, opening=0, closing=200)
    assert await amounts(bank) == [100, 100]


def batch_entry() -> tuple[list, list]:
    whole = [movement(300, "3 debits", bank_id="BATCH")]
    details = [movement(100, name, bank_id="BATCH", entry_position=at) for at, name in enumerate(("ann", "bo", "cy"))]
    return whole, details


@pytest.mark.parametrize("first", [0, 1])
async def test_a_batch_and_its_details_are_one_movement(bank: Bank, first: int) -> None:
    files = batch_entry()
    await bank.give(*files[first])
    before = await amounts(bank)
    for file in (files[1 - first], files[first]):
        assert (await bank.give(*file)).result.created == 0
        assert await amounts(bank) == before


async def test_a_file_that_does_not_add_up_is_refused_and_names_the_difference(bank: Bank) -> None:
    message = await refused(bank.give(movement(100), opening=1_000, closing=1_101), "STATEMENT_DIFFERS")
    assert "The difference is 0.01." in message
    assert await amounts(bank) == []


async def test_an_undo_withdraws_the_lines_that_no_other_file_names(bank: Bank) -> None:
    shared = movement(200, "shared")
    first = await bank.give(movement(100, "first"), shared)
    second = await bank.give(shared, movement(300, "second"))
    await bank.centre.undo(first)
    assert await amounts(bank) == [200, 300]
    await bank.centre.undo(second)
    assert await amounts(bank) == []
    assert (await bank.give(shared)).result.created == 1  # its key is free again


async def test_a_statement_is_not_withdrawn_while_its_lines_are_explained_or_ignored(bank: Bank) -> None:
    done = await bank.give(movement(100, "a"))
    (line,) = await bank.lines()
    ignored = await bank.ignore(line.id)
    await refused(bank.centre.undo(done), "LATER_CHANGES")
    await bank.centre.undo(ignored)
    matched = await bank.match(line.id, PartInput(other_cents=100, reason="own transfer"))
    message = await refused(bank.centre.undo(done), "LATER_CHANGES")
    assert "matchBankLine" in message
    await bank.centre.undo(matched)
    await bank.centre.undo(done)
    assert await amounts(bank) == []


async def test_an_undone_import_comes_back_by_undoing_that(bank: Bank) -> None:
    done = await bank.give(movement(100, "a"), movement(200, "b"), opening=0, closing=300)
    undone = await bank.centre.undo(done)
    await bank.give(movement(200, "b"))
    await bank.centre.undo(undone)
    assert await amounts(bank) == [100, 200]
    statements = await bank.centre.rows(
        "select opening_cents, line_count from bank_statements where withdrawn_at is null order by line_count"
    )
    assert statements == [(None, 1), (0, 2)]


async def test_a_file_of_several_accounts_gives_each_its_own(bank: Bank) -> None:
    file = [
        statement(movement(100), account_number="FR7630006000011234567890189"),
        statement(movement(200), account_number="DE89370400440532013000"),
    ]
    await refused(bank.read(file), "INVALID_VALUE")
    own = await Bank.open(bank.centre, "Own", iban="de89 3704 0044 0532 0130 00")
    await own.read(file)
    assert await amounts(own) == [200]
    by_number = await Bank.open(bank.centre, "By number", number="0532013000")
    await by_number.read(file)
    assert await amounts(by_number) == [200]
    foreign = await Bank.open(bank.centre, "Foreign", number="99999999")
    assert "FR76" in await refused(foreign.read(file), "INVALID_VALUE")


async def test_a_file_in_another_currency_or_without_anything_is_refused(bank: Bank) -> None:
    await refused(bank.give(movement(100), currency="EUR"), "WRONG_CURRENCY")
    await refused(bank.read([]), "INVALID_VALUE")
    await refused(bank.give(), "INVALID_VALUE")
    await refused(bank.give(movement(2**53)), "INVALID_AMOUNT")
    await refused(bank.give(movement(1, day=datetime.date(1800, 1, 1))), "INVALID_DATE")
    await bank.give(first_day=MONDAY, last_day=TUESDAY, opening=5, closing=5)  # a quiet day counts too


async def test_a_bank_account_has_a_name_of_its_own_and_a_valid_iban(bank: Bank) -> None:
    await refused(bank.centre.do(CreateBankAccount("Main", "USD")), "DUPLICATE_NUMBER")
    await refused(bank.centre.do(CreateBankAccount("Other", "USD", iban="DE89370400440532013001")), "INVALID_VALUE")
    created = await bank.centre.do(CreateBankAccount("Other", "usd"))
    undone = await bank.centre.undo(created)
    await bank.centre.do(CreateBankAccount("Other", "CAD"))
    await refused(bank.centre.undo(undone), "LATER_CHANGES")


async def test_a_bank_account_with_statements_is_not_undone(bank: Bank) -> None:
    created = await bank.centre.do(CreateBankAccount("Other", "USD"))
    other = Bank(bank.centre, created.result.bank_account)
    done = await other.give(movement(5))
    await refused(bank.centre.undo(created), "LATER_CHANGES")
    await bank.centre.undo(done)
    await bank.centre.undo(created)


async def test_what_the_bank_writes_is_stored_in_one_form(bank: Bank) -> None:
    await bank.give(
        movement(1, "a\n\n b\x00 " + "x" * 3_000, payer_account="gb33 bukb 2020 1555 5555 55", payer_name=" \u200b ")
    )
    (row,) = await bank.centre.rows("select text, payer_account, payer_name from bank_lines")
    assert row[0].startswith("a b x")
    assert len(row[0]) == 2_000
    assert row[1:] == ("GB33BUKB20201555555555", None)
