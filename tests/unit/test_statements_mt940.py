"""MT940: movements, balances and the ways in which banks describe a movement (domain R42a)."""

import datetime
from dataclasses import replace

import pytest

from domain.core.bank_keys import Movement
from domain.core.kinds import BankFileFormat
from domain.importing.statements.events import StatementBegins, StatementEnds
from tests.support.statements import begins, ends, events_of, lines_of, refusal_of
from tests.support.statements.mt940 import movement, statement


def test_a_statement_is_its_account_its_balances_and_its_lines() -> None:
    assert events_of(statement(movement(bank_id="B1", booked="0106", reference="R-7"))) == [
        StatementBegins(BankFileFormat.MT940, "DE02120300000000202051", "EUR", 10_000, None, None),
        Movement(
            booked_on=datetime.date(2026, 1, 6),
            value_on=datetime.date(2026, 1, 5),
            amount_cents=1_000,
            payer_name=None,
            payer_account=None,
            text="INV-1001-3",
            structured_reference="R-7",
            bank_id="B1",
            entry_position=0,
            kind="NTRF",
            fee_cents=None,
            place="line 5",
        ),
        StatementEnds(11_000, datetime.date(2026, 1, 31)),
    ]


class TestMovements:
    @pytest.mark.parametrize(
        ("amount", "cents"),
        [("10,00", 1_000), ("10,", 1_000), ("10", 1_000), ("0,5", 50), ("000000001234,56", 123_456)],
    )
    def test_amounts_are_exact_and_have_a_comma(self, amount: str, cents: int) -> None:
        assert lines_of(statement(movement(amount)))[0].amount_cents == cents

    def test_three_decimals_are_those_of_the_currency(self) -> None:
        file = statement(movement("1,234"), opening=":60F:C260101KWD1,000", closing=":62F:C260131KWD2,234")
        assert lines_of(file)[0].amount_cents == 1_234

    @pytest.mark.parametrize(
        ("mark", "cents"),
        [("C", 1_000), ("D", -1_000), ("RC", -1_000), ("RD", 1_000), ("CR", 1_000), ("DR", -1_000), ("RCR", -1_000)],
    )
    def test_the_mark_gives_the_sign_and_a_letter_of_the_currency_does_not(self, mark: str, cents: int) -> None:
        assert lines_of(statement(movement(mark=mark)))[0].amount_cents == cents

    @pytest.mark.parametrize("mark", ["EC", "ED"])
    def test_what_is_only_expected_is_not_a_line(self, mark: str) -> None:
        assert lines_of(statement(movement(mark=mark))) == []

    @pytest.mark.parametrize(
        ("valued", "booked", "days"),
        [
            ("260105", "", ("2026-01-05", "2026-01-05")),
            ("260105", "    ", ("2026-01-05", "2026-01-05")),
            ("251231", "0102", ("2026-01-02", "2025-12-31")),
            ("260102", "1231", ("2025-12-31", "2026-01-02")),
            ("240229", "0229", ("2024-02-29", "2024-02-29")),
            ("260230", "0230", ("2026-02-28", "2026-02-28")),
            ("991231", "", ("1999-12-31", "1999-12-31")),
        ],
    )
    def test_a_booking_day_is_in_the_year_nearest_to_the_value_date(
        self, valued: str, booked: str, days: tuple[str, str]
    ) -> None:
        [line] = lines_of(statement(movement(valued=valued, booked=booked)))
        assert (str(line.booked_on), str(line.value_on)) == days

    def test_a_movement_without_a_kind_is_one_all_the_same(self) -> None:
        file = statement(
            movement("10,00", "first", kind="", reference=""), movement("5,00", "second", kind="", reference="")
        )
        assert [(line.amount_cents, line.text) for line in lines_of(file)] == [(1_000, "first"), (500, "second")]

    def test_the_amount_may_be_on_the_next_line(self) -> None:
        file = statement(":61:2601050105C\r\n10,00NTRFNONREF")
        assert lines_of(file)[0].amount_cents == 1_000

    def test_supplementary_details_are_the_text_where_another_is_missing(self) -> None:
        assert lines_of(statement(movement(text=None) + "\r\nCash deposit"))[0].text == "Cash deposit"

    def test_an_id_that_comes_again_on_a_day_is_counted(self) -> None:
        same = [movement(bank_id="POS"), movement(bank_id="POS"), movement(bank_id="OTHER"), movement(bank_id="POS")]
        next_day = movement(bank_id="POS", booked="0106")
        found = lines_of(statement(*same, next_day))
        assert [(line.bank_id, line.entry_position) for line in found] == [
            *(("POS", 0), ("POS", 1), ("OTHER", 0), ("POS", 2)),
            ("POS", 0),
        ]
        other_amounts = lines_of(statement(movement("1,", bank_id="POS"), movement("2,", bank_id="POS")))
        assert [line.entry_position for line in other_amounts] == [0, 0]

    @pytest.mark.parametrize("reference", ["NONREF", "EREF", "KREF", "KREF+", ""])
    def test_what_stands_for_nothing_is_not_a_reference(self, reference: str) -> None:
        [line] = lines_of(statement(movement(reference=reference, bank_id="NONREF")))
        assert (line.structured_reference, line.bank_id) == (None, None)


class TestDetails:
    def details(self, text: str) -> Movement:
        [line] = lines_of(statement(movement(text=text)))
        return line

    def test_numbered_fields_are_joined_where_the_bank_cut_them(self) -> None:
        line = self.details(
            "166?00GUTSCHRIFT?109310?20EREF+E2E-77?21SVWZ+INV-1001-3 Swim lesson?22s level 3"
            "?30BYLADEM1001?31DE02120300000000202051?32MARIA?33RIVERA?34997"
        )
        assert line.text == "INV-1001-3 Swim lessons level 3"
        assert (line.structured_reference, line.kind) == ("E2E-77", "GUTSCHRIFT")
        assert (line.payer_name, line.payer_account) == ("MARIA RIVERA", "DE02120300000000202051")

    def test_a_full_field_goes_on_in_the_next_without_a_blank(self) -> None:
        assert (
            self.details("166?20" + "INV-1001-3 and INV-1001-100" + "7 paid").text
            == "INV-1001-3 and INV-1001-1007 paid"
        )
        assert (
            self.details("166?20" + "INV-1001-3 and INV-1001-100" + "?217 paid").text
            == "INV-1001-3 and INV-1001-1007 paid"
        )

    def test_lines_break_anywhere_in_numbered_fields(self) -> None:
        assert self.details("166?00GUT\r\nSCHRIFT?20INV-10\r\n01-3?3\r\n2ANN LEE").payer_name == "ANN LEE"
        assert self.details("166?00GUT\r\nSCHRIFT?20INV-10\r\n01-3?3\r\n2ANN LEE").text == "INV-1001-3"

    def test_text_goes_on_in_the_fields_from_60(self) -> None:
        assert self.details("166?20first?29tenth?60eleventh?63fourteenth").text == "first tenth eleventh fourteenth"

    def test_another_sign_may_separate_the_numbers_and_stand_in_a_text(self) -> None:
        assert self.details("166>20INV-1>32ANN LEE").payer_name == "ANN LEE"
        assert self.details("166?20Paid?Yes?32ANN LEE").text == "Paid?Yes"

    def test_without_words_of_sepa_all_is_text(self) -> None:
        assert self.details("051?20Thank you?32ANN LEE").text == "Thank you"

    def test_another_payer_is_named_where_another_name_is_missing(self) -> None:
        assert self.details("166?20SVWZ+INV-1?21ABWA+Ann Lee?22IBAN+NL20INGB0001234567").payer_name == "Ann Lee"
        assert (
            self.details("166?20SVWZ+INV-1?21ABWA+Ann Lee?22IBAN+NL20INGB0001234567").payer_account
            == "NL20INGB0001234567"
        )

    @pytest.mark.parametrize(
        "text",
        [
            "/TRTP/SEPA/IBAN/NL20INGB0001234567/BIC/INGBNL2A/NAME/M RIVERA/REMI/INV 1001/EREF/E-77",
            "/EREF/E-77/ORDP//NAME/M RIVERA/IBAN/NL20INGB0001234567/REMI/INV 1001/ISDT/2026-01-05",
            "/EREF/E-77//CNTP/NL20INGB0001234567/INGBNL2A/M RIVERA///REMI/USTD//INV 1001/",
            "/EREF/E-77//CNTP/NL20INGB00\r\n01234567/INGBNL2A/M RIVERA///REMI/USTD//INV\r\n 1001/",
        ],
    )
    def test_words_between_slashes_as_dutch_banks_write_them(self, text: str) -> None:
        line = self.details(text)
        assert (line.payer_name, line.payer_account) == ("M RIVERA", "NL20INGB0001234567")
        assert (line.text, line.structured_reference) == ("INV 1001", "E-77")

    def test_an_account_may_stand_below_the_movement(self) -> None:
        first, details = movement(text="/TRCD/541/ORDP//NAME/Franz Nord/REMI/2020-F0OBAR/").split("\r\n")
        [line] = lines_of(statement(f"{first}\r\nDE02 1203 0000 0000 2020 51\r\n{details}"))
        assert (line.payer_name, line.payer_account, line.text) == (
            "Franz Nord",
            "DE02120300000000202051",
            "2020-F0OBAR",
        )

    def test_a_reference_ends_with_its_field_unless_that_is_full(self) -> None:
        line = self.details("159?00RETOURE?20EREF+TFNR 40005 00005?21MTLG:Grund nicht spezifizie?22rt Reject")
        assert (line.structured_reference, line.text) == ("TFNR 40005 00005", "MTLG:Grund nicht spezifiziert Reject")
        assert (
            self.details("166?20EREF+EndToEndIdTFNR20004000?2101?22SVWZ+Swim").structured_reference
            == "EndToEndIdTFNR2000400001"
        )

    def test_text_behind_a_reference_is_kept(self) -> None:
        assert self.details("191?20KREF+TFNr 01009 MSGID CTSc-?2101 EBB?22Swim").text == "Swim"

    def test_the_payer_may_stand_behind_the_reference(self) -> None:
        for reference, found in (("NONREF          ", None), ("0733959555      ", "0733959555")):
            [line] = lines_of(statement(movement(reference=f"{reference}T-MOBILE NETHERLANDS BV")))
            assert (line.payer_name, line.structured_reference) == ("T-MOBILE NETHERLANDS BV", found)
        long = "BIPI-dvT1FzfMqvzF5HaU4oetlH7SGRkonU"
        assert lines_of(statement(movement(reference=long, bank_id="B1")))[0].structured_reference == long

    def test_the_banks_own_field_describes_a_movement_without_another(self) -> None:
        own = ":NS:01Verwendungszweck 1\r\n02INV-1001-3\r\n15Ann\r\n16Lee\r\n17Buchungstext\r\n204711"
        [line] = lines_of(statement(movement(text=None) + "\r\n" + own))
        assert (line.text, line.payer_name) == ("Verwendungszweck 1 INV-1001-3", "Ann Lee")
        assert lines_of(statement(movement() + "\r\n" + own))[0].text == "INV-1001-3"

    def test_a_line_that_only_looks_like_a_field_is_text(self) -> None:
        line = self.details("106?00CARD?20PL 12-09-2014T16\r\n:26:37 Fo?21lgenr. 007")
        assert (line.text, line.kind) == ("PL 12-09-2014T16:26:37 Fo lgenr. 007", "CARD")

    def test_a_full_line_of_plain_text_goes_on_in_the_next_without_a_blank(self) -> None:
        full = "GIRO 80701 AUFTRAGGEBER JANE DOE EXAMPLE STREET INV-1001-3 INV-10"
        assert len(full) == 65
        assert self.details(f"{full}\r\n01-4 paid").text.endswith("INV-1001-3 INV-1001-4 paid")

    def test_plain_text_is_all_of_its_lines(self) -> None:
        assert (
            self.details("DEPOSIT BRANCH 12\r\nCHEQUE 2041\r\nTHANK YOU").text
            == "DEPOSIT BRANCH 12 CHEQUE 2041 THANK YOU"
        )

    def test_fields_of_a_movement_may_be_repeated(self) -> None:
        assert self.details("first\r\n:86:second").text == "first second"

    def test_a_text_as_long_as_banks_make_it_is_kept(self) -> None:
        assert len(self.details("\r\n".join(["x" * 65] * 20)).text) == 20 * 65

    @pytest.mark.parametrize("text", ["", "?", "166", "166?", "166?2", "166?20", "/", "/REMI/", "///", "?20?20"])
    def test_takes_what_is_hardly_anything(self, text: str) -> None:
        assert self.details(text).amount_cents == 1_000


class TestStatements:
    def test_several_accounts_in_one_file(self) -> None:
        other = statement(
            movement("5", valued="260107"),
            account="12345678/0012345",
            opening=":60F:D260101JPY7",
            closing=":62F:D260131JPY2,",
        )
        file = statement(movement()) + other
        assert [(each.account_number, each.currency, each.opening_cents) for each in begins(file)] == [
            ("DE02120300000000202051", "EUR", 10_000),
            ("12345678/0012345", "JPY", -7),
        ]
        assert [line.amount_cents for line in lines_of(file)] == [1_000, 5]
        assert [each.closing_cents for each in ends(file)] == [11_000, -2]

    def test_pages_of_a_statement_are_statements_that_follow_each_other(self) -> None:
        file = statement(movement(), closing=":62M:C260105EUR110,00") + statement(
            movement(), opening=":60M:C260105EUR110,00"
        )
        assert [each.opening_cents for each in begins(file)] == [10_000, 11_000]

    def test_without_an_opening_balance_the_closing_one_names_the_currency(self) -> None:
        file = statement(movement("7"), movement("8"), opening=None, closing=":62F:C260131JPY15,")
        assert [(each.currency, each.opening_cents) for each in begins(file)] == [("JPY", None)]
        assert [line.amount_cents for line in lines_of(file)] == [7, 8]

    def test_lines_of_the_network_around_a_statement_are_passed_over(self) -> None:
        envelope = "{1:F01BANKDEFF}{2:O940}{4:\r\n" + statement(movement(), end="-}")
        abn = "ABNANL2A\r\n940\r\nABNANL2A\r\n" + statement(movement())
        assert lines_of(envelope) == [replace(lines_of(statement(movement()))[0], place="line 6")]
        assert lines_of(abn) == [replace(lines_of(statement(movement()))[0], place="line 8")]

    def test_lines_that_break_within_a_tag(self) -> None:
        file = statement(movement(text="166?00CREDIT?20INV-1").replace(":86:", ":\r\n86:"))
        assert [(line.kind, line.text) for line in lines_of(file)] == [("CREDIT", "INV-1")]

    def test_other_fields_are_passed_over(self) -> None:
        more = (
            ":13D:2601310600+0100\r\n:34F:EURD0,",
            ":NS:22Harbourview",
            movement(),
            ":64:C260131EUR99,",
            ":90C:1EUR10,",
        )
        assert [line.text for line in lines_of(statement(*more))] == ["INV-1001-3"]

    def test_text_behind_the_closing_balance_belongs_to_no_movement(self) -> None:
        assert lines_of(statement(movement(), closing=":62F:C260131EUR110,00\r\n:86:Thank you"))[0].text == "INV-1001-3"

    @pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
    def test_any_line_ends(self, end: str) -> None:
        assert len(lines_of(statement(movement(), movement()).replace("\r\n", end))) == 2

    @pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_encodings_as_of_other_files(self, codec: str) -> None:
        assert lines_of(statement(movement(text="Élodie")).encode(codec))[0].text == "Élodie"

    @pytest.mark.parametrize(
        ("account", "number"),
        [
            ("NL91 ABNA 0417 1643 00", "NL91ABNA0417164300"),
            ("NL91ABNA0417164300EUR", "NL91ABNA0417164300"),
            ("0417164300", "0417164300"),
            ("12030000/202051EUR", "12030000/202051EUR"),
        ],
    )
    def test_an_iban_is_without_blanks_and_currency(self, account: str, number: str) -> None:
        assert begins(statement(account=account))[0].account_number == number


class TestRefusals:
    @pytest.mark.parametrize(
        ("file", "message"),
        [
            (statement(movement("ten")), "Line 5 is not a movement such as 2601310131C1234,50NTRF"),
            (statement(movement("10.50")), "Line 5 is not a movement"),
            (statement(movement("1.230,00")), "Line 5 is not a movement"),
            (statement(movement("1,230,00")), "Line 5 is not a movement"),
            (statement(opening=":60F:C260101EUR1.230,00"), "Line 4 is not a balance"),
            (statement(movement("1,005")), "Line 5 has the amount '1,005'; EUR has at most 2 decimals."),
            (statement(movement("99999999999999999,")), "Line 5 has the amount"),
            (statement(movement(valued="261301")), "Line 5 has 2026-13-01, which is not a valid date."),
            (statement(movement(booked="0431")), "Line 5 has 2026-04-31, which is not a valid date."),
            (statement(movement(mark="X")), "Line 5 is not a movement"),
            (statement(opening=":60F:100,00"), "Line 4 is not a balance such as C260131EUR1234,50"),
            (statement(opening=":60F:C260101100,00"), "Line 4 has a balance without a currency."),
            (statement(opening=":60F:C260101DEM100,00"), "Line 4 names the currency 'DEM'"),
            (statement(closing=":62F:C260131USD110,00"), "Line 5 is in USD, its statement in EUR."),
            (
                statement(movement(text="x\r\n" * 300)),
                "Line 206 is one of more than 200 of a field, which began on line 6.",
            ),
            (statement() + ":61:2601050105C1,00NTRF", "Line 7 has the field :61: outside of a statement"),
        ],
    )
    def test_name_the_line_and_what_to_do(self, file: str, message: str) -> None:
        found = refusal_of(file)
        assert found.startswith(message)
        assert "Export the file from the bank again" in found

    def test_a_file_that_was_cut_short_is_never_read_as_far_as_it_goes(self) -> None:
        file = statement(movement(), movement())
        for cut in range(file.index(":61:"), file.index(":62F:") + 5):
            assert refusal_of(file[:cut])

    def test_a_statement_that_lost_its_end_is_not_taken_for_the_next_ones(self) -> None:
        file = statement(movement(), closing=":86:more", end="") + statement(movement(), account="999")
        assert refusal_of(file).startswith(
            "Line 1 begins a statement without a closing balance (:62F:) before line 9 begins"
        )
