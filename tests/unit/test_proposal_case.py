"""The words of an account and of its money's texts, by which proposals are judged (domain R38b)."""

from collections.abc import Mapping
from datetime import date

import pytest

from domain.core.allocation import Allocation, OpenAmount
from domain.core.candidates import Candidate, CreditCandidates
from domain.core.invoice_references import Mention
from domain.core.kinds import SuggestionGround, TransactionKind
from domain.core.open_account import OpenAccount, OpenCredit, OpenInvoice, OpenItem
from domain.core.proposal_case import AccountWords, Case, stem_of, stems_of, words_of
from domain.texts import Joined

DAY = date(2026, 3, 5)
ANN, BO = 1, 2
SWIM = OpenItem(OpenAmount(11, 500), 1, "Swimming lessons", "Aquatics", ANN)
CAMP = OpenItem(OpenAmount(12, 300), 2, "Camp in March", "Camps", BO)
GYM = OpenItem(OpenAmount(13, 200), 1, "Gym pass")
INVOICES = (OpenInvoice(0, "A-1", DAY, 800, (SWIM, CAMP)), OpenInvoice(1, "A-2", DAY, 900, (GYM,)))


def account(owner: str = "Cleo Roy", members: Mapping[int, str] | None = None) -> OpenAccount:
    names = {ANN: "Ann Roy", BO: "Bo Lee"} if members is None else members
    return OpenAccount(
        "USD", [], INVOICES, owner_name=owner, members=names, other_texts={"Piano"}, categories={"", "Camps"}
    )


def case(
    *texts: str, pays: OpenItem = SWIM, written: tuple[str, ...] = (), ground: SuggestionGround = SuggestionGround.NAMED,
    exact_count: int = 0,
) -> Case:  # fmt: skip
    """A proposal that pays an item of the first invoice."""
    credit = OpenCredit(100, TransactionKind.PAYMENT, DAY, 500, texts)
    mentions = [Mention(each, names=True, written=each) for each in written]
    allocation = Allocation(pays.open_amount.item_id, 1)
    candidate = Candidate(ground, INVOICES[:1], (allocation,), False, Joined.of(["?"]))
    options = CreditCandidates(credit, (candidate,), exact_count, True, mentions, (), (), False, False)
    return Case(account(), AccountWords(account()), options, candidate)


@pytest.mark.parametrize(
    "words",
    ["lesson lessons", "camp camps", "kurs kurse kursen", "cours", "stunde stunden", "class classes", "clases clase"],
)
def test_a_plural_has_the_stem_of_its_singular(words: str) -> None:
    assert len(set(map(stem_of, words.split()))) == 1


@pytest.mark.parametrize("word", ["cats", "es", "gyms", "swim"])
def test_a_word_keeps_its_ending_where_too_little_would_be_left(word: str) -> None:
    assert stem_of(word) == word


def test_words_tell_items_apart_but_not_those_of_paying_nor_the_shortest() -> None:
    assert stems_of("Payment of 2 lessons, May invoice, gym XY") == {stem_of("lessons"), "may", "gym"}
    assert words_of("Payment of 2 l\u00e9sons") == {"payment", "of", "lesons"}


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("for ann", [1]),
        ("roy", []),
        ("lee", []),
        ("bo lee", [2]),
        ("bo", []),
        ("jeanluc", [3]),
        ("jean", [3]),
        ("bolee", [2, 4]),
        ("bo x lee", [2, 4]),
        ("x", []),
        ("leex", [4]),
        ("li", [5]),
        ("lim", [5]),
        ("j", []),
        ("mo", []),
        ("cleo", []),
    ],
)
def test_a_text_names_a_member_by_a_word_of_their_own_or_by_the_whole_name(text: str, members: list[int]) -> None:
    names = {
        1: "Ann Roy",
        2: "Bo Lee",
        3: "Jean-Luc Roy",
        4: "Bo Lee X",
        5: "Li M Mo",
        6: "Mo",
        7: "J Roy",
        8: "Roy Cleo",
    }
    assert AccountWords(account("Cleo Roy", names)).members_in(words_of(text)) == members


def test_a_whole_name_is_named_though_others_share_each_of_its_words() -> None:
    names = {1: "Ann Roy", 2: "Ann Lee", 3: "Bo Roy", 4: "Bo Lee"}
    assert AccountWords(account("Bo Bo", names)).members_in(frozenset({"ann", "roy"})) == [1]


def test_the_words_of_an_account_are_those_of_its_people_items_and_codes() -> None:
    words = AccountWords(account())
    assert words.payer == {"cleo", "roy", "ann", "bo", "lee"}
    assert words.stems == {stem_of("lessons"), "swimming", "camp", "march", "gym", "pass", "piano"}
    assert words.categories == [{"camp"}]
    assert words.members_with_open_items == {ANN, BO}
    assert words.part_paid_items == {13}


def test_letters_of_a_number_are_not_words_of_a_text() -> None:
    assert case("fee for A64fee, thanks", "swim", written=("a64fee",)).text_words == {"fee", "for", "thanks", "swim"}
    assert case("a1bc camp", written=("a1", "a1bc")).text_words == {"camp"}
    assert case("xa1y", written=("a1",)).text_words == {"x", "y"}


def test_a_proposal_has_the_words_of_the_items_it_pays_and_of_those_they_are_for() -> None:
    swim, camp = case(), case(pays=CAMP)
    assert swim.items == [SWIM]
    assert swim.item_words == {"swimming", "lessons", "aquatics"}
    assert swim.payer_words == {"cleo", "roy", "ann"}
    assert camp.items == [CAMP]
    assert camp.item_words == {"camp", "in", "march", "camps"}
    assert camp.payer_words == {"cleo", "roy", "bo", "lee"}
    assert swim.numbers == {"A-1"}


@pytest.mark.parametrize(
    ("ground", "exact_count", "decides"),
    [(SuggestionGround.NAMED, 2, True), (SuggestionGround.NAMED, 1, False), (SuggestionGround.INVOICE, 2, False)],
)
def test_a_name_decides_where_other_things_have_the_same_amount(
    ground: SuggestionGround, exact_count: int, decides: bool
) -> None:
    assert case(ground=ground, exact_count=exact_count).name_decides is decides
