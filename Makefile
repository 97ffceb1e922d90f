.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help setup demo test check fix soak bench requirements docs clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements/dev.txt pyproject.toml
	@PYTHON="$(PYTHON)" scripts/setup "$(VENV)"
	@touch $@

setup: $(STAMP) ## a .venv with the package and everything the tests need

demo: setup ## messages become routed conversations, on this machine
	@$(BIN)/genesys-deploy demo

test: setup ## every test
	@$(BIN)/python -m pytest -n auto --dist loadgroup

check: setup ## static only: format, lint, types, import contracts, generated pages
	@scripts/check "$(BIN)"

fix: setup ## format, and mend what the linter can mend
	@$(BIN)/ruff format -q .
	@$(BIN)/ruff check --fix -q .

soak: setup ## the long runs
	@scripts/soak "$(BIN)"

bench: setup ## the benchmarks, printed as ratios
	@for file in benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

requirements: setup ## pin the dependencies anew, with hashes
	@scripts/requirements "$(BIN)"

docs: setup ## write the generated pages and pictures anew
	@$(BIN)/python scripts/generate_docs.py

clean: ## remove what was made
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
