"""Reading files: encodings, separators, headers, dates and amounts as people's programs write them (domain R41)."""

import pytest

from domain.errors import AmbiguousFile, InvalidAmount, InvalidDate, InvalidValue
from domain.importing.readers.amounts import DecimalMark
from domain.importing.readers.dates import DateOrder, DateOrders, parse_in_order
from domain.importing.readers.header import COLUMNS_MAX, Columns
from domain.importing.readers.names import key_of
from domain.importing.readers.reading import Reading
from domain.importing.readers.rows import PlacedText
from domain.importing.readers.table import Table, parse_file

PAYMENTS = Columns.of("number,account_number,date,amount,kind?,method?,reference?")
STATED = Columns.of("number,account_number,date,amount,currency")
ROW = "P-1,1001,2026-01-31,12.50,,,"
HEADER = "number,account_number,date,amount,kind,method,reference"


def read(text: str, encoding: str = "utf-8", currency: str | None = None, **stated: object) -> Table:
    """Read a file; all of its rows are for accounts of that currency, if one is known."""
    parsed = parse_file(text.encode(encoding), PAYMENTS, Reading(**stated))  # type: ignore[arg-type]  # a test's shorthand
    return parsed.settle({row.index: currency for row in parsed.rows} if currency else {})


def with_amounts(*amounts: str, **stated: object) -> list[str]:
    rows = "".join(f'P-{index};1001;2026-01-31;"{amount}"\n' for index, amount in enumerate(amounts))
    return [row["amount"] for row in read(f"number;account_number;date;amount\n{rows}", **stated).rows]


def with_currencies(rows: str) -> Table:
    header = "number;account_number;date;amount;currency\n"
    return parse_file((header + rows).encode(), STATED, Reading()).settle({})


def with_dates(*dates: str, **stated: object) -> list[str]:
    rows = "".join(f'P-{index};1001;"{date}";1\n' for index, date in enumerate(dates))
    return [row["date"] for row in read(f"number;account_number;date;amount\n{rows}", **stated).rows]


@pytest.mark.parametrize(
    ("codec", "name"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")]
)
def test_reads_and_names_each_encoding(codec: str, name: str) -> None:
    table = read(f"{HEADER}\nP-1,1001,2026-01-31,12.50,,,Reçu “dû”\n", codec)
    assert table.understood.encoding == name
    assert table.rows[0]["reference"] == "Reçu “dû”"


def test_reads_utf_16_of_either_byte_order() -> None:
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        table = parse_file(mark + f"{HEADER}\n{ROW}\n".encode(codec), PAYMENTS, Reading()).settle({})
        assert (table.understood.encoding, len(table.rows)) == ("UTF-16", 1)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("stated", [True, False])
def test_tells_the_separator_by_content_or_by_a_first_line_that_states_it(sign: str, stated: bool) -> None:
    text = f"{HEADER}\n{ROW}\n".replace(",", sign)
    table = read((f"sep={sign}\r\n" if stated else "") + text)
    assert table.understood.separator == sign
    assert (table.rows[0]["number"], table.rows[0].line) == ("P-1", 3 if stated else 2)


def test_a_comma_within_quotes_separates_nothing() -> None:
    table = read('number;account_number;date;amount;"notes, a, b, c, d, e"\nP-1;1001;2026-01-31;12,50;x, y\n')
    assert table.understood.separator == ";"
    assert table.understood.ignored == ["notes, a, b, c, d, e"]


def test_refuses_a_stated_separator_that_it_does_not_read() -> None:
    with pytest.raises(InvalidValue, match=r"sep=\|"):
        read("sep=|\nnumber|account_number\n")


@pytest.mark.parametrize(
    "header",
    [
        "Receipt #,Account No.,DATE,Amount,Type,Payment Method,Ref",
        "No de reçu,N° de compte,Date,Montant,Type,Mode de paiement,Référence",
        "numéro du reçu,Numéro de compte,date du paiement,MONTANT PAYÉ,nature,Moyen de paiement,réf.",
        "Receipt ID,Customer ID,Payment Date,Amount Paid,kind,method,Check Number",
    ],
)
def test_knows_usual_names_of_columns_in_two_languages_in_any_case(header: str) -> None:
    table = read(f"{header}\n{ROW}\n")
    assert [column for column, _ in table.understood.columns] == list(PAYMENTS.names)
    assert [name for _, name in table.understood.columns] == header.split(",")
    assert table.rows[0]["account_number"] == "1001"


def test_a_columns_own_name_comes_before_usual_ones() -> None:
    table = read("number,Receipt,account_number,date,amount\nP-1,x,1001,2026-01-31,1\n")
    assert table.rows[0]["number"] == "P-1"
    assert table.understood.ignored == ["Receipt"]


def test_two_usual_names_of_one_column_need_a_word() -> None:
    text = "number,account_number,date,Total,Payment Amount\nP-1,1001,2026-01-31,1,2\n"
    with pytest.raises(
        InvalidValue, match=r"'Total' and 'Payment Amount' can both be amount. Say which, such as `--column"
    ):
        read(text)
    assert read(text, columns={"amount": "payment amount"}).rows[0]["amount"] == "2"


def test_a_mapping_names_columns_that_are_not_usual() -> None:
    table = read(
        "A,B,C,D,reference\nP-1,1001,2026-01-31,1,x\n", columns=dict(zip(PAYMENTS.names, "ABCD", strict=False))
    )
    assert table.understood.columns[0] == ("number", "A")
    assert table.rows[0]["reference"] == "x"
    table = read(f"{HEADER}\n{ROW}x\n", columns={"reference": ""})
    assert (table.rows[0]["reference"], table.understood.ignored) == ("", ["reference"])
    with pytest.raises(InvalidValue, match=r"The file has no column 'E' for amount. It has 'number'"):
        read(f"{HEADER}\n{ROW}\n", columns={"amount": "E"})
    with pytest.raises(InvalidValue, match="There is no column 'sum'"):
        read(f"{HEADER}\n{ROW}\n", columns={"sum": "amount"})


def test_ignores_columns_that_the_kind_does_not_have_but_no_slip_of_one() -> None:
    assert read(f"Notes du jour,{HEADER}\nx,{ROW}\n").understood.ignored == ["Notes du jour"]
    with pytest.raises(InvalidValue, match="Is the column refrence the column reference"):
        read(f"{HEADER.replace('reference', 'refrence')}\n{ROW}\n")


def test_a_column_that_is_empty_in_header_and_rows_is_ignored() -> None:
    table = read(f"{HEADER},,\n{ROW},,\n{ROW}\n{ROW},\n")
    assert (len(table.rows), table.malformed, table.understood.ignored) == (3, [], [])
    with pytest.raises(InvalidValue, match="Column 9 has no name in the header, but line 3 holds 'x' there"):
        read(f"{HEADER},,\n{ROW},,\n{ROW},,x\n")


def test_a_row_with_more_values_than_the_header_is_bad_even_if_the_last_is_empty() -> None:
    """A comma that should be within quotes moves the cells behind it to the next columns."""
    table = read(f"{HEADER}\nP-1,1001,2026-01-31,12,50,,,\n")
    assert [str(each.problem.reason) for each in table.malformed] == ["The row has 8 values; the header has 7."]


def test_a_second_byte_order_mark_and_other_invisible_signs_hide_no_column_and_no_value() -> None:
    header = HEADER.replace("amount", "amo\u00adunt")
    table = read(f"\ufeff\ufeff{header}\n\u200b{ROW}\n")
    assert table.rows[0]["number"] == "P-1"
    assert ("amount", "amount") in table.understood.columns


def test_a_nul_in_the_header_is_named() -> None:
    with pytest.raises(InvalidValue, match="column 1 in the header holds a NUL"):
        read("n\0umber,account_number,date,amount\n")


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["2026-01-31"], DateOrder.ISO),
        (["05/06/2026", "31/12/2026"], DateOrder.DMY),
        (["05/06/2026", "12/31/2026"], DateOrder.MDY),
        (["31.12.2026", "1.2.2026"], DateOrder.DMY),
        (["2026/01/31"], DateOrder.YMD),
        (["Jan 31, 2026"], DateOrder.MDY),
        (["31 janvier 2026", "1 févr. 2026"], DateOrder.DMY),
        (["16/Feb/2026"], DateOrder.DMY),
        (["1/31/26"], DateOrder.MDY),
        (["05/06/2026", "nonsense", "31/12/2026"], DateOrder.DMY),
        ([], None),
    ],
)
def test_the_whole_file_shows_the_order_of_its_dates(dates: list[str], order: DateOrder | None) -> None:
    found = DateOrders()
    for line, text in enumerate(dates, 2):
        found.see(PlacedText(text, line))
    assert found.order is order


@pytest.mark.parametrize("dates", [["05/06/2026"], ["05/06/2026", "01/02/2026"], ["05/05/2026"], ["31/12/26"]])
def test_dates_that_two_orders_admit_are_refused(dates: list[str]) -> None:
    with pytest.raises(AmbiguousFile, match="--dates dmy") as refused:
        with_dates(*dates)
    assert refused.value.field == ("dates",)
    assert with_dates(*dates, dates=DateOrder.DMY)


def test_dates_that_contradict_each_other_are_refused_with_their_lines() -> None:
    with pytest.raises(AmbiguousFile, match="31/12/2026 on line 2, but 12/31/2026 on line 4"):
        with_dates("31/12/2026", "01/02/2026", "12/31/2026")
    table = read(
        "number;account_number;date;amount\nP-1;1001;31/12/2026;1\nP-2;1001;12/31/2026;1\n", dates=DateOrder.MDY
    )
    assert table.rows[0].refused["date"].message == "'31/12/2026' is not a valid date. Write it as 01/31/2026."
    assert table.rows[1]["date"] == "2026-12-31"


def test_a_date_that_no_calendar_has_is_refused() -> None:
    for text in ("30/02/2026", "31/13/2026", "0/1/2026", "31/12/026"):
        with pytest.raises(InvalidDate):
            parse_in_order(text, DateOrder.DMY)


@pytest.mark.parametrize(
    ("amounts", "mark", "plain"),
    [
        (["12.50", "1,234"], DecimalMark.POINT, ["12.50", "1234"]),
        (["12,50", "1.234"], DecimalMark.COMMA, ["12.50", "1234"]),
        (["1 234,50", "1\u202f234\u00a0$"], DecimalMark.COMMA, ["1234.50", "1234 $"]),
        (["1'234.50"], DecimalMark.POINT, ["1234.50"]),
        (["1,234,567"], DecimalMark.POINT, ["1234567"]),
        (["1.234.567"], DecimalMark.COMMA, ["1234567"]),
        (["12,34,567.00"], DecimalMark.POINT, ["1234567.00"]),
        (["12", "1 234"], DecimalMark.POINT, ["12", "1234"]),
        (["(12.00)", "12.00-", "-12.00", "\u221212.00", "$-12.00", "-$12.00"], DecimalMark.POINT, None),
    ],
)
def test_the_whole_file_shows_its_decimal_mark(amounts: list[str], mark: DecimalMark, plain: list[str] | None) -> None:
    rows = "".join(f'P-1;1001;2026-01-31;"{amount}"\n' for amount in amounts)
    table = read(f"number;account_number;date;amount\n{rows}")
    assert table.understood.decimals is mark
    if plain is None:
        assert all(row["amount"].startswith("-12.00") for row in table.rows)
    else:
        assert [row["amount"] for row in table.rows] == plain


@pytest.mark.parametrize("amount", ["1,234", "1.234", "$1,234"])
def test_an_amount_that_two_marks_admit_is_refused(amount: str) -> None:
    with pytest.raises(AmbiguousFile, match="--decimals comma") as refused:
        with_amounts(amount)
    assert refused.value.field == ("decimals",)
    assert with_amounts(amount, decimals=DecimalMark.COMMA) != with_amounts(amount, decimals=DecimalMark.POINT)


@pytest.mark.parametrize(
    ("amounts", "mark", "plain"),
    [
        (["1,250"], DecimalMark.POINT, ["1250"]),
        (["1.250", "980"], DecimalMark.COMMA, ["1250", "980"]),
        (["¥1,250", "1,250 JPY"], DecimalMark.POINT, ["1250 ¥", "1250 JPY"]),
        (["1 250"], DecimalMark.POINT, ["1250"]),
        (["1250.00"], DecimalMark.POINT, ["1250.00"]),
    ],
)
def test_an_amount_without_decimals_has_thousands_marks_alone(
    amounts: list[str], mark: DecimalMark, plain: list[str]
) -> None:
    assert with_amounts(*amounts, currency="JPY") == plain
    rows = "".join(f'P-1;1001;2026-01-31;"{amount}";jpy\n' for amount in amounts)
    table = with_currencies(rows)
    assert (table.understood.decimals, [row["amount"] for row in table.rows]) == (mark, plain)


def test_what_an_account_without_decimals_has_settles_the_amounts_of_others() -> None:
    rows = "P-1;1001;2026-01-31;1,250;JPY\nP-2;1002;2026-01-31;2,500;USD\n"
    assert [row["amount"] for row in with_currencies(rows).rows] == ["1250", "2500"]


@pytest.mark.parametrize("currency", ["USD", "KWD", None])
def test_three_digits_behind_a_mark_are_refused_where_decimals_are_possible(currency: str | None) -> None:
    with pytest.raises(AmbiguousFile):
        with_amounts("1,250", currency=currency)


@pytest.mark.parametrize(
    ("currency", "mark", "example"),
    [
        ("JPY", DecimalMark.POINT, "1234"),
        ("JPY", DecimalMark.COMMA, "1234"),
        ("USD", DecimalMark.COMMA, "1234,50"),
        ("KWD", DecimalMark.POINT, "1234.500"),
        ("KWD", DecimalMark.COMMA, "1234,500"),
        ("CLF", DecimalMark.POINT, "1234.5000"),
        (None, DecimalMark.POINT, "1234.50"),
    ],
)
def test_a_refused_amount_is_answered_with_the_currencys_decimals(
    currency: str | None, mark: DecimalMark, example: str
) -> None:
    (row,) = read(f"{HEADER}\nP-1,1001,2026-01-31,1x0,,,\n", currency=currency, decimals=mark).rows
    assert row.refused["amount"].message.endswith(f"Write it as {example}.")


def test_amounts_that_contradict_each_other_are_refused_with_their_lines() -> None:
    with pytest.raises(AmbiguousFile, match=r"12\.50 on line 2 and 12,50 on line 3"):
        with_amounts("12.50", "12,50")


@pytest.mark.parametrize(
    "text",
    ["abc", "--12", "(-12)", "(12", "12)", "12.5%", "1e5", "12 34", "1,23", "12.", "$", "€12 USD", "\u0661\u0662"],
)
def test_a_cell_that_is_not_an_amount_is_refused(text: str) -> None:
    (row,) = read(f'number;account_number;date;amount\nP-1;1001;2026-01-31;"{text}"\n', decimals=DecimalMark.POINT).rows
    assert isinstance(row.refused["amount"], InvalidAmount)
    assert row["amount"] == text


def test_a_currency_stays_beside_its_amount() -> None:
    assert with_amounts("$12.00", "12.00 CA$", "USD 12.00", "$12.00 CAD", "Rs.1200", "R$ 5") == [
        "12.00 $",
        "12.00 CA$",
        "12.00 USD",
        "12.00 CAD",
        "1200 Rs.",
        "5 R$",
    ]


def test_keys_of_names_leave_out_case_accents_articles_and_order() -> None:
    assert len({key_of(name) for name in ("Receipt #", "receipt_number", "RECEIPT NO.", "No. of the receipt")}) == 1
    assert (
        len({key_of(name) for name in ("No de reçu", "Numéro du reçu", "N° de reçu", "reçu nº", "rec\u0327u #")}) == 1
    )


def test_a_header_beyond_the_bounds_is_refused() -> None:
    needed = "number,account_number,date,amount"
    for count in (COLUMNS_MAX - 4, COLUMNS_MAX - 3):
        header = ",".join([needed, *(f"amoun{each}" for each in range(count))])
        mapped = {"number": "number"}  # so that no name is compared with the usual ones
        if count + 4 <= COLUMNS_MAX:
            assert (
                len(read(f"{header}\nP-1,1001,2026-01-31,1{',' * count}\n", columns=mapped).understood.ignored) == count
            )
        else:
            with pytest.raises(InvalidValue, match="more than 500 columns"):
                read(f"{header}\n", columns=mapped)
    with pytest.raises(InvalidValue, match="column 5 in the header is 201 characters"):
        read(f"{needed},{'x' * 201}\n")


def test_a_refusal_lists_few_of_many_columns_and_little_of_a_long_value() -> None:
    many = ",".join(f"{each}{'x' * 190}" for each in range(400))
    for text, columns in ((f"{many}\n", {}), (f"{many}\n", {"number": "n"})):
        with pytest.raises(InvalidValue) as refused:
            read(text, columns=columns)
        assert len(refused.value.message) < 2_000
        assert "and 380 more" in refused.value.message
    with pytest.raises(InvalidValue) as refused:
        read(f"number,account_number,date,amount,\nP-1,1001,2026-01-31,1,{'x' * 5_000}\n")
    assert len(refused.value.message) < 300


def test_a_row_with_very_many_cells_is_malformed() -> None:
    table = read(f"{HEADER}\n{',' * 10_000}x\n{'y,' * 10_000}\n{',' * 10_000}\n{ROW}\n")
    assert [(each.problem.line, str(each.problem.reason)) for each in table.malformed] == [
        (line, "The row has many values; the header has 7.") for line in (2, 3)
    ]
    assert len(table.rows) == 1
