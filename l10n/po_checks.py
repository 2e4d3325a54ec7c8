"""PO files by themselves, outside of any project: checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from l10n import catalog, checks, formats, locale
from l10n.catalog.reader import no_collections
from l10n.checking import survey
from l10n.checking.report import Checked
from l10n.checks import Context, waived
from l10n.errors import L10nError
from l10n.formats import Format
from l10n.model import Catalog, Entry, Examined, Finding, Key, State
from l10n.outcome import Report
from l10n.storage import files

_SOFTWARE = "html"
"""What the texts of programs are read as: tags, entities, placeholders, addresses, and no other markup."""


def check(
    found: Sequence[tuple[str, str]], tag: str | None, source_locale: str, fail_on: str, progress: Report
) -> Checked:
    """Every finding in files given as (name, path); the report is not ok where one of them fails it.

    The locale is `tag`, else what a file's header says. A file that cannot be read does not stop the others.
    """
    outcome = Checked()
    findings: list[Finding] = []
    examined: list[Examined] = []
    units: Counter[str] = Counter()
    source_tag = locale.normalize(source_locale)
    for number, (shown, file) in enumerate(found, 1):
        with outcome.collecting():
            one = catalog.parse(files.read(file, shown), shown)
            named = _locale(one, tag)
            with no_collections():  # findings are no part of a cycle
                findings += _findings(one, source_tag, named)
            counted = catalog.progress(one.entries)
            units[named] += counted.units.units
            examined.append(Examined(named, shown, "", counted))
        progress(number, len(found))
    gates = tuple(gate for named in units for gate in checks.unresolved(findings, named, units[named]))
    report = survey.judged(gates, findings, examined, outcome.errors, fail_on)
    outcome.report = replace(report, source_locale=source_tag)
    return outcome


def _locale(one: Catalog, tag: str | None) -> str:
    named = tag or one.locale
    if not named:
        raise L10nError("its header names no Language", one.path, hint="name it there, or use --locale")
    return locale.normalize(named, one.path)


def _findings(one: Catalog, source_tag: str, tag: str) -> list[Finding]:
    alone = [entry for entry in one.entries if entry.plural is None]
    findings = checks.run(_context(entry, one.path, source_tag, tag) for entry in alone if _is_checked(entry))
    for entry in one.entries:
        if entry.plural is not None and entry.state is not State.OBSOLETE:
            findings += _of_plural(entry, one.path, source_tag, tag)
    return sorted(findings, key=lambda one: one.line)


def _is_checked(entry: Entry) -> bool:
    return bool(entry.target) and entry.state is not State.OBSOLETE


def _of_plural(entry: Entry, path: str, source_tag: str, tag: str) -> Iterator[Finding]:
    """What is wrong with plural forms: each is right if it translates the singular or the plural.

    A waiver is of the whole entry, and so in vain only where no form has what it waives.
    """
    said = set()
    runs: list[list[Finding]] = []
    for target in filter(str.strip, entry.plural_targets):
        found: list[list[Finding]] = []
        for text in (entry.plural or "", entry.source):
            form = replace(entry, key=Key(entry.key.context, text), target=target)
            found.append(checks.run([_context(form, path, source_tag, tag)]))
        also = {one.check for one in found[1]}
        runs += found
        for one in found[0]:
            if one.check in also and (one.check, one.message) not in said and one.check != waived.NAME:
                said.add((one.check, one.message))
                yield replace(one, key=entry.key.fingerprint)
    told = [{one.message: one for one in run if one.check == waived.NAME} for run in runs]
    for message in told[0] if told else ():
        if all(message in some for some in told):
            yield replace(told[0][message], key=entry.key.fingerprint)


def _context(entry: Entry, path: str, source_tag: str, tag: str) -> Context:
    form = _form(entry)
    codes = form.codes(entry.source)
    return checks.context(entry, path, source_tag, tag, codes, form.codes(entry.target, codes))


def _form(entry: Entry) -> Format:
    """The format of the file that the message came from, where it is one we read; of programs else."""
    for reference in entry.references[:1]:
        name, colon, line = reference.rpartition(":")
        path = name if colon and line.isdecimal() else reference
        if formats.is_built_in(path):
            return formats.for_path(path)
    return formats.by_name(_SOFTWARE)
