"""The languages that the page and the papers are written in, and which of them a caller gets."""

LANGUAGES = ("en", "fr-CA")
"""The first is for those who ask for none of them."""

HEADER_MAX = 1_000
"""What is beyond so many characters of the header counts for nothing: no browser sends as many."""


def language_of(accept_language: str, chosen: str | None = None) -> str:
    """Return the language that somebody chose, if it is one of ours; else the one that ``Accept-Language`` prefers.

    A language counts whatever its region: ``fr`` and ``fr-FR`` get Canadian French (RFC 4647).
    """
    if chosen in LANGUAGES:
        return chosen
    weighed = sorted(map(_weighed, accept_language[:HEADER_MAX].split(",")), key=lambda each: -each[1])
    ours = {language.partition("-")[0]: language for language in reversed(LANGUAGES)} | {"*": LANGUAGES[0]}
    return next((ours[each] for each, weight in weighed if weight > 0 and each in ours), LANGUAGES[0])


def _weighed(accepted: str) -> tuple[str, float]:
    """Return the language of a range such as ``fr-CA;q=0.8`` without its region, and its weight."""
    name, _, parameter = accepted.partition(";")
    try:
        weight = float(parameter.strip().removeprefix("q=") or 1)
    except ValueError:
        weight = 0.0
    return name.strip().lower().partition("-")[0], weight
