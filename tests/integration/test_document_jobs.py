"""Statements and yearly receipts of many accounts: a job makes each once, and one archive has all (domain R46d)."""

import io
import logging
import zipfile
from typing import Any

import httpx
import pytest

from api.exporting.papers.making import Maker
from api.exporting.papers.preparing import Preparing
from api.exporting.papers.typesetting import Typesetter
from api.graph.ids import opaque, row_id
from domain.core.organisation import Organisation
from domain.jobs.running import JobRun
from domain.jobs.upkeep import prune_expired
from domain.permissions import BILLING, Permission
from domain.services.erasing import ErasePerson
from domain.store.store import Store
from tests.support.app_client import client_of, token_for
from tests.support.centre import Centre, run
from tests.support.jobs import job_errors, job_row
from tests.support.papers import HOSTILE, MONTH, family, made, queued
from tests.support.pdf import words_in
from tests.support.run_jobs import run_job

YEAR = {"kind": "YEARLY_RECEIPT", "period": {"year": 2026}}


async def asked_for(client: httpx.AsyncClient, token: str, job: str) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"}
    return await client.get("/documents/batch.zip", params={"jobId": job}, headers=headers)


async def archive(client: httpx.AsyncClient, token: str, job: int) -> dict[str, str]:
    """The words of each paper of a job, by its name."""
    answer = await asked_for(client, token, opaque("Job", job))
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as opened:
        assert opened.testzip() is None
        return {name: words_in(opened.read(name)) for name in opened.namelist()}


async def test_a_job_makes_the_papers_of_all_accounts_once(store: Store) -> None:
    centre, _ = await family(store)
    await centre.new_account("3/3", "Nobody")
    token = await token_for(store, *BILLING)
    job, shown = await made(centre, store, **YEAR)
    assert (shown["state"], shown["done"], shown["total"], shown["errorCount"], shown["batch"]) == (
        "DONE",
        3,
        3,
        0,
        None,
    )
    assert shown["documents"]["count"] == 2
    assert shown["documents"]["keptUntil"]
    assert (await run_job(store, job)).done == 3  # once more, of a job that has ended
    chosen = {}
    async with client_of(store) as client:
        papers = await archive(client, token, job)
        for accounts in ("ALL", "WITH_ACTIVITY", "WITH_BALANCE", "OWING"):
            other, _ = await made(centre, store, **MONTH, accounts=accounts)
            chosen[accounts] = sorted(await archive(client, token, other))
    assert sorted(papers) == ["receipt-2026-2002-Leo.pdf", "receipt-2026-2002-Zo---panic----b---x---i-.pdf"]
    assert "5.44 USD" in papers["receipt-2026-2002-Leo.pdf"]
    assert HOSTILE in papers["receipt-2026-2002-Zo---panic----b---x---i-.pdf"]
    of = "statement-{}-2026-01-01-to-2026-01-31.pdf".format
    assert chosen == {
        "ALL": [of("1001"), of("2002"), of("3-3")],
        **{each: [of("2002")] for each in ("WITH_ACTIVITY", "WITH_BALANCE", "OWING")},
    }
    await centre.close()


async def test_papers_of_an_account_that_changes_meanwhile_are_made_anew(store: Store) -> None:
    centre, _ = await family(store)
    job = await queued(centre, store, **MONTH)
    preparing = Preparing(store, Maker(store, Organisation("Harbourview")), Typesetter(wait_s=60))
    changes = iter([lambda: centre.pay(44_56, "CASH", date="2026-01-30")])

    async def prepare(row: Any, most: int) -> Any:
        prepared = await preparing.prepare(row, most)
        for change in changes:
            await change()
        return prepared

    running = JobRun(store, await job_row(store, job), prepare)
    await running.step()
    assert (running.job.done, running.job.ended) == (1, False)  # the account before is done
    while not running.job.ended:
        await running.step()
    async with client_of(store) as client:
        papers = await archive(client, await token_for(store, *BILLING), job)
    assert "44.56 0.00" in papers["statement-2002-2026-01-01-to-2026-01-31.pdf"]  # paid, and nothing is due
    await centre.close()


async def test_papers_vanish_with_the_person_and_with_time(store: Store) -> None:
    centre, known = await family(store)
    job, _ = await made(centre, store, **YEAR)
    await made(centre, store, **MONTH, accounts="ALL")
    await centre.pay(4_456, "CASH", date="2026-01-30")
    await centre.do("reconcileAccount", accountId=centre.account)
    await run(store, ErasePerson(member_id=row_id(known["Leo"], "Member")))
    assert await Centre(store).rows("select a.number from documents d join accounts a on a.id = d.account_id") == [
        ("1001",)
    ]
    later = store.clock() + 31 * 86_400_000_000
    for now, left in ((store.clock(), 1), (later, 0)):
        await store.backend.run_unit(lambda now=now: prune_expired(now))  # type: ignore[misc]  # as it is now
        assert await Centre(store).rows("select count(*) from documents") == [(left,)]
    async with client_of(store) as client:
        answer = await asked_for(client, await token_for(store, *BILLING), opaque("Job", job))
    assert answer.status_code == 400
    assert "were deleted" in answer.json()["errors"][0]["message"]
    await centre.close()


async def test_an_account_whose_paper_cannot_be_made_is_named(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    centre, _ = await family(store)
    monkeypatch.setattr("api.exporting.papers.making.LINES_MAX", 1)
    job, shown = await made(centre, store, **MONTH, accounts="ALL")
    (error,) = await job_errors(store, job)
    assert (shown["done"], shown["errorCount"], shown["documents"]["count"]) == (2, 1, 1)
    assert "Choose a shorter period" in error.message

    def broken(*_: object) -> bytes:
        raise ValueError("no glyph")

    monkeypatch.setattr("api.exporting.papers.typesetting.typeset", broken)
    with caplog.at_level(logging.ERROR):
        job, shown = await made(centre, store, **YEAR)
    assert (shown["state"], shown["errorCount"]) == ("DONE", 1)
    assert [each.code for each in await job_errors(store, job)] == ["INTERNAL"]
    assert "no glyph" in caplog.text
    await centre.close()


async def test_accounts_are_chosen_as_a_list_of_accounts_finds_them(store: Store) -> None:
    centre, _ = await family(store)
    other = await centre.new_account("3/3", "Nobody")
    token = await token_for(store, *BILLING)
    chosen = {
        "nunez": {"search": "nunez"},
        "paid": {"search": "1,240.00"},
        "open": {"filter": {"hasUnreconciled": True}},
        "both": {"search": "nunez", "filter": {"hasUnreconciled": True, "currency": "USD"}},
        "none open": {"filter": {"hasUnreconciled": False}, "search": "3/3"},
        "among": {"search": "nobody", "accountIds": [other, centre.account]},
        "blank": {"search": "  ", "filter": {}},
    }
    found = {}
    async with client_of(store) as client:
        for name, some in chosen.items():
            job, shown = await made(centre, store, **MONTH, accounts="ALL", **some)
            assert (shown["state"], shown["done"]) == ("DONE", shown["total"])
            found[name] = sorted({each.split("-")[1] for each in await archive(client, token, job)})
    everybody = found.pop("blank")
    assert len(everybody) >= 3
    nunez, nobody = ["2002"], ["3"]
    assert found == {"nunez": nunez, "paid": nunez, "open": nunez, "both": nunez, "none open": nobody, "among": nobody}
    for some, field in (
        ({"search": "no such family"}, "search"),
        ({"filter": {"externalId": "crm-7"}}, "filter"),
        ({"search": "nunez", "accountIds": [other]}, "search"),
        ({"search": "x" * 1_000}, "search"),
    ):
        assert (await centre.refused("makeDocuments", **MONTH, **some))["field"] == ["input", field]
    await centre.close()


async def test_what_a_search_finds_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    centre, _ = await family(store)
    await centre.new_account("3/3", "Nobody")
    monkeypatch.setattr("domain.services.documents.FOUND_MAX", 1)
    refused = await centre.refused("makeDocuments", **MONTH, filter={"currency": "USD"})
    assert (refused["code"], refused["field"]) == ("INVALID_VALUE", ["input", "filter"])
    await queued(centre, store, **MONTH, search="nobody")
    await centre.close()


async def test_memory_is_given_back_while_papers_are_made(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    centre, _ = await family(store)
    monkeypatch.setattr("domain.jobs.running.RELEASED_AFTER", 1)
    released = []
    release = store.backend.release_memory

    async def counted() -> None:
        released.append(1)
        await release()

    monkeypatch.setattr(store.backend, "release_memory", counted)
    _, shown = await made(centre, store, **MONTH, accounts="ALL")
    assert shown["state"] == "DONE"
    assert released
    await centre.close()


async def test_an_archive_is_refused_with_what_to_do(store: Store) -> None:
    centre, _ = await family(store)
    waiting = opaque("Job", await queued(centre, store, **MONTH))
    assert (await centre.refused("makeDocuments", **{**MONTH, "kind": "YEARLY_RECEIPT"}))["field"] == [
        "input",
        "period",
    ]
    await centre.refused("makeDocuments", **YEAR, accountIds=[])
    full = await token_for(store, *BILLING)
    some = await token_for(store, Permission.VIEW_REPORTS)
    async with client_of(store) as client:
        for token, job, status in ((full, waiting, 400), (full, "jo_1", 404), (full, "", 404), (some, waiting, 403)):
            answer = await asked_for(client, token, job)
            assert answer.status_code == status, answer.text
            assert answer.json()["errors"][0]["message"]
    await centre.close()
