"""Signing in and out: sessions, and one-time sign-in links. None of it changes a record, so none of it is audited."""

from dataclasses import dataclass

from domain.errors import NotFound
from domain.queries.access import code_by_hash, session_by_hash
from domain.queries.records import held_by_ids
from domain.rows import SessionRow, SignInCodeRow, UserRow
from domain.store.block import Block
from domain.store.steps import Steps

HOUR_US = 3_600_000_000
SESSION_US = 12 * HOUR_US
"""A working day: whoever left the page open signs in again the next morning."""
CODE_US = 24 * HOUR_US
"""A link that is printed or sent is used within a day, once."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session for a user whose password was checked against ``password_hash``; ``secret_hash`` is that of the cookie."""

    user_id: int
    secret_hash: str
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class UseSignInCode:
    """A link that was followed, and the cookie that it shall give."""

    code_hash: str
    secret_hash: str


@dataclass(frozen=True, slots=True)
class NewSignInCode:
    """A link for a user."""

    user_id: int
    code_hash: str


@dataclass(frozen=True, slots=True)
class EndSession:
    """The session of a cookie that shall end."""

    secret_hash: str


@dataclass(frozen=True, slots=True)
class SignInOutcome:
    """Whose session or link it is."""

    user: int


def open_session(block: Block, wish: OpenSession) -> Steps[SignInOutcome]:
    """Opens a session. Raises ``NotFound`` when the user was shut out or given another password since it was checked."""
    user = (yield from held_by_ids(UserRow, [wish.user_id])).get(wish.user_id)
    if user is None or not user.lets_in or user.password_hash != wish.password_hash:
        msg = "The user was changed at this very moment. Sign in again."
        raise NotFound(msg)
    return _session(block, user.id, wish.secret_hash)


def _session(block: Block, user_id: int, secret_hash: str) -> SignInOutcome:
    """A session of a user who is held: ending their sessions waits until it is there (``services.access.settle_user``)."""
    block.changes.add(SessionRow(block.new_id(), user_id, secret_hash, block.now, block.now + SESSION_US))
    return SignInOutcome(user_id)


def new_sign_in_code(block: Block, wish: NewSignInCode) -> Steps[SignInOutcome]:
    """Makes a one-time link."""
    block.changes.add(SignInCodeRow(block.new_id(), wish.user_id, wish.code_hash, block.now + CODE_US))
    yield from ()  # a service without a statement is still one
    return SignInOutcome(wish.user_id)


def use_sign_in_code(block: Block, wish: UseSignInCode) -> Steps[SignInOutcome]:
    """Uses a link up and opens a session. Raises ``NotFound`` for a link that is unknown, used or too old."""
    found = yield from code_by_hash(wish.code_hash)
    user = (yield from held_by_ids(UserRow, [found.user_id]))[found.user_id] if found is not None else None
    code = (yield from code_by_hash(wish.code_hash)) if user is not None else None  # as it is now, under the lock
    if code is None or user is None or code.used_at is not None or code.expires_at <= block.now:
        msg = "This sign-in link was used before or is too old. Ask for a new one."
        raise NotFound(msg)
    if not user.lets_in:
        msg = "This sign-in link works no more. Ask for a new one."
        raise NotFound(msg)
    block.changes.change(code, used_at=block.now)
    return _session(block, user.id, wish.secret_hash)


def end_session(block: Block, wish: EndSession) -> Steps[SignInOutcome]:
    """Ends a session; ending none changes nothing."""
    session = yield from session_by_hash(wish.secret_hash)
    if session is None:
        return SignInOutcome(0)
    if session.expires_at > block.now:
        block.changes.change(session, expires_at=block.now)
    return SignInOutcome(session.user_id)
