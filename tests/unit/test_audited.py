"""What CI makes of the list of components and of pip-audit's answer."""

import json
import pathlib
from typing import Any

from tests.tools.audited import verdict

KNOWN: dict[str, Any] = {"name": "known", "version": "1.0", "vulns": []}
WEAK: dict[str, Any] = {"name": "weak", "version": "2.0", "vulns": [{"id": "PYSEC-2026-1"}]}
SKIPPED: dict[str, Any] = {"name": "skipped", "skip_reason": "not found"}


def stated(folder: pathlib.Path, *found: dict[str, Any]) -> tuple[str, int]:
    sbom, audit = folder / "sbom.json", folder / "audit.json"
    sbom.write_text(json.dumps({"components": [{}, {}]}))
    if found:
        audit.write_text(json.dumps({"dependencies": found}))
    lines, status = verdict(sbom, audit)
    assert lines[0] == "2 components"
    return lines[-1], status


def test_a_known_weakness_fails_and_is_named(tmp_path: pathlib.Path) -> None:
    assert stated(tmp_path, KNOWN, WEAK, SKIPPED) == ("2 of 3 looked up, 1 known weaknesses", 1)


def test_without_a_known_weakness_it_passes(tmp_path: pathlib.Path) -> None:
    assert stated(tmp_path, KNOWN, SKIPPED) == ("1 of 2 looked up, 0 known weaknesses", 0)


def test_a_service_that_cannot_be_reached_fails_nothing_and_is_reported(tmp_path: pathlib.Path) -> None:
    assert stated(tmp_path) == ("skipped: pip-audit got no answer", 0)
    assert stated(tmp_path, SKIPPED) == ("skipped: pip-audit's service knows none of the packages here", 0)
