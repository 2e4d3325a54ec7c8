"""The law "all or nothing": a file is replaced whole or not at all; two runs never lose each other's work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from l10n import files
from l10n.errors import L10nError


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
        from l10n import files
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
        "import sys; from l10n import files; file = sys.argv[1]\n"
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
        "import sys; from l10n import files\n"
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


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_missing_permission_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(L10nError, match="check the permissions"):
        files.write(str(tmp_path / "a.po"), b"x", "a.po")
