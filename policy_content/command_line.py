"""What `python -m policy_content` can do. Every command returns 0 where all is well, 1 if not."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from policy_content import held_out
from policy_content.artefacts import ARTEFACTS_FOLDER
from policy_content.check_rows import read_time, verdict_row
from policy_content.checking import check, read_everything
from policy_content.checks_page import Part, part_of_page, renew
from policy_content.draft_reader import DraftReader
from policy_content.evaluation import Row, answer_row, draft_row, evaluate
from policy_content.graph import mermaid
from policy_content.loader import POLICY_FOLDER, load_policy
from policy_content.problems import PolicyProblems
from policy_content.search import QuestionMatcher
from policy_content.silence_files import load_silence
from policy_content.terminal_answer import answer_lines
from policy_content.terminal_check import check_in_terminal


def main(arguments: Sequence[str]) -> int:
    """Run one command; expected errors are told as sentences."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except PolicyProblems as problems:
        _say(str(problems))
    except FileNotFoundError as missing:
        _say(f'There is no file {missing.filename}. For a model, run "make policy".')
    except ValueError as error:
        _say(f"A line of the input cannot be read: {error}.")
    return 1


def run(arguments: Sequence[str]) -> int:
    """Run one command; where nobody reads on (`| head`), stop without a word."""
    try:
        status = main(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left would be written when the interpreter ends, and fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m policy_content", description=__doc__)
    commands = parser.add_subparsers(required=True)
    checking = commands.add_parser("check", help="tell all that is wrong with the policy's files")
    checking.add_argument("--folder", type=Path, default=POLICY_FOLDER)
    checking.set_defaults(command=_check)
    asking = commands.add_parser("ask", help="answer a question from the policy")
    asking.add_argument("question", nargs="?", default="")
    asking.add_argument("--jsonl", action="store_true", help='read {"id", "q"} lines')
    asking.set_defaults(command=_ask)
    reading = commands.add_parser("read", help="read a draft post for what the policy objects to")
    reading.add_argument("draft", nargs="?", default="")
    reading.add_argument("--jsonl", action="store_true", help='read {"id", "draft", ...} lines')
    reading.set_defaults(command=_read)
    assessing = commands.add_parser("assess", help='walk through "should I post this?"')
    assessing.add_argument("--at", default="", help="the time of the check, ISO with its zone")
    assessing.add_argument("--jsonl", action="store_true", help='read {"id", "answers", "at"}')
    assessing.set_defaults(command=_assess)
    _add_drawing(commands.add_parser("graph", help="draw the check (Mermaid)"), "graph")
    _add_drawing(commands.add_parser("table", help="list the verdicts of the check"), "table")
    building = commands.add_parser("build", help="build the models from the written material")
    building.set_defaults(command=_build)
    evaluating = commands.add_parser("evaluate", help="score the models on labelled rows")
    evaluating.add_argument("folder", type=Path)
    evaluating.set_defaults(command=_evaluate)
    return parser


def _add_drawing(parser: argparse.ArgumentParser, part: Part) -> None:
    parser.add_argument("--into", type=Path, help="the page whose part is to be made anew")
    parser.set_defaults(command=partial(_draw, part))


def _check(options: argparse.Namespace) -> int:
    found = list(check(options.folder, today=datetime.now(UTC).date()))
    for problem in found:
        _say(str(problem))
    errors = sum(not problem.warning for problem in found)
    _say(f"{errors} to mend." if errors else "The policy's files are in order.")
    return 1 if errors else 0


def _ask(options: argparse.Namespace) -> int:
    matcher = QuestionMatcher.load()
    if options.jsonl:
        _convert(partial(answer_row, matcher))
        return 0
    policy = load_policy()
    silence, today = load_silence(policy.clauses), datetime.now(UTC).date()
    finding = matcher.find(options.question)
    lines = answer_lines(policy, silence, options.question, finding, today)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _read(options: argparse.Namespace) -> int:
    reader = DraftReader.load()
    if options.jsonl:
        _convert(partial(draft_row, reader))
        return 0
    concerns = reader.read(options.draft)
    for concern in concerns:
        _say(f"[{concern.clause}] because of: {', '.join(concern.words)}")
    if not concerns:
        _say("I noticed nothing. That does not make the post safe.")
    return 0


def _assess(options: argparse.Namespace) -> int:
    policy = load_policy()
    if options.jsonl:
        _convert(partial(verdict_row, policy.checks))
        return 0
    try:
        check_in_terminal(policy, read_time(options.at or None), input, _say)
    except EOFError:
        _say("")
    return 0


def _draw(part: Part, options: argparse.Namespace) -> int:
    checks = load_policy().checks
    if options.into:
        renew(options.into, checks, part)
    else:
        _say(mermaid(checks) if part == "graph" else part_of_page(checks, part))
    return 0


def _build(_: argparse.Namespace) -> int:
    try:
        # scikit-learn is needed here alone, and the bot does not install it.
        from policy_content.building import build  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        _say(f'Building needs the package {missing.name}. Run "make policy".')
        return 1
    policy, material, _warnings = read_everything(POLICY_FOLDER)
    build(material, tuple(policy.clauses))
    _say("Built.")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    if options.folder.is_dir():
        for line in evaluate(options.folder, QuestionMatcher.load(), DraftReader.load()):
            _say(line)
    else:
        _say(f"There is no folder {options.folder} with labelled rows.")
    _say("\nThe content itself, each row by a model that has not seen it:")
    for name in (held_out.HELD_OUT_FILE, held_out.DRAFTS_FILE):
        for line in held_out.read(ARTEFACTS_FOLDER, name):
            _say(line)
    return 0


def _convert(row_of: Callable[[Row], Row]) -> None:
    """Turn JSON lines from the input into JSON lines of the output."""
    for line in sys.stdin:
        if line.strip():
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("it is not a JSON object")
            _say(json.dumps(row_of(row), ensure_ascii=False))


def _say(text: str) -> None:
    if text:
        sys.stdout.write(f"{text}\n")
