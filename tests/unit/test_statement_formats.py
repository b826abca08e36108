"""The format of a bank's file is that of its content, whatever its name; what is no such file is refused with what to do."""

import gzip
import io
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from domain.core.kinds import BankFileFormat
from domain.errors import InvalidValue
from domain.importing.readers import encoding, table
from domain.importing.readers.table import FILE_BYTES_MAX
from domain.importing.statements import repeats
from domain.importing.statements.formats import format_of
from domain.importing.statements.reader import read_statements
from tests.support.statements import camt, events_of, mt940, ofx

CAMT = camt.document(camt.statement(camt.entry("1.00")))
MT940 = mt940.statement(mt940.movement())
OFX = ofx.document(ofx.statement(ofx.movement()))
OFX_2 = ofx.document(ofx.statement(ofx.movement()), header=ofx.HEADER_2)
CSV = "Date,Amount,Currency\n2026-01-05,5.00,USD\n"


@pytest.mark.parametrize("name", ["", "january.xml", "january.csv", "january.ofx"])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CAMT, BankFileFormat.CAMT),
        (CAMT[CAMT.index("<Document") :], BankFileFormat.CAMT),
        ("\n\n" + CAMT[CAMT.index("<Document") :], BankFileFormat.CAMT),
        ("<!-- from the bank -->" + CAMT[CAMT.index("<Document") :], BankFileFormat.CAMT),
        (MT940, BankFileFormat.MT940),
        ("{1:F01BANKDEFF}{2:O940}{4:\r\n" + MT940, BankFileFormat.MT940),
        (OFX, BankFileFormat.OFX),
        (OFX_2, BankFileFormat.OFX),
        ("<OFX>" + OFX.partition("<OFX>")[2], BankFileFormat.OFX),
        ("\r\n" + OFX, BankFileFormat.OFX),
        (CSV, BankFileFormat.CSV),
    ],
)
def test_is_that_of_the_content(content: str, expected: BankFileFormat, name: str) -> None:
    file = read_statements(io.BytesIO(content.encode()), name=name)
    assert file.format is expected
    assert len([*file]) == 3


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("content", [CAMT.replace("UTF-8", "UTF-16"), MT940, OFX])
def test_is_seen_in_other_encodings(content: str, codec: str) -> None:
    assert format_of(io.BytesIO(content.encode(codec))).format is not BankFileFormat.CSV


def _zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            gzip.compress(CAMT.encode()),
            "This is a compressed file, which is not read. Unpack it, and import what is in it.",
        ),
        (gzip.compress(b"\0" * 10_000_000), "This is a compressed file, which is not read."),
        (
            _zipped(CAMT.encode()),
            "This is a ZIP archive or a workbook, which is not read. Unpack it, or save it as CSV",
        ),
        (b"%PDF-1.7\n", "This is a PDF document, which is not read. Export the statement from the bank"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is an Excel workbook, which is not read. Save it as CSV"),
        (b"", "The file is empty."),
        (b"  \r\n\t\n", "The file is empty."),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "The file is UTF-32."),
        (b"Hello", "The header needs booked_on"),
        (b"\x81\x8d\x8f", "Line 1 is not UTF-8 or Windows-1252."),
        (":20:A\n:25:B\n\x81".encode("latin-1"), "Line 3 is not UTF-8 or Windows-1252."),
    ],
)
def test_what_is_not_a_statement_is_refused_with_what_to_do(content: bytes, message: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        events_of(content)
    assert refused.value.message.startswith(message)


class _Huge(io.BytesIO):
    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        return super().seek(place, whence) if whence == io.SEEK_SET else FILE_BYTES_MAX + 1


def test_a_file_beyond_the_bounds_of_imports_is_not_read() -> None:
    with pytest.raises(InvalidValue, match=r"^The file is larger than 1,024 MiB\. Split it\.$"):
        read_statements(_Huge(CAMT.encode()))


@pytest.mark.parametrize("content", [CAMT, MT940, OFX, CSV])
def test_the_callers_file_stays_open(content: str) -> None:
    file = io.BytesIO(content.encode())
    assert len([*read_statements(file)]) == 3
    assert len([*read_statements(file)]) == 3
    next(iter(read_statements(file)))  # and is let go of midway
    assert not file.closed


LONG = "INV-1 " * 700 + "INV-1"


def _long_csv(lines: int) -> str:
    return "Date,Amount,Currency,Name\n" + f"2026-01-05,5.00,USD,{LONG[:999]}\n" * lines


@pytest.mark.parametrize(
    ("make", "lines"),
    [
        (
            lambda lines: mt940.statement(
                *(mt940.movement(text=LONG, bank_id=f"B{number}") for number in range(lines))
            ),
            100,
        ),
        (
            lambda lines: ofx.document(ofx.statement(*(ofx.movement(memo=LONG, fit_id=f"F{n}") for n in range(lines)))),
            100,
        ),
        (_long_csv, 300),
    ],
    ids=["MT940", "OFX", "CSV"],
)
def test_memory_does_not_grow_with_the_file(
    make: Callable[[int], str], lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeats, "REMEMBERED_MAX", 30)
    monkeypatch.setattr(encoding, "PIECE_BYTES", 2**14)  # which are held at once
    monkeypatch.setattr(table, "PIECE_ROWS", 30)

    def most_memory(count: int) -> int:
        file = io.BytesIO(make(count).encode())
        tracemalloc.start()
        try:
            found = sum(1 for _ in read_statements(file))
            return tracemalloc.get_traced_memory()[1] if found > count else 0
        finally:
            tracemalloc.stop()

    most_memory(10)
    few, many = most_memory(lines), most_memory(2 * lines)
    assert 0 < many < few + 200_000


def test_importing_records_loads_no_reader_of_statements() -> None:
    loaded = (
        "import sys, domain.importing; print(any('statements' in name and 'importing' in name for name in sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
