# Tasks for contributors and for continuous integration. `make` lists them.
# PYTHON makes the environment, PY runs in it: `make test PY=python` uses the environment that is active.
PYTHON ?= python3
PY ?= .venv/bin/python
TESTS ?=
SCHEMAS := standard criteria profile tests assessment

.DEFAULT_GOAL := help
.PHONY: help setup check test lint types format schemas messages fonts samples golden bench docs weights lock build clean

help: ## list the tasks
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  \1	\2/' | expand -t 14

setup: .venv ## install what the tests need and this checkout into .venv
	.venv/bin/python -m pip install -q -r requirements-test.lock
	.venv/bin/python -m pip install -q --no-deps -e .

.venv:
	$(PYTHON) -m venv .venv

check: lint types test ## lint, types and all tests

test: ## run the tests; TESTS=tests/files runs some of them
	$(PY) -m pytest $(TESTS)

lint: ## ruff: errors in the code and its formatting
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: ## check the types
	$(PY) -m mypy

format: ## format the code and fix what ruff can fix
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

schemas: ## write standards/schemas/ from the models
	for kind in $(SCHEMAS); do $(PY) -m compliance schema $$kind > standards/schemas/$$kind.json || exit; done

messages: ## bring messages.pot and the translations up to date with the report's texts
	$(PY) tests/report/write_messages.py

fonts: ## write the font subsets again; NOTO is the folder of the unpacked Debian packages
	$(PY) tests/report/write_fonts.py $(NOTO)
	$(PY) tests/report/write_letters.py

samples: ## write the tables of the samples and of the rule tests' base dossier
	$(PY) samples/generate.py
	$(PY) standards/mutual-shaping/tests/base/generate.py

golden: ## write the expected outputs, CEL cases and docs/commands.md again; read the difference
	$(PY) tests/report/write_golden.py
	$(PY) tests/expressions/write_cel_cases.py
	$(PY) tests/write_commands.py

bench: ## run the benchmarks; they print ratios
	for file in tests/benchmarks/bench_*.py; do $(PY) $$file; done

docs: ## check the documents: links, paths, tables, decisions
	$(PY) -m pytest tests/test_documents.py tests/test_documented_commands.py

weights: ## print what each installed distribution weighs (docs/dependencies.md)
	$(PY) .ci/weigh.py .venv

lock: ## write the lock files (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras -o requirements.lock
	uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras -o requirements-test.lock

build: ## build the wheel and the source distribution into dist/
	$(PY) -m hatchling build

clean: ## remove builds and caches, never .venv
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find compliance tests samples standards -name __pycache__ -type d -prune -exec rm -rf {} +
