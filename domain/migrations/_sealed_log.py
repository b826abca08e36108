"""Brings the audit events of the former form over: packed, sealed by unit of work, personal texts apart (domain R16, R16a).

It is a part of the migration ``sealed_log`` and, like it, never changes once released: so it names columns as they were
then, and packs and seals events itself. It goes page by page, in bounded memory, and checks each former hash on the way.
Each chain gets a first entry, numbered 0, that holds its former head and, if the chain was broken, where.
"""

import hashlib
import secrets
from base64 import b64encode
from typing import Any, NamedTuple

import orjson

from domain.store.clock import system_clock
from domain.store.ids import IdMaker
from domain.store.program import ExecuteMany, Program, Query, Row, Sql

MUTATION, ACTOR, PRINCIPAL = "migrateLog", "command line", "operator"
FIRST_ENTRY = "batch.rechained"
PAGE = 2_000
UNTOLD: list[object] = []

_COLUMNS = {
    "account": "id number currency recorded_at withdrawn_at",
    "member": "id account_id recorded_at withdrawn_at",
    "ledgerCode": "id code title archived recorded_at withdrawn_at",
    "user": "id permissions disabled account_id recorded_at password_set_at withdrawn_at",
    "apiToken": "id name prefix permissions expires_on revoked_at recorded_at withdrawn_at",
    "fileMapping": "id name kind headers dates decimals recorded_at withdrawn_at",
    "transaction": "id account_id batch_id kind number date due_on recorded_at recording_seq withdrawn_at method "
    "payment_state corrects_id confirmed_at failed_at amount_cents moved_from_id write_off series series_seq",
    "item": "id account_id transaction_id position side kind date recording_seq withdrawn_at ledger_code_id member_id "
    "cancels_id amount_cents",
    "plannedPayment": "id account_id batch_id due_on amount_cents method state transaction_id recorded_at withdrawn_at",
    "subscription": "id account_id batch_id ledger_code_id member_id amount_cents interval method starts_on ends_on "
    "next_on periods_charged recorded_at withdrawn_at paused counted_from period_offset charged_on",
    "reconciliation": "id account_id credit_account_id credit_item_id credit_transaction_id planned_payment_id "
    "debit_item_id debit_transaction_id amount_cents origin processing faulty recorded_at recorded_by batch_id "
    "released_at released_batch_id replaces_id",
}
_PERSONAL: dict[str, dict[str, str | None]] = {
    "account": {"owner_name": "", "email": None},
    "member": {"name": ""},
    "user": {"email": "", "name": ""},
    "transaction": {"description": "", "reference": None},
    "item": {"description": ""},
    "subscription": {"description": ""},
}
"""Columns with personal texts, each with what it holds where nothing was given."""
_USUAL = {"PAYMENT": "Payment", "DEPOSIT": "Deposit"}
"""The descriptions that the product gives to money."""

_NEXT_WORKER = Sql("update organisations set last_worker = last_worker + 1 where id = 1 returning last_worker")
_HIGHEST = Sql("select coalesce(max(id), 0) from former_audit_events")
_BATCH = Sql(
    "insert into batches (id, mutation, recorded_at, recorded_by, principal, partly_undone) "
    "values (:id, :mutation, :at, :by, :principal, false)"
)
_FORMER = Sql(
    "select coalesce(e.account_id, 0), e.seq, e.id, e.account_id, e.batch_id, e.action, e.entity_id, e.recorded_at, "
    "e.recorded_by, e.principal, e.before, e.after, e.previous_hash, e.hash, b.mutation, b.recorded_at, b.recorded_by, "
    "b.principal, b.undoes_id from former_audit_events e join batches b on b.id = e.batch_id "
    "where (coalesce(e.account_id, 0), e.seq) > (:chain, :seq) order by coalesce(e.account_id, 0), e.seq limit :most"
)
_HEADS = Sql("select id, audit_seq, audit_hash from accounts where id in :ids")
_OWN_HEAD = Sql("select 0, audit_seq, audit_hash from organisations where id = 1")
_EVENT = Sql(
    "insert into audit_events (id, account_id, seq, batch_id, action, entity_id, recorded_at, before, after, texts_hash, "
    "hash) values (:id, :account_id, :seq, :batch_id, :action, :entity_id, :recorded_at, :before, :after, :texts_hash, "
    ":hash)"
)
_TEXTS = Sql("insert into audit_texts (id, salt, before, after) values (:id, :salt, :before, :after)")
_SET_HEAD = Sql("update accounts set audit_hash = :hash where id = :id")
_SET_OWN_HEAD = Sql("update organisations set audit_hash = :hash where id = 1 and :id = 0")


class Former(NamedTuple):
    """An event as it was, with its batch."""

    chain: int
    seq: int
    id: int
    account_id: int | None
    batch_id: int
    action: str
    entity_id: int
    recorded_at: int
    recorded_by: str
    principal: str
    before: str | None
    after: str | None
    previous_hash: str
    hash: str
    mutation: str
    batch_at: int
    batch_by: str
    batch_principal: str
    undoes_id: int | None

    @property
    def unit(self) -> tuple[int, int, int]:
        """What the events of one unit of work on one chain share."""
        return self.chain, self.batch_id, self.recorded_at

    @property
    def batch(self) -> list[object]:
        """What a seal covers of the batch."""
        return [self.batch_id, self.mutation, self.batch_at, self.batch_by, self.batch_principal, self.undoes_id]

    def follows(self, seq: int, previous: str) -> bool:
        """Return True if it follows from the event before it, by the former rule, and its batch says who made it too."""
        hashed = [self.previous_hash, self.account_id, self.seq, *self[4:12]]
        digest = hashlib.sha256(orjson.dumps(hashed)).hexdigest()
        made_by = (self.recorded_by, self.principal) == (self.batch_by, self.batch_principal)
        return self.seq == seq + 1 and self.previous_hash == previous and self.hash == digest and made_by


def seal_log() -> Program[list[str]]:
    """Check the former chains, bring all events over, and return what people must know, a line each."""
    broken = yield from _broken_chains()
    worker, highest = (yield Query(_NEXT_WORKER))[0][0], (yield Query(_HIGHEST))[0][0]
    sealing = _Sealing(IdMaker(worker, highest), broken)
    pages = _Pages()
    while events := (yield from pages.next()):
        if not sealing.heads:
            yield ExecuteMany(_BATCH, [(*sealing.batch[:5],)])
        sealing.heads |= yield from _heads_of(events, sealing.heads)
        for event in events:
            sealing.add(event)
        yield from sealing.write()
    sealing.end_chain()
    yield from sealing.write()
    return [
        f"The audit log of {'the organisation' if chain == 0 else f'the account with id {chain}'} was damaged at event "
        f"{seq} before this. `tieout verify` goes on reporting it."
        for chain, seq in broken.items()
    ]


class _Pages:
    """Reads the former events, chain by chain."""

    def __init__(self) -> None:
        self._at = (-1, 0)

    def next(self) -> Program[list[Former]]:
        """Return the next events, an empty list after the last."""
        chain, seq = self._at
        events = [Former(*row) for row in (yield Query(_FORMER, chain=chain, seq=seq, most=PAGE))]
        if events:
            self._at = (events[-1].chain, events[-1].seq)
        return events


def _heads_of(events: list[Former], known: dict[int, tuple[int, str]]) -> Program[dict[int, tuple[int, str]]]:
    """Return the number and hash at which chains end, as far as they are not known."""
    chains = {event.chain for event in events} - known.keys()
    rows: list[Row] = [*(yield Query(_HEADS, ids=sorted(chains - {0})))]
    if 0 in chains:
        rows += yield Query(_OWN_HEAD)
    return {chain: (seq, head) for chain, seq, head in rows}


def _broken_chains() -> Program[dict[int, int]]:
    """Return the number of the first event that is wrong in each broken chain, by account; 0 is the organisation."""
    broken: dict[int, int] = {}
    heads: dict[int, tuple[int, str]] = {}
    last: Former | None = None
    pages = _Pages()
    while events := (yield from pages.next()):
        heads |= yield from _heads_of(events, heads)
        for event in events:
            before = last if last is not None and last.chain == event.chain else None
            if last is not None and before is None and (last.seq, last.hash) != heads.get(last.chain):
                broken.setdefault(last.chain, last.seq + 1)
            if not event.follows(*((before.seq, before.hash) if before is not None else (0, ""))):
                broken.setdefault(event.chain, event.seq)
            last = event
    if last is not None and (last.seq, last.hash) != heads.get(last.chain):
        broken.setdefault(last.chain, last.seq + 1)
    return broken


class _Sealing:
    """The chain in progress, and the rows that are ready to be written."""

    def __init__(self, ids: IdMaker, broken: dict[int, int]) -> None:
        self._new_id = ids.next
        self._broken = broken
        self.batch: list[object] = [self._new_id(), MUTATION, system_clock(), ACTOR, PRINCIPAL, None]
        self.heads: dict[int, tuple[int, str]] = {}
        self._events: list[list[object]] = []
        self._texts: list[tuple[object, ...]] = []
        self._new_heads: list[tuple[str, int]] = []
        self._open: list[list[object]] = []
        self._last: Former | None = None
        self._hash = ""

    def add(self, event: Former) -> None:
        """Take the next event of the chain, or the first one of the next chain."""
        last = self._last
        if last is None or last.chain != event.chain:
            self.end_chain()
            self._open.append(self._first_entry(event))
            self._seal(self.batch)
        elif last.unit != event.unit:
            self._seal(last.batch)
        self._open.append(self._brought_over(event))
        self._last = event

    def end_chain(self) -> None:
        """End the chain in progress."""
        if self._last is not None:
            self._seal(self._last.batch)
            self._new_heads.append((self._hash, self._last.chain))
        self._last, self._hash = None, ""

    def write(self) -> Program[None]:
        """Write what is sealed."""
        own = [each for each in self._new_heads if each[1] == 0]
        of_accounts = [each for each in self._new_heads if each[1] != 0]
        for sql, rows in (
            (_EVENT, self._events), (_TEXTS, self._texts), (_SET_HEAD, of_accounts), (_SET_OWN_HEAD, own),
        ):  # fmt: skip
            if rows:
                yield ExecuteMany(sql, list(rows))
        self._events, self._texts, self._new_heads = [], [], []

    def _first_entry(self, event: Former) -> list[object]:
        """Return the entry that keeps the former head; it comes first in every order, at the instant of the first event."""
        seq, head = self.heads[event.chain]
        kept = {"account_id": event.account_id, "seq": seq, "hash": head, "broken_at": self._broken.get(event.chain)}
        batch_id, at = self.batch[0], event.recorded_at
        return [self._new_id(), event.account_id, 0, batch_id, FIRST_ENTRY, batch_id, at, None, _json(kept), None, None]

    def _brought_over(self, event: Former) -> list[object]:
        noun = event.action.partition(".")[0]
        before, after = _packed(noun, event.before), _packed(noun, event.after)
        texts_hash = None
        if before.texts is not None or after.texts is not None:
            texts = (event.id, secrets.token_urlsafe(16), before.texts, after.texts)
            self._texts.append(texts)
            texts_hash = _digest(texts)
        values = (before.values, after.values, texts_hash, None)
        return [event.id, event.account_id, event.seq, *event[4:8], *values]

    def _seal(self, batch: list[object]) -> None:
        self._hash = self._open[-1][-1] = _digest([self._hash, batch, [each[:-1] for each in self._open]])
        self._events += self._open
        self._open = []


class _Packed(NamedTuple):
    values: str | None
    texts: str | None


def _packed(noun: str, text: str | None) -> _Packed:
    """Pack a snapshot. What is none of a row's, or damaged, stays as it is."""
    try:
        snapshot = orjson.loads(text or "null")
    except ValueError:
        return _Packed(text, None)
    if not isinstance(snapshot, dict) or noun not in _COLUMNS:
        return _Packed(text, None)
    items = snapshot.pop("items", None)
    rows = [(noun, snapshot), *(("item", each) for each in items or ())]
    if any(not isinstance(row, dict) or row.keys() - _known(of) for of, row in rows):
        return _Packed(text, None)
    logged = [[row.get(name, UNTOLD) for name in _COLUMNS[of].split()] for of, row in rows]
    personal = [[row.get(name, UNTOLD) for name in _PERSONAL.get(of, {})] for of, row in rows]
    nothing = all(texts == _impersonal(of, row) for (of, row), texts in zip(rows, personal, strict=True))
    if items is None:
        return _Packed(_json(logged[0]), None if nothing else _json(personal[0]))
    return _Packed(_json(logged), None if nothing else _json(personal))


def _impersonal(noun: str, row: dict[str, Any]) -> list[str | None]:
    """Return what the personal columns of a row hold where they say nothing of anybody."""
    nothing = _PERSONAL.get(noun, {})
    if noun in ("transaction", "item") and row.get("kind") in _USUAL:
        nothing = {**nothing, "description": _USUAL[row["kind"]]}
    return list(nothing.values())


def _known(noun: str) -> set[str]:
    return {*_COLUMNS[noun].split(), *_PERSONAL.get(noun, {})}


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _digest(value: object) -> str:
    return b64encode(hashlib.sha256(orjson.dumps(value)).digest()).decode()
