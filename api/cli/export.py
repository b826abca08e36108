"""The command that exports whole tables (domain R48b)."""

import sys

import click

from api.cli.running import run_on_store, settings_of
from api.cli.tables import utf8_output
from api.exporting.parts import MEDIA_TYPES, NAMES, parts
from domain.jobs.numbering import number_if_possible
from domain.queries.feed import feed_end, kinds_seen_by
from domain.store.store import Store


@click.command()
@click.argument("name", type=click.Choice(NAMES))
@click.option("--format", "form", type=click.Choice(list(MEDIA_TYPES)), default="jsonl", show_default=True)
def export(name: str, form: str) -> None:
    """Export whole tables as JSON lines or CSV.

    Writes to standard output what a table holds at one instant: a row a line, in the order of recording. CSV has
    a line with the columns' names first, and no cell that a spreadsheet takes for a formula. Where the feed of changes
    stands at that instant is written to standard error.
    """

    async def work(store: Store) -> None:
        await number_if_possible(store)
        with utf8_output():
            async with store.long_snapshot() as reader:
                end, fingerprint = await reader.run(feed_end())
                click.echo(f"The feed stands at position {end}, fingerprint {fingerprint or 'empty'}.", err=True)
                async for part in parts(reader, name, form, kinds_seen_by(manages_access=True)):
                    sys.stdout.buffer.write(part)

    run_on_store(settings_of(), work)
