"""The command line, ``tieout …``: data on standard output, progress and errors on standard error.

Exit status 0: done. 1: refused, with a one-line reason. 2: usage error.
"""

import importlib
import sys

import click

from api.cli.garbage import uncollected


class _Later(click.Command):
    """A command that is imported when it is run, so that the list of commands need not import what each works with."""

    def __init__(self, name: str, place: str, summary: str) -> None:
        super().__init__(name, help=summary)
        self._place = place

    def load(self) -> click.Command:
        """Import the command."""
        module, _, attribute = f"{__name__}.{self._place}".rpartition(".")
        if module not in sys.modules:
            from domain.store.sqlite.memory import count_no_memory  # noqa: PLC0415 - the list of commands needs nothing of it

            count_no_memory()
            with uncollected():
                importlib.import_module(module)
        command = getattr(sys.modules[module], attribute)
        assert isinstance(command, click.Command)
        return command


class _Commands(click.Group):
    """The commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name, and import it."""
        name, found, rest = super().resolve_command(ctx, args)
        return name, found.load() if isinstance(found, _Later) else found, rest


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tieout")
def main() -> None:
    """Which payment paid for what? Accounts, transactions, and their reconciliation to the cent."""


for _name, _place, _summary in (
    ("backup", "backups.backup", "Write a complete, consistent copy of the database to FILE, while it is in use."),
    ("books", "books.books", "Close periods, and open them again."),
    (
        "demo",
        "demo.demo",
        "Serve a demo with the data of a fictional recreation centre, and print a link that signs in once.",
    ),
    ("erase", "erasing.erase", "Erase a person's names and addresses, in the audit log and the files too."),
    ("export", "export.export", "Export whole tables as JSON lines or CSV."),
    ("export-schema", "database.export_schema", "Print the GraphQL schema."),
    ("heads", "heads.heads", "Export signed heads of the audit log, to be kept elsewhere."),
    ("import", "importing.import_", "Import a CSV file."),
    ("journal", "journal.journal", "Print a period's journal for the ledger, or export it under a number."),
    ("migrate", "database.migrate", "Create the database, or migrate it to this version."),
    ("reconcile", "reconcile.reconcile", "Pair open money with open invoice items, oldest first."),
    ("report", "report.report", "Print reports of payments, sales and receivables."),
    (
        "restore",
        "backups.restore",
        "Rehearse the restore of a backup: whether FILE can be restored, and what is in it.",
    ),
    ("serve", "serve.serve", "Serve the API and the page."),
    ("suggestions", "suggestions.suggestions", "Measure suggestions."),
    (
        "systemd-unit",
        "systemd_unit.systemd_unit",
        "Print a unit for systemd that serves with as few rights as it needs.",
    ),
    ("token", "access.token", "Manage API tokens, for programs."),
    ("unreconciled", "unreconciled.unreconciled", "List the items of both sides that have an open part, oldest first."),
    ("user", "access.user", "Manage users, who sign in."),
    ("webhook", "webhooks.webhook", "Manage webhooks: endpoints that hear of changes."),
    (
        "verify",
        "database.verify",
        "Verify all sums, reconciliations, rows and the audit log; exit status 1 if anything is wrong.",
    ),
):
    main.add_command(_Later(_name, _place, _summary))
