"""The kinds of payment texts.

Each says whether its texts name invoices beyond doubt (``clear``), speak against what the amount says (``opposed``), or have
numbers of other things that look like an invoice's (``noise``).
"""

from collections.abc import Callable

from domain.core.kinds import PaymentMethod
from tests.support.reference_texts.pieces import (
    amount,
    cased,
    decoy,
    dropped_zeros,
    iban,
    invoice,
    other_item,
    other_member,
    regrouped,
    respelled,
    two,
    wide,
)
from tests.support.reference_texts.words import (
    AND,
    CARD,
    CHECK,
    CITY,
    COURSE,
    CUSTOMER,
    MEMBER,
    MONTH,
    NOT,
    OR,
    PART,
    PAYMENT,
    RECEIPT,
    REST,
    ROOM,
    STREET,
    THANKS,
    TO,
)
from tests.support.reference_texts.worlds import (
    FOREIGN,
    MEMBERS,
    OWNER,
    SETTLED,
    Kind,
    Label,
    Make,
    Text,
    alnum,
    anything,
    is_bare,
    is_long,
    not_tiny,
)


def clear(name: str, make: Make, fits: Callable[[str], bool] = anything) -> Kind:
    return Kind(name, Label.CLEAR, make, fits)


def opposed(name: str, make: Make, fits: Callable[[str], bool] = anything) -> Kind:
    return Kind(name, Label.AGAINST, make, fits)


def noise(name: str, make: Make, fits: Callable[[str], bool] = is_bare) -> Kind:
    return Kind(name, Label.NOISE, make, fits)


KINDS: tuple[Kind, ...] = (
    clear("the number itself", lambda w: w.number, not_tiny),
    clear("the number in capitals or small letters", cased, not_tiny),
    clear("the number in groups", regrouped, is_long),
    clear("the number with other separators", respelled, is_long),
    clear("a word for invoice and the number", invoice),
    clear("a word for invoice and the number in groups", lambda w: invoice(w, regrouped(w)), is_long),
    clear("a word for invoice and the number with other separators", lambda w: invoice(w, respelled(w)), is_long),
    clear("a word for invoice and the number without zeros", lambda w: invoice(w, dropped_zeros(w))),
    clear("number sign first", lambda w: f"#{w.number} {w.say(THANKS)}", not_tiny),
    clear(
        "a word for number first",
        lambda w: f"{w.chance.choice(['No. ', 'n° ', 'Nr. ', 'N.º ', 'no '])}{w.number}",
        not_tiny,
    ),
    clear("a word of paying and the number", lambda w: f"{w.say(PAYMENT)} {w.number}", is_long),
    clear("the number and thanks", lambda w: f"{w.number}, {w.say(THANKS)}", is_long),
    clear("paying, number, thanks", lambda w: f"{w.say(PAYMENT)} {w.number} {w.say(THANKS)}", is_long),
    clear("the payer's name and an invoice", lambda w: f"{OWNER} {invoice(w)}"),
    clear("an invoice and the payer's name", lambda w: f"{invoice(w)}, {OWNER}"),
    clear("the payer's name and the number", lambda w: f"{OWNER} {w.number}", is_long),
    clear("the item and an invoice", lambda w: f"{w.items[w.target]} {invoice(w)}"),
    clear("an invoice and the item", lambda w: f"{invoice(w)} {w.items[w.target]}"),
    clear("the item and the number", lambda w: f"{w.items[w.target]} {w.number}", is_long),
    clear("the member and an invoice", lambda w: f"{MEMBERS[w.members[w.target]]}: {invoice(w)}"),
    clear(
        "an invoice and a date", lambda w: f"{invoice(w)} {w.chance.choice(['15.03.2026', '2026-03-15', '15/03/26'])}"
    ),
    clear("an invoice and a month", lambda w: f"{invoice(w)} {w.say(MONTH)} 2026", not_tiny),
    clear("an amount and an invoice", lambda w: f"{amount(w, w.cents[w.target])} {invoice(w)}"),
    clear("an invoice within brackets", lambda w: f"{w.say(PAYMENT)} ({invoice(w)})"),
    clear("an invoice at the end of a sentence", lambda w: f"{w.say(PAYMENT)} {invoice(w)}."),
    clear("a card and an invoice", lambda w: f"{w.say(CARD)} 4471, {invoice(w)}"),
    clear("an IBAN and an invoice", lambda w: f"{iban(w, '0044')} {invoice(w)}"),
    clear("a customer's number and an invoice", lambda w: f"{w.say(CUSTOMER)} 88112, {invoice(w)}"),
    clear("full-width digits", lambda w: invoice(w, wide(w.number))),
    clear("two numbers", lambda w: two(w, f" {w.say(AND)} ", word=False), is_long),
    clear(
        "two numbers after a word for invoice",
        lambda w: two(w, w.chance.choice([", ", " + ", " & ", f" {w.say(AND)} "]), word=True),
    ),
    clear("two numbers with a slash", lambda w: two(w, " / ", word=True), is_long),
    opposed("another invoice's number", lambda w: decoy(w, invoice(w, w.decoy))),
    opposed("another invoice's number by itself", lambda w: decoy(w, w.decoy), not_tiny),
    opposed(
        "another invoice's number in groups",
        lambda w: decoy(w, invoice(w, f"{alnum(w.decoy)[:2]} {alnum(w.decoy)[2:]}")),
        is_long,
    ),
    opposed("a part of a named invoice", lambda w: f"{invoice(w)} {w.say(PART)}"),
    opposed("a part of something", lambda w: w.say(PART)),
    opposed("a part of an item", lambda w: f"{w.items[w.target]}, {w.say(PART)}"),
    opposed("a fraction", lambda w: f"1/2 {invoice(w)}"),
    opposed("another member", lambda w: f"{w.say(PAYMENT)} {other_member(w)}"),
    opposed("another member by the first name", lambda w: f"{other_member(w).split()[0]} {w.say(THANKS)}"),
    opposed("another member and the invoice", lambda w: f"{other_member(w)} {invoice(w)}"),
    opposed("another item", other_item),
    opposed("another item and the invoice", lambda w: f"{other_item(w)}, {invoice(w)}"),
    opposed("another account's invoice", lambda w: invoice(w, FOREIGN)),
    opposed("another account's number", lambda w: f"{w.say(PAYMENT)} {FOREIGN.replace('-', '').lower()}"),
    opposed("a settled invoice", lambda w: invoice(w, SETTLED)),
    opposed("a settled invoice and the open one", lambda w: f"{invoice(w)} {w.say(AND)} {SETTLED}"),
    opposed("an unknown invoice", lambda w: invoice(w, "60606")),
    opposed("not this invoice", lambda w: f"{w.say(NOT)} {invoice(w)}"),
    opposed("one invoice or the other", lambda w: invoice(w, f"{w.number} {w.say(OR)} {w.decoy}")),
    opposed(
        "from one invoice to another",
        lambda w: Text(invoice(w, f"{w.number} {w.say(TO)} {w.numbers[(w.target + 2) % len(w.numbers)]}")),
    ),
    opposed("a remainder", lambda w: f"{w.say(REST)} {invoice(w)}"),
    opposed("a question", lambda w: f"{invoice(w)} ??"),
    noise("a card's last digits", lambda w: f"{w.say(CARD)} {w.decoy}"),
    noise("a check's number", lambda w: f"{w.say(CHECK)} {w.decoy}"),
    noise("a check's number by itself", lambda w: Text(w.decoy, method=PaymentMethod.CHECK)),
    noise("a piece of an IBAN", lambda w: iban(w, w.decoy)),
    noise("a room", lambda w: f"{w.say(ROOM)} {w.decoy}"),
    noise("a postcode", lambda w: f"R. Tremblay, {w.decoy} {w.say(CITY)}"),
    noise("a street", lambda w: w.say(STREET).format(w.decoy)),
    noise(
        "a phone number", lambda w: w.chance.choice([f"Tel. 555 {w.decoy}", f"+1 514 555 {w.decoy}", f"555-{w.decoy}"])
    ),
    noise("a receipt", lambda w: f"{w.say(RECEIPT)} {w.decoy}"),
    noise("a member's number", lambda w: f"{w.say(MEMBER)} {w.decoy}"),
    noise("a customer's number", lambda w: f"{w.say(CUSTOMER)} {w.decoy}"),
    noise("a course", lambda w: w.say(COURSE).format(w.decoy)),
    noise("within a longer code", lambda w: w.chance.choice([f"TRX-{w.decoy}-99", f"{w.decoy}-7731", f"AB{w.decoy}"])),
    noise(
        "within a number of a bank", lambda w: f"{w.chance.randint(100, 999)} {w.decoy} {w.chance.randint(1000, 9999)}"
    ),
    noise("an e-mail address", lambda w: f"lea.{w.decoy}@example.org"),
    noise("a percentage", lambda w: f"{w.decoy}% {w.say(THANKS)}"),
    noise(
        "an amount",
        lambda w: w.chance.choice(
            [f"{w.decoy}.00 USD", f"${w.decoy}", f"{w.decoy},50", f"{w.decoy} €", f"CHF {w.decoy}.-"]
        ),
    ),
    noise(
        "a mixed-up number of the account", lambda w: f"{w.chance.choice(['ID', 'pin', 'auth', 'terminal'])} {w.decoy}"
    ),
    noise("only thanks", lambda w: w.say(THANKS), anything),
    noise("only the payer's name", lambda _: OWNER, anything),
    noise("nothing", lambda _: "", anything),
)
"""The kinds of text."""
