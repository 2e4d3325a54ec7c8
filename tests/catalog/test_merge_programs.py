"""Merging with a template made from programs: flags, ranges, wrapping and charsets, as msgmerge has them."""

from __future__ import annotations

from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from l10n import po_files
from l10n.catalog import dump, merge, parse
from l10n.catalog.format_flags import is_unfit
from l10n.model import Entry, Key, State

Gettext = Callable[..., "CompletedProcess[bytes]"]

# Title: what the translator has, what the template says now, and what comes out, of msgmerge too.
ROWS = {
    "a message that is of a format no longer says so": (
        '#, c-format\nmsgid "folder %s"\nmsgstr "carpeta %s"\n',
        'msgid "folder %s"\nmsgstr ""\n',
        'msgid "folder %s"\nmsgstr "carpeta %s"\n',
    ),
    "one that is of a format from now on, and whose translation fits": (
        'msgid "%s of %d"\nmsgstr "%2$d: %1$s"\n',
        '#, c-format\nmsgid "%1$s of %2$d"\nmsgstr ""\n',
        '#, fuzzy, c-format\n#| msgid "%s of %d"\nmsgid "%1$s of %2$d"\nmsgstr "%2$d: %1$s"\n',
    ),
    "and whose translation does not fit": (
        'msgid "result %s"\nmsgstr "resultado %d"\n',
        '#, c-format\nmsgid "result %s"\nmsgstr ""\n',
        '#, fuzzy, c-format\n#| msgid "result %s"\nmsgid "result %s"\nmsgstr "resultado %d"\n',
    ),
    "braces that were lost": (
        'msgid "{name} rests"\nmsgstr "descansa"\n',
        '#, python-brace-format\nmsgid "{name} rests"\nmsgstr ""\n',
        '#, fuzzy, python-brace-format\n#| msgid "{name} rests"\nmsgid "{name} rests"\nmsgstr "descansa"\n',
    ),
    "a range that grew": (
        '#, c-format, range: 1..6\nmsgid "one day"\nmsgid_plural "%d days"\n'
        'msgstr[0] "un día"\nmsgstr[1] "%d días"\n',
        '#, c-format, range: 0..6\nmsgid "one day"\nmsgid_plural "%d days"\nmsgstr[0] ""\nmsgstr[1] ""\n',
        '#, fuzzy, c-format, range: 0..6\n#| msgid "one day"\n#| msgid_plural "%d days"\n'
        'msgid "one day"\nmsgid_plural "%d days"\nmsgstr[0] "un día"\nmsgstr[1] "%d días"\n',
    ),
    "a range that shrank": (
        '#, c-format, range: 0..7\nmsgid "one day"\nmsgid_plural "%d days"\n'
        'msgstr[0] "un día"\nmsgstr[1] "%d días"\n',
        '#, c-format, range: 1..6\nmsgid "one day"\nmsgid_plural "%d days"\nmsgstr[0] ""\nmsgstr[1] ""\n',
        '#, c-format, range: 1..6\nmsgid "one day"\nmsgid_plural "%d days"\n'
        'msgstr[0] "un día"\nmsgstr[1] "%d días"\n',
    ),
    "wrapping is the template's": (
        '#, no-wrap\nmsgid "Rest."\nmsgstr "Descanse."\n',
        'msgid "Rest."\nmsgstr ""\n',
        'msgid "Rest."\nmsgstr "Descanse."\n',
    ),
    "a text that the template has": (
        'msgid "Rest."\nmsgstr "Descanse."\n',
        'msgid "Rest."\nmsgstr "Rest!"\n\nmsgid "Paracetamol"\nmsgstr "Paracetamol"\n',
        'msgid "Rest."\nmsgstr "Descanse."\n\nmsgid "Paracetamol"\nmsgstr "Paracetamol"\n',
    ),
    "a line break at the end is no typography: gettext wants it in both": (
        'msgid "Usage: rest\\n"\nmsgstr "Uso: rest\\n"\n',
        'msgid "Usage: rest"\nmsgstr ""\n',
        '#, fuzzy\n#| msgid "Usage: rest\\n"\nmsgid "Usage: rest"\nmsgstr "Uso: rest\\n"\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_row_by_row_as_msgmerge_does(gettext: Gettext, header: str, row: str) -> None:
    existing, template, expected = ((header + text).encode() for text in ROWS[row])
    assert po_files.merged(existing, "a.po", template, "t.pot", "en")[0] == expected
    assert po_files.merged(expected, "a.po", template, "t.pot", "en")[0] == expected
    assert gettext("msgmerge", "-q", "--previous", "--no-wrap", existing, template).stdout == expected


def test_a_file_that_msgfmt_takes_is_none_that_it_refuses_after_a_merge(
    gettext: Gettext, header: str
) -> None:
    formats = {"c": "%s", "python": "%(a)s", "python-brace": "{a}", "kde": "%1", "qt": "%1", "sh": "$a",
               "csharp": "{0}", "php": "%1$s", "lisp": "~a"}  # fmt: skip
    before = "\n".join(f'msgid "rest {said} {name}"\nmsgstr "descanse"\n' for name, said in formats.items())
    after = "\n".join(
        f'#, {name}-format\nmsgid "rest {said} {name}"\nmsgstr ""\n' for name, said in formats.items()
    )
    data, template = (header + before).encode(), (header + after).encode()
    assert gettext("msgfmt", "-c", "-o", "/dev/null", data).returncode == 0
    merged, _ = po_files.merged(data, "a.po", template, "t.pot", "en")
    assert gettext("msgfmt", "-c", "-o", "/dev/null", merged).returncode == 0
    assert all(entry.state is State.STALE for entry in parse(merged, "a.po").entries)


def test_what_fits_stays_whatever_its_order() -> None:
    was = Entry(Key(None, "%1$s of %2$d"), "%2$d: %1$s", State.REVIEWED)
    assert not is_unfit(Entry(was.key, flags=("c-format",)), was)
    assert is_unfit(Entry(was.key, flags=("possible-c-format",)), Entry(was.key, "%2$d", State.REVIEWED))
    assert not is_unfit(Entry(was.key, flags=("no-c-format",)), Entry(was.key, "%2$d", State.REVIEWED))


def test_an_old_charset_stays_until_a_message_has_no_place_in_it() -> None:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={}\\n"\n\n'
    data = (head.format("ISO-8859-1") + 'msgid "Rest."\nmsgstr "Añada."\n').encode("latin-1")
    template = head.format("UTF-8") + 'msgid "Rest."\nmsgstr ""\n\nmsgid "{}"\nmsgstr ""\n'
    same, _ = po_files.merged(data, "a.po", template.format("Café").encode(), "t.pot", "en")
    assert same == data + '\nmsgid "Café"\nmsgstr ""\n'.encode("latin-1")
    other, _ = po_files.merged(data, "a.po", template.format("“Wash”").encode(), "t.pot", "en")
    assert other.decode() == (
        head.format("UTF-8") + 'msgid "Rest."\nmsgstr "Añada."\n\nmsgid "“Wash”"\nmsgstr ""\n'
    )


def test_typography_in_a_plural_leaves_every_form(header: str) -> None:
    """In the plural alone, and in both."""
    data = header + (
        'msgid "Wait a day"\nmsgid_plural "Don\'t wait %d days"\nmsgstr[0] "a"\nmsgstr[1] "b"\n\n'
        'msgid "It\'s %d day"\nmsgid_plural "They\'re %d days"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'
    )
    after = data.replace("'", "’")
    template = [Entry(one.key, plural=one.plural) for one in parse(after.encode(), "t.pot").entries]
    result = merge(template, parse(data.encode(), "a.po"))
    assert len(result.report.cosmetic) == 2
    assert dump(result.catalog).decode() == after


FOLDED = (
    '#: a.c:1\n#, fuzzy\n#| msgid ""\n#| "Once upon a "\n#| "time.\\n"\n'
    'msgid ""\n"Twice upon a "\n"time.\\n"\nmsgstr ""\n"Había "\n"una vez.\\n"\n'
)


def test_where_references_move_no_other_line_changes(header: str) -> None:
    """The lines of the previous source stay as they are folded, too."""
    template = [Entry(Key(None, "Twice upon a time.\n"), references=("a.c:2",))]
    result = merge(template, parse((header + FOLDED).encode(), "a.po"))
    assert dump(result.catalog).decode() == header + FOLDED.replace("a.c:1", "a.c:2")


def test_an_edited_source_leaves_the_lines_of_its_translation(header: str) -> None:
    template = [Entry(Key(None, "Thrice upon a time.\n"), references=("a.c:1",))]
    result = merge(template, parse((header + FOLDED).encode(), "a.po"))
    assert dump(result.catalog).decode().endswith('msgstr ""\n"Había "\n"una vez.\\n"\n')


def test_a_folded_file_is_known_for_one_when_every_reference_moved(header: str) -> None:
    long = "This sentence is so long that any editor which folds lines would have folded it somewhere here."
    cut = long.index(" any ") + 1
    data = f'{header}#: a.c:1\nmsgid ""\n"{long[:cut]}"\n"{long[cut:]}"\nmsgstr ""\n'
    template = [Entry(Key(None, long), references=("a.c:2",)), Entry(Key(None, f"{long} New."))]
    after = dump(merge(template, parse(data.encode(), "a.po")).catalog).decode()
    assert max(map(len, after.splitlines())) < 80
