"""What waits for people in a catalog, each entry with what its texts tell of it; remembered by contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from itertools import islice
from typing import Any
from zlib import crc32

from l10n import articles, catalog, project
from l10n.checking.examinations import Examinations
from l10n.config import Config
from l10n.model import Catalog, Code, Entry, Key, State
from l10n.project import Source
from l10n.risk import Change, Cues
from l10n.storage import files
from l10n.text import similarity
from l10n.text.amounts import number_difference, quantities
from l10n.text.amounts.number_difference import Difference
from l10n.text.amounts.numbers import mentions
from l10n.text.codes.inline import UNSPACED, blanked
from l10n.text.difference import brief
from l10n.text.hazards import hazards

WAITING = frozenset({State.EMPTY, State.DRAFT, State.STALE})
"""The states of what people have not reviewed."""

_STATES = {state.value: state for state in WAITING}
_NOTHING = b"\0"
"""Stands for a catalog that is not there."""
_FEW = 4
"""Cues of a kind that are kept: more make no risk greater, and nobody is told of them."""
_LONG = 10_000
"""Code points of a source and of what it was, above which nobody is told word by word what changed."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that waits, with what its source says; `line` is 0 where the catalog does not have it yet.

    `words` are numbers that the words of its source are known by, each once.
    """

    key: Key
    fingerprint: str
    line: int
    state: State
    target: str
    origin: str
    cues: Cues
    words: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits in one catalog, in the order of the article, and the words of the sources reviewed in it."""

    path: str = ""
    entries: tuple[Waiting, ...] = ()
    reviewed: frozenset[int] = field(default_factory=frozenset)


def of(settings: Config, source: Source, data: bytes, tag: str, known: Examinations) -> Waits:
    """What waits in the catalog of a source, whose bytes are `data`; from memory where nothing has changed.

    Raises L10nError for a source or a catalog that cannot be read.
    """
    file = project.catalog_file(settings, source, tag)
    shown = project.shown(settings, file)
    held = files.read_if_there(file, shown)
    place = f"waiting {tag} {source.shown} {source.part}"
    named = shown.encode("utf-8", "surrogateescape")
    name = known.named(b"waiting", tag.encode(), named, data, held or _NOTHING)
    made = known.get_as(_read, place, name)
    if made is None:
        found = None if held is None else catalog.parse(held, shown)
        made = _made(settings, articles.parsed(settings, source, data), found, shown)
        known.keep(place, name, _written(made))
    return made


def cues(source: str, codes: Sequence[Code], tag: str, previous: str | None = None) -> Cues:
    """What a source in the language `tag` says; `previous` is what it was before it changed, if it did."""
    words = blanked(source, codes)
    amounts = quantities.quantities(words, tag)
    within = {at for one in amounts for at in range(*one.span)}
    plain = (one.span for one in mentions(words, tag) if one.span.start not in within)
    denies = similarity.negations(tag)
    return Cues(
        catalog.word_count(words),
        _few(span.cut(words) for span in plain),
        _few(one.span.cut(words) for one in amounts),
        _few(one[0] for one in denies.finditer(words)) if denies else (),
        hazards(words, tag)[:_FEW],
        None if previous is None else _change(previous, source, tag),
    )


def _few(some: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(some, _FEW))


def vocabulary(text: str) -> frozenset[int]:
    """Numbers that the words of a text are known by, whatever their case; of what is written without spaces
    its pairs of letters.
    """
    return frozenset(crc32(word.encode("utf-8", "surrogatepass")) for word in _words(text))


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.casefold()):
        if len(word) > 1 and UNSPACED.search(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word


def _change(old: str, new: str, tag: str) -> Change:
    one, other = similarity.cues(old, tag), similarity.cues(new, tag)
    return Change(
        brief(old, new) if len(old) + len(new) <= _LONG else "",
        numbers=number_difference.compare(old, new, tag, tag) != Difference(),
        negations=one.negations != other.negations,
    )


def _made(settings: Config, article: articles.Article, found: Catalog | None, shown: str) -> Waits:
    codes, tag = article.codes(), settings.source_locale
    entries = [one for one in articles.standing(article, found) if one.state in WAITING]
    reviewed: set[int] = set()
    for one in found.entries if found else ():
        if one.state is State.REVIEWED:
            reviewed |= vocabulary(one.source)
    return Waits(
        shown, tuple(_waiting(one, codes.get(one.key, ()), tag) for one in entries), frozenset(reviewed)
    )


def _waiting(entry: Entry, codes: Sequence[Code], tag: str) -> Waiting:
    is_stale = entry.state is State.STALE and entry.previous is not None
    previous = entry.previous.source if is_stale and entry.previous else None
    return Waiting(
        entry.key,
        entry.key.fingerprint,
        entry.line,
        entry.state,
        entry.target,
        entry.origin,
        cues(entry.source, codes, tag, previous),
        tuple(sorted(vocabulary(blanked(entry.source, codes)))),
    )


def _written(made: Waits) -> list[Any]:
    return [made.path, [list(astuple(one)) for one in made.entries], sorted(made.reviewed)]


def _read(values: Sequence[Any]) -> Waits:
    path, entries, reviewed = values
    return Waits(path, tuple(map(_entry, entries)), frozenset(reviewed))


def _entry(values: Sequence[Any]) -> Waiting:
    (context, source), mark, line, state, target, origin, (words, *some, change), names = values
    numbers, amounts, negations, harm = map(tuple, some)
    said = Cues(words, numbers, amounts, negations, harm, None if change is None else Change(*change))
    return Waiting(Key(context, source), mark, line, _STATES[state], target, origin, said, tuple(names))


def known_words(some: Iterable[Waits]) -> frozenset[int]:
    """The words of all sources reviewed in these catalogs."""
    return frozenset().union(*(one.reviewed for one in some))
