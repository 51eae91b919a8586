# make run, make test: nothing else is needed on a machine with Python 3.11 and make.

# The first Python that is recent enough; PYTHON=/path/to/python chooses another.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint check soak bench examples lock clean help
.DEFAULT_GOAL := help

run: $(READY)  ## start the guide: on Telegram when TELEGRAM_BOT_TOKEN is set (environment or .env), else here
	@$(BIN)/python -m bot

test: $(READY)  ## run every test
	@$(BIN)/python -m pytest -n 4 --dist worksteal  # many wait for a process: more at once than there are cores

lint: $(READY)  ## format, style, types and layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

check: lint test  ## all that must hold before a commit

soak: $(READY)  ## the long tests: kills, bursts
	@$(BIN)/python -m pytest -m soak -s

bench: $(READY)  ## time and memory, beside peers
	@$(BIN)/python -m compileall -q intents bot benchmarks
	@$(BIN)/python -m benchmarks

examples: $(READY)  ## learn again from intents/vocabulary/examples, after a change there
	@$$($(BIN)/python -m benchmarks.peer_environment) -m tools.make_examples

lock: $(READY)  ## pin the newest dependencies that pyproject.toml allows
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile pyproject.toml --upgrade --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock

clean:  ## remove the environment and all that tools leave; var/ stays
	@rm -rf $(VENV) build *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 8

# Made anew whenever the lock changes, or when it was interrupted.
$(READY): requirements.lock
	@$(if $(PYTHON),,echo "Python 3.11 or newer is needed (set PYTHON to its path)." >&2; exit 1)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is too old: Python 3.11 or newer is needed (set PYTHON to its path)." >&2; exit 1; }
	@echo "Preparing $(VENV) (once)…"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m compileall -q intents bot  # where Python may write no bytecode, it would compile all at each start
	@touch $@
