"""The command line. Exit codes: 0 done; 1 refused, failed or a difference found; 2 wrong usage.

``database.py`` has the commands for administrators of the database (deploy, distribute, status, roles, rollback),
``blobs.py`` those for the blob store (work, fsck, purge), ``application.py`` those for users, pipelines and species,
``shared.py`` their common options and the output of errors. The program with all commands and the demo is
``__main__.py`` of the package.
"""

from __future__ import annotations

import click

from . import application, blobs, database
from .shared import Program, lang


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nachet-datastore")
@lang
def main() -> None:
    """Deploy and maintain a Nachet datastore: pictures in a blob store, everything about them in PostgreSQL."""


for command in (
    database.deploy,
    database.distribute,
    database.status,
    database.roles,
    database.rollback,
    application.user,
    application.pipeline,
    application.seed,
    blobs.work,
    blobs.fsck,
    blobs.purge,
):
    main.add_command(command)
