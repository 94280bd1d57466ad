"""A Teams app package: the manifest and the files beside it, and the zip that they travel in."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from manifest.settings import PackageProblems

MANIFEST = "manifest.json"
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
MAX_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class Package:
    """What is in the zip: the manifest as an object, every other file by its name."""

    manifest: Mapping[str, Any]
    files: Mapping[str, bytes]


def zip_bytes(package: Package) -> bytes:
    """Pack it. The same package gives the same bytes: no times, no compression, sorted names."""
    files = {MANIFEST: json_bytes(package.manifest), **package.files}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.external_attr, entry.create_system = _PLAIN_FILE, _UNIX
            archive.writestr(entry, files[name])
    return packed.getvalue()


def read_zip(file: Path) -> Package:
    """Read a package. Raises PackageProblems where it is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if any(entry.file_size > MAX_FILE for entry in entries):
                raise PackageProblems((f"{file.name} holds a file that is far too large.",))
            files = {entry.filename: archive.read(entry) for entry in entries}
    except (OSError, zipfile.BadZipFile):
        raise PackageProblems((f"{file.name} is not a zip file that can be read.",)) from None
    if MANIFEST not in files:
        raise PackageProblems((f"{file.name} has no {MANIFEST} at its top.",))
    manifest = read_object(MANIFEST, files.pop(MANIFEST))
    return Package(manifest, files)


def read_object(name: str, content: bytes) -> dict[str, Any]:
    """Read a JSON object. Raises PackageProblems, with the line, where it is none."""
    try:
        read = json.loads(content)
    except UnicodeDecodeError:
        raise PackageProblems((f"{name} is not written in UTF-8.",)) from None
    except json.JSONDecodeError as error:
        where = f"{name}, line {error.lineno}"
        raise PackageProblems((f"{where}: this is not JSON ({error.msg}).",)) from None
    if not isinstance(read, dict):
        raise PackageProblems((f"{name} must hold one JSON object.",))
    return read


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """Write JSON for people to read: in the order of the template, two spaces deep."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
