"""Level: the command line. ``tieout`` with the pauses of webhooks and of leases shortened, so that short runs see them.

python impatient.py serve …
"""

from api.cli import main
from api.webhooks import delivering
from domain.jobs import lease

LOOK_S, FIRST_PAUSE_US, GROWTH, TIMEOUT_S = 0.05, 20_000, 1, 0.5
LEASE_S = 2


def shorten() -> None:
    """Shorten the pauses of this process."""
    delivering.LOOK_S, delivering.FIRST_PAUSE_US, delivering.GROWTH = LOOK_S, FIRST_PAUSE_US, GROWTH
    delivering.LEASE_S = lease.LEASE_S = LEASE_S
    lease.LEASE_US = LEASE_S * 1_000_000
    timeouts = delivering.Deliveries.__init__.__kwdefaults__
    assert timeouts is not None
    timeouts["timeout_s"] = TIMEOUT_S


if __name__ == "__main__":
    shorten()
    main()
