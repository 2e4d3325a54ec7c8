"""Models listed, installed and removed: from files, and from an index on this machine that may misbehave."""

from __future__ import annotations

import fcntl
import hashlib
import json
import stat
import struct
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from l10n.engines import argos, argos_archive, argos_download, argos_models, argos_packages
from l10n.errors import L10nError

MODEL = Path(__file__).parent.parent / "data" / "tiny-en-es.argosmodel"
TOP = "translate-en_es-1_0"


@pytest.fixture(name="home", autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")  # nobody listens
    return home


def files() -> dict[str, bytes]:
    with zipfile.ZipFile(MODEL) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def model(source: str = "en", target: str = "es", version: str = "1.0") -> bytes:
    """The tiny model under other codes."""
    top = f"translate-{source}_{target}-{version.replace('.', '_')}"
    renamed = {name.replace(TOP, top): data for name, data in files().items()}
    metadata = {"from_code": source, "to_code": target, "package_version": version}
    renamed[f"{top}/metadata.json"] = json.dumps(metadata).encode()
    return packed(renamed)


def saved(tmp_path: Path, data: bytes) -> Path:
    file = tmp_path / "some.argosmodel"
    file.write_bytes(data)
    return file


def visible(home: Path) -> list[str]:
    """What stands in the packages' folder besides the lock."""
    return sorted(path.name for path in home.iterdir() if path.name != ".l10n-lock") if home.exists() else []


# --- files --------------------------------------------------------------------------------------------------


def test_a_model_from_a_file_is_listed_translates_and_can_be_removed(home: Path) -> None:
    assert argos_models.list_models() == []
    package = argos_models.install_file(MODEL)
    assert package.folder == home / TOP
    assert [one.line for one in argos_models.list_models()] == ["en es  English to Spanish  1.0  installed"]
    assert argos.translate(["What causes gout?"], "en", "es")[0].text == "¿Cuál es la causa de la gota?"
    assert argos_models.remove("en", "es") == [package]
    assert argos_models.list_models() == []
    assert visible(home) == ["l10n-models.json"]


def test_every_file_of_a_package_arrives_as_it_is(home: Path) -> None:
    argos_models.install_file(MODEL)
    for name, data in files().items():
        assert (home / name).read_bytes() == data


def test_installing_the_same_model_again_changes_nothing(home: Path) -> None:
    package = argos_models.install_file(MODEL)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}
    assert argos_models.install_file(MODEL) == package
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()} == before


def test_another_model_of_the_pair_is_refused_unless_it_is_newer(tmp_path: Path, home: Path) -> None:
    argos_models.install_file(MODEL)
    other = saved(tmp_path, packed(files() | {f"{TOP}/metadata.json": json.dumps(OLD).encode()}))
    with pytest.raises(L10nError) as caught:
        argos_models.install_file(other)
    said = "Argos model en-es 1.0 is installed already; run: l10n models remove en es"
    assert str(caught.value) == f"{other}: {said}"
    argos_models.install_file(saved(tmp_path, model(version="1.1")))
    assert visible(home) == ["l10n-models.json", "translate-en_es-1_1"]


OLD = {"from_code": "en", "to_code": "es", "package_version": "0.9"}


def test_a_broken_model_is_listed_as_such_and_replaced_by_a_sound_one(home: Path) -> None:
    argos_models.install_file(MODEL)
    (home / TOP / "model/shared_vocabulary.json").write_bytes(b"[]")
    (listed,) = argos_models.list_models()
    assert listed.state == "broken: remove it, then install it again"
    with pytest.raises(L10nError, match="its files are not those that were installed"):
        argos.translate(["Stop."], "en", "es")
    argos_models.install_file(MODEL)
    assert argos.translate(["What causes gout?"], "en", "es")[0].text == "¿Cuál es la causa de la gota?"


def test_a_model_that_was_linked_in_is_unlinked_not_emptied(tmp_path: Path, home: Path) -> None:
    argos_models.install_file(MODEL)
    elsewhere = tmp_path / "elsewhere"
    (home / TOP).rename(elsewhere)
    (home / TOP).symlink_to(elsewhere)
    argos_models.remove("en", "es")
    assert not (home / TOP).exists()
    assert (elsewhere / "metadata.json").exists()


def test_removing_what_is_not_there_says_what_is() -> None:
    with pytest.raises(L10nError) as caught:
        argos_models.remove("en", "fr")
    assert str(caught.value) == "no Argos model for en to fr is installed; no model is installed"
    argos_models.install_file(MODEL)
    with pytest.raises(L10nError, match=r"installed are en es$"):
        argos_models.remove("en", "fr")


def test_what_a_killed_run_left_is_cleared_away(home: Path) -> None:
    (home / ".l10n-killed/new").mkdir(parents=True)
    argos_models.install_file(MODEL)
    assert visible(home) == ["l10n-models.json", TOP]


def test_two_runs_at_once_do_not_meet(home: Path) -> None:
    home.mkdir()
    with (home / ".l10n-lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(L10nError, match="another l10n installs or removes models here; wait"):
            argos_models.install_file(MODEL)


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "file/packages"))
    with pytest.raises(L10nError, match="cannot be written: Not a directory; see ARGOS_PACKAGES_DIR"):
        argos_models.install_file(MODEL)


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
        argos_models.install_file(file)
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
    monkeypatch.setattr(argos_archive, "UNPACKED", 4 << 20)
    data = bytearray(packed({f"{TOP}/bomb": bytes(64 << 20)}))
    assert len(data) < 100_000
    if lying:
        for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            struct.pack_into("<I", data, data.index(signature) + offset, 10)
    with pytest.raises(L10nError, match=r"unpacks to more than 4 MiB|is damaged"):
        argos_models.install_file(saved(tmp_path, bytes(data)))
    assert visible(home) == []


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    many = packed({f"{TOP}/{number}": b"" for number in range(argos_archive.MEMBERS + 1)})
    with pytest.raises(L10nError, match="holds 5001 files, which no model does"):
        argos_models.install_file(saved(tmp_path, many))


@pytest.mark.parametrize("name", ["missing.argosmodel", "."])
def test_a_path_that_is_no_file_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(L10nError, match=r"(no such file|is a folder); name an \.argosmodel file"):
        argos_models.install_file(tmp_path / name)


# --- the index ----------------------------------------------------------------------------------------------


@dataclass
class Site:
    """A small web server: what it has, how it misbehaves, what it was asked."""

    url: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    cut: int = 0
    """After so many bytes of a model the connection breaks, once."""
    silent: threading.Event | None = None
    """Set while the server sends nothing."""
    length: int | None = None
    """What Content-Length says of a model, where that is not true."""
    ranges: bool = True

    def offer(self, source: str, target: str, data: bytes, version: str = "1.0", **more: Any) -> None:
        """Put a model on the site and into its index."""
        path = f"/{source}_{target}.argosmodel"
        self.pages[path] = data
        entry = {"from_code": source, "to_code": target, "package_version": version}
        entry |= {"links": [f"{self.url}{path}"]} | more
        listed = json.loads(self.pages.get("/index.json", b"[]"))
        self.pages["/index.json"] = json.dumps([*listed, entry]).encode()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        said = request.headers.get("Range", "")
        self.asked.append((request.path, said))
        if request.path in self.redirects:
            request.send_response(302)
            request.send_header("Location", self.redirects[request.path])
            request.end_headers()
            return
        if request.path not in self.pages:
            request.send_error(404)
            return
        data, start = self.pages[request.path], 0
        is_model = request.path.endswith("model")
        if said and self.ranges:
            start = int(said.removeprefix("bytes=").removesuffix("-"))
            if start >= len(data):
                request.send_error(416)
                return
            request.send_response(206)
            request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        else:
            request.send_response(200)
        length = self.length if is_model and self.length is not None else len(data) - start
        request.send_header("Content-Length", str(length))
        request.end_headers()
        if is_model and self.silent:
            self.silent.wait(10)
            return
        body = data[start:]
        if is_model and self.cut:
            body, self.cut = body[: self.cut], 0
        request.wfile.write(body)


@pytest.fixture(name="site")
def _site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.answer(self)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.url = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"{site.url}/")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield site
        server.shutdown()
        thread.join()


def test_a_model_is_downloaded_from_the_index_with_its_progress(site: Site, home: Path) -> None:
    data = MODEL.read_bytes()
    site.offer("en", "es", data, sha256=hashlib.sha256(data).hexdigest())
    assert [one.line for one in argos_models.list_models(available=True)] == [
        "en es  English to Spanish  1.0  available"
    ]
    seen: list[tuple[int, int]] = []
    (package,) = argos_models.install("en", "es-MX", lambda done, total: seen.append((done, total)))
    assert package.name == "en-es 1.0"
    assert seen == sorted(seen)
    assert seen[-1] == (len(data), len(data))
    assert visible(home) == ["l10n-models.json", TOP]
    record = json.loads((home / "l10n-models.json").read_text(encoding="utf-8"))
    assert record[TOP]["archive"] == hashlib.sha256(data).hexdigest()
    assert argos.translate(["What causes gout?"], "en", "es")[0].text == "¿Cuál es la causa de la gota?"


def test_what_is_installed_is_not_downloaded_again_until_the_index_has_a_newer_one(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    argos_models.install("en", "es")
    argos_models.install("en", "es")
    assert [path for path, _ in site.asked].count("/en_es.argosmodel") == 1
    site.offer("en", "es", model(version="1.10"), version="1.10")
    assert argos_models.list_models(available=True)[0].state == "installed, 1.10 available"
    assert argos_models.install("en", "es")[0].name == "en-es 1.10"


def test_a_pair_the_index_has_through_english_only_takes_both_models(site: Site) -> None:
    site.offer("fr", "en", model("fr", "en"))
    site.offer("en", "zt", model("en", "zt"))
    assert not argos.prepare("fr", "de")
    assert argos.prepare("fr", "zh-TW")
    assert argos.origin("fr", "zh-Hant") == "argos fr-en 1.0 + en-zt 1.0"
    assert argos.prepare("fr", "zh-TW")  # nothing left to do


def test_an_unknown_pair_names_the_nearest(site: Site) -> None:
    for target in ("es", "de", "pb"):
        site.offer("en", target, b"")
    with pytest.raises(L10nError) as caught:
        argos_models.install("en", "et")
    said = str(caught.value)
    assert said.startswith("the index has no Argos model for en to et; the nearest are en ")
    with pytest.raises(L10nError, match="unknown locale"):
        argos_models.install("en", "qqq")


def test_a_download_that_breaks_off_goes_on_from_there(site: Site) -> None:
    data = MODEL.read_bytes()
    site.offer("en", "es", data)
    site.cut = 700_000
    with pytest.raises(L10nError, match=f"broke off after 700000 of {len(data)} bytes; run it again"):
        argos_models.install("en", "es")
    assert argos.pairs() == []
    argos_models.install("en", "es")
    assert site.asked[-1] == ("/en_es.argosmodel", "bytes=700000-")
    assert argos.pairs() == [("en", "es")]


def test_a_server_that_cannot_go_on_starts_anew(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    site.cut, site.ranges = 700_000, False
    with pytest.raises(L10nError, match="broke off"):
        argos_models.install("en", "es")
    argos_models.install("en", "es")
    assert argos.pairs() == [("en", "es")]


def test_a_rest_that_no_longer_fits_is_dropped(site: Site, home: Path) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    home.mkdir()
    (home / ".l10n-en_es-1.0.part").write_bytes(bytes(2 << 20))
    argos_models.install("en", "es")
    assert [said for path, said in site.asked if path.endswith("model")] == ["bytes=2097152-", ""]
    assert argos.pairs() == [("en", "es")]


def test_bytes_that_are_not_what_the_index_says_are_not_installed(site: Site, home: Path) -> None:
    site.offer("en", "es", MODEL.read_bytes(), sha256="0" * 64)
    with pytest.raises(L10nError, match=r"en-es 1\.0: is not the file that the index describes \(sha256\)"):
        argos_models.install("en", "es")
    assert visible(home) == []


def test_a_length_that_is_too_long_is_a_download_that_broke_off(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    site.length = 2_000_000
    with pytest.raises(L10nError, match="broke off after"):
        argos_models.install("en", "es")


def test_a_length_that_is_too_short_gives_a_damaged_archive(site: Site, home: Path) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    site.length = 1000
    with pytest.raises(L10nError, match=r"en-es 1\.0: is not a zip archive"):
        argos_models.install("en", "es")
    assert visible(home) == []


def test_a_model_that_is_too_large_is_not_downloaded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argos_models, "_LARGEST", 1 << 20)
    site.offer("en", "es", MODEL.read_bytes())
    with pytest.raises(L10nError, match="is larger than 1 MiB"):
        argos_models.install("en", "es")
    site.length = 100  # and it does not help to say it is small
    with pytest.raises(L10nError):
        argos_models.install("en", "es")


def test_a_server_that_falls_silent_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argos_download, "TIMEOUT", 0.2)
    site.offer("en", "es", MODEL.read_bytes())
    site.silent = threading.Event()
    with pytest.raises(L10nError, match="the server fell silent; check the network, or install a file"):
        argos_models.install("en", "es")
    site.silent.set()


def test_a_second_link_serves_where_the_first_does_not(site: Site) -> None:
    links = [f"{site.url}/gone", "ftp://127.0.0.1/x", f"{site.url}/en_es.argosmodel"]
    site.offer("en", "es", MODEL.read_bytes(), links=links)
    assert argos_models.install("en", "es")[0].name == "en-es 1.0"
    assert [path for path, _ in site.asked] == ["/index.json", "/gone", "/en_es.argosmodel"]


def test_a_link_to_another_model_is_refused(site: Site, home: Path) -> None:
    site.offer("en", "fr", MODEL.read_bytes())
    with pytest.raises(L10nError, match=r"en-fr 1\.0: is not the model for en to fr"):
        argos_models.install("en", "fr")
    assert visible(home) == []


def test_redirects_are_followed_but_never_to_http_elsewhere(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes(), links=[f"{site.url}/moved"])
    site.redirects["/moved"] = f"{site.url}/en_es.argosmodel"
    assert argos_models.install("en", "es")
    argos_models.remove("en", "es")
    for elsewhere in ("http://192.0.2.1/x", "ftp://192.0.2.1/x", "file:///etc/passwd"):
        site.redirects["/moved"] = elsewhere
        with pytest.raises(L10nError, match=r"which is not https|is not allowed"):
            argos_models.install("en", "es")


@pytest.mark.parametrize(
    "links",
    [["http://192.0.2.1/x"], ["file:///etc/passwd"], ["https://"], ["https://[x"], [], "x", [1], None],
)
def test_offers_with_no_link_we_would_follow_are_none(site: Site, links: Any) -> None:
    site.offer("en", "es", MODEL.read_bytes(), links=links)
    assert argos_models.list_models(available=True) == []


@pytest.mark.parametrize("page", [b"<html>", b"{}", b"\xff", b"[" * 100_000])
def test_an_index_that_is_none_says_so(site: Site, page: bytes) -> None:
    site.pages["/index.json"] = page
    with pytest.raises(L10nError, match="is not an index of Argos models; check ARGOS_PACKAGE_INDEX"):
        argos_models.install("en", "es")


@pytest.mark.parametrize("entry", [1, None, [], {}, {"from_code": "../..", "to_code": "es"}, {"type": "sbd"}])
def test_strange_entries_of_an_index_are_passed_over(site: Site, entry: Any) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    site.pages["/index.json"] = json.dumps([entry, *json.loads(site.pages["/index.json"])]).encode()
    assert [one.version for one in argos_models.list_models(available=True)] == ["1.0"]


def test_no_network_is_said_at_once() -> None:
    with pytest.raises(L10nError) as caught:
        argos_models.install("en", "es")
    assert str(caught.value) == (
        "http://127.0.0.1:9/index.json: cannot be reached: Connection refused; "
        "check the network, or install a file: l10n models install FILE.argosmodel"
    )


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1/", "ftp://127.0.0.1/", "file:///etc", "models", "https://x:y/"]
)
def test_only_https_or_this_machine_is_asked_for_an_index(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", url)
    with pytest.raises(L10nError, match="is not an https address; check ARGOS_PACKAGE_INDEX"):
        argos_models.list_models(available=True)


def test_the_index_is_argostranslates_own_where_nothing_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own: argostranslate makes its folders when it is asked."""
    monkeypatch.delenv("ARGOS_PACKAGE_INDEX")
    monkeypatch.setenv("HOME", str(tmp_path))
    code = """
from l10n.engines import argos_index
from argostranslate import settings
assert argos_index.url() == settings.remote_package_index
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_record_that_cannot_be_read_names_itself(home: Path) -> None:
    argos_models.install_file(MODEL)
    (home / argos_packages.RECORD).write_text("[")
    with pytest.raises(L10nError, match=r"l10n-models\.json: cannot be read.*; remove it"):
        argos_packages.verify(argos_packages.installed()[0])
