"""The report: its figures against the views and plain Python, and what a browser shows of it."""

from __future__ import annotations

import base64
import io
import random
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from click.testing import CliRunner
from PIL import Image
from psycopg.rows import dict_row

from browser import Browser
from conftest import ROOT, as_user
from generated import Reviews, generate
from nachet_datastore import Datastore
from nachet_datastore.__main__ import main
from nachet_datastore.demo.drawing import draw_seeds
from nachet_datastore.errors import InvalidValue
from nachet_datastore.languages import LANGUAGES
from nachet_datastore.report.markup import Markup, element
from nachet_datastore.report.measures import Share, calibration_error, kappa, species_metrics
from nachet_datastore.report.page import Page
from nachet_datastore.report.reading import Data, ReportFilter, Species, Version, read
from nachet_datastore.report.texts import TEXTS, Words
from world import STRUCTURE

#: Names that are text, whatever they look like.
NASTY = '<script>alert("x")</script>'
FORMULA = "Avena $x^2$ & <b>fatua</b>"


@dataclass(frozen=True)
class Store:
    """A database and a folder of blobs, with generated reviews and with pictures of seeds."""

    url: str
    analyst: str
    blobs: str
    made: Reviews
    #: The folder with pictures, and its container.
    folder: UUID
    container: UUID


@pytest.fixture(scope="module")
def store(
    clone: Callable[[], AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    blobs = str(tmp_path_factory.mktemp("store") / "blobs")
    with clone() as url:
        with psycopg.connect(url, autocommit=True) as conn:
            made = generate(conn, pictures=30, specimens=12)
        with Datastore(url, blobs) as datastore:
            user, folder = take_pictures(datastore)
        with psycopg.connect(url, autocommit=True) as conn:
            # Names that nobody would give, and what a species is called in both languages.
            conn.execute("update nachet_data.seed set name = %s where id = %s", [FORMULA, made.seeds[0]])
            conn.execute("delete from nachet_data.vernacular_name where seed_id = %s", [made.seeds[0]])
            conn.execute(
                "insert into nachet_data.vernacular_name (seed_id, language, name, position)"
                " values (%s, 'fr', 'folle avoine', 1), (%s, 'en', 'wild oat', 1)",
                [made.seeds[0]] * 2,
            )
        yield Store(url, as_user(url, "nachet_test_analyst"), blobs, made, folder, user)


def take_pictures(datastore: Datastore) -> tuple[UUID, UUID]:
    """Pictures of seeds, half reviewed: one lies on its side, of one a box is partly outside."""
    admin = datastore.create_user("admin@example.org", permission="admin").user_id
    user = datastore.create_user("ana@example.org").user_id
    datastore.import_ml_structure(admin, STRUCTURE)
    folder = datastore.create_picture_set(user, NASTY).picture_set_id
    picture, result = draw_seeds()
    with Image.open(io.BytesIO(picture)) as image:
        turned = image.transpose(Image.Transpose.ROTATE_90).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # To be turned by 90 degrees, clockwise.
    on_its_side = io.BytesIO()
    turned.save(on_its_side, "JPEG", exif=exif, quality=90)
    ids = [datastore.upload_picture(user, data, picture_set_id=folder) for data in (picture, on_its_side.getvalue())]
    result["models"] = [{"name": "finder", "version": "1"}, {"name": "namer", "version": "1"}]
    result["boxes"][4]["box"] = result["boxes"][4]["box"] | {"bottomY": 760.5}
    for picture_id in ids:
        inference = datastore.register_inference(user, picture_id, result)
        boxes = inference["boxes"]
        names = [boxes[0]["label"], "Avena fatua", boxes[2]["label"]]
        for box, name in zip(boxes[:3], names, strict=True):
            said: Any = {"boxId": box["box_id"]} | ({} if name == box["label"] else {"label": name})
            datastore.verify_seed(user, inference["inference_id"], [said])
    return user, folder


@pytest.fixture(scope="module")
def conn(store: Store) -> Iterator[psycopg.Connection[dict[str, Any]]]:
    with psycopg.connect(store.analyst, autocommit=True, row_factory=dict_row) as opened:
        yield opened


@pytest.fixture(scope="module")
def data(conn: psycopg.Connection[Any]) -> Data:
    """All that an analyst reads."""
    return read(conn, ReportFilter(), "en")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report in each language, as the command writes it."""
    folder = tmp_path_factory.mktemp("report")
    written: dict[str, Path] = {}
    for language in LANGUAGES:
        written[language] = folder / f"{language}.html"
        ran = CliRunner().invoke(
            main,
            ["report", str(written[language]), "--database-url", store.analyst, "--storage-url", store.blobs,
             "--lang", language],
        )  # fmt: skip
        assert ran.exit_code == 0, ran.output
    return written


# -- what is computed --


@pytest.mark.parametrize(
    ("part", "whole", "bounds"),
    [(8, 10, (0.49016, 0.94332)), (0, 5, (0, 0.43448)), (7, 7, (0.64567, 1)), (950, 1000, (0.93469, 0.96187))],
)
def test_wilson_intervals(part: int, whole: int, bounds: tuple[float, float]) -> None:
    assert Share(part, whole).interval == pytest.approx(bounds, abs=1e-5)


def test_of_nothing_there_is_no_share() -> None:
    assert Share(0, 0).value is None
    assert Share(0, 0).interval is None
    assert kappa({("a", "a"): 3}) is None
    assert calibration_error([]) is None


def test_metrics_are_those_of_the_view(data: Data, conn: psycopg.Connection[dict[str, Any]]) -> None:
    # A version that was imported only after its first inferences has two rows there.
    expected = {
        (row["version"], row["seed_id"]): (row["support"], row["nb_guessed"], row["nb_right"])
        for row in conn.execute(
            "select version, seed_id, sum(support) as support, sum(nb_guessed) as nb_guessed, sum(nb_right) as nb_right"
            " from nachet.species_metrics where not over_all group by version, seed_id"
            " having sum(support + nb_guessed) > 0"
        )
    }
    found = {
        (version.version, seed): (one.support, one.nb_guessed, one.nb_right)
        for version, pairs in data.pairs.items()
        for seed, one in species_metrics(pairs).items()
    }
    assert found == expected
    assert len(found) > 30


def test_scores_and_readers_are_those_of_the_views(data: Data, conn: psycopg.Connection[dict[str, Any]]) -> None:
    for row in conn.execute(
        "select model_name, version, bin, sum(nb_object)::integer as nb, sum(nb_object * accuracy) as nb_right,"
        " sum(nb_object * mean_score) as sum_score from nachet.score_calibration group by model_name, version, bin"
    ):
        (found,) = (one for one in data.bins[Version(row["model_name"], row["version"])] if one.tenth == row["bin"])
        told = [found.nb, found.nb_right, found.sum_score]
        assert told == pytest.approx([row["nb"], row["nb_right"], row["sum_score"]])
    rows = conn.execute("select * from nachet.reader_agreement order by user_id, other_user_id").fetchall()
    assert len(rows) == 6
    # A filter that takes all counts in another way.
    for found_data in (data, read(conn, ReportFilter(until=date(2100, 1, 1)), "en")):
        readers = sorted(found_data.readers, key=lambda one: (one.reader, one.other))
        assert [(one.reader, one.other) for one in readers] == [(row["user_id"], row["other_user_id"]) for row in rows]
        assert [(one.nb_specimen, one.nb_same) for one in readers] == [
            (row["nb_specimen"], row["nb_same"]) for row in rows
        ]
        assert [one.kappa for one in readers] == pytest.approx([row["kappa"] for row in rows])


def test_runs_are_sums_of_the_tally(data: Data, conn: psycopg.Connection[dict[str, Any]]) -> None:
    for row in conn.execute(
        "select model_name, version, month, count(*)::integer as nb, sum(nb_reviewed)::integer as reviewed,"
        " sum(nb_right)::integer as right, sum(nb_missed)::integer as missed, sum(nb_specimen)::integer as specimens,"
        " sum(nb_false_alarm)::integer as false_alarms from nachet.tally group by 1, 2, 3"
    ):
        (run,) = (one for one in data.runs[Version(row["model_name"], row["version"])] if one.month == row["month"])
        found = (run.nb_inference, run.nb_reviewed, run.nb_right, run.nb_missed, run.nb_specimen, run.nb_false_alarm)
        assert found == tuple(row[key] for key in ("nb", "reviewed", "right", "missed", "specimens", "false_alarms"))


# -- what is meant --


def test_a_folder_is_meant_with_those_below_it(store: Store, conn: psycopg.Connection[Any]) -> None:
    told = read(conn, ReportFilter(folders=[store.folder]), "en")
    assert [(folder.folder_name, folder.nb_picture) for folder in told.folders] == [(NASTY, 2)]
    assert sum(told.specimens.values()) == 6
    assert told.nb_inference == 2
    assert [version.version for version in told.pairs] == ["1"]
    assert {(thing.picture_id, thing.seed_id) for thing in told.suspects} == {
        (thing.picture_id, told.suspects[0].seed_id) for thing in told.suspects
    }
    assert [len(told.unsure), len(told.suspects)] == [6, 2]
    assert told.readers == []


def test_a_container_and_a_period_are_meant(store: Store, conn: psycopg.Connection[Any]) -> None:
    mine = read(conn, ReportFilter(containers=[store.container]), "en")
    assert [folder.picture_set_id for folder in mine.folders] == [store.folder]
    both = read(conn, ReportFilter(containers=[store.container, store.made.readers[0]]), "en")
    assert len(both.folders) == 3
    assert read(conn, ReportFilter(until=date(2020, 1, 1)), "en").folders == []
    assert len(read(conn, ReportFilter(since=date(2020, 1, 1)), "en").folders) == 3


def test_a_species_is_meant_with_all_below_it(
    store: Store, data: Data, conn: psycopg.Connection[dict[str, Any]]
) -> None:
    brome = {seed: one.name for seed, one in data.species.items() if one.name.startswith("Bromus ")}
    with psycopg.connect(store.url, autocommit=True) as owner:
        (genus,) = (
            owner.execute(
                "insert into nachet_data.seed (id, name, rank, object_type_id)"
                " values (gen_random_uuid(), 'Bromus', 'genus', 1) returning id"
            ).fetchone()
            or ()
        )
        owner.execute("update nachet_data.seed set parent_id = %s where id = any(%s)", [genus, list(brome)])
        try:
            told = read(conn, ReportFilter(seeds=["bromus"]), "en")
        finally:
            owner.execute("update nachet_data.seed set parent_id = null where id = any(%s)", [list(brome)])
            owner.execute("delete from nachet_data.seed where id = %s", [genus])
    assert set(told.seeds) == {*brome, genus}
    assert told.specimens == {key: nb for key, nb in data.specimens.items() if key[1] in brome}
    for version, pairs in data.pairs.items():
        assert told.pairs[version] == {pair: nb for pair, nb in pairs.items() if pair[0] in brome or pair[1] in brome}
        reviewed = sum(nb for (truth, guess), nb in pairs.items() if guess and (truth or guess) in brome)
        assert sum(run.nb_reviewed for run in told.runs[version]) == reviewed
    assert all(thing.model_seed_id in brome or thing.seed_id in brome for thing in told.suspects)


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        (ReportFilter(containers=[UUID(int=1)]), "container"),
        (ReportFilter(folders=[UUID(int=1)]), "folder"),
        (ReportFilter(seeds=["Avena", "no such species"]), "species"),
    ],
)
def test_what_is_not_there_is_named(conn: psycopg.Connection[Any], wanted: ReportFilter, place: str) -> None:
    with pytest.raises(InvalidValue) as told:
        read(conn, wanted, "en")
    assert told.value.detail["place"] == place


# -- the page --


def test_all_words_are_there_in_both_languages() -> None:
    for key, texts in TEXTS.items():
        english, french = (set(re.findall(r"\{(\w+)\}", text)) for text in texts)
        assert english == french, key
        assert all(texts), key


def test_numbers_and_dates_are_written_by_language() -> None:
    english, french = Words("en"), Words("fr")
    assert [english.number(1234567.25, 1), french.number(1234567.25, 1)] == ["1,234,567.2", "1\u202f234\u202f567,2"]
    assert [english.share(0.125), french.share(0.125)] == ["12.5%", "12,5\u00a0%"]
    assert [english.day(date(2026, 3, 1)), french.day(date(2026, 3, 1))] == ["1\u00a0March 2026", "1er\u00a0mars 2026"]
    assert [english.size(1_500_000), french.size(999)] == ["1.5\u00a0MB", "999\u00a0o"]


def test_only_markup_is_taken_as_it_is() -> None:
    made = element("p", NASTY, Markup("<br>"), "\x00\u202e\ud800", title='"')
    assert made == ('<p title="&quot;">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;<br>\ufffd\ufffd\ufffd</p>')


def test_the_same_data_gives_the_same_bytes(store: Store, pages: dict[str, Path]) -> None:
    ran = CliRunner().invoke(
        main, ["report", "-", "--database-url", store.analyst, "--storage-url", store.blobs, "--lang", "fr"]
    )
    assert ran.stdout_bytes == pages["fr"].read_bytes()


def test_a_page_asks_for_nothing_and_runs_nothing(pages: dict[str, Path]) -> None:
    for page in pages.values():
        text = re.sub(r"data:image/jpeg;base64,[^\"]+", "", page.read_text(encoding="utf-8"))
        assert "<script" not in text
        assert set(re.findall(r"(?:https?:)?//[\w./-]+", text)) <= {
            "http://www.w3.org/2000/svg",
            "http://www.w3.org/1999/xlink",
        }


#: What is wrong with the layout of a page: what is wider than it, too small, not legible, or upon each other.
_LAYOUT = """
(() => {
  const wrong = [], width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) wrong.push("scrolls: " + document.documentElement.scrollWidth);
  const light = text => {
    const parts = text.match(/[\\d.]+/g).map(Number);
    if (parts.length > 3 && parts[3] === 0) return null;
    const [r, g, b] = parts.slice(0, 3).map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const found = light(getComputedStyle(e).backgroundColor);
      if (found !== null) return found;
    }
    return 1;
  };
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    const place = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (!own || !place.width || element.closest("title, desc, thead")) continue;
    const svg = element.ownerSVGElement;
    const scale = svg ? svg.getScreenCTM().a : 1;
    const told = element.textContent.trim().slice(0, 40);
    if (parseFloat(style.fontSize) * scale < 11.99) wrong.push("small: " + told);
    if (place.left < -1 || place.right > width + 1) wrong.push("outside: " + told);
    if (svg) {
      const frame = svg.getBoundingClientRect();
      if (place.left < frame.left - 2 || place.right > frame.right + 2 || place.top < frame.top - 3
          || place.bottom > frame.bottom + 4) wrong.push("cut: " + told);
    } else {
      const pair = [light(style.color), ground(element)].sort((a, b) => b - a);
      if ((pair[0] + .05) / (pair[1] + .05) < 4.5) wrong.push("pale: " + told);
    }
  }
  for (const svg of document.querySelectorAll("svg")) {
    const places = [...svg.querySelectorAll("text")].map(t => [t.textContent, t.getBoundingClientRect()]);
    places.forEach(([name, a], i) => places.slice(i + 1).forEach(([other, b]) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 5) wrong.push("upon each other: " + name + ", " + other);
    }));
  }
  return wrong;
})()
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1200])
def test_what_a_browser_shows(browser: Browser, pages: dict[str, Path], language: str, width: int) -> None:
    browser.open(pages[language], width=width)
    assert browser.complaints() == []
    assert browser.run(_LAYOUT) == []
    assert browser.run("document.documentElement.lang") == language
    words = Words("en" if language == "en" else "fr")
    shown: str = browser.run("document.body.innerText")
    for key in ("store", "review", "confusion", "metrics", "accuracy", "calibration", "readers", "unsure", "suspects"):
        assert words(key) in shown
    assert NASTY in shown
    assert FORMULA in shown
    assert {"en": "wild oat", "fr": "folle avoine"}[language] in shown
    assert browser.run("[...document.images].filter(i => i.complete && i.naturalWidth > 50).length") == 6
    assert browser.run("document.images.length") == 6


def test_who_does_not_see_it_is_told_the_same(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["en"])
    assert browser.run("[...document.images].every(i => i.alt.length > 20)")
    assert browser.run(
        "[...document.querySelectorAll('svg')].every(s => s.getAttribute('aria-label').includes('table'))"
    )
    levels = browser.run("[...document.querySelectorAll('h1, h2, h3')].map(h => h.tagName).join(' ')")
    assert levels == " ".join(["H1", *["H2"] * 10])
    assert browser.run(
        "[...document.querySelectorAll('table')].every(t => t.caption && t.querySelector('th[scope=row]'))"
    )
    assert browser.run("[...document.querySelectorAll('nav a')].every(a => document.querySelector(a.hash))")
    twice = browser.run(
        "(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
        " return ids.filter((id, n) => ids.indexOf(id) !== n && !/^[mp][0-9a-f]{10}$|^h[0-9a-f]+$/.test(id)) })()"
    )
    assert twice == []
    # What figures have in common is the same in each.
    assert browser.run(
        "(() => { const seen = {}; return [...document.querySelectorAll('svg [id]')].every("
        "e => (seen[e.id] ??= e.outerHTML) === e.outerHTML) })()"
    )


def test_it_is_printed_whole(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["en"], width=680, media="print")
    assert browser.run(_LAYOUT) == []
    assert browser.run("getComputedStyle(document.querySelector('nav')).display") == "none"
    assert browser.run("getComputedStyle(document.querySelector('.wide thead')).display") == "table-header-group"
    assert len(re.findall(rb"/Type\s*/Page\b", browser.pdf())) >= 9


def test_crops_are_as_people_see_the_picture(pages: dict[str, Path]) -> None:
    """Of a picture that lies on its side the same boxes look the same; none is larger than its place."""
    found = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', pages["en"].read_text(encoding="utf-8"))
    pictures = [Image.open(io.BytesIO(base64.b64decode(data))) for data in found]
    assert all(max(picture.size) == 176 for picture in pictures)
    sizes = sorted(picture.size for picture in pictures)
    assert sizes[::2] == sizes[1::2]
    by_size: dict[tuple[int, int], list[Image.Image]] = {}
    for picture in pictures:
        by_size.setdefault(picture.size, []).append(picture)
    for one, other in by_size.values():
        pairs = zip(one.convert("L").tobytes(), other.convert("L").tobytes(), strict=True)
        assert sum(abs(a - b) for a, b in pairs) / (one.width * one.height) < 8


def test_an_empty_store_is_told(store: Store, browser: Browser, tmp_path: Path) -> None:
    output = tmp_path / "empty.html"
    ran = CliRunner().invoke(
        main, ["report", str(output), "--database-url", store.analyst, "--until", "2020-01-01", "--lang", "fr"]
    )
    assert ran.exit_code == 0, ran.output
    browser.open(output, width=390)
    assert browser.complaints() == []
    assert browser.run(_LAYOUT) == []
    assert Words("fr")("empty") in browser.run("document.body.innerText")
    assert Words("fr")("scope_until", day=Words("fr").day(date(2020, 1, 1))) in browser.run("document.body.innerText")


def test_five_hundred_species_are_no_burden(data: Data, browser: Browser, tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    seeds = [UUID(int=number) for number in range(1, 501)]
    species = {seed: Species(seed, f"Genus{seed.int} species{seed.int}", None) for seed in seeds}
    pairs = data.pairs[Version("namer", "3")]
    pairs = type(pairs)({(seed, seed): chance.randint(50, 5000) for seed in seeds})
    for seed in seeds:
        for other in chance.sample(seeds, 10):
            pairs[seed, other] += chance.randint(1, 40)
    large = Data(
        **{name: getattr(data, name) for name in Data.__slots__}
        | {
            "species": species,
            "pairs": {Version("namer", "3"): pairs},
            "specimens": {("settled", seed): chance.randint(1, 5000) for seed in seeds},
            "unsure": [],
            "suspects": [],
        }
    )
    text = Page(large, "en", None).write()
    assert len(text) < 2_000_000
    page = tmp_path / "large.html"
    page.write_text(text, encoding="utf-8")
    browser.open(page, width=390)
    assert browser.run(_LAYOUT) == []
    shown: str = browser.run("document.body.innerText")
    assert "The 14 most confused of 500 species are shown." in shown
    assert shown.count("Genus499 species499") >= 2


def test_the_pictures_of_the_documentation_are_small_and_shown() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    for path in (ROOT / "docs" / "images").iterdir():
        assert path.stat().st_size <= 150_000
        assert f"images/{path.name})" in pages


def test_without_matplotlib_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ran = CliRunner().invoke(main, ["report", str(tmp_path / "report.html")])
    assert ran.exit_code == 1
    assert "nachet-datastore[report]" in ran.output
    assert list(tmp_path.iterdir()) == []
