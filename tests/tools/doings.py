"""What is done on a screen before its picture is taken (``screens.py``)."""

from collections.abc import Awaitable, Callable

from playwright.async_api import FilePayload, Page

from tests.support.demo_bank import BANK as BANK_NAME
from tests.support.site import FOLLOW

Prepare = Callable[[Page], Awaitable[None]]
EXPLAIN_OPEN = """async () => {
    const ask = async (query, variables) => (await fetch('/graphql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Tieout': '1' },
        body: JSON.stringify({ query, variables }),
    })).json();
    const open = '{ bankLines(filter: { statuses: [OPEN], search: "RIVERA MARIA" }) { nodes { id amountCents } } }';
    const found = await ask(open);
    for (const { id, amountCents } of found.data.bankLines.nodes) await ask(
        'mutation ($i: MatchBankLineInput!) { matchBankLine(input: $i) { userErrors { message } } }',
        { i: { bankLineId: id, parts: [{ otherCents: amountCents, reason: 'Of another' }] } },
    );
}"""


async def opened(page: Page) -> None:
    await page.locator("details.transaction summary").first.click()
    await page.locator("details.transaction .items").first.wait_for()


async def paying(page: Page) -> None:
    await page.keyboard.press("m")
    await page.get_by_label("Amount", exact=True).fill("20")
    await page.locator(".marks").wait_for()


async def operations(page: Page) -> None:
    await page.get_by_role("button", name="Operations").click()
    await page.locator(".menu-list:popover-open button").first.wait_for()


async def marking(page: Page) -> None:
    await paying(page)
    await page.get_by_role("button", name="Select oldest first").click()


def operation(name: str) -> Prepare:
    """Opens one of the operations of an account."""

    async def prepare(page: Page) -> None:
        await operations(page)
        await page.locator(".menu-list:popover-open").get_by_role("button", name=name, exact=True).click()
        await page.get_by_role("dialog").wait_for()

    return prepare


async def keys(page: Page) -> None:
    await page.keyboard.press("?")


async def processing(page: Page) -> None:
    await page.keyboard.press("p")
    await page.locator(".preview:not(:empty)").wait_for()


async def moving(page: Page) -> None:
    await page.locator("li.reconciliation input").first.fill("60")
    await page.locator(".save-bar .status").wait_for()


async def run(page: Page) -> None:
    await page.locator(".query-editor").wait_for()
    await page.keyboard.press("Control+Enter")
    await page.locator(".answer pre").wait_for()


async def reconciling_all(page: Page) -> None:
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Reconcile all accounts").click()
    await page.locator(".preview[aria-busy=false]").wait_for()


async def job(page: Page) -> None:
    await page.locator(".card .notice").get_by_role("link", name="Accounts").click()
    await reconciling_all(page)
    await page.get_by_role("button", name="Create").click()
    await page.locator(".state.DONE").wait_for()


async def matching(page: Page) -> None:
    await page.locator(".entry.look").first.click()
    await page.locator(".reason").wait_for()


async def nothing_marked(page: Page) -> None:
    await page.locator(".entry").first.click()
    await page.get_by_role("button", name="Clear selection").click()
    await page.locator(".desk .actions .main").click()
    await page.get_by_role("alert").wait_for()


async def event(page: Page) -> None:
    await page.locator("details.event summary").first.click()
    await page.locator(".difference").first.wait_for()


async def changing_someone(page: Page) -> None:
    await page.get_by_role("row", name="bo@example.org").get_by_role("button", name="Edit").click()


async def new_role(page: Page) -> None:
    await page.keyboard.press("n")
    await page.get_by_label("Name").fill("Front desk")
    await page.get_by_label("Template").select_option("Desk")


async def security(page: Page) -> None:
    await page.get_by_role("button", name="Demo administrator", exact=True).click()
    await page.get_by_role("button", name="Sign-in security").click()
    await page.locator(".sessions li").first.wait_for()


async def new_app(page: Page) -> None:
    await security(page)
    await page.get_by_role("button", name="Set up").click()
    await page.locator(".qr").wait_for()


async def sessions(page: Page) -> None:
    await page.get_by_role("row", name="(you)").get_by_role("button", name="Sessions").click()
    await page.locator(".sessions li").first.wait_for()


async def rotating_token(page: Page) -> None:
    await new_token(page)
    await page.get_by_role("button", name="Done").click()
    await page.get_by_role("row", name="Nightly export").get_by_role("button", name="Rotate").first.click()


async def new_token(page: Page) -> None:
    await page.keyboard.press("n")
    await page.get_by_label("Name").fill("Nightly export")
    await page.get_by_label("View reports").check()
    await page.get_by_role("button", name="Create token").click()
    await page.locator(".token").wait_for()


async def bad_rows(page: Page) -> None:
    await page.get_by_label("Or paste rows here").fill(
        "number,account_number,date,amount,kind,method,reference\n"
        "P-1,1001,2026-02-03,100.00,PAYMENT,CHECK,No. 4711\n"
        "P-2,9999,2026-02-30,1o0,PAYMENT,CHECK,\n"
    )
    await page.get_by_role("button", name="Check the file").click()
    await page.get_by_role("heading", name="Rows to fix").wait_for()


async def refused(page: Page) -> None:
    await paying(page)
    await page.get_by_label("Amount", exact=True).fill("no amount")
    await page.keyboard.press("Enter")
    await page.locator(".field.wrong").wait_for()


async def paid(page: Page) -> None:
    await paying(page)
    await page.get_by_role("button", name="Select oldest first").click()
    await page.get_by_role("button", name="Record payment").click()
    await page.locator(".toast").wait_for()


async def deleting(page: Page) -> None:
    await page.get_by_role("button", name="Delete").first.click()
    await page.get_by_role("dialog").wait_for()


async def finding(page: Page) -> None:
    await page.get_by_role("button", name="Find").click()
    await page.get_by_role("dialog").get_by_label("Find").fill("rivera")
    await page.locator(".find-form li", has_text="Account").first.wait_for()


async def menu(page: Page) -> None:
    await page.locator(".nav-button, .bar > .menu > .button").filter(visible=True).first.click()


def gone(path: str) -> Prepare:
    """Goes there when the server answers no more."""

    async def prepare(page: Page) -> None:
        await page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('Failed to fetch')); }")
        await page.evaluate(FOLLOW, path)
        await page.get_by_role("alert").first.wait_for()

    return prepare


async def changing_account(page: Page) -> None:
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Edit account").click()
    await page.get_by_role("dialog").wait_for()


async def bank_account(page: Page) -> None:
    await page.locator("main tbody a[data-row]").first.wait_for()
    ours = page.get_by_role("link", name=BANK_NAME)
    await (ours if await ours.count() else page.locator("main tbody a[data-row]").first).click()
    await page.locator(".bank-line, main .notice").first.wait_for()


def in_bank(prepare: Prepare) -> Prepare:
    """Does something in the first bank account."""

    async def prepared(page: Page) -> None:
        await bank_account(page)
        await prepare(page)

    return prepared


async def all_lines(page: Page) -> None:
    await page.get_by_label("Show").select_option("all")
    await page.locator(".bank-line", has_text="Ignored").first.wait_for()


async def all_lines_long(page: Page) -> None:
    await page.get_by_label("Show").select_option("partly_explained")
    await page.locator(".bank-line summary").first.click()
    await page.locator(".bank-line .parts").wait_for()


async def explained_line(page: Page) -> None:
    await all_lines(page)
    await page.locator(".bank-line", has=page.get_by_label("Explained", exact=True)).first.locator("summary").click()
    await page.locator(".bank-line .parts").wait_for()


def bank_line(way: str = "", text: str = "Summer camp Leo") -> Prepare:
    """Opens a line, and one of the ways to explain it."""

    async def prepare(page: Page) -> None:
        await page.locator(".bank-line", has_text=text).first.locator("summary").click()
        await page.locator(".bank-line-body").wait_for()
        if way:
            await page.locator(".ways").get_by_role("button", name=f"{way} ").click()
            await page.get_by_role("dialog").wait_for()

    return prepare


async def recording(page: Page) -> None:
    await bank_line("Record payment")(page)
    await page.get_by_label("Find the account").fill("1001")
    await page.locator(".marks").wait_for()
    await page.locator(".preview dl").wait_for()


async def returned(page: Page) -> None:
    await bank_line("Match", "Account maintenance")(page)
    await page.get_by_label("What it is").select_option("returned")
    await page.get_by_label("Reason of the bank").wait_for()


async def importing(page: Page) -> None:
    await choose_file(page, "booked_on,amount,payer_name,text\n2026-03-01,12.50,Ann,Lessons\n2026-03-02,-3.00,,Fee\n")
    await page.locator(".statement-found").wait_for()
    await page.locator("details.how summary").click()


async def importing_wrong(page: Page) -> None:
    await choose_file(page, "Tag,Betrag in EUR\n2026-03-01,12.50\n")
    await page.get_by_role("alert").wait_for()


async def choose_file(page: Page, text: str) -> None:
    await page.get_by_role("button", name="Import a statement").click()
    file: FilePayload = {"name": "march.csv", "mimeType": "text/csv", "buffer": text.encode()}
    await page.locator("dialog input[type=file]").set_input_files(file)


async def statements(page: Page) -> None:
    await page.get_by_role("link", name="Statements").click()
    await page.locator("main table").wait_for()


async def no_lines(page: Page) -> None:
    await page.locator("main input[type=search]").fill("nobody")
    await page.locator("main .notice").wait_for()


async def payer(page: Page) -> None:
    await page.locator("main table").wait_for()


async def correcting(page: Page) -> None:
    await page.get_by_role("button", name="Correct ").first.click()
    await page.get_by_role("dialog").wait_for()


def at_entry(text: str) -> Prepare:
    """Shows an entry of the queue."""

    async def prepare(page: Page) -> None:
        await page.locator(".entry", has_text=text).first.click()
        await page.locator(".desk .reason").wait_for()

    return prepare


async def cannot_be_reached(page: Page) -> None:
    """The server answers no more when the entry at hand is accepted."""
    await page.locator(".entry").first.click()
    await page.locator(".desk .marks").wait_for()
    await page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('Failed to fetch')); }")
    await page.locator(".desk .actions .main").click()
    await page.locator(".entry.refused").wait_for(state="attached")


async def explained_by_another(page: Page) -> None:
    """Somebody else explains a line that is shown."""
    await at_entry("RIVERA MARIA")(page)
    await page.locator(".proposals .chip").first.click()
    await page.evaluate(EXPLAIN_OPEN)
    await page.locator(".desk .actions .main").click()
    await page.locator(".taken:not(:empty)").wait_for()


async def closing_books(page: Page) -> None:
    await page.get_by_role("button", name="Close a period").first.click()
    await page.get_by_label("Close all days through").wait_for()


async def closed_period(page: Page) -> None:
    if await page.get_by_role("button", name="Reopen").count() == 0:
        await closing_books(page)
        await page.get_by_role("button", name="Close the period").click()
    await page.get_by_role("button", name="Reopen").first.wait_for()


async def reopening_books(page: Page) -> None:
    await closed_period(page)
    await page.get_by_role("button", name="Reopen").first.click()
    await page.get_by_label("Reason").fill("A receipt was missing")


async def paying_in_closed_period(page: Page) -> None:
    await paying(page)
    await page.get_by_role("dialog").get_by_label("Date").fill("2020-01-31")
    await page.get_by_role("button", name="Record payment").click()
    await page.locator(".field.wrong").wait_for()


async def exporting_journal(page: Page) -> None:
    await page.get_by_role("button", name="Export").first.click()
    await page.get_by_role("dialog").get_by_text("on each side").wait_for()
