"""Brings the texts of existing rows into their one form, by one audited batch (domain R37).

It is a part of the migration ``text_forms`` and, like it, never changes once released: so it names tables and columns as
they were then, and makes its audit events itself.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import count, islice
from typing import Any, NamedTuple

import orjson

from domain.core.folding import folded
from domain.core.text import counted, number_form, one_form
from domain.store.clock import system_clock
from domain.store.ids import IdMaker
from domain.store.program import ExecuteMany, Program, Query, Sql

MUTATION = "migrateTexts"
PAGE = 5_000
NOTHING_VISIBLE = "(none)"
"""Replaces a required text in which nothing was visible."""


class _Table(NamedTuple):
    """A table with texts: what audit events call a row and keep of it, and the column that holds its account.

    No two present rows share the text ``unique``. ``searched`` texts have keys.
    """

    name: str
    noun: str
    texts: tuple[str, ...]
    account: str | None
    columns: str
    unique: str | None = None
    searched: tuple[str, ...] = ()


_ACCOUNTS = _Table(
    "accounts",
    "account",
    ("number", "owner_name", "email"),
    "id",
    "id number owner_name email currency recorded_at withdrawn_at",
    "number",
    ("number", "owner_name", "email"),
)
_TRANSACTIONS = _Table(
    "transactions",
    "transaction",
    ("number", "reference", "description"),
    "account_id",
    "id account_id batch_id kind number date due_on recorded_at recording_seq withdrawn_at description reference method "
    "payment_state corrects_id confirmed_at failed_at amount_cents",
    "number",
    ("number", "reference", "description"),
)
_ITEMS = _Table(
    "items",
    "item",
    ("description",),
    "account_id",
    "id account_id transaction_id position side kind date recording_seq withdrawn_at description ledger_code_id member_id "
    "cancels_id amount_cents",
    searched=("description",),
)
_OTHERS = (
    _Table(
        "members", "member", ("name",), "account_id", "id account_id name recorded_at withdrawn_at", searched=("name",)
    ),
    _Table(
        "subscriptions",
        "subscription",
        ("description",),
        "account_id",
        "id account_id batch_id description ledger_code_id member_id amount_cents interval method starts_on ends_on "
        "next_on periods_charged recorded_at withdrawn_at",
    ),
    _Table(
        "ledger_codes",
        "ledgerCode",
        ("code", "title"),
        None,
        "id code title archived recorded_at withdrawn_at",
        "code",
        ("code",),
    ),
    _Table(
        "users",
        "user",
        ("email", "name"),
        None,
        "id email name permissions disabled account_id recorded_at password_set_at withdrawn_at",
        "email",
        ("name",),
    ),
    _Table(
        "api_tokens",
        "apiToken",
        ("name",),
        None,
        "id name prefix permissions expires_on revoked_at recorded_at withdrawn_at",
    ),
)
_OPTIONAL = {("accounts", "email"), ("transactions", "reference")}
_FORMS: dict[str, Callable[[str], str]] = {
    "number": number_form,
    "code": number_form,
    "email": lambda text: number_form(text).lower(),
}
_BATCH = Sql(
    "insert into batches (id, mutation, recorded_at, recorded_by, principal) values (:id, :mutation, :at, :by, :principal)"
)
_EVENT_COLUMNS = (
    *("id", "account_id", "seq", "batch_id", "action", "entity_id", "recorded_at", "recorded_by", "principal"),
    *("before", "after", "previous_hash", "hash"),
)
_EVENT = Sql(
    f"insert into audit_events ({', '.join(_EVENT_COLUMNS)}) values ({', '.join(f':{each}' for each in _EVENT_COLUMNS)})"
)
_HEADS = Sql("select id, audit_seq, audit_hash, last_recorded_at from accounts where id in :ids")
_OWN_HEAD = Sql("select audit_seq, audit_hash, last_recorded_at from organisations where id = 1")
_SET = "set audit_seq = :seq, audit_hash = :hash, last_recorded_at = :at where id = :id"
_SET_HEAD, _SET_OWN_HEAD = Sql(f"update accounts {_SET}"), Sql(f"update organisations {_SET}")
_NEXT_WORKER = Sql("update organisations set last_worker = last_worker + 1 where id = 1 returning last_worker")
_HIGHEST = Sql("select coalesce(max(id), 0) from audit_events")

Texts = dict[str, str | None]
Changed = dict[int, Texts]
"""The new texts of rows by id, as far as they differ from what is stored."""


def bring_texts_into_form() -> Program[list[str]]:
    """Bring all texts into their one form and fill their keys; return what people must know, a line each.

    Of present numbers that become equal, the one recorded first keeps it, and each other gets ``~2``, ``~3`` and so on.
    """
    changed: dict[str, Changed] = {}
    parted: dict[int, str] = {}
    for table in (_ACCOUNTS, *_OTHERS, _TRANSACTIONS, _ITEMS):
        changed[table.name] = yield from _scan(table)
        if table.unique is not None and changed[table.name]:
            parted |= yield from _part_equal_ones(table, changed[table.name])
    if not any(changed.values()):
        return []
    yield from _record(changed)
    yield from _write(changed, parted)
    many = counted(sum(map(len, changed.values())), "record")
    return [f"Texts of {many} were brought into one form.", *parted.values()]


def _scan(table: _Table) -> Program[Changed]:
    """Fill the keys of a table, and return the texts that are not in their form."""
    page = Sql(f"select id, {', '.join(table.texts)} from {table.name} where id > :after order by id limit {PAGE}")
    changed: Changed = {}
    after = 0
    while rows := (yield Query(page, after=after)):
        after = rows[-1][0]
        keys = []
        for row_id, *stored in rows:
            texts = {name: _form(table, name, text) for name, text in zip(table.texts, stored, strict=True)}
            different = {name: text for (name, text), old in zip(texts.items(), stored, strict=True) if text != old}
            if different:
                changed[row_id] = different
            keys.append((*(folded(texts[name] or "") for name in table.searched), row_id))
        if table.searched:
            yield ExecuteMany(_update(table.name, [f"{name}_key" for name in table.searched]), keys)
    return changed


def _form(table: _Table, name: str, text: str | None) -> str | None:
    if text is None:
        return None
    form = _FORMS.get(name, one_form)(text)
    return form or (None if (table.name, name) in _OPTIONAL else NOTHING_VISIBLE)


def _update(table: str, columns: Iterable[str]) -> Sql:
    return Sql(f"update {table} set {', '.join(f'{each} = :{each}' for each in columns)} where id = :id")


def _part_equal_ones(table: _Table, changed: Changed) -> Program[dict[int, str]]:
    """Make the texts unique again that are equal in their form; return those that are not their form, in words, by row."""
    column = table.unique
    assert column is not None
    holders = Sql(
        f"select id, {column}, recorded_at from {table.name} where withdrawn_at is null and {column} in :texts"
    )
    present = Sql(f"select id, {column}, recorded_at from {table.name} where withdrawn_at is null and id in :ids")
    renamed = {each: str(texts[column]) for each, texts in changed.items() if column in texts}
    groups: defaultdict[str, dict[int, tuple[int, str]]] = defaultdict(dict)
    for row_id, stored, recorded_at in (yield Query(present, ids=sorted(renamed))):
        groups[renamed[row_id]][row_id] = recorded_at, stored
    for row_id, stored, recorded_at in (yield Query(holders, texts=sorted(groups))):
        if row_id not in renamed:
            groups[stored][row_id] = recorded_at, stored
    parted: dict[int, str] = {}
    taken = set(groups)
    for form, rows in sorted(groups.items()):
        for row_id in sorted(rows, key=lambda each: (rows[each][0], each))[1:]:
            for text in _numbered(form):
                if text not in taken and not (yield Query(holders, texts=[text])):
                    break
            taken.add(text)
            changed.setdefault(row_id, {})[column] = text
            word = "e-mail address" if column == "email" else column
            what = f"The {word} {rows[row_id][1]!a} of a later {_word(table)}"
            parted[row_id] = f"{what} looked like {form}: it is {text} now."
    return parted


def _numbered(form: str) -> Iterator[str]:
    """Yield what a text may become that may not stay as it is: ``INV-1~2``, ``INV-1~3``, …; ``jo~2@example.org``."""
    name, at, domain = form.partition("@")
    return (f"{name}~{number}{at}{domain}" for number in count(2))


def _word(table: _Table) -> str:
    return {"ledgerCode": "ledger code"}.get(table.noun, table.noun)


def _record(changed: dict[str, Changed]) -> Program[None]:
    """Add the batch and its audit events to the chains of all accounts with changes, and of the organisation."""
    worker = (yield Query(_NEXT_WORKER))[0][0]
    highest = (yield Query(_HIGHEST))[0][0]
    new_id = IdMaker(worker, highest).next
    now = system_clock()
    batch_id = new_id()
    yield ExecuteMany(_BATCH, [(batch_id, MUTATION, now, "command line", "operator")])
    snapshots: defaultdict[int | None, list[tuple[str, int, dict[str, Any], dict[str, Any]]]] = defaultdict(list)
    for table in (_ACCOUNTS, *_OTHERS):
        for before in (yield from _rows(table, changed[table.name])):
            account = None if table.account is None else before[table.account]
            after = {**before, **changed[table.name][before["id"]]}
            snapshots[account].append((f"{table.noun}.changed", before["id"], before, after))
    for before, after in (yield from _transactions(changed)):
        snapshots[before["account_id"]].append(("transaction.reworded", before["id"], before, after))
    heads = {
        each: (seq, last, at) for each, seq, last, at in (yield Query(_HEADS, ids=sorted(filter(None, snapshots))))
    }
    own = (yield Query(_OWN_HEAD))[0]
    for account_id in sorted(snapshots, key=lambda each: each or 0):
        seq, last, last_at = heads[account_id] if account_id is not None else own
        at = max(now, last_at + 1)
        events = []
        for action, entity_id, before, after in snapshots[account_id]:
            seq += 1
            texts = (_json(before), _json(after))
            hashed = [last, account_id, seq, batch_id, action, entity_id, at, "command line", "operator", *texts]
            previous, last = last, hashlib.sha256(orjson.dumps(hashed)).hexdigest()
            events.append((new_id(), *hashed[1:], previous, last))
        yield ExecuteMany(_EVENT, events)
        yield ExecuteMany(_SET_OWN_HEAD if account_id is None else _SET_HEAD, [(seq, last, at, account_id or 1)])


def _json(snapshot: dict[str, Any]) -> str:
    return orjson.dumps(snapshot, option=orjson.OPT_SORT_KEYS).decode()


def _rows(table: _Table, ids: Collection[int], column: str = "id") -> Program[list[dict[str, Any]]]:
    """Return the snapshots of rows whose ``column`` is among ids, as they are stored."""
    names = table.columns.split()
    listed = ", ".join(f"x.{name}" for name in names)
    sql = Sql(f"select {listed} from {table.name} x where x.{column} in :ids order by x.id")
    found = []
    remaining = iter(sorted(ids))
    while some := list(islice(remaining, PAGE)):
        found += [dict(zip(names, row, strict=True)) for row in (yield Query(sql, ids=some))]
    return found


def _transactions(changed: dict[str, Changed]) -> Program[list[tuple[dict[str, Any], dict[str, Any]]]]:
    """Return the snapshots of changed transactions before and after, each with all of its items."""
    own, of_items = changed[_TRANSACTIONS.name], changed[_ITEMS.name]
    reworded = yield from _rows(_ITEMS, of_items)
    ids = {*own, *(item["transaction_id"] for item in reworded)}
    items: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in (yield from _rows(_ITEMS, ids, "transaction_id")):
        items[item["transaction_id"]].append(item)
    snapshots = []
    for row in (yield from _rows(_TRANSACTIONS, ids)):
        listed = sorted(items[row["id"]], key=lambda item: item["position"])
        before = {**row, "items": listed}
        after_items = [{**item, **of_items.get(item["id"], {})} for item in listed]
        snapshots.append((before, {**row, **own.get(row["id"], {}), "items": after_items}))
    return snapshots


def _write(changed: dict[str, Changed], first: Collection[int]) -> Program[None]:
    """Write the changed texts and their keys, the rows ``first`` that make way for an equal number before all others."""
    for table in (_ACCOUNTS, *_OTHERS, _TRANSACTIONS, _ITEMS):
        by_columns: defaultdict[tuple[bool, tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)
        for row_id, texts in changed[table.name].items():
            values: dict[str, Any] = dict(texts)
            values |= {f"{name}_key": folded(texts[name] or "") for name in table.searched if name in texts}
            by_columns[row_id not in first, tuple(values)].append((*values.values(), row_id))
        for (_, columns), rows in sorted(by_columns.items()):
            yield ExecuteMany(_update(table.name, columns), rows)
