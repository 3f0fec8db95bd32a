"""The program ``nachet-datastore``, also as ``python -m nachet_datastore``: the command line as a whole."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from .cli import main
from .demo.command import demo

__all__ = ["main"]


class _Later(click.Command):
    """A command that is imported when it is called: ``command`` of a module."""

    def __init__(self, name: str, module: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help)
        self._module = module

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        command: click.Command = import_module(self._module, __package__).command
        return command.make_context(*arguments, **options)


main.add_command(demo)
main.add_command(
    _Later("import-folder", ".importing.command", "Import a folder of pictures, with what is known of them.")
)
main.add_command(
    _Later("export", ".exporting.command", "Export specimens and their pictures in a format of the field.")
)
main.add_command(_Later("report", ".report.command", "Write a report as one HTML file."))
main.add_command(
    _Later("import-legacy", ".importing.legacy_command", "Import the database and the blobs of the older datastore.")
)

if __name__ == "__main__":
    main(prog_name="nachet-datastore")
