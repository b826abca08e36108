"""The command line: ``tieout …``. Data on standard output, progress and reasons on standard error.

Exit status 0: done. 1: refused, with a one-line reason. 2: wrong use.
"""

import click

from api.cli.access import token, user
from api.cli.database import backup, export_schema, migrate, verify
from api.cli.importing import import_
from api.cli.reconcile import reconcile
from api.cli.report import report
from api.cli.serve import demo, serve
from api.cli.unreconciled import unreconciled


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tieout")
def main() -> None:
    """Which payment paid for what? Accounts, transactions, and their reconciliation to the cent."""


for _command in (
    demo,
    serve,
    migrate,
    verify,
    backup,
    export_schema,
    user,
    token,
    import_,
    reconcile,
    unreconciled,
    report,
):
    main.add_command(_command)
