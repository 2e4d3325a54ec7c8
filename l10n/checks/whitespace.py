"""The check `whitespace`: the translation begins and ends as the source does, and doubles no space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n import locale
from l10n.checks import Context, finding
from l10n.model import Finding, Severity, Span

id = "whitespace"  # noqa: A001 - the name every check has
severity = Severity.WARNING

_DOUBLED = re.compile(r"(?<=\S)  +(?=\S)")

# A space there ends a sentence or a clause, and a wider one is good typography (Thai, Lao, Khmer, Burmese).
_WIDE_SPACES = frozenset({"th", "lo", "km", "my", "bo"})


def run(context: Context) -> Iterator[Finding]:
    """One finding for all that is wrong with the white space of one entry."""
    source, target = context.entry.source, context.entry.target
    said, at = {}, None
    if _before(source) != _before(target):
        said["begins"] = _difference("begins", _before(source), _before(target))
        at = Span(0, len(_before(target)))
    if _after(source) != _after(target):
        said["ends"] = _difference("ends", _after(source), _after(target))
        at = at or Span(len(target) - len(_after(target)), len(target))
    doubled = _doubled(context) if "  " in target and "  " not in source else None
    if doubled is not None:
        said["doubled"] = "two spaces in a row"
        at = at or doubled
    if said:
        yield finding(id, severity, "; ".join(said.values()), at=at, about=tuple(said))


def _before(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _after(text: str) -> str:
    return text[len(text.rstrip()) :]


def _difference(verb: str, source: str, target: str) -> str:
    return f"{verb} with {_named(target)}, the source with {_named(source)}"


def _named(space: str) -> str:
    if not space:
        return "no space"
    return "a line break" if "\n" in space else "a space" if len(space) == 1 else f"{len(space)} spaces"


def _doubled(context: Context) -> Span | None:
    if locale.language(context.target_locale) in _WIDE_SPACES:
        return None
    inside = [code.span for code in context.target_codes]
    for match in _DOUBLED.finditer(context.entry.target):
        if not any(span.start < match.end() and match.start() < span.end for span in inside):
            return Span(*match.span())
    return None
