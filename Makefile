# Companion: `make lab` opens the start page, `make test` runs all tests. See DEVELOP.md.
.DEFAULT_GOAL := help
.PHONY: campaign docs help setup setup-test setup-js lab js test pytest lint format browser argos-fixture clean

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
UV := .uv/bin/uv
export UV_PYTHON_DOWNLOADS := never
SYNC = $(UV) sync --quiet --inexact --python "$(PYTHON)"

help:
	@echo "make lab      set up and open JupyterLab on the start page (LAB_ARGS=... for more)"
	@echo "make test     set up, the browser included, and run all tests"
	@echo "make campaign the long tests of trust: damaged files, killed writers (minutes; seeded, prints figures)"
	@echo "make pytest   the quick tests: no browser, no wheel"
	@echo "make js       bundle the JavaScript of js/ into the package (its Node comes from PyPI)"
	@echo "make docs     the manual as a site, in build/docs; a dead link or a warning fails"
	@echo "make lint     ruff; biome, types and bundles of the JavaScript; make format mends"
	@echo "make clean    remove what was set up"

$(UV):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it with make PYTHON=/path/to/python" >&2; exit 2; }
	@"$(PYTHON)" -m venv .uv || { echo "$(PYTHON) can't make virtual environments: install its venv module (on Debian: apt install python3-venv)" >&2; rm -rf .uv; exit 2; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.8" || { rm -rf .uv; exit 2; }

# With bytecode: a first start that has to make it takes several times as long. The compiled core is left out where there is no
# compiler; uv builds it too, but not again where it remembers the project. pip is there for the extras that messages
# name: pip install 'hanzi-companion[ocr]', or %pip in a notebook.
.venv/.ready: pyproject.toml hatch_build.py companion/language/core/core.c | $(UV)
	@$(SYNC) --compile-bytecode
	@$(BIN)/python hatch_build.py >/dev/null
	@$(UV) pip install --quiet --python $(BIN)/python pip
	@$(BIN)/python -m compileall -q companion
	@touch $@

.venv/.ready-test: pyproject.toml .venv/.ready | $(UV)
	@$(SYNC) --group test --group lint
	@touch $@

# Node and npm stand in the virtual environment; what npm fetches, in js/node_modules.
NPM = PATH="$(CURDIR)/.venv/bin:$$PATH" npm --prefix js --silent

.venv/.ready-js: js/package.json .venv/.ready-test | $(UV)
	@$(SYNC) --group js
	@$(NPM) install --no-package-lock --no-audit --no-fund --ignore-scripts </dev/null
	@touch $@

.venv/.ready-docs: pyproject.toml .venv/.ready | $(UV)
	@$(SYNC) --group docs
	@touch $@

setup: .venv/.ready

setup-test: .venv/.ready-test

setup-js: .venv/.ready-js

js: setup-js
	@$(NPM) run build

lab: setup
	@$(BIN)/companion lab notebooks $(LAB_ARGS)

browser:
	@sh tools/browser.sh

test: setup-test setup-js browser
	@$(NPM) test
	@$(BIN)/python -m pytest -m "" --hypothesis-profile=thorough $(TEST_ARGS)

campaign: setup-test
	@$(BIN)/python tools/campaign.py $(CAMPAIGN_ARGS)

pytest: setup-test
	@$(BIN)/python -m pytest $(TEST_ARGS)

lint: setup-test setup-js
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(NPM) run lint

docs: .venv/.ready-docs
	@$(BIN)/python -m sphinx -W --keep-going --quiet docs build/docs
	@echo "build/docs/index.html"

format: setup-test
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

clean:
	rm -rf companion/language/core/core.so .venv .uv build js/node_modules docs/api docs/command.md docs/notebooks .pytest_cache .ruff_cache .mypy_cache .hypothesis
