"""Level: a database. A forger who knows the code: the log is rewritten, all of it is chained anew, and all rows follow it.

Rows, sums and versions come from a replay of the forged log, so that the database agrees with itself.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from domain.store.audit import commitment_to, seal_of
from domain.store.program import ExecuteMany, Program, Query, Sql
from domain.tables import (
    ApiTokenRow,
    AuditEventRow,
    AuditTextsRow,
    AuthenticatorRow,
    BatchRow,
    BookSumChangeRow,
    BookSumRow,
    FeedRangeRow,
    FeedWaitingRow,
    HiddenBookSumRow,
    ItemRow,
    MailRow,
    Record,
    TransactionRow,
    TransactionVersionRow,
    UserRow,
    WebhookRow,
)
from domain.tables.mail import PROGRESS as MAIL_PROGRESS
from domain.tables.record import logged_columns, personal_columns
from domain.tables.texts import TEXT_INDEXES, UNINDEXED
from domain.tables.webhooks import PROGRESS
from tests.support.replay import BY_NOUN, replay

REPLAYED = (*BY_NOUN.values(), ItemRow, BatchRow, AuditEventRow, AuditTextsRow, TransactionVersionRow)
SUMS = (BookSumRow, BookSumChangeRow, HiddenBookSumRow, FeedRangeRow, FeedWaitingRow)
SECRETS: dict[type[Record], tuple[str, ...]] = {
    UserRow: ("password_hash",),
    AuthenticatorRow: ("secret",),
    ApiTokenRow: ("secret_hash", "last_used_at", "former_secret_hash", "former_used_at"),
    WebhookRow: ("secret", "former_secret", *sorted(PROGRESS)),
    MailRow: tuple(sorted(MAIL_PROGRESS)),
}


@dataclass(slots=True)
class Log:
    """A log that can be rewritten: batches by id, and events by chain, in order."""

    batches: dict[int, BatchRow]
    chains: dict[int | None, list[AuditEventRow]]

    @classmethod
    def of(cls, batches: list[BatchRow], events: list[AuditEventRow]) -> "Log":
        """A copy of a log."""
        chains: defaultdict[int | None, list[AuditEventRow]] = defaultdict(list)
        for event in sorted(events, key=lambda each: each.seq):
            copied = event.copy()
            copied.personal = None if event.personal is None else event.personal.copy()
            chains[event.account_id].append(copied)
        return cls({each.id: each.copy() for each in batches}, dict(chains))

    @property
    def events(self) -> list[AuditEventRow]:
        """All events, chain by chain."""
        return [event for chain in self.chains.values() for event in chain]

    def units(self, chain: int | None) -> list[list[AuditEventRow]]:
        """The events of a chain by the unit of work that made them."""
        units: list[list[AuditEventRow]] = [[]]
        for event in self.chains[chain]:
            units[-1].append(event)
            if event.hash is not None:
                units.append([])
        return units[:-1]

    def chain_anew(self, units: dict[int | None, list[list[AuditEventRow]]]) -> None:
        """Number, commit and seal everything again, as if it had been so from the first."""
        for chain, parts in units.items():
            previous, seq = "", 0
            events = []
            for unit in (each for each in parts if each):
                for event in unit:
                    seq = seq + 1 if event.seq > 0 else 0
                    event.seq, event.hash = seq, None
                    if event.personal is not None and event.personal.salt:
                        event.texts_hash = commitment_to(event.personal)
                previous = unit[-1].hash = seal_of(previous, self.batches[unit[0].batch_id], unit)
                events += unit
            self.chains[chain] = events
        used = {event.batch_id for event in self.events}
        self.batches = {key: batch for key, batch in self.batches.items() if key in used}


def replaced(kept: dict[type[Record], list[tuple[Any, ...]]], log: Log) -> Program[None]:
    """Replace all rows by what a log comes to; ``kept`` are the secrets that no log holds."""
    for cls in (*REPLAYED, *SUMS):
        yield Query(Sql(f"delete from {cls.TABLE}"))
    yield from replay(list(log.batches.values()), log.events)
    marks = [(batch.partly_undone, batch.id) for batch in log.batches.values()]
    yield ExecuteMany(Sql("update batches set partly_undone = :partly where id = :id"), marks)
    for cls, rows in kept.items():
        sets = ", ".join(f"{name} = :{name}" for name in SECRETS[cls])
        yield ExecuteMany(Sql(f"update {cls.TABLE} set {sets} where id = :id"), rows)
    heads = [(chain[-1].recorded_at, account_id) for account_id, chain in log.chains.items() if chain and account_id]
    yield ExecuteMany(Sql("update accounts set last_recorded_at = :at where id = :id"), heads)
    yield from _index_texts()


def _index_texts() -> Program[None]:
    """Index the searched texts of the rows that there are now."""
    yield Query(Sql(f"delete from {UNINDEXED}", "select 1"))
    for index in TEXT_INDEXES:
        texts = f"select s.id, {index.texts_of('s', 'chr(10)')} from {index.rows.TABLE} s"
        yield Query(Sql("select 1", f"delete from {index.name}"))
        yield Query(
            Sql(
                f"insert into {index.name} ({index.name}) values ('rebuild')",
                f"insert into {index.name} (id, texts) {texts}",
            )
        )


def secrets_to_keep() -> Program[dict[type[Record], list[tuple[Any, ...]]]]:
    """What no log holds, as ``replaced`` writes it back."""
    kept = {}
    for cls, names in SECRETS.items():
        rows = yield Query(Sql(f"select {', '.join(f'x.{name}' for name in names)}, x.id from {cls.TABLE} x"))
        kept[cls] = [tuple(row) for row in rows]
    return kept


def rewrite(log: Log, entity_id: int, column: str, change: Callable[[Any], Any]) -> int:
    """Change a column of a row in every event that speaks of it, in its items too where they share it; return how often."""
    count = 0
    for event in log.events:
        if event.entity_id == entity_id and event.action.partition(".")[0] in BY_NOUN:
            for side in ("before", "after"):
                count += _rewrite_side(event, side, column, change)
    return count


def _rewrite_side(event: AuditEventRow, side: str, column: str, change: Callable[[Any], Any]) -> int:
    cls = BY_NOUN[event.action.partition(".")[0]]
    is_personal = column in personal_columns(cls)
    holder: Any = event.personal if is_personal else event
    text = None if holder is None else getattr(holder, side)
    if text is None:
        return 0
    rows = orjson.loads(text)
    several = bool(rows) and isinstance(rows[0], list) and rows[0] != [] and cls is TransactionRow
    parts = rows if several else [rows]
    done = 0
    for number, values in enumerate(parts):
        names = (personal_columns if is_personal else logged_columns)(cls if number == 0 else ItemRow)
        if column in names and (number == 0 or len(parts) == 2 or column == "date"):
            index = names.index(column)
            if index < len(values) and values[index] not in (None, []):
                values[index] = change(values[index])
                done += 1
    setattr(holder, side, orjson.dumps(rows if several else parts[0]).decode())
    return done


Forgery = tuple[str, Log]


def forgeries(batches: list[BatchRow], events: list[AuditEventRow], chance: random.Random) -> Iterator[Forgery]:
    """Forged logs without end, each with what was done, chained anew. Some contradict other rows, as a careless one may."""
    kinds = [
        _amount,
        _day,
        _number,
        _text,
        _method,
        _actor,
        _mutation,
        _instant,
        _last_unit,
        _one_row,
        _one_more,
        _account,
    ]
    while True:
        for kind in kinds:
            log = Log.of(batches, events)
            units = {chain: log.units(chain) for chain in log.chains}
            what = kind(log, units, chance)
            if what is not None:
                log.chain_anew(units)
                yield f"{kind.__name__[1:]}: {what}", log


_Units = dict[int | None, list[list[AuditEventRow]]]


def _made(log: Log, noun: str, chance: random.Random) -> AuditEventRow | None:
    found = [event for event in log.events if event.action == f"{noun}.created"]
    return chance.choice(found) if found else None


def _amount(log: Log, units: _Units, chance: random.Random) -> str | None:
    """75.00 that becomes 1,075.00."""
    event = _made(log, "transaction", chance)
    if event is None or not rewrite(log, event.entity_id, "amount_cents", lambda cents: cents + 100_000):
        return None
    return f"transaction {event.entity_id} by 1,000.00"


def _day(log: Log, units: _Units, chance: random.Random) -> str | None:
    event = _made(log, "transaction", chance)
    if event is None or not rewrite(log, event.entity_id, "date", lambda day: f"{int(day[:4]) - 1}-01-15"):
        return None
    return f"transaction {event.entity_id} to last year"


def _number(log: Log, units: _Units, chance: random.Random) -> str | None:
    event = _made(log, "transaction", chance)
    if event is None or not rewrite(log, event.entity_id, "number", lambda number: f"{number}0"):
        return None
    return f"transaction {event.entity_id}"


def _text(log: Log, units: _Units, chance: random.Random) -> str | None:
    event = _made(log, "account", chance)
    if event is None or not rewrite(log, event.entity_id, "owner_name", lambda _: "Somebody Else"):
        return None
    return f"owner of account {event.entity_id}"


def _method(log: Log, units: _Units, chance: random.Random) -> str | None:
    event = _made(log, "transaction", chance)
    if event is None or not rewrite(log, event.entity_id, "method", lambda old: "CHECK" if old == "CASH" else "CASH"):
        return None
    return f"transaction {event.entity_id}"


def _actor(log: Log, units: _Units, chance: random.Random) -> str | None:
    batch = chance.choice(list(log.batches.values()))
    batch.recorded_by, batch.principal = "Nora Quinn", "user:77"
    return f"batch {batch.id}"


def _mutation(log: Log, units: _Units, chance: random.Random) -> str | None:
    batch = chance.choice(list(log.batches.values()))
    batch.mutation = "createCredit" if batch.mutation != "createCredit" else "makePayment"
    return f"batch {batch.id}"


def _instant(log: Log, units: _Units, chance: random.Random) -> str | None:
    batch = chance.choice(list(log.batches.values()))
    batch.recorded_at -= 86_400_000_000
    return f"batch {batch.id} a day earlier"


def _last_unit(log: Log, units: _Units, chance: random.Random) -> str | None:
    """The last thing that was done on an account was never done."""
    chain = chance.choice(list(units))
    if not units[chain]:
        return None
    gone = units[chain].pop()
    return f"{gone[0].action} on {chain}"


def _one_row(log: Log, units: _Units, chance: random.Random) -> str | None:
    """A row never was: all its events go."""
    event = _made(log, chance.choice(("transaction", "member", "plannedPayment", "reconciliation")), chance)
    if event is None:
        return None
    for chain, parts in units.items():
        units[chain] = [[each for each in unit if each.entity_id != event.entity_id] for unit in parts]
    return f"{event.action} of {event.entity_id}"


def _one_more(log: Log, units: _Units, chance: random.Random) -> str | None:
    """A member was there from the first."""
    event = _made(log, "member", chance)
    if event is None:
        return None
    parts = units[event.account_id]
    unit = next(each for each in parts if event in each)
    index = logged_columns(BY_NOUN["member"]).index("id")
    values = orjson.loads(event.after or "")
    values[index] = event.entity_id + 1
    copied = event.copy(id=event.id + 1, entity_id=event.entity_id + 1, after=orjson.dumps(values).decode())
    if event.personal is not None:
        copied.personal = event.personal.copy(id=copied.id)
    unit.append(copied)
    return f"member {copied.entity_id}"


def _account(log: Log, units: _Units, chance: random.Random) -> str | None:
    """An account never was."""
    chain = chance.choice([each for each in units if each is not None])
    del units[chain], log.chains[chain]
    return f"account {chain} with its log"
