"""The integrity report and ``tieout verify`` find each contradiction, name its place, and tell what to do (domain R22)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, NamedTuple, TypeVar

import pytest
from click.testing import CliRunner

from api.cli import main
from api.types import integrity
from domain.core.kinds import PaymentMethod, TransactionKind
from domain.jobs.findings import MOST_FOUND
from domain.jobs.importing import ImportFile, ImportKind, ImportOutcome, import_file
from domain.jobs.verify import verification, verify
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.services.access import CreateUser, UserOutcome, create_user
from domain.services.accounts import locked_account
from domain.services.bulk import MakePayments, RecordedRows, make_payments
from domain.services.payments import MakePayment, Money
from domain.services.recording import NewItem, NewTransaction, RecordedOutcome, record
from domain.store.block import Block
from domain.store.steps import Steps
from domain.store.store import Store
from tests.support.graphql import Api
from tests.support.ledger import BAD, Ledger, broken

T = TypeVar("T")

REPORT = """
{
  integrityReport {
    clean complete checkedAt findingCount supportContact
    findings {
      rule message remedy where
      account { number } transaction { number } item { position transaction { number } } reconciliation { amountCents }
    }
  }
}
"""
CONTACT = "help@example.org"


@pytest.fixture
async def api(store: Store) -> AsyncIterator[Api]:
    client = Api(store, support_contact=CONTACT)
    yield client
    await client.http.aclose()


async def report(api: Api) -> dict[str, Any]:
    said: dict[str, Any] = (await api.data(REPORT))["integrityReport"]
    assert said["supportContact"] == CONTACT
    assert said["clean"] == (said["findingCount"] == 0) == (said["findings"] == [])
    assert said["complete"]
    assert all(each["message"] and each["remedy"] for each in said["findings"])
    return said


def behind(url: str, work: Callable[[Api], Awaitable[T]]) -> T:
    """Does something with the graph on a database of its own, and closes it: the command comes next, in the main thread."""

    async def done() -> T:
        store = await Store.open(url)
        client = Api(store, support_contact=CONTACT)
        try:
            return await work(client)
        finally:
            await client.http.aclose()
            await store.close()

    return asyncio.run(done())


def command(url: str) -> tuple[int, str]:
    environment = {"TIEOUT_DATABASE_URL": url, "TIEOUT_SUPPORT_CONTACT": CONTACT}
    ran = CliRunner().invoke(main, ["verify"], env=environment)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, ran.stdout


async def a_refund(ledger: Ledger) -> None:
    """A refund of 10.00 under the number R-1, unreconciled."""

    def refund(block: Block, _wish: None) -> Steps[RecordedOutcome]:
        account = yield from locked_account(block, ledger.centre.rivera)
        item = NewItem("Refund", 1_000)
        new = NewTransaction(TransactionKind.REFUND, "R-1", block.today, [item], "Refund", method=PaymentMethod.CASH)
        transaction, _ = record(block, account, new)
        return RecordedOutcome(account.id, transaction.id, [])

    await ledger.centre.do("recordRefund", refund, None, RecordedOutcome)


async def open_ledger(store: Store) -> Ledger:
    """A ledger with 50.00 of P-1 on I-1, a refund and a user."""
    ledger = await Ledger.open(store)
    await ledger.load("P-1,1,I-1,1,50")
    await a_refund(ledger)
    user = CreateUser("desk@example.org", "Desk", "hash", [Permission.VIEW_REPORTS])
    await ledger.centre.do("createUser", create_user, user, UserOutcome)
    return ledger


class Damage(NamedTuple):
    """What was done to the database, and what is found: its rule, words of its message, its place in words."""

    sql: str
    rule: str
    words: str
    where: str
    unguarded: tuple[tuple[str, str], ...] = ()


ITEM = (
    "(select i.{} from items i join transactions t on t.id = i.transaction_id where t.number = '{}' and i.position = 1)"
)
COLUMNS = (
    "account_id, credit_account_id, credit_item_id, credit_transaction_id, planned_payment_id, debit_item_id, "
    "debit_transaction_id, amount_cents, origin, processing, faulty, recorded_at, recorded_by, batch_id, released_at, "
    "released_batch_id, replaces_id, currency, credit_kind, credit_date, credit_method, credit_ledger_code_id, debit_kind, "
    "debit_date, debit_method, debit_ledger_code_id"
)
AGAIN = f"insert into reconciliations (id, {COLUMNS}) select id + 1, {COLUMNS} from reconciliations"
PLAN = (
    "insert into planned_payments (id, account_id, batch_id, due_on, amount_cents, method, state, transaction_id, "
    f"recorded_at, withdrawn_at) select 7, {ITEM.format('account_id', 'I-1')}, (select min(id) from batches), '2026-01-05', "
    "1000, 'CARD', '{state}', null, 1, null; "
    f"insert into reconciliations (id, {COLUMNS}) select 8, i.account_id, i.account_id, null, null, 7, i.id, "
    "i.transaction_id, {cents}, 'INSTALLMENT', false, false, 1, 'x', (select min(id) from batches), null, null, null, "
    "'USD', null, null, null, null, i.kind, i.date, {method}, i.ledger_code_id from items i "
    f"where i.id = {ITEM.format('id', '{number}')}"
)
EDGE = "50.00 USD from P-1 item 1 to I-1 item 1"
DAMAGES = {
    "beyond an item's worth": Damage(
        "update reconciliations set amount_cents = 7501", "R22", "come to more", "I-1 item 1"
    ),
    "the same pair twice": Damage(AGAIN, "R22", "twice", EDGE, (("reconciliations", "one_active_edge_per_pair"),)),
    "another account": Damage(
        f"update reconciliations set credit_account_id = {ITEM.format('account_id', 'Q-1')}, "
        f"credit_item_id = {ITEM.format('id', 'Q-1')}, credit_transaction_id = {ITEM.format('transaction_id', 'Q-1')}",
        "R22",
        "different accounts",
        "50.00 USD from Q-1 item 1 to I-1 item 1",
        (("reconciliations", "edge_within_account"),),
    ),
    "failed money": Damage(
        "update transactions set payment_state = 'FAILED', failed_at = 1 where number = 'P-1'", "R22", "failed", EDGE
    ),
    "an item's stored sum": Damage(
        "update items set reconciled_cents = 1 where reconciled_cents = 5000 and side = 'DEBIT'",
        "R22",
        "sums stored on an item",
        "I-1 item 1",
    ),
    "a transaction's stored sum": Damage(
        "update transactions set reconciled_cents = 1 where number = 'P-1'", "R22", "stored on a transaction", "P-1"
    ),
    "an account's balance": Damage("update accounts set balance_cents = balance_cents + 1", "R5b", "balance", ""),
    "an account's processing money": Damage("update accounts set processing_cents = 1", "R5b", "processing", ""),
    "an account's planned money": Damage("update accounts set planned_cents = 1", "R5b", "planned", ""),
    "an account's open amounts": Damage(
        "update accounts set unreconciled_credit_cents = unreconciled_credit_cents + 1", "R21a", "open amounts", ""
    ),
    "an undone transaction": Damage(
        "update transactions set withdrawn_at = 1 where number = 'P-1'", "R25a", "was undone", EDGE
    ),
    "kinds that do not meet": Damage(
        "update transactions set payment_state = 'PROCESSING', confirmed_at = null where number = 'P-1'; "
        f"update reconciliations set debit_item_id = {ITEM.format('id', 'R-1')}, "
        f"debit_transaction_id = {ITEM.format('transaction_id', 'R-1')}",
        "R7",
        "do not meet",
        "50.00 USD from P-1 item 1 to R-1 item 1",
    ),
    "processing money": Damage("update reconciliations set processing = true", "R19", "processing", EDGE),
    "a planned payment's amount": Damage(
        PLAN.format(state="PLANNED", cents=1001, number="I-1", method="null"),
        "R6a",
        "more than its amount",
        "10.01 USD from planned money to I-1 item 1",
    ),
    "a planned payment on a refund": Damage(
        PLAN.format(state="PLANNED", cents=1000, number="R-1", method="'CASH'"),
        "R6a",
        "no invoice's",
        "10.00 USD from planned money to R-1 item 1",
    ),
    "a planned payment that is no longer to come": Damage(
        PLAN.format(state="DELETED", cents=1000, number="I-1", method="null"),
        "R6a",
        "no longer to come",
        "10.00 USD from planned money to I-1 item 1",
    ),
    "an item's kind": Damage(
        "update items set kind = 'CREDIT', side = 'CREDIT' where amount_cents = 2000", "R5a", "another", "I-1 item 2"
    ),
    "an item's date": Damage(
        "update items set date = '2020-01-01' where amount_cents = 2000", "R5a", "another", "I-1 item 2"
    ),
    "an item's side": Damage(
        "update items set side = 'CREDIT' where amount_cents = 2000",
        "R4",
        "wrong side",
        "I-1 item 2",
        (("items", "item_side"),),
    ),
    "a transaction's amount": Damage(
        "update transactions set amount_cents = amount_cents + 1 where number = 'I-1'",
        "R5",
        "differs from its items",
        "I-1",
    ),
    "an edge's currency": Damage(
        "update reconciliations set currency = 'EUR'", "R28", "carries", EDGE.replace("USD", "EUR")
    ),
    **{
        f"an edge's {column}": Damage(f"update reconciliations set {column} = {value}", "R28", "carries", EDGE)
        for column, value in (
            ("credit_kind", "'DEPOSIT'"),
            ("credit_date", "'2020-01-01'"),
            ("credit_method", "'CARD'"),
            ("credit_ledger_code_id", "(select min(id) from ledger_codes)"),
            ("debit_kind", "'REFUND'"),
            ("debit_date", "'2020-01-01'"),
            ("debit_method", "'CARD'"),
            ("debit_ledger_code_id", "null"),
        )
    },
    **{
        f"{table}.{column}": Damage(f"update {table} set {column} = {value} where {which}", "R16", column, where)
        for table, column, value, which, where in (
            ("accounts", "owner_name", "'Mallory'", "number = '1001'", "1001"),
            ("accounts", "number", "'9999'", "number = '1001'", "9999"),
            ("members", "name", "'Mallory'", "name = 'Leo'", "Mallory"),
            ("ledger_codes", "title", "'x'", "code = 'SWIM'", "SWIM"),
            ("transactions", "number", "'I-7'", "number = 'I-1'", "I-7"),
            ("transactions", "date", "'2020-01-01'", "number = 'I-1'", "I-1"),
            ("transactions", "description", "'x'", "number = 'I-1'", "I-1"),
            ("transactions", "recorded_at", "1", "number = 'I-1'", "I-1"),
            ("items", "description", "'x'", "amount_cents = 2000", "I-1 item 2"),
            ("items", "amount_cents", "2001", "amount_cents = 2000", "I-1 item 2"),
            ("items", "ledger_code_id", "(select max(id) from ledger_codes)", "amount_cents = 2000", "I-1 item 2"),
            ("items", "member_id", "(select min(id) from members)", "amount_cents = 2000", "I-1 item 2"),
            ("reconciliations", "recorded_by", "'x'", "true", EDGE),
            ("reconciliations", "amount_cents", "4999", "true", EDGE.replace("50.00", "49.99")),
            ("users", "permissions", "'[]'", "true", "desk@example.org"),
        )
    },
    "an item more": Damage(
        "insert into items select 9, account_id, transaction_id, 3, side, kind, date, recording_seq, withdrawn_at, "
        "description, ledger_code_id, member_id, cancels_id, amount_cents, 0, 0, 0, 0 from items where amount_cents = 2000",
        "R16",
        "in no audit event",
        "I-1 item 3",
    ),
    "an item less": Damage("delete from items where amount_cents = 2000", "R16", "Item 2 of I-1 is gone", "I-1"),
    "a member more": Damage(
        "insert into members select 9, account_id, 'Mallory', 1, null from members where id = (select min(id) from members)",
        "R16",
        "in no audit event",
        "Mallory",
    ),
    "a member less": Damage("delete from members where name = 'Leo'", "R16", "A member of the audit log is gone", ""),
    "an edge less": Damage("delete from reconciliations", "R16", "A reconciliation of the audit log is gone", ""),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_is_found_by_the_report_and_by_the_command(name: str, database_url: str) -> None:
    damage = DAMAGES[name]

    async def damaged(api: Api) -> dict[str, Any]:
        ledger = await open_ledger(api.store)
        assert (await report(api))["findings"] == []
        for table, guard in damage.unguarded:
            await ledger.unguard(table, guard)
        for statement in damage.sql.split("; "):
            await ledger.sql(statement)
        return await report(api)

    found = [
        each
        for each in behind(database_url, damaged)["findings"]
        if each["rule"] == damage.rule and damage.words in each["message"] and each["where"] == damage.where
    ]
    assert found
    place = damage.where.split(" item ")
    if name == "an undone transaction":
        assert found[0]["reconciliation"] is None  # it could not be shown with its transaction
    elif damage.where.startswith(("50.", "10.")):
        assert found[0]["reconciliation"] is not None
    elif len(place) == 2:
        assert found[0]["item"] == {"position": int(place[1]), "transaction": {"number": place[0]}}
    if damage.unguarded and (name == "the same pair twice" or database_url.startswith("postgresql")):
        return  # a database without its guards is not opened, which says it louder
    status, printed = command(database_url)
    assert status == 1
    lines = [line.split("\t") for line in printed.splitlines()]
    assert [damage.rule, damage.where, found[0]["message"], found[0]["remedy"]] in [
        [*line[:1], *line[2:]] for line in lines
    ]


@pytest.mark.parametrize("name", BAD)
def test_each_kept_error_is_found_by_the_report_and_by_the_command_and_mended(name: str, database_url: str) -> None:
    async def kept(api: Api) -> list[dict[str, Any]]:
        await broken(api.store, name)
        return [each for each in (await report(api))["findings"] if each["rule"] == "R22"]

    async def mended(api: Api) -> tuple[list[dict[str, Any]], bool]:
        ledger = await Ledger.reopen(api.store)
        (faulty,) = await ledger.centre.rows("select id from reconciliations where faulty")
        await ledger.delete(faulty[0])
        await ledger.reconcile(await ledger.item("P-2"), await ledger.item("I-1", 2), 2_000)
        said = await report(api)
        return [each for each in said["findings"] if each["rule"] == "R22"], said["clean"]

    words = {
        "another account": "different accounts",
        "another currency": "different currencies",
        "failed money": "failed",
        "the same pair twice": "twice",
    }.get(name, "beyond what an item is worth")
    (found,) = behind(database_url, kept)
    assert words in found["message"]
    assert found["item"]["transaction"] == {"number": BAD[name][3][2]}
    assert found["reconciliation"] is not None
    assert found["remedy"] == "Delete the reconciliation, and create it again as it should be."
    status, printed = command(database_url)
    assert (status, words in printed) == (1, True)
    left, clean = behind(database_url, mended)
    assert left == []
    if name != "failed money":  # which the test itself made, past the product
        assert clean
        assert command(database_url)[0] == 0


def test_what_a_user_cannot_mend_names_the_support_contact(database_url: str) -> None:
    async def damaged(api: Api) -> list[dict[str, Any]]:
        ledger = await open_ledger(api.store)
        await ledger.sql("update accounts set balance_cents = balance_cents + 1 where number = '1001'")
        findings: list[dict[str, Any]] = (await report(api))["findings"]
        return findings

    (found,) = behind(database_url, damaged)
    assert found["remedy"].endswith(f"ask for help: {CONTACT}.")
    assert found["account"] == {"number": "1001"}
    assert CONTACT in command(database_url)[1]


async def test_the_first_findings_are_told_and_all_are_counted(api: Api) -> None:
    ledger = await Ledger.open(api.store)
    money = [MakePayment(ledger.centre.rivera, Money(1, PaymentMethod.CASH))] * (MOST_FOUND + 20)
    await ledger.centre.do("makePayments", make_payments, MakePayments(money), RecordedRows)
    await ledger.sql("update transactions set reference = 'x' where amount_cents = 1")
    said = await report(api)
    assert (len(said["findings"]), said["findingCount"]) == (MOST_FOUND, MOST_FOUND + 20)
    assert {each["rule"] for each in said["findings"]} == {"R16"}
    assert len(await verify(api.store)) == MOST_FOUND


async def test_accounts_beyond_the_first_page_are_verified(store: Store) -> None:
    ledger = await Ledger.open(store)
    text = "account_number,owner_name,email,currency,members\n" + "".join(f"N{row},Bo,,USD,\n" for row in range(450))
    await ledger.centre.do("importRecords", import_file, ImportFile(ImportKind.ACCOUNTS, text.encode()), ImportOutcome)
    assert await verify(store) == []
    for number in ("1001", "N250", "N449"):
        await ledger.sql(f"update accounts set balance_cents = balance_cents + 1 where number = '{number}'")
    found = await verify(store)
    assert [(each.rule, each.account_number) for each in found] == [("R5b", "1001"), ("R5b", "N250"), ("R5b", "N449")]


async def test_a_report_that_is_out_of_time_says_so(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = await open_ledger(api.store)
    monkeypatch.setattr(integrity, "MOST_S", -1)
    said = (await api.data("{ integrityReport { clean complete findings { rule } } }"))["integrityReport"]
    assert said == {"clean": False, "complete": False, "findings": []}
    monkeypatch.undo()
    await ledger.load("P-1,1,I-1,1,60", keep=True)
    said = (await api.data("{ integrityReport { clean complete findings { rule } } }"))["integrityReport"]
    assert said == {"clean": False, "complete": True, "findings": [{"rule": "R22"}]}


async def test_a_report_that_is_asked_for_twice_is_made_once(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = await open_ledger(api.store)
    await ledger.load("P-1,1,I-1,1,60", keep=True)
    made = []
    monkeypatch.setattr(integrity, "verification", lambda *asked: made.append(asked) or verification(*asked))
    said = await api.data(
        "{ a: integrityReport { findings { rule account { number } } } b: integrityReport { clean findings { where } } }"
    )
    assert len(made) == 1
    assert said == {
        "a": {"findings": [{"rule": "R22", "account": {"number": "1001"}}]},
        "b": {"clean": False, "findings": [{"where": "60.00 USD from P-1 item 1 to I-1 item 1"}]},
    }


async def test_the_report_needs_its_own_permission(api: Api) -> None:
    api.principal = Principal(PrincipalKind.USER, "u", "U", ALL_PERMISSIONS - {Permission.MANAGE_ACCESS})
    said = await api("{ integrityReport { clean } }")
    assert said["errors"][0]["extensions"] == {"code": "FORBIDDEN", "missing": ["MANAGE_ACCESS"]}
    api.principal = Principal(PrincipalKind.USER, "u", "U", frozenset({Permission.MANAGE_ACCESS}))
    assert (await api.data("{ integrityReport { clean } }"))["integrityReport"] == {"clean": True}
