"""Facts against the log: what each row says, and what its last audit event says of it (domain R16)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import orjson

from domain.jobs.findings import Finding, Findings
from domain.queries.facts import Said, last_said, log_page, page_of, present_ids
from domain.queries.integrity import RESTORE
from domain.queries.records import items_of
from domain.rows import AccountRow, ItemRow, ReconciliationRow, Record, TransactionRow
from domain.store.audit import facts_text
from domain.store.replay import BY_NOUN
from domain.store.steps import Steps

ROWS = 1_000
"""Rows compared at once."""


def wrong_facts(found: Findings, between: Callable[[], None]) -> Steps[None]:
    """Notes rows that say something else than the log, rows that it says nothing of, and rows that are gone."""
    for cls in BY_NOUN.values():
        after = 0
        while rows := (yield from page_of(cls, after, ROWS)):
            between()
            after = rows[-1].id
            yield from _compare(rows, found)
    after = 0
    while events := (yield from log_page(after, ROWS)):
        between()
        after = events[-1][0]
        yield from _gone(events, found)


def _compare(rows: Sequence[Record], found: Findings) -> Steps[None]:
    said = yield from last_said([row.id for row in rows])
    of_transactions = [row.id for row in rows if isinstance(row, TransactionRow)]
    items = (yield from items_of(of_transactions)) if of_transactions else {}
    for row in rows:
        told = said.get(row.id)
        if told is None:
            found.add(_finding(row, f"{_name(row)} is in no audit event: it was not made by the product."))
            continue
        try:
            wrong = list(_wrong(row, items.get(row.id, ()), told))
        except (ValueError, LookupError, TypeError, AttributeError):  # whatever damage made of the event
            wrong = [(None, f"{_name(row)} cannot be compared: what the audit log says of it cannot be read.")]
        for item_id, message in wrong:
            found.add(_finding(row, message, item_id))


def _wrong(row: Record, items: Sequence[ItemRow], told: Said) -> Iterator[tuple[int | None, str]]:
    """What differs of a row, and of a transaction's items with their ids."""
    columns = list(_differences(row.facts(), told.last))
    if columns:
        yield None, f"{_name(row)} differs from what its last audit event says: {', '.join(columns)}."
    if isinstance(row, TransactionRow):
        yield from _wrong_items(row, items, told)


def _differences(facts: dict[str, Any], text: str) -> Iterator[str]:
    """The columns in which a row's facts differ from an event's; none is named that the event does not know."""
    if facts_text(facts) == text:
        return
    said, stored = orjson.loads(text), orjson.loads(facts_text(facts) or "{}")
    yield from (name for name, value in stored.items() if name in said and said[name] != value)


def _wrong_items(transaction: TransactionRow, items: Sequence[ItemRow], told: Said) -> Iterator[tuple[int | None, str]]:
    """What differs of a transaction's items, which stand in the event that made it and are withdrawn with it."""
    made = {each["id"]: each for each in orjson.loads(told.made).get("items", ())}
    withdrawn_at = orjson.loads(told.last).get("withdrawn_at")
    for item in items:
        facts = made.pop(item.id, None)
        if facts is None:
            yield item.id, f"Item {item.position} of {transaction.number} is in no audit event."
            continue
        wrong = list(_differences(item.facts(), facts_text({**facts, "withdrawn_at": withdrawn_at}) or ""))
        if wrong:
            yield item.id, f"Item {item.position} differs from what its audit event says: {', '.join(wrong)}."
    for facts in made.values():
        yield None, f"Item {facts['position']} of {transaction.number} is gone."


def _gone(events: Sequence[tuple[int, int | None, str, int]], found: Findings) -> Steps[None]:
    """Notes rows that the log says were made, and that are not there."""
    by_noun: dict[str, dict[int, int | None]] = {}
    for _, account_id, action, entity_id in events:
        by_noun.setdefault(action.partition(".")[0], {})[entity_id] = account_id
    for noun in sorted(by_noun.keys() & BY_NOUN.keys()):  # an event of anything else was changed: its chain tells so
        accounts = by_noun[noun]
        present = yield from present_ids(BY_NOUN[noun], accounts)
        for entity_id in accounts.keys() - present:
            message = f"A {_word(BY_NOUN[noun])} of the audit log is gone."
            found.add(Finding("R16", message, RESTORE, accounts[entity_id]))


def _finding(row: Record, message: str, item_id: int | None = None) -> Finding:
    return Finding(
        "R16",
        message,
        RESTORE,
        account_id=row.audit_account_id,
        transaction_id=row.id if isinstance(row, TransactionRow) else None,
        item_id=item_id,
        reconciliation_id=row.id if isinstance(row, ReconciliationRow) else None,
        where=_label(row),
    )


def _name(row: Record) -> str:
    label = _label(row)
    word = f"{_word(type(row)).capitalize()}"
    return f"{word} {label}" if label else f"This {word.lower()}"


def _word(cls: type[Record]) -> str:
    return "".join(f" {each.lower()}" if each.isupper() else each for each in cls.NOUN)


def _label(row: Record) -> str:
    """What a person knows a row by, where it has such a thing."""
    names = ("number", "code", "email", "name") if not isinstance(row, AccountRow) else ("number",)
    return str(next((getattr(row, name) for name in names if hasattr(row, name)), ""))
