"""Thirty bugs that somebody might make, put into a copy of the project one at a time: what must find each, finds it.

    python -m tests.stress.seeded_bugs [NUMBER]…

Prints for each bug what found it and in how many seconds, or MISSED. Each must be found within 60 s.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import NamedTuple

ROOT = pathlib.Path(__file__).parents[2]
WITHIN_S = 60
SIMULATION = ("-m", "tests.stress.simulate", "--worlds", "40", "--as-found")
COPIED = ("api", "domain", "tests", "web", "pyproject.toml", "schema.graphql", "README.md", "CONTRIBUTING.md")

Change = tuple[str, str, str]
"""A file, a text that occurs in it once, and what takes its place."""


class Bug(NamedTuple):
    """A bug, how it is put in, and what must find it: a test, or the simulation."""

    name: str
    changes: Sequence[Change]
    found_by: tuple[str, ...]


def _test(place: str) -> tuple[str, ...]:
    return ("-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", place)


STORE, SERVICES, CORE = "domain/store", "domain/services", "domain/core"
BUGS = [
    Bug(
        "a planned payment is read before its account is locked",
        [
            (
                f"{SERVICES}/planned_payments.py",
                (
                    "*accounts_of(held)})\n"
                    '    planned = yield from existing_row(PlannedPaymentRow, planned_id, "Planned payment", "id")'
                ),
                "*accounts_of(held)})\n    planned = before",
            )
        ],
        SIMULATION,
    ),
    Bug(
        "due planned payments are read before their accounts are locked",
        [
            (
                f"{SERVICES}/planned_payments.py",
                "now = yield from by_ids(PlannedPaymentRow, [planned.id for planned in expected])",
                "now = {planned.id: planned for planned in expected}",
            )
        ],
        SIMULATION,
    ),
    Bug(
        "synchronous=NORMAL: a power failure loses what was answered",
        [(f"{STORE}/sqlite/connection.py", '{"synchronous": "full"', '{"synchronous": "normal"')],
        SIMULATION,
    ),
    Bug(
        "answered before the commit",
        [
            (
                f"{STORE}/sqlite/group.py",
                '        connection.execute("COMMIT")\n    except sqlite3',
                "        pass\n    except sqlite3",
            ),
            (
                f"{STORE}/sqlite/connection.py",
                '        try:\n            connection.execute("BEGIN IMMEDIATE")',
                '        try:\n            connection.commit()\n            connection.execute("BEGIN IMMEDIATE")',
            ),
        ],
        _test("tests/integration/test_acknowledged.py"),
    ),
    Bug(
        "accounts are not locked",
        [
            (
                f"{STORE}/unit_of_work.py",
                "where a.id in :ids order by a.id for update",
                "where a.id in :ids order by a.id",
            )
        ],
        SIMULATION,
    ),
    Bug(
        "an item is given a cent more than it has open",
        [
            (
                f"{CORE}/allocation.py",
                "allocated = min(remaining, open_amount.open_cents)",
                "allocated = min(remaining, open_amount.open_cents + 1)",
            )
        ],
        _test("tests/property/test_allocation_properties.py"),
    ),
    Bug(
        "a chain's head stays behind its last hash",
        [(f"{STORE}/audit.py", "chain.audit_hash = added[-1].hash = seal_of", "added[-1].hash = seal_of")],
        SIMULATION,
    ),
    Bug(
        "an idempotency key counts for everybody",
        [(f"{STORE}/idempotency.py", "where k.principal = :principal and", "where :principal <> '' and")],
        SIMULATION,
    ),
    Bug(
        "two requests with one key do not wait for each other",
        [
            (
                f"{STORE}/idempotency.py",
                'hashlib.sha256(f"{principal}\\0{key}".encode()).digest()',
                "hashlib.sha256(unit_id()).digest()",
            ),
            (
                f"{STORE}/idempotency.py",
                "import hashlib\n",
                "import hashlib\nfrom uuid import uuid4\n\nunit_id = lambda: uuid4().bytes\n",
            ),
        ],
        SIMULATION,
    ),
    Bug(
        "other arguments under a used key get its answer",
        [(f"{STORE}/idempotency.py", "if found.arguments_hash != wanted_hash:", "if not wanted_hash:")],
        _test("tests/integration/test_store.py"),
    ),
    Bug(
        "a fee stays when its wrong entry is taken away",
        [
            (
                f"{SERVICES}/bank/parts.py",
                '            raise WrongState(message, "transactionId")\n        end_part(unit, part)\n',
                '            raise WrongState(message, "transactionId")\n',
            )
        ],
        _test("tests/integration/test_bank_lines.py::test_a_fee_ends_with_the_wrong_entry_that_it_was_kept_of"),
    ),
    Bug(
        "a moved payment loses a part of its bank line",
        [
            (
                f"{SERVICES}/bank/parts.py",
                "    for part in parts:\n        add_part(",
                "    for part in parts[1:]:\n        add_part(",
            )
        ],
        _test("tests/integration/test_bank_lines.py::test_a_moved_payment_takes_its_parts_along"),
    ),
    Bug(
        "a job's group is done twice",
        [
            (
                f"{SERVICES}/job_groups.py",
                "if job.ended or (is_leased(job, unit.now) and not cmd.shared):",
                "if job.ended:",
            )
        ],
        _test("tests/integration/test_job_turns.py"),
    ),
    Bug(
        "the odd cents go to the last parts",
        [
            (
                f"{CORE}/installments.py",
                "[each + 1] * odd + [each] * (count - odd)",
                "[each] * (count - odd) + [each + 1] * odd",
            )
        ],
        _test("tests/integration/test_installments.py"),
    ),
    Bug(
        "a refused member of a group leaves what it wrote",
        [
            (
                f"{STORE}/together.py",
                "            if member.has_written:\n                raise NotTogether from error\n",
                "",
            )
        ],
        _test("tests/integration/test_units_together.py::test_what_fails_after_writing_is_undone_alone"),
    ),
    Bug(
        "a released reconciliation leaves its planned amount",
        [
            (
                f"{SERVICES}/reconciliation_rows.py",
                "item.planned_cents -= reconciliation.amount_cents",
                "item.planned_cents -= 0",
            )
        ],
        SIMULATION,
    ),
    Bug(
        "processing money counts as settled",
        [(f"{STORE}/sums.py", "row.amount_cents if row.processing else 0)", "0)")],
        SIMULATION,
    ),
    Bug(
        "a released reconciliation still counts",
        [(f"{STORE}/sums.py", "if row is None or row.released_at is not None:", "if row is None:")],
        SIMULATION,
    ),
    Bug(
        "the log lacks what a row was before",
        [
            (
                f"{STORE}/audit.py",
                "packed(before) if before is not None else None, packed(after, with_items)",
                "None, packed(after, with_items)",
            )
        ],
        SIMULATION,
    ),
    Bug(
        "a clock that is set back orders changes anew",
        [
            (
                f"{STORE}/unit_of_work.py",
                "return max(self.now, self.chain_of(account_id).last_recorded_at + 1)",
                "return self.now",
            )
        ],
        SIMULATION,
    ),
    Bug(
        "money that a mark used is used again by the next",
        [
            (
                f"{CORE}/allocation.py",
                "            remaining -= allocation.amount_cents\n    assert sum(allocated",
                "    assert sum(allocated",
            )
        ],
        _test("tests/property/test_allocation_properties.py"),
    ),
    Bug(
        "earlier write-offs of an item do not count",
        [(f"{SERVICES}/write_offs.py", "if cents + state.written_off_cents > limit:", "if cents > limit:")],
        _test("tests/integration/test_write_offs.py::test_the_limit_is_over_all_write_offs_of_an_item"),
    ),
    Bug(
        "what is planned may be cancelled",
        [
            (
                f"{SERVICES}/cancellations.py",
                "        - item.planned_cents\n        - lost[item.id]",
                "        - lost[item.id]",
            )
        ],
        _test("tests/integration/test_cancellations_and_refunds.py"),
    ),
    Bug(
        "a planned payment due today comes tomorrow",
        [(f"{SERVICES}/planned_payments.py", "now[each.id].due_on <= on]", "now[each.id].due_on < on]")],
        _test("tests/integration/test_installments.py"),
    ),
    Bug(
        "a day too few in each bucket",
        [(f"{CORE}/aging.py", "sum(overdue_days > last for last", "sum(overdue_days >= last for last")],
        _test("tests/unit/test_aging.py"),
    ),
    Bug(
        "a third decimal is cut off",
        [
            (
                f"{CORE}/money.py",
                "if len(decimals) > exponent:",
                "decimals = decimals[:exponent]\n    if len(decimals) > exponent:",
            )
        ],
        _test("tests/unit/test_money_and_periods.py"),
    ),
    Bug(
        "the process goes on with ids that it has used",
        [(f"{STORE}/ids.py", "self._last_ms = highest >> (_COUNT_BITS + _WORKER_BITS)", "self._last_ms = 0")],
        _test("tests/unit/test_ids.py"),
    ),
    Bug(
        "a unit that failed halfway keeps what it wrote",
        [
            (
                f"{STORE}/sqlite/group.py",
                "    except _FailedHalfway:\n        rollback(connection)\n        raise",
                '    except _FailedHalfway:\n        connection.execute("COMMIT")\n        raise',
            )
        ],
        _test("tests/integration/test_sqlite.py::test_a_unit_that_fails_takes_no_other_with_it"),
    ),
    Bug(
        "two reconciliations of one command use the same open amount",
        [
            (
                f"{SERVICES}/reconciliation_rows.py",
                "        item.reconciled_cents += amount_cents\n",
                "        item.reconciled_cents += 0\n",
            )
        ],
        SIMULATION,
    ),
    Bug(
        "an undone batch is not marked as undone",
        [
            (
                f"{STORE}/flush.py",
                "    if unit.undone is not None:\n        yield from _mark_undone",
                "    if unit.undone is not None and unit.undone_partly:\n        yield from _mark_undone",
            )
        ],
        SIMULATION,
    ),
]


def copied(folder: pathlib.Path) -> None:
    """Copy the project, as it is."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(source, folder / name)


def put_in(bug: Bug, folder: pathlib.Path) -> None:
    """Change a copy; fail where the text is not found exactly once."""
    for name, before, after in bug.changes:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{bug.name}: {name} has {text.count(before)} times {before!r}"
        path.write_text(text.replace(before, after), encoding="utf-8")


def is_found(bug: Bug, folder: pathlib.Path) -> tuple[bool, str]:
    """Run on a changed copy what must find the bug; return whether it did, and the end of what it printed."""
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ran = subprocess.run(
            [sys.executable, *bug.found_by],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=WITHIN_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False, f"nothing within {WITHIN_S} s"
    lines = (ran.stdout + ran.stderr).strip().splitlines() or ["nothing printed"]
    # 1: a test failed, or the simulation found something; anything else means that nothing was tried
    return ran.returncode == 1, lines[0] if bug.found_by == SIMULATION else lines[-1]


def main(numbers: Sequence[int]) -> int:
    """Try bugs, all unless some are named, and print; return how many were missed."""
    missed = 0
    for number in numbers or range(1, len(BUGS) + 1):
        bug = BUGS[number - 1]
        with tempfile.TemporaryDirectory(prefix="tieout-seeded-") as name:
            folder = pathlib.Path(name)
            copied(folder)
            put_in(bug, folder)
            began = time.monotonic()
            found, shown = is_found(bug, folder)
        missed += not found
        print(
            f"{number:2} {'found ' if found else 'MISSED'} {time.monotonic() - began:5.1f} s  {bug.name}: {shown[:150]}",
            flush=True,
        )
    print(f"{len(numbers or BUGS) - missed} of {len(numbers or BUGS)} found")
    return missed


if __name__ == "__main__":
    sys.exit(bool(main([int(each) for each in sys.argv[1:]])))
