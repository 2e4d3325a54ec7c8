"""Which format reads a file."""

from __future__ import annotations

import importlib.metadata
from pathlib import PurePath

import pytest

from l10n import formats
from l10n.errors import L10nError


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.md", "markdown"), ("b/c.MARKDOWN", "markdown"), ("a.md.txt", "text"), ("liver.TXT", "text")],
)
def test_the_suffix_decides_in_any_case(path: str, name: str) -> None:
    assert formats.for_path(PurePath(path)).name == name
    assert formats.by_name(name) is formats.for_path(path)
    assert formats.known(path)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a/b.mdd", "a/b.mdd: no format reads .mdd files; nearest: .md"),
        ("a.png", "a.png: no format reads .png files; suffixes that are read: .md, .markdown, "),
        ("Makefile", "Makefile: a file without a suffix has no format; suffixes that are read: "),
    ],
)
def test_an_unknown_suffix_names_the_nearest(path: str, said: str) -> None:
    assert not formats.known(path)
    with pytest.raises(L10nError) as error:
        formats.for_path(path)
    assert str(error.value).startswith(said)


def test_an_unknown_name_names_the_nearest() -> None:
    with pytest.raises(L10nError, match="unknown format 'markdow'; did you mean markdown"):
        formats.by_name("markdow")


def test_a_plugin_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        name, value = "subtitles", "gone.subtitles"

        def load(self) -> object:
            raise ImportError("No module named 'gone'")

    formats._foreign.cache_clear()
    formats._named.cache_clear()
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [Point()])
    try:
        with pytest.raises(L10nError, match=r"the format 'subtitles' .* cannot be loaded"):
            formats.for_path("a.srt")
    finally:
        formats._foreign.cache_clear()
        formats._named.cache_clear()


def test_the_table_of_formats_says_the_suffixes_that_their_modules_say() -> None:
    for name, _, suffixes in formats.BUILT_IN:
        assert formats.by_name(name).name == name
        assert formats.by_name(name).suffixes == suffixes
