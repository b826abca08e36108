"""The commands ``user create`` and ``token create``."""

import sys
from dataclasses import replace

import click

from api.cli.running import refuse, run_as_operator, run_on_store, settings_of
from domain.errors import Refusal
from domain.permission_templates import TOKEN_TEMPLATES
from domain.permissions import ALL_PERMISSIONS, Permission
from domain.services.access import CreateUser
from domain.services.credentials import hash_password, new_token
from domain.services.tokens import LONGEST_TOKEN_DAYS, CreateApiToken

_PERMISSION = click.Choice([permission.value for permission in Permission], case_sensitive=False)
_permission = click.option(
    "--permission", "names", type=_PERMISSION, multiple=True, help="A permission; repeat the option for several."
)
_all = click.option("--all", "all_permissions", is_flag=True, help="All permissions.")


_template = click.option(
    "--template",
    type=click.Choice(list(TOKEN_TEMPLATES)),
    help="The fewest permissions for what it is for, in place of --permission.",
)


def _granted(names: tuple[str, ...], *, all_permissions: bool, template: str | None = None) -> list[Permission]:
    if (all_permissions, bool(names), template is not None).count(True) != 1:
        raise click.UsageError("Give either --permission (one or more times), --template (for a token) or --all.")
    if template is not None:
        return TOKEN_TEMPLATES[template].permissions
    return sorted(ALL_PERMISSIONS if all_permissions else {Permission(name) for name in names})


@click.group()
def user() -> None:
    """Manage users, who sign in."""


@user.command("create")
@click.argument("email")
@click.option("--name", help="The display name; the e-mail address if not given.")
@_permission
@_all
def create(email: str, name: str | None, names: tuple[str, ...], all_permissions: bool) -> None:  # noqa: FBT001 - click gives it
    """Create a member of staff. The password is asked for, or read from standard input."""
    permissions = _granted(names, all_permissions=all_permissions)
    settings = settings_of()
    cmd = CreateUser(email, name or email, "", permissions)
    # fail before asking for a password
    run_on_store(settings, lambda store: run_as_operator(store, cmd, dry_run=True))
    try:
        cmd = replace(cmd, password_hash=hash_password(_password()))
    except Refusal as refusal:
        refuse(refusal.message)
    run_on_store(settings, lambda store: run_as_operator(store, cmd))
    click.echo(f"{email} may sign in now.", err=True)


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    try:
        # in UTF-8, as the page sends it, not in the terminal's encoding
        return sys.stdin.buffer.readline().decode().rstrip("\r\n")
    except UnicodeDecodeError:
        refuse("The password is not in UTF-8. Send it in UTF-8.")


@click.group()
def token() -> None:
    """Manage API tokens, for programs."""


@token.command("create")
@click.argument("name")
@_permission
@_all
@_template
@click.option(
    "--expires",
    "days",
    type=click.IntRange(1, LONGEST_TOKEN_DAYS),
    help="Days until it expires; it never expires if not given.",
)
def create_token(
    name: str,
    names: tuple[str, ...],
    all_permissions: bool,  # noqa: FBT001 - click gives it
    template: str | None,
    days: int | None,
) -> None:
    """Create an API token, and print it on standard output; it cannot be shown again."""
    permissions = _granted(names, all_permissions=all_permissions, template=template)
    settings = settings_of()
    secret = new_token()
    cmd = CreateApiToken(name, permissions, secret, days)
    run_on_store(settings, lambda store: run_as_operator(store, cmd))
    click.echo(secret)
