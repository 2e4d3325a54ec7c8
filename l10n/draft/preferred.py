"""Whether a draft says a term as the glossary has it, judged as the check `term` does."""

from __future__ import annotations

from l10n.draft.request import Request
from l10n.text.codes.inline import blanked
from l10n.text.words.renderings import Rendered
from l10n.text.words.terms import Glossary


def lacks_term(text: str, request: Request, glossary: Glossary | None, tag: str) -> bool:
    """Whether the source of a draft has a term whose preferred translations are none of them in its text."""
    if glossary is None or not text:
        return False
    wanted = [one for one in glossary.terms(blanked(request.source, request.codes)) if one.targets]
    if not wanted:
        return False
    rendered = Rendered(blanked(text, request.format.codes(text, request.codes)), tag)
    return any(not any(map(rendered.holds, one.targets)) for one in wanted)
