"""The program ``nachet-datastore``, also as ``python -m nachet_datastore``: the command line with import and demo."""

from __future__ import annotations

from .cli import main
from .demo.command import demo
from .importing.command import import_folder

__all__ = ["main"]

main.add_command(import_folder)
main.add_command(demo)

if __name__ == "__main__":
    main(prog_name="nachet-datastore")
