"""Who may sign in: roles, users, API tokens, sessions, sign-in links."""

from dataclasses import field
from datetime import date

from domain.core.kinds import SignInMethod
from domain.tables.record import Record, table
from domain.tables.references import AccountId, RoleId, UserId


@table("roles", noun="role", searched=("name",))
class RoleRow(Record):
    """A named set of permissions, held by every user who has the role (domain R33b)."""

    name: str
    permissions: str
    recorded_at: int
    withdrawn_at: int | None = None
    name_key: str = ""
    user_count: int = field(init=False, repr=False)
    """How many users have it, if the statement that loaded the row selected it."""


@table("users", noun="user", secret={"password_hash"}, searched=("name",), personal=("email", "name"))
class UserRow(Record):
    """A person who signs in: a member of staff, or a client on their own account (domain R33, R34)."""

    email: str
    name: str
    password_hash: str | None
    permissions: str
    """Those that they hold in addition to their role's."""
    disabled: bool
    account_id: AccountId | None
    recorded_at: int
    password_set_at: int
    """When the password was set: all that the audit log keeps of it."""
    withdrawn_at: int | None = None
    name_key: str = ""
    role_id: RoleId | None = None
    sessions_ended_at: int | None = None
    """When somebody last ended their sessions: sessions have no audit events of their own."""
    factors_changed_at: int | None = None
    """When their recovery codes were last replaced: codes have no audit events of their own."""
    role_permissions: str | None = field(init=False, repr=False)
    """The role's permissions, if the statement that loaded the row selected them."""

    @property
    def lets_in(self) -> bool:
        """Return True if the user can sign in."""
        return not self.disabled and self.withdrawn_at is None

    @property
    def audit_account_id(self) -> None:
        """Return None: the organisation's chain holds all access, also to a client's own account."""


@table("api_tokens", noun="apiToken", secret={"secret_hash", "last_used_at", "former_secret_hash", "former_used_at"})
class ApiTokenRow(Record):
    """A token by which a program signs in; only a hash of it is stored.

    After its secret was rotated, the former one lets in until ``former_until``.
    """

    name: str
    prefix: str
    secret_hash: str
    permissions: str
    expires_on: date | None
    last_used_at: int | None
    revoked_at: int | None
    recorded_at: int
    withdrawn_at: int | None = None
    rotated_at: int | None = None
    former_until: int | None = None
    former_secret_hash: str | None = None
    former_used_at: int | None = None

    @property
    def lets_in(self) -> bool:
        """Return True if it is neither revoked nor withdrawn; expiry is checked elsewhere."""
        return self.revoked_at is None and self.withdrawn_at is None


@table("sessions", noun="session")
class SessionRow(Record):
    """A signed-in browser; only a hash of its cookie is stored.

    ``browser`` is a name such as Firefox on Windows, and ``address`` is where they signed in from. Both are deleted with the
    session. ``authenticated_at`` is when its user last proved who they are, here or to the sign-in provider; None if the
    provider did not say.
    """

    user_id: UserId
    secret_hash: str
    recorded_at: int
    expires_at: int
    last_used_at: int = 0
    method: SignInMethod | None = None
    browser: str = ""
    address: str = ""
    authenticated_at: int | None = None


@table("sign_in_codes", noun="signInCode")
class SignInCodeRow(Record):
    """A link that signs its user in once."""

    user_id: UserId
    secret_hash: str
    expires_at: int
    used_at: int | None = None


@table("sign_in_tries", noun="signInTry")
class SignInTryRow(Record):
    """A password that somebody tried, unless it was right; ``network`` and ``email`` are hashes.

    ``forgiven``: the right password followed from the same network for the same e-mail address.
    """

    network: str
    email: str
    tried_at: int
    expires_at: int
    forgiven: bool = False
