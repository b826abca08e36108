"""How a payment's text is read: what announces a number, what is no number, which words may be one (domain R38, R38a)."""

import pytest
from stdnum.iso7064 import mod_97_10

from domain.core.payment_text import (
    CODE_LENGTH_MAX,
    CODE_LETTERS_MAX,
    CODE_WORDS_MAX,
    IBAN_LENGTH_MAX,
    WORDS_MAX,
    Announced,
    Meaning,
    WrittenCode,
    announces,
    clauses_of,
    is_day,
    is_year,
    joins,
    read_text,
)

INVOICE, NUMBER, OTHER = Announced.INVOICE, Announced.NUMBER, Announced.OTHER
NOTHING, UNKNOWN = Announced.NOTHING, Announced.UNKNOWN


def spans(text: str, *meanings: Meaning) -> list[str]:
    """The parts of a text that have one of these meanings."""
    read = read_text(text)
    return [read.folded[each.start : each.end] for each in read.spans if each.meaning in meanings]


def codes(text: str) -> list[str]:
    return [code.key for code in read_text(text).codes]


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("7", NOTHING),
        ("swim 7", NOTHING),
        ("invoice 7", INVOICE),
        ("invoice no. 7", INVOICE),
        ("invoice ref. 7", INVOICE),
        ("invoice id 7", INVOICE),
        ("id 7", OTHER),
        ("invoice swim 7", NOTHING),
        ("invoice A-7", INVOICE),
        ("invoice A - 7", NOTHING),
        ("invoice A, 7", NOTHING),
        ("inv7", INVOICE),
        ("no7", NUMBER),
        ("Re. Nr. 7", INVOICE),
        ("R-Nr 7", INVOICE),
        ("re 7", NOTHING),
        ("Rechnungsnummer 7", INVOICE),
        ("ReNr. 7", INVOICE),
        ("RnNr. 7", INVOICE),
        ("Mitgliedsnummer 7", OTHER),
        ("check 7", OTHER),
        ("check id 7", OTHER),
        ("swim id no. 7", OTHER),
        ("check no. 7", OTHER),
        ("invoice check 7", OTHER),
        ("check invoice 7", INVOICE),
        ("no. 7", NUMBER),
        ("#7", NUMBER),
        ("n\u00ba 7", NUMBER),
        ("swim, no. 7", NUMBER),
        ("swim (#7)", NUMBER),
        ("locker-box no. 7", UNKNOWN),
        ("kid #7", UNKNOWN),
        ("kid? no. 7", UNKNOWN),
        ("kid 5 #7", UNKNOWN),
        ("order #7", NOTHING),
        ("order no. 7", NOTHING),
        ("payment #7", UNKNOWN),
        ("pays #7", NUMBER),
        ("and #7", NUMBER),
        ("ref. #7", NUMBER),
        ("kid and #7", NUMBER),
        ("kid no. no. 7", UNKNOWN),
        ("invoice #7", INVOICE),
    ],
)
def test_the_words_before_a_number_announce_what_it_is(text: str, announced: Announced) -> None:
    assert read_text(text).words[-1].announced is announced


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("invoices 7, 8 and 9", [(INVOICE, True), (INVOICE, False), (INVOICE, False)]),
        ("invoice 7 swim 8", [(INVOICE, True), (NOTHING, False)]),
        ("invoice 7, check 8", [(INVOICE, True), (OTHER, True)]),
        ("#7 and #8", [(NUMBER, True), (NUMBER, False)]),
        ("7 no. 8", [(NOTHING, False), (UNKNOWN, True)]),
        ("invoice a-7", [(INVOICE, True)]),
    ],
)
def test_what_is_announced_holds_for_all_numbers_of_a_list(text: str, announced: list[tuple[Announced, bool]]) -> None:
    found = [(word.announced, word.first) for word in read_text(text).words if not word.text.isalpha()]
    assert found == announced


def test_a_word_that_announces_is_itself_announced_by_nothing() -> None:
    words = read_text("invoice check no a-7").words
    assert [(word.text, word.announced, word.first) for word in words] == [
        ("invoice", NOTHING, False),
        ("check", NOTHING, False),
        ("no", OTHER, True),
        ("a", OTHER, True),
        ("7", OTHER, True),
    ]


@pytest.mark.parametrize(
    ("word", "following", "announced"),
    [
        ("invoice", None, INVOICE),
        ("re", None, None),
        ("re", "nr", INVOICE),
        ("r", "nr", INVOICE),
        ("r", "swim", None),
        ("nr", None, None),
        ("kundennr", None, OTHER),
        ("rechnungsnr", None, INVOICE),
        ("swim", None, None),
    ],
)
def test_a_word_announces_by_itself_or_with_the_next_one(
    word: str, following: str | None, announced: Announced | None
) -> None:
    assert announces(word, following) is announced


def test_a_prefix_and_its_number_are_two_words() -> None:
    words = read_text("pays inv10100 now").words
    assert [(word.text, word.start, word.end) for word in words] == [
        ("pays", 0, 4),
        ("inv", 5, 8),
        ("10100", 8, 13),
        ("now", 14, 17),
    ]


@pytest.mark.parametrize(
    ("text", "bank"),
    [
        ("from DE89370400440532013000 today", ["de89370400440532013000"]),
        ("from DE89 3704 0044 0532 0130 00 thanks", ["de89 3704 0044 0532 0130 00"]),
        ("DE89-3704-0044-0532-0130-00", ["de89-3704-0044-0532-0130-00"]),
        ("IBAN: DE89370400440532013000", ["de89370400440532013000"]),
        ("RF44 INV2 0417", ["rf44 inv2 0417"]),
        ("pays DE89 3704 0044", ["de89 3704 0044"]),
        ("DE89 3704, 0044 0532", []),
        ("DE89 3704 0044", ["de89 3704 0044"]),
        ("DE89 3704 0044 05", ["de89 3704 0044 05"]),
        ("DE89 3704", []),
        ("DE89 3704 swim 0044", []),
        ("DE893 3704 0044", []),
        ("DE89 37040 0044", []),
        ("swim 3704 0044 0532", []),
        ("RF18 5390 0754 7034", ["rf18 5390 0754 7034"]),
        ("pays RF18539007547034 thanks", ["rf18539007547034"]),
        ("RF741", ["rf741"]),
        ("RF19539007547034", []),
        ("RF18 5390 0754 7034 2026", ["rf18 5390 0754 7034 2026"]),
        ("NO93 8601 1117 947", ["no93 8601 1117 947"]),
        ("NO9386011117947", ["no9386011117947"]),
        ("card **1234", ["**1234"]),
        ("xxxx1234", ["xxxx1234"]),
        ("+49 170 1234567", ["+49 170 1234567"]),
        ("(514) 555-1234", ["(514) 555-1234"]),
        ("", []),
    ],
)
def test_account_numbers_references_cards_and_phones_are_the_banks(text: str, bank: list[str]) -> None:
    assert spans(text, Meaning.BANK) == bank


def test_an_iban_has_up_to_34_signs() -> None:
    for length in (IBAN_LENGTH_MAX, IBAN_LENGTH_MAX + 1):
        account = "1" * (length - 4)
        iban = f"de{mod_97_10.calc_check_digits(account + 'DE')}{account}"
        assert spans(iban, Meaning.BANK) == ([iban] if length == IBAN_LENGTH_MAX else [])


@pytest.mark.parametrize(
    "text",
    [
        "15.03.2026", "15/03/26", "3/15/2026", "2026-03-15", "2026/3/5", "20260315", "03/2026", "2026-03",
        "1-2-26",
    ],
)  # fmt: skip
def test_a_day_or_month_is_a_date_however_it_is_written(text: str) -> None:
    assert spans(f"swim {text} camp", Meaning.DATE) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "32.03.2026", "15.15.2026", "202-03-15", "2026-13-01", "15.03.126", "2026.03.2026", "1899-03-15", "20261315",
        "2026-03-0015", "012-03-2026", "15/03-26", "10100", "13/2026", "2026-00", "15.03.6",
    ],
)  # fmt: skip
def test_figures_that_no_calendar_has_are_not_a_date(text: str) -> None:
    assert spans(f"swim {text} camp", Meaning.DATE) == []


@pytest.mark.parametrize("text", ["15:30", "15h30", "9 am", "9 uhr", "20 %", "2.5%"])
def test_times_and_shares_are_measures(text: str) -> None:
    assert spans(f"swim {text} camp", Meaning.MEASURE) == [text]


@pytest.mark.parametrize("text", ["$75", "75 eur", "1,250.00", "75.50", "75,- chf", "fr. 75"])
def test_amounts_are_money(text: str) -> None:
    assert text.removeprefix("fr. ") in spans(f"swim {text} camp", Meaning.MONEY) or text == "fr. 75"


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("20260115", True),
        ("20261110", True),
        ("15012026", True),
        ("15102026", True),
        ("20262901", False),
        ("29022026", False),
        ("20260230", False),
        ("2026011", False),
        ("202601150", False),
        ("2026011a", False),
        ("18991231", False),
        ("31121899", False),
    ],
)
def test_eight_digits_may_be_a_day(key: str, day: bool) -> None:
    assert is_day(key) is day


def test_four_digits_may_be_a_year_of_these_centuries() -> None:
    assert [key for key in ("1899", "1900", "2026", "2100", "20260", "026") if is_year(key)] == ["1900", "2026"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("7", ["7"]),
        ("swim camp", []),
        ("A-7", ["a7", "7"]),
        ("10 100", ["10", "10100", "100"]),
        ("10, 100", ["10", "100"]),
        ("swim 7 camp", ["swim7", "swim7camp", "7", "7camp"]),
        ("K*7*2", ["k7", "k72", "7", "72", "2"]),
    ],
)
def test_adjacent_words_may_be_one_number_if_a_figure_is_among_them(text: str, keys: list[str]) -> None:
    assert codes(text) == keys


def test_long_words_are_part_of_a_number_only_if_that_is_the_whole_text() -> None:
    short, long = "x" * CODE_LETTERS_MAX, "x" * (CODE_LETTERS_MAX + 1)
    assert codes(f"{short}-7") == [f"{short}7", "7"]
    assert codes(f"7-{long}") == ["7", f"7{long}"]
    assert codes(f"7-{long}-8") == ["7", "8"]
    assert codes(f"{long}-7") == ["7"]
    assert codes(f"a-7-{long}") == ["a7", f"a7{long}", "7"]


def test_a_number_has_a_bounded_number_of_words_and_signs() -> None:
    assert max(code.last - code.first + 1 for code in read_text("1 " * WORDS_MAX).codes) == CODE_WORDS_MAX
    assert codes("7" * CODE_LENGTH_MAX) == ["7" * CODE_LENGTH_MAX]
    assert codes("7" * (CODE_LENGTH_MAX + 1)) == []


def test_a_text_is_read_whole_up_to_its_limit() -> None:
    assert read_text("1 " * WORDS_MAX).whole
    assert not read_text("1 " * (WORDS_MAX + 1)).whole


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("swim camp 7", ["swim camp 7"]),
        ("swim, camp; 7", ["swim", "camp", "7"]),
        ("swim (camp) 7", ["swim", "camp", "7"]),
        ("swim | camp - 7", ["swim", "camp", "7"]),
        ("(swim) a-7", ["swim", "a 7"]),
        ("swim? camp", ["swim camp"]),
        ("", [""]),
    ],
)
def test_commas_brackets_and_dashes_divide_a_text(text: str, clauses: list[str]) -> None:
    read = read_text(text)
    assert [" ".join(read.words[place].text for place in clause) for clause in clauses_of(read)] == clauses


@pytest.mark.parametrize(
    ("between", "joined"), [("", True), ("-", True), (" - ", True), ("    ", False), (",", False), ("?", False)]
)
def test_little_stands_within_a_number(between: str, joined: bool) -> None:
    assert joins(between) is joined


@pytest.mark.parametrize(
    ("text", "in_date", "meaning"),
    [
        ("15/03/26", True, Meaning.DATE),
        ("swim 15.03.2026", True, Meaning.DATE),
        ("20260315", False, Meaning.DATE),
        ("2026", False, None),
        ("15 swim 15.03.2026", False, None),
        ("15:30", False, Meaning.MEASURE),
        ("RF18539007547034", False, None),
        ("RF18 5390 0754 7034", False, Meaning.BANK),
    ],
)
def test_a_figure_of_a_date_is_part_of_it_and_a_whole_reference_may_be_a_number(
    text: str, in_date: bool, meaning: Meaning | None
) -> None:
    read = read_text(text)
    place = next(place for place, word in enumerate(read.words) if not word.text.isalpha())
    code = WrittenCode(place, place, read.words[place].text)
    assert (read.is_in_date(code), read.meaning(code)) == (in_date, meaning)


def test_the_last_figure_of_a_date_is_part_of_it_too() -> None:
    read = read_text("15.03.2026 2027")
    assert [read.is_in_date(WrittenCode(place, place, "")) for place in range(4)] == [True, True, True, False]
    assert not read.is_in_date(WrittenCode(2, 3, "20262027"))
