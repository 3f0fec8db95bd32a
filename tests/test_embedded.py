"""The embedded server starts, restarts, and leaves nothing behind, whatever happens to the process that started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from nachet_datastore.demo.embedded import EmbeddedServer

#: Starts a server, says in which folders it is and which process, and waits to be ended.
_PROGRAM = """
import signal
import time
from nachet_datastore.demo.embedded import EmbeddedServer
signal.signal(signal.SIGINT, signal.default_int_handler)  # Ignored by what a shell runs in the background.
with EmbeddedServer() as server:
    print(server.folder, server.data, (server.data / "postmaster.pid").read_text().split()[0], flush=True)
    time.sleep(60)
"""


def _is_there(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent to notice does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "state=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return not state.stdout.startswith("Z")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_nothing_is_left_of_a_server_whose_process_ends(number: signal.Signals) -> None:
    """Neither its process nor its folders, also when nobody could clean up."""
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        folder, data, pid = process.stdout.readline().decode().split()
        assert Path(data).exists()
        assert _is_there(int(pid))
        process.send_signal(number)
    deadline = time.monotonic() + 20
    left = [Path(folder), Path(data).parent]
    while (_is_there(int(pid)) or any(map(Path.exists, left))) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_there(int(pid))
    assert not [path for path in left if path.exists()]


def test_what_was_committed_survives_a_crash() -> None:
    """``stop("immediate")`` and ``start`` are a crash and a recovery."""
    with EmbeddedServer() as server:
        with psycopg.connect(server.url(), autocommit=True) as conn:
            conn.execute("create table kept as select 1 as x")
            server.stop("immediate")
            with pytest.raises(psycopg.OperationalError):
                conn.execute("select 1")
        server.start()
        with psycopg.connect(server.url()) as conn:
            assert conn.execute("select x from kept").fetchall() == [(1,)]
