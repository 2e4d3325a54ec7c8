"""The Argos engine on a real model, tests/data/tiny-en-es.argosmodel, which knows a few health sentences."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.engines import Configurable, Streaming, Translation
from l10n.engines.argos import ENGINE as ARGOS
from l10n.engines.argos import align, decode, flaws, loading, machine, packages
from l10n.engines.argos.loading import Model
from l10n.engines.argos.parts import parts
from l10n.errors import EngineError, L10nError
from l10n.model import Code, CodeShape, Span
from l10n.text.codes import inline

DATA = Path(__file__).parent.parent / "data"
MODEL = DATA / "tiny-en-es.argosmodel"

KNOWN = (
    "What causes gout?",
    "Take 2.5 mg of iron every 12 hours.",
    "Liver cancer is common in older adults.",
    "Do not take more than 900 mg of codeine.",
    "Side effects: swelling, bleeding and chills.",
    "No, the antibiotics cannot cure malaria.",
    "Is a warm bath safe for pregnant women?",
    "There is no proof that loratadine works against vertigo.",
)

Install = Callable[..., Path]

_STREAMING: Streaming = ARGOS
_CONFIGURABLE: Configurable = ARGOS
"""The object is an engine; mypy sees to it."""


@pytest.fixture(name="install", scope="module")
def _install(tmp_path_factory: pytest.TempPathFactory) -> Install:
    """Unpacks the tiny model once; `install(folder, "en", "es")` puts it there under these codes."""
    unpacked = tmp_path_factory.mktemp("model")
    with zipfile.ZipFile(MODEL) as archive:
        archive.extractall(unpacked)

    def install(home: Path, source: str, target: str, version: str = "1.0", **more: str) -> Path:
        folder = home / f"translate-{source}_{target}-{version.replace('.', '_')}"
        shutil.copytree(unpacked / "translate-en_es-1_0", folder)
        metadata = {"from_code": source, "to_code": target, "package_version": version, **more}
        (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
        return folder

    return install


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory, install: Install) -> Path:
    """A packages' folder with the tiny model as en-es, and as fr-en so that there is something to pivot."""
    home = tmp_path_factory.mktemp("packages")
    install(home, "en", "es")
    install(home, "fr", "en")
    return home


@pytest.fixture(autouse=True)
def _packages(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home))


def model() -> Model:
    """The tiny model, open."""
    (package,) = packages.route("en", "es")
    return loading.load(package, machine.PLAIN)


def one_by_one(texts: tuple[str, ...], prefix: str = "") -> list[str]:
    """What argostranslate's own decoding gives, a sentence at a time, with its settings written out."""
    translator, tokenizer = model().translator, model().tokenizer
    said = []
    for text in texts:
        (result,) = translator.translate_batch(
            [tokenizer.encode(text)],
            target_prefix=[[prefix]] if prefix else None,
            replace_unknowns=True,
            max_batch_size=32,
            batch_type="tokens",
            beam_size=4,
            num_hypotheses=1,
            length_penalty=0.2,
            return_scores=True,
        )
        said.append(tokenizer.decode(result.hypotheses[0]).removeprefix(prefix).removeprefix(" "))
    return said


def test_the_committed_model_is_the_one_its_checksum_names() -> None:
    said, name = (DATA / "tiny-en-es.sha256").read_text(encoding="ascii").split()
    assert name == MODEL.name
    assert hashlib.sha256(MODEL.read_bytes()).hexdigest() == said


def test_it_translates_what_it_was_taught() -> None:
    assert ARGOS.translate(["What causes gout?"], "en", "es")[0].text == "¿Cuál es la causa de la gota?"


def test_decoding_all_at_once_gives_what_argostranslate_gives_one_by_one() -> None:
    unknown = ("A zebra, 7 lamps & ü.", "paracetamol", "It is 中文 🙂.")
    together = ARGOS.translate(KNOWN + unknown, "en", "es")
    assert [one.text for one in together] == one_by_one(KNOWN + unknown)
    assert not [one.failure for one in together if one.failure]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(KNOWN), max_size=20))
def test_each_text_has_its_own_translation_in_its_place_whatever_stands_around_it(texts: list[str]) -> None:
    alone = dict(zip(KNOWN, one_by_one(KNOWN), strict=True))
    assert [one.text for one in ARGOS.translate(texts, "en", "es")] == [alone[text] for text in texts]


def test_equal_sentences_are_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[str] = []
    real = decode.decode

    def spy(model: Model, sentences: list[str], way: decode.Way, *, attention: bool) -> object:
        decoded.extend(sentences)
        return real(model, sentences, way, attention=attention)

    monkeypatch.setattr("l10n.engines.argos.leg.decode", spy)
    ARGOS.translate(["What causes gout?", "\ue000What causes gout?", *KNOWN, *KNOWN], "en", "es")
    assert sorted(decoded) == sorted(KNOWN)


def test_the_score_is_the_mean_log_probability_of_the_tokens() -> None:
    for _, one in decode.decode(model(), KNOWN[:3], decode.Way()):
        (scored,) = model().translator.score_batch([list(one.pieces)], [list(one.target_pieces)])
        assert one.score == pytest.approx(sum(scored.log_probs) / len(scored.log_probs), abs=0.005)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Take 2.5 mg of [iron] every 12 hours.", "Tome 2,5 mg de [hierro] cada 12 horas."),
        ("[Liver cancer] is common in adults.", "[El cáncer de hígado] es frecuente en los adultos."),
        ("Do not take more than [900 mg] of codeine|.", "No tome más de [900 mg] de codeína|."),
        ("[|]", "[|]"),
        ("", ""),
        ("  ", "  "),
    ],
)
def test_a_code_goes_with_the_words_it_belongs_to(source: str, target: str) -> None:
    slots = str.maketrans({"[": "\ue400", "]": "\ue800", "|": "\ue001"})
    assert ARGOS.translate([source.translate(slots)], "en", "es")[0].text == target.translate(slots)


@st.composite
def with_codes(draw: st.DrawFn) -> inline.Protected:
    """A known sentence with emphasis around some words and single codes between others."""
    words = draw(st.sampled_from(KNOWN)).split(" ")
    edges = sorted(draw(st.sets(st.integers(0, len(words)), min_size=2, max_size=4)))
    marked, codes, at = "", [], 0
    for number, word in enumerate([*words, ""]):
        marks: list[tuple[str, CodeShape, int | None]] = []
        marks = [("*", CodeShape.OPEN, 1)] if number == edges[0] else marks
        marks = [("*", CodeShape.CLOSE, 1)] if number == edges[1] else marks
        marks = [("{0}", CodeShape.SINGLE, None)] if number in edges[2:] else marks
        for text, shape, pair in marks:
            marked = marked.rstrip(" ") if shape is CodeShape.CLOSE else marked
            at = len(marked)
            codes.append(Code(Span(at, at + len(text)), text, "test", shape, pair))
            marked += text + ("" if shape is CodeShape.OPEN else " ")
        marked += f"{word} "
    return inline.protect(marked, codes)


@settings(max_examples=60, deadline=None)
@given(st.lists(with_codes(), min_size=1, max_size=4), st.sampled_from(["en", "fr"]))
def test_every_code_comes_through_once_and_nested_through_the_pivot_too(
    protected: list[inline.Protected], source: str
) -> None:
    """Law 7: a draft's inline codes match its source's."""
    done = ARGOS.translate([one.text for one in protected], source, "es")
    faults = [
        inline.verify(out.text, one) for out, one in zip(done, protected, strict=True) if not out.failure
    ]
    assert faults == [""] * len(faults)


def test_a_pair_without_a_model_goes_through_english() -> None:
    first = ARGOS.translate(KNOWN[:2], "fr", "en")
    second = ARGOS.translate([one.text for one in first], "en", "es")
    both = ARGOS.translate(KNOWN[:2], "fr", "es")
    assert [one.text for one in both] == [one.text for one in second]
    assert ARGOS.origin("fr", "es") == "argos fr-en 1.0 + en-es 1.0"
    assert set(ARGOS.pairs()) == {("en", "es"), ("fr", "en"), ("fr", "es")}


def test_a_region_falls_back_to_its_language_and_the_origin_shows_what_served() -> None:
    assert ARGOS.origin("en-GB", "es-MX") == "argos en-es 1.0"
    assert ARGOS.translate(["What causes gout?"], "en-GB", "es-MX") == ARGOS.translate(
        ["What causes gout?"], "en", "es"
    )


@pytest.mark.parametrize(
    ("tag", "codes"),
    [
        ("zh-Hans", ("zh",)),
        ("zh-CN", ("zh",)),
        ("zh-Hant", ("zt",)),
        ("zh-TW", ("zt",)),
        ("pt-BR", ("pb", "pt")),
        ("pt-PT", ("pt",)),
        ("pt", ("pt",)),
        ("fil", ("tl",)),
        ("nb", ("nb",)),
        ("de-AT", ("de-AT", "de")),
        ("sr-Cyrl", ("sr-Cyrl", "sr")),
        ("sr-Latn", ("sr-Latn",)),
    ],
)
def test_a_locale_is_served_by_its_own_code_then_its_language_never_by_another_script(
    tag: str, codes: tuple[str, ...]
) -> None:
    assert packages.codes(tag) == codes


def test_the_latest_version_of_a_pair_serves(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "en", "es", "1.9")
    install(tmp_path, "en", "es", "1.10")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    assert ARGOS.origin("en", "es") == "argos en-es 1.10"


def test_a_sentence_too_long_for_the_model_is_cut_at_its_clauses() -> None:
    clauses = [f"{KNOWN[at % len(KNOWN)].rstrip('.?')};" for at in range(40)]
    long = " ".join(clauses)
    cut = parts(long, model().tokenize, 150)
    assert " ".join(part.cut(long) for part in cut) == long
    assert all(part.cut(long).endswith(";") for part in cut)
    assert all(len(model().tokenize(part.cut(long))) <= 150 for part in cut)
    whole = ARGOS.translate([f"\ue000{long}"], "en", "es")[0]
    pieces = ARGOS.translate([part.cut(long) for part in cut], "en", "es")
    assert whole.text.removeprefix("\ue000") == " ".join(one.text for one in pieces)


def test_what_cannot_be_cut_fails_alone() -> None:
    failed, done = ARGOS.translate(["x" * 2000, KNOWN[0]], "en", "es")
    assert (failed.text, failed.failure) == ("", "too long for the model, with no place to cut it")
    assert done.text
    assert not done.failure


@pytest.mark.parametrize(
    ("said", "often"),
    [
        ("a b c d", 1),
        ("very very good", 1),
        ("no no no no", 3),
        ("no no no no no", 4),
        ("take it , take it , take it ,", 3),
        ("1 0 0 0 0 0 0 0", 1),
        (". . . . . . . .", 1),
        ("2 mg 2 mg 2 mg", 3),
    ],
)
def test_a_loop_is_counted_by_how_often_it_comes(said: str, often: int) -> None:
    assert flaws.repeats(said.split()) == often


@pytest.mark.parametrize(
    ("target_pieces", "failure"),
    [
        (["▁no"] * 9, "the model repeated itself 8 times"),
        (["▁."], "the model gave nothing back"),
        ([], "the model gave nothing back"),
        ([f"▁w{at}" for at in range(256)], "the model came to no end"),
        (["▁si"], ""),
    ],
)
def test_output_that_gives_itself_away_is_a_failure_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, target_pieces: list[str], failure: str
) -> None:
    class Result:
        hypotheses = (target_pieces,)
        scores = (-1.0,)
        attention = ()

    class Begun:
        done = staticmethod(lambda: True)
        result = staticmethod(lambda: Result)

    monkeypatch.setattr(decode, "_begun", lambda *_: [Begun])
    (got,) = ARGOS.translate(["Stop."], "en", "es")
    assert got.failure == failure
    assert (got.text == "") is bool(failure)


def test_pieces_are_found_in_the_text_they_came_from() -> None:
    text = "Don't take ½ pill (2.5 mg)."
    pieces = ["▁Don", "'", "t", "▁take", "▁", "1", "⁄", "2", "▁pill", "▁(2", ".5", "▁mg", ")", "."]
    places = [place.cut(text) for place in align.places(pieces, text)]
    assert places == ["Don", "'", "t", "take", "", "", "", "", "pill", "(2", ".5", "mg", ")", "."]


def test_a_number_is_one_word_to_the_alignment() -> None:
    source, target = "Take 2.5 mg.", "Tome 2,5 mg."
    pieces, target_pieces = ["▁Take", "▁2", ".", "5", "▁mg", "."], ["▁Tome", "▁2", ",", "5", "▁mg", "."]
    attention = [[1.0 * (row == column) for column in range(6)] for row in range(6)]
    links = align.weights(source, pieces, target, target_pieces, attention).links()
    assert [(here.cut(source), there.cut(target)) for here, there in links] == [
        ("Take", "Tome"),
        ("2.5", "2,5"),
        ("mg", "mg"),
        (".", "."),
    ]


def test_the_signature_changes_with_the_models_bytes_and_with_nothing_else(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ARGOS.signature("en", "es")
    folder = install(tmp_path, "en", "es")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    assert ARGOS.signature("en", "es") == before
    with (folder / "sentencepiece.model").open("ab") as file:
        file.write(b"\n")
    assert ARGOS.signature("en", "es") != before


def test_no_model_for_a_pair_says_which_to_install() -> None:
    assert not packages.route("es", "en")
    for call in (ARGOS.origin, ARGOS.signature, lambda source, target: ARGOS.translate([], source, target)):
        with pytest.raises(EngineError) as caught:
            call("es", "pt-BR")
        said = "no Argos model for es to pt-BR is installed; run: l10n models install es pb"
        assert str(caught.value) == said


def test_missing_libraries_are_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    loading._load.cache_clear()
    assert ARGOS.pairs() == []
    for call in (ARGOS.prepare, ARGOS.signature, lambda *pair: ARGOS.translate(["Stop."], *pair)):
        with pytest.raises(EngineError, match=r"ctranslate2 is missing.*'l10n\[argos\]'"):
            call("en", "es")


def _cut_short(folder: Path) -> None:
    file = folder / "model/model.bin"
    file.write_bytes(file.read_bytes()[:5000])


def _no_tokenizer(folder: Path) -> None:
    (folder / "sentencepiece.model").unlink()


def _bad_tokenizer(folder: Path) -> None:
    (folder / "sentencepiece.model").write_bytes(b"not a model")


def _no_model(folder: Path) -> None:
    shutil.rmtree(folder / "model")


def _empty_model(folder: Path) -> None:
    (folder / "model/model.bin").write_bytes(b"")


@pytest.mark.parametrize("harm", [_cut_short, _no_tokenizer, _bad_tokenizer, _no_model, _empty_model])
def test_a_broken_model_is_one_line_that_names_it_and_the_remedy(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Path], None]
) -> None:
    folder = install(tmp_path, "en", "es")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    harm(folder)
    with pytest.raises(EngineError) as caught:
        ARGOS.translate(["Stop."], "en", "es")
    said = str(caught.value)
    assert said.startswith(f"{folder}: Argos model en-es 1.0 ")
    assert said.endswith("; run: l10n models remove en es, then install it again")
    assert "\n" not in said


@pytest.mark.parametrize(
    "metadata", ["{", "[]", "{}", '{"from_code": "../x", "to_code": "es"}', "[" * 100_000]
)
def test_one_unreadable_package_does_not_hide_the_others(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch, metadata: str
) -> None:
    install(tmp_path, "en", "es")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/metadata.json").write_text(metadata, encoding="utf-8")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    assert ARGOS.pairs() == [("en", "es")]
    (fault,) = packages.faults()
    assert fault.path == str(tmp_path / "other")


def test_the_target_prefix_of_a_model_is_taken_off(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As argostranslate does: the prefix is forced upon the model, then cut off its output."""
    install(tmp_path, "en", "es", target_prefix="¿")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    said = [one.text for one in ARGOS.translate(KNOWN, "en", "es")]
    assert said == one_by_one(KNOWN, "¿")
    assert not any(text.startswith("¿") for text in said)


def test_the_packages_folder_is_argostranslates_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARGOS_PACKAGES_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert packages.directory() == tmp_path / "data/argos-translate/packages"
    assert ARGOS.pairs() == []
    configured = tmp_path / "config/argos-translate/settings.json"
    configured.parent.mkdir(parents=True)
    configured.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(tmp_path / "named")}), encoding="utf-8")
    assert packages.directory() == tmp_path / "named"
    configured.write_text("{", encoding="utf-8")
    with pytest.raises(L10nError, match=r"settings\.json: cannot be read"):
        ARGOS.pairs()


def _python(code: str, home: Path, tmp_path: Path) -> str:
    env = {"ARGOS_PACKAGES_DIR": str(home), "HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env=env, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_argostranslate_finds_the_same_packages(home: Path, tmp_path: Path) -> None:
    code = """
from argostranslate import package
print(*sorted(one.package_path.name for one in package.get_installed_packages()))
"""
    ours = sorted(package.folder.name for package in packages.installed())
    assert _python(code, home, tmp_path).split() == ours


def test_it_is_quiet_leaves_nothing_at_home_and_loads_no_more_than_it_needs(
    home: Path, tmp_path: Path
) -> None:
    code = """
import sys
from l10n.engines.argos import ENGINE as ARGOS
ARGOS.pairs()
assert not {"ctranslate2", "argostranslate", "sentencepiece", "numpy"} & set(sys.modules)
print(ARGOS.translate(["What causes gout?"], "en", "es")[0].text)
assert not {"stanza", "torch", "argostranslate.translate", "argostranslate.settings"} & set(sys.modules)
"""
    assert _python(code, home, tmp_path) == "¿Cuál es la causa de la gota?\n"
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_translate_is_nothing() -> None:
    assert ARGOS.translate([], "en", "es") == []
    assert ARGOS.translate(["\ue000"], "en", "es") == [Translation("\ue000")]
