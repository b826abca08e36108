"""Ending sessions: one's own, and those of others by whoever manages access (domain R33c).

Sessions are no records, so what is logged is that a user's sessions were ended, and by whom. No undo begins one again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.permissions import SIGNED_IN, Permission, require_permissions
from domain.queries.access import held_permissions, open_sessions_of
from domain.queries.records import by_ids
from domain.services.checks import held_row, not_found
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import SessionRow, UserRow
from domain.texts import say


@dataclass(frozen=True, slots=True)
class SessionsResult:
    """How many sessions were ended, and whose."""

    user: int
    ended: int


@dataclass(frozen=True, slots=True)
class EndSession(Command[SessionsResult]):
    """A session to end."""

    NEEDS = SIGNED_IN
    session_id: int


@dataclass(frozen=True, slots=True)
class EndSessions(Command[SessionsResult]):
    """All sessions of a user; without one, all of the actor's but the one that sends this."""

    NEEDS = SIGNED_IN
    user_id: int | None = None


@service
def end_session(unit: UnitOfWork, cmd: EndSession) -> Program[SessionsResult]:
    """End a session. Raises ``NotFound`` for one that has ended or is another's, and ``PermissionMissing``."""
    yield from unit.lock_organisation()
    session = (yield from by_ids(SessionRow, [cmd.session_id])).get(cmd.session_id)
    if session is None or not _may_end(unit, session.user_id):
        raise not_found("Session", "id")
    user = yield from _user(unit, session.user_id, "id")
    found = [each for each in (yield from open_sessions_of(user.id, unit.now)) if each.id == session.id]
    if not found:
        raise not_found("Session", "id")
    return _end(unit, user, found)


@service
def end_sessions(unit: UnitOfWork, cmd: EndSessions) -> Program[SessionsResult]:
    """End all sessions of a user, or all others of the actor. Raises ``NotFound`` and ``PermissionMissing``."""
    user_id = unit.actor.user_id if cmd.user_id is None else cmd.user_id
    if user_id is None or not _may_end(unit, user_id):
        raise not_found("User", "userId")
    yield from unit.lock_organisation()
    user = yield from _user(unit, user_id, "userId")
    found = yield from open_sessions_of(user.id, unit.now)
    if cmd.user_id is None:
        found = [each for each in found if each.id != unit.actor.session_id]
    return _end(unit, user, found)


def _may_end(unit: UnitOfWork, user_id: int) -> bool:
    """Return True if the actor may know of a user's sessions: their own, or all with MANAGE_ACCESS (domain R35)."""
    return unit.actor.user_id == user_id or unit.actor.may(Permission.MANAGE_ACCESS)


def _user(unit: UnitOfWork, user_id: int, *field: str) -> Program[UserRow]:
    """Return a user, locked. Raises ``NotFound``, and ``PermissionMissing`` for one who holds more than the actor."""
    user = yield from held_row(UserRow, user_id, "User", *field)
    if unit.actor.user_id != user.id:
        held = yield from held_permissions(user)
        require_permissions(unit.actor, held, say("needs-sign-out-user"))
    return user


def _end(unit: UnitOfWork, user: UserRow, sessions: Sequence[SessionRow]) -> SessionsResult:
    for session in sessions:
        unit.changes.change(session, expires_at=unit.now)
    if sessions:
        unit.changes.change(user, sessions_ended_at=unit.recorded_at(None))
    return SessionsResult(user.id, len(sessions))
