# Companion: `make lab` opens the reading notebook, `make test` runs all tests. See DEVELOP.md.
.DEFAULT_GOAL := help
.PHONY: help setup setup-test lab test pytest lint format browser argos-fixture clean

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
UV := .uv/bin/uv
export UV_PYTHON_DOWNLOADS := never
SYNC = $(UV) sync --quiet --inexact --python "$(PYTHON)"

help:
	@echo "make lab      set up and open JupyterLab on the reading notebook (LAB_ARGS=... for more)"
	@echo "make test     set up, the browser included, and run all tests"
	@echo "make pytest   the quick tests: no browser, no wheel"
	@echo "make lint     ruff; make format mends"
	@echo "make clean    remove what was set up"

$(UV):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it with make PYTHON=/path/to/python" >&2; exit 2; }
	@"$(PYTHON)" -m venv .uv || { echo "$(PYTHON) can't make virtual environments: install its venv module (on Debian: apt install python3-venv)" >&2; rm -rf .uv; exit 2; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.8" || { rm -rf .uv; exit 2; }

.venv/.ready: pyproject.toml | $(UV)
	@$(SYNC)
	@touch $@

.venv/.ready-test: pyproject.toml .venv/.ready | $(UV)
	@$(SYNC) --group test --group lint
	@touch $@

setup: .venv/.ready

setup-test: .venv/.ready-test

lab: setup
	@$(BIN)/companion lab notebooks $(LAB_ARGS)

browser:
	@sh tools/browser.sh

test: setup-test browser
	@$(BIN)/python -m pytest -m "" $(TEST_ARGS)

pytest: setup-test
	@$(BIN)/python -m pytest $(TEST_ARGS)

lint: setup-test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

format: setup-test
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

clean:
	rm -rf .venv .uv .pytest_cache .ruff_cache .hypothesis
