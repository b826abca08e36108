"""The mutation root: each mutation is guard, convert, one service, wrap."""

import strawberry

from api.mutations.access import AccessMutations
from api.mutations.accounts import AccountMutations
from api.mutations.jobs import JobMutations
from api.mutations.reconciling import ReconcilingMutations
from api.mutations.recording import RecordingMutations


@strawberry.type(description="What can be changed.")
class Mutation(AccountMutations, RecordingMutations, ReconcilingMutations, JobMutations, AccessMutations):
    """What can be changed."""


__all__ = ["Mutation"]
