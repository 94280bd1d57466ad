"""Where local running keeps its things: all under .local in the project's folder."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
PLAYGROUND = ROOT / "deploy" / "playground"


def logs_in(folder: Path) -> Path:
    """Return where the parts that run from a folder write their logs."""
    return folder / "logs"


def make_local(folder: Path) -> Path:
    """Make a folder that only its owner may look into, and return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
