"""Importing accounts and ledger codes."""

from domain.core.money import known_currency
from domain.core.text import clean_email, clean_text
from domain.errors import DuplicateNumber
from domain.jobs.importing.table import Line
from domain.jobs.importing.tally import Tally
from domain.queries.records import accounts_by_number, ledger_codes_by_code, members_of
from domain.rows import AccountRow, LedgerCodeRow
from domain.services.accounts import CreateAccount, new_account
from domain.services.ledger_codes import new_ledger_code
from domain.services.numbers import LONGEST_NUMBER
from domain.store.block import Block
from domain.store.steps import Steps

ACCOUNT_COLUMNS = ("account_number", "owner_name", "email", "currency", "members")
LEDGER_CODE_COLUMNS = ("code", "title")


def import_accounts(block: Block, lines: list[Line], tally: Tally) -> Steps[None]:
    """Creates the accounts that are not there, one a row."""
    stored = yield from accounts_by_number([line["account_number"] for line in lines])
    members = yield from members_of([account.id for account in stored.values()])
    seen: dict[str, int] = {}
    for line in lines:
        problems = len(tally.problems)
        number = tally.read(line, "account_number", lambda text: clean_text(text, longest=LONGEST_NUMBER))
        account = stored.get(number) if number is not None else None
        if account is None:
            _check_new_account(line, tally)
        if number is None or _seen_before(seen, line, number, "account_number", tally):
            continue
        if account is not None:
            _compare_account(account, [member.name for member in members[account.id]], line, tally)
            continue
        wish = CreateAccount(
            number, line["owner_name"], line["currency"], line["email"] or None, _names(line["members"])
        )
        if len(tally.problems) == problems:
            new_account(block, number, wish)
            tally.created += 1


def _check_new_account(line: Line, tally: Tally) -> None:
    """Notes whatever is wrong with the values of an account that shall be created, its number aside."""
    tally.read(line, "owner_name", clean_text)
    tally.read(line, "email", clean_email)
    tally.read(line, "currency", known_currency)
    names = _names(line["members"])
    for name in names:
        tally.read(line, "members", lambda _, name=name: clean_text(name))  # type: ignore[misc]  # a default binds the loop's value
    for name in sorted({name for name in names if names.count(name) > 1}):
        tally.bad(line, "members", f"{name} is named twice. Tell them apart: invoices name members.")


def import_ledger_codes(block: Block, lines: list[Line], tally: Tally) -> Steps[None]:
    """Creates the ledger codes that are not there, one a row."""
    yield from block.lock_organisation()
    stored = yield from ledger_codes_by_code([line["code"] for line in lines])
    seen: dict[str, int] = {}
    for line in lines:
        code = tally.read(line, "code", lambda text: clean_text(text, longest=LONGEST_NUMBER))
        title = tally.read(line, "title", clean_text)
        if code is None or title is None or _seen_before(seen, line, code, "code", tally):
            continue
        present: LedgerCodeRow | None = stored.get(code)
        if present is None:
            new_ledger_code(block, code, title)
            tally.created += 1
        elif tally.same(line, "title", present.title, title):
            tally.unchanged += 1


def _seen_before(seen: dict[str, int], line: Line, key: str, column: str, tally: Tally) -> bool:
    if key in seen:
        tally.bad(line, column, f"{key} stands on line {seen[key]} already.", DuplicateNumber.code)
        return True
    seen[key] = line.line
    return False


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def _compare_account(account: AccountRow, members: list[str], line: Line, tally: Tally) -> None:
    given = {
        "owner_name": (account.owner_name, line["owner_name"]),
        "email": (account.email or "", line["email"].lower()),
        "currency": (account.currency, line["currency"].upper()),
        "members": ("; ".join(members), "; ".join(_names(line["members"]))),
    }
    if all([tally.same(line, column, *pair) for column, pair in given.items()]):  # noqa: C419 - every column is told
        tally.unchanged += 1
