"""What may explain bank lines, read by a fixed number of statements for any number of lines (domain R44)."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from domain.core.cash import signed_cents
from domain.core.kinds import PaymentMethod, PaymentState, TransactionKind
from domain.core.matching import Proposal, propose
from domain.core.payer_proposals import Clue, FittingTransaction, LineCase, LineProposal, propose_for_line
from domain.queries.bank_clues import Clues, Line, clues_of
from domain.queries.pages import by_date
from domain.queries.records import by_ids
from domain.queries.suggestions import CREDITS_MAX, DEBITS_MAX, CreditLine, as_if_alone, open_accounts
from domain.store.program import Program, Query, Row, Sql
from domain.tables import AccountRow, BankAccountRow, BankLineRow

FIT_DAYS = 30
"""How many days a transaction's date is at most from the bank's."""
ACCOUNTS_MAX = 5
"""How many accounts of a line are looked into, those for which most speaks."""
ALIKE_READ_MAX = 100
"""How many lines like one are read for what they name; of more, each may name the same."""
FITTING_MAX = 20
"""How many transactions of one kind, amount and day are read, besides those of accounts for which something speaks; and of
how many, those nearest to its day, a line may be one."""

_FITTING = Sql(
    "select x.id, x.account_id, x.number, x.kind, x.date, x.amount_cents, x.currency, x.place from "
    "(select t.id, t.account_id, t.number, t.kind, t.date, t.amount_cents, a.currency, row_number() over "
    "(partition by a.currency, t.kind, t.amount_cents, t.date order by t.id) as place "
    "from transactions t join accounts a on a.id = t.account_id where t.method is not null and t.banked_cents = 0 "
    "and t.amount_cents in :amounts and t.date >= :first and t.date <= :last and t.withdrawn_at is null "
    "and coalesce(t.payment_state, '') <> 'FAILED') x where x.place <= :each or x.account_id in :ids"
)
_ALIKE = Sql(
    "select l.amount_cents, l.payer_account_key, l.payer_name_key, coalesce(l.structured_reference, ''), l.text, count(*) "
    "from bank_lines l where l.amount_cents in :amounts and l.withdrawn_at is null and l.ignored_reason is null "
    "and l.explained_cents <> l.amount_cents group by 1, 2, 3, 4, 5"
)


class LineSuggestions(NamedTuple):
    """The proposals of lines by line, and what they took: rows that were read, and steps of the search for sums."""

    proposals: dict[int, list[LineProposal]]
    items: int
    steps: int


def suggestions_of_lines(rows: Collection[BankLineRow], items_max: int) -> Program[LineSuggestions]:
    """Return what each line may be; nothing for lines that are explained or ignored.

    It takes a fixed number of statements for any number of lines, and each is judged as if it were alone. Open items are
    read up to ``items_max`` + 1: with more the result is incomplete and must not be used.
    """
    accounts = yield from by_ids(BankAccountRow, {row.bank_account_id for row in rows})
    lines = [_needed(row, accounts[row.bank_account_id].currency) for row in rows if _is_open(row)]
    if not lines:
        return LineSuggestions({}, 0, 0)
    clues = yield from clues_of([line for line in lines if line.cents > 0])
    fitting = yield from _fitting(lines, clues)
    alike = yield from _alike(lines, clues)
    candidates = {each.row.id: _heaviest(clues.of[each.row.id]) for each in lines if each.cents > 0}
    ids = {account_id for found in candidates.values() for account_id in found}
    ids |= {each.account_id for found in fitting.values() for each in found}
    known = yield from by_ids(AccountRow, ids)
    settled = yield from _settled(lines, candidates, known, items_max)
    numbers = {each: account.number for each, account in known.items()}
    found = {}
    for line in lines:
        of_line = {
            each: clues.of[line.row.id][each] for each in candidates.get(line.row.id, ()) if _fits(known, each, line)
        }
        case = LineCase(
            line.row.id,
            line.row.booked_on,
            of_line,
            numbers,
            fitting[line.row.id],
            settled.proposals[line.row.id],
            clues.pays_for[line.row.id],
            alike[line.row.id],
            clues.against[line.row.id],
        )
        found[line.row.id] = propose_for_line(case)
    return LineSuggestions(found, settled.items + sum(map(len, fitting.values())), settled.steps)


def _is_open(row: BankLineRow) -> bool:
    return row.withdrawn_at is None and row.ignored_reason is None and row.unexplained_cents != 0


def _needed(row: BankLineRow, currency: str) -> Line:
    fee = row.fee_cents or 0
    return Line(row, currency, row.unexplained_cents - (fee if row.explained_cents == 0 else 0))


def _fits(known: dict[int, AccountRow], account_id: int, line: Line) -> bool:
    account = known.get(account_id)
    return account is not None and account.withdrawn_at is None and account.currency == line.currency


class _Fitting:
    """The transactions on no line that lines may be, by currency and amount as the money moves."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._by_day: defaultdict[tuple[str, int], defaultdict[datetime.date, list[FittingTransaction]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._of_account: defaultdict[tuple[str, int, int], list[FittingTransaction]] = defaultdict(list)
        for row in rows:
            each = FittingTransaction(row[0], row[1], row[2], TransactionKind(row[3]), by_date(row[4]))
            cents = signed_cents(each.kind, row[5])
            self._of_account[row[6], cents, each.account_id].append(each)
            if row[7] <= FITTING_MAX:
                self._by_day[row[6], cents][each.date].append(each)

    def for_line(self, line: Line, account_ids: Collection[int]) -> list[FittingTransaction]:
        """Return those nearest to a line's day, and all that are of these accounts, the nearest first."""
        day, sort = line.date, (line.currency, line.cents)
        found: dict[int, FittingTransaction] = {}
        by_day = self._by_day[sort]
        for days in range(FIT_DAYS + 1 if by_day else 0):
            for date in {day - datetime.timedelta(days=days), day + datetime.timedelta(days=days)}:
                found |= {each.id: each for each in by_day.get(date, ())}
            if len(found) >= FITTING_MAX:
                break
        for account_id in account_ids:
            found |= {each.id: each for each in self._of_account.get((*sort, account_id), ())}
        near = sorted(found.values(), key=lambda each: (abs((each.date - day).days), each.id))
        return [each for each in near if abs((each.date - day).days) <= FIT_DAYS]


def _fitting(lines: Sequence[Line], clues: Clues) -> Program[dict[int, list[FittingTransaction]]]:
    """Return the transactions on no line that have a line's amount, by line; those nearest to its day first."""
    days = [line.date for line in lines]
    span = datetime.timedelta(days=FIT_DAYS)
    amounts = sorted({abs(line.cents) for line in lines})
    ids = sorted({account_id for line in lines for account_id in clues.of[line.row.id]})
    bounds = {"first": min(days) - span, "last": max(days) + span, "each": FITTING_MAX, "ids": ids}
    fitting = _Fitting((yield Query(_FITTING, amounts=amounts, **bounds)))
    return {line.row.id: fitting.for_line(line, clues.of[line.row.id]) for line in lines}


class _Alike(NamedTuple):
    """Open lines that are the same in amount, payer, reference and text, and how many they are."""

    reference: str
    text: str
    lines: int


def _alike(lines: Sequence[Line], clues: Clues) -> Program[dict[int, int]]:
    """Return how many other open lines may be for the same as a line, by line.

    They are of the same amount, and of the same payer or reference; of a line that names an invoice, those that name it too.
    """
    rows = yield Query(_ALIKE, amounts=sorted({line.row.amount_cents for line in lines}))
    groups: list[_Alike] = []
    groups_of: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for place, (cents, account, name, reference, text, count) in enumerate(rows):
        groups.append(_Alike(reference, text, count))
        for mark in _marks(account, name, reference):
            groups_of[cents, mark].add(place)
    found = {}
    for line in lines:
        marks = _marks(line.row.payer_account_key, line.row.payer_name_key, line.row.structured_reference or "")
        places = set[int]().union(*(groups_of[line.row.amount_cents, mark] for mark in marks))
        others = [groups[place] for place in places]
        if len(others) <= ALIKE_READ_MAX:
            others = [each for each in others if clues.may_name_the_same(line, each.reference, each.text)]
        found[line.row.id] = max(0, sum(each.lines for each in others) - 1)
    return found


def _marks(account: str, name: str, reference: str) -> set[str]:
    """Return what tells a line's payer or purpose, each of its own sort."""
    sorts = (("account", account), ("name", name), ("reference", reference))
    return {f"{sort} {text}" for sort, text in sorts if text}


def _heaviest(clues: dict[int, list[Clue]]) -> list[int]:
    """Return the accounts for which most speaks, the first few."""
    weight = {each: sum(clue.sign.value for clue in found) for each, found in clues.items()}
    return sorted(weight, key=lambda each: (-weight[each], each))[:ACCOUNTS_MAX]


class _Settled(NamedTuple):
    """What the money of lines would settle, by line and account; the items that were read, and the steps of the search."""

    proposals: defaultdict[int, dict[int, Sequence[Proposal]]]
    items: int
    steps: int


def _settled(
    lines: Sequence[Line], candidates: dict[int, list[int]], known: dict[int, AccountRow], items_max: int
) -> Program[_Settled]:
    found: defaultdict[int, dict[int, Sequence[Proposal]]] = defaultdict(dict)
    money = [
        _as_credit(line, known[account_id])
        for line in lines
        for account_id in candidates.get(line.row.id, ())
        if _fits(known, account_id, line)
    ]
    if not money:
        return _Settled(found, 0, 0)
    ids = {each.account_id for each in money}
    opened = yield from open_accounts(ids, min(items_max, (CREDITS_MAX + DEBITS_MAX) * len(ids)), money)
    steps = 0
    for account_id, account in opened.accounts.items():
        recorded = replace(account, credits=[each for each in account.credits if each.item_id > 0])
        is_shared = len(account.credits) > len(recorded.credits) + 1
        for each in account.credits:
            if each.item_id < 0:
                proposals, taken = propose(as_if_alone(recorded, each) if is_shared else account)
                steps += taken
                of_line = [proposal for proposal in proposals if proposal.credit_item_id == each.item_id]
                found[-each.item_id][account_id] = of_line
    return _Settled(found, opened.items, steps)


def _as_credit(line: Line, account: AccountRow) -> CreditLine:
    """Return the money of a line as if it were recorded on an account, under an id that no item has."""
    return CreditLine(
        account.id,
        -line.row.id,
        TransactionKind.PAYMENT,
        line.row.booked_on,
        line.cents,
        line.text or None,
        "Payment",
        PaymentState.CONFIRMED,
        PaymentMethod.TRANSFER,
        account.currency,
        account.owner_name,
        0,
    )
