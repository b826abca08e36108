"""Random cases of every root field over HTTP, drawn by schemathesis from the schema that the server shows.

    python -m tests.stress.random_cases [EXAMPLES]

EXAMPLES of each root field, 205 unless given, some 20,000 in all, on the demo's books. It fails if an answer has INTERNAL
or a traceback, if the server's log has an internal error, or if a root field was never reached. schemathesis is installed
into an environment of its own, which goes with the run: it is no library of the product or of its tests.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter

import httpx
from graphql import build_schema

ROOT = pathlib.Path(__file__).parents[2]
PACKAGE = "schemathesis==4.32.5"
EXAMPLES = 205
TIEOUT = pathlib.Path(sys.executable).with_name("tieout")


def installed(folder: pathlib.Path) -> pathlib.Path:
    """Return the command, installed into a folder."""
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "-q", PACKAGE], check=True)
    return folder / "bin" / "schemathesis"


def root_fields() -> set[str]:
    """Return what schemathesis calls each field of Query and Mutation."""
    schema = build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))
    types = [each for each in (schema.query_type, schema.mutation_type) if each is not None]
    return {f"{each.name}.{field}" for each in types for field in each.fields}


def served(folder: pathlib.Path, log: pathlib.Path) -> tuple[subprocess.Popen[bytes], str, str]:
    """Start the demo; return its process, its address and a token that may do everything."""
    url = f"sqlite:///{folder / 'demo.db'}"
    environment = {**os.environ, "TIEOUT_DATABASE_URL": url, "HOME": str(folder)}
    with log.open("wb") as written:
        process = subprocess.Popen(
            [TIEOUT, "demo", "--port", "0", "--database-url", url], cwd=folder, stdout=written, stderr=written
        )
    address = ""
    while not address:
        assert process.poll() is None, log.read_text()
        time.sleep(0.2)
        words = log.read_text().split()
        address = next((word.partition("/sign-in/")[0] for word in words if "/sign-in/" in word), "")
    create = [TIEOUT, "token", "create", "cases", "--all"]
    made = subprocess.run(create, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return process, address, made.stdout.strip()


def main(examples: int) -> int:
    """Run the cases, print what became of them, and return the exit status."""
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        command = installed(folder / "venv")
        log, reached = folder / "server.log", folder / "reached"
        reached.touch()
        process, address, token = served(folder, log)
        here = str(pathlib.Path(__file__).parent)
        hooks = {"SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": here, "REACHED": str(reached)}
        try:
            ran = subprocess.run(
                [
                    *(command, "run", f"{address}/graphql", "--header", f"Authorization: Bearer {token}"),
                    *("--max-examples", str(examples), "--phases", "fuzzing", "--continue-on-failure"),
                    *("--checks", "not_a_server_error,no_fault_of_ours", "--request-timeout", "60"),
                    *("--suppress-health-check", "all", "--warnings", "off"),
                ],
                cwd=folder,
                env={**os.environ, **hooks},
                check=False,
            )
            alive = httpx.get(f"{address}/ready", timeout=30).status_code
        finally:
            process.terminate()
            process.wait()
        cases = Counter(reached.read_text().split())
        missing = root_fields() - cases.keys()
        internal = [line for line in log.read_text().splitlines() if "internal error" in line or "Traceback" in line]
        print(f"{cases.total():,} cases of {len(cases)} root fields; never reached: {sorted(missing) or 'none'}")
        print(f"/ready afterwards: {alive}; internal errors in the log: {len(internal)}", *internal[:20], sep="\n")
    return 1 if ran.returncode or missing or internal or alive != 200 else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES))
