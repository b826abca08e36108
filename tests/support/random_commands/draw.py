"""Level: the GraphQL API. What random inputs are drawn from: rows, days, amounts; and who draws for which mutation."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from api.graph.ids import opaque
from tests.support.centre import Centre
from tests.support.graphql import Api
from tests.support.odd_texts import disguised

Input = dict[str, Any]
ITEM = "TransactionItem"
CURRENCIES = ("USD", "EUR", "JPY")
DAYS = [f"2026-0{month}-{day:02}" for month in range(1, 7) for day in (1, 15, 28)]
ODD_DAYS = ("1999-12-31", "2023-12-31", "2024-02-28", "2024-02-29", "2024-12-31", "2025-02-28", "2025-12-31")
AHEAD = "2031-07-04"
METHODS = ("CASH", "CHECK", "CARD", "TRANSFER", "CASH", "CARD", "ECHECK")
AMOUNTS = (1, 100, 500, 2_500, 7_500)
NOUNS = {
    "accounts": "Account",
    "members": "Member",
    "ledger_codes": "LedgerCode",
    "roles": "Role",
    "users": "User",
    "api_tokens": "ApiToken",
    "webhooks": "Webhook",
    "mails": "Mail",
    "transactions": "Transaction",
    "items": ITEM,
    "planned_payments": "PlannedPayment",
    "subscriptions": "BillingSubscription",
}


class Draw:
    """Chance, and the centre whose rows it names. ``done`` holds the batches made so far, with their mutations.

    ``accounts`` limits the rows that an input may name to those of these accounts; None allows all.
    """

    def __init__(self, centre: Centre, api: Api, seed: int) -> None:
        self.centre = centre
        self.api = api
        self.chance = random.Random(seed)
        self.letters = random.Random(seed)
        """Chance of its own, so that how a text is written does not change what is drawn next."""
        self.done: list[tuple[str, str]] = []
        self.publishing: list[int] = []
        """The jobs that have still to publish a staged file."""
        self.happened: Counter[str] = Counter()
        """How many stories of each kind reached their end."""
        self.accounts: Sequence[int] | None = None

    async def some(self, table: str, where: str = "true") -> str | None:
        """Return the id of a random row of a table, withdrawn ones left out."""
        of_no_account = {"ledger_codes", "roles", "users", "api_tokens", "webhooks"}
        key = "id" if table == "accounts" else None if table in of_no_account else "account_id"
        rows = await self.centre.rows(
            f"select id from {table} where withdrawn_at is null and {where}{self.within(key)} order by id"
        )
        return opaque(NOUNS[table], self.chance.choice(rows)[0]) if rows else None

    def within(self, column: str | None) -> str:
        """Return the condition that a column names one of ``accounts``."""
        if self.accounts is None or column is None:
            return ""
        return f" and {column} in ({', '.join(map(str, self.accounts))})"

    def day(self) -> str:
        """Return a business date, now and then an odd one."""
        return self.chance.choice(ODD_DAYS if self.maybe(0.15) else DAYS)

    def cents(self) -> int:
        """Return an amount."""
        return self.chance.choice(AMOUNTS)

    def maybe(self, share: float) -> bool:
        """Return True so often."""
        return self.chance.random() < share

    def odd(self, text: str) -> str:
        """Return a text, now and then one that looks the same and is encoded differently (domain R37)."""
        return disguised(self.letters, text) if self.letters.random() < 0.3 else text

    def labels(self) -> Input:
        """Return an external id and metadata, mostly none; now and then an id that another record has (domain R48)."""
        if self.letters.random() < 0.8:
            return {}
        external_id = self.odd(f"ext 5 {self.letters.randrange(60)}")
        return {"externalId": external_id, "metadata": [{"key": "source", "value": self.odd("the shop 7")}]}

    def money(self, methods: Sequence[str] = METHODS) -> Input:
        """Return an amount and its method."""
        return {"amountCents": self.cents() * self.chance.choice((1, 1, 2)), "method": self.chance.choice(methods)}

    def lines(self, least: int) -> list[Input]:
        """Return the lines of an invoice or credit."""
        return [
            {
                "description": self.odd("Swim lessons"),
                "ledgerCode": self.odd(self.chance.choice(("SWIM", "CAMP"))),
                "amountCents": self.chance.choice((least, 500, 2_000, 7_500, 7_501)),
                **self.labels(),
            }
            for _ in range(self.chance.randint(1, 3))
        ]

    async def on_account(self, ahead: float = 0.02) -> Input:
        """Return a random account and a business date, now and then one ahead, which money may not have (domain R39)."""
        return {"accountId": await self.some("accounts"), "date": AHEAD if self.maybe(ahead) else self.day()}

    def policy(self) -> str:
        """Return what becomes of good rows beside bad ones."""
        return self.chance.choice(("REJECT_EVERYTHING", "REJECT_FAILED_ROWS"))


Drawer = Callable[[Draw], Awaitable[Input | None]]
DRAWERS: dict[str, Drawer] = {}
"""Who draws a random input for each mutation; filled by ``draws``."""


def draws(*mutations: str) -> Callable[[Drawer], Drawer]:
    """Register a function that returns a random input for these mutations, or None if there is nothing to do them with."""

    def register(drawer: Drawer) -> Drawer:
        DRAWERS.update(dict.fromkeys(mutations, drawer))
        return drawer

    return register
