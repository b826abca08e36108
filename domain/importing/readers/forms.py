"""How a file's dates and amounts are written, which all of its rows show together (domain R41)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.core.money import EXPONENTS
from domain.errors import Refusal
from domain.importing.readers.amounts import PLAIN, DecimalMark, DecimalMarks, parse_written
from domain.importing.readers.dates import DateOrder, DateOrders, parse_in_order
from domain.importing.readers.marks import amounts_in, plain_marks
from domain.importing.readers.reading import Reading
from domain.importing.readers.rows import SEEN_MAX, FileRow, PlacedText

DATES = frozenset({"date", "due_on", "booked_on", "value_on"})
AMOUNTS = frozenset({"amount", "debit", "credit", "gross", "fee", "net", "balance"})
MARKS = frozenset({"pays", "sources"})
"""The columns that hold numbers of transactions, each with an amount or without."""

Currencies = Mapping[int, str]
"""The currencies of the accounts of rows, by the rows' indexes, as far as they are known."""


@dataclass(frozen=True, slots=True)
class Forms:
    """How dates and amounts are written; None where no row shows it."""

    dates: DateOrder | None
    decimals: DecimalMark | None
    _plain: dict[tuple[str, str | None], str] = field(default_factory=dict, repr=False)
    """Texts that were converted before, with their currency: those of a file repeat."""

    def convert(self, rows: Sequence[FileRow], currencies: Currencies) -> None:
        """Replace dates and amounts by their plain form: dates are ISO, amounts have a decimal point.

        A cell that cannot be read keeps its text, and its row says why.
        """
        as_written = None if self.decimals is DecimalMark.COMMA else PLAIN.fullmatch
        for columns, plain in ((DATES, self._plain_date), (AMOUNTS, self._plain_amount), (MARKS, self._plain_marks)):
            for column in sorted(columns):
                for row in rows:
                    text = row[column]
                    if text and not (columns is AMOUNTS and as_written and as_written(text)):
                        self._convert(row, column, plain, None if columns is DATES else _currency_of(row, currencies))

    def _convert(
        self, row: FileRow, column: str, plain: Callable[[str, str | None], str], currency: str | None
    ) -> None:
        known = (f"{column} {row[column]}", currency)
        found = self._plain.get(known)
        if found is None:
            try:
                found = plain(row[column], currency)
            except Refusal as refusal:
                row.refused[column] = refusal
                return
            if len(self._plain) >= SEEN_MAX:
                self._plain.clear()
            self._plain[known] = found
        row[column] = found

    def _plain_date(self, text: str, _: str | None) -> str:
        return parse_in_order(text, self.dates or DateOrder.ISO).isoformat()

    def _plain_amount(self, text: str, currency: str | None) -> str:
        return parse_written(text, self.decimals or DecimalMark.POINT, currency).plain

    def _plain_marks(self, text: str, currency: str | None) -> str:
        return plain_marks(text, lambda amount: self._plain_amount(amount, currency))


class FormFinder:
    """Finds out how a file's dates and amounts are written; what the caller says about the file comes first."""

    def __init__(self, present: Iterable[str], reading: Reading) -> None:
        """``present`` are the columns that the file has."""
        self._dates, self._amounts, self._marks = (sorted(each & set(present)) for each in (DATES, AMOUNTS, MARKS))
        self._reading = reading
        self._orders = DateOrders()
        self._decimals = DecimalMarks()

    def see(self, rows: Sequence[FileRow], currencies: Currencies) -> None:
        """Take the next rows of the file into account."""
        if self._reading.dates is None:
            for row in rows:
                for column in self._dates:
                    if row[column] and not self._orders.knows(row[column]):
                        self._orders.see(PlacedText(row[column], row.line))
        if self._reading.decimals is None:
            for row in rows:
                for amount in self._amounts_of(row, currencies):
                    self._decimals.see(amount)

    def forms(self) -> Forms:
        """Return what the rows show. Raises ``AmbiguousFile`` if they can be read in two ways."""
        dates = self._reading.dates or self._orders.order
        return Forms(dates, self._reading.decimals or self._decimals.mark)

    def _amounts_of(self, row: FileRow, currencies: Currencies) -> Iterator[PlacedText]:
        currency = _currency_of(row, currencies)
        for column in self._amounts:
            if row[column]:
                yield PlacedText(row[column], row.line, currency)
        for column in self._marks:
            for text in amounts_in(row[column]) if row[column] else ():
                yield PlacedText(text, row.line, currency)


def _currency_of(row: FileRow, currencies: Currencies) -> str | None:
    """Return the currency that a row states, or else its account's; None if neither is known."""
    stated = row["currency"].upper()
    return stated if stated in EXPONENTS else currencies.get(row.index)
