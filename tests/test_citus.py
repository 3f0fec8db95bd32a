"""The sources keep the rules that let them run on Citus; and each rule finds what it is about, and nothing else."""

from __future__ import annotations

import re
from copy import copy
from functools import cache
from itertools import product
from pathlib import Path

import psycopg
import pytest
from pglast import parse_sql
from psycopg.types.json import Jsonb

from citus import RULES, Function, Source, Statement, offenders
from citus.rules import elsewhere
from citus.types import STABLE
from conftest import ROOT


@cache
def source() -> Source:
    """Read once, and only by a worker that has one of these tests."""
    return Source(ROOT)


def _broken(rule: int) -> list[str]:
    return [str(offender) for offender in offenders(source(), rule)]


def test_no_sql_function_names_a_table_below_a_container() -> None:
    assert _broken(2) == []


def test_tables_are_locked_locally() -> None:
    assert _broken(3) == []


def test_a_statement_writes_once() -> None:
    assert _broken(4) == []


def test_functions_that_read_tables_are_called_alone() -> None:
    assert _broken(5) == []


def test_a_list_is_never_empty_over_a_cte() -> None:
    assert _broken(6) == []


def test_no_unstable_expression_over_a_column_is_written() -> None:
    assert _broken(7) == []


def test_every_table_says_its_container() -> None:
    assert _broken(8) == []


def test_rows_are_locked_in_a_container() -> None:
    assert _broken(9) == []


def test_writes_in_all_containers_are_sequential() -> None:
    assert _broken(10) == []


def test_nothing_is_written_on_all_nodes_after_them() -> None:
    assert _broken(11) == []


def test_outer_joins_take_what_is_counted_below() -> None:
    assert _broken(12) == []


#: Published functions of a container that ask another one, too: the archive.
ASK_THE_ARCHIVE = {
    "delete_picture_set": "what is kept goes there",
    "restore_picture_set": "and comes back",
    "unarchive_picture_set": "and comes back",
    "register_pictures": "where the caller chose the id of a picture, it may be there",
    "list_expected_blobs": "blobs of pictures that are on their way there",
    "get_expected_blob": "such a blob",
    "discard_blob": "such a blob",
}


def test_a_call_in_a_container_asks_no_other_one() -> None:
    """But for a few. A call that asks for rows of two containers is a transaction on two nodes of a cluster."""
    assert {name for name in elsewhere(source()) if not name.startswith("_")} == set(ASK_THE_ARCHIVE)


def test_the_tables_below_a_container_are_those_whose_key_has_it(connection: psycopg.Connection) -> None:
    """As the migrations are read, and as the catalogue has it."""
    found = connection.execute(
        """
        select c.relname
        from pg_catalog.pg_class as c
        inner join pg_catalog.pg_constraint as k on c.oid = k.conrelid and k.contype = 'p'
        inner join pg_catalog.pg_attribute as a on c.oid = a.attrelid and a.attnum = any (k.conkey)
        where c.relnamespace = 'nachet_data'::regnamespace and a.attname = 'container_id'
        """
    ).fetchall()
    assert {name for (name,) in found} == source().spread
    assert "group_container" not in source().spread


def test_every_function_of_the_database_is_read(connection: psycopg.Connection) -> None:
    found = connection.execute(
        "select p.proname from pg_catalog.pg_proc as p where p.pronamespace = 'nachet'::regnamespace"
    ).fetchall()
    # The texts of the errors come from sql/errors.csv.
    written = {function.name for function in source().functions} | {"_errors"}
    assert {name for (name,) in found} == written


def test_what_counts_as_stable_is_stable(connection: psycopg.Connection) -> None:
    found = connection.execute(
        "select p.proname, array_agg(distinct p.provolatile::text) from pg_catalog.pg_proc as p"
        " where p.pronamespace = 'pg_catalog'::regnamespace and p.proname = any (%s) group by p.proname",
        [sorted(STABLE)],
    ).fetchall()
    assert dict(found) == {name: ["s"] for name in STABLE}


#: A value for each filter of find_pictures, and each option of a review queue; the texts made of them hold none.
ID = "0193a2b0-4c10-7000-8000-000000000001"
FILTER = {
    **dict.fromkeys(("after", "picture_set_id", "parent", "pipeline_id", "seed_id"), ID),
    **dict.fromkeys(("uploaded_from", "uploaded_to"), "2030-01-01T00:00:00Z"),
    **dict.fromkeys(("verified", "has_inference"), True),
    **{f"{end}_{what}": 1 for end in ("min", "max") for what in ("byte_size", "width", "height", "top_score")},
    **dict.fromkeys(("media_type", "name", "text"), "a"),
    "limit": 1,
}
QUEUE = dict.fromkeys(("seed_id", "model_version_id", "picture_set_id", "uploaded_from", "uploaded_to"), "")
PARTS = product(("", "regulated", "rest"), (None, "open", "disputed"), (True, False), (True, False))


def test_what_is_put_together_at_run_time_keeps_the_rules(connection: psycopg.Connection) -> None:
    """The texts of find_pictures and of a review queue, as their functions write them; ``$1`` is the container."""
    paths = {function.name: ROOT / function.path for function in source().functions}
    kinds = re.findall(r"^ {8}\(\n? *'(\w+)', '\w+'", paths["find_pictures"].read_text("utf-8"), re.MULTILINE)
    assert set(kinds) == set(FILTER)
    (condition,) = connection.execute("select nachet._read_picture_filter(%s)", [Jsonb(FILTER)]).fetchone() or ("",)
    texts = [f"select p.id from nachet_data.picture as p where p.container_id = $1 and {condition}"]  # noqa: S608
    for part, *how in PARTS:
        options = QUEUE | ({"part": part} if part else {})
        (query,) = connection.execute(
            "select nachet._write_queue_query('top_score', %s, %s, %s, %s)", [Jsonb(options), *how]
        ).fetchone() or ("",)
        texts.append(f"select q.* from ({query}) as q")  # noqa: S608
    assert len(set(texts)) > 20
    made = copy(source())
    made.functions, made.views = tuple(map(_made_up, texts)), ()
    assert [str(offender) for rule in RULES for offender in offenders(made, rule)] == []

    astray = [re.sub(r"\b[op]\.container_id = \$1", "true", text) for text in texts]
    made.functions = tuple(map(_made_up, astray))
    assert {offender.text for offender in offenders(made, 8)} == set(astray)


def _made_up(text: str) -> Function:
    """A function of a container that runs this query alone."""
    (parsed,) = parse_sql(text)
    statement = Statement(1, text, parsed.stmt)
    return Function("made up", "", 1, "plpgsql", "stable", {}, ("p_container_id",), (statement,))


# -- the rules themselves ----------------------------------------------------------------------------------------

TABLES = """
create table nachet_data.seed (id uuid primary key, name text);
create table nachet_data.container (id uuid primary key, kind text);
create table nachet_data.picture (
    container_id uuid, id uuid, parent uuid, document jsonb, upload_date timestamptz, sha256 text,
    constraint picture_pkey primary key (container_id, id)
);
create table nachet_data.object (container_id uuid, id uuid, picture_id uuid, seed_id uuid);
alter table nachet_data.object add constraint object_pkey primary key (id, container_id);
"""

#: What stands beside each example: a function that reads, one that does not, and a writer of a table on every node.
HELPERS = """
create function nachet._reader(p_container_id uuid) returns jsonb language plpgsql stable as $$
begin
    return (select to_jsonb(p) from nachet_data.picture as p where p.container_id = p_container_id limit 1);
end
$$;
create function nachet._calls_reader(p_container_id uuid) returns jsonb language plpgsql stable as $$
begin
    return nachet._reader(p_container_id);
end
$$;
create function nachet._plain(p_text text) returns text language sql immutable return upper(p_text);
create function nachet._stable(p_text text) returns text language sql stable return upper(p_text);
create function nachet._writer() returns void language plpgsql as $$
begin
    delete from nachet_data.seed as s where s.name = '';
end
$$;
"""

SEQUENTIAL = "perform set_config('citus.multi_shard_modify_mode', 'sequential', true);"
LOCALLY = "perform set_config('citus.enable_ddl_propagation', 'off', true);"
WRITE = "update nachet_data.object as o set seed_id = p_id where o.seed_id = p_id;"


def plpgsql(body: str, *, parameters: str = "p_container_id uuid, p_id uuid", name: str = "example") -> str:
    """A function as the sources have them, its body from line 7 on."""
    return (
        f"-- é\ncreate or replace function nachet.{name}({parameters})\nreturns jsonb\n"
        f"language plpgsql volatile strict set timezone = 'UTC'\nas $function$\nbegin\n{body}\nend\n$function$;\n\n"
        f"comment on function nachet.{name} is 'An example.';\n"
    )


def everywhere(body: str) -> str:
    """A function that works in no container."""
    return plpgsql(body, parameters="p_id uuid, p_ids uuid[]")


def language_sql(query: str) -> str:
    return f"create function nachet.example(p_container_id uuid) returns uuid language sql stable as $${query}$$;"


def view(query: str) -> str:
    return f"create or replace view nachet.example as {query};"


#: Of each rule: what breaks it.
BAD = [
    (2, language_sql("select p.id from nachet_data.picture as p where p.container_id = p_container_id")),
    (
        2,
        "create function nachet.example() returns bigint language sql stable"
        " return (select count(*) from nachet_data.picture as p);",
    ),
    (2, language_sql("select e.id from nachet.pictures as e")),
    (3, plpgsql("lock table nachet_data.seed in row share mode;")),
    (3, everywhere("lock table nachet_data.seed in row share mode;") + plpgsql("perform nachet.example();", name="f")),
    (3, plpgsql("lock table nachet_data.seed in row share mode;", parameters="", name="_hold_catalogue")),
    (
        4,
        plpgsql(
            "with gone as (\n    delete from nachet_data.object as o where o.container_id = p_container_id\n"
            "    returning o.id\n)\n\ninsert into nachet_data.picture (container_id, id)\n"
            "select p_container_id, g.id from gone as g;"
        ),
    ),
    (
        4,
        plpgsql(
            "with added as (insert into nachet_data.picture (container_id, id) values (p_container_id, p_id)"
            " returning id) select a.id into p_id from added as a;"
        ),
    ),
    (5, plpgsql("perform nachet._reader(c.id) from nachet_data.container as c where c.id = p_container_id;")),
    (5, plpgsql("return nachet._calls_reader(p_id) || (select to_jsonb(s) from nachet_data.seed as s limit 1);")),
    (5, language_sql("select s.id from nachet_data.seed as s where nachet._reader(p_container_id) is null")),
    (5, view("select c.id, nachet._reader(c.id) as picture from nachet_data.container as c")),
    (
        6,
        plpgsql(
            "with known as (select p.id from nachet_data.picture as p where p.container_id = p_container_id)\n"
            "select exists (select from known as k) into p_id;"
        ),
    ),
    (
        6,
        plpgsql(
            "update nachet_data.picture as p set parent = null where p.container_id = p_container_id\n"
            "and exists (select from nachet_data.object as o where o.container_id = p_container_id);"
        ),
    ),
    (
        6,
        plpgsql(
            "if exists (select from (\n    select p.id from nachet_data.picture as p"
            " where p.container_id = p_container_id\n) as q) then return null; end if;"
        ),
    ),
    *(
        (7, plpgsql(f"update nachet_data.picture as p set {change} where p.container_id = p_container_id;"))  # noqa: S608
        for change in (
            "document = jsonb_build_object('parent', p.parent)",
            "sha256 = p.id || '.png'",
            "sha256 = 'user-' || p.container_id",
            "sha256 = nachet._stable(p.sha256)",
            "sha256 = p.upload_date::text",
            "upload_date = p.upload_date + interval '1 day'",
            "upload_date = nachet._now() + least(interval '1 h', interval '1 s' * (p.document ->> 'n')::integer)",
            "upload_date = (p.document ->> 'time')::timestamptz",
            "(parent, document) = (p_id, p.document || to_jsonb(p.id))",
        )
    ),
    (
        7,
        plpgsql(
            "delete from nachet_data.picture as p using unnest(p_ids) as f (id)\n"
            "where p.container_id = p_container_id and p.sha256 = f.id || '.png';",
            parameters="p_container_id uuid, p_ids uuid[]",
        ),
    ),
    (
        7,
        plpgsql(
            "insert into nachet_data.picture as p (container_id, id) values (p_container_id, p_id)\n"
            "on conflict (container_id, id) do update set document = to_jsonb(p.sha256);"
        ),
    ),
    (8, plpgsql("select to_jsonb(p) into p_id from nachet_data.picture as p where p.id = p_id;")),
    (
        8,
        plpgsql(
            "select to_jsonb(p) into p_id from nachet_data.picture as p\n"
            "inner join nachet_data.object as o on o.container_id = p.container_id and o.picture_id = p.id\n"
            "where p.container_id = p_container_id;"
        ),
    ),
    (8, plpgsql("perform e.id from nachet.pictures as e where e.id = p_id;")),
    (
        8,
        plpgsql(
            "perform from nachet_data.picture as p where p.container_id = p_container_id or p.container_id is null;"
        ),
    ),
    (
        8,
        plpgsql(
            "perform p.id from nachet_data.picture as p inner join nachet_data.picture as a on p.id = a.id\n"
            "where p.container_id = p_container_id and a.container_id = p_id;"
        ),
    ),
    (
        8,
        everywhere(
            "perform c.id from nachet_data.container as c where exists (\n"
            "    select from nachet_data.picture as p where p.container_id = c.id\n);"
        ),
    ),
    (
        8,
        view(
            "select p.container_id, o.id from nachet_data.picture as p left join lateral (\n"
            "    select o.id from nachet_data.object as o\n"
            "    where o.container_id = p.container_id and o.picture_id = p.id\n) as o on true"
        ),
    ),
    (8, view("select p.id from nachet_data.picture as p inner join nachet_data.object as o on o.picture_id = p.id")),
    (9, everywhere("perform from nachet_data.picture as p where p.id = p_id for update;")),
    (
        9,
        everywhere(
            "perform from nachet_data.picture as p where p_id is null or p.container_id = p_id order by p.id for share;"
        ),
    ),
    (10, everywhere(WRITE)),
    (10, everywhere(f"{WRITE}\n{SEQUENTIAL}")),
    (
        10,
        everywhere(
            "insert into nachet_data.object (id, container_id) select p_id, p.container_id"
            " from nachet_data.picture as p where p.id = p_id;"
        ),
    ),
    (11, everywhere(f"{WRITE}\ndelete from nachet_data.seed as s where s.id = p_id;")),
    (11, everywhere(f"{WRITE}\nperform nachet._writer();")),
    (
        12,
        view(
            "select c.id, count(p.id) as nb from nachet_data.container as c"
            " left join nachet_data.picture as p on p.container_id = c.id group by c.id"
        ),
    ),
]

#: Of each rule: what looks like it, and breaks none.
GOOD = [
    language_sql("select s.id from nachet_data.seed as s"),
    plpgsql(f"{LOCALLY}\nlock table nachet_data.seed in row share mode;", parameters="", name="_hold_catalogue"),
    everywhere("lock table nachet_data.seed in exclusive mode;"),
    # One writer; what no table below a container has part in.
    plpgsql(
        "with due as (\n    select p.id from nachet_data.picture as p\n"
        "    where p.container_id = p_container_id\n    order by p.id\n    for update skip locked\n)\n\n"
        "update nachet_data.picture as p set parent = p_id from due as d\n"
        "where p.container_id = p_container_id and p.id = d.id;"
    ),
    plpgsql("with a as (insert into nachet_data.seed (id) values (p_id) returning id) select a.id into p_id from a;"),
    # A reader by itself, and in a statement that names no table; what reads none, anywhere.
    plpgsql("return nachet._reader(p_container_id) || jsonb_build_object('id', nachet._calls_reader(p_id));"),
    plpgsql("perform nachet._plain(s.name) from nachet_data.seed as s;"),
    # A list that is not empty; one that is, of a correlated sub-select, and of all that is asked.
    plpgsql(
        "with known as (select p.id from nachet_data.picture as p where p.container_id = p_container_id)\n"
        "select exists (select 1 from known as k) into p_id;"
    ),
    plpgsql(
        "perform p.id from nachet_data.picture as p where p.container_id = p_container_id and not exists (\n"
        "    select from nachet_data.object as o\n"
        "    where o.container_id = p_container_id and o.picture_id = p.id\n);"
    ),
    plpgsql(
        "if exists (select from nachet_data.picture as p where p.container_id = p_container_id) then\n"
        "    return null;\nend if;"
    ),
    plpgsql("with known as (select p_id as id) select exists (select from known as k) into p_id;"),
    # What is immutable, or of no column, or what is read and not written.
    plpgsql(
        "update nachet_data.picture as p set\n"
        "sha256 = p.id::text || '.png', parent = p_id, upload_date = nachet._now() + interval '1 day',\n"
        "document = p.document || jsonb_build_object('id', p_id)\n"
        "where p.container_id = p_container_id and nachet._plain(p.sha256) = p.sha256 || 'x'\n"
        "returning to_jsonb(p.id) into p_id;"
    ),
    plpgsql(
        "insert into nachet_data.picture (container_id, id, document, sha256)\n"
        "select p_container_id, p.id, to_jsonb(p.id), p.id || '.png' from nachet_data.picture as p\n"
        "where p.container_id = p_id\n"
        "on conflict (container_id, id) do update set document = excluded.document;"
    ),
    # Each with its container; what is on every node needs none; by container, where a function works in none.
    plpgsql(
        "perform p.id from nachet_data.picture as p\n"
        "left join nachet_data.object as o on o.container_id = p_container_id and o.picture_id = p.id\n"
        "left join nachet_data.seed as s on s.id = o.seed_id\n"
        "left join lateral (\n    select q.id from nachet_data.object as q\n"
        "    where p_container_id = q.container_id and q.picture_id = p.id\n) as q on true\n"
        "where p.container_id = p_container_id\n"
        "and p.id in (select e.id from nachet.pictures as e where e.container_id = p_container_id);"
    ),
    everywhere(
        "perform count(*) from nachet_data.picture as p\n"
        "inner join nachet_data.object as o on o.container_id = p.container_id and o.picture_id = p.id;"
    ),
    everywhere("perform c.id from nachet_data.container as c where c.id = any (p_ids);"),
    view(
        "select p.container_id, o.nb from nachet_data.picture as p left join (\n"
        "    select q.container_id, q.picture_id, count(*) as nb from nachet_data.object as q\n"
        "    group by q.container_id, q.picture_id\n"
        ") as o on o.container_id = p.container_id and o.picture_id = p.id"
    ),
    view(
        "select c.id, p.nb from nachet_data.container as c left join (\n"
        "    select q.container_id, count(*) as nb from nachet_data.picture as q group by q.container_id\n"
        ") as p on p.container_id = c.id"
    ),
    view(
        "select p.container_id, p.id, s.name from nachet_data.picture as p"
        " left join nachet_data.object as o on o.container_id = p.container_id and o.picture_id = p.id"
        " left join nachet_data.seed as s on s.id = o.seed_id"
    ),
    plpgsql("perform from nachet_data.picture as p where p.container_id = p_container_id for update;"),
    everywhere("perform from nachet_data.seed as s where s.id = p_id for update;"),
    plpgsql(
        "perform from nachet_data.container as c\n"
        "inner join nachet_data.picture as p on p.container_id = p_container_id and c.id = p.container_id\n"
        "for update of c;"
    ),
    everywhere(f"{SEQUENTIAL}\n{WRITE}\nperform nachet._writer();"),
    everywhere(
        "delete from nachet_data.object as o where o.container_id = p_id;\nperform nachet._writer();\n"
        "insert into nachet_data.object (container_id, id) values (p_id, p_id);"
    ),
]


def _source(tmp_path: Path, example: str) -> Source:
    pictures = "create view nachet.pictures as select p.container_id, p.id from nachet_data.picture as p;"
    for name, text in {
        "migrations/0001.tables.sql": TABLES,
        "procedures/examples/_helpers.sql": HELPERS,
        "sql/views/pictures.sql": pictures,
        "sql/views/example.sql" if " view " in example else "procedures/examples/example.sql": example,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Source(tmp_path)


@pytest.mark.parametrize(("rule", "example"), BAD, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(BAD)])
def test_a_rule_finds_what_breaks_it(rule: int, example: str, tmp_path: Path) -> None:
    found = offenders(_source(tmp_path, example), rule)
    assert {offender.function for offender in found} <= {"example", "_hold_catalogue"}
    assert found


@pytest.mark.parametrize("example", GOOD, ids=map(str, range(len(GOOD))))
def test_no_rule_finds_anything_in_what_is_right(example: str, tmp_path: Path) -> None:
    source = _source(tmp_path, example)
    assert [str(offender) for rule in RULES for offender in offenders(source, rule)] == []


def test_every_rule_has_its_examples() -> None:
    assert {rule for rule, _ in BAD} == set(RULES) == set(range(2, 13))


def test_an_offender_says_where_it_stands(tmp_path: Path) -> None:
    """File and line, with several functions in the file and bytes that are no characters."""
    first = plpgsql("return null;", name="first")
    text = first + plpgsql("return 'é';\n\nperform from nachet_data.picture as p for update;")
    (found,) = offenders(_source(tmp_path, text), 9)
    assert text.splitlines()[found.line - 1].startswith("perform from")
    assert str(found).startswith(f"procedures/examples/example.sql:{found.line}: example: rule 9: locks rows")


def test_a_query_made_up_at_run_time_counts_as_one_that_reads(tmp_path: Path) -> None:
    text = plpgsql("execute 'select 1' into p_id;", name="_runs") + plpgsql(
        "perform nachet._runs(s.id, s.id) from nachet_data.seed as s;"
    )
    assert len(offenders(_source(tmp_path, text), 5)) == 1


def test_types_that_only_a_database_knows_are_read_over(tmp_path: Path) -> None:
    """Of what a function returns, takes and declares."""
    text = (
        "create function nachet.example(p_seed nachet_data.seed) returns nachet_data.seed language plpgsql as $$\n"
        "declare v_seed nachet_data.seed; v_id nachet_data.seed.id%type; v_other nachet_data.seed%rowtype;\n"
        "begin\n    perform from nachet_data.picture as p for update;\n    return v_seed;\nend\n$$;"
    )
    (found,) = offenders(_source(tmp_path, text), 9)
    assert found.line == 4
