"""``make generate``: write what is generated, the documents from a database deployed for it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg

from . import generated_catalogue, generated_code, generated_documents, present

ROOT = Path(__file__).parent.parent.parent


def _write(files: Mapping[str, str | bytes]) -> None:
    for path, text in files.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_bytes(text if isinstance(text, bytes) else text.encode())


def _documents() -> dict[str, str]:
    from nachet_datastore.demo.embedded import EmbeddedServer
    from nachet_datastore.deploy import deploy

    with EmbeddedServer() as server:
        deploy(server.url())
        with psycopg.connect(server.url()) as conn:
            return generated_documents(ROOT, conn) | _lifecycle(server.url())


def _lifecycle(url: str) -> dict[str, str]:
    """The page for which the calls are run."""
    # The tests have the calls, and what they are run on.
    sys.path.append(str(ROOT / "tests"))
    from lifecycle import trace
    from undone import WHY
    from world import build

    from . import lifecycle

    return {lifecycle.PATH: lifecycle.write(trace(build(url), ROOT), WHY)}


_write(generated_code(ROOT))
_write(generated_catalogue(ROOT))
files = _documents()
for path in present(ROOT) - set(files):
    (ROOT / path).unlink(missing_ok=True)
_write(files)
