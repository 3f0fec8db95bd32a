"""A real browser without a screen, for what a page shows: Chromium, driven through a pipe by its own protocol.

``make`` unpacks it into ``.browser``, with its fonts and libraries. With ``Browser() as browser``, a ``page`` is opened
from a file; what it asks for, what it says on its console and what fails is noted.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import subprocess
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

_FOLDER = Path(__file__).parent.parent / ".browser"

#: No sandbox: it opens pages of the tests alone, also as root in a container. Each other switch leaves out what no page
#: of the tests needs and what would ask a network.
_SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--no-zygote",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--force-device-scale-factor=1",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    "--no-first-run",
    "--remote-debugging-pipe",
)


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are none of the numbers that the browser takes."""
    ends = os.pipe()
    try:
        read, write = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    finally:
        for end in ends:
            os.close(end)
    return read, write


class Browser:
    """A browser with one page at a time."""

    def __enter__(self) -> Self:
        if not (_FOLDER / "chromium").exists():
            raise RuntimeError("the browser is not unpacked in the checkout: run the tests with 'make test'")
        self._home = TemporaryDirectory(prefix="nachet-browser-")
        requests, self._write = _pipe()
        self._read, answers = _pipe()
        environment = {
            **os.environ,
            "HOME": self._home.name,
            "LD_LIBRARY_PATH": str(_FOLDER / "lib"),
            "FONTCONFIG_FILE": str(_FOLDER / "fonts.conf"),
        }
        # It reads from 3 and writes to 4.
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{requests} 4>&{answers}', "bash", _FOLDER / "chromium", *_SWITCHES,
             f"--user-data-dir={self._home.name}/profile", "about:blank"],
            pass_fds=(requests, answers),
            env=environment,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(requests)
        os.close(answers)
        self._numbers = count(1)
        self._unread = b""
        self._events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", {"url": "about:blank"}, of_page=False)["targetId"]
        attached = self.ask("Target.attachToTarget", {"targetId": target, "flatten": True}, of_page=False)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._write)
        os.close(self._read)
        self._home.cleanup()

    def ask(self, method: str, values: Mapping[str, Any] | None = None, *, of_page: bool = True) -> Any:
        """What the browser answers."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": values or {}}
        if of_page:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == number:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']}")
                return told["result"]
            self._events.append(told)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            data = os.read(self._read, 1 << 20)
            if not data:
                raise RuntimeError("the browser ended")
            self._unread += data
        message, _, self._unread = self._unread.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        return told

    def open(self, path: Path, *, width: int = 1200, height: int = 800, media: str = "screen") -> None:
        """Open a page and wait until all of it is there."""
        self._events.clear()
        self.resize(width, height, media=media)
        self.ask("Page.navigate", {"url": path.absolute().as_uri()})
        while not any(event["method"] == "Page.loadEventFired" for event in self._events):
            self._events.append(self._next())
        self.run("document.fonts.ready")

    def resize(self, width: int, height: int = 800, *, media: str = "screen") -> None:
        """Give the page so many pixels, on a screen or as if printed."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.ask("Emulation.setDeviceMetricsOverride", size)
        self.ask("Emulation.setEmulatedMedia", {"media": media})

    def run(self, expression: str) -> Any:
        """The value of an expression of JavaScript in the page."""
        answer = self.ask("Runtime.evaluate", {"expression": expression, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def complaints(self) -> list[str]:
        """What the page said on its console, what failed in it, and what it asked for beside itself."""
        said = []
        for event in self._events:
            values = event.get("params", {})
            match event["method"]:
                case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown" | "Log.entryAdded":
                    said.append(json.dumps(values))
                case "Network.requestWillBeSent" if not values["request"]["url"].startswith("data:"):
                    if values.get("type") != "Document":
                        said.append(values["request"]["url"])
        return said

    def picture(self, selector: str | None = None) -> bytes:
        """A PNG of the page, or of the first element that the selector finds."""
        place = self.run(
            "(() => { const r = (%s).getBoundingClientRect();"
            " return {x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height, scale: 1} })()"
            % (f"document.querySelector({json.dumps(selector)})" if selector else "document.documentElement")
        )
        answer = self.ask("Page.captureScreenshot", {"clip": place, "captureBeyondViewport": True})
        return base64.b64decode(answer["data"])

    def pdf(self) -> bytes:
        """The page as it is printed."""
        return base64.b64decode(self.ask("Page.printToPDF", {"preferCSSPageSize": True})["data"])
