"""Who may do what, everywhere: each published function, by everyone, on every kind of container."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from itertools import product
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from conftest import ROOT, as_user
from figures import FIGURES, LEAKS, measured
from nachet_datastore import Datastore
from nachet_datastore.errors import ContainerNotFound, GroupNotFound, NotAllowed
from nachet_datastore.records import Permission
from nachet_datastore.wrapper import calls
from world import CALLS, KINDS, SECRET, Things, World

#: What each function needs, and its answer where the thing that it is asked for is not there. Words: sql/README.md.
NEEDS: dict[str, tuple[str, str]] = {
    "schema_version": ("nothing", ""),
    "get_status": ("nothing", ""),
    "warm_up": ("nothing", ""),
    "get_distribution": ("nothing", ""),
    "create_user": ("nothing", ""),
    "get_user": ("nothing", ""),
    "get_user_by_id": ("administrator", "NX001"),
    "list_users": ("administrator", ""),
    "set_user_email": ("administrator", "NX001"),
    "set_user_active": ("administrator", "NX001"),
    "end_user": ("administrator", "NX001"),
    "set_user_permission": ("administrator", "NX001"),
    "create_container": ("own manage", ""),
    "list_containers": ("user", ""),
    "get_container_access": ("read", ""),
    "rename_container": ("manage", ""),
    "set_container_public": ("manage", ""),
    "set_review_rule": ("manage", ""),
    "list_acts": ("manage", ""),
    "list_all_acts": ("administrator", ""),
    "share_container": ("manage", "NX010"),
    "unshare_container": ("manage", "NX013"),
    "list_container_shares": ("manage", ""),
    "share_container_with_user": ("manage", ""),
    "unshare_container_with_user": ("manage", "NX013"),
    "list_container_users": ("manage", ""),
    "set_container_quota": ("admin", ""),
    "get_container_usage": ("read", ""),
    "hand_over_container": ("container owner", "NX001"),
    "delete_container": ("container owner", ""),
    "list_deleted_containers": ("user", ""),
    "restore_container": ("container owner", ""),
    "purge_container": ("container owner", ""),
    "create_group": ("own manage", ""),
    "list_groups": ("user", ""),
    "get_group": ("member", "NX010"),
    "rename_group": ("group owner", "NX010"),
    "set_group_permission": ("group owner", "NX010"),
    "hand_over_group": ("group owner", "NX010"),
    "delete_group": ("group owner", "NX010"),
    "add_group_member": ("group owner", "NX010"),
    "add_group_member_by_email": ("group owner", "NX010"),
    "remove_group_member": ("group owner", "NX010"),
    "create_picture_set": ("write", ""),
    "list_all_picture_sets": ("user", ""),
    "list_picture_sets": ("read", ""),
    "list_picture_set_tree": ("read", ""),
    "get_picture_set": ("read", "NX003"),
    "list_picture_set_pictures": ("read", "NX003"),
    "list_picture_set_inferences": ("read", "NX003"),
    "rename_picture_set": ("write", "NX003"),
    "update_picture_set": ("write", "NX080"),
    "has_verified_pictures": ("read", "NX003"),
    "delete_picture_set": ("manage", "NX003"),
    "restore_picture_set": ("manage", "NX003"),
    "unarchive_picture_set": ("manage", "NX003"),
    "purge_picture_set": ("manage", "NX003"),
    "list_trash": ("manage", ""),
    "purge_trash": ("nothing", ""),
    "register_pictures": ("write", "NX003"),
    "confirm_pictures": ("write", "NX004"),
    "get_picture": ("read", "NX004"),
    "update_picture": ("write", "NX004"),
    "begin_batch": ("write", "NX003"),
    "record_refusals": ("write", "NX050"),
    "end_batch": ("write", "NX050"),
    "get_batch": ("read", "NX050"),
    "list_batches": ("read", ""),
    "find_pictures": ("read", ""),
    "find_all_pictures": ("user", ""),
    "move_pictures": ("write", "NX003"),
    "delete_pictures": ("manage", "NX004"),
    "restore_pictures": ("manage", "NX004"),
    "create_sample": ("write", ""),
    "update_sample": ("write", "NX080"),
    "get_sample": ("read", "NX080"),
    "list_samples": ("read", ""),
    "delete_sample": ("write", "NX080"),
    "get_sample_counts": ("read", "NX080"),
    "issue_report": ("manage", "NX080"),
    "amend_report": ("manage", "NX082"),
    "get_report": ("read", "NX082"),
    "list_reports": ("read", ""),
    "import_regulated_list": ("administrator", ""),
    "list_regulated_lists": ("user", ""),
    "get_regulated_list": ("user", ""),
    "register_seed": ("user", ""),
    "get_seed": ("user", "NX007"),
    "get_seed_at": ("user", "NX007"),
    "list_seeds": ("user", ""),
    "list_object_types": ("user", ""),
    "register_object_type": ("administrator", ""),
    "rename_object_type": ("administrator", ""),
    "set_object_type_active": ("administrator", ""),
    "export_seeds": ("nothing", ""),
    "search_seeds": ("nothing", ""),
    "resolve_seed": ("nothing", ""),
    "resolve_dataset_filter": ("nothing", ""),
    "create_dataset": ("administrator", ""),
    "list_datasets": ("administrator", ""),
    "get_dataset": ("administrator", "NX020"),
    "diff_datasets": ("administrator", "NX020"),
    "delete_dataset": ("administrator", "NX020"),
    "set_training_dataset": ("administrator", "NX009"),
    "import_seeds": ("administrator", ""),
    "update_seed": ("administrator", "NX007"),
    "confirm_seed": ("administrator", "NX007"),
    "rename_seed": ("administrator", "NX007"),
    "merge_seeds": ("administrator", "NX007"),
    "split_seed": ("administrator", "NX007"),
    "list_seed_changes": ("user", ""),
    "undo_seed_change": ("administrator", "NX017"),
    "add_seed_alias": ("administrator", "NX007"),
    "remove_seed_alias": ("administrator", "NX007"),
    "import_ml_structure": ("administrator", ""),
    "set_shown_model_keys": ("administrator", ""),
    "get_ml_structure": ("user", ""),
    "export_ml_structure": ("nothing", ""),
    "get_model_secret": ("nothing", ""),
    "activate_model_version": ("administrator", "NX009"),
    "list_models": ("user", ""),
    "rename_model": ("administrator", "NX009"),
    "set_model_active": ("administrator", "NX009"),
    "list_pipelines": ("user", ""),
    "rename_pipeline": ("administrator", "NX008"),
    "set_pipeline_active": ("administrator", "NX008"),
    "set_default_pipeline": ("administrator", "NX008"),
    "choose_pipeline": ("user", "NX008"),
    "clear_pipeline_choice": ("user", ""),
    "get_pipeline_for": ("user", ""),
    "register_inference": ("write", "NX004"),
    "register_inferences": ("write", "NX004"),
    "get_inference": ("read", "NX005"),
    "get_picture_inference": ("read", "NX004"),
    "list_picture_inferences": ("read", "NX004"),
    "withdraw_inference": ("write", "NX005"),
    "reinstate_inference": ("write", "NX005"),
    "verify_seed": ("write", "NX005"),
    "reopen_object": ("write", "NX006"),
    "list_review_queue": ("read", ""),
    "lease_review_queue": ("write", ""),
    "list_whole_review_queue": ("user", ""),
    "lease_whole_review_queue": ("user", ""),
    "get_object_history": ("read", "NX006"),
    "claim_blob_tasks": ("nothing", ""),
    "complete_blob_tasks": ("nothing", ""),
    "complete_blob_task": ("nothing", ""),
    "fail_blob_task": ("nothing", ""),
    "retry_blob_tasks": ("nothing", ""),
    "list_expected_containers": ("nothing", ""),
    "list_expected_blobs": ("nothing", ""),
    "get_expected_blob": ("nothing", ""),
    "list_stuck_blob_tasks": ("nothing", ""),
    "settle_reservation": ("nothing", ""),
    "discard_blob": ("nothing", ""),
    "renew_blob_tasks": ("nothing", ""),
}

LEVELS = {"read": 1, "write": 2, "manage": 3, "admin": 4, "container owner": 3}

#: What the archive refuses to those who may do everything else in it.
ARCHIVE = {
    "set_container_public": "NX115",
    "delete_picture_set": "NX115",
    "set_container_quota": "NX115",
    "hand_over_container": "NX115",
    "delete_container": "NX115",
    "unarchive_picture_set": "NX115",
}

#: What a personal container, the private one, refuses to its owner.
PERSONAL = {"hand_over_container": "NX132", "delete_container": "NX132"}

#: What is refused for containers that are not in the trash.
LIVE = {"restore_container": "NX131", "purge_container": "NX131"}


class Actor(NamedTuple):
    """Someone who acts: as which user of the world, with which permission of their own (as it is, unless said)."""

    user: str
    bound: Permission | None
    #: The level that is reached in a private, shared, public container and the archive.
    reach: tuple[int | None, ...]
    #: What they are to the group that everyone but the outsider is in.
    role: str | None
    #: The most that they may do anywhere.
    own: int
    #: What they hear whatever they ask.
    refused: str = ""


ACTORS = {
    "owner": Actor("owner", None, (3, 3, 3, 0), "owner", 3),
    "owner bounded to write": Actor("owner", "write", (2, 2, 2, 0), "owner", 2),
    "owner bounded to read": Actor("owner", "read", (1, 1, 1, 0), "owner", 1),
    "group reader": Actor("reader", None, (0, 1, 1, 1), "member", 3),
    "group writer": Actor("writer", None, (0, 2, 1, 0), "member", 3),
    "group writer bounded to read": Actor("writer", "read", (0, 1, 1, 0), "member", 1),
    "group manager": Actor("manager", None, (0, 3, 1, 0), "member", 3),
    "group manager bounded to write": Actor("manager", "write", (0, 2, 1, 0), "member", 2),
    "outsider": Actor("outsider", None, (0, 0, 1, 0), "none", 3),
    "person with a share": Actor("guest", None, (0, 2, 1, 0), "none", 3),
    "person with a share bounded to read": Actor("guest", "read", (0, 1, 1, 0), "none", 1),
    "person whose share has ended": Actor("late", None, (0, 0, 1, 0), "none", 3),
    "deactivated user": Actor("deactivated", None, (0, 0, 0, 0), "member", 0, "NX303"),
    "former user": Actor("former", None, (0, 0, 0, 0), "none", 0, "NX001"),
    "administrator": Actor("admin", None, (4, 4, 4, 4), "admin", 4),
    "no user": Actor("nobody", None, (None, None, None, None), None, 0, "NX001"),
}


class Case(NamedTuple):
    """Someone calls a function on things of a container, on things that it does not have, or in no container at all."""

    function: str
    actor: str
    kind: str
    asks_for: str


def _cases(function: str) -> Iterator[Case]:
    need, missing = NEEDS[function]
    kinds = KINDS if need in LEVELS else KINDS[:1]
    for actor in ACTORS:
        for kind in kinds:
            yield Case(function, actor, kind, "things")
            if missing:
                yield Case(function, actor, kind, "nothing")
        if need in LEVELS:
            yield Case(function, actor, "none", "nothing")


def _expected(case: Case) -> str:
    """The SQLSTATE that a case answers with: "" where it is allowed."""
    need, missing = NEEDS[case.function]
    actor = ACTORS[case.actor]
    allowed = missing if case.asks_for == "nothing" else ""
    if need == "nothing":
        return allowed
    if actor.refused:
        return actor.refused
    if need in LEVELS:
        level = 0 if case.kind == "none" else actor.reach[KINDS.index(case.kind)] or 0
        if level == 0:
            return "NX002"
        if level < LEVELS[need] or (need == "container owner" and actor.user != "owner" and level < 4):
            return "NX301"
        if case.function in LIVE or (need == "container owner" and case.asks_for == "nothing"):
            return LIVE.get(case.function, allowed)
        return {"archive": ARCHIVE, "private": PERSONAL}.get(case.kind, {}).get(case.function, allowed)
    if need in ("member", "group owner") and (actor.role == "none" or case.asks_for == "nothing"):
        return "NX010"
    refused = {
        "own manage": actor.own < 3 and "NX301",
        "group owner": (actor.role == "member" or actor.own < 3) and "NX301",
        "administrator": actor.own < 4 and "NX302",
    }
    return refused.get(need) or allowed


@contextmanager
def _rolled_back(conn: psycopg.Connection[Any]) -> Iterator[None]:
    with conn.transaction(force_rollback=True):
        yield


@contextmanager
def _acting(conn: psycopg.Connection[Any], world: World, actor: Actor) -> Iterator[UUID]:
    """Someone's id, bounded as they are while the block runs."""
    with _rolled_back(conn):
        if actor.bound:
            Datastore(conn).set_user_permission(world.users["admin"], world.users[actor.user], actor.bound)
        yield world.users[actor.user]


def _things(world: World, case: Case) -> Things:
    if case.kind == "none":
        return world.things["private"].absent(uuid4())
    things = world.things[case.kind]
    return things if case.asks_for == "things" else things.absent()


def _answer(conn: psycopg.Connection[Any], user_id: UUID, function: str, things: Things) -> psycopg.Error | None:
    """The error with which a function answers a user; nothing stays of the call."""
    call = CALLS[function](user_id, things)
    try:
        with _rolled_back(conn):
            conn.execute(call.statement, call.values)
    except psycopg.Error as error:
        return error
    return None


@pytest.fixture(scope="module")
def backend(world: World) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(as_user(world.url, "nachet_test_backend")) as conn, measured(conn):
        yield conn
        conn.rollback()


@pytest.mark.parametrize("function", calls.FUNCTIONS)
def test_everyone_may_do_what_the_table_says(function: str, backend: psycopg.Connection[Any], world: World) -> None:
    wrong = []
    for name, actor in ACTORS.items():
        with _acting(backend, world, actor) as user_id:
            for case in _cases(function):
                if case.actor == name:
                    error = _answer(backend, user_id, function, _things(world, case))
                    answered = (error.sqlstate or str(error)) if error else ""
                    FIGURES.count("access cases")
                    if answered != _expected(case):
                        wrong.append((case, answered, _expected(case)))
                        if not answered:
                            FIGURES.fail(LEAKS, str(case))
    assert wrong == []


#: What is of one container; all else is there once for everyone.
OF_A_CONTAINER = (
    "picture_set_id",
    "other_set_id",
    "deleted_set_id",
    "kept_set_id",
    "picture_id",
    "verified_id",
    "reserved_id",
    "deleted_id",
    "batch_id",
    "inference_id",
    "box_id",
    "reviewed_id",
    "task_id",
)


def _takes_ids(function: str) -> bool:
    """Whether its call names something of a container."""
    ids: dict[str, Any] = {item.name: uuid4() for item in fields(Things) if item.name.endswith("_id")}
    sent = str(CALLS[function](uuid4(), Things(**ids, claim="")).values)
    return any(str(ids[name]) in sent for name in OF_A_CONTAINER)


@pytest.mark.parametrize("function", [name for name, (need, _) in NEEDS.items() if need in LEVELS and _takes_ids(name)])
def test_what_another_container_has_is_as_what_nobody_has(
    function: str, backend: psycopg.Connection[Any], world: World, request: pytest.FixtureRequest
) -> None:
    """With ids of another container the same answer as with ids of nothing, but for the ids that were sent.

    The archive gives back to those who manage both containers. In the short form one who manages, and one who does not.
    """
    actors = ACTORS if request.config.getoption("--long") else dict.fromkeys(("owner", "group reader"))
    wrong = []
    for name in actors:
        actor = ACTORS[name]
        with _acting(backend, world, actor) as user_id:
            for kind, other in product(KINDS, KINDS):
                if kind == other or (function == "unarchive_picture_set" and (actor.reach[3] or actor.reach[0])):
                    continue
                theirs = {item: getattr(world.things[other], item) for item in OF_A_CONTAINER}
                nobodys = {item: uuid4() for item in OF_A_CONTAINER}
                heard = [
                    _heard(backend, user_id, function, replace(world.things[kind], **ids), ids)
                    for ids in (theirs, nobodys)
                ]
                FIGURES.count("access cases")
                if heard[0] != heard[1]:
                    wrong.append((name, kind, other, *heard))
                    FIGURES.fail(LEAKS, f"{function} by {name}, in {kind} with ids of {other}")
    assert wrong == []


def _heard(
    conn: psycopg.Connection[Any], user_id: UUID, function: str, things: Things, ids: Mapping[str, object]
) -> str:
    """What a function answers, the ids that were sent by their names, those that it made without."""
    call = CALLS[function](user_id, things)
    try:
        with _rolled_back(conn):
            row = conn.execute(call.statement, call.values).fetchone()
            text = json.dumps(row, default=str)
    except psycopg.Error as error:
        text = json.dumps([error.sqlstate, error.diag.message_primary, error.diag.message_detail])
    for item, value in ids.items():
        text = text.replace(str(value), item)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "new id", text)
    return re.sub(r"\d{4}-\d\d-\d\d[T ][\d:.]+", "time", text)


def test_the_table_has_each_function_and_enough_cases() -> None:
    assert set(NEEDS) == set(CALLS) == set(calls.FUNCTIONS)
    assert sum(1 for function in NEEDS for _ in _cases(function)) >= 2000


def _tables() -> Iterator[list[list[str]]]:
    """The tables of sql/README.md, as rows of cells."""
    text = (ROOT / "sql" / "README.md").read_text(encoding="utf-8")
    for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
        yield [[cell.strip() for cell in line.strip("|\n").split(" | ")] for line in table.splitlines()]


def test_the_tables_of_the_documentation_are_those_that_are_proved() -> None:
    _, _, reach, needs, _ = _tables()
    words = {None: "-", 0: "-", 1: "read", 2: "write", 3: "manage", 4: "admin"}
    assert reach[2:] == [
        [name, *(words[level] for level in actor.reach)] for name, actor in ACTORS.items() if actor.role
    ]
    documented = [(function, row[1]) for row in needs[2:] for function in re.findall(r"`(\w+)`", row[0])]
    assert sorted(function for function, _ in documented) == sorted(NEEDS)
    assert [(function, need) for function, need in documented if not need.startswith(NEEDS[function][0])] == []


def test_who_may_not_read_cannot_tell_what_is_there(backend: psycopg.Connection[Any], world: World) -> None:
    """What is there, what is not, and no container at all: the same answer but for the ids that were sent."""

    def heard(function: str, things: Things) -> tuple[object, ...]:
        error = _answer(backend, world.users["outsider"], function, things)
        assert error is not None, function
        told = [error.diag.message_primary, error.diag.message_hint, error.diag.message_detail]
        text = json.dumps(told)
        for item in fields(things):
            text = text.replace(str(getattr(things, item.name)), item.name)
        return error.sqlstate, text

    for kind in ("private", "shared", "archive"):
        there = world.things[kind]
        for function, (need, _) in NEEDS.items():
            if need in LEVELS or need in ("member", "group owner"):
                answers = {heard(function, things) for things in (there, there.absent(), there.absent(uuid4()))}
                assert len(answers) == 1, function


def test_a_list_shows_what_can_be_reached(backend: psycopg.Connection[Any], world: World) -> None:
    kinds = {things.container_id: kind for kind, things in world.things.items()}
    names = {1: "read", 2: "write", 3: "manage", 4: "admin"}
    for actor in ACTORS.values():
        if actor.role and not actor.refused:
            with _acting(backend, world, actor) as user_id:
                listed = Datastore(backend).list_containers(user_id)
            assert {kinds[found.container_id]: found.access for found in listed if found.container_id in kinds} == {
                kind: names[level] for kind, level in zip(KINDS, actor.reach, strict=True) if level
            }


def test_a_share_taken_back_and_a_membership_ended_are_gone_at_once(
    backend: psycopg.Connection[Any], world: World
) -> None:
    datastore, admin = Datastore(backend), world.users["admin"]
    shared = {"container_id": world.things["shared"].container_id}
    group_ids = {share.group_name: share.group_id for share in datastore.list_container_shares(admin, **shared)}
    for name in ("reader", "writer", "manager"):
        user_id, group_id = world.users[name], group_ids[f"{name}s"]
        for end in (
            calls.unshare_container(admin, group_id, **shared),
            calls.remove_group_member(admin, group_id, user_id),
            calls.delete_group(admin, group_id),
        ):
            with _rolled_back(backend):
                datastore.list_picture_sets(user_id, **shared)
                datastore.run(end)
                with pytest.raises(ContainerNotFound), backend.transaction():
                    datastore.list_picture_sets(user_id, **shared)


def test_a_change_of_permission_counts_at_once(backend: psycopg.Connection[Any], world: World) -> None:
    datastore, admin, owner = Datastore(backend), world.users["admin"], world.users["owner"]
    with _rolled_back(backend):
        datastore.create_picture_set(owner, "before")
        datastore.set_user_permission(admin, owner, "read")
        with pytest.raises(NotAllowed), backend.transaction():
            datastore.create_picture_set(owner, "after")
        datastore.set_user_permission(admin, owner, "manage")
        datastore.create_picture_set(owner, "after")


def test_a_member_may_leave_a_group(backend: psycopg.Connection[Any], world: World) -> None:
    datastore, group_id = Datastore(backend), world.things["private"].group_id
    with _acting(backend, world, ACTORS["group writer bounded to read"]) as user_id:
        datastore.remove_group_member(user_id, group_id, user_id)
        with pytest.raises(GroupNotFound), backend.transaction():
            datastore.get_group(user_id, group_id)


def test_only_administrators_see_the_secrets_of_models(backend: psycopg.Connection[Any], world: World) -> None:
    for name, user_id in world.users.items():
        if name not in ("nobody", "deactivated", "former"):
            seen = json.dumps(Datastore(backend).get_ml_structure(user_id), default=str)
            assert (SECRET in seen) == (name == "admin"), name


@pytest.fixture(params=["backend", "analyst"])
def login(request: pytest.FixtureRequest, world: World) -> Iterator[psycopg.Connection[Any]]:
    """The connection of someone who logged in with the rights of a role."""
    with psycopg.connect(as_user(world.url, f"nachet_test_{request.param}"), autocommit=True) as conn:
        yield conn


def _refused(conn: psycopg.Connection[Any], statement: sql.Composed) -> bool:
    try:
        conn.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def _tables_with_a_column(world: World) -> list[tuple[str, str]]:
    with psycopg.connect(world.url) as conn:
        return conn.execute(
            "select c.relname, a.attname from pg_catalog.pg_class as c"
            " inner join pg_catalog.pg_attribute as a on c.oid = a.attrelid and a.attnum = 1"
            " where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r'"
        ).fetchall()


def test_no_login_touches_a_table(login: psycopg.Connection[Any], world: World) -> None:
    tables = _tables_with_a_column(world)
    assert len(tables) > 20
    for table, column in tables:
        for statement in (
            "select from nachet_data.{}",
            "insert into nachet_data.{} default values",
            "update nachet_data.{} set {} = default",
            "delete from nachet_data.{}",
            "truncate nachet_data.{}",
        ):
            names = [sql.Identifier(table), sql.Identifier(column)][: statement.count("{}")]
            assert _refused(login, sql.SQL(statement).format(*names)), (table, statement)


def _functions(world: World, pattern: str) -> list[sql.Composed]:
    """A call of each function with such a name; of nulls that the planner cannot see, lest it leave the call out."""
    with psycopg.connect(world.url) as conn:
        functions = conn.execute(
            "select n.nspname, p.proname, p.proargtypes::oid[]::regtype[]::text[] from pg_catalog.pg_proc as p"
            " inner join pg_catalog.pg_namespace as n on p.pronamespace = n.oid"
            " where n.nspname in ('nachet', 'nachet_data') and p.proname ~ %s",
            [pattern],
        ).fetchall()
    return [
        sql.SQL("select {}({})").format(
            sql.Identifier(schema, name),
            sql.SQL(", ").join(sql.SQL("(select null::{})").format(sql.SQL(kind)) for kind in kinds),
        )
        for schema, name, kinds in functions
    ]


def test_no_login_executes_a_helper(login: psycopg.Connection[Any], world: World) -> None:
    helpers = _functions(world, "^_|^uuid7$")
    assert len(helpers) > 50
    assert [helper.as_string() for helper in helpers if not _refused(login, helper)] == []


#: Columns with e-mail addresses: a personal container has its owner's for a name.
ADDRESSES = [("user", "email"), ("container_usage", "owner_email"), ("container_usage", "name")]


def test_an_analyst_reads_every_view_and_nothing_else(analyst: psycopg.Connection[Any], world: World) -> None:
    published = _functions(world, "^[^_]")
    assert len(published) >= len(calls.FUNCTIONS)
    # The filters of exports run with the rights of the caller.
    assert {found.as_string() for found in published if not _refused(analyst, found)} == {
        'select "nachet"."get_status"()',
        'select "nachet"."get_distribution"()',
        'select "nachet"."read_view"((select null::text), (select null::jsonb))',
        'select "nachet"."schema_version"()',
        'select "nachet"."resolve_dataset_filter"((select null::jsonb))',
        'select "nachet"."select_pictures"((select null::jsonb))',
        'select "nachet"."select_specimens"((select null::jsonb))',
    }
    views = analyst.execute(
        "select c.relname, array_agg(a.attname::text order by a.attnum)"
        " from pg_catalog.pg_class as c inner join pg_catalog.pg_attribute as a on c.oid = a.attrelid"
        " where c.relnamespace = 'nachet'::regnamespace and c.relkind = 'v'"
        " and not c.relname || '.' || a.attname = any(%s) group by c.relname",
        [[f"{view}.{column}" for view, column in ADDRESSES]],
    ).fetchall()
    assert len(views) > 20
    for view, columns in views:
        readable = sql.SQL(", ").join(map(sql.Identifier, columns))
        name = sql.Identifier("nachet", view)
        rows = analyst.execute(sql.SQL("select row({})::text from {}").format(readable, name)).fetchall()
        assert rows, f"the world has nothing that {view} shows"
        assert [row for (row,) in rows if SECRET in row] == [], view


@pytest.mark.parametrize(("view", "column"), ADDRESSES)
def test_an_analyst_reads_no_address(view: str, column: str, analyst: psycopg.Connection[Any], world: World) -> None:
    query = sql.SQL("select v.{} from {} as v").format(sql.Identifier(column), sql.Identifier("nachet", view))
    assert _refused(analyst, query)
    with psycopg.connect(world.url) as owner:
        assert owner.execute(query).fetchall()


def test_the_backend_reads_no_view(world: World) -> None:
    """It has the functions, which ask who acts; a view shows every container to whoever reads it."""
    with psycopg.connect(as_user(world.url, "nachet_test_backend"), autocommit=True) as conn:
        views = conn.execute(
            "select c.relname from pg_catalog.pg_class as c"
            " where c.relnamespace = 'nachet'::regnamespace and c.relkind in ('v', 'm')"
        ).fetchall()
        assert len(views) > 50
        for (view,) in views:
            assert _refused(conn, sql.SQL("select from {}").format(sql.Identifier("nachet", view))), view
            query = "select has_any_column_privilege(%s::regclass, 'select')"
            assert conn.execute(query, [f'nachet."{view}"']).fetchone() == (False,), view


@pytest.fixture
def analyst(world: World) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(as_user(world.url, "nachet_test_analyst"), autocommit=True) as conn:
        yield conn
