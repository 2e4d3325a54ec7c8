"""Finding sources, and which catalog and output belong to them."""

from __future__ import annotations

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
    root = settings.root
    assert project.catalog_file(settings, found[1], "zh-Hans") == f"{root}/locales/zh_Hans/children/a.po"
    assert project.output_file(settings, found[1], "zh-Hans") == f"{root}/build/zh-Hans/children/a.txt"
    assert project.output_file(settings, found[1], "es", Path("/out")) == "/out/es/children/a.txt"


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


@pytest.mark.parametrize("name", [".l10n/lock", ".l10n/extracted.json", ".l10n/cache.sqlite"])
def test_our_own_files_are_not_written_through_links_that_lead_out(tmp_path: Path, name: str) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    settings = tree(tmp_path / "inside", {"source_texts/a.md": ""})
    (settings.root / ".l10n").mkdir()
    (settings.root / name).symlink_to(tmp_path / "diary.txt")
    with pytest.raises(L10nError, match=r"^\.l10n/\S+: leads out of the project; remove the link$"):
        project.state_file(settings, Path(name).name)
