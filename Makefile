# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Needs Python 3.11 or newer with its venv module, and make; nothing needs root.
# `make demo ARGS=--no-serve` hands options on; `make PYTHON=/opt/python3.12 demo` picks a Python.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first interpreter of these that is new enough.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
LOCKED := .venv/.locked
READY := .venv/.ready
PYTEST := $(BIN)/python -m pytest
ARGS ?=

.PHONY: help demo test check bench lock clean chaos fuzz coverage test-real format schemas

help: ## Print this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

demo: $(READY) ## Rehearse the sample campaign against simulated platforms, and show it
	@$(BIN)/litfass demo $(ARGS)

test: $(READY) ## Run all tests that need nothing but this folder (under 5 minutes)
	$(PYTEST) -n auto --dist worksteal -m "not real and not browser and not long" $(ARGS)

check: $(READY) ## Run every static check, and the tests of docs and structure
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/reuse lint --lines
	$(PYTEST) -q tests/architecture

chaos: $(READY) ## Break processes, disks and clocks (ten minutes); N=200 kills a daemon 200 times
	$(if $(N),$(BIN)/python -m tests.faults.chaos $(N),$(PYTEST) -n 3 -m "faults or long" $(ARGS))

fuzz: $(READY) ## Read, check and tidy N generated files (2,000 unless set; 100,000: half an hour)
	LITFASS_FUZZ=$(or $(N),2000) $(PYTEST) -n auto -m long tests/unit/authoring/test_front_fuzzed.py $(ARGS)

# pytest answers 5 when no test was selected: that is no failure here.
test-real: $(READY) ## Run the tests against real software and a real browser
	$(PYTEST) -m "real or browser" $(ARGS) || [ $$? -eq 5 ]

coverage: $(READY) ## Run the tests and show the branches that none of them takes
	$(PYTEST) -m "not real and not browser and not long" --cov --cov-report=term-missing $(ARGS)

bench: $(READY) ## Measure punctuality and throughput
	@$(BIN)/python -m bench $(ARGS)

format: $(READY) ## Format the code, and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: $(READY) ## Write docs/schema/ anew, after a change to the keys of YAML files
	for name in post series config campaign; do \
		$(BIN)/litfass schema $$name > docs/schema/$$name.schema.json || exit 1; done

lock: $(READY) ## Renew requirements.lock within the bounds of pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
		--generate-hashes --upgrade --no-emit-index-url --custom-compile-command "make lock" \
		--quiet --output-file requirements.lock

clean: ## Remove what make and the tools have made; never posts or databases
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache \
		.hypothesis .coverage .coverage.*
	find scheduler tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A new lock gets a new environment, so that nothing of the old one lives on.
$(LOCKED): requirements.lock
	@if [ -z "$(PYTHON)" ]; then \
		echo "Litfass needs Python 3.11 or newer. Install it, or name one: make PYTHON=/path/to/python3" >&2; exit 1; fi
	@if ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		echo "Litfass needs Python 3.11 or newer; $(PYTHON) is older, or cannot be started." >&2; exit 1; fi
	@if ! "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$(PYTHON) lacks its venv module. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; fi
	@echo "Setting up .venv from requirements.lock (once, about a minute) ..."
	@"$(PYTHON)" -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@touch $@

$(READY): $(LOCKED) pyproject.toml hatch_build.py
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
