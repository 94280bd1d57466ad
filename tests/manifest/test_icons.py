"""The icons are drawn by the project's own script, and PNG files of any encoder are read."""

import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from manifest import draw_icons
from manifest.build import FOLDER
from manifest.png import NotAnIcon, Pixels, _chunk, _paeth, decode, encode

small = arrays(np.uint8, st.tuples(st.integers(1, 6), st.integers(1, 6), st.just(4)))


def test_the_committed_icons_are_the_drawn_ones() -> None:
    for name, drawn in (
        ("color.png", draw_icons.colour_icon()),
        ("outline.png", draw_icons.outline_icon()),
    ):
        assert np.array_equal(decode((FOLDER / name).read_bytes()), drawn), name


@given(small)
def test_what_is_written_is_read_again(pixels: Pixels) -> None:
    assert np.array_equal(decode(encode(pixels)), pixels)


@given(small, st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_every_filter_of_the_specification_is_undone(pixels: Pixels, kinds: list[int]) -> None:
    assert np.array_equal(decode(_filtered(pixels, kinds)), pixels)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for file in (content, encode(draw_icons.outline_icon())[:40] + content):
        with pytest.raises(NotAnIcon):
            decode(file)


def _filtered(pixels: Pixels, kinds: list[int]) -> bytes:
    """Encode with one filter a row, as the specification defines them (9.2)."""
    height, width, _ = pixels.shape
    around = np.zeros((height + 1, width + 1, 4), np.int64)
    around[1:, 1:] = pixels
    rows = b""
    for y, kind in zip(range(1, height + 1), kinds, strict=False):
        left, up, corner = around[y, :-1], around[y - 1, 1:], around[y - 1, :-1]
        guess = (0 * up, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
        rows += bytes([kind]) + ((around[y, 1:] - guess) % 256).astype(np.uint8).tobytes()
    whole = encode(pixels)
    start = whole.index(b"IDAT") - 4
    return whole[:start] + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
