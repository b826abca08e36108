"""Mutations of sessions: staff end their own, and whoever manages access ends those of others."""

import strawberry

from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload
from api.mutations.perform import mutation
from api.types.fields import computed, optional, required
from domain.services.sessions import EndSession, EndSessions


def _ended() -> int | None:
    """Declare the field that says how many sessions were ended."""
    return computed(  # type: ignore[no-any-return]  # a field
        "How many sessions were ended; null when refused.",
        lambda payload, _: None if payload.result is None else payload.result.ended,
    )


@strawberry.input
class EndSessionInput(MutationInput):
    """The session to end."""

    makes = EndSession

    id: strawberry.ID = required(
        "The session to end; another user's needs MANAGE_ACCESS and all that they hold.", of="Session", to="session_id"
    )


@strawberry.type
class EndSessionPayload(MutationPayload):
    """How many were ended."""

    ended: int | None = _ended()


@strawberry.input
class EndSessionsInput(MutationInput):
    """Whose sessions to end."""

    makes = EndSessions

    user_id: strawberry.ID | None = optional(
        "The user to sign out everywhere, which needs MANAGE_ACCESS and all that they hold; without one, all your own "
        "sessions end but the one that sends this.",
        of="User",
    )


@strawberry.type
class EndSessionsPayload(MutationPayload):
    """How many were ended."""

    ended: int | None = _ended()


PUBLIC_MUTATIONS = frozenset({"endSession", "endSessions"})
"""Mutations that need no permission: staff manage their own sign-in by them. They are closed to clients."""


@strawberry.type
class SessionMutations:
    """Sessions."""

    end_session = mutation(
        EndSessionInput, EndSessionPayload, "Signs out one browser: your own, or another user's. Cannot be undone."
    )
    end_sessions = mutation(
        EndSessionsInput,
        EndSessionsPayload,
        "Signs out all your other browsers, or a user everywhere. Cannot be undone.",
    )
