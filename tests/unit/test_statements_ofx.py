"""OFX 1 and 2, and QFX: as the specification has them, and as banks write them (domain R42a)."""

import datetime

import pytest

from domain.core.bank_keys import Movement
from domain.core.kinds import BankFileFormat
from domain.importing.statements.events import StatementBegins, StatementEnds
from tests.support.statements import begins, ends, events_of, lines_of, refusal_of
from tests.support.statements.ofx import HEADER_1, HEADER_2, document, movement, statement

DAY = datetime.date(2026, 1, 5)


def lines(*movements: str) -> list[Movement]:
    return lines_of(document(statement(*movements)))


@pytest.mark.parametrize("header", [HEADER_1, HEADER_2])
def test_a_statement_is_its_account_its_days_its_balance_and_its_lines(header: str) -> None:
    file = document(statement(movement()), header=header)
    place = f"line {file[: file.index('<STMTTRN>')].count(chr(10)) + 1}"
    assert events_of(file) == [
        StatementBegins(
            BankFileFormat.OFX, "0012345678", "USD", None, datetime.date(2026, 1, 1), datetime.date(2026, 1, 31)
        ),
        Movement(
            booked_on=DAY,
            value_on=None,
            amount_cents=10_000,
            payer_name="MARIA RIVERA",
            payer_account=None,
            text="INV-1001-3",
            structured_reference=None,
            bank_id="F1",
            entry_position=0,
            kind="CREDIT",
            fee_cents=None,
            place=place,
        ),
        StatementEnds(111_000, datetime.date(2026, 1, 31)),
    ]


class TestWhatBanksGetWrong:
    @pytest.mark.parametrize(
        ("amount", "cents"),
        [("10.00", 1_000), ("-10.00", -1_000), ("+10", 1_000), ("10,5", 1_050), ("1.234,56", 123_456),
         ("-1,234.56", -123_456), ("1234,56", 123_456), (".00", None), ("10.0", 1_000)],
    )  # fmt: skip
    def test_amounts_with_a_comma_are_as_exact(self, amount: str, cents: int | None) -> None:
        if cents is None:
            assert "where an amount is expected" in refusal_of(document(statement(movement(amount))))
        else:
            assert lines(movement(amount))[0].amount_cents == cents

    @pytest.mark.parametrize("fit_id", [None, "", "0", "0000", "NONREF"])
    def test_a_missing_id_is_none(self, fit_id: str | None) -> None:
        assert [line.bank_id for line in lines(movement(fit_id=fit_id), movement(fit_id=fit_id))] == [None, None]

    def test_values_without_anything_in_them_take_nothing_from_what_follows(self) -> None:
        found = lines(
            movement(name="", fit_id="F1"), movement(name="ANN LEE", fit_id="F2"), movement(memo="", fit_id="F3")
        )
        assert [(line.bank_id, line.payer_name) for line in found] == [
            ("F1", None),
            ("F2", "ANN LEE"),
            ("F3", "MARIA RIVERA"),
        ]

    def test_tags_in_small_letters(self) -> None:
        assert lines(movement().replace("MEMO", "memo").replace("STMTTRN", "StmtTrn"))[0].text == "INV-1001-3"

    @pytest.mark.parametrize(
        ("written", "meant"),
        [("A & B", "A & B"), ("A &amp; B", "A & B"), ("R&D", "R&D"), ("a < b > c", "a < b > c"), ("&lt;a&gt;", "<a>"),
         ("Zo&#235;&nbsp;L&#xEB;e", "Zoë Lëe"), ("<![CDATA[A & <b>]]>", "A & <b>"), ("x&#0;y&#1114112;", "x y"),
         ("&copy;", "&copy;"), ("wow <! sale", "wow <! sale")],
    )  # fmt: skip
    def test_signs_in_values_stand_for_themselves(self, written: str, meant: str) -> None:
        assert lines(movement(name=written))[0].payer_name == meant

    def test_two_values_of_cdata_on_one_line_are_two(self) -> None:
        [line] = lines(
            movement(name=None, memo=None, more="<NAME><![CDATA[Ann]]></NAME><MEMO><![CDATA[INV-1]]></MEMO>")
        )
        assert (line.payer_name, line.text) == ("Ann", "INV-1")

    def test_the_closing_tag_of_the_other_kind_of_statement(self) -> None:
        file = document(statement(movement())).replace("<STMTRS>", "<CCSTMTRS>")
        assert len(lines_of(file)) == 1

    def test_empty_elements_of_xml(self) -> None:
        file = document(statement(movement(more="<CHECKNUM/><PAYEE/><EXTDNAME>Swim</EXTDNAME>")), header=HEADER_2)
        assert (lines_of(file)[0].payer_name, lines_of(file)[0].text) == ("MARIA RIVERA", "INV-1001-3 Swim")

    def test_a_group_that_is_written_as_a_value(self) -> None:
        [line] = lines(movement(name=None, memo=None, more="<CURRENCY>USD\r\n<PAYEE>Ann Lee\r\n<MEMO>INV-1\r\n"))
        assert (line.payer_name, line.text) == ("Ann Lee", "INV-1")
        assert "has an amount in 'EUR'" in refusal_of(document(statement(movement(more="<CURRENCY>EUR\r\n"))))

    @pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize(
        "declared", ["ENCODING:USASCII\r\nCHARSET:1252", "ENCODING:UTF-8\r\nCHARSET:NONE", "ENCODING:UNICODE"]
    )
    def test_the_encoding_is_that_of_the_bytes_whatever_is_declared(self, codec: str, declared: str) -> None:
        file = document(statement(movement(name="ÉLODIE"))).replace("ENCODING:USASCII\r\nCHARSET:1252", declared)
        assert lines_of(file.encode(codec))[0].payer_name == "ÉLODIE"

    def test_headers_of_any_kind(self) -> None:
        for header in (
            "",
            "\r\n\r\n" + HEADER_1,
            HEADER_1.replace("\r\n", " "),
            HEADER_1.replace(":", ": "),
            "OFXHEADER:100\r\n",
        ):
            assert len(lines_of(document(statement(movement())).replace(HEADER_1, header))) == 1

    def test_a_file_of_one_line(self) -> None:
        assert len(lines_of(document(statement(movement(), movement())).replace("\r\n", ""))) == 2

    @pytest.mark.parametrize("posted", ["20260105", "20260105235959.999[+0:GMT]", "2026-01-05", "2026-01-05T23:00:00"])
    def test_the_day_is_as_it_is_written_whatever_the_time_zone(self, posted: str) -> None:
        assert lines(movement(posted=posted))[0].booked_on == DAY

    def test_equal_ids_and_equal_lines_stay_as_many_as_there_are(self) -> None:
        found = lines(movement(), movement(), movement("7.00"), movement(posted="20260106"), movement())
        assert [(line.bank_id, line.entry_position) for line in found] == [
            *(("F1", 0), ("F1", 1), ("F1", 0)),
            *(("F1", 0), ("F1", 2)),
        ]


class TestMovements:
    def test_a_check_is_named_by_its_number(self) -> None:
        assert lines(movement(memo=None, more="<CHECKNUM>2041\r\n"))[0].text == "MARIA RIVERA Check 2041"

    def test_the_payer_may_be_a_payee_with_an_account(self) -> None:
        more = "<PAYEE><NAME>Ann Lee\r\n<CITY>Halifax\r\n</PAYEE><BANKACCTTO><BANKID>1\r\n<ACCTID>77\r\n</BANKACCTTO>"
        [line] = lines(movement(name=None, more=more))
        assert (line.payer_name, line.payer_account) == ("Ann Lee", "77")

    def test_an_original_currency_only_informs(self) -> None:
        more = "<ORIGCURRENCY><CURRATE>1.1\r\n<CURSYM>EUR\r\n</ORIGCURRENCY>"
        assert lines(movement(more=more))[0].amount_cents == 10_000

    def test_an_amount_in_another_currency_is_refused(self) -> None:
        more = "<CURRENCY><CURRATE>1.1\r\n<CURSYM>EUR\r\n</CURRENCY>"
        assert "has an amount in 'EUR', its statement is in USD." in refusal_of(
            document(statement(movement(more=more)))
        )

    def test_what_is_pending_is_not_a_line(self) -> None:
        pending = "<BANKTRANLISTP><DTASOF>20260131<STMTTRNP><TRNTYPE>DEBIT<TRNAMT>-5<NAME>x</STMTTRNP></BANKTRANLISTP>"
        file = document(statement(movement(), more=pending + "<AVAILBAL><BALAMT>7<DTASOF>20260131</AVAILBAL>"))
        assert [line.amount_cents for line in lines_of(file)] == [10_000]
        assert ends(file)[0].closing_cents == 111_000

    def test_an_amount_of_zero_is_not_a_movement(self) -> None:
        assert lines(movement("0.00")) == []


class TestStatements:
    def test_several_accounts_in_one_file(self) -> None:
        file = document(statement(movement()), statement(movement("5"), account="99", currency="JPY", balance="7"))
        assert [(each.account_number, each.currency) for each in begins(file)] == [("0012345678", "USD"), ("99", "JPY")]
        assert [line.amount_cents for line in lines_of(file)] == [10_000, 5]
        assert [each.closing_cents for each in ends(file)] == [111_000, 7]

    def test_a_credit_card(self) -> None:
        file = document(statement(movement()))
        for bank, card in (("STMTRS", "CCSTMTRS"), ("BANKACCTFROM", "CCACCTFROM")):
            file = file.replace(f"<{bank}>", f"<{card}>").replace(f"</{bank}>", f"</{card}>")
        assert begins(file)[0].account_number == "0012345678"

    @pytest.mark.parametrize(
        ("as_of", "closing"), [("20260131", 111_000), ("20260115", 111_000), ("20260104", None), ("20260215", None)]
    )
    def test_a_balance_of_another_day_closes_nothing(self, as_of: str, closing: int | None) -> None:
        assert ends(document(statement(movement(), as_of=as_of)))[0].closing_cents == closing

    def test_without_a_currency_it_is_the_bank_accounts(self) -> None:
        file = document(statement(movement(), currency=""))
        assert lines_of(file, currency="EUR")[0].amount_cents == 10_000
        assert begins(file, currency="EUR")[0].currency == "EUR"
        assert "without a currency (CURDEF)" in refusal_of(file)

    def test_without_movements(self) -> None:
        file = document(statement(days="", balance=None))
        assert [type(each) for each in events_of(file)] == [StatementBegins, StatementEnds]


class TestRefusals:
    @pytest.mark.parametrize(
        ("file", "message"),
        [
            (document(statement(movement("ten"))), "Line 30 has 'ten' where an amount is expected"),
            (document(statement(movement("1.0055"))), "Line 30 has the amount '1.0055'; USD has at most 2 decimals."),
            (
                document(statement(movement("1,234"))),
                "Line 30 has the amount '1,234', whose mark can be that of decimals or",
            ),
            (
                document(statement(movement("1.000"))),
                "Line 30 has the amount '1.000', whose mark can be that of decimals or",
            ),
            (document(statement(movement(posted="05/01/2026"))), "Line 30 has '05/01/2026' where a date is expected"),
            (
                document(statement(movement(posted="20170844045844"))),
                "Line 30 has 2017-08-44, which is not a valid date.",
            ),
            (document(statement(movement(posted="00000000"))), "Line 30 begins a movement without a day (DTPOSTED)."),
            (document(statement(currency="ZZZ")), "Line 22 names the currency 'ZZZ'"),
            (
                document(statement(movement().replace("</STMTTRN>", ""), movement())),
                "Line 38 begins a movement, but the one of",
            ),
            (
                document(statement(movement().replace("</STMTTRN>", ""))),
                "Line 43 closes a statement, but not the movement of",
            ),
            (document(statement(movement())).replace("</STMTRS>", "", 1), "The file ends before it closes <OFX>"),
            (document(), "The file holds no statement of a bank account or credit card."),
            (document(statement(movement(memo="x" * 2**20))), "Line 36 has a value of more than a million characters"),
        ],
    )
    def test_name_the_line_and_what_to_do(self, file: str, message: str) -> None:
        found = refusal_of(file)
        assert found.startswith(message)
        assert "Export" in found

    def test_a_file_that_was_cut_short_is_never_read_as_far_as_it_goes(self) -> None:
        file = document(statement(movement(), movement()))
        for cut in range(len("OFXHEADER:100"), file.index("</OFX>") + 5):
            assert refusal_of(file[:cut])

    @pytest.mark.parametrize("before", ["<!DOCTYPE OFX>", '<!DOCTYPE d [<!ENTITY a "b">]>', "<!ELEMENT a>"])
    def test_a_document_type_is_refused(self, before: str) -> None:
        file = document(statement(movement(name="&a;")), header=HEADER_2 + before)
        assert "begins a document type (DTD), which is never read." in refusal_of(file)

    @pytest.mark.parametrize(
        "evil",
        ["<A><![CDATA[" * 20_000, "<" * 200_000, "<A " * 100_000, "&" * 300_000, "<!--" * 100_000, "<OFX>" * 50_000],
    )
    def test_what_would_take_quadratic_time_elsewhere_is_refused(self, evil: str) -> None:
        assert refusal_of(HEADER_1 + "<OFX>" + evil)
