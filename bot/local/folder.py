"""Where local running keeps its things: all under .local in the project's folder."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
LOGS = LOCAL / "logs"
PLAYGROUND = ROOT / "deploy" / "playground"


def make_local(folder: Path) -> Path:
    """Make a folder that only its owner may look into, and return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
