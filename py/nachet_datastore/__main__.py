"""The program ``nachet-datastore``, also as ``python -m nachet_datastore``: the command line as a whole."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from .cli import main
from .cli.shared import Program
from .demo.command import demo

__all__ = ["Later", "main"]


class Later(click.Command):
    """A command that is imported when it is called: ``command`` of a module. ``help`` is for the list of commands."""

    def __init__(self, name: str, module: str, help: str) -> None:  # noqa: A002 - click calls it so
        super().__init__(name, help=help)
        self._module = module

    def load(self) -> click.Command:
        """The command itself."""
        command: click.Command = import_module(self._module, __package__).command
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        command = self.load()
        if parent is not None and isinstance(parent.command, Program):
            parent.command.add_helps(command)
        return command.make_context(info_name, args, parent, **extra)


main.add_command(demo)
for later in (
    Later("import-folder", ".importing.command", "Import a folder of pictures, with what is known of them."),
    Later("export", ".exporting.command", "Export specimens and their pictures in a format of the field."),
    Later("report", ".report.command", "Write a report as one HTML file."),
    Later("import-legacy", ".importing.legacy_command", "Import the database and the blobs of the older datastore."),
):
    main.add_command(later)

if __name__ == "__main__":
    main(prog_name="nachet-datastore")
