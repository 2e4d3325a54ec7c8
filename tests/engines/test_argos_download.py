"""Models from a server that breaks off, stalls, drips and lies."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tiny_models import MODEL, visible

from l10n.engines import chain
from l10n.engines.argos import ENGINE as ARGOS
from l10n.engines.argos import download, models
from l10n.errors import L10nError

if TYPE_CHECKING:
    from argos_site import Site

pytestmark = pytest.mark.usefixtures("home")


def test_a_download_that_breaks_off_goes_on_from_there(site: Site) -> None:
    data = MODEL.read_bytes()
    site.offer("en", "es", data)
    site.cut = 700_000
    with pytest.raises(L10nError, match=f"broke off after 700000 of {len(data)} bytes; run it again"):
        models.install("en", "es")
    assert ARGOS.pairs() == []
    models.install("en", "es")
    assert site.asked[-1] == ("/en_es.argosmodel", "bytes=700000-")
    assert ARGOS.pairs() == [("en", "es")]


def test_a_server_that_cannot_go_on_starts_anew(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    site.cut, site.ranges = 700_000, False
    with pytest.raises(L10nError, match="broke off"):
        models.install("en", "es")
    models.install("en", "es")
    assert ARGOS.pairs() == [("en", "es")]


def test_a_rest_that_no_longer_fits_is_dropped(site: Site, home: Path) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    home.mkdir()
    (home / ".l10n-en_es-1.0.part").write_bytes(bytes(2 << 20))
    models.install("en", "es")
    assert [said for path, said in site.asked if path.endswith("model")] == ["bytes=2097152-", ""]
    assert ARGOS.pairs() == [("en", "es")]


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


class _Bar:
    """A bar that shows downloads apart, as the command line's does."""

    def __init__(self) -> None:
        self.bytes: list[tuple[int, int]] = []

    def __call__(self, done: int, total: int) -> None:
        raise AssertionError("bytes are no texts")

    def downloading(self, done: int, total: int) -> None:
        self.bytes.append((done, total))


def test_a_draft_that_downloads_a_model_shows_its_bytes_apart(site: Site) -> None:
    data = MODEL.read_bytes()
    site.offer("en", "es", data)
    bar = _Bar()
    assert chain.chain(("argos",), "en", "es-MX", progress=bar)[0].note == "es-MX is drafted as es"
    assert bar.bytes[-1] == (len(data), len(data))


# --- another file by the time it goes on --------------------------------------------------------------------


def _broken_off(site: Site, tag: str = "") -> bytes:
    """A model whose download broke off, and another that stands in its place now."""
    site.offer("en", "es", MODEL.read_bytes())
    site.headers = {"ETag": tag} if tag else {}
    site.cut = 700_000
    with pytest.raises(L10nError, match="broke off"):
        models.install("en", "es")
    later = MODEL.read_bytes()[:-100] + bytes(100)
    assert len(later) == len(MODEL.read_bytes())
    return later


def test_a_download_goes_on_only_with_the_version_that_was_begun(site: Site, home: Path) -> None:
    _broken_off(site, tag='"first"')
    models.install("en", "es")
    assert site.downloads == ["", "bytes=700000-"]
    assert site.conditions[-1] == '"first"'
    assert visible(home) == ["l10n-models.json", "translate-en_es-1_0"]


@pytest.mark.parametrize("believes", [True, False])
def test_another_version_is_downloaded_from_its_beginning(site: Site, home: Path, believes: bool) -> None:
    """Servers that know If-Range send the whole; of others the mark of what they send tells."""
    later = _broken_off(site, tag='"first"')
    site.pages["/en_es.argosmodel"], site.headers, site.believes = later, {"ETag": '"second"'}, believes
    with pytest.raises(L10nError, match="is not a zip archive"):
        models.install("en", "es")
    assert site.downloads == (["", "bytes=700000-"] if believes else ["", "bytes=700000-", ""])
    assert visible(home) == []


def test_a_weak_mark_vouches_for_nothing(site: Site) -> None:
    _broken_off(site, tag='W/"first"')
    models.install("en", "es")
    assert site.conditions[-1] == ""


def test_two_halves_that_do_not_fit_are_got_once_more_from_nothing(site: Site) -> None:
    """Nothing said that the file is another one by now; the archive's own sums do."""
    site.offer("en", "es", bytes(700_000) + MODEL.read_bytes()[700_000:])
    site.cut = 700_000
    with pytest.raises(L10nError, match="broke off"):
        models.install("en", "es")
    site.pages["/en_es.argosmodel"] = MODEL.read_bytes()
    assert models.install("en", "es")[0].name == "en-es 1.0"
    assert site.downloads == ["", "bytes=700000-", ""]


# --- servers that keep one waiting, and other answers -------------------------------------------------------


def test_a_server_that_drips_is_given_up(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "WINDOW", 0.2)
    site.offer("en", "es", MODEL.read_bytes())
    site.drips = True
    part = tmp_path / "part"
    with pytest.raises(L10nError, match="the server fell silent"):
        download.save(f"{site.url}/en_es.argosmodel", part, 1 << 30, loopback=True)
    assert part.stat().st_size > 0


def test_a_server_that_never_answers_is_given_up(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "TIMEOUT", 0.2)
    site.deaf = True
    with pytest.raises(L10nError, match="the server fell silent; check the network"):
        download.save(f"{site.url}/x.argosmodel", tmp_path / "part", 1 << 30, loopback=True)


def test_a_model_that_comes_packed_once_more_is_refused(site: Site, tmp_path: Path) -> None:
    site.pages["/x.argosmodel"] = b"x"
    site.headers = {"Content-Encoding": "gzip"}
    with pytest.raises(L10nError, match=r"it sends something else than the file \(200, gzip\)"):
        download.save(f"{site.url}/x.argosmodel", tmp_path / "part", 1 << 30, loopback=True)


def test_a_page_instead_of_a_model_is_said_to_be_none(site: Site, home: Path) -> None:
    site.offer("en", "es", b"<!doctype html><title>Please log in</title>")
    with pytest.raises(L10nError, match=r"en-es 1\.0: is not a zip archive; get the model anew"):
        models.install("en", "es")
    assert visible(home) == []


def test_a_circle_of_redirects_is_one_line(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes(), links=[f"{site.url}/a"])
    site.redirects |= {"/a": f"{site.url}/b", "/b": f"{site.url}/a"}
    with pytest.raises(L10nError, match="/a: leads in a circle") as caught:
        models.install("en", "es")
    assert "\n" not in str(caught.value)
