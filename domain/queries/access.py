"""Users, tokens, sessions and sign-in codes, by what somebody signs in with."""

from collections.abc import Collection
from typing import TypeVar

from domain.core.text import storable
from domain.queries.pages import Order, rows_of
from domain.store.program import Program, Query, Sql
from domain.tables import ApiTokenRow, SessionRow, SignInCodeRow, UserRow
from domain.tables.record import once_per_class

R = TypeVar("R", ApiTokenRow, SessionRow, SignInCodeRow)

_USERS_BY_EMAIL = Sql(f"{UserRow.select('u')} where u.email in :emails and u.withdrawn_at is null")
_ENABLED = "u.disabled = false and u.withdrawn_at is null"
_MANAGERS = Sql(f"select u.id from users u where {_ENABLED} and u.permissions like '%\"MANAGE_ACCESS\"%'")
_ENABLED_USER = Sql(f"select u.id from users u where {_ENABLED} limit 1")
_USER_OF_SESSION = Sql(
    f"select {UserRow.select_list('u')} from sessions s join users u on u.id = s.user_id "
    f"where s.secret_hash = :hash and s.expires_at > :now and {_ENABLED}"
)
_OPEN_SESSIONS = Sql(f"{SessionRow.select('s')} where s.user_id = :user_id and s.expires_at > :now")
_OPEN_CODES = Sql(
    f"{SignInCodeRow.select('c')} where c.user_id = :user_id and c.used_at is null and c.expires_at > :now"
)

USERS = rows_of(UserRow, "u").where("u.withdrawn_at is null")
BY_NAME = Order("NAME", (("u.name_key", str), ("u.id", int)))
API_TOKENS = rows_of(ApiTokenRow, "t").where("t.withdrawn_at is null")
NEWEST_TOKEN_FIRST = Order("NEWEST", (("t.id", int),), descending=True)


@once_per_class
def _by_secret(cls: type[R]) -> Sql:
    return Sql(f"{cls.select('x')} where x.secret_hash = :hash")


def by_secret(cls: type[R], secret_hash: str) -> Program[R | None]:
    """Return the token, session or sign-in code with this hash, in any state."""
    rows = yield Query(_by_secret(cls), hash=secret_hash)
    return cls.load(rows[0]) if rows else None


def users_by_email(emails: Collection[str]) -> Program[dict[str, UserRow]]:
    """Return users by e-mail address, disabled ones too, but none whose creation was undone (domain R25a)."""
    rows = yield Query(_USERS_BY_EMAIL, emails=storable(emails))
    return {user.email: user for user in UserRow.load_all(rows)}


def enabled_managers() -> Program[list[int]]:
    """Return the ids of users who can sign in and manage access."""
    return [row[0] for row in (yield Query(_MANAGERS))]


def somebody_signs_in() -> Program[bool]:
    """Return whether there is any user who can sign in."""
    return bool((yield Query(_ENABLED_USER)))


def user_by_session(secret_hash: str, now: int) -> Program[UserRow | None]:
    """Return the user who is signed in under an open session with this hash."""
    rows = yield Query(_USER_OF_SESSION, hash=secret_hash, now=now)
    return UserRow.load(rows[0]) if rows else None


def open_sessions_of(user_id: int, now: int) -> Program[list[SessionRow]]:
    """Return a user's sessions that have not ended."""
    return SessionRow.load_all((yield Query(_OPEN_SESSIONS, user_id=user_id, now=now)))


def open_codes_of(user_id: int, now: int) -> Program[list[SignInCodeRow]]:
    """Return a user's sign-in codes that are neither used nor expired."""
    return SignInCodeRow.load_all((yield Query(_OPEN_CODES, user_id=user_id, now=now)))
