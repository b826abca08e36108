"""Reading a bank's file, whatever its format: the way in."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from typing import BinaryIO

from domain.core.kinds import BankFileFormat
from domain.core.text import shortened
from domain.errors import AmbiguousFile, InvalidValue, Refusal
from domain.importing.readers.reading import Reading, Understood
from domain.importing.statements import bank_csv
from domain.importing.statements.camt import read_camt
from domain.importing.statements.csv_table import CsvTable
from domain.importing.statements.events import StatementEvent
from domain.importing.statements.formats import format_of
from domain.importing.statements.mt940 import read_mt940
from domain.importing.statements.ofx import read_ofx
from domain.importing.statements.paypal import PAYPAL
from domain.importing.statements.processor_csv import processor_table, read_processor_csv
from domain.importing.statements.stripe import STRIPE, is_summary
from domain.texts import say

_READERS: dict[BankFileFormat, Callable[[BinaryIO, str | None], Iterator[StatementEvent]]] = {
    BankFileFormat.CAMT: lambda file, _: read_camt(file),
    BankFileFormat.MT940: lambda file, _: read_mt940(file),
    BankFileFormat.OFX: read_ofx,
}


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A file's statements as events, which can be gone through once, and how the file was read.

    ``understood`` and ``settled`` are those of a CSV file; ``settled`` reads the next file of the same bank in the same way.
    """

    format: BankFileFormat
    events: Iterator[StatementEvent]
    understood: Understood | None = None
    settled: Reading | None = None

    def __iter__(self) -> Iterator[StatementEvent]:
        return self.events


def read_statements(
    file: BinaryIO, *, name: str = "", mapping: Reading | None = None, currency: str | None = None
) -> StatementFile:
    """Return the statements of a file that can be read at any place; it is read while they are gone through.

    The content tells the format, never the ``name``, which only the messages begin with. ``mapping`` says how a CSV file is
    read; what it leaves open follows from the file, whose columns have usual names or those of a processor. ``currency`` is
    the account's, for files that name none.

    Nothing but ``InvalidValue`` and ``AmbiguousFile`` is raised, here or while the events are gone through: each names the
    line or entry and says what to do. Amounts of 0 without a fee are left out. Balances are reported, not checked.
    """
    with _refusals_of(name):
        content = format_of(file)
        if content.format is BankFileFormat.CSV:
            found = _csv_file(file, content.header_rows, mapping or Reading(), currency)
        else:
            file.seek(0)
            found = StatementFile(content.format, _READERS[content.format](file, currency))
    return replace(found, events=_with_name(found.events, name))


def _csv_file(
    file: BinaryIO, header_rows: Sequence[list[str]], reading: Reading, currency: str | None
) -> StatementFile:
    for processor, header in product((STRIPE, PAYPAL), () if reading.columns else header_rows):
        known = processor.reading(header, reading)
        if known is not None:
            table = processor_table(processor, file, known, currency)
            events = read_processor_csv(processor, table)
            return StatementFile(processor.format, events, table.understood, table.settled)
    if any(map(is_summary, header_rows)):
        raise InvalidValue(say("statement-stripe-summary"))
    table = CsvTable(file, bank_csv.COLUMNS, reading, currency)
    return StatementFile(BankFileFormat.CSV, bank_csv.read_bank_csv(table), table.understood, table.settled)


def _with_name(events: Iterator[StatementEvent], name: str) -> Iterator[StatementEvent]:
    with _refusals_of(name):
        yield from events


@contextmanager
def _refusals_of(name: str) -> Iterator[None]:
    """Put the file's name in front of each refusal, and make all but ``AmbiguousFile`` an ``InvalidValue``."""
    try:
        yield
    except Refusal as refusal:
        message = say("statement-of-file", name=shortened(name), message=refusal.text) if name else refusal.text
        kind = AmbiguousFile if isinstance(refusal, AmbiguousFile) else InvalidValue
        raise kind(message, *refusal.field) from None
