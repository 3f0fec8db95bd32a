"""Decoding: what is stored, what is refused and as what, and that it costs no more than it may."""

from __future__ import annotations

import asyncio
import gc
import io
import itertools
import os
import signal
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image

from awaited import Clients
from nachet_datastore import AsyncDatastore, Datastore, DecodingLimits, inspect
from nachet_datastore.blobs import decoder
from nachet_datastore.blobs.decoding import Decoders, Decoding
from nachet_datastore.blobs.pictures import digest_of, submit
from nachet_datastore.errors import (
    DecoderFailed,
    InvalidInput,
    InvalidValue,
    NotAPicture,
    PictureTooLarge,
    TruncatedPicture,
    UnsupportedPicture,
)
from samples import png
from timing import until, within

# -- what is stored ----------------------------------------------------------------------------------------------

DTYPES = ("bool", "uint8", "uint16", "int16", "uint32", "float16", "float32", "float64", "complex64")
SAMPLES = (1, 2, 3, 5)
LAYOUTS: dict[str, dict[str, Any]] = {
    "strips": {"rowsperstrip": 16},
    "tiles": {"tile": (16, 32)},
    "planes": {"planarconfig": "separate"},
    "big-endian": {"byteorder": ">"},
    "BigTIFF": {"bigtiff": True},
}
LOSSLESS = (None, "zlib", "lzw", "packbits", "zstd", "lzma")
#: What codecs of pictures take, by the type of the samples and their number.
CODECS = {
    "jpeg": {("uint8", 1), ("uint8", 3)},
    "jpeg2000": {("uint8", 1), ("uint8", 3), ("uint16", 1), ("uint16", 3)},
    "webp": {("uint8", 3), ("uint8", 4)},
    "png": {("uint8", 1), ("uint8", 3), ("uint16", 1), ("uint16", 3)},
    "jpegxr": {("uint8", 1), ("uint8", 3), ("uint16", 1)},
    "jpegxl": {("uint8", 1), ("uint8", 3), ("uint16", 1), ("float32", 1)},
    "lerc": {("uint8", 1), ("uint16", 1), ("float32", 1), ("float64", 1)},
}


def tiff(dtype: str, samples: int, compression: str | None, *, pages: int = 1, **layout: Any) -> bytes:
    """A TIFF of 70 x 50, each page another."""
    width, height = 70, 50
    values = np.arange(pages * height * width * samples).reshape(pages, height, width, samples) * 7 % 251
    stream = io.BytesIO()
    planes = layout.get("planarconfig") == "separate" and samples > 1
    with tifffile.TiffWriter(
        stream, byteorder=layout.pop("byteorder", "<"), bigtiff=layout.pop("bigtiff", False)
    ) as file:
        for page in values.astype(dtype):
            data = page[..., 0] if samples == 1 else np.moveaxis(page, -1, 0) if planes else page
            if samples == 1:
                layout.pop("planarconfig", None)
            elif not planes:
                layout["planarconfig"] = "contig"
            photometric = "rgb" if samples in (3, 4) and dtype != "bool" else "minisblack"
            file.write(np.ascontiguousarray(data), compression=compression, photometric=photometric, **layout)
    return stream.getvalue()


def kinds() -> Iterable[tuple[str, int, str | None, str]]:
    """Every type of sample, number of them, compression and layout that TIFF has together."""
    layouts = itertools.cycle(LAYOUTS)
    for dtype, samples, compression in itertools.product(DTYPES, SAMPLES, LOSSLESS):
        if dtype != "bool" or (compression is None and samples == 1):
            for layout in LAYOUTS if compression in (None, "zlib") else (next(layouts), next(layouts)):
                yield dtype, samples, compression, layout
    for compression, able in CODECS.items():
        for (dtype, samples), layout in itertools.product(sorted(able), ("strips", "tiles", "BigTIFF")):
            yield dtype, samples, compression, layout


def cut(data: bytes, missing: int) -> bytes:
    return data[: len(data) - missing]


def test_a_tiff_of_every_kind_is_stored_and_one_that_is_cut_off_is_damaged() -> None:
    wrong, number = [], 0
    for dtype, samples, compression, layout in kinds():
        number += 1
        data = tiff(dtype, samples, compression, **LAYOUTS[layout])
        try:
            found = inspect(data)
        except InvalidInput as error:
            wrong.append((dtype, samples, compression, layout, error.describe()))
            continue
        assert (found.media_type, found.width, found.height) == ("image/tiff", 70, 50)
        try:
            inspect(cut(data, len(data) // 3))
        except TruncatedPicture:
            continue
        except InvalidInput as error:
            wrong.append((dtype, samples, compression, layout, f"cut: {error.describe()}"))
        else:
            wrong.append((dtype, samples, compression, layout, "cut: taken"))
    assert wrong == []
    assert number > 600


@pytest.mark.parametrize("compression", ["zlib", "lzma", "png"])
def test_a_tiff_whose_bytes_are_changed_is_damaged_as_far_as_its_compression_tells(compression: str) -> None:
    data = bytearray(tiff("uint16", 1, compression, rowsperstrip=50))
    with tifffile.TiffFile(io.BytesIO(bytes(data))) as file:
        (begin,), (length,) = file.pages.first.dataoffsets, file.pages.first.databytecounts
    data[begin + length // 2 : begin + length // 2 + 8] = bytes(8)
    with pytest.raises(TruncatedPicture):
        inspect(bytes(data))


@pytest.mark.parametrize("layout", ["strips", "tiles"])
def test_a_stack_of_sixty_pages_is_stored(layout: str) -> None:
    """At its real size, for which the defaults must do."""
    stream = io.BytesIO()
    page = np.tile(np.arange(1920, dtype=np.uint8), (1080, 1))
    with tifffile.TiffWriter(stream) as file:
        for _ in range(60):
            file.write(page, compression="zlib", tile=(256, 256) if layout == "tiles" else None)
    found = inspect(stream.getvalue())
    assert (found.width, found.height) == (1920, 1080)


def slide(path: Path, side: int, tile: int) -> None:
    """A BigTIFF in tiles of three colours, all of them white."""
    piece = zlib.compress(b"\xff" * (tile * tile * 3), 1)
    across = -(-side // tile)
    with tifffile.TiffWriter(path, bigtiff=True) as file:
        tiles = (piece for _ in range(across * across))
        file.write(
            tiles, shape=(side, side, 3), dtype="uint8", tile=(tile, tile), compression="zlib", photometric="rgb"
        )


def test_a_slide_is_decoded_piece_by_piece(tmp_path: Path) -> None:
    slide(tmp_path / "slide.tif", 20_000, 1_024)
    limits = DecodingLimits(max_decoded_bytes=16 << 20)
    assert inspect(tmp_path / "slide.tif", decoding=limits).width == 20_000
    with pytest.raises(PictureTooLarge) as raised:
        inspect(tmp_path / "slide.tif", decoding=DecodingLimits(max_pixels=399_999_999))
    assert raised.value.detail["option"] == "max_pixels"


@pytest.mark.parametrize("options", [{}, {"tile": (512, 512)}, {"tile": (512, 512), "compression": "zlib"}])
def test_a_large_page_takes_little_memory(options: dict[str, Any], tmp_path: Path) -> None:
    """Of 53 MB, which do not shrink."""
    page = np.frombuffer(os.urandom(1 << 20) * 51, np.uint8)[: 4_200 * 4_200 * 3].reshape(4_200, 4_200, 3)
    tifffile.imwrite(tmp_path / "a.tif", page, photometric="rgb", **options)
    limits = DecodingLimits(max_decoded_bytes=4 << 20)
    assert inspect(tmp_path / "a.tif", decoding=limits).width == 4_200
    with (tmp_path / "a.tif").open("r+b") as file:
        file.truncate((tmp_path / "a.tif").stat().st_size - 100)
    with pytest.raises(TruncatedPicture):
        inspect(tmp_path / "a.tif", decoding=limits)


def bitfields(bits: int = 16) -> bytes:
    """A BMP whose masks are five bits for each colour, in an order that Pillow does not read."""
    width, height = 8, 4
    row = (width * bits + 31) // 32 * 4
    head = struct.pack("<IiiHHIIiiII", 56, width, height, 1, bits, 3, row * height, 2835, 2835, 0, 0)
    masks = struct.pack("<IIII", 0x001F, 0x03E0, 0x7C00, 0x8000)
    return b"BM" + struct.pack("<IHHI", 70 + row * height, 0, 0, 70) + head + masks + bytes(range(row)) * height


@pytest.mark.parametrize("bits", [16, 32])
def test_a_bmp_of_any_bitfields_is_stored(bits: int) -> None:
    found = inspect(bitfields(bits))
    assert (found.media_type, found.width, found.height) == ("image/bmp", 8, 4)
    with pytest.raises(TruncatedPicture):
        inspect(cut(bitfields(bits), 4))


def encoded(name: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((64, 48), 80).convert("RGB").save(stream, name, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("JPEG2000", "image/jp2"), ("AVIF", "image/avif"), ("WEBP", "image/webp"), ("GIF", "image/gif")],
)
def test_other_formats_that_pillow_decodes_are_stored(name: str, media_type: str) -> None:
    data = encoded(name)
    found = inspect(data)
    assert (found.media_type, found.width, found.height) == (media_type, 64, 48)
    with pytest.raises(TruncatedPicture):
        inspect(cut(data, len(data) // 2))


@pytest.mark.parametrize(
    "data",
    [
        imagecodecs.jpeg8_encode(np.full((48, 64), 3000, np.uint16), bitspersample=12),
        imagecodecs.jpeg8_encode(np.full((48, 64), 3000, np.uint16), bitspersample=16, lossless=True),
        imagecodecs.jpegls_encode(np.full((48, 64), 3000, np.uint16)),
        imagecodecs.jpeg2k_encode(np.full((48, 64, 5), 200, np.uint8), planar=False, codecformat="j2k"),
    ],
    ids=["12 bits", "lossless", "JPEG-LS", "five samples"],
)
def test_a_jpeg_of_a_rare_kind_is_stored_by_the_extra_and_named_without(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (inspect(data).width, inspect(data).height) == (64, 48)
    with pytest.raises(TruncatedPicture):
        inspect(cut(data, len(data) // 2))
    assert "microscopy" in refusal_without_extra(data, monkeypatch).detail["reason"]


def refusal_without_extra(data: bytes, monkeypatch: pytest.MonkeyPatch) -> decoder.Refused:
    """Why a picture is refused where the extra is not installed."""
    for library in ("tifffile", "imagecodecs"):
        monkeypatch.setitem(sys.modules, library, None)
    name, _ = decoder.format_of(data[: decoder.HEAD])
    with pytest.raises(decoder.Refused) as raised:
        decoder.look(str(name), io.BytesIO(data), len(data), decoder.Limits(9, 9, 9, 10**8, 10**8)).decode()
    monkeypatch.undo()
    assert raised.value.kind == "UnsupportedPicture"
    return raised.value


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (tiff("float64", 1, "zlib"), "TIFF of 1 x float64, Deflate"),
        (tiff("uint8", 3, "jpeg2000"), "TIFF of 3 x uint8, JPEG 2000"),
        (tiff("uint8", 3, "webp"), "TIFF of 3 x uint8, WebP"),
    ],
)
def test_without_the_extra_a_tiff_is_told_by_its_kind(data: bytes, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = refusal_without_extra(data, monkeypatch)
    assert refused.detail["format"] == kind
    assert refused.detail["choose"] == "PNG or TIFF"


@pytest.mark.parametrize(
    ("dtype", "samples"), [("float64", 1), ("float16", 1), ("float32", 3), ("uint8", 5), ("uint16", 2)]
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_tiff_that_is_not_compressed_needs_no_extra(
    dtype: str, samples: int, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tiff(dtype, samples, None, **LAYOUTS[layout])
    for library in ("tifffile", "imagecodecs"):
        monkeypatch.setitem(sys.modules, library, None)
    limits = decoder.Limits(9, 9, 9, 10**8, 10**8)
    assert decoder.look("TIFF", io.BytesIO(data), len(data), limits).decode() == (70, 50, 1)
    short = cut(data, 1) if layout != "planes" else cut(data, 10)
    with pytest.raises(decoder.Refused) as raised:
        decoder.look("TIFF", io.BytesIO(short), len(short), limits).decode()
    assert raised.value.kind == "TruncatedPicture"


# -- what is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "name", "choose"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC", "JPEG, PNG or TIFF"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC", "JPEG, PNG or TIFF"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1", "Canon raw photo (CR3)", "JPEG, PNG or TIFF"),
        (b"\xff\x0a\x11\x22", "JPEG XL", "JPEG, PNG or TIFF"),
        (b"II\xbc\x01\x08\0\0\0", "JPEG XR", "PNG or TIFF"),
        (b"ZISRAWFILE\0\0\0\0\0\0", "Zeiss CZI", "OME-TIFF"),
        (b"\x70\0\0\0\1\2\0\0\x2a", "Leica LIF", "OME-TIFF"),
        (b"\xda\xce\xbe\x0a\0\0", "Nikon ND2", "OME-TIFF"),
        (b"\x89HDF\r\n\x1a\n\0", "HDF5 (Imaris and others)", "OME-TIFF"),
        (bytes(128) + b"DICM", "DICOM", "OME-TIFF"),
        (b"8BPS\0\1", "Photoshop PSD", "PNG or TIFF"),
        (b"%PDF-1.7", "PDF", "PNG or TIFF"),
        (b'<?xml version="1.0"?>\n<svg xmlns="x">', "SVG", "PNG or TIFF"),
        (b"P6\n2 2\n255\n", "Netpbm", "PNG or TIFF"),
        (b"PK\x03\x04\0\0", "ZIP archive", "the pictures in it"),
    ],
)
def test_a_format_that_is_not_read_is_named_with_one_to_choose(head: bytes, name: str, choose: str) -> None:
    with pytest.raises(UnsupportedPicture) as raised:
        inspect(head + bytes(100))
    assert raised.value.detail == {"format": name, "choose": choose}


@pytest.mark.parametrize("data", [b"text", b"BM is a text", b"II is a text", bytes(300)])
def test_what_is_no_picture_is_told_as_that(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        inspect(data)


def scans(count: int, side: int = 64) -> bytes:
    """A progressive JPEG with its last scan again and again."""
    stream = io.BytesIO()
    Image.new("RGB", (side, side), "green").save(stream, "JPEG", progressive=True)
    data = stream.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + b"\xff\xd9"


def frames(count: int) -> bytes:
    """A GIF of so many frames of one pixel."""
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6) + frame * count + b"\x3b"


def empty_png(width: int, height: int, mode: str = "L", *, rows: int | None = None) -> bytes:
    """A PNG of one colour, small as a file; it may have less rows than its header says."""
    kind, size = {"L": (0, 1), "RGBA": (6, 4)}[mode]

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    data = zlib.compress(bytes((width * size + 1) * (height if rows is None else rows)), 1)
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def huge_webp() -> bytes:
    """A WebP whose canvas is as large as can be."""
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes([2, 0, 0, 0]) + b"\xff\x3f\0\xff\x3f\0" + b"ANIM" + bytes(10)
    return b"RIFF" + struct.pack("<I", len(body)) + body


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "scans": (lambda: scans(200), "max_scans"),
    "frames": (lambda: frames(200_000), "max_frames"),
    "pages": (lambda: tiff("uint8", 1, None, pages=1_001), "max_pages"),
    "pixels": (lambda: empty_png(30_000, 30_000, rows=9), "max_pixels"),
    "memory": (lambda: empty_png(14_000, 14_000, "RGBA", rows=9), "max_decoded_bytes"),
    "canvas": (huge_webp, "max_decoded_bytes"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_cost_too_much_is_refused_at_once_with_the_option(name: str) -> None:
    make, option = BOMBS[name]
    data = make()
    with within(5), pytest.raises(PictureTooLarge) as raised:  # Decoded, the first two take longer than a minute.
        inspect(data)
    limit = raised.value.detail
    assert limit["option"] == option
    assert limit["limit"] == getattr(DecodingLimits(), option)
    assert limit["unit"] == option.removeprefix("max_").replace("_", " ")
    assert limit["found"] > limit["limit"]


def test_each_limit_is_an_option_of_the_client(clients: Clients, backend_url: str, tmp_path: Path) -> None:
    limits = DecodingLimits(max_pages=2, max_frames=2, max_scans=2, max_pixels=10_000, max_decoded_bytes=100_000)
    datastore = clients.datastore(backend_url, tmp_path / "store", decoding=limits)
    user_id = datastore.create_user("ana@example.org").user_id
    refused = {
        "max_pages": tiff("uint8", 1, None, pages=3),
        "max_frames": frames(3),
        "max_scans": scans(1),
        "max_pixels": empty_png(101, 100),
        "max_bytes": b"x" * 2_000,
    }
    for option, data in refused.items():
        with pytest.raises(PictureTooLarge) as raised:
            datastore.upload_picture(user_id, data, max_bytes=1_999 if option == "max_bytes" else 10**6)
        assert raised.value.detail["option"] == option
    assert datastore.upload_picture(user_id, frames(2))


@pytest.mark.parametrize("options", [{"max_pages": 0}, {"max_seconds": -1.0}, {"processes": True}, {"max_scans": "9"}])
def test_a_limit_is_a_positive_number(options: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue) as raised:
        DecodingLimits(**options)
    assert raised.value.detail["place"] == f"decoding.{next(iter(options))}"


# -- processes ---------------------------------------------------------------------------------------------------


@cache
def slow() -> bytes:
    """A picture within all limits that takes several seconds to decode."""
    return scans(20, 6_000)


def children() -> list[int]:
    """The processes that this one has started and that decode, dead ones too."""
    listed = subprocess.run(["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return [
        int(pid)
        for pid, parent, args in rows
        if int(parent) == os.getpid() and ("decoder" in args or "<defunct>" in args)
    ]


def begin(decoders: Decoders, data: bytes) -> Decoding:
    digest = digest_of(data, len(data))
    return submit(decoders, data, digest.picture_format, digest.byte_size)


@pytest.fixture
def others() -> set[int]:
    """The decoders that other tests keep."""
    return set(children())


def test_a_picture_that_takes_too_long_is_refused_and_the_next_decoded(others: set[int]) -> None:
    decoders = Decoders(DecodingLimits(max_seconds=1, processes=1))
    with pytest.raises(PictureTooLarge) as raised:
        begin(decoders, slow()).result()
    assert raised.value.detail == {"limit": 1, "unit": "seconds", "option": "max_seconds"}
    assert begin(decoders, png()).result() == (2, 2, 1)
    decoders.close()
    assert set(children()) <= others


def test_a_process_that_is_killed_is_an_error_and_the_next_picture_gets_another(others: set[int]) -> None:
    decoders = Decoders()
    decoding = begin(decoders, slow())
    until(lambda: set(children()) - others)
    for pid in set(children()) - others:
        os.kill(pid, signal.SIGKILL)
    with pytest.raises(DecoderFailed) as raised:
        decoding.result()
    assert raised.value.detail["exit_code"] == -signal.SIGKILL
    assert begin(decoders, png()).result() == (2, 2, 1)
    decoders.close()


def test_others_do_not_wait_for_slow_pictures() -> None:
    decoders = Decoders(DecodingLimits(processes=3))
    bomb = slow()
    waiting = [begin(decoders, bomb) for _ in range(6)]
    until(lambda: sum(one.cost is not None for one in waiting) >= 3)
    for number in range(20):
        assert begin(decoders, png(number)).result() == (2, 2, 1)
    assert not any(one.future.done() for one in waiting)
    for one in waiting:
        one.end()
    decoders.close()


def test_what_large_pictures_take_at_the_same_time_is_bounded(others: set[int]) -> None:
    """Each takes 64 MB, as four threads hand them over."""
    data = empty_png(4_000, 4_000, "RGBA")
    decoders = Decoders(DecodingLimits(max_decoded_bytes=65 << 20, processes=4))
    peaks = [0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.01):
            total = 0
            for pid in set(children()) - others:
                try:
                    total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
                except (OSError, IndexError):
                    continue
            peaks.append(total)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: begin(decoders, data).result(), range(4)))
    done.set()
    watcher.join()
    decoders.close()
    assert found == [(4_000, 4_000, 1)] * 4
    # Beside the pictures four times what a process has anyway.
    assert 64 << 20 < max(peaks) < (65 + 4 * 30) << 20


def test_a_large_picture_does_not_wait_for_ever() -> None:
    decoders = Decoders(DecodingLimits(max_decoded_bytes=4_000_000, processes=2))
    middle, large = empty_png(700, 700), empty_png(1_900, 2_000)
    crowd = [begin(decoders, data) for data in [middle] * 5 + [large] + [middle] * 20]
    assert [one.result().width for one in crowd] == [700] * 5 + [1_900] + [700] * 20
    decoders.close()


def test_a_source_that_fails_or_ends_too_early_is_told_and_the_next_picture_decoded(tmp_path: Path) -> None:
    decoders = Decoders(DecodingLimits(processes=1))
    path = tmp_path / "a.png"
    path.write_bytes(png())
    digest = digest_of(path, 10**6)
    path.write_bytes(cut(png(), 5))
    with pytest.raises(TruncatedPicture):
        submit(decoders, path, digest.picture_format, digest.byte_size).result()
    path.unlink()
    with pytest.raises(FileNotFoundError):
        submit(decoders, path, digest.picture_format, digest.byte_size).result()
    assert begin(decoders, png()).result() == (2, 2, 1)
    decoders.close()


def test_a_client_that_is_closed_leaves_no_process(
    clients: Clients, backend_url: str, tmp_path: Path, others: set[int]
) -> None:
    datastore = clients.datastore(backend_url, tmp_path / "store")
    user_id = datastore.create_user("ana@example.org").user_id
    datastore.upload_pictures(user_id, [png(number) for number in range(4)])
    assert set(children()) - others
    datastore.close()
    assert set(children()) <= others


def test_decoders_that_nobody_has_any_more_leave_no_process(others: set[int]) -> None:
    decoders = Decoders()
    begin(decoders, png()).result()
    assert set(children()) - others
    del decoders
    gc.collect()
    assert set(children()) <= others


def test_closing_ends_what_is_being_decoded_and_what_waits(others: set[int]) -> None:
    decoders = Decoders(DecodingLimits(processes=1))
    waiting = [begin(decoders, slow()) for _ in range(3)]
    until(lambda: set(children()) - others)
    decoders.close()
    assert set(children()) <= others
    for one in waiting:
        with pytest.raises(DecoderFailed):
            one.result()
    assert begin(decoders, png()).result() == (2, 2, 1)
    decoders.close()


def test_a_task_that_is_cancelled_ends_the_decoding(backend_url: str, tmp_path: Path, others: set[int]) -> None:
    async def main() -> None:
        limits = DecodingLimits(processes=1)
        async with AsyncDatastore(backend_url, tmp_path / "store", decoding=limits) as datastore:
            user = await datastore.create_user("ana@example.org")
            data = slow()
            task = asyncio.create_task(datastore.upload_picture(user.user_id, data))
            while not (decoding := set(children()) - others):  # noqa: ASYNC110 - a process tells nobody that it has begun
                await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            # There is one process at a time: the next one decodes.
            await datastore.upload_picture(user.user_id, png())
            assert not decoding & set(children())

    asyncio.run(main())
    assert set(children()) <= others


_SCRIPT = """
import sys, os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # Ignored by what a shell runs in the background.
from nachet_datastore import inspect, DecodingLimits
print("begun", flush=True)
print(inspect(sys.argv[1]).width, flush=True)
if len(sys.argv) > 2:
    pid = os.fork()
    if pid == 0:
        print("forked", inspect(sys.argv[1]).width, flush=True)
        os._exit(0)
    os.waitpid(pid, 0)
"""


def script(*arguments: str | Path) -> subprocess.Popen[str]:
    """A script of a user, without a guard for what is run when it is imported."""
    return subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_a_script_needs_no_guard_and_may_fork(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    running = script(tmp_path / "a.png", "fork")
    output, errors = running.communicate(timeout=30)
    assert (output, errors) == ("begun\n2\nforked 2\n", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_script_that_is_broken_off_leaves_no_process(number: signal.Signals, tmp_path: Path) -> None:
    path = tmp_path / f"{os.getpid()}-slow.jpeg"
    path.write_bytes(slow())
    running = script(path)
    assert running.stdout is not None
    running.stdout.readline()

    def decoders() -> str:
        rows = subprocess.run(["ps", "-wweo", "ppid=,args="], capture_output=True, text=True, check=True).stdout
        return "\n".join(row for row in rows.splitlines() if row.split(None, 1)[0] == str(running.pid))

    until(lambda: "decoder.py" in decoders())
    running.send_signal(number)
    _, errors = running.communicate(timeout=30)
    assert ("KeyboardInterrupt" in errors) == (number == signal.SIGINT)
    assert decoders() == ""


def test_a_hundred_threads_may_decode_at_once() -> None:
    decoders = Decoders()
    with ThreadPoolExecutor(100) as threads:
        found = list(threads.map(lambda number: begin(decoders, png(number, 30)).result().width, range(300)))
    assert found == [30] * 300
    decoders.close()


def test_the_sync_client_decodes_what_the_flow_needs_and_nothing_twice(backend_url: str, tmp_path: Path) -> None:
    with Datastore(backend_url, tmp_path / "store", decoding=DecodingLimits(max_seconds=20)) as datastore:
        user_id = datastore.create_user("ana@example.org").user_id
        picture_id = datastore.upload_picture(user_id, tiff("float64", 1, "zlib"))
        found = datastore.get_picture(user_id, picture_id)
    assert (found.media_type, found.width, found.height) == ("image/tiff", 70, 50)
