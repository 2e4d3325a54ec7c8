"""The check `url`: links lead where the source's lead, or to the same page in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n import locale
from l10n.checks import Context, compare, finding
from l10n.model import Code, Finding, Severity, Span

id = "url"  # noqa: A001 - the name every check has
severity = Severity.ERROR

_PARTS = re.compile(r"[^0-9a-z_-]+")
# A site that is named without `https://`, in one of the domains that most of them are in.
_DOMAIN = r"\.(?:com|org|net|int|edu|gov|info)(?![A-Za-z0-9_-])"
_HAS_SITE = re.compile(_DOMAIN)
_SITE = re.compile(
    rf"(?<![A-Za-z0-9@._/-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*{_DOMAIN}(?:\.[a-z]{{2}}(?![A-Za-z0-9_-]))?"
)


def run(context: Context) -> Iterator[Finding]:
    """One finding; a warning where all that changed is the language, the anchor, `http` or a last slash."""
    sites = _sites(context.source_words) if _HAS_SITE.search(context.source_words) else []
    if not (context.source_codes or context.target_codes or sites):
        return
    here, there = compare.targets(context.source_codes), compare.targets(context.target_codes)
    if len(here) != len(there):
        here = there = []  # a link is lost or new: the check of markup says so
    lost, new = compare.lost_and_new(
        here + compare.addresses(context.source_codes), there + compare.addresses(context.target_codes)
    )
    named = context.target_words.lower() if sites else ""
    if missing := [site for site in sites if site not in named]:
        lost += missing
        new += [site for site in _sites(context.target_words) if site not in sites]
    if not lost and not new:
        return
    language = locale.language(context.target_locale)
    harmless = len(lost) == len(new) and all(
        _loose(was) == _loose(now) or _speaks(now, language) for was, now in zip(lost, new, strict=True)
    )
    yield finding(
        id,
        Severity.WARNING if harmless else severity,
        compare.message(lost, new),
        at=_place(context.target_codes, new),
        source_at=_place(context.source_codes, lost),
        about=(*lost, "", *new),
    )


def _sites(text: str) -> list[str]:
    return [match[0].lower() for match in _SITE.finditer(text)]


def _place(codes: Sequence[Code], wanted: Sequence[str]) -> Span | None:
    for code in codes:
        addresses = [compare.address(code)] if code.kind in ("url", "email") else compare.leads(code)
        if any(one in wanted for one in addresses):
            return code.span
    return None


def _loose(url: str) -> str:
    """A URL without what may change and still lead to the same page."""
    page = url.partition("#")[0]
    return page.removeprefix("https://").removeprefix("http://").rstrip("/")


def _speaks(url: str, language: str) -> bool:
    """Whether a part of the URL names the language: `es.example.org`, `/es/`, `?lang=es-MX`."""
    return any(re.split("[-_]", part, maxsplit=1)[0] == language for part in _PARTS.split(url.lower()))
