"""Where a text says the same over and over, as a model does that has lost its way."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence, Set
from itertools import combinations

from l10n.text.codes.inline import UNSPACED
from l10n.text.words import stems
from l10n.text.words.stems import Word

_OFTEN = {1: 3, 2: 3, 3: 3}
"""How many times in a row words may not stand, by how many they are; South Asian languages double words."""
_LONGER = 2
"""More words than those say the same twice only by mistake; so do as many characters as `_LONG_RUN`."""
_MOST = 40
_LONG_RUN = 8
_CHARACTERS = {1: 4, 2: 3}
"""The same for the characters of a text without spaces; longer ones three times, from `_LONG_RUN` twice."""
_WITHIN = re.compile(r"([^\W\d_]{2,8}?)\1{3,}")
"""Four times the same letters within a word."""
_SAME = re.compile(r"([^\W\d_])\1{5,}")
_FEWER = 5
_USUAL = 20
"""Letters of a word as most are."""
_CLAUSE = 8
"""So many words are said twice in a row by mistake even if a comma or a semicolon stands between."""
_SCATTERED = 4
"""So many times no phrase of `_WINDOW` words comes back, or of twice as many characters."""
_WINDOW = 5
_REMEMBERED = 1 << 16
_sound: set[str] = set()
"""Words with no loop within, which come again and again in a catalog: so many at most."""
_THRICE = re.compile(r"(.)\1\1", re.DOTALL)
_STRETCHED = "\u0640"
"""The Arabic letter that only draws out a word."""
_PLAIN = re.compile(r"\w+")
_HELD = re.compile(r"[\s,.;:!?…、，。；：！？،؛؟।]*")
"""What may stand between the two halves of a loop; a name and its abbreviation have brackets between them."""


def repeated(text: str, source: str = "") -> str:
    """What `text` repeats although `source` repeats nothing of the kind; "" where all is well.

    Neither has markup. Words in a row, letters within a word, and long phrases again and again count.
    """
    simple = _PLAIN.findall(text.casefold())
    kinds = set(simple)
    loop = _within_words(simple, kinds)
    if not loop and not _may_repeat(text, simple, len(simple) - len(kinds)):
        return ""
    words = list(stems.words(text))
    folded = [stems.fold(word.text) for word in words]
    loop = _in_a_row(text, words, folded) or loop or _scattered(words, folded, source)
    return "" if loop and _is_repeated(source) else loop


def _may_repeat(text: str, words: Sequence[str], spare: int) -> bool:
    """Whether a closer look is worth it: a word stands three times in a row, four in a row come twice, or all
    of the text is there twice. Asked of every text, and no of nearly all. `spare` of the words are there
    before.
    """
    if not text.isascii() and UNSPACED.search(text):
        return _may_repeat_characters("".join(words).replace("_", ""))
    if not spare:
        return False
    half = len(words) // 2
    twice = bytes(map(operator.eq, words, words[1:]))
    if b"\1\1" in twice or words[:half] == words[half:]:
        return True
    # Four words in a row that come back are four that were there before.
    if spare > 3 and not _is_each_once(words, 4):
        return (
            b"\1" in twice
            or any(_first_run(words, size, size) >= 0 for size in _distances(words, 2 * _MOST))
            or sum(times for times in Counter(words).values() if times >= _SCATTERED) >= _SCATTERED * _WINDOW
        )
    is_near = b"\1" in twice
    if not is_near and spare < 3:
        return False
    return _is_folded_further(text) and (is_near or not _is_each_once(words, 3))


def _is_folded_further(text: str) -> bool:
    """Whether words of a text that are told apart here may be the same, or several, when they are folded."""
    if text.isascii():
        return "_" in text
    return "_" in text or not unicodedata.is_normalized("NFKC", text) or bool(stems.POINTS.search(text))


def _is_each_once(words: Sequence[str], size: int) -> bool:
    """Whether so many words in a row come nowhere again."""
    rows = zip(*[words[at:] for at in range(size)], strict=False)
    return len(set(rows)) == max(0, len(words) - size + 1)


def _may_repeat_characters(text: str) -> bool:
    """The same where words are characters, of the letters and digits of a text in lower case.

    Whatever is a loop there holds three times the same character, or twice in a row the same two or more.
    What is written in forms that are folded later is looked at whatever it says.
    """
    half = len(text) // 2
    return (
        _STRETCHED in text
        or not unicodedata.is_normalized("NFKC", text)
        or text[:half] == text[half:]
        or _THRICE.search(text) is not None
        or (not _is_each_once(text, 4) and _is_twice_in_a_row(text))
    )


def _is_twice_in_a_row(text: str) -> bool:
    """Whether some four characters, or more, stand twice in a row, or come often enough to be scattered."""
    places: dict[str, list[int]] = {}
    for at in range(len(text) - 3):
        places.setdefault(text[at : at + 4], []).append(at)
    again = [some for some in places.values() if len(some) > 1]
    if any(len(some) >= _SCATTERED for some in again):
        return True
    sizes = {late - early for some in again for early, late in combinations(some, 2)}
    # In a long text there are many, and each is a look at all of it.
    return len(sizes) > _MOST or any(_first_run(text, size, size) >= 0 for size in sizes)


def _is_repeated(text: str) -> bool:
    words = list(stems.words(text))
    simple = _PLAIN.findall(text.casefold())
    is_within = _within_words(simple, set(simple))
    return bool(is_within or _in_a_row(text, words, [stems.fold(word.text) for word in words]))


def _in_a_row(text: str, words: Sequence[Word], folded: Sequence[str]) -> str:
    sizes = _distances(folded)
    if not sizes:
        return _doubled(text, folded, " ")
    is_unspaced = _is_unspaced(words)
    if sizes[-1] > 1 and _is_each_once(folded, 4):
        sizes = [size for size in sizes if size == 1]  # a longer loop says some four words twice
    for size in sizes:
        often = _characters(size) if is_unspaced else _words(size)
        start = _first_run(folded, size, (often - 1) * size)
        if start < 0 or all(map(str.isnumeric, folded[start : start + size])):
            continue
        between = text[words[start + size - 1].span.end : words[start + size].span.start]
        # A new clause may begin with the words that the last one ended with.
        if often > 2 or not between.strip() or (size >= _CLAUSE and _HELD.fullmatch(between)):
            return text[words[start].span.start : words[start + size - 1].span.end]
    return _doubled(text, folded, "" if is_unspaced else " ")


def _distances(words: Sequence[str], most: int = _MOST) -> list[int]:
    """How far apart equal words stand, to the last four of each: a loop is as long as one of these."""
    seen: dict[str, list[int]] = {}
    found: set[int] = set()
    times = Counter(words)
    for at, word in enumerate(words):
        if times[word] > 1:
            places = seen.setdefault(word, [])
            found.update([at - place for place in places[-4:]])
            places.append(at)
    return sorted(size for size in found if size <= min(most, len(words) // 2))


def _doubled(text: str, folded: Sequence[str], joint: str) -> str:
    """The text, where it is the same words twice and nothing else."""
    half, odd = divmod(len(folded), 2)
    if odd or half < 2 or folded[:half] != folded[half:] or not _HELD.search(text):
        return ""
    return "" if all(map(str.isnumeric, folded)) or set("([（") & set(text) else joint.join(folded[:half])


def _is_unspaced(words: Sequence[Word]) -> bool:
    """Whether most of its words are single characters, as in a script without spaces."""
    return 2 * sum(len(word.text) > 1 for word in words) < len(words)


def _words(size: int) -> int:
    return _OFTEN.get(size, _LONGER)


def _characters(size: int) -> int:
    return _CHARACTERS.get(size, 3 if size < _LONG_RUN else 2)


def _first_run(words: Sequence[str], size: int, needed: int) -> int:
    """Where the first run begins in which `needed` words are each the same as that `size` before; else -1."""
    return bytes(map(operator.eq, words, words[size:])).find(b"\1" * needed)


def _within_words(words: Sequence[str], kinds: Set[str]) -> str:
    """The first loop within one of the `words`, `kinds` being all the different ones."""
    unknown = kinds - _sound
    if not unknown:
        return ""
    loops = {word: loop for word in unknown if (loop := _within(word))}
    if len(_sound) < _REMEMBERED:
        _sound.update(word for word in unknown if len(word) <= _USUAL and word not in loops)
    return next((loops[word] for word in words if word in loops), "") if loops else ""


def _within(word: str) -> str:
    # What is there so often leaves fewer kinds of letters than that.
    if len(word) - len(set(word)) < _FEWER:
        return ""
    found = _WITHIN.search(word) or _SAME.search(word)
    return found[0] if found else ""


def _scattered(words: Sequence[Word], folded: Sequence[str], source: str) -> str:
    """A phrase that comes back again and again with a little between, more often than anything in the source
    that it may be the translation of.
    """
    size = 2 * _WINDOW if _is_unspaced(words) else _WINDOW
    if len(words) < size * _SCATTERED:
        return ""
    often = sum(times for times in Counter(folded).values() if times >= _SCATTERED)
    if often < _SCATTERED * size:
        return ""  # each of a phrase's words comes as often as the phrase
    counts = Counter(zip(*(folded[at:] for at in range(size)), strict=False))
    phrase, times = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    if times < _SCATTERED:
        return ""
    telling = Counter(one.text for one in stems.words(source) if len(one.text) > 4 or not one.text.islower())
    return " ".join(phrase) if times > 1 + max(telling.values(), default=0) else ""
