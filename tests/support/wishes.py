"""What may be wished for at a random moment: mostly sensible, sometimes not. Each number seeds one wish."""

import random
from collections.abc import Awaitable, Callable
from typing import Any

from api.ids import opaque
from tests.support.billing import Centre, active_edges
from tests.support.graphql import Api

Input = dict[str, Any]
ITEM = "TransactionItem"
DAYS = [f"2026-0{month}-{day:02}" for month in range(1, 7) for day in (1, 15, 28)]
METHODS = ("CASH", "CHECK", "CARD", "TRANSFER", "CASH", "CARD", "ECHECK")
AMOUNTS = (1, 100, 500, 2_500, 7_500)
NOUNS = {
    "accounts": "Account",
    "members": "Member",
    "ledger_codes": "LedgerCode",
    "users": "User",
    "api_tokens": "ApiToken",
    "transactions": "Transaction",
    "items": ITEM,
    "planned_payments": "PlannedPayment",
    "subscriptions": "BillingSubscription",
}


class Wishes:
    """Wishes on a centre. ``done`` holds the batches that were made so far, with their mutations."""

    def __init__(self, centre: Centre, api: Api, seed: int) -> None:
        self.centre = centre
        self.api = api
        self.chance = random.Random(seed)
        self.done: list[tuple[str, str]] = []
        self._makers: dict[str, Callable[[], Awaitable[Input | None]]] = {
            "createAccount": self._account,
            "updateAccount": self._account_update,
            "createLedgerCode": self._ledger_code,
            "updateLedgerCode": self._ledger_code_update,
            "createInvoice": self._invoice,
            "createInvoices": self._invoices,
            "checkout": self._checkout,
            "makePayment": self._payment,
            "makePayments": self._payments,
            "importRecords": self._file,
            "createDeposit": self._payment,
            "createCredit": self._credit,
            "payBalance": self._balance,
            "cancelItems": self._cancellation,
            "recordRefund": self._refund,
            "confirmPayment": self._confirmation,
            "failPayment": self._failure,
            "createPlannedPayments": self._plans,
            "modifyPlannedPayment": self._plan_update,
            "deletePlannedPayment": self._plan_deletion,
            "processPlannedPayments": self._run,
            "createSubscription": self._subscription,
            "cancelSubscription": self._subscription_end,
            "chargeSubscriptions": self._run,
            "createReconciliations": self._edges,
            "modifyReconciliations": self._modification,
            "deleteReconciliations": self._deletion,
            "applySuggestion": self._suggestion,
            "reconcileAccount": self._tool,
            "reconcileAllAccounts": self._job,
            "cancelJob": self._job_end,
            "undoBatch": self._undo,
            "createUser": self._user,
            "updateUser": self._user_update,
            "createApiToken": self._token,
            "revokeApiToken": self._token_end,
        }

    @property
    def mutations(self) -> tuple[str, ...]:
        """Everything that can be wished for."""
        return tuple(self._makers)

    async def wish(self, mutation: str) -> Input | None:
        """An input for a mutation; None when there is nothing to do it with."""
        return await self._makers[mutation]()

    # What there is to choose from.

    async def some(self, table: str, where: str = "true") -> str | None:
        """The id of any row of a table that was not withdrawn."""
        rows = await self.centre.rows(f"select id from {table} where withdrawn_at is null and {where} order by id")
        return opaque(NOUNS[table], self.chance.choice(rows)[0]) if rows else None

    def cents(self) -> int:
        """Any amount."""
        return self.chance.choice(AMOUNTS)

    def maybe(self, share: float) -> bool:
        """True so often."""
        return self.chance.random() < share

    def money(self) -> Input:
        """Money that comes or goes."""
        return {"amountCents": self.cents() * self.chance.choice((1, 1, 2)), "method": self.chance.choice(METHODS)}

    def lines(self, least: int) -> list[Input]:
        """Lines of an invoice or credit."""
        return [
            {
                "description": "Swim lessons",
                "ledgerCode": self.chance.choice(("SWIM", "CAMP")),
                "amountCents": self.chance.choice((least, 500, 2_000, 7_500, 7_501)),
            }
            for _ in range(self.chance.randint(1, 3))
        ]

    async def _on_account(self) -> Input:
        return {"accountId": await self.some("accounts"), "date": self.chance.choice(DAYS)}

    # Accounts, ledger codes, access.

    async def _account(self) -> Input:
        number = self.chance.randrange(1000)
        return {
            "number": f"2{number:03}",
            "ownerName": "Sam Okafor",
            "currency": "USD",
            "members": ["Ada", "Ben"][: number % 3],
        }

    async def _account_update(self) -> Input:
        member = await self.some("members")
        return {
            "id": await self.some("accounts"),
            "ownerName": self.chance.choice(("Ana Rivera", "Ann Rivera-Cole")),
            "addMembers": ["Noa"] if self.maybe(0.5) else [],
            "removeMemberIds": [member] if member and self.maybe(0.5) else [],
        }

    async def _ledger_code(self) -> Input:
        return {"code": f"ART{self.chance.randrange(5)}", "title": "Art class"}

    async def _ledger_code_update(self) -> Input:
        title = self.chance.choice(("Swimming", "Pool"))
        return {"id": await self.some("ledger_codes"), "title": title, "archived": self.maybe(0.2)}

    async def _user(self) -> Input:
        return {
            "email": f"desk{self.chance.randrange(5)}@example.org",
            "name": "Desk",
            "password": "swimming pool",
            "permissions": ["CLIENT_BILLING"],
        }

    async def _user_update(self) -> Input | None:
        user = await self.some("users")
        change = {"name": "Relief clerk", "disabled": self.maybe(0.3), "permissions": ["VIEW_REPORTS"]}
        return {"id": user, **change} if user else None

    async def _token(self) -> Input:
        number = self.chance.randrange(1000)
        return {"name": f"Till {number}", "permissions": [], "expiresInDays": number % 3 or None}

    async def _token_end(self) -> Input | None:
        token = await self.some("api_tokens")
        return {"id": token} if token else None

    # Recording.

    async def _invoice(self) -> Input:
        number = {"number": f"X-{self.chance.randrange(6)}"} if self.maybe(0.2) else {}
        return {**await self._on_account(), "items": self.lines(0), **number}

    async def _invoices(self) -> Input:
        rows = [await self._invoice() for _ in range(self.chance.randint(1, 3))]
        return {"rows": rows, "errorPolicy": self._policy()}

    async def _payments(self) -> Input:
        rows = [await self._payment() for _ in range(self.chance.randint(1, 3))]
        return {"rows": rows, "errorPolicy": self._policy()}

    def _policy(self) -> str:
        return self.chance.choice(("REJECT_EVERYTHING", "REJECT_FAILED_ROWS"))

    async def _file(self) -> Input:
        """A few reconciliations by number, some of them impossible, and some of those kept."""
        rows = await self.centre.rows(
            "select t.number, i.position, i.side from items i join transactions t on t.id = i.transaction_id "
            "where i.withdrawn_at is null order by i.id"
        )
        ends = {side: [row[:2] for row in rows if row[2] == side] for side in ("CREDIT", "DEBIT")}
        lines = ["credit_number,credit_position,debit_number,debit_position,amount"]
        for _ in range(self.chance.randint(1, 3)):
            if ends["CREDIT"] and ends["DEBIT"]:
                credit, debit = self.chance.choice(ends["CREDIT"]), self.chance.choice(ends["DEBIT"])
                lines.append(f"{credit[0]},{credit[1]},{debit[0]},{debit[1]},{self.cents() / 100:.2f}")
        return {
            "kind": "RECONCILIATIONS",
            "csv": "\n".join(lines),
            "errorPolicy": self._policy(),
            "keepErrors": self.maybe(0.3),
        }

    async def _checkout(self) -> Input:
        wish = {**await self._on_account(), "items": self.lines(0)}
        if self.maybe(0.7):
            wish["payment"] = self.money()
        if self.maybe(0.5):
            wish["installments"] = [
                {
                    **self.money(),
                    "dueOn": self.chance.choice(DAYS),
                    "items": [{"position": self.chance.randint(1, 3), "amountCents": self.cents()}]
                    if self.maybe(0.4)
                    else None,
                }
                for _ in range(self.chance.randint(1, 3))
            ]
        return wish

    async def _payment(self) -> Input:
        account = await self._on_account()
        return {**account, **self.money(), "applyTo": await self._marks(account["accountId"])}

    async def _credit(self) -> Input:
        account = await self._on_account()
        return {**account, "items": self.lines(1), "applyTo": await self._marks(account["accountId"])}

    async def _balance(self) -> Input:
        amount = {"amountCents": self.cents()} if self.maybe(0.6) else {}
        return {"accountId": await self.some("accounts"), "method": self.chance.choice(METHODS), **amount}

    async def _marks(self, account: str | None) -> list[Input]:
        items = [
            row[:2]
            for row in await self.centre.rows(
                "select id, transaction_id, account_id from items where side = 'DEBIT' and withdrawn_at is null "
                "and amount_cents > reconciled_cents order by recording_seq, position"
            )
            if opaque("Account", row[2]) == account or self.maybe(0.1)
        ]
        marks: list[Input] = []
        for item, transaction in self.chance.sample(items, min(len(items), self.chance.choice((0, 1, 1, 2)))):
            whole = self.maybe(0.4)
            mark = {"invoiceId": opaque("Transaction", transaction)} if whole else {"itemId": opaque(ITEM, item)}
            marks.append({**mark, "amountCents": self.chance.choice((None, None, None, 100, 500))})
        return marks

    async def _cancellation(self) -> Input | None:
        items = [await self.some("items", "kind = 'INVOICE'") for _ in range(self.chance.choice((1, 1, 2)))]
        if None in items:
            return None
        amounts = [self.chance.choice((None, None, 100, 2_500)) for _ in items]
        return {"items": [{"itemId": item, "amountCents": cents} for item, cents in zip(items, amounts, strict=True)]}

    async def _refund(self) -> Input:
        sources = []
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            item = await self.some("items", "side = 'CREDIT' and amount_cents > reconciled_cents")
            if item is not None:
                sources.append({"itemId": item, "amountCents": self.chance.choice((None, None, 1, 100))})
        return {**await self._on_account(), **self.money(), "sources": sources}

    # The bank, plans and subscriptions.

    async def _confirmation(self) -> Input | None:
        payment = await self.some("transactions", "payment_state = 'PROCESSING'")
        return {"transactionId": payment} if payment else None

    async def _failure(self) -> Input | None:
        payment = await self.some("transactions", "payment_state is not null")
        if payment is None:
            return None
        day = {"date": self.chance.choice(DAYS)} if self.maybe(0.3) else {}
        return {"transactionId": payment, "reason": "Returned by the bank", **day}

    async def _named(self, account_id: int | None = None, most: int = 7_500) -> list[Input]:
        """Open items of one account, and mostly amounts that fit."""
        where = f"and account_id = {account_id}" if account_id else ""
        rows = await self.centre.rows(
            "select id, amount_cents - reconciled_cents - planned_cents from items where kind = 'INVOICE' and "
            f"withdrawn_at is null and amount_cents > reconciled_cents + planned_cents {where} order by id"
        )
        named = []
        for item, room in self.chance.sample(rows, min(len(rows), self.chance.choice((0, 1, 1, 2)))):
            cents = min(room, most) + (1 if self.maybe(0.1) else 0)
            most = max(1, most - cents)
            named.append({"itemId": opaque(ITEM, item), "amountCents": max(1, cents)})
        return named

    async def _plans(self) -> Input:
        accounts = await self.centre.rows("select id from accounts where withdrawn_at is null order by id")
        account = self.chance.choice(accounts)[0]
        installments = []
        for _ in range(self.chance.randint(1, 2)):
            money = self.money()
            named = await self._named(account, money["amountCents"])
            installments.append({**money, "dueOn": self.chance.choice(DAYS), "items": named})
        return {"accountId": opaque("Account", account), "installments": installments}

    async def _plan_update(self) -> Input | None:
        planned = await self.some("planned_payments")
        if planned is None:
            return None
        changes: list[Input] = [
            {"dueOn": self.chance.choice(DAYS)},
            {"method": self.chance.choice(METHODS)},
            {"amountCents": self.cents()},
            {"items": await self._named()},
        ]
        wish: Input = {"id": planned}
        for change in self.chance.sample(changes, self.chance.choice((1, 1, 2))):
            wish |= change
        return wish

    async def _plan_deletion(self) -> Input | None:
        planned = await self.some("planned_payments")
        return {"id": planned} if planned else None

    async def _run(self) -> Input:
        return {"on": self.chance.choice(DAYS[6:])}

    async def _subscription(self) -> Input:
        ends = {"endsOn": self.chance.choice(DAYS)} if self.maybe(0.4) else {}
        return {
            "accountId": await self.some("accounts"),
            "description": "Membership",
            "ledgerCode": self.chance.choice(("SWIM", "CAMP")),
            **self.money(),
            "interval": self.chance.choice(("MONTH", "QUARTER")),
            "startsOn": self.chance.choice(DAYS),
            **ends,
        }

    async def _subscription_end(self) -> Input | None:
        subscription = await self.some("subscriptions")
        return {"id": subscription, "on": self.chance.choice(DAYS)} if subscription else None

    # Reconciling.

    async def _pair(self) -> Input | None:
        credit, debit = await self.some("items", "side = 'CREDIT'"), await self.some("items", "side = 'DEBIT'")
        if credit is None or debit is None:
            return None
        return {"creditItemId": credit, "debitItemId": debit, "amountCents": self.cents()}

    async def _edges(self) -> Input:
        pairs = [await self._pair() for _ in range(self.chance.randint(1, 3))]
        return {"edges": [pair for pair in pairs if pair], "errorPolicy": self._policy()}

    async def _modification(self) -> Input | None:
        rows = await self.centre.rows(
            "select id from transactions where withdrawn_at is null and reconciled_cents > 0 order by recording_seq"
        )
        if not rows:
            return None
        transaction = self.chance.choice(rows)[0]
        on = {row[0] for row in await self.centre.rows(f"select id from items where transaction_id = {transaction}")}
        listed = [
            {
                "creditItemId": opaque(ITEM, edge.credit),
                "debitItemId": opaque(ITEM, edge.debit),
                "amountCents": max(1, edge.cents + self.chance.choice((0, 0, -100, 100))),
            }
            for edge in await active_edges(self.centre.store)
            if edge.credit is not None and {edge.credit, edge.debit} & on and self.maybe(0.8)
        ]
        pair = await self._pair()
        if pair and self.maybe(0.3):
            listed.append(pair)
        return {"transactionId": opaque("Transaction", transaction), "edges": listed}

    async def _deletion(self) -> Input | None:
        edges = await active_edges(self.centre.store)
        if not edges:
            return None
        if self.maybe(0.5):
            some = self.chance.sample(edges, min(len(edges), self.chance.randint(1, 2)))
            return {"reconciliationIds": [opaque("Reconciliation", edge.id) for edge in some]}
        return {"transactionId": await self.some("transactions")}

    async def _tool(self) -> Input:
        kinds = {"kinds": ["CREDIT", "CANCELLATION", "DEPOSIT", "PAYMENT"]} if self.maybe(0.3) else {}
        return {"accountId": await self.some("accounts"), **kinds}

    async def _suggestion(self) -> Input | None:
        account = await self.some("accounts")
        said = await self.api.data("query ($a: ID!) { account(id: $a) { suggestions { id } } }", a=account)
        found = said["account"]["suggestions"]
        return {"suggestionId": self.chance.choice(found)["id"]} if found else None

    async def _job(self) -> Input:
        some = {"accountIds": [await self.some("accounts")]} if self.maybe(0.3) else {}
        return {**some, **({"kinds": ["CREDIT", "PAYMENT"]} if self.maybe(0.3) else {})}

    async def _job_end(self) -> Input | None:
        rows = await self.centre.rows("select id from jobs order by id")
        return {"jobId": opaque("Job", self.chance.choice(rows)[0])} if rows else None

    async def _undo(self) -> Input | None:
        return {"batchId": self.chance.choice(self.done[-6:])[1]} if self.done else None
