"""Entries on their way to other tools and back, made up for tests."""

from __future__ import annotations

from hypothesis import strategies as st
from marked import codes_of

from l10n.interchange import codes
from l10n.interchange.rows import Incoming, Row, Sheet
from l10n.model import Entry, Key, State
from l10n.text.codes.inline import protect

_PIECES = [
    "Take ",
    "two",
    " <b>",
    "</b>",
    "{x}",
    "&<>\"'",
    "\t",
    "\n",
    "\r",
    "\x08",
    "\ue000",
    "水",
    " ",
    "]]>",
    "=1",
]
_TEXTS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8).map("".join)
_ORIGINS = st.sampled_from(["", "MT: argos en-es 1.9", "TM: 100% locales/es/a.po", "TM: 87% locales/es/a.po"])


def row(source: str, target: str = "", state: State = State.EMPTY, **more: object) -> Row:
    """An entry whose codes are `<b>`, `</b>` and `{x}`."""
    context = more.pop("context", None)
    entry = Entry(Key(context, source), target, state, **more)  # type: ignore[arg-type]
    return Row(entry, codes_of(source), codes_of(target))


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Entries in any state, with codes that may be halves, doubled, crossing, or the translation's alone."""
    state = draw(st.sampled_from([State.EMPTY, State.DRAFT, State.STALE, State.REVIEWED]))
    source = draw(_TEXTS)
    target = "" if state is State.EMPTY else draw(_TEXTS.filter(str.strip))
    return row(
        source,
        target,
        state,
        context=draw(st.none() | st.sampled_from(["verb", "a\x07b"])),
        previous=Key(None, "Before <that>\x01") if state is State.STALE else None,
        origin=draw(_ORIGINS) if state is State.DRAFT else "",
        notes=draw(st.sampled_from([(), ("heading",), ("cell", "not <bold>\x02")])),
        comments=draw(st.sampled_from([(), ("ask Ana & Ben",)])),
    )


def sheet(*some: Row, path: str = "source_texts/a.txt") -> Sheet:
    """The rows of one article, each key once."""
    return Sheet(path, "text", tuple({one.entry.key: one for one in some}.values()))


def returned(one: Incoming, sent: Row) -> str:
    """The translation that came back for a row."""
    return codes.assembled(one.target, protect(sent.entry.source, sent.source_codes))[0]
