"""The mutation root: each mutation is guard, convert, one service, wrap."""

import strawberry

from api.mutations.access import AccessMutations
from api.mutations.accounts import AccountMutations
from api.mutations.bulk import BulkMutations
from api.mutations.importing import ImportMutations
from api.mutations.reconciling import ReconcilingMutations
from api.mutations.recording import RecordingMutations


@strawberry.type(description="What can be changed.")
class Mutation(
    AccountMutations, RecordingMutations, BulkMutations, ReconcilingMutations, ImportMutations, AccessMutations
):
    """What can be changed."""


__all__ = ["Mutation"]
