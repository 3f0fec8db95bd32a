"""The command line for who runs the database: what it prints where, and with which exit code it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from click.testing import CliRunner, Result

from conftest import Databases, as_user, dump, execute
from nachet_datastore.cli import main
from nachet_datastore.deploy import Source, script

DRIFT = "grant execute on function nachet.get_user(text) to public"


def run(*arguments: str, answer: str | None = None, **environment: str) -> Result:
    return CliRunner().invoke(main, arguments, input=answer, env=environment)


def test_a_command_starts_without_what_it_may_not_need() -> None:
    """Neither what decodes pictures nor what draws progress bars, nor the SDK of a store: each takes long to import."""
    program = "import sys, nachet_datastore.__main__; print(*{'PIL', 'rich', 'azure', 'aiohttp'} & sys.modules.keys())"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "\n"


# -- deploy ------------------------------------------------------------------------------------------------------


def test_deploy_tells_what_it_did(database_url: str) -> None:
    execute(database_url, DRIFT)
    first = run("deploy", "--database-url", database_url)
    assert (first.exit_code, first.stderr.splitlines()[-1]) == (0, "functions, views, grants and reference data")
    assert "change function nachet.get_user (grant to public)" in first.stdout
    again = run("deploy", "--database-url", database_url)
    assert again.exit_code == 0
    assert again.stdout == "deployed: 0 migrations, 0 steps\n"


def test_deploy_plans(database_url: str, empty: Databases) -> None:
    """The summary first; the exit code says whether there is something to do."""
    nothing = run("deploy", "--plan", "--database-url", database_url)
    assert (nothing.exit_code, nothing.stdout) == (0, "nothing to do\n")
    execute(database_url, DRIFT, "alter table nachet_data.picture drop constraint picture_zoom_check")
    planned = run("deploy", "--plan", "--database-url", database_url)
    assert planned.exit_code == 2
    assert planned.stdout.splitlines() == [
        "0 migrations, 1 steps",
        "change function nachet.get_user (grant to public)",
        "table nachet_data.picture: constraint picture_zoom_check missing by hand; a deploy leaves it",
    ]
    document = json.loads(run("deploy", "--plan", "--json", "--database-url", database_url).stdout)
    assert document["summary"] == "0 migrations, 1 steps"
    assert [step["target"] for step in document["steps"]] == ["function nachet.get_user"]
    assert [drift["part"] for drift in document["left"]] == ["constraint picture_zoom_check"]
    with empty() as url:
        lines = run("deploy", "--plan", "--database-url", url).stdout.splitlines()
    migrations = Source().migrations
    expected = [f"apply migrations/{migration.id}.sql: {migration.summary}" for migration in migrations]
    assert lines[0].startswith(f"{len(migrations)} migrations, ")
    assert lines[1 : len(migrations) + 1] == expected
    assert "create view nachet.seed" in lines
    refused = run("deploy", "--plan", "--database-url", "host=/nowhere")
    assert (refused.exit_code, refused.stdout) == (1, "")


def test_deploy_writes_the_plan_as_a_script(database_url: str) -> None:
    execute(database_url, DRIFT)
    written = run("deploy", "--plan", "--sql", "--database-url", database_url)
    assert (written.exit_code, written.stdout) == (0, script(database_url=database_url))


def test_an_output_that_cannot_be_written_is_told_before_the_work(tmp_path: Path) -> None:
    failed = run("deploy", "--plan", "--sql", str(tmp_path / "nowhere" / "deploy.sql"), PGHOST="/nowhere")
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert "No such file" in failed.stderr
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize("command", [["deploy", "--plan", "--sql"], ["pipeline", "export"]])
def test_a_file_that_is_there_stays_where_a_command_is_refused(command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "output"
    path.write_text("what was here before", encoding="utf-8")
    assert run(*command, str(path), "--database-url", "host=/nowhere").exit_code == 1
    assert [(one, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [(path, "what was here before")]


def test_deploy_writes_the_script_and_connects_to_nothing(tmp_path: Path) -> None:
    printed = run("deploy", "--sql", PGHOST="/nowhere")
    assert (printed.exit_code, printed.stdout) == (0, script())
    path = tmp_path / "deploy.sql"
    assert run("deploy", "--sql", str(path), PGHOST="/nowhere").stdout == ""
    assert path.read_text(encoding="utf-8") == script()


def test_roles_prints_what_makes_the_roles_for_a_login() -> None:
    printed = run("roles", "the DBA's")
    assert printed.exit_code == 0
    assert "'the DBA''s'" in printed.stdout


# -- status ------------------------------------------------------------------------------------------------------


def test_status_ends_with_0_where_all_is_well(backend_url: str) -> None:
    """For the backend's login too."""
    told = run("status", "--database-url", backend_url)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.splitlines()[-1] == "all is as it should be"


def test_status_as_json(database_url: str) -> None:
    told = run("status", "--json", "--database-url", database_url)
    assert told.exit_code == 0
    document = json.loads(told.stdout)
    assert set(document) == {
        "ok",
        "problems",
        "package_version",
        "package_schema_version",
        "pending",
        "edited",
        "unknown",
        "outdated",
        "removed",
        "drift",
        "lost_species",
        "everyone",
        "notes",
        "database",
        "distribution",
    }
    assert (document["ok"], document["problems"], document["pending"]) == (True, [], [])
    assert document["drift"] == []
    assert {"name", "nb_rows", "estimated", "byte_size"} == set(document["database"]["tables"][0])
    assert set(document["database"]["blobs"]) == {"nb_due", "nb_later", "nb_parked", "oldest", "last_error"}


def test_status_ends_with_1_where_something_is_not(database_url: str) -> None:
    """And says what: rights, indexes, tasks that nobody tries any more."""
    execute(
        database_url,
        DRIFT,
        "update pg_index set indisvalid = false where indexrelid = 'nachet_data.picture_search_idx'::regclass",
        "insert into nachet_data.blob_task (container_id, kind, blob_container_id, blob_name, parked, last_error)"
        " select c.id, 'delete_blob', c.id, 'a', true, 'refused' from nachet_data.container as c",
        "update nachet_deploy.deployed set sha256 = '' where object like 'migration 0001.%'",
        "update nachet_deploy.deployed set sha256 = ' ' where object like 'function nachet.get_seed(%'",
        "insert into nachet_deploy.deployed (object, sha256) values ('view nachet.a', ' ')",
    )
    told = run("status", "--database-url", database_url)
    assert told.exit_code == 1
    problems = json.loads(run("status", "--json", "--database-url", database_url).stdout)["problems"]
    assert problems == [
        "migration 0001.people-and-access was edited after it was applied",
        "function nachet.get_seed differs from what is deployed",
        "view nachet.a is deployed, but not in this package",
        "function nachet.get_user(text): grant to public added by hand; a deploy puts it right",
        "index nachet_data.picture_search_idx is invalid: drop it and create it again",
        "1 blob tasks failed too often: refused",
    ]
    assert told.stdout.splitlines()[-len(problems) :] == problems


def test_status_of_a_database_without_the_datastore(empty: Databases) -> None:
    with empty() as url:
        told = run("status", "--json", "--database-url", url)
    document = json.loads(told.stdout)
    assert told.exit_code == 1
    assert document["database"] is None
    assert document["pending"] == [migration.id for migration in Source().migrations]


# -- rollback ----------------------------------------------------------------------------------------------------


def test_rollback_says_what_is_lost_and_asks(database_url: str) -> None:
    before = dump(database_url)
    last = Source().migrations[-1]
    for answer in ("n\n", ""):
        refused = run("rollback", "--to", str(last.number - 1), "--database-url", database_url, answer=answer)
        assert refused.exit_code == 1
        assert refused.stdout.startswith(f"{last.id}: {last.loss}\n")
    assert dump(database_url) == before
    undone = run("rollback", "--to", str(last.number - 1), "--database-url", database_url, answer="y\n")
    assert (undone.exit_code, undone.stdout.splitlines()[-1]) == (0, f"rolled back: {last.id}")


def test_rollback_asks_nothing_where_nobody_is_there_to_answer(database_url: str) -> None:
    assert run("rollback", "--to", "0", "--yes", "--database-url", database_url).exit_code == 0
    again = run("rollback", "--to", "0", "--database-url", database_url)
    assert (again.exit_code, again.stdout) == (0, "rolled back: nothing\n")


# -- errors ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["deploy", "status", "rollback --to 0"])
def test_errors_go_to_standard_error(command: str) -> None:
    failed = run(*command.split(), "--database-url", "host=/nowhere")
    assert (failed.exit_code, failed.stdout) == (1, "")
    assert failed.stderr.startswith("error: ")
    assert "Traceback" not in failed.stderr


def test_another_deploy_is_told_with_whose_it_is(database_url: str) -> None:
    with psycopg.connect(database_url) as conn:
        conn.execute("select pg_advisory_xact_lock(121364558669172)")
        failed = run("deploy", "--wait", "0.01", "--database-url", database_url)
        assert failed.exit_code == 1
        assert failed.stderr.splitlines()[:2] == ["error: another deploy is running", f"  pid: {conn.info.backend_pid}"]
        assert failed.stderr.splitlines()[-1].startswith("hint: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["deploy", "--frobnicate"],
        ["deploy", "--json"],
        ["deploy", "--plan", "--sql", "--json"],
        ["rollback"],
        ["rollback", "--to", "-1"],
        ["roles"],
    ],
)
def test_what_is_called_wrongly_ends_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


# -- where the database is ---------------------------------------------------------------------------------------


def test_the_database_is_found_however_it_is_written(database_url: str) -> None:
    """As libpq takes it: a URL, keys and values, several hosts, any password; or the environment."""
    parts = urlsplit(database_url)
    server = {"host": parts.hostname, "port": parts.port, "user": parts.username, **parse_qs(parts.query)}
    known = {name: value[0] if isinstance(value, list) else str(value) for name, value in server.items() if value}
    name = parts.path.removeprefix("/")
    separator = "&" if parts.query else "?"
    password = {"password": parts.password or "a 'b'@c/d:e%f"}
    quoted = "".join(f" {key}='{value}'" for key, value in known.items())
    keys = f"dbname={name}{quoted} password='{password['password']}'".replace("'b'", r"\'b\'")
    several = keys.replace(f"host='{known['host']}'", f"host='/nowhere,{known['host']}'")
    urls = [
        keys,
        several,
        f"{database_url}{separator}password=a%20%27b%27%40c%2Fd%3Ae%25f&sslmode=prefer&connect_timeout=5",
        database_url.replace("postgresql://", "postgres://"),
    ]
    for url in urls:
        found = run("deploy", "--plan", "--database-url", url)
        assert (found.exit_code, found.stdout) == (0, "nothing to do\n"), (url, found.stderr)
    environment = {f"PG{key.upper()}": value for key, value in {"database": name, **known, **password}.items()}
    assert run("status", **environment).exit_code == 0


# -- users and pipelines -----------------------------------------------------------------------------------------

STRUCTURE: dict[str, list[dict[str, object]]] = {
    "models": [{"model_name": "finder", "version": "1", "task": "Object Detection", "endpoint_name": "é", "key": "k"}],
    "pipelines": [
        {"pipeline_name": "Find", "models": ["finder"], "default": True},
        {"pipeline_name": "Pinned", "models": [{"name": "finder", "version": "1"}]},
    ],
}


@pytest.fixture
def backend(emptied_url: str) -> str:
    """A database without users or models, as the backend logs in."""
    return as_user(emptied_url, "nachet_test_backend")


def test_the_first_administrator_and_the_others_need_no_psql(backend: str) -> None:
    added = run("user", "add", "--database-url", backend, "ana@example.org", "--permission", "admin")
    assert (added.exit_code, added.stderr) == (0, "")
    assert run("user", "add", "ben@example.org", "--database-url", backend).exit_code == 0
    changed = run(
        "user", "set-permission", "BEN@example.org", "read", "--as", "ana@example.org", "--database-url", backend
    )
    assert changed.stdout.startswith("ben@example.org read ")
    listed = run("user", "list", "--as", "ana@example.org", "--database-url", backend).stdout.splitlines()
    assert [line.split()[:2] for line in listed] == [["ana@example.org", "admin"], ["ben@example.org", "read"]]
    assert listed[0].startswith(added.stdout.strip())
    document = json.loads(run("user", "list", "--json", "--as", "ana@example.org", "--database-url", backend).stdout)
    assert [one["email"] for one in document] == ["ana@example.org", "ben@example.org"]
    refused = run(
        "user", "set-permission", "ana@example.org", "read", "--as", "ben@example.org", "--database-url", backend
    )
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("error: ")
    # A list of addresses is for administrators.
    assert run("user", "list", "--as", "ben@example.org", "--database-url", backend).exit_code == 1


def test_the_first_pipeline_needs_no_psql(backend: str, tmp_path: Path) -> None:
    path, back = tmp_path / "structure.json", tmp_path / "exported.json"
    path.write_text(json.dumps(STRUCTURE), encoding="utf-8")
    run("user", "add", "ana@example.org", "--permission", "admin", "--database-url", backend)
    act = ("pipeline", "import", str(path), "--as", "ana@example.org", "--database-url", backend)
    imported = run(*act)
    assert (imported.exit_code, imported.stderr) == (0, "")
    assert imported.stdout.splitlines()[0].startswith("models: 1 added")
    assert "1 unchanged" in run(*act).stdout
    assert run("pipeline", "list", "--database-url", backend).stdout == "* Find: finder\n  Pinned: finder 1\n"
    assert run("pipeline", "export", str(back), "--database-url", backend).exit_code == 0
    exported = json.loads(back.read_text(encoding="utf-8"))
    assert exported["models"][0].items() >= STRUCTURE["models"][0].items(), "with its key"
    again = run("pipeline", "import", str(back), "--as", "ana@example.org", "--database-url", backend)
    assert again.stdout.count("0 added") == 3


def test_a_list_of_species_is_imported_once(backend: str, tmp_path: Path) -> None:
    path = tmp_path / "species.json"
    path.write_text(json.dumps([{"name": "Avena fatua", "family": "Poaceae"}, {"name": "Iva axillaris"}]), "utf-8")
    run("user", "add", "ana@example.org", "--permission", "admin", "--database-url", backend)
    act = ("seed", "import", str(path), "--as", "ana@example.org", "--database-url", backend)
    imported = run(*act, "--reason", "The list of 2030.")
    assert (imported.exit_code, imported.stderr) == (0, "")
    assert imported.stdout == "added: Avena fatua\nunchanged: 1\n"
    assert run(*act).stdout == "unchanged: 2\n"
    path.write_text('[{"name": ""}]', "utf-8")
    refused = run(*act)
    assert refused.exit_code == 1
    assert "seeds[0].name" in refused.stderr


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff\xfe", b"[]"], ids=str)
def test_a_wrong_file_is_told_in_a_line(backend: str, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "structure.json"
    if content is not None:
        path.write_bytes(content)
    run("user", "add", "ana@example.org", "--permission", "admin", "--database-url", backend)
    result = run("pipeline", "import", str(path), "--as", "ana@example.org", "--database-url", backend)
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit), "no stack trace"
    assert "rror: " in result.stderr
    unwritable = run("pipeline", "export", str(tmp_path / "no" / "where.json"), "--database-url", "host=/nowhere")
    assert (unwritable.exit_code, isinstance(unwritable.exception, SystemExit)) == (2, True)
