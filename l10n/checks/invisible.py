"""The check `invisible`: characters that nobody sees and that change what is read, found or copied.

Zero width, controls, overrides of direction, letters that only look right. What a script needs is left alone:
joiners in Persian and Indic scripts, zero-width spaces in Thai and Khmer, marks and isolates in right-to-left
text, selectors after emoji.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from l10n import locale
from l10n.checks import Context, finding
from l10n.model import Finding, Severity, Span
from l10n.text.lookalikes import spoofed

id = "invisible"  # noqa: A001 - the name every check has
severity = Severity.ERROR

# All that shows nothing of its own; tab and line feed are white space's business.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U000e0000-\U000e0fff]"
)
_NAMES = {
    0x00AD: "soft hyphen", 0x200B: "zero-width space", 0x200C: "zero-width non-joiner",
    0x200D: "zero-width joiner",
    0x200E: "left-to-right mark", 0x200F: "right-to-left mark", 0x061C: "Arabic letter mark",
    0x202A: "left-to-right embedding", 0x202B: "right-to-left embedding", 0x202C: "end of a direction",
    0x202D: "left-to-right override", 0x202E: "right-to-left override", 0x2060: "word joiner",
    0x2066: "left-to-right isolate", 0x2067: "right-to-left isolate", 0x2068: "first-strong isolate",
    0x2069: "end of an isolate", 0xFEFF: "byte-order mark", 0x2028: "line separator",
    0x2029: "paragraph separator", 0x180E: "Mongolian vowel separator",
}  # fmt: skip
_OVERRIDES = frozenset("\u202d\u202e")
_OPENERS = frozenset("\u202a\u202b\u2066\u2067\u2068")
_MARKS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
"""What right-to-left text, or a word of it in other text, needs to stand in the right order."""
_POINTS = frozenset("\u200e\u200f\u061c")
_CLOSERS = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}
"""What ends each kind of direction, and what begins one of that kind."""
# But for the Arabic letter mark, which is none of it.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Scripts whose letters join, or must not (Unicode Standard 9.2, 12.1): Arabic, Syriac, N'Ko, the Indic ones.
_JOINING = re.compile(
    "[\u0600-\u07ff\u08a0-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\ufb50-\ufeff]"
)
# South-East Asian: no spaces between words, a zero-width one tells where a line may end (chapter 16).
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u19e0-\u1aaf]")
# Scripts whose words are not hyphenated: Hebrew, Arabic (Uyghur aside), Thai and Lao, Chinese, kana, hangul.
_WHOLE = re.compile("[\u0590-\u08ff\u0e00-\u0eff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufb1d-\ufefc]")
_EMOJI = re.compile(
    "[\u00a9\u00ae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\ufe0f\u20e3#*0-9]"
)
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def run(context: Context) -> Iterator[Finding]:
    """One finding for what is hidden, and one for letters that only look right; the source's own are its."""
    source, target = context.entry.source, context.entry.target
    there = list(_HIDDEN.finditer(target)) if _HIDDEN.search(target) else []
    if target.isascii() and not there:
        return
    allowed = Counter(_HIDDEN.findall(source)) if there else {}
    hidden: list[str] = []
    place = None
    for match in there:
        char = match[0]
        if allowed[char]:
            allowed[char] -= 1
        elif not _is_needed(target, match.start(), context.target_locale):
            hidden.append(char)
            place = place or Span(*match.span())
    if hidden or (there and set(target) & _OPENERS and not _is_closed(target) and _is_closed(source)):
        about = [f"U+{ord(char):04X}" for char in hidden]
        yield finding(id, _weight(hidden), _said(hidden), at=place, about=about or ["direction"])
    for span, said in spoofed(context.target_words, context.target_locale):
        word = span.cut(target)
        if word not in source:
            message = f"{word} has a letter that only looks right: {said}"
            yield finding(id, Severity.ERROR, message, at=span, about=[word])
            return


def _is_needed(text: str, at: int, tag: str) -> bool:
    """Whether a hidden character is what its surroundings are written with."""
    char = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char in _MARKS:
        return _is_directing(text, at, tag)
    match char:
        case "\u200c" | "\u200d":
            return bool(_JOINING.match(before)) or bool(_EMOJI.match(before) and _EMOJI.match(after))
        case "\u00ad":
            # In a script whose words are never broken at the end of a line it only hides the word.
            if not before or before.isspace() or before.isdigit():
                return False
            return not _WHOLE.match(before) or locale.language(tag) == "ug"
        case "\u200b":
            return bool(_UNSPACED.match(before) or _UNSPACED.match(after))
        case "\u2060":
            return not (before.isalpha() and after.isalpha())  # it holds a dash or a mark to its word
        case "\ufe0e" | "\ufe0f":
            return bool(_EMOJI.match(before))
        case _ if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
            return bool(_HAN.match(before) or _JOINING.match(before))
        case _ if "\U000e0020" <= char <= "\U000e007f":
            return "\U0001f3f4" in text[max(0, at - 8) : at]  # the flags of England, Scotland and Wales
        case _ if "\u180b" <= char <= "\u180f":
            return locale.language(tag) == "mn"
    return False


def _is_directing(text: str, at: int, tag: str) -> bool:
    """Whether a mark of direction has an order to keep there: no order is inside a word, nor in text that is
    all from left to right; and what ends one has one to end.
    """
    char = text[at]
    if char in _CLOSERS and not any(one in text[:at] for one in _CLOSERS[char]):
        return False
    beside = text[at - 1 : at], text[at + 1 : at + 2]
    if char in _POINTS and all(one.isalpha() and _RIGHT_TO_LEFT.match(one) for one in beside):
        return False
    return locale.direction(tag) == "rtl" or bool(_RIGHT_TO_LEFT.search(text, max(0, at - 40), at + 40))


def _is_closed(text: str) -> bool:
    """Whether each embedding and isolate ends in the text (Unicode Standard Annex 9)."""
    waiting: list[str] = []
    for char in text:
        if char in _OPENERS or char in _OVERRIDES:
            waiting.append("\u2069" if "\u2066" <= char <= "\u2068" else "\u202c")
        elif char in "\u202c\u2069" and (not waiting or waiting.pop() != char):
            return False
    return not waiting


def _weight(hidden: list[str]) -> Severity:
    reads_otherwise = any(char in _OVERRIDES or char in _OPENERS or ord(char) < 0xA0 for char in hidden)
    return Severity.ERROR if reads_otherwise or not hidden else Severity.WARNING


def _said(hidden: list[str]) -> str:
    if not hidden:
        return "a direction that is opened does not end"
    named = (
        f"{_NAMES.get(ord(char), 'hidden character')} (U+{ord(char):04X})" for char in dict.fromkeys(hidden)
    )
    return f"not in the source: {', '.join(named)}"
