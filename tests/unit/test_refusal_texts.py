"""What every refusal says: what stands in the way, and a way that is open (domain R40a)."""

import re
from collections import Counter
from functools import cache

from tests.support.refusal_texts import FILLED_IN, RefusalText, refusal_texts


@cache
def texts() -> list[RefusalText]:
    """Each text once, read for the first test that asks."""
    return list(dict.fromkeys(refusal_texts()))


WAY = re.compile(
    r"\b(must|needs|needed|such as|say which|is valid for|leave (it|this) out|choose|run|or set)\b"
    r"|\b([Gg]ive|[Nn]ame|[Mm]ark|[Ee]nter|[Rr]emove|[Ss]end|[Aa]t most) "
    r"|from \S+ to |to … (parts|characters)|is not one of …|[Oo]nly …|only with"
)
"""A text of one sentence shows its way itself: what to do, or what is possible."""

NOTHING_TO_DO = {
    "A migration gave these texts the form in which all are stored; it cannot be undone.": "every text stays in that form",
    "A migration gave the audit log another form and changed no record; it cannot be undone.": "no record changed",
    "This batch is already undone.": "what was asked for is so",
    "… has already failed, and its correction is recorded.": "what was asked for is so",
    "… is confirmed already; only a processing payment can be confirmed.": "what was asked for is so",
    "… is failed already; only a processing payment can be confirmed.": "its money has gone back",
    "… has failed or was moved already; no money of it is left on this account.": "there is no money to move",
    "Nothing to pay: the expected balance is 0 or less.": "nothing is owed",
    "Nothing is left to pay in installments: the payment covers everything.": "nothing is owed",
    "Stopped; the work under way was done whole or not at all.": "whoever stopped it knows why",
    "The … cannot be used: ….": "the reason is the database's own",
    "… found.": "each contradiction is listed with its remedy",
    "… is not open to clients.": "a client has no other way",
    "… more are refused for the same reason.": "the errors before it say what to do",
    "… more is refused for the same reason.": "the errors before it say what to do",
    "`…` contains the character U+0000, which no stored text contains.": "nothing can be found by it",
    "An operation may ask for the whole schema once.": "it says how often",
    "A fragment can't spread itself: ….": "it names the fragment",
}
"""Texts without a way, each with the reason."""


def sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?…])\s+(?=[A-Z`…])", text.strip()) if each]


def shows_a_way(text: str) -> bool:
    return len(sentences(text)) > 1 or WAY.search(text) is not None


def test_all_refusals_are_read() -> None:
    found = Counter(text.place.partition("/")[0] for text in texts())
    assert found["domain"] > 200
    assert found["api"] > 30


def test_a_refusal_ends_as_a_sentence_and_shows_a_way() -> None:
    """What consists of another function's text alone is read there."""
    own = [each for each in texts() if each.text.strip(f"{FILLED_IN} :")]
    assert [each for each in own if not each.text.endswith((".", FILLED_IN))] == []
    assert [each for each in own if not shows_a_way(each.text) and each.text not in NOTHING_TO_DO] == []


def test_each_reason_is_of_a_text_that_needs_it() -> None:
    known = {each.text for each in texts()}
    assert [each for each in NOTHING_TO_DO if each not in known or shows_a_way(each)] == []
