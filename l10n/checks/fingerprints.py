"""Fingerprints of findings: what one is known by from one run to the next, wherever its line is by then.

A baseline, GitLab and SARIF compare runs by them. They hold the check, the catalog, the entry and what the
finding is about in the texts' own words; no line, no severity, and none of our words where a check says what
it is about.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from l10n.model import Finding

LENGTH = 32
"""Hexadecimal digits of one: 128 bits, so that a million findings do not meet."""


def fingerprint(finding: Finding, number: int = 0) -> str:
    """The fingerprint of a finding; `number` counts those before it that are equal in all this."""
    entry = finding.key or _folded(finding.source)
    return _hash([finding.check, finding.locale, finding.path, entry, str(number), *_about(finding)])


def wherever(finding: Finding) -> str:
    """What a finding is known by whatever catalog its source stands in, and with whatever context."""
    return _hash([finding.check, finding.locale, _folded(finding.source), *_about(finding)])


def fingerprints(findings: Iterable[Finding]) -> Iterator[str]:
    """The fingerprint of each finding, in order; equal ones of an entry are numbered: none is there twice."""
    seen: Counter[str] = Counter()
    for one in findings:
        plain = fingerprint(one)
        yield fingerprint(one, seen[plain]) if seen[plain] else plain
        seen[plain] += 1


def _about(finding: Finding) -> Iterator[str]:
    return map(_folded, finding.about or (finding.message,))


def _hash(parts: Iterable[str]) -> str:
    # Each part with its length before it, so that no text can move from one into the next.
    written = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def _folded(text: str) -> str:
    return " ".join(text.split())
