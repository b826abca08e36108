"""Keeps the schema of a release, without descriptions: ``python -m tests.tools.released_schema``, run when it is released.

``tests/contract/test_breaking_changes.py`` compares each later schema with it.
"""

import pathlib
import re

ROOT = pathlib.Path(__file__).parents[2]
RELEASED = ROOT / "tests/contract/released.graphql"
DESCRIPTION = re.compile(r'^ *"""[\s\S]*?"""\n', re.MULTILINE)


def main() -> None:
    """Write the file."""
    schema = (ROOT / "schema.graphql").read_text(encoding="utf-8")
    RELEASED.write_text(DESCRIPTION.sub("", schema), encoding="utf-8")


if __name__ == "__main__":
    main()
