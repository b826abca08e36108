"""Reconcile all accounts: advice, what it would come to, a job that is followed, cancelled and undone."""

import asyncio
import contextlib
import json
import re
import threading
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Route, expect

from domain.permissions import OPERATOR
from domain.services.jobs import JobOutcome
from domain.store.block import Block
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Command, Store
from tests.support.accessibility import found_wrong
from tests.support.many_accounts import fill_accounts
from tests.support.site import Site, Visitor, served_demo, visiting

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
async def visitor(browser: Browser, many: Site) -> AsyncIterator[Visitor]:
    """Ann, who may do everything, at these books."""
    async with visiting(browser, many) as someone:
        await someone.go("/accounts")
        await someone.sign_in("ann@example.org")
        await someone.page.get_by_role("link", name="Member 1", exact=True).wait_for()
        yield someone
    assert someone.problems == []


_DONE = Sql("select coalesce(max(done), 0) from jobs where ended_at is null")


def _accounts_done() -> Steps[int]:
    done: int = (yield Fetch(_DONE))[0][0]
    return done


def _nothing(_block: Block) -> Steps[JobOutcome]:
    yield from ()
    return JobOutcome(0)


async def begun(store: Store) -> None:
    """Waits until the job has done its first accounts, turn by turn with it."""
    for _ in range(10_000):
        if await store.read(_accounts_done()):
            return
        await store.write(Command("wait", OPERATOR), _nothing, JobOutcome)


@contextlib.asynccontextmanager
async def nobody_writes(store: Store) -> AsyncIterator[None]:
    """Holds the one who writes, so that a job stands where it is as long as this lasts."""
    held, free = threading.Event(), threading.Event()

    def hold(_block: Block) -> Steps[JobOutcome]:
        yield from ()
        held.set()
        free.wait()
        return JobOutcome(0)

    holding = asyncio.create_task(store.write(Command("hold", OPERATOR), hold, JobOutcome))
    try:
        await asyncio.to_thread(held.wait)
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
            body = route.request.post_data or ""
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
        await page.get_by_role("button", name=f"Make {ALL} reconciliations").click()
        await page.get_by_role("heading", name="Reconcile all accounts", level=1).wait_for()
        await page.unroute("**/graphql")
        yield


async def test_all_accounts_are_reconciled_by_a_job_that_is_followed_and_undone(visitor: Visitor) -> None:
    page = visitor.page
    async with a_job_at_work(visitor):
        progress = page.locator(".progress")
        await expect(progress).to_contain_text(f"of {ALL} accounts")
        await expect(page.locator(".state")).to_have_text(re.compile("At work|Waiting to begin"))
        address = page.url
        await page.reload()
        await expect(progress).to_contain_text(f"of {ALL} accounts")
        await page.get_by_role("link", name="Accounts", exact=True).click()
        strip = page.get_by_role("region", name="Jobs at work")
        await expect(strip).to_contain_text(f"of {ALL} accounts")
        assert await found_wrong(page) == []
    await expect(strip).to_contain_text("has ended")
    await visitor.context.clear_cookies()
    await page.goto(address)
    await visitor.sign_in("ann@example.org")
    await expect(page.locator(".state")).to_have_text("Done")
    await expect(page.locator(".facts dd")).to_have_text([ALL, MONEY, "none"])
    await page.get_by_role("button", name="Undo all of it").click()
    await expect(page.locator(".preview dd")).to_have_text([ALL, ALL, MONEY])
    await page.get_by_role("button", name="Undo it").click()
    await page.locator(".toast").get_by_role("link", name="See how far it is").click()
    await expect(page.get_by_role("heading", name="Undo, account by account")).to_be_visible()
    await expect(page.locator(".state")).to_have_text("Done")
    await page.get_by_role("link", name="All jobs").click()
    await expect(page.locator("tbody tr")).to_have_text(
        [re.compile("Undo, account by account.*Done"), re.compile("Reconcile all.*Done")]
    )


async def test_a_job_is_cancelled_where_it_stands(visitor: Visitor) -> None:
    page = visitor.page
    async with a_job_at_work(visitor):
        await page.get_by_role("button", name="Cancel the job").click()
        await page.get_by_role("dialog").get_by_role("button", name="Cancel the job").click()
    await expect(page.locator(".state")).to_have_text("Cancelled")
    await expect(page.locator(".toast")).to_contain_text("Cancelled after")
    await expect(page.locator(".progress")).not_to_contain_text(f"{ALL} of")
    await page.get_by_role("button", name="Undo all of it").click()
    await expect(page.locator(".preview")).to_contain_text(re.compile("set back|can be undone"))
    await page.get_by_role("button", name="Undo it").click()
    await expect(page.locator(".state")).to_have_text("Cancelled and undone since")


async def test_accounts_that_a_job_could_not_do_are_named(visitor: Visitor) -> None:
    page = visitor.page
    error = {"account": {"number": "M-7", "ownerName": "Member 7"}, "message": "Something went wrong on our side."}

    async def with_error(route: Route) -> None:
        if "query Job(" not in (route.request.post_data or ""):
            return await route.continue_()
        said = await (await route.fetch()).json()
        said["data"]["job"] |= {"errorCount": 1, "errors": [error]}
        await route.fulfill(body=json.dumps(said), content_type="application/json")
        return None

    await page.route("**/graphql", with_error)
    await visitor.go("/jobs")
    await page.get_by_role("link", name="Reconcile all accounts").first.click()
    problems = page.get_by_role("region", name="Accounts that were left as they were")
    await expect(problems).to_contain_text("Something went wrong on our side.")
    await expect(problems.get_by_role("link", name="Member 7")).to_have_attribute("href", "/accounts/M-7")
    assert await found_wrong(page) == []
    await page.unroute("**/graphql")


async def test_one_is_advised_and_told_what_it_would_come_to(visitor: Visitor) -> None:
    page = visitor.page
    await page.route("**/graphql", lambda route: route.abort("connectionrefused"))
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Reconcile all accounts").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("We recommend reconciling one account at a time")
    await expect(dialog).to_contain_text("won't necessarily match an invoice and a payment of the same day")
    await expect(dialog.get_by_role("alert")).to_contain_text("The server cannot be reached")
    await page.unroute("**/graphql")
    visitor.problems.clear()
    await dialog.get_by_role("button", name="Try again").click()
    await expect(dialog.locator(".preview dd")).to_have_text([ALL, ALL, MONEY])


async def test_a_job_that_is_not_there_says_so(visitor: Visitor) -> None:
    await visitor.go("/jobs/nonsense")
    await expect(visitor.page.locator("main")).to_contain_text("There is no such job")
    await visitor.page.get_by_role("link", name="Go to all jobs").click()
    await expect(visitor.page.get_by_role("heading", name="Jobs")).to_be_visible()
