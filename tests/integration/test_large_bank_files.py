"""A bank's file with very many movements: planned, staged, and shown at once by a job, or not at all (domain R24b, R42)."""

import base64
import pathlib
from collections.abc import Iterator, Sequence
from typing import Any
from unittest.mock import patch

import pytest

from api.graph.ids import opaque
from domain.jobs.running import JobRun
from domain.permissions import BILLING, Permission, Principal, PrincipalKind
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.conftest import fresh_database
from tests.support.bank import Bank
from tests.support.bank_oracle import bank_contradictions
from tests.support.centre import Centre, execute
from tests.support.graphql import Api
from tests.support.jobs import run_unfinished_jobs, undo
from tests.support.replay import read_log, replay

IMPORT = (
    "mutation ($i: ImportBankStatementInput!) { importBankStatement(input: $i) { userErrors { code message field } "
    "batch { id } created unchanged statement { lineCount } job { id state kind } } }"
)
JOB = (
    "query ($id: ID!) { node(id: $id) { ... on Job { state failure done total imported { created unchanged } "
    "batch { id mutation } } } }"
)
LINES = (
    "{ bankLines { totalCount } bankAccounts { nodes { openLines statements { totalCount nodes { lineCount } } } } }"
)
LOG = "{ auditLog(first: 100) { nodes { action } } }"
CANCEL = "mutation ($i: CancelJobInput!) { cancelJob(input: $i) { userErrors { code message } } }"
SIZE = 40


@pytest.fixture(autouse=True)
def _small() -> Iterator[None]:
    module = "domain.importing.statements.staged"
    with patch(f"{module}.UNSTAGED_LINES_MAX", 10), patch(f"{module}.PART_LINES", 7):
        yield


@pytest.fixture
async def bank(store: Store) -> Bank:
    return await Bank.open(await Centre.open(store))


def table(numbers: Sequence[int]) -> str:
    rows = (f"2026-01-{each % 28 + 1:02},{each + 1}.00,movement {each}" for each in numbers)
    return "\n".join(["booked_on,amount,text", *rows])


async def give(api: Api, bank: Bank, numbers: Sequence[int], **fields: Any) -> dict[str, Any]:
    content = base64.b64encode(table(numbers).encode()).decode()
    values = {"bankAccountId": opaque("BankAccount", bank.id), "contentBase64": content, **fields}
    done: dict[str, Any] = (await api.data(IMPORT, i=values))["importBankStatement"]
    return done


async def seen(api: Api) -> tuple[int, int]:
    """How many lines and statements a reader sees."""
    found = await api.data(LINES)
    (account,) = found["bankAccounts"]["nodes"]
    assert account["openLines"] == found["bankLines"]["totalCount"]
    return found["bankLines"]["totalCount"], account["statements"]["totalCount"]


async def begin(bank: Bank) -> None:
    """Runs the first group of the queued job: some of the file is recorded, and hidden."""
    ((job,),) = await bank.centre.rows("select id from jobs where ended_at is null")
    run = await JobRun.take(bank.centre.store, job)
    assert run is not None
    run._rows_max = 1
    await run.step()
    await run.leave()
    ((hidden,),) = await bank.centre.rows("select count(*) from bank_lines where withdrawn_at = 0")
    assert 0 < hidden < SIZE


async def test_a_large_file_is_shown_at_once_by_its_job(api: Api, bank: Bank) -> None:
    done = await give(api, bank, range(SIZE))
    assert done["userErrors"] == []
    assert (done["created"], done["unchanged"], done["statement"], done["batch"]) == (None, None, None, None)
    assert (done["job"]["state"], done["job"]["kind"]) == ("QUEUED", "IMPORT")
    await begin(bank)
    assert await seen(api) == (0, 0)
    assert not any("bank" in each["action"] for each in (await api.data(LOG))["auditLog"]["nodes"][1:-1])
    await run_unfinished_jobs(bank.centre.store)
    job = (await api.data(JOB, id=done["job"]["id"]))["node"]
    assert (job["state"], job["imported"]) == ("DONE", {"created": SIZE, "unchanged": 0})
    assert (job["done"], job["batch"]["mutation"]) == (job["total"], "importBankStatement")
    assert await seen(api) == (SIZE, 1)
    instants = await bank.centre.rows(
        "select distinct recorded_at from bank_lines union select distinct recorded_at from bank_statements"
    )
    assert len(instants) == 1, "recorded at the instant of showing"
    assert await verify(bank.centre.store) == []
    assert await bank.centre.store.read(bank_contradictions()) == []


async def test_what_is_there_already_is_counted_and_never_doubled(api: Api, bank: Bank) -> None:
    await give(api, bank, range(5, 12))
    dry = await give(api, bank, range(SIZE), dryRun=True)
    assert (dry["created"], dry["unchanged"], dry["job"], dry["userErrors"]) == (SIZE - 7, 7, None, [])
    assert await seen(api) == (7, 1)
    job = (await give(api, bank, range(SIZE)))["job"]
    await run_unfinished_jobs(bank.centre.store)
    assert (await api.data(JOB, id=job["id"]))["node"]["imported"] == {"created": SIZE - 7, "unchanged": 7}
    assert await seen(api) == (SIZE, 2)
    again = await give(api, bank, range(SIZE))
    assert (again["created"], again["unchanged"], again["job"]) == (0, SIZE, None)
    assert again["statement"]["lineCount"] == SIZE
    assert await verify(bank.centre.store) == []


async def test_one_file_of_a_bank_account_is_published_at_a_time(api: Api, bank: Bank) -> None:
    await give(api, bank, range(SIZE))
    await begin(bank)
    for numbers in (range(3), range(SIZE)):
        refused = await give(api, bank, numbers)
        assert [(each["code"], each["field"]) for each in refused["userErrors"]] == [
            ("CONFLICT", ["input", "bankAccountId"])
        ]
    other = await Bank.open(bank.centre, "Other")
    assert (await give(api, other, range(3)))["created"] == 3
    await run_unfinished_jobs(bank.centre.store)
    assert len(await bank.lines()) == SIZE


async def test_a_cancelled_file_leaves_nothing_and_can_be_imported_again(api: Api, bank: Bank) -> None:
    job = (await give(api, bank, range(SIZE)))["job"]
    await begin(bank)
    assert (await api.data(CANCEL, i={"jobId": job["id"]}))["cancelJob"]["userErrors"] == []
    await run_unfinished_jobs(bank.centre.store)
    assert await seen(api) == (0, 0)
    assert await verify(bank.centre.store) == []
    assert (await give(api, bank, range(3)))["created"] == 3
    await give(api, bank, range(SIZE))
    await run_unfinished_jobs(bank.centre.store)
    assert await seen(api) == (SIZE, 2)
    assert await verify(bank.centre.store) == []


async def test_a_file_is_not_shown_if_a_statement_was_undone_meanwhile(api: Api, bank: Bank) -> None:
    earlier = await give(api, bank, range(5, 12))
    job = (await give(api, bank, range(SIZE)))["job"]
    await begin(bank)
    ((batch,),) = await bank.centre.rows("select batch_id from bank_statements where withdrawn_at is null")
    assert earlier["batch"] is not None
    await undo(bank.centre.store, batch)
    await run_unfinished_jobs(bank.centre.store)
    ended = (await api.data(JOB, id=job["id"]))["node"]
    assert ended["state"] == "FAILED"
    assert "undone" in ended["failure"]
    assert await seen(api) == (0, 0)
    assert await verify(bank.centre.store) == []


async def test_another_instant_than_that_of_showing_is_found(api: Api, bank: Bank) -> None:
    await give(api, bank, range(SIZE))
    await run_unfinished_jobs(bank.centre.store)
    on = " on bank_lines" if bank.centre.store.backend.dialect == "postgres" else ""
    await execute(bank.centre.store, f"drop trigger bank_line_never_changed{on}")
    await execute(bank.centre.store, "update bank_lines set recorded_at = recorded_at + 1 where amount_cents = 700")
    found = await verify(bank.centre.store)
    assert [each.where for each in found if each.rule == "R24b"] == ["7.00 USD of 2026-01-07 on Main"]


async def test_a_published_file_is_undone_as_one(api: Api, bank: Bank) -> None:
    await give(api, bank, range(SIZE))
    (job,) = await run_unfinished_jobs(bank.centre.store)
    await undo(bank.centre.store, job.batch_id)
    assert await seen(api) == (0, 0)
    await give(api, bank, range(SIZE))
    await run_unfinished_jobs(bank.centre.store)
    assert await seen(api) == (SIZE, 1)
    assert await verify(bank.centre.store) == []


async def test_a_dry_run_of_who_may_only_import_counts_nothing(store: Store, bank: Bank) -> None:
    importer = Principal(PrincipalKind.TOKEN, "7", "importer", frozenset({Permission.IMPORT_DATA}))
    assert not importer.may(*BILLING)
    api = Api(store, importer)
    query = IMPORT.replace("statement { lineCount } job { id state kind }", "").replace("batch { id }", "")
    content = base64.b64encode(table(range(SIZE)).encode()).decode()
    given = {"bankAccountId": opaque("BankAccount", bank.id), "contentBase64": content, "dryRun": True}
    assert (await api.data(query, i=given))["importBankStatement"] == {
        "created": None,
        "unchanged": None,
        "userErrors": [],
    }
    assert await bank.centre.rows("select id from jobs") == []
    await api.http.aclose()


async def test_what_a_job_has_shown_replays_from_the_log(
    api: Api, bank: Bank, request: pytest.FixtureRequest, tmp_path: pathlib.Path
) -> None:
    await give(api, bank, range(SIZE))
    await run_unfinished_jobs(bank.centre.store)
    await give(api, await Bank.open(bank.centre, "Other"), range(SIZE))
    await begin(bank)
    batches, events = await bank.centre.store.read(read_log())
    columns = "select id, batch_id, amount_cents, text, recorded_at, withdrawn_at from bank_lines order by id"
    wanted = await bank.centre.rows(columns)
    assert {row[-1] for row in wanted} == {None, 0}
    for url in fresh_database("sqlite", request, tmp_path):
        empty = await Store.open(url)
        try:
            await empty.backend.run_unit(lambda: replay(batches, events))
            assert await Centre(empty).rows(columns) == wanted
        finally:
            await empty.close()


async def test_a_dry_run_of_a_large_file_keeps_nobody_waiting(api: Api, bank: Bank) -> None:
    """It has its figures from the plan, which is made beside all who write."""
    with patch("domain.importing.statements.service.import_statements", side_effect=AssertionError("not planned")):
        dry = await give(api, bank, range(SIZE), dryRun=True)
    assert (dry["created"], dry["unchanged"], dry["job"], dry["userErrors"]) == (SIZE, 0, None, [])
