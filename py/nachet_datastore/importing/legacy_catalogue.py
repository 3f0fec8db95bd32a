"""What pictures refer to: users, folders, kinds of things, species, models and pipelines of the older datastore.

All of it fits in memory. Each function takes the rows, tells what became of each, and gives the ids in ours. Repeated,
it changes nothing: what is there stays as it is, also where people changed it since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from ..documents import NewMlStructure, PictureSetChanges
from ..errors import (
    IdTaken,
    InvalidEmail,
    InvalidOptions,
    InvalidStructure,
    NachetError,
    PictureSetExists,
    PictureSetNotFound,
    PipelineNotFound,
    UserExists,
)
from ..languages import Message
from ..wrapper import Database
from .legacy_account import Account, Entry
from .legacy_documents import told, without_nulls
from .legacy_source import LegacyDatabase, Row
from .legacy_target import Actors, ends_all

#: The folder that each user has, in the older datastore and in ours.
_DEFAULT = "General"
#: The pipeline of inferences that had none; it is not in use afterwards.
_NO_PIPELINE = "Unknown pipeline of the older datastore"
#: The key of a pipeline that is in use only until the import ends; it goes then.
_UNTIL_DONE = "in_use_until_the_import_ends"
#: The version of a model that had none.
_NO_VERSION = "unknown"


@dataclass(slots=True)
class Known:
    """The ids in ours by the older ids; what could not be taken is not in them."""

    users: dict[UUID, UUID] = field(default_factory=dict)
    #: The container and the folder.
    folders: dict[UUID, tuple[UUID, UUID]] = field(default_factory=dict)
    folder_names: dict[UUID, str] = field(default_factory=dict)
    seeds: dict[UUID, UUID] = field(default_factory=dict)
    seed_names: dict[UUID, str] = field(default_factory=dict)
    object_types: dict[int, int] = field(default_factory=dict)
    pipelines: dict[UUID, UUID] = field(default_factory=dict)
    #: The pipelines of inferences, as they are used: by the older id, None for those that had none.
    in_use: dict[UUID | None, UUID | None] = field(default_factory=dict)
    #: Pipelines that are to be out of use when the import ends.
    inactive: set[UUID] = field(default_factory=set)


def reason_of(error: NachetError) -> str:
    """Why a row was refused, in few words: the class of the error, and the place that it names."""
    if ends_all(error):
        raise error
    place = re.sub(r"\[\d+\]", "[]", str(error.detail.get("place", "")))
    return type(error).__name__ + (f" at {place}" if place else "")


def refusal(table: str, row: Row, reason: str) -> Entry:
    """A row that was refused, with all that it has."""
    return Entry(table, row["id"], "refused", reason, more={"row": row})


# -- users and folders -------------------------------------------------------------------------------------------


def import_users(source: LegacyDatabase, db: Database, administrator: UUID, known: Known, account: Account) -> None:
    """Users, the oldest first: of two with one e-mail address in different case the oldest is the one."""
    oldest: dict[str, UUID] = {}
    for row in source.all("users", "registration_date"):
        email, lost = str(row["email"] or "").strip(), ["registration_date"]
        first = oldest.setdefault(email.casefold() or str(row["id"]), row["id"])
        if first != row["id"] and first in known.users:  # Also where that one got another address since.
            known.users[row["id"]] = known.users[first]
            account.tell(Entry("users", row["id"], "merged", Message("same e-mail address"), known.users[first]))
            continue
        try:
            try:
                user = db.create_user(email, user_id=row["id"])
            except InvalidEmail:
                lost.append(Message("email: not an address"))
                user = db.create_user(user_id=row["id"])
        except UserExists:
            user = db.get_user(email)
        except IdTaken:  # Somebody gave the user another address since.
            try:
                user = db.get_user_by_id(administrator, row["id"])
            except NachetError as error:
                account.tell(refusal("users", row, reason_of(error)))
                continue
        except NachetError as error:
            account.tell(refusal("users", row, reason_of(error)))
            continue
        known.users[row["id"]] = user.user_id
        if user.user_id == row["id"]:
            account.tell(Entry("users", row["id"], "taken", lost=tuple(lost)))
        else:
            account.tell(Entry("users", row["id"], "merged", Message("same e-mail address"), user.user_id))


def import_folders(source: LegacyDatabase, db: Database, known: Known, account: Account) -> None:
    """Folders, the oldest first. One called General is the default folder; of two with one name the second gets another
    name."""
    for row in source.all("picture_set", "upload_date"):
        owner = known.users.get(row["owner_id"])
        known.folder_names[row["id"]] = str(row["id"] if row["name"] is None else row["name"])
        if owner is None:
            account.tell(refusal("picture_set", row, Message("no user")))
            continue
        name = known.folder_names[row["id"]].strip()
        try:
            if name.casefold() == _DEFAULT.casefold():
                entry = _default_folder(db, owner, row)
                folder = owner
            else:
                entry = _folder(db, owner, row, name)
                folder = row["id"]
        except NachetError as error:
            account.tell(refusal("picture_set", row, reason_of(error)))
            continue
        known.folders[row["id"]] = (owner, folder)
        account.tell(entry)


def _legacy_metadata(row: Row) -> dict[str, Any]:
    return {
        "legacy": without_nulls(
            {
                "picture_set_id": str(row["id"]),
                "name": row["name"],
                "upload_date": told(row["upload_date"]),
                "picture_set": row["picture_set"],
            }
        )
    }


def _default_folder(db: Database, owner: UUID, row: Row) -> Entry:
    """The default folder, which says from which older one it is; where there were two, from the first."""
    lost: tuple[str, ...] = ()
    now = db.get_picture_set(owner, owner)
    if "legacy" not in now.metadata:
        try:
            db.update_picture_set(owner, owner, cast(PictureSetChanges, {"metadata": _legacy_metadata(row)}))
        except NachetError as error:
            lost = (f"metadata: {reason_of(error)}",)
    return Entry("picture_set", row["id"], "merged", Message("default folder"), owner, lost)


def _folder(db: Database, owner: UUID, row: Row, name: str) -> Entry:
    lost: list[str] = []
    if len(name) > 200:
        lost.append(Message("name: cut to 200 characters"))
    named = name[:200].strip() or str(row["id"])
    metadata = _legacy_metadata(row)
    while True:
        try:
            db.create_picture_set(owner, named, metadata=metadata, picture_set_id=row["id"])
        except PictureSetExists:
            other = f"{name[:189].strip()} ({str(row['id'])[:8]})"
            if named == other:
                raise
            named = other
            lost.append(Message("name: another folder has it"))
        except InvalidOptions:
            if "picture_set" not in metadata["legacy"]:
                raise
            del metadata["legacy"]["picture_set"]
            lost.append(Message("metadata: too long or too deep"))
        except IdTaken as taken:  # It was renamed or moved since.
            try:
                if db.get_picture_set(owner, row["id"]).folder_name != named and len(lost) == 0:
                    lost = _lost_name(db, owner, row, name)
            except PictureSetNotFound:
                raise taken from None
            break
        else:
            break
    return Entry("picture_set", row["id"], "taken", lost=tuple(lost))


def _lost_name(db: Database, owner: UUID, row: Row, name: str) -> list[str]:
    """Whether a folder that is there got another name because another folder had its own."""
    found = db.get_picture_set(owner, row["id"]).folder_name
    return [Message("name: another folder has it")] if found == f"{name[:189].strip()} ({str(row['id'])[:8]})" else []


# -- species -----------------------------------------------------------------------------------------------------


def import_object_types(
    source: LegacyDatabase, db: Database, administrator: UUID, known: Known, account: Account
) -> None:
    """Kinds of things, by their names; 1 is a seed in both."""
    for row in source.all("object_type"):
        if row["id"] == 1:
            known.object_types[1] = 1
            account.tell(Entry("object_type", 1, "merged", Message("a seed"), 1))
            continue
        try:
            kind = db.register_object_type(administrator, str(row["name"] or ""))
        except NachetError as error:
            account.tell(refusal("object_type", row, reason_of(error)))
            continue
        known.object_types[row["id"]] = kind.object_type_id
        account.tell(Entry("object_type", row["id"], "taken", into=kind.object_type_id))


def import_species(source: LegacyDatabase, db: Database, administrator: UUID, known: Known, account: Account) -> None:
    """Species, resolved as labels are: case, blanks, quotes and class numbers do not matter.

    Each older id becomes an id of its species, the only one or a further one.
    """
    for row in source.all("seed"):
        kind = known.object_types.get(row["object_type_id"] or 1, 1)
        try:
            try:
                seed = db.register_seed(
                    administrator,
                    str(row["name"] or ""),
                    seed_id=row["id"],
                    object_type_id=None if kind == 1 else kind,
                )
            except IdTaken:  # It was renamed since.
                seed = db.get_seed(administrator, row["id"])
        except NachetError as error:
            account.tell(refusal("seed", row, reason_of(error)))
            continue
        known.seeds[row["id"]] = seed.seed_id
        known.seed_names[row["id"]] = str(row["name"])
        if seed.seed_id == row["id"]:
            account.tell(Entry("seed", row["id"], "taken"))
        else:
            account.tell(Entry("seed", row["id"], "merged", Message("same species"), seed.seed_id))


# -- models and pipelines ----------------------------------------------------------------------------------------


def import_models(source: LegacyDatabase, db: Database, actors: Actors, known: Known, account: Account) -> None:
    """Tasks, models with their versions, pipelines, who chose which.

    A model or a pipeline whose name is there already stays as it is; versions that it lacks are added to it.
    """
    administrator = actors.administrator
    before = db.get_ml_structure(administrator)
    known.inactive |= {one["pipeline_id"] for one in before["pipelines"] if _UNTIL_DONE in one}
    models = _Models(source, before, administrator, db)
    pipelines = _pipelines(source, models, db, administrator)
    structure = {"models": list(models.entries.values()), "pipelines": [one.entry for one in pipelines if one.is_new]}
    if structure["models"] or structure["pipelines"]:
        _import_structure(db, administrator, structure, pipelines, models)
    listed = {one["pipeline_name"].casefold(): one for one in db.list_pipelines(administrator)}
    for pipeline in pipelines:
        found = listed.get(pipeline.name.casefold())
        if found is not None and pipeline.refused is None:
            known.pipelines[pipeline.row["id"]] = found["pipeline_id"]
            if not found["active"] or _UNTIL_DONE in pipeline.entry:
                known.inactive.add(found["pipeline_id"])
    _tell_models(source, models, account)
    _tell_pipelines(source, pipelines, known, account)
    _choose_pipelines(source, db, known, account)


class _Models:
    """The models to be imported, by name, and what became of each row."""

    def __init__(self, source: LegacyDatabase, structure: Any, administrator: UUID, db: Database) -> None:
        self.tasks = {row["id"]: str(row["name"]) for row in source.all("task")}
        self.rows = source.all("model", "upload_date")
        self.versions = source.all("model_version", "upload_date")
        self.entries: dict[str, dict[str, Any]] = {}
        self.said: dict[UUID, Entry] = {}
        self.names: dict[UUID, str] = {}
        self.lost: dict[str, list[str]] = {}
        there = {one.model_name.casefold(): one for one in db.list_models(administrator)}
        exported = {one["model_name"].casefold(): one for one in structure["models"]}
        for row in self.rows:
            name = str(row["name"] or "").strip()
            key = name.casefold()
            versions = [one for one in self.versions if one["model_id"] == row["id"]]
            self.names[row["id"]] = name
            first = next((one for one, other in self.names.items() if other.casefold() == key), row["id"])
            if key in there:
                self._add_to(exported.get(key), there[key].versions, row, versions)
                self.said[row["id"]] = Entry("model", row["id"], "merged", Message("same name"), there[key].model_id)
            elif first != row["id"]:
                self._add_versions(self.entries[key], versions)
                self.said[row["id"]] = Entry("model", row["id"], "merged", Message("same name"), first)
            else:
                self.said[row["id"]] = self._new(row, name, versions)

    def _new(self, row: Row, name: str, versions: list[Row]) -> Entry:
        lost = ["upload_date"]
        active = next((one for one in versions if one["id"] == row["active_version"]), None)
        if active is None and versions:
            active = versions[-1]
            lost.append(Message("active_version: the newest is it"))
        entry = self._version(active, name)
        entry |= {"model_name": name, "task": self.tasks.get(row["task_id"], "")}
        if row["endpoint_name"] is not None:
            entry["endpoint_name"] = row["endpoint_name"]
        if active is None:
            lost.append(Message("version: it had none"))
        self.entries[name.casefold()] = entry
        self._add_versions(entry, [one for one in versions if one is not active])
        return Entry("model", row["id"], "taken", lost=tuple(lost))

    def _version(self, row: Row | None, name: str) -> dict[str, Any]:
        if row is None:
            return {"version": _NO_VERSION}
        data = row["data"] if isinstance(row["data"], dict) else {}
        self.said[row["id"]] = Entry("model_version", row["id"], "taken", into=f"{name} {row['version']}")
        version = str(row["version"] or "").strip() or _NO_VERSION
        written = data.get("version")
        return {**data, "version": written if str(written) == version else version}

    def _add_versions(self, entry: dict[str, Any], versions: Iterable[Row]) -> None:
        """Add versions beside the active one."""
        for row in versions:
            others = entry.setdefault("other_versions", [])
            added = self._version(row, entry["model_name"])
            if str(added["version"]) in {str(one["version"]) for one in (entry, *others)}:
                self.said[row["id"]] = Entry("model_version", row["id"], "merged", Message("same version"))
            else:
                others.append({name: value for name, value in added.items() if name not in ("model_name", "task")})

    def _add_to(self, exported: Any, there: tuple[str, ...], row: Row, versions: list[Row]) -> None:
        """Add to a model of ours the versions that it lacks."""
        missing = []
        for one in versions:
            if (str(one["version"] or "").strip() or _NO_VERSION) in there:
                self.said[one["id"]] = Entry("model_version", one["id"], "merged", Message("same version"))
            elif exported is None or exported["version"] is None:
                self.said[one["id"]] = refusal("model_version", {"id": one["id"]}, Message("its model is not in use"))
            else:
                missing.append(one)
        if missing:
            entry = self.entries.setdefault(exported["model_name"].casefold(), dict(exported))
            entry["other_versions"] = list(entry.get("other_versions", ()))
            self._add_versions(entry, missing)
        self.names[row["id"]] = str(exported["model_name"]) if exported else self.names[row["id"]]


@dataclass(slots=True)
class _Pipeline:
    row: Row
    name: str
    models: list[Row]
    entry: dict[str, Any]
    is_new: bool
    into: UUID | None
    lost: list[str]
    refused: str | None = None


def _pipelines(source: LegacyDatabase, models: _Models, db: Database, administrator: UUID) -> list[_Pipeline]:
    """The pipelines with their models in an order: that of the data, else detection before classification."""
    tasks = {row["id"]: models.tasks.get(row["task_id"], "").casefold() for row in models.rows}
    members: dict[UUID, list[Row]] = {}
    for row in source.all("pipeline_model"):
        members.setdefault(row["pipeline_id"], []).append(row)
    there = {one["pipeline_name"].casefold(): one for one in db.list_pipelines(administrator)}
    has_default = any(one["default"] for one in there.values())
    found: list[_Pipeline] = []
    for row in source.all("pipeline"):
        data = row["data"] if isinstance(row["data"], dict) else {}
        written = [str(one).casefold() for one in data.get("models", ())]
        name = str(row["name"] or "").strip()

        def place(member: Row, written: list[str] = written) -> tuple[int, bool, str]:
            model = models.names.get(member["model_id"], "").casefold()
            number = written.index(model) if model in written else len(written)
            return number, "detect" not in tasks.get(member["model_id"], ""), model

        ours = there.get(name.casefold())
        twin = next((one for one in found if one.name.casefold() == name.casefold()), None)
        steps = sorted(members.get(row["id"], ()), key=place)
        lost: list[str] = [] if written or len(steps) < 2 else [Message("order of models: by task and name")]
        entry = {**data, "pipeline_name": name, "models": [models.names[one["model_id"]] for one in steps]}
        entry.pop("model_name", None)
        entry.pop("default", None)
        if ours is None and row["active"] is False:
            entry[_UNTIL_DONE] = True
        if row["is_default"] and row["active"] is False:
            lost.append(Message("default: it is not in use"))
        elif row["is_default"]:
            if has_default:
                lost.append(Message("default: there is one"))
            else:
                has_default = entry["default"] = True
        into = ours["pipeline_id"] if ours else twin.row["id"] if twin else None
        found.append(_Pipeline(row, name, steps, entry, ours is None and twin is None, into, lost))
    return found


def _import_structure(
    db: Database, administrator: UUID, structure: dict[str, Any], pipelines: list[_Pipeline], models: _Models
) -> None:
    """Import models and pipelines; what the database refuses is left out, key by key or as a whole."""
    while structure["models"] or structure["pipelines"]:
        try:
            db.import_ml_structure(administrator, cast(NewMlStructure, structure))
        except InvalidStructure as error:
            match = re.match(r"(models|pipelines)\[(\d+)\](?:\.(\w+))?", str(error.detail.get("place")))
            if match is None:
                raise
            table, entry = match[1], structure[match[1]][int(match[2])]
            if table == "pipelines" and match[3] in entry and match[3] not in ("pipeline_name", "models"):
                del entry[match[3]]
                next(one for one in pipelines if one.entry is entry).lost.append(f"data: {match[3]}")
                continue
            del structure[table][int(match[2])]
            if table == "pipelines":
                next(one for one in pipelines if one.entry is entry).refused = reason_of(error)
            else:
                _refuse_model(models, str(entry.get("model_name", "")), reason_of(error))
        else:
            return


def _refuse_model(models: _Models, name: str, reason: str) -> None:
    """A model that was refused, with its versions; what they hold may be secret, so the report does not have it."""
    for row in models.rows:
        if models.names[row["id"]].casefold() == name.casefold():
            models.said[row["id"]] = refusal("model", row, reason)
            for one in models.versions:
                if one["model_id"] == row["id"]:
                    models.said[one["id"]] = Entry("model_version", one["id"], "refused", Message("no model"))


def _tell_models(source: LegacyDatabase, models: _Models, account: Account) -> None:
    for row in source.all("task"):
        used = any(one["task_id"] == row["id"] and models.said[one["id"]].outcome != "refused" for one in models.rows)
        entry = (
            Entry("task", row["id"], "merged", Message("same name"))
            if used
            else refusal("task", row, Message("no model has it"))
        )
        account.tell(entry)
    account.tell(*(models.said[row["id"]] for row in (*models.rows, *models.versions) if row["id"] in models.said))


def _tell_pipelines(source: LegacyDatabase, pipelines: list[_Pipeline], known: Known, account: Account) -> None:
    for one in pipelines:
        into = known.pipelines.get(one.row["id"])
        if one.refused is not None or into is None:
            account.tell(Entry("pipeline", one.row["id"], "refused", one.refused or Message("not imported")))
        elif one.is_new:
            account.tell(Entry("pipeline", one.row["id"], "taken", into=into, lost=tuple(one.lost)))
        else:
            account.tell(Entry("pipeline", one.row["id"], "merged", Message("same name"), into, tuple(one.lost)))
    outcomes = {one.row["id"]: one for one in pipelines}
    for row in source.all("pipeline_model"):
        pipeline = outcomes.get(row["pipeline_id"])
        if pipeline is None or pipeline.refused is not None:
            account.tell(refusal("pipeline_model", row, Message("no pipeline")))
        elif pipeline.is_new:
            account.tell(Entry("pipeline_model", row["id"], "taken", into=pipeline.models.index(row) + 1))
        else:
            account.tell(Entry("pipeline_model", row["id"], "merged", Message("the pipeline was there")))


def _choose_pipelines(source: LegacyDatabase, db: Database, known: Known, account: Account) -> None:
    """Which pipeline each user chose, the last one first; a user who has a choice already keeps it."""
    chosen: set[UUID] = set()
    rows = sorted(source.all("pipeline_default", "update_date"), key=lambda row: str(row["update_date"]), reverse=True)
    for row in rows:
        user, pipeline = known.users.get(row["user_id"]), known.pipelines.get(row["pipeline_id"])
        if user is None or pipeline is None:
            account.tell(
                refusal("pipeline_default", row, Message("no user") if user is None else Message("no pipeline"))
            )
            continue
        if user in chosen:
            account.tell(Entry("pipeline_default", row["id"], "merged", Message("a later choice")))
            continue
        chosen.add(user)
        try:
            if not any(one["chosen"] for one in db.list_pipelines(user)):
                db.choose_pipeline(user, pipeline)
        except NachetError as error:
            account.tell(refusal("pipeline_default", row, reason_of(error)))
        else:
            account.tell(Entry("pipeline_default", row["id"], "taken"))


class Pipelines:
    """Pipelines for inferences: one that is out of use is in use while the import needs it."""

    def __init__(self, db: Database, administrator: UUID, known: Known) -> None:
        self._db, self._administrator, self._known = db, administrator, known
        self._off: set[UUID] = set()

    def of(self, pipeline_id: UUID | None) -> UUID | None:
        """The pipeline in ours; for one that nobody knows, a pipeline of its own."""
        if pipeline_id is None:
            return self._unknown()
        found = self._known.pipelines.get(pipeline_id)
        if found in self._known.inactive:
            self._use(found)
        return found

    def prepare(self, pipeline_ids: Iterable[UUID | None]) -> dict[UUID | None, UUID | None]:
        """The pipelines of some inferences, all of them in use."""
        return {one: self.of(one) for one in set(pipeline_ids)}

    def _use(self, pipeline_id: UUID) -> None:
        if pipeline_id not in self._off:
            self._db.set_pipeline_active(self._administrator, pipeline_id, True)
            self._off.add(pipeline_id)

    def _unknown(self) -> UUID:
        for _ in range(2):
            for one in self._db.list_pipelines(self._administrator):
                if one["pipeline_name"] == _NO_PIPELINE:
                    self._known.inactive.add(one["pipeline_id"])
                    self._use(one["pipeline_id"])
                    return one["pipeline_id"]
            entry = {"pipeline_name": _NO_PIPELINE, "models": [], _UNTIL_DONE: True}
            self._db.import_ml_structure(self._administrator, cast(NewMlStructure, {"pipelines": [entry]}))
        raise PipelineNotFound({"pipeline": _NO_PIPELINE})

    def close(self) -> None:
        """Take out of use what the import alone used, and say no longer that it does."""
        for pipeline_id in sorted(self._known.inactive):
            self._use(pipeline_id)  # Only then is it exported.
            listed = self._db.get_ml_structure(self._administrator)["pipelines"]
            entry = dict(next(one for one in listed if one["pipeline_id"] == pipeline_id))
            self._db.set_pipeline_active(self._administrator, pipeline_id, False)
            if entry.pop(_UNTIL_DONE, None):
                self._db.import_ml_structure(self._administrator, cast(NewMlStructure, {"pipelines": [entry]}))
