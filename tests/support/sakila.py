"""Level: files. The Sakila rental shop as billing data: few amounts, and for each payment the rental that it is for.

Customer → account, rental → invoice of one item of what was paid for it, with the film's category as ledger code. The data
stands beside the project and is not copied into it.
"""

import csv
import datetime
import pathlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from domain.importing import ImportKind

DATA = pathlib.Path(__file__).resolve().parents[3] / "shared/data/sakila"
MISSING = f"the Sakila data is not at {DATA.parent.parent.name}/data/sakila beside the project"
STYLES = ("INV-{:06}", "{}", "R{:05}", "2005-{:05}", "RG/{:05}", "F{}-05")
"""How invoices are numbered; each customer's in one way."""


class Payment(NamedTuple):
    """A payment with what it is for: the number of its invoice, its customer, the film."""

    id: int
    cents: int
    day: datetime.date
    customer: int
    name: str
    invoice: str
    film: str
    category: str


class Shop(NamedTuple):
    """All that was paid, oldest first, and the files that hold what was owed for it."""

    payments: Sequence[Payment]
    files: Mapping[ImportKind, str]


def shop(customers: int) -> Shop:
    """Returns the first so many customers with all that they rented and paid; payments of nothing are left out."""
    names = {int(row["customer_id"]): f"{row['first_name']} {row['last_name']}" for row in _read("customers")}
    chosen = sorted(names)[:customers]
    rentals = {row["rental_id"]: row for row in _read("rentals")}
    payments: list[Payment] = []
    for row in _read("payments"):
        rental, cents = rentals[row["rental_id"]], int(Decimal(row["amount"]) * 100)
        customer = int(rental["customer_id"])
        if cents and customer in chosen:
            number = STYLES[customer % len(STYLES)].format(int(row["rental_id"]))
            day = datetime.date.fromisoformat(row["payment_date"])
            payments.append(
                Payment(
                    int(row["payment_id"]),
                    cents,
                    day,
                    customer,
                    names[customer],
                    number,
                    rental["film"],
                    rental["category"],
                )
            )
    payments.sort(key=lambda each: (each.day, each.id))
    return Shop(payments, _files(payments, {each: names[each] for each in chosen}))


def _files(payments: Sequence[Payment], names: Mapping[int, str]) -> dict[ImportKind, str]:
    owed: defaultdict[str, int] = defaultdict(int)
    first: dict[str, Payment] = {}
    for each in payments:
        owed[each.invoice] += each.cents
        first.setdefault(each.invoice, each)
    categories = sorted({each.category for each in payments})
    lines = {
        ImportKind.LEDGER_CODES: ["code,title", *(f"{each.upper()},{each}" for each in categories)],
        ImportKind.ACCOUNTS: [
            "account_number,owner_name,email,currency,members",
            *(f"C{each},{name},,USD," for each, name in names.items()),
        ],
        ImportKind.INVOICES: [
            "invoice_number,account_number,date,due_on,description,ledger_code,amount,member",
            *(
                f"{number},C{each.customer},{each.day},,{each.film},{each.category.upper()},{owed[number] / 100:.2f},"
                for number, each in first.items()
            ),
        ],
    }
    return {kind: "\n".join(rows) for kind, rows in lines.items()}


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
