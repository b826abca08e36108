"""A centre to which random things happen, as GraphQL clients tell them; after each step all that must hold is checked."""

import pathlib
import random
import shutil
import tempfile
from typing import Any

from api.ids import opaque
from domain.jobs.running import run_job
from domain.store.replay import read_log, replay
from domain.store.store import Store
from tests.support.billing import Centre, contradictions_of
from tests.support.graphql import Api
from tests.support.wishes import Input, Wishes

SUMS = "amountCents reconciledCents settledCents plannedCents unreconciledCents status statusReason"
TRANSACTION = (
    f"{{ number kind date dueOn method paymentState plannedShortfallCents {SUMS} corrects {{ number }} "
    f"items {{ position description {SUMS} }} }}"
)
EDGE = (
    "{ amountCents origin locked lockReason creditItem { position transaction { number } } "
    f"debitItem {{ position {SUMS} transaction {{ number }} }} lockedBy {{ dueOn amountCents }} "
    "plannedPayment { dueOn amountCents } }"
)
ACCOUNT = (
    "{ number ownerName email members { name } balanceCents expectedBalanceCents unreconciledDebitCents "
    "unreconciledCreditCents }"
)
PLANNED = "{ dueOn amountCents method state transaction { number } reconciliations { nodes { amountCents } } }"
RECORDED = f"transaction {TRANSACTION} account {ACCOUNT}"
CODE = "ledgerCode { code title archived }"
USER = "user { email name permissions disabled }"
TOKEN = "apiToken { name permissions expiresOn revoked }"
SUBSCRIPTION = "subscription { description amountCents interval startsOn endsOn nextOn }"
JOB = "{ state done total reconciliations amountCents errors { code message } }"
SELECTIONS = {
    "createAccount": f"account {ACCOUNT}",
    "updateAccount": f"account {ACCOUNT}",
    "createLedgerCode": CODE,
    "updateLedgerCode": CODE,
    "createInvoice": RECORDED,
    "createInvoices": f"transactions {TRANSACTION} transactionCount",
    "checkout": f"invoice {TRANSACTION} payment {TRANSACTION} plannedPayments {PLANNED} account {ACCOUNT}",
    "makePayment": f"{RECORDED} reconciliations {EDGE}",
    "makePayments": f"transactions {TRANSACTION} transactionCount",
    "importRecords": "created unchanged faulty badRows",
    "createDeposit": f"{RECORDED} reconciliations {EDGE}",
    "createCredit": f"{RECORDED} reconciliations {EDGE}",
    "payBalance": f"{RECORDED} reconciliations {EDGE}",
    "cancelItems": f"{RECORDED} reconciliations {EDGE}",
    "recordRefund": f"{RECORDED} reconciliations {EDGE}",
    "confirmPayment": f"transaction {TRANSACTION}",
    "failPayment": f"{RECORDED} correction {TRANSACTION} released {EDGE} reconciliations {EDGE}",
    "createPlannedPayments": f"plannedPayments {PLANNED} account {ACCOUNT}",
    "modifyPlannedPayment": f"plannedPayment {PLANNED} freed {{ position {SUMS} }}",
    "deletePlannedPayment": f"freed {{ position {SUMS} }} account {ACCOUNT}",
    "processPlannedPayments": f"transactions {TRANSACTION} transactionCount",
    "createSubscription": SUBSCRIPTION,
    "cancelSubscription": SUBSCRIPTION,
    "chargeSubscriptions": f"invoices {TRANSACTION} payments {TRANSACTION} chargedCount",
    "createReconciliations": f"reconciliations {EDGE}",
    "modifyReconciliations": f"reconciliations {EDGE} released {EDGE} transaction {TRANSACTION}",
    "deleteReconciliations": f"released {EDGE}",
    "applySuggestion": f"reconciliations {EDGE}",
    "reconcileAccount": f"reconciliationCount reconciliations {EDGE} account {ACCOUNT}",
    "reconcileAllAccounts": f"job {JOB}",
    "cancelJob": f"job {JOB}",
    "undoBatch": "undone { mutation undone }",
    "createUser": USER,
    "updateUser": USER,
    "createApiToken": TOKEN,
    "revokeApiToken": TOKEN,
}
"""What each mutation is asked to show: everything but ids, instants and secrets."""

RECORDING = {
    "createInvoice",
    "createInvoices",
    "checkout",
    "makePayment",
    "makePayments",
    "createDeposit",
    "createCredit",
    "payBalance",
    "cancelItems",
    "recordRefund",
    "processPlannedPayments",
    "chargeSubscriptions",
}
BANK_FACTS = {"confirmPayment", "failPayment"}
EDGES_ALONE = {
    "createReconciliations",
    "modifyReconciliations",
    "deleteReconciliations",
    "applySuggestion",
    "reconcileAccount",
    "importRecords",
    "reconcileAllAccounts",
}
IN_ROWS = {"createReconciliations", "createInvoices", "makePayments", "importRecords"}
"""What may do good rows beside bad ones."""
UNLOCKING = BANK_FACTS | {
    "modifyPlannedPayment",
    "deletePlannedPayment",
    "processPlannedPayments",
    "undoBatch",
}
"""What may end a locked edge (domain R15, R25a)."""
RARE = {
    "createAccount",
    "updateAccount",
    "createLedgerCode",
    "updateLedgerCode",
    "createUser",
    "updateUser",
    "createApiToken",
    "revokeApiToken",
    "createSubscription",
    "cancelSubscription",
    "cancelJob",
}
LOCKED = (
    "select r.id from reconciliations r join items d on d.id = r.debit_item_id left join transactions c "
    "on c.id = r.credit_transaction_id where r.released_at is null and not r.faulty and (d.planned_cents > 0 "
    "or r.planned_payment_id is not null or c.payment_state = 'PROCESSING' or d.kind = 'PAYMENT_CORRECTION')"
)
"""Edges that are locked, told here by other means than the product does."""


class Story:
    """What happens to a centre, step by step. ``refused`` tells what was refused, with its code."""

    def __init__(self, centre: Centre, api: Api, seed: int) -> None:
        self.centre = centre
        self.api = api
        self.wishes = Wishes(centre, api, seed)
        self.steps = 0
        self.refused: list[tuple[str, str]] = []

    @classmethod
    async def begin(cls, store: Store, seed: int = 0) -> "Story":
        """A story that begins with account 1001, an invoice of 75.00, 75.00 and 20.00, and a payment of 100.00."""
        centre = await Centre.open(store)
        story = cls(centre, Api(store), seed)
        await centre.invoice(7_500, 7_500, 2_000)
        await centre.payment(10_000)
        return story

    @property
    def done(self) -> list[tuple[str, str]]:
        """The batches that were made, with their mutations."""
        return self.wishes.done

    async def end(self, empty: pathlib.Path) -> None:
        """Replays the log into a copy of an empty database, which must be the same; closes the client, not the store."""
        before = await self.centre.state()
        batches, events = await self.centre.store.read(read_log())
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "replayed.db"
            shutil.copyfile(empty, path)
            replayed = await Store.open(f"sqlite:///{path}", readers=1)
            await replayed.backend.run_block(lambda: replay(batches, events))
            after = await Centre(replayed).state()
            await replayed.close()
        assert after == before, "the log says something else than the database"
        await self.api.http.aclose()

    async def step(self, number: int | None = None) -> None:
        """Something happens, and everything that must hold is checked."""
        self.steps += 1
        chance = self.wishes.chance
        if number is not None:
            chance.seed(number)
        names = [name for name in SELECTIONS for _ in range(1 if name in RARE else 4)]
        mutation = chance.choice(names)
        wish = await self.wishes.wish(mutation)
        if wish is None:
            return
        before, locked = await self.centre.state(), await self._locked()
        tried = await self._mutate(mutation, {**wish, "dryRun": True}) if chance.random() < 0.5 else None
        if tried is not None:
            assert await self.centre.state() == before, f"a dry run of {mutation} left something"
        payload = await self._mutate(mutation, wish)
        after = await self.centre.state()
        if tried is not None:
            assert _shown(tried) == _shown(payload), f"{mutation} was tried otherwise than it was done"
        await self._check(mutation, payload, before, after, locked)
        if payload["batch"] is not None and mutation != "undoBatch" and chance.random() < 0.4:
            await self._undo_and_redo(chance, mutation, payload["batch"]["id"], before, after)

    async def _check(self, mutation: str, payload: Input, before: Input, after: Input, locked: set[int]) -> None:
        assert await contradictions_of(self.centre.store) == []
        self.refused += [(mutation, error["code"]) for error in payload["userErrors"]]
        if payload["batch"] is None:
            assert after == before, f"{mutation} changed something without a batch"
        else:
            assert mutation in IN_ROWS or not payload["userErrors"]
            self.done.append((mutation, payload["batch"]["id"]))
        if mutation in EDGES_ALONE:
            assert _money(after) == _money(before), f"{mutation} made or lost money"
        if mutation != "undoBatch":
            recorded = {row[:7] + row[8:9] for row in after["transactions"]}
            assert {row[:7] + row[8:9] for row in before["transactions"]} <= recorded, (
                f"{mutation} changed what was recorded"
            )
        if mutation not in UNLOCKING:
            active = {
                row[0] for row in await self.centre.rows("select id from reconciliations where released_at is null")
            }
            assert locked <= active, f"{mutation} ended a locked edge"

    async def _locked(self) -> set[int]:
        return {row[0] for row in await self.centre.rows(LOCKED)}

    async def _undo_and_redo(
        self, chance: random.Random, mutation: str, batch: str, before: Input, after: Input
    ) -> None:
        """The undo of what was just done gives back the state before, and its own undo the state after."""
        undone = await self._mutate("undoBatch", {"batchId": batch})
        if undone["userErrors"]:
            assert [error["code"] for error in undone["userErrors"]] == ["WRONG_STATE"], (mutation, undone)
            assert await self.centre.state() == after
            assert mutation in BANK_FACTS or _processing(before) != _processing(after), f"{mutation}: {undone}"
            return
        assert mutation not in BANK_FACTS
        assert await self.centre.state() == before, f"the undo of {mutation} gave back something else"
        assert await contradictions_of(self.centre.store) == []
        if chance.random() < 0.5:
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
        if mutation == "reconcileAllAccounts" and not wish.get("dryRun") and not payload["userErrors"]:
            await self._run_job(payload)
        return payload

    async def _run_job(self, payload: Input) -> None:
        """Does what a queued job is for, and shows the job as it is then."""
        queued = await self.centre.rows("select max(id) from jobs")
        job = await run_job(self.centre.store, queued[0][0])
        said = await self.api.data(
            f"query ($id: ID!) {{ job(id: $id) {JOB} batch: job(id: $id) {{ batch {{ id }} }} }}",
            id=opaque("Job", job.id),
        )
        payload |= {"job": said["job"], "batch": said["batch"]["batch"]}


def _shown(payload: Input) -> Input:
    return {name: value for name, value in payload.items() if name != "batch"}


def _money(state: Input) -> list[Any]:
    """What no reconciling can change: what transactions and items are worth, what accounts owe and expect."""
    held = sum(row[4] for row in state["edges"] if not row[6])
    return [
        [row[:7] for row in state["accounts"]],
        [row[:9] for row in state["transactions"]],
        [row[:4] for row in state["items"]],
        state["planned_payments"],
        sum(row[7] for row in state["accounts"]) + held,
        sum(row[8] for row in state["accounts"]) + held,
    ]


def _processing(state: Input) -> list[Any]:
    """What of a state is on its way from the bank."""
    return [
        [row for row in state["transactions"] if row[7] == "PROCESSING"],
        [row for row in state["edges"] if row[5]],
    ]
