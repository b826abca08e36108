"""The payload's field that warns of money which may be recorded twice (domain R39c)."""

from typing import Any

from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, attach_each
from api.types.fields import related
from domain.permissions import BILLING
from domain.queries import graph
from domain.queries.duplicates import DUPLICATES_MAX, possible_duplicates_of
from domain.store.program import Program


def load_possible_duplicates(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load what resembles the money that payloads' batches recorded, or that a large file holds; nothing for a refusal."""
    found: dict[int, list[Any]] = {}
    for payload in level.rows:
        ids: list[int] = getattr(payload.result, "possible_duplicates", [])
        if payload.batch_id is not None:
            ids = yield from possible_duplicates_of(payload.batch_id)
        rows = (yield from graph.transactions(ids)) if ids else {}
        found[id(payload)] = [rows[each] for each in ids if each in rows]
    yield from attach_each(loading, plan, level, lambda payload: found[id(payload)])


def possible_duplicates(more: str = "") -> Any:
    """Declare the field, with what ``more`` there is to say of it."""
    text = (
        f"Other money that may be the same, newest first, at most {DUPLICATES_MAX}: of the same account and amount within "
        "seven days, or with the same reference and amount at any time. It warns and refuses nothing; a dry run warns too."
    )
    return related(By(load_possible_duplicates), f"{text} {more}".strip(), BILLING)
