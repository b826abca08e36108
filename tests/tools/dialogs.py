"""Every dialog of the page, opened by its own script, in whatever language: for pictures, and for tests of all of them.

Each opens over the screen it belongs to, in the demo with a bank (``tests/support/demo_bank.py``), with the rows that the
page's own queries find there.
"""

from typing import NamedTuple

from playwright.async_api import Page

OPEN = """async file => {
    const from = path => import(`/web/js/${path}.js`);
    const { ask } = await from('graphql');
    const read = async (file, query, variables) => ask((await from(`queries/${file}`))[query], variables);
    const first = 50;
    const rows = {
        account: async number => (await read('billing', 'BILLING', { number, first })).account,
        transaction: async (account, number) => {
            const of = await rows.account(account);
            const row = of.transactions.nodes.find(each => each.number === number);
            const { transaction } = await read('billing', 'TRANSACTION', { number });
            return [of, { ...transaction, ...row }, transaction];
        },
        planned: async () => (await read('upcoming', 'UPCOMING', { first })).plannedPayments.nodes[0],
        user: async () => (await read('access', 'USERS', { first })).users.nodes[0],
        bank: async () => (await read('bank', 'BANK_ACCOUNTS', { first })).bankAccounts.nodes[0],
        line: async least => {
            const { id, currency } = await rows.bank();
            const { node } = await read('bank', 'BANK_LINES', { id, filter: { statuses: ['OPEN'] }, first });
            return [node.lines.nodes.find(each => (each.amountCents > 0) === (least > 0)), currency];
        },
        payer: async () => (await read('payers', 'PAYERS', { first })).payers.nodes[0],
        code: async () => (await read('ledger-codes', 'LEDGER_CODES', { includeArchived: false })).ledgerCodes[0],
        batch: async () => (await read('activity', 'ACTIVITY', { first })).auditLog.nodes[0].batch,
        subscription: async () => {
            const of = await rows.account('1012');
            const { account } = await read('subscriptions', 'SUBSCRIPTIONS', { number: of.number });
            return [account.subscriptions.nodes[0], of];
        },
    };
    const dialog = await from(`dialogs/${file}`);
    const open = async () => { CALL };
    await Promise.race([open(), new Promise(resolve => setTimeout(resolve, 50))]);
}"""
"""The page's policy lets no text become a script, so the call is written into it."""
CLOSE = "() => { for (const each of document.querySelectorAll('dialog[open]')) each.close(); }"
SIGN_IN = "sign-in"
"""It stands in place of the page once a session has ended, and has tests of its own."""


class Dialog(NamedTuple):
    """The screen that a dialog opens over, its script in ``web/js/dialogs/``, and how that is called."""

    path: str
    file: str
    call: str


_ACCOUNT = "/accounts/1001"
_OF_ACCOUNT = "dialog.{}(await rows.account('1001'))"
_LINE = "dialog.{}(...await rows.line(1))"


def _of_account(file: str, function: str, number: str = "1001") -> Dialog:
    return Dialog(f"/accounts/{number}", file, f"dialog.{function}(await rows.account('{number}'))")


DIALOGS: dict[str, Dialog] = {
    "keys": Dialog(_ACCOUNT, "keys", "dialog.showKeys()"),
    "language": Dialog(_ACCOUNT, "language", "dialog.showLanguage()"),
    "sessions": Dialog(_ACCOUNT, "sessions", "dialog.showOwnSessions()"),
    "sessions-of": Dialog("/access", "sessions", "dialog.showSessionsOf(await rows.user())"),
    "second-factor": Dialog(_ACCOUNT, "second-factor", "dialog.showSecondFactor()"),
    "find": Dialog(
        _ACCOUNT, "find", "dialog.find({ signOut() {}, showKeys() {} }, { text: 'rivera', entered: false })"
    ),
    "make-payment": _of_account("make-payment", "makePayment"),
    "deposit": Dialog(_ACCOUNT, "make-payment", "dialog.makePayment(await rows.account('1001'), { deposit: true })"),
    "invoice": _of_account("create-invoice", "createInvoice"),
    "checkout": _of_account("check-out", "checkOut"),
    "credit": _of_account("create-credit", "createCredit"),
    "refund": _of_account("record-refund", "recordRefund", "1006"),
    "pay-balance": _of_account("pay-balance", "payBalance"),
    "cancel-items": _of_account("cancel-items", "cancelItems"),
    "plan-payments": _of_account("plan-payments", "planPayments"),
    "reconcile-account": _of_account("reconcile-account", "reconcileAccount", "1006"),
    "subscriptions": _of_account("subscriptions", "showSubscriptions", "1012"),
    "create-subscription": _of_account("create-subscription", "createSubscription", "1012"),
    "update-subscription": Dialog(
        "/accounts/1012", "update-subscription", "dialog.updateSubscription(...await rows.subscription())"
    ),
    "charge-subscriptions": Dialog("/accounts/1012", "charge-subscriptions", "dialog.chargeSubscriptions()"),
    "update-account": Dialog(_ACCOUNT, "update-account", "dialog.updateAccount('1001')"),
    "update-transaction": Dialog(
        _ACCOUNT,
        "update-transaction",
        "const [, row, details] = await rows.transaction('1001', 'PAY-1001-1'); dialog.updateTransaction(row, details)",
    ),
    "write-off": Dialog("/accounts/1005", "write-off", "dialog.writeOff(await rows.account('1005'), 'INV-1005-6')"),
    "confirm-payment": Dialog(
        _ACCOUNT,
        "confirm-payment",
        "const [of, row, { id }] = await rows.transaction('1001', 'PAY-1001-1'); dialog.confirmPayment(of, row, id)",
    ),
    "fail-payment": Dialog(
        _ACCOUNT,
        "fail-payment",
        "const [of, row, { id }] = await rows.transaction('1001', 'PAY-1001-1'); dialog.failPayment(of, row, id)",
    ),
    "move-payment": Dialog(
        _ACCOUNT,
        "move-payment",
        "const [of, row, { id }] = await rows.transaction('1001', 'PAY-1001-1'); dialog.movePayment(of, row, id)",
    ),
    "create-account": Dialog("/accounts", "create-account", "dialog.createAccount('USD')"),
    "reconcile-all": Dialog("/accounts", "reconcile-all", "dialog.reconcileAll()"),
    "process-planned-payments": Dialog("/upcoming", "process-planned-payments", "dialog.processPlannedPayments()"),
    "modify-planned-payment": Dialog(
        "/upcoming", "modify-planned-payment", "dialog.modifyPlannedPayment(await rows.planned())"
    ),
    "delete-planned-payment": Dialog(
        "/upcoming", "delete-planned-payment", "dialog.deletePlannedPayment(await rows.planned())"
    ),
    "create-ledger-code": Dialog("/ledger-codes", "ledger-code", "dialog.createLedgerCode()"),
    "rename-ledger-code": Dialog("/ledger-codes", "ledger-code", "dialog.renameLedgerCode(await rows.code())"),
    "close-books": Dialog("/closing", "close-books", "dialog.closeBooks('2026-01-31')"),
    "reopen-books": Dialog("/closing", "close-books", "dialog.reopenBooks('2026-01-31')"),
    "export-journal": Dialog(
        "/journal", "export-journal", "dialog.exportJournal({ period: { preset: 'LAST_12_MONTHS' }, currency: 'USD' })"
    ),
    "undo-batch": Dialog("/activity", "undo-batch", "dialog.undoBatch((await rows.batch()).id, '2026')"),
    "create-user": Dialog("/access", "create-user", "dialog.createUser()"),
    "create-client": Dialog("/access", "create-user", "dialog.createClient()"),
    "change-user": Dialog("/access", "change-user", "dialog.changeUser(await rows.user())"),
    "create-role": Dialog("/access?show=roles", "role", "dialog.createRole()"),
    "change-role": Dialog(
        "/access?show=roles",
        "role",
        "dialog.changeRole({ id: 'ro_1', name: 'R', permissions: ['VIEW_REPORTS'], userCount: 1 })",
    ),
    "create-token": Dialog("/access?show=tokens", "create-token", "dialog.createToken()"),
    "rotate-token": Dialog("/access?show=tokens", "rotate-token", "dialog.rotateToken({ id: 'to_1', name: 'T' })"),
    "create-webhook": Dialog("/webhooks", "webhook", "dialog.createWebhook()"),
    "rotate-webhook": Dialog("/webhooks", "webhook", "dialog.rotateWebhook({ id: 'we_1', url: 'https://a.example' })"),
    "replay-webhook": Dialog(
        "/webhooks", "webhook", "dialog.replayWebhook({ id: 'we_1', url: 'https://a.example', position: '7' })"
    ),
    "send-document": Dialog(
        "/statements?account=1001",
        "send-documents",
        "const { id: accountId } = await rows.account('1001'); "
        "dialog.sendDocument({ accountId, kind: 'YEARLY_RECEIPT', period: { year: 2026 } })",
    ),
    "send-again": Dialog(
        "/statements", "send-documents", "dialog.sendAgain({ id: 'ma_1', toEmail: 'ann@families.example' })"
    ),
    "create-bank-account": Dialog("/bank", "create-bank-account", "dialog.createBankAccount('USD')"),
    "import-bank-statement": Dialog("/bank", "import-bank-statement", "dialog.importBankStatement(await rows.bank())"),
    "match-bank-line": Dialog("/bank", "match-bank-line", _LINE.format("matchBankLine")),
    "record-from-bank-line": Dialog("/bank", "record-from-bank-line", _LINE.format("recordFromBankLine")),
    "record-refund-from-bank-line": Dialog(
        "/bank", "record-from-bank-line", "dialog.recordFromBankLine(...await rows.line(-1))"
    ),
    "split-bank-line": Dialog("/bank", "split-bank-line", _LINE.format("splitBankLine")),
    "add-bank-part": Dialog("/bank", "add-bank-part", _LINE.format("addBankPart")),
    "ignore-bank-line": Dialog("/bank", "ignore-bank-line", "dialog.ignoreBankLine((await rows.line(1))[0], '97')"),
    "correct-payer": Dialog("/payers", "correct-payer", "dialog.correctPayer(await rows.payer(), 'P')"),
    "forget-payer": Dialog("/payers", "correct-payer", "dialog.forgetPayer(await rows.payer(), 'P')"),
    "add-open-items": Dialog(
        "/transactions/PAY-1001-1/reconciliations",
        "add-open-items",
        "dialog.addOpenItems({ title: '1', account: await rows.account('1001'), kinds: ['INVOICE'], leftCents: 5000, "
        "fits: () => true, openCents: item => item.unreconciledCents })",
    ),
}
"""By name; each file of ``web/js/dialogs/`` but ``SIGN_IN`` has one at least, as a test holds."""


async def opened(page: Page, dialog: Dialog) -> None:
    """Open a dialog over the screen that is shown."""
    await page.evaluate(OPEN.replace("CALL", dialog.call), dialog.file)
    await page.locator("dialog[open]").first.wait_for()


async def closed(page: Page) -> None:
    """Close all dialogs, whatever they hold."""
    await page.evaluate(CLOSE)
    await page.locator("dialog[open]").first.wait_for(state="detached")
