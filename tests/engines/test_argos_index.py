"""The index of models: what it offers, and what it says that is not believed."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tiny_models import MODEL, TOP, model, visible

from l10n.engines import chain
from l10n.engines.argos import ENGINE as ARGOS
from l10n.engines.argos import index, listing, models, remote
from l10n.errors import L10nError

if TYPE_CHECKING:
    from argos_site import Site

pytestmark = pytest.mark.usefixtures("home")


def test_a_model_is_downloaded_from_the_index_with_its_progress(site: Site, home: Path) -> None:
    data = MODEL.read_bytes()
    site.offer("en", "es", data, sha256=hashlib.sha256(data).hexdigest())
    assert [one.line for one in listing.list_models(available=True)] == [
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
    assert ARGOS.translate(["What causes gout?"], "en", "es")[0].text == "¿Cuál es la causa de la gota?"


def test_what_is_installed_is_not_downloaded_again_until_the_index_has_a_newer_one(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    models.install("en", "es")
    models.install("en", "es")
    assert [path for path, _ in site.asked].count("/en_es.argosmodel") == 1
    site.offer("en", "es", model(version="1.10"), version="1.10")
    assert listing.list_models(available=True)[0].state == "installed, 1.10 available"
    assert models.install("en", "es")[0].name == "en-es 1.10"


def test_a_pair_the_index_has_through_english_only_takes_both_models(site: Site) -> None:
    site.offer("fr", "en", model("fr", "en"))
    site.offer("en", "zt", model("en", "zt"))
    assert not ARGOS.prepare("fr", "de")
    assert ARGOS.prepare("fr", "zh-TW")
    assert ARGOS.origin("fr", "zh-Hant") == "argos fr-en 1.0 + en-zt 1.0"
    assert ARGOS.prepare("fr", "zh-TW")  # nothing left to do


def test_an_unknown_pair_names_the_nearest(site: Site) -> None:
    for target in ("es", "de", "pb"):
        site.offer("en", target, b"")
    with pytest.raises(L10nError) as caught:
        models.install("en", "et")
    said = str(caught.value)
    assert said.startswith("the index has no Argos model for en to et; the nearest are en ")
    with pytest.raises(L10nError, match="unknown locale"):
        models.install("en", "qqq")


@pytest.mark.parametrize(
    "links",
    [["http://192.0.2.1/x"], ["file:///etc/passwd"], ["https://"], ["https://[x"], [], "x", [1], None],
)
def test_offers_with_no_link_we_would_follow_are_none(site: Site, links: Any) -> None:
    site.offer("en", "es", MODEL.read_bytes(), links=links)
    assert listing.list_models(available=True) == []


@pytest.mark.parametrize("page", [b"<html>", b"{}", b"\xff", b"[" * 100_000])
def test_an_index_that_is_none_says_so(site: Site, page: bytes) -> None:
    site.pages["/index.json"] = page
    with pytest.raises(L10nError, match="is not an index of Argos models; check ARGOS_PACKAGE_INDEX"):
        models.install("en", "es")


UP = {"from_code": "en", "to_code": "es", "package_version": "9/../../x", "links": ["https://127.0.0.1/x"]}


@pytest.mark.parametrize(
    "entry", [1, None, [], {}, UP, UP | {"package_version": "9", "from_code": "../.."}, {"type": "sbd"}]
)
def test_strange_entries_of_an_index_are_passed_over(site: Site, entry: Any) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    site.pages["/index.json"] = json.dumps([entry, *json.loads(site.pages["/index.json"])]).encode()
    assert [one.version for one in listing.list_models(available=True)] == ["1.0"]


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
    with pytest.raises(L10nError, match=r"^(?!.*None).*is not an https address; check ARGOS_PACKAGE_INDEX"):
        listing.list_models(available=True)


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


def test_an_index_may_come_packed(site: Site) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    site.pages["/index.json"] = gzip.compress(site.pages["/index.json"])
    site.headers = {"Content-Encoding": "gzip"}
    assert [one.version for one in listing.list_models(available=True)] == ["1.0"]


@pytest.mark.parametrize("packed", [False, True])
def test_an_index_without_an_end_is_not_read_to_it(site: Site, packed: bool) -> None:
    page = b"[" + b" " * (100 << 20)
    site.pages["/index.json"] = gzip.compress(page, 1) if packed else page
    site.headers = {"Content-Encoding": "gzip"} if packed else {}
    with pytest.raises(L10nError, match="is larger than 16 MiB; check ARGOS_PACKAGE_INDEX"):
        index.offers()


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_an_index_packed_in_another_way_or_not_to_its_end_is_refused(site: Site, encoding: str) -> None:
    site.pages["/index.json"] = gzip.compress(b"[]")[:-9]
    site.headers = {"Content-Encoding": encoding}
    with pytest.raises(L10nError, match=r"it is packed as br|what it packed breaks off"):
        index.offers()


@pytest.mark.parametrize("how", ["deaf", "drips"])
def test_an_index_is_not_waited_for_without_end(
    site: Site, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(remote, "PATIENCE", 0.2)
    monkeypatch.setattr(remote, "LONG", 0.2)
    site.offer("en", "es", bytes(9), padding="x" * 9999)
    setattr(site, how, True)
    with pytest.raises(L10nError, match="the server fell silent; check the network, or install a file"):
        index.offers()


def test_what_a_server_calls_its_error_is_not_said(site: Site) -> None:
    site.error = 503, "\x1b[2J"
    with pytest.raises(L10nError) as caught:
        index.offers()
    assert caught.value.message == "the server answers 503 Service Unavailable"


def test_a_run_asks_for_the_index_once_whatever_it_says(site: Site) -> None:
    for target in ("es", "fr", "de"):
        with pytest.raises(L10nError, match="404"):
            models.fetch("en", target)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("tag", "made"),
    [
        ("es-MX", "argos en-es 1.0; es-MX is drafted as es"),
        ("zh-TW", "argos en-zt 1.0; zh-TW is drafted as zh-Hant"),
        ("zh-Hans-SG", "argos en-zh 1.0; zh-Hans-SG is drafted as zh-Hans"),
        ("pt-BR", "argos en-pb 1.0"),
        ("pt-PT", "argos en-pt 1.0"),
        ("no", "argos en-nb 1.0"),
        ("fil", "argos en-tl 1.0"),
        ("sr-RS", "argos en-sr 1.0; sr-RS is drafted as sr"),
    ],
)
def test_the_region_is_given_up_aloud(site: Site, tag: str, made: str) -> None:
    """Argos says zh, zt, pb, pt, nb and tl for what is zh-Hans, zh-Hant, pt-BR, pt-PT, nb and fil."""
    for target in ("es", "zh", "zt", "pb", "pt", "nb", "tl", "sr"):
        site.offer("en", target, model("en", target))
    (route,) = chain.chain(("argos",), "en", tag)
    origin = route.engine.origin(route.source, route.target)
    assert "; ".join(filter(None, (origin, route.note))) == made


@pytest.mark.parametrize(("here", "tag"), [("zh", "zh-TW"), ("zt", "zh-Hans"), ("sr", "sr-Latn")])
def test_a_script_that_the_index_has_not_is_not_had_in_another(site: Site, here: str, tag: str) -> None:
    site.offer("en", here, model("en", here))
    with pytest.raises(L10nError, match=f"no engine can translate en -> {tag}"):
        chain.chain(("argos",), "en", tag)
    assert site.downloads == []
