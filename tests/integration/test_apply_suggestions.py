"""Many suggestions at once: in one unit, or by a job; refused by row or all, dry run, replay, undo (domain R26, R24)."""

import itertools
from typing import Any
from unittest.mock import ANY

import pytest

from api.graph.ids import opaque
from domain.core.kinds import JobState
from domain.core.matching import SuggestionKey
from domain.services import suggestion_jobs
from domain.services.marks import MarkInput
from tests.support.centre import Centre
from tests.support.contradictions import active_reconciliations, contradictions_of
from tests.support.graphql import Api
from tests.support.jobs import cancel, group, job_row
from tests.support.run_jobs import run_job
from tests.support.suggestions import invoice, payment, proposals

APPLY = """
mutation ($input: ApplySuggestionsInput!) {
  applySuggestions(input: $input) {
    userErrors { code message field row } batch { id mutation } replayed reconciliationCount
    job { id kind state done total reconciliations amountCents errorCount errors { account { number } code message } }
  }
}
"""
UNDO = "mutation ($b: ID!) { undoBatch(input: {batchId: $b}) { userErrors { code } job { id } undone { undone } } }"


@pytest.fixture
def small_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is more than two suggestions takes a job."""
    monkeypatch.setattr(suggestion_jobs, "APPLIED_ROWS_MAX", 2)


async def three_accounts(centre: Centre) -> list[str]:
    """Three accounts, each with an invoice and a payment for it; return the suggestions' ids."""
    ids = []
    for number in range(3):
        account = await centre.account(f"30{number:02}")
        await invoice(centre, f"C-{number}", 7_500, 1_000 + number, account=account)
        paid = await payment(centre, 8_500 + number, reference=f"invoice C-{number}", account=account)
        (found,) = await proposals(centre, paid, account)
        ids.append(opaque("Suggestion", found.key))
    return ids


async def apply(api: Api, ids: list[str], **command: object) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.data(APPLY, input={"suggestionIds": ids, **command}))["applySuggestions"]
    return answer


async def reconciliation_count(centre: Centre) -> int:
    return len(await active_reconciliations(centre.store))


async def run_queued(centre: Centre) -> Any:
    job = (await centre.rows("select max(id) from jobs"))[0][0]
    return await run_job(centre.store, job)


async def test_a_few_are_applied_in_one_batch_and_undone_with_it(api: Api, centre: Centre) -> None:
    ids = await three_accounts(centre)
    before = await centre.state()
    tried = await apply(api, ids, dryRun=True)
    assert await centre.state() == before
    done = await apply(api, ids, idempotencyKey="monday")
    assert (done["userErrors"], done["reconciliationCount"], done["job"]) == ([], 6, None)
    assert done["batch"]["mutation"] == "applySuggestions"
    assert (tried["userErrors"], tried["reconciliationCount"], tried["job"]) == ([], 6, None)
    assert await reconciliation_count(centre) == 6
    again = await apply(api, ids, idempotencyKey="monday")
    assert (again["replayed"], again["reconciliationCount"]) == (True, 6)
    undone = (await api.data(UNDO, b=done["batch"]["id"]))["undoBatch"]
    assert undone["userErrors"] == []
    assert await centre.state() == before
    assert await contradictions_of(centre.store) == []


async def test_one_that_no_longer_holds_refuses_all_unless_good_rows_are_kept(api: Api, centre: Centre) -> None:
    ids = await three_accounts(centre)
    ids.insert(1, opaque("Suggestion", SuggestionKey(1, "0" * 16)))
    assert (await apply(api, ids[:1]))["reconciliationCount"] == 2
    refused = await apply(api, ids)
    assert [(each["code"], each["row"], each["field"]) for each in refused["userErrors"]] == [
        ("CONFLICT", 0, ["input", "suggestionIds", "0"]),
        ("NOT_FOUND", 1, ["input", "suggestionIds", "1"]),
    ]
    assert (refused["reconciliationCount"], refused["batch"]) == (None, None)
    assert await reconciliation_count(centre) == 2
    kept = await apply(api, ids, errorPolicy="REJECT_FAILED_ROWS")
    assert [each["row"] for each in kept["userErrors"]] == [0, 1]
    assert kept["reconciliationCount"] == 4
    assert await contradictions_of(centre.store) == []


async def test_rows_count_what_earlier_rows_took(api: Api, centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    first, second = await payment(centre, 7_500), await payment(centre, 7_500)
    ids = [opaque("Suggestion", each.key) for credit in (first, second) for each in await proposals(centre, credit)]
    answer = await apply(api, ids, errorPolicy="REJECT_FAILED_ROWS")
    assert [(each["code"], each["row"]) for each in answer["userErrors"]] == [("CONFLICT", 1)]
    assert "An earlier row" in answer["userErrors"][0]["message"]
    assert answer["reconciliationCount"] == 1
    assert await contradictions_of(centre.store) == []


async def test_none_and_too_many_are_refused(api: Api, centre: Centre) -> None:
    for ids in ([], ["x"] * 10_001):
        answer = await apply(api, ids)
        assert [each["code"] for each in answer["userErrors"]] == ["INVALID_VALUE"]


@pytest.mark.usefixtures("small_unit")
async def test_more_than_fit_a_unit_are_applied_by_a_job_in_one_batch(api: Api, centre: Centre) -> None:
    ids = await three_accounts(centre)
    before = await centre.state()
    tried = await apply(api, ids, dryRun=True)
    assert (tried["job"]["state"], tried["job"]["reconciliations"], tried["job"]["amountCents"]) == ("DONE", 6, 25_503)
    assert await centre.state() == before
    queued = await apply(api, ids, idempotencyKey="monday")
    assert (queued["userErrors"], queued["reconciliationCount"], queued["batch"]) == ([], 0, None)
    assert (queued["job"]["kind"], queued["job"]["state"]) == ("APPLY_SUGGESTIONS", "QUEUED")
    job = await run_queued(centre)
    assert (job.state, job.reconciliations, job.cents_by_currency, job.error_count) == ("DONE", 6, {"USD": 25_503}, 0)
    again = await apply(api, ids, idempotencyKey="monday")
    assert (again["replayed"], again["batch"]["mutation"]) == (True, "applySuggestions")
    assert await reconciliation_count(centre) == 6
    undone = (await api.data(UNDO, b=again["batch"]["id"]))["undoBatch"]
    assert undone["userErrors"] == []
    assert await centre.state() == before
    assert await contradictions_of(centre.store) == []


@pytest.mark.usefixtures("small_unit")
@pytest.mark.parametrize("keep", [False, True])
async def test_a_job_does_nothing_or_the_good_ones_if_one_no_longer_holds(api: Api, centre: Centre, keep: bool) -> None:
    ids = await three_accounts(centre)
    assert (await apply(api, ids[2:]))["reconciliationCount"] == 2
    await apply(api, ids, errorPolicy="REJECT_FAILED_ROWS" if keep else "REJECT_EVERYTHING")
    job = await run_queued(centre)
    assert (job.state, job.reconciliations, job.error_count) == ("DONE", 4 if keep else 0, 1)
    assert await reconciliation_count(centre) == (6 if keep else 2)
    errors = await centre.rows("select code, message from job_errors")
    assert [code for code, _ in errors] == ["CONFLICT"]
    assert await contradictions_of(centre.store) == []


@pytest.mark.usefixtures("small_unit")
async def test_an_unknown_id_refuses_all_before_a_job_is_queued(api: Api, centre: Centre) -> None:
    ids = [*await three_accounts(centre), "nonsense"]
    refused = await apply(api, ids)
    assert [(each["code"], each["row"]) for each in refused["userErrors"]] == [("NOT_FOUND", 3)]
    assert await centre.rows("select count(*) from jobs") == [(0,)]
    kept = await apply(api, ids, errorPolicy="REJECT_FAILED_ROWS")
    assert [each["row"] for each in kept["userErrors"]] == [3]
    assert (await run_queued(centre)).reconciliations == 6


@pytest.mark.usefixtures("small_unit")
async def test_a_large_account_is_applied_in_parts_of_one_batch(
    api: Api, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = []
    for number in range(30):
        await invoice(centre, f"A-1{number:02}", 1_001 + 13 * number)
        paid = await payment(centre, 1_001 + 13 * number, reference=f"invoice A-1{number:02}")
        ids += [opaque("Suggestion", each.key) for each in await proposals(centre, paid) if each.sure]
    assert len(ids) == 30
    for name in ("GROUP_ROWS_FIRST", "GROUP_ROWS_MAX", "GROUP_ROWS_MIN"):
        monkeypatch.setattr(f"domain.jobs.running.{name}", 7)
    await apply(api, ids)
    job = await run_queued(centre)
    assert (job.state, job.reconciliations, job.error_count, job.done, job.total) == ("DONE", 30, 0, 2, 2)
    assert {row[0] for row in await centre.rows("select batch_id from reconciliations")} == {job.batch_id}
    assert await contradictions_of(centre.store) == []


async def test_an_existing_pair_is_raised(api: Api, centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    paid = await payment(centre, 7_500, MarkInput(item_id=item.id, amount_cents=6_000))
    (found,) = await proposals(centre, paid)
    assert (await apply(api, [opaque("Suggestion", found.key)]))["reconciliationCount"] == 1
    assert [each.cents for each in await active_reconciliations(centre.store)] == [7_500]
    assert await contradictions_of(centre.store) == []


# on PostgreSQL, which takes longer, once with a cancellation and once without: where it comes is no matter of the database
@pytest.mark.usefixtures("small_unit")
@pytest.mark.parametrize(
    ("database_url", "cancelled_after"),
    [*(("sqlite", after) for after in (0, 4, 7, None)), ("postgresql", 4), ("postgresql", None)],
    indirect=["database_url"],
)
async def test_a_job_that_is_killed_again_and_again_and_cancelled_is_undone_whole(
    api: Api, centre: Centre, cancelled_after: int | None
) -> None:
    ids = await three_accounts(centre)
    for number in range(6):
        await invoice(centre, f"A-1{number:02}", 1_001 + 13 * number)
        paid = await payment(centre, 1_001 + 13 * number, reference=f"invoice A-1{number:02}")
        ids += [opaque("Suggestion", each.key) for each in await proposals(centre, paid) if each.sure]
    before = await centre.state()
    await apply(api, ids, idempotencyKey="monday")
    job = (await centre.rows("select max(id) from jobs"))[0][0]
    for steps in itertools.count():
        if steps == cancelled_after:
            await cancel(centre.store, job)
            break
        with pytest.raises(ZeroDivisionError):
            await group(centre.store, job, 1, rows_most=2, dies=True)
        if (await group(centre.store, job, 1, rows_most=2)).job.ended:
            break
    ended = await job_row(centre.store, job)
    assert ended.state is (JobState.DONE if cancelled_after is None else JobState.CANCELLED)
    assert await reconciliation_count(centre) == ended.reconciliations == (12 if cancelled_after is None else ANY)
    assert await contradictions_of(centre.store) == []
    again = await apply(api, ids, idempotencyKey="monday")
    assert (again["replayed"], again["job"]["state"]) == (True, ended.state)
    if ended.batch_id is not None:
        assert (await api.data(UNDO, b=again["batch"]["id"]))["undoBatch"]["userErrors"] == []
    assert await centre.state() == before
    await apply(api, ids, idempotencyKey="tuesday")
    assert (await run_queued(centre)).reconciliations == 12
    assert await contradictions_of(centre.store) == []
