"""Statistics of shares that are measured on samples; money knows no floats, shares do (domain R38c)."""

from math import sqrt

Z_95 = 1.959963984540054
"""The normal distribution's quantile for an interval of 95 %."""


def wilson_interval(right: int, count: int) -> tuple[float, float]:
    """Return Wilson's score interval of 95 % for a share of which ``right`` of ``count`` are seen; 0 to 1 for none."""
    if count == 0:
        return 0.0, 1.0
    share = right / count
    middle = share + Z_95**2 / (2 * count)
    reach = Z_95 * sqrt(share * (1 - share) / count + Z_95**2 / (4 * count**2))
    whole = 1 + Z_95**2 / count
    low = 0.0 if right == 0 else (middle - reach) / whole
    high = 1.0 if right == count else (middle + reach) / whole
    return max(0.0, low), min(1.0, high)
