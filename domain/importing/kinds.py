"""The kinds of files: the columns of each, the importer that takes its rows, and who may see such records."""

import enum
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from domain.importing.importers import accounts, invoices, ledger_codes, payments, reconciliations, refunds
from domain.importing.importers.tally import Tally
from domain.importing.readers.header import Columns
from domain.importing.readers.rows import FileRow
from domain.permissions import BILLING, Permission
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork


class ImportKind(enum.StrEnum):
    """What a file holds."""

    ACCOUNTS = "ACCOUNTS"
    LEDGER_CODES = "LEDGER_CODES"
    INVOICES = "INVOICES"
    PAYMENTS = "PAYMENTS"
    CREDITS = "CREDITS"
    REFUNDS = "REFUNDS"
    RECONCILIATIONS = "RECONCILIATIONS"


WITHOUT_ACCOUNTS = frozenset({ImportKind.ACCOUNTS, ImportKind.LEDGER_CODES})
"""Kinds whose rows belong to no account that exists already."""

ImportRows: TypeAlias = Callable[[UnitOfWork, list[FileRow], Tally], Program[None]]


class Importer(NamedTuple):
    """A kind's columns, what imports its rows, and the permissions that seeing such records needs (domain R33).

    ``only_if_seen``: whether such a file is accepted tells open amounts, so that importing it needs these permissions too.
    """

    columns: Columns
    import_rows: ImportRows
    seen_with: tuple[Permission, ...]
    only_if_seen: bool = False


IMPORTERS: dict[ImportKind, Importer] = {
    ImportKind.ACCOUNTS: Importer(accounts.COLUMNS, accounts.import_accounts, (Permission.VIEW_CLIENT_ACCOUNTS,)),
    ImportKind.LEDGER_CODES: Importer(ledger_codes.COLUMNS, ledger_codes.import_ledger_codes, ()),
    ImportKind.INVOICES: Importer(invoices.INVOICES.columns, invoices.import_invoices, BILLING),
    ImportKind.CREDITS: Importer(invoices.CREDITS.columns, invoices.import_credits, BILLING),
    ImportKind.PAYMENTS: Importer(payments.COLUMNS, payments.import_payments, BILLING),
    ImportKind.REFUNDS: Importer(refunds.COLUMNS, refunds.import_refunds, BILLING, only_if_seen=True),
    ImportKind.RECONCILIATIONS: Importer(
        reconciliations.COLUMNS, reconciliations.import_reconciliations, BILLING, only_if_seen=True
    ),
}
