"""The mutation root: each mutation converts its input to a command, runs it, and shows the result."""

import strawberry

from api.mutations.access import AccessMutations
from api.mutations.accounts import AccountMutations
from api.mutations.balance import BalanceMutations
from api.mutations.bank import BankMutations
from api.mutations.bank_statements import BankStatementMutations
from api.mutations.bulk import BulkMutations
from api.mutations.closing import ClosingMutations
from api.mutations.documents import DocumentMutations
from api.mutations.erasing import ErasingMutations
from api.mutations.factors import FactorMutations
from api.mutations.importing import ImportMutations
from api.mutations.jobs import JobMutations
from api.mutations.journals import JournalMutations
from api.mutations.mending import MendingMutations
from api.mutations.payment_states import PaymentStateMutations
from api.mutations.planned_payments import PlannedPaymentMutations
from api.mutations.reconciling import ReconcilingMutations
from api.mutations.recording import RecordingMutations
from api.mutations.refunds import RefundMutations
from api.mutations.roles import RoleMutations
from api.mutations.sessions import SessionMutations
from api.mutations.subscriptions import SubscriptionMutations
from api.mutations.suggestions import SuggestionMutations
from api.mutations.tokens import TokenMutations
from api.mutations.undoing import UndoMutations
from api.mutations.webhooks import WebhookMutations


@strawberry.type
class Mutation(
    AccountMutations,
    RecordingMutations,
    BulkMutations,
    BalanceMutations,
    RefundMutations,
    PaymentStateMutations,
    MendingMutations,
    PlannedPaymentMutations,
    SubscriptionMutations,
    ReconcilingMutations,
    SuggestionMutations,
    BankMutations,
    BankStatementMutations,
    ClosingMutations,
    JournalMutations,
    UndoMutations,
    JobMutations,
    DocumentMutations,
    ImportMutations,
    RoleMutations,
    AccessMutations,
    TokenMutations,
    SessionMutations,
    FactorMutations,
    ErasingMutations,
    WebhookMutations,
):
    """Everything that changes records. A refused mutation changes nothing."""


__all__ = ["Mutation"]
