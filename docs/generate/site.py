"""``make site``: the pages of the checkout as a website, with a search over all of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGES, SITE = ROOT / "build" / "pages", ROOT / "build" / "site"
#: What people look for: each must be found.
WORDS = ("quickstart", "export", "rollback", "troubleshooting")


def pages() -> list[Path]:
    """The pages of the checkout, the first one first."""
    folders = [ROOT, *(ROOT / name for name in ("docs", "sql", "examples"))]
    found = [page for folder in folders for page in folder.glob("*.md" if folder == ROOT else "**/*.md")]
    return [page.relative_to(ROOT) for page in found]


def gather() -> None:
    """Copy the pages, where they lie, and each file that one of them links to; a folder is its list of files."""
    shutil.rmtree(PAGES, ignore_errors=True)
    names = set(found := pages())
    for page in found:
        for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", (ROOT / page).read_text(encoding="utf-8")):
            target = Path(os.path.normpath(page.parent / link))
            if (ROOT / target).is_file():
                names.add(target)
    for name in names:
        (PAGES / name).parent.mkdir(parents=True, exist_ok=True)
        if name.suffix == ".md":
            (PAGES / name).write_text(_with_files(name), encoding="utf-8")
        else:
            shutil.copyfile(ROOT / name, PAGES / name)


def _with_files(page: Path) -> str:
    """The page; what it says of a folder without a page leads nowhere, so that is said without a link."""

    def linked(match: re.Match[str]) -> str:
        target = ROOT / page.parent / match[2].partition("#")[0]
        if target.is_dir():
            readme = target / "README.md"
            return f"[{match[1]}]({match[2].rstrip('/')}/README.md)" if readme.is_file() else match[1]
        return match[0]

    return re.sub(r"\[([^\]]+)\]\((?!https?:|mailto:|#)([^)\s]+)\)", linked, (ROOT / page).read_text(encoding="utf-8"))


def main() -> None:
    """Build the site; fail on a link that leads nowhere, and on a word that the search does not find."""
    gather()
    config = ROOT / "docs" / "site.yml"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--config-file",
        config,
    ]
    subprocess.run(command, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    found = json.loads((SITE / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    for word in WORDS:
        titles = [one["title"] for one in found if word in one["title"].lower()]
        if not titles:
            sys.exit(f"the search finds no heading with {word!r}")
    sys.stdout.write(f"{SITE.relative_to(ROOT)}: {len(found)} headings\n")


if __name__ == "__main__":
    main()
