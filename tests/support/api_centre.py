"""Level: the GraphQL API over HTTP, in-process. The centre as an admin or a partner program changes it, by mutations."""

import datetime
from typing import Any

from domain.permissions import OPERATOR, Principal
from domain.store.clock import to_instant
from domain.store.store import Store
from tests.support.graphql import Api
from tests.support.selections import SHOWN, payload_selection

ITEM = (
    "{ id position amountCents reconciledCents settledCents plannedCents unreconciledCents status statusReason "
    "ledgerCode { code } cancels { id } }"
)
TRANSACTION = (
    "{ id number kind date amountCents reconciledCents settledCents plannedCents unreconciledCents "
    f"plannedShortfallCents status statusReason paymentState method dueOn description reference corrects {{ number }} "
    f"items {ITEM} }}"
)
RECONCILIATION = (
    "{ id amountCents origin locked lockReason lockedBy { id dueOn } plannedPayment { id } "
    "creditItem { id transaction { number } } debitItem { id position transaction { number } } }"
)
PLANNED = "{ id dueOn amountCents method state transaction { id number } reconciliations { nodes { amountCents } } }"
ACCOUNT = "{ id balanceCents expectedBalanceCents unreconciledDebitCents unreconciledCreditCents }"
PAYLOADS = {
    **SHOWN,
    "Account": ACCOUNT,
    "BillingSubscription": "{ id nextOn endsOn paused amountCents description method ledgerCode { code } member { name } }",
    "PlannedPayment": PLANNED,
    "Reconciliation": RECONCILIATION,
    "Transaction": TRANSACTION,
    "TransactionItem": "{ id }",
}
"""What payloads are asked to show of each type."""


class ApiCentre:
    """Account 1001 (Maria Rivera, with Leo and Sofia) and ledger codes SWIM, CAMP and ICE."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.account = ""

    @classmethod
    async def open(cls, store: Store, principal: Principal = OPERATOR) -> "ApiCentre":
        """The centre on its first morning."""
        centre = cls(Api(store, principal))
        for code in ("SWIM", "CAMP", "ICE"):
            await centre.api.data(
                "mutation ($c: String!) { createLedgerCode(input: {code: $c, title: $c}) { userErrors { message } } }",
                c=code,
            )
        centre.account = await centre.new_account("1001", "Maria Rivera")
        return centre

    async def close(self) -> None:
        """Closes the client; the store is not the centre's."""
        await self.api.http.aclose()

    async def new_account(self, number: str, owner: str, currency: str = "USD") -> str:
        """Another account's id."""
        made = await self.api.data(
            "mutation ($i: CreateAccountInput!) { createAccount(input: $i) { userErrors { message } account { id } } }",
            i={"number": number, "ownerName": owner, "currency": currency, "members": ["Leo", "Sofia"]},
        )
        account: str = made["createAccount"]["account"]["id"]
        return account

    async def ask(self, mutation: str, **command: object) -> dict[str, Any]:
        """A mutation's payload, refused or not."""
        name = mutation[0].upper() + mutation[1:]
        answer = await self.api.data(
            f"mutation ($input: {name}Input!) {{ {mutation}(input: $input) "
            f"{{ userErrors {{ code message field }} batch {{ id }} {payload_selection(mutation, PAYLOADS)} }} }}",
            input=command,
        )
        payload: dict[str, Any] = answer[mutation]
        return payload

    async def do(self, mutation: str, **command: object) -> dict[str, Any]:
        """A mutation that must be done."""
        payload = await self.ask(mutation, **command)
        assert payload["userErrors"] == [], payload["userErrors"]
        return payload

    async def refused(self, mutation: str, **command: object) -> dict[str, Any]:
        """The one error of a mutation that must be refused, having changed nothing."""
        payload = await self.ask(mutation, **command)
        assert len(payload["userErrors"]) == 1, payload
        assert payload["batch"] is None
        error: dict[str, Any] = payload["userErrors"][0]
        return error

    async def invoice(self, *amounts: int, date: str | None = None, **more: object) -> dict[str, Any]:
        """An invoice with items of these amounts."""
        day = {"date": date} if date else {}
        command = {"accountId": self.account, "items": items(*amounts), **day, **more}
        transaction: dict[str, Any] = (await self.do("createInvoice", **command))["transaction"]
        return transaction

    async def pay(self, amount: int, method: str = "CASH", *marks: dict[str, Any], **more: object) -> dict[str, Any]:
        """A payment with these marks."""
        command = {"accountId": self.account, "amountCents": amount, "method": method, "applyTo": list(marks), **more}
        return await self.do("makePayment", **command)

    async def look(self, transaction: str) -> dict[str, Any]:
        """A transaction as it now is."""
        answer = await self.api.data(f"query ($id: ID!) {{ transaction(id: $id) {TRANSACTION} }}", id=transaction)
        found: dict[str, Any] = answer["transaction"]
        return found

    async def reconciliations(self, transaction: str) -> list[dict[str, Any]]:
        """A transaction's reconciliations."""
        answer = await self.api.data(
            f"query ($id: ID!) {{ transaction(id: $id) {{ reconciliations {{ nodes {RECONCILIATION} }} }} }}",
            id=transaction,
        )
        found: list[dict[str, Any]] = answer["transaction"]["reconciliations"]["nodes"]
        return found

    async def balances(self) -> dict[str, Any]:
        """The account's sums."""
        answer = await self.api.data(f"query ($id: ID!) {{ account(id: $id) {ACCOUNT} }}", id=self.account)
        found: dict[str, Any] = answer["account"]
        return found

    def today(self, day: str) -> None:
        """Moves the centre's clock to noon of a day."""
        noon = to_instant(datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00"))
        self.api.store.clock = lambda: noon

    async def process(self, on: str, **more: object) -> dict[str, Any]:
        """Processes what is due on a day, on that day."""
        self.today(on)
        return await self.do("processPlannedPayments", on=on, **more)

    async def charge(self, on: str, **more: object) -> dict[str, Any]:
        """Charges subscriptions on a day."""
        self.today(on)
        return await self.do("chargeSubscriptions", on=on, **more)

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
