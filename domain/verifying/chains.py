"""The audit chains: each seal follows from its events and the one before, and each chain ends at its head (domain R16)."""

from collections.abc import Callable, Mapping, Sequence

from domain.queries.audit_snapshots import (
    account_page,
    chain_heads,
    chain_page,
    events_before_own_chain,
    texts_page,
    wrongly_marked_batches,
)
from domain.queries.records import by_ids
from domain.store.audit import CHAINED_ANEW, commitment_to, seal_of
from domain.store.erasing import ERASED, logged_texts
from domain.store.program import Program, Unreadable
from domain.store.snapshots import after_of
from domain.tables import AuditEventRow, BatchRow
from domain.texts import Text, say
from domain.verifying.checks import RESTORE
from domain.verifying.findings import DAMAGE, Finding, Findings

ACCOUNTS_AT_ONCE = 200
EVENTS_AT_ONCE = 2_000
ORGANISATION_RANGE = (-1, 0)
"""The range of accounts that holds the chain of events which belong to no account."""


def check_chains(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    """Add a finding for each broken seal or commitment, and for each chain that ends too early."""
    yield from _check_readable(*ORGANISATION_RANGE, [ORGANISATION_RANGE[1]], found, between_pages)
    low = 0
    while accounts := (yield from account_page(low, ACCOUNTS_AT_ONCE)):
        yield from _check_readable(low, accounts[-1], accounts, found, between_pages)
        low = accounts[-1]
    for each in (yield from events_before_own_chain(EVENTS_AT_ONCE)):
        found.add(Finding("R16", say("found-event-before", event=str(each)), RESTORE))
    yield from _check_texts(found, between_pages)
    for each in (yield from wrongly_marked_batches(EVENTS_AT_ONCE)):
        found.add(Finding("R25a", say("found-batch-marked", batch=str(each)), RESTORE))


def _check_readable(
    low: int, high: int, accounts: Sequence[int], found: Findings, between_pages: Callable[[], None]
) -> Program[None]:
    """Check the chains of a range; where one cannot be read, those of its accounts one by one."""
    in_range = Findings()
    try:
        yield from _check_range(low, high, in_range, between_pages)
    except (Unreadable, *DAMAGE) as error:
        if len(accounts) > 1:
            for account_id in accounts:
                yield from _check_readable(account_id - 1, account_id, [account_id], found, between_pages)
            return
        text = say("found-log-unreadable", reason=" ".join(str(error).split())[:200])
        in_range.add(Finding("R16", text, RESTORE, high or None))
    found.take(in_range)


def _check_range(low: int, high: int, found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    """Read the chains of a range of accounts once, page by page, and compare their ends with their heads."""
    heads = yield from chain_heads(low, high)
    chains: dict[int, _Chain] = {}
    at = (low, 0 if low >= 0 else -1)
    while events := (yield from chain_page(low, high, at, EVENTS_AT_ONCE)):
        between_pages()
        batches = yield from by_ids(BatchRow, {event.batch_id for event in events})
        for event in events:
            at = (event.account_id or 0, event.seq)
            if at[0] not in chains:
                chains[at[0]] = _Chain(found, event.account_id)
            chains[at[0]].add(event, batches)
    for account_id, head in heads.items():
        chain = chains.get(account_id) or _Chain(found, account_id or None)
        chain.end(head)


def _check_texts(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    """Note personal texts of which no audit event speaks; those of events are checked with their chains."""
    after = 0
    while texts := (yield from texts_page(after, EVENTS_AT_ONCE)):
        between_pages()
        after = texts[-1][0]
        for each, texts_hash in texts:
            if texts_hash is None:
                found.add(Finding("R16a", say("found-texts-of-none", texts=str(each)), RESTORE))


class _Chain:
    """One chain while it is read: its events since the last seal, and that seal."""

    def __init__(self, found: Findings, account_id: int | None) -> None:
        self._found = found
        self._account_id = account_id
        self._seq, self._hash, self._recorded_at = 0, "", 0
        self._open: list[AuditEventRow] = []
        self._erased: dict[int, set[str]] = {}

    def add(self, event: AuditEventRow, batches: Mapping[int, BatchRow]) -> None:
        """Check the next event, and the seal that it ends."""
        if event.action == CHAINED_ANEW and not self._seq:
            self._note_damage_of_before(event)
        elif event.seq != self._seq + 1:
            self._note(say("found-event-does-not-follow", event=str(event.seq)))
        self._seq, self._recorded_at = event.seq, event.recorded_at
        self._open.append(event)
        self._check_texts(event)
        if event.hash is not None:
            batch = batches.get(event.batch_id)
            if batch is None or seal_of(self._hash, batch, self._open) != event.hash:
                first = self._open[0].seq
                self._note(say("found-event-does-not-follow", event=str(first)))
            self._hash, self._open = event.hash, []

    def _check_texts(self, event: AuditEventRow) -> None:
        """Check the commitment to an event's texts; where they are erased, a later event must say of whom (domain R49)."""
        texts = event.personal
        if (event.texts_hash is None) != (texts is None):
            self._note_texts(event.seq)
        elif texts is not None and texts.salt == "":
            self._erased[event.seq] = logged_texts(texts.before) | logged_texts(texts.after)
        elif texts is not None and commitment_to(texts) != event.texts_hash:
            self._note_texts(event.seq)
        if event.action.endswith(f".{ERASED}") and texts is not None:
            words = logged_texts(texts.after)
            for seq, found in self._erased.items():
                if not found <= words:
                    self._note_texts(seq)
            self._erased = {}

    def _note_texts(self, seq: int) -> None:
        self._note(say("found-event-texts", event=str(seq)), "R16a")

    def end(self, head: tuple[int, str, int]) -> None:
        """Compare the chain's end with its head."""
        for seq in self._erased:
            self._note_texts(seq)
        if self._open or (self._seq, self._hash) != head[:2]:
            self._note(say("found-chain-end"))
        elif self._recorded_at != head[2]:
            self._note(say("found-chain-instant"))

    def _note_damage_of_before(self, event: AuditEventRow) -> None:
        try:
            broken_at = after_of(event)["broken_at"]
        except DAMAGE:  # damaged, which the seal tells
            return
        if broken_at is not None:
            self._note(say("found-event-did-not-follow", event=str(broken_at)))

    def _note(self, text: Text, rule: str = "R16") -> None:
        self._found.add(Finding(rule, text, RESTORE, self._account_id))
