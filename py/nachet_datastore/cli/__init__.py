"""The command line. Exit codes: 0 done; 1 refused, failed or not as it should be; 2 called wrongly.

``database.py`` holds the commands for who runs the database (deploy, status, roles, rollback), ``blobs.py`` those for
the blob store (work, fsck, purge), ``demo.py`` the demo; ``shared.py`` what they share: options, and how errors are
told.
"""

from __future__ import annotations

import click

from . import blobs, database, demo
from .shared import Group


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nachet-datastore")
def main() -> None:
    """Pictures of seeds in a blob store, everything about them in PostgreSQL."""


for command in (
    database.deploy,
    database.status,
    database.roles,
    database.rollback,
    blobs.work,
    blobs.fsck,
    blobs.purge,
    demo.demo,
):
    main.add_command(command)
