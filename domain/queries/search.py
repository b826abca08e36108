"""Searching lists: a part of a text as people write it, or an amount, alike on both databases (domain R37a).

Both databases look for the key of what was typed in the stored keys of texts (``core.folding``), character by character.
An index of the parts of texts leads to few rows that may have it (``store/text_parts.py``), whose keys are then looked at;
where many may have it, all keys are.

A list of all accounts is searched by one statement for the ids of what is found by each of its texts, so that each table is
read once: PostgreSQL reads a subquery anew for each row of the list if it stands beside other conditions in an ``or`` and
may find many.
"""

from collections.abc import Sequence
from typing import NamedTuple

from domain.core.folding import folded
from domain.core.searched_amounts import amounts_meant
from domain.store.text_parts import FEW, PART
from domain.tables.texts import TEXT_INDEXES


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
    nothing: str = ""
    """A condition beside those on amounts, which an amount of nothing (0) has too."""


def _any_contains(alias: str, *columns: str) -> str:
    return " or ".join(f"{alias}.{column}_key contains :search" for column in columns)


def _found(kind: str, select: str, columns: Sequence[str], where: str = "") -> str:
    """Return the statements for what belongs to rows ``s`` of which one of some texts has the text searched for.

    Where few rows may have it, as the index of parts tells, these alone are read; else all.
    """
    has = f"{where}({_any_contains('s', *columns)})"
    found = _MAY_HAVE.format(kind)
    gates = [
        f"from (select 1 where (select count(*) from {found}) {many}) g cross join"
        for many in (f"<= {FEW}", f"> {FEW}")
    ]
    few, all_rows = (select.replace(" from", f" {gate}", 1) for gate in gates)
    return f"{few} where s.id in (select f.id from {found} f) and {has} union all {all_rows} where {has}"


_MAY_HAVE = "{}s_found"
"""The rows of a kind that may have the text, as far as they are few."""
_OF_ACCOUNT = ("number", "owner_name")
_OF_MONEY = ("number", "reference")
"""What names a transaction: its number (the receipt ID) and the payer's reference."""

_OF_TRANSACTION = "s.transaction_id = t.id and s.withdrawn_at is null"
_OPEN_SUM = "{0}.amount_cents - {0}.reconciled_cents - {0}.planned_cents"
_ACCOUNTS_OF = "select t.account_id from transactions t where t.withdrawn_at is null and"
_PARTLY_OPEN = f"{_ACCOUNTS_OF} t.reconciled_cents + t.planned_cents > 0 and {_OPEN_SUM.format('t')} > 0"
_SUMS = ("balance", "unreconciled_debit", "unreconciled_credit")
_OF_AMOUNT = f"(t.amount_cents in {{amounts}} or {_OPEN_SUM.format('t')} in {{amounts}})"


def _of_transactions(selected: str, joined: str = "", on: str = "") -> str:
    """Return the statements for what belongs to transactions found by what names them.

    They are read first, and what belongs to them by its index (``cross join``).
    """
    return _found(
        "transaction", f"select {selected} from transactions s {joined}", _OF_MONEY, f"s.withdrawn_at is null and {on}"
    )


ACCOUNT_SEARCH = SearchConditions(
    f"{_found('account', 'select s.id from accounts s', ('number', 'owner_name', 'email'))} union all "
    f"{_found('member', 'select s.account_id from members s', ('name',), 's.withdrawn_at is null and ')}",
    _of_transactions("s.account_id"),
    (
        f"({' or '.join(f's.{name}_cents in {{amounts}}' for name in _SUMS)})",
        f"s.id in ({_ACCOUNTS_OF} t.amount_cents in {{amounts}})",
        f"s.id in ({_PARTLY_OPEN} and {_OPEN_SUM.format('t')} in {{amounts}})",
    ),
    "select s.id from accounts s where s.currency in {currencies}",
    "a.id",
    f"s.id in ({_ACCOUNTS_OF} {_OPEN_SUM.format('t')} = 0)",
)
"""Accounts by their texts and members, by what names their transactions, and by amounts.

Of transactions, indexes have the amounts, and what is open of those that are open in part.
"""
TRANSACTION_SEARCH = SearchConditions(
    f"{_any_contains('t', 'number', 'reference', 'description')} or exists (select 1 from items s "
    f"where {_OF_TRANSACTION} and {_any_contains('s', 'description')})",
    "",
    (_OF_AMOUNT, f"exists (select 1 from items s where {_OF_TRANSACTION} and s.amount_cents in {{amounts}})"),
    "t.account_id in (select s.id from accounts s where s.currency in {currencies})",
)
ALL_TRANSACTION_SEARCH = SearchConditions(
    f"{_found('transaction', 'select s.id from transactions s', ('number', 'reference', 'description'))} union all "
    f"{_found('item', 'select s.transaction_id from items s', ('description',), 's.withdrawn_at is null and ')}",
    "",
    TRANSACTION_SEARCH.amounts,
    f"select t.id from transactions t where {TRANSACTION_SEARCH.currency}",
    "t.id",
)
"""As ``TRANSACTION_SEARCH``, for a list of all accounts."""
_OPEN = f"({_OPEN_SUM} > 0 or {{0}}.faulty_count > 0) and {{0}}.withdrawn_at is null"
UNRECONCILED_SEARCH = SearchConditions(
    _found(
        "account",
        "select x.id from accounts s cross join items x",
        _OF_ACCOUNT,
        f"x.account_id = s.id and x.side in ('DEBIT', 'CREDIT') and {_OPEN.format('x')} and ",
    )
    + " union all "
    + _of_transactions("x.id", "cross join items x", f"x.transaction_id = s.id and {_OPEN.format('x')} and ")
    + " union all "
    + _found("item", "select s.id from items s", ("description",), f"{_OPEN.format('s')} and "),
    "",
    ("x.amount_cents in {amounts}", f"{_OPEN_SUM.format('x')} in {{amounts}}"),
    "select x.id from items x cross join accounts s "
    f"where s.id = x.account_id and {_OPEN.format('x')} and s.currency in {{currencies}}",
    "i.id",
)
"""Open items by their account, by what names their transaction, by their description, and by amounts."""
_OF_PLANNED = "select x.id from accounts s cross join planned_payments x"
PLANNED_SEARCH = SearchConditions(
    f"{_found('account', _OF_PLANNED, _OF_ACCOUNT, 'x.account_id = s.id and ')} union all "
    f"{_of_transactions('x.id', 'cross join planned_payments x', 'x.transaction_id = s.id and ')} union all "
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
    _found(
        "bank_line", "select s.id from bank_lines s", ("payer_name", "payer_account", "text", "structured_reference")
    ),
    "",
    ("x.amount_cents in {amounts}",),
    "select x.id from bank_lines x cross join bank_accounts s where s.id = x.bank_account_id and s.currency in {currencies}",
    "l.id",
)
"""Bank lines by who paid, by what was written, and by amount."""
PAYER_SEARCH = SearchConditions(
    _found("payer", "select s.id from payers s", ("name", "payer_account")), "", (), "", "y.id"
)
"""Payers by their name and the number of their account."""


def search_condition(searched: SearchConditions, text: str, *, money: bool = True) -> tuple[str, dict[str, object]]:
    """Return the condition, and its arguments, for rows that contain ``text`` or have the amount that it means.

    Without ``money`` nothing is found by a transaction or an amount.
    """
    key = folded(text)
    found = [searched.texts, *([searched.money] if money and searched.money else [])]
    arguments: dict[str, object] = {"search": key}
    for meaning in amounts_meant(text) if money and searched.amounts else ():
        names = f"amounts_{meaning.exponent}", f"currencies_{meaning.exponent}"
        arguments |= {names[0]: sorted(meaning.cents), names[1]: sorted(meaning.currencies)}
        amounts = (*searched.amounts, searched.nothing) if searched.nothing and 0 in meaning.cents else searched.amounts
        each = [f"{searched.currency} and {amount}" for amount in amounts]
        found += [one.format(amounts=f":{names[0]}", currencies=f":{names[1]}") for one in each]
    if searched.ids:
        return f"{searched.ids} among [#{_may_have(found, key)}{' union all '.join(found)}#]", arguments
    return f"({' or '.join(found)})", arguments


def _may_have(found: Sequence[str], key: str) -> str:
    """Return the part before statements that finds once what they look up by the index of parts."""
    short = "short " if len(key) < PART else ""
    parts = [
        f"{name} (id) as ({index.name} with {short}:search limit {FEW + 1})"
        for index in TEXT_INDEXES
        if any((name := _MAY_HAVE.format(index.kind)) in each for each in found)
    ]
    return f"with {', '.join(parts)} "
