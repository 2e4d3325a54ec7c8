"""The law "all or nothing": a file is replaced whole or not at all; two runs never lose each other's work."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from l10n.errors import L10nError
from l10n.storage import files, locks, successor


def test_an_unchanged_file_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    assert files.write(str(file), b"x", "a.po")
    before = file.stat()
    assert not files.write(str(file), b"x", "a.po")
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert file.stat().st_ino == before.st_ino


def test_a_replaced_file_keeps_its_mode_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_bytes(b"old")
    file.chmod(0o640)
    files.write(str(file), b"new", "a.po")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_full_disk_leaves_the_old_file_whole() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    # A file-size limit of 4 KiB is the smallest full disk there is.
    script = textwrap.dedent(
        """
        import pathlib, resource, signal, sys, tempfile
        from l10n.storage import files
        from l10n.errors import L10nError
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        folder = pathlib.Path(tempfile.mkdtemp())
        file = folder / "a.po"
        file.write_bytes(b"old")
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            files.write(str(file), b"n" * 100_000, "a.po")
        except L10nError as error:
            print(error)
        print(file.read_bytes(), [one.name for one in folder.iterdir()])
        """
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    said, left = ran.stdout.splitlines()
    assert said.startswith("a.po: cannot be written: File too large")
    assert left == "b'old' ['a.po']"


def test_a_kill_in_the_middle_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_bytes(b"0" * 1_000_000)
    script = (
        "import sys; from l10n.storage import files; file = sys.argv[1]\n"
        "print('go', flush=True)\n"
        "for n in range(10**6): files.write(file, str(n % 10).encode() * 1_000_000, 'a.po')\n"
    )
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            child.send_signal(signal.SIGKILL)
        data = file.read_bytes()
        assert len(data) == 1_000_000
        assert len(set(data)) == 1


def test_update_sees_what_somebody_wrote_in_between(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_bytes(b"1")
    seen: list[bytes | None] = []

    def change(before: bytes | None) -> bytes:
        seen.append(before)
        if len(seen) == 1:
            file.write_bytes(b"2")
        return (before or b"") + b"+"

    written, held = files.update(str(file), change, "a.po", str(tmp_path / ".l10n" / "lock"))
    assert written
    assert held is not None
    assert held.data == b"2+"
    assert seen == [b"1", b"2"]
    assert file.read_bytes() == b"2+"


def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    script = (
        "import sys; from l10n.storage import files\n"
        "file, lock = sys.argv[1:]\n"
        "for n in range(40): files.update(file, lambda old: (old or b'') + b'x', 'a.po', lock)\n"
    )
    command = [sys.executable, "-c", script, str(file), str(tmp_path / ".l10n" / "lock")]
    children = [subprocess.Popen(command) for _ in range(3)]
    assert [child.wait() for child in children] == [0, 0, 0]
    assert file.read_bytes() == b"x" * 120


def test_a_lock_whose_file_was_removed_is_taken_anew(tmp_path: Path) -> None:
    lock = tmp_path / ".l10n" / "lock"
    (tmp_path / "a.po").write_bytes(b"0")
    for text in (b"1", b"2"):
        files.update(str(tmp_path / "a.po"), lambda _, text=text: text, "a.po", str(lock))  # type: ignore[misc]
        assert lock.exists()
        lock.unlink()


def test_a_stamp_tells_a_file_that_was_written_again(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    _, first = files.update(str(file), lambda _: b"one", "a.po", str(tmp_path / "lock"))
    assert first is not None
    assert files.held(str(file), "a.po") == first
    file.write_bytes(b"three")
    now = files.held(str(file), "a.po")
    assert now is not None
    assert now.stamp != first.stamp


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "locales").write_text("a file where the folder should be")
    with pytest.raises(
        L10nError, match=r"^locales/es/a\.po: cannot be written: .*; a file stands where a folder"
    ):
        files.write(str(tmp_path / "locales" / "es" / "a.po"), b"x", "locales/es/a.po")


def test_a_link_stays_a_link_and_what_it_points_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.po"
    link.symlink_to("real/a.po")
    for text in (b"new", b"newer"):  # at first it dangles
        assert files.write(str(link), text, "a.po")
        assert link.readlink() == Path("real/a.po")
        assert (tmp_path / "real" / "a.po").read_bytes() == text


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert files.write(str(pipe), b"x", "pipe")
    assert os.read(reader, 9) == b"x"
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("nameless", [True, False])
def test_what_a_killed_run_left_beside_a_file_is_gone_after_the_next(
    tmp_path: Path, nameless: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(successor, "can_be_nameless", lambda: nameless)
    (tmp_path / "a.po").write_bytes(b"old")
    (tmp_path / ".a.po.tmp").write_bytes(b"half of")
    assert files.write(str(tmp_path / "a.po"), b"new", "a.po")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a.po": b"new"}


def test_a_file_that_an_editor_is_writing_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_bytes(b"old")
    with file.open("wb", buffering=0) as editor:  # which has made it empty by now

        def save() -> None:
            editor.write(b"saved")
            editor.close()

        saving = threading.Timer(0.2, save)
        saving.start()
        files.update(str(file), lambda old: (old or b"") + b"+", "a.po", str(tmp_path / "lock"))
        saving.join()
    assert file.read_bytes() == b"saved+"


def test_a_file_that_stays_open_for_writing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    file = tmp_path / "a.po"
    with (
        file.open("wb", buffering=0),
        pytest.raises(L10nError, match=r"^a\.po: is open for writing in another program; save and close it"),
    ):
        files.update(str(file), lambda _: b"new", "a.po", str(tmp_path / "lock"))
    assert file.read_bytes() == b""


@pytest.mark.parametrize("step", ["settle", "swap"])
@pytest.mark.parametrize("renames", [True, False])
def test_an_editor_that_saves_in_the_last_moment_is_seen(
    tmp_path: Path, renames: bool, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.po"
    file.write_bytes(b"old")
    saves = [b"saved"]

    def save_and_go_on(self: successor.Successor, *given: str) -> object:
        if saves:
            (tmp_path / "b" if renames else file).write_bytes(saves.pop())
            if renames:
                (tmp_path / "b").rename(file)
        return go_on(self, *given)

    go_on: Callable[..., object] = getattr(successor.Successor, step)
    monkeypatch.setattr(successor.Successor, step, save_and_go_on)
    if step == "swap" and successor._renameat2() is None:
        pytest.skip("this system cannot swap files")
    files.update(str(file), lambda old: (old or b"") + b"+", "a.po", str(tmp_path / "lock"))
    assert file.read_bytes() == b"saved+"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.po", "lock"]


def test_a_lock_that_another_run_keeps_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.05)
    (tmp_path / "a.po").write_bytes(b"old")
    with (tmp_path / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(L10nError, match="lock: another run of l10n holds the lock; let it end"):
            files.update(str(tmp_path / "a.po"), lambda _: b"new", "a.po", str(tmp_path / "lock"))
    files.update(str(tmp_path / "a.po"), lambda _: b"new", "a.po", str(tmp_path / "lock"))
    assert (tmp_path / "a.po").read_bytes() == b"new"


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that everybody may write in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


def as_nobody(*lines: str) -> str:
    """What a script of these lines prints, run by a user who is neither root nor the owner of anything."""
    user = 65534 if os.geteuid() == 0 else -1
    if user < 0:
        pytest.skip("only root can be somebody else")
    script = "\n".join(["import os", "from l10n.storage import files", *lines])
    # The project may lie where nobody but root may look: it is imported first.
    command = [
        sys.executable,
        "-c",
        f"import ctypes, os; import l10n.storage.files; os.setuid({user})\n{script}",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def test_a_read_only_file_stays_as_it_is(shared_folder: Path) -> None:
    file = shared_folder / "a.po"
    file.write_bytes(b"old")
    file.chmod(0o444)
    said = as_nobody(
        f"try: files.write({str(file)!r}, b'new', 'a.po')", "except files.L10nError as error: print(error)"
    )
    assert said == (
        "a.po: cannot be written: Permission denied; check the permissions of the file and its folder"
    )
    assert file.read_bytes() == b"old"
    assert list(shared_folder.iterdir()) == [file]


def test_the_lock_file_of_another_user_is_a_lock_too(shared_folder: Path) -> None:
    file, lock = shared_folder / "a.po", shared_folder / "lock"
    file.write_bytes(b"old")
    file.chmod(0o666)
    lock.touch(0o644)
    said = as_nobody(f"print(files.update({str(file)!r}, lambda _: b'new', 'a.po', {str(lock)!r})[0])")
    assert said == "True"
    assert file.read_bytes() == b"new"


def test_a_file_keeps_its_owner(shared_folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    file = shared_folder / "a.po"
    file.write_bytes(b"old")
    os.chown(file, 1234, 1235)
    files.write(str(file), b"new", "a.po")
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 1235)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_missing_permission_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(L10nError, match="check the permissions"):
        files.write(str(tmp_path / "a.po"), b"x", "a.po")
