"""The state of an entry, told from its flags, comments and texts alone, and the few questions asked of it.

Any editor can change a state, since nothing but gettext's own marks is used: `#, fuzzy`, `#| msgid`, `#~`,
and a translator comment `# MT: …` or `# TM: …` that names what made a draft.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from l10n.errors import L10nError
from l10n.model import Entry, Key, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10n.model import Catalog

FUZZY = "fuzzy"
ORIGINS = ("MT: ", "TM: ")
"""What the comment that names a draft's maker begins with: machine translation, translation memory."""
CONFLICT_MARK = "#-#-#-#-#"
"""What begins and ends the line before each of two translations in one msgstr, as msgcat writes it."""


def is_origin(comment: str) -> bool:
    """True for a translator comment that names what made a draft."""
    return comment.startswith(ORIGINS)


def has_text(entry: Entry) -> bool:
    """True where any msgstr holds more than white space: something a person or a machine wrote."""
    return bool(entry.target.strip()) or any(text.strip() for text in entry.plural_targets)


def state_of(
    source: str, targets: Iterable[str], fuzzy: bool, previous: bool = False, obsolete: bool = False
) -> State:
    """The state that flags and texts say.

    A message with plural forms is EMPTY until every form is there. A msgstr of white space alone is EMPTY
    too, unless the msgid is no more than that: who means "nothing" writes `<EMPTY>`, which counts as a
    translation.
    """
    if obsolete:
        return State.OBSOLETE
    for text in targets:
        if not text or (text.isspace() and not source.isspace()):
            return State.EMPTY
    if not fuzzy:
        return State.REVIEWED
    return State.STALE if previous else State.DRAFT


def fuzzy_stays(state: State) -> bool:
    """True where `fuzzy` stays among an entry's flags because its state does not say it: obsolete, half
    empty.
    """
    return state in (State.OBSOLETE, State.EMPTY)


def revived_state(entry: Entry) -> State:
    """The state that an obsolete entry had: its `flags` alone still say `fuzzy`."""
    return state_of(
        entry.source,
        entry.plural_targets or (entry.target,),
        FUZZY in entry.flags,
        previous=entry.previous is not None,
    )


def edit(entry: Entry, **changes: Any) -> Entry:
    """`entry` with fields changed and its raw text dropped, so that it is written anew; itself if all stay
    equal.

    `target` and the first of `plural_targets` are one text: where one is given the other follows. A state
    that speaks of `fuzzy` itself takes that word out of the flags.
    """
    if "state" in changes and not fuzzy_stays(changes["state"]):
        flags = changes.get("flags", entry.flags)
        changes["flags"] = tuple(flag for flag in flags if flag != FUZZY)
    if "target" in changes and "plural_targets" not in changes and entry.plural_targets:
        changes["plural_targets"] = (changes["target"], *entry.plural_targets[1:])
    elif changes.get("plural_targets") and "target" not in changes:
        changes["target"] = changes["plural_targets"][0]
    if all(getattr(entry, name) == value for name, value in changes.items()):
        return entry
    changed = replace(entry, raw=None, **changes)
    source = target = lead = None
    if State.OBSOLETE not in (entry.state, changed.state):
        source, target, lead = kept_lines(
            entry,
            source=(entry.key, entry.plural) == (changed.key, changed.plural),
            target=(entry.target, entry.plural_targets) == (changed.target, changed.plural_targets),
            previous=(entry.previous, entry.previous_plural) == (changed.previous, changed.previous_plural),
        )
    return replace(changed, raw_source=source, raw_target=target, raw_lead=lead)


# From the first keyword to the end, and what stands right before it of the previous source. No string or
# comment line begins with a keyword, and an entry that is not laid out line by line is simply written anew.
_BODY = re.compile(r"^((?:#\|[^\n]*\n)*)(msg(?:ctxt|id)\b.*?)^(msgstr\b.*)", re.MULTILINE | re.DOTALL)
_LEAD = re.compile(r"#(?![|~])[^\n]*+(?<!\\)(?:\n#(?![|~])[^\n]*+(?<!\\))*+")
_KEPT = re.compile(r"((?:#\|[^\n]*\n)*)(.*)", re.DOTALL)


def kept_lines(
    entry: Entry, *, source: bool, target: bool, previous: bool = False
) -> tuple[str | None, str | None, str | None]:
    """The lines of the msgid, of the msgstr and of the comments as they stand in the file, whatever their
    wrap; None for what is not asked for. With `previous` those of `#| msgid` come before the msgid's.

    Comments are asked for always: `format_entry` takes those lines of them that still say what they should.
    """
    before, kept, said, lead = "", entry.raw_source, entry.raw_target, entry.raw_lead
    if entry.raw is not None and (found := _BODY.search(entry.raw)):
        before, kept, said = found.groups()
        lead = entry.raw[: found.start()].strip("\r\n").replace("\r\n", "\n")
        if not _LEAD.fullmatch(lead):
            lead = None
    elif kept is not None and (found := _KEPT.fullmatch(kept)):
        before, kept = found.groups()
    if kept is not None and previous:
        kept = f"{before}{kept}"
    return (kept if source else None), (said if target else None), lead


def with_draft(entry: Entry, target: str, origin: str) -> Entry:
    """An EMPTY `entry` filled with a fuzzy draft; `origin` is `MT: argos en-es 1.9` or `TM: 87% …`.

    Raises L10nError for an entry in any other state, for one with plural forms (a draft has one text), for a
    draft of white space, and for an origin that would not be read as one.
    """
    if entry.state is not State.EMPTY or has_text(entry):
        raise L10nError("only an empty entry takes a draft", line=entry.line or None)
    if entry.plural is not None:
        raise L10nError("a message with plural forms takes no draft", line=entry.line or None)
    named = " ".join(origin.split())
    if not target.strip() or not is_origin(f"{named} "):
        raise L10nError(
            "a draft needs a text and an origin", line=entry.line or None, hint="write MT: … or TM: …"
        )
    return edit(entry, target=target, state=State.DRAFT, previous=None, previous_plural=None, origin=named)


def targets(catalog: Catalog, drafts: bool = False) -> dict[Key, str]:
    """What a build may use, by key: the reviewed translations; with `drafts`, every unreviewed text as well.

    Drafts and stale translations then both count, as `msgfmt --use-fuzzy` has it: whoever asks for unreviewed
    text gets it all and marks it. `<EMPTY>` comes back as it is. Empty and obsolete entries never do, nor do
    drafts that are two versions side by side.
    """
    found = {entry.key: entry.target for entry in catalog.entries if entry.state is State.REVIEWED}
    if drafts:
        fuzzy = (entry for entry in catalog.entries if entry.state in (State.DRAFT, State.STALE))
        found |= {entry.key: entry.target for entry in fuzzy if CONFLICT_MARK not in entry.target}
    return found
