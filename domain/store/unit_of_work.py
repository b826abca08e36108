"""A unit of work as a service sees it: what is locked, the time, the actor, and what will be written.

A service is a function ``(unit, cmd) -> Program[Result]`` (``store.commands``). It locks first, reads second, decides in
the pure core, and leaves its decision in ``unit.changes``; it writes nothing itself. After it returns, ``flush.py`` writes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from ipaddress import IPv4Network, IPv6Network
from zoneinfo import ZoneInfo

from domain.core.closing import ClosedBooks
from domain.core.journal import USUAL_ACCOUNTS, JournalAccounts
from domain.core.mail import MailSender
from domain.permissions import Principal
from domain.store.book_sums import StoredEnds
from domain.store.changes import Changes
from domain.store.clock import today_in
from domain.store.closing import CLOSED, closed_books
from domain.store.erasing import Erasure
from domain.store.program import Program, Query, Sql
from domain.tables import AccountRow, BatchRow, OrganisationRow, Record

_LOCK_ACCOUNTS = (
    f"select {AccountRow.select_list('a')}, {CLOSED} from accounts a where a.id in :ids order by a.id for update"
)
LOCK_ACCOUNTS = Sql(_LOCK_ACCOUNTS)
LOCK_FREE_ACCOUNTS = Sql(_LOCK_ACCOUNTS, f"{_LOCK_ACCOUNTS} skip locked")
"""Locks those accounts that nobody holds; the others are left out."""
LOCK_ORGANISATION = Sql(f"select {OrganisationRow.select_list('o')} from organisations o where o.id = 1 for update")


@dataclass(frozen=True, slots=True)
class UnitContext:
    """What all units of one store share: how ids are made, the organisation's time zone and rules."""

    new_id: Callable[[], int]
    zone: ZoneInfo
    write_off_max: Mapping[str, int] = field(default_factory=dict)
    """The most that may be written off of one item, in minor units by currency; nothing may in any other (domain R40)."""
    invoice_series: str | None = None
    """The series that gives invoices their numbers without gaps; None: each account counts its own (domain R5c)."""
    journal_accounts: JournalAccounts = USUAL_ACCOUNTS
    """The ledger's accounts, which journals are exported to (domain R46b)."""
    webhook_allow: Collection[IPv4Network | IPv6Network] = ()
    """Networks that webhooks may reach although they are private, also by http (domain R47a)."""
    mail_sender: MailSender | None = None
    """Who sends documents by e-mail; None: nothing is sent (domain R46e)."""


class UnitOfWork:
    """One atomic unit of work: all of it is written, or nothing."""

    def __init__(self, context: UnitContext, mutation: str, actor: Principal, now: int) -> None:
        self.new_id = context.new_id
        self.write_off_max = context.write_off_max
        self.journal_accounts = context.journal_accounts
        self.webhook_allow = context.webhook_allow
        self.mail_sender = context.mail_sender
        self.actor = actor
        self.now = now
        self.zone = context.zone
        self.today: date = today_in(context.zone, now)
        self.batch = BatchRow(context.new_id(), mutation, now, actor.recorded_as, actor.key)
        self.changes = Changes()
        self.stored = StoredEnds()
        self.accounts: dict[int, AccountRow] = {}
        self.closed = ClosedBooks()
        """What is closed, as it was read with the last lock of accounts; the database makes sure (domain R46)."""
        self.organisation: OrganisationRow | None = None
        self.numbers: set[str] = set()
        """The numbers of transactions that this unit records, which the database does not hold yet."""
        self.external_ids: set[tuple[type[Record], str]] = set()
        """The external ids that this unit gives to records, which the database does not hold yet (domain R48)."""
        self.invoice_series = context.invoice_series
        self.series_seq: int | None = None
        """The last place of the series that an invoice has, once ``load_numbers`` has read it (domain R5c)."""
        self.series_numbers: dict[str, int] = {}
        """The places in the series of the numbers that it offers next."""
        self.withdrawn_of_series: set[int] = set()
        """The invoices of the series that it has withdrawn, account by account."""
        self.undone: BatchRow | None = None
        """The batch that this unit undoes, which will be marked as undone."""
        self.undone_partly = False
        """Whether that leaves some of the batch's accounts as they are (domain R25c)."""
        self.hidden: set[int] = set()
        """Accounts on which what this unit records stays hidden until a later unit shows it (domain R24b)."""
        self.shown: set[int] = set()
        """Accounts on which this unit shows what its batch has hidden."""
        self.hides_bank = False
        """Whether the statements and lines that this unit records stay hidden until a later unit shows them."""
        self.shows_bank = False
        """Whether this unit shows the statements and lines that its batch has hidden."""
        self.erased: Erasure | None = None
        """Whom this unit erases (domain R49)."""
        self.continues_batch = False
        """Whether the batch exists already, and this unit adds to it."""

    def continue_batch(self, batch: BatchRow) -> None:
        """Add this unit's changes to an existing batch: a job's changes are one batch, however many units it takes."""
        self.batch = batch
        self.continues_batch = True

    def begin_after(self, instant: int) -> None:
        """Date the unit and its batch after an instant, if they are not."""
        self.now = max(self.now, instant + 1)
        self.batch.recorded_at = self.now

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Drop the changes made within this context, and only those, if it raises.

        Two savepoints of one unit must not change the same row.
        """
        others, self.changes = self.changes, Changes()
        try:
            yield
            others.take(self.changes)
        finally:
            self.changes = others

    def drop_changes(self) -> None:
        """Leave nothing to write of what was decided so far; a unit that writes nothing has no batch."""
        self.changes = Changes()

    def lock_accounts(self, ids: Iterable[int]) -> Program[dict[int, AccountRow]]:
        """Lock accounts, lowest id first, and return those that exist, as they are now, by id.

        Every unit that changes an account's data locks the account before it reads, and until it ends (domain R6).
        """
        wanted = sorted(set(ids))
        missing = [each for each in wanted if each not in self.accounts]
        if missing:
            for row in (yield Query(LOCK_ACCOUNTS, ids=missing)):
                account = AccountRow.load(row)
                self.accounts[account.id] = account
                self.closed = closed_books(*row[-2:])
        return {each: self.accounts[each] for each in wanted if each in self.accounts}

    def lock_organisation(self) -> Program[OrganisationRow]:
        """Lock what belongs to no account (ledger codes, users, tokens, their audit chain), and return its row."""
        if self.organisation is None:
            rows = yield Query(LOCK_ORGANISATION)
            self.organisation = OrganisationRow.load(rows[0])
        return self.organisation

    def open_account(self, account: AccountRow) -> None:
        """Add a new account; nobody else can lock it before this unit commits."""
        self.accounts[account.id] = account
        self.changes.add(account)

    def hides_on(self, account_id: int | None) -> bool:
        """Return whether what it records on an account, or with None of the bank's side, stays hidden for now."""
        return self.hides_bank if account_id is None else account_id in self.hidden

    def shows_on(self, account_id: int | None) -> bool:
        """Return whether it shows what its batch has hidden on an account, or with None of the bank's side."""
        return self.shows_bank if account_id is None else account_id in self.shown

    def recorded_at(self, account_id: int | None) -> int:
        """Return the instant of this unit's changes to an account: now, but always after the account's last change."""
        return max(self.now, self.chain_of(account_id).last_recorded_at + 1)

    def chain_of(self, account_id: int | None) -> AccountRow | OrganisationRow:
        """Return the locked row that holds the head of an audit chain: the account's, or the organisation's for None."""
        chain = self.accounts[account_id] if account_id is not None else self.organisation
        assert chain is not None, "changed without its lock"
        return chain
