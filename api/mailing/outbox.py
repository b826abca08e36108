"""The outbox: a serving process hands e-mails that are due to the mail server, each once (domain R46e).

An e-mail is claimed in the database just before its text is handed over, and noted when the server has answered. Where the
process dies in between, nobody knows whether it was sent: it is UNKNOWN, and only a person sends it again.
"""

import asyncio
import logging
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from api.exporting.papers.making import Content, Maker
from api.exporting.papers.typesetting import Typesetter
from api.mail_server import MailServer
from api.mailing.message import Attachment, message_of
from api.mailing.outcome import MailOutcome
from domain.core.kinds import DocumentKind, MailFailure, MailState
from domain.core.mail import MailSender, ascii_email
from domain.errors import Busy, Conflict, NotFound, OutcomeUnknown, Refusal
from domain.jobs.lease import LEASE_US, Lease
from domain.jobs.leased import Leased
from domain.queries.mail import claim_mail, documents_of_mail, due_mails, note_left_sending, note_mail
from domain.queries.records import by_ids
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import AccountRow, MailRow, MemberRow, TransactionRow
from domain.texts.text import say

if TYPE_CHECKING:
    from api.mailing.session import MailSession

_log = logging.getLogger("tieout")

LOOK_S = 1.0
"""The pause between two looks for e-mails that are due."""
AT_ONCE = 50
"""How many e-mails are read together, and sent over one connection."""
SECOND_US = 1_000_000
FIRST_PAUSE_US = 30 * SECOND_US
LONGEST_PAUSE_US = 6 * 3_600 * SECOND_US
GROWTH = 3
GIVEN_UP_AFTER_US = 3 * 86_400 * SECOND_US
SERVER_PAUSE_S = 30.0
"""How long nothing is tried after the mail server itself could not be used."""
TIMEOUT_S = 30.0
"""How long the mail server may take for each answer."""
GRACE_S = 5.0
"""How long a server that ends waits for the mail server's answer; then it is not known."""
ERASED = MailOutcome(MailState.FAILED, None, MailFailure.RECIPIENT_REFUSED)
"""What an e-mail comes to whose recipient was erased while it was handed over."""
NOTE_TRIES = 5
"""How often what became of an e-mail is written at most; each time waits for the database as long as a request does."""
LEFT_AFTER_US = 120 * SECOND_US + LEASE_US
"""After how long an e-mail that was being handed over counts as left by a process that died: no answer takes as long."""


def pause_us(attempts: int) -> int:
    """Return the pause after so many tries that failed."""
    grown: int = FIRST_PAUSE_US * GROWTH ** min(attempts - 1, 20)
    return min(LONGEST_PAUSE_US, grown)


class Outbox(Leased):
    """Sends from ``start`` until ``stop``. Of several processes one does it, one e-mail after the other."""

    lease = Lease.SEND_MAIL
    what = "e-mails"

    def __init__(
        self,
        store: Store,
        server: MailServer,
        sender: MailSender,
        maker: Maker,
        typesetter: Typesetter,
        *,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        super().__init__(store)
        self._server, self._sender = server, sender
        self._maker, self._typesetter = maker, typesetter
        self._timeout_s = timeout_s
        self._not_before = 0.0

    @property
    def look_s(self) -> float:
        """See ``Leased.look_s``."""
        return LOOK_S

    @property
    def grace_s(self) -> float:
        """See ``Leased.grace_s``."""
        return GRACE_S

    async def _look(self) -> None:
        """Send what is due, unless another process does or the mail server cannot be used."""
        now = self._store.clock()
        loop_time = asyncio.get_running_loop().time()
        if loop_time < self._not_before or not await self._is_ours():
            return
        await self._note_left(now)
        due = await self._store.read(due_mails(now, AT_ONCE))
        if due:
            await self._send_all(due)

    async def _note_left(self, now: int) -> None:
        """Note that it is not known what became of e-mails that a process was handing over when it died."""
        left = await self._store.backend.run_unit(lambda: note_left_sending(now - LEFT_AFTER_US))
        if left:
            _log.warning("%d e-mails may have been sent: the server had stopped while they were handed over", left)

    async def _send_all(self, due: Sequence[MailRow]) -> None:
        """Send over one connection until all are sent, it ends, or this process may not go on."""
        sessions = await asyncio.to_thread(import_module, "api.mailing.session")
        try:
            async with sessions.MailSession(self._server, self._timeout_s) as session:
                for mail in due:
                    if not self._may_go_on or not session.is_open or not await self._is_ours():
                        return
                    tried = await self._send(session, mail)
                    if tried is not None and tried.server:
                        self._pause(tried)
                        return
        except sessions.Unreachable as unreachable:
            self._pause(unreachable.tried)
            await self._note(due[0], unreachable.tried, claimed=False)

    def _pause(self, tried: MailOutcome) -> None:
        """Try nothing for a while: the mail server cannot be used."""
        _log.warning("no e-mail can be sent: %s", tried.failure)
        self._not_before = asyncio.get_running_loop().time() + SERVER_PAUSE_S

    async def _send(self, session: "MailSession", mail: MailRow) -> MailOutcome | None:
        """Send an e-mail, and note what that came to; return it, None if the e-mail is not to be sent any more."""
        claimed = False

        async def claim() -> bool:
            nonlocal claimed
            now = self._store.clock()
            claimed = await self._store.backend.run_unit(lambda: claim_mail(mail, now))
            return claimed

        to_email = ascii_email(mail.to_email)
        if to_email is None:
            tried: MailOutcome | None = ERASED
        elif isinstance(message := await self._message(mail), MailOutcome):
            tried = message
        else:
            tried = await session.send(self._sender.email, to_email, message, claim)
        if tried is not None:
            await self._note(mail, tried, claimed=claimed)
        return tried

    async def _message(self, mail: MailRow) -> bytes | MailOutcome:
        """Return the text of an e-mail, or what it comes to that there is none; no other e-mail waits for that."""
        try:
            return message_of(mail, self._sender, await self._attachments(mail))
        except (Busy, Conflict):
            raise
        except Refusal:
            return MailOutcome(MailState.FAILED, None, MailFailure.NO_DOCUMENT)
        except Exception:  # noqa: BLE001 - any error of making a document concerns this e-mail alone
            _log.exception("the document of the e-mail %s could not be made", mail.id)
            return MailOutcome(MailState.WAITING, None, MailFailure.NO_DOCUMENT)

    async def _note(self, mail: MailRow, tried: MailOutcome, *, claimed: bool) -> None:
        """Write what a try came to."""
        now = self._store.clock()
        attempts = mail.attempts + 1
        state, next_attempt_at = tried.state, 0
        if state is MailState.WAITING:
            given_up = now - mail.due_since >= GIVEN_UP_AFTER_US
            state, next_attempt_at = (MailState.FAILED, 0) if given_up else (state, now + pause_us(attempts))
        after = mail.copy(
            state=state,
            attempts=attempts,
            next_attempt_at=next_attempt_at,
            attempted_at=now,
            sent_at=now if state in {MailState.SENT, MailState.UNKNOWN} else mail.sent_at,
            status=tried.status,
            failure=tried.failure,
        )
        before = attempts if claimed else mail.attempts
        for left in reversed(
            range(NOTE_TRIES)
        ):  # a database that is busy must not make of a sent one that nobody knows
            try:
                await self._store.backend.run_unit(lambda: note_mail(mail, after, before))
            except (Busy, OutcomeUnknown):
                if not left:
                    raise
            else:
                return

    async def _attachments(self, mail: MailRow) -> list[Attachment]:
        """Return the documents of an e-mail; raises the refusal that says why there are none."""
        if mail.job_id is not None:
            rows = await self._store.read(documents_of_mail(mail))
            if not rows:
                raise NotFound(say("mail-documents-deleted"))
            return [Attachment(row.name, row.pdf) for row in rows]
        content = await self._store.read(self._content(mail))
        return [Attachment(content.name, await self._typesetter.pdf(content.data, self._maker.organisation.logo))]

    def _content(self, mail: MailRow) -> Program[Content]:
        """Make the one document of an e-mail, as the records are now; raises the refusal that says why it cannot be."""
        if mail.transaction_id is not None:
            payment: TransactionRow | None = (yield from by_ids(TransactionRow, [mail.transaction_id])).get(
                mail.transaction_id
            )
            if payment is None or payment.withdrawn_at is not None:
                raise NotFound(say("mail-payment-undone"))
            return (yield from self._maker.receipt(payment))
        account = (yield from by_ids(AccountRow, [mail.account_id]))[mail.account_id]
        if mail.kind is DocumentKind.STATEMENT:
            return (yield from self._maker.statement(account, mail.period))
        members = yield from by_ids(MemberRow, [each for each in (mail.member_id,) if each is not None])
        member = members.get(mail.member_id or 0)
        return (yield from self._maker.yearly_receipt(account, mail.first_day.year, member))
