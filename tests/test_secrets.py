"""No secret in what is told: each kind of it goes into each place, and no text that comes out has it.

Texts are errors with their causes and tracebacks, ``repr`` of what people look at, the log, and the command line.
"""

from __future__ import annotations

import asyncio
import base64
import io
import logging
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner

from azurite import Azurite
from nachet_datastore import AsyncDatastore, Datastore, Timeouts, open_async_store, open_store
from nachet_datastore.__main__ import main
from nachet_datastore.blobs.stores import Content
from nachet_datastore.deploy import deploy
from nachet_datastore.errors import NachetError, StoreUnavailable, database_errors
from nachet_datastore.errors.secrets import redacted, safe
from nachet_datastore.wrapper import calls
from proxy import IMPATIENT, Answer, Drop, Proxy

SOON = Timeouts(connect=2, pool=0.5, store_connect=1, store_read=1, store_retry=0)


def _secret(length: int = 12) -> str:
    return base64.b32encode(os.urandom(length)).decode().rstrip("=")


class Secrets:
    """Makes secrets, and looks for them, and for their halves, in what is told."""

    def __init__(self) -> None:
        self._made: list[str] = []

    def word(self) -> str:
        """A password."""
        self._made.append(_secret())
        return self._made[-1]

    def wild(self) -> str:
        """A password with what a URL has a meaning for, which somebody forgot to escape."""
        return "".join(f"{self.word()}{mark}" for mark in "@/:?#%& ;='\"") + self.word()

    def key(self) -> str:
        """The key of a storage account."""
        made = base64.b64encode(os.urandom(64)).decode()
        self._made += [made, made[:40], quote(made, safe="")]
        return made

    def require_hidden(self, text: str, where: object) -> None:
        shown = [secret for secret in self._made if secret in text]
        assert not shown, f"{where}: {shown} in {text}"


@pytest.fixture
def secrets(caplog: pytest.LogCaptureFixture) -> Iterator[Secrets]:
    made = Secrets()
    with caplog.at_level(logging.INFO):
        yield made
    made.require_hidden(caplog.text, "log")


def told(act: Callable[[], object]) -> str:
    """All that the error says: its traceback with all causes, its detail, its repr."""
    try:
        act()
    except Exception as error:  # noqa: BLE001 - whichever it is
        parts = [*traceback.format_exception(error), repr(error), str(error), repr(getattr(error, "detail", ""))]
        if isinstance(error, NachetError):
            parts.append(error.describe())
        return "\n".join(parts)
    return ""


def _database_urls(secrets: Secrets) -> list[str]:
    word, wild = secrets.word, secrets.wild
    return [
        f"postgresql://ana:{word()}@127.0.0.1:9/x",
        f"postgresql://ana:{word()}@nowhere.invalid/x",
        f"postgresql://ana:{quote(wild(), safe='')}@127.0.0.1:9/x",
        f"postgresql://ana:{wild()}@127.0.0.1:9/x",
        f"postgresql://ana:{word()}/{word()}@127.0.0.1:9/x",
        f"postgresql://ana:{word()}#{word()}@127.0.0.1:9/x",
        f"postgresql://ana:12/{word()}@127.0.0.1:9/x",
        f"postgres//ana:{word()}@127.0.0.1/x",
        f"http://ana:{word()}@127.0.0.1/x",
        f"postgresql://127.0.0.1:9/x?password={word()}&sslmode=disable",
        f"postgresql://127.0.0.1:9/x?passwort={word()}",
        f"host=127.0.0.1 port=9 user=ana password={word()}",
        f"host=127.0.0.1 port=9 user=ana password='{word()} {word()}'",
        f"host=127.0.0.1 port=9 user=ana pasword='{word()} {word()}'",
        f"host=127.0.0.1 port=9 password='{word()}",
        f"host=127.0.0.1 port=9 sslpassword={word()} sslmode=nonsense",
    ]


def test_no_password_of_a_database_is_told(secrets: Secrets) -> None:
    for url in _database_urls(secrets):

        def call(url: str = url) -> None:
            with Datastore(url, timeouts=SOON) as datastore:
                secrets.require_hidden(f"{datastore!r} {datastore._database!r} {datastore._source!r}", url)
                datastore.schema_version()

        async def call_async(url: str = url) -> None:
            async with AsyncDatastore(url, timeouts=SOON) as datastore:
                secrets.require_hidden(f"{datastore!r} {datastore._database!r}", url)
                await datastore.schema_version()

        for act in (call, lambda url=url: asyncio.run(call_async(url)), lambda url=url: deploy(url)):
            error = told(act)
            assert error
            secrets.require_hidden(error, url)


def _storage_urls(secrets: Secrets) -> list[str]:
    word, wild, key = secrets.word, secrets.wild, secrets.key
    account = "DefaultEndpointsProtocol=https;AccountName=acct;AccountKey={};EndpointSuffix=nowhere.invalid"
    sas = "sv=2022-11-02&ss=b&srt=sco&sp=rwl&se=2099-01-01&sig={}"
    return [
        account.format(key()),
        *(
            f"{before}{account.format(key())}{after}"
            for before, after in [('"', '"'), (" ", ""), ("x=", ""), ("", "'")]
        ),
        account.format(word()),
        account.format(key()).replace("AccountKey=", "AccountKey:"),
        account.format(key()).replace("AccountKey=", "Key="),
        f"BlobEndpoint=https://ana:{word()}@nowhere.invalid;SharedAccessSignature={sas.format(word())}",
        f"BlobEndpoint=https://127.0.0.1:9/acct;SharedAccessSignature={sas.format(word())}",
        f"https://127.0.0.1:9/acct?{sas.format(word())}",
        f"http://127.0.0.1:9/acct?{sas.format(word())}",
        f"https://nowhere.invalid/?{sas.format(quote(key(), safe=''))}",
        f"https://acct.blob.core.windows.net/container?{sas.format(word())}",
        f"http://acct.blob.core.windows.net?{sas.format(word())}",
        f"https://ana:{word()}@acct.blob.core.windows.net",
        f"https://ana:{wild()}@acct.blob.core.windows.net",
        f"http://ana:{word()}@127.0.0.1:9/acct",
        f"ftp://ana:{word()}@host/x",
        f"acct.blob.core.windows.net?{sas.format(word())}",
        key(),
        f"'{key()}'",
    ]


def test_no_key_or_signature_of_a_store_is_told(secrets: Secrets) -> None:
    for url in _storage_urls(secrets):

        def act(url: str = url) -> None:
            store = open_store(url, timeouts=SOON)
            secrets.require_hidden(f"{store!r} {store.__dict__!r}", url)
            for failing in (lambda: store.get("user-here", "a"), lambda: list(store.list_containers())):
                secrets.require_hidden(told(failing), url)
            store.put("user-here", "a", b"x", Content.of(b"x", "image/png"))

        async def act_async(url: str = url) -> None:
            store = open_async_store(url, timeouts=SOON)
            try:
                secrets.require_hidden(f"{store!r} {store.__dict__!r}", url)
                await store.put("user-here", "a", io.BytesIO(b"x"), Content.of(b"x", "image/png"))
            finally:
                await store.close()

        for failing in (act, lambda url=url: asyncio.run(act_async(url))):
            error = told(failing)
            assert error
            secrets.require_hidden(error, url)


def test_no_signature_is_told_by_a_store_that_fails(azurite: Azurite, secrets: Secrets) -> None:
    with Proxy(azurite.url) as proxy:
        account = proxy.account(azurite.new_account()).partition("BlobEndpoint=")[2].rstrip(";")
        signed = f"{account}?sv=2022-11-02&ss=b&srt=sco&sp=rwl&se=2099-01-01&sig={secrets.word()}"
        store = open_store(signed, **IMPATIENT, timeouts=SOON)
        for fault in (
            None,
            Answer(503),
            Answer(403, "AuthenticationFailed"),
            Answer(400, "InvalidUri"),
            Drop(),
            Drop(0.5),
        ):
            proxy.before = lambda _, fault=fault: fault  # type: ignore[misc]
            for act in (lambda: store.get("user-here", "a"), lambda: list(store.list_blobs("user-here"))):
                error = told(act)
                assert error
                secrets.require_hidden(error, fault)
        store.close()


@pytest.mark.parametrize(
    "command", ["deploy", "status", "work", "fsck", "user list", "purge --older-than 1d", "nonsense"]
)
def test_the_command_line_tells_no_secret(command: str, secrets: Secrets) -> None:
    storage = ["./store", *_storage_urls(secrets)]
    for number, url in enumerate(_database_urls(secrets)):
        arguments = [*command.split(), "--database-url", url]
        if command.startswith(("work", "fsck", "purge")):
            arguments += ["--storage-url", storage[number]]
        wrong = [*command.split(), url]
        for line in (arguments, wrong):
            result = CliRunner().invoke(main, line)
            assert result.exit_code != 0
            secrets.require_hidden(result.output + result.stderr, line)


def test_what_is_called_with_is_not_in_the_repr_of_a_call(secrets: Secrets) -> None:
    structure: Any = {"models": [{"model_name": "m", "version": "1", "task": "t", "api_key": secrets.word()}]}
    call = calls.import_ml_structure(uuid4(), structure)
    secrets.require_hidden(repr(call), "call")


def test_an_error_of_the_server_has_no_secret_of_a_statement(world: Any, secrets: Secrets) -> None:
    with psycopg.connect(world.url) as conn:
        texts = [f"password={secrets.word()}", f"AccountKey={secrets.key()}", f"Bearer {secrets.word()}"]
        for text in texts:
            with suppress(psycopg.Error):
                conn.rollback()

            def act(text: str = text) -> None:
                with database_errors():
                    conn.execute("select nachet._raise('NX201', jsonb_build_object('name', %s::text))", [text])

            error = told(act)
            assert error
            secrets.require_hidden(error, "server")


def test_an_error_keeps_its_cause_where_that_has_no_secret(secrets: Secrets) -> None:
    clean, dirty = ValueError("a reason"), ValueError(f"https://ana:{secrets.word()}@host")
    dirty.__cause__ = OSError(f"sig={secrets.word()}")
    assert safe(clean) is clean
    shown = "".join(traceback.format_exception(safe(dirty)))
    secrets.require_hidden(shown, "cause")
    assert "ValueError" in shown
    assert "OSError" in shown
    assert StoreUnavailable({"reason": f"password={secrets.word()}"}).detail == {"reason": "password=***"}


@pytest.mark.parametrize(
    "text",
    [
        "ana@example.org",
        "Field 7: north",
        "key=5",
        "the signature is wrong",
        "boxes[3].box.topX",
        "token",
        "018 Cuscuta",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert redacted(text) == text
    assert redacted({"place": [text, 1, None]}) == {"place": [text, 1, None]}
