"""Runs the application: ``python -m examples.backend``, or with a database and a store of yours."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser
from contextlib import ExitStack
from tempfile import TemporaryDirectory

from hypercorn.asyncio import serve
from hypercorn.config import Config

from nachet_datastore import Datastore
from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.deploy import deploy

from .app import create_app


def main() -> None:
    """Serve until it is interrupted; without a database, with one of its own, which goes when it ends."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--database-url", help="a deployed database; default: a new server, until the end")
    parser.add_argument("--storage-url", help="a blob store, such as ./folder; default: a new folder, until the end")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    with ExitStack() as stack:
        storage_url = options.storage_url or stack.enter_context(TemporaryDirectory(prefix="nachet-"))
        database_url = options.database_url
        if database_url is None:
            server = stack.enter_context(EmbeddedServer())
            deploy(server.url())
            # With the rights of a backend, not those of the superuser.
            database_url = f"{server.url()}&options=-crole%3Dnachet_backend"
            with Datastore(database_url, storage_url) as datastore:
                admin = datastore.create_user("admin@example.org", permission="admin")
            print(f"An administrator, who may import models: {admin.user_id}", flush=True)
        config = Config()
        config.bind = [f"{options.host}:{options.port}"]
        asyncio.run(serve(create_app(database_url, storage_url), config))


if __name__ == "__main__":
    main()
