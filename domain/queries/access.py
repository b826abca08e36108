"""Who comes in: users, tokens, sessions and sign-in codes by what they show."""

from collections.abc import Collection

from domain.core.text import storable
from domain.queries.pages import Listing, Order
from domain.rows import ApiTokenRow, SessionRow, SignInCodeRow, UserRow
from domain.store.steps import Fetch, Sql, Steps

_USERS_BY_EMAIL = Sql(
    f"select {UserRow.select_list('u')} from users u where u.email in :emails and u.withdrawn_at is null"
)
_MANAGERS = Sql(
    "select u.id from users u where u.disabled = false and u.withdrawn_at is null "
    "and u.permissions like '%\"MANAGE_ACCESS\"%'"
)
_ANYBODY = Sql("select u.id from users u where u.disabled = false and u.withdrawn_at is null limit 1")
_TOKEN = Sql(f"select {ApiTokenRow.select_list('t')} from api_tokens t where t.secret_hash = :hash")
_SESSION = Sql(
    f"select {UserRow.select_list('u')} from sessions s join users u on u.id = s.user_id "
    "where s.secret_hash = :hash and s.expires_at > :now and u.disabled = false and u.withdrawn_at is null"
)
_SESSION_ROW = Sql(f"select {SessionRow.select_list('s')} from sessions s where s.secret_hash = :hash")
_OPEN_SESSIONS = Sql(
    f"select {SessionRow.select_list('s')} from sessions s where s.user_id = :user_id and s.expires_at > :now"
)
_OPEN_CODES = Sql(
    f"select {SignInCodeRow.select_list('c')} from sign_in_codes c "
    "where c.user_id = :user_id and c.used_at is null and c.expires_at > :now"
)
_CODE = Sql(f"select {SignInCodeRow.select_list('c')} from sign_in_codes c where c.secret_hash = :hash")

USERS = Listing(UserRow.select_list("u"), "users u", UserRow.load_all, conditions=("u.withdrawn_at is null",))
BY_NAME = Order("NAME", (("u.name", str), ("u.id", int)))
API_TOKENS = Listing(
    ApiTokenRow.select_list("t"), "api_tokens t", ApiTokenRow.load_all, conditions=("t.withdrawn_at is null",)
)
NEWEST_TOKEN_FIRST = Order("NEWEST", (("t.id", int),), descending=True)


def users_by_email(emails: Collection[str]) -> Steps[dict[str, UserRow]]:
    """Users by e-mail address, disabled ones too, but none whose creation was undone (domain R25a)."""
    rows = yield Fetch(_USERS_BY_EMAIL, emails=storable(emails))
    return {user.email: user for user in UserRow.load_all(rows)}


def enabled_managers() -> Steps[list[int]]:
    """Users who can sign in and manage access."""
    rows = yield Fetch(_MANAGERS)
    return [row[0] for row in rows]


def somebody_signs_in() -> Steps[bool]:
    """Whether there is any user who can sign in."""
    return bool((yield Fetch(_ANYBODY)))


def token_by_hash(secret_hash: str) -> Steps[ApiTokenRow | None]:
    """The token of a hash, whatever its state."""
    rows = yield Fetch(_TOKEN, hash=secret_hash)
    return ApiTokenRow.load(rows[0]) if rows else None


def user_by_session(secret_hash: str, now: int) -> Steps[UserRow | None]:
    """Who is signed in under a session that is open."""
    rows = yield Fetch(_SESSION, hash=secret_hash, now=now)
    return UserRow.load(rows[0]) if rows else None


def session_by_hash(secret_hash: str) -> Steps[SessionRow | None]:
    """The session of a hash, open or ended."""
    rows = yield Fetch(_SESSION_ROW, hash=secret_hash)
    return SessionRow.load(rows[0]) if rows else None


def open_sessions_of(user_id: int, now: int) -> Steps[list[SessionRow]]:
    """A user's sessions that have not ended."""
    return SessionRow.load_all((yield Fetch(_OPEN_SESSIONS, user_id=user_id, now=now)))


def open_codes_of(user_id: int, now: int) -> Steps[list[SignInCodeRow]]:
    """A user's sign-in links that could still be followed."""
    return SignInCodeRow.load_all((yield Fetch(_OPEN_CODES, user_id=user_id, now=now)))


def code_by_hash(secret_hash: str) -> Steps[SignInCodeRow | None]:
    """A sign-in code, whatever its state; the lock is its user's row."""
    rows = yield Fetch(_CODE, hash=secret_hash)
    return SignInCodeRow.load(rows[0]) if rows else None
