"""What a command loads: the list of commands none of them, and a server only what it serves with."""

import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import urllib.request

import click

from api.cli import main
from tests.support.shell import ended, running

LOADED_BY_HELP = """
import json, sys
before = set(sys.modules)
from api.cli import main
main(["--help"], standalone_mode=False)
print(json.dumps(sorted(set(sys.modules) - before)))
"""
COMMANDS = ("import", "serve", "suggestions", "verify")
NEVER_SERVED = {"api.demo", "domain.store.migration_plan"}
"""What only other commands need, or a server that must first migrate."""
OF_THE_MACHINE = {"sitecustomize", "usercustomize"}
"""What a machine may let each of its Pythons load, as Debian does."""
SERVED = {
    *("aiosqlite", "anyio", "argon2", "asyncpg", "click", "dateutil", "dotenv", "graphql", "h11", "orjson"),
    *("prometheus_client", "starlette", "strawberry", "typing_extensions", "uvicorn"),
}
"""Other people's packages that a server may load before it is ready; each takes time until then."""


def test_the_list_of_commands_loads_none_of_them() -> None:
    ran = subprocess.run([sys.executable, "-c", LOADED_BY_HELP], capture_output=True, text=True, check=True)
    loaded = json.loads(ran.stdout.splitlines()[-1])
    foreign = {name.split(".")[0] for name in loaded} - sys.stdlib_module_names
    assert foreign == {"api", "click"}
    assert {name for name in loaded if name.startswith("api")} == {"api", "api.cli", "api.cli.garbage"}


def test_no_command_loads_beforehand_what_few_of_its_runs_need() -> None:
    asked = "\n".join(f'main(["{each}", "--help"], standalone_mode=False)' for each in COMMANDS)
    program = LOADED_BY_HELP.replace('main(["--help"], standalone_mode=False)', asked)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(json.loads(ran.stdout.splitlines()[-1]))
    assert {"api.cli.importing", "api.cli.serving", "api.cli.suggestions", "api.cli.database"} <= loaded
    assert not {name.split(".")[0] for name in loaded} & {"stdnum", "rapidfuzz", "cryptography"}


def test_the_list_says_of_each_command_what_the_command_says() -> None:
    context = click.Context(main)
    for name, listed in main.commands.items():
        command = main.resolve_command(context, [name])[1]
        assert command is not None
        assert command.name == name
        assert listed.get_short_help_str(limit=500) == command.get_short_help_str(limit=500)


def test_a_server_that_need_not_migrate_loads_nothing_of_other_commands(
    tmp_path: pathlib.Path, database_url: str
) -> None:
    with running(
        tmp_path, "serve", "--port", "0", TIEOUT_DATABASE_URL=database_url, PYTHONPROFILEIMPORTTIME="1"
    ) as serve:
        assert serve.stderr is not None
        reported = []
        for line in serve.stderr:
            reported.append(line)
            if " Listening on " in line:
                break
        with urllib.request.urlopen(f"{reported[-1].split()[-1]}/ready", timeout=20) as ready:
            assert ready.status == 200
        _, more = ended(serve)
    loaded = set(re.findall(r"\|\s+([\w.]+)$", "".join([*reported, more]), re.MULTILINE))
    assert {"api.app", "api.cli.serving", "sqlite3", "strawberry"} <= loaded
    commands = {name for name in loaded if name.startswith("api.cli.")}
    assert commands == {
        f"api.cli.{name}" for name in ("ending", "garbage", "parameters", "running", "serving", "supervisor")
    }
    assert loaded & NEVER_SERVED == set()
    foreign = {name.split(".")[0] for name in loaded if name[0] != "_"} - sys.stdlib_module_names - OF_THE_MACHINE
    assert {name for name in foreign if importlib.util.find_spec(name) is not None} == SERVED | {"api", "domain"}
