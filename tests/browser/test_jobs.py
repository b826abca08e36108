"""Reconcile all accounts: advice, what it would come to, a job that is followed, cancelled and undone."""

import asyncio
import contextlib
import json
import re
import threading
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from domain.permissions import OPERATOR
from domain.services.jobs import JobResult
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from domain.store.unit_of_work import UnitOfWork
from tests.support.accessibility import found_wrong
from tests.support.bounded import LONGEST_S
from tests.support.many_accounts import fill_accounts
from tests.support.programs import RunProgram
from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, WAIT_MS, Site, Visitor, at_page, served_demo, visiting
from tests.support.slow_answers import ADDRESS

COUNT = 1_000
ALL = f"{COUNT:,}"
MONEY = f"${COUNT * 30:,}.00"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def many(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """Books of many accounts, none of them reconciled."""
    url = f"sqlite:///{tmp_path_factory.mktemp('many') / 'many.db'}"
    async with served_demo(url, lambda store: fill_accounts(store, COUNT)) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(profile: BrowserContext, many: Site, tab: Page) -> AsyncIterator[Visitor]:
    """Ann, who may do everything, at these books."""
    async with at_page(profile, many, tab) as someone:
        await someone.go("/accounts")
        await someone.sign_in("ann@example.org")
        await someone.page.get_by_role("link", name="Member 1", exact=True).wait_for()
        yield someone
    assert someone.problems == []


_DONE = Sql("select coalesce(max(done), 0) from jobs where ended_at is null")


def _accounts_done() -> Program[int]:
    done: int = (yield Query(_DONE))[0][0]
    return done


def _nothing(_unit: UnitOfWork) -> Program[JobResult]:
    yield from ()
    return JobResult(0)


async def begun(store: Store) -> None:
    """Waits until the job has done its first accounts, turn by turn with it."""
    for _ in range(10_000):
        if await store.read(_accounts_done()):
            return
        await store.run(RunProgram("wait", _nothing), OPERATOR)


@contextlib.asynccontextmanager
async def nobody_writes(store: Store) -> AsyncIterator[None]:
    """Holds the one who writes, so that a job stands where it is as long as this lasts."""
    held, free = threading.Event(), threading.Event()

    def hold(_unit: UnitOfWork) -> Program[JobResult]:
        yield from ()
        held.set()
        free.wait(LONGEST_S)
        return JobResult(0)

    holding = asyncio.create_task(store.run(RunProgram("hold", hold), OPERATOR))
    try:
        assert await asyncio.to_thread(held.wait, WAIT_MS / 1000)
        yield
    finally:
        free.set()
        await holding


@contextlib.asynccontextmanager
async def a_job_at_work(visitor: Visitor) -> AsyncIterator[None]:
    """Starts the job, which gets no further than it got until the answer came."""
    page = visitor.page
    async with contextlib.AsyncExitStack() as stack:

        async def hold_it(route: Route) -> None:
            body = sent(route.request)
            if "mutation ReconcileAllAccounts" not in body or '"dryRun":true' in body:
                return await route.continue_()
            answer = await route.fetch()
            await begun(visitor.site.store)
            await stack.enter_async_context(nobody_writes(visitor.site.store))
            await route.fulfill(response=answer)
            return None

        await page.route("**/graphql", hold_it)
        await page.get_by_role("button", name="Operations").click()
        await page.get_by_role("button", name="Reconcile all accounts").click()
        await page.get_by_role("button", name=f"Create {ALL} reconciliations").click()
        await page.get_by_role("heading", name="Reconcile all accounts", level=1).wait_for()
        await page.unroute("**/graphql")
        yield


async def test_all_accounts_are_reconciled_by_a_job_that_is_followed_and_undone(visitor: Visitor) -> None:
    page = visitor.page
    async with a_job_at_work(visitor):
        progress = page.locator(".progress")
        await expect(progress).to_contain_text(f"of {ALL} accounts")
        await expect(page.locator(".state")).to_have_text(re.compile("Running|Queued"))
        address = page.url
        await page.reload()
        await expect(progress).to_contain_text(f"of {ALL} accounts")
        await page.get_by_role("link", name="Accounts", exact=True).click()
        strip = page.get_by_role("region", name="Running jobs")
        await expect(strip).to_contain_text(f"of {ALL} accounts")
        assert await found_wrong(page) == []
    await expect(strip).to_contain_text("has finished")
    await visitor.context.clear_cookies()
    await page.goto(address)
    await visitor.sign_in("ann@example.org")
    await expect(page.locator(".state")).to_have_text("Done")
    await expect(page.locator(".facts dd")).to_have_text([ALL, MONEY, "none"])
    await page.get_by_role("button", name="Undo all").click()
    await expect(page.locator(".preview dd")).to_have_text([ALL, ALL, MONEY])
    await page.get_by_role("dialog").get_by_role("button", name="Undo").click()
    await page.locator(".toast").get_by_role("link", name="View progress").click()
    await expect(page.get_by_role("heading", name="Bulk undo")).to_be_visible()
    await expect(page.locator(".state")).to_have_text("Done")
    await page.get_by_role("link", name="All jobs").click()
    await expect(page.locator("tbody tr")).to_have_text(
        [re.compile("Bulk undo.*Done"), re.compile("Reconcile all.*Done")]
    )


async def test_a_job_is_cancelled_where_it_stands(visitor: Visitor) -> None:
    page = visitor.page
    async with a_job_at_work(visitor):
        await page.get_by_role("button", name="Cancel job").click()
        await page.get_by_role("dialog").get_by_role("button", name="Cancel job").click()
    await expect(page.locator(".state")).to_have_text("Cancelled")
    await expect(page.locator(".toast")).to_contain_text("Cancelled after")
    await expect(page.locator(".progress")).not_to_contain_text(f"{ALL} of")
    await page.get_by_role("button", name="Undo all").click()
    await expect(page.locator(".preview")).to_contain_text(re.compile("revert|can be undone"))
    await page.get_by_role("dialog").get_by_role("button", name="Undo").click()
    await expect(page.locator(".state")).to_have_text("Cancelled, undone")


async def test_accounts_that_a_job_could_not_do_are_named(visitor: Visitor) -> None:
    page = visitor.page
    error = {"account": {"number": "M-7", "ownerName": "Member 7"}, "message": "Something went wrong on our side."}

    async def with_error(route: Route) -> None:
        if "query Job(" not in sent(route.request):
            return await route.continue_()
        answer = await (await route.fetch()).json()
        answer["data"]["job"] |= {"errorCount": 1, "errors": [error]}
        await route.fulfill(body=json.dumps(answer), content_type="application/json")
        return None

    await page.route("**/graphql", with_error)
    await visitor.go("/jobs")
    await page.get_by_role("link", name="Reconcile all accounts").first.click()
    problems = page.get_by_role("region", name="Skipped accounts")
    await expect(problems).to_contain_text("Something went wrong on our side.")
    await expect(problems.get_by_role("link", name="Member 7")).to_have_attribute("href", "/accounts/M-7")
    assert await found_wrong(page) == []
    await page.unroute("**/graphql")


async def test_shows_what_a_dry_run_would_reconcile(visitor: Visitor) -> None:
    page = visitor.page
    await page.route("**/graphql", lambda route: route.abort("connectionrefused"))
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Reconcile all accounts").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("We recommend reconciling one account at a time")
    await expect(dialog).to_contain_text("won't necessarily match an invoice and a payment of the same day")
    notice = dialog.locator(".preview").get_by_role("alert")
    await expect(notice).to_contain_text("The server cannot be reached")
    await expect(dialog.get_by_role("button", name="Try again")).to_have_count(1)  # for the accounts, too
    await page.unroute("**/graphql")
    visitor.foresees(OUT_OF_REACH)
    await notice.get_by_role("button", name="Try again").click()
    await expect(dialog.locator(".preview dd")).to_have_text([ALL, ALL, MONEY])
    await expect(dialog.get_by_role("region", name="Accounts")).to_be_visible()


async def test_names_the_accounts_that_would_be_reconciled(visitor: Visitor) -> None:
    page = visitor.page
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Reconcile all accounts").click()
    accounts = page.get_by_role("dialog").get_by_role("region", name="Accounts")
    await expect(accounts.get_by_role("heading")).to_contain_text("have both unapplied money and something due")
    first = accounts.locator("tbody tr").first
    await expect(first.get_by_role("rowheader")).to_have_text(re.compile(r"Member \d+ \S+"))
    await expect(first.locator(".amount")).to_have_text([re.compile(r"^\$\d+\.00$")] * 2)


async def test_a_job_that_is_not_there_says_so(visitor: Visitor) -> None:
    await visitor.go("/jobs/nonsense")
    await expect(visitor.page.locator("main")).to_contain_text("Job not found")
    await visitor.page.get_by_role("link", name="Go to jobs").click()
    await expect(visitor.page.get_by_role("heading", name="Jobs")).to_be_visible()


async def test_a_job_that_one_may_no_longer_see_is_not_asked_for_again(browser: Browser, many: Site) -> None:
    asked = 0

    async def forbid(route: Route) -> None:
        nonlocal asked
        if "query Job(" not in sent(route.request):
            await route.continue_()
            return
        asked += 1
        refusal = {"message": "You don't have access to jobs.", "extensions": {"code": "FORBIDDEN"}}
        await route.fulfill(json={"errors": [refusal]})

    async with visiting(browser, many) as visitor:  # a profile of its own, since its clock is set forward
        page = visitor.page
        await page.clock.install()
        await visitor.be_signed_in()
        await page.route(ADDRESS, forbid)
        await visitor.go("/jobs/job_1")
        await expect(page.get_by_role("alert")).to_contain_text("You don't have access to jobs.")
        await page.clock.run_for(5_000)
        await visitor.settled()
        assert asked == 1
