"""Checks: each looks at one entry and says what is wrong with it. One file each; gates beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, cast

from l10n.checks.gates import gates, unresolved
from l10n.checks.waived import heeded
from l10n.errors import L10nError
from l10n.model import EMPTY_TARGET, Code, Entry, Finding, Severity, Span, State
from l10n.model.classes import dataclass
from l10n.text.codes.inline import blanked
from l10n.text.waivers import PREFIX, waivers
from l10n.text.words.terms import Glossary

if TYPE_CHECKING:
    from l10n.checks.rebound import Base

__all__ = [
    "BUILT_IN",
    "Check",
    "Context",
    "context",
    "finding",
    "gates",
    "get",
    "load",
    "names",
    "run",
    "unresolved",
]


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may look at: one entry with a translation, and what the format knows of both sides.

    `source_codes` count in `entry.source`, `target_codes` in `entry.target`. `source_words` and
    `target_words` are the two texts with every code replaced by as many spaces, so that offsets stay and
    markup never reaches a check of words; they are made here where they are not given. `glossary` is the
    target locale's, None in a project without terms; `base` is what another revision of the catalog says,
    None where none is compared with.
    """

    entry: Entry
    path: str
    source_locale: str
    target_locale: str
    source_codes: tuple[Code, ...] = ()
    target_codes: tuple[Code, ...] = ()
    source_words: str = ""
    target_words: str = ""
    glossary: Glossary | None = None
    base: Base | None = None

    def __post_init__(self) -> None:
        if not self.source_words:
            object.__setattr__(self, "source_words", blanked(self.entry.source, self.source_codes))
        if not self.target_words:
            object.__setattr__(self, "target_words", blanked(self.entry.target, self.target_codes))


class Check(Protocol):
    """A check: no I/O, no knowledge of formats. `severity` is what it weighs on a reviewed entry."""

    id: str
    severity: Severity

    def run(self, context: Context) -> Iterator[Finding]:
        """What it finds in one entry, nothing where all is well; `finding()` makes one.

        Whether a draft's finding weighs less, and where the entry stands, is the business of `checks.run`.
        """
        ...


BUILT_IN: tuple[tuple[str, str], ...] = (
    ("conflict", "l10n.checks.conflict"),
    ("rebound", "l10n.checks.rebound"),
    ("placeholder", "l10n.checks.placeholder"),
    ("markup", "l10n.checks.markup"),
    ("url", "l10n.checks.url"),
    ("unit", "l10n.checks.unit"),
    ("number", "l10n.checks.number"),
    ("negation", "l10n.checks.negation"),
    ("mojibake", "l10n.checks.mojibake"),
    ("invisible", "l10n.checks.invisible"),
    ("script", "l10n.checks.script"),
    ("untranslated", "l10n.checks.untranslated"),
    ("language", "l10n.checks.language"),
    ("repetition", "l10n.checks.repetition"),
    ("length", "l10n.checks.length"),
    ("unknown-word", "l10n.checks.unknown_word"),
    ("consistency", "l10n.checks.consistency"),
    ("punctuation", "l10n.checks.punctuation"),
    ("whitespace", "l10n.checks.whitespace"),
    ("forbidden-term", "l10n.checks.forbidden_term"),
    ("term", "l10n.checks.term"),
)
"""Id and module of each check that comes with l10n, gravest first; imported when first needed."""


@cache
def names() -> tuple[str, ...]:
    """The ids of all checks there are: the built-in ones, then third parties' by name (`l10n.checks`)."""
    built_in = [name for name, _ in BUILT_IN]
    others = {entry.name for entry in entry_points(group="l10n.checks")} - set(built_in)
    return (*built_in, *sorted(others))


@cache
def get(name: str) -> Check:
    """The check called `name`. Raises L10nError where there is none, or a third party's cannot be loaded."""
    module = dict(BUILT_IN).get(name)
    if module is not None:
        return cast("Check", import_module(module))
    for entry in entry_points(group="l10n.checks", name=name):
        try:
            return cast("Check", entry.load())
        except (ImportError, AttributeError) as error:
            raise L10nError(
                f"the check {name!r} cannot be loaded: {error}", hint=f"mend or remove {entry.value}"
            ) from error
    raise L10nError(f"there is no check {name!r}", hint=f"choose from {', '.join(names())}")


def load(wanted: Sequence[str] = ()) -> tuple[Check, ...]:
    """The checks called `wanted`, all of them where none is named."""
    return tuple(get(name) for name in wanted or names())


def context(
    entry: Entry,
    path: str,
    source_locale: str,
    target_locale: str,
    source_codes: Sequence[Code] = (),
    target_codes: Sequence[Code] = (),
    glossary: Glossary | None = None,
) -> Context:
    """What a check may look at; the codes are those that the format finds in both sides."""
    both = tuple(source_codes), tuple(target_codes)
    return Context(entry, path, source_locale, target_locale, *both, glossary=glossary)


def finding(
    check: str,
    severity: Severity,
    message: str,
    *,
    at: Span | None = None,
    source_at: Span | None = None,
    about: Sequence[str] = (),
) -> Finding:
    """A finding as a check gives it; `run` adds where it stands.

    `at` and `source_at` are the places in the two texts, `about` what it is about in their words.
    """
    return Finding(check, severity, message, at=at, source_at=source_at, about=tuple(about))


def run(
    contexts: Iterable[Context],
    checks: Sequence[Check] = (),
    weights: Mapping[str, str] = MappingProxyType({}),
) -> list[Finding]:
    """What the `checks` (all there are by default) find, in the order of locales, files, lines and checks.

    A draft's findings are at most warnings: nobody has called it right yet. Entries without a translation,
    obsolete ones and `<EMPTY>` ones are passed over. `weights` says by its id what a check weighs on a
    reviewed entry instead of its own severity, `off` for nothing at all.
    """
    chosen = tuple(one for one in tuple(checks) or load() if weights.get(one.id) != "off")
    found = [
        _placed(_weighed(one, weights), context)
        for context in contexts
        if context.entry.state not in (State.EMPTY, State.OBSOLETE) and context.entry.target != EMPTY_TARGET
        for one in _found(context, chosen)
    ]
    rank = {check.id: number for number, check in enumerate(chosen)}
    return sorted(found, key=lambda one: (one.locale, one.path, one.line, rank.get(one.check, len(rank))))


def _found(context: Context, checks: Sequence[Check]) -> Iterator[Finding]:
    comments = context.entry.comments
    if comments and any(one.startswith(PREFIX) for one in comments):
        ran = [one.id for one in checks]
        return heeded(context.entry, _all(context, checks), names(), ran)
    return _all(context, checks)


def _all(context: Context, checks: Sequence[Check]) -> Iterator[Finding]:
    for check in checks:
        conflict = False
        for one in check.run(context):
            yield one
            conflict = check.id == "conflict"
        if conflict:
            return  # what two versions left of each other is no translation: there is no more to say of it


def waives(entry: Entry, check: str) -> bool:
    """Whether an entry has a waiver of this check that is to be heeded."""
    return any(check in one.checks and one.reason for one in waivers(entry.comments))


def _weighed(one: Finding, weights: Mapping[str, str]) -> Finding:
    weight = weights.get(one.check)
    return replace(one, severity=Severity(weight)) if weight else one


def _placed(one: Finding, context: Context) -> Finding:
    entry = context.entry
    capped = entry.state is not State.REVIEWED and one.severity is Severity.ERROR
    return replace(
        one,
        severity=Severity.WARNING if capped else one.severity,
        path=context.path,
        line=entry.line,
        key=entry.key.fingerprint,
        locale=context.target_locale,
        source=entry.source,
        target=entry.target,
        state=entry.state,
    )
