"""Models from files: listed, installed, removed; whatever is wrong with an archive is one line."""

from __future__ import annotations

import fcntl
import json
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from projects import Project
from tiny_models import MODEL, TOP, files, model, packed, saved, visible

from l10n.engines.argos import ENGINE as ARGOS
from l10n.engines.argos import archive, listing, models, packages
from l10n.errors import L10nError

pytestmark = pytest.mark.usefixtures("home")


# --- files --------------------------------------------------------------------------------------------------


def test_a_model_from_a_file_is_listed_translates_and_can_be_removed(home: Path) -> None:
    assert listing.list_models() == []
    package = models.install_file(MODEL)
    assert package.folder == home / TOP
    assert [one.line for one in listing.list_models()] == ["en es  English to Spanish  1.0  installed"]
    assert ARGOS.translate(["What causes gout?"], "en", "es")[0].text == "¿Cuál es la causa de la gota?"
    assert models.remove("en", "es") == [package]
    assert listing.list_models() == []
    assert visible(home) == ["l10n-models.json"]


def test_every_file_of_a_package_arrives_as_it_is(home: Path) -> None:
    models.install_file(MODEL)
    for name, data in files().items():
        assert (home / name).read_bytes() == data


def test_installing_the_same_model_again_changes_nothing(home: Path) -> None:
    package = models.install_file(MODEL)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}
    assert models.install_file(MODEL) == package
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()} == before


def test_another_model_of_the_pair_is_refused_unless_it_is_newer(tmp_path: Path, home: Path) -> None:
    models.install_file(MODEL)
    other = saved(tmp_path, packed(files() | {f"{TOP}/metadata.json": json.dumps(OLD).encode()}))
    with pytest.raises(L10nError) as caught:
        models.install_file(other)
    said = "Argos model en-es 1.0 is installed already; run: l10n models remove en es"
    assert str(caught.value) == f"{other}: {said}"
    models.install_file(saved(tmp_path, model(version="1.1")))
    assert visible(home) == ["l10n-models.json", "translate-en_es-1_1"]


OLD = {"from_code": "en", "to_code": "es", "package_version": "0.9"}


def test_a_broken_model_is_listed_as_such_and_replaced_by_a_sound_one(home: Path) -> None:
    models.install_file(MODEL)
    (home / TOP / "model/shared_vocabulary.json").write_bytes(b"[]")
    (listed,) = listing.list_models()
    assert listed.state == "broken: remove it, then install it again"
    with pytest.raises(L10nError, match="its files are not those that were installed"):
        ARGOS.translate(["Stop."], "en", "es")
    models.install_file(MODEL)
    assert ARGOS.translate(["What causes gout?"], "en", "es")[0].text == "¿Cuál es la causa de la gota?"


def test_a_model_that_was_linked_in_is_unlinked_not_emptied(tmp_path: Path, home: Path) -> None:
    models.install_file(MODEL)
    elsewhere = tmp_path / "elsewhere"
    (home / TOP).rename(elsewhere)
    (home / TOP).symlink_to(elsewhere)
    models.remove("en", "es")
    assert not (home / TOP).exists()
    assert (elsewhere / "metadata.json").exists()


def test_removing_what_is_not_there_says_what_is() -> None:
    with pytest.raises(L10nError) as caught:
        models.remove("en", "fr")
    assert str(caught.value) == "no Argos model for en to fr is installed; no model is installed"
    models.install_file(MODEL)
    with pytest.raises(L10nError, match=r"installed are en es$"):
        models.remove("en", "fr")


def test_what_a_killed_run_left_is_cleared_away(home: Path) -> None:
    (home / ".l10n-killed/new").mkdir(parents=True)
    models.install_file(MODEL)
    assert visible(home) == ["l10n-models.json", TOP]


def test_two_runs_at_once_do_not_meet(home: Path) -> None:
    home.mkdir()
    with (home / ".l10n-lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(L10nError, match="another l10n installs or removes models here; wait"):
            models.install_file(MODEL)


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "file/packages"))
    with pytest.raises(L10nError, match="cannot be written: Not a directory; see ARGOS_PACKAGES_DIR"):
        models.install_file(MODEL)


def test_the_list_names_what_it_cannot_read_with_nothing_a_terminal_obeys(tmp_path: Path, home: Path) -> None:
    models.install_file(MODEL)
    for name, text in {
        "plain": "{",
        "sly\x1b[2J": json.dumps(OLD | {"to_code": "\x1b[31m"}),
        "odd": json.dumps(OLD | {"from_code": "xx", "to_code": "qq_Zzzz", "from_name": "\x1b]0;x\x07"}),
    }.items():
        (home / name).mkdir()
        (home / name / "metadata.json").write_text(text)
    (home / "pipe").mkdir()
    os.mkfifo(home / "pipe/metadata.json")
    ran = Project(tmp_path)("models", "list")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "en es  English to Spanish  1.0  installed",
        "xx qq_Zzzz  xx to qq_Zzzz  0.9  broken: remove it, then install it again",
        f"{home}/pipe: is no Argos package: metadata.json is no file; remove it",
        f"{home}/plain: metadata.json is not JSON; get the model anew",
        f"{home}/sly\\x1b[2J: its metadata has no sound from_code, to_code and package_version; "
        "get the model anew",
    ]


# --- hostile and broken archives ----------------------------------------------------------------------------


def _special(name: str, kind: int, data: bytes = b"/etc/passwd") -> bytes:
    """The model with one more member of a special kind."""
    buffer = BytesIO(MODEL.read_bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, data)
    return buffer.getvalue()


def _encrypted() -> bytes:
    data = bytearray(packed({f"{TOP}/metadata.json": b"{}"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.index(signature) + offset, 1)
    return bytes(data)


def _twice() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"{TOP}/metadata.json", "{}")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(f"{TOP}/metadata.json", "{}")
    return buffer.getvalue()


def _bit_rot() -> bytes:
    data = bytearray(MODEL.read_bytes())
    data[len(data) // 2] ^= 0xFF
    return bytes(data)


def _without(name: str) -> bytes:
    return packed({path: data for path, data in files().items() if not path.endswith(name)})


def _with(name: str, data: bytes) -> bytes:
    return packed(files() | {name: data})


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"<html>404</html>", "is not a zip archive"),
    "empty": (lambda: b"", "is not a zip archive"),
    "half a download": (lambda: MODEL.read_bytes()[:500_000], "is not a zip archive"),
    "bit rot": (_bit_rot, "is damaged"),
    "nothing in it": (lambda: packed({}), "does not hold one folder"),
    "two folders": (lambda: _with("other/file", b""), "does not hold one folder"),
    "a file outside": (lambda: _with("file", b""), "outside a folder"),
    "up and out": (lambda: _with(f"{TOP}/../../evil", b""), "a name that no model has"),
    "up at once": (lambda: _with("../evil", b""), "a name that no model has"),
    "absolute": (lambda: _with("/tmp/evil", b""), "a name that no model has"),
    "backslash": (lambda: _with(f"{TOP}\\..\\evil", b""), "a name that no model has"),
    "a drive": (lambda: _with("C:/evil", b""), "a name that no model has"),
    "a hidden folder": (lambda: _with(".l10n-x/evil", b""), "a name that no model has"),
    "a link": (lambda: _special(f"{TOP}/link", stat.S_IFLNK), "holds a link or device"),
    "a pipe": (lambda: _special(f"{TOP}/pipe", stat.S_IFIFO, b""), "holds a link or device"),
    "encrypted": (_encrypted, "is encrypted"),
    "one name twice": (_twice, "holds the same file twice"),
    "a file as a folder": (lambda: _with(f"{TOP}/README.md/x", b""), "holds the same file twice"),
    "no metadata": (lambda: _without("metadata.json"), "metadata.json: No such file"),
    "bad metadata": (lambda: _with(f"{TOP}/metadata.json", b"{"), "metadata.json is not JSON"),
    "no codes": (lambda: _with(f"{TOP}/metadata.json", b"{}"), "has no sound from_code"),
    "no model": (lambda: _without("model.bin"), "model/model.bin is missing"),
    "no tokenizer": (lambda: _without("sentencepiece.model"), "its tokenizer is missing"),
    "a model that is none": (lambda: _with(f"{TOP}/model/model.bin", b"x" * 99), "cannot be loaded"),
    "no translation model": (
        lambda: _with(f"{TOP}/metadata.json", b'{"type": "sbd"}'),
        "is no translation model",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_archive_is_refused_in_one_line_and_leaves_nothing(
    tmp_path: Path, home: Path, case: str
) -> None:
    make, said = BAD[case]
    file = saved(tmp_path, make())
    with pytest.raises(L10nError) as caught:
        models.install_file(file)
    assert caught.value.path == str(file)
    assert said in caught.value.message
    assert caught.value.hint == "get the model anew"
    assert "\n" not in str(caught.value)
    assert visible(home) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["packages", "some.argosmodel"]


@pytest.mark.parametrize("lying", [False, True])
def test_an_archive_that_unpacks_to_too_much_is_refused_whatever_its_header_says(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, lying: bool
) -> None:
    monkeypatch.setattr(archive, "UNPACKED", 4 << 20)
    data = bytearray(packed({f"{TOP}/bomb": bytes(64 << 20)}))
    assert len(data) < 100_000
    if lying:
        for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            struct.pack_into("<I", data, data.index(signature) + offset, 10)
    with pytest.raises(L10nError, match=r"unpacks to more than 4 MiB|is damaged"):
        models.install_file(saved(tmp_path, bytes(data)))
    assert visible(home) == []


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    many = packed({f"{TOP}/{number}": b"" for number in range(archive.MEMBERS + 1)})
    with pytest.raises(L10nError, match="holds 5001 files, which no model does"):
        models.install_file(saved(tmp_path, many))


@pytest.mark.parametrize("name", ["missing.argosmodel", "."])
def test_a_path_that_is_no_file_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(L10nError, match=r"(no such file|is a folder); name an \.argosmodel file"):
        models.install_file(tmp_path / name)


def test_a_record_that_cannot_be_read_names_itself(home: Path) -> None:
    models.install_file(MODEL)
    (home / packages.RECORD).write_text("[")
    with pytest.raises(L10nError, match=r"l10n-models\.json: cannot be read.*; remove it"):
        packages.verify(packages.installed()[0])
