"""Level: a database. Whether tables built from the feed alone equal the database, and came in its order (domain R47)."""

import bisect
import contextlib
import datetime
import enum
import itertools
import json
import pathlib
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from api.graph.ids import PREFIXES, opaque
from api.types.audit_snapshots import TYPE_BY_NOUN
from api.types.change_data import SHOWN, name_in_graph
from domain.core.change_kinds import kind_of
from domain.store.log import EVENTS, load_events
from domain.store.program import Program, Query, Sql
from domain.store.snapshots import LOGGED, after_of, before_of
from domain.store.store import Store
from domain.tables import AuditEventRow, BankLinePartRow, ItemRow
from tests.support.centre import rows

TABLES = (
    *("account", "member", "ledgerCode", "transaction", "reconciliation", "plannedPayment", "subscription"),
    *("bankAccount", "bankLine", BankLinePartRow.NOUN),
)
"""What is compared."""
TEXTS = {"bankId", "externalId"}
"""What ends as an id of a row does, and is a text."""
MICROSECOND = datetime.timedelta(microseconds=1)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
CHAINS = Sql("select distinct r.account_id from feed_ranges r order by r.account_id")
RANGES = Sql("select r.id, r.account_id, r.first_seq from feed_ranges r order by r.id")
OF_ACCOUNT = Sql(f"{EVENTS} where e.account_id = :chain order by e.seq")
OF_ORGANISATION = Sql(f"{EVENTS} where e.account_id is null order by e.seq")

Objects = dict[str, dict[str, Any]]
Arrival = tuple[int, str, str, int, float]
"""A change as it came: position, object and kind, when it was recorded in microseconds, and when it arrived in seconds."""


def objects_in(mirror: pathlib.Path) -> Objects:
    """What a mirror holds of the compared tables, by id; a bank line without its last part."""
    prefixes = {PREFIXES[TYPE_BY_NOUN[noun]] for noun in TABLES}
    with contextlib.closing(sqlite3.connect(mirror)) as tables:
        held = tables.execute("select id, data from objects").fetchall()
    found = {key: json.loads(data) for key, data in held if key.partition("_")[0] in prefixes}
    return {key: _shown({name: data[name] for name in data if name != "part"}) for key, data in found.items()}


def position_in(mirror: pathlib.Path) -> str | None:
    """The position up to which a mirror holds everything; None if that is nothing."""
    with contextlib.closing(sqlite3.connect(mirror, timeout=30)) as tables:
        if not tables.execute("select 1 from sqlite_master where name = 'read_up_to'").fetchone():
            return None
        found = tables.execute("select position from read_up_to").fetchone()
        return found[0] if found else None


def arrivals_in(mirror: pathlib.Path) -> list[Arrival]:
    """The changes in the order in which they came."""
    with contextlib.closing(sqlite3.connect(mirror)) as tables:
        came = tables.execute("select position, object, kind, recorded_at, arrived_at from arrivals order by n")
        return [(position, key, kind, _instant(at), arrived) for position, key, kind, at, arrived in came]


def faults_in(mirror: pathlib.Path) -> list[str]:
    """What came again or out of order."""
    with contextlib.closing(sqlite3.connect(mirror)) as tables:
        return [text for (text,) in tables.execute("select text from faults")]


async def objects_of(store: Store) -> Objects:
    """What the database holds of the same tables, by the rows themselves."""
    found: Objects = {}
    items = defaultdict(list)
    for item in ItemRow.load_all(await rows(store, Sql(f"{ItemRow.select('i')} order by i.position"))):
        items[item.transaction_id].append(_columns(item, ItemRow.NOUN))
    for noun in TABLES:
        cls = LOGGED[noun]
        stands = "released_at is null" if "released_at" in cls.columns() else "withdrawn_at is null"
        for row in cls.load_all(await rows(store, Sql(f"{cls.select('t')} where t.{stands}"))):
            shown = _columns(row, noun)
            if "items" in SHOWN[noun]:
                shown["items"] = items[row.id]
            found[opaque(TYPE_BY_NOUN[noun], row.id)] = shown
    return found


def differences(mirrored: Objects, stored: Objects, nouns: Sequence[str] = TABLES) -> list[str]:
    """What the mirror has that the database has not, and the other way round, in words."""
    prefixes = {PREFIXES[TYPE_BY_NOUN[noun]] for noun in nouns}
    found = []
    for key in sorted(mirrored.keys() | stored.keys()):
        mine, theirs = mirrored.get(key), stored.get(key)
        if key.partition("_")[0] not in prefixes or mine == theirs:
            continue
        if mine is None or theirs is None:
            found.append(f"{key} is {'not in the mirror' if mine is None else 'in the mirror alone'}")
            continue
        names = [name for name in {**mine, **theirs} if mine.get(name, ...) != theirs.get(name, ...)]
        found.append(f"{key}: " + ", ".join(f"{each} {mine.get(each)!r}, not {theirs.get(each)!r}" for each in names))
    return found


async def out_of_order(store: Store, arrivals: Sequence[Arrival]) -> list[str]:
    """Where the changes of an account came otherwise than its audit chain tells them, or not all of them, in words."""
    ranges = [tuple(map(int, row)) for row in await rows(store, RANGES)]
    starts = [first for first, *_ in ranges]
    came = defaultdict(list)
    for position, key, kind, *_ in arrivals:
        start, chain, first_seq = ranges[bisect.bisect(starts, position) - 1]
        came[chain].append((first_seq + position - start, key, kind))
    found = []
    for (chain,) in await rows(store, CHAINS):
        expected = [each for each in map(_change_of, await store.read(_events(chain))) if each is not None]
        for mine, theirs in itertools.zip_longest(came.pop(chain, []), expected):
            if mine != theirs:
                found.append(f"chain {chain}: {mine} came where {theirs} stands")
                break
    return [*found, *(f"chain {chain} is not known" for chain in came)]


def _events(chain: int) -> Program[list[AuditEventRow]]:
    return load_events((yield Query(OF_ACCOUNT, chain=chain) if chain else Query(OF_ORGANISATION)))


def _change_of(event: AuditEventRow) -> tuple[int, str, str] | None:
    """The change that an event is: its place in the chain, its object and its kind; None for what the feed does not tell."""
    noun = event.action.partition(".")[0]
    before, after = before_of(event), after_of(event)
    kind = kind_of(event.action, before, after)
    if kind is None:
        return None
    assert "recorded_at" in after or "recorded_at" not in LOGGED[noun].columns(), "a large file: shown in another order"
    if noun == BankLinePartRow.NOUN:
        return event.seq, opaque("BankLine", after["line_id"]), kind
    return event.seq, opaque(TYPE_BY_NOUN[noun], event.entity_id), kind


def _columns(row: Any, noun: str) -> dict[str, Any]:
    """A row under the names of the graph, as ``_shown`` has what came from there."""
    return {name_in_graph(noun, each): _stored(each, getattr(row, each)) for each in SHOWN[noun] if each != "items"}


def _stored(column: str, value: Any) -> Any:
    if column == "metadata":
        return json.loads(value or "{}")
    if isinstance(value, enum.Enum):
        return value.name
    return value.isoformat() if isinstance(value, datetime.date) else value


def _shown(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the feed showed, with instants and ids as numbers."""
    return {name: _plain(name, value) for name, value in data.items()}


def _plain(name: str, value: Any) -> Any:
    if name == "items":
        return [_shown(each) for each in value]
    if name == "metadata":
        return {each["key"]: each["value"] for each in value}
    if not isinstance(value, str) or name in TEXTS:
        return value
    if name.endswith("At"):
        return _instant(value)
    return int(value.partition("_")[2]) if name == "id" or name.endswith("Id") else value


def _instant(text: str) -> int:
    return (datetime.datetime.fromisoformat(text) - EPOCH) // MICROSECOND
