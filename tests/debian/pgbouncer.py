"""PgBouncer in transaction mode in front of a database, for as long as a ``with`` block lasts."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, quote, urlsplit

import psycopg

from conftest import DEBIAN
from nachet_datastore.demo.embedded import run_as

_SETTINGS = """
[databases]
* = host={server}
[pgbouncer]
pool_mode = transaction
default_pool_size = {size}
max_client_conn = 200
unix_socket_dir = {folder}
listen_port = 6432
auth_type = trust
auth_file = {folder}/users
"""

#: How long it may take to start, in seconds.
_START_SECONDS = 20.0


class PgBouncer:
    """All clients of ``url`` take turns with ``size`` connections to the database that ``database_url`` names."""

    def __init__(self, database_url: str, size: int) -> None:
        self._database = urlsplit(database_url)
        self._size = size

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="nachet-")
        folder = Path(self._folder.name)
        (server,) = parse_qs(self._database.query)["host"]
        settings, users = folder / "ini", folder / "users"
        settings.write_text(_SETTINGS.format(server=server, size=self._size, folder=folder), encoding="utf-8")
        users.write_text(f'"{self._database.username}" "{self._database.password}"\n', encoding="utf-8")
        account = run_as()
        if account:
            for path in (folder, settings, users):
                os.chown(path, account["user"], account["group"])
        self._process = subprocess.Popen(
            [f"{DEBIAN}/usr/sbin/pgbouncer", "--quiet", settings], stderr=subprocess.DEVNULL, **account
        )
        self.url = self._database._replace(query=f"host={quote(self._folder.name, safe='')}&port=6432").geturl()
        try:
            self._wait()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()
        self._folder.cleanup()

    def _wait(self) -> None:
        """Wait until it lets a client through."""
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
            else:
                return
