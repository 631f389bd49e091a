# What can be done here. `make` alone lists it.
# Needs Python 3.11, make and git; uses uv where it is installed, pip otherwise.

SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
UV := $(shell command -v uv 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup run test chance cover check format bench lock clean

help: ## List what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(BIN)/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo "Python 3.11 is needed; found: $$("$(PYTHON)" --version 2>&1). Name another with: make PYTHON=/path/to/python3.11"; exit 1; }
	"$(PYTHON)" -m venv $(VENV)

# The locks hold a hash for every file; nothing else is installed.
$(VENV)/.run: requirements.txt | $(BIN)/python
	$(if $(UV),"$(UV)" pip install -q -p $(BIN)/python --require-hashes --only-binary :all: -r $<,\
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r $<)
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/.run
	$(if $(UV),"$(UV)" pip install -q -p $(BIN)/python --require-hashes --only-binary :all: -r $<,\
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r $<)
	@touch $@

setup: $(VENV)/.dev ## Make the environment in .venv, with the tools for building

# The addresses printed with rows lead to where it is served.
run: export SITE_ADDRESS ?= http://$(HOST):$(PORT)
run: $(VENV)/.run ## Start the site with its demonstration on http://127.0.0.1:8000
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py demo --apply
	@echo; echo "Open http://$(HOST):$(PORT)/  (Ctrl+C stops it; what you keep is in var/, mails too: var/mail/)"; echo
	@exec $(BIN)/gunicorn config.wsgi --bind $(HOST):$(PORT) --worker-class gthread --threads 8 --timeout 120 --log-level warning

test: $(VENV)/.dev ## Run everything that CI runs: checks, then the suite on SQLite and on PostgreSQL
	@BIN=$(BIN) sh tests/run

chance: $(VENV)/.dev ## Roll new dice in the tests that roll any; a red one says how to roll the same again
	@env -u DATABASE_URL SEED=new $(BIN)/python -m pytest -n auto -m "chance or hypothesis"

cover: $(VENV)/.dev ## List which lines the suite on SQLite does not reach
	@env -u DATABASE_URL $(BIN)/python -m pytest -n auto --dist loadgroup --cov --cov-report=term-missing:skip-covered

check: $(VENV)/.dev ## Lint, formatting, types, migrations, deployment settings
	@BIN=$(BIN) sh tests/check

format: $(VENV)/.dev ## Put the code in its usual form
	@$(BIN)/ruff check -q --fix . && $(BIN)/ruff format -q .

bench: $(VENV)/.dev ## Time and weigh the pages, the papers, the import, saving, and a server at work
	@$(BIN)/python -m tests.bench

lock: $(VENV)/.dev ## Renew the two locks from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.txt

clean: ## Remove the environment; the data in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.*
