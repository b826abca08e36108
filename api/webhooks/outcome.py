"""What became of sending a change to an endpoint (domain R47a)."""

from dataclasses import dataclass

from domain.texts import Text

GONE = 410
"""The status by which an endpoint says that it wants nothing more."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try: the answer's status, and in words why it counts as failed; None if it was delivered."""

    status: int | None
    failure: Text | None
