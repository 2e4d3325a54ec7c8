"""The models a project drafts with: recorded once, the same ever after, changed only when asked to."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest
from projects import LEAST, Project
from tiny_models import MODEL, TOP, files, model, packed, saved

from l10n.engines.argos import ENGINE as ARGOS
from l10n.engines.argos import listing, lock, models, packages
from l10n.engines.argos.lock import Locked
from l10n.errors import EngineError, L10nError

if TYPE_CHECKING:
    from pathlib import Path

    from argos_site import Site

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    return tmp_path / "project/.l10n"


def _other(version: str = "1.0") -> bytes:
    """The tiny model with a different license: the same version, other bytes."""
    metadata = {"from_code": "en", "to_code": "es", "package_version": version, "about": "changed"}
    return packed(files() | {f"{TOP}/metadata.json": json.dumps(metadata).encode()})


def _written(own: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads((own / "models.lock").read_bytes())
    return found


# --- in a draft ---------------------------------------------------------------------------------------------


def test_the_model_of_a_first_draft_is_recorded_and_a_second_changes_nothing(own: Path) -> None:
    package = models.install_file(MODEL)
    lock.check(own, [package])
    written = (own / "models.lock").read_bytes()
    assert json.loads(written) == {
        "en es": {
            "archive": hashlib.sha256(MODEL.read_bytes()).hexdigest(),
            "digest": packages.digest(package),
            "origin": "tiny-en-es.argosmodel",
            "version": "1.0",
        }
    }
    lock.check(own, [package])
    assert (own / "models.lock").read_bytes() == written


def test_without_a_project_nothing_is_recorded(tmp_path: Path) -> None:
    lock.check(None, [models.install_file(MODEL)])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["packages"]


def test_a_model_that_argostranslate_installed_is_recorded_by_its_files_alone(own: Path, home: Path) -> None:
    for name, data in files().items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(data)
    lock.check(own, packages.installed())
    assert sorted(_written(own)["en es"]) == ["digest", "version"]


@pytest.mark.parametrize(
    ("data", "said"), [(_other(), "the same version with other files"), (model(version="1.5"), "version 1.5")]
)
def test_another_model_than_before_is_refused_in_one_line(
    own: Path, tmp_path: Path, data: bytes, said: str
) -> None:
    lock.check(own, [models.install_file(MODEL)])
    models.remove("en", "es")
    before = (own / "models.lock").read_bytes()
    package = models.install_file(saved(tmp_path, data))
    with pytest.raises(EngineError) as caught:
        lock.check(own, [package])
    assert str(caught.value) == (
        f".l10n/models.lock: the Argos model en-es here is {said}, and this project drafts with 1.0; "
        "run: l10n models install en es; or, to draft with another one from now on, "
        "l10n models install --upgrade en es"
    )
    assert (own / "models.lock").read_bytes() == before


def test_a_draft_is_refused_before_the_cache_is_asked_and_before_a_sentence_is_decoded(
    own: Path, tmp_path: Path
) -> None:
    models.install_file(MODEL)
    engine = ARGOS.configured({}, own)
    assert engine.translate(["What causes gout?"], "en", "es")[0].text == "¿Cuál es la causa de la gota?"
    models.remove("en", "es")
    models.install_file(saved(tmp_path, _other()))
    for asked in (engine.signature, lambda *pair: engine.translate(["Stop."], *pair)):
        with pytest.raises(EngineError, match="the same version with other files, and this project drafts"):
            asked("en", "es")
    assert ARGOS.translate(["What causes gout?"], "en", "es")[0].text  # without a project nobody minds


def _use(own: Path, package: packages.Package) -> None:
    lock.check(own, [package])


def test_runs_at_once_lose_no_entry(own: Path, tmp_path: Path) -> None:
    targets = ("es", "fr", "de", "it", "pt", "nl", "sv", "da")
    used = [models.install_file(saved(tmp_path, model("en", target))) for target in targets]
    with ProcessPoolExecutor(4, get_context("fork")) as pool:
        for done in [pool.submit(_use, own, one) for one in used]:
            done.result()
    assert sorted(_written(own)) == sorted(f"en {target}" for target in targets)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        "[" * 100_000,
        '{"en es": 1}',
        '{"en es": {}}',
        '{"en es": {"version": 1, "digest": ""}}',
        '{"en es": {"version": "1", "digest": "", "origin": []}}',
        '{"en": {"version": "1", "digest": ""}}',
        "<<<<<<< HEAD\n{}",
        " " * (2 << 20),
    ],
)
def test_a_file_that_is_no_record_is_named_and_left(own: Path, text: str) -> None:
    own.mkdir(parents=True)
    (own / "models.lock").write_text(text)
    with pytest.raises(L10nError) as caught:
        lock.check(own, [models.install_file(MODEL)])
    assert str(caught.value) == (
        ".l10n/models.lock: is no record of models; mend it, or remove it to have the models recorded anew"
    )
    assert (own / "models.lock").read_text() == text


def test_a_link_is_not_followed(own: Path, tmp_path: Path) -> None:
    """A repository may come from anybody: it must not say which files of its user are written."""
    own.mkdir(parents=True)
    (tmp_path / "precious").write_text("{}")
    (own / "models.lock").symlink_to(tmp_path / "precious")
    with pytest.raises(L10nError, match=r"\.l10n/models\.lock: is a link; remove it"):
        lock.check(own, [models.install_file(MODEL)])
    assert (tmp_path / "precious").read_text() == "{}"


# --- on the command line ------------------------------------------------------------------------------------


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Project:
    project = Project(tmp_path / "project")
    project.write("l10n.toml", LEAST)
    return project


def test_installing_in_a_project_records_what_it_drafts_with(project: Project, tmp_path: Path) -> None:
    ran = project("models", "install", str(MODEL))
    assert (ran.code, ran.err) == (0, "installed en-es 1.0; this project drafts with it\n")
    assert _written(project.root / ".l10n")["en es"]["version"] == "1.0"
    assert project("models", "install", str(MODEL)).err == "installed en-es 1.0\n"
    outside = Project(tmp_path)
    assert outside("models", "remove", "en", "es").code == 0
    assert outside("models", "install", str(MODEL)).err == "installed en-es 1.0\n"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    (project.root / ".l10n/models.lock").unlink()
    assert outside("-C", "project", "models", "install", str(MODEL)).err.endswith("drafts with it\n")


def test_another_model_is_taken_only_when_asked_to(project: Project, tmp_path: Path) -> None:
    project("models", "install", str(MODEL))
    newer = saved(tmp_path, model(version="1.1"))
    ran = project("models", "install", str(newer))
    assert ran.code == 2
    assert ran.err == (
        f"{newer}: is version 1.1, and this project drafts with en-es 1.0; "
        "with --upgrade it drafts with this one from now on\n"
    )
    assert project("models", "list").out == "en es  English to Spanish  1.0  installed\n"
    assert project("models", "install", "--upgrade", str(newer)).code == 0
    assert _written(project.root / ".l10n")["en es"]["version"] == "1.1"


def test_the_list_says_what_the_project_misses_and_what_is_another(project: Project, tmp_path: Path) -> None:
    project("models", "install", str(MODEL))
    project("models", "remove", "en", "es")
    assert project("models", "list").out == (
        "en es  English to Spanish  1.0  missing: this project drafts with it\n"
    )
    Project(tmp_path)("models", "install", str(saved(tmp_path, model(version="1.1"))))
    assert project("models", "list").out == (
        "en es  English to Spanish  1.1  installed, but this project drafts with 1.0\n"
    )


def test_a_project_file_that_cannot_be_read_is_no_reason_to_forget_the_lock(project: Project) -> None:
    project.write("l10n.toml", "locales = [")
    ran = project("models", "install", str(MODEL))
    assert ran.code == 2
    assert ran.err.startswith("l10n.toml:1: not valid TOML")


# --- from the index -----------------------------------------------------------------------------------------


def test_the_locked_version_is_installed_even_if_the_index_has_a_newer_one(
    site: Site, own: Path, tmp_path: Path
) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    lock.record(own, models.install("en", "es", folder=own))
    assert _written(own)["en es"]["origin"] == f"{site.url}/en_es.argosmodel"
    site.offer("en", "es", model(version="1.5"), "1.5", links=[f"{site.url}/new.argosmodel"])
    site.pages["/new.argosmodel"] = model(version="1.5")
    site.pages["/en_es.argosmodel"] = MODEL.read_bytes()
    models.install("en", "es")
    assert listing.list_models(folder=own)[0].state == "installed, but this project drafts with 1.0"
    assert [one.version for one in models.install("en", "es", folder=own)] == ["1.0"]
    models.remove("en", "es")
    assert models.fetch("en", "es-MX", folder=own)
    assert [one.version for one in packages.installed()] == ["1.0"]
    assert [one.version for one in models.install("en", "es", folder=own, upgrade=True)] == ["1.5"]


def test_what_is_locked_and_here_asks_nobody(own: Path) -> None:
    """The index of the fixture does not answer."""
    package = models.install_file(MODEL)
    lock.record(own, [package])
    assert models.install("en", "es", folder=own) == [package]


def test_other_bytes_under_the_locked_version_are_refused(site: Site, own: Path) -> None:
    site.offer("en", "es", MODEL.read_bytes())
    lock.record(own, models.install("en", "es", folder=own))
    models.remove("en", "es")
    site.pages["/en_es.argosmodel"] = _other()
    with pytest.raises(L10nError, match="is the same version with other files, and this project"):
        models.install("en", "es", folder=own)
    assert packages.installed() == []


def test_a_locked_version_that_the_index_no_longer_has_says_what_can_be_done(site: Site, own: Path) -> None:
    lock.record(own, [models.install_file(MODEL)])
    models.remove("en", "es")
    site.offer("en", "es", model(version="1.5"), "1.5")
    with pytest.raises(L10nError) as caught:
        models.install("en", "es", folder=own)
    assert str(caught.value) == (
        "the index has en-es 1.5 and no longer 1.0, which this project drafts with; "
        "install it from a file, or run: l10n models install --upgrade en es"
    )


def test_the_same_model_from_elsewhere_changes_no_entry(site: Site, own: Path) -> None:
    lock.record(own, [models.install_file(MODEL)])
    models.remove("en", "es")
    site.offer("en", "es", MODEL.read_bytes())
    assert not lock.record(own, models.install("en", "es", folder=own))
    assert _written(own)["en es"]["origin"] == "tiny-en-es.argosmodel"


def test_entries_of_other_pairs_keep_their_bytes(own: Path) -> None:
    own.mkdir(parents=True)
    mine = {"fr en": {"digest": "d", "version": "1.9"}}
    (own / "models.lock").write_text(json.dumps(mine))
    lock.record(own, [models.install_file(MODEL)])
    assert _written(own)["fr en"] == mine["fr en"]
    assert list(_written(own)) == ["en es", "fr en"]
    assert lock.read(own)["fr", "en"] == Locked("1.9", "d")
