"""The index of the parts of searched texts, in each database's SQL: which rows may have a text (domain R37a).

A part is three characters that stand side by side. A row that has all parts of a text may still not have the text itself,
so whoever asks compares the row's own texts. Texts of fewer than ``PART`` characters are what parts begin with.

SQLite reads all rows of each part that it is asked for, and so is asked for few parts, and for none that most rows have:
a number's beginning, or a word of each name. Which these are, a sample of rows tells; PostgreSQL knows by itself.
"""

from domain.tables.texts import TextIndex, text_index

PART = 3
PARTS_MAX = 4
"""So many parts are asked for at most. Every third part comes first, for these hold all of a text; then the rarest."""
FEW = 2_000
"""Up to so many rows that may have a text, each is looked up; where there may be more, reading all texts takes no longer."""
SAMPLE = 16
"""In so many rows parts are looked for, to learn which of them are common."""
COMMON = SAMPLE // 2
"""What the sample has more often is common."""
BEHIND = 20
"""So many rows behind the places of the sample lie its rows: what is recorded first at a time is often alike."""

_SAMPLE = (
    "select group_concat("
    "(select {texts} from {rows} s where s.id >= low + width * step order by s.id limit 1 offset {behind}), '') "
    "from (select (select min(id) from {rows}) as low, "
    "((select max(id) from {rows}) - (select min(id) from {rows})) / {sample} as width) cross join steps"
)
"""The texts of rows that lie evenly between the first and the last; null where there are few."""
_QUESTION = (
    "(with recursive steps (step) as (values {steps}), "
    f"sample (texts) as materialized ({_SAMPLE}), "
    "places (place) as (select 1 union all select place + 1 from places where place + {part} <= length({text})), "
    "parts (part, place, beside, often) as materialized (select substr({text}, place, {part}), place, "
    "place % 3 <> 1 and place + {part} <= length({text}), "
    "(length(texts) - length(replace(texts, substr({text}, place, {part}), ''))) / {part} "
    "from places cross join sample where place % 3 = 1 or place + 2 * {part} > length({text})) "
    "select group_concat('\"' || replace(part, '\"', '\"\"') || '\"', ' ') from (select part from parts "
    "where often <= {common} or not exists (select 1 from parts where often <= {common}) "
    "order by beside, often, place desc limit {parts_max}))"
)
"""What FTS5 is asked for: each part as a string of its own. Of parts as rare as others the last is asked for first: a
number's end tells more than its beginning."""
_LAST_CHARACTER = "char(1114111)"


def having_on_sqlite(kind: str, text: str, *, short: bool) -> str:
    """Return the statement for the ids of rows that may have a text, and of those that are not indexed yet.

    ``kind`` is what ``tables.TEXT_INDEXES`` calls the rows, ``text`` the parameter.
    """
    if short:
        parts = f"{kind}_text_parts where term >= {text} and term < {text} || {_LAST_CHARACTER}"
        found = f"select doc from {parts}"
    else:
        question = question_on_sqlite(text_index(kind), text)
        found = f"select rowid from {kind}_texts where {kind}_texts match {question}"
    return f"{found} union all select row_id from unindexed_texts where table_name = '{kind}s'"


def question_on_sqlite(index: TextIndex, text: str) -> str:
    """Return the expression for what FTS5 is asked for to find a text."""
    return _QUESTION.format(
        rows=index.rows.TABLE,
        texts=index.texts_of("s", "char(10)"),
        text=text,
        part=PART,
        parts_max=PARTS_MAX,
        sample=SAMPLE,
        steps=", ".join(f"({step})" for step in range(SAMPLE)),
        behind=BEHIND,
        common=COMMON,
    )


def having_on_postgres(kind: str, text: str) -> str:
    """Return the statement for the ids of rows that may have a text, as ``having_on_sqlite`` does."""
    return f"select x.id from {kind}_texts x where text_parts(x.texts) @@ text_question({text})"
