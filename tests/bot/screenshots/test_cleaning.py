"""A screenshot is made anew: nothing is left but its pixels, and what is broken is refused."""

import asyncio
import io
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from bot.screenshots import Cleaner, Picture, ScreenshotRefused, WhyRefused
from bot.screenshots.cleaning import WORKER, is_picture
from bot.screenshots.worker import MEMORY_BYTES
from tests.bot.screenshots.pictures import (
    SECRET,
    exif,
    malformed,
    plain,
    png,
    png_info,
    saved,
    with_metadata,
)
from tests.waiting import PATIENCE_SECONDS

FULL = list(with_metadata())
BROKEN = list(malformed())


def opened(picture: Picture) -> Image.Image:
    """Return a picture that was made anew, wholly read."""
    shown = Image.open(io.BytesIO(picture.content))
    shown.load()
    return shown


def test_there_are_enough_pictures() -> None:
    assert len(FULL) >= 20
    assert len(BROKEN) >= 40


@pytest.mark.parametrize("content", [c for _, c in FULL], ids=[name for name, _ in FULL])
async def test_no_metadata_is_left(content: bytes) -> None:
    picture = await Cleaner(seconds=PATIENCE_SECONDS).clean(content)
    assert SECRET.encode() not in picture.content
    shown = opened(picture)
    assert shown.getexif() == {}
    left = set(shown.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert left == set()
    assert picture.kind == {"PNG": "image/png", "JPEG": "image/jpeg"}[str(shown.format)]
    assert set(shown.size) == {64, 48}


async def test_the_secret_of_the_tests_is_found_before() -> None:
    for name, content in FULL:
        if "zTXt" in name or "profile" in name:
            continue  # compressed there
        assert SECRET.encode() in content, name


async def test_a_picture_keeps_its_pixels_and_is_turned_the_right_way_up() -> None:
    source = plain((40, 30))
    made = opened(
        await Cleaner(seconds=PATIENCE_SECONDS).clean(
            saved(source, "PNG", pnginfo=png_info("tEXt"))
        )
    )
    assert made.get_flattened_data() == source.get_flattened_data()
    turned = opened(
        await Cleaner(seconds=PATIENCE_SECONDS).clean(saved(source, "PNG", exif=exif()))
    )
    upright = source.transpose(Image.Transpose.ROTATE_270)
    assert turned.get_flattened_data() == upright.get_flattened_data()


async def test_what_is_clear_stays_clear() -> None:
    source = Image.new("RGBA", (10, 10), (200, 10, 10, 0))
    made = opened(await Cleaner(seconds=PATIENCE_SECONDS).clean(saved(source, "PNG")))
    assert made.mode == "RGBA"
    assert made.getpixel((5, 5)) == (200, 10, 10, 0)


async def test_the_largest_picture_is_taken() -> None:
    largest = Image.new("RGB", (5_000, 5_000), (10, 20, 30))
    made = opened(await Cleaner(seconds=PATIENCE_SECONDS).clean(saved(largest, "JPEG")))
    assert made.size == (5_000, 5_000)


@pytest.mark.parametrize("content", [c for _, c in BROKEN], ids=[name for name, _ in BROKEN])
async def test_what_is_broken_or_a_bomb_is_refused(content: bytes) -> None:
    with pytest.raises(ScreenshotRefused) as refused:
        await Cleaner(seconds=PATIENCE_SECONDS).clean(content)
    assert refused.value.why in {WhyRefused.NO_PICTURE, WhyRefused.TOO_MANY_PIXELS}


WEIGHTY = re.compile("bomb|WebP of|endless")
MEASURE = """
import json, runpy, sys, time
start = time.process_time()
# Of this program alone: what getrusage tells counts whoever started it, too.
status = open("/proc/self/status")
runpy.run_path(sys.argv[1], run_name="__main__")
peak = next(line for line in status if line.startswith("VmHWM:"))
print(json.dumps([int(peak.split()[1]) * 1024, time.process_time() - start]), file=sys.stderr)
"""


def test_a_bomb_takes_less_than_a_second_and_bounded_memory() -> None:
    worst_bytes = worst_seconds = 0.0
    for name, content in BROKEN:
        if not is_picture(content) or not WEIGHTY.search(name):
            continue
        done = subprocess.run(
            [sys.executable, "-I", "-c", MEASURE, str(WORKER)],
            input=content,
            capture_output=True,
            check=True,
        )
        used, seconds = json.loads(done.stderr.splitlines()[-1])
        # Of the processor, since the machine may be busy with other things.
        assert seconds < 1.0, name
        assert used < MEMORY_BYTES / 2, name
        worst_bytes, worst_seconds = max(worst_bytes, used), max(worst_seconds, seconds)
    print(f"{worst_bytes / 2**20:.0f} MiB, {worst_seconds:.2f} s at most")  # noqa: T201


async def test_a_worker_that_hangs_is_ended_and_its_answer_not_used(tmp_path: Path) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text("import time\nprint('image/png', flush=True)\ntime.sleep(600)\n")
    started = time.monotonic()
    with pytest.raises(ScreenshotRefused):
        await Cleaner(seconds=0.3, worker=worker).clean(saved(plain(), "PNG"))
    assert time.monotonic() - started < 600  # it was not waited for


@pytest.mark.parametrize(
    "program",
    [
        "import os; os._exit(1)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import sys; sys.stdout.buffer.write(b'image/png\\n'); sys.exit(3)",
        "import sys; sys.stdout.buffer.write(b'text/html\\n<script>')",
        "import sys\nwhile True: sys.stdout.buffer.write(bytes(1 << 20))",
        "print('image/png')",
    ],
)
async def test_a_worker_that_was_taken_over_gives_no_picture(tmp_path: Path, program: str) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(program)
    with pytest.raises(ScreenshotRefused):
        await Cleaner(seconds=5, worker=worker).clean(saved(plain(), "PNG"))


async def test_a_worker_has_no_files_no_secrets_and_little_memory() -> None:
    program = f"""
import os, sys
sys.path[:0] = [{str(WORKER.parent)!r}]
import worker
worker.limit_this_process()
found = []
try:
    open("/etc/passwd")
except OSError:
    found.append("no files")
try:
    bytearray({MEMORY_BYTES})
except MemoryError:
    found.append("no memory")
print(found, [name for name in os.environ if name.startswith("BOT_")])
"""
    done = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-c", program), stdout=subprocess.PIPE, env={}
    )
    told, _ = await done.communicate()
    assert told.decode().strip() == "['no files', 'no memory'] []"


async def test_a_huge_png_is_refused_by_its_header() -> None:
    with pytest.raises(ScreenshotRefused) as refused:
        await Cleaner(seconds=PATIENCE_SECONDS).clean(png(100_000, 100_000))
    assert refused.value.why is WhyRefused.TOO_MANY_PIXELS
