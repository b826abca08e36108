"""Names and prose use the field's words: a table of the private words that must not come back."""

import pathlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest

from tests.support.sources import ROOT, text_of

FOLDERS = ("domain", "api", "web/js", "web/help", "tests")
KINDS = {".py", ".js", ".mjs", ".sql", ".md", ".ftl"}
OWN = pathlib.Path(__file__)

NO_COLUMN = r"[a-z]_faulty_(?!count)\w+|\b_?faulty\(|FAULTY|(?<!set )(?<![.\w-])faulty = "
"""The names that contain ``faulty`` without being a column or a field of the API."""

# private word → what each line with it contains in small letters, the better word, and where the private word occurs: alone,
# or as a part of an identifier
WORDS = {
    "wish": ("wish", "command, input, requested", r"(?<![a-z])wish(?:es|ed)?(?![a-z])|Wish(?:es|ed)?(?![a-z])"),
    "Steps": ("steps", "Program", r"\bSteps\b(?! of)|\bMakeSteps\b"),
    "drive": ("driv", "run", r"\bdr(?:ive|ives|iven|iving)\b|\bdrive_\w+|\b_drive\b"),
    "hop": ("hop", "run_in_thread", r"\b_?hops?\b(?!-by-hop)"),
    "told": ("told", "reported, translate_errors", r"(?<![a-z])_?told(?![a-z])"),
    "said": ("said", "stated, reported, earlier", r"(?<![a-z])[sS]aid(?![a-z])|[a-z]Said(?![a-z])|SAID(?![A-Z])"),
    "worked out": ("out", "computed", r"\b[wW]ork(?:s|ed|ing)? out\b"),
    "in_our_words": ("our", "translate_errors", r"\bin_?[oO]ur_?[wW]ords\b"),
    "footing": ("footing", "undo_prerequisites", r"(?<![a-z])[fF]ootings?(?![a-z])"),
    "setting_back": ("_back", "restore", r"\bset(?:ting|s)?_back\b|\bas_set_back\b"),
    "stood_on": ("_on", "referenced_ids", r"\bst(?:ood|ands)_on\b"),
    "stand-in": ("stand", "replacement", r"\b[sS]tand(?:s|ing)?[-_]ins?\b"),
    "go_on_with": ("_on_with", "continue_batch", r"\bgo(?:es|ne|ing)?_on_with\b"),
    ".apart(": ("apart", "savepoint", r"\.apart\(|\bdef apart\b"),
    "outages": ("outage", "is_transient", r"(?<![a-z])outages?(?![a-z])"),
    "reckoning": ("reckon", "oracle, computed", r"(?<![a-z])[rR]eckon(?:s|ed|ing)?(?![a-z])"),
    "takingAlong": ("along", "exportRows", r"\btak(?:ing|en|e)Along\b"),
    "KEEP": ("keep", "UNCHANGED", r"\bKEEP\b"),
    "Many(": ("many(", "ExecuteMany", r"\bMany\("),
    "known_for_payments": ("known", "load_context", r"(?<![A-Za-z])known_for_\w+|\bKnownFor\w+"),
    "decide_payment": ("decide_", "validate", r"\bdecide_\w+"),
    "a faulty reconciliation": (
        "faulty",
        "invalid; only API fields and table columns are called faulty",
        rf"\b(?:[Aa]n?|is|are|has|if|them|the) faulty\b|\bas faulty\b(?!\"| from)|\bfaulty (?:re|one|pair|item)|{NO_COLUMN}",
    ),
    "the block": (
        "block",
        "unit of work",
        r"\b(?:[aA]n?|[tT]he|one|its|each|every|atomic|another|same) blocks?\b(?! the)",
    ),
    "def test_what_is_no_credit": ("_no_", "is not a", r"def test_\w*_(?:is|are)_no_(?!longer|more)"),
    "give_way": ("way", "yield_to_others", r"\bgive_?[wW]ay\b"),
}
"""The words of the rename table that a newcomer cannot look up anywhere."""


@cache
def texts() -> dict[pathlib.Path, str]:
    """Our own files, read once for all words."""
    return {
        path: text_of(path)
        for path in chain(ROOT.glob("*.md"), *((ROOT / folder).rglob("*") for folder in FOLDERS))
        if path.suffix in KINDS and path != OWN and not {"vendor", "migrations"} & set(path.parts)
    }


@cache
def in_small_letters() -> dict[pathlib.Path, str]:
    """The same files in small letters, which have the same lines."""
    return {path: text.lower() for path, text in texts().items()}


@cache
def lines_of(path: pathlib.Path) -> list[str]:
    return texts()[path].split("\n")


def numbers_of_lines(small: str, contained: str) -> Iterator[int]:
    """The lines that contain a text, from 0."""
    number, counted, at = 0, 0, small.find(contained)
    while at >= 0:
        number += small.count("\n", counted, at)
        yield number
        counted = small.find("\n", at)
        at = small.find(contained, counted) if counted >= 0 else -1


def occurrences(contained: str, pattern: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number + 1}: {each[0]}"
        for path, small in in_small_letters().items()
        for number in numbers_of_lines(small, contained)
        for each in re.finditer(pattern, lines_of(path)[number])
    ]


@pytest.mark.parametrize("word", WORDS)
def test_uses_plain_english_instead_of(word: str) -> None:
    contained, better, pattern = WORDS[word]
    own = re.search(pattern, word)
    assert own is not None, "each pattern finds its own word"
    assert contained in own[0].lower()
    found = occurrences(contained, pattern)
    assert not found, f"{len(found)} times {word}; write {better}: {found[:10]}"


def test_a_class_has_a_name_of_its_own() -> None:
    """Types of the GraphQL schema may share a name with what they show."""
    public = re.compile(r"^class ([A-Z]\w*)", re.MULTILINE)
    schema = {ROOT / "api" / folder for folder in ("types", "queries", "mutations")}
    names = Counter(
        name
        for path, text in texts().items()
        if path.is_relative_to(ROOT / "domain")
        or (path.is_relative_to(ROOT / "api") and not schema & set(path.parents))
        if path.suffix == ".py"
        for name in public.findall(text)
    )
    assert len(names) > 200
    assert [name for name, count in names.items() if count > 1] == []
