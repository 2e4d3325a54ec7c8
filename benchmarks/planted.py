"""Errors planted into pairs of sentences: each makes of a good translation one that has a known fault.

Kinds are named as people would; each plants what the checks are to find, by means of its own: lists of cues
and letters here and in planted_languages.toml are written for planting and are not those that the checks use.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

UNITS = [
    ("mg", "g"), ("g", "mg"), ("µg", "mg"), ("mL", "L"), ("ml", "l"), ("kg", "g"), ("km", "m"), ("cm", "mm"),
    ("°C", "°F"), ("%", "‰"),
]  # fmt: skip
LANGUAGES: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("planted_languages.toml").read_text("utf-8")
)
"""What to plant with in each language; planted_languages.toml says what its keys are."""
_HOMOGLYPHS = str.maketrans("aeopcxyAEOPCXHKMTBаеорсху", "аеорсхуАЕОРСХНКМТВaeopcxy")
_LIKE_ANOTHER = r"(?<=[a-zA-Z])[aeopcxy](?=[a-z])|(?<=[а-яА-Я])[аеорсху](?=[а-я])"
_CYRILLIC = frozenset({"ru", "uk"})
_PARTED = frozenset({"th", "lo", "km", "my"})
"""Languages whose lines may break at zero-width spaces, which are right there."""
_DENIED = r"\b(?:not|no|never|without|cannot|none)\b|n['’]t\b"
_OTHER_SCRIPT = "Это предложение написано другими буквами и ничего не говорит читателю этой страницы"
_TO_CYRILLIC = "Αυτή η πρόταση είναι γραμμένη με άλλα γράμματα και δεν λέει τίποτα στον αναγνώστη"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation in a language, and the translation of the sentence after it."""

    source: str
    target: str
    following: str
    language: str


def number(pair: Pair, chance: Random) -> Pair | None:
    """A digit of a number more, less or other: `5` -> `50`, `12` -> `21`, `3` -> `8`, `৩` -> `৮`."""
    found = [match for match in re.finditer(r"\d+", pair.target) if _ascii(match[0]) in pair.source]
    if not found:
        return None
    match = chance.choice(found)
    old = _ascii(match[0])
    new = chance.choice([f"{old}0", str((int(old[0]) % 9) + 1) + old[1:], old[::-1], f"1{old}"])
    if int(new) == int(old):
        return None
    zero = ord(match[0][0]) - int(old[0])  # each script has its ten digits in a row
    return _put(pair, match.start(), match.end(), "".join(chr(zero + int(digit)) for digit in new))


def _ascii(digits: str) -> str:
    return "".join(str(int(digit)) for digit in digits)


def unit(pair: Pair, chance: Random) -> Pair | None:
    """Another unit beside a number that both sides say."""
    both = [*UNITS, *LANGUAGES.get(pair.language, {}).get("units", ())]
    chance.shuffle(both)
    for old, new in both:
        edge = (
            r"(?![\w\u094d\u09cd])"  # nor what joins two consonants of an Indic script
            if not _is_unspaced(pair)
            else ("(?![a-zA-Z后内])" if old.isascii() else "(?![后内]?[代龄度文])")
        )
        if match := re.search(
            rf"(?<!\d)\d{{1,3}}(?:[.,]\d+)?\s?-?(?P<unit>{re.escape(old)}){edge}", pair.target
        ):
            return _put(pair, match.start("unit"), match.end("unit"), new)
    for old, new in LANGUAGES.get(pair.language, {}).get("before", ()):
        if match := re.search(rf"(?<!\w)(?P<unit>{re.escape(old)}) (?=\d)", pair.target):
            return _put(pair, match.start("unit"), match.end("unit"), new)
    return None


def negation_dropped(pair: Pair, _chance: Random) -> Pair | None:
    """A negation less, of a sentence whose source negates too."""
    if not re.search(_DENIED, pair.source, re.IGNORECASE):
        return None
    found = [
        (match, left)
        for cue, left in LANGUAGES.get(pair.language, {}).get("negations", ())
        for match in re.finditer(cue, pair.target, re.IGNORECASE)
    ]
    if len(found) != 1:
        return None  # of two negations one may well belong to another clause than the source's
    ((match, left),) = found
    return _put(pair, match.start(), match.end(), match.expand(left))


def negation_added(pair: Pair, _chance: Random) -> Pair | None:
    """A negation more, of a sentence that has none on either side."""
    if re.search(
        r"\b(?:not?|never|without|cannot|none|nobody|nothing|nor|neither|hardly|only|un\w+|in\w+|im\w+|dis\w+|non\w*|avoid\w*|"
        r"lack\w*|fail\w*|rare\w*|few\w*|little|unless|except|absen\w+|deny|denied|refus\w+|prevent\w*|stop\w*)\b|n['’]t\b|-free\b",
        pair.source,
        re.IGNORECASE,
    ):
        return None
    known = LANGUAGES.get(pair.language, {})
    match = re.search(known.get("verbs", r"(?!)"), pair.target)
    if not match:
        return None
    denied = re.sub("^ne (?=[aeo])", "n'", known["denied"].format(match[0]))
    return _put(pair, match.start(), match.end(), denied)


def sense_turned(pair: Pair, _chance: Random) -> Pair | None:
    """An opposite where a word turns the sense of a sentence without a negation: `evite` -> `busque`."""
    if re.search(_DENIED, pair.source, re.IGNORECASE):
        return None
    found = [
        (match, opposite)
        for word, cue, opposite in LANGUAGES.get(pair.language, {}).get("turned", ())
        if re.search(rf"\b(?:{word})", pair.source, re.IGNORECASE)
        for match in re.finditer(cue, pair.target, re.IGNORECASE)
    ]
    if len(found) != 1:
        return None
    ((match, opposite),) = found
    return _put(pair, match.start(), match.end(), match.expand(opposite))


def tag_dropped(pair: Pair, chance: Random) -> Pair | None:
    """One half of `<b>…</b>`, or the whole, that the source has around its first word."""
    source, target = (re.sub(r"\w+", r"<b>\g<0></b>", text, count=1) for text in (pair.source, pair.target))
    gone = chance.choice(["<b>", "</b>", "</?b>"])
    return Pair(source, re.sub(gone, "", target), pair.following, pair.language)


def url_changed(pair: Pair, chance: Random) -> Pair | None:
    """An address at the end of both sides, with another letter or path in the translation."""
    address = f"https://example.org/{chance.choice(['fever', 'dose', 'guide'])}/{chance.randrange(100, 999)}"
    other = chance.choice(
        [address + "0", address.replace("example", "exemple"), address.replace("https", "http")]
    )
    return Pair(f"{pair.source} {address}", f"{pair.target} {other}", pair.following, pair.language)


def half_lost(pair: Pair, _chance: Random) -> Pair | None:
    """The first half of a translation of some length, cut between words."""
    if len(pair.source) < 60:
        return None
    middle = len(pair.target) // 2
    cut = middle if _is_unspaced(pair) else pair.target.rfind(" ", 0, middle + 1)
    if cut <= 0:
        return None
    end = pair.target[-1] if not pair.target[-1].isalnum() else ""
    return Pair(pair.source, pair.target[:cut].rstrip(" ,;，、") + end, pair.following, pair.language)


def source_left(pair: Pair, _chance: Random) -> Pair | None:
    """The source in the place of its translation."""
    return Pair(pair.source, pair.source, pair.following, pair.language) if len(pair.source) > 25 else None


def loop(pair: Pair, chance: Random) -> Pair | None:
    """The last words said again and again, as a model does that finds no end."""
    last = pair.target[-4:-1] if _is_unspaced(pair) else " ".join(pair.target.rstrip(".").split()[-2:])
    if len(last) < 3 or not any(map(str.isalpha, last)):
        return None
    joint = "" if _is_unspaced(pair) else " "
    body = pair.target.rstrip(".。")
    return Pair(
        pair.source, joint.join([body, *[last] * chance.randrange(4, 9)]) + ".", pair.following, pair.language
    )


def wrong_script(pair: Pair, chance: Random) -> Pair | None:
    """A few words, or all, in the letters of another language."""
    other = _TO_CYRILLIC if pair.language in _CYRILLIC else _OTHER_SCRIPT
    words = other.split()
    if chance.random() < 0.5:
        return Pair(pair.source, f"{other}.", pair.following, pair.language)
    middle = len(pair.target) // 2
    cut = middle if _is_unspaced(pair) else max(0, pair.target.rfind(" ", 0, middle + 1))
    some = " ".join(words[: chance.randrange(2, 5)])
    return _put(pair, cut, cut, f" {some} ")


def homoglyph(pair: Pair, chance: Random) -> Pair | None:
    """One letter of a word as the like letter of another script."""
    found = [match.start() for match in re.finditer(_LIKE_ANOTHER, pair.target)]
    if not found:
        return None
    at = chance.choice(found)
    return _put(pair, at, at + 1, pair.target[at].translate(_HOMOGLYPHS))


def zero_width(pair: Pair, chance: Random) -> Pair | None:
    """A zero-width space, a word joiner or a byte-order mark inside a word; the space where none belongs."""
    found = [match.start() + 1 for match in re.finditer(r"[^\W\d_]{2}", pair.target)]
    signs = "\u2060\ufeff" if pair.language in _PARTED else "\u200b\u2060\ufeff"
    return _put(pair, at := chance.choice(found), at, chance.choice(signs)) if found else None


def bidi_override(pair: Pair, chance: Random) -> Pair | None:
    """An override of the direction before a word, with or without its end."""
    found = [match.span() for match in re.finditer(r"\w{2,}", pair.target)]
    if not found:
        return None
    start, end = chance.choice(found)
    made = _put(pair, end, end, chance.choice(["\u202c", ""]))
    return _put(made, start, start, chance.choice("\u202e\u202d\u2067"))


def mojibake(pair: Pair, chance: Random) -> Pair | None:
    """UTF-8 read as Windows-1252 or Latin-1, all of it or a word."""
    if pair.target.isascii():
        return None
    spoilt = pair.target.encode().decode(chance.choice(["cp1252", "latin-1"]), "replace")
    if chance.random() < 0.5:
        return Pair(pair.source, spoilt, pair.following, pair.language)
    found = [match for match in re.finditer(r"\w+", pair.target) if not match[0].isascii()]
    if not found:
        return Pair(pair.source, spoilt, pair.following, pair.language)
    match = chance.choice(found)
    word = match[0].encode().decode("cp1252", "replace")
    return _put(pair, match.start(), match.end(), word)


def neighbour(pair: Pair, _chance: Random) -> Pair | None:
    """The translation of the next sentence."""
    return Pair(pair.source, pair.following, "", pair.language) if pair.following else None


def _is_unspaced(pair: Pair) -> bool:
    return bool(LANGUAGES.get(pair.language, {}).get("unspaced"))


def _put(pair: Pair, start: int, end: int, text: str) -> Pair:
    return Pair(pair.source, pair.target[:start] + text + pair.target[end:], pair.following, pair.language)


KINDS: dict[str, Callable[[Pair, Random], Pair | None]] = {
    "number changed": number,
    "unit changed": unit,
    "negation dropped": negation_dropped,
    "negation added": negation_added,
    "sense turned": sense_turned,
    "tag dropped": tag_dropped,
    "URL changed": url_changed,
    "half lost": half_lost,
    "source left": source_left,
    "loop": loop,
    "wrong script": wrong_script,
    "homoglyph": homoglyph,
    "zero width": zero_width,
    "bidi override": bidi_override,
    "mojibake": mojibake,
    "neighbour": neighbour,
}
"""Every kind of error: a function that plants one, or says None where the pair has no place for it."""
