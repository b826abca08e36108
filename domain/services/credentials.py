"""What lets somebody in: passwords and their hashes, and the secrets of tokens, sessions and sign-in codes (domain R33).

Hashing a password takes tens of milliseconds by design, so a caller hashes before its unit of work begins.
"""

import hashlib
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.low_level import hash_secret_raw

from domain.errors import Busy, InvalidValue
from domain.tables import UserRow

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
TOKEN_PREFIX = "tieout_"  # noqa: S105 - no secret
HASHES_AT_ONCE = 2
"""How many passwords a process hashes at a time: each takes 64 MiB and a core, whoever sent it."""
HASH_WAIT_S = 10
"""How long one more waits for a place."""
_hasher = PasswordHasher()
_places = threading.BoundedSemaphore(HASHES_AT_ONCE)


@contextmanager
def _hashing() -> Iterator[None]:
    """Wait until fewer than ``HASHES_AT_ONCE`` are hashed, and be one of them; raises ``Busy`` if that takes too long."""
    if not _places.acquire(timeout=HASH_WAIT_S):
        raise Busy
    try:
        yield
    finally:
        _places.release()


def hash_password(password: str, *field: str) -> str:
    """Return the argon2id hash of a password, slowly; raises ``InvalidValue`` for one too short or too long, ``Busy``."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidValue(f"A password must have {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.", *field)
    with _hashing():
        return _hasher.hash(password)


def password_trace(password: str, *salt: str) -> str:
    """Return, slowly, a text to compare passwords by, as hard to guess from as the stored hash.

    It is the same for the same salt, so that the second use of an idempotency key can be compared with the first.
    """
    with _hashing():
        made = hash_secret_raw(
            password.encode(),
            hashlib.sha256("\0".join(salt).encode()).digest(),
            time_cost=_hasher.time_cost,
            memory_cost=_hasher.memory_cost,
            parallelism=_hasher.parallelism,
            hash_len=_hasher.hash_len,
            type=_hasher.type,
        )
    return made.hex()


def password_matches(user: UserRow | None, password: str) -> bool:
    """Return True if the password is the user's; takes as long for an unknown user and one without. Raises ``Busy``."""
    stored = user.password_hash if user is not None else None
    with _hashing():
        if stored is None:
            _hasher.hash(password)  # the same work as verifying it, from the first try on
            return False
        try:
            return _hasher.verify(stored, password)
        except (Argon2Error, InvalidHashError):
            return False


def new_secret() -> str:
    """Return 256 random bits as a text for a header or an address."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """Return a new API token."""
    return TOKEN_PREFIX + new_secret()


def hash_secret(secret: str) -> str:
    """Return the stored hash of a token, session or sign-in code; for a random secret SHA-256 suffices."""
    return hashlib.sha256(secret.encode()).hexdigest()
