"""Guard rails: what a machine does to a text that no translator would do, told from the words alone.

Each guard is a function of one pair of texts without markup. Where one speaks the draft is tried again
another way, or not written: so it must be right nearly always when it speaks. What may be a translator's free
choice is the business of the checks, which people see and judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from l10n import locale
from l10n.checks import Context, markup, number, untranslated
from l10n.checks import negation as denials
from l10n.draft.faults import Fault, Kind
from l10n.model import Entry, Key, Severity
from l10n.text import lengths, repetition
from l10n.text.amounts import quantity_difference
from l10n.text.denials import negation
from l10n.text.foreign_script import foreign

_SHOWN = 60
"""Code points of a draft that a message shows."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@|\w\.\w)\S*")
_RUN = 5
"""So many words in small letters in a row are copied, not a name that stays."""
_WHOLE = 8
"""So many words are not the same in two languages, however near."""
_COPIED = 0.25
"""The share of a draft's words that may be runs of the source's."""


@dataclass(frozen=True, slots=True)
class Words:
    """A source text and a draft of it, without markup, and the locales they are in.

    `unknown` are words that the engine itself says it left as they are: people are told of them.
    """

    source: str
    target: str
    source_locale: str
    target_locale: str
    unknown: tuple[str, ...] = ()

    def is_within_language(self) -> bool:
        """Whether both are one language, so that much may stay as it is."""
        return locale.language(self.source_locale) == locale.language(self.target_locale)


Guard = Callable[[Words], Fault | None]


def fault(words: Words) -> Fault | None:
    """The first fault that a guard finds, None where all are content."""
    for guard in GUARDS:
        found = guard(words)
        if found is not None:
            return found
    return None


def looped(words: Words) -> Fault | None:
    """The same words again and again, which the source does not repeat."""
    loop = repetition.repeated(words.target, words.source)
    return Fault(Kind.LOOP, f"it repeats itself: {_cut(loop)}") if loop else None


def wrong_script(words: Words) -> Fault | None:
    """Letters that readers of the locale do not expect, but for names and what the source has too."""
    found = foreign(words.source, words.target, words.source_locale, words.target_locale)
    return Fault(Kind.SCRIPT, f"{found.what}: {_cut(found.words)}") if found else None


def copied(words: Words) -> Fault | None:
    """The source itself, or a long run of its words; names, codes and short cognates may stay.

    Between relatives whole clauses may: there only a long text says so that is its source to the letter.
    """
    if words.is_within_language():
        return None
    near = locale.are_relatives(words.source_locale, words.target_locale)
    if near and len(_WORD.findall(words.source)) < _WHOLE:
        return None
    if any(one.severity is Severity.ERROR for one in untranslated.run(_context(words))):
        return Fault(Kind.COPIED, "it is the source, untranslated")
    run = "" if near else _copied_run(words)
    return Fault(Kind.COPIED, f"left as in the source: {_cut(run)}") if run else None


def _copied_run(words: Words) -> str:
    """The source's words in the draft, where a sentence of them stands in a row or they are a good part of
    it.

    One word alone may be a cognate, and a name that stays (carcinoma in situ) may stay each time.
    """
    here, there = (_WORD.findall(_ADDRESS.sub("", text)) for text in (words.source, words.target))
    source = f" {' '.join(here)} "
    told = {part for word in words.unknown for part in _WORD.findall(word)}
    run: list[str] = []
    copied: dict[str, int] = {}
    for word in (*there, ""):
        if word and word not in told and f" {' '.join((*run, word))} " in source:
            run.append(word)
            continue
        small = sum(one[0].islower() and len(one) > 1 for one in run)
        if small >= _RUN:
            return " ".join(run)
        if len(run) > 1 and small > len(run) / 2:
            copied[" ".join(run)] = len(run)
        run = [word] if word and word not in told and f" {word} " in source else []
    return " ".join(copied) if sum(copied.values()) > max(2, _COPIED * len(there)) else ""


def out_of_length(words: Words) -> Fault | None:
    """Far less or far more said than the source says, by what the languages take for one thing."""
    said = lengths.size(words.source, words.source_locale)
    made = lengths.size(words.target, words.target_locale)
    known = lengths.is_known(words.source_locale) and lengths.is_known(words.target_locale)
    cut = lengths.is_cut(words.source, words.target, words.target_locale)
    least, most = lengths.bounds(said, known=known, cut=cut)
    if made < least * said:
        return Fault(Kind.LENGTH, "it is far shorter than its source" + (", and has no end" if cut else ""))
    return Fault(Kind.LENGTH, "it is far longer than its source") if made > most * said else None


def marks_changed(words: Words) -> Fault | None:
    """Tags and the like that the format takes for words, translated: `<em class="a">` in a plain field."""
    for one in markup.run(_context(words)):
        if one.severity is Severity.ERROR:
            return Fault(Kind.CODES, one.message)
    return None


def unit_changed(words: Words) -> Fault | None:
    """A number with another unit than in the source: 5 mg that became 5 g."""
    difference = quantity_difference.compare(
        words.source, words.target, words.source_locale, words.target_locale
    )
    if difference.changed:
        return Fault(Kind.UNIT, quantity_difference.shown(difference.changed, words.source, words.target))
    return None


def number_changed(words: Words) -> Fault | None:
    """A number lost, changed or new, by value, as the check `number` has it; 1 g may be 1000 mg."""
    difference = quantity_difference.compare(
        words.source, words.target, words.source_locale, words.target_locale
    )
    if difference.converted:
        source, target = words.source, words.target
        for here, there in difference.converted:
            source, target = _blanked(source, here.span), _blanked(target, there.span)
        words = Words(source, target, words.source_locale, words.target_locale)
    for one in number.run(_context(words)):
        if one.severity is Severity.ERROR:
            return Fault(Kind.NUMBER, one.message)
    return None


def negation_changed(words: Words) -> Fault | None:
    """A "do not" that is gone, or one that nobody wrote, where nothing may excuse it."""
    forbidden = negation.lost(words.source, words.target, words.source_locale, words.target_locale)
    if forbidden:
        return Fault(Kind.NEGATION, f"nothing in it says “{forbidden}”")
    for one in denials.run(_context(words)):
        if one.severity is Severity.ERROR:
            return Fault(Kind.NEGATION, one.message)
    return None


GUARDS: tuple[Guard, ...] = (
    looped,
    wrong_script,
    copied,
    marks_changed,
    unit_changed,
    number_changed,
    negation_changed,
    out_of_length,
)
"""All guards, those that tell most of what went wrong first."""


def _context(words: Words) -> Context:
    return Context(
        Entry(Key(None, words.source), words.target),
        "",
        words.source_locale,
        words.target_locale,
        source_words=words.source,
        target_words=words.target,
    )


def _blanked(text: str, span: tuple[int, int]) -> str:
    start, end = span
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
