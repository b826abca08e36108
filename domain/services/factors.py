"""Passkeys, authenticator apps and recovery codes of the staff: added, removed and reset (domain R33d).

Each of these is logged, and no undo brings anything back that lets somebody in. A user changes their own within half an hour
after signing in, so that a browser left open does not suffice. Whoever manages access resets all of a user who lost them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.core.kinds import SignInMethod, SignInPurpose
from domain.core.text import clean_text
from domain.errors import InvalidValue, NotFound, WrongState
from domain.permissions import ACCESS, SIGNED_IN, require_permissions
from domain.queries.access import by_secret, held_permissions
from domain.queries.factors import Factors, factors_of_user, passkey_by_credential, recovery_codes_of
from domain.queries.records import by_ids
from domain.services.checks import held_row, not_found, present
from domain.services.credentials import hash_secret
from domain.services.one_time_codes import hash_recovery_code, time_step_of_code
from domain.services.passkey_checks import verified_new
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import (
    AuthenticatorRow,
    FactorUseRow,
    PasskeyRow,
    RecoveryCodeRow,
    SessionRow,
    SignInStepRow,
    UserRow,
)
from domain.texts import say

STEP_US = 300_000_000
"""How long a step of a sign-in may take."""
RECENT_US = 1_800_000_000
LONG_AGO = say("factor-signed-in-long-ago")
LONG_AGO_THERE = say("factor-proved-long-ago")
UNKNOWN_TIME = say("factor-provider-time-unknown")
"""How long after signing in somebody may change their own factors."""
PASSKEYS_MAX = 20
TOO_LATE = say("factor-too-late")


@dataclass(frozen=True, slots=True)
class StepResult:
    """The user whose step was begun; None if anybody may finish it."""

    user: int | None


@dataclass(frozen=True, slots=True)
class FactorsResult:
    """The user whose second factors were changed, and whether they got new recovery codes."""

    user: int
    codes: bool = False


@dataclass(frozen=True, slots=True)
class PasskeyResult:
    """The passkey that was added or removed, and whether its owner got new recovery codes."""

    passkey: int
    codes: bool = False


@dataclass(frozen=True, slots=True)
class BeginStep(Command[StepResult]):
    """A step of signing in, or of adding a factor, that a later request finishes with its ticket."""

    purpose: SignInPurpose
    ticket_hash: str
    challenge: str
    rp_id: str = ""
    origin: str = ""
    user_id: int | None = None
    password_set_at: int | None = None


@dataclass(frozen=True, slots=True)
class AddPasskey(Command[PasskeyResult]):
    """A new passkey of the actor; ``recovery_codes`` become theirs if they had no second factor before."""

    NEEDS = SIGNED_IN
    ticket: str
    credential: str
    name: str
    recovery_codes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RemovePasskey(Command[PasskeyResult]):
    """A passkey of the actor."""

    NEEDS = SIGNED_IN
    passkey_id: int


@dataclass(frozen=True, slots=True)
class AddAuthenticator(Command[FactorsResult]):
    """An app of the actor that just showed this code; it replaces the one they had."""

    NEEDS = SIGNED_IN
    ticket: str
    code: str
    recovery_codes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RemoveAuthenticator(Command[FactorsResult]):
    """The actor's app."""

    NEEDS = SIGNED_IN


@dataclass(frozen=True, slots=True)
class RenewRecoveryCodes(Command[FactorsResult]):
    """New recovery codes of the actor, which replace all that they had."""

    NEEDS = SIGNED_IN
    recovery_codes: Sequence[str]


@dataclass(frozen=True, slots=True)
class ResetSecondFactor(Command[FactorsResult]):
    """All factors of a user who lost them; a password suffices then."""

    NEEDS = ACCESS
    user_id: int


@service
def begin_step(unit: UnitOfWork, cmd: BeginStep) -> Program[StepResult]:
    """Store a step. No record changes, so no audit event is made."""
    yield from ()  # makes this a generator, as every service is
    row = SignInStepRow(
        unit.new_id(),
        cmd.purpose,
        cmd.user_id,
        cmd.ticket_hash,
        cmd.challenge,
        cmd.rp_id,
        cmd.origin,
        cmd.password_set_at,
        unit.now + STEP_US,
    )
    unit.changes.add(row)
    return StepResult(cmd.user_id)


@service
def add_passkey(unit: UnitOfWork, cmd: AddPasskey) -> Program[PasskeyResult]:
    """Add a passkey. Raises ``NotFound`` for a ticket that has ended, ``InvalidValue`` and ``WrongState``."""
    name = clean_text(cmd.name, "name")
    user = yield from own_user(unit)
    step = yield from open_step(unit, cmd.ticket, {SignInPurpose.NEW_PASSKEY}, "ticket")
    if step.user_id != user.id:
        raise NotFound(TOO_LATE, "ticket")
    made = verified_new(cmd.credential, step.challenge, step.rp_id, step.origin)
    factors = yield from factors_of_user(user.id)
    if len(factors.passkeys) >= PASSKEYS_MAX:
        raise WrongState(say("passkeys-too-many", most=PASSKEYS_MAX), "ticket")
    if (yield from passkey_by_credential(made.credential_id)) is not None:
        raise InvalidValue(say("passkey-in-use"), "credential")
    row = PasskeyRow(
        unit.new_id(), user.id, name, made.credential_id, made.public_key, step.rp_id, unit.recorded_at(None)
    )
    unit.changes.add(row)
    unit.changes.add(FactorUseRow(unit.new_id(), row.id, made.counter))
    unit.changes.change(step, expires_at=unit.now)
    if not factors:
        yield from _new_codes(unit, user.id, cmd.recovery_codes)
    return PasskeyResult(row.id, not factors)


@service
def remove_passkey(unit: UnitOfWork, cmd: RemovePasskey) -> Program[PasskeyResult]:
    """Remove a passkey of the actor. Raises ``NotFound`` for any other, and ``WrongState``."""
    user = yield from own_user(unit)
    passkey = (yield from by_ids(PasskeyRow, [cmd.passkey_id])).get(cmd.passkey_id)
    if passkey is None or passkey.user_id != user.id:
        raise not_found("Passkey", "id")
    present(passkey, "Passkey", "id")
    factors = yield from factors_of_user(user.id)
    unit.changes.change(passkey, withdrawn_at=unit.recorded_at(None))
    if len(factors.passkeys) == 1 and factors.app is None:
        yield from _no_codes(unit, user.id)
    return PasskeyResult(passkey.id)


@service
def add_authenticator(unit: UnitOfWork, cmd: AddAuthenticator) -> Program[FactorsResult]:
    """Add an app, or replace it. Raises ``NotFound`` for a ticket that has ended, ``InvalidValue`` and ``WrongState``."""
    user = yield from own_user(unit)
    step = yield from open_step(unit, cmd.ticket, {SignInPurpose.NEW_AUTHENTICATOR}, "ticket")
    if step.user_id != user.id:
        raise NotFound(TOO_LATE, "ticket")
    used = time_step_of_code(step.challenge, cmd.code, unit.now, 0)
    if used is None:
        raise InvalidValue(say("authenticator-code-wrong"), "code")
    factors = yield from factors_of_user(user.id)
    at = unit.recorded_at(None)
    if factors.app is not None:
        unit.changes.change(factors.app, withdrawn_at=at, secret="")
    row = unit.changes.add(AuthenticatorRow(unit.new_id(), user.id, step.challenge, at))
    unit.changes.add(FactorUseRow(unit.new_id(), row.id, used))
    unit.changes.change(step, challenge="", expires_at=unit.now)
    if not factors:
        yield from _new_codes(unit, user.id, cmd.recovery_codes)
    return FactorsResult(user.id, not factors)


@service
def remove_authenticator(unit: UnitOfWork, _cmd: RemoveAuthenticator) -> Program[FactorsResult]:
    """Remove the actor's app. Raises ``NotFound`` without one, and ``WrongState``."""
    user = yield from own_user(unit)
    factors = yield from factors_of_user(user.id)
    if factors.app is None:
        raise not_found("Authenticator app")
    unit.changes.change(factors.app, withdrawn_at=unit.recorded_at(None), secret="")
    if not factors.passkeys:
        yield from _no_codes(unit, user.id)
    return FactorsResult(user.id)


@service
def renew_recovery_codes(unit: UnitOfWork, cmd: RenewRecoveryCodes) -> Program[FactorsResult]:
    """Replace the actor's recovery codes. Raises ``WrongState`` for whoever has no second factor."""
    user = yield from own_user(unit)
    if not (yield from factors_of_user(user.id)):
        raise WrongState(say("factor-none"))
    yield from _new_codes(unit, user.id, cmd.recovery_codes)
    unit.changes.change(user, factors_changed_at=unit.recorded_at(None))
    return FactorsResult(user.id, codes=True)


@service
def reset_second_factor(unit: UnitOfWork, cmd: ResetSecondFactor) -> Program[FactorsResult]:
    """Remove all factors of another user. Raises ``NotFound``, ``WrongState``, and ``PermissionMissing``."""
    if cmd.user_id == unit.actor.user_id:  # or a browser left open would suffice
        raise WrongState(say("factor-remove-own"), "userId")
    yield from unit.lock_organisation()
    user = yield from held_row(UserRow, cmd.user_id, "User", "userId")
    held = yield from held_permissions(user)
    require_permissions(unit.actor, held, say("needs-reset-user"))
    factors = yield from factors_of_user(user.id)
    if not factors:
        raise WrongState(say("factor-user-has-none"), "userId")
    _remove_all(unit, factors)
    yield from _no_codes(unit, user.id)
    return FactorsResult(user.id)


def open_step(unit: UnitOfWork, ticket: str, purposes: Iterable[SignInPurpose], *field: str) -> Program[SignInStepRow]:
    """Return the step of a ticket. Raises ``NotFound`` for one that has ended or is for another purpose."""
    step = yield from by_secret(SignInStepRow, hash_secret(ticket))
    if step is None or step.expires_at <= unit.now or step.purpose not in set(purposes):
        raise NotFound(TOO_LATE, *field)
    return step


def own_user(unit: UnitOfWork) -> Program[UserRow]:
    """Return the actor's own row, locked. Raises ``WrongState`` for a token, and for a session that is not recent."""
    actor = unit.actor
    session = (
        (yield from by_ids(SessionRow, [actor.session_id])).get(actor.session_id)
        if actor.session_id is not None
        else None
    )
    if actor.user_id is None or session is None:
        raise WrongState(say("factor-signed-in-only"))
    if session.authenticated_at is None:
        raise WrongState(UNKNOWN_TIME)
    if session.authenticated_at <= unit.now - RECENT_US:
        raise WrongState(LONG_AGO_THERE if session.method is SignInMethod.PROVIDER else LONG_AGO)
    yield from unit.lock_organisation()
    return (yield from held_row(UserRow, actor.user_id, "User"))


def _remove_all(unit: UnitOfWork, factors: Factors) -> None:
    """Withdraw all passkeys and the app of a user."""
    at = unit.recorded_at(None)
    for passkey in factors.passkeys:
        unit.changes.change(passkey, withdrawn_at=at)
    if factors.app is not None:
        unit.changes.change(factors.app, withdrawn_at=at, secret="")


def _no_codes(unit: UnitOfWork, user_id: int) -> Program[None]:
    """Make a user's recovery codes unusable."""
    for code in (yield from recovery_codes_of(user_id)):
        unit.changes.change(code, used_at=unit.now)


def _new_codes(unit: UnitOfWork, user_id: int, codes: Sequence[str]) -> Program[None]:
    """Replace a user's recovery codes."""
    yield from _no_codes(unit, user_id)
    for code in codes:
        unit.changes.add(RecoveryCodeRow(unit.new_id(), user_id, hash_recovery_code(user_id, code), unit.now))
