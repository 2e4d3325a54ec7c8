# The two commands for a fresh machine are `make demo` and `make test`; each sets up what it needs.
.PHONY: setup demo test lint bench bench-extract bench-segment bench-catalog bench-merge bench-memory bench-argos bench-checks bench-markup bench-quality bench-guards bench-queue bench-learning drills lock clean

setup:
	@tools/setup

demo: setup
	@tools/demo

test: setup
	@tools/peers >/dev/null
	.venv/bin/python -m pytest

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

# Figures against peers. DATA is the folder that holds medquad/ and segmentation/, or other articles.
bench: bench-extract bench-segment bench-catalog bench-merge bench-memory bench-checks bench-guards bench-markup bench-quality bench-queue bench-learning bench-argos
	.venv/bin/python -m benchmarks

bench-extract: setup
	PEERS=$$(tools/peers bench) .venv/bin/python benchmarks/bench_extract.py $(DATA)

bench-segment: setup
	PEERS=$$(tools/peers bench) .venv/bin/python benchmarks/bench_segment.py $(DATA)

bench-catalog: setup
	PEERS=$$(tools/peers bench) .venv/bin/python -m benchmarks.bench_catalog $(or $(DATA),source_texts)

bench-merge: setup
	.venv/bin/python benchmarks/bench_merge.py $(or $(DATA),source_texts)

bench-memory: setup
	.venv/bin/python benchmarks/bench_memory.py $(DATA)

bench-checks: setup
	PEERS=$$(tools/peers bench) .venv/bin/python -m benchmarks.bench_checks $(DATA)

bench-markup: setup
	PYTHONPATH=tests .venv/bin/python -m benchmarks.bench_markup $(or $(DATA),source_texts)

bench-argos: setup
	.venv/bin/python -m benchmarks.bench_argos $(DATA)

# chrF and BLEU of drafts against reference translations; DATA is the folder that holds tico19/.
bench-quality: setup
	PEERS=$$(tools/peers bench) .venv/bin/python -m benchmarks.bench_quality $(DATA)

# What the order of work is worth: how many planted errors are met in its first part.
bench-queue: setup
	.venv/bin/python -m benchmarks.bench_queue $(DATA)

# What the guard rails on drafts refuse of human translations, and what they catch of planted faults.
bench-guards: setup
	PYTHONPATH=. .venv/bin/python benchmarks/bench_guards.py $(DATA)

# What `draft --learn` offers of corrections made on purpose; DATA is the folder that holds tico19/.
bench-learning: setup
	.venv/bin/python -m benchmarks.bench_learning $(DATA)

# Every verb killed before each of its steps, and at moments drawn by lot: at least NUMBER drills, some minutes.
drills: setup
	PYTHONPATH=tests .venv/bin/python -m drills $(or $(NUMBER),1000)

lock:
	tools/lock

clean:
	rm -rf .venv .venv-peers build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
