"""A pipeline of small programs that die, stall and lie; and Apertium's own, killed in the middle."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from l10n.engines import Segment, apertium
from l10n.engines.apertium import pipe
from l10n.errors import EngineError

# A stage that answers in capitals, and does something else where the text tells it to.
STAGE = """\
#!{python}
import sys, os, time
data = b""
while True:
    chunk = os.read(0, 65536)
    if not chunk:
        break
    *segments, data = (data + chunk).split(b"\\0")
    for segment in segments:
        if b"die" in segment:
            print("first line", "stage: it hurts", sep="\\n", file=sys.stderr)
            sys.exit(3)
        if b"sleep" in segment:
            time.sleep(60)
        if b"swallow" in segment:
            continue
        if b"move" in segment:
            segment += b" moved"
        os.write(1, segment.upper() + b"\\0")
"""


@pytest.fixture
def stage(tmp_path: Path) -> list[list[str]]:
    file = tmp_path / "stage"
    file.write_text(STAGE.format(python=sys.executable))
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return [[str(file)], [str(file)]]


def test_one_bad_segment_does_not_take_the_others_with_it(stage: list[list[str]]) -> None:
    segments = ["one", "die", "two", "swallow", "three", "move", "four", "sleep", "five"]
    replies = list(pipe.run(stage, "primer", segments, patience=3))
    assert [reply.stream for reply in replies] == ["ONE", "", "TWO", "", "THREE", "", "FOUR", "", "FIVE"]
    assert [reply.failure for reply in replies if reply.failure] == [
        "stage broke off: stage: it hurts",
        "Apertium lost its place",
        "Apertium moved the end of the text",
        "no answer from Apertium in 3 s",
    ]


def test_the_last_segment_may_be_the_bad_one(stage: list[list[str]]) -> None:
    assert [one.failure for one in pipe.run(stage, "p", ["die"])] == ["stage broke off: stage: it hurts"]
    assert list(pipe.run(stage, "p", [])) == []


def test_more_than_the_pipes_hold_goes_through(stage: list[list[str]]) -> None:
    segments = ["x" * 100_000] * 20
    assert [one.stream for one in pipe.run(stage, "p", segments)] == [one.upper() for one in segments]


def test_a_pipeline_that_cannot_run_at_all_breaks_the_engine(stage: list[list[str]]) -> None:
    with pytest.raises(EngineError, match="stage: it hurts; reinstall the Apertium packages"):
        list(pipe.run(stage, "die", ["one"]))
    with pytest.raises(
        EngineError, match="no-such-program cannot be run: No such file or directory; run: apt install"
    ):
        list(pipe.run([*stage, ["no-such-program"]], "p", ["one"]))


def test_a_death_that_is_no_segments_fault_loses_nothing(stage: list[list[str]]) -> None:
    """A program that is killed from outside is started anew, and asked again what it had not answered."""
    segments = [f"text {number}" for number in range(2000)]
    made = []
    for reply in pipe.run(stage, "p", segments):
        made.append(reply.stream)
        if len(made) in (1, 700, 1999):
            os.kill(children_of("stage")[0], signal.SIGKILL)
    assert made == [one.upper() for one in segments]


def test_a_pipeline_that_stays_silent_is_given_up(stage: list[list[str]]) -> None:
    with pytest.raises(EngineError, match=r"no answer from Apertium in 0.3 s, 3 times in a row"):
        list(pipe.run(stage, "p", ["sleep"] * 10, patience=0.3))


def test_a_segment_that_is_long_in_coming_is_not_held_against_the_pipeline(stage: list[list[str]]) -> None:
    def late() -> Iterator[str]:
        yield "one"
        subprocess.run(["sleep", "0.6"], check=True)
        yield "two"

    assert [one.stream for one in pipe.run(stage, "p", late(), patience=0.5)] == ["ONE", "TWO"]


def test_answers_come_before_all_segments_are_there(stage: list[list[str]]) -> None:
    taken: list[str] = []

    def counted() -> Iterator[str]:
        for number in range(10_000):
            taken.append(str(number))
            yield taken[-1]

    replies = pipe.run(stage, "p", counted())
    assert next(replies).stream == "0"
    assert len(taken) < 1000
    replies.close()


def children_of(name: str) -> list[int]:
    """The processes with this name that this one has started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                said = (entry / "stat").read_text()
            except OSError:
                continue
            program, _, rest = said.partition("(")[2].rpartition(")")
            if program == name and int(rest.split()[1]) == os.getpid():
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc here")
@pytest.mark.skipif(("en", "es") not in apertium.pairs(), reason="apertium-eng-spa is not installed")
def test_apertium_killed_in_the_middle_loses_nothing() -> None:
    texts = [f"The doctor sees {number} houses." for number in range(1500)]
    made = []
    for number, one in apertium.translate_all([Segment(text) for text in texts], "en", "es"):
        made.append((number, one))
        if number in (400, 900):
            os.kill(children_of("lt-proc")[0], signal.SIGKILL)
    assert [number for number, _ in made] == list(range(1500))
    assert [one.text for _, one in made] == [f"El doctor ve {number} casas." for number in range(1500)]
    assert children_of("lt-proc") == []


@pytest.mark.skipif(("en", "es") not in apertium.pairs(), reason="apertium-eng-spa is not installed")
def test_data_that_are_broken_break_the_engine_and_name_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modes").mkdir()
    (tmp_path / "broken.bin").write_bytes(b"LTTB no transducer" * 100)
    mode = Path("/usr/share/apertium/modes/eng-spa.mode").read_text()
    old = "/usr/share/apertium/apertium-eng-spa/eng-spa.autobil.bin"
    (tmp_path / "modes" / "eng-spa.mode").write_text(mode.replace(old, str(tmp_path / "broken.bin")))
    monkeypatch.setenv("L10N_APERTIUM_DIR", str(tmp_path))
    with pytest.raises(EngineError, match=r"comes through: lt-proc broke off: .+; reinstall the Apertium"):
        apertium.translate(["The house."], "en", "es")
