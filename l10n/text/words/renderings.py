"""Whether a translation holds what a glossary says for a term: in any inflection, order or compound."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from l10n.locale import language
from l10n.text.codes.inline import UNSPACED
from l10n.text.words import stems

_BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*")
_NO_LETTER = re.compile(r"[\W_]+")
_LONG_VOWELS = re.compile("[ءآأؤإئاةوىي]")
_SHORT = 3
"""Letters of a word that carries no meaning of its own in most languages: articles, prepositions."""
_FAMILY = 4
"""Letters that the words of a family begin with alike, and at least half of the longer one."""
_COMPOUND = 5
"""Letters of a word that is known again inside of a longer one: `grippe` in `Schweinegrippe`."""


class Rendered:
    """A translation in the language of `tag`, ready for the question whether a term is in it."""

    def __init__(self, text: str, tag: str) -> None:
        self._tag = tag
        self._family = 3 if language(tag) in ("ar", "he", "fa", "ur") else _FAMILY
        words = dict.fromkeys(word.text for word in stems.words(text))
        self._words = {_bare(stems.fold(word)) for word in words}
        self._stems = {_bare(stems.stem(word, tag)) for word in words}
        self._compact = _compact(text)
        self._roots = {root for word in self._stems if (root := _root(word))}
        self._starts: dict[str, list[str]] = {}
        for word in self._words | self._stems:
            self._starts.setdefault(word[: self._family], []).append(word)

    def holds(self, term: str) -> bool:
        """Whether the text has `term`: half of its words that carry meaning, each in some form.

        A term `full name (short)` is there where either of them is. What languages do to a term when they use
        it (order, articles, another part of speech) is so let pass, and so is a part of it for the whole.
        """
        return any(self._has(one) for one in _spellings(term))

    def _has(self, term: str) -> bool:
        compact = _compact(term)
        if UNSPACED.search(term) or len(compact) >= _COMPOUND:
            if compact in self._compact:
                return True
            if UNSPACED.search(term):
                return False
        words = [word.text for word in stems.words(term)]
        telling = [word for word in words if len(word) > _SHORT] or words
        found = sum(self._knows(word) for word in telling)
        return 2 * found >= len(telling)

    def _knows(self, word: str) -> bool:
        folded, stem = _bare(stems.fold(word)), _bare(stems.stem(word, self._tag))
        if folded in self._words or stem in self._stems:
            return True
        if len(stem) >= _COMPOUND and stem in self._compact:
            return True
        if _root(stem) and _root(stem) in self._roots:
            return True
        return any(
            self._akin(form, other)
            for form in {folded, stem}
            for other in self._starts.get(form[: self._family], ())
        )

    def _akin(self, one: str, other: str) -> bool:
        alike = stems.alike(one, other)
        return alike >= self._family and 2 * alike >= max(len(one), len(other))


@lru_cache(maxsize=1 << 12)
def _spellings(term: str) -> tuple[str, ...]:
    inside = _BRACKETS.findall(term)
    outside = _BRACKETS.sub(" ", term).strip()
    return tuple(one for one in (outside, *inside) if stems.fold(one).strip()) or (term,)


@lru_cache(maxsize=1 << 14)
def _bare(word: str) -> str:
    """A word without its accents, which inflection moves."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


@lru_cache(maxsize=1 << 14)
def _root(word: str) -> str:
    """The consonants of an Arabic word, which its plurals share (`عرض`, `أعراض`); "" for fewer than three."""
    if not "\u0600" <= word[:1] <= "\u06ff":
        return ""
    root = _LONG_VOWELS.sub("", word)
    return root if len(root) >= _SHORT else ""


def _compact(text: str) -> str:
    """The letters and digits of a text without what stands between them."""
    return _NO_LETTER.sub("", _bare_text(stems.fold(text)))


def _bare_text(text: str) -> str:
    return "".join(map(_bare, re.split(r"(\s+)", text)))
