"""The page of a report: sections of words, figures and tables, in one file that asks for no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib.metadata import version as package_version
from uuid import UUID

from ..languages import Language
from ..wrapper.calls import SCHEMA_VERSION
from . import figures
from .markup import Markup, element, joined
from .measures import Share, SpeciesMetrics, calibration_error, species_metrics
from .reading import Data, Thing, Version
from .texts import DASH, Words

#: How many are drawn or listed of what may be many: species of a heat map and of figures, rows of tables.
HEAT, DRAWN, LISTED = 14, 20, 50
#: Versions in the figure by month, and the months of a figure; the columns of a table that needs the whole width.
_VERSIONS, _MONTHS, _WIDE = 6, 24, 6

_STYLE = """
:root { color-scheme: light; --ink: #1a1a1a; --soft: #4a4a4a; --line: #c8c8c8; --mark: #0b5394; }
* { box-sizing: border-box; }
html { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Open Sans", sans-serif; color: var(--ink);
  background: white; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 16px; max-width: 70rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.5rem 0 .5rem; padding-top: .5rem;
  border-top: 3px solid var(--ink); }
p { margin: .5rem 0; max-width: 46rem; }
.note, caption small, footer { color: var(--soft); }
.note { font-size: .875rem; }
nav ol { margin: .25rem 0; padding-left: 1.4rem; }
a { color: var(--mark); }
.pair { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem 2rem; align-items: start; margin: 1rem 0; }
.stack > * { margin: 1rem 0; }
figure { margin: 0; }
figcaption, caption { font-weight: 600; text-align: left; padding: .25rem 0; font-size: .9375rem; }
svg { display: block; width: 100%; max-width: 32rem; height: auto; }
svg * { stroke-linejoin: round; stroke-linecap: butt; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: normal; }
td.n { white-space: nowrap; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
thead th { overflow-wrap: normal; hyphens: auto; }
thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; }
tbody th { font-weight: 400; }
small { font-size: .8125rem; color: var(--soft); display: block; }
.boxes { list-style: none; padding: 0; display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); }
.boxes figcaption { font-weight: 400; font-size: .875rem; }
.boxes img, .boxes .none { display: block; width: 100%; height: 10rem; object-fit: contain; background: #f2f2f2; }
.boxes .none { padding: 4rem .5rem 0; text-align: center; font-size: .8125rem; color: var(--soft); }
@media (min-width: 56rem) { .pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
@media screen and (max-width: 40rem) {
  .wide thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .wide, .wide tbody, .wide tr, .wide th, .wide td, .wide caption { display: block; width: auto; }
  .wide tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .wide tbody th { font-weight: 600; }
  .wide th, .wide td { border: 0; padding: .1rem 0; text-align: left; }
  .wide td::before { content: attr(data-label) ": "; color: var(--soft); }
}
@media print {
  @page { margin: 15mm; }
  html { font-size: 12pt; }
  body { padding: 0; max-width: none; }
  nav { display: none; }
  section { break-before: page; }
  section.first { break-before: auto; }
  .pair { display: block; }
  h2, caption, figcaption { break-after: avoid; }
  figure, tr, .boxes li { break-inside: avoid; }
  thead { display: table-header-group; }
  svg { max-width: 120mm; max-height: 230mm; }
  a { color: inherit; text-decoration: none; }
}
"""

_Pair = tuple[UUID | None, UUID | None]


class Page:
    """A report that is being written."""

    def __init__(self, data: Data, language: Language, crops: Mapping[Thing, str] | None) -> None:
        self._data, self._crops = data, crops
        self._say = Words(language)
        self._sections: list[tuple[str, str]] = []
        self._figures = self._tables = 0

    def write(self) -> str:
        """The whole page."""
        say = self._say
        with figures.settings():
            parts = list(self._parts()) if self._data.folders else [element("p", say("empty"))]
        head = element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("title", say("title")),
            element("style", Markup(_STYLE)),
        )
        links = [element("li", element("a", title, href=f"#{name}")) for name, title in self._sections]
        contents = element("nav", element("h2", say("contents")), element("ol", *links), aria_label=say("contents"))
        made = say("made_by", version=package_version("nachet-datastore"), schema=SCHEMA_VERSION)
        body = element(
            "body",
            element("header", element("h1", say("title")), *self._scope()),
            contents if links else None,
            element("main", *parts),
            element("footer", element("p", made, class_="note")),
        )
        return f"<!DOCTYPE html>\n{element('html', head, body, lang=say.language)}\n"

    def _parts(self) -> Iterable[Markup]:
        yield self._store()
        yield self._review()
        yield self._confusion()
        yield self._species()
        yield self._accuracy()
        yield self._calibration()
        yield self._readers()
        yield self._boxes("unsure", self._data.unsure)
        yield self._boxes("suspects", self._data.suspects)

    # -- the frame --

    def _scope(self) -> list[Markup]:
        say, wanted = self._say, self._data.filter
        said = []
        if wanted.containers:
            said.append(say("scope_containers", names=", ".join(map(str, wanted.containers))))
        if wanted.folders:
            said.append(say("scope_folders", names=", ".join(self._data.folder_names)))
        if wanted.since:
            said.append(say("scope_since", day=say.day(wanted.since)))
        if wanted.until:
            said.append(say("scope_until", day=say.day(wanted.until)))
        if wanted.seeds:
            said.append(say("scope_seeds", names=", ".join(wanted.seeds)))
        told = [element("p", say("scope") if said else say("scope_all"))]
        if said:
            told.append(element("ul", *(element("li", one) for one in said)))
        if self._data.folders:
            last = max(folder.updated_at for folder in self._data.folders)
            told.append(element("p", say("as_of", day=say.day(last.date())), class_="note"))
        return told

    def _section(self, name: str, *content: Markup | None) -> Markup:
        title = self._say(name)
        first = "first" if not self._sections else None
        self._sections.append((name, title))
        heading = element("h2", title, id=name)
        return element("section", heading, *content, class_=first, aria_labelledby=name)

    def _paragraph(self, key: str, **values: object) -> Markup:
        return element("p", self._say(key, **values))

    def _note(self, key: str, **values: object) -> Markup:
        return element("p", self._say(key, **values), class_="note")

    def _figure(self, drawing: Markup, title: str) -> Markup:
        self._figures += 1
        caption = f"{self._say('figure', number=self._figures)} {title}"
        return element("figure", element("figcaption", caption), drawing)

    def _told(self) -> str:
        """What the description of a figure says of the table that comes next."""
        return self._say("numbers_beside", number=self._tables + 1)

    def _table(
        self, title: str, heads: Sequence[tuple[str, bool]], rows: Sequence[Sequence[str]], *, total: int | None = None
    ) -> Markup:
        """A table: of each column its head and whether it has numbers; the first one names the row.

        The roles stand there since some browsers forget them where a table is laid out otherwise, on a phone.
        """
        self._tables += 1
        more = None
        if total is not None and total > len(rows):
            more = element("small", self._say("more", shown=self._number(len(rows)), total=self._number(total)))
        kinds = ["n" if numbers else None for _, numbers in heads]
        head = element(
            "tr",
            *(
                element("th", name, scope="col", role="columnheader", class_=kind)
                for (name, _), kind in zip(heads, kinds, strict=True)
            ),
            role="row",
        )
        lines = []
        for row in rows:
            cells = [element("th", row[0], scope="row", role="rowheader", class_=kinds[0])]
            cells += [
                element("td", text, role="cell", class_=kind, data_label=name)
                for text, (name, _), kind in zip(row[1:], heads[1:], kinds[1:], strict=True)
            ]
            lines.append(element("tr", *cells, role="row"))
        return element(
            "table",
            element("caption", f"{self._say('table', number=self._tables)} {title}", more),
            element("thead", head, role="rowgroup"),
            element("tbody", *lines, role="rowgroup"),
            role="table",
            class_="wide" if len(heads) > 3 else None,
        )

    @staticmethod
    def _pair(figure: Markup, table: Markup) -> Markup:
        """A figure and its table: side by side where there is room and the table is narrow."""
        return element("div", figure, table, class_="pair" if table.count('<th scope="col"') < _WIDE else "stack")

    # -- words --

    def _number(self, value: float, digits: int = 0) -> str:
        return self._say.number(value, digits)

    def _plain(self, seed: UUID | None) -> str:
        """The name of a species, for a figure."""
        if seed is None:
            return self._say("no_seed")
        known = self._data.species.get(seed)
        return known.name if known else str(seed)

    def _name(self, seed: UUID | None) -> Markup:
        """The name of a species, for a table: with what people call it."""
        known = self._data.species.get(seed) if seed else None
        if known is None:
            return joined(self._plain(seed))
        vernacular = known.vernacular and element("small", known.vernacular)
        return joined(element("i", known.name, lang="la"), vernacular)

    def _version(self, version: Version) -> str:
        return str(version) or self._say("unknown_model")

    # -- sections --

    def _store(self) -> Markup:
        data, say = self._data, self._say
        settled = self._settled()
        counts = [
            (say("containers"), self._number(len({folder.container_id for folder in data.folders}))),
            (say("folders"), self._number(len(data.folders))),
            (say("pictures"), self._number(sum(folder.nb_picture for folder in data.folders))),
            (say("crops"), self._number(sum(folder.nb_crop for folder in data.folders))),
            (say("bytes"), say.size(sum(folder.byte_size for folder in data.folders))),
            (say("inferences"), self._number(data.nb_inference)),
            (say("versions"), self._number(len(data.runs))),
            (say("specimens"), self._number(sum(data.specimens.values()))),
            (say("species_seen"), self._number(len(settled))),
        ]
        folders = [
            (
                folder.folder_name,
                self._number(folder.nb_picture),
                self._number(folder.nb_inferred),
                self._number(folder.nb_verified),
                say.size(folder.byte_size),
            )
            for folder in data.folders[:LISTED]
        ]
        heads = [("folder", False), ("pictures", True), ("inferred", True), ("verified", True), ("bytes", True)]
        content = [
            self._pair(
                self._table(say("store_counts"), [(say("what"), False), (say("count"), True)], counts),
                self._table(
                    say("folder_table"), [(say(key), nb) for key, nb in heads], folders, total=len(data.folders)
                ),
            )
        ]
        if settled:
            whole = sum(settled.values())
            listed = settled.most_common()
            drawing = figures.bars(
                [figures.Row(self._plain(seed), nb, self._number(nb)) for seed, nb in listed[:DRAWN]],
                say("species_specimens"),
                self._told(),
            )
            rows = [(self._name(seed), self._number(nb), say.share(nb / whole)) for seed, nb in listed]
            named = [(say("species"), False), (say("specimens"), True), (say("share"), True)]
            content.append(
                self._pair(
                    self._figure(drawing, say("species_specimens")),
                    self._table(say("species_specimens"), named, rows),
                )
            )
        return self._section("store", *content)

    def _settled(self) -> Counter[UUID]:
        """Settled specimens by species, the most frequent first, those of equal number by name."""
        counts = [(seed, nb) for (state, seed), nb in self._data.specimens.items() if state == "settled" and seed]
        return Counter(dict(sorted(counts, key=lambda one: (-one[1], self._plain(one[0]), one[0]))))

    def _review(self) -> Markup:
        data, say = self._data, self._say
        pictures = sum(folder.nb_picture for folder in data.folders)
        verified = sum(folder.nb_verified for folder in data.folders)
        # A picture in which people found nothing is verified without an inference.
        waiting = max(0, sum(folder.nb_inferred for folder in data.folders) - verified)
        states = Counter({"settled": 0, "disputed": 0, "open": 0, "rejected": 0})
        for (state, _), nb in data.specimens.items():
            states[state] += nb
        content: list[Markup] = [self._paragraph("review_lead")]
        by_picture = {
            "picture_verified": verified,
            "picture_waiting": waiting,
            "picture_bare": pictures - verified - waiting,
        }
        for title, unit, counts in (
            ("picture_states", "pictures", by_picture),
            ("specimen_states", "specimens", dict(states)),
        ):
            whole = sum(counts.values())
            if not whole:
                continue
            drawn = [
                figures.Row(say(key), nb, f"{self._number(nb)} ({say.share(nb / whole)})") for key, nb in counts.items()
            ]
            rows = [(say(key), self._number(nb), say.share(nb / whole)) for key, nb in counts.items()]
            drawing = figures.bars(drawn, say(title), self._told(), longest=whole)
            heads = [(say("state"), False), (say(unit), True), (say("share"), True)]
            content.append(self._pair(self._figure(drawing, say(title)), self._table(say(title), heads, rows)))
        if data.reviews:
            content.append(self._reviews())
        return self._section("review", *content)

    def _reviews(self) -> Markup:
        say = self._say
        acts = ("confirm", "correct", "reject", "add", "reopen")
        months = _months(self._data.reviews)[-_MONTHS:]
        counts = {month: self._data.reviews.get(month, Counter()) for month in months}
        drawing = figures.columns(
            [say.short_month(month) for month in months],
            [(say(act), [counts[month][act] for month in months]) for act in acts],
            say("reviews_by_month"),
            self._told(),
        )
        rows = [
            (say.month(month), *(self._number(said[act]) for act in acts), self._number(said.total()))
            for month, said in counts.items()
            if said
        ]
        heads = [(say("month"), False), *((say(act), True) for act in acts), (say("total"), True)]
        title = say("reviews_by_month")
        return self._pair(self._figure(drawing, title), self._table(title, heads, rows))

    @cached_property
    def _current(self) -> Counter[_Pair]:
        """The pairs of the version that was used last."""
        return self._data.pairs[self._data.current] if self._data.current else Counter()

    def _confusion(self) -> Markup:
        say, current = self._say, self._data.current
        named: Counter[_Pair] = Counter(
            {(truth, guess): nb for (truth, guess), nb in self._current.items() if truth and guess}
        )
        if current is None or not named:
            return self._section("confusion", self._paragraph("nothing"))
        totals: Counter[UUID | None] = Counter()
        wrong: Counter[UUID | None] = Counter()
        for (truth, guess), nb in named.items():
            totals[truth] += nb
            if truth != guess:
                wrong[truth] += nb
                wrong[guess] += nb
        # Those that are mistaken for others, or others for them, most often; in the order of their names.
        species = sorted(totals | wrong, key=lambda seed: (-wrong[seed], -totals[seed], self._plain(seed), str(seed)))
        shown = sorted(species[:HEAT], key=lambda seed: (self._plain(seed), str(seed)))
        title = say("heat_map")
        drawing = figures.heat(
            [[named[truth, guess] for guess in shown] for truth in shown],
            [totals[truth] for truth in shown],
            say("heat_rows"),
            say("heat_columns"),
            title,
            self._told(),
        )
        key_heads = [("number", True), ("species", False), ("specimens", True), ("right", True)]
        key_rows = [
            (
                str(number),
                self._name(seed),
                self._number(totals[seed]),
                say.share(Share(named[seed, seed], totals[seed]).value),
            )
            for number, seed in enumerate(shown, 1)
        ]
        figure = self._figure(drawing, title)
        key = self._table(say("heat_key", number=self._figures), [(say(name), nb) for name, nb in key_heads], key_rows)
        mistaken = sorted(
            ((truth, guess, nb) for (truth, guess), nb in named.items() if truth != guess),
            key=lambda one: (-one[2], self._plain(one[0]), self._plain(one[1]), str(one)),
        )
        rows = [
            (self._name(truth), self._name(guess), self._number(nb), say.share(nb / totals[truth]))
            for truth, guess, nb in mistaken[:DRAWN]
        ]
        heads = [("truth", False), ("guess", False), ("boxes", True), ("share_of_species", True)]
        return self._section(
            "confusion",
            self._paragraph("confusion_lead", version=self._version(current)),
            self._note("confusion_some", shown=self._number(len(shown)), total=self._number(len(species)))
            if len(species) > len(shown)
            else None,
            self._pair(figure, key),
            self._table(say("confusions"), [(say(name), nb) for name, nb in heads], rows, total=len(mistaken))
            if rows
            else None,
        )

    def _species(self) -> Markup:
        say, current = self._say, self._data.current
        metrics: dict[UUID, SpeciesMetrics] = species_metrics(self._current)
        wanted = set(self._data.seeds)
        listed = sorted(
            ((seed, found) for seed, found in metrics.items() if not wanted or seed in wanted),
            key=lambda one: (-one[1].support, self._plain(one[0]), one[0]),
        )
        if current is None or not listed:
            return self._section("metrics", self._paragraph("nothing"))
        drawing = figures.intervals(
            [(self._plain(seed), (one.precision, one.recall)) for seed, one in listed[:DRAWN]],
            say.unit,
            say("metrics_figure"),
            self._told(),
        )
        rows = [
            (
                self._name(seed),
                self._number(one.support),
                say.share(one.precision.value),
                say.interval(one.precision),
                say.share(one.recall.value),
                say.interval(one.recall),
            )
            for seed, one in listed
        ]
        heads = [say(key) for key in ("species", "support", "precision", "interval", "recall", "interval")]
        # On a phone each number has its name before it.
        heads[3], heads[5] = (f"{say(key)}, {say('interval').lower()}" for key in ("precision", "recall"))
        title = say("metrics")
        return self._section(
            "metrics",
            self._paragraph("metrics_lead", version=self._version(current)),
            self._note("interval_note"),
            self._note("metrics_some", shown=self._number(DRAWN), total=self._number(len(listed)))
            if len(listed) > DRAWN
            else None,
            self._pair(
                self._figure(drawing, say("metrics_figure")),
                self._table(title, [(head, place > 0) for place, head in enumerate(heads)], rows),
            ),
        )

    def _accuracy(self) -> Markup:
        say, data = self._say, self._data
        counted = {version: runs for version, runs in data.runs.items() if sum(run.nb_reviewed for run in runs)}
        if not counted:
            return self._section("accuracy", self._paragraph("nothing"))
        shares = {
            version: Share(sum(run.nb_right for run in runs), sum(run.nb_reviewed for run in runs))
            for version, runs in counted.items()
        }
        drawing = figures.intervals(
            [(self._version(version), (share,)) for version, share in list(shares.items())[-DRAWN:]],
            say.unit,
            say("accuracy_figure"),
            self._told(),
        )
        rows = []
        for version, share in shares.items():
            runs = counted[version]
            missed = Share(sum(run.nb_missed for run in runs), sum(run.nb_specimen for run in runs))
            rows.append((
                self._version(version),
                self._number(sum(run.nb_inference for run in runs)),
                self._number(share.whole),
                say.share(share.value),
                say.interval(share),
                say.share(missed.value),
                self._number(sum(run.nb_false_alarm for run in runs)),
            ))  # fmt: skip
        heads = ("version", "inferences", "reviewed", "accuracy_word", "interval", "missed", "false_alarms")
        title = say("accuracy_figure")
        return self._section(
            "accuracy",
            self._paragraph("accuracy_lead"),
            self._note("interval_note"),
            self._pair(
                self._figure(drawing, title),
                self._table(title, [(say(head), place > 0) for place, head in enumerate(heads)], rows),
            ),
            self._by_month(shares),
        )

    def _by_month(self, shares: Mapping[Version, Share]) -> Markup:
        say, runs = self._say, self._data.runs
        months = _months({run.month for version in shares for run in runs[version] if run.nb_reviewed})[-_MONTHS:]
        chosen = sorted(sorted(shares, key=lambda version: (-shares[version].whole, version))[:_VERSIONS])
        series = [
            figures.Series(
                self._version(version),
                [months.index(run.month) for run in runs[version] if run.month in months],
                [Share(run.nb_right, run.nb_reviewed) for run in runs[version] if run.month in months],
            )
            for version in chosen
        ]
        title = say("months_figure")
        drawing = figures.lines([say.short_month(month) for month in months], series, say.unit, title, self._told())
        rows = [
            (
                say.month(run.month),
                self._version(version),
                self._number(run.nb_reviewed),
                say.share(run.nb_right / run.nb_reviewed),
                say.interval(Share(run.nb_right, run.nb_reviewed)),
            )
            for month in months
            for version in chosen
            for run in runs[version]
            if run.month == month and run.nb_reviewed
        ]
        heads = [("month", False), ("version", False), ("reviewed", True), ("accuracy_word", True), ("interval", True)]
        return joined(
            self._note("months_some", shown=self._number(len(chosen))) if len(chosen) < len(shares) else None,
            self._pair(self._figure(drawing, title), self._table(title, [(say(key), nb) for key, nb in heads], rows)),
        )

    def _calibration(self) -> Markup:
        say, data = self._say, self._data
        bins = data.bins.get(data.current, []) if data.current else []
        if data.current is None or not bins:
            return self._section("calibration", self._paragraph("nothing"))
        title = say("calibration_figure")
        drawing = figures.calibration(bins, say("mean_score"), say("accuracy_word"), say.unit, title, self._told())
        rows = [
            (
                f"{self._number((one.tenth - 1) / 10, 1)} {DASH} {self._number(one.tenth / 10, 1)}",
                self._number(one.nb),
                self._number(one.mean_score, 2),
                say.share(one.accuracy.value),
                say.interval(one.accuracy),
            )
            for one in bins
        ]
        heads = [("score", False), ("boxes", True), ("mean_score", True), ("accuracy_word", True), ("interval", True)]
        error = say.share(calibration_error(bins))
        return self._section(
            "calibration",
            self._paragraph("calibration_lead", version=self._version(data.current), error=error),
            self._note("calibration_all") if data.filter.seeds else None,
            self._pair(self._figure(drawing, title), self._table(title, [(say(key), nb) for key, nb in heads], rows)),
        )

    def _readers(self) -> Markup:
        say, readers = self._say, self._data.readers
        if not readers:
            return self._section("readers", self._paragraph("nothing"))
        drawing = figures.bars(
            [
                figures.Row(
                    say("pair", one=_short(one.reader), other=_short(one.other)),
                    max(0.0, one.kappa or 0.0),
                    DASH if one.kappa is None else self._number(one.kappa, 2),
                )
                for one in readers[:DRAWN]
            ],
            say("readers_figure"),
            self._told(),
            longest=1,
        )
        rows = [
            (
                _short(one.reader),
                _short(one.other),
                self._number(one.nb_specimen),
                say.share(one.nb_same / one.nb_specimen),
                DASH if one.kappa is None else self._number(one.kappa, 2),
            )
            for one in readers[:LISTED]
        ]
        heads = [("reader", False), ("other_reader", False), ("specimens", True), ("agreement", True), ("kappa", True)]
        title = say("readers_figure")
        return self._section(
            "readers",
            self._paragraph("readers_lead"),
            self._pair(
                self._figure(drawing, title),
                self._table(title, [(say(key), nb) for key, nb in heads], rows, total=len(readers)),
            ),
        )

    def _boxes(self, kind: str, things: Sequence[Thing]) -> Markup:
        say = self._say
        if not things:
            return self._section(kind, self._paragraph(f"{kind}_lead"), self._paragraph("nothing"))
        shown = []
        for thing in things:
            caption = say(
                f"{kind}_caption",
                truth=self._plain(thing.seed_id),
                guess=self._plain(thing.model_seed_id),
                score=self._number(thing.score, 2),
                versions=thing.nb_version,
                folder=thing.folder_name,
            )
            data = (self._crops or {}).get(thing)
            picture = (
                element("img", src=data, alt=say("box_picture", caption=caption))
                if data
                else element("div", say("no_picture"), class_="none")
                if self._crops is not None
                else None
            )
            shown.append(element("li", element("figure", picture, element("figcaption", caption))))
        return self._section(
            kind,
            self._paragraph(f"{kind}_lead"),
            self._note("no_store") if self._crops is None else None,
            element("ul", *shown, class_="boxes"),
        )


def _short(reader: UUID) -> str:
    """The end of an id: where time-ordered ids differ."""
    return str(reader)[-8:]


def _months(known: Iterable[date]) -> list[date]:
    """All months from the first to the last."""
    found = sorted(known)
    if not found:
        return []
    months, last = [found[0]], found[-1]
    while months[-1] < last:
        one = months[-1]
        months.append(date(one.year + one.month // 12, one.month % 12 + 1, 1))
    return months
