"""Models from an index on this machine, which may break off, stall, lie or not be there."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tiny_models import MODEL, TOP, model, visible

from l10n.engines import argos
from l10n.engines.argos import download, models
from l10n.errors import L10nError

pytestmark = pytest.mark.usefixtures("home")


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
    assert [one.line for one in models.list_models(available=True)] == [
        "en es  English to Spanish  1.0  available"
    ]
    seen: list[tuple[int, int]] = []
    (package,) = models.install("en", "es-MX", lambda done, total: seen.append((done, total)))
    assert package.name == "en-es 1.0"
    assert seen == sorted(seen)
    assert seen[-1] == (len(data), len(data))
    assert visible(home) == ["l10n-models.json", TOP]
    record = json.loads((home / "l10n-models.json").read_text(encoding="utf-8"))
    assert record[TOP]["archive"] == hashlib.sha256(data).hexdigest()
    assert argos.translate(["What causes gout?"], "en", "es")[0].text == "¿Cuál es la causa de la gota?"


def test_what_is_installed_is_not_downloaded_again_until_the_index_has_a_newer_one(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    models.install("en", "es")
    models.install("en", "es")
    assert [path for path, _ in site.asked].count("/en_es.argosmodel") == 1
    site.offer("en", "es", model(version="1.10"), version="1.10")
    assert models.list_models(available=True)[0].state == "installed, 1.10 available"
    assert models.install("en", "es")[0].name == "en-es 1.10"


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
        models.install("en", "et")
    said = str(caught.value)
    assert said.startswith("the index has no Argos model for en to et; the nearest are en ")
    with pytest.raises(L10nError, match="unknown locale"):
        models.install("en", "qqq")


def test_a_download_that_breaks_off_goes_on_from_there(site: Site) -> None:
    data = MODEL.read_bytes()
    site.offer("en", "es", data)
    site.cut = 700_000
    with pytest.raises(L10nError, match=f"broke off after 700000 of {len(data)} bytes; run it again"):
        models.install("en", "es")
    assert argos.pairs() == []
    models.install("en", "es")
    assert site.asked[-1] == ("/en_es.argosmodel", "bytes=700000-")
    assert argos.pairs() == [("en", "es")]


def test_a_server_that_cannot_go_on_starts_anew(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    site.cut, site.ranges = 700_000, False
    with pytest.raises(L10nError, match="broke off"):
        models.install("en", "es")
    models.install("en", "es")
    assert argos.pairs() == [("en", "es")]


def test_a_rest_that_no_longer_fits_is_dropped(site: Site, home: Path) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    home.mkdir()
    (home / ".l10n-en_es-1.0.part").write_bytes(bytes(2 << 20))
    models.install("en", "es")
    assert [said for path, said in site.asked if path.endswith("model")] == ["bytes=2097152-", ""]
    assert argos.pairs() == [("en", "es")]


def test_bytes_that_are_not_what_the_index_says_are_not_installed(site: Site, home: Path) -> None:
    site.offer("en", "es", MODEL.read_bytes(), sha256="0" * 64)
    with pytest.raises(L10nError, match=r"en-es 1\.0: is not the file that the index describes \(sha256\)"):
        models.install("en", "es")
    assert visible(home) == []


def test_a_length_that_is_too_long_is_a_download_that_broke_off(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    site.length = 2_000_000
    with pytest.raises(L10nError, match="broke off after"):
        models.install("en", "es")


def test_a_length_that_is_too_short_gives_a_damaged_archive(site: Site, home: Path) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    site.length = 1000
    with pytest.raises(L10nError, match=r"en-es 1\.0: is not a zip archive"):
        models.install("en", "es")
    assert visible(home) == []


def test_a_model_that_is_too_large_is_not_downloaded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_LARGEST", 1 << 20)
    site.offer("en", "es", MODEL.read_bytes())
    with pytest.raises(L10nError, match="is larger than 1 MiB"):
        models.install("en", "es")
    site.length = 100  # and it does not help to say it is small
    with pytest.raises(L10nError):
        models.install("en", "es")


def test_a_server_that_falls_silent_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "TIMEOUT", 0.2)
    site.offer("en", "es", MODEL.read_bytes())
    site.silent = threading.Event()
    with pytest.raises(L10nError, match="the server fell silent; check the network, or install a file"):
        models.install("en", "es")
    site.silent.set()


def test_a_second_link_serves_where_the_first_does_not(site: Site) -> None:
    links = [f"{site.url}/gone", "ftp://127.0.0.1/x", f"{site.url}/en_es.argosmodel"]
    site.offer("en", "es", MODEL.read_bytes(), links=links)
    assert models.install("en", "es")[0].name == "en-es 1.0"
    assert [path for path, _ in site.asked] == ["/index.json", "/gone", "/en_es.argosmodel"]


def test_a_link_to_another_model_is_refused(site: Site, home: Path) -> None:
    site.offer("en", "fr", MODEL.read_bytes())
    with pytest.raises(L10nError, match=r"en-fr 1\.0: is not the model for en to fr"):
        models.install("en", "fr")
    assert visible(home) == []


def test_redirects_are_followed_but_never_to_http_elsewhere(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes(), links=[f"{site.url}/moved"])
    site.redirects["/moved"] = f"{site.url}/en_es.argosmodel"
    assert models.install("en", "es")
    models.remove("en", "es")
    for elsewhere in ("http://192.0.2.1/x", "ftp://192.0.2.1/x", "file:///etc/passwd"):
        site.redirects["/moved"] = elsewhere
        with pytest.raises(L10nError, match=r"leads to .* not https"):
            models.install("en", "es")


@pytest.mark.parametrize(
    "links",
    [["http://192.0.2.1/x"], ["file:///etc/passwd"], ["https://"], ["https://[x"], [], "x", [1], None],
)
def test_offers_with_no_link_we_would_follow_are_none(site: Site, links: Any) -> None:
    site.offer("en", "es", MODEL.read_bytes(), links=links)
    assert models.list_models(available=True) == []


@pytest.mark.parametrize("page", [b"<html>", b"{}", b"\xff", b"[" * 100_000])
def test_an_index_that_is_none_says_so(site: Site, page: bytes) -> None:
    site.pages["/index.json"] = page
    with pytest.raises(L10nError, match="is not an index of Argos models; check ARGOS_PACKAGE_INDEX"):
        models.install("en", "es")


@pytest.mark.parametrize("entry", [1, None, [], {}, {"from_code": "../..", "to_code": "es"}, {"type": "sbd"}])
def test_strange_entries_of_an_index_are_passed_over(site: Site, entry: Any) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    site.pages["/index.json"] = json.dumps([entry, *json.loads(site.pages["/index.json"])]).encode()
    assert [one.version for one in models.list_models(available=True)] == ["1.0"]


def test_no_network_is_said_at_once() -> None:
    with pytest.raises(L10nError) as caught:
        models.install("en", "es")
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
        models.list_models(available=True)


def test_the_index_is_argostranslates_own_where_nothing_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own: argostranslate makes its folders when it is asked."""
    monkeypatch.delenv("ARGOS_PACKAGE_INDEX")
    monkeypatch.setenv("HOME", str(tmp_path))
    code = """
from l10n.engines.argos import index
from argostranslate import settings
assert index.url() == settings.remote_package_index
"""
    subprocess.run([sys.executable, "-c", code], check=True)
