"""Searching lists: a part of a text as people write it, or an amount, alike on both databases (domain R37a).

Both databases look for the key of what was typed in the stored keys of texts (``core.folding``), character by character.
No index finds a part that may stand anywhere. Of transactions and of open items, an index that holds little else than the
keys is read instead of the table.

A list of all accounts is searched by one statement for the ids of what is found by each of its texts, so that each table is
read once: PostgreSQL reads a subquery anew for each row of the list if it stands beside other conditions in an ``or`` and
may find many.
"""

from typing import NamedTuple

from domain.core.folding import folded
from domain.core.searched_amounts import amounts_meant


class SearchConditions(NamedTuple):
    """What searches a list: on its texts, on those about money, on its amounts, and on their currency.

    ``texts`` and ``money`` take the key ``:search``; the others take lists at ``{amounts}`` and ``{currencies}``. ``money``
    and ``amounts`` are only for those who may see transactions. They are conditions, or with ``ids`` statements for the
    ids of what is found, which begin with ``currency`` for each of ``amounts``.
    """

    texts: str
    money: str
    amounts: tuple[str, ...]
    currency: str
    ids: str = ""
    """The column of the list that has the ids."""


def _any_contains(alias: str, *columns: str) -> str:
    return " or ".join(f"{alias}.{column}_key contains :search" for column in columns)


_OF_ACCOUNT = _any_contains("s", "number", "owner_name")
_OF_MONEY = _any_contains("s", "number", "reference")
"""What names a transaction: its number (the receipt ID) and the payer's reference."""

_OF_TRANSACTION = "s.transaction_id = t.id and s.withdrawn_at is null"
_OF_AMOUNT = "(t.amount_cents in {amounts} or t.amount_cents - t.reconciled_cents - t.planned_cents in {amounts})"
_TRANSACTIONS = f"select {{}} from transactions s {{}} where s.withdrawn_at is null and ({_OF_MONEY})"
"""Transactions found by what names them; they are read first, and what belongs to them by its index (``cross join``)."""

ACCOUNT_SEARCH = SearchConditions(
    f"select s.id from accounts s where {_any_contains('s', 'number', 'owner_name', 'email')} union all "
    f"select s.account_id from members s where s.withdrawn_at is null and {_any_contains('s', 'name')}",
    _TRANSACTIONS.format("s.account_id", ""),
    (
        "s.balance_cents in {amounts}",
        "s.unreconciled_debit_cents in {amounts}",
        "s.unreconciled_credit_cents in {amounts}",
        f"s.id in (select t.account_id from transactions t where t.withdrawn_at is null and {_OF_AMOUNT})",
    ),
    "select s.id from accounts s where s.currency in {currencies}",
    "a.id",
)
TRANSACTION_SEARCH = SearchConditions(
    f"{_any_contains('t', 'number', 'reference', 'description')} or exists (select 1 from items s "
    f"where {_OF_TRANSACTION} and {_any_contains('s', 'description')})",
    "",
    (_OF_AMOUNT, f"exists (select 1 from items s where {_OF_TRANSACTION} and s.amount_cents in {{amounts}})"),
    "t.account_id in (select s.id from accounts s where s.currency in {currencies})",
)
_OPEN = "(x.amount_cents - x.reconciled_cents - x.planned_cents > 0 or x.faulty_count > 0) and x.withdrawn_at is null"
UNRECONCILED_SEARCH = SearchConditions(
    "select x.id from accounts s cross join items x "
    f"where x.account_id = s.id and x.side in ('DEBIT', 'CREDIT') and {_OPEN} and ({_OF_ACCOUNT}) union all "
    f"{_TRANSACTIONS.format('x.id', 'cross join items x')} and x.transaction_id = s.id and {_OPEN} union all "
    f"select x.id from items x where {_OPEN} and ({_any_contains('x', 'description')})",
    "",
    ("x.amount_cents in {amounts}", "x.amount_cents - x.reconciled_cents - x.planned_cents in {amounts}"),
    f"select x.id from items x join accounts s on s.id = x.account_id where {_OPEN} and s.currency in {{currencies}}",
    "i.id",
)
"""Open items by their account, by what names their transaction, by their description, and by amounts."""
PLANNED_SEARCH = SearchConditions(
    f"select x.id from accounts s cross join planned_payments x where x.account_id = s.id and ({_OF_ACCOUNT}) union all "
    f"{_TRANSACTIONS.format('x.id', 'cross join planned_payments x')} and x.transaction_id = s.id union all "
    "select r.planned_payment_id from reconciliations r join items i on i.id = r.debit_item_id "
    "join transactions s on s.id = r.debit_transaction_id where r.planned_payment_id is not null "
    f"and r.released_at is null and ({_any_contains('i', 'description')} or {_any_contains('s', 'number')})",
    "",
    ("x.amount_cents in {amounts}",),
    "select x.id from planned_payments x join accounts s on s.id = x.account_id where s.currency in {currencies}",
    "p.id",
)
"""Planned payments by their account, the payment that they became, the invoice items that they hold, and their amount."""

BANK_LINE_SEARCH = SearchConditions(
    _any_contains("l", "payer_name", "payer_account", "text", "structured_reference"),
    "",
    ("abs(l.amount_cents) in {amounts}",),
    "l.bank_account_id in (select s.id from bank_accounts s where s.currency in {currencies})",
)
"""Bank lines by who paid, by what was written, and by amount."""
PAYER_SEARCH = SearchConditions(_any_contains("y", "name", "payer_account"), "", (), "")
"""Payers by their name and the number of their account."""


def search_condition(searched: SearchConditions, text: str, *, money: bool = True) -> tuple[str, dict[str, object]]:
    """Return the condition, and its arguments, for rows that contain ``text`` or have the amount that it means.

    Without ``money`` nothing is found by a transaction or an amount.
    """
    found = [searched.texts]
    arguments: dict[str, object] = {"search": folded(text)}
    if money and searched.money:
        found.append(searched.money)
    for meaning in amounts_meant(text) if money and searched.amounts else ():
        names = f"amounts_{meaning.exponent}", f"currencies_{meaning.exponent}"
        arguments |= {names[0]: sorted(meaning.cents), names[1]: sorted(meaning.currencies)}
        each = [f"{searched.currency} and {amount}" for amount in searched.amounts]
        found += [one.format(amounts=f":{names[0]}", currencies=f":{names[1]}") for one in each]
    if searched.ids:
        return f"{searched.ids} in ({' union all '.join(found)})", arguments
    return f"({' or '.join(found)})", arguments
