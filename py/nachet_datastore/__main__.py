"""The program ``nachet-datastore``, also as ``python -m nachet_datastore``: the command line as a whole."""

from __future__ import annotations

from .cli import main
from .demo.command import demo
from .report.command import report

__all__ = ["main"]

main.add_command(demo)
main.add_command(report)

if __name__ == "__main__":
    main(prog_name="nachet-datastore")
