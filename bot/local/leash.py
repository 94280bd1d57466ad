"""Runs a module that must not outlive whoever started it.

    python -m bot.local.leash MODULE [ARGUMENT...]

Standard input is a pipe that only the starter holds. It ends when the starter does, even when that
was killed; this process then ends as if it had been asked to.
"""

import os
import runpy
import signal
import sys
import threading

_END = b""


def main(arguments: list[str]) -> None:
    """Run the module as `python -m` would, with an eye on standard input."""
    module = arguments[0]
    threading.Thread(target=_stop_at_end_of_input, name="leash", daemon=True).start()
    sys.argv = arguments
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _stop_at_end_of_input() -> None:
    while os.read(sys.stdin.fileno(), 4096) != _END:
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1:])
