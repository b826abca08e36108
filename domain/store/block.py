"""An atomic block as a service sees it: what is locked, what time it is, who asks, and what will be written.

A service is a function ``(block, wish) -> Steps[Outcome]``. It locks first, reads second, decides in the pure core, and
leaves its decision in ``block.changes``; it writes nothing itself. After it ends, ``writing.py`` writes.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from domain.permissions import Principal
from domain.rows import AccountRow, BatchRow, OrganisationRow
from domain.store.changes import Changes
from domain.store.clock import today_in
from domain.store.steps import Fetch, Sql, Steps

LOCK_ACCOUNTS = Sql(f"select {AccountRow.select_list('a')} from accounts a where a.id in :ids order by a.id for update")
LOCK_ORGANISATION = Sql(f"select {OrganisationRow.select_list('o')} from organisations o where o.id = 1 for update")


@dataclass(frozen=True, slots=True)
class BlockContext:
    """What every block of one store shares: where ids come from, and the organisation's time zone."""

    new_id: Callable[[], int]
    zone: ZoneInfo


class Block:
    """One atomic block, from its beginning to what it will write."""

    def __init__(self, context: BlockContext, mutation: str, actor: Principal, now: int) -> None:
        self.new_id = context.new_id
        self.actor = actor
        self.now = now
        self.today: date = today_in(context.zone, now)
        self.batch = BatchRow(context.new_id(), mutation, now, actor.name, actor.key)
        self.changes = Changes()
        self.accounts: dict[int, AccountRow] = {}
        self.organisation: OrganisationRow | None = None
        self.numbers: set[str] = set()
        """Numbers of transactions that this block records, and the database does not know yet."""
        self.undone: BatchRow | None = None
        """The batch that this one undoes, and will be marked so."""
        self.goes_on = False
        """Whether the batch is there already, and this block adds to it."""

    def go_on_with(self, batch: BatchRow) -> None:
        """Makes this block a further part of a batch: what a job changes is one batch, however many blocks it takes."""
        self.batch = batch
        self.goes_on = True

    @contextmanager
    def apart(self) -> Iterator[None]:
        """A part of the block whose refusal drops what that part changed and nothing else.

        The part must change no row that another part changes.
        """
        others, self.changes = self.changes, Changes()
        try:
            yield
            others.take(self.changes)
        finally:
            self.changes = others

    def lock_accounts(self, ids: Iterable[int]) -> Steps[dict[int, AccountRow]]:
        """Locks accounts, lowest id first, and gives those that exist as they now are, by id.

        Every block that changes an account's data holds its lock from before it reads until it ends (domain R6).
        """
        wanted = sorted(set(ids))
        missing = [each for each in wanted if each not in self.accounts]
        if missing:
            for row in (yield Fetch(LOCK_ACCOUNTS, ids=missing)):
                account = AccountRow.load(row)
                self.accounts[account.id] = account
        return {each: self.accounts[each] for each in wanted if each in self.accounts}

    def lock_organisation(self) -> Steps[OrganisationRow]:
        """Locks what belongs to no account: ledger codes, users, tokens and their audit chain."""
        if self.organisation is None:
            rows = yield Fetch(LOCK_ORGANISATION)
            self.organisation = OrganisationRow.load(rows[0])
        return self.organisation

    def open_account(self, account: AccountRow) -> None:
        """Holds an account that this block itself creates."""
        self.accounts[account.id] = account
        self.changes.add(account)

    def recorded_at(self, account_id: int | None) -> int:
        """The instant of this block's changes to an account: now, but always after its last, whatever the clock says."""
        chain = self.accounts[account_id] if account_id is not None else self.organisation
        assert chain is not None, "changed without its lock"
        return max(self.now, chain.last_recorded_at + 1)
