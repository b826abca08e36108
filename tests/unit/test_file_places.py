"""Where a bank's file is damaged, in each language."""

import pytest

from domain.core.file_places import line_in, place_text
from domain.core.text import quoted
from domain.importing.statements.values import damaged
from domain.texts import Language, say

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("place", "english", "french", "line"),
    [
        ("line 12", "Line 12", "Ligne 12", 12),
        ("line 1,234", "Line 1,234", f"Ligne 1{SPACE}234", 1234),
        ("entry 3 on line 7", "Entry 3 on line 7", "Entrée 3, ligne 7", 7),
        ("entry 3 on line 7, detail 2", "Entry 3 on line 7, detail 2", "Entrée 3, ligne 7, détail 2", 7),
        ("the balance on line 9", "The balance on line 9", "Solde à la ligne 9", 9),
        ("the file", "The file", "Le fichier", 1),
    ],
)
def test_a_place_begins_a_sentence_in_each_language(place: str, english: str, french: str, line: int) -> None:
    text = place_text(place)
    assert (str(text), text.in_language(Language.FRENCH), line_in(place)) == (english, french, line)


def test_a_damaged_file_is_refused_in_french() -> None:
    refusal = damaged("line 5", say("damaged-not-date", text=quoted("soon"), example="2026-01-31"))
    french = refusal.text.in_language(Language.FRENCH)
    assert french.startswith(f"Ligne 5{SPACE}: «{SPACE}soon{SPACE}» n")
    assert "est pas une date, comme 2026-01-31. Exportez de nouveau le fichier" in french
    assert refusal.message.startswith("Line 5 has 'soon' where a date is expected, such as 2026-01-31. ")
