"""A small centre told through GraphQL, as an admin or a partner program would: for tests that read like stories."""

from typing import Any

from domain.permissions import OPERATOR, Principal
from domain.store.store import Store
from tests.support.graphql import Api

ITEM = (
    "{ id position amountCents reconciledCents settledCents plannedCents unreconciledCents status statusReason "
    "ledgerCode { code } cancels { id } }"
)
TRANSACTION = (
    "{ id number kind date amountCents reconciledCents settledCents plannedCents unreconciledCents "
    f"plannedShortfallCents status statusReason paymentState method corrects {{ number }} items {ITEM} }}"
)
EDGE = (
    "{ id amountCents origin locked lockReason lockedBy { id dueOn } plannedPayment { id } "
    "creditItem { id transaction { number } } debitItem { id position transaction { number } } }"
)
PLANNED = "{ id dueOn amountCents method state transaction { id number } reconciliations { nodes { amountCents } } }"
ACCOUNT = "{ id balanceCents expectedBalanceCents unreconciledDebitCents unreconciledCreditCents }"
PAYLOADS = {
    "createInvoice": f"transaction {TRANSACTION}",
    "checkout": f"invoice {TRANSACTION} payment {TRANSACTION} plannedPayments {PLANNED} account {ACCOUNT}",
    "makePayment": f"transaction {TRANSACTION} reconciliations {EDGE} account {ACCOUNT}",
    "payBalance": f"transaction {TRANSACTION} reconciliations {EDGE} account {ACCOUNT}",
    "createDeposit": f"transaction {TRANSACTION} reconciliations {EDGE}",
    "createCredit": f"transaction {TRANSACTION} reconciliations {EDGE}",
    "cancelItems": f"transaction {TRANSACTION} reconciliations {EDGE} account {ACCOUNT}",
    "recordRefund": f"transaction {TRANSACTION} reconciliations {EDGE} account {ACCOUNT}",
    "confirmPayment": f"transaction {TRANSACTION}",
    "failPayment": f"transaction {TRANSACTION} correction {TRANSACTION} released {EDGE} reconciliations {EDGE} "
    f"account {ACCOUNT}",
    "createPlannedPayments": f"plannedPayments {PLANNED} account {ACCOUNT}",
    "modifyPlannedPayment": f"plannedPayment {PLANNED} freed {{ id }}",
    "deletePlannedPayment": f"freed {{ id }} account {ACCOUNT}",
    "processPlannedPayments": f"transactions {TRANSACTION}",
    "createSubscription": "subscription { id nextOn endsOn }",
    "cancelSubscription": "subscription { id nextOn endsOn }",
    "chargeSubscriptions": f"invoices {TRANSACTION} payments {TRANSACTION}",
    "createReconciliations": f"reconciliations {EDGE}",
    "modifyReconciliations": f"reconciliations {EDGE} released {EDGE}",
    "deleteReconciliations": f"released {EDGE}",
    "reconcileAccount": f"reconciliations {EDGE}",
    "undoBatch": "undone { undone }",
}
"""What each mutation is asked to show."""


class Scene:
    """Account 1001 (Maria Rivera, with Leo and Sofia) and ledger codes SWIM, CAMP and ICE."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.account = ""

    @classmethod
    async def open(cls, store: Store, principal: Principal = OPERATOR) -> "Scene":
        """The centre on its first morning."""
        scene = cls(Api(store, principal))
        for code in ("SWIM", "CAMP", "ICE"):
            await scene.api.data(
                "mutation ($c: String!) { createLedgerCode(input: {code: $c, title: $c}) { userErrors { message } } }",
                c=code,
            )
        scene.account = await scene.new_account("1001", "Maria Rivera")
        return scene

    async def close(self) -> None:
        """Closes the client; the store is not the scene's."""
        await self.api.http.aclose()

    async def new_account(self, number: str, owner: str, currency: str = "USD") -> str:
        """Another account's id."""
        made = await self.api.data(
            "mutation ($i: CreateAccountInput!) { createAccount(input: $i) { userErrors { message } account { id } } }",
            i={"number": number, "ownerName": owner, "currency": currency, "members": ["Leo", "Sofia"]},
        )
        account: str = made["createAccount"]["account"]["id"]
        return account

    async def ask(self, mutation: str, **wish: object) -> dict[str, Any]:
        """A mutation's payload, refused or not."""
        name = mutation[0].upper() + mutation[1:]
        said = await self.api.data(
            f"mutation ($input: {name}Input!) {{ {mutation}(input: $input) "
            f"{{ userErrors {{ code message field }} batch {{ id }} {PAYLOADS[mutation]} }} }}",
            input=wish,
        )
        payload: dict[str, Any] = said[mutation]
        return payload

    async def do(self, mutation: str, **wish: object) -> dict[str, Any]:
        """A mutation that must be done."""
        payload = await self.ask(mutation, **wish)
        assert payload["userErrors"] == [], payload["userErrors"]
        return payload

    async def refused(self, mutation: str, **wish: object) -> dict[str, Any]:
        """The one error of a mutation that must be refused, having changed nothing."""
        payload = await self.ask(mutation, **wish)
        assert len(payload["userErrors"]) == 1, payload
        assert payload["batch"] is None
        error: dict[str, Any] = payload["userErrors"][0]
        return error

    async def invoice(self, *amounts: int, date: str | None = None, **more: object) -> dict[str, Any]:
        """An invoice with items of these amounts."""
        day = {"date": date} if date else {}
        wish = {"accountId": self.account, "items": items(*amounts), **day, **more}
        transaction: dict[str, Any] = (await self.do("createInvoice", **wish))["transaction"]
        return transaction

    async def pay(self, amount: int, method: str = "CASH", *marks: dict[str, Any], **more: object) -> dict[str, Any]:
        """A payment with these marks."""
        wish = {"accountId": self.account, "amountCents": amount, "method": method, "applyTo": list(marks), **more}
        return await self.do("makePayment", **wish)

    async def look(self, transaction: str) -> dict[str, Any]:
        """A transaction as it now is."""
        said = await self.api.data(f"query ($id: ID!) {{ transaction(id: $id) {TRANSACTION} }}", id=transaction)
        found: dict[str, Any] = said["transaction"]
        return found

    async def edges(self, transaction: str) -> list[dict[str, Any]]:
        """A transaction's reconciliations."""
        said = await self.api.data(
            f"query ($id: ID!) {{ transaction(id: $id) {{ reconciliations {{ nodes {EDGE} }} }} }}", id=transaction
        )
        found: list[dict[str, Any]] = said["transaction"]["reconciliations"]["nodes"]
        return found

    async def balances(self) -> dict[str, Any]:
        """The account's sums."""
        said = await self.api.data(f"query ($id: ID!) {{ account(id: $id) {ACCOUNT} }}", id=self.account)
        found: dict[str, Any] = said["account"]
        return found

    async def undo(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Undoes what a payload did."""
        return await self.do("undoBatch", batchId=payload["batch"]["id"])


def items(*amounts: int, code: str = "SWIM") -> list[dict[str, object]]:
    """Items of these amounts."""
    return [
        {"description": f"Swim lessons {n}", "ledgerCode": code, "amountCents": cents}
        for n, cents in enumerate(amounts, 1)
    ]


def column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    """One field of each row."""
    return [row[name] for row in rows]
