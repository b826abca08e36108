"""Signing in and out: sessions and one-time sign-in links. No audit event records them, as no record changes."""

from dataclasses import dataclass

from domain.core.kinds import SignInMethod, SignInPurpose
from domain.errors import NotFound
from domain.queries.access import by_secret
from domain.queries.factors import factors_of_user, passkey_by_credential, recovery_codes_of, uses_of_factors
from domain.queries.records import held_by_ids
from domain.services.factors import open_step
from domain.services.one_time_codes import hash_recovery_code, time_step_of_code
from domain.services.passkey_checks import credential_of, verified_counter
from domain.services.sign_in_tries import HOUR_US
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import SessionRow, SignInCodeRow, SignInStepRow, UserRow
from domain.texts import say

JUST_CHANGED = say("sign-in-user-changed")
WRONG_FACTOR = say("sign-in-factor-wrong")
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


@dataclass(frozen=True, slots=True)
class FinishSignIn(Command[SignInResult]):
    """The second request of a sign-in: what a passkey signed, or a code of an app or of recovery."""

    ticket: str
    secret_hash: str
    credential: str | None = None
    code: str | None = None
    device: Device = UNKNOWN_DEVICE


@service
def open_session(unit: UnitOfWork, cmd: OpenSession) -> Program[SignInResult]:
    """Open a session by a password alone.

    Raises ``NotFound`` if the user was disabled, or got another password or a second factor, since it was verified.
    """
    user = (yield from held_by_ids(UserRow, [cmd.user_id])).get(cmd.user_id)
    if user is None or not user.lets_in or user.password_hash != cmd.password_hash:
        raise NotFound(JUST_CHANGED)
    if (yield from factors_of_user(user.id)):
        raise NotFound(JUST_CHANGED)
    return open_session_of(unit, user.id, cmd.secret_hash, SignInMethod.PASSWORD, cmd.device, unit.now)


def open_session_of(
    unit: UnitOfWork, user_id: int, secret_hash: str, method: SignInMethod, device: Device, authenticated_at: int | None
) -> SignInResult:
    """Sign a locked user in, who proved who they are at ``authenticated_at``, in microseconds; None if that is not known.

    ``access.settle_user``, which ends what is open, waits for the lock and so ends this too.
    """
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
        authenticated_at=authenticated_at,
    )
    unit.changes.add(row)
    return SignInResult(user_id)


@service
def finish_sign_in(unit: UnitOfWork, cmd: FinishSignIn) -> Program[SignInResult]:
    """Open a session by a passkey alone, or by a second factor after a password; each ticket and code works once.

    Raises ``NotFound`` for a ticket that has ended, a user who was changed meanwhile, and a wrong code or passkey.
    """
    step = yield from open_step(unit, cmd.ticket, {SignInPurpose.SECOND_FACTOR, SignInPurpose.PASSKEY})
    passkey = None
    if cmd.credential is not None:
        credential_id = credential_of(cmd.credential)
        passkey = (yield from passkey_by_credential(credential_id)) if credential_id is not None else None
    user_id = step.user_id if step.user_id is not None else passkey.user_id if passkey is not None else None
    if user_id is None:
        raise NotFound(WRONG_FACTOR)
    user = (yield from held_by_ids(UserRow, [user_id]))[user_id]
    step = yield from open_step(unit, cmd.ticket, {step.purpose})  # read again under the lock
    by_password = step.purpose is SignInPurpose.SECOND_FACTOR
    if not user.lets_in or (by_password and step.password_set_at != user.password_set_at):
        raise NotFound(JUST_CHANGED)
    if passkey is not None:
        yield from _use_passkey(unit, step, user, passkey.credential_id, cmd.credential or "")
    elif by_password and cmd.code is not None:
        yield from _use_code(unit, user, cmd.code)
    else:
        raise NotFound(WRONG_FACTOR)
    unit.changes.change(step, expires_at=unit.now)
    method = SignInMethod.TWO_FACTORS if by_password else SignInMethod.PASSKEY
    return open_session_of(unit, user.id, cmd.secret_hash, method, cmd.device, unit.now)


def _use_passkey(
    unit: UnitOfWork, step: SignInStepRow, user: UserRow, credential_id: str, answer: str
) -> Program[None]:
    """Note the use of a passkey that signed the challenge. Raises ``NotFound`` for any other."""
    passkey = yield from passkey_by_credential(credential_id)  # read again under the user's lock
    if passkey is None or passkey.user_id != user.id or not step.challenge:  # none was asked for
        raise NotFound(WRONG_FACTOR)
    use = (yield from uses_of_factors([passkey.id]))[passkey.id]
    counter = verified_counter(answer, step.challenge, step.rp_id, step.origin, passkey.public_key, use.counter)
    if counter is None:
        raise NotFound(WRONG_FACTOR)
    unit.changes.change(use, counter=counter, last_used_at=unit.now)


def _use_code(unit: UnitOfWork, user: UserRow, typed: str) -> Program[None]:
    """Note the use of a code of the app, or of a recovery code. Raises ``NotFound`` for any other."""
    app = (yield from factors_of_user(user.id)).app
    if app is not None:
        use = (yield from uses_of_factors([app.id]))[app.id]
        time_step = time_step_of_code(app.secret, typed, unit.now, use.counter)
        if time_step is not None:
            unit.changes.change(use, counter=time_step, last_used_at=unit.now)
            return
    hashed = hash_recovery_code(user.id, typed)
    for code in (yield from recovery_codes_of(user.id)):
        if code.secret_hash == hashed:
            unit.changes.change(code, used_at=unit.now)
            return
    raise NotFound(WRONG_FACTOR)


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
        raise NotFound(say("sign-in-link-used"))
    if not user.lets_in:
        raise NotFound(say("sign-in-link-invalid"))
    unit.changes.change(code, used_at=unit.now)
    return open_session_of(unit, user.id, cmd.secret_hash, SignInMethod.LINK, cmd.device, unit.now)


@service
def sign_out(unit: UnitOfWork, cmd: SignOut) -> Program[SignInResult]:
    """End a session; an unknown one changes nothing."""
    session = yield from by_secret(SessionRow, cmd.secret_hash)
    if session is not None and session.expires_at > unit.now:
        unit.changes.change(session, expires_at=unit.now)
    return SignInResult(session.user_id if session is not None else 0)
