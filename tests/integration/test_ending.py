"""A process that was asked to end does so, whatever hangs in it."""

import signal
import subprocess
import sys

import pytest

HANGS = {
    "the main thread": "held = threading.Lock(); held.acquire(); held.acquire()",
    "a thread that Python waits for": "threading.Thread(target=time.sleep, args=(600,)).start()",
    "a task": "asyncio.run(asyncio.sleep(600))",
}
PROGRAM = """
import asyncio, signal, threading, time
from api.cli.ending import ending_in_time
signal.signal(signal.SIGTERM, lambda *_: None)
with ending_in_time(0.2):
    print("ready", flush=True)
    {hang}
    threading.Event().wait()
"""


@pytest.mark.parametrize("hang", HANGS)
def test_whatever_hangs_ends(hang: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(hang=HANGS[hang])],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, "something did not answer" in errors) == (1, True)


def test_what_ends_in_time_is_left_alone() -> None:
    program = PROGRAM.format(hang="time.sleep(0.01)").replace("    threading.Event().wait()\n", "time.sleep(0.5)\n")
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
