"""Finding sources, and the law "all or nothing": a file is replaced whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from l10n import config, project
from l10n.errors import L10nError

LEAST = 'source-locale = "en"\nlocales = ["es", "zh-Hans"]\nsources = ["source_texts/**/*"]\n'


def tree(root: Path, files: dict[str, str]) -> config.Config:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "l10n.toml").write_text(LEAST)
    return config.load(root)


def test_sources_are_named_below_the_fixed_part_of_their_pattern(tmp_path: Path) -> None:
    settings = tree(
        tmp_path, {"source_texts/b.md": "", "source_texts/children/a.txt": "", "source_texts/.hidden.txt": ""}
    )
    found = project.sources(settings)
    assert [(one.shown, one.stem) for one in found] == [
        ("source_texts/b.md", "b"),
        ("source_texts/children/a.txt", "children/a"),
    ]
    assert (
        project.catalog_file(settings, found[1], "zh-Hans") == settings.root / "locales/zh_Hans/children/a.po"
    )
    assert (
        project.output_file(settings, found[1], "zh-Hans") == settings.root / "build/zh-Hans/children/a.txt"
    )
    assert project.output_file(settings, found[1], "es", Path("/out")) == Path("/out/es/children/a.txt")


def test_what_l10n_writes_is_never_a_source(tmp_path: Path) -> None:
    settings = tree(tmp_path, {"a.md": "", "build/es/a.md": "", "locales/es/a.md": "", ".l10n/x.md": ""})
    (tmp_path / "l10n.toml").write_text(LEAST.replace("source_texts/**/*", "**/*.md"))
    settings = config.load(tmp_path)
    assert [one.shown for one in project.sources(settings)] == ["a.md"]


def test_paths_narrow_to_files_and_folders(tmp_path: Path) -> None:
    settings = tree(tmp_path, {"source_texts/a.md": "", "source_texts/c/b.md": "", "other.md": ""})
    narrowed = project.sources(settings, [tmp_path / "source_texts" / "c"])
    assert [one.shown for one in narrowed] == ["source_texts/c/b.md"]
    with pytest.raises(L10nError, match="no source of this project"):
        project.sources(settings, [tmp_path / "other.md"])
    with pytest.raises(L10nError, match="no such file"):
        project.sources(settings, [tmp_path / "nowhere.md"])


def test_two_sources_with_one_catalog_are_both_named(tmp_path: Path) -> None:
    settings = tree(tmp_path, {"source_texts/a.md": "", "source_texts/a.txt": "", "source_texts/b.md": ""})
    clashes = project.collisions(settings, project.sources(settings))
    assert sorted(clashes) == ["source_texts/a.md", "source_texts/a.txt"]
    assert str(clashes["source_texts/a.md"]) == (
        "source_texts/a.md: shares the catalog locales/{locale}/a.po with source_texts/a.txt; "
        "rename one of them"
    )


def test_links_that_lead_out_are_neither_read_nor_written(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("secret")
    settings = tree(tmp_path / "inside", {"source_texts/a.md": ""})
    (settings.root / "source_texts" / "secret.md").symlink_to(outside / "secret.md")
    (settings.root / "locales").symlink_to(outside)
    assert [one.shown for one in project.sources(settings)] == ["source_texts/a.md"]
    with pytest.raises(L10nError, match="leads out of the project"):
        project.catalog_file(settings, project.sources(settings)[0], "es")


def test_an_unchanged_file_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    assert project.write(file, b"x", "a.po")
    before = file.stat()
    assert not project.write(file, b"x", "a.po")
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert file.stat().st_ino == before.st_ino


def test_a_replaced_file_keeps_its_mode_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_bytes(b"old")
    file.chmod(0o640)
    project.write(file, b"new", "a.po")
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
        from l10n import project
        from l10n.errors import L10nError
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        folder = pathlib.Path(tempfile.mkdtemp())
        file = folder / "a.po"
        file.write_bytes(b"old")
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            project.write(file, b"n" * 100_000, "a.po")
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
        "import sys, pathlib; from l10n import project; file = pathlib.Path(sys.argv[1])\n"
        "print('go', flush=True)\n"
        "for n in range(10**6): project.write(file, str(n % 10).encode() * 1_000_000, 'a.po')\n"
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
    settings = tree(tmp_path, {"locales/es/a.po": "1"})
    file = settings.root / "locales/es/a.po"
    seen: list[bytes | None] = []

    def change(before: bytes | None) -> bytes:
        seen.append(before)
        if len(seen) == 1:
            file.write_bytes(b"2")
        return (before or b"") + b"+"

    assert project.update(settings, file, change)
    assert seen == [b"1", b"2"]
    assert file.read_bytes() == b"2+"


def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    settings = tree(tmp_path, {"locales/es/a.po": ""})
    file = settings.root / "locales/es/a.po"
    script = (
        "import sys, pathlib; from l10n import config, project\n"
        "settings = config.load(pathlib.Path(sys.argv[1]))\n"
        "file = pathlib.Path(sys.argv[2])\n"
        "for n in range(40): project.update(settings, file, lambda old: (old or b'') + b'x')\n"
    )
    command = [sys.executable, "-c", script, str(settings.root), str(file)]
    children = [subprocess.Popen(command) for _ in range(3)]
    assert [child.wait() for child in children] == [0, 0, 0]
    assert file.read_bytes() == b"x" * 120


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "locales").write_text("a file where the folder should be")
    with pytest.raises(
        L10nError, match=r"^locales/es/a\.po: cannot be written: .*; a file stands where a folder"
    ):
        project.write(tmp_path / "locales" / "es" / "a.po", b"x", "locales/es/a.po")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_missing_permission_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(L10nError, match="check the permissions"):
        project.write(tmp_path / "a.po", b"x", "a.po")
