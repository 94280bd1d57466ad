"""Makes a picture anew from its pixels alone. A program of its own: bytes in, bytes out.

It runs by itself (`python -I worker.py`), without the service's environment and within limits on
memory, time and files, since decoders of pictures are where an attacker would try. It takes a
picture on its standard input and answers on its standard output: one line with the type, or with
why not, and then the new picture.
"""

import copy
import io
import resource
import sys

from PIL import (
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 8
MAX_PIXELS = 25_000_000
MAX_SIDE = 12_000
MAX_BYTES = 10 * 1024 * 1024
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
JPEG_QUALITY = 90
# Loaded before the limits: Pillow would load some as it goes. (Exif is read as TIFF.)
LOADED = (
    copy,
    GifImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)


class Refused(Exception):
    """This picture is not taken; the message is the word for why."""


def remade(content: bytes) -> tuple[str, bytes]:
    """Return the type and the bytes of a new picture with the same pixels. Raises Refused."""
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
        _check_size(*picture.size)
        # MPO is what Pillow calls a JPEG with further pictures behind the first.
        photo = picture.format in {"JPEG", "MPO"}
        upright = ImageOps.exif_transpose(picture)
        picture.close()
        pixels = _pixels_of(upright)
    except UnidentifiedImageError:
        raise Refused("no-picture") from None
    except MemoryError:
        raise Refused("too-many-pixels") from None
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - a decoder may raise anything for what is broken
        raise Refused("no-picture") from None
    return _encoded(pixels, photo=photo)


def _check_size(width: int, height: int) -> None:
    """Look at what the header says, before anything is decoded."""
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise Refused("too-many-pixels")


def _pixels_of(picture: Image.Image) -> Image.Image:
    """Copy the pixels into a picture that never had anything else."""
    see_through = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    mode = "RGBA" if see_through else "RGB"
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    converted = picture.convert(mode)
    fresh = Image.new(mode, converted.size)
    fresh.paste(converted)
    return fresh


def _encoded(picture: Image.Image, *, photo: bool) -> tuple[str, bytes]:
    """Write a photo as JPEG; anything else as PNG, unless that is too large to be kept."""
    written = io.BytesIO()
    if not photo:
        picture.save(written, "PNG", compress_level=4)
        if written.tell() <= MAX_BYTES:
            return "image/png", written.getvalue()
        written = io.BytesIO()
    picture.convert("RGB").save(written, "JPEG", quality=JPEG_QUALITY)
    if written.tell() > MAX_BYTES:
        raise Refused("too-large")
    return "image/jpeg", written.getvalue()


def limit_this_process() -> None:
    """Bound what this process may take: memory, processor time, and no files at all."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read a picture, and answer."""
    Image.preinit()  # before the limits: afterwards no file can be opened
    Image.MAX_IMAGE_PIXELS = None  # the limits are checked here, before anything is decoded
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    limit_this_process()
    try:
        kind, made = remade(content)
    except Refused as refusal:
        kind, made = str(refusal), b""
    except MemoryError:
        kind, made = "too-many-pixels", b""
    sys.stdout.buffer.write(kind.encode() + b"\n" + made)


if __name__ == "__main__":
    main()
