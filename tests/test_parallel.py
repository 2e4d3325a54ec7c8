"""Work on several cores gives what it gives on one, in the same order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from l10n import parallel
from l10n.errors import L10nError


def square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 1000])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    items = range(count)
    assert list(parallel.each(square, items, 2)) == [square(item) for item in items]


def test_the_work_is_done_by_children() -> None:
    assert os.getpid() not in set(parallel.each(lambda _: os.getpid(), range(200), 2))


def test_few_items_are_not_worth_a_process() -> None:
    assert set(parallel.each(lambda _: os.getpid(), range(10))) == {os.getpid()}


def test_an_error_travels_with_its_place() -> None:
    def fail(_: int) -> None:
        raise L10nError("broken", "a.txt", 3, "mend it")

    with pytest.raises(L10nError, match=r"^a\.txt:3: broken; mend it$"):
        list(parallel.each(fail, range(100), 2))


def test_an_interrupt_ends_after_the_pieces_that_were_begun() -> None:
    script = textwrap.dedent(
        """
        import sys, time
        from l10n import parallel
        def work(number):
            time.sleep(0.002)
            return number
        try:
            for number in parallel.each(work, range(100_000), 2):
                print(number, flush=True)
        except KeyboardInterrupt:
            sys.exit(130)
        """
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGINT)
        rest = child.stdout.read()
    assert child.returncode == 130
    assert rest.count("\n") < 10_000


def test_a_killed_process_is_an_error_of_one_line() -> None:
    def die(number: int) -> int:
        if number == 70:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(L10nError, match=r"^a process that did a part of the work was killed; "):
        list(parallel.each(die, range(1000), 2))


def test_processes_end_with_a_parent_that_is_killed() -> None:
    script = textwrap.dedent(
        """
        import time
        from l10n import parallel
        def work(number):
            time.sleep(0.002)
            return number
        for number in parallel.each(work, range(100_000), 2):
            print(number, flush=True)
        """
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        parent.kill()
        parent.communicate(timeout=30)  # to the end of its output, which they too had open
