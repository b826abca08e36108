"""The index of the parts of searched texts, in each database's SQL: which rows may have a text (domain R37a).

A part is three characters that stand side by side. A row that has all parts of a text may still not have the text itself,
so whoever asks compares the row's own texts. Texts of fewer than ``PART`` characters are what parts begin with.
"""

PART = 3
ALL_PARTS_MAX = 10
"""Of a longer text every third part is asked for, which hold all of it: each costs as much as it has rows."""
FEW = 2_000
"""Up to so many rows that may have a text, each is looked up; where there may be more, reading all texts takes no longer."""

_QUESTION = (
    "(with recursive places (place) as (select 1 union all select place + 1 from places where place + {part} <= "
    "length({text})) select group_concat('\"' || replace(substr({text}, place, {part}), '\"', '\"\"') || '\"', ' ') "
    "from places where length({text}) <= {all} or place % 3 = 1 or place + {part} > length({text}))"
)
"""What FTS5 is asked for: each part as a string of its own."""
_LAST_CHARACTER = "char(1114111)"


def having_on_sqlite(kind: str, text: str, *, short: bool) -> str:
    """Return the statement for the ids of rows that may have a text, and of those that are not indexed yet.

    ``kind`` is what ``tables.TEXT_INDEXES`` calls the rows, ``text`` the parameter.
    """
    if short:
        parts = f"{kind}_text_parts where term >= {text} and term < {text} || {_LAST_CHARACTER}"
        found = f"select doc from {parts}"
    else:
        question = _QUESTION.format(text=text, part=PART, all=ALL_PARTS_MAX)
        found = f"select rowid from {kind}_texts where {kind}_texts match {question}"
    return f"{found} union all select row_id from unindexed_texts where table_name = '{kind}s'"


def having_on_postgres(kind: str, text: str) -> str:
    """Return the statement for the ids of rows that may have a text, as ``having_on_sqlite`` does."""
    return f"select x.id from {kind}_texts x where text_parts(x.texts) @@ text_question({text})"
