"""Candidates for the glossary, kept between runs: learning writes them, status shows them, people decide."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from l10n import glossary, project
from l10n.config import Config
from l10n.errors import L10nError
from l10n.storage import files
from l10n.text.words import corrections
from l10n.text.words.renderings import Rendered
from l10n.text.words.term_candidates import Candidate
from l10n.text.words.terms import Concept, Glossary

FILE = "candidates.json"
"""Its name, in the project's own folder: it can be removed, and the next learning writes it anew."""
_VERSION = 1


def keep(settings: Config, found: Mapping[str, Sequence[Candidate]]) -> None:
    """Write the candidates of these locales; those of the others stay."""
    kept = {tag: some for tag, some in _read(settings).items() if tag in settings.locales} | dict(found)
    listed = [_as_json(one) for tag in sorted(kept) for one in kept[tag]]
    data = json.dumps({"version": _VERSION, "candidates": listed}, ensure_ascii=False, indent=1)
    file = project.state_file(settings, FILE)
    written = f"{data}\n".encode()
    if (listed or files.read_if_there(file, FILE)) and files.read_if_there(file, FILE) != written:
        files.write(file, written, project.shown(settings, file))


def of(settings: Config, tags: Iterable[str]) -> list[Candidate]:
    """The candidates of these locales that the glossary does not answer by now.

    Raises L10nError for a glossary that cannot be read, and where what was kept is broken.
    """
    kept = _read(settings)
    found: list[Candidate] = []
    for tag in tags:
        if some := kept.get(tag):
            terms = glossary.of(settings, tag)
            found += filter(None, (_weighed(one, terms, settings.source_locale) for one in some))
    return found


def table(settings: Config) -> str:
    """The file of the glossary that a term would be added to."""
    tables = (name for name in settings.glossary if not name.lower().endswith((".tbx", ".xml")))
    return next(tables, "terms.csv")


def _weighed(one: Candidate, terms: Glossary | None, source_tag: str) -> Candidate | None:
    """A candidate with what the glossary says instead; None where the glossary has it already.

    That is where a term in it has a translation that the reviewers' words hold and the draft's do not.
    """
    if terms is None:
        return one
    concepts = [concept for concept in terms.terms(one.source) if concept.targets]
    drafted, reviewed = Rendered(one.draft, one.locale), Rendered(one.reviewed, one.locale)
    same = [concept for concept in concepts if _is_of(concept, one, source_tag)]
    if any(map(reviewed.holds, _targets(same))):
        return None
    if any(reviewed.holds(said) and not drafted.holds(said) for said in _targets(concepts)):
        return None
    return replace(one, instead=_targets(same))


def _is_of(concept: Concept, one: Candidate, source_tag: str) -> bool:
    names = corrections.read(concept.source, source_tag).names
    return names == corrections.read(one.source, source_tag).names


def _targets(concepts: Iterable[Concept]) -> tuple[str, ...]:
    return tuple(said for concept in concepts for said in concept.targets)


def _read(settings: Config) -> dict[str, list[Candidate]]:
    """What is kept, by locale; of another version of l10n nothing, since the next learning writes it anew."""
    file = project.state_file(settings, FILE)
    data = files.read_if_there(file, project.shown(settings, file))
    if data is None:
        return {}
    try:
        held = json.loads(data)
        if held["version"] != _VERSION:
            return {}
        found: dict[str, list[Candidate]] = {}
        for one in map(_from_json, held["candidates"]):
            found.setdefault(one.locale, []).append(one)
    except (ValueError, LookupError, TypeError, AttributeError):
        hint = "remove it; `l10n draft --learn` makes it again"
        raise L10nError("no list of candidates", project.shown(settings, file), hint=hint) from None
    return found


def _as_json(one: Candidate) -> dict[str, Any]:
    return {
        "locale": one.locale,
        "source": one.source,
        "draft": one.draft,
        "reviewed": one.reviewed,
        "places": list(one.places),
    }


def _from_json(one: Mapping[str, Any]) -> Candidate:
    tag, source, draft, reviewed, places = (
        one[name] for name in ("locale", "source", "draft", "reviewed", "places")
    )
    if not all(isinstance(text, str) for text in (tag, source, draft, reviewed, *places)):
        raise TypeError("a candidate is made of texts")
    return Candidate(tag, source, draft, reviewed, tuple(places))
