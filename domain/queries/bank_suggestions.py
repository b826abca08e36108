"""What may explain bank lines, read by a fixed number of statements for any number of lines (domain R44)."""

import datetime
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from domain.core.bank_lines import signed_cents
from domain.core.folding import folded
from domain.core.invoice_references import NumberIndex
from domain.core.kinds import PaymentMethod, PaymentState, TransactionKind
from domain.core.matching import Proposal, propose
from domain.core.payer_proposals import Clue, FittingTransaction, LineCase, LineProposal, Sign, propose_for_line
from domain.queries.bank import accounts_of_payers, payers_by_account, payers_by_name
from domain.queries.records import by_ids
from domain.queries.suggestions import (
    CREDITS_MAX,
    DEBITS_MAX,
    CreditLine,
    invoice_numbers,
    open_accounts,
    possible_keys,
)
from domain.store.program import Program, Query, Sql
from domain.tables import AccountRow, BankAccountRow, BankLineRow

FIT_DAYS = 30
"""How many days a transaction's date is at most from the bank's."""
ACCOUNTS_MAX = 5
"""How many accounts of a line are looked into, those for which most speaks."""
NAME_WORDS_MAX = 40
"""How many words of a text are looked up as names."""
FITTING_MAX = 20
"""How many transactions of one kind and amount are read, besides those of accounts for which something speaks."""
NAME_LENGTH = range(2, 5)
"""Of how many words a name in a text is."""

_FITTING = Sql(
    "select x.id, x.account_id, x.number, x.kind, x.date, x.amount_cents, x.currency from "
    "(select t.id, t.account_id, t.number, t.kind, t.date, t.amount_cents, a.currency, row_number() over "
    "(partition by a.currency, t.kind, t.amount_cents order by t.date, t.id) as place "
    "from transactions t join accounts a on a.id = t.account_id where t.method is not null and t.banked_cents = 0 "
    "and t.amount_cents in :amounts and t.date >= :first and t.date <= :last and t.withdrawn_at is null "
    "and coalesce(t.payment_state, '') <> 'FAILED') x where x.place <= :each or x.account_id in :ids"
)
_BY_NAME = Sql(
    "select a.owner_name_key, a.id from accounts a where a.owner_name_key in :names and a.withdrawn_at is null "
    "union select m.name_key, m.account_id from members m join accounts b on b.id = m.account_id "
    "where m.name_key in :names and m.withdrawn_at is null and b.withdrawn_at is null"
)
_BY_OPEN = Sql(
    "select a.currency, a.unreconciled_debit_cents, min(a.id) from accounts a where a.unreconciled_debit_cents in :amounts "
    "and a.withdrawn_at is null group by a.currency, a.unreconciled_debit_cents having count(*) = 1"
)
_ALIKE = Sql(
    "select l.amount_cents, l.payer_account_key, l.payer_name_key, coalesce(l.structured_reference, ''), count(*) "
    "from bank_lines l where l.amount_cents in :amounts and l.withdrawn_at is null and l.ignored_reason is null "
    "and l.explained_cents <> l.amount_cents group by 1, 2, 3, 4"
)
_REFERENCE = re.compile("RF[0-9]{2}(?P<own>.+)")
"""A creditor reference (ISO 11649): two check digits, then what the organisation itself chose."""


class _Line(NamedTuple):
    """A line with what it still needs: the gross amount, if a processor kept a fee of it."""

    row: BankLineRow
    currency: str
    cents: int

    @property
    def text(self) -> str:
        """What the payer wrote."""
        return " ".join(each for each in (self.row.text, self.reference) if each)

    @property
    def reference(self) -> str:
        """The structured reference, without what a creditor reference has before the organisation's own part."""
        text = (self.row.structured_reference or "").replace(" ", "")
        found = _REFERENCE.fullmatch(text)
        return found["own"] if found else text


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
    clues = yield from _clues(lines)
    fitting = yield from _fitting(lines, {account_id for found in clues.of.values() for account_id in found})
    alike = yield from _alike(lines)
    candidates = {each.row.id: _heaviest(clues.of[each.row.id]) for each in lines if each.cents > 0}
    ids = {account_id for found in candidates.values() for account_id in found}
    ids |= {each.account_id for found in fitting.values() for each in found}
    known = yield from by_ids(AccountRow, ids)
    settled = yield from _settled(lines, candidates, known, items_max)
    found = {}
    for line in lines:
        of_line = {
            each: clues.of[line.row.id][each] for each in candidates.get(line.row.id, ()) if _fits(known, each, line)
        }
        case = LineCase(
            line.row.id,
            line.row.booked_on,
            of_line,
            {each: account.number for each, account in known.items()},
            fitting[line.row.id],
            settled.proposals[line.row.id],
            clues.pays_for[line.row.id],
            alike[line.row.id],
        )
        found[line.row.id] = propose_for_line(case)
    return LineSuggestions(found, settled.items + sum(map(len, fitting.values())), settled.steps)


def _is_open(row: BankLineRow) -> bool:
    return row.withdrawn_at is None and row.ignored_reason is None and row.unexplained_cents != 0


def _needed(row: BankLineRow, currency: str) -> _Line:
    fee = row.fee_cents or 0
    return _Line(row, currency, row.unexplained_cents - (fee if row.explained_cents == 0 else 0))


def _fits(known: dict[int, AccountRow], account_id: int, line: _Line) -> bool:
    account = known.get(account_id)
    return account is not None and account.withdrawn_at is None and account.currency == line.currency


def _fitting(
    lines: Sequence[_Line], account_ids: Collection[int]
) -> Program[defaultdict[int, list[FittingTransaction]]]:
    """Return the transactions on no line that have a line's amount, by line; those nearest to its day first."""
    found: defaultdict[int, list[FittingTransaction]] = defaultdict(list)
    days = [line.row.booked_on for line in lines]
    span = datetime.timedelta(days=FIT_DAYS)
    amounts = sorted({abs(line.cents) for line in lines})
    bounds = {"first": min(days) - span, "last": max(days) + span, "each": FITTING_MAX, "ids": sorted(account_ids)}
    by_amount: defaultdict[tuple[str, int], list[FittingTransaction]] = defaultdict(list)
    for row in (yield Query(_FITTING, amounts=amounts, **bounds)):
        each = FittingTransaction(row[0], row[1], row[2], TransactionKind(row[3]), _day(row[4]))
        by_amount[row[6], signed_cents(each.kind, row[5])].append(each)
    for line in lines:
        near = [(abs((each.date - line.row.booked_on).days), each) for each in by_amount[line.currency, line.cents]]
        near.sort(key=lambda pair: (pair[0], pair[1].id))
        found[line.row.id] = [each for days_off, each in near if days_off <= FIT_DAYS]
    return found


def _alike(lines: Sequence[_Line]) -> Program[dict[int, int]]:
    """Return how many other open lines are of the same amount and of the same payer or reference, by line."""
    found = dict.fromkeys((line.row.id for line in lines), 0)
    rows = yield Query(_ALIKE, amounts=sorted({line.row.amount_cents for line in lines}))
    by_amount: defaultdict[int, list[tuple[set[str], int]]] = defaultdict(list)
    for cents, account, name, reference, count in rows:
        by_amount[cents].append((_marks(account, name, reference), count))
    for line in lines:
        own = _marks(line.row.payer_account_key, line.row.payer_name_key, line.row.structured_reference or "")
        found[line.row.id] = max(0, sum(count for marks, count in by_amount[line.row.amount_cents] if marks & own) - 1)
    return found


def _marks(account: str, name: str, reference: str) -> set[str]:
    """Return what tells a line's payer or purpose, each of its own sort."""
    sorts = (("account", account), ("name", name), ("reference", reference))
    return {f"{sort} {text}" for sort, text in sorts if text}


def _day(value: object) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))


class _Clues:
    """What speaks for accounts, by line and account, and for how many accounts a line's remembered payer has paid."""

    def __init__(self) -> None:
        self.of: defaultdict[int, defaultdict[int, list[Clue]]] = defaultdict(lambda: defaultdict(list))
        self.pays_for: defaultdict[int, int] = defaultdict(int)

    def add(self, line: _Line, account_id: int, sign: Sign, text: str) -> None:
        """Add a clue, each sign once for an account."""
        of_account = self.of[line.row.id][account_id]
        if all(each.sign is not sign for each in of_account):
            of_account.append(Clue(sign, text))


def _clues(lines: Sequence[_Line]) -> Program[_Clues]:
    clues = _Clues()
    received = [line for line in lines if line.cents > 0]
    yield from _by_numbers(received, clues)
    yield from _by_payers(received, clues)
    yield from _by_names(received, clues)
    yield from _by_open_amount(received, clues)
    return clues


def _by_numbers(lines: Sequence[_Line], clues: _Clues) -> Program[None]:
    """Add the accounts whose invoices a line's structured reference or text names (domain R38)."""
    keys = possible_keys([line.text for line in lines if line.text], frozenset())
    numbers = yield from invoice_numbers(keys)
    index = NumberIndex(numbers)
    for line in lines:
        named = {each.number for each in index.mentions(line.reference) if each.names} if line.reference else set()
        for number in sorted(named):
            clues.add(
                line, numbers[number][0], Sign.REFERENCE, f"The structured reference is that of invoice {number}."
            )
        for mention in index.mentions(line.row.text) if line.row.text else ():
            if mention.names:
                clues.add(line, numbers[mention.number][0], Sign.NUMBER, f"The text names invoice {mention.number}.")


def _by_payers(lines: Sequence[_Line], clues: _Clues) -> Program[None]:
    """Add the accounts for which a line's payer is remembered (domain R44a)."""
    by_account = yield from payers_by_account({each.row.payer_account_key for each in lines} - {""})
    by_name = yield from payers_by_name({each.row.payer_name_key for each in lines} - {""})
    payers = {payer.id: payer for payer in (*by_account.values(), *by_name.values())}
    accounts = yield from accounts_of_payers(payers)
    for line in lines:
        payer, sign = by_account.get(line.row.payer_account_key), Sign.REMEMBERED_ACCOUNT
        if payer is None or not line.row.payer_account_key:
            payer, sign = by_name.get(line.row.payer_name_key), Sign.REMEMBERED_NAME
        if payer is None:
            continue
        clues.pays_for[line.row.id] = len(accounts[payer.id])
        what = "This payer's account" if sign is Sign.REMEMBERED_ACCOUNT else "A payer of this name"
        for link in accounts[payer.id]:
            clues.add(line, link.account_id, sign, f"{what} has paid for it before.")


def _by_names(lines: Sequence[_Line], clues: _Clues) -> Program[None]:
    """Add the one account whose owner or member has the payer's name, or a name that the text has."""
    names_of = {line.row.id: _names(line) for line in lines}
    accounts: defaultdict[str, set[int]] = defaultdict(set)
    wanted = sorted(set().union(*names_of.values()) - {""}) if names_of else []
    for name, account_id in (yield Query(_BY_NAME, names=wanted)) if wanted else ():
        accounts[name].add(account_id)
    for line in lines:
        found = {each for name in names_of[line.row.id] for each in accounts.get(name, ())}
        for account_id in sorted(found):
            clues.add(line, account_id, Sign.NAME, "The payer has the name of its owner or of a member.")


def _names(line: _Line) -> set[str]:
    """Return the keys of the names that a line may hold: the payer's, and short runs of words of the text."""
    words = folded(line.row.text).split()[:NAME_WORDS_MAX]
    runs = (words[at : at + length] for length in NAME_LENGTH for at in range(len(words) - length + 1))
    return {line.row.payer_name_key, *(" ".join(run) for run in runs)}


def _by_open_amount(lines: Sequence[_Line], clues: _Clues) -> Program[None]:
    """Add the account that alone has exactly the line's amount open."""
    accounts: dict[tuple[str, int], int] = {}
    for currency, cents, account_id in (yield Query(_BY_OPEN, amounts=sorted({line.cents for line in lines}))):
        accounts[currency, cents] = account_id
    for line in lines:
        alone = accounts.get((line.currency, line.cents))
        if alone is not None:
            clues.add(line, alone, Sign.EXACT, "It alone has exactly this amount open.")


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
    lines: Sequence[_Line], candidates: dict[int, list[int]], known: dict[int, AccountRow], items_max: int
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
        recorded = [each for each in account.credits if each.item_id > 0]
        for each in account.credits:
            if each.item_id < 0:
                proposals, taken = propose(replace(account, credits=[*recorded, each]))
                steps += taken
                of_line = [proposal for proposal in proposals if proposal.credit_item_id == each.item_id]
                found[-each.item_id][account_id] = of_line
    return _Settled(found, opened.items, steps)


def _as_credit(line: _Line, account: AccountRow) -> CreditLine:
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
