"""A few of the drills of `make drills`: a verb is killed, and all files are whole, all work is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = str(Path(__file__).parent)

BROKEN = """
import os
from l10n.storage import successor
def replace(self):
    data = os.pread(self._handle, 1 << 24, 0)
    there = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(there, data)
    os.close(there)
    return successor.stamp(self._handle)
successor.Successor.replace = replace
successor.Successor.swap = lambda self, name: (replace(self), "")
"""


def drills(number: int, *options: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """So many drills, in a process without threads of anybody else's; `before` is run first."""
    script = f"{before}\nimport runpy, sys; sys.argv[1:] = {[str(number), *options]!r}; "
    script += "runpy.run_module('drills', run_name='__main__')"
    environment = {**os.environ, "PYTHONPATH": HERE}
    command = [sys.executable, "-W", "error", "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_a_killed_run_leaves_every_file_whole_and_the_next_one_ends_the_same() -> None:
    ran = drills(32, "--sample")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"^32 drills, 24 of them at a step: 0 faults$", ran.stdout, re.MULTILINE)


def test_the_drills_see_files_that_are_written_in_place() -> None:
    ran = drills(1, "--verb", "po merge", before=BROKEN)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "neither old nor new" in ran.stdout or "lost" in ran.stdout
