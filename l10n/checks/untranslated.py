"""The check `untranslated`: the source's words, or a long run of them, left as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n import locale
from l10n.checks import Context, finding
from l10n.model import Finding, Severity, Span

id = "untranslated"  # noqa: A001 - the name every check has
severity = Severity.ERROR

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CASELESS = re.compile(
    r"[\u0590-\u08ff\u0900-\u10ff\u1200-\u137f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+"
)
_ENDS = " .!?…。！？"
_AROUND = _ENDS + "".join(filter(str.isspace, map(chr, range(0x3001))))
"""White space and what else stands around the words."""
_PUNCTUATION = ".,;:!?…()[]«»“”\"'‘’¿¡*_`"
_LETTER = re.compile("[A-Za-zÀ-ɏ]")
_OF_WORD, _JOINT = "[A-Za-zÀ-ɏ'’]", "[ ,;:-]{1,3}"
# Begun at the start of a word only, so that one endless word is looked at once.
_RUN = re.compile(f"{_OF_WORD}(?<!{_OF_WORD}.){_OF_WORD}*{_JOINT}(?:{_OF_WORD}+{_JOINT}){{4,}}{_OF_WORD}+")

_SENTENCE = 3
"""So many words in small letters are a sentence, not a name or a cognate (`Hospital`, `COVID-19`)."""

_CASELESS_SENTENCE = 8
"""So many letters of a script without small ones are one, too."""


def run(context: Context) -> Iterator[Finding]:
    """One finding: an error for a sentence, a warning for two words or a run inside another script."""
    if locale.language(context.source_locale) == locale.language(context.target_locale):
        return  # en-GB keeps most of what en-US says
    source, target = context.source_words, context.target_words
    foreign = locale.script(context.source_locale) != locale.script(context.target_locale)
    if _may_be_alike(source, target) and _bare(source) == _bare(target):
        weight = _weight(target, foreign=foreign)
        if weight:
            yield finding(id, weight, "the translation is the source", about=("all",))
    elif foreign and _LETTER.search(target):
        for match in _RUN.finditer(target):
            if _small_letters(match.group()) >= _SENTENCE and _bare(match.group()) in _bare(source):
                said = f"left as in the source: {match.group()[:80]}"
                at = Span(*match.span())
                yield finding(id, Severity.WARNING, said, at=at, about=(match.group(),))
                return


def _may_be_alike(source: str, target: str) -> bool:
    """Whether two texts may be the same when bare: they begin alike then. Most are told apart by that."""
    one, other = source.lstrip(_AROUND)[:1], target.lstrip(_AROUND)[:1]
    return one == other or one.casefold()[:1] == other.casefold()[:1]


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold().strip(_ENDS)


def _weight(text: str, *, foreign: bool) -> Severity | None:
    """What it weighs that `text` was not translated; None for names, acronyms, codes and likely cognates."""
    small = _small_letters(text.lower() if text.isupper() and len(text.split()) > _SENTENCE else text)
    caseless = sum(len(run) for run in _CASELESS.findall(text))
    if small >= _SENTENCE or caseless >= _CASELESS_SENTENCE:
        return Severity.ERROR
    if small == _SENTENCE - 1 or (foreign and (small or caseless > 1)):
        return Severity.WARNING
    return None


def _small_letters(text: str) -> int:
    """How many words begin with a small letter: longer than that, and no part of a name like `x.py`."""
    words = (word.strip(_PUNCTUATION) for word in text.split())
    return sum(len(word) > 1 and word[0].islower() and bool(_WORD.fullmatch(word)) for word in words)
