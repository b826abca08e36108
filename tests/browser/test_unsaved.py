"""Nothing typed is lost unasked, and the outcome of every change is shown."""

import asyncio
import re

from playwright.async_api import Browser, Dialog, Locator, Page, expect

from tests.support.billed_account import WORKED_EXAMPLE, at_account
from tests.support.site import OUT_OF_REACH, WAIT_MS, Site, Visitor, visiting
from tests.support.slow_answers import held_up, lost
from tests.support.undoing import withdraw

QUESTION = "Discard what you entered?"
ROWS = "details.transaction"
BOTH_ESCAPED = """() => {
    const [form, asked] = document.querySelectorAll('dialog[open]');
    const press = () => new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    for (const each of [asked, form]) each.dispatchEvent(press());
}"""


def question(page: Page) -> Locator:
    return page.get_by_role("dialog", name=QUESTION)


def amount(page: Page) -> Locator:
    return page.get_by_label("Amount", exact=True)


async def paying(visitor: Visitor, number: str, typed: str) -> Page:
    """An account with an invoice, and a payment that is being entered."""
    page = await at_account(visitor, number, (("Class", 5_000),))
    await page.keyboard.press("m")
    await page.locator(".marks").wait_for()
    if typed:
        await amount(page).fill(typed)
        await page.locator(".mark.whole input").first.check()
    return page


async def test_esc_asks_before_a_form_is_closed_that_holds_something(visitor: Visitor) -> None:
    page = await paying(visitor, "9651", "12")
    await page.keyboard.press("Escape")
    await expect(question(page).get_by_role("button", name="Keep editing")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(question(page)).to_have_count(0)
    await expect(amount(page)).to_have_value("12")
    await page.get_by_role("dialog").get_by_role("button", name="Close").click()
    await page.keyboard.press("Escape")
    await expect(amount(page)).to_have_value("12")
    await page.keyboard.press("Escape")
    await question(page).get_by_role("button", name="Discard").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_esc_pressed_twice_at_once_closes_the_question_and_asks_again(visitor: Visitor) -> None:
    page = await paying(visitor, "9651", "12")
    await page.keyboard.press("Escape")
    await expect(question(page)).to_be_visible()
    await page.evaluate(BOTH_ESCAPED)
    await expect(question(page).get_by_role("button", name="Keep editing")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(amount(page)).to_have_value("12")


async def test_esc_closes_a_form_at_once_in_which_nothing_is_typed(visitor: Visitor) -> None:
    page = await paying(visitor, "9651", "")
    await amount(page).fill("12")
    await amount(page).fill("")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_nothing_closes_a_form_that_is_being_saved_and_the_outcome_is_shown(visitor: Visitor) -> None:
    page = await at_account(visitor, "9652", (("Class", 5_000),))
    await visitor.follow("/accounts")
    await visitor.follow("/accounts/9652")
    await page.locator(ROWS).wait_for()
    await page.keyboard.press("m")
    await page.locator(".marks").wait_for()
    await amount(page).fill("50")
    await page.locator(".mark.whole input").first.check()
    async with held_up(page, "MakePayment") as change:
        await page.keyboard.press("Enter")
        await change.sent.wait()
        for _ in range(3):
            await page.keyboard.press("Escape")
        await page.get_by_role("dialog").get_by_role("button", name="Close").click()
        await page.get_by_role("dialog").get_by_role("button", name="Cancel").click(force=True)
        await expect(page.get_by_role("dialog")).to_have_count(1)
        await expect(page.get_by_role("button", name="Saving…")).to_be_visible()
        await page.evaluate("history.back()")
        change.answer.set()
        await expect(page.locator(".toast")).to_contain_text("of $50.00 recorded.")
    await expect(page.locator("dialog")).to_have_count(0)
    await expect(page).to_have_url(re.compile("/accounts$"))


async def entered_again_is_recorded_once(page: Page) -> None:
    """Whoever gives a payment of $30.00 up that seems to have failed, and enters it anew, finds one."""
    await page.keyboard.press("Escape")
    await question(page).get_by_role("button", name="Discard").click()
    await expect(page.locator("dialog")).to_have_count(0)
    await page.keyboard.press("m")
    await page.locator(".marks").wait_for()
    await amount(page).fill("30")
    await page.locator(".mark.whole input").first.check()
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("recorded.")
    await expect(page.locator(ROWS).filter(has_text="Payment")).to_have_count(1)


async def test_a_payment_whose_answer_was_lost_is_entered_again_and_recorded_once(visitor: Visitor) -> None:
    page = await paying(visitor, "9653", "30")
    async with lost(page, "MakePayment"):
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("Trying again saves it only once.")
    visitor.foresees(OUT_OF_REACH)
    await entered_again_is_recorded_once(page)
    await withdraw(page)
    await expect(page.locator(ROWS)).to_have_count(1)


async def test_a_change_without_an_answer_is_remembered_from_the_last_try_on(browser: Browser, site: Site) -> None:
    async with visiting(browser, site) as visitor:  # a profile of its own, since its clock is set forward
        await visitor.page.clock.install()
        page = await paying(visitor, "9659", "30")
        alert = page.get_by_role("alert").filter(has_text="Trying again saves it only once.")
        visitor.foresees(OUT_OF_REACH)
        async with lost(page, "MakePayment") as losses:
            for _ in range(2):
                await page.keyboard.press("Enter")
                async with asyncio.timeout(WAIT_MS / 1_000):
                    await losses.acquire()
                await alert.wait_for()
                await page.clock.fast_forward("09:00")
        await entered_again_is_recorded_once(page)


async def typed_draft(visitor: Visitor) -> Page:
    """Reconciliations with an amount that is changed and not saved."""
    page = visitor.page
    await visitor.follow_link()
    await visitor.follow("/transactions/OLD-2207/reconciliations")
    field = page.locator("li.reconciliation input").first
    await field.fill("1.00")
    await expect(page.get_by_role("region", name="Unsaved changes")).to_be_visible()
    return page


async def test_a_link_asks_before_a_draft_is_left(visitor: Visitor) -> None:
    page = await typed_draft(visitor)
    address = page.url
    await page.get_by_role("navigation", name="Pages").get_by_role("link", name="Reports").click()
    await question(page).get_by_role("button", name="Keep editing").click()
    await expect(page).to_have_url(address)
    await expect(page.locator("li.reconciliation input").first).to_have_value("1.00")
    await page.get_by_role("navigation", name="Pages").get_by_role("link", name="Reports").click()
    await question(page).get_by_role("button", name="Discard").click()
    await expect(page).to_have_url(re.compile("/reports$"))


async def test_back_and_forward_ask_before_a_draft_is_left(visitor: Visitor) -> None:
    page = await typed_draft(visitor)
    address = page.url
    await page.evaluate("history.back()")
    await question(page).get_by_role("button", name="Keep editing").click()
    await expect(page).to_have_url(address)
    await expect(page.locator("li.reconciliation input").first).to_have_value("1.00")
    await page.evaluate("history.back()")
    await question(page).get_by_role("button", name="Discard").click()
    await expect(page).to_have_url(re.compile("/accounts$"))
    await page.go_forward()
    await expect(page.get_by_role("region", name="Unsaved changes")).to_have_count(0)


async def test_closing_the_tab_asks_while_something_is_typed(visitor: Visitor) -> None:
    page = await typed_draft(visitor)
    asked: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def stay(dialog: Dialog) -> None:
        asked.set_result(dialog.type)
        await dialog.dismiss()

    page.on("dialog", stay)
    await page.close(run_before_unload=True)
    assert await asyncio.wait_for(asked, 10) == "beforeunload"
    page.remove_listener("dialog", stay)
    await expect(page.locator("li.reconciliation input").first).to_have_value("1.00")


async def test_the_key_u_undoes_only_while_its_toast_stands_and_says_what(visitor: Visitor) -> None:
    page = await paying(visitor, "9654", "50")
    await page.keyboard.press("Enter")
    undo = page.locator(".toast").get_by_role("button", name=re.compile(r"^Undo payment PAY-9654-\d+, \$50\.00$"))
    await expect(undo).to_be_visible()
    await page.keyboard.press("u")
    asked = page.get_by_role("dialog", name=re.compile(r"^Undo payment PAY-9654-\d+, \$50\.00\?$"))
    await expect(asked).to_contain_text("withdrawn")
    await expect(asked.get_by_role("button", name="Keep")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.locator(".toast").get_by_role("button", name="Dismiss").click()
    await expect(page.locator(".toast")).to_have_count(0)
    await page.keyboard.press("u")
    await page.keyboard.press("m")
    await expect(page.get_by_role("dialog")).to_have_count(1)
    await expect(page.get_by_role("dialog", name=re.compile("^Make payment"))).to_be_visible()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+z")
    await asked.get_by_role("button", name="Undo", exact=True).click()
    await expect(page.locator(".toast")).to_contain_text("Undone")
    await expect(page.locator(ROWS)).to_have_count(1)


async def test_an_undo_whose_answer_was_lost_is_tried_again_and_done_once(visitor: Visitor) -> None:
    page = await paying(visitor, "9658", "50")
    await page.keyboard.press("Enter")
    undo = page.locator(".toast").last.get_by_role("button", name=re.compile("^Undo payment PAY-9658"))
    really = page.get_by_role("dialog", name=re.compile("^Undo payment")).get_by_role("button", name="Undo", exact=True)
    visitor.foresees(OUT_OF_REACH)
    async with lost(page, "UndoBatch"):
        await undo.click()
        await really.click()
        await expect(page.locator(".toast.error")).to_contain_text("The server cannot be reached.")
    await undo.click()
    await really.click()
    await expect(page.locator(".toast").last).to_contain_text("Undone")
    await expect(page.locator(ROWS)).to_have_count(1)


async def test_letters_do_nothing_in_fields_menus_and_dialogs(visitor: Visitor) -> None:
    page = await paying(visitor, "9655", "50")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("recorded")
    await page.get_by_role("searchbox").fill("u")
    await page.keyboard.press("u")
    await expect(page.get_by_role("searchbox")).to_have_value("uu")
    await page.get_by_role("searchbox").fill("")
    await page.get_by_role("button", name="Operations").click()
    await page.locator(".menu-list:popover-open button").first.wait_for()
    await expect(page.locator(".menu-list:popover-open button").first).to_be_focused()
    await page.keyboard.press("u")
    await page.keyboard.press("m")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Make payment").first.focus()
    await page.keyboard.press("r")  # a button is no list
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("u")
    await expect(page.get_by_role("dialog")).to_have_count(1)
    await page.keyboard.press("Escape")
    await question(page).or_(page.get_by_role("button", name="Make payment").first).first.wait_for()
    await expect(page.locator(ROWS).filter(has_text="Payment")).to_have_count(1)


async def test_letters_can_be_switched_off(visitor: Visitor) -> None:
    page = await at_account(visitor, "9656", WORKED_EXAMPLE)
    await page.get_by_role("button", name="Demo administrator").click()
    await page.get_by_role("button", name="Turn off single-key shortcuts").click()
    await page.locator("html.no-letters").wait_for(state="attached")
    await page.locator("h1").focus()
    for key in ("m", "j", "?", "/"):
        await page.keyboard.press(key)
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.locator("h1")).to_be_focused()
    await page.reload()
    await page.locator(ROWS).wait_for()
    await page.keyboard.press("m")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.get_by_role("button", name="Demo administrator").click()
    await page.get_by_role("button", name="Turn on single-key shortcuts").click()
    await page.locator("h1").focus()
    await page.keyboard.press("m")
    await expect(page.get_by_role("dialog")).to_have_count(1)


async def test_tab_leads_from_where_one_is_to_the_undo_of_a_toast(visitor: Visitor) -> None:
    page = await paying(visitor, "9657", "50")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("recorded")
    await page.keyboard.press("Tab")
    await expect(page.locator(".toast").get_by_role("button", name="Undo")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog").get_by_role("button", name="Undo", exact=True).click()
    await expect(page.locator(ROWS)).to_have_count(1)
    await expect(page.locator("main :focus")).to_have_count(1)
