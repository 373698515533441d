# Everything a developer does. `make` alone lists it. What was done is remembered in stamp files and not done twice.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PORT ?= 8000
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin

CANDIDATES := python3.13 python3.12 python3.11 python3 python
USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in $(CANDIDATES); do "$$name" -c '$(USABLE)' 2>/dev/null && echo "$$name" && break; done)

RUN := $(VENV)/run.stamp
DEV := $(VENV)/dev.stamp
ASSETS := trainer/static/dist/manifest.json
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard trainer/translations/*/LC_MESSAGES/messages.po))

.PHONY: help
help: ## This list
	@echo "Calm Waters: practise angry customers and heated discussions."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1@\2/p' $(MAKEFILE_LIST) | column -t -s @ 2>/dev/null \
	  || sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1  \2/p' $(MAKEFILE_LIST)

.PHONY: run
run: $(RUN) $(ASSETS) $(CATALOGUES) ## Set up what is missing and serve with demo people (PORT=9000 for another port)
	@exec $(BIN)/trainer serve --demo --port $(PORT)

.PHONY: test
test: $(DEV) $(ASSETS) $(CATALOGUES) ## All tests (ARGS="-k talk" for some; REQUIRE_BROWSER=1 fails without Chromium)
	$(BIN)/python -m pytest $(ARGS)

.PHONY: lint
lint: $(DEV) $(CATALOGUES) ## Look at everything, change nothing
	@echo "• style";        $(BIN)/ruff check
	@echo "• format";       $(BIN)/ruff format --check
	@echo "• types";        $(BIN)/mypy
	@echo "• floors";       $(BIN)/lint-imports --no-logo
	@echo "• scenarios";    $(BIN)/trainer check --strict --no-scorer scenarios
	@echo "• translations"; $(BIN)/python scripts/translations.py check
	@echo "• the house";    $(BIN)/python scripts/house.py

.PHONY: check
check: lint test ## lint, then test

.PHONY: fix
fix: $(DEV) ## Mend what the style checker can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: bench
bench: $(DEV) $(ASSETS) $(CATALOGUES) ## Measure (ARGS=answer for one of bench/*.py)
	$(BIN)/python -m bench $(ARGS)

.PHONY: assets
assets: $(ASSETS) ## Build the front end, if its sources changed

.PHONY: messages
messages: $(DEV) ## Collect the words of the interface into the catalogues
	$(BIN)/python scripts/translations.py collect

.PHONY: lock
lock: ## Pin the newest allowed versions of all packages (needs uv and npm)
	@command -v uv npm >/dev/null || { echo "make lock needs uv (pip install uv) and npm." >&2; exit 1; }
	uv lock --upgrade
	uv export $(EXPORT) --no-default-groups --group build --extra postgres --extra redis -o requirements.lock
	uv export $(EXPORT) --all-extras --group dev -o requirements-dev.lock
	uv export $(EXPORT) --only-group node -o requirements-node.lock
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund
EXPORT := --format requirements-txt --no-emit-project --no-header --quiet

.PHONY: clean
clean: ## Remove all that was built; your data in ./instance stays
	rm -rf $(VENV) node_modules trainer/static/dist dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf .import_linter_cache test-results $(CATALOGUES)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/pip:
	@[ -n "$(PYTHON)" ] || { echo "Calm Waters needs Python 3.11 or newer with its venv module." \
	  "None of these will do: $(CANDIDATES)." >&2; \
	  echo "Install one (on Debian: apt install python3 python3-venv), or say make run PYTHON=/path/to/python3.11." >&2; \
	  exit 1; }
	@"$(PYTHON)" -c '$(USABLE)' || { echo "$(PYTHON) is $$("$(PYTHON)" --version 2>&1);" \
	  "Calm Waters needs Python 3.11 or newer with its venv module." >&2; exit 1; }
	@echo "• Making an environment with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv --clear $(VENV)

$(RUN): requirements.lock pyproject.toml hatch_build.py | $(VENV)/bin/pip
	@$(BIN)/python scripts/install.py requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	@$(BIN)/python scripts/install.py requirements-dev.lock
	@touch $@

FRONT := trainer/static/js trainer/static/css $(wildcard trainer/static/js/*.js trainer/static/js/*/*.js trainer/static/css/*.css)

$(ASSETS): package.json package-lock.json scripts/bundle.mjs scripts/assets.py $(FRONT) | $(RUN)
	@$(BIN)/python scripts/assets.py

%.mo: %.po | $(RUN)
	@echo "• Compiling the translations"
	@$(BIN)/python scripts/translations.py compile
