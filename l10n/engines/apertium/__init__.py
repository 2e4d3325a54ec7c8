"""The Apertium engine: rule-based, offline, small. Its pairs are Debian packages (`apertium-eng-spa`).

Where there is no pair for two languages, two pairs do it through a third. The texts of a run go through one
pipeline (two for two pairs) as it has room for them; words it does not know are named, unmarked. Terms of the
glossary are put in place of what they became. L10N_APERTIUM_DIR names another folder than /usr/share/apertium
for pairs compiled by hand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from l10n import locale
from l10n.engines import Segment, Translation
from l10n.engines.apertium import modes, pipe, programs, stream
from l10n.engines.apertium.modes import Leg
from l10n.engines.apertium.renderings import says, spans_of
from l10n.engines.apertium.stream import Decoded, Encoded, Watched
from l10n.outcome import Report, silent
from l10n.text.codes.inline import strip

name = "apertium"
batch = 256
"""As many as are in the pipeline at once; they come one by one."""
attempts = 1
"""There is no other way that does what the first cannot: pairs as plain blanks lost a few and saved none."""
takes_terms = True

# Some data make a grammar carry things over from sentence to sentence until it has met certain words: a tense
# after "known as", classes of words that its tagger was not trained on. After these it has met them, and the
# order of sentences no longer matters.
_PRIMER = {
    "en": "A form known as this.",
    "es": "Es cierto que fuera casi tan grande como el tamaño del Centro.",
}


def pairs() -> list[tuple[str, str]]:
    """The pairs that can be done, first those whose data are installed, then those through a third language.

    None where Apertium itself is not installed.
    """
    return list(modes.ways())


def prepare(source: str, target: str, progress: Report = silent) -> bool:  # noqa: ARG001  there is nothing to wait for
    """Whether the pair can be done: that is apt's business, so there is nothing else to try."""
    return (source, target) in modes.ways()


def origin(source: str, target: str) -> str:
    """`apertium eng-spa`, `apertium eng-spa + es-pt`. Raises EngineError where the pair is not installed."""
    return f"{name} {' + '.join(leg.mode.stem for leg in modes.way(source, target))}"


def signature(source: str, target: str) -> str:
    """The programs' versions, a digest of each pair's data and how texts are fed.

    Raises EngineError where the pair is not installed.
    """
    legs = [
        f"{leg.mode.stem} {programs.digest(leg.mode)}; primer={_primer(leg)}"
        for leg in modes.way(source, target)
    ]
    return f"{programs.versions()}; stream=2; {' + '.join(legs)}"


def translate(texts: Sequence[str], source: str, target: str) -> list[Translation]:
    """One translation for each text, in order. Raises EngineError where the pipeline does not run at all."""
    found = dict(translate_all([Segment(text) for text in texts], source, target))
    return [found[number] for number in range(len(texts))]


def translate_all(segments: Sequence[Segment], source: str, target: str) -> Iterator[tuple[int, Translation]]:
    """(number of the segment, its translation) as the pipeline gives them, in order.

    Raises EngineError where the pipeline does not run at all.
    """
    come: Iterable[_Passing] = (_entering(number, one) for number, one in enumerate(segments))
    *firsts, last = modes.way(source, target)
    for leg in firsts:
        come = _through(come, leg, lambda _text, _term: True)
    for one in _through(come, last, lambda text, term: says(text, term, target)):
        yield one.number, Translation(one.text, unknown=one.unknown, failure=one.failure)


@dataclass(frozen=True, slots=True)
class _Passing:
    """A segment on its way: its text in the language it has come to, and what is watched in it."""

    number: int
    text: str
    watched: tuple[Watched, ...] = ()
    unknown: tuple[str, ...] = ()
    failure: str = ""


def _entering(number: int, segment: Segment) -> _Passing:
    terms = tuple(Watched(term.span, term.target) for term in segment.terms)
    return _Passing(number, segment.text, terms)


def _through(come: Iterable[_Passing], leg: Leg, holds: Callable[[str, str], bool]) -> Iterator[_Passing]:
    """The segments once they have gone through a leg; those that failed before pass by."""
    stages, can_bind = programs.stages(leg.mode)
    inside: deque[tuple[_Passing, Encoded]] = deque()
    beside: deque[_Passing] = deque()

    def fed() -> Iterator[str]:
        for one in come:
            if one.failure:
                beside.append(one)
                continue
            encoded = stream.encode(one.text, bound=can_bind, watched=one.watched)
            inside.append((one, encoded))
            yield stream.ended(encoded.stream)

    with closing(pipe.run(stages, stream.ended(_primer(leg)), fed())) as replies:
        for reply in replies:
            yield _passed(*inside.popleft(), reply, holds)
            while beside:
                yield beside.popleft()
    yield from beside


def _passed(
    one: _Passing, encoded: Encoded, reply: pipe.Reply, holds: Callable[[str, str], bool]
) -> _Passing:
    said = None if reply.failure else stream.unended(reply.stream)
    if said is None:
        return replace(one, text="", failure=reply.failure or "Apertium lost the end of the text")
    decoded = stream.decode(said, encoded, holds)
    unknown = tuple(dict.fromkeys((*one.unknown, *decoded.unknown)))
    return replace(one, text=decoded.text, watched=_watched(encoded, decoded), unknown=unknown)


def _watched(encoded: Encoded, decoded: Decoded) -> tuple[Watched, ...]:
    """What the next leg is to watch: the terms where they now stand, and words that are in no language.

    These might be words of the third language by chance: what they become is set back.
    """
    plain = strip(decoded.text)[0]
    terms = [
        Watched(spans[0], one.target)
        for one, became in zip(encoded.watched, decoded.became, strict=True)
        if became and len(spans := spans_of(became, plain)) == 1
    ]
    taken = {at for one in terms for at in range(*one.span)}
    words = [
        Watched(span, word, exact=True)
        for word in decoded.unknown
        for span in spans_of(word, plain)
        if taken.isdisjoint(range(*span))
    ]
    return (*terms, *words)


def _primer(leg: Leg) -> str:
    return _PRIMER.get(locale.language(leg.source), "")
