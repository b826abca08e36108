"""What an audit event is called in the feed (domain R47)."""

import pytest

from domain.core.change_kinds import ChangeKind, kind_of, nouns_of

GONE = {"withdrawn_at": 1}
HERE = {"withdrawn_at": None}


@pytest.mark.parametrize(
    ("action", "before", "after", "kind"),
    [
        ("account.created", None, HERE, "ACCOUNT_CREATED"),
        ("account.changed", HERE, HERE, "ACCOUNT_UPDATED"),
        ("account.withdrawn", HERE, GONE, "ACCOUNT_WITHDRAWN"),
        ("account.changed", GONE, HERE, "ACCOUNT_CREATED"),
        ("account.erased", HERE, HERE, "PERSON_ERASED"),
        ("member.withdrawn", HERE, GONE, "MEMBER_UPDATED"),
        ("user.erased", HERE, HERE, "USER_UPDATED"),
        ("payer.erased", HERE, HERE, None),
        ("transaction.reworded", HERE, HERE, "TRANSACTION_UPDATED"),
        ("transaction.changed", {"payment_state": "PROCESSING"}, {"payment_state": "CONFIRMED"}, "PAYMENT_CONFIRMED"),
        ("transaction.changed", {"payment_state": "CONFIRMED"}, {"payment_state": "FAILED"}, "PAYMENT_FAILED"),
        ("transaction.changed", {"payment_state": "FAILED"}, {"payment_state": "CONFIRMED"}, "TRANSACTION_UPDATED"),
        ("reconciliation.changed", {"released_at": None}, {"released_at": None}, "RECONCILIATION_UPDATED"),
        ("reconciliation.released", {"released_at": None}, {"released_at": 5}, "RECONCILIATION_RELEASED"),
        ("plannedPayment.changed", {"state": "PLANNED"}, {"state": "PROCESSED"}, "PLANNED_PAYMENT_ENDED"),
        ("plannedPayment.changed", {"state": "PLANNED"}, {"state": "ADJUSTED"}, "PLANNED_PAYMENT_UPDATED"),
        ("booksClosing.created", None, {"reopened_at": None}, "BOOKS_CLOSED"),
        ("booksClosing.changed", {"reopened_at": None}, {"reopened_at": 5}, "BOOKS_REOPENED"),
        ("apiToken.changed", {"revoked_at": None}, {"revoked_at": None}, None),
        ("bankAccount.changed", HERE, HERE, None),
        ("bankLinePart.changed", HERE, HERE, None),
        ("fileMapping.created", None, HERE, None),
        ("batch.shown", None, {"account_id": 5}, None),
    ],
)
def test_an_event_has_a_kind(
    action: str, before: dict[str, object] | None, after: dict[str, object], kind: str | None
) -> None:
    assert kind_of(action, before, after) == (None if kind is None else ChangeKind(kind))
    if kind is not None:
        assert action.partition(".")[0] in nouns_of([ChangeKind(kind)])
