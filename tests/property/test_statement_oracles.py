"""What is well-formed reads as other people's libraries read it: mt-940 and ofxtools, which the product does not use."""

import datetime
import io
from typing import NamedTuple

import mt940 as mt940_oracle
from hypothesis import given, settings
from hypothesis import strategies as st
from ofxtools.Parser import OFXTree

from tests.support.profile import by_profile
from tests.support.statements import begins, ends, lines_of, mt940, ofx

EXAMPLES = by_profile(suite=30, ci=60, long=2_000)
LIMITS = settings(max_examples=EXAMPLES, deadline=None)

WORDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=8)
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


class Movement(NamedTuple):
    cents: int
    day: datetime.date
    name: str
    text: str


MOVEMENTS = st.lists(
    st.builds(
        Movement, st.integers(1, 10**9), st.dates(datetime.date(2000, 1, 1), datetime.date(2079, 12, 31)), TEXTS, TEXTS
    ),
    max_size=6,
)


@given(MOVEMENTS, st.sampled_from([1, -1]))
@LIMITS
def test_mt940_reads_as_mt_940_does(movements: list[Movement], sign: int) -> None:
    file = mt940.statement(
        *(
            mt940.movement(
                f"{each.cents // 100},{each.cents % 100:02}",
                f"166?00CREDIT?20{each.text[:26]}?30BIC?31123456?32{each.name[:26]}",
                mark="C" if sign > 0 else "D",
                valued=f"{each.day:%y%m%d}",
                booked=f"{each.day:%m%d}",
                bank_id=f"B{number}",
            )
            for number, each in enumerate(movements)
        )
    )
    read = mt940_oracle.parse(file, options=mt940_oracle.Options.all())
    theirs = [
        (int(each.data["amount"].amount * 100), each.data["date"], each.data["purpose"], each.data["applicant_name"])
        for each in read.transactions
    ]
    ours = [(line.amount_cents, line.value_on, line.text, line.payer_name) for line in lines_of(file)]
    assert ours == theirs
    assert [each.opening_cents for each in begins(file)] == [
        int(read.data["final_opening_balance"].amount.amount * 100)
    ]
    assert [each.closing_cents for each in ends(file)] == [int(read.data["final_closing_balance"].amount.amount * 100)]


@given(MOVEMENTS, st.sampled_from([1, -1]), st.sampled_from([ofx.HEADER_1, ofx.HEADER_2]))
@LIMITS
def test_ofx_reads_as_ofxtools_does(movements: list[Movement], sign: int, header: str) -> None:
    file = ofx.document(
        ofx.statement(
            *(
                ofx.movement(
                    f"{'-' if sign < 0 else ''}{each.cents // 100}.{each.cents % 100:02}",
                    each.name,
                    f"{each.text} & CO",
                    posted=f"{each.day:%Y%m%d}120000",
                    fit_id=f"F{number}",
                )
                for number, each in enumerate(movements)
            )
        ),
        header=header,
    ).replace("& CO", "&amp; CO")
    tree = OFXTree()
    tree.parse(io.BytesIO(file.encode()))
    [statement] = tree.convert().statements
    theirs = [
        (int(each.trnamt * 100), each.dtposted.date(), each.name, each.memo, each.fitid)
        for each in statement.transactions
    ]
    ours = [(line.amount_cents, line.booked_on, line.payer_name, line.text, line.bank_id) for line in lines_of(file)]
    assert ours == theirs
    assert [each.account_number for each in begins(file)] == [statement.account.acctid]
