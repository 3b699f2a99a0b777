# Two commands matter: `make demo` and `make test`. Everything they need is made in .venv from the lock files.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Arguments for the program or for pytest: make demo ARGS="--port 8100", make test ARGS="tests/rules -k interest"
ARGS ?=

# The shell's path to the project may hold blanks; all paths below are relative to it.
unexport PYTHONPATH
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: pictures help demo demo-reset serve test check format bench soak rule rules lock clean FORCE

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/installed ## a small operator with bills, at http://localhost:8000 (Ctrl-C stops it)
	@exec $(BIN)/drita demo $(ARGS)

demo-reset: $(VENV)/installed ## the same, from an empty database
	@exec $(BIN)/drita demo --reset $(ARGS)

serve: $(VENV)/installed ## the web for the data that is there
	@exec $(BIN)/drita serve $(ARGS)

# One process for each core; files stay whole, so that what a file prepares is prepared once.
test: $(VENV)/installed-dev ## all tests, with a real PostgreSQL
	@$(BIN)/pytest -n auto --dist loadgroup $(ARGS)

check: $(VENV)/installed-dev ## format, lint, types, import contracts, migrations, locks
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@PYTHONWARNINGS=ignore::RuntimeWarning DRITA_HOME=var/test $(BIN)/drita django makemigrations --check --dry-run
	@$(BIN)/drita docs rules --check

format: $(VENV)/installed-dev ## format and repair what ruff can repair
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

pictures: $(VENV)/installed-dev ## the README's pictures, taken in Chromium
	@$(BIN)/python -m tests.browser.take_pictures $(ARGS)

bench: $(VENV)/installed ## time the month: make bench N=100000
	@$(BIN)/python -m bench.month --subscribers $(or $(N),100000) $(ARGS)

soak: $(VENV)/installed-dev ## the proofs with their full numbers, written to docs/proof
	@$(BIN)/python -m bench.soak $(ARGS)

# The name is the word that follows: make rule interest
rule: $(VENV)/installed ## find a rule by a word: make rule interest
	@$(BIN)/drita docs find $(filter-out $@,$(MAKECMDGOALS)) $(NAME)
ifeq (rule,$(firstword $(MAKECMDGOALS)))
$(filter-out rule,$(MAKECMDGOALS)): FORCE
	@:
endif

rules: $(VENV)/installed ## write docs/rules.md anew
	@$(BIN)/drita docs rules

# Hashes of every file of every version; no address of an index gets in, each machine has its own.
COMPILE = PIP_CONFIG_FILE=/dev/null $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate
lock: $(VENV)/installed-dev ## compute the lock files anew from pyproject.toml (on the oldest Python supported)
	$(COMPILE) $(ARGS) --extra build -o requirements.lock pyproject.toml
	$(COMPILE) $(ARGS) --extra build --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean: ## remove the environment and the test databases, keep the data in var/
	rm -rf $(VENV) var/test .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Each step leaves its mark last: an interrupted installation is done again.
$(VENV)/made:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Nuk u gjet $(PYTHON). Instaloni Python 3.11 ose më të ri. / $(PYTHON) was not found: install Python 3.11 or newer (apt install python3 python3-venv)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Duhet Python 3.11 ose më i ri; ky është $$($(PYTHON) -V). / Python 3.11 or newer is needed, this is $$($(PYTHON) -V). Name another: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Mungon python3-venv. / python3-venv is missing: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/made
	@echo "Po instalohen bibliotekat (një herë)… / Installing the libraries (once)…"
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/installed
	@echo "Po instalohen mjetet e provave (një herë)… / Installing the tools of the tests (once)…"
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-dev.lock
	@touch $@
