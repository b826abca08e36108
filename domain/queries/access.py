"""Roles, users and tokens, and who is behind a token, session or sign-in code."""

from collections.abc import Collection
from typing import NamedTuple, TypeVar

from domain.core.folding import folded
from domain.core.text import storable
from domain.permissions import Permission, permissions_of
from domain.queries.pages import Order, listed, rows_of
from domain.queries.sources import Beside, Source
from domain.store.program import Program, Query, Sql
from domain.tables import ApiTokenRow, RoleRow, SessionRow, SignInCodeRow, SignInStepRow, UserRow
from domain.tables.record import once_per_class

R = TypeVar("R", SessionRow, SignInCodeRow, SignInStepRow)


class SignedIn(NamedTuple):
    """A user with their role's permissions, the session that they are signed in by, and when it was last used."""

    user: UserRow
    session_id: int
    last_used_at: int


_USERS_BY_EMAIL = Sql(f"{UserRow.select('u')} where u.email in :emails and u.withdrawn_at is null")
_ENABLED = "u.disabled = false and u.withdrawn_at is null"
_ROLE = "left join roles g on g.id = u.role_id"
_MANAGES = "like '%\"MANAGE_ACCESS\"%'"
_MANAGERS = Sql(
    f"select u.id, u.role_id, u.permissions {_MANAGES} from users u {_ROLE} "
    f"where {_ENABLED} and (u.permissions {_MANAGES} or g.permissions {_MANAGES})"
)
_ENABLED_USER = Sql(f"select u.id from users u where {_ENABLED} limit 1")
_USER_OF_SESSION = Sql(
    f"select {UserRow.select_list('u')}, g.permissions, s.id, s.last_used_at "
    f"from sessions s join users u on u.id = s.user_id {_ROLE} "
    f"where s.secret_hash = :hash and s.expires_at > :now and {_ENABLED}"
)
_USERS_OF_SESSIONS = Sql(
    f"select {UserRow.select_list('u')}, g.permissions, s.id, s.last_used_at, s.secret_hash "
    f"from sessions s join users u on u.id = s.user_id {_ROLE} "
    f"where s.secret_hash in :hashes and s.expires_at > :now and {_ENABLED}"
)
_OPEN_SESSIONS = Sql(f"{SessionRow.select('s')} where s.user_id = :user_id and s.expires_at > :now")
_SESSIONS_OF = Sql(
    f"{SessionRow.select('s')} where s.user_id in :ids and s.expires_at > :now order by s.last_used_at desc, s.id desc "
    "limit :most"
)
_TOKEN = Sql(
    f"{ApiTokenRow.select('x')} where x.secret_hash = :hash or (x.former_secret_hash = :hash and x.former_until > :now)"
)
_TOKENS = Sql(
    f"{ApiTokenRow.select('x')} where x.secret_hash in :hashes "
    "or (x.former_secret_hash in :hashes and x.former_until > :now)"
)
_OPEN_CODES = Sql(
    f"{SignInCodeRow.select('c')} where c.user_id = :user_id and c.used_at is null and c.expires_at > :now"
)

_ROLE_OF_USER = Sql("select g.permissions from roles g where g.id = :id")
_ROLES_BY_KEY = Sql(f"{RoleRow.select('g')} where g.name_key in :keys and g.withdrawn_at is null")
_USERS_WITH_ROLE = Sql("select count(*) from users u where u.role_id = :id and u.withdrawn_at is null")

USER_SOURCE = Source(UserRow, "u", (Beside("role_permissions", "g.permissions"),), _ROLE)
ROLE_SOURCE = Source(
    RoleRow,
    "g",
    (Beside("user_count", "(select count(*) from users u where u.role_id = g.id and u.withdrawn_at is null)"),),
)
USERS = listed(USER_SOURCE).where("u.withdrawn_at is null")
ROLES = listed(ROLE_SOURCE).where("g.withdrawn_at is null")
BY_ROLE_NAME = Order("NAME", (("g.name_key", str), ("g.id", int)))
BY_NAME = Order("NAME", (("u.name_key", str), ("u.id", int)))
API_TOKENS = rows_of(ApiTokenRow, "t").where("t.withdrawn_at is null")
NEWEST_TOKEN_FIRST = Order("NEWEST", (("t.id", int),), descending=True)


@once_per_class
def _by_secret(cls: type[R]) -> Sql:
    return Sql(f"{cls.select('x')} where x.secret_hash = :hash")


def by_secret(cls: type[R], secret_hash: str) -> Program[R | None]:
    """Return the session, sign-in code or step of a sign-in with this hash, in any state."""
    rows = yield Query(_by_secret(cls), hash=secret_hash)
    return cls.load(rows[0]) if rows else None


def users_by_email(emails: Collection[str]) -> Program[dict[str, UserRow]]:
    """Return users by e-mail address, disabled ones too, but none whose creation was undone (domain R25a)."""
    rows = yield Query(_USERS_BY_EMAIL, emails=storable(emails))
    return {user.email: user for user in UserRow.load_all(rows)}


def held_permissions(user: UserRow) -> Program[frozenset[Permission]]:
    """Return the permissions of a user: their role's, and those that they hold in addition to it."""
    role = (yield Query(_ROLE_OF_USER, id=user.role_id)) if user.role_id is not None else ()
    return permissions_of(user.permissions, *(row[0] for row in role))


def roles_by_key(keys: Collection[str]) -> Program[dict[str, RoleRow]]:
    """Return present roles by the search keys of their names."""
    return {role.name_key: role for role in RoleRow.load_all((yield Query(_ROLES_BY_KEY, keys=storable(keys))))}


def role_named(name: str) -> Program[RoleRow | None]:
    """Return the present role of this name; names that look alike are the same."""
    return (yield from roles_by_key([folded(name)])).get(folded(name))


def users_with_role(role_id: int) -> Program[int]:
    """Return how many users have a role, disabled ones too."""
    count: int = (yield Query(_USERS_WITH_ROLE, id=role_id))[0][0]
    return count


def enabled_managers() -> Program[dict[int, int | None]]:
    """Return who can sign in and manage access, by id, with the role that alone lets them; None if they need none."""
    rows = yield Query(_MANAGERS)
    return {user_id: None if own else role_id for user_id, role_id, own in rows}


def somebody_signs_in() -> Program[bool]:
    """Return whether there is any user who can sign in."""
    return bool((yield Query(_ENABLED_USER)))


def token_by_secret(secret_hash: str, now: int) -> Program[ApiTokenRow | None]:
    """Return the token with this secret, present or former, in any state."""
    rows = yield Query(_TOKEN, hash=secret_hash, now=now)
    return ApiTokenRow.load(rows[0]) if rows else None


def user_by_session(secret_hash: str, now: int) -> Program[SignedIn | None]:
    """Return who is signed in under an open session with this hash."""
    rows = yield Query(_USER_OF_SESSION, hash=secret_hash, now=now)
    if not rows:
        return None
    user = UserRow.load(rows[0])
    user.role_permissions, session_id, last_used_at = rows[0][-3:]
    return SignedIn(user, session_id, last_used_at)


def tokens_by_secrets(secret_hashes: Collection[str], now: int) -> Program[dict[str, ApiTokenRow]]:
    """Return tokens by the hashes of their secrets, present or former, in any state."""
    found: dict[str, ApiTokenRow] = {}
    if secret_hashes:
        for token in ApiTokenRow.load_all((yield Query(_TOKENS, hashes=sorted(secret_hashes), now=now))):
            found[token.secret_hash] = token
            if token.former_secret_hash is not None and (token.former_until or 0) > now:
                found[token.former_secret_hash] = token
    return found


def users_by_sessions(secret_hashes: Collection[str], now: int) -> Program[dict[str, SignedIn]]:
    """Return who is signed in under the open ones of these sessions, by their hashes."""
    found: dict[str, SignedIn] = {}
    if secret_hashes:
        for row in (yield Query(_USERS_OF_SESSIONS, hashes=sorted(secret_hashes), now=now)):
            user = UserRow.load(row)
            user.role_permissions, session_id, last_used_at, secret_hash = row[-4:]
            found[secret_hash] = SignedIn(user, session_id, last_used_at)
    return found


def sessions_of(user_ids: Collection[int], now: int, most: int) -> Program[list[SessionRow]]:
    """Return the open sessions of users, those that were used last first."""
    return SessionRow.load_all((yield Query(_SESSIONS_OF, ids=sorted(user_ids), now=now, most=most)))


def open_sessions_of(user_id: int, now: int) -> Program[list[SessionRow]]:
    """Return a user's sessions that have not ended."""
    return SessionRow.load_all((yield Query(_OPEN_SESSIONS, user_id=user_id, now=now)))


def open_codes_of(user_id: int, now: int) -> Program[list[SignInCodeRow]]:
    """Return a user's sign-in codes that are neither used nor expired."""
    return SignInCodeRow.load_all((yield Query(_OPEN_CODES, user_id=user_id, now=now)))
