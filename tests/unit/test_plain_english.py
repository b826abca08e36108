"""Names and prose use the field's words: a table of the private words that must not come back."""

import pathlib
import re
from collections import Counter
from functools import cache
from itertools import chain

import pytest

ROOT = pathlib.Path(__file__).parents[2]
FOLDERS = ("domain", "api", "web/js", "web/help", "tests")
KINDS = {".py", ".js", ".mjs", ".sql", ".md"}
OWN = pathlib.Path(__file__)

NO_COLUMN = r"[a-z]_faulty_(?!count)\w+|\b_?faulty\(|FAULTY|(?<!set )(?<![.\w])faulty = "
"""The names that contain ``faulty`` without being a column or a field of the API."""

# private word → better word, and where the private word occurs: alone, or as a part of an identifier
WORDS = {
    "wish": ("command, input, requested", r"(?<![a-z])wish(?:es|ed)?(?![a-z])|Wish(?:es|ed)?(?![a-z])"),
    "Steps": ("Program", r"\bSteps\b(?! of)|\bMakeSteps\b"),
    "drive": ("run", r"\bdr(?:ive|ives|iven|iving)\b|\bdrive_\w+|\b_drive\b"),
    "hop": ("run_in_thread", r"\b_?hops?\b(?!-by-hop)"),
    "told": ("reported, translate_errors", r"(?<![a-z])_?told(?![a-z])"),
    "said": ("stated, reported, earlier", r"(?<![a-z])[sS]aid(?![a-z])|[a-z]Said(?![a-z])|SAID(?![A-Z])"),
    "worked out": ("computed", r"\b[wW]ork(?:s|ed|ing)? out\b"),
    "in_our_words": ("translate_errors", r"\bin_?[oO]ur_?[wW]ords\b"),
    "footing": ("undo_prerequisites", r"(?<![a-z])[fF]ootings?(?![a-z])"),
    "setting_back": ("restore", r"\bset(?:ting|s)?_back\b|\bas_set_back\b"),
    "stood_on": ("referenced_ids", r"\bst(?:ood|ands)_on\b"),
    "stand-in": ("replacement", r"\b[sS]tand(?:s|ing)?[-_]ins?\b"),
    "go_on_with": ("continue_batch", r"\bgo(?:es|ne|ing)?_on_with\b"),
    ".apart(": ("savepoint", r"\.apart\(|\bdef apart\b"),
    "outages": ("is_transient", r"(?<![a-z])outages?(?![a-z])"),
    "reckoning": ("oracle, computed", r"(?<![a-z])[rR]eckon(?:s|ed|ing)?(?![a-z])"),
    "takingAlong": ("exportRows", r"\btak(?:ing|en|e)Along\b"),
    "KEEP": ("UNCHANGED", r"\bKEEP\b"),
    "Many(": ("ExecuteMany", r"\bMany\("),
    "known_for_payments": ("load_context", r"(?<![A-Za-z])known_for_\w+|\bKnownFor\w+"),
    "decide_payment": ("validate", r"\bdecide_\w+"),
    "a faulty reconciliation": (
        "invalid; only API fields and table columns are called faulty",
        rf"\b(?:[Aa]n?|is|are|has|if|them|the) faulty\b|\bas faulty\b(?!\"| from)|\bfaulty (?:re|one|pair|item)|{NO_COLUMN}",
    ),
    "the block": ("unit of work", r"\b(?:[aA]n?|[tT]he|one|its|each|every|atomic|another|same) blocks?\b(?! the)"),
    "def test_what_is_no_credit": ("is not a", r"def test_\w*_(?:is|are)_no_(?!longer|more)"),
    "give_way": ("yield_to_others", r"\bgive_?[wW]ay\b"),
}
"""The words of the rename table that a newcomer cannot look up anywhere."""


@cache
def texts() -> dict[pathlib.Path, str]:
    """Our own files, read once for all words."""
    return {
        path: path.read_text(encoding="utf-8")
        for path in chain(ROOT.glob("*.md"), *((ROOT / folder).rglob("*") for folder in FOLDERS))
        if path.suffix in KINDS and path != OWN and not {"vendor", "migrations"} & set(path.parts)
    }


def occurrences(pattern: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, each.start()) + 1}: {each[0]}"
        for path, text in texts().items()
        for each in re.finditer(pattern, text)
    ]


@pytest.mark.parametrize("word", WORDS)
def test_uses_plain_english_instead_of(word: str) -> None:
    better, pattern = WORDS[word]
    assert re.search(pattern, word), "each pattern finds its own word"
    found = occurrences(pattern)
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
