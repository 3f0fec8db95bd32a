"""What the check found good is stored: pictures first, then what models and people said of them.

Nothing is stored twice, however often an import is broken off and run again: the same bytes in a folder are one
picture, a batch has an id made of its files, an inference one made of its picture and its document, and a box that is
added again at the same place is the same box.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any, TypeVar, cast
from uuid import UUID, uuid5

from ..blobs import Datastore, Upload
from ..documents import BoxFeedback, Corners, NewInference, NewRefusal, RegisteredInference
from ..errors import Conflict, NachetError, StoreError
from ..ids import Id, RowId
from ..languages import Message, marked
from .check import problem_of
from .model import Answer, Box, Corrected, Exported, Plan, Planned, Problem, Progress, Report, Said, Settings, Sides

T = TypeVar("T")

#: What goes into one upload: enough for the store to be busy, little enough for the progress to be seen.
_PICTURES, _BYTES = 128, 128 << 20
#: Boxes in one registration of inferences.
_BOXES = 5_000
#: A box has moved where a side did by more than this part of the picture: other programs round.
_MOVED = 0.0005


def carry_out(
    datastore: Datastore, user_id: Id, plan: Plan, settings: Settings, progress: Progress = lambda *_: None
) -> Report:
    """Store what is planned; what became of it.

    Raises: what calls of the database raise that are not about one picture, StoreMissing, TransactionOpen.
    """
    return _Carrier(datastore, user_id, plan, settings, progress).run()


@dataclass(slots=True)
class _Job:
    """An inference to be registered, and what people said of its boxes."""

    said: Said
    picture: str
    picture_id: RowId
    document: Mapping[str, Any]
    pipeline: str | None
    key: str
    truth: tuple[Box, ...] | None = None
    registered: RegisteredInference | None = None

    @property
    def boxes(self) -> int:
        return len(self.document["boxes"])

    def entry(self) -> NewInference:
        """As register_inferences takes it, under an id of its picture and document."""
        text = json.dumps([self.pipeline, self.document], sort_keys=True, default=str)
        identity = uuid5(self.picture_id, hashlib.sha256(text.encode()).hexdigest())
        entry: dict[str, Any] = {"picture_id": self.picture_id, "result": self.document, "inference_id": identity}
        if self.pipeline is not None:
            entry["pipeline"] = self.pipeline
        return cast(NewInference, entry)


class _Carrier:
    def __init__(self, datastore: Datastore, user_id: Id, plan: Plan, settings: Settings, progress: Progress) -> None:
        self.datastore = datastore
        self.user_id = user_id
        self.plan = plan
        self.settings = settings
        self.progress = progress
        self.container: Any = {"container_id": settings.container_id}
        self.species: dict[str, RowId] = {name: found for name, found in plan.species.items() if found is not None}
        self.report = Report(same=len(plan.same), problems=list(plan.problems))
        self.counting = Lock()
        self.files = self.bytes = 0

    def run(self) -> Report:
        for name in self.plan.new_species:
            self._add_species(name)
        if self.plan.adds_pipeline:
            structure = {"pipelines": [{"pipeline_name": self.settings.truth_pipeline, "models": []}]}
            self.datastore.import_ml_structure(self.user_id, cast(Any, structure))
        by_folder: dict[str | None, list[Planned]] = {}
        for one in self.plan.pictures:
            by_folder.setdefault(one.folder, []).append(one)
        for folder, pictures in by_folder.items():
            self._store_folder(folder, pictures)
        for said in self.plan.corrected:
            self._guarded(said, partial(self._correct, said))
        return self.report

    def _add_species(self, name: str) -> None:
        try:
            self.species[name] = self.datastore.register_seed(self.user_id, name).seed_id
            self.report.species_added.append(name)
        except Conflict:  # In another case, or by somebody else meanwhile.
            self.species[name] = self.datastore.resolve_seed(name).seed_id

    # -- pictures ------------------------------------------------------------------------------------------------

    def _store_folder(self, folder: str | None, pictures: list[Planned]) -> None:
        picture_set_id = self._folder_id(folder)
        batch_id = self._begin_batch(folder, picture_set_id, pictures)
        for chunk in _chunks(pictures, lambda one: one.info.byte_size, _PICTURES, _BYTES):
            self._store(chunk, picture_set_id, batch_id)
        if batch_id is not None:
            self.datastore.end_batch(self.user_id, batch_id, **self.container)

    def _folder_id(self, folder: str | None) -> RowId | None:
        if folder is None or folder in self.plan.known_folders:
            return self.plan.known_folders.get(folder or "")
        identity = uuid5(UUID(str(self.settings.container_id or self.user_id)), f"folder {folder}")
        made = self.datastore.create_picture_set(self.user_id, folder, picture_set_id=identity, **self.container)
        return made.picture_set_id

    def _begin_batch(self, folder: str | None, picture_set_id: RowId | None, pictures: list[Planned]) -> RowId | None:
        """The batch of these files, for the store to know what became of each; None where it has ended before."""
        refused = [
            problem
            for path, problem in {one.picture: one for one in self.plan.problems if one.picture is not None}.items()
            if self.plan.folders.get(path, ...) == folder
        ]
        files = sorted([f"{one.path} {one.info.sha256}" for one in pictures] + [f"{one}" for one in refused])
        place = UUID(str(picture_set_id or self.settings.container_id or self.user_id))
        batch = self.datastore.begin_batch(
            self.user_id,
            picture_set_id,
            expected=len(pictures) + len(refused),
            batch_id=uuid5(place, hashlib.sha256("\n".join(files).encode("utf-8", "replace")).hexdigest()),
            **self.container,
        )
        if batch.ended_at is not None:
            return None
        self.report.batches.append(batch.batch_id)
        if refused:
            refusals = [_refusal(one, self.plan.refused_bytes.get(str(one.picture))) for one in refused]
            self.datastore.record_refusals(self.user_id, batch.batch_id, refusals, **self.container)
        return batch.batch_id

    def _store(self, chunk: list[Planned], picture_set_id: RowId | None, batch_id: RowId | None) -> None:
        answer = self.datastore.upload_pictures(
            self.user_id,
            [self._upload(one) for one in chunk],
            picture_set_id=picture_set_id,
            parallel=self.settings.parallel,
            max_bytes=self.settings.max_bytes,
            replace=self.settings.replace,
            batch_id=batch_id,
            on_error="skip",
            **self.container,
        )
        for refused in answer.refused:
            if isinstance(refused.error, StoreError) and refused.error.transient:
                raise refused.error  # It is about the store, and not about this picture.
            path = chunk[refused.number].path
            self.report.problems.append(problem_of(refused.error, path, "", path))
        stored = [(one, found) for one, found in zip(chunk, answer.picture_ids, strict=True) if found is not None]
        for one, found in stored:
            self.report.picture_ids[one.path] = found
        new = sum(answer.new)
        self.report.stored += new
        self.report.already += len(stored) - new - sum(one.path in self.plan.same for one, _ in stored)
        self._say(stored)
        self.files += len(chunk)
        self.bytes += sum(one.info.byte_size for one in chunk)
        self.progress(marked("storing"), self.files, len(self.plan.pictures), self.bytes, self.plan.byte_size)

    def _upload(self, one: Planned) -> Upload:
        facts = dict(one.facts)
        species = facts.pop("species", None)
        name = str(facts.pop("name"))[-255:]
        seed_id = None if species is None else self.species[species]
        return Upload(data=one.source, file=one.path, info=one.info, name=name, seed_id=seed_id, **facts)

    # -- what models and people said -----------------------------------------------------------------------------

    def _say(self, stored: list[tuple[Planned, RowId]]) -> None:
        """Register what models said, then what people drew, so that it is the newest, and verify it."""
        answers, drawn = [], []
        for one, picture_id in stored:
            for said in one.said:
                for answer in said.answers:
                    document = answer.document or _document(one, answer)
                    pipeline = answer.pipeline or self.settings.pipeline
                    answers.append(_Job(said, one.path, picture_id, document, pipeline, answer.key))
                if said.truth is not None:
                    document = {"filename": one.facts["name"], "boxes": [], "totalBoxes": 0, "models": []}
                    drawn_boxes = repr([(box.label, box.sides, box.unit, box.qualifier) for box in said.truth])
                    document["imported"] = hashlib.sha256(drawn_boxes.encode()).hexdigest()
                    job = _Job(said, one.path, picture_id, document, self.settings.truth_pipeline, said.key, said.truth)
                    drawn.append(job)
        infos = {one.path: one.info for one, _ in stored}
        for jobs in (answers, drawn):
            for chunk in _chunks(jobs, lambda job: job.boxes, _PICTURES, _BOXES):
                self._register(chunk)
        verified = [job for job in (*answers, *drawn) if job.registered is not None]
        with ThreadPoolExecutor(self.settings.parallel, "nachet-import") as threads:
            list(
                threads.map(
                    lambda job: self._guarded(job.said, partial(self._verify, job, infos[job.picture])), verified
                )
            )

    def _register(self, jobs: list[_Job]) -> None:
        """Register inferences with one statement; one that is refused is left out, and the others go on."""
        left = list(jobs)
        while left:
            try:
                answers = self.datastore.register_inferences(
                    self.user_id, [job.entry() for job in left], **self.container
                )
            except NachetError as error:
                if not error.sqlstate.startswith("NX"):
                    raise
                about = re.match(r"inferences\[(\d+)\]\.?(?:result)?\.?(.*)", str(error.detail.get("place")))
                if about is None and len(left) == 1:
                    about = re.match(r"()(.*)", "")
                if about is None:
                    # Which one it is, the error does not say: each for itself.
                    for job in left:
                        self._register([job])
                    return
                job = left.pop(int(about[1] or 0))
                key = ".".join(filter(None, (job.key, about[2])))
                self.report.problems.append(problem_of(error, job.said.file, key, job.picture))
            else:
                for job, answer in zip(left, answers, strict=True):
                    job.registered = answer
                self.report.inferences += len(left)
                return

    def _verify(self, job: _Job, info: Any) -> None:
        """Say what people said of an inference that was registered."""
        registered = job.registered
        assert registered is not None  # noqa: S101 - the caller picked it
        if job.truth is not None:
            boxes = [self._added(box, box.pixels(info.width or 1, info.height or 1)) for box in job.truth]
            self._send(job.said, registered["inference_id"], boxes, [box.key for box in job.truth])
            return
        known = [
            (number, self._known(told, box["box_id"]))
            for number, (told, box) in enumerate(zip(job.document["boxes"], registered["boxes"], strict=True))
        ]
        said = [(number, one) for number, one in known if one is not None]
        if said:
            keys = [f"boxes[{number}]" for number, _ in said]
            self._send(job.said, registered["inference_id"], [one for _, one in said], keys)

    def _known(self, told: Mapping[str, Any], box_id: RowId) -> BoxFeedback | None:
        """What people had said of a box of an inference that was read back; None where they said nothing."""
        if told.get("is_rejected") is True:
            return {"boxId": box_id, "label": "", "classId": ""}
        if told.get("is_verified") is True and told.get("label"):
            return {"boxId": box_id, "classId": self.species[told["label"]]}
        return None

    def _added(self, box: Box, sides: Sides) -> BoxFeedback:
        feedback: BoxFeedback = {"classId": self.species[box.label], "box": _corners(sides)}
        if box.qualifier is not None:
            feedback["qualifier"] = box.qualifier
        if box.comment is not None:
            feedback["comment"] = box.comment
        return feedback

    def _send(self, said: Said, inference_id: Id, boxes: list[BoxFeedback], keys: list[str]) -> None:
        try:
            answer = self.datastore.verify_seed(self.user_id, inference_id, boxes, **self.container)
        except NachetError as error:
            if not error.sqlstate.startswith("NX"):
                raise
            about = re.match(r"boxes\[(\d+)\]", str(error.detail.get("place")))
            key = keys[int(about[1])] if about is not None and int(about[1]) < len(keys) else said.key
            self.report.problems.append(problem_of(error, said.file, key, said.picture))
            return
        with self.counting:
            self.report.identified += sum(box["act"] is not None for box in answer["boxes"])
            self.report.empty += not boxes

    def _guarded(self, said: Said, act: Callable[[], None]) -> None:
        """What the database refuses of one picture keeps no other from it; what is about all of them is raised."""
        try:
            act()
        except NachetError as error:
            if not error.sqlstate.startswith("NX"):
                raise
            self.report.problems.append(problem_of(error, said.file, said.key, said.picture))

    # -- what was corrected elsewhere ----------------------------------------------------------------------------

    def _correct(self, said: Said) -> None:
        """Bring home what people made of the boxes that an export wrote, as identifications of the acting user."""
        corrected = said.corrected
        assert corrected is not None  # noqa: S101 - the plan has no other
        self.container = {"container_id": UUID(corrected.container_id)}
        picture = self.datastore.get_picture(self.user_id, corrected.picture_id, **self.container)
        width, height = picture.width or 1, picture.height or 1
        by_inference: dict[str | None, list[tuple[str, Exported]]] = {}
        for specimen_id, exported in corrected.before.items():
            by_inference.setdefault(exported.inference_id, []).append((specimen_id, exported))
        added = [(box, self._added(box, box.pixels(width, height))) for box in corrected.added]
        for inference_id, specimens in by_inference.items():
            boxes, keys = self._changes(said, corrected, inference_id, specimens, (width, height))
            if inference_id is None:
                continue  # Nobody looked at them: each was refused.
            boxes += [feedback for _, feedback in added]
            keys += [box.key for box, _ in added]
            added = []
            if boxes:
                self._send(said, inference_id, boxes, keys)
        if added:
            document = {"boxes": [], "totalBoxes": 0, "models": []}
            job = _Job(
                said, said.picture, RowId(corrected.picture_id), document, self.settings.truth_pipeline, said.key
            )
            self._register([job])
            if job.registered is not None:
                identity = job.registered["inference_id"]
                self._send(said, identity, [one for _, one in added], [box.key for box, _ in added])
        self.report.picture_ids[said.picture] = picture.picture_id
        self.container = {"container_id": self.settings.container_id}

    def _changes(
        self,
        said: Said,
        corrected: Corrected,
        inference_id: str | None,
        specimens: list[tuple[str, Exported]],
        size: tuple[int, int],
    ) -> tuple[list[BoxFeedback], list[str]]:
        """What to say of the specimens that an inference shows; those that changed since the export are refused."""
        shown: dict[str | None, Mapping[str, Any]] = {}
        if inference_id is not None:
            document = self.datastore.get_inference(self.user_id, inference_id, include_rejected=True, **self.container)
            shown = {str(box["box_id"]): box for box in document["boxes"]}
        boxes: list[BoxFeedback] = []
        keys: list[str] = []
        for specimen_id, exported in specimens:
            now = corrected.after.get(specimen_id)
            box = shown.get(exported.box_id) if exported.box_id else self._box_at(exported, shown.values(), size)
            if now is None and exported.state != "settled":
                continue  # It was no region to begin with.
            key = f"{said.key}.specimens.{specimen_id}" if now is None else now.key
            if box is None:
                reason = Message("the box is not there")
                self.report.problems.append(Problem(said.file, key, "BoxNotFound", reason, said.picture))
                continue
            wanted = _Word(None, None) if now is None else self._word(now, exported, size)
            current = self._current(box)
            was = _Word(RowId(exported.seed_id), exported.sides) if exported.seed_id else None
            if current is not None and not current.same(wanted, size):
                if was is None or not current.same(was, size):
                    reason = Message("what is said of it changed since the export")
                    self.report.problems.append(Problem(said.file, key, "BoxChanged", reason, said.picture))
                    continue
                self.datastore.reopen_object(self.user_id, box["box_id"], **self.container)
            boxes.append(wanted.feedback(str(box["box_id"]), current, size))
            keys.append(key)
        return boxes, keys

    def _box_at(
        self, exported: Exported, boxes: Iterable[Mapping[str, Any]], size: tuple[int, int]
    ) -> Mapping[str, Any] | None:
        """The box that shows a specimen of a dataset: where it was pinned, and of two there that of its species."""
        found = [box for box in boxes if _near(_sides(box), exported.sides, size)]
        words = [(box, self._current(box)) for box in found] if len(found) > 1 else []
        seed_id = RowId(exported.seed_id) if exported.seed_id else None
        same = [box for box, word in words if word is not None and word.seed_id == seed_id]
        return next(iter(same or found), None)

    def _word(self, box: Box, exported: Exported, size: tuple[int, int]) -> _Word:
        """What a region says now: where it did not move, the box that the store has, not one that was rounded."""
        sides = box.pixels(*size)
        clipped = _clipped(exported.sides, size)
        moved = any(
            abs(one - other) > _MOVED * side for one, other, side in zip(sides, clipped, (*size, *size), strict=True)
        )
        return _Word(self.species[box.label], sides if moved else exported.sides)

    def _current(self, box: Mapping[str, Any]) -> _Word | None:
        """What is said of a box now; None where nothing is."""
        if box.get("is_rejected"):
            return _Word(None, None)
        if not box.get("is_verified"):
            return None
        return _Word(self.datastore.resolve_seed(box["label"]).seed_id, _sides(box))


@dataclass(frozen=True, slots=True)
class _Word:
    """What is said of a box: its species and its place, both None where it is no seed."""

    seed_id: RowId | None
    sides: Sides | None

    def same(self, other: _Word, size: tuple[int, int]) -> bool:
        """Whether another one says the same."""
        if self.seed_id != other.seed_id or self.sides is None or other.sides is None:
            return self.seed_id == other.seed_id and self.sides == other.sides
        return _near(self.sides, other.sides, size)

    def feedback(self, box_id: str, current: _Word | None, size: tuple[int, int]) -> BoxFeedback:
        """The same as verify_seed takes it; where the box has its place already, without it."""
        if self.seed_id is None or self.sides is None:
            return {"boxId": box_id, "label": "", "classId": ""}
        if current is not None and current.same(self, size):
            return {"boxId": box_id, "classId": self.seed_id}
        return {"boxId": box_id, "classId": self.seed_id, "box": _corners(self.sides)}


def _sides(box: Mapping[str, Any]) -> Sides:
    """The sides of a box of an inference, in pixels."""
    corners = box["box"]
    return corners["topX"], corners["topY"], corners["bottomX"], corners["bottomY"]


def _near(sides: Sides, others: Sides, size: tuple[int, int]) -> bool:
    """Whether two boxes of a picture are one, but for rounding."""
    pairs = zip(sides, others, (*size, *size), strict=True)
    return all(abs(one - other) <= _MOVED * side for one, other, side in pairs)


def _clipped(sides: Sides, size: tuple[int, int]) -> Sides:
    """A box as an export writes it: the part of it that is in the picture."""
    left, top, right, bottom = sides
    return max(left, 0), max(top, 0), min(right, size[0]), min(bottom, size[1])


def _corners(sides: Sides) -> Corners:
    return dict(zip(("topX", "topY", "bottomX", "bottomY"), sides, strict=True))  # type: ignore[return-value]


def _document(one: Planned, answer: Answer) -> dict[str, Any]:
    """What a model said as register_inference takes it."""
    boxes = []
    for box in answer.boxes:
        guess = {"label": box.label, "score": box.score}
        sides = box.pixels(one.info.width or 1, one.info.height or 1)
        boxes.append({"box": _corners(sides), **guess, "topN": [guess]})
    document: dict[str, Any] = {"filename": one.facts["name"], "boxes": boxes, "totalBoxes": len(boxes)}
    if answer.models is not None:
        document["models"] = list(answer.models)
    return document


def _refusal(problem: Problem, sha256: str | None) -> NewRefusal:
    """A file that the check refused, as the batch keeps it."""
    name = _as_text(str(problem.picture).rpartition("/")[2]).strip()[:200] or None
    detail = {"file": _as_text(problem.file)[-200:], "key": _as_text(problem.key)[:200]}
    message = _as_text(problem.message)[:1000]
    return {"name": name, "sha256": sha256, "code": problem.code, "message": message, "detail": detail}


def _as_text(value: str) -> str:
    """With question marks for what the database cannot hold: the names of files may be any bytes."""
    return value.encode("utf-8", "replace").decode().replace("\0", "?")


def _chunks(items: Iterable[T], size: Callable[[T], int], count: int, limit: int) -> Iterator[list[T]]:
    """Items in lists of at most ``count``, each with a size of at most ``limit`` unless one alone has more."""
    chunk: list[T] = []
    taken = 0
    for item in items:
        if chunk and (len(chunk) == count or taken + size(item) > limit):
            yield chunk
            chunk, taken = [], 0
        chunk.append(item)
        taken += size(item)
    if chunk:
        yield chunk
