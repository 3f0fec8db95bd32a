"""``make images``: the pictures of the documentation: the demo's, and what the browser shows of what a page makes.

They are not compared with anything: what they show is tested in test_report.py.
"""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image
from rich.console import Console

from browser import Browser
from conftest import ROOT, as_user, fast_server, libpq, template_database
from nachet_datastore.demo.run import run
from nachet_datastore.testing import new_database
from test_docs import run_blocks

IMAGES = ROOT / "docs" / "images"

#: What is shown of the report: the name of the picture, the width of the window, and the element.
SHOWN = {
    "report-confusion": (1000, "[aria-labelledby=confusion] .pair"),
    "report-metrics": (390, "[aria-labelledby=metrics] figure"),
    "report-suspects": (1000, "[aria-labelledby=suspects]"),
}


def main() -> None:
    """Run the page in an empty folder, and keep what is to be seen."""
    IMAGES.mkdir(exist_ok=True)
    draw_demo()
    with TemporaryDirectory() as folder, fast_server() as server, template_database(server.url()) as template:
        with new_database(server.url(), "images", template) as url, pytest.MonkeyPatch.context() as monkeypatch:
            environment = {
                **libpq(as_user(url, "nachet_test_backend")),
                "NACHET_STORAGE_URL": str(Path(folder) / "store"),
                "ANALYST": "nachet_test_analyst",
            }
            run_blocks(ROOT / "docs" / "science.md", environment, Path(folder), monkeypatch)
        _keep("science-shown", (Path(folder) / "shown.png").read_bytes())
        with Browser() as browser:
            for name, (width, selector) in SHOWN.items():
                browser.open(Path(folder) / "report.html", width=width)
                _keep(name, browser.picture(selector))


def draw_demo() -> None:
    """The annotated picture of ``make demo``."""
    with TemporaryDirectory() as folder:
        drawn = Path(folder, "demo.png")
        run(Console(quiet=True), picture=None, inference=None, database_url=None, storage_url=None, output=str(drawn))
        _keep("demo", drawn.read_bytes())


def _keep(name: str, data: bytes) -> None:
    with Image.open(io.BytesIO(data)) as picture:
        picture.save(IMAGES / f"{name}.webp", "WEBP", quality=80, method=6)


if __name__ == "__main__":
    main()
