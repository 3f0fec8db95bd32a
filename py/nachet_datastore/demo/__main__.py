"""``python -m nachet_datastore.demo``: a shell with a datastore of its own, to try the guides in; or one command.

There a connection without a name is to a deployed database, as a backend: ``PGHOST``, ``PGUSER`` and the like say so.
``NACHET_STORAGE_URL`` is an empty blob store, ``ANALYST`` a login of an analyst, ``ADMIN`` the superuser; psql and the
server's other programs are on the path. With ``--empty`` nothing is deployed, for the guide of administrators. All of
it is gone when the shell ends. It needs the extra ``embedded``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import REMAINDER, ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from ..deploy import deploy
from .embedded import EmbeddedServer

_LOGINS = """
create role backend login in role nachet_backend;
create role analyst login in role nachet_analyst;
"""


def main() -> int:
    """Run the command, by default the user's shell, until it ends; its exit code."""
    parser = ArgumentParser(
        prog="python -m nachet_datastore.demo", description=__doc__, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--empty", action="store_true", help="deploy nothing")
    parser.add_argument("command", nargs=REMAINDER, metavar="COMMAND", help="default: your shell")
    options = parser.parse_args()
    with EmbeddedServer() as server, TemporaryDirectory(prefix="nachet-") as store:
        environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}:{server.programs}:{os.environ['PATH']}",
            "PGHOST": str(server.folder),
            "NACHET_STORAGE_URL": str(Path(store, "blobs")),
            "ADMIN": "postgres",
        }
        if not options.empty:
            deploy(server.url())
            with psycopg.connect(server.url(), autocommit=True) as conn:
                conn.execute(_LOGINS)
            environment |= {"PGDATABASE": "postgres", "PGUSER": "backend", "ANALYST": "analyst"}
        command = options.command or [os.environ.get("SHELL", "sh")]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
