"""What became of handing an e-mail over (domain R46e)."""

from dataclasses import dataclass

from domain.core.kinds import MailFailure, MailState


@dataclass(frozen=True, slots=True)
class MailOutcome:
    """What one try came to: WAITING if it is tried again; the server's status, and why it was not sent.

    ``server``: the server itself could not be used, so all other e-mails would fail alike.
    """

    state: MailState
    status: int | None = None
    failure: MailFailure | None = None
    server: bool = False
