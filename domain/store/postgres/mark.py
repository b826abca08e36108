"""The number that a transaction leaves in its connection's row, by which one sees later that it was committed."""

import secrets
import time
from dataclasses import dataclass

MARK = (
    "insert into commit_marks (id, mark, expires_at) values ($1, $2, $3) on conflict (id) do update "
    "set mark = excluded.mark, expires_at = excluded.expires_at"
)
"""Leaves a mark; its parameters are ``CommitMark.arguments``."""

KEPT_US = 86_400_000_000
"""How long a connection's last mark is kept, at least."""


@dataclass(slots=True)
class CommitMark:
    """The mark of one transaction on one connection; ``left`` once it is written."""

    connection: int
    number: int
    left: bool = False

    @classmethod
    def of(cls, connection: int) -> "CommitMark":
        """Return a new mark, unlike any other."""
        return cls(connection, secrets.randbits(62) | 1)

    @property
    def arguments(self) -> tuple[int, int, int]:
        """Return what the statements that leave a mark take."""
        return self.connection, self.number, time.time_ns() // 1_000 + KEPT_US
