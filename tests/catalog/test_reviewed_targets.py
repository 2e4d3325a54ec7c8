"""The quick way to the reviewed translations gives what the whole reading of a catalog gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from l10n.catalog import parse, reviewed_targets, targets
from l10n.catalog.reader import _plain_targets
from l10n.errors import L10nError
from l10n.model import Key

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
PLAIN = HEADER + (
    '\n#. paragraph\n#: a.txt\nmsgid "Rest."\nmsgstr "Repose."\n'
    '\n#. heading\nmsgid "Ice"\nmsgstr ""\n'
    '\nmsgctxt "dose"\nmsgid "Take \\"one\\"."\nmsgstr ""\n"Tome\\n"\n"\\"uno\\"."\n'
)

ENTRIES = st.lists(
    st.sampled_from(
        [
            '\nmsgid "Rest."\nmsgstr "Repose."\n',
            '\nmsgid "Ice"\nmsgstr ""\n',
            '\nmsgid "Ice"\nmsgstr "  "\n',
            '\n#, fuzzy\nmsgid "Walk."\nmsgstr "Ande."\n',
            '\n#, fuzzy\n#| msgid "Do not walk."\nmsgid "Walk a little."\nmsgstr "No ande."\n',
            '\n#| msgid "Do not run."\nmsgid "Run."\nmsgstr "No corra."\n',
            '\n#~ msgid "Old."\n#~ msgstr "Viejo."\n',
            '\nmsgid "day"\nmsgid_plural "days"\nmsgstr[0] "día"\nmsgstr[1] "días"\n',
            '\nmsgctxt "x"\nmsgid "Rest."\nmsgstr "Pausa."\n',
            '\nmsgid "Tab\\tand \\x41"\nmsgstr "Tab\\ty \\101"\n',
            '\nmsgid   "spaced"\nmsgstr "suelto"\n',
            '\nmsgid "broken\nmsgstr "roto"\n',
            "\n# the end\n",
            '\nmsgid ""\nmsgstr "Another header"\n',
            '\r\nmsgid "a"\r\nmsgstr "b"\r\n',
        ]
    ),
    max_size=8,
)


@given(st.sampled_from([HEADER, "# A comment\n" + HEADER, HEADER.replace("UTF-8", "latin-1"), ""]), ENTRIES)
@example(HEADER, ['\n#~ msgid "Old."\n#~ msgstr "Viejo."\n'])
def test_both_ways_give_the_same_translations_or_the_same_error(header: str, entries: list[str]) -> None:
    data = (header + "".join(entries)).encode()
    assert outcome(lambda: reviewed_targets(data, "a.po")) == outcome(lambda: targets(parse(data, "a.po")))


def outcome(read: Callable[[], dict[Key, str]]) -> dict[Key, str] | str:
    """What reading gives, or the error it raises."""
    try:
        return read()
    except L10nError as error:
        return str(error)


def test_a_catalog_of_plain_entries_goes_the_quick_way() -> None:
    assert _plain_targets(PLAIN.encode()) == {
        Key(None, "Rest."): "Repose.",
        Key("dose", 'Take "one".'): 'Tome\n"uno".',
    }


def test_real_catalogs(real_catalogs: list[Path]) -> None:
    for path in real_catalogs:
        data = path.read_bytes()
        assert reviewed_targets(data, path.name) == targets(parse(data, path.name))
