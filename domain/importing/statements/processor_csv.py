"""What payment processors export: rows with gross, fee and net, each a movement on the balance that they keep.

The columns are known by the processor's own names, so that no mapping is needed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from domain.core.bank_keys import Movement
from domain.core.kinds import BankFileFormat
from domain.errors import AmbiguousFile
from domain.importing.readers.amounts import DecimalMark
from domain.importing.readers.header import Columns
from domain.importing.readers.names import key_of
from domain.importing.readers.reading import Reading
from domain.importing.readers.rows import FileRow
from domain.importing.statements.csv_table import CsvTable
from domain.importing.statements.events import StatementBegins, StatementEnds, StatementEvent
from domain.importing.statements.values import account_of, moved, name_of, reference_of, text_of
from domain.texts import say

COLUMNS = Columns.of(
    "booked_on,gross,fee,net,currency,bank_id,value_on?,kind?,status?,impact?,text?,note?,invoice?,payer_name?,"
    "payer_account?,paid_account?,payout?"
)


class Processor(NamedTuple):
    """A processor's names for the columns, those it prefers first; what its fees' sign is; and which rows are movements.

    Its files have one of the ``signs`` among their columns. ``decimals``: the mark it writes, where a file shows none.
    """

    format: BankFileFormat
    names: Mapping[str, Sequence[str]]
    signs: Sequence[str]
    fee_sign: int
    is_movement: Callable[[FileRow], bool]
    decimals: DecimalMark | None = None

    def reading(self, header: Sequence[str], given: Reading) -> Reading | None:
        """Return how a file with this header is read; None if it is not the processor's. Dates and decimals are as given."""
        cells = {key_of(cell): cell for cell in reversed(header) if cell}
        found = {
            column: next((cells[key] for name in self.names.get(column, ()) if (key := key_of(name)) in cells), "")
            for column in COLUMNS.names
        }
        missing = [column for column, name in found.items() if not name and column not in COLUMNS.optional]
        is_its_own = any(key_of(name) in cells for name in self.signs)
        return replace(given, columns=found) if is_its_own and not missing else None


def processor_table(processor: Processor, file: BinaryIO, reading: Reading, currency: str | None) -> CsvTable:
    """Return the rows of a processor's file; raises as ``CsvTable`` does."""
    try:
        return CsvTable(file, COLUMNS, reading, currency)
    except AmbiguousFile as refusal:
        if processor.decimals is None or refusal.field != ("decimals",):
            raise
        return CsvTable(file, COLUMNS, replace(reading, decimals=processor.decimals), currency)


def read_processor_csv(processor: Processor, table: CsvTable) -> Iterator[StatementEvent]:
    """Yield a statement for each currency of the file; raises ``InvalidValue``, with the line and what to do."""
    for currency in table.currencies:
        yield StatementBegins(processor.format, None, currency, None, None, None)
        for row in table.rows(currency):
            if processor.is_movement(row):
                yield from moved(_line(processor, table, row))
        yield StatementEnds(None, None)


def _line(processor: Processor, table: CsvTable, row: FileRow) -> Movement:
    booked_on = table.day(row, "booked_on")
    gross, fee, net = (table.cents(row, column) for column in ("gross", "fee", "net"))
    if booked_on is None or gross is None or net is None:
        raise table.refusal(row, "net", say("statement-payout-incomplete"))
    fee_cents = processor.fee_sign * (fee or 0)
    if gross + fee_cents != net:
        raise table.refusal(row, "net", say("statement-payout-differs"))
    account = row["payer_account"] if net >= 0 or not row["paid_account"] else row["paid_account"]
    return Movement(
        booked_on,
        table.day(row, "value_on"),
        net,
        name_of(row["payer_name"]),
        account_of(account),
        text_of(row["text"], row["note"], row["invoice"] if row["invoice"] not in row["text"] else "", row["payout"]),
        None,
        reference_of(row["bank_id"]),
        0,
        name_of(row["kind"]),
        fee_cents,
        f"line {row.line:,}",
    )
