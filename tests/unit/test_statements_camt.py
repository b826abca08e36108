"""camt.052, camt.053 and camt.054: which movements a file has, as ISO 20022 and banks' habits have them (domain R42a)."""

import datetime

import pytest

from domain.core.bank_keys import Movement
from domain.core.kinds import BankFileFormat
from domain.importing.statements.events import StatementBegins, StatementEnds
from tests.support.statements import begins, ends, events_of, lines_of
from tests.support.statements.camt import balance, detail, document, entry, one_statement, statement

DAY = datetime.date(2026, 1, 5)


def test_a_statement_is_its_account_its_days_its_balances_and_its_lines() -> None:
    file = document(
        statement(
            entry("100.10", detail(None, "INV-1001-3", "Swim lessons", end_to_end="E2E-7")),
            balances=[balance("OPBD", "000000000000149.87"), balance("CLBD", "249.97")],
        )
    )
    first, line, last = events_of(file)
    assert first == StatementBegins(
        BankFileFormat.CAMT,
        "DE02120300000000202051",
        "EUR",
        14_987,
        datetime.date(2026, 1, 1),
        datetime.date(2026, 1, 31),
    )
    assert line == Movement(
        booked_on=DAY,
        value_on=DAY,
        amount_cents=10_010,
        payer_name="Maria Rivera",
        payer_account="NL20INGB0001234567",
        text="INV-1001-3 Swim lessons",
        structured_reference="E2E-7",
        bank_id="B1",
        entry_position=0,
        kind="PMNT-RCDT-ESCT",
        fee_cents=None,
        place="entry 1 on line 9",
    )
    assert last == StatementEnds(24_997, datetime.date(2026, 1, 31))


@pytest.mark.parametrize("kind", ["052", "053", "054"])
@pytest.mark.parametrize("version", ["02", "04", "06", "08", "10", "13"])
def test_reads_each_message_in_each_version(kind: str, version: str) -> None:
    number = int(version)
    status = "<Sts>BOOK</Sts>" if number < 8 else "<Sts><Cd>BOOK</Cd></Sts>"
    details = [detail("60.00", "A", version=number), detail("40.00", "B", payer="Ann Lee", version=number)]
    file = document(statement(entry("100.00", *details, status=status), kind=kind), kind=kind, version=version)
    assert [(line.amount_cents, line.payer_name, line.text) for line in lines_of(file)] == [
        (6_000, "Maria Rivera", "A"),
        (4_000, "Ann Lee", "B"),
    ]


@pytest.mark.parametrize("namespace", ["", ' xmlns="urn:other"', ' xmlns:n="urn:x"'])
def test_namespaces_do_not_matter(namespace: str) -> None:
    file = one_statement(entry("1.00")).replace(' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', namespace)
    assert [line.amount_cents for line in lines_of(file)] == [100]


def test_reads_prefixed_elements() -> None:
    file = one_statement(entry("1.00"))
    for name in ("Document", "BkToCstmrStmt", "Stmt", "Ntry", "Amt", "CdtDbtInd", "Acct", "Ccy"):
        file = (
            file.replace(f"<{name}>", f"<d:{name}>")
            .replace(f"</{name}>", f"</d:{name}>")
            .replace(f"<{name} ", f"<d:{name} ")
        )
    assert [line.amount_cents for line in lines_of(file.replace("xmlns=", 'xmlns:d="urn:iso" xmlns='))] == [100]


@pytest.mark.parametrize("status", ["PDNG", "INFO", "FUTR"])
@pytest.mark.parametrize("form", ["<Sts>{}</Sts>", "<Sts><Cd>{}</Cd></Sts>", "<Sts><Prtry>{}</Prtry></Sts>"])
def test_only_booked_entries_are_lines(status: str, form: str) -> None:
    file = one_statement(entry("5.00", status=form.format(status)), entry("1.00"))
    assert [line.amount_cents for line in lines_of(file)] == [100]


def test_a_debit_takes_money_and_names_who_was_paid() -> None:
    paid = detail(
        None, "Rent", payer="Harbourview", receiver="Port Authority", receiver_account="FR7630006000011234567890189"
    )
    [line] = lines_of(one_statement(entry("12.50", paid, indicator="DBIT")))
    assert (line.amount_cents, line.payer_name, line.payer_account) == (
        -1_250,
        "Port Authority",
        "FR7630006000011234567890189",
    )


class TestBatches:
    def test_details_that_add_up_are_the_lines_and_share_the_entrys_id(self) -> None:
        file = one_statement(entry("100.00", detail("60.00", "A"), detail("40.00", "B")))
        assert [(line.amount_cents, line.bank_id, line.entry_position) for line in lines_of(file)] == [
            (6_000, "B1", 0),
            (4_000, "B1", 1),
        ]
        assert lines_of(file)[1].place == "entry 1 on line 7, detail 2"

    def test_details_in_blocks_of_their_own_are_one_batch_too(self) -> None:
        blocks = f"<NtryDtls>{detail('60.00', 'A')}</NtryDtls><NtryDtls>{detail('40.00', 'B')}</NtryDtls>"
        assert [line.amount_cents for line in lines_of(one_statement(entry("100.00", more=blocks)))] == [6_000, 4_000]

    def test_details_that_do_not_add_up_leave_the_entry_as_the_line(self) -> None:
        file = one_statement(
            entry("100.00", detail("60.00", "A"), detail("39.99", "B"), more="<AddtlNtryInf>Lot 7</AddtlNtryInf>")
        )
        [line] = lines_of(file)
        assert (line.amount_cents, line.text, line.entry_position) == (10_000, "Lot 7", 0)
        assert line.payer_name == "Maria Rivera", "all of them are hers"

    def test_details_without_amounts_leave_the_entry_and_keep_their_texts(self) -> None:
        [line] = lines_of(one_statement(entry("100.00", detail(None, "INV-1"), detail(None, "INV-2", payer="Ann Lee"))))
        assert (line.amount_cents, line.text, line.payer_name) == (10_000, "INV-1 INV-2", None)

    def test_details_in_another_currency_leave_the_entry(self) -> None:
        file = one_statement(entry("100.00", detail("60.00", currency="USD"), detail("40.00", currency="USD")))
        assert [line.amount_cents for line in lines_of(file)] == [10_000]

    def test_details_of_either_sign_are_added_with_theirs(self) -> None:
        details = detail("100.00", "Sales", indicator="CRDT"), detail("10.00", "Chargeback", indicator="DBIT")
        assert [line.amount_cents for line in lines_of(one_statement(entry("90.00", *details)))] == [10_000, -1_000]

    def test_a_batch_without_details_is_one_line_that_names_it(self) -> None:
        batch = "<Btch><PmtInfId>SCHOOL-2026-01</PmtInfId><NbOfTxs>12</NbOfTxs></Btch>"
        [line] = lines_of(one_statement(entry("100.00", batch)))
        assert (line.amount_cents, line.text) == (10_000, "SCHOOL-2026-01")

    def test_a_single_detail_only_describes_its_entry(self) -> None:
        [line] = lines_of(one_statement(entry("97.10", detail("100.00", "INV-1"))))
        assert (line.amount_cents, line.text) == (9_710, "INV-1")

    def test_details_without_an_id_of_the_entry_have_their_own(self) -> None:
        refs = ("<Refs><AcctSvcrRef>D1</AcctSvcrRef></Refs>", "<Refs><AcctSvcrRef>D2</AcctSvcrRef></Refs>")
        details = [detail("50.00", more=ref) for ref in refs]
        found = lines_of(one_statement(entry("100.00", *details, reference=None)))
        assert [(line.bank_id, line.entry_position) for line in found] == [("D1", 0), ("D2", 0)]


class TestReversals:
    def test_a_reversed_credit_takes_the_money_back_from_its_payer(self) -> None:
        file = one_statement(
            entry(
                "9.00",
                detail(None, "INV-1", receiver="Harbourview"),
                indicator="DBIT",
                reversal="<RvslInd>true</RvslInd>",
            )
        )
        [line] = lines_of(file)
        assert (line.amount_cents, line.payer_name, line.kind) == (-900, "Maria Rivera", "reversal PMNT-RCDT-ESCT")

    def test_a_returned_payment_says_why_and_whose_it_was(self) -> None:
        returned = "<RtrInf><Rsn><Cd>AM04</Cd></Rsn><AddtlInf>Insufficient funds</AddtlInf></RtrInf>"
        [line] = lines_of(one_statement(entry("9.00", detail(None, "INV-1", more=returned), indicator="DBIT")))
        assert (line.amount_cents, line.payer_name, line.text) == (
            -900,
            "Maria Rivera",
            "INV-1 AM04 Insufficient funds",
        )

    def test_the_owner_of_the_statement_is_never_the_payer(self) -> None:
        swapped = detail(
            None,
            "X",
            payer="Harbourview",
            account="DE02120300000000202051",
            receiver="Ann Lee",
            receiver_account="NL20INGB0001234567",
        )
        [line] = lines_of(one_statement(entry("9.00", swapped)))
        assert (line.payer_name, line.payer_account) == ("Ann Lee", "NL20INGB0001234567")

    @pytest.mark.parametrize(("indicator", "cents"), [("CRDT", 1_000), ("DBIT", 1_000)])
    def test_the_closing_balance_decides_the_sign_of_a_reversal(self, indicator: str, cents: int) -> None:
        """Some banks give a reversal the sign of what it reverses."""
        paid = detail(None, "Rent", payer="Harbourview", receiver="Port Authority")
        reversal = entry("10.00", paid, indicator=indicator, reversal="<RvslInd>true</RvslInd>")
        balances = [balance("OPBD", "100.00"), balance("CLBD", "100.00")]
        file = document(statement(entry("10.00", paid, indicator="DBIT"), reversal, balances=balances))
        assert [(line.amount_cents, line.payer_name) for line in lines_of(file)] == [
            (-1_000, "Port Authority"),
            (cents, "Port Authority"),
        ]

    def test_without_balances_a_reversal_has_the_sign_that_it_is_given(self) -> None:
        reversal = entry("10.00", indicator="DBIT", reversal="<RvslInd>true</RvslInd>")
        assert [line.amount_cents for line in lines_of(one_statement(reversal))] == [-1_000]
        wrong = document(statement(reversal, balances=[balance("OPBD", "1.00"), balance("CLBD", "99.00")]))
        assert [line.amount_cents for line in lines_of(wrong)] == [-1_000]

    def test_a_batch_that_is_reversed_turns_with_its_details(self) -> None:
        reversal = entry("10.00", detail("7.00"), detail("3.00"), indicator="CRDT", reversal="<RvslInd>true</RvslInd>")
        file = document(statement(reversal, balances=[balance("OPBD", "10.00"), balance("CLBD", "0.00")]))
        assert [line.amount_cents for line in lines_of(file)] == [-700, -300]


class TestReferences:
    def test_a_creditors_reference_comes_before_the_end_to_end_id(self) -> None:
        [line] = lines_of(one_statement(entry("9.00", detail(None, structured="RF18539007547034", end_to_end="E1"))))
        assert line.structured_reference == "RF18539007547034"

    @pytest.mark.parametrize("nothing", ["NOTPROVIDED", "NONREF", "notprovided", "0000"])
    def test_what_stands_for_nothing_is_not_a_reference(self, nothing: str) -> None:
        [line] = lines_of(one_statement(entry("9.00", detail(None, end_to_end=nothing), reference=nothing)))
        assert (line.structured_reference, line.bank_id) == (None, None)

    def test_a_text_in_pieces_is_joined_in_one_form(self) -> None:
        [line] = lines_of(one_statement(entry("9.00", detail(None, "INV-1001", " Zoë\n  ", "& more"))))
        assert line.text == "INV-1001 Zoë & more"

    def test_numbers_of_documents_are_part_of_the_text(self) -> None:
        document_number = "<RmtInf><Strd><RfrdDocInf><Nb>INV-1001-3</Nb></RfrdDocInf></Strd></RmtInf>"
        [line] = lines_of(one_statement(entry("9.00", detail(None, "Swim", more=document_number))))
        assert line.text == "Swim INV-1001-3"

    def test_an_entry_without_details_has_its_own_text(self) -> None:
        [line] = lines_of(one_statement(entry("9.00", more="<AddtlNtryInf>Cash deposit</AddtlNtryInf>")))
        assert (line.text, line.payer_name) == ("Cash deposit", None)


class TestFees:
    CHARGE = (
        '<Chrgs><Rcrd><Amt Ccy="{}">2.90</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>{}</ChrgInclInd></Rcrd></Chrgs>'
    )

    def test_a_charge_that_the_amount_is_less_by_is_a_fee(self) -> None:
        [line] = lines_of(one_statement(entry("97.10", more=self.CHARGE.format("EUR", "true"))))
        assert (line.amount_cents, line.fee_cents) == (9_710, -290)

    @pytest.mark.parametrize(("currency", "included"), [("EUR", "false"), ("USD", "true")])
    def test_other_charges_are_not(self, currency: str, included: str) -> None:
        [line] = lines_of(one_statement(entry("97.10", more=self.CHARGE.format(currency, included))))
        assert line.fee_cents is None


class TestStatements:
    def test_several_statements_of_several_accounts(self) -> None:
        file = document(
            statement(entry("1.00"), balances=[balance("OPBD", "10.00"), balance("CLBD", "11.00")]),
            statement(entry("2000", currency="JPY"), account="<Othr><Id>12-345</Id></Othr>", currency="JPY"),
            statement(),
        )
        assert [(each.account_number, each.currency, each.opening_cents) for each in begins(file)] == [
            ("DE02120300000000202051", "EUR", 1_000),
            ("12-345", "JPY", None),
            ("DE02120300000000202051", "EUR", None),
        ]
        assert [line.amount_cents for line in lines_of(file)] == [100, 2_000]
        assert [line.place for line in lines_of(file)][1].startswith("entry 2 ")

    @pytest.mark.parametrize(("code", "opening"), [("OPBD", 1_000), ("PRCD", 1_000), ("ITBD", None), ("OPAV", None)])
    def test_opens_with_the_booked_balance_alone(self, code: str, opening: int | None) -> None:
        assert begins(document(statement(balances=[balance(code, "10.00")])))[0].opening_cents == opening

    def test_an_overdrawn_balance_is_negative(self) -> None:
        file = document(statement(balances=[balance("CLBD", "10.00", "DBIT"), balance("CLAV", "99.00")]))
        assert ends(file)[0].closing_cents == -1_000

    def test_the_opening_balance_comes_before_the_previous_closing_one(self) -> None:
        file = document(statement(balances=[balance("PRCD", "9.00"), balance("OPBD", "10.00")]))
        assert begins(file)[0].opening_cents == 1_000

    def test_the_currency_of_the_balance_is_known_where_the_account_names_none(self) -> None:
        file = document(statement(entry("1.00"), currency=None, balances=[balance("OPBD", "10.00")]))
        assert begins(file)[0].currency == "EUR"

    def test_an_instant_is_the_day_as_it_is_written(self) -> None:
        file = one_statement(entry("1.00").replace("<Dt>2026-01-05</Dt>", "<DtTm>2026-01-05T23:59:59-05:00</DtTm>"))
        assert lines_of(file)[0].booked_on == DAY

    def test_an_amount_of_zero_is_not_a_movement(self) -> None:
        assert (
            lines_of(one_statement(entry("0.00"), entry("1.00")))
            == lines_of(one_statement(entry("0.00"), entry("1.00")))[-1:]
        )

    def test_equal_entries_are_lines_of_their_own(self) -> None:
        batch = entry("3.00", detail("1.00"), detail("2.00"))
        found = lines_of(one_statement(entry("1.00"), entry("1.00"), batch, batch, entry("1.00", reference="B2")))
        assert [(line.bank_id, line.entry_position) for line in found] == [
            *(("B1", 0), ("B1", 1)),
            *(("B1", 0), ("B1", 1), ("B1", 2), ("B1", 3)),
            ("B2", 0),
        ]
