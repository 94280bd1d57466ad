"""Asks the official schemas of Teams manifests, which come with an npm package of Microsoft's."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from manifest.checks import called
from manifest.languages import languages_of
from manifest.package import MANIFEST, Package, read_object
from manifest.settings import PackageProblems

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "deploy" / "manifest" / "validate.cjs"
SECONDS = 30


def schema_problems(package: Package) -> tuple[str, ...]:
    """Return what the official schema finds wrong with the manifest and its languages.

    Raises PackageProblems where the schema cannot be asked: Node or its packages are missing.
    """
    version = str(package.manifest.get("manifestVersion") or "")
    documents: list[dict[str, Any]] = [{"name": MANIFEST, "content": package.manifest}]
    documents += [
        {"name": name, "content": read_object(name, package.files[name])}
        for name in languages_of(package).values()
        if name in package.files
    ]
    return tuple(_sentence(fault) for fault in _asked(version, documents))


def _asked(version: str, documents: Sequence[dict[str, Any]]) -> Sequence[dict[str, str]]:
    node = shutil.which("node")
    if node is None:
        raise PackageProblems(("Node was not found, which the official schema is asked with.",))
    asked = json.dumps({"version": version, "documents": documents})
    done = subprocess.run(
        [node, str(SCRIPT)],
        input=asked,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise PackageProblems((done.stderr.strip() or "The official schema could not be asked.",))
    faults: Sequence[dict[str, str]] = json.loads(done.stdout)
    return faults


def _sentence(fault: dict[str, str]) -> str:
    """Say where and what: the schema's own message, with the setting where there is one."""
    place = fault["path"]
    where = called(place) if fault["name"] == MANIFEST else f"{fault['name']}: {place}"
    return f"{where.removesuffix(': ') or MANIFEST} {fault['message']} (official schema)."
