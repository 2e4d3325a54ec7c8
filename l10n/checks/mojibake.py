"""The check `mojibake`: text that was read in another charset than it was written in (`niÃ±o`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from l10n import locale
from l10n.checks import Context, finding
from l10n.model import Finding, Severity, Span

id = "mojibake"  # noqa: A001 - the name every check has
severity = Severity.ERROR

# The bytes 0x80 to 0xFF as Windows-1252 shows them, those it leaves free as Latin-1 does.
_SHOWN = {
    byte: bytes([byte]).decode("cp1252", "ignore") or bytes([byte]).decode("latin-1")
    for byte in range(128, 256)
}
_BYTES = {ord(char): byte for byte, char in _SHOWN.items()} | {byte: byte for byte in range(128, 256)}
_LEAD = "".join(_SHOWN[byte] for byte in range(0xC2, 0xF5))
_NEXT = re.escape(
    "".join({_SHOWN[byte] for byte in range(0x80, 0xC0)} | {chr(byte) for byte in range(0x80, 0xC0)})
)
# A lead byte of UTF-8 and as many bytes after it as it asks for (RFC 3629).
_TWO = "".join(_SHOWN[byte] for byte in range(0xC2, 0xE0))
_THREE = "".join(_SHOWN[byte] for byte in range(0xE0, 0xF0))
_FOUR = "".join(_SHOWN[byte] for byte in range(0xF0, 0xF5))
_GARBLED = re.compile(rf"(?:[{_TWO}][{_NEXT}]|[{_THREE}][{_NEXT}]{{2}}|[{_FOUR}][{_NEXT}]{{3}})+")
_CUT = re.compile(rf"[{_LEAD}][{_NEXT}]*\ufffd|\ufffd")
# UTF-8 of Cyrillic as Windows-1251 shows it: capital Er and Es before every letter.
_AS_1251 = re.compile("(?:[РС][^\\w\\sА-Яа-яA-Za-z]|[РС][Ѐ-Џѐ-џҐґ°±µ¶·]){2,}")
# UTF-8 of Latin letters and quotation marks as other charsets of single bytes show it: those of old Macs, of
# DOS, and of Windows in Central Europe.
_CHARSETS = ("mac_roman", "cp437", "cp850", "cp1250")


def _utf8_shown_as(charset: str) -> re.Pattern[str]:
    """An expression for it: the two bytes of a letter, the three of a quotation mark or a dash."""

    def shown(low: int, high: int) -> str:
        return re.escape(bytes(range(low, high)).decode(charset, "ignore"))

    after = f"[{shown(0x80, 0xC0)}]"
    return re.compile(rf"(?:[{shown(0xC2, 0xC6)}]{after}|{shown(0xE2, 0xE3)}{shown(0x80, 0x81)}{after})+")


_SHOWN_AS = {charset: _utf8_shown_as(charset) for charset in _CHARSETS}
_SMALL = "a-zß-öø-ÿ"
_SIGNS = "¡¢£¤¥¦¬±³¹¼½¾‚„†‡ˆ‰˜ƒ≤≥ⁿΘφ"
_CAPITALS = "À-ÖØ-ÞŒŠŸŽ"
# A sign, or a capital with an accent, in the middle of a word in small letters: single bytes of one charset
# that were shown in another (of DOS `ni¤o`, in DOS `cr≤nica`, on a Mac `crÛnica`).
_IN_WORD = re.compile(
    f"(?<=[{_SMALL}])[{_SIGNS}](?=[{_SMALL}])|(?<=[{_SMALL}][{_SMALL}])[{_CAPITALS}](?=[{_SMALL}])"
)
_ASKED = re.compile(rf"(?<=[{_SMALL}])\?(?=[{_SMALL}][{_SMALL}])|\?{{4,}}")
"""A question mark in the place of a letter, or many, of those that the charset had not."""
_LITERAL = re.compile("锟斤拷|烫烫烫|屯屯屯")
"""What GBK shows of lost bytes, and of memory never written."""
_SUSPECT = re.compile(
    f"[{_LEAD}РС\ufffd锟烫屯](?:(?<=\ufffd)|(?<=[{_LEAD}])[{_NEXT}]"
    "|(?<=[РС])(?:[^\\w\\sА-Яа-яA-Za-z]|[Ѐ-Џѐ-џҐґ])|(?<=锟)斤拷|(?<=烫)烫烫|(?<=屯)屯屯)"
)
"""What all of these begin with: asked of every text, and not there in nearly all.

It begins with one set of characters, as all that is asked of every text: these are found with no look at what
stands between them.
"""
_SECOND = re.compile(f"[{_NEXT}РС\ufffd锟烫屯]")
"""What one of these has, and many a text with accents has not: asked before."""
_SUSPECT_TOO = re.compile(
    f"[¬√ƒ≈┬├─┼ĂĹΓÔ{_SIGNS}{_CAPITALS}]"
    rf"(?:(?<=[¬√ƒ≈┬├─┼ĂĹ])[^\x00-\x7f]|(?<=‚)Ä|(?<=[ΓÔ])Ç|(?<=[{_SMALL}].)(?=[{_SMALL}]))"
)
"""The same for other charsets, whose first characters are rarer."""
_TYPOGRAPHY = frozenset("–—‘’“”„‚«»‹›…•¿¡°ºª§·×÷±µ½¼¾²³€£¥©®™′″−≤≥≈→\u00a0\u00ad\u202f")

_LETTERS = {
    "az": "əƏ",
    "bm": "ɛƐɔƆɲƝ",
    "ee": "ɖƉɛƐƒƑɣƔɔƆʋƲ",
    "ff": "ɓƁɗƊƴƳ",
    "ha": "ɓƁɗƊƙƘƴƳ",
    "ln": "ɛƐɔƆ",
    "yo": "ṣṢ",
}
"""Latin letters of alphabets beyond the European ones: elsewhere signs that come to one are an accident."""


def run(context: Context) -> Iterator[Finding]:
    """One finding that shows the place, and what should have stood there where that can be told."""
    target = context.entry.target
    asked = _ASKED.search(context.target_words) if "?" in target else None
    if asked and not _ASKED.search(context.source_words):
        place = _around(target, asked.span())
        said = f"a question mark in the place of a letter: {place}"
        yield finding(id, severity, said, at=Span(*asked.span()), about=[place])
        return
    if target.isascii():
        return
    if not ((_SECOND.search(target) and _SUSPECT.search(target)) or _SUSPECT_TOO.search(target)):
        return
    for match, meant in _garbled(target, context.target_locale):
        if match[0] not in context.entry.source:
            said = f"text in a wrong charset: {_around(target, match.span())}"
            said += f" for {meant[:20]}" if meant.strip() else ""
            yield finding(id, severity, said, at=Span(*match.span()), about=[match[0]])
            return


def _garbled(text: str, tag: str) -> Iterator[tuple[re.Match[str], str]]:
    """Every place that is text in a wrong charset, and what should stand there, "" where nobody can tell."""
    for charset, expression in (("", _GARBLED), *_SHOWN_AS.items()):
        for match in expression.finditer(text):
            meant = _meant(match[0], charset)
            if meant and all(_is_plausible(char, tag) for char in meant):
                yield match, meant
    for expression in (_CUT, _AS_1251, _LITERAL, _IN_WORD):
        for match in expression.finditer(text):
            yield match, ""


def _meant(garbled: str, charset: str) -> str:
    """The text whose UTF-8 was shown in a charset, Windows-1252 where none is named; "" where it is none."""
    try:
        if charset:
            return garbled.encode(charset).decode()
        return bytes(_BYTES[ord(char)] for char in garbled).decode()
    except (UnicodeError, KeyError):
        return ""


def _is_plausible(char: str, tag: str) -> bool:
    """Whether a text in this locale may have this character, so that what stands there is no accident."""
    if char in _TYPOGRAPHY:
        return True
    if "\u00c0" <= char <= "\u017f" or "\u1e80" <= char <= "\u1ef9":
        return True
    if char in _LETTERS.get(locale.language(tag), ""):
        return True
    return locale.script(tag) != "Latn" and char > "\u036f" and unicodedata.category(char)[0] in "LMP"


def _around(text: str, span: tuple[int, int]) -> str:
    """The place with the letters about it."""
    start, end = span
    while start and text[start - 1].isalnum() and span[0] - start < 20:
        start -= 1
    while end < len(text) and text[end].isalnum() and end - span[1] < 20:
        end += 1
    return text[start : min(end, start + 60)]
