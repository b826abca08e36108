"""Reports what cyclonedx-py and pip-audit found: how many components there are, and which have known weaknesses.

    python tests/tools/audited.py SBOM.json AUDIT.json

Exit status 1 if any has one. Where pip-audit's service could not be reached, that is stated, and nothing fails for it.
"""

import json
import pathlib
import sys


def verdict(sbom: pathlib.Path, audit: pathlib.Path) -> tuple[list[str], int]:
    """The lines to print, and the exit status."""
    lines = [f"{len(json.loads(sbom.read_text())['components'])} components"]
    if not audit.exists() or not audit.stat().st_size:
        return [*lines, "skipped: pip-audit got no answer"], 0
    found = json.loads(audit.read_text())["dependencies"]
    asked = [each for each in found if "skip_reason" not in each]
    if not asked:
        return [*lines, "skipped: pip-audit's service knows none of the packages here"], 0
    weak = [(each["name"], each["version"], vuln["id"]) for each in asked for vuln in each["vulns"]]
    lines += [f"{name} {version}: {weakness}" for name, version, weakness in weak]
    return [*lines, f"{len(asked)} of {len(found)} looked up, {len(weak)} known weaknesses"], int(bool(weak))


if __name__ == "__main__":
    lines, status = verdict(*map(pathlib.Path, sys.argv[1:3]))
    print("\n".join(lines))
    sys.exit(status)
