"""Level: a store. Many accounts that owe, and a bank's lines of what their owners pay, written in several ways."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from domain.core.bank_keys import Movement
from domain.importing import ImportKind, ImportRecords
from domain.importing.statements.service import ImportBankStatement
from domain.services.bank.accounts import CreateBankAccount
from domain.store.program import Sql
from domain.store.store import Store
from tests.support.bank import movement, statement
from tests.support.centre import rows, run

DAY = datetime.date(2026, 1, 20)
FIRST = ("Ann", "Bo", "Cyril", "Dee", "Eve", "Finn", "Gudrun", "Hélène", "Ivo", "Jürgen")
LAST = ("Rivera", "Chen", "Roy", "O'Neil", "Moss", "Kane", "Lefèvre", "Müller", "Ortega", "Okafor")
INVOICES = 3
"""How many open invoices an account has."""


class ManyLines(NamedTuple):
    """The ids of lines, in the order of the accounts whose money they are, and the ids of these accounts."""

    lines: list[int]
    accounts: list[int]


def owner(place: int) -> str:
    """Return the name of an account's owner, of whom there is one."""
    return f"{FIRST[place % 10]} {LAST[place // 10 % 10]} {_letters(place)}"


def _letters(place: int) -> str:
    found = ""
    for _ in range(4):
        found, place = "abcdefghij"[place % 10] + found, place // 10
    return f"X{found}"


async def fill_lines(store: Store, accounts: int, lines: int) -> ManyLines:
    """Accounts with three open invoices each, and as many lines: each pays one invoice of an account in turn."""
    cents = [4_000 + 7 * each for each in range(INVOICES * accounts)]
    files: dict[ImportKind, Sequence[str]] = {
        ImportKind.LEDGER_CODES: ["code,title", "SWIM,Swimming lessons"],
        ImportKind.ACCOUNTS: [
            "account_number,owner_name,email,currency,members",
            *(f"M-{each},{owner(each)},,USD,Leo" for each in range(accounts)),
        ],
        ImportKind.INVOICES: [
            "invoice_number,account_number,date,due_on,description,ledger_code,amount,member",
            *(
                f"INV-{20_000 + each},M-{each % accounts},2026-01-10,,Swim lessons,SWIM,{amount / 100:.2f},"
                for each, amount in enumerate(cents)
            ),
        ],
    }
    for kind, rows_ in files.items():
        await run(store, ImportRecords(kind, "\n".join(rows_).encode()))
    bank = (await run(store, CreateBankAccount("Main", "USD"))).result.bank_account
    movements = [_paid(each % accounts, each, cents[each % len(cents)]) for each in range(lines)]
    done = await run(store, ImportBankStatement(bank, [statement(*movements)]))
    assert done.result.created == lines
    found = [row[0] for row in await rows(store, _LINES)]
    ids = {row[0]: row[1] for row in await rows(store, _ACCOUNTS)}
    return ManyLines(found, [ids[f"M-{each % accounts}"] for each in range(lines)])


def _paid(account: int, invoice: int, cents: int) -> Movement:
    text = (f"Invoice INV-{20_000 + invoice}", "swim lessons January", f"{owner(account)} INV-{20_000 + invoice}", "")
    name = owner(account)
    names = (name, name.upper(), name.replace("a", "e", 1), None)
    return movement(cents, text[invoice % 4] or f"ref {invoice}", DAY, payer_name=names[invoice // 4 % 4])


_LINES = Sql("select line_id from bank_statement_lines order by position")
_ACCOUNTS = Sql("select number, id from accounts")
