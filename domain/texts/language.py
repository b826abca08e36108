"""The languages in which people read what the server says."""

import enum


class Language(enum.StrEnum):
    """A language, by its tag (BCP 47): the name of its folder of texts."""

    ENGLISH = "en"
    FRENCH = "fr-CA"
