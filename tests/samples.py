"""Pictures for tests: small, and as many different ones as are wanted."""

from __future__ import annotations

import io
import os

from PIL import Image


def png(number: int = 0, side: int = 2) -> bytes:
    """A picture of one colour: the same for the same number, another of the same size for another."""
    data = io.BytesIO()
    Image.new("RGB", (side, side), tuple(number.to_bytes(3, "big"))).save(data, "PNG", compress_level=0)
    return data.getvalue()


def noise(megabytes: int) -> bytes:
    """A picture of about so many megabytes, never the same twice."""
    data = io.BytesIO()
    Image.frombytes("L", (1024, 1024 * megabytes), os.urandom(megabytes << 20)).save(data, "TIFF")
    return data.getvalue()
