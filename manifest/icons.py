"""Checks the two icons: what Teams asks of them, and takes or refuses without saying which."""

from collections.abc import Iterator, Mapping

from manifest.package import Package
from manifest.png import NotAnIcon, Pixels, decode

COLOUR_SIDE, OUTLINE_SIDE = 192, 32


def icon_problems(package: Package) -> Iterator[str]:
    """Yield what is wrong with the icons that the manifest names."""
    named = package.manifest.get("icons")
    icons = named if isinstance(named, Mapping) else {}
    for kind, side in (("color", COLOUR_SIDE), ("outline", OUTLINE_SIDE)):
        name = str(icons.get(kind) or "")
        if name not in package.files:
            yield f"The {kind} icon ({name or 'not named'}) is not in the package."
            continue
        try:
            pixels = decode(package.files[name])
        except NotAnIcon:
            yield f"{name} is not a PNG picture of 8-bit RGBA pixels, not interlaced."
            continue
        height, width, _ = pixels.shape
        if (width, height) != (side, side):
            yield f"{name} is {width} by {height} pixels; Teams takes {side} by {side}."
        yield from _outline(name, pixels) if kind == "outline" else _colour(name, pixels)


def _colour(name: str, pixels: Pixels) -> Iterator[str]:
    if (pixels[..., 3] < 255).any():
        yield f"{name} has transparent pixels; its ground must fill the whole square."


def _outline(name: str, pixels: Pixels) -> Iterator[str]:
    """Check that an outline is white on nothing: Teams colours it for the theme."""
    opacity = pixels[..., 3]
    if (pixels[opacity > 0][:, :3] < 255).any():
        yield f"{name} has pixels that are not white; an outline is white on nothing."
    if not (opacity == 0).any() or not (opacity == 255).any():
        yield f"{name} must have white lines and a transparent ground."
