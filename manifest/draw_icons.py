"""Draws the two icons: `python -m manifest.draw_icons` writes color.png and outline.png.

A speech bubble with a tick: think before you post. Shapes are signed distances (in pixels, below 0
inside), so that edges are smooth at any size.
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from manifest.png import Pixels, encode

FOLDER = Path(__file__).parent
COLOUR_SIZE, OUTLINE_SIZE = 192, 32
DEEP_BLUE, WHITE = (0x1F, 0x5C, 0x7A), (0xFF, 0xFF, 0xFF)

Distances = npt.NDArray[np.float64]
Point = tuple[float, float]
GROWN = 1.22

# In a square of side 1, x to the right and y down.
BUBBLE = ((0.17, 0.20), (0.83, 0.68))
BUBBLE_ROUND = 0.13
TAIL = ((0.29, 0.56), (0.29, 0.86), (0.603, 0.56))
TICK = ((0.35, 0.45), (0.46, 0.56), (0.66, 0.33))


def main() -> None:
    """Write both icons beside this file."""
    (FOLDER / "color.png").write_bytes(encode(colour_icon()))
    (FOLDER / "outline.png").write_bytes(encode(outline_icon()))


def colour_icon() -> Pixels:
    """Return the icon of 192 by 192: a white bubble on a deep blue ground that fills the square."""
    grid = _grid(COLOUR_SIZE)
    bubble = _bubble(grid, COLOUR_SIZE, round_tail=0.015)
    tick = _tick(grid, COLOUR_SIZE, width=0.085)
    white = _covered(bubble) * (1 - _covered(tick))
    ground, ink = np.array(DEEP_BLUE), np.array(WHITE)
    colours = ground + (ink - ground) * white[..., None]
    opaque = np.full((*white.shape, 1), 255)
    return np.concatenate((np.rint(colours), opaque), axis=2).astype(np.uint8)


def outline_icon() -> Pixels:
    """Return the icon of 32 by 32: white lines on nothing."""
    grid = _grid(OUTLINE_SIZE)
    bubble = _grown(BUBBLE, TAIL, grid)
    line = np.abs(bubble) - 1.0
    tick = _tick(grid, OUTLINE_SIZE, width=0.07)
    opacity = np.rint(255 * np.maximum(_covered(line), _covered(tick)))
    white = np.full((*opacity.shape, 3), 255)
    return np.concatenate((white, opacity[..., None]), axis=2).astype(np.uint8)


def _grown(box: tuple[Point, Point], tail: tuple[Point, ...], grid: Any) -> Distances:
    """Return the bubble for the outline: larger, since there is no ground around it."""

    def grow(point: Point) -> Point:
        return (0.5 + (point[0] - 0.5) * GROWN, 0.48 + (point[1] - 0.5) * GROWN)

    corners = (grow(box[0]), grow(box[1]))
    around = _rounded_box(grid, OUTLINE_SIZE, corners, BUBBLE_ROUND * GROWN)
    return np.minimum(around, _triangle(grid, OUTLINE_SIZE, tuple(map(grow, tail))))


def _bubble(grid: Any, size: int, round_tail: float) -> Distances:
    box = _rounded_box(grid, size, BUBBLE, BUBBLE_ROUND)
    return np.minimum(box, _triangle(grid, size, TAIL) - round_tail * size)


def _grid(size: int) -> tuple[Distances, Distances]:
    """Return the x and the y of the middle of each pixel."""
    middles = np.arange(size) + 0.5
    across, down = np.meshgrid(middles, middles)
    return across, down


def _covered(distance: Distances) -> Distances:
    """Return how much of each pixel lies inside, from 0 to 1."""
    covered: Distances = np.clip(0.5 - distance, 0, 1)
    return covered


def _rounded_box(grid: Any, size: int, box: tuple[Point, Point], corner: float) -> Distances:
    (x0, y0), (x1, y1) = box
    beside = np.abs(grid[0] - (x0 + x1) / 2 * size) - (x1 - x0) / 2 * size + corner * size
    above = np.abs(grid[1] - (y0 + y1) / 2 * size) - (y1 - y0) / 2 * size + corner * size
    outside = np.hypot(np.maximum(beside, 0), np.maximum(above, 0))
    distance: Distances = outside + np.minimum(np.maximum(beside, above), 0) - corner * size
    return distance


def _triangle(grid: Any, size: int, corners: tuple[Point, ...]) -> Distances:
    """Return the distances from a triangle whose corners run anticlockwise on the screen."""
    edges = zip(corners, (*corners[1:], corners[0]), strict=True)
    distance: Distances = np.maximum.reduce([_side(grid, size, start, end) for start, end in edges])
    return distance


def _side(grid: Any, size: int, start: Point, end: Point) -> Distances:
    """Return the distances from a line; the inside is to the left of who goes along it."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = float(np.hypot(along_x, along_y))
    from_x, from_y = grid[0] - start[0] * size, grid[1] - start[1] * size
    distance: Distances = (from_y * along_x - from_x * along_y) / length
    return distance


def _tick(grid: Any, size: int, width: float) -> Distances:
    strokes = [_stroke(grid, size, TICK[0], TICK[1]), _stroke(grid, size, TICK[1], TICK[2])]
    distance: Distances = np.minimum.reduce(strokes) - width / 2 * size
    return distance


def _stroke(grid: Any, size: int, start: Point, end: Point) -> Distances:
    """Return the distances from a line between two points."""
    along = np.array(end) - np.array(start)
    from_x, from_y = grid[0] / size - start[0], grid[1] / size - start[1]
    part = np.clip((from_x * along[0] + from_y * along[1]) / float(along @ along), 0, 1)
    distance: Distances = np.hypot(from_x - part * along[0], from_y - part * along[1]) * size
    return distance


if __name__ == "__main__":
    main()
