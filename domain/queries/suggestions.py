"""All that is open on accounts, the input of suggestions, read by a fixed number of statements (domain R26)."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from domain.core.allocation import OpenAmount
from domain.core.kinds import OUTSTANDING, PaymentMethod, PaymentState, Side, TransactionKind
from domain.core.number_forms import NUMBER_SEPARATORS, form_of, is_stored_under, keys_of_number, stored_keys
from domain.core.open_account import OpenAccount, OpenCredit, OpenInvoice, OpenItem
from domain.core.text import storable
from domain.queries.records import OPEN_CENTS
from domain.store.program import Program, Query, Row, Sql

CREDITS_MAX = 1_000
"""How many credits of one account are read, the oldest: as many as a list of suggestions may have."""
DEBITS_MAX = 2_000
"""How many open debit items of one account are read, the oldest. If there are more, no amount is sure."""
POSSIBLE_NUMBERS_MAX = 20_000
"""How many numbers in the texts of one account's credits are looked up. If there are more, nothing is sure."""
SETTLED_ITEMS_MAX = 200
"""How many of an account's invoice items, the last recorded ones, give words that other items have."""
PREFIXES_MAX = 20
"""How many beginnings of an account's open numbers are tried before a number in a text."""


def payment_texts(kind: str, reference: str | None, description: str) -> tuple[str, ...]:
    """Return the texts of money that say something; the description that it has by itself, such as Payment, does not."""
    return tuple(text for text in (reference, "" if description.upper() == kind else description) if text)


class CreditLine(NamedTuple):
    """An open credit item as read."""

    account_id: int
    item_id: int
    kind: str
    date: datetime.date
    open_cents: int
    reference: str | None
    description: str
    payment_state: str | None
    method: str | None
    currency: str
    owner_name: str
    faulty_count: int

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that may name an invoice."""
        return payment_texts(self.kind, self.reference, self.description)


class DebitLine(NamedTuple):
    """An open debit item as read."""

    account_id: int
    item_id: int
    kind: str
    date: datetime.date
    open_cents: int
    position: int
    transaction_id: int
    number: str
    transaction_cents: int
    description: str
    member_id: int | None
    ledger_code_id: int | None
    faulty_count: int


_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _without_separators(text: str) -> str:
    """Return SQLite's expression for a text without ``NUMBER_SEPARATORS``, which has no ``translate``."""
    for separator in NUMBER_SEPARATORS:
        quoted = separator.replace("'", "''")
        text = f"replace({text}, '{quoted}', '')"
    return text


STORED_KEY_SQLITE = f"ltrim({_without_separators('lower(t.number)')}, '0')"
STORED_KEY_POSTGRES = "ltrim(translate(t.number, '{}', '{}'), '0')".format(
    (_CAPITALS + NUMBER_SEPARATORS).replace("'", "''"), _CAPITALS.lower()
)
"""``stored_key`` of a number, as the indexes ``transaction_number_key`` have it."""


def _oldest_open_items(columns: str, tables: str) -> Sql:
    """Return the statement for each account's oldest open items of one side, in the order of R9, ``:most`` in all."""
    return Sql(
        f"select {columns} from (select x.*, row_number() over (partition by x.account_id "
        "order by x.date, x.recording_seq, x.position) as place from items x "
        "where x.account_id in :ids and x.side = :side "
        "and x.amount_cents - x.reconciled_cents - x.planned_cents > 0 and x.withdrawn_at is null) i "
        f"join {tables} where i.place <= :each order by i.account_id, i.place limit :most"
    )


_CREDITS = _oldest_open_items(
    f"i.account_id, i.id, i.kind, i.date, {OPEN_CENTS}, t.reference, t.description, t.payment_state, t.method, a.currency, "
    "a.owner_name, i.faulty_count",
    "transactions t on t.id = i.transaction_id join accounts a on a.id = i.account_id",
)
_DEBITS = _oldest_open_items(
    f"i.account_id, i.id, i.kind, i.date, {OPEN_CENTS}, i.position, t.id, t.number, t.amount_cents, i.description, "
    "i.member_id, i.ledger_code_id, i.faulty_count",
    "transactions t on t.id = i.transaction_id",
)
_PLANNED = Sql(
    "select distinct p.account_id, p.amount_cents from planned_payments p "
    "where p.account_id in :ids and p.state in :states and p.withdrawn_at is null"
)
_LOCKED = Sql(
    "select r.credit_item_id, r.debit_item_id from reconciliations r join items d on d.id = r.debit_item_id "
    "where r.released_at is null and r.credit_item_id in :ids and (r.processing or d.planned_cents > 0) "
    "and d.amount_cents - d.reconciled_cents - d.planned_cents > 0"
)


def _numbers_where(condition: str) -> str:
    return (
        f"select t.number, t.account_id, t.recorded_at from transactions t where {condition} "
        "and t.kind = 'INVOICE' and t.withdrawn_at is null"
    )


_INVOICE_NUMBERS = Sql(
    f"{_numbers_where(f'{STORED_KEY_SQLITE} in :keys')} union {_numbers_where('t.number_key in :keys')} order by 1",
    postgres=f"{_numbers_where(f'{STORED_KEY_POSTGRES} = any($1)')} union "
    f"{_numbers_where('t.number_key = any($1)')} order by 1",
)
_MEMBERS = Sql("select m.account_id, m.id, m.name from members m where m.account_id in :ids")
_OTHER_ITEMS = Sql(
    "select distinct i.account_id, i.description from accounts a join items i on i.account_id = a.id and i.id in "
    "(select x.id from items x where x.account_id = a.id order by x.id desc limit :each) "
    "where a.id in :ids and i.kind = 'INVOICE' and i.withdrawn_at is null",
    # the account's own items, by its index, whatever PostgreSQL knows of its tables
    postgres="select distinct i.account_id, i.description from each :ids as a cross join lateral "
    "(select x.account_id, x.description, x.kind, x.withdrawn_at from items x where x.account_id = a.value "
    "order by x.account_id desc, x.id desc limit :each) i where i.kind = 'INVOICE' and i.withdrawn_at is null",
)
_LEDGER_CODES = Sql("select c.id, c.title, c.code from ledger_codes c where c.withdrawn_at is null")


class InvoiceNumbers:
    """Numbers of invoices, each with the invoice's account and the instant of its recording."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.owner: dict[str, int] = {}
        self.recorded_at: dict[str, int] = {}
        self._by_key: defaultdict[str, set[str]] = defaultdict(set)
        for number, account_id, recorded_at in rows:
            self.owner[number], self.recorded_at[number] = account_id, recorded_at
            for key in keys_of_number(number):
                self._by_key[key].add(number)

    def under(self, keys: Iterable[str]) -> set[str]:
        """Return the numbers that are stored under one of these keys; it takes time by the keys, not by the numbers."""
        return {number for key in keys for number in self._by_key.get(key, ())}


class OpenAccounts(NamedTuple):
    """Accounts that have open credits, by id, and how many items were read for all of them."""

    accounts: dict[int, OpenAccount]
    items: int


def open_accounts(
    account_ids: Collection[int], items_max: int, extra: Sequence[CreditLine] = ()
) -> Program[OpenAccounts]:
    """Return what is open on accounts, as if they had these ``extra`` credits; those without an open credit are left out.

    It takes eight statements at most, for any number of accounts. Credits and debits are read up to ``items_max`` + 1 each:
    with more than ``items_max`` the result is incomplete and must not be used.
    """
    bounds = {"ids": sorted(account_ids), "most": items_max + 1}
    raw = yield Query(_CREDITS, side=Side.CREDIT, each=CREDITS_MAX + 1, **bounds)
    credits_of = _by_account([*map(CreditLine._make, raw), *extra])
    if not credits_of:
        return OpenAccounts({}, 0)
    read = len(raw)
    bounds["ids"] = sorted(credits_of)
    raw = yield Query(_DEBITS, side=Side.DEBIT, each=DEBITS_MAX + 1, **bounds)
    debits_of = _by_account(map(DebitLine._make, raw))
    keys_of = {account_id: _keys(lines, debits_of[account_id]) for account_id, lines in credits_of.items()}
    with_text = [account_id for account_id, lines in credits_of.items() if any(line.texts for line in lines)]
    item_ids = [each.item_id for lines in credits_of.values() for each in lines]
    shared = _SharedRows(
        planned_of=(yield from _value_sets(Query(_PLANNED, states=sorted(OUTSTANDING), ids=bounds["ids"]))),
        locked_of=(yield from _value_sets(Query(_LOCKED, ids=sorted(item_ids)))),
        numbers=(yield from invoice_numbers({key for keys in keys_of.values() for key in keys})),
        titles=(yield from ledger_code_titles()) if with_text else {},
        members_of=(yield from members_of_accounts(with_text)),
        descriptions_of=(yield from _value_sets(Query(_OTHER_ITEMS, ids=with_text, each=SETTLED_ITEMS_MAX)))
        if with_text
        else defaultdict(set),
    )
    found = {
        account_id: _account(lines, debits_of[account_id], keys_of[account_id], shared)
        for account_id, lines in credits_of.items()
    }
    return OpenAccounts(found, read + len(raw))


class _SharedRows(NamedTuple):
    """What is read for all accounts at once; ``titles`` of ledger codes by id, ``numbers`` that texts may mean."""

    planned_of: defaultdict[int, set[int]]
    locked_of: defaultdict[int, set[int]]
    numbers: InvoiceNumbers
    titles: dict[int, tuple[str, str]]
    members_of: defaultdict[int, dict[int, str]]
    descriptions_of: defaultdict[int, set[str]]


def _account(
    lines: Sequence[CreditLine], debits: Sequence[DebitLine], keys: Collection[str], shared: _SharedRows
) -> OpenAccount:
    """Return one account from what was read; ``keys`` are the numbers that its texts may mean, as they are stored."""
    account_id = lines[0].account_id
    invoices = open_invoices(debits, shared.titles)
    named = shared.numbers.under(keys)
    settled = {number for number in named if shared.numbers.owner[number] == account_id}
    received = [line for line in lines[:CREDITS_MAX] if line.payment_state != PaymentState.FAILED]
    return OpenAccount(
        currency=lines[0].currency,
        credits=[
            OpenCredit(
                line.item_id,
                TransactionKind(line.kind),
                line.date,
                line.open_cents,
                line.texts,
                PaymentMethod(line.method) if line.method else None,
                frozenset(shared.locked_of[line.item_id]),
            )
            for line in received
        ],
        invoices=invoices,
        planned_cents=shared.planned_of[account_id],
        refund_cents={line.open_cents for line in debits if line.kind == TransactionKind.REFUND},
        settled_numbers=settled - {invoice.number for invoice in invoices},
        other_numbers=named - settled,
        owner_name=lines[0].owner_name,
        members=shared.members_of[account_id],
        other_texts=shared.descriptions_of[account_id],
        categories={text for pair in shared.titles.values() for text in pair},
        invalid_item_ids=_invalid(lines) | _invalid(debits),
        complete=len(lines) <= CREDITS_MAX and len(debits) <= DEBITS_MAX,
        texts_complete=len(keys) < POSSIBLE_NUMBERS_MAX,
    )


L = TypeVar("L", CreditLine, DebitLine)


def _by_account(lines: Iterable[L]) -> defaultdict[int, list[L]]:
    found: defaultdict[int, list[L]] = defaultdict(list)
    for line in lines:
        found[line.account_id].append(line)
    return found


def _value_sets(query: Query) -> Program[defaultdict[int, set[Any]]]:
    """Return the second column's values by the first column's."""
    found: defaultdict[int, set[Any]] = defaultdict(set)
    for key, value in (yield query):
        found[key].add(value)
    return found


def invoice_numbers(keys: Collection[str]) -> Program[InvoiceNumbers]:
    """Return the numbers of invoices that are stored under these keys."""
    return InvoiceNumbers((yield Query(_INVOICE_NUMBERS, keys=storable(keys))) if keys else ())


def ledger_code_titles() -> Program[dict[int, tuple[str, str]]]:
    """Return the title and the code of each ledger code, by id."""
    return {row[0]: (row[1], row[2]) for row in (yield Query(_LEDGER_CODES))}


def members_of_accounts(account_ids: Sequence[int]) -> Program[defaultdict[int, dict[int, str]]]:
    """Return the names of the members of accounts by account and member, former ones too."""
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    if account_ids:
        for account_id, member_id, name in (yield Query(_MEMBERS, ids=account_ids)):
            found[account_id][member_id] = name
    return found


def prefixes_of(numbers: Iterable[str]) -> frozenset[str]:
    """Return the letters with which an account's numbers begin, such as INV, as they are stored."""
    return frozenset(list(filter(None, dict.fromkeys(form_of(number).prefix for number in numbers)))[:PREFIXES_MAX])


def as_if_alone(account: OpenAccount, credit: OpenCredit) -> OpenAccount:
    """Return an account with one of its unrecorded credits: what the texts of others may mean is left out."""
    texts = [text for each in (*account.credits, credit) for text in each.texts]
    keys = possible_keys(texts, prefixes_of(invoice.number for invoice in account.invoices))
    return replace(
        account,
        credits=[*account.credits, credit],
        settled_numbers={each for each in account.settled_numbers if is_stored_under(each, keys)},
        other_numbers={each for each in account.other_numbers if is_stored_under(each, keys)},
    )


def possible_keys(texts: Iterable[str], prefixes: frozenset[str] = frozenset()) -> set[str]:
    """Return the numbers that texts may mean, as they are stored, up to the limit."""
    found: set[str] = set()
    for text in dict.fromkeys(texts):
        if len(found) >= POSSIBLE_NUMBERS_MAX:
            break
        found |= stored_keys(text, prefixes)
    return found


def _keys(lines: Sequence[CreditLine], debits: Sequence[DebitLine]) -> set[str]:
    """Return the numbers that the texts of an account's credits may mean."""
    prefixes = prefixes_of(line.number for line in debits if line.kind == TransactionKind.INVOICE)
    return possible_keys((text for line in lines for text in line.texts), prefixes)


def _invalid(lines: Sequence[CreditLine] | Sequence[DebitLine]) -> set[int]:
    return {line.item_id for line in lines if line.faulty_count > 0}


def open_invoices(lines: Sequence[DebitLine], titles: Mapping[int, tuple[str, str]]) -> list[OpenInvoice]:
    """Return invoices with all their open items, adjacent in the order of R9; one cut off by the limit is left out."""
    cut = {line.transaction_id for line in lines[DEBITS_MAX:]}
    kept = [line for line in lines if line.kind == TransactionKind.INVOICE and line.transaction_id not in cut]
    found = []
    for place, (_, group) in enumerate(groupby(kept, key=lambda line: line.transaction_id)):
        items = list(group)
        first = items[0]
        open_amounts = tuple(
            OpenItem(
                OpenAmount(line.item_id, line.open_cents),
                line.position,
                line.description,
                " ".join(titles.get(line.ledger_code_id or 0, ())),
                line.member_id,
            )
            for line in items
        )
        found.append(OpenInvoice(place, first.number, first.date, first.transaction_cents, open_amounts))
    return found
