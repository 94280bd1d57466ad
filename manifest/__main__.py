"""The command line: `python -m manifest build` makes the package, `check FILE` looks at one."""

import argparse
import sys
from pathlib import Path

from manifest.build import build_package, project_version
from manifest.checks import problems_of
from manifest.package import Package, read_zip, zip_bytes
from manifest.schema import schema_problems
from manifest.settings import PackageProblems, load_package_settings

ROOT = Path(__file__).resolve().parents[1]
TO = ROOT / ".local" / "package"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit status. What is wrong is said on standard error."""
    parser = argparse.ArgumentParser(prog="python -m manifest", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build the package from the settings")
    build.add_argument("--to", type=Path, default=TO, help="the folder that the zip is put into")
    check = commands.add_parser("check", help="check a package that was built or edited")
    check.add_argument("file", type=Path, help="the zip file")
    given = parser.parse_args(arguments)
    try:
        return _check(given.file) if given.command == "check" else _build(given.to)
    except PackageProblems as wrong:
        sys.stderr.writelines(f"{problem}\n" for problem in wrong.problems)
    except OSError as error:
        sys.stderr.write(f"The package could not be written: {error.strerror or error}.\n")
    return 1


def _build(folder: Path) -> int:
    package = build_package(load_package_settings())
    _insist_on(package)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"social-media-policy-{project_version()}.zip"
    file.write_bytes(zip_bytes(package))
    sys.stdout.write(f"{file}\nUpload it to Teams: see docs/packaging.md\n")
    return 0


def _check(file: Path) -> int:
    _insist_on(read_zip(file))
    sys.stdout.write(f"{file.name} is sound.\n")
    return 0


def _insist_on(package: Package) -> None:
    """Raise PackageProblems for an unsound package: our checks first, since they name settings."""
    problems = problems_of(package) or schema_problems(package)
    if problems:
        raise PackageProblems(problems)


if __name__ == "__main__":
    sys.exit(main())
