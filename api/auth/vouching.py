"""What a sign-in by the provider knows, and how it may end; apart from ``provider.py``, whose libraries load slowly."""

from dataclasses import dataclass
from hashlib import sha256


class ProviderAway(Exception):
    """The provider cannot be reached, or does not answer as it must."""


class NotVouchedFor(Exception):
    """What came back does not show who somebody is; the message is for the log."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What only this sign-in knows: the state and nonce that must come back, and the verifier of PKCE."""

    state: str
    nonce: str
    verifier: str


def secrets_of(cookie: str) -> Secrets:
    """Return what a sign-in knows; all of it follows from its cookie, so that no other browser can finish it."""
    return Secrets(*(sha256(f"{name} {cookie}".encode()).hexdigest() for name in ("state", "nonce", "verifier")))
