"""Many machines, as far as one can tell on one: the script is sound, and does nothing where the extension is not.

What only a cluster shows is named in docs/scale.md.
"""

from __future__ import annotations

import re
from dataclasses import replace

import psycopg
import pytest

from bench.scale import lines
from conftest import ROOT, dump
from nachet_datastore.deploy import Source, distribute, read_status
from nachet_datastore.deploy.spread import blocks
from nachet_datastore.errors import CitusMissing
from test_cli import run

#: What each part of the script comes to first on a server without Citus, which has read all of the part by then.
FIRST = ["55000", "42883", "42P01"]


def test_without_the_extension_the_script_refuses_and_changes_nothing(database_url: str) -> None:
    before, found = dump(database_url), []
    with psycopg.connect(database_url, autocommit=True) as conn:
        for text in blocks(Source(ROOT)):
            with pytest.raises(psycopg.Error) as refused:
                conn.execute(text)
            found.append(refused.value.sqlstate)
    assert found == FIRST
    assert dump(database_url) == before


def _quoted(path: str, name: str) -> str:
    """The text between ``$name$`` and ``$name$`` in a file."""
    return (ROOT / path).read_text(encoding="utf-8").split(f"${name}$")[1]


def test_what_is_run_on_each_node_runs_on_any_server(connection: psycopg.Connection) -> None:
    """Twice, too; then the owner may log in, and its new functions are nobody else's."""
    for name in ("roles", "schemas") * 2:
        connection.execute(_quoted("sql/distribute.sql", name))
    connection.execute("set local role nachet_owner")
    connection.execute("create function nachet.new() returns text language sql return 'new'")
    told = connection.execute(
        "select r.rolcanlogin, has_function_privilege('public', 'nachet.new()', 'execute'), r.rolconfig"
        " from pg_roles as r where r.rolname = 'nachet_owner'"
    ).fetchone()
    assert told == (True, False, ["TimeZone=UTC"])


def test_what_is_asked_of_each_node_is_answered_by_any_server(connection: psycopg.Connection) -> None:
    look = _quoted("procedures/operation/get_distribution.sql", "look")
    asked = connection.execute("select format(%s, array['nachet_owner', 'nobody'])", [look]).fetchone() or ("",)
    assert connection.execute(asked[0]).fetchone() == ({"open": [], "roles": ["nobody"]},)
    connection.execute("grant execute on function nachet.schema_version to public")
    assert connection.execute(asked[0]).fetchone() == ({"open": ["nachet.schema_version()"], "roles": ["nobody"]},)


def test_the_command_says_that_the_extension_is_not_there(database_url: str) -> None:
    with pytest.raises(CitusMissing):
        distribute(database_url)
    told = run("distribute", "--database-url", database_url)
    assert told.exit_code == 1
    assert "docs/scale.md" in told.stderr


def test_status_names_what_a_cluster_lacks(database_url: str) -> None:
    """Each kind of thing, each node; an answer as ``nachet.get_distribution`` gives it, and nothing on one machine."""
    found = read_status(database_url)
    assert found.distribution == {"distributed": False, "missing": [], "nodes": []}
    kinds = ["reference", "distributed", "view", "delegated", "carried"]
    broken = {
        "distributed": True,
        "missing": [{"kind": kind, "name": f"the_{kind}"} for kind in kinds],
        "nodes": [
            {"node": "a:5432", "error": None, "open": ["nachet.f()"], "roles": ["app"]},
            {"node": "b:5432", "error": "away", "open": [], "roles": []},
        ],
    }
    problems = replace(found, distribution=broken).problems
    assert found.problems == ()
    assert [kind for kind, problem in zip(kinds, problems, strict=False) if f"the_{kind}" in problem] == kinds
    words = ("a:5432", "app", "nachet.f()", "b:5432", "away")
    assert [[word in problem for word in words] for problem in problems[5:]] == [
        [True, True, False, False, False],
        [True, False, True, False, False],
        [False, False, False, True, True],
    ]
    assert len(set(problems)) == 8


def test_the_page_of_many_machines_counts_the_tables_as_they_are(connection: psycopg.Connection) -> None:
    counts: dict[str, int] = dict(
        connection.execute(
            "select p ->> 'kind', count(*) from jsonb_array_elements(nachet._plan_distribution()) as p group by 1"
        ).fetchall()
    )
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    (spread,) = re.findall(r"^\| distributed \| the (\d+) tables", page, re.MULTILINE)
    (whole,) = re.findall(r"^\| reference \| the (\d+) others", page, re.MULTILINE)
    assert (int(spread), int(whole)) == (counts["distributed"], counts["reference"])


def test_what_a_cluster_holds_is_the_sum_of_its_rows() -> None:
    """A thousand pictures on four nodes, with eight shards."""
    found = {"pictures": (1.0, 1000.0), "boxes": (100.0, 60_000.0)}
    table = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines(found, 1000, 4, 8, 5_000_000)]
    assert table[2:] == [
        ["pictures", "1,000", "1,000", "1 MB", "250", "250 kB", "125 kB"],
        ["boxes", "60,000", "100,000", "60 MB", "25,000", "15 MB", "7.5 MB"],
        ["**below a container**", "61,000", "101,000", "61 MB", "25,250", "15.2 MB", "7.62 MB"],
        ["whole on every node", "", "", "20 MB", "", "5 MB", ""],
    ]
