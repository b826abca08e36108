"""How sure proposals are of payment texts of many kinds, at length: ``python -m tests.stress.reference_texts [SEEDS]``."""

import sys
from collections import Counter

from tests.support.reference_texts.kinds import KINDS
from tests.support.reference_texts.numbers import STYLES
from tests.support.reference_texts.oracle import Tally, measured
from tests.support.reference_texts.words import LANGUAGES

SEEDS = 30
SHOWN_MAX = 20


def reported(tally: Tally) -> str:
    """What was measured, for a reader."""
    lines = [
        f"  {tally.texts:,} texts, {tally.sure:,} sure, {len(tally.wrong)} of these wrong",
        f"  {tally.clear:,} clear ones: {tally.clear_sure / tally.clear:.2%} sure, {len(tally.not_first)} not first",
        *(f"  wrong: {each}" for each in tally.wrong[:SHOWN_MAX]),
    ]
    unsure = Counter(each.split(" (")[0] for each in tally.unsure)
    return "\n".join(
        [*lines, *(f"  clear and not sure, {count:,} times: {kind}" for kind, count in unsure.most_common(SHOWN_MAX))]
    )


def main() -> int:
    """Measure, and return 1 if anything wrong was sure."""
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS)
    wrong = 0
    print(
        f"{len(KINDS)} kinds of text, {len(STYLES)} styles of numbers, {len(LANGUAGES)} languages, {len(seeds)} seeds"
    )
    for equal, name in ((False, "distinct amounts"), (True, "equal amounts everywhere")):
        tally = measured(seeds, equal=equal)
        print(f"{name}\n{reported(tally)}", flush=True)
        wrong += len(tally.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
