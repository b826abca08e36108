"""camt files that are damaged or hostile are refused with the place and what to do, in constant memory (domain R42a)."""

import io
import tracemalloc

import pytest

from domain.importing.statements import repeats
from domain.importing.statements.camt import read_camt
from tests.support.statements import lines_of, refusal_of
from tests.support.statements.camt import balance, detail, document, entry, one_statement, statement


class TestAmounts:
    @pytest.mark.parametrize(
        ("amount", "currency", "cents"),
        [("1", "EUR", 100), ("1.5", "EUR", 150), ("0001.50000", "EUR", 150), ("1,50", "EUR", 150), ("7", "JPY", 7),
         ("1.234", "KWD", 1_234), ("90071992547409.91", "EUR", 9_007_199_254_740_991)],
    )  # fmt: skip
    def test_are_exact(self, amount: str, currency: str, cents: int) -> None:
        [line] = lines_of(document(statement(entry(amount, currency=currency), currency=currency)))
        assert line.amount_cents == cents

    @pytest.mark.parametrize("amount", ["1.005", "1,000", "abc", "", "-", "1e3", "90071992547409.92", "٣", "1.234.567"])
    def test_that_are_none_are_refused_with_the_entry(self, amount: str) -> None:
        assert refusal_of(one_statement(entry("1.00"), entry(amount))).startswith("Entry 2 on line 8 has ")


class TestRefusals:
    @pytest.mark.parametrize(
        ("file", "message"),
        [
            (one_statement(entry("1.00", booked="2026-02-30")), "Entry 1 on line 7 has 2026-02-30, which is not a valid"),
            (one_statement(entry("1.00", booked="soon")), "Entry 1 on line 7 has 'soon' where a date is expected"),
            (one_statement(entry("1.00", booked=None)), "Entry 1 on line 7 has neither a booking date nor a value date."),
            (one_statement(entry("1.00", indicator="PLUS")), "Entry 1 on line 7 says neither CRDT nor DBIT but 'PLUS'."),
            (one_statement(entry("1.00", currency="USD")), "Entry 1 on line 7 is in USD, its statement in EUR."),
            (one_statement(entry("1.00", currency="XXX")), "Entry 1 on line 7 names the currency 'XXX'"),
            (document(statement(balances=[balance("OPBD", "x")])), "The balance on line 6 has 'x' where an amount is"),
            (document(), "The file holds no statement of camt.052, camt.053 or camt.054."),
            ("<pain.001/>", "The file holds no statement of camt.052, camt.053 or camt.054."),
        ],
    )  # fmt: skip
    def test_name_the_place_and_what_to_do(self, file: str, message: str) -> None:
        found = refusal_of(file)
        assert found.startswith(message)
        assert "Export" in found

    def test_name_the_line_of_what_is_not_xml(self) -> None:
        assert refusal_of(one_statement("<Ntry>&nbsp;</Ntry>")).startswith(
            "Line 7 is not valid XML (undefined entity)."
        )
        assert refusal_of(one_statement(entry("1.00"))[:500]).startswith("Line 7 is not valid XML (")

    def test_name_the_line_of_a_wrong_encoding(self) -> None:
        file = one_statement(entry("1.00"), entry("1.00", detail(None, "é")))
        assert refusal_of(file.encode("cp1252")).startswith(
            "Line 8 is not valid XML (not well-formed (invalid token))."
        )
        assert "encoding" in refusal_of(file.replace("UTF-8", "martian"))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-15"])
def test_reads_the_declared_encoding(codec: str) -> None:
    declared = codec.removesuffix("-sig").replace("cp", "windows-")
    file = one_statement(entry("1.00", detail(None, "Élodie")), encoding=declared).encode(codec)
    assert lines_of(file)[0].text == "Élodie"


class TestHostileFiles:
    @pytest.mark.parametrize(
        "doctype",
        [
            '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE d [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>',
            '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/a.dtd">',
            "<!DOCTYPE d>",
        ],
    )
    def test_a_document_type_is_refused_where_it_begins(self, doctype: str) -> None:
        file = one_statement(entry("1.00", detail(None, "&b;")), before=doctype)
        assert refusal_of(file).startswith("Line 2 begins a document type (DTD)")

    @pytest.mark.parametrize(
        ("file", "message"),
        [
            (document(statement("<a>" * 200)), "has elements within elements, more than 64 deep"),
            (document(statement(entry("1.00", detail(None, "x" * 2**21)))), "begins a text or name of more than 1 MiB"),
            (document(statement(f"<{'x' * 2**21}/>")), "begins a text or name of more than 1 MiB"),
            (document(statement(f"<!--{'x' * 2**21}-->")), "begins a text or name of more than 1 MiB"),
            (document(statement(f'<a b="{"x" * 2**21}"/>')), "begins a text or name of more than 1 MiB"),
            (document(statement("<Ntry>" + "<a>xx</a>" * 2**19)), "is in a Ntry of more than 1 MiB"),
        ],
        ids=["deep", "text", "name", "comment", "attribute", "values"],
    )
    def test_what_would_fill_memory_is_refused(self, file: str, message: str) -> None:
        assert message in refusal_of(file)


def test_memory_does_not_grow_with_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "REMEMBERED_MAX", 100)

    def most_memory(entries: int) -> int:
        made = (
            entry("1.00", detail(None, f"INV-{number} " * 300), reference=f"B{number}") for number in range(entries)
        )
        file = io.BytesIO(document(statement(*made)).encode())
        tracemalloc.start()
        try:
            found = sum(1 for _ in read_camt(file))
            return tracemalloc.get_traced_memory()[1] if found == entries + 2 else 0
        finally:
            tracemalloc.stop()

    most_memory(10)
    few, many = most_memory(110), most_memory(310)
    assert 0 < many < few + 250_000
