"""Which papers a job makes, and which accounts get a statement (domain R46d)."""

from datetime import date

import pytest

from domain.core.document_choice import DocumentChoice
from domain.core.kinds import DocumentKind, StatementAccounts
from domain.core.periods import Period

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def test_a_choice_is_read_as_it_was_stored() -> None:
    choice = DocumentChoice(DocumentKind.STATEMENT, MARCH, StatementAccounts.OWING)
    assert choice.text == '{"kind":"STATEMENT","days":["2026-03-01","2026-03-31"],"accounts":"OWING"}'
    assert DocumentChoice.parse(choice.text) == choice


@pytest.mark.parametrize(
    ("accounts", "wanted"),
    [
        ("ALL", [(0, 0), (0, -1), (1, 0), (0, 1)]),
        ("WITH_ACTIVITY", [(1, 0)]),
        ("WITH_BALANCE", [(0, -1), (0, 1)]),
        ("OWING", [(0, 1)]),
    ],
)
def test_statements_go_to_accounts_by_activity_and_closing_balance(accounts, wanted) -> None:
    choice = DocumentChoice(DocumentKind.STATEMENT, MARCH, StatementAccounts(accounts))
    assert [each for each in [(0, 0), (0, -1), (1, 0), (0, 1)] if choice.is_wanted(*each)] == wanted
