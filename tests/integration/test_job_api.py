"""Jobs over the API: queueing, watching, dry runs, cancelling, undoing (domain R24, R25, R36)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.graph.ids import opaque, row_id
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.services.undo.ways import UNDO_ACCOUNTS_MAX
from domain.store.program import Sql
from domain.store.store import Store
from tests.support.centre import Centre, execute, rows
from tests.support.graphql import Api
from tests.support.jobs import run_unfinished_jobs
from tests.support.random_commands.books import crowd
from tests.support.run_jobs import run_job

JOB = """
id kind state done total reconciliations amountCents amounts { currency amountCents } errorCount failure endedAt recordedBy
imported { created }
errors { account { number } code message } batch { id mutation undone } undoes { id }
"""
START = f"""
mutation ($input: ReconcileAllAccountsInput!) {{
  reconcileAllAccounts(input: $input) {{ userErrors {{ code field }} replayed batch {{ id }} job {{ {JOB} }} }}
}}
"""
CANCEL = f"""
mutation ($input: CancelJobInput!) {{
  cancelJob(input: $input) {{ userErrors {{ code field }} replayed batch {{ id }} job {{ {JOB} }} }}
}}
"""
UNDO = f"""
mutation ($input: UndoBatchInput!) {{
  undoBatch(input: $input) {{
    userErrors {{ code field }} replayed batch {{ id }} undone {{ id undone }} job {{ {JOB} }}
  }}
}}
"""
WATCH = f"query ($id: ID!) {{ job(id: $id) {{ {JOB} }} node(id: $id) {{ ... on Job {{ state done }} }} }}"
COUNTS = Sql(
    "select (select count(*) from jobs), (select count(*) from job_errors), (select count(*) from reconciliations), "
    "(select count(*) from batches), (select count(*) from idempotency_keys)"
)


@pytest.fixture
async def each_api(store: Store) -> AsyncIterator[Api]:
    client = Api(store)
    yield client
    await client.http.aclose()


@pytest.fixture
async def api(sqlite_store: Store) -> AsyncIterator[Api]:
    client = Api(sqlite_store)
    yield client
    await client.http.aclose()


async def start(api: Api, **command: object) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.data(START, input=command))["reconcileAllAccounts"]
    return answer


async def watch(api: Api, job: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.data(WATCH, id=job))["job"]
    return answer


def figures(job: dict[str, Any]) -> dict[str, Any]:
    """What a dry run says as the real run does: all but ids, instants and the batch."""
    errors = [{name: error[name] for name in ("account", "code")} for error in job["errors"]]
    left_out = {"id", "endedAt", "batch", "errors"}
    return {name: value for name, value in job.items() if name not in left_out} | {"errors": errors}


async def test_a_job_is_queued_watched_and_undone(each_api: Api) -> None:
    api = each_api
    await crowd(api.store, 12)
    before = await Centre(api.store).state()
    answer = await start(api)
    queued = answer["job"]
    assert (answer["userErrors"], answer["batch"], queued["state"], queued["done"]) == ([], None, "QUEUED", 0)
    await run_job(api.store, row_id(queued["id"], "Job"))
    job = await watch(api, queued["id"])
    assert (job["kind"], job["state"], job["done"], job["total"]) == ("RECONCILE_ALL", "DONE", 12, 12)
    assert job["amounts"] == [{"currency": "USD", "amountCents": job["amountCents"]}]
    assert (job["batch"]["mutation"], job["batch"]["undone"]) == ("reconcileAllAccounts", False)
    assert job["recordedBy"] == "command line"
    assert job["endedAt"] is not None
    undone = (await api.data(UNDO, input={"batchId": job["batch"]["id"]}))["undoBatch"]
    assert (undone["undone"], undone["job"]) == ({"id": job["batch"]["id"], "undone": True}, None)
    assert await Centre(api.store).state() == before


async def test_reports_the_accounts_that_failed(each_api: Api) -> None:
    api = each_api
    accounts = await crowd(api.store, 12)
    await execute(
        api.store,
        "update transactions set payment_state = 'FAILED', failed_at = 1 "
        f"where kind = 'PAYMENT' and account_id in ({accounts[3]}, {accounts[4]})",
    )
    tried = (await start(api, dryRun=True))["job"]
    queued = (await start(api))["job"]
    await run_unfinished_jobs(api.store)
    job = await watch(api, queued["id"])
    assert (job["state"], job["errorCount"]) == ("DONE", 2)
    assert [(each["account"]["number"], each["code"]) for each in job["errors"]] == [
        ("F00003", "WRONG_STATE"),
        ("F00004", "WRONG_STATE"),
    ]
    assert figures(tried) == figures(job)


async def test_a_dry_run_predicts_the_real_run_and_stores_nothing(each_api: Api) -> None:
    api = each_api
    accounts = await crowd(api.store, 40)
    named = [opaque("Account", each) for each in accounts[5:30]]
    counts = await rows(api.store, COUNTS)
    tried = await start(api, accountIds=named, kinds=["PAYMENT"], dryRun=True, idempotencyKey="monday")
    assert (tried["job"]["state"], tried["job"]["batch"], tried["batch"]) == ("DONE", None, None)
    assert await rows(api.store, COUNTS) == counts
    assert await watch(api, tried["job"]["id"]) is None
    queued = await start(api, accountIds=named, kinds=["PAYMENT"], idempotencyKey="monday")
    assert not queued["replayed"]
    await run_unfinished_jobs(api.store)
    assert figures(await watch(api, queued["job"]["id"])) == figures(tried["job"])
    assert tried["job"]["reconciliations"] > 25


async def test_a_dry_run_of_a_job_stands_alone(api: Api) -> None:
    await crowd(api.store, 3)
    one = "reconcileAllAccounts(input: {dryRun: true}) { replayed }"
    answer = await api(f"mutation {{ one: {one} two: {one} }}")
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "only mutation" in answer["errors"][0]["message"]


async def test_the_same_key_gives_the_same_job(each_api: Api) -> None:
    api = each_api
    await crowd(api.store, 3)
    first = await start(api, idempotencyKey="monday")
    await run_unfinished_jobs(api.store)
    again = await start(api, idempotencyKey="monday")
    assert (again["replayed"], again["job"]["id"], again["job"]["state"]) == (True, first["job"]["id"], "DONE")
    assert again["batch"] == {"id": again["job"]["batch"]["id"]}
    other = await start(api, idempotencyKey="monday", kinds=["CREDIT"])
    assert other["userErrors"][0]["code"] == "IDEMPOTENCY_MISMATCH"


async def test_unknown_accounts_are_named_by_their_index(api: Api) -> None:
    account = opaque("Account", (await crowd(api.store, 1))[0])
    for dry_run in (False, True):
        answer = await start(api, accountIds=[account, "nonsense"], dryRun=dry_run)
        assert answer["userErrors"] == [{"code": "NOT_FOUND", "field": ["input", "accountIds", "1"]}]
        assert answer["job"] is None
    assert (await start(api, kinds=["INVOICE"]))["userErrors"][0]["code"] == "WRONG_SIDE"


async def test_a_job_is_cancelled_once(api: Api) -> None:
    await crowd(api.store, 3)
    job = (await start(api))["job"]["id"]
    tried = (await api.data(CANCEL, input={"jobId": job, "dryRun": True}))["cancelJob"]
    assert tried["job"]["state"] == "CANCELLED"
    assert (await watch(api, job))["state"] == "QUEUED"
    cancelled = (await api.data(CANCEL, input={"jobId": job, "idempotencyKey": "stop"}))["cancelJob"]
    assert (cancelled["userErrors"], cancelled["job"]["state"], cancelled["batch"]) == ([], "CANCELLED", None)
    assert (await api.data(CANCEL, input={"jobId": job, "idempotencyKey": "stop"}))["cancelJob"]["replayed"]
    again = (await api.data(CANCEL, input={"jobId": job}))["cancelJob"]
    assert again["userErrors"] == [{"code": "WRONG_STATE", "field": ["input", "jobId"]}]
    unknown = (await api.data(CANCEL, input={"jobId": "nonsense"}))["cancelJob"]
    assert unknown["userErrors"][0]["code"] == "NOT_FOUND"
    assert await run_unfinished_jobs(api.store) == []


async def test_a_cancelled_job_shows_who_cancelled_it_and_when(each_api: Api) -> None:
    api = each_api
    await crowd(api.store, 3)
    job = (await start(api))["job"]["id"]
    query = "query ($id: ID!) { job(id: $id) { recordedBy cancelledAt cancelledBy cancelledPrincipal endedAt } }"
    asked = (await api.data(query, id=job))["job"]
    assert asked == dict.fromkeys(asked) | {"recordedBy": "command line"}
    api.principal = Principal(PrincipalKind.USER, "user:7", "Ann", ALL_PERMISSIONS, 7)
    await api.data(CANCEL, input={"jobId": job})
    reported = (await api.data(query, id=job))["job"]
    assert (reported["recordedBy"], reported["cancelledBy"]) == ("command line", "Ann")
    assert reported["cancelledPrincipal"] == opaque("User", 7)
    assert reported["cancelledAt"] == reported["endedAt"] is not None


async def test_running_and_latest_jobs_are_found_again(api: Api) -> None:
    await crowd(api.store, 3)
    made = []
    for _ in range(3):
        made.append((await start(api))["job"]["id"])
        await run_unfinished_jobs(api.store)
    made.append((await start(api))["job"]["id"])
    query = (
        "query ($after: String, $unfinished: Boolean) { jobs(first: 3, after: $after, unfinished: $unfinished) "
        "{ totalCount nodes { id state errors { code } } pageInfo { hasNextPage endCursor } } }"
    )
    page = (await api.data(query))["jobs"]
    assert [each["id"] for each in page["nodes"]] == made[:0:-1]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (4, True)
    rest = (await api.data(query, after=page["pageInfo"]["endCursor"]))["jobs"]
    assert [each["id"] for each in rest["nodes"]] == made[:1]
    running = (await api.data(query, unfinished=True))["jobs"]
    assert [(each["id"], each["state"]) for each in running["nodes"]] == [(made[3], "QUEUED")]
    assert (await api.data(query, unfinished=False))["jobs"]["totalCount"] == 3


async def test_only_callers_who_may_start_jobs_see_jobs(api: Api) -> None:
    await crowd(api.store, 3)
    job = (await start(api))["job"]["id"]
    view = {Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING}
    api.principal = Principal(PrincipalKind.USER, "user:2", "Bo", frozenset(view))
    assert (await watch(api, job))["id"] == job
    assert await watch(api, "nonsense") is None
    for missing in view:
        api.principal = Principal(PrincipalKind.USER, "user:3", "Cy", frozenset(ALL_PERMISSIONS - {missing}))
        answer = await api("query ($id: ID!) { job(id: $id) { state } jobs { totalCount } }", id=job)
        assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN"}
        assert (await api.data("query ($id: ID!) { node(id: $id) { id } }", id=job)) == {"node": None}
    api.principal = Principal(PrincipalKind.CLIENT, "user:4", "Di", frozenset(), account_id=1)
    for query in ("{ jobs { totalCount } }", '{ job(id: "x") { id } }'):
        assert (await api(query))["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_job_undoes_many_accounts_as_its_dry_run_predicts(api: Api) -> None:
    many = UNDO_ACCOUNTS_MAX + 5
    await crowd(api.store, many)
    before = await Centre(api.store).state()
    job = (await start(api))["job"]["id"]
    await run_unfinished_jobs(api.store)
    batch = (await watch(api, job))["batch"]["id"]
    counts = await rows(api.store, COUNTS)
    tried = (await api.data(UNDO, input={"batchId": batch, "dryRun": True}))["undoBatch"]
    assert await rows(api.store, COUNTS) == counts
    assert (tried["undone"], tried["job"]["state"]) == ({"id": batch, "undone": False}, "DONE")
    asked = (await api.data(UNDO, input={"batchId": batch, "idempotencyKey": "back"}))["undoBatch"]
    assert (asked["job"]["kind"], asked["job"]["state"], asked["job"]["undoes"]) == ("UNDO", "QUEUED", {"id": batch})
    await run_unfinished_jobs(api.store)
    ended = await watch(api, asked["job"]["id"])
    assert figures(ended) == figures(tried["job"])
    assert (ended["done"], ended["errorCount"]) == (many, 0)
    assert await Centre(api.store).state() == before
    again = (await api.data(UNDO, input={"batchId": batch, "idempotencyKey": "back"}))["undoBatch"]
    assert (again["replayed"], again["job"]["id"]) == (True, ended["id"])
    refused = (await api.data(UNDO, input={"batchId": batch, "dryRun": True}))["undoBatch"]
    assert refused["userErrors"] == [{"code": "WRONG_STATE", "field": ["input", "batchId"]}]


async def test_small_undos_can_be_dry_run_together(api: Api) -> None:
    await crowd(api.store, 3)
    job = (await start(api))["job"]["id"]
    await run_unfinished_jobs(api.store)
    batch = (await watch(api, job))["batch"]["id"]
    undo = "undoBatch(input: {batchId: $b, dryRun: true}) { userErrors { code } }"
    answer = await api.data(f"mutation ($b: ID!) {{ one: {undo} two: {undo} }}", b=batch)
    assert [each["userErrors"] for each in answer.values()] == [[], [{"code": "WRONG_STATE"}]]
