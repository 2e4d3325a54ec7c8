# The two commands for a fresh machine are `make demo` and `make test`; each sets up what it needs.
.PHONY: setup demo test lint bench lock clean

setup:
	@tools/setup

demo: setup
	@tools/demo

test: setup
	.venv/bin/python -m pytest

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

# Figures against peers; `make bench DATA=folder` takes other articles than the project's own.
bench: setup
	.venv/bin/python -m benchmarks $(DATA)
	.venv/bin/python benchmarks/bench_catalog.py 10000
	.venv/bin/python benchmarks/bench_argos.py
	.venv/bin/python benchmarks/bench_segment.py

lock:
	tools/lock

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
