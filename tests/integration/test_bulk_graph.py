"""Bulk mutations over HTTP: results, dry runs, keys, undo, and the permission for each row's marks."""

from typing import Any

import pytest

from api.graph.ids import opaque
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.services import rows
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.graphql import Api

PAY = """
mutation ($input: MakePaymentsInput!) {
  makePayments(input: $input) {
    userErrors { code message field row } batch { id } replayed transactionCount
    transactions { number amountCents reconciledCents }
  }
}
"""
BILL = """
mutation ($input: CreateInvoicesInput!) {
  createInvoices(input: $input) {
    userErrors { code field row } batch { id } replayed transactionCount transactions { number status }
  }
}
"""
UNDO = "mutation ($id: ID!) { undoBatch(input: {batchId: $id}) { userErrors { code message } } }"


class Desk:
    """A centre behind the graph: an invoice of 75.00 on Rivera's account."""

    def __init__(self, centre: Centre, item: str) -> None:
        self.centre = centre
        self.account = opaque("Account", centre.rivera)
        self.item = item

    @classmethod
    async def open(cls, api: Api) -> "Desk":
        centre = await Centre.open(api.store)
        invoice = (await centre.invoice(7_500)).result.transaction
        return cls(centre, opaque("TransactionItem", (await centre.items(invoice))[0].id))

    def payment(self, cents: int, *, marked: bool = False, **more: Any) -> dict[str, Any]:
        marks = {"applyTo": [{"itemId": self.item}]} if marked else {}
        return {"accountId": self.account, "amountCents": cents, "method": "CASH", **marks, **more}

    def invoice(self, cents: int, **more: Any) -> dict[str, Any]:
        item = {"description": "Swim lessons", "ledgerCode": "SWIM", "amountCents": cents}
        return {"accountId": self.account, "items": [item], **more}


async def test_refused_rows_are_null_in_row_order(api: Api) -> None:
    desk = await Desk.open(api)
    rows = [desk.payment(5_000, marked=True), desk.payment(0), desk.payment(5_000, marked=True)]
    answer = (await api.data(PAY, input={"rows": rows, "errorPolicy": "REJECT_FAILED_ROWS"}))["makePayments"]
    assert answer["transactions"] == [
        {"number": "PAY-1001-1", "amountCents": 5_000, "reconciledCents": 5_000},
        None,
        {"number": "PAY-1001-2", "amountCents": 5_000, "reconciledCents": 2_500},
    ]
    assert answer["transactionCount"] == 2
    (error,) = answer["userErrors"]
    assert (error["code"], error["row"]) == ("INVALID_AMOUNT", 1)
    assert error["field"] == ["input", "rows", "1", "amountCents"]
    refused = (await api.data(PAY, input={"rows": rows}))["makePayments"]
    assert (refused["transactions"], refused["transactionCount"], refused["batch"]) == ([], None, None)


async def test_the_first_hundred_rows_are_shown_beside_their_count(api: Api) -> None:
    desk = await Desk.open(api)
    answer = (await api.data(BILL, input={"rows": [desk.invoice(100)] * 130}))["createInvoices"]
    assert (len(answer["transactions"]), answer["transactionCount"]) == (100, 130)


async def test_a_dry_run_predicts_the_real_run_and_its_key_is_replayed(api: Api) -> None:
    """The dry run neither reads nor stores the key (domain R25b)."""
    desk = await Desk.open(api)
    rows = [desk.payment(cents, marked=True) for cents in (5_000, 4_000)]
    before = await desk.centre.state()
    tried = (await api.data(PAY, input={"rows": rows, "dryRun": True, "idempotencyKey": "june"}))["makePayments"]
    assert await desk.centre.state() == before
    done = (await api.data(PAY, input={"rows": rows, "idempotencyKey": "june"}))["makePayments"]
    assert done["transactions"] == tried["transactions"]
    after = await desk.centre.state()
    again = (await api.data(PAY, input={"rows": rows, "idempotencyKey": "june"}))["makePayments"]
    assert {**again, "replayed": False} == done
    assert again["replayed"]
    other = (await api.data(PAY, input={"rows": rows[:1], "idempotencyKey": "june"}))["makePayments"]
    assert other["userErrors"][0]["code"] == "IDEMPOTENCY_MISMATCH"
    assert await desk.centre.state() == after
    assert (await api.data(UNDO, id=done["batch"]["id"]))["undoBatch"]["userErrors"] == []
    assert await desk.centre.state() == before


async def test_replays_the_refusals_of_single_rows(api: Api) -> None:
    desk = await Desk.open(api)
    command = {
        "rows": [desk.invoice(100, number="A"), desk.invoice(100, number="A")],
        "errorPolicy": "REJECT_FAILED_ROWS",
        "idempotencyKey": "k",
    }
    first = (await api.data(BILL, input=command))["createInvoices"]
    again = (await api.data(BILL, input=command))["createInvoices"]
    assert first["userErrors"] == [{"code": "DUPLICATE_NUMBER", "field": ["input", "rows", "1", "number"], "row": 1}]
    assert again == {**first, "replayed": True}


MARKED = """{accountId: "x", amountCents: 1, method: CASH, applyTo: [{itemId: "y"}]}"""
ONE_ROW_OF_MARKS = """mutation ($marks: [PaymentMarkInput!]) {
  makePayments(input: {rows: [{accountId: "x", amountCents: 1, method: CASH, applyTo: $marks}]}) { replayed }
}"""
ASKS_FOR_MARKS: dict[str, tuple[str, dict[str, Any]]] = {
    "a literal": (f"mutation {{ makePayments(input: {{rows: [{MARKED}]}}) {{ replayed }} }}", {}),
    "a literal that is no list": (f"mutation {{ makePayments(input: {{rows: {MARKED}}}) {{ replayed }} }}", {}),
    "the input": (
        "mutation ($input: MakePaymentsInput!) { makePayments(input: $input) { replayed } }",
        {
            "input": {
                "rows": [
                    {"accountId": "x", "amountCents": 1, "method": "CASH"},
                    {"accountId": "x", "amountCents": 1, "method": "CASH", "applyTo": []},
                ]
            }
        },
    ),
    "the rows": (
        "mutation ($rows: [PaymentRowInput!]!) { makePayments(input: {rows: $rows}) { replayed } }",
        {"rows": [{"accountId": "x", "amountCents": 1, "method": "CASH", "applyTo": [{"itemId": "y"}]}]},
    ),
    "one row for a list": (
        "mutation ($rows: [PaymentRowInput!]!) { makePayments(input: {rows: $rows}) { replayed } }",
        {"rows": {"accountId": "x", "amountCents": 1, "method": "CASH", "applyTo": [{"itemId": "y"}]}},
    ),
    "the marks": (ONE_ROW_OF_MARKS, {"marks": []}),
    "a variable's default": (
        f"mutation ($rows: [PaymentRowInput!]! = [{MARKED}]) {{ makePayments(input: {{rows: $rows}}) {{ replayed }} }}",
        {},
    ),
}


async def test_marks_in_any_row_need_their_own_permission(api: Api, subtests: pytest.Subtests) -> None:
    for way, (query, variables) in ASKS_FOR_MARKS.items():
        with subtests.test(way):
            granted = ALL_PERMISSIONS - {Permission.MANAGE_RECONCILIATIONS}
            api.principal = Principal(PrincipalKind.TOKEN, "token:1", "all but marks", granted)
            answer = await api(query, **variables)
            assert answer["errors"][0]["extensions"] == {"code": "FORBIDDEN", "missing": ["MANAGE_RECONCILIATIONS"]}
            assert "data" not in answer


async def test_rows_without_marks_need_no_permission_for_them(api: Api) -> None:
    desk = await Desk.open(api)
    granted = ALL_PERMISSIONS - {Permission.MANAGE_RECONCILIATIONS}
    api.principal = Principal(PrincipalKind.TOKEN, "token:1", "all but marks", granted)
    answer = (await api.data(PAY, input={"rows": [desk.payment(100), desk.payment(100, applyTo=None)]}))["makePayments"]
    assert answer["transactionCount"] == 2


async def test_records_and_undoes_as_many_rows_as_may_be_sent_as_one_batch(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fifth of the product's size; ``tests.bench.bulk`` has any."""
    monkeypatch.setattr(rows, "ROWS_MAX", most := 2_000)
    async with Api(sqlite_store) as api:
        desk = await Desk.open(api)
        before = await desk.centre.state()
        paid = [
            desk.payment(1, marked=row < most // 2, reference=f"Row {row}", date="2026-01-05") for row in range(most)
        ]
        done = (await api.data(PAY, input={"rows": paid}))["makePayments"]
        assert (done["userErrors"], done["transactionCount"]) == ([], most)
        assert await desk.centre.rows("select reconciled_cents from items where kind = 'INVOICE'") == [(most // 2,)]
        assert (await api.data(UNDO, id=done["batch"]["id"]))["undoBatch"]["userErrors"] == []
        assert await desk.centre.state() == before
        too_many = (await api.data(PAY, input={"rows": [*paid, desk.payment(1)]}))["makePayments"]
        assert [(each["code"], each["field"]) for each in too_many["userErrors"]] == [
            ("INVALID_VALUE", ["input", "rows"])
        ]
