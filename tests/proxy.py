"""A proxy in front of Azurite that does to requests what a network and a busy service do.

::

    with Proxy(azurite.url) as proxy:
        store = open_store(proxy.account(azurite.new_account()), retry_total=1, read_timeout=1)
        proxy.before = lambda request: Answer(503) if request.method == "PUT" else None
        ...
        assert [request.method for request in proxy.requests] == ["PUT", "PUT"]

``before`` is called with each request that has arrived whole, before anything of it reaches the store; ``after`` once
the store has answered, before anything of the answer reaches the client. Both run in the thread of their connection:
they may wait, count, or kill a process. What they return is done to the request, or to its answer:

- ``None``: it is passed on.
- ``Answer(503)``: this is the answer; by ``before``, the store hears of nothing.
- ``Drop()``: the connection is reset; by ``after``, the store has done it and the client does not know.
- ``Drop(0.5)``: the same when half of the bytes are passed on.
- ``Hang()``: nothing more comes, until the client has enough.
- ``Replace(b"old", b"new")``: it is passed on with other bytes of the same number in it.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from io import BufferedReader
from itertools import count
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

#: Options of open_store: it tries again as often as the SDK does at least, only sooner.
IMPATIENT: dict[str, Any] = {"retry_total": 1, "initial_backoff": 0, "increment_base": 0.01, "random_jitter_range": 0}


@dataclass(frozen=True, slots=True)
class Request:
    """A request: its number, from 1 in the order of arrival, its first line and its headers."""

    number: int
    method: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer with this status and Azure's code for the error."""

    status: int
    code: str = "ServerBusy"

    def message(self) -> bytes:
        """The answer as it travels."""
        reason = HTTPStatus(self.status).phrase
        return f"HTTP/1.1 {self.status} {reason}\r\nx-ms-error-code: {self.code}\r\nContent-Length: 0\r\n\r\n".encode()


@dataclass(frozen=True, slots=True)
class Drop:
    """Reset the connection when this share of the bytes is passed on."""

    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Hang:
    """Pass nothing on, and keep the connection open."""


@dataclass(frozen=True, slots=True)
class Replace:
    """Pass it on with ``new`` in place of ``old``, both of one length."""

    old: bytes
    new: bytes


Hook = Callable[[Request], Answer | Drop | Hang | Replace | None]


class Proxy:
    """A proxy on a free port for as long as a ``with`` block lasts; ``requests`` are those that came by."""

    def __init__(self, store_url: str) -> None:
        self._store_url = store_url
        self._numbers = count(1)
        self._clients: list[socket.socket] = []
        self.before: Hook = lambda _: None
        self.after: Hook = lambda _: None
        self.requests: list[Request] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for client in self._clients:
            _reset(client)

    def account(self, connection_string: str) -> str:
        """The same account of Azurite's, by way of this proxy."""
        return connection_string.replace(self._store_url, self.url)

    def _accept(self) -> None:
        with suppress(OSError):  # It was closed.
            while True:
                client, _ = self._listener.accept()
                self._clients.append(client)
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        """Pass on the requests of one connection, until one of them ends it."""
        with suppress(OSError), client.makefile("rb") as reader:
            while (message := _read_message(reader)) and self._pass_on(message, client, reader):
                pass
        _reset(client)

    def _pass_on(self, message: bytes, client: socket.socket, reader: BufferedReader) -> bool:
        """Pass on one request, and its answer; whether the connection goes on."""
        method, path, _ = message.split(b"\r\n", 1)[0].decode().split(" ")
        request = Request(next(self._numbers), method, path, _headers(message))
        self.requests.append(request)
        fault = self.before(request)
        if isinstance(fault, Drop):
            self._ask(message[: int(len(message) * fault.share)], "")
            return False
        answer = b""
        if isinstance(fault, Replace):
            message, fault = message.replace(fault.old, fault.new), None
        if fault is None:
            answer = self._ask(message, method)
            fault = self.after(request)
        match fault:
            case Replace(old, new):
                answer = answer.replace(old, new)
            case Answer():
                answer = fault.message()
            case Drop(share):
                client.sendall(answer[: int(len(answer) * share)])
                return False
            case Hang():
                return bool(reader.read(1))
        client.sendall(answer)
        return True

    def _ask(self, message: bytes, method: str) -> bytes:
        """The store's answer to a request; none when there is no ``method``."""
        address = urlsplit(self._store_url)
        with socket.create_connection((address.hostname, address.port)) as store, store.makefile("rb") as reader:
            store.sendall(message)
            if method:
                return _read_message(reader, method)
            _reset(store)
            return b""


def _read_message(reader: BufferedReader, method: str = "") -> bytes:
    """A request, or the answer to one with this ``method``; empty where there is no more."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = reader.readline()
        if not line:
            return b""
        head += line
    status = head.split(b" ", 2)[1]
    if method == "HEAD" or status in (b"204", b"304"):
        return head
    headers = _headers(head)
    if headers.get("transfer-encoding") != "chunked":
        return head + reader.read(int(headers.get("content-length", 0)))
    chunk = b""
    while chunk != b"0\r\n\r\n":
        size = reader.readline()
        chunk = size + reader.read(int(size, 16) + 2)
        head += chunk
    return head


def _headers(message: bytes) -> dict[str, str]:
    lines = message.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _reset(connection: socket.socket) -> None:
    """Close a connection so that the other side hears of a reset, whoever else reads from it."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RD)
    connection.close()
