"""The command ``heads``, and reading what it exported."""

from collections.abc import Sequence
from pathlib import Path

import click

from api.cli.running import refuse, run_on_store, settings_of
from domain.core.text import counted
from domain.jobs.daily_heads import export_to, name_of_file
from domain.store.store import Store
from domain.verifying.heads_file import files_in, read_heads
from domain.verifying.signing import BadKey, as_pem, bytes_of, existing_key, text_of
from domain.verifying.verify import Exported


@click.group()
def heads() -> None:
    """Export signed heads of the audit log, to be kept elsewhere."""


@heads.command()
@click.argument("target", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
def export(target: Path) -> None:
    """Write where each audit log ends now, signed, to a new FILE, or to a file of its own in FOLDER.

    A file in a folder names the one before it. Keep copies where nobody who can write the database can change them.
    """
    settings, in_folder = settings_of(), target.is_dir()

    async def work(store: Store) -> tuple[Path, int]:
        path = target / name_of_file(store.clock()) if in_folder else target
        try:
            return path, await export_to(store, path, settings.signing_key, in_order=in_folder)
        except BadKey as bad:
            refuse(str(bad))
        except FileExistsError:
            refuse(f"{path} already exists. Name a new file.")
        except OSError as error:
            refuse(f"{error.filename or path} cannot be written: {error.strerror}. Name another file.")

    path, count = run_on_store(settings, work, read_only=True)
    click.echo(f"The heads of {counted(count, 'audit log')} are written to {path}.", err=True)


@heads.command("key")
@click.option("--pem", is_flag=True, help="Print it as PEM, for other programs such as openssl.")
def key(*, pem: bool) -> None:
    """Print the public key of this installation, by which everybody can check what it signed."""
    public_key = _key_at(settings_of().signing_key)
    click.echo(as_pem(public_key) if pem else text_of(public_key), nl=not pem)


def exported_in(paths: Sequence[Path], public_key: str | None, key_file: Path) -> Exported:
    """Return the files of heads at some paths, folders among them, oldest first, and the key that must have signed them.

    That is ``public_key`` or, if the installation's key is here, its own; otherwise any will do, and is printed. Ends the
    program where a file or the key cannot be read.
    """
    if public_key is not None:
        try:
            bytes_of(public_key)
        except ValueError:
            refuse("--public-key is not in base64. Give the key as `tieout heads key` prints it.")
    elif key_file.exists():
        public_key = text_of(_key_at(key_file))
    files = [file for path in paths for file in (files_in(path) if path.is_dir() else [path])]
    if not files:
        refuse("There are no files of heads in these folders. Name others.")
    try:
        read = [read_heads(file) for file in files]
    except OSError as error:
        refuse(f"{error.filename} cannot be read: {error.strerror}. Take another copy.")
    if public_key is None:
        keys = ", ".join(sorted({each.public_key for each in read if each.public_key}))
        click.echo(f"Compare the key by yourself that signed the heads: {keys}.", err=True)
    return Exported(sorted(read, key=lambda each: (each.at, each.path.name)), public_key)


def _key_at(path: Path) -> bytes:
    try:
        return existing_key(path).public_key
    except BadKey as bad:
        refuse(str(bad))
    except OSError as error:
        refuse(f"The signing key {path} cannot be read: {error.strerror}. It is made by the first export.")
