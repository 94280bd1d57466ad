#!/bin/sh
# Looks for what this machine must have before anything is set up.
#
#   sh deploy/local/preflight.sh python [node]
#
# Prints the Python to use. Each thing that is missing is one sentence with the command that mends
# it, all of them at once; the exit status is then 1. PYTHON=... names a Python to try first.
set -u

missing=0

# tell SENTENCE DEBIAN MACOS: say what is missing, and what mends it.
tell() {
    missing=1
    printf '%s\n  Debian:  %s\n  macOS:   %s\n' "$1" "$2" "$3" >&2
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

makes_environments() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

find_python() {
    incomplete=
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3.13 python3.14 python3; do
        is_new_enough "$candidate" || continue
        if makes_environments "$candidate"; then
            command -v "$candidate"
            return
        fi
        incomplete=${incomplete:-$candidate}
    done
    if [ -n "$incomplete" ]; then
        package=$("$incomplete" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        tell "Python is here ($incomplete), but it cannot make virtual environments." \
            "sudo apt-get update && sudo apt-get install -y $package" \
            'brew install python@3.13'
    else
        tell 'This needs Python 3.11 or newer, and there is none.' \
            'sudo apt-get update && sudo apt-get install -y python3 python3-venv' \
            'brew install python@3.13'
    fi
}

# Debian 12's own Node is version 18; the npm registry's "node" package brings a newer one there.
check_node() {
    if ! version=$(node --version 2>/dev/null); then
        found='there is none'
    elif major=${version#v} && [ "${major%%.*}" -lt 20 ]; then
        found="this is Node ${version#v}"
    elif ! npm --version >/dev/null 2>&1; then
        found='npm, which comes with it, is not there'
    else
        return 0
    fi
    tell "The chat pages, the app package and the tests need Node 20 or newer, and $found." \
        'sudo apt-get update && sudo apt-get install -y npm && sudo npm install -g node@22' \
        'brew install node@22 && brew link --overwrite node@22'
    printf 'Without Node you can talk to the bot in this terminal: make chat\n' >&2
}

for need in "$@"; do
    case $need in
    python) find_python ;;
    node) check_node ;;
    *)
        printf 'preflight.sh knows python and node, not %s.\n' "$need" >&2
        exit 2
        ;;
    esac
done
exit "$missing"
