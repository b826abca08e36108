"""README's bulk fix script, run as printed against a server, as a partner would."""

import asyncio
import contextlib
import datetime
import io
import json
import os
import pathlib
import re
import runpy
import sqlite3
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple
from unittest.mock import patch

from domain.core.kinds import PaymentMethod
from domain.services.bulk import CreateInvoices, MakePayments
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.store.migrate import migrate
from domain.store.store import Store
from tests.support.centre import Centre, items
from tests.support.shell import Ran, Shell, printed_by, running

README = (pathlib.Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
SCRIPT = re.search(r"`bulk_fix.py`.*?```python\n(.*?)```", README, re.DOTALL)
DAY = datetime.date(2026, 3, 2)


class Size(NamedTuple):
    """How many accounts there are, and how many open invoices and payments that name one each has."""

    families: int
    invoices: int
    paid: int


class Partner:
    """Runs a script against a server, as a partner would: in this process, without Python's start-up."""

    def __init__(self, folder: pathlib.Path, address: str, token: str) -> None:
        self.folder = folder
        self.script = "bulk_fix.py"
        self.environment = {"TOKEN": token, "TIEOUT_API": f"{address}graphql"}

    def __call__(self, *arguments: str) -> Ran:
        out, errors, status = io.StringIO(), io.StringIO(), 0
        with (
            contextlib.chdir(self.folder),
            patch.dict(os.environ, self.environment),
            patch.object(sys, "argv", [self.script, *arguments]),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(errors),
        ):
            try:
                runpy.run_path(self.script, run_name="__main__")
            except SystemExit as ended:
                status = ended.code if isinstance(ended.code, int) else 1
                if isinstance(ended.code, str):
                    print(ended.code, file=errors)
        return Ran(status, out.getvalue(), errors.getvalue())

    def done(self, *arguments: str) -> list[dict[str, Any]]:
        """What each request of a run that succeeded did."""
        ran = self(*arguments)
        assert ran.returncode == 0, ran
        return answers(ran)


def answers(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.stdout.splitlines()]


@contextlib.contextmanager
def partner_beside_a_server(folder: pathlib.Path, tieout: Shell, size: Size) -> Iterator[Partner]:
    """The script beside a server with accounts of a size."""
    assert SCRIPT is not None
    (folder / "bulk_fix.py").write_text(SCRIPT[1], encoding="utf-8")
    url = tieout.environment["TIEOUT_DATABASE_URL"]
    asyncio.run(fill(url, size))
    token = tieout("token", "create", "script", "--all").stdout.strip()
    with running(folder, "serve", "--port", "0", TIEOUT_DATABASE_URL=url) as server:
        address = printed_by(server, r"Listening on (http://127\.0\.0\.1:\d+)")
        yield Partner(folder, f"{address[1]}/", token)


async def fill(url: str, size: Size) -> None:
    await migrate(url)
    store = await Store.open(url)
    centre = await Centre.open(store)
    accounts = await centre.accounts([f"F{number:03}" for number in range(size.families)])
    named = [(account, f"BILL-{n}-{k}", 1_000 + k) for n, account in enumerate(accounts) for k in range(size.invoices)]
    invoices = [CreateInvoice(account, items(cents), DAY, number=number) for account, number, cents in named]
    for start in range(0, len(invoices), 10_000):
        await centre.do(CreateInvoices(invoices[start : start + 10_000]))
    paid = [each for each in named if each[2] < 1_000 + size.paid]
    money = [(account, Money(cents, PaymentMethod.TRANSFER, DAY, reference=number)) for account, number, cents in paid]
    await centre.do(MakePayments([MakePayment(*each) for each in money]))
    await store.close()


def standing(tieout: Shell) -> list[tuple[int, int, int]]:
    """The reconciliations that stand in the SQLite database: credit item, debit item, cents."""
    path = tieout.environment["TIEOUT_DATABASE_URL"].removeprefix("sqlite:///")
    statement = "select credit_item_id, debit_item_id, amount_cents from reconciliations where released_at is null"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute(statement).fetchall())


def goes_through_its_life(partner: Partner, tieout: Shell, size: Size) -> None:
    """Assert that a plan changes nothing, is done once however often it is sent, and is undone; then a new one is needed."""
    before = standing(tieout)
    planned = partner.done("plan", "monday.json")
    assert sum(each["reconciliationCount"] for each in planned) == size.families * size.paid
    assert standing(tieout) == before

    applied = partner.done("apply", "monday.json")
    assert sum(each["reconciliationCount"] for each in applied) == size.families * size.paid
    assert len(after := standing(tieout)) == size.families * size.paid
    again = partner.done("apply", "monday.json")
    assert [each["batch"] for each in again] == [each["batch"] for each in applied]
    assert all(each["replayed"] for each in again)
    assert standing(tieout) == after

    for each in reversed(applied):
        partner.done("undo", each["batch"]["id"])
    assert standing(tieout) == before
    late = partner("apply", "monday.json")
    assert late.returncode == 1
    assert "make a new plan" in late.stderr
    assert standing(tieout) == before
    partner.done("plan", "tuesday.json")
    partner.done("apply", "tuesday.json")
    assert standing(tieout) == after
