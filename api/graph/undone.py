"""What an answer's extensions say of a number that was looked up and whose record an undo withdrew (domain R37b)."""

from zoneinfo import ZoneInfo

from api.graph.scalars import show_datetime
from domain.queries.undone import Undone


def shown_undone(key: str, undone: Undone, zone: ZoneInfo) -> dict[str, object]:
    """Return an entry of ``extensions.undone``: the field that is null because of it, and what happened."""
    return {
        "path": [key],
        "message": undone.sentence(zone),
        "number": undone.number,
        "undoneAt": show_datetime(undone.undone_at),
        "undoneBy": undone.undone_by,
    }
