"""The figures of a long run that is made in pieces: a file with a line for each, and their sums."""

import json
import pathlib
from collections import Counter


class Tally:
    """Adds up what runs counted, in a file if there is one, so that runs of other days count too."""

    def __init__(self, file: pathlib.Path | None = None) -> None:
        self._file = file
        self._runs: list[tuple[str, dict[str, int]]] = []
        if file is not None and file.exists():
            self._runs = [(line.pop("of"), line) for line in map(json.loads, file.read_text().splitlines())]

    def next_seed(self, name: str) -> int:
        """Return a seed that no run of this name had."""
        return 1 + sum(each == name for each, _ in self._runs)

    def add(self, name: str, figures: dict[str, int]) -> None:
        """Note what a run of this name counted."""
        self._runs.append((name, figures))
        if self._file is not None:
            with self._file.open("a") as file:
                file.write(json.dumps({"of": name, **figures}) + "\n")

    def sums(self, name: str) -> Counter[str]:
        """Return the sums over all runs of this name."""
        found: Counter[str] = Counter()
        for each, figures in self._runs:
            if each == name:
                found.update({"runs": 1, **figures})
        return found

    def __str__(self) -> str:
        names = dict.fromkeys(each for each, _ in self._runs)
        return "\n".join(
            f"{name:<10} in all: " + ", ".join(f"{count:,} {what}" for what, count in self.sums(name).items())
            for name in names
        )
