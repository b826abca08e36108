"""Level: the GraphQL API. Send random commands, and check after each that every rule holds."""

import pathlib
import random
import shutil
import tempfile
from collections import Counter

from api.graph.ids import opaque, row_id
from domain.core.kinds import JobState
from domain.queries.staging import staged_file_of
from domain.services.undo.batch import FACTOR_MUTATIONS
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.bank import Bank, movement
from tests.support.centre import Centre
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api
from tests.support.moments import Seen, everything, money, numbers, processing, recorded
from tests.support.random_commands.closing import CLOSINGS
from tests.support.random_commands.commands import RARE, RandomCommands
from tests.support.random_commands.draw import Input
from tests.support.random_commands.mending import offer_write_offs
from tests.support.random_commands.papers import offer_mail
from tests.support.random_commands.publishing import publish_part
from tests.support.random_commands.stories import STORIES, Story
from tests.support.replay import read_log, replay
from tests.support.run_jobs import run_job
from tests.support.selections import SHOWN, mutations, payload_selection

KEYS_EVERY = 7
"""Each so many steps, what is sent has an idempotency key, and is sent again."""

REFUSED_LOOKED_AT = 4
"""After each so many steps, contradictions are looked for even if nothing was done, which left everything as it was."""

STORIES_BEGUN, STORIES_CONTINUED = 0.16, 0.8
"""How often a step begins a story if none is under way, and how often it goes on with one that is."""

BANK_REPORTS = {"confirmPayment", "failPayment"}
ENDING_ACCESS = {"rotateApiToken", "rotateWebhookSecret", "endApiTokenOverlap", "endSession", "endSessions"}
NEVER_UNDONE = (
    BANK_REPORTS | ENDING_ACCESS | FACTOR_MUTATIONS | {"cancelJob", "erasePerson", "exportJournal"} | CLOSINGS
)
"""What an undo refuses: reports of the bank, what a job is taking back by itself, erasing, closings, what stands
in the ledger, and what ended a session or a secret (domain R24b, R25a, R33c, R46, R46b, R49)."""
RECONCILIATIONS_ALONE = {
    "createReconciliations",
    "modifyReconciliations",
    "deleteReconciliations",
    "applySuggestion",
    "applySuggestions",
    "reconcileAccount",
    "reconcileAllAccounts",
}
RUNS = {
    "processPlannedPayments",
    "chargeSubscriptions",
    "importRecords",
    "applySuggestions",
    "reconcileAllAccounts",
} | {"applyBankLineSuggestions"}
"""What is undone account by account (domain R25c)."""
WANTED = {"importRecords", "movePayment", "updateTransaction"}
"""What is refused, or finds nothing to do, more often than others, and is therefore drawn twice as often."""
IN_ROWS = {"createReconciliations", "createInvoices", "makePayments", "importRecords", "applySuggestions"} | {
    "applyBankLineSuggestions"
}
"""What may do good rows beside bad ones."""
MATCHING = {"matchBankLine", "applyBankLineSuggestions"}
"""What may confirm or fail a payment beside what it explains: an undo leaves that (domain R43a)."""
BANK_SIDE = ("bank_accounts", "bank_statements", "bank_lines", "bank_line_parts", "payers")
UNLOCKING = (
    BANK_REPORTS | MATCHING | {"modifyPlannedPayment", "deletePlannedPayment", "processPlannedPayments", "undoBatch"}
)
"""What may end a locked reconciliation (domain R15, R25a)."""


class StateMachine:
    """What happens to a centre, step by step. ``refused`` tells what was refused, with its code.

    Without ``checking`` it sends the same kinds of commands and checks nothing: for tests that need random books.
    """

    def __init__(self, centre: Centre, api: Api, seed: int, *, checking: bool = True) -> None:
        self.checking = checking
        self.centre = centre
        self.api = api
        self.commands = RandomCommands(centre, api, seed)
        self.steps = 0
        self.refused: list[tuple[str, str]] = []
        self._now: Seen | None = None
        self._story: Story | None = None
        self._begun = Counter(dict.fromkeys(STORIES, 0))

    @classmethod
    async def begin(cls, store: Store, seed: int = 0, *, checking: bool = True) -> "StateMachine":
        """A machine that begins with an invoice of 75.00, 75.00 and 20.00, a payment of 100.00, and a second account."""
        offer_write_offs(store)
        offer_mail(store)
        centre = await Centre.open(store)
        machine = cls(centre, Api(store), seed, checking=checking)
        await centre.invoice(7_500, 7_500, 2_000)
        await centre.payment(10_000)
        await centre.account("1002", "Bo Chen")
        bank = await Bank.open(centre)
        await bank.give(movement(10_000, "Rivera"), movement(2_500, "Chen"), movement(-500, "back"))
        return machine

    @property
    def done(self) -> list[tuple[str, str]]:
        """The batches that were made, with their mutations."""
        return self.commands.done

    async def end(self, empty: pathlib.Path) -> None:
        """Publishes what is staged, verifies the database, and replays its log into a copy of an empty one.

        The copy must be the same. Closes the client, not the store.
        """
        while self.commands.publishing:
            await publish_part(self.commands)
        found = await verify(self.centre.store)
        assert {each.rule for each in found} <= {"R22"}, found  # what a file brought although it breaks a rule
        before = await self.centre.state()
        batches, events = await self.centre.store.read(read_log())
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "replayed.db"
            shutil.copyfile(empty, path)
            replayed = await Store.open(f"sqlite:///{path}", readers=1)
            await replayed.backend.run_unit(lambda: replay(batches, events))
            after = await Centre(replayed).state()
            await replayed.close()
        assert after == before, "the log says something else than the database"
        await self.api.http.aclose()

    async def step(self, number: int | None = None) -> None:
        """Something happens, and everything that must hold is checked, if anything is."""
        self.steps += 1
        chance = self.commands.chance
        if number is not None:
            chance.seed(number)
        if self.commands.publishing and chance.random() < 0.4:
            await (self._publish_part() if self.checking else publish_part(self.commands))
            return
        if chance.random() < (STORIES_BEGUN if self._story is None else STORIES_CONTINUED):
            await self._go_on_with_a_story(chance)
            return
        names = [name for name in mutations() for _ in range(1 if name in RARE else 8 if name in WANTED else 4)]
        mutation = chance.choice(names)
        command = await self.commands.input_for(mutation)
        if command is None:
            return
        if not self.checking:
            await self._mutate(mutation, command)
            return
        payload, before, after = await self._send(mutation, command, tried=chance.random() < 0.5)
        if payload["batch"] is not None and mutation != "undoBatch" and chance.random() < 0.4:
            await self._undo_and_redo(chance, mutation, payload["batch"]["id"], before.state, after.state)

    async def _go_on_with_a_story(self, chance: random.Random) -> None:
        """Sends what the story under way sends next, or the first of one of the kinds that were begun least often."""
        if self._story is None:
            self._now = None
            least = min(self._begun.values())
            kind = chance.choice([each for each in STORIES if self._begun[each] == least])
            self._begun[kind] += 1
            self._story = await STORIES[kind](self.commands)
            self._next = await anext(self._story)
        if self.checking:
            payload, _, _ = await self._send(*self._next, tried=chance.random() < 0.15)
        else:
            payload = await self._mutate(*self._next)
        try:
            self._next = await self._story.asend(payload)
        except StopAsyncIteration:
            self._story = None

    async def _send(self, mutation: str, command: Input, *, tried: bool) -> tuple[Input, Seen, Seen]:
        """Sends a mutation, ``tried`` before or not, and checks it; gives its payload, what was before, and after."""
        before = await self._seen()
        trial = await self._mutate(mutation, {**command, "dryRun": True}) if tried else None
        if trial is not None:
            assert await self._seen() == before, f"a dry run of {mutation} left something"
        key = {"idempotencyKey": f"step {self.steps}"} if self.steps % KEYS_EVERY == 0 else {}
        payload = await self._mutate(mutation, {**command, **key})
        after = await self._seen()
        if key and (payload["batch"] is not None or not payload["userErrors"]):
            await self._check_key(mutation, {**command, **key}, payload, after)
        if trial is not None and not payload.get("job"):
            assert _shown(trial) == _shown(payload), f"{mutation} was tried otherwise than done: {trial}, {payload}"
        await self._check(mutation, payload, before, after)
        if mutation == "undoBatch" and payload["batch"] is not None:
            await self._check_undone(command["batchId"], payload)
        return payload, before, after

    async def _check_key(self, mutation: str, given: Input, payload: Input, after: Seen) -> None:
        """What was done under a key is answered again and not done again; for another mutation the key is refused (R36)."""
        name = mutation[0].upper() + mutation[1:]
        replay = f"mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{ replayed batch {{ id }} }} }}"
        again = (await self.api.data(replay, input=given))[mutation]
        assert again["replayed"], (mutation, given, again)
        if mutation != "importRecords":  # the batch of a staged file is its job's
            assert again["batch"] == payload["batch"], (mutation, given, again)
        other = "createUser" if mutation == "createAccount" else "createAccount"
        taken = {"number": "K", "ownerName": "K", "currency": "USD"}
        if other == "createUser":
            taken = {"email": "k@example.org", "name": "K", "password": "sunshine 2026"}
        refused = await self.commands.send(other, {**taken, "idempotencyKey": given["idempotencyKey"]})
        assert [each["code"] for each in refused["data"][other]["userErrors"]] == ["IDEMPOTENCY_MISMATCH"], mutation
        self._now = None
        assert await self._seen() == after, f"{mutation} was done twice under one key"

    async def _check_undone(self, batch: str, payload: Input) -> None:
        """What a batch reconciled is left only on the accounts that its undo names; then it is undone partly (R25c)."""
        left = await self.centre.rows(
            "select distinct a.number from audit_events e join reconciliations r on r.id = e.entity_id join accounts a "
            f"on a.id = e.account_id where e.batch_id = {row_id(batch, 'Batch')} and r.released_at is null "
            "and e.action = 'reconciliation.created'"
        )
        named = {error["account"]["number"] for error in payload["accountErrors"]}
        assert {number for (number,) in left} <= named, f"{batch} is undone, and its reconciliations are active: {left}"
        assert payload["undone"]["undone"] is not payload["undone"]["partlyUndone"] is bool(named), payload

    async def _check(self, mutation: str, payload: Input, seen_before: Seen, seen_after: Seen) -> None:
        before, after = seen_before.state, seen_after.state
        if payload["batch"] is not None or self.steps % REFUSED_LOOKED_AT == 0:
            assert await contradictions_of(self.centre.store) == []
        self.refused += [(mutation, error["code"]) for error in payload["userErrors"]]
        if payload["batch"] is None:
            assert after == before, f"{mutation} changed something without a batch"
        else:
            assert mutation in IN_ROWS or not payload["userErrors"]
        if mutation in RECONCILIATIONS_ALONE:
            assert money(after) == money(before), f"{mutation} made or lost money"
        if mutation != "undoBatch":
            assert recorded(before, mutation) <= recorded(after, mutation), f"{mutation} changed what was recorded"
        if mutation not in UNLOCKING:
            assert seen_before.locked <= seen_after.active, f"{mutation} ended a locked reconciliation"

    async def _seen(self) -> Seen:
        """What there is, read again only after something was sent."""
        if self._now is None:
            self._now = await self.centre.store.read(everything())
        return self._now

    async def _undo_and_redo(
        self, chance: random.Random, mutation: str, batch: str, before: Input, after: Input
    ) -> None:
        """The undo of what was just done gives back the state before, and its own undo the state after."""
        undone = await self._mutate("undoBatch", {"batchId": batch})
        if undone["userErrors"]:
            assert {error["code"] for error in undone["userErrors"]} == {"WRONG_STATE"}, (mutation, undone)
            assert (await self._seen()).state == after
            assert mutation in NEVER_UNDONE or processing(before) != processing(after), f"{mutation}: {undone}"
            return
        assert mutation not in NEVER_UNDONE
        if undone["accountErrors"]:
            assert {error["code"] for error in undone["accountErrors"]} == {"WRONG_STATE"}, (mutation, undone)
            assert undone["undone"] == {"mutation": mutation, "undone": False, "partlyUndone": True}
            assert mutation in RUNS
            await self._check_undone(batch, undone)
            assert processing(before) != processing(after), f"{mutation}: {undone}"
            assert await contradictions_of(self.centre.store) == []
            return
        if mutation == "matchBankLine" and money(before) != money(after):
            await self._check_match_undone(before, after)
            return
        if mutation in MATCHING and processing(before) != processing(after):
            state = (await self._seen()).state  # what was recorded is taken back, what was confirmed stands
            assert numbers(state) == numbers(before)
            assert {name: state[name] for name in BANK_SIDE} == {name: before[name] for name in BANK_SIDE}
            assert await contradictions_of(self.centre.store) == []
            return
        assert (await self._seen()).state == before, f"the undo of {mutation} gave back something else"
        assert await contradictions_of(self.centre.store) == []
        if chance.random() < 0.5:
            again = await self._mutate("undoBatch", {"batchId": undone["batch"]["id"]})
            if numbers(before) != numbers(after) or mutation == "sendDocument":  # what an undo withdrew stays withdrawn
                refused = again["userErrors"] or again["accountErrors"]
                assert {error["code"] for error in refused} == {"WRONG_STATE"}
            else:
                assert again["userErrors"] == [], mutation
                assert (await self._seen()).state == after, f"the undo of the undo of {mutation} is something else"
            assert await contradictions_of(self.centre.store) == []

    async def _check_match_undone(self, before: Input, after: Input) -> None:
        """What a match explained is taken back; what it confirmed or failed stands (domain R43a)."""
        state = (await self._seen()).state
        assert {name: state[name] for name in BANK_SIDE} == {name: before[name] for name in BANK_SIDE}
        assert {name: state[name] for name in state.keys() - set(BANK_SIDE)} == {
            name: after[name] for name in after.keys() - set(BANK_SIDE)
        }
        assert await contradictions_of(self.centre.store) == []

    async def _mutate(self, mutation: str, command: Input) -> Input:
        self._now = None
        answer = await self.commands.send(mutation, command, payload_selection(mutation))
        assert "errors" not in answer, answer["errors"]
        payload: Input = answer["data"][mutation]
        if mutation == "reconcileAllAccounts" and not command.get("dryRun") and not payload["userErrors"]:
            await self._run_job(payload)
        if mutation == "importRecords" and payload["job"] and self.commands.maybe(0.6):
            await self._publish_whole(payload)
        return payload

    async def _run_job(self, payload: Input) -> None:
        """Does what a queued job is for, and shows the job as it is then."""
        queued = await self.centre.rows("select max(id) from jobs")
        job = await run_job(self.centre.store, queued[0][0])
        response = await self.api.data(
            f"query ($id: ID!) {{ job(id: $id) {SHOWN['Job']} batch: job(id: $id) {{ batch {{ id }} }} }}",
            id=opaque("Job", job.id),
        )
        payload |= {"job": response["job"], "batch": response["batch"]["batch"]}
        if payload["batch"] is not None:
            self.done.append(("reconcileAllAccounts", payload["batch"]["id"]))

    async def _publish_part(self) -> None:
        """Publishes one more part of a staged file, which may be its last, or the one that fails."""
        before = await self._seen()
        self._now = None
        published = await publish_part(self.commands)
        after = await self._seen()
        if published.killed:
            assert after == before, "a part that was not stored left something"
        job = published.job
        batch = None if job.batch_id is None else {"id": opaque("Batch", job.batch_id)}
        took_back = job.state in {JobState.FAILED, JobState.CANCELLED}
        mutation = "undoBatch" if took_back else "importRecords"
        await self._check(mutation, {"batch": batch, "userErrors": []}, before, after)

    async def _publish_whole(self, payload: Input) -> None:
        """Publishes a staged file to its end, and shows what came of it as if it had been imported at once."""
        job_id = row_id(payload["job"]["id"], "Job")
        while job_id in self.commands.publishing:
            job = (await publish_part(self.commands, job_id)).job
        file = await self.centre.store.read(staged_file_of(job_id))
        assert file is not None
        assert job.state is JobState.DONE, job.failure
        counts = {"created": file.created, "unchanged": file.unchanged, "faulty": file.faulty}
        payload |= {"job": None, "batch": {"id": opaque("Batch", job.batch_id)} if job.batch_id else None, **counts}


def _shown(payload: Input) -> Input:
    return {name: value for name, value in payload.items() if name != "batch"}
