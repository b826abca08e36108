"""Places in a bank's file as messages name them: "line 12", "entry 3 on line 7, detail 2", "the balance on line 9"."""

import re

from domain.texts import Text, say

_PLACE = re.compile(
    r"(?:entry (?P<entry>[\d,]+) on )?(the balance on )?line (?P<line>[\d,]+)(?:, detail (?P<detail>[\d,]+))?"
)


def place_text(place: str) -> Text:
    """Return a place for the beginning of a sentence: "line 12", "entry 3 on line 7, detail 2", "the file"."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return say("damaged-file")
    numbers = {name: int(text.replace(",", "")) for name, text in found.groupdict().items() if text}
    detail = numbers.pop("detail", None)
    kind = "damaged-entry" if "entry" in numbers else "damaged-balance" if found[2] else "damaged-line"
    text = say(kind, **numbers)
    return text if detail is None else say("damaged-detail", place=text, detail=detail)


def line_in(place: str) -> int:
    """Return the number of the line of a place."""
    found = _PLACE.fullmatch(place)
    return int(found["line"].replace(",", "")) if found is not None else 1
