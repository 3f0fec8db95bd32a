"""The sync client: every call and every flow as a method. What they do stands in ``calls.py`` and ``flows.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import update_wrapper
from itertools import islice
from os import PathLike
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from psycopg import AsyncConnection, Connection, Cursor
from psycopg.errors import InvalidSchemaName, UndefinedFunction
from psycopg.pq import PipelineStatus, TransactionStatus
from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from . import calls, flows, fsck
from .calls import Call, Step
from .errors import SchemaMismatch, database_errors
from .flows import Ask, Flow, Parallel, Standing, StoreAct, Take, Work
from .stores import BlobStore, open_store

P = ParamSpec("P")
R = TypeVar("R")

#: What the server says when the published functions are not there at all.
NOT_DEPLOYED = (InvalidSchemaName, UndefinedFunction)


def commits_at_once(conn: Connection[Any] | AsyncConnection[Any]) -> bool:
    """Whether what is called on a caller's connection is committed when it returns."""
    # In a pipeline an idle connection has a transaction all the same, until the next synchronisation.
    idle = conn.info.transaction_status == TransactionStatus.IDLE and conn.info.pipeline_status == PipelineStatus.OFF
    return conn.autocommit and idle


def _method(builder: Callable[P, Flow[R]]) -> Callable[Concatenate[Datastore, P], R]:
    def method(self: Datastore, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.run(builder(*args, **kwargs))

    return update_wrapper(method, builder)


class Datastore:
    """The datastore, for scripts, notebooks and threads; AsyncDatastore is its twin for asyncio.

    ``database``: a URL, for which the client keeps a pool of its own in autocommit; or the caller's connection or pool,
    which the client neither commits nor closes. ``store``: what open_store takes, or a store, which the client does not
    close; without one, everything works that needs no blobs. ``prepare_threshold``: after how many runs a statement
    is prepared; None for PgBouncer. All methods raise SchemaMismatch when the database does not fit the package.

    The store's transient failures are tried again, by the SDK's own policy. A call whose connection is lost is not: it
    may have been done. It is the caller's to repeat it, with the same id or the same bytes, for the first answer.
    """

    def __init__(
        self,
        database: str | Connection[Any] | ConnectionPool[Any],
        store: str | PathLike[str] | BlobStore | None = None,
        *,
        max_connections: int = 8,
        prepare_threshold: int | None = 5,
    ) -> None:
        self._owns_pool = isinstance(database, str)
        self._database: Connection[Any] | ConnectionPool[Any]
        if isinstance(database, str):
            settings = {"autocommit": True, "prepare_threshold": prepare_threshold}
            self._database = ConnectionPool(
                database, kwargs=settings, min_size=1, max_size=max_connections, open=False, name="nachet"
            )
        else:
            self._database = database
        self._owns_store = isinstance(store, str | PathLike)
        self._store = open_store(store) if isinstance(store, str | PathLike) else store
        self._checked = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what the client opened itself."""
        if self._owns_pool:
            self._database.close()
        if self._owns_store and self._store is not None:
            self._store.close()

    def run(self, flow: Flow[R]) -> R:
        """Run a call or a flow: take its steps one by one."""
        steps = iter(flow)
        try:
            step = next(steps)
            while True:
                try:
                    answer = self._take(step)
                except Exception as error:  # noqa: BLE001 - the flow is where it belongs
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        finally:
            steps.close()

    def _take(self, step: Step[Any]) -> Any:
        match step:
            case Call():
                return self._call(step)
            case StoreAct():
                return step.on(self._store)
            case Take():
                return list(islice(step.items, step.count))
            case Work():
                return step.function()
            case Parallel():
                return self._side_by_side(step.flows, step.limit)
            case Ask():
                return Standing(has_store=self._store is not None, commits=self._commits())
        raise TypeError(step)

    def _call(self, call: Call[R]) -> R:
        with database_errors(), self._connection() as conn, conn.cursor(row_factory=tuple_row) as cursor:
            if not self._checked:
                self._check(cursor)
            row = cursor.execute(call.statement, call.values).fetchone()
        return call.read(row and row[0])

    def _check(self, cursor: Cursor[Any]) -> None:
        try:
            found = cursor.execute(calls.schema_version().statement).fetchone()
        except NOT_DEPLOYED as error:
            raise SchemaMismatch({"expected": calls.SCHEMA_VERSION, "found": None}) from error
        calls.require_schema(found and found[0])
        self._checked = True

    @contextmanager
    def _connection(self) -> Iterator[Connection[Any]]:
        if isinstance(self._database, Connection):
            yield self._database
        else:
            if self._owns_pool:
                self._database.open()
            with self._database.connection() as conn:
                yield conn

    def _commits(self) -> bool:
        """Whether what is called is committed when it returns: always by a pool."""
        if isinstance(self._database, Connection):
            return commits_at_once(self._database)
        return True

    def _side_by_side(self, flows: Sequence[Flow[R]], limit: int) -> list[R | Exception]:
        with ThreadPoolExecutor(max(1, min(limit, len(flows))), "nachet") as threads:
            return list(threads.map(self._outcome, flows))

    def _outcome(self, flow: Flow[R]) -> R | Exception:
        try:
            return self.run(flow)
        except Exception as error:  # noqa: BLE001 - the flow that waits for it decides
            return error

    # operation
    schema_version = _method(calls.schema_version)
    get_status = _method(calls.get_status)

    # users
    create_user = _method(flows.create_user)
    get_user = _method(calls.get_user)
    set_user_permission = _method(calls.set_user_permission)

    # containers and groups
    create_container = _method(flows.create_container)
    list_containers = _method(calls.list_containers)
    get_container_access = _method(calls.get_container_access)
    rename_container = _method(calls.rename_container)
    set_container_public = _method(calls.set_container_public)
    share_container = _method(calls.share_container)
    unshare_container = _method(calls.unshare_container)
    list_container_shares = _method(calls.list_container_shares)
    create_group = _method(calls.create_group)
    list_groups = _method(calls.list_groups)
    get_group = _method(calls.get_group)
    rename_group = _method(calls.rename_group)
    set_group_permission = _method(calls.set_group_permission)
    hand_over_group = _method(calls.hand_over_group)
    delete_group = _method(calls.delete_group)
    add_group_member = _method(calls.add_group_member)
    remove_group_member = _method(calls.remove_group_member)

    # folders
    create_picture_set = _method(flows.create_picture_set)
    list_picture_sets = _method(calls.list_picture_sets)
    get_picture_set = _method(calls.get_picture_set)
    list_picture_set_pictures = _method(calls.list_picture_set_pictures)
    rename_picture_set = _method(calls.rename_picture_set)
    has_verified_pictures = _method(calls.has_verified_pictures)
    delete_picture_set = _method(flows.delete_picture_set)
    restore_picture_set = _method(calls.restore_picture_set)
    list_trash = _method(calls.list_trash)
    purge_trash = _method(calls.purge_trash)

    # pictures
    register_pictures = _method(calls.register_pictures)
    confirm_pictures = _method(calls.confirm_pictures)
    get_picture = _method(calls.get_picture)
    find_pictures = _method(calls.find_pictures)
    move_pictures = _method(flows.move_pictures)
    delete_pictures = _method(calls.delete_pictures)
    restore_pictures = _method(calls.restore_pictures)
    upload_picture = _method(flows.upload_picture)
    upload_pictures = _method(flows.upload_pictures)
    upload_crop = _method(flows.upload_crop)
    read_picture = _method(flows.read_picture)
    download_picture = _method(flows.download_picture)
    picture_url = _method(flows.picture_url)

    # species
    register_seed = _method(calls.register_seed)
    get_seed = _method(calls.get_seed)
    list_seeds = _method(calls.list_seeds)
    search_seeds = _method(calls.search_seeds)
    resolve_seed = _method(calls.resolve_seed)
    update_seed = _method(calls.update_seed)
    confirm_seed = _method(calls.confirm_seed)
    rename_seed = _method(calls.rename_seed)
    merge_seeds = _method(calls.merge_seeds)
    add_seed_alias = _method(calls.add_seed_alias)
    remove_seed_alias = _method(calls.remove_seed_alias)

    # models and pipelines
    import_ml_structure = _method(calls.import_ml_structure)
    get_ml_structure = _method(calls.get_ml_structure)
    get_model_secret = _method(calls.get_model_secret)
    activate_model_version = _method(calls.activate_model_version)
    set_model_active = _method(calls.set_model_active)
    list_pipelines = _method(calls.list_pipelines)
    set_pipeline_active = _method(calls.set_pipeline_active)
    set_default_pipeline = _method(calls.set_default_pipeline)
    choose_pipeline = _method(calls.choose_pipeline)
    clear_pipeline_choice = _method(calls.clear_pipeline_choice)
    get_pipeline_for = _method(calls.get_pipeline_for)

    # inferences
    register_inference = _method(calls.register_inference)
    register_inferences = _method(calls.register_inferences)
    get_inference = _method(calls.get_inference)
    get_picture_inference = _method(calls.get_picture_inference)

    # verification
    verify_seed = _method(calls.verify_seed)
    reopen_object = _method(calls.reopen_object)
    list_review_queue = _method(calls.list_review_queue)
    get_object_history = _method(calls.get_object_history)

    # blobs
    claim_blob_tasks = _method(calls.claim_blob_tasks)
    complete_blob_tasks = _method(calls.complete_blob_tasks)
    complete_blob_task = _method(calls.complete_blob_task)
    fail_blob_task = _method(calls.fail_blob_task)
    retry_blob_tasks = _method(calls.retry_blob_tasks)
    run_blob_tasks = _method(flows.run_blob_tasks)
    list_expected_containers = _method(calls.list_expected_containers)
    list_expected_blobs = _method(calls.list_expected_blobs)
    get_expected_blob = _method(calls.get_expected_blob)
    list_stuck_blob_tasks = _method(calls.list_stuck_blob_tasks)
    settle_reservation = _method(flows.settle_reservation)
    discard_blob = _method(flows.discard_blob)
    renew_blob_tasks = _method(flows.renew_blob_tasks)
    check_store = _method(fsck.check_store)
