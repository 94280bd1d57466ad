"""What the question matcher costs: `python -m tests.benchmarks.matcher`. It asserts nothing."""

import statistics
import sys
import time

import psutil

from policy_content.search import QuestionMatcher

QUESTIONS = (
    "pay dispute. post on fb?",
    "can I share a photo of the office on Instagram?",
    (
        "My colleague posted a photo of the new floor plan with our names on the desks, and "
        "I have told him twice to take it down. Is that a soft breach, and who tells his manager?"
    ),
    "word " * 2_000,
)
TIMES = 50


def main() -> None:
    """Measure loading, memory and each question."""
    process = psutil.Process()
    before = process.memory_info().rss
    started, cpu = time.perf_counter(), time.process_time()
    matcher = QuestionMatcher.load()
    matcher.find(QUESTIONS[0])
    seconds, used = time.perf_counter() - started, time.process_time() - cpu
    grown = (process.memory_info().rss - before) / 2**20
    print(f"loaded and first answer in {seconds:.2f} s ({used:.2f} s CPU), {grown:.0f} MB")
    for question in QUESTIONS:
        each = []
        for _ in range(TIMES):
            began = time.process_time()
            matcher.find(question)
            each.append(time.process_time() - began)
        print(f"{len(question):>6} characters: {statistics.median(each) * 1000:.2f} ms CPU")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
