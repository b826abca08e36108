"""The API explorer: completed, validated and run under the page's own strict policy; mutations ask first."""

import re

from playwright.async_api import Browser, Locator, Route, expect

from tests.support.accessibility import found_wrong
from tests.support.site import OUT_OF_REACH, Site, Visitor, visiting

NEW_CODE = """mutation {
  createLedgerCode(input: { code: "TRY", title: "Tried out" }) { userErrors { message } batch { id } }
}"""
DRY = NEW_CODE.replace('"Tried out"', '"Tried out", dryRun: true').replace("{ id } }", "{ id } replayed }")


async def explorer(visitor: Visitor) -> Locator:
    """Goes to the explorer; gives the editor."""
    await visitor.be_signed_in()
    await visitor.go("/explorer")
    editor = visitor.page.get_by_role("textbox", name="Query or mutation")
    await editor.wait_for()
    return editor


HIT = """link => {
    link.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = link.getBoundingClientRect();
    const around = [[-20, 0], [20, 0], [0, -20], [0, 20]];
    return around.map(([right, down]) => document.elementFromPoint(x + width / 2 + right, y + height / 2 + down) === link);
}"""
"""Whether a link is hit that far from its middle."""


async def test_a_query_is_completed_validated_and_run_by_the_keyboard(visitor: Visitor) -> None:
    page = visitor.page
    editor = await explorer(visitor)
    await editor.focus()
    await page.keyboard.press("Control+a")
    await page.keyboard.type("{ account(number: $n) { ownerN")
    await expect(page.get_by_role("listbox")).to_contain_text("ownerName")
    await page.wait_for_timeout(100)  # the list takes no key in its first moment, so that nobody chooses unseen
    await page.keyboard.press("Enter")
    await expect(editor).to_have_text("{ account(number: $n) { ownerName}}")
    await expect(page.locator(".cm-lintRange-error").filter(has_text=re.compile(r"^\$n$"))).to_have_count(1)
    await editor.fill("query ($n: String!) { account(number: $n) { ownerName } }")
    await expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    await page.get_by_label("Variables").fill('{"n": "1001"}')
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".answer pre")).to_contain_text('"ownerName": "Maria Rivera"')
    await expect(page.locator(".answer-head")).to_contain_text(re.compile(r"\d ms · .* kB · cost 1 of [\d,]+ rows"))
    assert await found_wrong(page) == []


async def test_the_pages_own_queries_are_examples_with_variables(visitor: Visitor) -> None:
    page = visitor.page
    editor = await explorer(visitor)
    await page.get_by_label("Examples").select_option(label="Billing")
    await expect(editor).to_contain_text("query Billing(")
    await expect(page.get_by_label("Variables")).to_have_value(re.compile('"number": "1001"'))
    await page.get_by_role("button", name="Run").click()
    await expect(page.locator(".answer pre")).to_contain_text("INV-1001-1")
    await page.get_by_label("Examples").select_option(label="Make payment")
    await expect(page.get_by_label("Variables")).to_have_value(re.compile('"dryRun": true'))


async def test_a_mutation_asks_unless_it_is_a_dry_run_and_is_undone(visitor: Visitor) -> None:
    page = visitor.page
    editor = await explorer(visitor)
    await editor.fill(DRY)
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".answer pre")).to_contain_text('"replayed": false')
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await editor.fill(NEW_CODE)
    await page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog", name="Run this mutation?")
    await expect(dialog).to_contain_text("It changes your data: createLedgerCode.")
    await page.keyboard.press("Escape")
    await expect(page.locator(".answer pre")).to_contain_text("replayed")
    await page.keyboard.press("Control+Enter")
    await dialog.get_by_role("button", name="Run", exact=True).click()
    await expect(page.locator(".answer pre")).not_to_contain_text("replayed")
    await page.locator(".toast").get_by_role("button", name="Undo").click()
    await expect(page.locator(".toast").last).to_contain_text("Undone")


async def test_shows_an_error_with_its_place(visitor: Visitor) -> None:
    page = visitor.page
    editor = await explorer(visitor)
    await editor.fill("{\n  accounts { nope }\n}")
    await page.keyboard.press("Control+Enter")
    alert = page.get_by_role("alert")
    await expect(alert).to_contain_text("Cannot query field 'nope'")
    await alert.get_by_role("button", name="Line 2, column 14").click()
    await expect(editor).to_be_focused()
    await editor.fill("{ accounts(first: 1) {")
    await page.keyboard.press("Control+Enter")
    await expect(alert).to_contain_text("Syntax Error")
    await editor.fill("{ viewer { name } }")
    await page.get_by_label("Variables").fill("nothing of the kind")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#variables-problem")).to_contain_text("Invalid JSON")
    await expect(page.get_by_label("Variables")).to_be_focused()


async def test_the_schemas_own_words_are_searched_and_followed(visitor: Visitor) -> None:
    page = visitor.page
    await explorer(visitor)
    docs = page.get_by_role("region", name="Schema")
    await docs.get_by_role("searchbox").fill("applySugg")
    await docs.get_by_role("link", name="ApplySuggestionInput", exact=True).first.click()
    await expect(docs.get_by_role("heading", level=3)).to_contain_text("ApplySuggestionInput")
    await docs.evaluate("region => { region.dataset.before = 'yes' }")
    await docs.get_by_role("link", name="Mutation", exact=True).click()
    field = docs.locator(".docs-fields > div").filter(has_text="applySuggestion:")
    await expect(field.locator(".needs")).to_contain_text("MANAGE_RECONCILIATIONS")
    await expect(page).to_have_url(re.compile(r"type=Mutation"))
    await expect(docs).to_have_attribute(
        "data-before", "yes"
    )  # the screen, and all that was typed and answered, is the same


async def test_what_was_run_is_kept_for_the_same_person_alone(visitor: Visitor) -> None:
    page = visitor.page
    editor = await explorer(visitor)
    await editor.fill("query Mine { viewer { name } }")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".answer pre")).to_contain_text("Demo administrator")
    await page.reload()
    await expect(editor).to_have_text("query Mine { viewer { name } }")
    await editor.fill("{ viewer { kind } }")
    await page.get_by_role("button", name="History").click()
    await page.get_by_role("button", name="Mine").click()
    await page.get_by_role("button", name="Discard").click()  # what was typed last was not run
    await expect(editor).to_have_text("query Mine { viewer { name } }")
    await visitor.context.clear_cookies()
    await page.reload()
    await page.get_by_label("Password").wait_for()
    visitor.foresees(r"\b401\b")
    await visitor.sign_in("cy@example.org")
    await expect(editor).to_contain_text("query Accounts(")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("alert")).to_contain_text("VIEW_CLIENT_ACCOUNTS")
    await expect(page.get_by_role("button", name="History")).to_have_count(1)


async def test_what_was_typed_and_not_run_is_discarded_only_when_agreed(visitor: Visitor) -> None:
    page = visitor.page
    editor = await explorer(visitor)
    question = page.get_by_role("dialog", name="Discard what you entered?")
    await editor.fill("query Typed { viewer { name } }")
    await page.get_by_role("link", name="Reports", exact=True).click()
    await question.get_by_role("button", name="Keep editing").click()
    await page.get_by_label("Examples").select_option(label="Billing")
    await question.get_by_role("button", name="Keep editing").click()
    await expect(editor).to_have_text("query Typed { viewer { name } }")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".answer pre")).to_contain_text("Demo administrator")
    await page.get_by_role("link", name="Reports", exact=True).click()  # it was run: the history has it
    await expect(page.get_by_role("heading", name="Reports", level=1)).to_be_focused()
    await visitor.navigate("API")
    await expect(editor).to_have_text("query Typed { viewer { name } }")
    before = await page.get_by_label("Variables").input_value()
    await page.get_by_label("Variables").fill('{"typed": 1}')
    await page.get_by_role("link", name="Reports", exact=True).click()
    await question.get_by_role("button", name="Discard").click()
    await expect(page.get_by_role("heading", name="Reports", level=1)).to_be_focused()
    await page.go_back()
    await expect(page.get_by_label("Variables")).to_have_value(before)


async def test_an_editor_that_cannot_be_had_can_be_asked_for_again(visitor: Visitor) -> None:
    page = visitor.page

    async def gone(route: Route) -> None:
        if "IntrospectionQuery" in (route.request.post_data or ""):
            await route.abort("connectionrefused")
        else:
            await route.continue_()

    await visitor.be_signed_in()
    await page.route("**/graphql", gone)
    await visitor.go("/explorer")
    await expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    visitor.foresees(OUT_OF_REACH)
    await page.unroute("**/graphql")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("textbox", name="Query or mutation")).to_be_visible()


async def test_a_short_type_is_as_large_to_a_finger_as_any_other(browser: Browser, site: Site) -> None:
    async with visiting(browser, site, 360, touch=True) as visitor:
        await visitor.be_signed_in()
        await visitor.go("/explorer?type=Node")
        link = visitor.page.locator(".docs-body").get_by_role("link", name="ID", exact=True).first
        assert await link.evaluate(HIT) == [True] * 4
        for each in await visitor.page.locator(".docs-body a").all():
            assert await each.evaluate("a => a.getBoundingClientRect().height") >= 44
        assert visitor.problems == []
