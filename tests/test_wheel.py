"""Installed from the wheel, in an empty environment far from the checkout, everything is there."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import psycopg
import pytest

from conftest import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of an environment that has the wheel and what it asks for, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(folder, sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv")
    # pip takes ten times as long, but alone knows of package sources that only pip was told.
    uv = f"{Path(sys.executable).with_name('uv')} pip install --quiet --python venv"
    pip = f"{sys.executable} -m pip --python venv --quiet install --no-compile"
    wanted = f"--constraint '{ROOT}/constraints.txt' '{wheel}[embedded]'"
    _run(folder, "sh", "-c", f"{uv} {wanted} || {pip} {wanted}")
    return folder / "venv" / "bin"


def _run(folder: Path, *command: str | Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_the_wheel_deploys_what_the_checkout_deploys(installed: Path, tmp_path: Path, database_url: str) -> None:
    """A deploy over one made from the checkout changes nothing, to the last function."""
    before = _catalogue(database_url)
    output = _run(tmp_path, installed / "nachet-datastore", "deploy", "--database-url", database_url)
    assert "0 migrations" in output
    assert _catalogue(database_url) == before


def test_the_wheel_has_the_definitions_of_the_documents(installed: Path) -> None:
    folder = "nachet_datastore/_source/sql/documents"
    found = {path.name for path in installed.parent.glob(f"lib/*/site-packages/{folder}/*")}
    assert found == {path.name for path in (ROOT / "sql" / "documents").iterdir()}


def test_the_wheel_has_the_plugin_for_pytest(installed: Path) -> None:
    """Beside the package, and named where pytest looks for plugins."""
    packages = next(installed.parent.glob("lib/*/site-packages"))
    assert (packages / "pytest_nachet_datastore.py").exists()
    (named,) = packages.glob("nachet_datastore-*.dist-info/entry_points.txt")
    assert "[pytest11]\npytest_nachet_datastore = pytest_nachet_datastore" in named.read_text(encoding="utf-8")


def test_the_demo_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """With nothing but the environment: its own server, its own store, its own picture."""
    _run(tmp_path, installed / "nachet-datastore", "demo", "--output", tmp_path / "seeds.png")
    assert (tmp_path / "seeds.png").read_bytes().startswith(b"\x89PNG")


def _catalogue(url: str) -> list[tuple[str, ...]]:
    with psycopg.connect(url) as conn:
        return conn.execute(
            """
            select p.oid::regprocedure::text, pg_get_functiondef(p.oid), p.proacl::text, obj_description(p.oid)
            from pg_catalog.pg_proc as p where p.pronamespace = 'nachet'::regnamespace
            union all
            select c.oid::regclass::text, pg_get_viewdef(c.oid), c.relacl::text, obj_description(c.oid)
            from pg_catalog.pg_class as c where c.relnamespace = 'nachet'::regnamespace and c.relkind = 'v'
            order by 1
            """
        ).fetchall()
