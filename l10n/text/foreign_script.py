"""Words in letters that readers of a locale do not expect, for the check `script` and guards of drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from l10n import locale
from l10n.model import Span
from l10n.text import scripts
from l10n.text.lookalikes import LIKE_LATIN, spoofed

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ASCII_LETTER = re.compile("[A-Za-z]")
_KANA = re.compile(f"[{scripts.COMMON['Hira']}{scripts.COMMON['Kana']}]")
_CHARSETS = {"Hans": "gb2312", "Hant": "big5"}
"""What can be written in the charset has no character of the other form alone (`scripts.han_form`)."""
_STRANGE = 2
"""Letters of a script that has no business in a text; one may be a symbol."""
_ALIKE = frozenset(LIKE_LATIN["Cyrillic"] + LIKE_LATIN["Armenian"])
_MIXED = frozenset({"Cyrl", "Armn"})
"""Scripts of which no letter belongs in a word of other letters; a Greek one may."""
_GREEK = 4
"""Letters of a Greek word; fewer may be a formula."""
_PROSE = 3
"""So many words in small Latin letters, one after another, are no name."""
_LATIN = 0.3
"""The share of a text in another script that words in small Latin letters may make up, source's own aside."""
_KANA_LESS = 20
"""Letters of a Japanese sentence that cannot all be Chinese characters."""


class Foreign(NamedTuple):
    """What is foreign: what it is, the words, where the first stands, and whether it cannot be meant."""

    what: str
    words: str
    span: Span
    sure: bool


def foreign(source: str, target: str, source_locale: str, target_locale: str) -> Foreign | None:
    """What of `target` is in letters that are not its locale's, None where all is well or nobody knows.

    Names and what the source has too may keep their letters.
    """
    own = scripts.expected(target_locale)
    if not own or ("Latn" in own and target.isascii()):
        return None
    if _has_foreign(target, target_locale, own):
        runs = list(_foreign_runs(source, target, scripts.expected(source_locale), target_locale))
        strange = [run for run in runs if _is_strange(run[0])]
        if sum(len(letters) for letters, _ in strange) >= _STRANGE or _has_one(strange, target):
            return _said("letters of another script", strange, sure=True)
        small = [run for run in runs if run not in strange and run[0][0].islower() and len(run[0]) > 1]
        if len(small) > 1 and (
            _is_much("".join(letters for letters, _ in small), target, own)
            or _is_prose(target, [span for _, span in small])
        ):
            return _said("words in another script", small, sure=False)
    return _wrong_form(target, locale.script(target_locale))


def _has_foreign(text: str, tag: str, own: frozenset[str]) -> bool:
    """Whether there is a letter of another script."""
    if "Latn" not in own and _ASCII_LETTER.search(text):
        return True
    strange = set(scripts.uncommon(tag).findall(text))
    return not all(script in own for script in map(scripts.of_letter, strange) if script)


def _is_much(foreign: str, text: str, own: frozenset[str]) -> bool:
    """Whether foreign letters are more than a few beside a text's own ones."""
    there = scripts.counted(text)
    # A Chinese character says about what three letters do.
    weight = 3 if own & {"Hani", "Hang"} else 1
    return len(foreign) > _LATIN * (weight * sum(there[one] for one in own) + len(foreign))


def _is_strange(letters: str) -> bool:
    """Whether letters of another script are neither Latin, which any text may have, nor Greek symbols."""
    script = scripts.of_letter(letters[0])
    if script == "Grek":
        return sum(scripts.of_letter(char) == script for char in letters) >= _GREEK
    return script != "Latn"


def _has_one(strange: list[tuple[str, Span]], text: str) -> bool:
    """Whether one letter is no symbol: it is in a word of others, or looks like one of the reader's own.

    What is in a word and looks so too is said by the check of invisible things.
    """
    is_wrong = any(
        letters in _ALIKE or (span.end - span.start > len(letters) and scripts.of_letter(letters) in _MIXED)
        for letters, span in strange
        if len(letters) == 1
    )
    return is_wrong and next(spoofed(text), None) is None


def _is_prose(text: str, places: list[Span]) -> bool:
    """Whether several of the words stand in a row, with nothing but spaces between them."""
    row = 1
    for one, other in pairwise(places):
        row = row + 1 if text[one.end : other.start].isspace() else 1
        if row == _PROSE:
            return True
    return False


def _said(what: str, runs: list[tuple[str, Span]], *, sure: bool) -> Foreign:
    return Foreign(what, " ".join(letters for letters, _ in runs), runs[0][1], sure)


def _wrong_form(target: str, script: str) -> Foreign | None:
    """Traditional characters for readers of simplified ones, or the reverse; Chinese for Japanese."""
    whole = Span(0, len(target))
    if script in _CHARSETS and not _fits(target, _CHARSETS[script]):
        forms = [form for char in target if (form := scripts.han_form(char))]
        own = forms.count(script)
        others = len(forms) - own
        if others >= _STRANGE and others > own:
            which = "traditional" if script == "Hans" else "simplified"
            return Foreign(f"{which} Chinese", target, whole, sure=True)
    if script == "Jpan" and not _KANA.search(target):
        there = scripts.counted(target)
        if there["Hani"] >= _KANA_LESS and not there["Hira"] + there["Kana"]:
            return Foreign("Chinese, not Japanese", target, whole, sure=True)
    return None


def _fits(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _foreign_runs(
    source: str, target: str, of_source: frozenset[str], tag: str
) -> Iterator[tuple[str, Span]]:
    """The words of a text in scripts that are not its locale's, but for those that the source has too and
    readers of the source do not expect either, or that are Latin.
    """
    known, own, is_common = _words(source), scripts.expected(tag), scripts.common_word(tag).fullmatch
    for found in _WORD.finditer(target):
        word = found[0]
        if is_common(word):
            continue
        run = "".join(char for char in word if (one := scripts.of_letter(char)) and one not in own)
        if not run:
            continue
        script = scripts.of_letter(run[0])
        kept = run.casefold() in known or word.casefold() in known
        if not (kept and (script == "Latn" or script not in of_source)):
            yield run, Span(*found.span())


@lru_cache(maxsize=64)
def _words(source: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(source))
