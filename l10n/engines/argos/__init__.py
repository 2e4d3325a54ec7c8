"""The Argos engine: models on this machine, decoded by CTranslate2; codes placed by the model's attention.

A pair without a model of its own goes through English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from l10n import locale
from l10n.engines import Translation
from l10n.engines.argos import decode, packages
from l10n.engines.argos.align import Links
from l10n.engines.argos.decode import Decoded
from l10n.engines.argos.packages import Package
from l10n.errors import EngineError
from l10n.model import Span
from l10n.outcome import Report, silent
from l10n.text.inline import SLOT, strip
from l10n.text.placing import place

name = "argos"
batch = 128
"""Enough to sort by length; seconds of work, on a processor, and no more are lost at Ctrl-C."""

_LONGEST = 150
"""Pieces: Argos trains on sentences up to here, and on longer ones its models leave things out."""
# Where a sentence that is too long is cut, best first. The mark stays with what it ends.
_CUTS = tuple(map(re.compile, ("[;；] ?", "[:：] |：", ", |[，、]", " ")))


def pairs() -> list[tuple[str, str]]:
    """The pairs of BCP 47 tags that installed models can do, those through English last.

    None where the libraries are missing, whatever models there are.
    """
    try:
        decode.require()
    except EngineError:
        return []
    return packages.pairs()


def origin(source: str, target: str) -> str:
    """The models that serve a pair, as a draft names them: `argos en-es 1.9`, `argos fr-en 1.9 + en-es 1.9`.

    Raises EngineError where there are none.
    """
    return f"{name} {' + '.join(package.name for package in _route(source, target))}"


def signature(source: str, target: str) -> str:
    """All that decides a translation: the models' digests, the libraries' versions, how they decode.

    Raises EngineError where there is no model, the libraries are missing or a model cannot be read.
    """
    route = _route(source, target)
    decode.require()
    libraries = [f"{library}={version(library)}" for library in ("ctranslate2", "sentencepiece")]
    models = [f"{package.name} {packages.digest(package)}" for package in route]
    return "; ".join([name, *models, *libraries, decode.SETTINGS, f"longest={_LONGEST}", "placing=1"])


def prepare(source: str, target: str, progress: Report = silent) -> bool:
    """Whether the pair can be done, after downloading what the index has for it where nothing is installed.

    Raises L10nError where the libraries are missing, the index cannot be reached or a download fails.
    """
    from l10n.engines.argos import models

    decode.require()
    return bool(packages.route(source, target)) or models.fetch(source, target, progress)


def translate(texts: Sequence[str], source: str, target: str) -> list[Translation]:
    """One translation for each text, in order, its slots at their new places.

    Raises EngineError where there is no model for the pair, or it is broken.
    """
    done = [Translation(text) for text in texts]
    for package in _route(source, target):
        going = [at for at, one in enumerate(done) if not one.failure]
        for at, after in zip(going, _leg(package, [done[at].text for at in going]), strict=True):
            scores = [score for score in (done[at].score, after.score) if score is not None]
            done[at] = Translation(after.text, min(scores, default=None), failure=after.failure)
    return done


def _route(source: str, target: str) -> tuple[Package, ...]:
    route = packages.route(source, target)
    if not route:
        codes = (packages.codes(tag)[0] for tag in (source, target))
        hint = f"run: l10n models install {' '.join(codes)}"
        raise EngineError(f"no Argos model for {source} to {target} is installed", hint=hint)
    return route


def _leg(package: Package, texts: Sequence[str]) -> list[Translation]:
    """Each text through one model: equal sentences once, all of them in one call."""
    bare = [strip(text)[0] for text in texts]
    parts = {text: _parts(package, text) for text in dict.fromkeys(bare)}
    wanted = dict.fromkeys(span.cut(text) for text, spans in parts.items() for span in spans)
    slotted = any(map(SLOT.search, texts))
    decoded = decode.decode(package, list(wanted), attention=slotted)
    made = dict(zip(wanted, decoded, strict=True))
    return [
        _joined(package, text, plain, parts[plain], made) if plain.strip() else Translation(text)
        for text, plain in zip(texts, bare, strict=True)
    ]


def _joined(
    package: Package, text: str, plain: str, parts: Sequence[Span], made: Mapping[str, Decoded]
) -> Translation:
    """The translation of a text from those of its parts, with its slots."""
    if not parts:
        return Translation("", failure="too long for the model, with no place to cut it")
    joiner = locale.joiner(packages.tag_of(package.target))
    out, weight, total = "", 0, 0.0
    links: Links = []
    for part in parts:
        one = made[part.cut(plain)]
        if one.failure:
            return Translation("", failure=one.failure)
        out += joiner if out else ""
        if len(plain) < len(text):
            links += [(_moved(here, part.start), _moved(there, len(out))) for here, there in one.links()]
        out += one.text
        weight += len(one.target_pieces) + 1
        total += one.score * (len(one.target_pieces) + 1)
    return Translation(place(out, text, links) if len(plain) < len(text) else out, total / weight)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _parts(package: Package, text: str) -> tuple[Span, ...]:
    """The text, or where it is too long for the model the clauses it is cut into; () where it cannot be."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if end - start < _LONGEST:  # a piece has one character at least, and the first may be a lone space
        return (Span(start, end),)
    pieces = len(decode.tokenize(package, text[start:end]))
    if pieces <= _LONGEST:
        return (Span(start, end),)
    # Two thirds of what fits on average leave room for stretches of short pieces.
    room = max(1, (end - start) * _LONGEST * 2 // (pieces * 3))
    found: list[Span] = []
    while end - start > room:
        cut = _cut(text, start, start + room)
        if cut is None:
            return ()
        found.append(Span(start, cut[0]))
        start = cut[1]
    found.append(Span(start, end))
    too_long = any(len(decode.tokenize(package, part.cut(text))) > _LONGEST for part in found)
    return () if too_long else tuple(found)


def _cut(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """(end of a part, start of the next) at the last good place between the middle and `stop`."""
    for mark in _CUTS:
        matches = [match.span() for match in mark.finditer(text, start + (stop - start) // 2, stop)]
        if matches:
            low, high = matches[-1]
            return low + len(text[low:high].rstrip()), high
    return None
