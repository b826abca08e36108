"""Large files: whatever they hold, the check in groups finds what one unit of work would (domain R24b, R41, R41a)."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.errors import Refusal, Refusals
from domain.importing import ImportKind, ImportRecords, ImportResult
from domain.importing.problems import PROBLEMS_MAX
from domain.importing.service import BadRows
from domain.jobs.importing import checked_import
from domain.permissions import OPERATOR
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import Centre, run
from tests.support.jobs import run_unfinished_jobs
from tests.support.large_account import INVOICES, PAYMENTS, invoice_lines, payment_lines
from tests.support.profile import by_profile
from tests.support.staging import stage, staged_above

HEADERS = {
    ImportKind.ACCOUNTS: "account_number,owner_name,email,currency,members",
    ImportKind.LEDGER_CODES: "code,title",
    ImportKind.INVOICES: INVOICES,
    ImportKind.CREDITS: "credit_number,account_number,date,description,ledger_code,amount",
    ImportKind.PAYMENTS: PAYMENTS,
    ImportKind.REFUNDS: "number,account_number,date,amount,method,sources",
    ImportKind.RECONCILIATIONS: "credit_number,credit_position,debit_number,debit_position,amount",
}
CELLS = {
    "account_number": ["1001", "L-1", "S-1", "S-1", "nobody"],
    "owner_name": ["Bo", "Ann", ""],
    "email": ["", "", "bo"],
    "currency": ["USD", "", "EUR"],
    "members": ["", "Leo;Leo"],
    "code": ["C-1", "C-2", "C-3", "SWIM", ""],
    "title": ["Swimming", "Swim", ""],
    "date": ["2026-01-05", "2026-01-05", "2026-01-06", "soon"],
    "due_on": ["", "", "2026-02-01", "2025-01-01"],
    "description": ["Lesson", "Lesson", "Towel", ""],
    "ledger_code": ["SWIM", "SWIM", "SWIM", "DIVE"],
    "amount": ["5.00", "5.00", "7", "1.50", "-3", "five"],
    "member": ["", "", "", "Leo"],
    "kind": ["", "DEPOSIT"],
    "method": ["CASH", "CARD", "", "SHELLS"],
    "reference": ["", "A-1"],
    "sources": ["", "LP-1:1.00", "LP-2", "LP-3:500"],
    "credit_position": ["1", "1", "2"],
    "debit_position": ["1", "1", "x"],
    "debit_number": ["LI-1", "LI-2", "LI-3", "LP-1", "?"],
}
RECORDED = {ImportKind.RECONCILIATIONS: ["LP-1", "LP-2", "LP-3", "LI-1", "?"]}
TURNS = by_profile(
    suite={"sqlite": 36, "postgres": 12}, ci={"sqlite": 60, "postgres": 20}, long={"sqlite": 600, "postgres": 200}
)
"""How many random files of each kind are tried: on PostgreSQL, which takes three times as long for each, the first ones."""
NEW = {"invoice_number": "I", "credit_number": "C", "number": "P"}


@pytest.fixture(autouse=True)
def files_are_large() -> Iterator[None]:
    with staged_above(0, 2), patch("domain.importing.large_file.GROUP_ROWS", 3):
        yield


@pytest.fixture
async def centre(store: Store) -> Centre:
    opened = await Centre.open(store)
    await opened.accounts(["L-1", "S-1"])
    for kind, header, lines in (
        (ImportKind.INVOICES, INVOICES, invoice_lines(4)),
        (ImportKind.PAYMENTS, PAYMENTS, payment_lines(4)),
    ):
        await run(store, ImportRecords(kind, "\n".join([header, *lines]).encode()))
    return opened


def cell(kind: ImportKind, column: str, chance: random.Random) -> str:
    """One of the texts of a column; numbers repeat, mostly in neighbouring rows."""
    if column in NEW and kind is not ImportKind.RECONCILIATIONS:
        return chance.choice([*(f"{NEW[column]}-{each}" for each in range(6)), "" if chance.random() < 0.3 else "LP-1"])
    return chance.choice(RECORDED[kind] if column == "credit_number" else CELLS[column])


def file_of(kind: ImportKind, chance: random.Random) -> str:
    """A file of some rows, some of them malformed or wrong."""
    columns = HEADERS[kind].split(",")
    rows: list[list[str]] = []
    for _ in range(chance.randint(4, 14)):
        row = [cell(kind, column, chance) for column in columns]
        if rows and chance.random() < 0.5:
            row[: len(columns) // 2] = rows[-1][: len(columns) // 2]
        if chance.random() < 0.1:
            row.append("more")
        rows.append(row)
    return "\n".join([HEADERS[kind], *(",".join(row) for row in rows)])


async def tried(store: Store, cmd: ImportRecords) -> ImportResult | list[tuple[str, str, int | None]]:
    """What a dry run comes to: its result, or its refusals."""
    try:
        done = await store.preview(lambda preview: preview.run(replace(cmd, dry_run=True), OPERATOR))
        return replace(done.result, possible_duplicates=[])
    except Refusals as refused:
        return [(each.code, each.message, each.row) for each in refused.refusals]
    except Refusal as refused:
        return [(refused.code, refused.message, refused.row)]


@pytest.mark.parametrize("kind", ImportKind)
async def test_a_large_file_is_checked_as_one_unit_would(centre: Centre, kind: ImportKind) -> None:
    store, chance = centre.store, random.Random(kind)
    turns, refused = TURNS[store.backend.dialect], 0
    for turn in range(turns):
        text = file_of(kind, chance)
        flags = {"skip_bad_rows": turn % 3 > 0, "even_if_same": turn % 5 == 0, "keep_errors": turn % 2 == 0}
        cmd = ImportRecords(kind, text.encode(), **flags)
        large = await checked_import(store, cmd, OPERATOR, dry_run=True)
        assert large.staged is not None
        expected = await tried(store, cmd)
        assert await tried(store, large) == expected, text
        refused += isinstance(expected, list)
    assert 0 < refused < turns


@pytest.mark.parametrize("kind", [ImportKind.INVOICES, ImportKind.PAYMENTS, ImportKind.RECONCILIATIONS])
async def test_the_rows_that_are_right_are_recorded_as_by_one_unit(
    store: Store, centre: Centre, kind: ImportKind
) -> None:
    chance = random.Random(1)
    for _ in range(5):
        cmd = ImportRecords(kind, file_of(kind, chance).encode(), skip_bad_rows=True)
        expected = await tried(store, cmd)
        assert isinstance(expected, ImportResult)
        done = await stage(store, cmd)
        if done.result.job is None:
            assert expected.created == 0
            continue
        before = await centre.rows("select count(*) from batches")
        assert [job.failure for job in await run_unfinished_jobs(store)] == [None]
        assert (await centre.rows("select count(*) from batches"))[0][0] == before[0][0] + 1
        again = await tried(store, cmd)
        assert isinstance(again, ImportResult)
        assert (again.created, again.problems) == (0, expected.problems)
    assert await verify(store) == []


@pytest.mark.parametrize(("codec", "name"), [("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")])
async def test_a_file_on_the_disk_is_read_in_pieces_in_each_encoding(
    store: Store, centre: Centre, tmp_path: Path, codec: str, name: str
) -> None:
    lines = [f"E-{each},1001,2026-01-05,5.00,,CASH,Été {each}" for each in range(50)]
    path = tmp_path / "file.csv"
    path.write_bytes("\r\n".join([PAYMENTS, *lines]).encode(codec))
    with (
        patch("domain.importing.readers.encoding.PIECE_BYTES", 7),
        patch("domain.importing.readers.table.PIECE_ROWS", 4),
    ):
        done = await stage(store, ImportRecords(ImportKind.PAYMENTS, path))
    assert (done.result.understood.encoding, done.result.understood.rows) == (name, 50)
    assert [job.failure for job in await run_unfinished_jobs(store)] == [None]
    found = await centre.rows("select number, reference from transactions where number like 'E-%' order by id")
    assert [tuple(row) for row in found] == [(f"E-{each}", f"Été {each}") for each in range(50)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a,b\n1,2\n\xff\xc3\xa9", "Line 3 is not UTF-8, though the rest of the file is."),
        (b"a,b\n\x81", "Line 2 is not UTF-8 or Windows-1252."),
        ("a,b\n1".encode("utf-16") + b"\x00", "Line 2 is not UTF-16."),
        (
            b'account_number,date,amount\n1001,2026-01-05,1.00\n1001,"x',
            "The row that begins on line 3 is not valid CSV",
        ),
    ],
)
async def test_names_the_line_that_cannot_be_read(store: Store, data: bytes, reason: str) -> None:
    with patch("domain.importing.readers.encoding.PIECE_BYTES", 3), pytest.raises(Refusal) as refused:
        await stage(store, ImportRecords(ImportKind.PAYMENTS, data))
    assert refused.value.message.startswith(reason)
    assert refused.value.field == ("csv",)


async def test_of_very_many_problems_the_first_are_reported_and_all_are_counted(store: Store, centre: Centre) -> None:
    lines = [f"X-{each},nobody,2026-01-05,1.00,,CASH," for each in range(PROBLEMS_MAX + 7)]
    cmd = ImportRecords(ImportKind.PAYMENTS, "\n".join([PAYMENTS, *lines, *payment_lines(4)]).encode())
    with pytest.raises(BadRows) as refused:
        await stage(store, cmd)
    assert ([each.row for each in refused.value.problems], refused.value.count) == ([*range(1_000)], 1_007)
    assert refused.value.message == "1,007 bad rows; nothing was imported."
    assert refused.value.refusals[-1].message.startswith("7 more problems are not listed.")
    with pytest.raises(Refusal, match="more than 1,000 problems"):
        await stage(store, replace(cmd, data=cmd.data + b"\nY-1,1001,2026-01-05,1.00,,CASH,", skip_bad_rows=True))  # type: ignore[operator]  # bytes
    assert await centre.rows("select count(*) from jobs") == [(0,)]
