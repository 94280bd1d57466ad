"""Has pictures made anew by a worker process, and believes nothing but what it answers in time."""

import asyncio
import contextlib
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bot.screenshots.fetching import MAX_BYTES
from bot.screenshots.refusals import ScreenshotRefused, WhyRefused

WORKER = Path(__file__).with_name("worker.py")
SECONDS = 10.0
AT_ONCE = 2
MOST_ANSWERED = MAX_BYTES + 100
_STARTS_OF_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
_KINDS = frozenset({"image/png", "image/jpeg"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept; `kind` is image/png or image/jpeg."""

    kind: str
    content: bytes = field(repr=False)


def is_picture(content: bytes) -> bool:
    """Tell by its first bytes whether a file may be a picture of a kind that is taken."""
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return is_webp or content.startswith(_STARTS_OF_PICTURES)


@dataclass(slots=True)
class Cleaner:
    """Starts a worker for each picture, few at once."""

    seconds: float = SECONDS
    worker: Path = WORKER
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def clean(self, content: bytes) -> Picture:
        """Return the picture without its metadata. Raises ScreenshotRefused."""
        if not is_picture(content):
            raise ScreenshotRefused(WhyRefused.NO_PICTURE)
        async with self._turns:
            answer = await self._ask(content)
        kind, _, made = answer.partition(b"\n")
        word = kind.decode(errors="replace")
        if word in _KINDS and made:
            return Picture(word, made)
        known = {why.value for why in WhyRefused}
        raise ScreenshotRefused(WhyRefused(word) if word in known else WhyRefused.NO_PICTURE)

    async def _ask(self, content: bytes) -> bytes:
        """Run a worker; one that is late is killed, and whatever it wrote is not used."""
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", str(self.worker)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},
        )
        try:
            async with asyncio.timeout(self.seconds):
                answer = await _converse(worker, content)
        except TimeoutError:
            raise ScreenshotRefused(WhyRefused.TOO_MANY_PIXELS) from None
        finally:
            if worker.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    worker.kill()
                await worker.wait()
        return answer if worker.returncode == 0 else b""


async def _converse(worker: asyncio.subprocess.Process, content: bytes) -> bytes:
    """Hand a picture over and take the answer; no more of it than a picture can have."""
    if worker.stdin is None or worker.stdout is None:
        raise ValueError("a worker without pipes")
    worker.stdin.write(content)
    worker.stdin.write_eof()
    answer = bytearray()
    while chunk := await worker.stdout.read(MAX_BYTES):
        answer += chunk
        if len(answer) > MOST_ANSWERED:
            return b""
    await worker.wait()
    return bytes(answer)
