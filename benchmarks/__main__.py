"""`python -m benchmarks [FOLDER]`: the table of the main job. FOLDER holds articles (.txt) to run on."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import bench_pipeline


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("source_texts")
    bench_pipeline.main(folder)


if __name__ == "__main__":
    main()
