"""What changed since an instant in a report: rows whose figure differs, with both figures and the batches (domain R46a).

How they are found stands in each report's own module. Only what changed is read, as it was and as it is; a sum's earlier
figure is its figure of now less what changed.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from domain.store.program import Program


@dataclass(slots=True, eq=False)
class ReportChange:
    """A row of a report whose figure differs: both figures in minor units, and the batches that made the difference."""

    key: str
    label: str
    then_cents: int
    now_cents: int
    batch_ids: list[int]
    related: dict[str, Any] = field(init=False, repr=False)


FindChanges: TypeAlias = Callable[[Any, int], Program[list[ReportChange]]]
"""Returns the rows of a report whose figure is not what it was, in any order: given the report's scope and the instant."""


NO_CODE = "no ledger code"
"""What stands in keys for money without one."""


class FigureChanges:
    """Differences of figures, by key, with the batches that made them."""

    def __init__(self) -> None:
        self.cents: defaultdict[str, int] = defaultdict(int)
        self.batches: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, key: str, cents: int, batches: set[int]) -> None:
        """Add what a row's change adds to a figure."""
        self.cents[key] += cents
        self.batches[key] |= batches

    def changes(self, now: Mapping[str, int]) -> list[ReportChange]:
        """Return the figures that differ; ``now`` has those of now, 0 where it has none."""
        return [
            ReportChange(
                key, key.replace(":", ", "), now.get(key, 0) - cents, now.get(key, 0), sorted(self.batches[key])
            )
            for key, cents in self.cents.items()
            if cents
        ]
