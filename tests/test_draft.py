"""Drafts: what an engine breaks is mended or not written; nothing is asked for twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import memories
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import codes_of

from l10n import draft
from l10n.draft import Amount, Request
from l10n.engines import Route, Segment, Translation, apertium
from l10n.engines.cache import Cache
from l10n.engines.chain import chain
from l10n.errors import EngineError
from l10n.memory import Memory, Remembered
from l10n.model import Block, Code, Draft, Key, Unit
from l10n.outcome import Report, silent
from l10n.text.codes.inline import SLOT


class Tags:
    """The least format: `<b>`, `</b>` and `{x}` are codes."""

    name = "tags"
    suffixes: tuple[str, ...] = (".tags",)

    def blocks(self, text: str) -> Iterator[Block]:
        raise NotImplementedError

    def codes(self, text: str, like: Sequence[Code] = ()) -> tuple[Code, ...]:
        return codes_of(text)

    def encode(self, unit: Unit, target: str) -> str:
        raise NotImplementedError


def capitals(text: str) -> Translation:
    return Translation(text.upper(), score=-0.5)


@dataclass
class Fake:
    """An engine that says what `answer` makes of each text, and remembers what it was asked."""

    answer: Callable[[str], Translation | str] = capitals
    name: str = "fake"
    batch: int = 100
    asked: list[str] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)

    def signature(self, source: str, target: str) -> str:
        return f"{self.name} 1 {source}-{target}"

    def origin(self, source: str, target: str) -> str:
        return f"{self.name} {source}-{target}"

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [("en", "es")]

    def prepare(self, source: str, target: str, progress: Report = silent) -> bool:
        return True

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
        self.asked += texts
        self.calls.append(len(texts))
        made = [self.answer(text) for text in texts]
        return [Translation(one) if isinstance(one, str) else one for one in made]


def requests(*sources: str) -> list[Request]:
    return [Request(source, codes_of(source), Key(None, source), Tags()) for source in sources]


def drafts(
    sources: Sequence[str],
    *engines: Fake,
    cache: Cache | None = None,
    memory: Memory | None = None,
    batch: int = 512,
) -> list[Draft]:
    """The drafts in the order of the sources."""
    routes = [Route(engine, "en", "es") for engine in engines]
    made = list(draft.draft(requests(*sources), routes, cache=cache, memory=memory, batch=batch))
    assert sorted(number for number, _ in made) == list(range(len(sources)))
    return [dict(made)[number] for number in range(len(sources))]


def test_a_draft_has_its_codes_its_origin_and_what_made_it() -> None:
    assert drafts(["Take <b>two</b> {x} now."], Fake()) == [
        Draft("TAKE <b>TWO</b> {x} NOW.", "MT: fake en-es", score=-0.5, signature="fake 1 en-es")
    ]


def test_words_the_engine_did_not_know_are_in_the_origin() -> None:
    unsure = Fake(lambda text: Translation(text.upper(), unknown=("foo", "bar, baz", "foo")))
    assert drafts(["Take it."], unsure)[0].origin == "MT: fake en-es; unknown: foo, bar baz"


def test_a_number_that_its_readers_would_misread_is_written_their_way() -> None:
    engine = Fake(lambda text: text.replace("About", "Unos").replace("died in", "muertos en"))
    assert drafts(["About <b>1,500</b> died in 10,000 {x}."], engine)[0].text == (
        "Unos <b>1500</b> muertos en 10.000 {x}."
    )


def test_what_nobody_sees_in_a_draft_is_not_written() -> None:
    backwards = Fake(lambda text: f"\ufeff{text.upper()}\u202e\x1b")
    assert drafts(["Take it."], backwards)[0].text == "TAKE IT."


def test_equal_sources_and_equal_insides_are_translated_once() -> None:
    engine = Fake()
    made = drafts(["Rest.", "<b>Rest.</b>", "Rest.", "<i>Rest.</i>"], engine)
    assert engine.asked == ["Rest."]
    assert [one.text for one in made] == ["REST.", "<b>REST.</b>", "REST.", "<i>REST.</i>"]


def test_what_has_no_words_is_its_own_translation() -> None:
    engine = Fake()
    assert [one.text for one in drafts(["{x}", "5–10", "<b>{x}</b>."], engine)] == [
        "{x}",
        "5–10",
        "<b>{x}</b>.",
    ]
    assert engine.asked == []


@pytest.mark.parametrize(
    ("misbehaves", "said"),
    [
        (lambda text: SLOT.sub("", text), "<b> is lost"),
        (lambda text: text + SLOT.findall(text)[2], "{x} is doubled"),
        (lambda text: f"{text} \ue123", "a code is invented"),
        (lambda text: text[::-1], "closes before it opens"),
        (lambda text: f"{text} <i>", "<i> is new"),
        (lambda _: " ", "the translation is empty"),
        (lambda text: " ".join([text, *["jengibre"] * 30]), "it repeats itself: jengibre"),
        (lambda _: Translation("", failure="too hard"), "too hard"),
        (lambda text: f"{text}\ud800", "not valid Unicode"),
    ],
)
def test_what_one_engine_garbles_goes_to_the_next(
    misbehaves: Callable[[str], Translation | str], said: str
) -> None:
    source = "Take <b>two</b> {x} now."
    bad, good = Fake(misbehaves, "bad"), Fake(name="good")
    assert drafts([source, "Rest."], bad, good)[0].origin == "MT: good en-es"
    (alone,) = drafts([source], Fake(misbehaves, "bad"))
    assert (alone.text, alone.reason.startswith("bad: ")) == ("", True)
    assert said in alone.reason


def test_only_what_was_garbled_goes_to_the_next() -> None:
    picky = Fake(lambda text: capitals(text) if "Rest" in text else "", "picky")
    good = Fake(name="good")
    made = drafts(["Rest.", "Drink.", "Rest well."], picky, good)
    assert [one.origin.split()[1] for one in made] == ["picky", "good", "picky"]
    assert good.asked == ["Drink."]


def broken(_: str) -> str:
    raise EngineError("the model is gone", hint="install it")


def crashing(_: str) -> str:
    raise ZeroDivisionError("oops")


@pytest.mark.parametrize(
    ("answer", "said"),
    [(broken, "the model is gone; install it"), (crashing, "it broke: ZeroDivisionError: oops")],
)
def test_an_engine_that_breaks_hands_all_that_is_left_to_the_next(
    answer: Callable[[str], Translation | str], said: str
) -> None:
    made = drafts(["Rest.", "Drink."], Fake(answer, "bad"), Fake(name="good"))
    assert [one.origin for one in made] == ["MT: good en-es"] * 2
    assert drafts(["Rest."], Fake(answer, "bad"))[0].reason == f"bad: {said}"


def test_drafts_made_before_an_engine_broke_are_kept() -> None:
    breaks = Fake(lambda text: broken(text) if "3" in text else capitals(text), "bad")
    made = drafts(["one 1", "two 2", "three 3", "four 4"], breaks, batch=2)
    assert [one.text for one in made] == ["ONE 1", "TWO 2", "", ""]


def test_a_reply_of_another_length_is_refused_never_shifted() -> None:
    class Short(Fake):
        def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
            return super().translate(texts[1:], source, target)

    made = drafts(["Rest.", "Drink."], Short(name="short"), Fake(name="good"))
    assert [one.text for one in made] == ["REST.", "DRINK."]
    assert drafts(["Rest."], Short(name="short"))[0].reason == "short: it returned 0 translations for 1 texts"


def test_nothing_comes_in_that_the_source_has_not() -> None:
    noisy = Fake(lambda text: f"\n{text.upper()}\x07\r\n and\u2028more ")
    assert drafts(["Rest."], noisy)[0].text == "REST. and more"
    assert drafts(["Rest.\nNow. "], noisy)[0].text.count("\n") == 2


def test_what_is_cached_is_not_asked_again_and_a_stopped_run_goes_on(tmp_path: Path) -> None:
    sources = [f"Sentence {letter}." for letter in "abcdef"]
    first = Fake()
    routes = [Route(first, "en", "es")]
    with (
        Cache(tmp_path / "cache.sqlite", print) as cache,
        closing(draft.draft(requests(*sources), routes, cache=cache, batch=2)) as work,
    ):
        got = [number for number, _ in islice(work, 3)]
    assert (got, first.calls) == ([0, 1, 2], [2, 2])
    second = Fake()
    with Cache(tmp_path / "cache.sqlite", print) as cache:
        made = drafts(sources, second, cache=cache, batch=2)
    assert second.asked == sources[4:]
    assert [one.text for one in made] == [source.upper() for source in sources]


def test_a_cached_text_is_verified_like_a_fresh_one(tmp_path: Path) -> None:
    """The same slots may stand for other codes, and the rules may have become stricter."""
    garbles = Fake(lambda text: SLOT.sub("", text))
    for _ in range(2):
        with Cache(tmp_path / "cache.sqlite", print) as cache:
            assert drafts(["Take {x}."], garbles, cache=cache)[0].reason == "fake: {x} is lost"
    assert len(garbles.asked) == 1


def reviewed(source: str, target: str) -> Memory:
    unit = Remembered(source, source, target, target, "es")
    return Memory(memories.index(unit, name="locales/es/a b.po"), "en", "es")


def test_memory_comes_before_engines() -> None:
    engine = Fake()
    made = drafts(["Take {x}.", "Rest."], engine, memory=reviewed("Take {x}.", "Tome {x}."))
    assert (made[0].text, made[0].origin) == ("Tome {x}.", "TM: 100% locales/es/a b.po")
    assert engine.asked == ["Rest."]


def test_a_memory_whose_codes_differ_is_left_to_engines() -> None:
    made = drafts(["Take {x}."], Fake(), memory=reviewed("Take {x}.", "Tome."))
    assert made[0].text == "TAKE {x}."


def test_without_an_engine_the_reason_is_said() -> None:
    assert drafts(["Rest."])[0] == Draft("", "", reason="there is no engine", kind="no engine")


def test_progress_ends_when_all_is_done() -> None:
    seen: list[tuple[int, int]] = []
    work = draft.draft(
        requests("Rest.", "5", "Rest.", "Drink."),
        [Route(Fake(), "en", "es")],
        progress=lambda done, total: seen.append((done, total)),
    )
    assert len(list(work)) == 4
    assert (seen[0], seen[-1]) == ((0, 4), (4, 4))
    assert seen == sorted(seen)


def test_counting_says_units_words_and_characters() -> None:
    assert draft.count(requests("Take two.", "Rest.", "Rest.")) == Amount(units=3, words=4, characters=19)


pieces = st.sampled_from(
    ["Take", "two", "<b>red</b>", "{x}", "<i>not <b>ever</b></i>", "药", "5 mg,", "<b>", "</i>"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(pieces, min_size=1, max_size=7).map(" ".join), min_size=1, max_size=5),
    st.randoms(use_true_random=False),
)
def test_no_engine_can_make_a_draft_whose_codes_are_not_its_sources(
    sources: list[str], random: Random
) -> None:
    """Law 7 for drafts: an engine that shuffles, drops and doubles anything at random."""

    def scramble(text: str) -> str:
        chars = list(text)
        for _ in range(random.randint(0, 3)):
            at = random.randrange(len(chars) + 1)
            chars[at:at] = random.choice([[], [" "], chars[:2], chars[-1:], ["\ue000"]])
            if chars and random.random() < 0.3:
                del chars[random.randrange(len(chars))]
        return "".join(chars)

    for source, made in zip(sources, drafts(sources, Fake(scramble)), strict=True):
        assert bool(made.text) != bool(made.reason)
        if made.text:
            values = [sorted(code.text for code in codes_of(text)) for text in (made.text, source)]
            assert values[0] == values[1]


@pytest.mark.skipif(
    ("en", "es") not in apertium.pairs(), reason="apertium and apertium-eng-spa are not installed"
)
def test_apertium_drafts_keep_every_code() -> None:
    sources = [
        "Take <b>two red pills</b> with {water} after <i>every <b>large</b> meal</i>.",
        "<b>Do not drive.</b>",
        "The patient's <i>liver</i> {x} must be <b>seen</b> by a doctor, {name}.",
        "<b>Call {phone}",
        "if it <i>does not</i> stop.</b>",
    ]
    routes = [Route(apertium, "en", "es")]
    for number, made in draft.draft(requests(*sources), routes):
        assert made.reason == ""
        there, here = (sorted(code.text for code in codes_of(text)) for text in (made.text, sources[number]))
        assert there == here
        assert made.origin.startswith("MT: apertium eng-spa")


WORDS = ["Rest", "Drink", "Sleep", "Walk", "Wait"]


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(12)), st.integers(1, 12), st.sets(st.integers(0, 11)))
def test_the_same_input_gives_the_same_drafts(order: list[int], batch: int, cached: set[int]) -> None:
    """Whatever the order of the articles, the size of a batch and what an earlier run left in the cache."""
    sources = [f"{WORDS[number % 5]} {'well' if number % 2 else 'a bit'}." for number in range(12)]
    wanted = [
        replace(request, before=(f"before {number}",), after=(f"after {number}",))
        for number, request in enumerate(requests(*sources))
    ]

    def made(numbers: Sequence[int], cache: Cache | None, size: int) -> dict[int, str]:
        some = [wanted[number] for number in numbers]
        routes = [Route(Contextual(), "en", "es")]
        found = draft.draft(some, routes, cache=cache, batch=size)
        return {numbers[number]: one.text for number, one in found}

    with TemporaryDirectory() as folder, Cache(Path(folder, "cache.sqlite"), print) as cache:
        made(
            sorted(number for number in range(12) if sources[number] in {sources[one] for one in cached}),
            cache,
            3,
        )
        assert made(order, cache, batch) == made(range(12), None, 100)


@dataclass
class Contextual(Fake):
    """An engine whose words depend on what stands around a sentence."""

    attempts: int = 1
    takes_terms: bool = False

    def translate_all(
        self, segments: Sequence[Segment], source: str, target: str
    ) -> Iterator[tuple[int, Translation]]:
        for number, one in enumerate(segments):
            yield number, Translation(f"{one.text.upper()} {one.before[0][-2:].strip()}x")


@dataclass
class Twice(Contextual):
    """An engine that has a second way, and is told what was wrong with the first."""

    attempts: int = 2
    faults: list[str] = field(default_factory=list)

    def translate_all(
        self, segments: Sequence[Segment], source: str, target: str
    ) -> Iterator[tuple[int, Translation]]:
        for number, one in enumerate(segments):
            self.faults.append(one.fault)
            yield number, Translation("Tome 5 mg." if one.attempt else "Tome 50 mg.")


def test_what_the_guard_rails_refuse_is_tried_another_way_then_by_the_next_engine() -> None:
    engine = Twice()
    assert drafts(["Take 5 mg."], engine)[0].text == "Tome 5 mg."
    assert engine.faults == ["", "5 mg became 50 mg"]
    wrong, right = Fake(lambda _: "Tome 5 g.", "wrong"), Fake(lambda _: "Tome 5 mg.", "right")
    assert drafts(["Take 5 mg."], wrong, right)[0].origin == "MT: right en-es"
    (left,) = drafts(["Take 5 mg."], wrong)
    assert (left.text, left.reason, left.kind) == ("", "wrong: 5 mg became 5 g", "units changed")


def test_guard_rails_go_by_the_readers_own_locale() -> None:
    """Whatever pair the engine was asked for, readers of simplified Chinese want no traditional one."""
    engine = Fake(lambda _: "請在家裡好好休養。")
    routes = [Route(engine, "en", "zh-Hant")]
    kept = list(draft.draft(requests("Rest well at home."), routes, locales=("en", "zh-TW")))
    lost = list(draft.draft(requests("Rest well at home."), routes, locales=("en", "zh-Hans")))
    assert (kept[0][1].text, lost[0][1].kind) == ("請在家裡好好休養。", "in the wrong script")


def test_a_locale_that_shares_a_route_finds_its_drafts_in_the_cache(tmp_path: Path) -> None:
    """es-MX is drafted as es: what was said for es serves both."""
    engine = Fake()
    with Cache(tmp_path / "cache.sqlite", print) as cache:
        for tag in ("es", "es-MX"):
            (route,) = chain(["fake"], "en", tag, get=lambda _: engine)
            found = list(
                draft.draft(requests("Rest well.", "Sit."), [route], cache=cache, locales=("en", tag))
            )
            assert len(found) == 2
    assert engine.asked == ["Rest well.", "Sit."]


def test_engines_that_cannot_do_a_pair_are_named_and_passed_over() -> None:
    @dataclass
    class Unable(Fake):
        def pairs(self) -> Iterable[tuple[str, str]]:
            return []

        def prepare(self, source: str, target: str, progress: Report = silent) -> bool:
            return False

        def origin(self, source: str, target: str) -> str:
            raise EngineError("no such pair", hint="install it")

    said: list[str] = []
    by_name = {"unable": Unable(), "able": Fake()}
    routes = chain(["unable", "able"], "en", "es", get=by_name.__getitem__, skipped=said.append)
    assert [route.engine for route in routes] == [by_name["able"]]
    assert said == ["unable cannot do en -> es: install it"]


def test_a_forecast_that_an_engine_cannot_make_is_told_and_stops_nobody() -> None:
    class Nameless(Fake):
        def signature(self, source: str, target: str) -> str:
            raise EngineError("no model is named", hint="name one")

        def estimate(self, segments: Sequence[Segment], source: str, target: str) -> str:
            raise AssertionError("it has no signature")

    found = draft.forecast(requests("Take it."), [Route(Nameless(), "en", "es")])
    assert found.estimates == ("fake cannot say what it would cost: no model is named; name one",)


def test_a_forecast_asks_nobody_and_counts_out_memory_and_cache(tmp_path: Path) -> None:
    @dataclass
    class Priced(Fake):
        def estimate(self, segments: Sequence[Segment], source: str, target: str) -> str:
            return f"priced: {len(segments)} texts"

    engine = Priced()
    routes = [Route(engine, "en", "es")]
    sources = ["Take {x}.", "Rest.", "Drink.", "Drink.", "Wait.", "5"]
    with Cache(tmp_path / "cache.sqlite", print) as cache:
        drafts(["Wait."], engine, cache=cache)
        memory = reviewed("Take {x}.", "Tome {x}.")
        found = draft.forecast(requests(*sources), routes, cache=cache, memory=memory)
    assert (found.remembered, found.estimates) == (1, ("priced: 2 texts",))
    assert engine.asked == ["Wait."]
