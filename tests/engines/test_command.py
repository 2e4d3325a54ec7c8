"""Any program as an engine: one that keeps to the protocol, and all the ways not to."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import readable, slotted
from projects import LEAST, Project

from l10n import engines
from l10n.engines import Preferred, Segment, Translation
from l10n.engines.command import ENGINE as COMMAND
from l10n.engines.command import lines
from l10n.engines.command.engine import Command
from l10n.errors import EngineError, L10nError
from l10n.model import Span
from l10n.text.codes.tags import from_tags

Make = Callable[..., Command]

HEAD = """
import json, os, sys, time
def asked():
    for line in sys.stdin:
        yield json.loads(line)
def say(one, **said):
    print(json.dumps({"id": one["id"], **said}))
"""
UPPER = """
for one in asked():
    say(one, text=one["text"].replace("two", "DOS"))
"""


@pytest.fixture(name="make")
def _make(tmp_path: Path) -> Make:
    """An engine whose program has this body; it lies in a project of its own."""

    def make(body: str, **options: object) -> Command:
        (tmp_path / "tool.py").write_text(HEAD + dedent(body))
        run = [sys.executable, "-S", "tool.py"]
        return COMMAND.configured({"run": run, "timeout": 20} | options, tmp_path / ".l10n")

    return make


def _said(engine: Command, *texts: str) -> list[str]:
    """What it makes of texts: each translation, or in brackets why there is none."""
    return [f"[{one.failure}]" if one.failure else one.text for one in engine.translate(texts, "en", "es")]


def _told(engine: Command, count: int) -> tuple[dict[int, Translation], EngineError | None]:
    """What it said of so many texts before it broke, and how it broke."""
    told: dict[int, Translation] = {}
    segments = [Segment(f"text {number}") for number in range(count)]
    try:
        for some in engines.translations(engine, segments, "en", "es"):
            told.update(some)
    except EngineError as error:
        return told, error
    return told, None


# --- a program that keeps to it -----------------------------------------------------------------------------


def test_a_program_sees_tags_and_context_and_its_answer_has_slots(make: Make, tmp_path: Path) -> None:
    engine = make("""
        for one in asked():
            open("seen", "w").write(json.dumps(one))
            say(one, text="Tome <G0>dos</G0> &amp; 5 &lt; 9 <x1 />", score=-0.25, unknown=["5"])
    """)
    text = slotted("Take <0>two</0> & 5 < 9 {1}")
    term = Preferred(Span(0, 4), "take", "tome")
    segment = Segment(text, ("Rest.",), ("Sleep.", "Eat."), (term,), 1, "a digit is lost")
    ((number, made),) = engine.translate_all([segment], "en", "zh-Hans")
    assert number == 0
    assert readable(made.text) == "Tome <0>dos</0> & 5 < 9 {1}"
    assert (made.score, made.unknown, made.failure) == (-0.25, ("5",), "")
    assert json.loads((tmp_path / "seen").read_text()) == {
        "id": 0,
        "text": "Take <g0>two</g0> &amp; 5 &lt; 9 <x1/>",
        "source": "en",
        "target": "zh-Hans",
        "before": ["Rest."],
        "after": ["Sleep.", "Eat."],
        "terms": [["take", "tome"]],
        "attempt": 1,
        "fault": "a digit is lost",
    }


def test_answers_may_come_in_any_order(make: Make) -> None:
    engine = make("""
        for one in reversed(list(asked())):
            say(one, text=one["text"].upper())
    """)
    assert _said(engine, "a", "b\u2028é", "c") == ["A", "B\u2028É", "C"]


def test_more_texts_than_are_asked_at_once_pass_one_program(make: Make, tmp_path: Path) -> None:
    engine = make(f"open('starts', 'a').write('x')\n{UPPER}", batch=7)
    assert _said(engine, *["two"] * 1000) == ["DOS"] * 1000
    assert (tmp_path / "starts").read_text() == "x"


def test_long_texts_fill_no_pipe_for_good(make: Make) -> None:
    text = "two " * 50_000
    assert _said(make(UPPER), *[text] * 10) == [text.replace("two", "DOS")] * 10


def test_what_a_program_cannot_do_is_its_own_reason(make: Make) -> None:
    engine = make("""
        for one in asked():
            say(one, error="too \\x1b[31mlong") if one["id"] == 1 else say(one, text="si")
    """)
    assert _said(engine, "a", "b", "c") == ["si", "[too \\x1b[31mlong]", "si"]


@pytest.mark.parametrize("said", ['"text": 5', '"text": null', '"translation": "x"', '"text": ["x"]'])
def test_an_answer_without_a_text_is_a_failure_of_that_text(make: Make, said: str) -> None:
    engine = make(f"""
        for one in asked():
            print('{{"id": %d, {said}}}' % one["id"]) if one["id"] == 0 else say(one, text="si")
    """)
    assert _said(engine, "a", "b") == ["[its answer has no text]", "si"]


@pytest.mark.parametrize("score", ["NaN", "Infinity", "true", '"0.5"', "1" * 400, "1e999"])
def test_a_score_that_is_none_is_left_out(make: Make, score: str) -> None:
    engine = make(f"""
        for one in asked():
            print('{{"id": 0, "text": "si", "score": {score}, "unknown": [1, "x"]}}')
    """)
    assert engine.translate(["a"], "en", "es") == [Translation("si", None, ("x",))]


def test_a_program_for_one_line_serves_too(make: Make) -> None:
    engine = make("""
        one = json.loads(sys.stdin.readline())
        say(one, text=one["text"].upper())
    """)
    assert _said(engine, *"abcde") == list("ABCDE")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["id", "text", "error", "score", "unknown"])


@given(st.dictionaries(KEYS, JSON) | JSON)
def test_whatever_json_a_program_writes_is_an_answer_or_is_refused(said: object) -> None:
    with suppress(ValueError):
        found = lines.answer(json.dumps(said).encode())
        made = lines.translation(found, Segment("x"))
        assert made.failure or made.text == from_tags(found.said["text"], "x")


@given(st.binary(max_size=40))
def test_whatever_bytes_a_program_writes_are_an_answer_or_are_refused(line: bytes) -> None:
    with suppress(ValueError):
        assert lines.answer(line).said


# --- programs that end, hang and talk -----------------------------------------------------------------------

ENDS = {
    "ends": ("sys.exit(3)", "it ended with status 3"),
    "ends well": ("sys.exit()", "it ended"),
    "raises": ("raise RuntimeError('no such word')", "it ended with status 1: RuntimeError: no such word"),
    "is killed": ("os.kill(os.getpid(), 9)", "it was ended by SIGKILL"),
    "hangs": ("time.sleep(60)", "it wrote nothing for 1 s"),
    "mumbles": (
        "sys.stdout.write('{'), sys.stdout.flush(), print('why', file=sys.stderr), time.sleep(60)",
        "it wrote nothing for 1 s: why",
    ),
    "raves": ("[os.write(1, bytes(1 << 20)) for _ in range(100)]", "it wrote a line of more than 1 MiB"),
}


@pytest.mark.parametrize("how", ENDS)
def test_the_text_at_which_a_program_ends_has_none_and_the_others_do(make: Make, how: str) -> None:
    """A fresh program goes on after it, even where it is the first or the last."""
    body, said = ENDS[how]
    hangs = "nothing for" in said
    culprits = {4} if hangs else {0, 4, 9}
    engine = make(
        f"""
        for one in asked():
            if one["text"] in {[f"text {number}" for number in culprits]}:
                {body}
            say(one, text="si")
        """,
        timeout=1 if hangs else 20,
    )
    told, error = _told(engine, 10)
    assert error is None
    assert {number for number, one in told.items() if one.failure} == culprits
    assert {one.failure for one in told.values() if one.failure} == {said}
    assert sorted(told) == list(range(10))


def test_a_program_that_ends_at_every_text_is_given_up_after_three(make: Make, tmp_path: Path) -> None:
    engine = make("open('starts', 'a').write('x'); sys.exit('cannot find my model')")
    told, error = _told(engine, 100)
    assert str(error) == (
        "it ended with status 1: cannot find my model; the same at 3 texts in a row; "
        "see `run` in [engines.command]"
    )
    assert sorted(told) == [0, 1]
    assert len((tmp_path / "starts").read_text()) == 4


UNASKED = ", which it was not asked, or has answered before"
STRANGE = {
    "talks": ('print("Loading the model …")', "it wrote a line that is no answer: Loading the model …"),
    "lists": ('print("[1]")', "it wrote a line that is no answer: [1]"),
    "has no number": ('print(\'{"text": "x"}\')', 'it wrote a line that is no answer: {"text": "x"}'),
    "has no whole number": ("print('{\"id\": true}')", 'it wrote a line that is no answer: {"id": true}'),
    "nests": ('print("[" * 100_000)', f"it wrote a line that is no answer: {'[' * 79}…"),
    "is binary": ('os.write(1, b"\\xff\\x00\\n")', "it wrote a line that is no answer: �\\x00"),
    "invents": (
        'say({"id": 77}, text="x")',
        "it answered to 77, which it was not asked, or has answered before",
    ),
    "repeats": (
        'say({"id": 0}, text="x")',
        "it answered to 0, which it was not asked, or has answered before",
    ),
}


@pytest.mark.parametrize("how", STRANGE)
def test_a_program_that_says_what_nobody_asked_is_given_up_and_what_it_said_before_stands(
    make: Make, how: str
) -> None:
    body, said = STRANGE[how]
    engine = make(f"""
        for one in asked():
            if one["id"] == 2:
                {body}
            say(one, text="si")
    """)
    told, error = _told(engine, 5)
    assert told == {0: Translation("si"), 1: Translation("si")}
    assert error is not None
    assert error.message == said
    assert error.hint.startswith("see `run` in [engines.command], and what a program must say in")


def test_what_a_program_says_without_end_on_standard_error_holds_up_nothing(make: Make) -> None:
    engine = make("""
        import threading
        def rant():
            while True:
                os.write(2, b"x" * 65536)
        threading.Thread(target=rant, daemon=True).start()
        for one in asked():
            say(one, text="si")
            sys.stdout.flush()
    """)
    assert _said(engine, *"abc") == ["si"] * 3


def test_a_program_that_hears_no_more_is_started_anew(make: Make) -> None:
    """Here after two texts: it closes its standard input, and stays."""
    engine = make(
        """
        for _ in range(2):
            one = json.loads(sys.stdin.readline())
            say(one, text=one["text"].upper())
        os.close(0)
        time.sleep(60)
    """,
        batch=3,
        timeout=2,
    )
    told, error = _told(engine, 4)
    assert error is None
    assert [told[number].text for number in range(4)] == ["TEXT 0", "TEXT 1", "TEXT 2", "TEXT 3"]


def test_nothing_that_was_started_is_left(make: Make, tmp_path: Path) -> None:
    """A run that is broken off ends the program and what that has started, though they ignore SIGTERM."""
    engine = make("""
        import signal
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = os.fork()
        open("pids", "a").write(f"{os.getpid()}\\n")
        if not child:
            time.sleep(60)
        for one in asked():
            say(one, text="si")
    """)
    going = engine.translate_all([Segment("a"), Segment("b")], "en", "es")
    next(going)
    while len(pids := (tmp_path / "pids").read_text().split()) < 2:
        time.sleep(0.01)
    going.close()
    end = time.monotonic() + 5
    while any(_runs(int(pid)) for pid in pids):
        assert time.monotonic() < end
        time.sleep(0.01)


def _runs(pid: int) -> bool:
    try:
        return "(zombie)" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


# --- what a project says of it ------------------------------------------------------------------------------


def test_a_program_is_named_by_its_file_and_pair(make: Make) -> None:
    engine = make(UPPER, run=["cat"])
    assert engine.origin("en", "es") == "command cat en-es"
    assert engine.prepare("en", "es", print)
    assert list(engine.pairs()) == []
    named = make(UPPER, run=["cat"], name="mytool", version="1.2", pairs=["en-es", "en zh-hant"])
    assert named.origin("en", "zh-Hant") == "command mytool en-zh-Hant 1.2"
    assert list(named.pairs()) == [("en", "es"), ("en", "zh-Hant")]
    assert not named.prepare("en", "fr", print)
    with pytest.raises(EngineError, match=r"mytool is not for en to fr; see `pairs`"):
        named.origin("en", "fr")


def test_the_signature_changes_with_all_that_decides_what_it_says(make: Make, tmp_path: Path) -> None:
    first = make(UPPER).signature("en", "es")
    assert make(UPPER).signature("en", "es") == first
    assert make(UPPER).signature("en", "fr") != first
    assert make(UPPER, run=[sys.executable, "-I", "tool.py"]).signature("en", "es") != first
    assert make(f"{UPPER}\n").signature("en", "es") != first
    versioned = make(UPPER, version="2").signature("en", "es")
    assert make(f"{UPPER}\n", version="2").signature("en", "es") == versioned
    assert make(UPPER, version="3").signature("en", "es") != versioned


def test_a_program_with_a_slash_is_looked_for_in_the_project(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    tool = tmp_path / "tools/mt"
    tool.write_text(f"#!{sys.executable} -S\n{HEAD}{UPPER}")
    engine = COMMAND.configured({"run": ["tools/mt"]}, tmp_path / ".l10n")
    with pytest.raises(EngineError, match=r"there is no program tools/mt; install tools/mt, or see `run`"):
        engine.prepare("en", "es", print)
    tool.chmod(0o755)
    assert _said(engine, "two") == ["DOS"]
    tool.write_text("no program")
    with pytest.raises(EngineError, match=r"mt cannot be started: Exec format error; see `run`"):
        _said(engine, "two")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"run": "tool --fast"}, 'run = \'tool --fast\' cannot be; write run = ["...", "..."]'),
        ({"run": ["tool", 1]}, "run = ['tool', 1] cannot be"),
        ({"run": []}, "run names no program; write run = ["),
        ({"run": [" "]}, "run names no program"),
        ({"rum": ["tool"]}, "unknown option 'rum'; did you mean run?"),
        ({"run": ["x"], "name": "a\x1bb"}, r"name = 'a\x1bb' cannot be; write letters"),
        ({"run": ["x"], "name": "a;b"}, "name = 'a;b' cannot be"),
        ({"run": ["x"], "version": "1 2"}, "version = '1 2' cannot be"),
        ({"run": ["x"], "timeout": 0}, "timeout = 0 cannot be; write a number from 0.1"),
        ({"run": ["x"], "batch": 0}, "batch = 0 cannot be; write a whole number from 1"),
        ({"run": ["x"], "pairs": ["en"]}, "pairs: 'en' is no pair of locales; write \"en es\""),
        ({"run": ["x"], "pairs": ["en-zh-Hant"]}, "pairs: 'en-zh-Hant' is no pair of locales"),
        ({"run": ["x"], "pairs": ["en qqq"]}, "unknown locale 'qqq'"),
    ],
)
def test_an_option_that_cannot_be_says_what_to_write(options: dict[str, object], said: str) -> None:
    with pytest.raises(L10nError) as caught:
        COMMAND.configured(options, Path(".l10n"))
    assert str(caught.value).startswith(said)
    assert caught.value.path is None


def test_without_a_program_it_says_what_to_write() -> None:
    assert list(COMMAND.pairs()) == []
    for ask in (COMMAND.origin, COMMAND.signature):
        with pytest.raises(EngineError) as caught:
            ask("en", "es")
        assert str(caught.value) == (
            'no program is named; write run = ["python3", "translate.py"] under [engines.command]'
        )


def test_a_project_drafts_with_its_own_program(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    (tmp_path / "project").mkdir()
    said = {"Take <g0>two</g0> pills.": "Tome <g0>dos</g0> pastillas.", "Rest well.": "Descanse bien."}
    project.write("tools/mt.py", f"{HEAD}\nfor one in asked():\n    say(one, text={said!r}[one['text']])\n")
    run = json.dumps([sys.executable, "-S", "tools/mt.py"])
    project.write(
        "l10n.toml", f'{LEAST}[draft]\nengine = "command"\n[engines.command]\nrun = {run}\nname = "mt"\n'
    )
    project.write("source_texts/a.md", "Take **two** pills.\n\nRest well.\n")
    project("extract")
    ran = project("-C", str(tmp_path / "project"), "draft", "-l", "es")
    assert (ran.code, ran.out, ran.err) == (0, "es: drafted 2 by MT: command mt en-es; 0 left empty\n", "")
    assert 'msgstr "Tome **dos** pastillas."' in project.read("locales/es/a.po")
