"""Mutations of sessions: everybody of the staff may end their own."""

import strawberry

from api.graph.ids import row_id
from api.mutations.inputs import MutationInput, optional_row_id
from api.mutations.payloads import MutationPayload
from api.mutations.perform import mutation
from api.types.fields import computed, optional, required
from domain.services.sessions import EndSession, EndSessions


@strawberry.input
class EndSessionInput(MutationInput):
    """The session to end."""

    id: strawberry.ID = required("The session to end; another user's needs MANAGE_ACCESS and all that they hold.")

    def to_command(self) -> EndSession:
        return EndSession(row_id(self.id, "Session"))


@strawberry.type
class EndSessionPayload(MutationPayload):
    """What was ended."""

    ended: int | None = computed(
        "How many sessions were ended; null when refused.",
        lambda payload, _: None if payload.result is None else payload.result.ended,
    )


@strawberry.input
class EndSessionsInput(MutationInput):
    """Whose sessions to end."""

    user_id: strawberry.ID | None = optional(
        "The user to sign out everywhere, which needs MANAGE_ACCESS and all that they hold; without one, all your own "
        "sessions end but the one that sends this."
    )

    def to_command(self) -> EndSessions:
        return EndSessions(optional_row_id(self.user_id, "User"))


@strawberry.type
class EndSessionsPayload(MutationPayload):
    """How many were ended."""

    ended: int | None = computed(
        "How many sessions were ended; null when refused.",
        lambda payload, _: None if payload.result is None else payload.result.ended,
    )


PUBLIC_MUTATIONS = frozenset({"endSession", "endSessions"})
"""Mutations that need no permission: by them, staff look after their own sign-in. They are closed to clients."""


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
