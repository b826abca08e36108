"""A connection to the mail server, over which e-mails are handed over one after the other (domain R46e).

It is imported when something is first sent, since its library would delay a server's start.
"""

import contextlib
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

import aiosmtplib

from api.mail_server import MailServer
from api.mailing.outcome import MailOutcome
from domain.core.kinds import MailFailure, MailState

ACCEPTED = 250
SIGN_IN_NEEDED = 530
NOT_NOW = 400
"""Statuses from here on are refusals."""
FINAL = 500
"""Statuses from here on are final: the server would answer alike each time."""


class Unreachable(Exception):
    """The server cannot be used now; ``tried`` says why."""

    def __init__(self, tried: MailOutcome) -> None:
        super().__init__(tried.failure)
        self.tried = tried


class MailSession:
    """Signed in at a server; used as a context, which raises ``Unreachable``. Each answer may take ``timeout_s``."""

    def __init__(self, server: MailServer, timeout_s: float) -> None:
        self._server = server
        self._client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            timeout=timeout_s,
        )

    async def __aenter__(self) -> Self:
        try:
            await self._client.connect()
        except aiosmtplib.SMTPAuthenticationError as refused:
            raise Unreachable(_later(MailFailure.SIGN_IN_REFUSED, refused.code)) from None
        except aiosmtplib.SMTPResponseException as refused:
            raise Unreachable(_later(MailFailure.CONNECTION_REFUSED, refused.code)) from None
        except TimeoutError:
            raise Unreachable(_later(MailFailure.TIMEOUT, None)) from None
        except (OSError, UnicodeError):  # the second for a host that no name can be
            raise Unreachable(_later(MailFailure.UNREACHABLE, None)) from None
        except aiosmtplib.SMTPException:
            raise Unreachable(_later(MailFailure.UNSUPPORTED, None)) from None
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            if kind is None and self._client.is_connected:
                await self._client.quit()
        self._client.close()

    @property
    def is_open(self) -> bool:
        """Return whether the connection still stands."""
        return self._client.is_connected

    async def send(
        self, sender: str, to: str, message: bytes, claim: Callable[[], Awaitable[bool]]
    ) -> MailOutcome | None:
        """Hand an e-mail over; return what it came to, None if ``claim``, called just before the text, says no."""
        refused = await self._addressed(sender, to)
        if refused is not None:
            return refused
        if not await claim():
            await self._reset()
            return None
        return await self._handed_over(message)

    async def _addressed(self, sender: str, to: str) -> MailOutcome | None:
        """Say from whom and to whom; return why that failed, None if it did not."""
        try:
            await self._client.mail(sender)
            await self._client.rcpt(to)
        except aiosmtplib.SMTPRecipientRefused as refused:
            await self._reset()
            if refused.code == SIGN_IN_NEEDED:
                return _later(MailFailure.SIGN_IN_REFUSED, refused.code)
            return _answered(MailFailure.RECIPIENT_REFUSED, refused.code)
        except aiosmtplib.SMTPResponseException as refused:
            await self._reset()
            return _later(MailFailure.SENDER_REFUSED, refused.code)
        except (aiosmtplib.SMTPException, OSError):
            return _later(MailFailure.CONNECTION_LOST, None)
        return None

    async def _handed_over(self, message: bytes) -> MailOutcome:
        """Hand the text over, and return what it came to."""
        try:
            await self._client.data(message)
        except aiosmtplib.SMTPResponseException as refused:
            if refused.code < NOT_NOW:  # an answer that is no refusal, or none at all: it may have been taken
                self._client.close()
                return MailOutcome(MailState.UNKNOWN, None, MailFailure.NO_ANSWER)
            await self._reset()
            return _answered(MailFailure.TEXT_REFUSED, refused.code)
        except (aiosmtplib.SMTPException, OSError):
            return MailOutcome(MailState.UNKNOWN, None, MailFailure.NO_ANSWER)
        return MailOutcome(MailState.SENT, ACCEPTED)

    async def _reset(self) -> None:
        """Forget the e-mail in progress; a connection on which that fails is of no more use."""
        try:
            await self._client.rset()
        except (aiosmtplib.SMTPException, OSError):
            self._client.close()


def _later(why: MailFailure, status: int | None) -> MailOutcome:
    return MailOutcome(MailState.WAITING, status, why, server=True)


def _answered(why: MailFailure, status: int) -> MailOutcome:
    return MailOutcome(MailState.FAILED if status >= FINAL else MailState.WAITING, status, why)
