"""The check `consistency`: one source that people have translated in several ways in a locale.

It compares catalogs and so looks at all of them together: `differing` says where, `finding_of` what of it.
Equal sources with different contexts (msgctxt) are different messages.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from l10n.checks import Context
from l10n.model import Entry, Finding, Severity, State

id = "consistency"  # noqa: A001 - the name every check has
severity = Severity.WARNING

_SENTENCE = 4
"""Words from which on a source is a sentence: of a label or a title, two translations may both be right."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A reviewed entry as it is compared: digests of its source and translation, and where it stands."""

    source: str
    target: str
    path: str
    line: int


def run(context: Context) -> Iterator[Finding]:  # noqa: ARG001  one entry alone is consistent
    """Nothing: see `differing`."""
    return iter(())


def differing(sayings: Iterable[Saying]) -> Mapping[str, Sequence[tuple[Saying, Saying]]]:
    """By catalog, each entry that says otherwise than most entries of its source, and one of those.

    Where no translation is the commonest, the first one is.
    """
    by_source: dict[str, list[Saying]] = defaultdict(list)
    for one in sayings:
        by_source[one.source].append(one)
    found: dict[str, list[tuple[Saying, Saying]]] = defaultdict(list)
    for some in by_source.values():
        counts = Counter(one.target for one in some)
        if len(counts) > 1:
            common = counts.most_common(1)[0][0]
            first = next(one for one in some if one.target == common)
            for one in some:
                if one.target != common:
                    found[one.path].append((one, first))
    return found


def finding_of(entry: Entry, path: str, locale: str, other: Saying) -> Finding:
    """The finding about an entry whose source stands, translated otherwise, at `other`."""
    is_sentence = len(entry.source.split()) >= _SENTENCE or len(entry.source) > 12 * _SENTENCE
    return Finding(
        id,
        severity if is_sentence else Severity.NOTE,
        f"the same source is translated otherwise at {other.path}:{other.line}",
        path,
        entry.line,
        entry.key.fingerprint,
        locale,
        entry.source,
        entry.target,
        State.REVIEWED,
        about=("consistency", entry.target),
    )
