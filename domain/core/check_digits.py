"""Check digits of what banks print: whether a number was copied rightly (ISO 7064, and Swiss QR references).

python-stdnum takes some 50 ms to load, so it is loaded with the first number that is checked.
"""

import re

CREDITOR_REFERENCE = re.compile(r"RF[0-9]{2}[A-Z0-9]{1,21}")
"""A creditor reference (ISO 11649): two check digits, then what the organisation itself chose."""
QR_REFERENCE = re.compile(r"[0-9]{27}")
"""A Swiss QR reference: 26 digits that the organisation chose, and a check digit."""
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_MASKED = "XXX"
"""What banks write for the digits of an account that they hide."""


def holds_mod_97(number: str) -> bool:
    """Return whether the check digits of an IBAN or a creditor reference are right; they stand behind two letters."""
    from stdnum.iso7064 import mod_97_10  # noqa: PLC0415 - see above

    return number.isascii() and number.isalnum() and mod_97_10.is_valid(number[4:] + number[:4])


def holds_mod_10(number: str) -> bool:
    """Return whether the last digit of a Swiss QR reference is right (modulus 10, recursive)."""
    from stdnum.ch import esr  # noqa: PLC0415 - see above

    return bool(esr.is_valid(number))


def is_mistyped_iban(number: str) -> bool:
    """Return True for what has all of an IBAN but right check digits: its country, and its length there."""
    if not _IBAN.fullmatch(number) or _MASKED in number or holds_mod_97(number):
        return False
    from stdnum import iban  # noqa: PLC0415 - see above

    return iban.is_valid(iban.calc_check_digits(number).join((number[:2], number[4:])), check_country=False)
