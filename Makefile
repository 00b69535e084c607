# The commands of the project; `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
# twice as many as there are processors, for tests wait for browsers and other programmes
WORKERS := $(shell $(PYTHON) -c 'import os; print(2 * (os.cpu_count() or 1))')
SPECIMEN := tei/specimen
YEAR_ONE := tei/year-one-8
SOURCE ?= ../shared/texts/year-one-8/source.txt
MANUAL := site
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help edition docs test check long bench pictures year-one setup setup-test

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

edition: setup ## build the specimen into build/ and print where each output lies
	@$(BIN)/edition build $(SPECIMEN) --out build --locked

docs: setup-test ## make the manual as a site into site/; a broken link fails
	@$(BIN)/python scripts/reference.py
	@$(BIN)/python -m sphinx -q -W --keep-going -b html -d .build/manual docs $(MANUAL)
	@echo $(MANUAL)/index.html

test: setup-test ## set up what is missing and run all checks
	@$(MAKE) check

check: ## run all checks without setting up
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n $(WORKERS)

long: setup-test ## run the long checks: killed builds, fuzzing, whole books
	@$(BIN)/pytest -n auto -m long

bench: setup-test ## measure the speed, as ratios in one run
	@$(BIN)/python scripts/bench.py

pictures: setup-test ## make the pictures of the specimen that the README and the manual show
	@$(BIN)/python scripts/pictures.py

year-one: setup ## build the commissioning text: make year-one SOURCE=path/to/source.txt
	@cp "$(SOURCE)" $(YEAR_ONE)/source.txt
	@$(BIN)/edition build $(YEAR_ONE) --locked

setup:
	@$(PYTHON) scripts/setup.py run

setup-test:
	@$(PYTHON) scripts/setup.py test
