"""``python -m nachet_datastore.cli``: the command line where its program is not on the path."""

from . import main

main(prog_name="nachet-datastore")
