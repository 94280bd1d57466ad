"""The policy's command line: `python -m policy_content check | ask | read | build | evaluate`."""

import sys

from policy_content.command_line import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
