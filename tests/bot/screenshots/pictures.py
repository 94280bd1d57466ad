"""Pictures made for the tests: sound ones full of metadata, broken ones, and bombs."""

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image, PngImagePlugin

SECRET = "canary-whereabouts-4711"
PNG = b"\x89PNG\r\n\x1a\n"


def plain(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """Return a picture whose pixels differ."""
    shades = Image.linear_gradient("L").resize(size)
    return shades.convert("RGB").convert(mode) if mode != "L" else shades


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    """Return a picture as a file."""
    written = io.BytesIO()
    picture.save(written, kind, **more)
    return written.getvalue()


def exif() -> Image.Exif:
    """Return metadata that tells a place, a person, a time, a machine and which way is up."""
    made = Image.Exif()
    made[0x010E] = SECRET  # description
    made[0x010F] = SECRET  # maker of the camera
    made[0x013B] = SECRET  # artist
    made[0x8298] = SECRET  # copyright
    made[0x0132] = "2026:06:01 09:00:00"
    made[0x0112] = 6
    made.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 29: SECRET})  # GPS
    made.get_ifd(0x8769).update({0x9286: SECRET.encode(), 0xA430: SECRET})  # Exif
    return made


def png_info(kind: str) -> PngImagePlugin.PngInfo:
    """Return one kind of text that a PNG can hold."""
    info = PngImagePlugin.PngInfo()
    match kind:
        case "tEXt":
            info.add_text("Author", SECRET)
        case "zTXt":
            info.add_text("Comment", SECRET, zip=True)
        case "iTXt":
            info.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
        case _:
            info.add(kind.encode(), SECRET.encode(), after_idat=kind.islower())
    return info


def with_metadata() -> Iterator[tuple[str, bytes]]:
    """Return pictures that hold the secret, each with what it is."""
    xmp = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    profile = SECRET.encode() * 20
    for kind in ("JPEG", "PNG", "WEBP"):
        yield f"{kind} with Exif", saved(plain(), kind, exif=exif())
        yield f"{kind} with a colour profile", saved(plain(), kind, icc_profile=profile)
    for kind in ("JPEG", "WEBP"):
        yield f"{kind} with XMP", saved(plain(), kind, xmp=xmp)
    yield "JPEG with a comment", saved(plain(), "JPEG", comment=SECRET.encode())
    yield "JPEG in greys", saved(plain(mode="L"), "JPEG", exif=exif())
    yield "JPEG in four inks", saved(plain(mode="CMYK"), "JPEG", exif=exif())
    yield "JPEG, progressive", saved(plain(), "JPEG", exif=exif(), progressive=True)
    yield "GIF with a comment", saved(plain(mode="P"), "GIF", comment=SECRET.encode())
    yield "WebP without loss", saved(plain(mode="RGBA"), "WEBP", exif=exif(), lossless=True)
    for kind in ("tEXt", "zTXt", "iTXt", "prVt"):
        yield f"PNG with {kind}", saved(plain(), "PNG", pnginfo=png_info(kind))
    for mode in ("L", "LA", "P", "RGBA", "1", "I;16"):
        source = (
            plain(mode="L").convert("I").convert("I;16") if mode == "I;16" else plain(mode=mode)
        )
        yield f"PNG in mode {mode}", saved(source, "PNG", pnginfo=png_info("tEXt"), exif=exif())
    yield "PNG with something behind it", saved(plain(), "PNG") + SECRET.encode()
    yield "JPEG with a ZIP behind it", saved(plain(), "JPEG") + b"PK\x03\x04" + SECRET.encode()
    several = {"save_all": True, "append_images": [plain()]}
    yield "several pictures in one", saved(plain(), "MPO", exif=exif(), **several)
    yield "moving PNG", saved(plain(), "PNG", pnginfo=png_info("tEXt"), **several)


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    sum_of_it = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", sum_of_it)


def png(width: int, height: int, *, body: bytes = b"", depth: int = 8, colour: int = 2) -> bytes:
    """Return a PNG that says it has this size, whatever is in it."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + (body or chunk(b"IDAT", b"")) + chunk(b"IEND", b"")


def zeros(count: int) -> bytes:
    """Return so many zeros, compressed."""
    packer = zlib.compressobj(9)
    whole, rest = divmod(count, 1 << 20)
    parts = [packer.compress(bytes(1 << 20)) for _ in range(whole)]
    return b"".join([*parts, packer.compress(bytes(rest)), packer.flush()])


def jpeg_of_size(width: int, height: int) -> bytes:
    """Return a small JPEG whose header says another size."""
    small = bytearray(saved(plain(), "JPEG"))
    at = small.index(b"\xff\xc0") + 5
    small[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(small)


def gif_of_size(width: int, height: int) -> bytes:
    """Return a small GIF whose header says another size."""
    small = bytearray(saved(plain(mode="P"), "GIF"))
    small[6:10] = struct.pack("<HH", width, height)
    return bytes(small)


def webp_of_size(width: int, height: int) -> bytes:
    """Return an extended WebP whose header says another size."""
    small = saved(plain(), "WEBP")[12:]
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + bytes(4) + canvas + small
    return b"RIFF" + struct.pack("<I", len(body)) + body


def malformed() -> Iterator[tuple[str, bytes]]:
    """Return files that are no sound pictures, and bombs, each with what it is."""
    sound = {kind: saved(plain(), kind) for kind in ("PNG", "JPEG", "WEBP")}
    sound["GIF"] = saved(plain(mode="P"), "GIF")
    for kind, content in sound.items():
        yield f"{kind}, only its first bytes", content[:16]
        yield f"{kind}, a third of it", content[: len(content) // 3]
        yield f"{kind}, its beginning and noise", content[:12] + bytes(range(256)) * 8
    for size in ((12_001, 1), (1, 12_001), (5_001, 5_000), (2**31 - 1, 2**31 - 1), (65_535, 2)):
        yield f"PNG of {size}", png(*size, body=chunk(b"IDAT", zeros(100_000)))
    for size in ((65_500, 65_500), (12_001, 10), (6_000, 5_000)):
        yield f"JPEG of {size}", jpeg_of_size(*size)
        yield f"GIF of {size}", gif_of_size(*size)
        yield f"WebP of {size}", webp_of_size(min(size[0], 16_383), min(size[1], 16_383))
    yield (
        "PNG bomb of 25 megapixels squared",
        png(50_000, 50_000, body=chunk(b"IDAT", zeros(10**8))),
    )
    yield "PNG without pixels", png(0, 0)
    yield "PNG of no width", png(0, 10)
    yield "PNG without its data", png(10, 10)
    yield "PNG with too little data", png(900, 900, body=chunk(b"IDAT", zeros(10)))
    yield "PNG of an unknown colour", png(10, 10, colour=7, body=chunk(b"IDAT", zeros(400)))
    yield "PNG of an unknown depth", png(10, 10, depth=5, body=chunk(b"IDAT", zeros(400)))
    bomb = chunk(b"zTXt", b"k\x00\x00" + zeros(80_000_000))
    yield "PNG with a bomb in a text", png(10, 10, body=bomb)
    many = b"".join(chunk(b"zTXt", b"k%d\x00\x00" % n + zeros(1_000_000)) for n in range(90))
    yield "PNG with many bombs in texts", png(10, 10, body=many)
    profile = chunk(b"iCCP", b"p\x00\x00" + zeros(80_000_000))
    yield "PNG with a bomb in its profile", png(10, 10, body=profile)
    yield "PNG with a chunk of four gigabytes", PNG + b"\xff\xff\xff\xffIDAT" + bytes(50)
    yield "JPEG of nothing but marks", b"\xff\xd8" + b"\xff\xe1\x00\x02" * 100_000
    yield "JPEG with an endless segment", b"\xff\xd8\xff\xe1\xff\xff" + bytes(30)
    yield "GIF with an endless block", sound["GIF"][:13] + b"\x21\xfe\xff" * 50_000
    yield "WebP with a lie about its length", b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff"
    yield "BMP", saved(plain(), "BMP")
    yield "TIFF", saved(plain(), "TIFF")
    yield "PPM", saved(plain(), "PPM")
    yield "ICO", saved(plain(), "ICO")
    yield "PDF", b"%PDF-1.7\n" + bytes(100)
    yield "SVG", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    yield (
        "SVG with an entity",
        b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>",
    )
    yield "EPS", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n"
    yield "HTML", b"<html><script>alert(1)</script></html>"
    yield "ZIP", b"PK\x03\x04" + bytes(100)
    yield "program", b"\x7fELF" + bytes(100)
    yield "nothing", b""
    yield "a byte", b"\x89"
