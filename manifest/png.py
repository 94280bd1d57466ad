"""Reads and writes PNG pictures of 8-bit RGBA pixels, which is what Teams takes as icons.

Enough of the PNG specification (ISO/IEC 15948) for two icons, instead of an imaging library.
"""

import struct
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""Height × width × 4: red, green, blue and opacity of each pixel."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">IIBBBBB")
_RGBA = (8, 6, 0, 0, 0)
_MOST_PIXELS = 1_000_000


class NotAnIcon(Exception):
    """The file is no PNG of 8-bit RGBA pixels."""


def encode(pixels: Pixels) -> bytes:
    """Return a picture as a PNG file."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    chunks = (
        (b"IHDR", _HEADER.pack(width, height, *_RGBA)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def decode(file: bytes) -> Pixels:
    """Return the pixels of a PNG file. Raises NotAnIcon."""
    try:
        chunks = _chunks(file)
        width, height, *kind = _HEADER.unpack(chunks[b"IHDR"])
        if tuple(kind) != _RGBA or not 0 < width * height <= _MOST_PIXELS:
            raise NotAnIcon
        rows = zlib.decompressobj().decompress(chunks[b"IDAT"], height * (width * 4 + 1))
        return _unfiltered(np.frombuffer(rows, np.uint8).reshape(height, width * 4 + 1))
    except (KeyError, ValueError, struct.error, zlib.error) as error:
        raise NotAnIcon from error


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def _chunks(file: bytes) -> dict[bytes, bytes]:
    """Return the contents of a file by kind; those of one kind are joined."""
    if not file.startswith(_SIGNATURE):
        raise NotAnIcon
    found: dict[bytes, bytes] = {}
    at = len(_SIGNATURE)
    while at < len(file):
        length, kind = struct.unpack_from(">I4s", file, at)
        found[kind] = found.get(kind, b"") + file[at + 8 : at + 8 + length]
        at += 12 + length
    return found


def _unfiltered(rows: Pixels) -> Pixels:
    """Undo the filter that each row begins with the number of (chapter 9 of the specification)."""
    height, width = rows.shape[0], rows.shape[1] // 4
    picture = np.zeros((height + 1, width + 1, 4), np.int64)  # a clear row above, a column before
    for y in range(1, height + 1):
        kind, row = int(rows[y - 1, 0]), rows[y - 1, 1:].reshape(width, 4).astype(np.int64)
        if kind > 4:
            raise NotAnIcon
        if kind in {0, 2}:
            picture[y, 1:] = (row + picture[y - 1, 1:] * (kind == 2)) % 256
            continue
        for x in range(1, width + 1):
            guess = _guess(kind, picture[y, x - 1], picture[y - 1, x], picture[y - 1, x - 1])
            picture[y, x] = (row[x - 1] + guess) % 256
    return picture[1:, 1:].astype(np.uint8)


def _guess(kind: int, left: Any, up: Any, corner: Any) -> Any:
    """Return what a filter takes a pixel to be, from its neighbours."""
    match kind:
        case 1:
            return left
        case 3:
            return (left + up) // 2
    return _paeth(left, up, corner)


def _paeth(left: Any, up: Any, corner: Any) -> Any:
    """Return whichever neighbour is nearest to what the three of them foretell."""
    foretold = left + up - corner
    to_left, to_up, to_corner = (abs(foretold - n) for n in (left, up, corner))
    nearest_up = np.where(to_up <= to_corner, up, corner)
    return np.where((to_left <= to_up) & (to_left <= to_corner), left, nearest_up)
