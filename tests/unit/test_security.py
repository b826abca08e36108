"""SECURITY.md and the assessment by OWASP ASVS 5.0: complete, and each test that they name is there."""

import pathlib
import re

from tests.unit.test_repository import files

ROOT = pathlib.Path(__file__).parents[2]
ASVS = (ROOT / "web/help/asvs.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (V[\d.]+) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
POINTS = {"V1": 27, "V2": 11, "V3": 19, "V4": 10, "V5": 9, "V6": 35, "V7": 18, "V8": 7, "V9": 7, "V10": 29, "V11": 14,
          "V12": 9, "V13": 13, "V14": 9, "V15": 13, "V16": 16, "V17": 7}  # fmt: skip
"""How many requirements each chapter of version 5.0.0 has at levels 1 and 2."""
ASSESSMENTS = {"met", "in part", "not met", "the operator's", "not applicable"}
SECRETS = [
    re.compile(pattern)
    for pattern in (r"-----BEGIN [A-Z ]*PRIVATE KEY-----", r"ghp_(?<!\wghp_)\w{20}", r"AKIA(?<!\wAKIA)[0-9A-Z]{16}\b")
]
"""Each begins with what is looked for fastest."""
HTML = re.compile(r"\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\(|unsafeHTML")


def rows() -> list[tuple[str, str, str, str]]:
    return [(each[1], each[2], each[3], each[4]) for each in ROW.finditer(ASVS)]


def test_each_requirement_of_levels_1_and_2_is_assessed_once() -> None:
    points = [point for point, *_ in rows()]
    assert len(points) == len(set(points))
    assert {chapter: sum(each.startswith(f"{chapter}.") for each in points) for chapter in POINTS} == POINTS
    assert sum(POINTS.values()) == 253
    for point, assessment, how, _ in rows():
        assert assessment in ASSESSMENTS, point
        assert how.strip(), point


def test_the_counts_of_assessments_are_right() -> None:
    for assessment in ASSESSMENTS:
        count = sum(each == assessment for _, each, *_ in rows())
        assert f"| {assessment} | {count} |" in ASVS


def test_each_test_that_is_named_exists() -> None:
    there = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        there |= set(re.findall(r"^\s*(?:async )?def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for *_, tests in rows() for name in re.findall(r"`(test_\w+)`", tests)}
    assert len(named) > 60
    assert named <= there, sorted(named - there)


def test_no_file_holds_a_secret() -> None:
    own = pathlib.Path(__file__)
    for path in files():
        if path != own and path.suffix != ".png":
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not any(secret.search(text) for secret in SECRETS), path


def test_no_script_of_the_page_sets_html_or_evaluates_text() -> None:
    scripts = [path for path in (ROOT / "web").rglob("*.js") if "vendor" not in path.parts]
    assert len(scripts) > 50
    for path in scripts:
        assert not HTML.search(path.read_text(encoding="utf-8")), path


def test_the_places_that_security_md_names_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target
