"""What lets somebody in: passwords and their hashes, and the secrets of tokens, sessions and sign-in codes (domain R33).

Hashing a password takes tens of milliseconds by design, so a caller hashes before its unit of work begins.
"""

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.low_level import hash_secret_raw

from domain.errors import InvalidValue
from domain.tables import UserRow

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
TOKEN_PREFIX = "tieout_"  # noqa: S105 - no secret
_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """Return the hash to verify for an unknown user, so that the answer takes as long."""
    return _hasher.hash("nobody signs in with this")


def hash_password(password: str, *field: str) -> str:
    """Return the argon2id hash of a password, slowly; raises ``InvalidValue`` for one that is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidValue(f"A password must have {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.", *field)
    return _hasher.hash(password)


def password_trace(password: str, *salt: str) -> str:
    """Return, slowly, a text to compare passwords by, as hard to guess from as the stored hash.

    It is the same for the same salt, so that the second use of an idempotency key can be compared with the first.
    """
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
    """Return True if the password is the user's; takes as long for an unknown user, None."""
    stored = user.password_hash if user is not None and user.password_hash else _nobody()
    try:
        _hasher.verify(stored, password)
    except (Argon2Error, InvalidHashError):
        return False
    return stored is not _nobody()


def new_secret() -> str:
    """Return 256 random bits as a text for a header or an address."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """Return a new API token."""
    return TOKEN_PREFIX + new_secret()


def hash_secret(secret: str) -> str:
    """Return the stored hash of a token, session or sign-in code; for a random secret SHA-256 suffices."""
    return hashlib.sha256(secret.encode()).hexdigest()
