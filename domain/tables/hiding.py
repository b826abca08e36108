"""Rows that a large file records before they are shown, all at one instant (domain R24b)."""

from typing import Any

HIDDEN = 0
"""What ``withdrawn_at`` or ``released_at`` is while a large file is being published on an account (domain R24b).

Readers see an account's records whole: like a withdrawn row, a hidden one counts nowhere, and no view shows it. Its audit
event says what is recorded, but not when: that is the instant of showing, which a later event tells.
"""

UNLOGGED = ("recorded_at", "confirmed_at")
"""The instants that no audit event of a hidden row has."""


def without_untold(snapshot: dict[str, object], **shown: None) -> dict[str, object]:
    """Return the snapshot of a hidden row, with the columns that hide it as they will be when it is shown."""
    return {name: value for name, value in {**snapshot, **shown}.items() if name not in UNLOGGED}


class Hideable:
    """What is recorded by a large file, and is shown once all of it is there."""

    __slots__ = ()

    withdrawn_at: int | None

    def audit_snapshot(self) -> dict[str, object]:
        """See ``Record.audit_snapshot``: that a row is hidden is not part of the record."""
        snapshot: dict[str, Any] = super().audit_snapshot()  # type: ignore[misc]  # beside ``Record`` in each row class
        return without_untold(snapshot, withdrawn_at=None) if self.hidden else snapshot

    @property
    def hidden(self) -> bool:
        """Return True while it is recorded but not shown (domain R24b)."""
        return self.withdrawn_at == HIDDEN

    def hide(self) -> None:
        """Hide a new row until it is shown with all others that belong to it."""
        self.withdrawn_at = HIDDEN  # type: ignore[misc]  # a slot of each row class
