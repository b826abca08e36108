"""Several mutations as one unit of work (``@atomic``): all of them are done, or none."""

import asyncio
from typing import Any

import pytest

from domain.importing.staging import UNSTAGED_ROWS_MAX
from domain.jobs.importing import checked_import
from domain.permissions import OPERATOR
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.centre import Centre

PAYLOAD = "userErrors { code message } replayed batch { id } transaction { number unreconciledCents }"
TWO = f"""mutation ($bill: CreateInvoiceInput!, $pay: MakePaymentInput!) %s {{
  billed: createInvoice(input: $bill) {{ {PAYLOAD} }}
  paid: makePayment(input: $pay) {{ {PAYLOAD} account {{ balanceCents }} }}
}}"""
COUNT = "query ($id: ID!) { account(id: $id) { balanceCents transactions { totalCount } } }"


async def send(centre: ApiCentre, amount: int, directive: str = "@atomic", **more: Any) -> dict[str, Any]:
    item = {"description": "Swim lessons", "ledgerCode": "SWIM", "amountCents": 7_500}
    bill = {"accountId": centre.account, "items": [item], **keyed("bill", more)}
    pay = {"accountId": centre.account, "amountCents": amount, "method": "CASH", **keyed("pay", more)}
    answer: dict[str, Any] = await centre.api.data(TWO % directive, bill=bill, pay=pay)
    return answer


def keyed(name: str, more: dict[str, Any]) -> dict[str, Any]:
    key = {"idempotencyKey": f"{more['key']}-{name}"} if "key" in more else {}
    return key | {"dryRun": more.get("dry_run", False)}


async def recorded(centre: ApiCentre) -> tuple[int, int]:
    account = (await centre.api.data(COUNT, id=centre.account))["account"]
    return account["transactions"]["totalCount"], account["balanceCents"]


async def test_all_mutations_of_an_atomic_operation_are_done_and_each_has_its_batch(store: Store) -> None:
    centre = await ApiCentre.open(store)
    done = await send(centre, 7_500)
    assert done["billed"]["userErrors"] == done["paid"]["userErrors"] == []
    assert done["billed"]["batch"]["id"] != done["paid"]["batch"]["id"]
    assert done["billed"]["transaction"]["unreconciledCents"] == 7_500
    assert done["paid"]["account"]["balanceCents"] == 0
    assert await recorded(centre) == (2, 0)
    await centre.do("undoBatch", batchId=done["paid"]["batch"]["id"])
    assert await recorded(centre) == (1, 7_500)
    await centre.close()


@pytest.mark.parametrize("dry_run", [False, True])
async def test_one_refused_mutation_undoes_the_others_which_answer_not_done(store: Store, dry_run: bool) -> None:
    centre = await ApiCentre.open(store)
    done = await send(centre, -1, dry_run=dry_run)
    assert [each["code"] for each in done["paid"]["userErrors"]] == ["INVALID_AMOUNT"]
    assert [each["code"] for each in done["billed"]["userErrors"]] == ["NOT_DONE"]
    assert "`paid`" in done["billed"]["userErrors"][0]["message"]
    assert done["billed"]["transaction"] is done["billed"]["batch"] is done["paid"]["batch"] is None
    assert await recorded(centre) == (0, 0)
    alone = await send(centre, -1, "", dry_run=dry_run)
    assert alone["billed"]["userErrors"] == []
    await centre.close()


async def test_an_atomic_dry_run_shows_all_and_stores_nothing(store: Store) -> None:
    centre = await ApiCentre.open(store)
    tried = await send(centre, 7_500, dry_run=True)
    assert tried["paid"]["account"]["balanceCents"] == 0
    assert await recorded(centre) == (0, 0)
    await centre.close()


async def test_an_atomic_operation_sent_again_with_its_keys_is_done_once(store: Store) -> None:
    centre = await ApiCentre.open(store)
    first, again = await send(centre, 7_500, key="monday"), await send(centre, 7_500, key="monday")
    assert [again[each]["batch"] for each in ("billed", "paid")] == [
        first[each]["batch"] for each in ("billed", "paid")
    ]
    assert again["billed"]["replayed"]
    assert again["paid"]["replayed"]
    assert await recorded(centre) == (2, 0)
    refused = await send(centre, 1_000, key="monday")  # the second key with another amount
    assert [each["code"] for each in refused["paid"]["userErrors"]] == ["IDEMPOTENCY_MISMATCH"]
    assert await recorded(centre) == (2, 0)
    await centre.close()


async def test_atomic_operations_beside_single_mutations_lose_and_double_nothing(store: Store) -> None:
    centre = await ApiCentre.open(store)
    other = ApiCentre(centre.api)
    other.account = await centre.new_account("1002", "Bo Chen")
    rounds = 8
    cash = {"amountCents": 100, "method": "CASH"}
    both = f"""mutation ($a: MakePaymentInput!, $b: MakePaymentInput!) @atomic {{
      a: makePayment(input: $a) {{ {PAYLOAD} }} b: makePayment(input: $b) {{ {PAYLOAD} }} }}"""

    async def crossing(first: str, second: str) -> None:
        answer = await centre.api.data(both, a={"accountId": first, **cash}, b={"accountId": second, **cash})
        assert answer["a"]["userErrors"] == answer["b"]["userErrors"] == []

    pairs = [(centre.account, other.account), (other.account, centre.account)] * rounds
    alone = [each.pay(100) for each in (centre, other) for _ in range(rounds)]
    await asyncio.gather(*(crossing(*each) for each in pairs), *alone)
    for each in (centre, other):
        assert await recorded(each) == (3 * rounds, -3 * rounds * 100)
    await centre.close()


async def test_a_client_or_a_reader_may_not_mutate_by_it(store: Store) -> None:
    centre = await ApiCentre.open(store)
    centre.api.principal = OPERATOR.__class__(OPERATOR.kind, OPERATOR.key, OPERATOR.name, frozenset())
    answer = await centre.api(
        TWO % "@atomic",
        bill={"accountId": centre.account, "items": []},
        pay={"accountId": centre.account, "amountCents": 1, "method": "CASH"},
    )
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    await centre.close()


IMPORTS = """mutation ($a: ImportRecordsInput!, $b: ImportRecordsInput!) @atomic {
  a: importRecords(input: $a) { userErrors { code } created understood { rows } job { id } }
  b: importRecords(input: $b) { userErrors { code } created understood { rows } job { id } }
}"""
ACCOUNTS = "account_number,owner_name,currency\nX-1,Bo,USD\n"


def payments(count: int, account: str = "X-1") -> dict[str, str]:
    lines = [f"P-{each},{account},2026-01-05,5" for each in range(count)]
    return {"kind": "PAYMENTS", "csv": "\n".join(["number,account_number,date,amount", *lines])}


async def test_files_that_build_on_each_other_are_imported_in_one_unit_or_not_at_all(store: Store) -> None:
    centre = await ApiCentre.open(store)
    accounts = {"kind": "ACCOUNTS", "csv": ACCOUNTS, "idempotencyKey": "accounts"}
    refused = await centre.api.data(IMPORTS, a=accounts, b=payments(2, "X-9"))
    assert [[error["code"] for error in refused[each]["userErrors"]] for each in "ab"] == [
        ["NOT_DONE"],
        ["NOT_FOUND", "NOT_FOUND"],
    ]
    assert (refused["a"]["understood"], refused["b"]["understood"]) == (None, {"rows": 2})
    done = await centre.api.data(IMPORTS, a=accounts, b=payments(2))
    assert [(done[each]["userErrors"], done[each]["created"]) for each in "ab"] == [([], 1), ([], 2)]
    await centre.close()


async def test_a_large_file_of_an_atomic_operation_is_checked_once_and_staged_with_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []

    async def counted(*arguments: Any, **options: Any) -> Any:
        checked.append(arguments)
        return await checked_import(*arguments, **options)

    monkeypatch.setattr("api.mutations.importing.checked_import", counted)
    centre = await ApiCentre.open(store)
    await centre.new_account("X-1", "Bo")
    large = payments(UNSTAGED_ROWS_MAX + 1)
    twice = await centre.api.data(IMPORTS, a=large, b=large)
    assert [[error["code"] for error in twice[each]["userErrors"]] for each in "ab"] == [["NOT_DONE"], ["CONFLICT"]]
    assert await Centre(store).rows("select count(*) from jobs") == [(0,)]
    assert len(checked) == 2
    refused = await centre.api.data(IMPORTS, a=large, b=payments(1, "X-9"))
    assert [error["code"] for error in refused["a"]["userErrors"]] == ["NOT_DONE"]
    assert await Centre(store).rows("select count(*) from staged_rows") == [(0,)]
    done = await centre.api.data(IMPORTS, a=large, b={"kind": "LEDGER_CODES", "csv": "code,title\nNEW,New\n"})
    assert (done["a"]["created"], done["b"]["created"]) == (None, 1)
    assert done["a"]["job"] is not None
    await centre.close()
