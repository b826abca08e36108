"""The key by which texts are searched and sorted: texts that people take for one have one key."""

import pytest

from domain.core.folding import folded, sort_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Élise", "elise"),
        ("GROß", "gross"),
        ("Øre, Łódź", "ore, lodz"),
        ("Æon", "aeon"),
        ("O`Neil", "o'neil"),
        ("O\u2019Neil \u00b4", "o'neil '"),
        ("É`", "e'"),
        ("\u201cÉ\u201d", '"e"'),
        ("1\u20132", "1-2"),
        ("\u00a8", "\u00a8"),
        ("a\u00a8", "a\u00a8"),
        ("\u0140", "l\u00b7"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u062e\u0648\u0627\u0647\u0645"),
    ],
    ids=str,
)
def test_case_accents_and_kinds_of_signs_make_no_difference(text: str, key: str) -> None:
    """Nor does a joiner between letters; an accent that stands alone is a sign of its own."""
    assert folded(text) == key


def test_texts_of_one_key_stand_beside_each_other() -> None:
    assert sorted(["Zoe", "élan", "Elan", "Émile"], key=sort_key) == ["Elan", "élan", "Émile", "Zoe"]
