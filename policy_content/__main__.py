"""The policy's command line: `python -m policy_content check | ask | read | build | evaluate`."""

import sys

from policy_content.command_line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
