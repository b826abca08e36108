"""Signing in by the organisation's sign-in provider, and the identities there that are linked to users (domain R33e).

The caller has verified the provider's claims; here it is decided whom that lets in.
"""

from collections.abc import Collection
from dataclasses import dataclass

from domain.core.kinds import SignInMethod, SignInPurpose
from domain.core.text import clean_email, clean_optional
from domain.errors import InvalidValue, NotFound, Refusal, WrongState
from domain.permissions import SIGNED_IN, Permission, require_permissions
from domain.queries.access import held_permissions, role_named, users_by_email
from domain.queries.factors import factors_of_user
from domain.queries.identities import identities_of, identity_by_subject, was_ever_linked
from domain.queries.records import by_ids, held_by_ids
from domain.services.access import CreateUser, create_user
from domain.services.checks import not_found, present
from domain.services.factors import open_step, own_user
from domain.services.sign_in import UNKNOWN_DEVICE, Device, open_session_of
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import IdentityRow, UserRow
from domain.texts import say

IDENTITIES_MAX = 20
NOT_LINKED = say("identity-unknown")


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider says of a person; ``email`` is verified, ``several_factors`` if it says that it checked several.

    ``authenticated_s`` is when they proved to it who they are, in seconds of the epoch; None if it does not say.
    """

    issuer: str
    subject: str
    email: str
    name: str = ""
    several_factors: bool = False
    authenticated_s: int | None = None


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step that was ended: what it was for, its user, and the address that the provider returned to."""

    purpose: str
    user: int | None
    address: str


@dataclass(frozen=True, slots=True)
class IdentityResult:
    """The user of an identity, and whether they are asked for a second factor before they are signed in."""

    user: int
    second_factor: bool = False


@dataclass(frozen=True, slots=True)
class TakeStep(Command[StepTaken]):
    """The step of somebody who comes back from the provider, which no other request can use any more."""

    ticket: str


@dataclass(frozen=True, slots=True)
class SignInByProvider(Command[IdentityResult]):
    """Somebody whom the provider vouches for; ``new_users_role`` names the role of users that this may create."""

    claims: Claims
    secret_hash: str
    new_users_role: str | None = None
    device: Device = UNKNOWN_DEVICE


@dataclass(frozen=True, slots=True)
class LinkIdentity(Command[IdentityResult]):
    """An identity to link to the actor."""

    claims: Claims


@dataclass(frozen=True, slots=True)
class RemoveIdentity(Command[IdentityResult]):
    """A linked identity that shall no longer let its user in."""

    NEEDS = SIGNED_IN
    identity_id: int


@service
def take_step(unit: UnitOfWork, cmd: TakeStep) -> Program[StepTaken]:
    """End a step, and return what it was for. Raises ``NotFound`` for one that has ended or is for something else."""
    step = yield from open_step(unit, cmd.ticket, {SignInPurpose.PROVIDER, SignInPurpose.NEW_IDENTITY})
    unit.changes.change(step, expires_at=unit.now)
    return StepTaken(step.purpose, step.user_id, step.origin)


@service
def sign_in_by_provider(unit: UnitOfWork, cmd: SignInByProvider) -> Program[IdentityResult]:
    """Open a session for the user of an identity, which is linked to a user first if it may be.

    No session is opened for whoever has a second factor, unless the provider checked several; they are asked for it. Raises
    ``NotFound`` with one and the same reason for everybody who is not let in.
    """
    yield from unit.lock_organisation()
    identity = yield from identity_by_subject(cmd.claims.issuer, cmd.claims.subject)
    if identity is not None:
        user = (yield from held_by_ids(UserRow, [identity.user_id]))[identity.user_id]
    else:
        user = yield from _linked(unit, cmd)
    if not user.lets_in or user.account_id is not None:
        raise NotFound(NOT_LINKED)
    if not cmd.claims.several_factors and (yield from factors_of_user(user.id)):
        return IdentityResult(user.id, second_factor=True)
    stated = cmd.claims.authenticated_s
    authenticated_at = None if stated is None else min(stated * 1_000_000, unit.now)
    open_session_of(unit, user.id, cmd.secret_hash, SignInMethod.PROVIDER, cmd.device, authenticated_at)
    return IdentityResult(user.id)


def _linked(unit: UnitOfWork, cmd: SignInByProvider) -> Program[UserRow]:
    """Link an unknown identity to the user with its e-mail address, or to a new one, and return them.

    Raises ``NotFound`` where there is no such user and none may be created, or a person must link it while signed in.
    """
    claims = cmd.claims
    found = (yield from users_by_email([claims.email])).get(claims.email)
    if found is None:
        user = yield from _created(unit, cmd)
    else:
        user = (yield from held_by_ids(UserRow, [found.id]))[found.id]
        if not user.lets_in or user.account_id is not None or (yield from was_ever_linked(user.id, claims.issuer)):
            raise NotFound(NOT_LINKED)
        # whoever reads somebody's mail may own the identity: that must not do where the password alone does not
        if not claims.several_factors and (yield from factors_of_user(user.id)):
            raise NotFound(NOT_LINKED)
    _add(unit, user.id, claims)
    return user


def _created(unit: UnitOfWork, cmd: SignInByProvider) -> Program[UserRow]:
    role = (yield from role_named(cmd.new_users_role)) if cmd.new_users_role is not None else None
    if role is None:
        raise NotFound(NOT_LINKED)
    email = cmd.claims.email
    try:
        yield from create_user(unit, CreateUser(email, cmd.claims.name, None, role_id=role.id))
    except InvalidValue:  # a name that the log could take for the command line's
        yield from create_user(unit, CreateUser(email, email, None, role_id=role.id))
    (user,) = unit.changes.added(UserRow)
    return user


@service
def link_identity(unit: UnitOfWork, cmd: LinkIdentity) -> Program[IdentityResult]:
    """Link an identity to the actor, soon after they signed in. Raises ``WrongState`` and ``InvalidValue``."""
    user = yield from own_user(unit)
    if (yield from identity_by_subject(cmd.claims.issuer, cmd.claims.subject)) is not None:
        raise InvalidValue(say("identity-linked"))
    if len((yield from identities_of([user.id]))) >= IDENTITIES_MAX:
        raise WrongState(say("identities-too-many", most=IDENTITIES_MAX))
    _add(unit, user.id, cmd.claims)
    return IdentityResult(user.id)


@service
def remove_identity(unit: UnitOfWork, cmd: RemoveIdentity) -> Program[IdentityResult]:
    """Remove an identity: the actor's own soon after they signed in, or with MANAGE_ACCESS another user's.

    Raises ``NotFound`` for an unknown one, ``WrongState``, and ``PermissionMissing`` for a user who holds more.
    """
    identity = (yield from by_ids(IdentityRow, [cmd.identity_id])).get(cmd.identity_id)
    own = identity is not None and identity.user_id == unit.actor.user_id
    if identity is None or not (own or unit.actor.may(Permission.MANAGE_ACCESS)):
        raise not_found("Linked identity", "id")
    if own:
        user = yield from own_user(unit)
    else:
        yield from unit.lock_organisation()
        user = present((yield from held_by_ids(UserRow, [identity.user_id])).get(identity.user_id), "User", "id")
        held = yield from held_permissions(user)
        require_permissions(unit.actor, held, say("needs-change-user"))
    current = present((yield from held_by_ids(IdentityRow, [identity.id])).get(identity.id), "Linked identity", "id")
    unit.changes.change(current, withdrawn_at=unit.recorded_at(None))
    return IdentityResult(user.id)


def checked_claims(
    issuer: str, subject: object, email: object, name: object, domains: Collection[str]
) -> Claims | None:
    """Return a provider's claims in the form that is stored; None without an e-mail address of one of these domains.

    Without domains any address will do.
    """
    if not isinstance(subject, str) or not isinstance(email, str):
        return None
    try:
        address, one_form = clean_email(email), clean_optional(subject)
        called = clean_optional(name) if isinstance(name, str) else None
    except Refusal:
        return None
    if address is None or one_form != subject:
        return None
    if domains and address.rpartition("@")[2] not in domains:
        return None
    return Claims(issuer, subject, address, called or address)


def _add(unit: UnitOfWork, user_id: int, claims: Claims) -> None:
    unit.changes.add(
        IdentityRow(unit.new_id(), user_id, claims.issuer, claims.subject, claims.email, unit.recorded_at(None))
    )
