"""README's bulk fix by script, run as it stands there against a server: tried, applied, undone."""

import ast
import pathlib
import re
import subprocess
import sys
from typing import Any

from tests.support.shell import Shell, running

README = (pathlib.Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
SCRIPT = re.search(r"`bulk_fix.py`.*?```python\n(.*?)```", README, re.DOTALL)


def test_the_script_tries_applies_and_undoes(tmp_path: pathlib.Path) -> None:
    assert SCRIPT is not None
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    (tmp_path / "bulk_fix.py").write_text(SCRIPT[1], encoding="utf-8")
    tieout = Shell(tmp_path, url)
    with running(tmp_path, "demo", "--port", "0", "--database-url", url) as demo:
        assert demo.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", demo.stdout.readline())
        assert address is not None
        token = tieout("token", "create", "script", "--all").stdout.strip()

        def script(*arguments: str) -> dict[str, Any]:
            ran = subprocess.run(
                [sys.executable, "bulk_fix.py", *arguments],
                cwd=tmp_path,
                env={"PATH": "/usr/bin:/bin", "TOKEN": token, "TIEOUT_API": f"{address[0]}graphql"},
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert ran.returncode == 0, ran.stderr
            answer: dict[str, Any] = ast.literal_eval(ran.stdout)
            assert answer["userErrors"] == []
            return answer

        unreconciled = tieout("unreconciled").stdout
        tried = script("try", "monday")
        assert tieout("unreconciled").stdout == unreconciled
        applied = script("apply", "monday")
        assert applied["reconciliationCount"] == tried["reconciliationCount"] > 10
        assert len(tieout("unreconciled").stdout.splitlines()) < len(unreconciled.splitlines()) - 10
        assert script("undo", applied["batch"]["id"])["undone"] == {"id": applied["batch"]["id"]}
        assert tieout("unreconciled").stdout == unreconciled
