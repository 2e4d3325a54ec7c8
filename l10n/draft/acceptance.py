"""What an engine said, looked over: a draft's text whose codes are its source's, or what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from l10n.draft import guards
from l10n.draft.faults import Fault, Kind
from l10n.draft.guards import Words
from l10n.draft.request import Request
from l10n.engines import Translation
from l10n.errors import L10nError
from l10n.model import Code
from l10n.text.amounts.number_repair import rewritings
from l10n.text.codes.inline import SLOT, Protected, peel, protect, restore, verify
from l10n.text.codes.mending import repair

_LINE_ENDS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202d\u202e\ufeff]")
"""Besides the controls: what turns the letters of a line around for who reads it, and marks of byte order."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Task:
    """What of a request an engine sees: `core` without the slots that stand first and last anyway."""

    request: Request
    protected: Protected
    head: str
    core: str
    tail: str


def task(request: Request) -> Task:
    """The task of a request. Raises L10nError for a source that no engine can be asked for."""
    if _SURROGATE.search(request.source):
        raise L10nError("the text is not valid Unicode")
    protected = protect(request.source, request.codes)
    return Task(request, protected, *peel(protected))


def sound(made: Translation) -> Translation:
    """What an engine said, or its failure where it is no text at all."""
    if not made.failure and _SURROGATE.search(made.text):
        return Translation("", failure="its text is not valid Unicode")
    return made


def accepted(made: Translation, task: Task, locales: tuple[str, str] | None) -> tuple[str, Fault | None]:
    """(text of the draft, None) where an engine's output will do, else ("", what is wrong with it).

    `locales` are those of source and draft, which the guard rails go by; None where it is no language.
    """
    request, protected = task.request, task.protected
    text = cleaned(made.text, request.source).strip()
    if not SLOT.sub("", text).strip():
        return "", Fault(Kind.EMPTY, "the translation is empty")
    text = repair(f"{task.head}{text}{task.tail}", protected)
    if locales:
        text = _numbers_rewritten(text, protected.text, locales)
    if fault := verify(text, protected):
        return "", Fault(Kind.CODES, fault)
    whole = fitted(restore(text, protected), request.source)
    if fault := altered(whole, request):
        return "", Fault(Kind.CODES, fault)
    if locales is None:
        return whole, None
    bare = (SLOT.sub(" ", protected.text), SLOT.sub(" ", text))
    found = guards.fault(Words(*bare, *locales, made.unknown))
    return ("", found) if found else (whole, None)


def _numbers_rewritten(text: str, source: str, locales: tuple[str, str]) -> str:
    """`text` with the numbers that its readers would misread, `1,500` in German, written their way."""
    bare = SLOT.sub(" ", source), SLOT.sub(" ", text)  # offsets stay: a slot is one character
    for span, written in reversed(rewritings(*bare, *locales)):
        text = text[: span.start] + written + text[span.end :]
    return text


def cleaned(text: str, source: str) -> str:
    """`text` without control characters, and on one line unless the source has several."""
    if not _LINE_ENDS.search(source) and _LINE_ENDS.search(text):
        text = re.sub(" {2,}", " ", _LINE_ENDS.sub(" ", text))
    return _CONTROLS.sub("", text)


def fitted(text: str, source: str) -> str:
    """`text` with the white space around it that its source has."""
    before, after = source[: len(source) - len(source.lstrip())], source[len(source.rstrip()) :]
    return before + text.strip() + after


def altered(target: str, request: Request) -> str:
    """How the codes of a target differ from its source's, as the format reads both; "" if they do not."""
    there = _values(request.format.codes(target, request.codes))
    here = _values(request.format.codes(request.source, request.codes))
    for missing in here - there:
        return f"{missing} is lost"
    for new in there - here:
        return f"{new} is new"
    return ""


def _values(codes: Iterable[Code]) -> Counter[str]:
    return Counter(code.value for code in codes)
