PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input

PLACES ?= 200000

.PHONY: test check bench bench-memory score constraints clean

# Everything that must pass before a change lands. PYTEST_ARGS=--long adds the long tests.
test: check
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# evalcore beside hand-written code and other tools, into benchmarks/RESULTS.md. PLACES=1000000 scores more at once.
bench: $(VENV)/.bench
	$(BIN)/python -m pytest benchmarks --places $(PLACES) --results benchmarks/RESULTS.md \
		--benchmark-columns=min,median,iqr,rounds $(PYTEST_ARGS)

# Ten million places from Parquet to Parquet, or ROWS=…: how much memory that takes. The files go to build/memory.
bench-memory: $(VENV)/.bench
	$(BIN)/python -m benchmarks.memory $(ROWS)

# The real district, scored from a fresh clone; needs none of the test tools.
score: $(VENV)/.run
	@$(BIN)/evalcore score elder-respect-model-district fixtures/elder-respect-real-district.yaml --lang zh

# The newest versions that fit, chosen in an environment of their own.
constraints:
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip --quiet --quiet --disable-pip-version-check --no-input install -e '.[test,bench]'
	build/constraints/bin/python -m pip --disable-pip-version-check freeze --exclude-editable > constraints.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .benchmarks

# pip is the last thing that venv makes, so its presence says that the environment is whole.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit("evalcore needs Python 3.11 or later, for example: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "setting up $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/pip
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(BIN)/pip
	@$(PIP) install -c constraints.txt -e '.[test]'
	@touch $@ $(VENV)/.run

$(VENV)/.bench: pyproject.toml constraints.txt | $(BIN)/pip
	@$(PIP) install -c constraints.txt -e '.[test,bench]'
	@touch $@ $(VENV)/.test $(VENV)/.run
