"""README's bulk fix script on many large accounts: ``python -m tests.stress.bulk_fix [ACCOUNTS]``, 100 of them."""

import pathlib
import sys
import tempfile

from tests.support.bulk_fix import Size, goes_through_its_life, partner_beside_a_server
from tests.support.shell import Shell

FAMILIES = 100


def main() -> None:
    """Plan, apply, send again and undo; fails if anything is done twice or left out."""
    size = Size(int(sys.argv[1]) if len(sys.argv) > 1 else FAMILIES, invoices=110, paid=12)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        tieout = Shell(folder, f"sqlite:///{folder / 'tieout.db'}")
        with partner_beside_a_server(folder, tieout, size) as partner:
            goes_through_its_life(partner, tieout, size)
    print(f"{size.families} accounts with {size.invoices} open invoices each: done once, undone, nothing left out")


if __name__ == "__main__":
    main()
