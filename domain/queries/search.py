"""Searching texts for a part, in any case and any alphabet, alike on both databases whatever their locale.

SQLite folds the case of ASCII alone and PostgreSQL that of its locale, which may be C. So the pattern says it itself: for
each character the class of all that are alike but for their case, which both databases match by code points
(``x contains :pattern`` in ``Sql``). No column and no index is kept for it: a part that may stand anywhere is found by
none, and 120,000 texts are looked through in 15 to 110 ms.
"""

from typing import NamedTuple

from domain.core.searched_amounts import amounts_meant, currencies_with

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


class Searched(NamedTuple):
    """What a list is searched by: a condition on its texts, one on its amounts, and one on the currency that these are in.

    ``texts`` takes ``:search``, a pattern; the others take lists at ``{amounts}`` and ``{currencies}``. Where
    a list is of all accounts, those and the transactions that are meant are looked for once, not anew for each row.
    """

    texts: str
    amounts: str
    currency: str


ACCOUNT_SEARCH = Searched(
    "a.number contains :search or a.owner_name contains :search or a.email contains :search or a.id in (select "
    "s.account_id from members s where s.withdrawn_at is null and s.name contains :search)",
    "a.balance_cents in {amounts} or a.unreconciled_debit_cents in {amounts} or a.unreconciled_credit_cents in {amounts} or "
    "a.id in (select s.account_id from transactions s where s.withdrawn_at is null and (s.amount_cents in {amounts} or "
    "s.amount_cents - s.reconciled_cents - s.planned_cents in {amounts}))",
    "a.currency in {currencies}",
)
TRANSACTION_SEARCH = Searched(
    "t.number contains :search or t.description contains :search or t.reference contains :search or exists (select 1 from "
    "items s where s.transaction_id = t.id and s.withdrawn_at is null and s.description contains :search)",
    "t.amount_cents in {amounts} or t.amount_cents - t.reconciled_cents - t.planned_cents in {amounts} or exists (select 1 "
    "from items s where s.transaction_id = t.id and s.withdrawn_at is null and s.amount_cents in {amounts})",
    "t.account_id in (select s.id from accounts s where s.currency in {currencies})",
)
UNRECONCILED_SEARCH = Searched(
    "i.account_id in (select s.id from accounts s where s.owner_name contains :search or s.number contains :search) "
    "or i.transaction_id in (select s.id from transactions s where s.number contains :search)",
    "i.amount_cents in {amounts} or i.amount_cents - i.reconciled_cents - i.planned_cents in {amounts}",
    "i.account_id in (select s.id from accounts s where s.currency in {currencies})",
)


def search_condition(searched: Searched, text: str, *, amounts: bool = True) -> tuple[str, dict[str, object]]:
    """The condition and its arguments: rows that have ``text`` in one of their texts, or are of the amount that it means."""
    conditions = [searched.texts]
    arguments: dict[str, object] = {"search": pattern_of(text)}
    for exponent, meant in amounts_meant(text).items() if amounts else ():
        which = "abcde"[exponent]  # parameters have no digits in their names
        names = f"amounts_{which}", f"currencies_{which}"
        arguments |= {names[0]: sorted(meant), names[1]: currencies_with(exponent)}
        found = f"{searched.currency} and ({searched.amounts})"
        conditions.append(found.format(amounts=f":{names[0]}", currencies=f":{names[1]}"))
    return f"({' or '.join(conditions)})", arguments
