"""What speaks for accounts as those whose money bank lines are: read by a fixed number of statements (domain R44)."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.core.check_digits import is_mistyped_iban
from domain.core.folding import folded
from domain.core.invoice_references import NumberIndex
from domain.core.name_likeness import are_alike, beginnings
from domain.core.payer_proposals import Clue, Sign
from domain.core.structured_references import ReferenceKind, StructuredReference, read_reference
from domain.core.text import quoted
from domain.queries.bank import accounts_of_payers, payers_by_account, payers_by_name
from domain.queries.suggestions import InvoiceNumbers, invoice_numbers, possible_keys
from domain.store.program import Program, Query, Sql
from domain.tables import BankLineRow
from domain.texts import Text, say

NAME_WORDS_MAX = 40
"""How many words of a text are looked up as names."""
NAME_LENGTH = range(2, 5)
"""Of how many words a name in a text is."""
PREFIXES = frozenset({"inv", "fac", "fact", "rg", "re", "rn", "f", "r", "i"})
"""The letters before the digits of an invoice's number that a reference of digits alone leaves out."""
LAST_CHARACTER = "\U0010ffff"

_BY_NAME = Sql(
    "select a.owner_name_key, a.id from accounts a where a.owner_name_key in :names and a.withdrawn_at is null "
    "union select m.name_key, m.account_id from members m join accounts b on b.id = m.account_id "
    "where m.name_key in :names and m.withdrawn_at is null and b.withdrawn_at is null"
)
_BEGINS = "{0} >= p.value and {0} < p.value || :last"
_BEGINNINGS = "each text :beginnings as p cross join"
_BY_BEGINNING = Sql(
    f"select p.value, a.owner_name_key, a.id, 0 from {_BEGINNINGS} accounts a "
    f"where {_BEGINS.format('a.owner_name_key')} and a.withdrawn_at is null "
    f"union select p.value, m.name_key, m.account_id, 0 from {_BEGINNINGS} members m "
    f"cross join accounts b where {_BEGINS.format('m.name_key')} and m.withdrawn_at is null and b.id = m.account_id "
    "and b.withdrawn_at is null "
    f"union select p.value, y.name_key, x.account_id, 1 from {_BEGINNINGS} payers y "
    f"cross join payer_accounts x where {_BEGINS.format('y.name_key')} and y.withdrawn_at is null and x.payer_id = y.id "
    "and x.withdrawn_at is null order by 1, 4, 3",
    # each beginning by the index of the names alone (offset 0 keeps it so), whatever PostgreSQL knows of its tables
    postgres=f"select p.value, a.owner_name_key, a.id, 0 from {_BEGINNINGS} lateral (select c.owner_name_key, c.id, "
    f"c.withdrawn_at from accounts c where {_BEGINS.format('c.owner_name_key')} offset 0) a where a.withdrawn_at is null "
    f"union select p.value, m.name_key, m.account_id, 0 from {_BEGINNINGS} lateral (select n.name_key, n.account_id, "
    f"n.withdrawn_at from members n where {_BEGINS.format('n.name_key')} offset 0) m "
    "join accounts b on b.id = m.account_id and b.withdrawn_at is null where m.withdrawn_at is null "
    f"union select p.value, y.name_key, x.account_id, 1 from {_BEGINNINGS} lateral (select z.name_key, z.id, "
    f"z.withdrawn_at from payers z where {_BEGINS.format('z.name_key')} offset 0) y "
    "join payer_accounts x on x.payer_id = y.id and x.withdrawn_at is null where y.withdrawn_at is null order by 1, 4, 3",
)
_BY_OPEN = Sql(
    "select a.currency, a.unreconciled_debit_cents, min(a.id) from accounts a where a.unreconciled_debit_cents in :amounts "
    "and a.withdrawn_at is null group by a.currency, a.unreconciled_debit_cents having count(*) = 1"
)


@dataclass(slots=True)
class Line:
    """A line with what it still needs: the gross amount, if a processor kept a fee of it.

    ``names`` is what its structured reference says in words: the invoices whose numbers it carries, once they are known.
    """

    row: BankLineRow
    currency: str
    cents: int
    reference: StructuredReference = field(init=False)
    names: str = ""

    def __post_init__(self) -> None:
        """Read the structured reference, which some banks give as the whole text."""
        self.reference = read_reference(self.row.structured_reference or "")
        if not self.row.structured_reference:
            of_text = read_reference(self.row.text)
            if of_text.kind is not ReferenceKind.OTHER:
                self.reference = of_text

    @property
    def own_reference(self) -> str:
        """The structured reference without what its standard adds to the organisation's own number."""
        return self.reference.own[0] if self.reference.own else ""

    @property
    def text(self) -> str:
        """What the payer wrote."""
        return " ".join(each for each in (self.row.text, self.names or self.own_reference) if each)

    @property
    def date(self) -> datetime.date:
        """The day on which the bank booked it."""
        return self.row.booked_on


class Clues:
    """What speaks for accounts, by line and account; for how many accounts a line's remembered payer has paid.

    ``against`` is what a line says against whatever it may be, a sentence each.
    """

    def __init__(self) -> None:
        self.of: defaultdict[int, defaultdict[int, list[Clue]]] = defaultdict(lambda: defaultdict(list))
        self.pays_for: defaultdict[int, int] = defaultdict(int)
        self.against: defaultdict[int, list[Text]] = defaultdict(list)
        self._named: dict[int, tuple[NumberIndex, frozenset[str]]] = {}

    def add_named(self, line: Line, index: NumberIndex, numbers: Iterable[str]) -> None:
        """Add the invoices that a line names, found in an index of all that its texts may mean."""
        self._named[line.row.id] = index, frozenset(numbers)

    def may_name_the_same(self, line: Line, reference: str, text: str) -> bool:
        """Return False if a line names invoices, and these texts name none of them."""
        index, numbers = self._named.get(line.row.id, (None, frozenset()))
        if index is None or not numbers:
            return True
        return any(not numbers.isdisjoint(named_in(index, read_reference(each), each)) for each in (reference, text))

    def add(self, line: Line, account_id: int, sign: Sign, text: Text) -> None:
        """Add a clue, each sign once for an account."""
        of_account = self.of[line.row.id][account_id]
        if all(each.sign is not sign for each in of_account):
            of_account.append(Clue(sign, text))


def clues_of(lines: Sequence[Line]) -> Program[Clues]:
    """Return what speaks for accounts, of lines of money that came in, each judged as if it were alone."""
    clues = Clues()
    yield from _by_numbers(lines, clues)
    yield from _by_payers(lines, clues)
    yield from _by_names(lines, clues)
    yield from _by_open_amount(lines, clues)
    return clues


def _by_numbers(lines: Sequence[Line], clues: Clues) -> Program[None]:
    """Add the accounts whose invoices a line's structured reference or text names (domain R38)."""
    keys = {line.row.id: _keys(line) for line in lines}
    numbers = yield from invoice_numbers(set().union(*keys.values()))
    for line in lines:
        of_line = numbers.under(keys[line.row.id])
        index = NumberIndex(of_line)
        _by_reference(line, index, numbers, clues)
        for number in _named(index, line.row.text):
            clues.add(line, numbers.owner[number], Sign.NUMBER, say("clue-text-names", number=number))
        clues.add_named(line, index, named_in(index, line.reference, line.row.text))


def _keys(line: Line) -> set[str]:
    """Return the numbers that a line's texts may mean, as they are stored."""
    keys = possible_keys([each for each in (line.row.text, line.reference.text, *line.reference.own) if each])
    if line.reference.kind is not ReferenceKind.OTHER:
        keys |= possible_keys(map(_announced, line.reference.own), PREFIXES)
    return keys


def _announced(number: str) -> str:
    return f"Invoice {number}"


def _by_reference(line: Line, index: NumberIndex, numbers: InvoiceNumbers, clues: Clues) -> None:
    """Add the accounts whose invoices a structured reference names, or say that its check digits are wrong."""
    reference = line.reference
    whole = _named(index, reference.text)
    if whole or reference.kind is ReferenceKind.OTHER:
        for number in sorted(whole):
            text = say("clue-reference", number=number)
            clues.add(line, numbers.owner[number], Sign.REFERENCE, text)
        return
    found = _carried(index, reference)
    line.names = ", ".join(map(_announced, found))
    if not reference.holds:
        clues.against[line.row.id].append(say("clue-reference-mistyped", reference=quoted(reference.text)))
    for number in found:
        if reference.holds:
            text = say("clue-reference-right", number=number)
            clues.add(line, numbers.owner[number], Sign.REFERENCE, text)
        else:
            text = say("clue-reference-holds", number=number)
            clues.add(line, numbers.owner[number], Sign.NUMBER, text)


def named_in(index: NumberIndex, reference: StructuredReference, text: str) -> set[str]:
    """Return the invoices that a reference carries or a text names."""
    return {*_named(index, reference.text), *_carried(index, reference), *_named(index, text)}


def _carried(index: NumberIndex, reference: StructuredReference) -> list[str]:
    """Return the invoices whose number an organisation's own part of a reference is, with or without its letters."""
    if reference.kind is ReferenceKind.OTHER:
        return []
    return sorted({number for own in reference.own for number in _named(index, _announced(own))})


def _named(index: NumberIndex, text: str) -> list[str]:
    """Return the invoices that a text names."""
    return [each.number for each in index.mentions(text) if each.names] if text else []


def _by_payers(lines: Sequence[Line], clues: Clues) -> Program[None]:
    """Add the accounts for which a line's payer is remembered (domain R44a)."""
    by_account = yield from payers_by_account({each.row.payer_account_key for each in lines} - {""})
    by_name = yield from payers_by_name({each.row.payer_name_key for each in lines} - {""})
    payers = {payer.id: payer for payer in (*by_account.values(), *by_name.values())}
    accounts = yield from accounts_of_payers(payers)
    for line in lines:
        if is_mistyped_iban(line.row.payer_account or ""):
            clues.against[line.row.id].append(say("clue-iban-mistyped"))
        payer, sign = by_account.get(line.row.payer_account_key), Sign.REMEMBERED_ACCOUNT
        if payer is None or not line.row.payer_account_key:
            payer, sign = by_name.get(line.row.payer_name_key), Sign.REMEMBERED_NAME
        if payer is None:
            continue
        clues.pays_for[line.row.id] = len(accounts[payer.id])
        what = "clue-payer-account" if sign is Sign.REMEMBERED_ACCOUNT else "clue-payer-name"
        for link in accounts[payer.id]:
            clues.add(line, link.account_id, sign, say(what))


def _by_names(lines: Sequence[Line], clues: Clues) -> Program[None]:
    """Add the accounts whose owner or member has the payer's name, or a name that the text has; or almost the payer's."""
    names_of = {line.row.id: _names(line) for line in lines}
    wanted = sorted(set().union(*names_of.values()) - {""}) if names_of else []
    accounts: defaultdict[str, set[int]] = defaultdict(set)
    for name, account_id in (yield Query(_BY_NAME, names=wanted)):
        accounts[name].add(account_id)
    for line in lines:
        found = {each for name in names_of[line.row.id] for each in accounts.get(name, ())}
        for account_id in sorted(found):
            clues.add(line, account_id, Sign.NAME, say("clue-name"))
    yield from _by_like_names([each for each in lines if each.row.payer_name_key not in accounts], clues)


def _names(line: Line) -> set[str]:
    """Return the keys of the names that a line may hold: the payer's, and short runs of words of the text."""
    words = folded(line.row.text).split()[:NAME_WORDS_MAX]
    runs = (words[at : at + length] for length in NAME_LENGTH for at in range(len(words) - length + 1))
    return {line.row.payer_name_key, *(" ".join(run) for run in runs)}


def _by_like_names(lines: Sequence[Line], clues: Clues) -> Program[None]:
    """Add the accounts whose owner, member or payer has almost the payer's name, which nobody has exactly."""
    beginnings_of = {line.row.id: set(beginnings(line.row.payer_name_key)) for line in lines}
    wanted = sorted(set().union(*beginnings_of.values())) if beginnings_of else []
    found: defaultdict[str, list[tuple[str, int, bool]]] = defaultdict(list)
    for beginning, name, account_id, has_paid in (yield Query(_BY_BEGINNING, beginnings=wanted, last=LAST_CHARACTER)):
        found[beginning].append((name, account_id, bool(has_paid)))
    for line in lines:
        for beginning in sorted(beginnings_of[line.row.id]):
            for name, account_id, has_paid in found.get(beginning, ()):
                if are_alike(line.row.payer_name_key, name):
                    who = "clue-almost-name-of-payer" if has_paid else "clue-almost-name"
                    clues.add(line, account_id, Sign.LIKE_NAME, say(who))


def _by_open_amount(lines: Sequence[Line], clues: Clues) -> Program[None]:
    """Add the account that alone has exactly the line's amount open."""
    accounts: dict[tuple[str, int], int] = {}
    for currency, cents, account_id in (yield Query(_BY_OPEN, amounts=sorted({line.cents for line in lines}))):
        accounts[currency, cents] = account_id
    for line in lines:
        alone = accounts.get((line.currency, line.cents))
        if alone is not None:
            clues.add(line, alone, Sign.EXACT, say("clue-alone-open"))
