"""Level: any. How much the tests try, by ``TIEOUT_TEST_PROFILE``: little by default, more in ``ci``, most in ``long``."""

import os
from typing import TypeVar

T = TypeVar("T")

PROFILES = ("suite", "ci", "long")
PROFILE = os.environ.get("TIEOUT_TEST_PROFILE", "suite")
assert PROFILE in PROFILES, f"TIEOUT_TEST_PROFILE is {PROFILE}; it must be one of {', '.join(PROFILES)}"


def by_profile(*, suite: T, ci: T, long: T) -> T:
    """The number of this run's profile, or whatever else differs."""
    return {"suite": suite, "ci": ci, "long": long}[PROFILE]
