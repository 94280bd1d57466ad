"""Where the built models lie, and whether they still fit what they were built from."""

import hashlib
import json
from pathlib import Path

from policy_content.training_files import Material

ARTEFACTS_FOLDER = Path(__file__).parent / "artefacts"
ENCODER_FOLDER = Path(__file__).parent / "encoder"
MATCHER_FILE = "matcher.npz"
KNOWN_FILE = "known.npz"
READER_FILE = "reader.npz"
KNOWN_DRAFTS_FILE = "known-drafts.npz"
_FILES = (MATCHER_FILE, KNOWN_FILE, READER_FILE, KNOWN_DRAFTS_FILE)
_FINGERPRINT_FILE = "built-from.txt"
# Code that decides what a model looks like; a change of it makes the models stale too.
_CODE = (
    "ngrams.py",
    "linear.py",
    "meaning.py",
    "training.py",
    "ridge.py",
    "building.py",
    "passwords.py",
    "draft_sign_words.py",
    "draft_signs.py",
    "draft_text.py",
    "draft_building.py",
)


def fingerprint(material: Material, clauses: tuple[str, ...]) -> str:
    """Return a digest of all that the models are built from; comments and layout do not count."""
    rows = [
        [[row.question, row.clauses] for row in (*material.phrasings, *material.off_topic)],
        [
            [row.text, row.severity, row.channel, row.capacity, row.clauses]
            for row in material.drafts
        ],
        clauses,
    ]
    digest = hashlib.sha256(json.dumps(rows).encode())
    for name in _CODE:
        digest.update((Path(__file__).parent / name).read_bytes().replace(b"\r\n", b"\n"))
    digest.update((ENCODER_FOLDER / "SHA256SUMS").read_bytes())
    return digest.hexdigest()


def is_stale(expected: str, folder: Path = ARTEFACTS_FOLDER) -> bool:
    """Tell whether the models are missing or were built from something else."""
    if not all((folder / name).is_file() for name in _FILES):
        return True
    kept = folder / _FINGERPRINT_FILE
    return not kept.is_file() or kept.read_text(encoding="ascii").strip() != expected


def write_fingerprint(value: str, folder: Path = ARTEFACTS_FOLDER) -> None:
    """Note what the models were built from."""
    (folder / _FINGERPRINT_FILE).write_text(f"{value}\n", encoding="ascii")
