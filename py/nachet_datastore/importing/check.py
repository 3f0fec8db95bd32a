"""Everything is looked at before anything is stored: documents, names, pictures, boxes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fnmatch import fnmatch
from typing import Any

from ..blobs import Datastore, PictureInfo
from ..blobs.decoder import HEAD, format_of
from ..errors import InvalidValue, NachetError, NotFound
from ..ids import Id, RowId
from ..languages import Message, marked
from ..wrapper.calls import get_picture
from .finding import BESIDE, Finder
from .formats import coco, label_studio, own, yolo
from .model import Box, Plan, Planned, Problem, Progress, Said, Settings
from .reading import Unreadable, facts_of, read_json, read_yaml
from .species import Named, look_up
from .trees import Tree

#: What pictures' names end with; what ends otherwise is looked at.
ENDINGS = (
    *(
        ".png",
        ".jpg",
        ".jpeg",
        ".jpe",
        ".tif",
        ".tiff",
        ".webp",
        ".bmp",
        ".gif",
        ".jp2",
        ".j2k",
        ".jpx",
        ".avif",
        ".npy",
    ),
    *(".heic", ".heif", ".czi", ".nd2", ".lif"),
)
#: Files that computers leave in folders, and what belongs to a document that is read.
LEFT_BEHIND = ("Thumbs.db", "desktop.ini", "label_config.xml", "nachet-export.json", *yolo.PASSED_OVER)
#: The document of a folder, which holds for all below it.
INDEX = ("index.yaml", "index.yml")
#: A picture with shorter sides may have all its boxes within the first 100 pixels.
_SMALL = 200
_UNKNOWN = Message("no importer knows this file")
#: How many characters the name of a folder of the store may have.
_FOLDER = 200


def check(
    datastore: Datastore, user_id: Id, tree: Tree, settings: Settings, progress: Progress = lambda *_: None
) -> Plan:
    """Look at all of a tree: what will be stored and what is refused; nothing is stored.

    Raises: OSError (the folder cannot be read), InvalidValue, and what calls of the database raise.
    """
    try:
        facts_of(settings.facts)
    except Unreadable as error:
        raise InvalidValue({"place": f"facts.{error.key}", "reason": error.message}) from error
    return _Check(datastore, user_id, tree, settings, progress).plan()


class _Check:
    def __init__(self, datastore: Datastore, user_id: Id, tree: Tree, settings: Settings, progress: Progress) -> None:
        self.datastore = datastore
        self.user_id = user_id
        self.tree = tree
        self.settings = settings
        self.progress = progress
        self.problems: list[Problem] = []
        self.said: dict[str, list[Said]] = {}
        self.index: dict[str, Mapping[str, Any]] = {}
        self.adds_pipeline = False
        self.left_out = 0

    def refuse(self, problem: Problem) -> None:
        self.problems.append(problem)

    def plan(self) -> Plan:
        files = {
            path: size
            for path, size in self.tree.files().items()
            if not any(
                fnmatch(path, pattern) or fnmatch(posixpath.basename(path), pattern)
                for pattern in (*LEFT_BEHIND, *self.settings.ignore)
            )
        }
        pictures = {path: size for path, size in files.items() if self._is_picture(path)}
        finder = Finder(pictures)
        self._read_documents([path for path in files if path not in pictures], finder)
        corrected = self._known_corrections(finder)
        infos = self._look_at_pictures(pictures)
        facts = {path: self._facts_of(path) for path in pictures}
        names = self._names(facts, corrected)
        self._check_names(names, facts, corrected)
        self._check_boxes(infos)
        self._check_pipelines(corrected)
        folders = {path: one.pop("folder", None) for path, one in facts.items()}
        known_folders = self._check_folders(set(folders.values()))
        refused = {problem.picture for problem in self.problems}
        planned = [
            Planned(
                path, self.tree.source(path), infos[path], folders[path], facts[path], tuple(self.said.get(path, ()))
            )
            for path in pictures
            if path not in refused and path in infos
        ]
        same = self._same_bytes(planned)
        refused = {problem.picture for problem in self.problems}
        if self.settings.all_or_nothing and self.problems:
            self.problems = [replace(problem, stops=True) for problem in self.problems]
        return Plan(
            pictures=tuple(one for one in planned if one.path not in refused),
            corrected=tuple(said for said in corrected if said.picture not in refused),
            problems=tuple(self.problems),
            species={name: found.seed_id for name, found in names.items() if found.seed_id or self._may_add(found)},
            similar={name: found.similar for name, found in names.items() if found.seed_id is None},
            same=same,
            folders=folders,
            known_folders=known_folders,
            adds_pipeline=self.adds_pipeline,
            left_out=self.left_out,
            refused_bytes={path: infos[path].sha256 for path in pictures if path in refused and path in infos},
            byte_size=sum(one.info.byte_size for one in planned),
        )

    # -- documents -----------------------------------------------------------------------------------------------

    def _is_picture(self, path: str) -> bool:
        ending = posixpath.splitext(path)[1].lower()
        if ending in ENDINGS:
            return True
        if ending in (".json", ".yaml", ".yml", ".txt"):
            return False
        name, _ = format_of(self.tree.head(path, HEAD))
        return name is not None

    def _read_documents(self, files: Iterable[str], finder: Finder) -> None:
        texts = [path for path in files if path.endswith(".txt")]
        scopes: dict[str, Mapping[int, str]] = {}
        for path in files:
            if path in texts:
                continue
            beside: str | None = None
            try:
                if not path.endswith(BESIDE):
                    raise Unreadable("", "UnknownFile", _UNKNOWN)
                if posixpath.basename(path) not in INDEX:
                    beside = finder.beside(path)
                self._read(path, beside, finder, scopes)
            except Unreadable as error:
                # Nobody can tell which pictures a document means that cannot be read.
                stops = beside is None and error.code != "UnknownFile"
                self.refuse(Problem(path, error.key, error.code, error.message, beside, stops))
        self._read_labels(texts, finder, scopes)

    def _read(self, path: str, beside: str | None, finder: Finder, scopes: dict[str, Mapping[int, str]]) -> None:
        folder = posixpath.dirname(path)
        document = (read_json if path.endswith(".json") else read_yaml)(self.tree.read(path))
        if posixpath.basename(path) in INDEX:
            self.index[folder] = facts_of(document or {})
        elif beside is not None:
            self._add([self._beside(document, path, beside)])
        elif yolo.is_yolo(document):
            scopes[folder] = yolo.classes_of(document)
        elif coco.is_coco(document):
            self._add(coco.read(document, path, finder, self.refuse))
        elif label_studio.is_tasks(document):
            self._add(label_studio.read(document, path, finder, self.refuse))
        elif own.is_inference(document):
            name = document.get("filename")
            if not isinstance(name, str):
                raise Unreadable("filename", "PictureMissing", Message("it lies beside no picture, and names none"))
            self._add([own.read_inference(document, path, finder.find(name, folder, "filename"))])
        else:
            raise Unreadable("", "UnknownFile", _UNKNOWN)

    @staticmethod
    def _beside(document: Any, path: str, picture: str) -> Said:
        if own.is_inference(document) or path.endswith(".inference.json"):
            if not own.is_inference(document):
                raise Unreadable("boxes", "WrongType", Message("it is not an inference"))
            return own.read_inference(document, path, picture)
        return own.read_facts(document, path, picture)

    def _read_labels(self, texts: list[str], finder: Finder, scopes: dict[str, Mapping[int, str]]) -> None:
        for path in texts:
            if posixpath.basename(path) == "classes.txt":
                scopes.setdefault(posixpath.dirname(path), yolo.classes_in(self.tree.read(path)))
        left = [path for path in texts if posixpath.basename(path) != "classes.txt"]
        for scope in sorted(scopes, key=len, reverse=True):  # The nearest names count.
            said, used = yolo.read(scopes[scope], scope, left, self.tree.read, finder, self.refuse)
            self._add(said)
            left = [path for path in left if path not in used]
        for path in left:
            code, reason = "UnknownFile", _UNKNOWN
            if any(not scope or path.startswith(f"{scope}/") for scope in scopes):
                code, reason = "PictureMissing", Message("no picture is there for these labels")
            elif any(path in yolo.labels_of(picture) for picture in finder.pictures):
                reason = Message("no data.yaml or classes.txt names the classes of these labels")
            self.refuse(Problem(path, "", code, reason))

    def _add(self, said: Iterable[Said]) -> None:
        for one in said:
            self.said.setdefault(one.picture, []).append(one)

    def _known_corrections(self, finder: Finder) -> list[Said]:
        """Tasks of our own export whose pictures this store has: what they say is about specimens that are there."""
        ours = [said for several in self.said.values() for said in several if said.corrected is not None]

        def is_here(said: Said) -> bool:
            corrected = said.corrected
            assert corrected is not None  # noqa: S101 - they were picked
            try:
                call = get_picture(self.user_id, corrected.picture_id, container_id=corrected.container_id)
                return self.datastore.call(call).sha256 == corrected.sha256
            except NotFound:
                return False

        with ThreadPoolExecutor(self.settings.parallel) as threads:
            here = [said for said, found in zip(ours, threads.map(is_here, ours), strict=True) if found]
        for said in here:
            self.said[said.picture].remove(said)
        missing = [said for said in ours if said not in here and said.picture not in finder.pictures]
        for said in missing:
            reason = Message("its picture is neither there nor in the store")
            self.refuse(Problem(said.file, said.key, "PictureMissing", reason))
            del self.said[said.picture]
        return here

    # -- facts and names -----------------------------------------------------------------------------------------

    def _facts_of(self, path: str) -> dict[str, Any]:
        """What is known of a picture, the most special last: settings, its folder, index.yaml, its documents."""
        facts = {"name": posixpath.basename(path), **self.settings.facts}
        folder = posixpath.dirname(path)
        if self.settings.species_from_folder and folder:
            facts["species"] = posixpath.basename(folder).replace("_", " ")
        parts = folder.split("/") if folder else []
        for depth in range(len(parts) + 1):
            _lay(facts, self.index.get("/".join(parts[:depth]), {}))
        for said in self.said.get(path, ()):
            if said.file.endswith(BESIDE) and said.key and "folder" in self.settings.facts:
                _lay(facts, {key: value for key, value in said.facts.items() if key != "folder"})
            else:
                _lay(facts, said.facts)
        return {key: value for key, value in facts.items() if value is not None}

    def _names(self, facts: Mapping[str, Mapping[str, Any]], corrected: Iterable[Said]) -> dict[str, Named]:
        names = {str(one["species"]) for one in facts.values() if "species" in one}
        names |= {box.label for several in self.said.values() for said in several for box in _boxes_of(said)}
        names |= {box.label for said in corrected for box in _boxes_of(said)}
        return look_up(self.datastore, names, self.settings.parallel)

    def _may_add(self, named: Named) -> bool:
        return self.settings.add_species and not named.several and named.storable

    def _check_names(
        self, names: Mapping[str, Named], facts: Mapping[str, Mapping[str, Any]], corrected: Iterable[Said]
    ) -> None:
        bad = {name: found for name, found in names.items() if found.seed_id is None and not self._may_add(found)}
        if not bad:
            return
        for path, known in facts.items():
            if known.get("species") in bad:
                name = str(known["species"])
                self.refuse(Problem(path, "species", *_unknown(name, bad[name]), path))
        for said in [*(one for several in self.said.values() for one in several), *corrected]:
            for box in _boxes_of(said):
                if box.label in bad:
                    self.refuse(Problem(said.file, box.key, *_unknown(box.label, bad[box.label]), said.picture))

    # -- pipelines and folders -----------------------------------------------------------------------------------

    def _check_pipelines(self, corrected: Iterable[Said]) -> None:
        """Whether the pipelines are there that answers of models, and what people drew, are registered for."""
        every = [said for several in self.said.values() for said in several]
        if not any(said.answers or said.truth is not None for said in every) and not any(corrected):
            return
        active = [one for one in self.datastore.list_pipelines(self.user_id) if one["active"]]
        names = {text.casefold() for one in active for text in (one["pipeline_name"], str(one["pipeline_id"]))}
        for path, several in self.said.items():
            self.said[path] = [self._with_known_pipelines(said, names) for said in several]
        wanted = self.settings.pipeline
        if any(answer.pipeline is None for said in every for answer in said.answers):
            if wanted is not None and wanted.casefold() not in names:
                reason = Message("no active pipeline {name!r}", name=wanted)
                self.refuse(Problem("--pipeline", "", "PipelineNotFound", reason, stops=True))
            elif wanted is None and not any(one["default"] or one["chosen"] for one in active):
                reason = Message("documents have answers of a model; say which pipeline gave them")
                self.refuse(Problem("--pipeline", "", "PipelineNotFound", reason, stops=True))
        truth = self.settings.truth_pipeline
        if truth.casefold() in names or not (any(said.truth is not None for said in every) or any(corrected)):
            return
        if self.datastore.get_user_by_id(self.user_id, self.user_id).permission == "admin":
            self.adds_pipeline = True
        else:
            reason = Message(
                "documents have boxes that people drew; let an administrator add the pipeline {name!r} for them",
                name=truth,
            )
            self.refuse(Problem("--truth-pipeline", "", "PipelineNotFound", reason, stops=True))

    def _with_known_pipelines(self, said: Said, names: set[str]) -> Said:
        """Without the guesses that an export has of pipelines that this store does not have."""
        kept = tuple(one for one in said.answers if one.pipeline is None or one.pipeline.casefold() in names)
        self.left_out += len(said.answers) - len(kept)
        return replace(said, answers=kept) if len(kept) < len(said.answers) else said

    def _check_folders(self, wanted: set[str | None]) -> dict[str, RowId]:
        """The ids of the folders of the store that are there already, by what documents call them."""
        if not wanted - {None}:
            return {}
        tree = self.datastore.list_picture_set_tree(self.user_id, container_id=self.settings.container_id)
        found = {}
        for name in sorted(wanted - {None}, key=str):
            assert name is not None  # noqa: S101 - it was taken away
            same = [
                node.picture_set_id
                for node in tree
                if name.casefold() in (str(node.picture_set_id), node.folder_name.casefold())
                or name.casefold() == "/".join(node.path).casefold()
            ]
            if len(same) > 1:
                reason = Message(
                    "{number} folders of the store are named {name!r}; give the id of one", number=len(same), name=name
                )
                self.refuse(Problem("folder", "", "FolderAmbiguous", reason, stops=True))
            elif same:
                found[name] = same[0]
            elif len(name) > _FOLDER:
                reason = Message(
                    "a folder's name has at most {most} characters, not {length}: {name!r}…",
                    most=_FOLDER,
                    length=len(name),
                    name=name[:40],
                )
                self.refuse(Problem("folder", "", "OutOfRange", reason, stops=True))
        return found

    # -- pictures ------------------------------------------------------------------------------------------------

    def _look_at_pictures(self, pictures: Mapping[str, int]) -> dict[str, PictureInfo]:
        infos: dict[str, PictureInfo] = {}
        done = seen = 0
        total = sum(pictures.values())

        def look(path: str) -> PictureInfo | Exception:
            try:
                return self.datastore.inspect_picture(self.tree.source(path), max_bytes=self.settings.max_bytes)
            except (NachetError, OSError) as error:
                return error

        threads = ThreadPoolExecutor(self.settings.parallel, "nachet-import")
        try:
            for path, outcome in zip(pictures, threads.map(look, pictures), strict=True):
                done, seen = done + 1, seen + pictures[path]
                self.progress(marked("checking"), done, len(pictures), seen, total)
                if isinstance(outcome, Exception):
                    self.refuse(problem_of(outcome, path, "", path))
                else:
                    infos[path] = outcome
        finally:
            threads.shutdown(cancel_futures=True)
        return infos

    def _check_boxes(self, infos: Mapping[str, PictureInfo]) -> None:
        documents: dict[str, list[tuple[Said, Box]]] = {}
        for path, several in self.said.items():
            info = infos.get(path)
            if info is None or info.width is None or info.height is None:
                continue
            for said in several:
                if said.size is not None and said.size != (info.width, info.height):
                    self.refuse(Problem(said.file, said.key, "WrongSize", _wrong_size(said.size, info), path))
                    continue
                boxes = _boxes_of(said)
                for box in boxes:
                    if box.unit == "pixels":
                        documents.setdefault(said.file, []).append((said, box))
                    if reason := _outside(box, info.width, info.height):
                        self.refuse(Problem(said.file, box.key, "WrongBox", reason, path))
        if self.settings.boxes_in_pixels:
            return
        for file, boxes_there in documents.items():
            sizes = [infos[said.picture] for said, _ in boxes_there]
            if reason := _not_pixels([box for _, box in boxes_there], sizes):
                said, box = boxes_there[0]
                alone = len({one.picture for one, _ in boxes_there}) == 1
                self.refuse(Problem(file, box.key, "NotPixels", reason, said.picture if alone else None, not alone))

    def _same_bytes(self, planned: list[Planned]) -> dict[str, str]:
        """Files with the bytes of another one: one picture, unless they are said to be different things."""
        first: dict[tuple[str | None, str], Planned] = {}
        same = {}
        for one in planned:
            other = first.setdefault((one.folder, one.info.sha256), one)
            if other is one:
                continue
            same[one.path] = other.path
            differing = sorted(
                key
                for key in (one.facts.keys() | other.facts.keys()) - {"name"}
                if one.facts.get(key) != other.facts.get(key)
            )
            if differing:
                reason = Message(
                    "the same bytes as {path}, but another {keys}", path=other.path, keys=", ".join(differing)
                )
                self.refuse(Problem(one.path, differing[0], "PictureDiffers", reason, one.path))
        return same


def problem_of(error: Exception, file: str, key: str, picture: str | None) -> Problem:
    """An error as something that was refused."""
    if isinstance(error, NachetError):
        detail = {name: value for name, value in error.detail.items() if name not in ("place", "file")}
        values = ", ".join(f"{name}: {value}" for name, value in detail.items())
        message = Message(error.message)
        if values:
            message = Message("{message} ({values})", message=message, values=values)
    else:
        message = Message(getattr(error, "strerror", None) or str(error))
    return Problem(file, key, type(error).__name__, message, picture)


def _lay(facts: dict[str, Any], over: Mapping[str, Any]) -> None:
    """Lay what is more special over what is known; metadata key by key."""
    for key, value in over.items():
        if key == "metadata" and isinstance(value, Mapping) and isinstance(facts.get(key), Mapping):
            facts[key] = {**facts[key], **value}
        else:
            facts[key] = value


def _boxes_of(said: Said) -> list[Box]:
    return [*(said.truth or ()), *(box for answer in said.answers for box in answer.boxes)]


def _unknown(name: str, named: Named) -> tuple[str, Message]:
    if named.several:
        several = ", ".join(named.several)
        message = Message("{name!r} is the name of several species: {names}", name=name, names=several)
        return "SpeciesAmbiguous", message
    if named.similar:
        similar = ", ".join(named.similar)
        message = Message("the catalogue has no species {name!r}; similar: {names}", name=name, names=similar)
        return "SpeciesUnknown", message
    return "SpeciesUnknown", Message("the catalogue has no species {name!r}", name=name)


def _wrong_size(size: tuple[int, int], info: PictureInfo) -> Message:
    text = marked("the document says that the picture is {told}; it is {found}")
    if size == (info.height, info.width) and info.orientation > 4:
        text = marked("the document says that the picture is {told}; it is {found} (turned, as its bytes say)")
    told, found = f"{size[0]} x {size[1]}", f"{info.width} x {info.height}"
    return Message(text, told=told, found=found)


def _outside(box: Box, width: int, height: int) -> Message | None:
    left, top, right, bottom = box.pixels(width, height)
    sides = f"{left:g}, {top:g}, {right:g}, {bottom:g}"
    if right <= left or bottom <= top:
        return Message("the box has no area: {sides}", sides=sides)
    if left >= width or top >= height or right <= 0 or bottom <= 0:
        text = marked("the box is outside the picture of {width} x {height}: {sides}")
        return Message(text, width=width, height=height, sides=sides)
    return None


def _not_pixels(boxes: list[Box], infos: list[PictureInfo]) -> Message | None:
    """What the boxes of a document are instead of pixels, as the sizes of their pictures tell."""
    most = max(max(box.sides) for box in boxes)
    shortest = min(min(info.width or 0, info.height or 0) for info in infos)
    if most <= 1 and shortest > 1:
        return Message("all boxes look like parts of 1, not pixels; say --boxes-in-pixels if they are")
    if most <= 100 and shortest >= _SMALL:
        return Message("all boxes look like percent, not pixels; say --boxes-in-pixels if they are")
    return None


def resolved(species: Mapping[str, RowId | None], name: str) -> RowId:
    """The id of a species that a document named, which the check found or the import added."""
    seed_id = species[name]
    if seed_id is None:
        raise KeyError(name)
    return seed_id
