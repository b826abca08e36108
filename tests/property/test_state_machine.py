"""Random stories over every mutation, as GraphQL clients tell them; after each step all that must hold is checked.

A step is a number: it seeds what is wished for, so that a story that fails is shortened to the steps that it needs. The
long form is run under ``TIEOUT_TEST_PROFILE=long``.
"""

import asyncio
import os
import pathlib
import random
import shutil
import tempfile
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.ids import opaque
from domain.store.store import Store
from tests.support.billing import Centre, active_edges, contradictions_of
from tests.support.graphql import Api

LONG = os.environ.get("TIEOUT_TEST_PROFILE") == "long"
EXAMPLES, LONGEST = (400, 60) if LONG else (25, 22)
POSTGRES_STEPS = 600 if LONG else 25
SUMS = "amountCents reconciledCents settledCents unreconciledCents status statusReason"
TRANSACTION = f"{{ number kind date dueOn method paymentState {SUMS} items {{ position description {SUMS} }} }}"
EDGE = (
    "{ amountCents origin locked lockReason creditItem { position transaction { number } } "
    f"debitItem {{ position {SUMS} transaction {{ number }} }} }}"
)
ACCOUNT = (
    "{ number ownerName email members { name } balanceCents expectedBalanceCents unreconciledDebitCents "
    "unreconciledCreditCents }"
)
RECORDED = f"transaction {TRANSACTION} account {ACCOUNT}"
CODE = "ledgerCode { code title archived }"
USER = "user { email name permissions disabled }"
TOKEN = "apiToken { name permissions expiresOn revoked }"
SELECTIONS = {
    "createAccount": f"account {ACCOUNT}",
    "updateAccount": f"account {ACCOUNT}",
    "createLedgerCode": CODE,
    "updateLedgerCode": CODE,
    "createInvoice": RECORDED,
    "checkout": f"invoice {TRANSACTION} payment {TRANSACTION} account {ACCOUNT}",
    "makePayment": f"{RECORDED} reconciliations {EDGE}",
    "createDeposit": f"{RECORDED} reconciliations {EDGE}",
    "createCredit": f"{RECORDED} reconciliations {EDGE}",
    "createInvoices": f"transactionCount transactions {TRANSACTION}",
    "makePayments": f"transactionCount transactions {TRANSACTION}",
    "createReconciliations": f"reconciliations {EDGE}",
    "modifyReconciliations": f"reconciliations {EDGE} released {EDGE} transaction {TRANSACTION}",
    "deleteReconciliations": f"released {EDGE}",
    "reconcileAccount": f"reconciliationCount reconciliations {EDGE} account {ACCOUNT}",
    "undoBatch": "undone { mutation undone }",
    "createUser": USER,
    "updateUser": USER,
    "createApiToken": TOKEN,
    "revokeApiToken": TOKEN,
}
"""What each mutation is asked to show: everything but ids, instants and secrets."""

BULK = {"createInvoices": "createInvoice", "makePayments": "makePayment"}
"""Mutations of many rows, each row as this single one takes it."""

RECORDING = {"createInvoice", "checkout", "makePayment", "createDeposit", "createCredit", *BULK}
EDGES_ALONE = {"createReconciliations", "modifyReconciliations", "deleteReconciliations", "reconcileAccount"}
RARE = set(SELECTIONS) - RECORDING - EDGES_ALONE - {"undoBatch"}
DAYS = [f"2026-0{month}-{day:02}" for month in range(1, 7) for day in (1, 15, 28)]
METHODS = ("CASH", "CHECK", "CARD", "TRANSFER", "CASH", "CARD", "ECHECK")

ITEM = "TransactionItem"
Input = dict[str, Any]


class Story:
    """A centre to which random things happen. ``done`` holds the batches that were made, with their mutations."""

    def __init__(self, centre: Centre, api: Api, seed: int) -> None:
        self.centre = centre
        self.api = api
        self.chance = random.Random(seed)
        self.done: list[tuple[str, str]] = []
        self.refused: list[tuple[str, str]] = []

    @classmethod
    async def begin(cls, store: Store, seed: int = 0) -> "Story":
        """A story that begins with account 1001, an invoice of 75.00, 75.00 and 20.00, and a payment of 100.00."""
        centre = await Centre.open(store)
        story = cls(centre, Api(store), seed)
        await centre.invoice(7_500, 7_500, 2_000)
        await centre.payment(10_000)
        return story

    async def end(self) -> None:
        """Closes the client; the store is not the story's."""
        await self.api.http.aclose()

    async def step(self, number: int | None = None) -> None:
        """Something happens, and everything that must hold is checked."""
        if number is not None:
            self.chance = random.Random(number)
        names = [name for name in SELECTIONS for _ in range(1 if name in RARE else 4)]
        mutation = self.chance.choice(names)
        wish = await self._wish(mutation)
        if wish is None:
            return
        before = await self.centre.state()
        tried = await self._mutate(mutation, {**wish, "dryRun": True}) if self.chance.random() < 0.5 else None
        if tried is not None:
            assert await self.centre.state() == before, f"a dry run of {mutation} left something"
        payload = await self._mutate(mutation, wish)
        after = await self.centre.state()
        if tried is not None:
            assert _shown(tried) == _shown(payload), f"{mutation} was tried otherwise than it was done"
        await self._check(mutation, payload, before, after)
        if payload["batch"] is not None and mutation != "undoBatch" and self.chance.random() < 0.4:
            await self._undo_and_redo(mutation, payload["batch"]["id"], before, after)

    async def _check(self, mutation: str, payload: Input, before: Input, after: Input) -> None:
        assert await contradictions_of(self.centre.store) == []
        self.refused += [(mutation, error["code"]) for error in payload["userErrors"]]
        if payload["batch"] is None:
            assert after == before, f"{mutation} changed something without a batch"
        else:
            assert mutation in {"createReconciliations", *BULK} or not payload["userErrors"]
            self.done.append((mutation, payload["batch"]["id"]))
        if mutation in EDGES_ALONE:
            assert _money(after) == _money(before), f"{mutation} made or lost money"

    async def _undo_and_redo(self, mutation: str, batch: str, before: Input, after: Input) -> None:
        """The undo of what was just done gives back the state before, and its own undo the state after."""
        undone = await self._mutate("undoBatch", {"batchId": batch})
        if undone["userErrors"]:
            assert [error["code"] for error in undone["userErrors"]] == ["WRONG_STATE"], (mutation, undone)
            assert await self.centre.state() == after
            assert _processing(before) != _processing(after), f"{mutation} could not be undone: {undone}"
            return
        assert await self.centre.state() == before, f"the undo of {mutation} gave back something else"
        assert await contradictions_of(self.centre.store) == []
        if self.chance.random() < 0.5:
            again = await self._mutate("undoBatch", {"batchId": undone["batch"]["id"]})
            if mutation in RECORDING:
                assert [error["code"] for error in again["userErrors"]] == ["WRONG_STATE"]
            else:
                assert again["userErrors"] == [], mutation
                assert await self.centre.state() == after, f"the undo of the undo of {mutation} is something else"
            assert await contradictions_of(self.centre.store) == []

    async def _mutate(self, mutation: str, wish: Input) -> Input:
        name = mutation[0].upper() + mutation[1:]
        said = await self.api.data(
            f"mutation ($input: {name}Input!) {{ {mutation}(input: $input) "
            f"{{ userErrors {{ code message field row }} batch {{ id }} {SELECTIONS[mutation]} }} }}",
            input=wish,
        )
        payload: Input = said[mutation]
        return payload

    # What is wished for: mostly sensible, sometimes not. None: there is nothing to do it with.

    async def _wish(self, mutation: str) -> Input | None:
        if mutation in ("createReconciliations", "modifyReconciliations", "deleteReconciliations", "undoBatch"):
            return await getattr(self, "_" + mutation)()
        account = await self._one("accounts")
        number = self.chance.randrange(1000)
        simple: dict[str, Callable[[], Input]] = {
            "createAccount": lambda: {
                "number": f"2{number:03}",
                "ownerName": "Sam Okafor",
                "currency": "USD",
                "members": ["Ada", "Ben"][: number % 3],
            },
            "createLedgerCode": lambda: {"code": f"ART{number % 5}", "title": "Art class"},
            "createUser": lambda: {
                "email": f"desk{number % 5}@example.org",
                "name": "Desk",
                "password": "swimming pool",
                "permissions": ["CLIENT_BILLING"],
            },
            "createApiToken": lambda: {
                "name": f"Till {number}",
                "permissions": [],
                "expiresInDays": number % 3 or None,
            },
            "reconcileAccount": lambda: {
                "accountId": account,
                **({"kinds": ["CREDIT", "DEPOSIT", "PAYMENT"]} if number % 3 == 0 else {}),
            },
        }
        if mutation in simple:
            return simple[mutation]()
        if mutation in BULK:
            accounts = [account, await self._one("accounts"), account][: self.chance.randint(1, 3)]
            rows = [await self._recording(BULK[mutation], each) for each in accounts]
            return {"rows": rows, "errorPolicy": self.chance.choice(("REJECT_EVERYTHING", "REJECT_FAILED_ROWS"))}
        if mutation in RECORDING:
            return await self._recording(mutation, account)
        return await self._update(mutation, account)

    async def _update(self, mutation: str, account: str | None) -> Input | None:
        if mutation == "updateAccount":
            member = await self._one("members")
            return {
                "id": account,
                "ownerName": self.chance.choice(("Ana Rivera", "Ann Rivera-Cole")),
                "addMembers": ["Noa"] if self.chance.random() < 0.5 else [],
                "removeMemberIds": [member] if member and self.chance.random() < 0.5 else [],
            }
        table = {"updateLedgerCode": "ledger_codes", "updateUser": "users", "revokeApiToken": "api_tokens"}[mutation]
        found = await self._one(table)
        if found is None:
            return None
        flag = self.chance.random() < 0.3
        changed: dict[str, Input] = {
            "updateLedgerCode": {"title": self.chance.choice(("Swimming", "Pool")), "archived": flag},
            "updateUser": {"disabled": flag, "permissions": ["VIEW_REPORTS"]},
            "revokeApiToken": {},
        }
        return {"id": found, **changed[mutation]}

    async def _recording(self, mutation: str, account: str | None) -> Input:
        wish: Input = {"accountId": account, "date": self.chance.choice(DAYS)}
        if mutation in ("createInvoice", "checkout", "createCredit"):
            least = 1 if mutation == "createCredit" else 0
            wish["items"] = [
                {
                    "description": "Swim lessons",
                    "ledgerCode": self.chance.choice(("SWIM", "CAMP")),
                    "amountCents": self.chance.choice((least, 500, 2_000, 7_500, 7_501)),
                }
                for _ in range(self.chance.randint(1, 3))
            ]
        money = {"amountCents": self.chance.choice((1, 500, 2_500, 10_000)), "method": self.chance.choice(METHODS)}
        if mutation == "checkout" and self.chance.random() < 0.8:
            wish["payment"] = money
        if mutation in ("makePayment", "createDeposit"):
            wish |= money
        if mutation in ("makePayment", "createDeposit", "createCredit"):
            wish["applyTo"] = await self._marks()
        if mutation in ("createInvoice", "makePayment") and self.chance.random() < 0.2:
            wish["number"] = f"X-{self.chance.randrange(6)}"
        return wish

    async def _marks(self) -> list[Input]:
        items = await self.centre.rows(
            "select id, transaction_id from items where side = 'DEBIT' and withdrawn_at is null "
            "and amount_cents > reconciled_cents order by recording_seq, position"
        )
        marks: list[Input] = []
        for item, transaction in self.chance.sample(items, min(len(items), self.chance.choice((0, 1, 1, 2)))):
            whole = self.chance.random() < 0.4
            mark = {"invoiceId": opaque("Transaction", transaction)} if whole else {"itemId": opaque(ITEM, item)}
            marks.append({**mark, "amountCents": self.chance.choice((None, None, 100, 500))})
        return marks

    async def _pair(self) -> Input | None:
        ends = []
        for side in ("CREDIT", "DEBIT"):
            found = await self.centre.rows(
                f"select id from items where side = '{side}' and withdrawn_at is null order by recording_seq, position"
            )
            if not found:
                return None
            ends.append(opaque(ITEM, self.chance.choice(found)[0]))
        amount = self.chance.choice((1, 100, 500, 2_500))
        return {"creditItemId": ends[0], "debitItemId": ends[1], "amountCents": amount}

    async def _createReconciliations(self) -> Input:  # noqa: N802 - the mutation's own name
        pairs = [await self._pair() for _ in range(self.chance.randint(1, 3))]
        policy = self.chance.choice(("REJECT_EVERYTHING", "REJECT_FAILED_ROWS"))
        return {"edges": [pair for pair in pairs if pair], "errorPolicy": policy}

    async def _modifyReconciliations(self) -> Input | None:  # noqa: N802 - the mutation's own name
        found = await self.centre.rows(
            "select id from transactions where withdrawn_at is null and reconciled_cents > 0 order by recording_seq"
        )
        if not found:
            return None
        transaction = self.chance.choice(found)[0]
        on = {row[0] for row in await self.centre.rows(f"select id from items where transaction_id = {transaction}")}
        listed = [
            {
                "creditItemId": opaque(ITEM, edge.credit),
                "debitItemId": opaque(ITEM, edge.debit),
                "amountCents": max(1, edge.cents + self.chance.choice((0, 0, -100, 100))),
            }
            for edge in await active_edges(self.centre.store)
            if {edge.credit, edge.debit} & on and self.chance.random() < 0.8
        ]
        pair = await self._pair()
        if pair and self.chance.random() < 0.3:
            listed.append(pair)
        return {"transactionId": opaque("Transaction", transaction), "edges": listed}

    async def _deleteReconciliations(self) -> Input | None:  # noqa: N802 - the mutation's own name
        edges = await active_edges(self.centre.store)
        if not edges:
            return None
        if self.chance.random() < 0.5:
            some = self.chance.sample(edges, min(len(edges), self.chance.randint(1, 2)))
            return {"reconciliationIds": [opaque("Reconciliation", edge.id) for edge in some]}
        found = await self.centre.rows(
            "select id from transactions where withdrawn_at is null and reconciled_cents > 0 order by recording_seq"
        )
        return {"transactionId": opaque("Transaction", self.chance.choice(found)[0])}

    async def _undoBatch(self) -> Input | None:  # noqa: N802 - the mutation's own name
        return {"batchId": self.chance.choice(self.done[-6:])[1]} if self.done else None

    async def _one(self, table: str) -> str | None:
        noun = {
            "accounts": "Account",
            "members": "Member",
            "ledger_codes": "LedgerCode",
            "users": "User",
            "api_tokens": "ApiToken",
        }
        found = await self.centre.rows(f"select id from {table} where withdrawn_at is null order by id")
        return opaque(noun[table], self.chance.choice(found)[0]) if found else None


def _shown(payload: Input) -> Input:
    return {name: value for name, value in payload.items() if name != "batch"}


def _money(state: Input) -> list[Any]:
    """What no reconciling can change: what transactions and items are worth, what accounts owe."""
    return [
        [row[:6] for row in state["accounts"]],
        [row[:9] for row in state["transactions"]],
        [row[:4] for row in state["items"]],
        sum(row[7] for row in state["accounts"]) + sum(row[4] for row in state["edges"]),
        sum(row[8] for row in state["accounts"]) + sum(row[4] for row in state["edges"]),
    ]


def _processing(state: Input) -> list[Any]:
    """What of a state is on its way from the bank."""
    return [
        [row for row in state["transactions"] if row[7] == "PROCESSING"],
        [row for row in state["edges"] if row[5]],
    ]


async def tell(url: str, numbers: list[int]) -> Story:
    """A whole story in a fresh database."""
    store = await Store.open(url)
    try:
        story = await Story.begin(store)
        for number in numbers:
            await story.step(number)
        await story.end()
        return story
    finally:
        await store.close()


@given(numbers=st.lists(st.integers(0, 2**32), max_size=LONGEST))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_whatever_happens_every_rule_holds(sqlite_template: pathlib.Path, numbers: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "story.db"
        shutil.copyfile(sqlite_template, path)
        asyncio.run(tell(f"sqlite:///{path}", numbers))


def test_whatever_happens_every_rule_holds_on_postgresql(postgres_url: str) -> None:
    story = asyncio.run(tell(postgres_url, [7 * step for step in range(POSTGRES_STEPS)]))
    assert len(story.done) > POSTGRES_STEPS // 4
