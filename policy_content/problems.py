"""What is wrong with the owner's files: every problem at once, each as `file:line: sentence`."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `file` is relative to the policy folder; `line` counts from 1.

    A warning is shown but does not keep the policy from loading.
    """

    file: str
    line: int
    sentence: str
    warning: bool = False

    @override
    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        return f"{self.file}:{self.line}: {kind}{self.sentence}"


class PolicyProblems(Exception):
    """The policy's files cannot be used as they are; holds every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Problems:
    """Gathers problems while the files are read, so that all are told at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found: list[Problem] = []

    def name(self, path: Path) -> str:
        """Return a path as it is told: relative to the policy folder, with forward slashes."""
        return path.relative_to(self.folder).as_posix()

    def add(self, path: Path, line: int, sentence: str) -> None:
        """Note something that keeps the policy from loading."""
        self.found.append(Problem(self.name(path), line, sentence))

    def warn(self, path: Path, line: int, sentence: str) -> None:
        """Note something that deserves a look."""
        self.found.append(Problem(self.name(path), line, sentence, warning=True))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """All warnings, in the order of the files."""
        return tuple(sorted(problem for problem in self.found if problem.warning))

    def raise_any(self) -> None:
        """Raise PolicyProblems, warnings included, if anything but warnings was found."""
        if any(not problem.warning for problem in self.found):
            raise PolicyProblems(self.found)

    def read_text(self, path: Path) -> str:
        """Read a UTF-8 file with any line ends; a file that cannot be read is a problem."""
        try:
            content = path.read_bytes()
        except OSError:
            self.add(path, 1, "This file is missing or cannot be read.")
            return ""
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.add(path, line, "This line is not UTF-8 text. Save the file as UTF-8.")
            return ""
        return text.replace("\r\n", "\n")
