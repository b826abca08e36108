"""Making the papers of many accounts for a job, before its group's unit stores them (domain R46d)."""

import asyncio
import logging
import secrets
import time
from collections.abc import Mapping
from typing import NamedTuple

from api.exporting.papers.making import Content, Maker
from api.exporting.papers.typesetting import Typesetter
from domain.core.document_choice import DocumentChoice
from domain.core.kinds import DocumentKind, JobKind
from domain.errors import Broken, Busy, Refusal
from domain.jobs.running import Prepare
from domain.queries.jobs import accounts_left
from domain.queries.records import by_ids
from domain.queries.statements import statement_of
from domain.services.document_work import MadePaper, PreparedAccount, PreparedAccounts
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import AccountRow, JobRow
from domain.tables.documents import document_content
from domain.texts import say

READ_AT_ONCE = 10
"""How many accounts are read together, in one view."""
PREPARING_S = 0.3
"""For about how long papers are made before they are stored: so much is made again after a crash."""
_log = logging.getLogger("tieout")


class _ReadAccount(NamedTuple):
    """An account's papers that are not set yet, as they were when its audit log had so many events."""

    account_id: int
    audit_seq: int
    contents: list[Content]
    refused: Refusal | None = None


class Preparing:
    """Makes papers one after the other, in turn with those that people ask for."""

    def __init__(self, store: Store, maker: Maker, typesetter: Typesetter) -> None:
        self._store = store
        self._maker = maker
        self._typesetter = typesetter

    @property
    def preparations(self) -> Mapping[JobKind, Prepare]:
        """Return what a worker prepares by this."""
        return {JobKind.DOCUMENTS: self.prepare}

    async def prepare(self, job: JobRow, most: int) -> PreparedAccounts:
        """Make the papers of the job's next accounts, at most so many, for about ``PREPARING_S``. Raises ``Busy``."""
        ends = time.monotonic() + PREPARING_S
        made: list[PreparedAccount] = []
        while len(made) < most and (not made or time.monotonic() < ends):
            after = made[-1].account_id if made else job.last_account_id
            wanted = min(READ_AT_ONCE, most - len(made))
            read = await self._store.read(self._read(job.copy(last_account_id=after), wanted))
            for each in read:
                try:
                    made.append(await self._made(each))
                except Busy:
                    if not made:
                        raise
                    return PreparedAccounts(made, more=True)
            if len(read) < wanted:
                return PreparedAccounts(made, more=False)
        return PreparedAccounts(made, more=True)

    def _read(self, job: JobRow, most: int) -> Program[list[_ReadAccount]]:
        """Read what stands on the papers of the next accounts."""
        ids = yield from accounts_left(job, most)
        accounts = yield from by_ids(AccountRow, ids)
        choice = DocumentChoice.parse(job.documents or "")
        found = []
        for account_id in ids:
            account = accounts[account_id]
            try:
                contents = yield from self._contents(account, choice)
            except Refusal as refusal:
                found.append(_ReadAccount(account_id, account.audit_seq, [], refusal))
            else:
                found.append(_ReadAccount(account_id, account.audit_seq, contents))
        return found

    def _contents(self, account: AccountRow, choice: DocumentChoice) -> Program[list[Content]]:
        if choice.kind is DocumentKind.YEARLY_RECEIPT:
            return (yield from self._maker.yearly_receipts(account, choice.period.first.year))
        statement = yield from statement_of(account.id, choice.period)
        if not choice.is_wanted(len(statement.lines), statement.closing_cents):
            return []
        return [(yield from self._maker.statement_as_read(account, statement))]

    async def _made(self, read: _ReadAccount) -> PreparedAccount:
        """Set an account's papers; one that cannot be set is the account's error, under a reference to the log."""
        try:
            papers = [await self._set(content) for content in read.contents]
        except Busy:
            raise
        except Exception as error:  # noqa: BLE001 - any error of the typesetter concerns this account alone
            reference = secrets.token_hex(4)
            _log.error("a paper of the account %s could not be set: %s", read.account_id, reference, exc_info=error)
            refused = Broken(say("job-account-skipped", reference=reference))
            return PreparedAccount(read.account_id, read.audit_seq, refused=refused)
        return PreparedAccount(read.account_id, read.audit_seq, papers, read.refused)

    async def _set(self, content: Content) -> MadePaper:
        pdf = await self._typesetter.pdf(content.data, self._maker.organisation.logo)
        return MadePaper(content.name, len(pdf), await asyncio.to_thread(document_content, pdf), content.member_id)
