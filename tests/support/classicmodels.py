"""Level: files. Write the ClassicModels sample company as the CSV files that ``tieout import`` takes.

Customer → account in USD, order → invoice of its date, line → item of quantity times price with the product line as ledger
code, check → payment. The data stands beside the project and is not copied into it.
"""

import csv
import pathlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

DATA = pathlib.Path(__file__).resolve().parents[3] / "shared/data/classicmodels"
MISSING = f"the ClassicModels data is not at {DATA.parent.parent.name}/data/classicmodels beside the project"


def write_files(folder: pathlib.Path) -> dict[str, pathlib.Path]:
    """Writes the four files; gives them by the kind that ``tieout import`` calls them."""
    customers, orders = _read("customers"), _read("orders")
    lines, payments = _read("orderdetails"), _read("payments")
    codes = {row["product_line"]: _code(row["product_line"]) for row in lines}
    by_order = {row["order_number"]: row for row in orders}
    return {
        "accounts": _write(
            folder / "accounts.csv",
            ("account_number", "owner_name", "email", "currency", "members"),
            ((row["customer_number"], row["customer_name"], "", "USD", "") for row in customers),
        ),
        "ledger-codes": _write(
            folder / "codes.csv", ("code", "title"), ((code, title) for title, code in codes.items())
        ),
        "invoices": _write(
            folder / "invoices.csv",
            ("invoice_number", "account_number", "date", "due_on", "description", "ledger_code", "amount", "member"),
            (
                (
                    row["order_number"],
                    by_order[row["order_number"]]["customer_number"],
                    by_order[row["order_number"]]["order_date"],
                    "",
                    row["product_name"],
                    codes[row["product_line"]],
                    _amount(row),
                    "",
                )
                for row in sorted(lines, key=lambda row: (row["order_number"], int(row["line_number"])))
            ),
        ),
        "payments": _write(
            folder / "payments.csv",
            ("number", "account_number", "date", "amount", "kind", "method", "reference"),
            (
                (row["check_number"], row["customer_number"], row["payment_date"], _two(row["amount"]), "", "CHECK", "")
                for row in payments
            ),
        ),
    }


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _code(product_line: str) -> str:
    return product_line.upper().replace(" ", "-")


def _amount(line: dict[str, str]) -> str:
    return _two(str(int(line["quantity"]) * Decimal(line["price_each"])))


def _two(amount: str) -> str:
    return str(Decimal(amount).quantize(Decimal("0.01")))


def _write(path: pathlib.Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> pathlib.Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
    return path
