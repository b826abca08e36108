"""Applying suggestions for bank lines: each as it stands under its account's lock, many by a job (domain R44)."""

from collections.abc import Sequence
from typing import Any

import pytest

from api.graph.ids import opaque
from domain.core.kinds import PaymentMethod
from domain.services import suggestion_jobs
from domain.services.undo import ways as undo_ways
from tests.support.bank import DAY, Bank, movement
from tests.support.centre import Centre
from tests.support.graphql import Api
from tests.support.jobs import run_unfinished_jobs

APPLY = (
    "mutation ($i: ApplyBankLineSuggestionsInput!) { applyBankLineSuggestions(input: $i) { bankLineCount transactionCount "
    "batch { id } job { id state } userErrors { code message field row } } }"
)
SUGGESTED = "{ bankLines(first: 500) { nodes { id suggestions(first: 1) { id sure } } } }"
JOB = "query ($id: ID!) { node(id: $id) { ... on Job { state reconciliations errors { message } batch { id mutation } } } }"
UNDO = "mutation ($i: UndoBatchInput!) { undoBatch(input: $i) { userErrors { code message } } }"
COUNT = "select count(*) from transactions where withdrawn_at is null and method is not null"


async def first_of_each(api: Api) -> list[str]:
    nodes = (await api.data(SUGGESTED))["bankLines"]["nodes"]
    return [each["id"] for node in nodes for each in node["suggestions"]]


async def apply(api: Api, ids: Sequence[str], **fields: Any) -> dict[str, Any]:
    done: dict[str, Any] = (await api.data(APPLY, i={"suggestionIds": list(ids), **fields}))["applyBankLineSuggestions"]
    return done


async def owed(centre: Centre, number: int) -> int:
    account = await centre.account(f"A-{number}", f"Payer {number}")
    await centre.invoice(("SWIM", 9_000), account=account, number=f"INV-{20_000 + number}", date=DAY)
    return account


async def test_money_is_recorded_with_its_edges_and_matched_in_one_batch(centre: Centre, bank: Bank, api: Api) -> None:
    await owed(centre, 1)
    check = await centre.payment(700, method=PaymentMethod.ECHECK, date=DAY)
    await bank.give(movement(9_000, "Invoice INV-20001", payer_name="Payer 1"), movement(700, "Ann Rivera"))
    before = await centre.state()
    done = await apply(api, await first_of_each(api))
    assert (done["bankLineCount"], done["transactionCount"], done["job"]) == (2, 1, None), done
    assert {each.explained for each in await bank.lines()} == {9_000, 700}
    rows = await centre.rows(
        "select t.payment_state, i.reconciled_cents, t.reference from transactions t join items i "
        "on i.transaction_id = t.id where t.method is not null order by t.amount_cents"
    )
    assert rows == [("CONFIRMED", 0, None), ("CONFIRMED", 9_000, "Invoice INV-20001")]
    assert await centre.rows("select id from payers") == []  # the tool chose, nobody did
    undone = await api.data(UNDO, i={"batchId": done["batch"]["id"]})
    assert undone["undoBatch"]["userErrors"] == []
    assert {each.explained for each in await bank.lines()} == {0}
    assert check.result.transaction
    assert before != await centre.state()  # the confirming stands


async def test_what_no_longer_stands_is_named(centre: Centre, bank: Bank, api: Api) -> None:
    await owed(centre, 1)
    await owed(centre, 2)
    await bank.give(movement(9_000, "Invoice INV-20001"), movement(9_000, "Invoice INV-20002"))
    ids = await first_of_each(api)
    assert len(ids) == 2
    twice = await apply(api, [ids[0], ids[0], opaque("BankLine", bank.id)])
    assert [(each["code"], each["row"]) for each in twice["userErrors"]] == [("CONFLICT", 1), ("NOT_FOUND", 2)]
    assert twice["batch"] is None
    line = next(each.id for each in await bank.lines())
    await bank.ignore(line)
    some = await apply(api, ids, errorPolicy="REJECT_FAILED_ROWS")
    assert [each["code"] for each in some["userErrors"]] == ["CONFLICT"]
    assert "outdated" in some["userErrors"][0]["message"]
    assert some["bankLineCount"] == 1


@pytest.mark.parametrize("policy", ["REJECT_EVERYTHING", "REJECT_FAILED_ROWS"])
async def test_many_are_applied_by_a_job_and_undone_account_by_account(
    centre: Centre, bank: Bank, api: Api, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestion_jobs, "APPLIED_ROWS_MAX", 2)
    monkeypatch.setattr(undo_ways, "UNDO_ACCOUNTS_MAX", 2)
    size = 4
    for number in range(size):
        await owed(centre, number)
    await bank.give(*(movement(9_000, f"Invoice INV-{20_000 + number}") for number in range(size)))
    ids = await first_of_each(api)
    assert len(ids) == size
    done = await apply(api, ids, errorPolicy=policy)
    assert done["job"] is not None, done
    assert done["bankLineCount"] == 0
    await run_unfinished_jobs(centre.store)
    job = (await api.data(JOB, id=done["job"]["id"]))["node"]
    assert (job["state"], job["reconciliations"], job["errors"]) == ("DONE", size, [])
    assert job["batch"]["mutation"] == "applyBankLineSuggestions"
    assert {each.explained for each in await bank.lines()} == {9_000}
    assert await centre.rows(COUNT) == [(size,)]
    undone = await api.data(UNDO, i={"batchId": job["batch"]["id"]})
    assert undone["undoBatch"]["userErrors"] == []
    await run_unfinished_jobs(centre.store)
    assert {each.explained for each in await bank.lines()} == {0}
    assert await centre.rows(COUNT) == [(0,)]
