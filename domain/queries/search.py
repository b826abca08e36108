"""Searching texts for a part, in any case and any alphabet, alike on both databases whatever their locale.

SQLite folds the case of ASCII alone and PostgreSQL that of its locale, which may be C. So the pattern says it itself: for
each character the class of all that are alike but for their case, which both databases match by code points
(``x contains :pattern`` in ``Sql``). No column and no index is kept for it: a part that may stand anywhere is found by
none, and 120,000 texts are looked through in 15 to 110 ms.
"""

from unicodedata import category

from domain.core.money import EXPONENTS, parse_decimal
from domain.errors import InvalidAmount

_ONE_WAY = (
    "\u00b5\u017f\u0345\u03c2\u03d0\u03d1\u03d5\u03d6\u03f0\u03f1\u03f4\u03f5\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86"
    "\u1c87\u1c88\u1e9b\u1fbe\u2126\u212a\u212b"
)
"""Letters whose case leads to other letters, which do not lead back: the final sigma, the Kelvin sign and their like."""


def pattern_of(text: str) -> str:
    """The pattern for a part of a text: each character stands for itself in either case, none for anything else."""
    return "".join(f"[{_class_of(character)}]" for character in text)


def _class_of(character: str) -> str:
    """What stands between the brackets. A caret must not come first: it follows U+0001, which no stored text has."""
    if character == "^":
        return "\x01^"
    folded = _folded(character)
    cases = {character, folded, folded.lower(), folded.upper(), folded.title(), *_ONE_WAY}
    return "".join(sorted(each for each in cases if _folded(each) == folded))


def _folded(character: str) -> str:
    """The one that stands for all characters which differ in case alone; itself where folding makes several of it (ß)."""
    folded = character.casefold()
    return folded if len(folded) == 1 else character


ACCOUNT_SEARCH = (
    "(a.number contains :search or a.owner_name contains :search or a.email contains :search or a.id in (select "
    "s.account_id from members s where s.withdrawn_at is null and s.name contains :search))"
)
TRANSACTION_SEARCH = "(t.number contains :search or t.description contains :search or t.reference contains :search)"
UNRECONCILED_SEARCH = (
    "(i.account_id in (select s.id from accounts s where s.owner_name contains :search or s.number contains :search) "
    "or i.transaction_id in (select s.id from transactions s where s.number contains :search))"
)
"""The accounts and transactions that are meant are looked for once, not anew for each item."""
PLANNED_SEARCH = (
    "(p.account_id in (select s.id from accounts s where s.owner_name contains :search or s.number contains :search) "
    "or p.transaction_id in (select s.id from transactions s where s.number contains :search) "
    "or p.id in (select r.planned_payment_id from reconciliations r join items i on i.id = r.debit_item_id "
    "join transactions s on s.id = r.debit_transaction_id where r.planned_payment_id is not null "
    "and r.released_at is null and (i.description contains :search or s.number contains :search)) "
    "or (select s.currency from accounts s where s.id = p.account_id) || ' ' || p.amount_cents in :amounts)"
)
"""Planned payments by their account, the payment that they became, the invoice items that they hold, and their amount."""


def amounts_meant(text: str) -> list[str]:
    """What an amount as people write it (75, $1,234.50) is in each currency, as ``USD 7500``; none for what is no amount."""
    bare = "".join(each for each in text if each not in ",'" and not each.isspace() and category(each) != "Sc")
    found = []
    for currency in EXPONENTS:
        try:
            found.append(f"{currency} {parse_decimal(bare, currency)}")
        except InvalidAmount:  # an amount in some currencies may be none in others
            continue
    return found
