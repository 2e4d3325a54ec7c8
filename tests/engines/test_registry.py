"""Which engines are chosen for a pair, and what is said where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pytest

from l10n import engines
from l10n.engines import Translation
from l10n.engines.chain import chain
from l10n.errors import EngineError, L10nError
from l10n.outcome import Report, silent


@dataclass
class Stub:
    """An engine that can do `able`, and `later` once it was prepared."""

    name: str
    able: list[tuple[str, str]]
    later: tuple[tuple[str, str], ...] = ()
    batch: int = 100
    prepared: list[tuple[str, str]] = field(default_factory=list)

    def signature(self, source: str, target: str) -> str:
        return f"{self.name} 1"

    def origin(self, source: str, target: str) -> str:
        if (source, target) in self.able:
            return f"{self.name} {source}-{target}"
        raise EngineError("cannot", hint=f"install {self.name}")

    def pairs(self) -> Iterable[tuple[str, str]]:
        return self.able

    def prepare(self, source: str, target: str, progress: Report = silent) -> bool:
        self.prepared.append((source, target))
        if (source, target) in self.later:
            self.able.append((source, target))
        return (source, target) in self.able

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
        return [Translation(text) for text in texts]


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> dict[str, Stub]:
    made = {name: Stub(name, []) for name in ("argos", "apertium", "other")}

    def get(name: str) -> Stub:
        if name not in made:
            raise L10nError(f"unknown engine {name!r}")
        return made[name]

    monkeypatch.setattr(engines, "get", get)
    return made


def chosen(wanted: Sequence[str], target: str) -> list[tuple[str, str, str]]:
    return [(route.engine.name, route.target, route.note) for route in chain(wanted, "en", target)]


def test_auto_takes_an_installed_model_then_apertium_then_a_model_to_download(stubs: dict[str, Stub]) -> None:
    stubs["argos"].later = (("en", "es"),)
    stubs["apertium"].able = [("en", "es")]
    assert chosen(["auto"], "es") == [("apertium", "es", "")]
    assert stubs["argos"].prepared == []
    stubs["apertium"].able = []
    assert chosen(["auto"], "es") == [("argos", "es", "")]
    stubs["apertium"].able = [("en", "es")]
    assert chosen(["auto"], "es") == [("argos", "es", "")]


def test_a_list_is_a_chain_of_those_that_can_do_the_pair(stubs: dict[str, Stub]) -> None:
    stubs["other"].able = stubs["argos"].able = [("en", "es")]
    assert chosen(["other", "apertium", "argos", "other"], "es") == [("other", "es", ""), ("argos", "es", "")]


@pytest.mark.parametrize(
    ("listed", "wanted", "taken"),
    [
        ("es", "es-MX", "es"),
        ("zh-Hans", "zh-CN", "zh-Hans"),
        ("zh-Hans", "zh", "zh-Hans"),
        ("pt-BR", "pt", "pt-BR"),
        ("zh-Hans", "zh-TW", None),
        ("sr", "sr-Latn", None),
        ("es", "pt", None),
    ],
)
def test_a_region_is_given_up_with_a_note_a_script_never(
    stubs: dict[str, Stub], listed: str, wanted: str, taken: str | None
) -> None:
    stubs["other"].able = [("en", listed)]
    if taken is None:
        with pytest.raises(L10nError, match=f"no engine can translate en -> {wanted}; install other"):
            chain(["other"], "en", wanted)
    else:
        assert chosen(["other"], wanted) == [("other", taken, f"{wanted} is drafted as {taken}")]


def test_the_very_locale_is_taken_before_a_wider_one(stubs: dict[str, Stub]) -> None:
    stubs["other"].able = [("en", "es"), ("en", "es-MX")]
    assert chosen(["other"], "es-MX") == [("other", "es-MX", "")]


def test_a_model_for_the_language_is_fetched_where_there_is_none_for_the_region(
    stubs: dict[str, Stub],
) -> None:
    stubs["argos"].later = (("en", "es"),)
    assert chosen(["auto"], "es-MX") == [("argos", "es", "es-MX is drafted as es")]


def test_where_no_engine_can_every_remedy_is_named(stubs: dict[str, Stub]) -> None:
    with pytest.raises(L10nError) as caught:
        chain(["auto"], "en", "tlh")
    assert str(caught.value) == "no engine can translate en -> tlh; install argos, or install apertium"


def test_the_built_in_engines_are_what_their_protocol_says() -> None:
    for name, _ in engines.BUILT_IN:
        engine = engines.get(name)
        assert engine.name == name
        assert all(isinstance(pair, tuple) for pair in engine.pairs())


@pytest.mark.parametrize(
    ("name", "hint"), [("apertum", "apertium"), ("Pseudo", "pseudo"), ("zzz", "there are auto")]
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(L10nError, match=f"unknown engine '{name}'; .*{hint}"):
        chain([name], "en", "es")
