"""Rows against the audit log: what each row holds, and what its last audit event says it holds (domain R16)."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from domain.core.folding import folded
from domain.queries.audit_snapshots import (
    LoggedState,
    events_by_id,
    log_page,
    logged_states,
    page_of,
    present_ids,
    readable_items_of,
)
from domain.store.audit import CHANGED, versions_of
from domain.store.program import Program
from domain.store.snapshots import BY_NOUN, Snapshot, after_of, before_of, packed
from domain.tables import (
    AccountRow,
    AuditEventRow,
    BankLineRow,
    BankStatementRow,
    ItemRow,
    ReconciliationRow,
    Record,
    TransactionRow,
    TransactionVersionRow,
)
from domain.tables.billing import VERSIONED
from domain.texts import Text, say
from domain.verifying.checks import RESTORE
from domain.verifying.findings import DAMAGE, Finding, Findings

R = TypeVar("R", bound=Record)

ROWS_AT_ONCE = 1_000


def compare_with_log(found: Findings, between_pages: Callable[[], None], filled: Collection[str]) -> Program[None]:
    """Note rows that differ from the log, rows that no event made, and rows of the log that are gone.

    ``filled`` tables have rows.
    """
    for cls in BY_NOUN.values():
        if cls.TABLE not in filled:
            continue
        after = 0
        while page := (yield from page_of(cls, after, ROWS_AT_ONCE)):
            between_pages()
            after = max(page)
            yield from _compare(_readable(cls, page, found), found)
    yield from _compare_versions(found, between_pages)
    after = 0
    while events := (yield from log_page(after, ROWS_AT_ONCE)):
        between_pages()
        after = events[-1][0]
        yield from _gone(events, found)
        yield from _versions_gone([each[0] for each in events if each[2] == CHANGED], found)


def _readable(cls: type[R], page: Mapping[int, R | None], found: Findings) -> list[R]:
    """Return the rows of a page, and note those that cannot be read."""
    for row_id, row in page.items():
        if row is None:
            found.add(Finding("R16", say("found-unreadable", kind=_kind(cls), row=str(row_id)), RESTORE))
    return [row for row in page.values() if row is not None]


def _compare(rows: Sequence[Record], found: Findings) -> Program[None]:
    logged = yield from logged_states([row.id for row in rows])
    of_transactions = [row.id for row in rows if isinstance(row, TransactionRow)]
    items = (yield from readable_items_of(of_transactions)) if of_transactions else {}
    for row in rows:
        state = logged.get(row.id)
        if state is None:
            found.add(_finding(row, say("found-not-logged", row=_name(row))))
            continue
        try:
            wrong = list(_wrong(row, items.get(row.id, ()), state))
        except DAMAGE:  # whatever damage made of the event
            wrong = [(None, say("found-not-comparable", row=_name(row)))]
        for item_id, message in wrong:
            found.add(_finding(row, message, item_id))


def _wrong(row: Record, items: Sequence[ItemRow], state: LoggedState) -> Iterator[tuple[int | None, Text]]:
    """Yield what differs in a row, and in a transaction's items with their ids."""
    columns = [] if _equals(row, state.last) else list(_differences(row, after_of(state.last)))
    if columns:
        yield None, say("found-row-differs", row=_name(row), columns=", ".join(columns))
    if wrong_keys := _wrong_keys(row, columns):
        yield None, say("found-row-keys", row=_name(row), keys=", ".join(wrong_keys))
    if isinstance(row, TransactionRow):
        yield from _wrong_items(row, items, state)


def _wrong_keys(row: Record, wrong: Sequence[str]) -> list[str]:
    """Return the keys of a row's texts that are not what the texts come to (domain R37a), but for texts that are wrong."""
    return [
        key
        for key, name in row.KEYS.items()
        if name not in wrong and getattr(row, key) != folded(getattr(row, name) or "")
    ]


def _equals(row: Record, event: AuditEventRow) -> bool:
    """Return True if an event holds a row, without its items, exactly as it is: most do."""
    return packed(row) == (event.after, None if event.personal is None else event.personal.after)


def _differences(row: Record, logged: Snapshot) -> Iterator[str]:
    """Yield the columns in which a row differs from its event; a column that the event does not have is left out."""
    known = row.parse_snapshot(logged)
    yield from (name for name, value in row.audit_snapshot().items() if name in known and known[name] != value)


def _wrong_items(
    transaction: TransactionRow, items: Sequence[ItemRow], state: LoggedState
) -> Iterator[tuple[int | None, Text]]:
    """Yield what differs in a transaction's items: the event that made it holds them, and they are withdrawn with it.

    Where a migration reworded them, its event holds them.
    """
    made = {each["id"]: each for each in after_of(state.with_items).get("items", ())}
    withdrawn_at = after_of(state.last).get("withdrawn_at")
    for item in items:
        snapshot = made.pop(item.id, None)
        if snapshot is None:
            yield item.id, say("found-item-not-logged", position=str(item.position), number=transaction.number)
            continue
        wrong = list(_differences(item, {**snapshot, "withdrawn_at": withdrawn_at}))
        wrong += _wrong_keys(item, wrong)
        if wrong:
            yield item.id, say("found-logged-item-differs", position=str(item.position), columns=", ".join(wrong))
    for snapshot in made.values():
        yield None, say("found-item-gone", position=str(snapshot["position"]), number=transaction.number)


def _compare_versions(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    """Note earlier values of transactions that differ from what the event says that ended them (domain R39a)."""
    after = 0
    while page := (yield from page_of(TransactionVersionRow, after, ROWS_AT_ONCE)):
        between_pages()
        after = max(page)
        versions = _readable(TransactionVersionRow, page, found)
        events = yield from events_by_id([each.id for each in versions])
        for version in versions:
            if not _ended_by(version, events.get(version.id)):
                text = say("found-version-differs")
                found.add(Finding("R39a", text, RESTORE, version.account_id, version.transaction_id))


def _ended_by(version: TransactionVersionRow, event: AuditEventRow | None) -> bool:
    try:
        before = TransactionRow.parse_snapshot((before_of(event) if event is not None else None) or {})
    except DAMAGE:  # damaged, which its chain tells
        return False
    return all(name in before and getattr(version, name) == before[name] for name in VERSIONED)


def _gone(events: Sequence[tuple[int, int | None, str, int]], found: Findings) -> Program[None]:
    """Note rows that the log says were made, and that do not exist."""
    by_noun: dict[str, dict[int, int | None]] = {}
    for _, account_id, action, entity_id in events:
        by_noun.setdefault(action.partition(".")[0], {})[entity_id] = account_id
    for noun in sorted(by_noun.keys() & BY_NOUN.keys()):  # other nouns: tampered with, as the chains report
        accounts = by_noun[noun]
        present = yield from present_ids(BY_NOUN[noun], accounts)
        for entity_id in accounts.keys() - present:
            text = say("found-row-gone", kind=_kind(BY_NOUN[noun]))
            found.add(Finding("R16", text, RESTORE, accounts[entity_id]))


def _versions_gone(ids: Sequence[int], found: Findings) -> Program[None]:
    """Note changes of transactions whose earlier values are not kept any more (domain R39a)."""
    if not ids:
        return
    events = yield from events_by_id(ids)
    made: dict[int, TransactionVersionRow] = {}
    for event in events.values():
        try:
            made |= {version.id: version for version in versions_of([event])}
        except DAMAGE:  # damaged, which its chain tells
            continue
    present = yield from present_ids(TransactionVersionRow, made)
    for row_id in made.keys() - present:
        version = made[row_id]
        text = say("found-version-gone")
        found.add(Finding("R39a", text, RESTORE, version.account_id, version.transaction_id))


def _finding(row: Record, text: Text, item_id: int | None = None) -> Finding:
    return Finding(
        "R16",
        text,
        RESTORE,
        account_id=row.audit_account_id,
        transaction_id=row.id if isinstance(row, TransactionRow) else None,
        item_id=item_id,
        reconciliation_id=row.id if isinstance(row, ReconciliationRow) else None,
        bank_line_id=row.id if isinstance(row, BankLineRow) else getattr(row, "line_id", None),
        bank_statement_id=row.id if isinstance(row, BankStatementRow) else None,
        place=_label(row),
    )


def _name(row: Record) -> Text:
    label = _label(row)
    if label:
        return say("row-named", kind=say("row-kind-first", noun=row.NOUN), label=label)
    return say("row-this", kind=_kind(type(row)))


def _kind(cls: type[Record]) -> Text:
    return say("row-kind", noun=cls.NOUN)


def _label(row: Record) -> str:
    """Return what a person knows a row by, or an empty text."""
    if isinstance(row, BankLineRow | BankStatementRow):  # which have no name: see ``Findings.named``
        return ""
    names = ("number", "code", "email", "name") if not isinstance(row, AccountRow) else ("number",)
    return str(next((found for name in names if (found := getattr(row, name, None)) is not None), ""))
