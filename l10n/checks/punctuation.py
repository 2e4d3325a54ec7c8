"""The check `punctuation`: the translation ends as its source does, with the marks of its own language.

A full stop, a question, an exclamation, a colon or dots at the end; Spanish ¿ and ¡; the space before French
`; : ! ?`; full-width marks after Han and kana; brackets that close. Quotation marks are left to translators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n import locale
from l10n.checks import Context, finding
from l10n.model import Finding, Severity, Span

id = "punctuation"  # noqa: A001 - the name every check has
severity = Severity.WARNING

# Every mark in each script that ends a sentence in the same way (Unicode property Sentence_Terminal, and the
# marks of a clause); a semicolon ends a question in Greek alone.
_ENDS = {
    "a full stop": ".。．｡।॥۔։።။។᙮᠃‧",
    "a question mark": "?？؟\u037e՞፧⁇",
    "an exclamation mark": "!！՜߹",
    "dots": "…⋯",
    "a colon": ":：፦፥፡",
    "a semicolon": ";；؛፤",
    "a comma": ",，،、፣",
}
_KIND = {mark: kind for kind, marks in _ENDS.items() for mark in marks}
_CLOSING = "\"'”’»«›‹“„」』）)]］】〉》*_` \t\n\r\u00a0\u202f\u3000"
# Thai, Lao, Khmer, Burmese and Tibetan end a sentence with a space or a mark of their own, or with nothing.
_WITHOUT = frozenset({"th", "lo", "km", "my", "bo", "dz"})
_DOUBLE_DUTY = {"el": (";", "a question mark"), "hy": (":", "a full stop")}
# Two word spaces, or two colons, are what keyboards without the Ethiopic full stop have for it.
_ETHIOPIC = frozenset({"am", "ti", "tig", "gez"})
_ETHIOPIC_STOPS = ("፡፡", "::")
_ALIKE = frozenset({"a full stop", "dots"})
_OPENED = {"?": "¿", "!": "¡"}
# The mark goes before what must stand on its left, so that one look for a set of characters finds the places.
_TIGHT = re.compile(r"[;!?»:](?<=[^\W\d_].)(?:(?<!:)(?![\w/])|(?<=:)(?=\s|$))")
_HALF = re.compile("[,;:?!.](?<=[\u3040-\u30ff\u3400-\u9fff].)(?:(?<!\\.)(?![0-9A-Za-z])|(?<=\\.)(?=\\s|$))")
_FOREIGN = re.compile("[,;?](?<=[\u0600-\u06ff].)(?=\\s|$)")
_PAIRS = {")": "(", "]": "[", "）": "（", "」": "「", "』": "『", "】": "【", "》": "《", "»": "«"}
_BRACKETS = re.compile("[()\\[\\]（）「」『』【】《》]")
_LISTED = re.compile(r"(?:^|\s|[（(])(?:\d{1,3}|[A-Za-zА-Яа-я\u0621-\u064a]{1,3}|[ivxIVX]+)[)）]|[:;]-?[()]")
"""`1)`, `a)`, `iv)`: a bracket that closes and was never opened; and smileys."""


def run(context: Context) -> Iterator[Finding]:
    """A finding for the end, one for what the language's own marks want, one for brackets."""
    source, target = context.source_words, context.target_words
    if not target.strip():
        return
    language = locale.language(context.target_locale)
    here = _end(context.entry.source, locale.language(context.source_locale))
    there = _end(context.entry.target, language)
    if here != there and not (language in _WITHOUT and not there) and not {here, there} <= _ALIKE:
        said = f"ends with {there or 'no mark'}, the source with {here or 'no mark'}"
        last = len(context.entry.target.rstrip(_CLOSING))
        place = Span(last - bool(there), last)
        yield finding(id, _gravity(here, there), said, at=place, about=[here, there])
    for said, place in _own(target, context.target_locale, there):
        yield finding(id, Severity.NOTE, said, at=place, about=[said])
    if (at := _unpaired(target)) is not None and _unpaired(source) is None:
        yield finding(id, severity, f"{target[at]} has no partner", at=Span(at, at + 1), about=[target[at]])


def _end(text: str, language: str) -> str:
    """What kind of mark a text ends with, behind closing quotes and brackets; "" for none."""
    bare = text.rstrip(_CLOSING)
    if bare.endswith(("...", "。。。")):
        return "dots"
    if bare.endswith(_ETHIOPIC_STOPS) and language in _ETHIOPIC:
        return "a full stop"
    last = bare[-1:]
    mark, kind = _DOUBLE_DUTY.get(language, ("", ""))
    return kind if last and last == mark else _KIND.get(last, "")


def _gravity(here: str, there: str) -> Severity:
    """A question that is none any more says something else; a full stop more or less does not."""
    return severity if "a question mark" in (here, there) else Severity.NOTE


def _own(target: str, tag: str, end: str) -> Iterator[tuple[str, Span]]:
    """What the marks of the locale's language want, and where."""
    match locale.language(tag), locale.script(tag):
        case "es", _:
            for mark, opening in _OPENED.items():
                if end == _KIND[mark] and target.count(mark) > target.count(opening):
                    last = target.rindex(mark)
                    yield f"{mark} without {opening}", Span(last, last + 1)
        case "fr", _ if locale.region(tag) not in ("CA", "CH"):
            if match := _TIGHT.search(target):
                yield f"no space before {match[0]}", Span(*match.span())
        case _, "Hans" | "Hant" | "Jpan":
            if match := _HALF.search(target):
                yield f"{match[0]} after {target[match.start() - 1]} is half-width", Span(*match.span())
        case _, "Arab":
            if match := _FOREIGN.search(target):
                yield f"{match[0]} is not the mark of the language", Span(*match.span())


def _unpaired(text: str) -> int | None:
    """Where the first bracket without a partner is."""
    waiting: list[int] = []
    listed: set[int] | None = None
    for match in _BRACKETS.finditer(text):
        at, mark = match.start(), match[0]
        if mark not in _PAIRS:
            waiting.append(at)
        elif waiting and _same(text[waiting[-1]], mark):
            waiting.pop()
        else:
            if listed is None:
                listed = {place for one in _LISTED.finditer(text) for place in range(*one.span())}
            if at not in listed:
                return at
    return waiting[0] if waiting else None


def _same(opened: str, closing: str) -> bool:
    """Whether one closes the other; full-width and half-width ones mix in practice."""
    folded = str.maketrans("（）", "()")
    return _PAIRS[closing].translate(folded) == opened.translate(folded)
