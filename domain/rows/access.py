"""Rows of who may come in: users, API tokens, sessions, sign-in links."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from domain.rows.record import Record


@dataclass(slots=True, eq=False)
class UserRow(Record):
    """A person who signs in."""

    TABLE: ClassVar[str] = "users"
    NOUN: ClassVar[str] = "user"
    SECRET: ClassVar[frozenset[str]] = frozenset({"password_hash"})

    email: str
    name: str
    password_hash: str | None
    permissions: str
    disabled: bool
    account_id: int | None
    recorded_at: int
    password_set_at: int
    """What a log may tell of a password: that one was set, and when."""
    withdrawn_at: int | None = None
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def lets_in(self) -> bool:
        """Whether they can sign in."""
        return not self.disabled and self.withdrawn_at is None

    @property
    def audit_account_id(self) -> None:
        """Access belongs to the organisation, a client's own account or not."""


@dataclass(slots=True, eq=False)
class ApiTokenRow(Record):
    """A program's way in."""

    TABLE: ClassVar[str] = "api_tokens"
    NOUN: ClassVar[str] = "apiToken"
    SECRET: ClassVar[frozenset[str]] = frozenset({"secret_hash", "last_used_at"})

    name: str
    prefix: str
    secret_hash: str
    permissions: str
    expires_on: date | None
    last_used_at: int | None
    revoked_at: int | None
    recorded_at: int
    withdrawn_at: int | None = None
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def lets_in(self) -> bool:
        """Whether it works, until the day on which it expires."""
        return self.revoked_at is None and self.withdrawn_at is None


@dataclass(slots=True, eq=False)
class SessionRow(Record):
    """A signed-in browser."""

    TABLE: ClassVar[str] = "sessions"
    NOUN: ClassVar[str] = "session"

    user_id: int
    secret_hash: str
    recorded_at: int
    expires_at: int


@dataclass(slots=True, eq=False)
class SignInCodeRow(Record):
    """A one-time sign-in link."""

    TABLE: ClassVar[str] = "sign_in_codes"
    NOUN: ClassVar[str] = "signInCode"

    user_id: int
    secret_hash: str
    expires_at: int
    used_at: int | None = None
