"""The kinds of transactions: which side each stands on, and which are cash (domain R4)."""

from domain.core.kinds import Side, TransactionKind


def test_each_kind_has_its_side_and_column() -> None:
    assert {kind.value: (kind.side, kind.is_cash) for kind in TransactionKind} == {
        "INVOICE": (Side.DEBIT, False),
        "REFUND": (Side.DEBIT, True),
        "PAYMENT_CORRECTION": (Side.DEBIT, True),
        "PAYMENT": (Side.CREDIT, True),
        "DEPOSIT": (Side.CREDIT, True),
        "CREDIT": (Side.CREDIT, False),
        "CANCELLATION": (Side.CREDIT, False),
    }
