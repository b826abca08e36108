"""Commands that let people and programs in: user create, token create."""

import sys
from dataclasses import replace

import click

from api.cli.running import open_store, refuse, run, settings_of
from domain.errors import Refusal
from domain.permissions import ALL_PERMISSIONS, OPERATOR, Permission
from domain.services.access import (
    LONGEST_TOKEN_DAYS,
    ApiTokenOutcome,
    CreateApiToken,
    CreateUser,
    UserOutcome,
    create_api_token,
    create_user,
    hash_password,
    new_token,
)
from domain.store.store import Command

_PERMISSION = click.Choice([permission.value for permission in Permission], case_sensitive=False)
_permission = click.option("--permission", "names", type=_PERMISSION, multiple=True, help="May be given several times.")
_all = click.option("--all", "everything", is_flag=True, help="Every permission.")


def _granted(names: tuple[str, ...], *, everything: bool) -> list[Permission]:
    if everything == bool(names):
        msg = "Give either --permission (once or more) or --all."
        raise click.UsageError(msg)
    return sorted(ALL_PERMISSIONS if everything else {Permission(name) for name in names})


@click.group()
def user() -> None:
    """People who sign in."""


@user.command("create")
@click.argument("email")
@click.option("--name", help="How they are shown; the e-mail address if not given.")
@_permission
@_all
def create(email: str, name: str | None, names: tuple[str, ...], everything: bool) -> None:  # noqa: FBT001 - click gives it
    """Create a member of staff. The password is asked for, or read from standard input."""
    permissions = _granted(names, everything=everything)
    settings = settings_of()
    wish = CreateUser(email, name or email, "", permissions)
    command = Command("createUser", OPERATOR)

    async def tried() -> None:
        async with open_store(settings) as store:
            await store.preview(
                lambda preview: preview.write(command, lambda block: create_user(block, wish), UserOutcome)
            )

    async def work() -> None:
        async with open_store(settings) as store:
            await store.write(command, lambda block: create_user(block, wish), UserOutcome)

    run(tried)  # nobody is asked for a password that would then be of no use
    try:
        wish = replace(wish, password_hash=hash_password(_password()))
    except Refusal as refusal:
        refuse(refusal.message)
    run(work)
    click.echo(f"{email} may sign in now.", err=True)


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    try:
        # as the page sends it, whatever encoding this terminal has
        return sys.stdin.buffer.readline().decode().rstrip("\r\n")
    except UnicodeDecodeError:
        refuse("The password is not in UTF-8. Send it in UTF-8.")


@click.group()
def token() -> None:
    """Ways in for programs."""


@token.command("create")
@click.argument("name")
@_permission
@_all
@click.option(
    "--expires", "days", type=click.IntRange(1, LONGEST_TOKEN_DAYS), help="After so many days; never if not given."
)
def create_token(name: str, names: tuple[str, ...], everything: bool, days: int | None) -> None:  # noqa: FBT001 - click gives it
    """Create an API token; it is printed once, alone, on standard output."""
    permissions = _granted(names, everything=everything)
    settings = settings_of()
    secret = new_token()
    wish = CreateApiToken(name, permissions, secret, days)

    async def work() -> None:
        async with open_store(settings) as store:
            command = Command("createApiToken", OPERATOR)
            await store.write(command, lambda block: create_api_token(block, wish), ApiTokenOutcome)

    run(work)
    click.echo(secret)
