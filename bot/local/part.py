"""A part of what runs locally: a process with its folder, its log and its port."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """One process. It stops by itself when its standard input ends (see `leash`).

    `environment` is added to this process's own. `port` is the port that it listens on once it is
    ready, on 127.0.0.1.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    log: Path
    port: int
    environment: Mapping[str, str] = field(default_factory=dict)

    def end_of_log(self, lines: int = 15) -> str:
        """Return the last lines of the log, for when it went wrong."""
        if not self.log.exists():
            return ""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-lines:])
