"""Verifying a database: that constraints, rows, sums and the audit log agree, and what to do if they do not.

``verification`` (``verify.py``) is the way in. A new check is a ``Check`` in one of the ``…_checks.py`` and a line in
``catalogue.py``.
"""

from domain.verifying.findings import Finding
from domain.verifying.verify import Exported, OutOfTime, Verification, verification, verify, with_contact

__all__ = ["Exported", "Finding", "OutOfTime", "Verification", "verification", "verify", "with_contact"]
