"""Set the project up: its virtual environments and its npm packages.

    python3 deploy/local/set_up.py PART...

Run by deploy/local/set_up.sh with the Python that the preflight check found, before anything is
installed: standard library only. Each part is stamped with the content that it was installed from,
so that a second run takes no time.
"""

import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class SetUpError(Exception):
    """The set-up cannot go on. The message is for the person who started it."""


@dataclass(frozen=True)
class Packages:
    """A file of pinned packages and the environment it goes into.

    `includes` are the parts whose pins are all among these ones. `hashes` is false for what is
    pinned otherwise (see the file).
    """

    environment: str
    includes: tuple[str, ...] = ()
    hashes: bool = True


PARTS = {
    "run": Packages(".venv"),
    "dev": Packages(".venv", includes=("run",)),
    "policy": Packages(".venv"),
    "bench": Packages(".venv-bench"),
    "bench-agents": Packages(".venv-bench-agents"),
    "bench-teams": Packages(".venv-bench-teams"),
    "lock": Packages(".venv-lock"),
    "encoder": Packages(".venv-encoder", hashes=False),
}


@dataclass(frozen=True)
class NpmPackages:
    """A folder of deploy/ with a lock file of npm packages, and what they are for people."""

    folder: str
    what: str

    @property
    def path(self) -> Path:
        """Return where the folder lies."""
        return ROOT / "deploy" / self.folder

    @property
    def lock(self) -> Path:
        """Return the lock file."""
        return self.path / "package-lock.json"

    @property
    def mark(self) -> Path:
        """Return what tells from which lock file they were installed."""
        return self.path / "node_modules" / ".set-up"


NPM_PARTS = {
    "pages": NpmPackages("playground", "chat pages"),
    "schemas": NpmPackages("manifest", "official manifest schemas"),
    "tab": NpmPackages("tab", "script of Teams tabs"),
    "toolkit": NpmPackages("agents-toolkit", "Agents Toolkit"),
}


def say(sentence: str) -> None:
    """Print at once, so that progress is seen as it happens."""
    print(sentence, flush=True)


def python_of(environment: Path) -> Path:
    """Return the environment's own Python."""
    return environment / "bin" / "python"


def works(environment: Path) -> bool:
    """Tell whether the environment's Python runs: it doesn't after an upgrade of the system's."""
    python = python_of(environment)
    if not python.exists():
        return False
    checked = [str(python), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(checked, capture_output=True, check=False).returncode == 0


def make_environment(environment: Path) -> None:
    """Make a virtual environment, anew where there is a broken one."""
    if works(environment):
        return
    say(f"Making {environment.name} with Python {sys.version.split()[0]} ...")
    try:
        venv.create(environment, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as error:
        message = f"{environment.name} could not be made: {error}"
        raise SetUpError(message) from error


def collected(lines: Iterator[str], total: int, heard: list[str]) -> Iterator[str]:
    """Turn pip's lines into progress; every line is kept in `heard`, for when it fails."""
    done = 0
    for line in lines:
        heard.append(line)
        words = line.split()
        if line.startswith(("Collecting ", "Requirement already satisfied: ")) and "==" in line:
            done += 1
            name = next(word for word in words if "==" in word)
            yield f"  {min(done, total)} of {total}  {name}"
        elif line.startswith("Installing collected"):
            yield "  unpacking"


def show(steps: Iterator[str]) -> None:
    """Show progress: one line rewritten on a terminal, every tenth step elsewhere."""
    on_terminal = sys.stdout.isatty()
    for number, step in enumerate(steps):
        if on_terminal:
            print(f"\r\x1b[K{step}", end="", flush=True)
        elif number % 10 == 0:
            say(step)
    if on_terminal:
        print("\r\x1b[K", end="", flush=True)


def install(part: str) -> None:
    """Install one file of pinned packages, each checked against its hash."""
    packages = PARTS[part]
    requirements = ROOT / "requirements" / f"{part}.txt"
    environment = ROOT / packages.environment
    make_environment(environment)
    stamps = environment / ".set-up"
    if is_stamped(stamps / part, requirements):
        return
    total = sum("==" in line for line in requirements.read_text().splitlines())
    say(f"Installing {requirements.relative_to(ROOT)} into {environment.name} ...")
    command = [str(python_of(environment)), "-m", "pip", "install", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off"]
    # All of it is pinned: there is nothing to work out.
    command += ["--require-hashes", "--no-deps"] if packages.hashes else []
    command += ["--requirement", str(requirements)]
    heard: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
    ) as pip:
        show(collected(iter(pip.stdout or ()), total, heard))
    if pip.returncode:
        message = "".join(heard[-15:])
        message += "The Python packages could not be installed. The lines above are pip's own."
        raise SetUpError(message)
    for stamped in (part, *packages.includes):
        stamp(stamps / stamped, ROOT / "requirements" / f"{stamped}.txt")


def missing_npm(parts: list[str]) -> list[NpmPackages]:
    """Return the folders whose npm packages are to be installed."""
    chosen = [NPM_PARTS[part] for part in parts if part in NPM_PARTS]
    return [one for one in chosen if not is_stamped(one.mark, one.lock)]


def install_npm(missing: list[NpmPackages]) -> None:
    """Install the npm packages of some folders, exactly as their lock files have them."""
    for packages in missing:
        npm = shutil.which("npm")
        if npm is None:
            raise SetUpError("npm was not found.")
        npm_ci = subprocess.run(
            [npm, "ci"], cwd=packages.path, capture_output=True, text=True, check=False
        )
        if npm_ci.returncode:
            message = npm_ci.stderr[-2000:]
            message += f"The {packages.what} could not be installed. The lines above are npm's own."
            raise SetUpError(message)
        stamp(packages.mark, packages.lock)


def is_stamped(mark: Path, source: Path) -> bool:
    """Tell whether the part was installed from just this content."""
    return mark.exists() and mark.read_bytes() == source.read_bytes()


def stamp(mark: Path, source: Path) -> None:
    """Remember what a part was installed from."""
    mark.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, mark)


def main(parts: list[str]) -> int:
    """Set up each part in turn, npm's beside Python's. Returns the exit status."""
    missing = missing_npm(parts)
    if missing:
        say(f"Installing the {' and the '.join(one.what for one in missing)} (npm) ...")
    try:
        with ThreadPoolExecutor(1) as beside:
            npm = beside.submit(install_npm, missing)
            for part in parts:
                if part not in NPM_PARTS:
                    install(part)
            npm.result()
    except SetUpError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run it again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
