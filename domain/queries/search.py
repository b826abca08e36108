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
from domain.core.sales import INCOME
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
    few: str = ""
    """For conditions: statements for the ids ``t.id`` of rows that have the text, where few rows may have it."""
    many: tuple[tuple[str, str], ...] = ()
    """For conditions: what is true of a row ``t`` that has the text, where many rows of a kind may have it."""
    items: str = ""
    """What searches the amounts of items, which no index has; ``{meant}`` stands for what an item ``s`` must have."""
    nothing: str = ""
    """A condition beside those on amounts, which an amount of nothing (0) has too."""
    tables: tuple[str, ...] = ()
    """The tables beside the list's own that are read where many rows may have the text."""


def _any_contains(alias: str, *columns: str) -> str:
    return " or ".join(f"{alias}.{column}_key contains :search" for column in columns)


def _found(kind: str, select: str, columns: Sequence[str], where: str = "") -> str:
    """Return the statements for what belongs to rows ``s`` of which one of some texts has the text searched for.

    Where few rows may have it, as the index of parts tells, these alone are read; else all.
    """
    has = f"{where}({_any_contains('s', *columns)})"
    all_rows = _gated(kind, select, f"> {FEW}")
    return f"{_found_few(kind, select, columns, where)} union all {all_rows} where {has}"


def _found_few(kind: str, select: str, columns: Sequence[str], where: str = "") -> str:
    """Return the statement for what belongs to rows ``s`` that have the text, nothing unless few rows may have it."""
    few = _gated(kind, select, f"<= {FEW}")
    has = f"{where}({_any_contains('s', *columns)})"
    return f"{few} where s.id in (select f.id from {_MAY_HAVE.format(kind)} f) and {has}"


def _gated(kind: str, select: str, how_many: str) -> str:
    gate = f"from (select 1 where (select count(*) from {_MAY_HAVE.format(kind)}) {how_many}) g cross join"
    return select.replace(" from", f" {gate}", 1)


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
_OF_CURRENCY = "+{0}.account_id in (select a.id from accounts a where a.currency in {{currencies}})"
"""The condition on a row ``{0}`` found by its amount: without the ``+``, an index might lead from the accounts instead."""
_MEANT = f"s.amount_cents in {{amounts}} and {_OF_CURRENCY.format('s')}"
_KINDS_WITH_ITEMS = ", ".join(f"'{kind}'" for kind in sorted(INCOME))
"""The kinds with several items; of others, the one item has the amount of its transaction (domain R4)."""
_TEXTS_OF_TRANSACTION = ("number", "reference", "description")


def _of_transactions(selected: str, joined: str = "", on: str = "") -> str:
    """Return the statements for what belongs to transactions found by what names them.

    They are read first, and what belongs to them by its index (``cross join``). The ``+`` keeps SQLite from an index of
    those that were not withdrawn, which has no texts.
    """
    return _found(
        "transaction", f"select {selected} from transactions s {joined}", _OF_MONEY, f"+s.withdrawn_at is null and {on}"
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
    "select s.id from accounts s where s.currency in {currencies} and ",
    "a.id",
    nothing=f"s.id in ({_ACCOUNTS_OF} {_OPEN_SUM.format('t')} = 0)",
    tables=("transactions", "members"),
)
"""Accounts by their texts and members, by what names their transactions, and by amounts.

Of transactions, indexes have the amounts, and what is open of those that are open in part.
"""
_OF_TEXTS = ("transaction", "select s.id from transactions s", _TEXTS_OF_TRANSACTION)
_OF_ITEMS = ("item", "select s.transaction_id from items s", ("description",), "s.withdrawn_at is null and ")
TRANSACTION_SEARCH = SearchConditions(
    "",
    "",
    (f"(t.amount_cents in {{amounts}} or {_OPEN_SUM.format('t')} in {{amounts}}) and {_OF_CURRENCY.format('t')}",),
    "",
    few=f"{_found_few(*_OF_TEXTS)} union all {_found_few(*_OF_ITEMS)}",
    many=(
        ("transaction", f"({_any_contains('t', *_TEXTS_OF_TRANSACTION)})"),
        ("item", f"exists (select 1 from items s where {_OF_TRANSACTION} and {_any_contains('s', 'description')})"),
    ),
    items=f"t.kind in ({_KINDS_WITH_ITEMS}) and exists (select 1 from items s where {_OF_TRANSACTION} and ({{meant}}))",
)
"""The transactions of an account by their own texts, by descriptions of their items, and by amounts of both."""
ALL_TRANSACTION_SEARCH = SearchConditions(
    f"{_found(*_OF_TEXTS)} union all {_found(*_OF_ITEMS)}",
    "",
    (
        "t.amount_cents in {amounts}",
        "t.reconciled_cents + t.planned_cents > 0 and {0} > 0 and {0} in {{amounts}}".format(_OPEN_SUM.format("t")),
    ),
    f"select t.id from transactions t where t.withdrawn_at is null and {_OF_CURRENCY.format('t')} and ",
    "t.id",
    nothing=f"{_OPEN_SUM.format('t')} = 0",
    items=f"select s.transaction_id from items s where s.kind in ({_KINDS_WITH_ITEMS}) "
    "and s.withdrawn_at is null and ({meant})",
    tables=("items",),
)
"""As ``TRANSACTION_SEARCH``, for a list of all accounts.

Indexes have the amounts, and what is open of transactions that are open in part.
"""
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
    f"where s.id = x.account_id and {_OPEN.format('x')} and s.currency in {{currencies}} and ",
    "i.id",
    tables=("transactions",),
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
    "select x.id from planned_payments x join accounts s on s.id = x.account_id where s.currency in {currencies} and ",
    "p.id",
    tables=("transactions",),
)
"""Planned payments by their account, the payment that they became, the invoice items that they hold, and their amount."""

BANK_LINE_SEARCH = SearchConditions(
    _found(
        "bank_line", "select s.id from bank_lines s", ("payer_name", "payer_account", "text", "structured_reference")
    ),
    "",
    ("x.amount_cents in {amounts}",),
    "select x.id from bank_lines x cross join bank_accounts s "
    "where s.id = x.bank_account_id and s.currency in {currencies} and ",
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
    found = [each for each in (searched.texts, searched.money if money else "") if each]
    if searched.few:
        found.append(f"t.id in ({_may_have([searched.few], key)}{searched.few})")
        found += [f"{_how_many(kind, key)} > {FEW} and {has}" for kind, has in searched.many]
    arguments: dict[str, object] = {"search": key}
    meant = []
    for meaning in amounts_meant(text) if money and searched.amounts else ():
        names = f"amounts_{meaning.exponent}", f"currencies_{meaning.exponent}"
        arguments |= {names[0]: sorted(meaning.cents), names[1]: sorted(meaning.currencies)}
        amounts = (*searched.amounts, searched.nothing) if searched.nothing and 0 in meaning.cents else searched.amounts
        named = {"amounts": f":{names[0]}", "currencies": f":{names[1]}"}
        found += [f"{searched.currency}{amount}".format(**named) for amount in amounts]
        meant.append(_MEANT.format(**named))
    if meant and searched.items:
        found.append(searched.items.format(meant=" or ".join(meant)))
    if searched.ids:
        return f"{searched.ids} among [#{_may_have(found, key)}{' union all '.join(found)}#]", arguments
    return f"({' or '.join(found)})", arguments


def _may_have(found: Sequence[str], key: str) -> str:
    """Return the part before statements that finds once what they look up by the index of parts."""
    parts = [
        f"{name} (id) as ({_lookup(index.kind, key)})"
        for index in TEXT_INDEXES
        if any((name := _MAY_HAVE.format(index.kind)) in each for each in found)
    ]
    return f"with {', '.join(parts)} "


def _lookup(kind: str, key: str) -> str:
    """Return the statement for the rows of a kind that may have the text, one more than are few at most."""
    return f"{kind}_texts with {'short ' if len(key) < PART else ''}:search limit {FEW + 1}"


def _how_many(kind: str, key: str) -> str:
    return f"(select count(*) from ({_lookup(kind, key)}) f)"
