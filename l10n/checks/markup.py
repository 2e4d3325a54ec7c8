"""The check `markup`: every tag, emphasis and link of the source is in the translation, closed and nested."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from l10n.checks import Context, compare, finding
from l10n.model import Code, CodeShape, Finding, Severity, Span

id = "markup"  # noqa: A001 - the name every check has
severity = Severity.ERROR

_FIGURE = re.compile(r"\d+")
_PAIRED = frozenset({"*", "**", "~~", "`", "``"})
_MARKS = re.compile(r"\*\*|__|~~|`+|\]\(|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")

_HALF = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?(?<!/)>")
_VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
)
"""Elements that nothing closes (HTML Living Standard 13.1.2)."""

# How GNU's programs quote a `word': each language has its own marks for that.
_QUOTED = re.compile(r"`([^`'\n]*)'")


def run(context: Context) -> Iterator[Finding]:
    """One finding for all that is wrong with the markup of one entry.

    Signs that are no codes where they stand count too: a `**` that nothing closes is text to the reader. A
    warning where readers get sound markup that only differs: emphasis or code added, a code span translated.
    """
    loose_source, loose_target = _loose(context.source_words), _loose(context.target_words)
    if not (context.source_codes or context.target_codes or loose_source or loose_target):
        return
    source, target = compare.markup(context.source_codes), compare.markup(context.target_codes)
    lost, new = compare.lost_and_new(source, target)
    loose_lost, loose = compare.lost_and_new(loose_source, loose_target)
    broken = [mark for mark in dict.fromkeys(loose) if mark in lost]
    said = [f"{mark} marks nothing where it stands: unbalanced or misplaced" for mark in broken]
    lost = [mark for mark in lost if mark not in broken] + [mark for mark in loose_lost if mark not in new]
    new += [mark for mark in loose if mark not in broken]
    if not (lost or new or loose):
        broken = _unpaired(context.source_codes, context.target_codes)
        said = [f"{tag} closes nothing, or is not closed, where it stands" for tag in broken]
    crossing = _crossing(context.target_codes)
    if crossing:
        said.append(f"{crossing[0].text} and {crossing[1].text} cross")
    sound = not said and _is_sound(lost, new)
    if lost or new:
        said.append(compare.message(lost, new))
    if said:
        yield finding(
            id,
            Severity.WARNING if sound else severity,
            "; ".join(said),
            at=_place(context, [*broken, *new], crossing),
            source_at=compare.place(context.source_codes, lost, compare.shown),
            about=(*lost, "", *new, "", *broken, "", *(code.text for code in crossing or ())),
        )


def _place(context: Context, wanted: Sequence[str], crossing: tuple[Code, Code] | None) -> Span | None:
    """Where in the translation the first thing stands that is wrong there."""
    for match in _MARKS.finditer(context.target_words) if wanted else ():
        if compare.plain_tag(match.group()) in wanted:
            return Span(*match.span())
    found = compare.place(context.target_codes, wanted, compare.shown)
    return crossing[1].span if found is None and crossing else found


def _is_sound(lost: Sequence[str], new: Sequence[str]) -> bool:
    """Whether what differs leaves whole markup and no tag: signs added in pairs, code spans one for one."""
    spans = all(mark.startswith("`") and len(mark) > 2 for mark in (*lost, *new))
    if lost:
        return spans and len(lost) == len(new) and _figures(lost) == _figures(new)
    counts = Counter(new)
    return spans or all(mark in _PAIRED and number % 2 == 0 for mark, number in counts.items())


def _unpaired(source: Sequence[Code], target: Sequence[Code]) -> list[str]:
    """The tags that have lost their other half: they cross those of another pair, or close before they open.

    A source may hold one half of a pair too, where a sentence ends inside.
    """
    alone = Counter(_halves(target))
    return list((alone - Counter(_halves(source))).elements()) if alone else []


def _halves(codes: Sequence[Code]) -> Iterator[str]:
    for code in codes:
        half = code.kind == "html" and code.shape is CodeShape.SINGLE and _HALF.fullmatch(code.value)
        if half and half[1].lower() not in _VOID:
            yield code.value


def _figures(marks: Sequence[str]) -> list[str]:
    return sorted(figure for mark in marks for figure in _FIGURE.findall(mark))


def _loose(words: str) -> list[str]:
    # Written out, since every text is asked.
    if not ("<" in words or "*" in words or "_" in words or "`" in words or "]" in words or "~" in words):
        return []
    unquoted = _QUOTED.sub(r"\1", words)
    if "`" not in unquoted:
        words = unquoted
    return [compare.plain_tag(mark) for mark in _MARKS.findall(words)]


def _crossing(codes: Sequence[Code]) -> tuple[Code, Code] | None:
    """The first closing code that closes another pair than the last one opened, with that one."""
    opened: list[Code] = []
    for code in codes:
        if code.pair is None or code.shape is CodeShape.SINGLE:
            continue
        if code.shape is CodeShape.OPEN:
            opened.append(code)
        elif not opened:
            return code, code
        elif opened.pop().pair != code.pair:
            return (opened[-1] if opened else code), code
    return None
