#!/bin/sh
# Pins every package with its hashes, for all platforms, without the address of a package index.
# Arguments go to uv, for example --upgrade-package aiohttp or --upgrade.
set -eu
cd "$(dirname "$0")/.."

compile() {
    output=$1
    shift
    .venv-lock/bin/python -m uv pip compile --universal --generate-hashes --no-emit-index-url \
        --python-version 3.11 --quiet "$@" --output-file "requirements/$output.txt"
    printf '  requirements/%s.txt\n' "$output"
}

compile run pyproject.toml "$@"
compile otel pyproject.toml --extra otel --constraint requirements/run.txt "$@"
compile dev pyproject.toml --group dev --constraint requirements/run.txt "$@"
compile policy --group policy --constraint requirements/run.txt "$@"
compile bench --group bench "$@"
compile bench-agents --group bench-agents "$@"
compile bench-teams --group bench-teams "$@"
compile lock --group lock "$@"
