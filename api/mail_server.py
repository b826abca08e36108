"""The mail server that the operator names (domain R46e)."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote, urlsplit

Security = Literal["tls", "starttls", "none"]
SCHEMES: dict[str, tuple[Security, int]] = {
    "smtps": ("tls", 465),
    "smtp": ("starttls", 587),
    "smtp+plain": ("none", 25),
}
"""How each kind of address is spoken to, and at which port unless it says another."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mails are handed over, how the connection is secured, and who signs in there."""

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def mail_server(address: str) -> MailServer | None:
    """Return the server of an address such as smtp://user:password@mail.example.org:587; None if it is empty.

    Raises ``ValueError`` also for a password that would go over the network as it is.
    """
    if not address.strip():
        return None
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in SCHEMES or port == 0 or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("it is not an address such as smtp://USER:PASSWORD@mail.example.org:587")
    security, usual = SCHEMES[parts.scheme]
    user, password = (None if each is None else unquote(each) for each in (parts.username, parts.password))
    if (user is None) != (password is None):
        raise ValueError("it has a user without a password, or a password without a user")
    if user is not None and security == "none":
        raise ValueError("smtp+plain:// would send the password as it is. Use smtp:// or smtps://")
    return MailServer(host, port or usual, security, user, password)
