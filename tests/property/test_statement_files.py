"""Whatever a file holds, reading it ends in its movements or in a refusal that says what to do; never in anything else."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.core.bank_keys import Movement
from domain.errors import AmbiguousFile, InvalidValue
from domain.importing.statements.reader import read_statements
from tests.support.profile import by_profile
from tests.support.statements import camt, check_events, mt940, ofx

EXAMPLES = by_profile(suite=75, ci=150, long=3_000)
LIMITS = settings(max_examples=EXAMPLES, deadline=None)

CHARGE = '<Chrgs><Rcrd><Amt Ccy="EUR">2.90</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>'
FILES = [
    camt.document(
        camt.statement(
            camt.entry("100.00", camt.detail("60.00", "INV-1", "Zoë"), camt.detail("40.00", "B"), more=CHARGE),
            camt.entry("5.00", indicator="DBIT", reversal="<RvslInd>true</RvslInd>"),
            balances=[camt.balance("OPBD", "1.00"), camt.balance("CLBD", "96.00")],
        )
    ).encode(),
    mt940.statement(
        mt940.movement(bank_id="B1", text="166?00CREDIT?20EREF+E1?21SVWZ+INV-1?31DE02120300000000202051?32ANN"),
        mt940.movement(mark="RC", text="/EREF/E-77//CNTP/NL20INGB0001234567/INGBNL2A/M RIVERA///REMI/USTD//INV 1001/"),
    ).encode(),
    ofx.document(ofx.statement(ofx.movement(), ofx.movement(name="<![CDATA[A & B]]>"))).encode(),
    ofx.document(ofx.statement(ofx.movement(), ofx.movement(name="A &amp; B")), header=ofx.HEADER_2).encode(),
    b"Date,Amount,Balance,Name,Currency\n2026-01-05,5.00,15.00,Ann,USD\n2026-01-06,-2.00,13.00,Bob,USD\n",
    b"balance_transaction_id,created_utc,currency,gross,fee,net,type\nt1,2026-01-05 14:03:22,usd,1.00,0.10,0.90,x\n",
    b"Date,Type,Status,Currency,Gross,Fee,Net,Transaction ID\n31/01/2026,Payment,Completed,USD,1.00,-0.10,0.90,T1\n",
]


def read(data: bytes) -> list[Movement] | str:
    """Return a file's lines, or the refusal's message; all else is an error of this test."""
    try:
        events = [*read_statements(io.BytesIO(data), currency="EUR")]
    except (InvalidValue, AmbiguousFile) as refusal:
        return refusal.message
    check_events(events)
    return [each for each in events if isinstance(each, Movement)]


@given(st.binary(max_size=300))
@LIMITS
def test_random_bytes(data: bytes) -> None:
    read(data)


@given(st.sampled_from(FILES), st.binary(max_size=60), st.data())
@LIMITS
def test_random_bytes_behind_the_beginning_of_a_file(file: bytes, more: bytes, data: st.DataObject) -> None:
    read(file[: data.draw(st.integers(0, len(file)))] + more)


@given(st.sampled_from(FILES), st.data())
@LIMITS
def test_a_part_is_missing(file: bytes, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(file)), st.integers(0, len(file)))))
    read(file[:start] + file[end:])


PIECES = st.sampled_from([
    *(b"<", b">", b"</", b"&", b"&#0;", b"\0", b"\r", b"\n:61:", b"\n:20:", b"\n:62F:", b"?", b"//", b'"', b",", b";", b"-"),
    *(b"<STMTTRN>", b"</STMTTRN>", b"<OFX>", b"</OFX>", b"<Ntry>", b"</Ntry>", b"<![CDATA[", b"]]>", b"<!DOCTYPE a>", b"<?"),
    *(b"\xff", b"\xc3", b"9" * 30, b"1e9", b"\x1a", b"EUR", b"JPY", b"0000", b"NaN", b"Infinity", b"<Amt Ccy='EUR'>"),
    "\u200b\u0663".encode(),
])  # fmt: skip


@given(st.sampled_from(FILES), st.lists(st.tuples(st.integers(0, 5_000), PIECES), min_size=1, max_size=4))
@LIMITS
def test_pieces_of_the_formats_where_they_do_not_belong(file: bytes, pieces: list[tuple[int, bytes]]) -> None:
    for place, piece in pieces:
        at = place % (len(file) + 1)
        file = file[:at] + piece + file[at:]
    read(file)


def test_each_whole_file_is_read() -> None:
    assert [isinstance(read(file), list) for file in FILES] == [True] * len(FILES)


def test_cut_files_of_formats_that_have_an_end_are_refused() -> None:
    for file in FILES[:4]:
        stripped = file.rstrip(b"\r\n-")
        assert [cut for cut in range(0, len(stripped) - 6, 7) if not isinstance(read(stripped[:cut]), str)] == []
