"""The mutation root: each mutation is guard, convert, one service, wrap."""

import strawberry

from api.mutations.access import AccessMutations
from api.mutations.accounts import AccountMutations
from api.mutations.balance import BalanceMutations
from api.mutations.bulk import BulkMutations
from api.mutations.importing import ImportMutations
from api.mutations.jobs import JobMutations
from api.mutations.payment_states import PaymentStateMutations
from api.mutations.planned_payments import PlannedPaymentMutations
from api.mutations.reconciling import ReconcilingMutations
from api.mutations.recording import RecordingMutations
from api.mutations.refunds import RefundMutations
from api.mutations.subscriptions import SubscriptionMutations
from api.mutations.suggestions import SuggestionMutations


@strawberry.type(description="What can be changed.")
class Mutation(
    AccountMutations,
    RecordingMutations,
    BulkMutations,
    BalanceMutations,
    RefundMutations,
    PaymentStateMutations,
    PlannedPaymentMutations,
    SubscriptionMutations,
    ReconcilingMutations,
    SuggestionMutations,
    JobMutations,
    ImportMutations,
    AccessMutations,
):
    """What can be changed."""


__all__ = ["Mutation"]
