"""Importing accounts: one row an account."""

from domain.core.labels import Labels
from domain.core.money import known_currency
from domain.core.text import clean_email, clean_text
from domain.errors import DuplicateNumber
from domain.importing.importers.external_ids import ids_in, is_same_id, read_labels, take_labels
from domain.importing.importers.tally import Tally
from domain.importing.readers import cells
from domain.importing.readers.header import Columns
from domain.importing.readers.rows import FileRow
from domain.queries.records import accounts_by_number, members_of
from domain.services.accounts import CreateAccount, new_account
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow
from domain.texts import say

COLUMNS = Columns.of("account_number,owner_name,email?,currency,members?,external_id?")


def import_accounts(unit: UnitOfWork, rows: list[FileRow], tally: Tally) -> Program[None]:
    """Create the accounts that do not exist yet."""
    stored = yield from accounts_by_number([row["account_number"] for row in rows])
    members = yield from members_of([account.id for account in stored.values()])
    external_ids = yield from ids_in(unit, AccountRow, rows)
    for row in rows:
        problems = len(tally.problems)
        number = tally.read(row, "account_number", cells.number)
        account = stored.get(number) if number is not None else None
        if account is None or not tally.may_see:  # to others, a row reads the same whether its account exists or not
            _check_new_account(row, tally)
        labels = read_labels(row, tally)
        if number is None or not tally.is_first(row, "account_number", number, DuplicateNumber.code):
            continue
        if account is not None:
            _compare_account(account, [member.name for member in members[account.id]], labels, row, tally)
            continue
        take_labels(unit, AccountRow, labels, external_ids, row, tally)
        if len(tally.problems) == problems:
            email, names = row["email"] or None, cells.names(row["members"])
            cmd = CreateAccount(number, row["owner_name"], row["currency"], email, names)
            new_account(unit, number, cmd, labels)
            tally.created += 1


def _check_new_account(row: FileRow, tally: Tally) -> None:
    """Note what is wrong with the values of a new account, except its number."""
    tally.read(row, "owner_name", clean_text)
    tally.read(row, "email", clean_email)
    tally.read(row, "currency", known_currency)
    names = cells.names(row["members"])
    for name in names:
        tally.read(row, "members", lambda _, name=name: clean_text(name))  # type: ignore[misc]  # a default binds the loop's value
    for name in sorted({name for name in names if names.count(name) > 1}):
        tally.add_problem(row, "members", say("row-member-twice", name=name))


def _compare_account(account: AccountRow, members: list[str], labels: Labels, row: FileRow, tally: Tally) -> None:
    values = {
        "owner_name": (account.owner_name, row["owner_name"]),
        "email": (account.email or "", row["email"].lower()),
        "currency": (account.currency, row["currency"].upper()),
        "members": ("; ".join(members), "; ".join(cells.names(row["members"]))),
    }
    same = [tally.is_same(row, column, *pair) for column, pair in values.items()]
    if all([*same, is_same_id(row, account.external_id, labels, tally)]):
        tally.unchanged += 1
