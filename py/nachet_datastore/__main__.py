"""The program ``nachet-datastore``, also as ``python -m nachet_datastore``: the command line as a whole."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from .cli import main
from .demo.command import demo

__all__ = ["main"]


class _Later(click.Command):
    """A command that is imported when it is called: ``command`` of a module of a part."""

    def __init__(self, name: str, part: str, short_help: str, module: str = "command") -> None:
        super().__init__(name, short_help=short_help)
        self._module = f".{part}.{module}"

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        module = import_module(self._module, __package__)
        command: click.Command = module.command
        return command.make_context(*arguments, **options)


main.add_command(demo)
main.add_command(_Later("import-folder", "importing", "Import a folder of pictures, with what is known of them."))
main.add_command(_Later("export", "exporting", "Export specimens and their pictures in a format of the field."))
main.add_command(_Later("report", "report", "Write a report as one HTML file."))
_LEGACY = "Import the database and the blobs of the older datastore."
main.add_command(_Later("import-legacy", "importing", _LEGACY, "legacy_command"))

if __name__ == "__main__":
    main(prog_name="nachet-datastore")
