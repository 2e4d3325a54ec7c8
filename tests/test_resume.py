"""A run that is killed loses at most one batch, and the next one asks for nothing else again."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

SENTENCES, BATCH = 10_000, 50

RUN = """
import sys, time
from pathlib import Path
from l10n import draft
from l10n.draft import Request
from l10n.engines import Route, Translation
from l10n.engines.cache import Cache
from l10n.formats import by_name
from l10n.model import Key

log, cache_file, sentences, batch = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])

class Slow:
    name, batch, translates = "slow", batch, False
    def signature(self, source, target): return "slow 1"
    def origin(self, source, target): return "slow"
    def pairs(self): return [("en", "es")]
    def prepare(self, source, target, progress): return True
    def translate(self, texts, source, target):
        with log.open("a") as file:
            file.write("".join(text + "\\n" for text in texts))
        time.sleep(0.002)
        return [Translation("¡" + text) for text in texts]

form = by_name("text")
texts = [f"Sentence number {n}." for n in range(sentences)]
requests = [Request(text, (), Key(None, text), form) for text in texts]
with Cache(cache_file, sys.exit) as cache:
    made = dict(draft.draft(requests, [Route(Slow(), "en", "es")], cache=cache))
print(all(made[n].text == f"¡Sentence number {n}." for n in range(sentences)))
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_any_moment_it_loses_a_batch_at_most(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    log, cache = tmp_path / "asked", tmp_path / "cache.sqlite"
    command = [sys.executable, "-c", RUN, str(log), str(cache), str(SENTENCES), str(BATCH)]
    kills = 0
    for _ in range(4):
        before = lines(log)
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wanted = len(before) + chance.randint(1, 2_000)
        while len(lines(log)) < wanted and run.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.random() / 50)
        run.send_signal(signal.SIGKILL)
        kills += run.wait() == -signal.SIGKILL
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
    asked = Counter(lines(log))
    assert len(asked) == SENTENCES
    assert kills >= 2
    assert sum(asked.values()) - SENTENCES <= kills * BATCH


def lines(log: Path) -> list[str]:
    """What was asked, but for a last line that the kill cut off."""
    return log.read_text().split("\n")[:-1] if log.exists() else []
