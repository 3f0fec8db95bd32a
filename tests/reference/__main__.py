"""``make docs``: write the generated documentation from a database deployed for it."""

from __future__ import annotations

from pathlib import Path

import psycopg

from nachet_datastore.deploy import deploy
from nachet_datastore.embedded import EmbeddedServer

from . import generate, present

ROOT = Path(__file__).parent.parent.parent

with EmbeddedServer() as server:
    deploy(server.url())
    with psycopg.connect(server.url()) as conn:
        files = generate(ROOT, conn)
for path in present(ROOT) - set(files):
    (ROOT / path).unlink(missing_ok=True)
for path, text in files.items():
    (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / path).write_text(text, encoding="utf-8")
