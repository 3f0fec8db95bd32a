"""The program that decodes pictures: a process of its own, which ``decoding.py`` starts, feeds and may kill.

It is started by its path, imports nothing of this package, and so is there in some 60 ms. On standard input it gets a
line of JSON (where modules are), then for each picture a line of JSON (limits, size) and its bytes. It answers a line
of JSON: what the header says and what decoding will cost, and after the line "go" what the picture is. Or it answers
why the picture is refused: the name of a class of ``errors`` and its detail.
"""

from __future__ import annotations

import io
import json
import mmap
import os
import re
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

if TYPE_CHECKING:
    from PIL import Image

#: How many of its first bytes tell the format of a file.
HEAD = 256
#: Larger pictures lie in a temporary file while they are decoded, in bytes.
_SPOOL = 8 << 20
#: How far from the end of a PNG its last chunk may be, in bytes: some programs write after it.
_TAIL = 64 << 10
#: A page that takes more memory is decoded piece by piece where that can be done, in bytes.
_PIECEWISE = 64 << 20
_CHUNK = 1 << 20
_UNREADABLE = "the header is not complete, or not one that can be read"
_LACKING = "the extra `microscopy` is not installed, which reads it"

#: The formats that are decoded: media type, extension, and Pillow's names and modules for them.
FORMATS: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "PNG": ("image/png", "png", ("PNG",), ("PngImagePlugin",)),
    "JPEG": ("image/jpeg", "jpeg", ("JPEG",), ("JpegImagePlugin",)),
    "TIFF": ("image/tiff", "tiff", ("TIFF",), ("TiffImagePlugin",)),
    "WebP": ("image/webp", "webp", ("WEBP",), ("WebPImagePlugin",)),
    "BMP": ("image/bmp", "bmp", ("BMP",), ("BmpImagePlugin",)),
    "GIF": ("image/gif", "gif", ("GIF",), ("GifImagePlugin",)),
    "JPEG 2000": ("image/jp2", "jp2", ("JPEG2000",), ("Jpeg2KImagePlugin",)),
    "AVIF": ("image/avif", "avif", ("AVIF",), ("AvifImagePlugin",)),
}
_PICTURE, _STACK, _PHOTO = "PNG or TIFF", "OME-TIFF", "JPEG, PNG or TIFF"
#: How files begin, what they are then, and for those that are not decoded which format to choose.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (rb"\x89PNG\r\n\x1a\n", "PNG", ""),
    (rb"\xff\xd8\xff", "JPEG", ""),
    # Canon's and other raw photos are TIFF, too: what a reader of TIFF sees in them is taken.
    (rb"II\*\0|MM\0\*|II\+\0|MM\0\+", "TIFF", ""),
    (rb"RIFF....WEBP", "WebP", ""),
    (rb"GIF8[79]a", "GIF", ""),
    (rb"BM....\0\0\0\0|BM.{12}[\x0c\x10\x28\x34\x38\x40\x6c\x7c]\0\0\0", "BMP", ""),
    (rb"\0\0\0\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51", "JPEG 2000", ""),
    (rb"....ftyp(avif|avis|mif1.{4,64}avif)", "AVIF", ""),
    (rb"....ftyp(hei[cxms]|hev[cxms]|mif1|msf1)", "HEIC", _PHOTO),
    (rb"....ftypcrx ", "Canon raw photo (CR3)", _PHOTO),
    (rb"....ftyp", "MP4 or QuickTime video", _PHOTO),
    (rb"\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL", _PHOTO),
    (rb"II\xbc", "JPEG XR", _PICTURE),
    (rb"IIR[OS]|MMOR", "Olympus raw photo (ORF)", _PHOTO),
    (rb"IIU\0", "Panasonic raw photo (RW2)", _PHOTO),
    (rb"FUJIFILMCCD-RAW", "Fujifilm raw photo (RAF)", _PHOTO),
    (rb"ZISRAWFILE", "Zeiss CZI", _STACK),
    (rb"\xda\xce\xbe\x0a|\0\0\0\x0cjP  ", "Nikon ND2", _STACK),
    (rb"\x70\0\0\0....\x2a", "Leica LIF", _STACK),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE container (Olympus OIB, Zeiss ZVI, FlashPix)", _STACK),
    (rb"\x89HDF\r\n\x1a\n", "HDF5 (Imaris and others)", _STACK),
    (rb".{128}DICM", "DICOM", _STACK),
    (rb"SIMPLE  =", "FITS", _STACK),
    (rb".{208}MAP ", "MRC", _STACK),
    (rb"8BPS", "Photoshop PSD", _PICTURE),
    (rb"gimp xcf", "GIMP XCF", _PICTURE),
    (rb"%PDF", "PDF", _PICTURE),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "PostScript", _PICTURE),
    (rb"(\xef\xbb\xbf)?\s*(<\?xml.*)?<svg", "SVG", _PICTURE),
    (rb"DDS ", "DDS", _PICTURE),
    (rb"qoif", "QOI", _PICTURE),
    (rb"P[1-7fF]\s", "Netpbm", _PICTURE),
    (rb"#\?R(ADIANC|GB)E", "Radiance HDR", _PICTURE),
    (rb"v/1\x01", "OpenEXR", _PICTURE),
    (rb"\0\0\x01\0[^\0]\0", "Windows icon (ICO)", _PICTURE),
    (rb"\0\0\x02\0[^\0]\0", "Windows cursor (CUR)", _PICTURE),
    (rb"icns", "macOS icon (ICNS)", _PICTURE),
    (rb"BPG\xfb", "BPG", _PICTURE),
    (rb"\x97JB2\r\n\x1a\n", "JBIG2", _PICTURE),
    (rb"\x01\xda[\0\x01][\x01\x02]", "SGI", _PICTURE),
    (rb"/\* XPM \*/", "XPM", _PICTURE),
    (rb"RIFF....AVI ", "AVI video", _PHOTO),
    (rb"PK\x03\x04", "ZIP archive", "the pictures in it"),
    (rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|\xfd7zXZ\0|\x28\xb5\x2f\xfd|Rar!", "archive", "the pictures in it"),
)


def format_of(head: bytes) -> tuple[str | None, str]:
    """The format of a file that begins so, None where it is not known, and which one to choose instead.

    The latter is empty for a format that is decoded.
    """
    for pattern, name, instead in _SIGNATURES:
        if re.match(pattern, head, re.DOTALL):
            return name, instead
    return None, ""


class Refused(Exception):
    """The picture is refused: the name of the class of the error, and its detail."""

    def __init__(self, kind: str, **detail: Any) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail


def _damaged(reason: object) -> NoReturn:
    raise Refused("TruncatedPicture", reason=str(reason)[:500])


def _unsupported(name: str, reason: object, instead: str = _PICTURE) -> NoReturn:
    raise Refused("UnsupportedPicture", format=name, reason=str(reason)[:500], choose=instead)


@dataclass(slots=True)
class Limits:
    """What a picture may cost; ``decoding.py`` says what each means."""

    max_pages: int
    max_frames: int
    max_scans: int
    max_pixels: int
    max_decoded_bytes: int

    def require(self, option: str, found: int) -> None:
        """Refuse more than the limit of this option."""
        limit = getattr(self, option)
        if found > limit:
            unit = option.removeprefix("max_").replace("_", " ")
            raise Refused("PictureTooLarge", limit=limit, unit=unit, option=option, found=found)


@dataclass(slots=True)
class Look:
    """What the header of a picture says: the most bytes that decoding holds at once, and the pixels to go through."""

    decoded_bytes: int
    pixels: int
    #: Decodes all of it: width and height as people see it, and the orientation.
    decode: Callable[[], tuple[int, int, int]]


# -- by format ---------------------------------------------------------------------------------------------------


def look(name: str, stream: BinaryIO, byte_size: int, limits: Limits) -> Look:
    """Read the header of a picture of this format. Raises Refused."""
    if name == "TIFF":
        return _look_at_tiff(stream, byte_size, limits)
    before = {"GIF": _gif_frames, "WebP": _webp_canvas, "JPEG": _jpeg_scans}.get(name)
    weight = 1 if before is None else before(stream, limits)
    other = {"BMP": _bmp_of_bitfields, "JPEG": _jpeg_of_other_kind, "JPEG 2000": _jpeg2000_of_other_kind}.get(name)
    if other is None:
        return _look_with_pillow(name, stream, limits, weight)

    def instead(refused: Refused) -> Look:
        """Of what Pillow does not decode, another library may know more."""
        if refused.kind == "PictureTooLarge":
            raise refused
        return other(stream, byte_size, limits, refused)

    def decode() -> tuple[int, int, int]:
        try:
            return seen.decode()
        except Refused as refused:
            return instead(refused).decode()

    try:
        seen = _look_with_pillow(name, stream, limits, weight)
    except Refused as refused:
        return instead(refused)
    return Look(seen.decoded_bytes, seen.pixels, decode)


def _pillow(name: str) -> Any:
    """Pillow's module Image, with what opens this format."""
    from PIL import Image, ImageFile, PngImagePlugin  # noqa: F401

    for module in FORMATS[name][3]:
        import_module(f"PIL.{module}")
    # Limits are ours.
    Image.MAX_IMAGE_PIXELS = None
    PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = 64 << 20
    return Image


def _look_with_pillow(name: str, stream: BinaryIO, limits: Limits, weight: int = 1) -> Look:
    image = _open(name, stream)
    with _as_refusal(name):
        frames = getattr(image, "n_frames", 1)
        limits.require("max_pages" if name == "TIFF" else "max_frames", frames)
        area = image.width * image.height
        limits.require("max_pixels", area * frames)
        decoded_bytes = area * _bytes_a_pixel(image, name, frames)
        limits.require("max_decoded_bytes", decoded_bytes)
    return Look(decoded_bytes, area * frames * weight, lambda: _decode_with_pillow(name, stream, limits))


def _bytes_a_pixel(image: Image.Image, name: str, frames: int) -> int:
    """How much memory Pillow and its libraries take for a pixel of the largest frame."""
    plain = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2, "I;16N": 2, "LA": 4}.get(image.mode, 4)
    if name == "JPEG 2000":
        return plain + 4 * len(image.getbands())
    if name == "JPEG" and image.info.get("progressive"):
        return plain + 2 * len(image.getbands())
    return plain * (3 if frames > 1 or name in ("WebP", "AVIF") else 1)


def _decode_with_pillow(name: str, stream: BinaryIO, limits: Limits) -> tuple[int, int, int]:
    with _as_refusal(name):
        if name == "PNG":
            with _open(name, stream) as image:
                image.verify()  # Checksums; after it the picture must be opened again.
            _require_png_end(stream)
        with _open(name, stream) as image:
            orientation = _orientation(image)
            pixels = 0
            for frame in range(getattr(image, "n_frames", 1)):
                image.seek(frame)
                area = image.width * image.height
                pixels += area
                limits.require("max_pixels", pixels)
                limits.require("max_decoded_bytes", area * _bytes_a_pixel(image, name, 1))
                image.load()
                if frame == 0:
                    # What Pillow turned as it decoded, a TIFF, has lost the tag.
                    size = (image.height, image.width) if _orientation(image) >= 5 else image.size
    return *size, orientation


def _open(name: str, stream: BinaryIO) -> Image.Image:
    pillow = _pillow(name)
    stream.seek(0)
    with _as_refusal(name):
        return pillow.open(stream, formats=FORMATS[name][2])  # type: ignore[no-any-return]


class _as_refusal:  # noqa: N801 - reads as a function
    """What a library raises becomes a refusal: not supported where it says so, damaged otherwise."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, Exception) or isinstance(error, Refused):
            return
        if isinstance(error, MemoryError):
            raise error
        if type(error).__name__ == "UnidentifiedImageError":
            _damaged(_UNREADABLE)
        if isinstance(error, NotImplementedError) or re.search(
            r"(?i)unsupported|not supported|not available|not installed|unknown (compression|mode|pixel)|support for|"
            r"cannot handle|requires the",
            str(error),
        ):
            _unsupported(self._name, error)
        _damaged(error or type(error).__name__)


def _orientation(image: Image.Image) -> int:
    """How the bytes are turned, as EXIF counts; 1 where they say nothing that EXIF knows."""
    try:
        value = image.getexif().get(0x0112)
    except Exception:  # noqa: BLE001 - of broken EXIF the picture is still whole
        return 1
    return value if isinstance(value, int) and value in range(1, 9) else 1


def _require_png_end(stream: BinaryIO) -> None:
    """Refuse a PNG without its last chunk: Pillow shows such a picture as if it were whole."""
    stream.seek(max(0, stream.seek(0, io.SEEK_END) - _TAIL))
    if b"IEND\xaeB`\x82" not in stream.read():
        _damaged("the last chunk is not complete")


def _buffer(stream: BinaryIO) -> bytes | mmap.mmap:
    """All bytes of a picture; of a large one no copy."""
    if isinstance(stream, io.BytesIO):
        return stream.getvalue()
    return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def _gif_frames(stream: BinaryIO, limits: Limits) -> int:
    """Refuse too many frames; they are counted before a library looks, which takes a millisecond for each."""
    stream.seek(10)
    flags = stream.read(3)[:1]
    if flags and flags[0] & 0x80:
        stream.seek(3 << ((flags[0] & 7) + 1), io.SEEK_CUR)
    frames = 0
    while True:
        kind = stream.read(1)
        if kind == b"\x21":
            stream.read(1)
        elif kind == b"\x2c":
            frames += 1
            limits.require("max_frames", frames)
            flags = stream.read(9)[8:]
            if flags and flags[0] & 0x80:
                stream.seek(3 << ((flags[0] & 7) + 1), io.SEEK_CUR)
            stream.read(1)
        else:
            return 1
        while length := stream.read(1):
            if length == b"\0":
                break
            stream.seek(length[0], io.SEEK_CUR)


def _webp_canvas(stream: BinaryIO, limits: Limits) -> int:
    """Refuse too large a canvas: a library takes memory for it as soon as it opens the picture."""
    stream.seek(12)
    if stream.read(4) == b"VP8X":
        header = stream.read(14).ljust(14, b"\0")
        width, height = (int.from_bytes(header[at : at + 3], "little") + 1 for at in (8, 11))
        limits.require("max_pixels", width * height)
        limits.require("max_decoded_bytes", width * height * 12)
    return 1


def _jpeg_scans(stream: BinaryIO, limits: Limits) -> int:
    """Refuse too many scans, of each of which a library goes through the whole picture; how many there are."""
    data = _buffer(stream)
    most = scans = at = 0
    # In the coded data a marker is FF and what is neither 00, nor FF, nor a restart.
    marker = re.compile(rb"\xff+([^\0\xd0-\xd7\xff])")
    while found := marker.search(data, at):
        at, kind = found.end(), found[1][0]
        if kind == 0xD8:
            scans = 0
        elif kind == 0xDA:
            scans += 1
            most = max(most, scans)
            limits.require("max_scans", scans)
        if kind not in (0x01, 0xD8, 0xD9):
            at += int.from_bytes(data[at : at + 2], "big")
    return max(most, 1)


def _bmp_of_bitfields(stream: BinaryIO, byte_size: int, limits: Limits, refused: Refused) -> Look:
    """A BMP whose bits a pixel are laid out as Pillow does not know: nothing is coded, so its size tells all."""
    stream.seek(10)
    fields = stream.read(24)
    if len(fields) < 24:
        raise refused
    begin, header, width, height, _, bits, compression = struct.unpack("<IIiiHHI", fields)
    if header < 40 or compression not in (0, 3, 6) or bits not in (16, 32) or width <= 0 or height == 0:
        raise refused
    if begin + (width * bits + 31) // 32 * 4 * abs(height) > byte_size:
        _damaged("it ends before its last row")
    limits.require("max_pixels", width * abs(height))
    return Look(0, 0, lambda: (width, abs(height), 1))


def _jpeg_of_other_kind(stream: BinaryIO, _byte_size: int, limits: Limits, refused: Refused) -> Look:
    """A JPEG that Pillow does not decode, such as one of 12 bits a sample, a lossless one, or one without tables."""
    data = _buffer(stream)
    at, frame, tables = 2, None, False
    while at + 10 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        tables = tables or kind == 0xC4
        if (kind in range(0xC0, 0xD0) and kind not in (0xC4, 0xC8, 0xCC)) or kind == 0xF7:
            frame = (kind, *struct.unpack(">BHHB", data[at + 4 : at + 10]))
        at += 2 + length
    if frame is None or (frame[0] <= 0xC2 and frame[1] == 8 and tables):
        raise refused
    kind, bits, height, width, samples = frame
    special = {0xC3: "lossless JPEG", 0xF7: "JPEG-LS"}.get(kind, "JPEG")
    name = f"{special} of {samples} x {bits} bits{'' if tables or kind == 0xF7 else ', without tables'}"
    # The library takes what is there for all there is, so that the end must be.
    if b"\xff\xd9" not in data[-_TAIL:]:
        _damaged("the end of the picture is missing")
    codec = {0xC3: "jpegsof3_decode", 0xF7: "jpegls_decode"}.get(kind, "jpeg8_decode")
    return _look_with_imagecodecs(name, codec, stream, limits, (width, height, samples))


def _jpeg2000_of_other_kind(stream: BinaryIO, _byte_size: int, limits: Limits, refused: Refused) -> Look:
    """A JPEG 2000 that Pillow does not decode, such as one of many samples."""
    data = _buffer(stream)
    at = data.find(b"\xff\x4f\xff\x51")
    if at < 0 or len(data) < at + 42:
        raise refused
    right, bottom, left, top, *_, samples = struct.unpack(">IIIIIIIIH", data[at + 8 : at + 42])
    if right <= left or bottom <= top:
        raise refused
    if not _has("imagecodecs") and b"\xff\xd9" not in data[-_TAIL:]:
        _damaged("the end of the picture is missing")
    return _look_with_imagecodecs("JPEG 2000", "jpeg2k_decode", stream, limits, (right - left, bottom - top, samples))


def _look_with_imagecodecs(
    name: str, codec: str, stream: BinaryIO, limits: Limits, shape: tuple[int, int, int]
) -> Look:
    width, height, samples = shape
    limits.require("max_pixels", width * height)
    decoded_bytes = width * height * samples * 8
    limits.require("max_decoded_bytes", decoded_bytes)
    if not _has("imagecodecs"):
        _unsupported(name, _LACKING)

    def decode() -> tuple[int, int, int]:
        with _as_refusal(name):
            getattr(import_module("imagecodecs"), codec)(bytes(_buffer(stream)))
        return width, height, 1

    return Look(decoded_bytes, width * height, decode)


# -- TIFF --------------------------------------------------------------------------------------------------------

_TYPES = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_COMPRESSIONS = {
    1: "no compression", 2: "CCITT", 3: "CCITT fax 3", 4: "CCITT fax 4", 5: "LZW", 6: "old JPEG", 7: "JPEG",
    8: "Deflate", 32773: "PackBits", 32946: "Deflate", 33003: "JPEG 2000", 33004: "JPEG 2000", 33005: "JPEG 2000",
    34712: "JPEG 2000", 34887: "LERC", 34892: "lossy JPEG", 34925: "LZMA", 34933: "PNG", 34934: "JPEG XR",
    22610: "JPEG XR", 50000: "Zstandard", 50001: "WebP", 50002: "JPEG XL", 52546: "JPEG XL", 65000: "EER",
}  # fmt: skip
_PILLOW_DECODES = frozenset([1, 2, 3, 4, 5, 7, 8, 32773, 32946])
_KINDS = {1: "uint", 2: "int", 3: "float", 5: "complex int", 6: "complex"}


@dataclass(slots=True)
class _Page:
    """What the directory of a page of a TIFF says."""

    tags: dict[int, tuple[int, ...]]

    def one(self, tag: int, default: int) -> int:
        values = self.tags.get(tag)
        return values[0] if values else default

    @property
    def width(self) -> int:
        return self.one(256, 0)

    @property
    def height(self) -> int:
        return self.one(257, 0)

    @property
    def samples(self) -> int:
        return self.one(277, 1)

    @property
    def compression(self) -> int:
        return self.one(259, 1)

    @property
    def bits(self) -> int:
        """Bits of a pixel."""
        bits = self.tags.get(258, (1,))
        return sum(bits) if len(bits) == self.samples else bits[0] * self.samples

    @property
    def orientation(self) -> int:
        value = self.one(274, 1)
        return value if value in range(1, 9) else 1

    def describe(self) -> str:
        bits = self.tags.get(258, (1,))[0]
        kind = _KINDS.get(self.one(339, 1), "")
        compression = _COMPRESSIONS.get(self.compression, f"compression {self.compression}")
        return f"TIFF of {self.samples} x {kind}{bits}, {compression}"

    def pieces(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Where its strips or tiles begin, and how many bytes they have."""
        return self.tags.get(324) or self.tags.get(273, ()), self.tags.get(325) or self.tags.get(279, ())

    def piece(self) -> tuple[int, int]:
        """How wide and high its strips or tiles are."""
        return self.one(322, self.width), self.one(323, min(self.one(278, self.height), self.height))

    def piece_bytes(self) -> int:
        """How many bytes its largest strip or tile has when it is decoded."""
        width, height = self.piece()
        return (width * self.bits + 7) // 8 * height

    def require_whole(self, byte_size: int) -> None:
        """Refuse a page of which bytes are missing."""
        begins, lengths = self.pieces()
        if any(begin + length > byte_size for begin, length in zip(begins, lengths, strict=False)):
            _damaged("it ends before its last strip or tile")

    def is_plain(self) -> bool:
        """Whether nothing is coded in it and it has all strips or tiles at their length: no more can be known."""
        begins, lengths = self.pieces()
        width, height = self.piece()
        planes = self.samples if self.one(284, 1) == 2 else 1
        if self.compression != 1 or 0 in (width, height, self.width, self.height) or 0 in begins:
            return False
        across, down = -(-self.width // width), -(-self.height // height)
        if not len(begins) == len(lengths) == across * down * planes:
            return False
        row = (width * self.bits // planes + 7) // 8
        full = [row * height] * (across * down)
        if 322 not in self.tags:
            full[-1] = row * (self.height - height * (down - 1))
        return all(length >= wanted for length, wanted in zip(lengths, full * planes, strict=True))


def _tiff_pages(stream: BinaryIO, byte_size: int, limits: Limits) -> list[_Page]:
    """The directories of all pages. Raises Refused for a chain that leads nowhere, or has no end."""
    stream.seek(0)
    head = stream.read(16)
    order = "<" if head[:2] == b"II" else ">"
    big = struct.unpack(f"{order}H", head[2:4])[0] == 43
    count_of, entry, link = (
        (f"{order}Q", f"{order}HHQ8s", f"{order}Q") if big else (f"{order}H", f"{order}HHI4s", f"{order}I")
    )
    wide = 8 if big else 4
    try:
        (at,) = struct.unpack(link, head[8:16] if big else head[4:8])
        pages: list[_Page] = []
        seen = set()
        while at:
            if at in seen:  # Readers take this for the end.
                break
            seen.add(at)
            limits.require("max_pages", len(pages) + 1)
            stream.seek(at)
            (count,) = struct.unpack(count_of, stream.read(struct.calcsize(count_of)))
            if count > 4096:
                _damaged("a page has too many tags")
            entries = stream.read(count * struct.calcsize(entry))
            (following,) = struct.unpack(link, stream.read(wide).ljust(wide, b"\0"))
            tags = {}
            for tag, kind, number, value in struct.iter_unpack(entry, entries):
                if tag not in _WANTED or kind not in _TYPES:
                    continue
                size = number * struct.calcsize(_TYPES[kind])
                if size > byte_size:
                    _damaged("a tag has more values than the file has bytes")
                if size > wide:
                    stream.seek(struct.unpack(link, value)[0])
                    value = stream.read(size)
                tags[tag] = struct.unpack(f"{order}{number}{_TYPES[kind]}", value[:size])
            pages.append(_Page(tags))
            at = following
    except (struct.error, OverflowError, ValueError, OSError) as error:
        _damaged(f"the directory of a page is not complete: {error}")
    if not pages:
        _damaged("it has no page")
    return pages


_WANTED = frozenset([256, 257, 258, 259, 273, 274, 277, 278, 279, 284, 322, 323, 324, 325, 339])


def _look_at_tiff(stream: BinaryIO, byte_size: int, limits: Limits) -> Look:
    pages = _tiff_pages(stream, byte_size, limits)
    pixels = sum(page.width * page.height for page in pages)
    limits.require("max_pixels", pixels)
    whole = max(page.width * page.height * max(4, page.bits // 8) for page in pages)
    pieces = max(page.piece_bytes() + max(page.pieces()[1], default=0) for page in pages)
    decoded_bytes, by_pieces = whole, False
    if whole > _PIECEWISE and all(page.is_plain() for page in pages):
        decoded_bytes, by_pieces = 0, True
    elif whole > _PIECEWISE and pieces < whole and _has("tifffile"):
        decoded_bytes, by_pieces = pieces, True
    limits.require("max_decoded_bytes", decoded_bytes)
    return Look(decoded_bytes, pixels, lambda: _decode_tiff(stream, byte_size, limits, pages, by_pieces))


def _has(library: str) -> bool:
    try:
        import_module(library)
    except ImportError:
        return False
    return True


def _decode_tiff(
    stream: BinaryIO, byte_size: int, limits: Limits, pages: list[_Page], by_pieces: bool
) -> tuple[int, int, int]:
    first = pages[0]
    damaged: Refused | None = None
    if not by_pieces:
        try:
            found = _decode_with_pillow("TIFF", stream, limits)
            for page in pages:
                if page.one(284, 1) == 2:  # Pillow may read the first plane alone.
                    page.require_whole(byte_size)
            return found  # noqa: TRY300 - this is the usual end
        except Refused as refused:
            if refused.kind == "PictureTooLarge":
                raise
            # Of what Pillow does not even open it cannot know whether it is damaged.
            if refused.kind == "TruncatedPicture" and refused.detail["reason"] != _UNREADABLE:
                damaged = refused
    for page in pages:
        page.require_whole(byte_size)
    if not all(page.is_plain() for page in pages):
        if _has("tifffile"):
            _decode_with_tifffile(stream, first)
        elif damaged is not None and all(page.compression in _PILLOW_DECODES for page in pages):
            raise damaged
        else:
            _unsupported(first.describe(), _LACKING)
    size = (first.height, first.width) if first.orientation >= 5 else (first.width, first.height)
    return *size, first.orientation


def _decode_with_tifffile(stream: BinaryIO, first: _Page) -> None:
    """Decode every strip or tile of every page, one at a time."""
    import tifffile

    stream.seek(0)
    with _as_refusal(first.describe()), tifffile.TiffFile(stream, name="picture") as file:
        for page in file.pages:
            for _ in page.aspage().segments(maxworkers=1, buffersize=_CHUNK):
                pass


# -- the program -------------------------------------------------------------------------------------------------


def _received(requests: BinaryIO, byte_size: int) -> BinaryIO:
    """The bytes of a picture, in memory or in a temporary file."""
    if byte_size <= _SPOOL:
        return io.BytesIO(requests.read(byte_size))
    file = TemporaryFile()  # noqa: SIM115 - closed by the caller
    while byte_size:
        chunk = requests.read(min(byte_size, _CHUNK))
        if not chunk:
            sys.exit()
        file.write(chunk)
        byte_size -= len(chunk)
    file.flush()
    return file


def _answers(request: dict[str, Any], requests: BinaryIO) -> Iterator[dict[str, Any]]:
    """What is answered about one picture."""
    byte_size = request["byte_size"]
    with _received(requests, byte_size) as stream:
        try:
            limits = Limits(**request["limits"])
            seen = look(request["format"], stream, byte_size, limits)
            yield {"decoded_bytes": seen.decoded_bytes, "pixels": seen.pixels}
            if requests.readline() == b"go\n":
                width, height, orientation = seen.decode()
                yield {"width": width, "height": height, "orientation": orientation}
        except Refused as refused:
            yield {"refused": refused.kind, "detail": refused.detail}
        except MemoryError:
            yield {"refused": "DecoderFailed", "detail": {"reason": "out of memory"}}
        except Exception as error:  # noqa: BLE001 - whatever a library does, the next picture is decoded
            yield {"refused": "TruncatedPicture", "detail": {"reason": f"{type(error).__name__}: {error}"[:500]}}


def main() -> None:
    """Answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The one who started this decides.
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123 - imported for this alone
        file.write("500")  # Where memory is short, this process goes first, not the backend.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # What libraries print is no answer.
    requests = sys.stdin.buffer
    sys.path[:] = json.loads(requests.readline())
    for line in iter(requests.readline, b""):
        for answer in _answers(json.loads(line), requests):
            answers.write(json.dumps(answer).encode() + b"\n")
            answers.flush()


if __name__ == "__main__":
    main()
