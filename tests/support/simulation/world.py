"""One world: random commands side by side on one storage, crashes and full disks, and what must hold afterwards.

All that happens in an event follows from the world's seed and the event's number, so a world of fewer events is the same
but for what the missing ones would have done: that is how a failing one shrinks.
"""

import dataclasses
import random
import sqlite3
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from domain.errors import Busy, Refusal, Refusals, StorageFull
from domain.permissions import ALL_PERMISSIONS, Principal, PrincipalKind
from domain.services.accounts import CreateAccount
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.payments import MakePayment
from domain.services.undo.batch import UndoBatch
from domain.store.clock import today_in
from domain.store.commands import Command
from domain.store.ids import IdMaker
from domain.store.locks import Locks
from domain.store.program import Failed, Program, Statement
from domain.store.sqlite.connection import run_program, translate_error
from domain.store.store import Committed, Store
from domain.store.together import ALONE, TAKEN, NotTogether, together
from domain.store.unit_of_work import UnitContext
from domain.verifying.verify import verification
from tests.support.centre import shown
from tests.support.contradictions import contradictions
from tests.support.replay import read_log, replay
from tests.support.simulation.drawing import Drawing, added_to_balance
from tests.support.simulation.storage import Blocked, Crash, Fault, Storage, writes

HOUR_US = 3_600_000_000
BEGINS_AT = 1_767_225_600_000_000  # 2026-01-01
ACCOUNTS = 3
LOOKED_AT_EVERY = 8
"""After each so many events the whole database is looked at; otherwise only what was just answered."""
BACKWARDS = (
    "select 1 from audit_events e join audit_events f on f.account_id = e.account_id and f.seq = e.seq + 1 "
    "where f.recorded_at < e.recorded_at limit 1"
)
STEPS_MAX = 5_000
FAULTS = {"": 20, "full": 2, "killed": 2, "power": 1, "unanswered": 2}
ACTORS = [Principal(PrincipalKind.TOKEN, f"token:{each}", f"desk {each}", ALL_PERMISSIONS) for each in (1, 2)]


class Violation(AssertionError):
    """Something is untrue that always holds; the message says what, and after which event."""


class _Dialect:
    """What a store of the simulation is asked about its database: units lock keys as on PostgreSQL."""

    dialect = "postgres"


@dataclasses.dataclass(eq=False)
class Sent:
    """A command as a client sent it, under a key, until it is answered."""

    actor: Principal
    key: str
    cmd: Command[Any]
    answer: Committed[Any] | Refusal | Refusals | None = None

    @property
    def arguments(self) -> str:
        """What tells this request from another under the same key."""
        return repr(self.cmd)


@dataclasses.dataclass(eq=False)
class _Task:
    """A unit, or several in one transaction, and the step that it waits for."""

    sent: Sequence[Sent]
    program: Program[Any]
    step: Statement | None = None


class World:
    """A database with three accounts, to which the events of a seed happen."""

    def __init__(self, seed: int, empty: bytes) -> None:
        self.seed = seed
        self.now = self._highest = BEGINS_AT
        self.events = 0
        self.answered = 0
        self._empty = empty
        self._storage = Storage(empty)
        self._opened_times = 0
        self._store = self._opened()
        self._balances: dict[int, int] = {}
        self._added: dict[int, dict[int, int]] = {}
        """What each batch added to balances, by account."""
        self._batches: dict[tuple[str, str], int | None] = {}
        self._keys = 0
        self._before = {batch for (batch,) in self._storage.connection.execute("select id from batches")}
        begun = random.Random(f"{seed} begun")
        for code in ("SWIM", "CAMP"):
            self._send_all([CreateLedgerCode(code, code.title())], begun, Fault())
        for number in range(ACCOUNTS):
            self._send_all([CreateAccount(str(1001 + number), f"Owner {number}", "USD", None, ())], begun, Fault())

    @property
    def years(self) -> float:
        """How much time has passed in this world."""
        return (self._highest - BEGINS_AT) / HOUR_US / 24 / 365

    def run_event(self, event: int) -> None:
        """Run one event; raise ``Violation`` if anything is untrue afterwards."""
        chance = random.Random(f"{self.seed} {event}")
        day = 24 * HOUR_US
        self.now += chance.choice([0, 1, HOUR_US // 60, chance.randrange(day), -HOUR_US, chance.randrange(20 * day)])
        self._highest = max(self._highest, self.now)
        (kind,) = chance.choices(list(FAULTS), list(FAULTS.values()))
        drawing = Drawing(self._storage.connection, chance, today_in(ZoneInfo("UTC"), self.now))
        commands = drawing.commands(chance.choice([1, 1, 2, 3, 4]))
        try:
            self._send_all(commands, chance, Fault(kind, chance.randrange(12)))
            self.events += 1
            if self.events % LOOKED_AT_EVERY == 0:
                self.look()
        except Violation as found:
            raise Violation(f"after event {event}: {found}") from found

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return all that the world shows, without ids."""
        shows: dict[str, list[tuple[Any, ...]]] = self._storage.run(shown())
        return shows

    def look(self) -> None:
        """Raise ``Violation`` if the database contradicts itself or what was answered."""
        wrong = self._storage.run(contradictions())
        if wrong:
            raise Violation(f"contradictions: {wrong[:2]}")
        if self._storage.connection.execute(BACKWARDS).fetchone():
            raise Violation("an account's log goes back in time")
        stored = self._storage.connection.execute("select principal, key, batch_id from idempotency_keys").fetchall()
        found = {(principal, key): batch for principal, key, batch in stored}
        acknowledged = {key: batch for key, batch in self._batches.items() if batch is not None}
        if lost := [key for key, batch in acknowledged.items() if found.get(key) != batch]:
            raise Violation(f"acknowledged and lost: {lost[:2]}")
        if untrue := [key for key, batch in self._batches.items() if batch is None and found.get(key) is not None]:
            raise Violation(f"refused and stored: {untrue[:2]}")
        batches = {batch for (batch,) in self._storage.connection.execute("select id from batches")}
        if unknown := batches - set(acknowledged.values()) - self._before:
            raise Violation(f"stored and never acknowledged: {sorted(unknown)[:2]}")

    def end(self) -> None:
        """Verify the database and replay its log; raise ``Violation`` if either says something else."""
        self.look()
        found = self._storage.run(verification("sqlite")).findings
        if found:
            raise Violation(f"verify: {found[0]}")
        again = Storage(self._empty)
        batches, events = self._storage.run(read_log())
        run_program(again.connection, replay(batches, events))
        if again.run(shown()) != self.rows():
            raise Violation("the log, replayed, gives other rows")

    def _opened(self) -> Store:
        """Open a store, as a process does when it starts: it makes ids above all that there are."""
        (highest,) = self._storage.connection.execute("select coalesce(max(id), 0) from audit_events").fetchone()
        self._opened_times += 1
        maker = IdMaker(self._opened_times, highest, lambda: self.now)
        context = UnitContext(maker.next, ZoneInfo("UTC"), {"USD": 500})
        return Store(_Dialect(), context, lambda: self.now, long_reads=1, wait_s=1)  # type: ignore[arg-type]  # units ask no more of it

    def _send_all(self, commands: Sequence[Command[Any]], chance: random.Random, fault: Fault) -> None:
        """Send commands side by side, and again until each is answered; check what was answered."""
        sent = []
        for cmd in commands:
            self._keys += 1
            # both desks use the same keys, each for itself
            sent.append(Sent(ACTORS[self._keys % 2], f"key {self._keys // 2}", cmd))
        waiting = list(sent)
        for _ in range(20):
            self._try(waiting, chance, fault)
            unanswered = fault.kind == "unanswered"
            fault = Fault()
            waiting = [each for each in waiting if each.answer is None or (unanswered and chance.random() < 0.5)]
            if not waiting:
                break
        else:
            raise Violation(f"never answered: {waiting[0].cmd}")
        self._check_balances()

    def _try(self, sent: Sequence[Sent], chance: random.Random, fault: Fault) -> None:
        """Run what was sent, interleaved by chance; a crash leaves all that was not committed unanswered."""
        tasks = self._tasks(list(sent), chance)
        last_only = chance.random() < 0.5  # only the last unit meets the fault
        blocked: set[_Task] = set()
        for _ in range(STEPS_MAX):
            able = [each for each in tasks if each not in blocked]
            if not tasks:
                return
            if not able:
                raise Violation(f"deadlock of {[each.sent[0].cmd for each in tasks]}")
            task = chance.choice(able)
            mine = Fault() if last_only and len(tasks) > 1 else fault
            try:
                if self._step(task, mine):
                    tasks.remove(task)
                    blocked.clear()
            except Blocked:
                blocked.add(task)
            except Crash:
                for each in tasks:
                    each.program.close()
                self._storage.crash()
                self._store = self._opened()
                return
        raise Violation("a unit has no end")

    def _tasks(self, sent: list[Sent], chance: random.Random) -> list[_Task]:
        grouped = [each for each in sent if each.cmd.in_group(self._store.context)]
        tasks = []
        if len(grouped) > 1 and chance.random() < 0.5:
            makers = [lambda each=each: self._unit(each) for each in grouped]
            tasks.append(_Task(grouped, together(makers)))
            sent = [each for each in sent if each not in grouped]
        if sent and chance.random() < 0.2:
            sent.append(chance.choice(sent))  # sent twice at once, under one key
        return [*tasks, *(_Task([each], self._unit(each)) for each in sent)]

    def _unit(self, sent: Sent) -> Program[Committed[Any]]:
        return self._store.unit(sent.cmd, sent.actor, Locks(), None, sent.key, sent.arguments)

    def _step(self, task: _Task, fault: Fault) -> bool:
        """Let a unit go one step on; return True once it has ended."""
        try:
            if task.step is None:
                task.step = next(task.program)
            if writes(task.step):
                self._ended(task, self._storage.write(task.program, task.step, task, fault))
            else:
                task.step = task.program.send(self._storage.answer(task.step, task))
                return False
        except StopIteration as stop:
            self._ended(task, stop.value)
        except Blocked:
            raise
        except Crash as crash:
            if crash.committed is not None:  # the power failed when it was answered
                self._ended(task, crash.committed)
            raise
        except NotTogether:
            self._alone(task)
        except Exception as error:  # noqa: BLE001 - it is a violation, or a refusal
            self._failed(task, error)
        self._storage.release(task)
        return True

    def _ended(self, task: _Task, result: Any) -> None:
        outcomes = result if isinstance(result, list) else [result]
        for sent, outcome in zip(task.sent, outcomes, strict=True):
            if outcome is ALONE or outcome is TAKEN:
                continue  # it is sent again
            if isinstance(outcome, Failed):
                self._failed(_Task([sent], task.program), outcome.error)
            else:
                self._note(sent, outcome)

    def _alone(self, task: _Task) -> None:
        """Leave the units of a group unanswered: each is sent again, by itself."""
        for each in task.sent:
            each.answer = None

    def _failed(self, task: _Task, error: Exception) -> None:
        if isinstance(error, Refusal | Refusals):
            for each in task.sent:
                if not isinstance(each.answer, Committed):
                    self._batches.setdefault((each.actor.key, each.key), None)
                    each.answer = error
        elif isinstance(error, sqlite3.Error) and isinstance(translate_error(error), Busy | StorageFull):
            return  # it is sent again
        else:
            raise Violation(f"{type(error).__name__}: {error} by {task.sent[0].cmd}") from error

    def _note(self, sent: Sent, done: Committed[Any]) -> None:
        """Remember what was acknowledged, and add it to the balances that must be."""
        self.answered += 1
        key = (sent.actor.key, sent.key)
        earlier = sent.answer
        if isinstance(earlier, Committed) and _stored(earlier) != _stored(done):
            raise Violation(f"answered with {earlier} and then with {done}: {sent.cmd}")
        first = self._batches.get(key) is None
        self._batches[key] = done.batch_id
        sent.answer = done
        if not first or done.batch_id is None:
            return
        self._check_marks(sent.cmd, done)
        added = added_to_balance(sent.cmd)
        if isinstance(sent.cmd, UndoBatch) and not done.result.account_errors:
            of_batch = {account: -cents for account, cents in self._added[sent.cmd.batch_id].items()}
        elif added is not None and hasattr(done.result, "account"):
            of_batch = {done.result.account: added}
        elif added is not None:
            of_batch = {}
        else:
            of_batch = {
                account: cents - self._balances.get(account, 0) for account, cents in self._stored_balances().items()
            }
        self._added[done.batch_id] = of_batch
        for account, cents in of_batch.items():
            self._balances[account] = self._balances.get(account, 0) + cents

    def _check_marks(self, cmd: Command[Any], done: Committed[Any]) -> None:
        """Raise ``Violation`` unless a payment gave its marks exactly what they named."""
        if isinstance(cmd, MakePayment) and cmd.apply_to and all(each.amount_cents for each in cmd.apply_to):
            (given,) = self._storage.connection.execute(
                "select coalesce(sum(amount_cents), 0) from reconciliations where batch_id = ?", (done.batch_id,)
            ).fetchone()
            if given != sum(each.amount_cents or 0 for each in cmd.apply_to):
                raise Violation(f"{cmd} gave its marks {given}")

    def _check_balances(self) -> None:
        stored = self._stored_balances()
        for account, cents in stored.items():
            if cents != self._balances.get(account, 0):
                raise Violation(f"account {account} has {cents}, and {self._balances.get(account, 0)} by what was done")

    def _stored_balances(self) -> dict[int, int]:
        return dict(self._storage.connection.execute("select id, balance_cents from accounts"))


def _stored(done: Committed[Any]) -> tuple[int | None, bytes]:
    """Return a result as its key stores it: what is read from there has lists where tuples were."""
    return done.batch_id, orjson.dumps(done.result)
