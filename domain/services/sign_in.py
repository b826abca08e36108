"""Signing in and out: sessions and one-time sign-in links. No audit event records them, as no record changes."""

from dataclasses import dataclass

from domain.core.kinds import SignInMethod
from domain.errors import NotFound
from domain.queries.access import by_secret
from domain.queries.records import held_by_ids
from domain.services.sign_in_tries import HOUR_US
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import SessionRow, SignInCodeRow, UserRow

SESSION_US = 12 * HOUR_US
"""A working day: who leaves the page open signs in again the next morning."""
CODE_US = 24 * HOUR_US
"""A printed or sent link works for a day, once."""


@dataclass(frozen=True, slots=True)
class Device:
    """Where somebody signs in: a browser's name, and the address that its requests come from."""

    browser: str = ""
    address: str = ""


UNKNOWN_DEVICE = Device()


@dataclass(frozen=True, slots=True)
class SignInResult:
    """The user of the session or link."""

    user: int


@dataclass(frozen=True, slots=True)
class OpenSession(Command[SignInResult]):
    """A session for a user whose password was verified against ``password_hash``; ``secret_hash`` is the cookie's hash."""

    user_id: int
    secret_hash: str
    password_hash: str | None
    device: Device = UNKNOWN_DEVICE


@dataclass(frozen=True, slots=True)
class UseSignInCode(Command[SignInResult]):
    """A followed link, and the hash of the cookie for its session."""

    code_hash: str
    secret_hash: str
    device: Device = UNKNOWN_DEVICE


@dataclass(frozen=True, slots=True)
class NewSignInCode(Command[SignInResult]):
    """A one-time link for a user."""

    user_id: int
    code_hash: str


@dataclass(frozen=True, slots=True)
class SignOut(Command[SignInResult]):
    """The session of a cookie, to end."""

    secret_hash: str


@service
def open_session(unit: UnitOfWork, cmd: OpenSession) -> Program[SignInResult]:
    """Open a session. Raises ``NotFound`` if the user was disabled or got another password since it was verified."""
    user = (yield from held_by_ids(UserRow, [cmd.user_id])).get(cmd.user_id)
    if user is None or not user.lets_in or user.password_hash != cmd.password_hash:
        raise NotFound("The user has just been changed. Sign in again.")
    return _session(unit, user.id, cmd.secret_hash, SignInMethod.PASSWORD, cmd.device)


def _session(unit: UnitOfWork, user_id: int, secret_hash: str, method: SignInMethod, device: Device) -> SignInResult:
    """Sign a locked user in: ``access.settle_user``, which ends what is open, waits for the lock and so ends this too."""
    row = SessionRow(
        unit.new_id(),
        user_id,
        secret_hash,
        recorded_at=unit.now,
        expires_at=unit.now + SESSION_US,
        last_used_at=unit.now,
        method=method,
        browser=device.browser,
        address=device.address,
    )
    unit.changes.add(row)
    return SignInResult(user_id)


@service
def new_sign_in_code(unit: UnitOfWork, cmd: NewSignInCode) -> Program[SignInResult]:
    """Add a one-time link."""
    unit.changes.add(SignInCodeRow(unit.new_id(), cmd.user_id, cmd.code_hash, unit.now + CODE_US))
    yield from ()  # makes this a generator, as every service is
    return SignInResult(cmd.user_id)


@service
def use_sign_in_code(unit: UnitOfWork, cmd: UseSignInCode) -> Program[SignInResult]:
    """Use a link up and open a session. Raises ``NotFound`` for an unknown, used or expired link."""
    found = yield from by_secret(SignInCodeRow, cmd.code_hash)
    user = (yield from held_by_ids(UserRow, [found.user_id]))[found.user_id] if found is not None else None
    code = (
        (yield from by_secret(SignInCodeRow, cmd.code_hash)) if user is not None else None
    )  # read again under the lock
    if code is None or user is None or code.used_at is not None or code.expires_at <= unit.now:
        raise NotFound("This sign-in link was already used or has expired. Request a new one.")
    if not user.lets_in:
        raise NotFound("This sign-in link is no longer valid. Request a new one.")
    unit.changes.change(code, used_at=unit.now)
    return _session(unit, user.id, cmd.secret_hash, SignInMethod.LINK, cmd.device)


@service
def sign_out(unit: UnitOfWork, cmd: SignOut) -> Program[SignInResult]:
    """End a session; an unknown one changes nothing."""
    session = yield from by_secret(SessionRow, cmd.secret_hash)
    if session is not None and session.expires_at > unit.now:
        unit.changes.change(session, expires_at=unit.now)
    return SignInResult(session.user_id if session is not None else 0)
