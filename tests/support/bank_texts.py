"""What payers and their banks write about a payment: names, references in many ways, noise, nothing; in three languages.

Each kind is a function from a payment and a random source to the fields of a bank's movement. A kind that ``misleads`` says
something that is not true.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

from stdnum.ch import esr
from stdnum.iso7064 import mod_97_10

from tests.support.sakila import Payment

LANGUAGES = ("en", "fr", "de")
Words: TypeAlias = dict[str, Sequence[str]]

INVOICE: Words = {
    "en": ("invoice", "inv.", "Inv no"),
    "fr": ("facture", "fact.", "facture n°"),
    "de": ("Rechnung", "Rg.", "Rechnung Nr."),
}
FROM: Words = {"en": ("from", "by order of"), "fr": ("de", "de la part de"), "de": ("von", "im Auftrag von")}
PAYMENT: Words = {"en": ("payment", "transfer"), "fr": ("paiement", "virement"), "de": ("Zahlung", "Überweisung")}
THANKS: Words = {
    "en": ("thank you", "best regards"),
    "fr": ("merci", "cordialement"),
    "de": ("vielen Dank", "mit freundlichen Grüßen"),
}
TITLE: Words = {"en": ("Mrs", "Mr", "Dr"), "fr": ("Mme", "M.", "Mlle"), "de": ("Frau", "Herr", "Dr.")}
PART: Words = {"en": ("part of", "deposit"), "fr": ("acompte", "une partie de"), "de": ("Anzahlung", "Teil von")}
CUSTOMER: Words = {"en": ("customer", "client no."), "fr": ("client", "n° client"), "de": ("Kunde", "Kundennummer")}
CHECK: Words = {"en": ("check", "cheque no."), "fr": ("chèque", "chèque n°"), "de": ("Scheck", "Scheck Nr.")}
CARD: Words = {"en": ("card", "card ending"), "fr": ("carte", "CB"), "de": ("Karte", "EC-Karte")}
ORDER: Words = {"en": ("order", "booking"), "fr": ("commande", "réservation"), "de": ("Bestellung", "Auftrag")}
AND: Words = {"en": ("and", "+"), "fr": ("et", "+"), "de": ("und", "+")}
MONTH: Words = {"en": ("July", "August"), "fr": ("juillet", "août"), "de": ("Juli", "August")}
NOT: Words = {"en": ("not", "without"), "fr": ("pas", "sans"), "de": ("nicht", "ohne")}


class Writer:
    """One payer's text: a payment, a random source, a language, and other payments of the shop."""

    def __init__(self, payment: Payment, chance: random.Random, others: Sequence[Payment]) -> None:
        self.payment = payment
        self.chance = chance
        self.language = chance.choice(LANGUAGES)
        self.stated = ""
        """The number that was written instead of the invoice's, once it was."""
        self._others = others

    def word(self, words: Words) -> str:
        """One of these words, in the payer's language."""
        return self.chance.choice(words[self.language])

    @property
    def number(self) -> str:
        """The invoice's number."""
        return self.payment.invoice

    @property
    def mistyped(self) -> str:
        """The number with its last digit one higher, as one mistypes it: it may be another that the same payer owes."""
        place = max(at for at, each in enumerate(self.number) if each.isdigit())
        self.stated = f"{self.number[:place]}{(int(self.number[place]) + 1) % 10}{self.number[place + 1 :]}"
        return self.stated

    @property
    def other(self) -> Payment:
        """A payment of somebody else."""
        return next(
            each
            for each in iter(lambda: self.chance.choice(self._others), None)
            if each.customer != self.payment.customer
        )

    @property
    def same_cents(self) -> Payment:
        """A payment of somebody else, of the same amount if there is one among a few."""
        found = [self.other for _ in range(40)]
        return next((each for each in found if each.cents == self.payment.cents), found[0])

    def digits(self, count: int) -> str:
        """So many digits."""
        return "".join(self.chance.choice("0123456789") for _ in range(count))


Fields: TypeAlias = dict[str, Any]
Make: TypeAlias = Callable[[Writer], Fields]


class Kind(NamedTuple):
    """A kind of text."""

    name: str
    make: Make
    misleads: bool = False


def _named(fields: Fields, name: str) -> Fields:
    return {**fields, "payer_name": name}


def _text(*parts: str) -> Fields:
    return {"text": " ".join(parts)}


def _reversed(name: str) -> str:
    return " ".join(reversed(name.split()))


def _mistyped(writer: Writer, name: str) -> str:
    place = writer.chance.randrange(1, len(name) - 1)
    return (
        name[:place] + name[place + 1 :] if writer.chance.random() < 0.5 else name[:place] + name[place] + name[place:]
    )


def _grouped(writer: Writer, number: str) -> str:
    plain = "".join(filter(str.isalnum, number))
    size = writer.chance.choice((2, 3, 4))
    return " ".join(plain[at : at + size] for at in range(0, len(plain), size))


def creditor_reference(number: str) -> str:
    """A creditor reference with a number and right check digits."""
    own = "".join(filter(str.isalnum, number)).upper()
    return f"RF{mod_97_10.calc_check_digits(own + 'RF')}{own}"


def qr_reference(number: str, customer: str = "") -> str:
    """A Swiss QR reference with the digits of a number, behind a customer's number at the bank, and a right check digit."""
    own = "".join(filter(str.isdigit, number))
    chosen = customer + own.zfill(26 - len(customer))
    return chosen + str(esr.calc_check_digit(chosen))


def _wrong_digit(writer: Writer, reference: str) -> str:
    place = writer.chance.randrange(2, len(reference))
    if not reference[place].isdigit():
        place = 3
    return f"{reference[:place]}{(int(reference[place]) + writer.chance.randint(1, 9)) % 10}{reference[place + 1 :]}"


NAMES = (
    Kind("nothing", lambda _: _text("")),
    Kind("the name", lambda w: _named(_text(""), w.payment.name)),
    Kind("the name in capitals", lambda w: _named(_text(w.word(PAYMENT)), w.payment.name.upper())),
    Kind("the name turned round", lambda w: _named(_text(w.word(PAYMENT)), _reversed(w.payment.name))),
    Kind("the name with a comma", lambda w: _named(_text(""), ", ".join(reversed(w.payment.name.split())))),
    Kind("the name with a title", lambda w: _named(_text(""), f"{w.word(TITLE)} {w.payment.name}")),
    Kind("the name cut short", lambda w: _named(_text(""), w.payment.name[:-2])),
    Kind("the name mistyped", lambda w: _named(_text(w.word(THANKS)), _mistyped(w, w.payment.name))),
    Kind(
        "an initial and the surname", lambda w: _named(_text(""), f"{w.payment.name[0]}. {w.payment.name.split()[-1]}")
    ),
    Kind(
        "a relative",
        lambda w: _named(_text(w.word(PAYMENT)), f"{w.other.name.split()[0]} {w.payment.name.split()[-1]}"),
    ),
    Kind("the name in the text", lambda w: _text(w.word(PAYMENT), w.word(FROM), w.payment.name)),
    Kind("the name and the film", lambda w: _named(_text(w.payment.film), w.payment.name)),
    Kind("the name and the category", lambda w: _named(_text(w.word(PAYMENT), w.payment.category), w.payment.name)),
)
NUMBERS = (
    Kind("the number", lambda w: _text(w.number)),
    Kind("the number in small letters", lambda w: _text(w.number.lower())),
    Kind("the number without separators", lambda w: _text("".join(filter(str.isalnum, w.number)))),
    Kind("the number in groups", lambda w: _text(_grouped(w, w.number))),
    Kind("a word for invoice", lambda w: _text(w.word(INVOICE), w.number)),
    Kind("a word for invoice, in capitals", lambda w: _text(w.word(INVOICE).upper(), w.number.upper())),
    Kind("a sign for number", lambda w: _text(f"#{w.number}")),
    Kind("payment for the number", lambda w: _text(w.word(PAYMENT), w.number)),
    Kind(
        "its digits beside a word for invoice", lambda w: _text(w.word(INVOICE), "".join(filter(str.isdigit, w.number)))
    ),
    Kind("the number and thanks", lambda w: _text(w.word(INVOICE), w.number, w.word(THANKS))),
    Kind("the number and the amount", lambda w: _text(w.word(INVOICE), w.number, f"{w.payment.cents / 100:.2f} USD")),
    Kind("the number and the day", lambda w: _text(w.word(INVOICE), w.number, w.payment.day.strftime("%d.%m.%Y"))),
    Kind("the number and the film", lambda w: _text(w.number, w.payment.film)),
    Kind("the number in punctuation", lambda w: _text(f"{w.word(INVOICE)}:{w.number};")),
    Kind(
        "the number among others",
        lambda w: _text(w.word(PAYMENT), w.word(INVOICE), w.number, w.word(ORDER), w.digits(7)),
    ),
    Kind("number and name", lambda w: _named(_text(w.number), w.payment.name)),
    Kind("word, number and name", lambda w: _named(_text(w.word(INVOICE), w.number), w.payment.name.upper())),
    Kind("number and name turned round", lambda w: _named(_text(w.word(INVOICE), w.number), _reversed(w.payment.name))),
    Kind("number and name in the text", lambda w: _text(w.word(INVOICE), w.number, w.payment.name)),
    Kind(
        "number and a relative",
        lambda w: _named(_text(w.word(INVOICE), w.number), f"{w.other.name.split()[0]} {w.payment.name.split()[-1]}"),
    ),
)
REFERENCES = (
    Kind("the number as structured reference", lambda w: {"text": "", "structured_reference": w.number}),
    Kind(
        "a creditor reference",
        lambda w: {"text": w.word(PAYMENT), "structured_reference": creditor_reference(w.number)},
    ),
    Kind(
        "a creditor reference and the name",
        lambda w: _named({"text": "", "structured_reference": creditor_reference(w.number)}, w.payment.name),
    ),
    Kind("a creditor reference as the text", lambda w: _text(_grouped(w, creditor_reference(w.number)))),
    Kind("a QR reference", lambda w: {"text": "", "structured_reference": qr_reference(w.number)}),
    Kind(
        "a QR reference behind a customer's number",
        lambda w: {"text": "", "structured_reference": qr_reference(w.number, "210000")},
    ),
)
NOISE = (
    Kind("thanks", lambda w: _text(w.word(THANKS))),
    Kind("a customer's number", lambda w: _text(w.word(CUSTOMER), f"C{w.payment.customer}")),
    Kind("a check's number", lambda w: _text(w.word(CHECK), w.digits(6))),
    Kind("the end of a card", lambda w: _text(w.word(CARD), f"**** {w.digits(4)}")),
    Kind("a phone number", lambda w: _text(f"+1 {w.digits(3)} {w.digits(3)} {w.digits(4)}")),
    Kind("an order's number", lambda w: _named(_text(w.word(ORDER), w.digits(5)), w.payment.name)),
    Kind("an end-to-end id", lambda w: _named(_text(f"E2E{w.digits(12)}"), w.payment.name)),
    Kind("a month", lambda w: _named(_text(w.word(PAYMENT), w.word(MONTH)), w.payment.name)),
    Kind("the film", lambda w: _text(w.payment.film)),
)
MISLEADING = (
    Kind("a part of the number", lambda w: _named(_text(w.word(PART), w.number), w.payment.name), misleads=True),
    Kind(
        "not the number",
        lambda w: _named(_text(w.word(NOT), w.word(INVOICE), w.mistyped), w.payment.name),
        misleads=True,
    ),
    Kind("a mistyped number", lambda w: _text(w.word(INVOICE), w.mistyped), misleads=True),
    Kind(
        "a mistyped number and the name",
        lambda w: _named(_text(w.word(INVOICE), w.mistyped), w.payment.name),
        misleads=True,
    ),
    Kind(
        "another's number",
        lambda w: _named(_text(w.word(INVOICE), w.same_cents.invoice), w.payment.name),
        misleads=True,
    ),
    Kind(
        "another's number and a relative",
        lambda w: _named(
            _text(w.word(INVOICE), w.same_cents.invoice), f"{w.other.name.split()[0]} {w.payment.name.split()[-1]}"
        ),
        misleads=True,
    ),
    Kind("two numbers", lambda w: _text(w.number, w.word(AND), w.same_cents.invoice), misleads=True),
    Kind("another's name", lambda w: _named(_text(w.word(PAYMENT)), w.same_cents.name), misleads=True),
    Kind(
        "another's name and the number",
        lambda w: _named(_text(w.word(INVOICE), w.number), w.same_cents.name),
        misleads=True,
    ),
    Kind(
        "another's name, turned round",
        lambda w: _named(_text(w.word(PAYMENT)), _reversed(w.same_cents.name)),
        misleads=True,
    ),
    Kind(
        "digits of another's number",
        lambda w: _named(_text("".join(filter(str.isdigit, w.same_cents.invoice))), w.payment.name),
        misleads=True,
    ),
    Kind(
        "a mistyped creditor reference",
        lambda w: _named(
            {"text": "", "structured_reference": _wrong_digit(w, creditor_reference(w.number))}, w.payment.name
        ),
        misleads=True,
    ),
    Kind(
        "a mistyped QR reference",
        lambda w: {"text": "", "structured_reference": _wrong_digit(w, qr_reference(w.number))},
        misleads=True,
    ),
    Kind(
        "a creditor reference mistyped in the text",
        lambda w: _text(_wrong_digit(w, creditor_reference(w.number))),
        misleads=True,
    ),
)
KINDS = (*NAMES, *NUMBERS, *REFERENCES, *NOISE, *MISLEADING)
