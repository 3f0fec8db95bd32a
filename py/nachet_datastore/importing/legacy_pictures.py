"""Pictures of the older datastore with all that belongs to them: blobs, species, inferences, what people said.

The unit is a picture: its upload, then inference by inference its registration and what people said of its boxes. Each
can be repeated: the ids of pictures and inferences are the older ones, and the comment of each identification has the
older box's id, so what was said once is not said again, also where people changed it since.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from ..blobs.stores import HashingSink
from ..documents import Detection, PictureChanges, RegisteredInference
from ..errors import (
    BlobNotFound,
    InvalidBlobName,
    InvalidInference,
    InvalidPicture,
    NachetError,
    ObjectReviewed,
    PictureDiffers,
    PictureNotFound,
    StoreRefused,
)
from ..languages import Message
from ..records import Picture
from .legacy_account import Entry
from .legacy_catalogue import Known, reason_of, refusal
from .legacy_documents import (
    LegacyBox,
    Word,
    best_label,
    boxes_of,
    document_of,
    told,
    without_nulls,
    words_of,
)
from .legacy_source import LegacyBlob, LegacyDatabase, Row
from .legacy_target import Actors, Target

#: What an older picture may say of itself that ours has of its own.
_FACTS = ("description", "zoom", "nb_seeds")


@dataclass(slots=True)
class LegacyPicture:
    """A row of ``picture`` with all rows below it, its blobs, and what became of them."""

    row: Row
    species: list[Row]
    inferences: list[Row]
    boxes: dict[UUID, list[LegacyBox]]
    blobs: list[LegacyBlob]
    #: Where it goes: the container and the folder.
    home: tuple[UUID, UUID] | None
    #: What ours has of it already, if an import was here before.
    found: Picture | None = None
    #: The blob that its bytes come from, the file that they lie in, their hash, or why there are none.
    blob: LegacyBlob | None = None
    path: Path | None = None
    sha256: str | None = None
    refused: str | None = None
    entries: list[Entry] = field(default_factory=list)
    #: What became of blobs.
    blob_entries: list[tuple[LegacyBlob, Entry]] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        return cast(UUID, self.row["id"])

    @property
    def container_id(self) -> UUID:
        """The container of a picture that has a home."""
        return self._at_home[0]

    @property
    def folder_id(self) -> UUID:
        """The folder of a picture that has a home."""
        return self._at_home[1]

    @property
    def _at_home(self) -> tuple[UUID, UUID]:
        if self.home is None:
            raise LookupError(self.id)
        return self.home

    @property
    def said(self) -> Mapping[str, Any]:
        """What the picture says of itself."""
        return self.row["picture"] if isinstance(self.row["picture"], dict) else {}


def gathered(
    source: LegacyDatabase, rows: list[Row], known: Known, blobs: Mapping[UUID, list[LegacyBlob]]
) -> list[LegacyPicture]:
    """Pictures with all rows below them."""
    ids = [row["id"] for row in rows]
    species = _by(source.of("picture_seed", "picture_id", ids), "picture_id")
    inferences = _by(source.of("inference", "picture_id", ids), "picture_id")
    inference_ids = [row["id"] for rows in inferences.values() for row in rows]
    objects = _by(source.of("object", "inference_id", inference_ids), "inference_id")
    guesses = _by(source.guesses_of(row["id"] for rows in objects.values() for row in rows), "object_id")
    return [
        LegacyPicture(
            row,
            species.get(row["id"], []),
            sorted(inferences.get(row["id"], []), key=lambda one: (str(one["upload_date"]), str(one["id"]))),
            {
                one["id"]: boxes_of(objects.get(one["id"], ()), guesses, known.seed_names)
                for one in inferences.get(row["id"], ())
            },
            blobs.get(row["id"], []),
            known.folders.get(row["picture_set_id"]),
        )
        for row in rows
    ]


def _by(rows: Iterable[Row], column: str) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Importer:
    """Takes pictures, in as many threads as one likes."""

    target: Target
    actors: Actors
    known: Known
    store: Any
    folder: Path

    # -- bytes --

    def look(self, picture: LegacyPicture) -> None:
        """Find out whether ours has a picture."""
        if picture.home is None:
            picture.refused = Message("no folder")
            return
        container_id = picture.container_id
        try:
            found = self.target.db.get_picture(self._owner(container_id), picture.id, container_id=container_id)
        except PictureNotFound:
            pass
        except NachetError as error:
            picture.refused = reason_of(error)
        else:
            picture.found, picture.sha256 = found, found.sha256

    def read(self, picture: LegacyPicture) -> None:
        """Read the bytes of a picture that ours does not have; say what becomes of its other blobs."""
        picture.blobs.sort(key=lambda blob: self._distance(picture, blob))
        if picture.found is not None:
            picture.blob = next(iter(picture.blobs), None)
        elif picture.refused is None:
            self._read(picture)
        self._account_for_blobs(picture)

    def _distance(self, picture: LegacyPicture, blob: LegacyBlob) -> tuple[bool, bool, str, str]:
        """How far a blob is from where the rows say that it is."""
        name = f"{self.known.folder_names.get(picture.row['picture_set_id'])}/{picture.id}"
        at_home = (blob.container, blob.name) == (f"user-{picture.row['owner_id']}", name)
        link = urlsplit(str(picture.said.get("link"))).path
        return not at_home, not link.endswith(blob.name), blob.container, blob.name

    def _read(self, picture: LegacyPicture) -> None:
        picture.refused = Message("no blob")
        for blob in picture.blobs:
            path = self.folder / picture.id.hex
            try:
                with path.open("wb") as file:
                    self.store.download(blob.container, blob.name, file)
            except (BlobNotFound, InvalidBlobName, StoreRefused) as error:
                path.unlink()
                picture.refused = Message("blob not readable: {error}", error=type(error).__name__)
                continue
            picture.blob, picture.path, picture.refused = blob, path, None
            picture.sha256 = _hash_of(path)
            return

    def _account_for_blobs(self, picture: LegacyPicture) -> None:
        """What becomes of blobs that the picture is not made from."""
        for blob in picture.blobs:
            if blob == picture.blob:
                continue
            if picture.blob is None:
                outcome = _blob_entry(blob, "refused", picture.refused or Message("no picture"))
            else:
                outcome = self._compared(blob, picture)
            picture.blob_entries.append((blob, outcome))

    def _compared(self, blob: LegacyBlob, picture: LegacyPicture) -> Entry:
        """A second blob with the id of a picture: the same bytes, or others."""
        digest = HashingSink()
        try:
            self.store.download(blob.container, blob.name, digest)
        except (BlobNotFound, InvalidBlobName, StoreRefused) as error:
            return _blob_entry(blob, "refused", Message("blob not readable: {error}", error=type(error).__name__))
        if digest.sha256.hexdigest() == picture.sha256:
            return _blob_entry(blob, "merged", Message("another copy"), picture.id)
        return _blob_entry(blob, "refused", Message("other bytes under the id of a picture"))

    # -- pictures --

    def take(self, picture: LegacyPicture) -> None:
        """Store a picture and all that belongs to it, or say why not."""
        into = picture.id
        if picture.path is not None:
            into = self._upload(picture, picture.path) or into
        elif picture.found is not None:
            picture.entries.append(Entry("picture", picture.id, "taken", lost=_lost_facts(picture, picture.found)))
        if picture.path is not None:
            picture.path.unlink()
        if picture.refused is not None:
            self._refuse(picture)
            return
        if picture.blob is not None:
            same = _blob_entry(picture.blob, "taken", into=into)
            other = _blob_entry(picture.blob, "merged", Message("same bytes in the folder"), into)
            picture.blob_entries.append((picture.blob, same if into == picture.id else other))
        established: set[UUID] = set()
        for inference in picture.inferences:
            established |= self._take_inference(picture, into, inference)
        self._name_species(picture, into, established)
        if picture.row["verified"] and not self._is_verified(picture, into):
            mine = picture.entries[0]
            picture.entries[0] = Entry(
                mine.table,
                mine.id,
                mine.outcome,
                mine.reason,
                mine.into,
                (*mine.lost, Message("verified: boxes are open")),
            )

    def _is_verified(self, picture: LegacyPicture, into: UUID) -> bool:
        container_id = picture.container_id
        return self.target.db.get_picture(self._owner(container_id), into, container_id=container_id).verified

    def _owner(self, container_id: UUID) -> UUID:
        """Who acts in a personal container, which has the id of its user."""
        return self.actors.who(container_id, container_id)

    def _upload(self, picture: LegacyPicture, path: Path) -> UUID | None:
        """Store the bytes, without the facts that the database refuses; these stay in the metadata as they were."""
        container_id, folder_id = picture.container_id, picture.folder_id
        facts = {name: picture.said[name] for name in _FACTS if picture.said.get(name) not in (None, "")}
        legacy = {
            "upload_date": told(picture.row["upload_date"]),
            "link": str(picture.said["link"]).partition("?")[0] if picture.said.get("link") else None,
            **{name: value for name, value in picture.said.items() if name not in (*_FACTS, "link")},
        }
        metadata: dict[str, Any] | None = {"legacy": without_nulls(legacy)}
        lost: list[str] = []
        while True:
            try:
                into = self.target.upload(
                    self._owner(container_id),
                    path,
                    picture_set_id=folder_id,
                    container_id=container_id,
                    picture_id=picture.id,
                    metadata=metadata,
                    **facts,
                )
            except (InvalidPicture, PictureDiffers) as error:
                name = str(error.detail.get("place")).rpartition("].")[2].partition(".")[0]
                if name in facts:
                    value = facts.pop(name)
                    if isinstance(error, InvalidPicture) and metadata is not None:
                        metadata["legacy"][name] = value
                elif name == "metadata" and metadata is not None:
                    metadata = None
                else:
                    picture.refused = reason_of(error)
                    return None
                lost.append(f"{name}: {type(error).__name__}")
            except NachetError as error:
                picture.refused = reason_of(error)
                return None
            else:
                break
        if into == picture.id:
            picture.entries.append(Entry("picture", picture.id, "taken", lost=tuple(lost)))
        else:
            reason = Message("same bytes in the folder")
            picture.entries.append(Entry("picture", picture.id, "merged", reason, into, tuple(lost)))
        return into

    def _refuse(self, picture: LegacyPicture) -> None:
        """Say of a picture and of all that belongs to it that it was refused."""
        reason = picture.refused or Message("no picture")
        picture.entries = [refusal("picture", picture.row, reason)]
        if picture.blob is not None:
            picture.blob_entries.append((picture.blob, _blob_entry(picture.blob, "refused", reason)))
        picture.entries += [refusal("picture_seed", row, Message("no picture")) for row in picture.species]
        for inference in picture.inferences:
            picture.entries += self._refused_inference(picture, inference, Message("no picture"))

    def _refused_inference(self, picture: LegacyPicture, row: Row, reason: str) -> Iterator[Entry]:
        yield refusal("inference", row, reason)
        for box in picture.boxes[row["id"]]:
            yield from _refused_box(box, Message("no inference") if reason != "no picture" else reason)

    # -- species of a picture --

    def _name_species(self, picture: LegacyPicture, into: UUID, established: set[UUID]) -> None:
        """Say of which species a picture is, where no box says so already. Rows may repeat."""
        told_of: set[UUID] = set()
        for row in picture.species:
            seed = self.known.seeds.get(row["seed_id"])
            if seed is None:
                picture.entries.append(refusal("picture_seed", row, Message("no species")))
            elif seed in told_of:
                picture.entries.append(Entry("picture_seed", row["id"], "merged", Message("another row says the same")))
            elif seed in established:
                told_of.add(seed)
                picture.entries.append(
                    Entry("picture_seed", row["id"], "merged", Message("verified boxes say the same"))
                )
            else:
                told_of.add(seed)
                picture.entries.append(self._named(picture, into, row, seed))

    def _named(self, picture: LegacyPicture, into: UUID, row: Row, seed: UUID) -> Entry:
        container_id = picture.container_id
        db, owner = self.target.db, self._owner(container_id)
        try:
            found = db.get_picture(owner, into, container_id=container_id)
            if seed not in {one.seed_id for one in found.seeds} and not (
                (picture.found is not None or into != picture.id) and self._was_named(container_id, into, seed)
            ):
                changes = cast(PictureChanges, {"add_seeds": [str(seed)]})
                db.update_picture(owner, into, changes, container_id=container_id)
        except NachetError as error:
            return refusal("picture_seed", row, reason_of(error))
        return Entry("picture_seed", row["id"], "taken", into=seed)

    def _was_named(self, container_id: UUID, into: UUID, seed: UUID) -> bool:
        """Whether an import before named a species, which people took away since."""
        acts = self.target.db.list_acts(
            self.actors.administrator, entity_id=into, act="update_picture", container_id=container_id
        )
        return any(str(seed) in json.dumps(act.after) for act in acts.items)

    # -- inferences --

    def _take_inference(self, picture: LegacyPicture, into: UUID, row: Row) -> set[UUID]:
        """Register an inference and say what people said of its boxes; the species that they established."""
        container_id, boxes, lost = picture.container_id, picture.boxes[row["id"]], list[str]()
        pipeline = self.known.in_use.get(row["pipeline_id"])
        if pipeline is None:
            picture.entries += self._refused_inference(picture, row, Message("no pipeline"))
            return set()
        who = self.known.users.get(row["user_id"])
        actor = self.actors.who(who, container_id)
        if actor != who:
            lost.append(Message("user_id: the administrator acts"))
        if row["pipeline_id"] is None:
            lost.append(Message("pipeline_id: there was none"))
        kept = [box for box in boxes if not box.added]
        dropped: dict[UUID, str] = {}
        try:
            registered = self._register(actor, container_id, into, row, kept, dropped, lost, pipeline)
        except NachetError as error:
            picture.entries += self._refused_inference(picture, row, reason_of(error))
            return set()
        box_ids: dict[UUID, UUID] = {
            box.id: found["box_id"] for box, found in zip(kept, registered["boxes"], strict=True)
        }
        guess_ids: dict[UUID, UUID] = {}
        for box, found in zip(kept, registered["boxes"], strict=True):
            usable = [one for one in box.guesses if one["seed_id"] in self.known.seeds]
            for one, guess in zip(usable, found.get("topN") or (), strict=False):
                guess_ids[one["id"]] = guess["object_id"]
        review = _Review(self, row, container_id, box_ids, lost, again=picture.found is not None or into != picture.id)
        established = review.say([box for box in boxes if box.id not in dropped])
        picture.entries.append(Entry("inference", row["id"], "taken", lost=tuple(lost)))
        for box in boxes:
            if box.id in dropped:
                picture.entries += _refused_box(box, dropped[box.id])
            else:
                picture.entries += _taken_box(box, box_ids, guess_ids, review.refused.get(box.id))
        return established

    def _register(
        self,
        actor: UUID,
        container_id: UUID,
        into: UUID,
        row: Row,
        kept: list[LegacyBox],
        dropped: dict[UUID, str],
        lost: list[str],
        pipeline: UUID,
    ) -> RegisteredInference:
        """Register the models' document without what the database refuses: boxes, labels, the list of models."""
        left_out: set[str] = set()
        while True:
            document = {name: value for name, value in document_of(row, kept).items() if name not in left_out}
            try:
                return self.target.db.register_inference(
                    actor,
                    into,
                    cast(Detection, document),
                    pipeline=pipeline,
                    inference_id=row["id"],
                    container_id=container_id,
                )
            except InvalidInference as error:
                place = str(error.detail.get("place"))
                match = re.match(r"boxes\[(\d+)\](.*)", place)
                if match is None:
                    key = re.split(r"[.\[]", place)[0]
                    if key in left_out or key not in document or key == "boxes":
                        raise
                    left_out.add(key)
                    lost.append(f"document: {key}")
                    continue
                box = kept[int(match[1])]
                label = best_label(box)
                if match[2] == ".label" and box.document is not None and label not in (None, box.document.get("label")):
                    box.document["label"] = label
                    box.lost.append(Message("label: not the species of the best guess"))
                else:
                    dropped[box.id] = reason_of(error)
                    kept.remove(box)


def _lost_facts(picture: LegacyPicture, found: Picture) -> tuple[str, ...]:
    """What an import before could not keep of a picture: it lies in the metadata."""
    if "legacy" not in found.metadata:
        return ("metadata: InvalidPicture",)
    kept = cast("dict[str, Any]", found.metadata["legacy"])
    return tuple(f"{name}: InvalidPicture" for name in _FACTS if name in kept and name in picture.said)


def _blob_entry(blob: LegacyBlob, outcome: Any, reason: str | None = None, into: object = None) -> Entry:
    return Entry("blob", f"{blob.container}/{blob.name}", outcome, reason, into, more={"byte_size": blob.byte_size})


def _refused_box(box: LegacyBox, reason: str) -> Iterator[Entry]:
    yield refusal("object", box.row, reason)
    for one in box.all_guesses:
        yield refusal("seed_obj", one, Message("no box") if not reason.startswith("no ") else reason)


def _taken_box(
    box: LegacyBox, box_ids: Mapping[UUID, UUID], guess_ids: Mapping[UUID, UUID], refused: str | None
) -> Iterator[Entry]:
    """A box and its guesses; what a person named is an identification now."""
    lost = [*box.lost, *([Message("what a person said: {reason}", reason=refused)] if refused else [])]
    into = box_ids.get(box.id)
    if into is None:
        yield from _refused_box(box, refused or (box.lost or ["box"])[0])
        return
    guesses = {str(one["id"]): str(guess_ids[one["id"]]) for one in box.guesses if one["id"] in guess_ids}
    yield Entry("object", box.id, "taken", into=into, lost=tuple(lost), more={"guesses": guesses} if guesses else {})
    if guesses:
        yield Entry("seed_obj", None, "taken", rows=len(guesses))
    for one in box.guesses:
        if one["id"] not in guess_ids:
            yield refusal("seed_obj", one, Message("no species"))
    for one in box.person:
        if one["id"] == box.row["verified_id"] or box.added:
            yield Entry("seed_obj", one["id"], "merged", Message("what a person said"))
        else:
            yield refusal("seed_obj", one, Message("not the last word of a person"))


@dataclass(slots=True)
class _Review:
    """What people said of the boxes of an inference, said again in their names."""

    importer: Importer
    inference: Row
    container_id: UUID
    #: The ids in ours of the boxes; those of added boxes come to them.
    box_ids: dict[UUID, UUID]
    lost: list[str]
    #: Whether the import may have been here before.
    again: bool
    #: The boxes of which a word could not be said, with the reason.
    refused: dict[UUID, str] = field(default_factory=dict)

    def say(self, boxes: list[LegacyBox]) -> set[UUID]:
        """Say it; the species in ours that are established by it."""
        known, db = self.importer.known, self.importer.target.db
        person = known.users.get(self.inference["feedback_user_id"] or self.inference["user_id"])
        actor = self.importer.actors.who(person, self.container_id)
        who = "" if actor == person else f" by {self.inference['feedback_user_id'] or self.inference['user_id']}"
        words = []
        for word in words_of(boxes, who):
            if word.seed_id is None or word.seed_id in known.seeds:
                words.append(word)
            else:
                self.refused[word.box.id] = Message("no species")
        if who and words:
            self.lost.append(Message("feedback_user_id: the administrator acts"))
        established = {known.seeds[word.seed_id] for word in words if word.seed_id is not None}
        if self.again and words:
            words = self._unsaid(actor, words)
        if words:
            self._say(actor, words)
        elif not boxes and self.inference["verified"]:
            try:
                db.verify_seed(actor, self.inference["id"], [], container_id=self.container_id)
            except NachetError as error:
                self.lost.append(f"verified: {reason_of(error)}")
        spoken = {word.box.id for word in words_of(boxes, who)} - self.refused.keys()
        if self.inference["verified"] and any(box.id not in spoken for box in boxes):
            self.lost.append(Message("verified: boxes that nobody looked at"))
        return established

    def _say(self, actor: UUID, words: list[Word]) -> None:
        """All words at once; without those that are refused. The later word on the same seed holds."""
        db, separate, reopened = self.importer.target.db, set[UUID](), set[UUID]()
        while words:
            request = [word.feedback(self.box_ids.get(word.box.id), separate=word.box.id in separate) for word in words]
            try:
                answer = db.verify_seed(actor, self.inference["id"], request, container_id=self.container_id)
            except NachetError as error:
                match = re.match(r"boxes\[(\d+)\]", str(error.detail.get("place")))
                reason = reason_of(error)
                if match is None:
                    self.refused.update({word.box.id: reason for word in words})
                    return
                word = words[int(match[1])]
                if isinstance(error, ObjectReviewed) and word.box.added and word.box.id not in separate:
                    separate.add(word.box.id)
                elif isinstance(error, ObjectReviewed) and word.box.id not in separate | reopened:
                    # People said otherwise of the same seed through an earlier inference.
                    reopened.add(word.box.id)
                    box_id = self.box_ids[word.box.id]
                    db.reopen_object(actor, box_id, word.comment, container_id=self.container_id)
                else:
                    words = [one for one in words if one is not word]
                    self.refused[word.box.id] = reason
            else:
                for word, found in zip(words, answer["boxes"], strict=True):
                    self.box_ids.setdefault(word.box.id, found["box_id"])
                return

    def _unsaid(self, actor: UUID, words: list[Word]) -> list[Word]:
        """The words that were not said by an import before; also finds the boxes that it added."""
        db = self.importer.target.db
        document = db.get_inference(actor, self.inference["id"], include_rejected=True, container_id=self.container_id)
        left = {str(word.box.id): word for word in words}
        for box in document["boxes"]:
            for act in db.get_object_history(actor, box["box_id"], container_id=self.container_id):
                match = re.search(r"\(box ([0-9a-f-]{36})\)$", act.comment)
                if match is not None and act.act != "reopen" and match[1] in left:
                    word = left.pop(match[1])
                    self.box_ids.setdefault(word.box.id, box["box_id"])
        return [word for word in words if str(word.box.id) in left]


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
