"""What an audit event is called in the feed (domain R47)."""

from typing import Any

import pytest

from domain.core.change_kinds import COLUMNS_READ, ChangeKind, kind_of, nouns_of

GONE = {"withdrawn_at": 1}
HERE = {"withdrawn_at": None}


class Watched(dict[str, Any]):
    """A row that tells of a column which is not in ``COLUMNS_READ``."""

    def get(self, column: str, default: Any = None) -> Any:
        assert column in COLUMNS_READ
        return super().get(column, default)

    def __getitem__(self, column: str) -> Any:
        assert column in COLUMNS_READ
        return super().__getitem__(column)


@pytest.mark.parametrize(
    ("action", "before", "after", "kind"),
    [
        ("account.created", None, HERE, "ACCOUNT_CREATED"),
        ("account.changed", HERE, HERE, "ACCOUNT_UPDATED"),
        ("account.withdrawn", HERE, GONE, "ACCOUNT_WITHDRAWN"),
        ("account.changed", GONE, HERE, "ACCOUNT_CREATED"),
        ("account.erased", HERE, HERE, "PERSON_ERASED"),
        ("account.shown", None, GONE, "ACCOUNT_WITHDRAWN"),
        ("member.created", None, HERE, "MEMBER_ADDED"),
        ("member.changed", HERE, HERE, "MEMBER_UPDATED"),
        ("member.withdrawn", HERE, GONE, "MEMBER_UPDATED"),
        ("user.created", None, HERE, "USER_CREATED"),
        ("user.changed", HERE, HERE, "USER_UPDATED"),
        ("user.erased", HERE, HERE, "USER_UPDATED"),
        ("payer.erased", HERE, HERE, None),
        ("transaction.created", None, HERE, "TRANSACTION_RECORDED"),
        ("transaction.created", None, {"payment_state": "FAILED"}, "TRANSACTION_RECORDED"),
        ("transaction.reworded", HERE, HERE, "TRANSACTION_UPDATED"),
        ("transaction.reworded", {"payment_state": "FAILED"}, {"payment_state": "FAILED"}, "TRANSACTION_UPDATED"),
        ("transaction.withdrawn", HERE, GONE, "TRANSACTION_WITHDRAWN"),
        (
            "transaction.withdrawn",
            {"payment_state": "PROCESSING"},
            {**GONE, "payment_state": "FAILED"},
            "TRANSACTION_WITHDRAWN",
        ),
        ("transaction.changed", {"payment_state": "PROCESSING"}, {"payment_state": None}, "TRANSACTION_UPDATED"),
        ("transaction.changed", {"payment_state": "PROCESSING"}, {"payment_state": "CONFIRMED"}, "PAYMENT_CONFIRMED"),
        ("transaction.changed", {"payment_state": "CONFIRMED"}, {"payment_state": "FAILED"}, "PAYMENT_FAILED"),
        ("transaction.changed", {"payment_state": "FAILED"}, {"payment_state": "CONFIRMED"}, "TRANSACTION_UPDATED"),
        ("reconciliation.created", None, {"released_at": None}, "RECONCILIATION_CREATED"),
        ("reconciliation.changed", {"released_at": None}, {"released_at": None}, "RECONCILIATION_UPDATED"),
        ("reconciliation.released", {"released_at": None}, {"released_at": 5}, "RECONCILIATION_RELEASED"),
        ("plannedPayment.created", None, {"state": "PLANNED"}, "PLANNED_PAYMENT_CREATED"),
        ("plannedPayment.withdrawn", {"state": "PLANNED"}, {**GONE, "state": "PLANNED"}, "PLANNED_PAYMENT_ENDED"),
        ("plannedPayment.changed", {"state": "PLANNED"}, {"state": "PROCESSED"}, "PLANNED_PAYMENT_ENDED"),
        ("plannedPayment.changed", {"state": "PLANNED"}, {"state": "ADJUSTED"}, "PLANNED_PAYMENT_UPDATED"),
        ("booksClosing.created", None, {"reopened_at": None}, "BOOKS_CLOSED"),
        ("booksClosing.changed", {"reopened_at": None}, {"reopened_at": 5}, "BOOKS_REOPENED"),
        ("booksClosing.changed", {"reopened_at": None}, {"reopened_at": None}, "BOOKS_CLOSED"),
        ("booksClosing.created", None, {"reopened_at": 5}, "BOOKS_CLOSED"),
        ("booksClosing.withdrawn", HERE, GONE, "BOOKS_REOPENED"),
        ("apiToken.created", None, {"revoked_at": None}, "TOKEN_CREATED"),
        ("apiToken.changed", {"revoked_at": None}, {"revoked_at": 5}, "TOKEN_REVOKED"),
        ("apiToken.withdrawn", HERE, GONE, "TOKEN_REVOKED"),
        ("apiToken.changed", {"revoked_at": None}, {"revoked_at": None}, None),
        ("bankAccount.changed", HERE, HERE, None),
        ("bankLine.created", None, HERE, "BANK_LINE_IMPORTED"),
        ("bankLine.ignored", HERE, {"ignored_reason": "a fee"}, "BANK_LINE_EXPLAINED"),
        ("bankLine.reopened", {"ignored_reason": "a fee"}, {"ignored_reason": None}, "BANK_LINE_REOPENED"),
        ("bankLine.withdrawn", HERE, GONE, "BANK_LINE_WITHDRAWN"),
        ("bankLinePart.created", None, HERE, "BANK_LINE_EXPLAINED"),
        ("bankLinePart.withdrawn", HERE, GONE, "BANK_LINE_REOPENED"),
        ("bankLinePart.changed", HERE, HERE, None),
        ("fileMapping.created", None, HERE, None),
        ("batch.shown", None, {"account_id": 5}, None),
    ],
)
def test_an_event_has_a_kind(
    action: str, before: dict[str, object] | None, after: dict[str, object], kind: str | None
) -> None:
    found = kind_of(action, None if before is None else Watched(before), Watched(after))
    assert found == (None if kind is None else ChangeKind(kind))
    if kind is not None:
        assert action.partition(".")[0] in nouns_of([ChangeKind(kind)])


def test_the_nouns_of_kinds_are_those_whose_events_tell_them() -> None:
    assert nouns_of([]) == set()
    assert nouns_of([ChangeKind.ACCOUNT_CREATED]) == {"account"}
    assert nouns_of([ChangeKind.PAYMENT_FAILED, ChangeKind.TOKEN_REVOKED]) == {"transaction", "apiToken"}
    assert nouns_of([ChangeKind.PERSON_ERASED]) == {"account", "member", "bankLine", "user"}
