"""What lets somebody in: passwords and their hashes, and the secrets of tokens, sessions and sign-in codes (domain R33).

Hashing a password takes tens of milliseconds by design, so a caller hashes before its unit of work begins, and a
server in ``HashingPlaces``.
"""

import asyncio
import hashlib
import secrets
from binascii import b2a_base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.low_level import hash_secret_raw

from domain.errors import Busy, InvalidValue
from domain.tables import UserRow
from domain.texts import say

P = ParamSpec("P")
T = TypeVar("T")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
TOKEN_PREFIX = "tieout_"  # noqa: S105 - no secret
WEBHOOK_PREFIX = "whsec_"
WEBHOOK_SECRET_BYTES = 32
WAITING_A_PLACE = 50
"""How many may wait for each place: some 2 s, as hashing one takes 50 ms."""
_hasher = PasswordHasher()


class HashingPlaces:
    """Threads that hash passwords and nothing else, so that no flood of sign-ins keeps others from theirs.

    Each takes 64 MiB and a core for as long as it hashes, whoever sent the password. A few more wait.
    """

    def __init__(self, places: int) -> None:
        self.provide(places)

    def provide(self, places: int) -> None:
        """Hash so many passwords at a time from now on."""
        self._taken, self._taken_max = 0, places * (1 + WAITING_A_PLACE)
        self._threads = ThreadPoolExecutor(places, "hashing")

    async def run(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Do what hashes a password, in its turn. Raises ``Busy`` at once where too many wait."""
        if self._taken >= self._taken_max:
            raise Busy
        self._taken += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *given, **named))
        finally:
            self._taken -= 1


HASHING = HashingPlaces(2)
"""The places of this process, whose memory they take."""


def hash_password(password: str, *field: str) -> str:
    """Return the argon2id hash of a password, slowly; raises ``InvalidValue`` for one too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidValue(say("password-length", shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD), *field)
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
    """Return True if the password is the user's; takes as long for an unknown user and one without."""
    stored = user.password_hash if user is not None else None
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


def new_webhook_secret() -> str:
    """Return a new secret of a webhook, in the form of the Standard Webhooks scheme."""
    return WEBHOOK_PREFIX + b2a_base64(secrets.token_bytes(WEBHOOK_SECRET_BYTES), newline=False).decode()


def hash_secret(secret: str) -> str:
    """Return the stored hash of a token, session or sign-in code; for a random secret SHA-256 suffices."""
    return hashlib.sha256(secret.encode()).hexdigest()
