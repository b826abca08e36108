"""The image and the unit for systemd: few rights, locked packages, and only what is there."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.support.shell import TIEOUT, Shell, ended, printed_by, running

ROOT = pathlib.Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
EXPOSURE_MAX = 2.0
"""Of ten, as systemd-analyze rates a unit: below 2.5 it calls it "OK" and not exposed."""
WITHOUT_EXECUTABLE_MEMORY = """
import ctypes, os, sys
PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN = 65, 1
libc = ctypes.CDLL(None, use_errno=True)
if libc.prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0):
    sys.exit(77)
os.execv(sys.argv[1], sys.argv[1:])
"""


def lines(name: str) -> list[str]:
    """The arguments of each instruction of a name."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return re.findall(rf"^{name} (.*)$", joined, re.MULTILINE)


def test_the_image_copies_what_is_there_and_all_that_the_wheel_needs() -> None:
    copied = [each for line in lines("COPY") for each in line.split()[:-1]]
    assert all((ROOT / each).exists() for each in copied)
    assert {"api", "domain", "web", "pyproject.toml", "README.md", "LICENSE", "requirements.txt"} == set(copied)
    assert lines("ADD") == []


def test_the_image_leaves_out_what_no_server_needs() -> None:
    copied = {each for line in lines("COPY") for each in line.split()[:-1]}
    assert not copied & {".", ".git", "tests", ".env"}
    assert {".git", "tests", ".env"} <= set(IGNORED)


def test_the_image_installs_locked_packages_and_runs_as_nobody_in_particular() -> None:
    installs = [line for line in lines("RUN") if "pip install" in line]
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert "--no-deps" in installs[1]
    (user,) = lines("USER")
    assert int(user) > 0
    instructions = re.findall(r"^([A-Z]+) ", DOCKERFILE, re.MULTILINE)
    assert instructions.index("USER") < instructions.index("CMD")
    assert instructions.index("USER") > max(each for each, name in enumerate(instructions) if name == "RUN")
    assert "/ready" in lines("HEALTHCHECK")[0]
    for command in (*lines("CMD"), lines("HEALTHCHECK")[0].partition(" CMD ")[2]):
        assert json.loads(command), "run without a shell, so that signals arrive"


def test_the_image_is_of_a_python_that_the_project_knows() -> None:
    (image,) = lines("FROM")
    version = re.fullmatch(r"python:3\.(\d+)-slim", image)
    assert version is not None
    assert int(version[1]) >= 11


def test_the_compose_file_asks_for_a_password() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert "${POSTGRES_PASSWORD:?" in text
    for setting in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert setting in text


def unit(folder: pathlib.Path) -> pathlib.Path:
    printed = Shell(folder, "sqlite:///unused.db")("systemd-unit")
    assert printed.returncode == 0
    path = folder / "tieout.service"
    path.write_text(printed.stdout)
    return path


def test_the_unit_names_the_program_and_takes_rights_away(tmp_path: pathlib.Path) -> None:
    text = unit(tmp_path).read_text()
    (started,) = re.findall(r"^ExecStart=(\S+) serve$", text, re.MULTILINE)
    assert pathlib.Path(started).is_absolute()
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "User=tieout", "UMask=0077"):
        assert f"\n{line}\n" in text
    assert not re.search(r"[{}]", text)


def test_the_unit_takes_no_user_that_could_be_another_line(tmp_path: pathlib.Path) -> None:
    refused = Shell(tmp_path, "sqlite:///unused.db")("systemd-unit", "--user", "x\nExecStartPre=/bin/true")
    assert (refused.returncode, "is not the name of a user" in refused.stderr) == (1, True)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_accepts_the_unit_and_rates_it_well(tmp_path: pathlib.Path) -> None:
    path = unit(tmp_path)
    path.write_text(re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", path.read_text(), flags=re.MULTILINE))
    verified = subprocess.run(["systemd-analyze", "verify", path], capture_output=True, text=True, check=False)
    assert [line for line in verified.stderr.splitlines() if "tieout.service" in line] == []
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", path], capture_output=True, text=True, check=False
    )
    exposure = re.search(r"exposure level for tieout\.service: (\d+\.\d)", rated.stdout)
    assert exposure is not None, rated.stderr
    assert float(exposure[1]) <= EXPOSURE_MAX, rated.stdout


def test_it_serves_without_memory_that_is_written_and_run(tmp_path: pathlib.Path) -> None:
    """As the unit's MemoryDenyWriteExecute has it."""
    tried = subprocess.run([sys.executable, "-c", WITHOUT_EXECUTABLE_MEMORY, "/bin/true"], check=False)
    if tried.returncode == 77:
        pytest.skip("this kernel cannot refuse it")
    program = tmp_path / "confined"
    program.write_text(
        f"#!/bin/sh\nexec {sys.executable} -c '{WITHOUT_EXECUTABLE_MEMORY}' {sys.executable} {TIEOUT} \"$@\"\n"
    )
    program.chmod(0o700)
    environment = {"PATH": os.environ["PATH"], "TIEOUT_DATABASE_URL": f"sqlite:///{tmp_path / 't.db'}"}
    with running(tmp_path, "serve", "--port", "0", program=[program], **environment) as serve:
        address = printed_by(serve, r"Listening on (http://127\.0\.0\.1:\d+)")[1]
        with urllib.request.urlopen(f"{address}/ready", timeout=20) as answer:
            assert answer.status == 200
        sign_in = urllib.request.Request(
            f"{address}/session", b'{"email": "a@b.example", "password": "wrong password"}',
            {"Content-Type": "application/json", "X-Tieout": "1"},
        )  # fmt: skip
        with pytest.raises(urllib.error.HTTPError, match="401"):  # argon2 has run
            urllib.request.urlopen(sign_in, timeout=20)
        assert ended(serve)[0] == 0
