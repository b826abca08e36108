"""The organisation's own accounts, at a bank or a payment processor (domain R42)."""

import re
from dataclasses import dataclass

from domain.core.money import known_currency
from domain.core.text import clean_optional, clean_optional_number, clean_text, quoted
from domain.errors import DuplicateNumber, InvalidValue
from domain.permissions import RECORD
from domain.queries.bank import bank_accounts_by_name
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BankAccountRow
from domain.texts import say

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


@dataclass(frozen=True, slots=True)
class BankAccountResult:
    """The created bank account."""

    bank_account: int


@dataclass(frozen=True, slots=True)
class CreateBankAccount(Command[BankAccountResult]):
    """A new bank account; its currency never changes."""

    NEEDS = RECORD
    name: str
    currency: str
    iban: str | None = None
    number: str | None = None


@service
def create_bank_account(unit: UnitOfWork, cmd: CreateBankAccount) -> Program[BankAccountResult]:
    """Create a bank account. Raises ``InvalidValue``, and ``DuplicateNumber`` for a name that another one has."""
    name, currency = clean_text(cmd.name, "name"), known_currency(cmd.currency, "currency")
    iban, number = _iban(cmd.iban), clean_optional_number(cmd.number, "number")
    yield from unit.lock_organisation()
    if name in (yield from bank_accounts_by_name([name])):
        raise DuplicateNumber(say("bank-account-name-taken", name=quoted(name)), "name")
    recorded_at = unit.recorded_at(None)
    made = unit.changes.add(BankAccountRow(unit.new_id(), name, currency, iban, number, recorded_at))
    return BankAccountResult(made.id)


def _iban(text: str | None) -> str | None:
    """Return an IBAN without blanks, in capitals; raises ``InvalidValue`` where its check digits are wrong."""
    cleaned = clean_optional(text, "iban")
    if cleaned is None:
        return None
    iban = "".join(cleaned.split()).upper()
    if not is_iban(iban):
        message = say("bank-account-iban-invalid", iban=quoted(cleaned))
        raise InvalidValue(message, "iban")
    return iban


def is_iban(text: str) -> bool:
    """Return True if a text without blanks has the form and the check digits of an IBAN (ISO 13616)."""
    if not _IBAN.fullmatch(text):
        return False
    digits = "".join(str(int(each, 36)) for each in text[4:] + text[:4])
    return int(digits) % 97 == 1
