"""What two lists of inline things have against each other: shared by the checks of codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from l10n.model import Code, Span

_LINK = re.compile(r"\]\(\s*(?:<([^<>]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))")
_ATTRIBUTE = re.compile(r"""(\s(?:href|src)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_FOR_READERS = re.compile(
    r"""\s(?:title|alt|lang|hreflang|dir|aria-label|placeholder|content)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)""",
    re.IGNORECASE,
)
_NOT_MARKUP = frozenset({"placeholder", "url", "email", "entity"})
_EITHER_SIGN = frozenset({"emphasis", "strong"})

_SENTENCE_ENDS = ".,;:!?)،؛؟。，、！？"
_MANY = 4


def lost_and_new(source: Iterable[str], target: Iterable[str]) -> tuple[list[str], list[str]]:
    """(what the source has oftener, what the translation has oftener), each in order."""
    source, target = list(source), list(target)
    if source == target:
        return [], []
    here, there = Counter(source), Counter(target)
    return list((here - there).elements()), list((there - here).elements())


def message(lost: Sequence[str], new: Sequence[str], more: Sequence[str] = ()) -> str:
    """`A became B; C is missing; D is not in the source`, then what `more` is to say; a handful at most."""
    both = min(len(lost), len(new))
    said = [f"{was} became {now}" for was, now in zip(lost, new, strict=False)]
    said += [f"{was} is missing" for was in lost[both:]]
    said += [f"{now} is not in the source" for now in new[both:]]
    said += more
    return "; ".join(said[:_MANY]) + (f"; {len(said) - _MANY} more" if len(said) > _MANY else "")


def place(codes: Iterable[Code], wanted: Sequence[str], shown: Callable[[Code], str]) -> Span | None:
    """Where the first of `codes` stands that `shown` tells as one of `wanted`; None where none does."""
    return next((code.span for code in codes if shown(code) in wanted), None) if wanted else None


def placeholders(codes: Iterable[Code]) -> list[str]:
    """The placeholders among `codes`."""
    return [code.value for code in codes if code.kind == "placeholder"]


def markup(codes: Iterable[Code]) -> list[str]:
    """The markup among `codes` as it must stand in a translation, without what a link points to."""
    return [shown(code) for code in codes if code.kind not in _NOT_MARKUP]


def addresses(codes: Iterable[Code]) -> list[str]:
    """The URLs and e-mail addresses that readers see."""
    return [address(code) for code in codes if code.kind in ("url", "email")]


def address(code: Code) -> str:
    """The URL or e-mail address of a code that is one."""
    return code.value.strip("<>").rstrip(_SENTENCE_ENDS)


def targets(codes: Iterable[Code]) -> list[str]:
    """Where the markup leads: the targets of links and images."""
    found = []
    for code in codes:
        if code.kind in _NOT_MARKUP:
            continue
        found += leads(code)
    return found


def leads(code: Code) -> list[str]:
    """Where one code of markup leads."""
    if code.kind == "html":
        return [match[2].strip("\"'") for match in _ATTRIBUTE.finditer(code.value)]
    match = _LINK.match(code.value)
    return [match[1] or match[2] or ""] if match else []


def shown(code: Code) -> str:
    """A code of markup as it must stand in a translation, without what a link points to."""
    if code.kind in _EITHER_SIGN:
        return "**" if code.kind == "strong" else "*"  # `_` and `*` are two ways to write one thing
    if code.kind == "html":
        return plain_tag(code.value)
    if code.value.startswith("]("):
        return "](…)"
    return code.value


def plain_tag(tag: str) -> str:
    """An HTML tag without the attributes that are translated, and without where it leads."""
    return _ATTRIBUTE.sub(r"\1…", _FOR_READERS.sub("", tag))
