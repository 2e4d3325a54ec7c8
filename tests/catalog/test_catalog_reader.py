"""Reading gives every entry, its very text, and the line of whatever is wrong."""

from __future__ import annotations

import contextlib
import pickle
import re
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import polib
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from l10n.catalog import dump, edit, parse, plain, read
from l10n.errors import L10nError
from l10n.model import Catalog, Key, State

Gettext = Callable[..., "CompletedProcess[bytes]"]

AWKWARD = r"""# Translators, see the guide.
#
msgid ""
msgstr ""
"Language: pt_BR\n"
"Content-Type: text/plain; "
"charset=UTF-8\n"
"Language: pt_BR\n"


# A note of a translator.
#without a space
#. paragraph
#: guide.md:3 guide.md:9
#, fuzzy,c-format no-wrap
#| msgctxt "dose"
#| msgid "Take one"
#| " tablet."
msgctxt "dose"
msgid "Take "
"two tablets."
msgstr "Tome dois"
" comprimidos."
#= workflow
#x unknown
msgid "A tab\tand \"quotes\", \x41\102 and a \\ backslash\n"
msgstr "Uma tabula\xc3\xa7\303\243o\n"
msgid "one line" msgstr "uma linha"
  #, fuzzy

   msgid   "Far from its flag."
msgstr"Longe."

msgid "One day"
msgid_plural "Many days"
msgstr[0] "Um dia"
msgstr [ 1 ] "Muitos dias"

# Once was here.
#, fuzzy
#~| msgid "An older text."
#~ msgid "An old text."
#~ msgstr ""
#~ "Um texto "
#~ "antigo."

# The end, without a newline."""


def entry_texts(catalog: Catalog) -> list[tuple[str | None, str, str, State]]:
    return [(entry.key.context, entry.source, entry.target, entry.state) for entry in catalog.entries]


def test_whatever_gettext_reads_is_read_and_written_back_byte_for_byte(gettext: Gettext) -> None:
    data = AWKWARD.encode()
    catalog = parse(data, "a.po")
    assert dump(catalog) == data
    assert gettext("msgfmt", "-o", "/dev/null", data).returncode == 0
    assert catalog.locale == "pt-BR"
    assert entry_texts(catalog) == [
        ("dose", "Take two tablets.", "Tome dois comprimidos.", State.STALE),
        (None, 'A tab\tand "quotes", AB and a \\ backslash\n', "Uma tabulação\n", State.REVIEWED),
        (None, "one line", "uma linha", State.REVIEWED),
        (None, "Far from its flag.", "Longe.", State.DRAFT),
        (None, "One day", "Um dia", State.REVIEWED),
        (None, "An old text.", "Um texto antigo.", State.OBSOLETE),
    ]
    first, _, _, _, plural, obsolete = catalog.entries
    assert first.comments == ("A note of a translator.", "#without a space")
    assert (first.notes, first.references) == (("paragraph",), ("guide.md:3", "guide.md:9"))
    assert (first.flags, first.previous) == (("c-format", "no-wrap"), Key("dose", "Take one tablet."))
    assert (plural.plural, plural.plural_targets) == ("Many days", ("Um dia", "Muitos dias"))
    assert (obsolete.flags, obsolete.previous) == (("fuzzy",), Key(None, "An older text."))
    assert [entry.line for entry in catalog.entries] == [11, 24, 28, 29, 34, 39]
    assert catalog.tail == "\n# The end, without a newline."


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_newlines_and_a_byte_order_mark_stay(header: str, newline: str, mark: str) -> None:
    text = f'{mark}{header}msgid "Rest."\nmsgstr ""\n"Des"\n"cansa."\n'.replace("\n", newline)
    catalog = parse(text.encode(), "a.po")
    assert dump(catalog) == text.encode()
    assert entry_texts(catalog) == [(None, "Rest.", "Descansa.", State.REVIEWED)]


LINES = [
    'msgid "a"', 'msgid "b"', 'msgid ""', '"more"', '"\\tx\\x41"', 'msgstr "t"', 'msgstr ""', 'msgctxt "c"',
    'msgid_plural "p"', 'msgstr[0] "f"', 'msgstr[1] "g"', "#, fuzzy", "# note", "#. extracted", "#: a.md", "",
    '#| msgid "old"', '#| "er"', '#| msgctxt "k"', '#~ msgid "gone"', '#~ msgstr "fort"', '#~ "more"', "#~",
    '#~| msgid "older"', "#~ # kept", '  msgid "c"', 'msgid "d" msgstr "u"', '"on" "e"', 'domain "x"', "#=x",
    '#~ msgid_plural "were"', '#~ msgstr[0] "h"', '#~ msgstr[1] "i"', '#| msgid_plural "olds"',
    '"\\"\\n\\\\n"',
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=9), st.sampled_from(["", "\n"]))
@example(['msgid "a"', 'msgstr "t"', "# note", '"more"'], "\n")
@example(['msgid "a"', "# note", 'msgstr "t"'], "\n")
@example(['#| msgid "old"', "#, fuzzy", 'msgid "a"', 'msgstr "t"'], "\n")
@example(['domain "x"', '"more"'], "")
@example(['#~ msgid "gone"', 'msgstr "t"'], "\n")
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_accepts_what_msgfmt_accepts_and_nothing_else(gettext: Gettext, lines: list[str], end: str) -> None:
    """The grammar is gettext's, in whatever order lines come; what is read is written back."""
    data = ("\n".join(lines) + end).encode()
    accepted = gettext("msgfmt", "-o", "/dev/null", data).returncode == 0
    if accepted:
        assert dump(parse(data, "a.po")) == data
    else:
        with pytest.raises(L10nError) as caught:
            parse(data, "a.po")
        assert caught.value.line
        assert caught.value.hint


@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["\n", "\r\n"]))
@example(AWKWARD.split("\n"), "\n")
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_quick_reader_and_the_exact_one_agree(
    monkeypatch: pytest.MonkeyPatch, lines: list[str], newline: str
) -> None:
    """What one regular expression reads at a glance is what the grammar says, entry by entry."""
    assert_same_either_way(monkeypatch, "".join(line + newline for line in lines).encode())


LEADS = [
    "", "\n", "\n\n# note\n", "#. said\n#: a.md:3 b.md\n#, fuzzy\n", "#, c-format,fuzzy\n#: a.md\n",
    "# fuzzy\n", "#, range: 0..9, fuzzy\n", "#, range: 0..9 fuzzy\n", "#=fuzzy\n", "#,notfuzzy\n",
    '#, fuzzy\n#| msgid "old"\n',
    '#| msgctxt "k"\n#| msgid "o"\n#| "ld"\n', '\n# MT: argos en-es 1.9\n#, fuzzy\nmsgctxt "dose"\n',
]  # fmt: skip
STRINGS = [
    '"one"', '""', '""\n"fol"\n"ded\\n"', '"say \\"no\\"\\n"', '"back\\\\slash"', '"tab\\t"',
    '"two"\n"lines"', '" "', f'""\n"{"long " * 60}"\n"end"', '"肝\\n"\n"臓"', '"\\n"\n"\\"a\\""',
]  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(LEADS), *[st.sampled_from(STRINGS)] * 2), max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_few_ask_for_is_told_when_asked(
    monkeypatch: pytest.MonkeyPatch, entries: list[tuple[str, str, str]], newline: str
) -> None:
    """A plain entry keeps what tells its text and comments, not these: they are those of the exact reader."""
    text = "".join(f"{lead}msgid {source}\nmsgstr {target}\n" for lead, source, target in entries)
    data = text.replace("\n", newline).encode()
    assert_same_either_way(monkeypatch, data)
    with contextlib.suppress(L10nError):  # one source twice
        catalog = parse(data, "a.po")
        assert pickle.loads(pickle.dumps(catalog)) == catalog
        assert [replace(entry, line=entry.line) for entry in catalog.entries] == list(catalog.entries)


def assert_same_either_way(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    def outcome() -> Catalog | str:
        try:
            catalog = parse(data, "a.po")
        except L10nError as error:
            return str(error)
        assert dump(catalog) == data
        return catalog

    quick = outcome()
    with monkeypatch.context() as patch:
        patch.setattr(plain, "run", lambda _text, at, line, *_: (at, line))
        patch.setattr(plain, "obsolete", lambda *_: None)
        assert outcome() == quick


@pytest.mark.parametrize(
    "name", ["ISO-8859-1", "windows-1251", "KOI8-U", "EUC-JP", "SHIFT_JIS", "GB18030", "BIG5"]
)
def test_a_declared_charset_is_read_strictly_and_kept(gettext: Gettext, name: str) -> None:
    word = {"ISO-8859-1": "señal", "windows-1251": "печінка", "KOI8-U": "печінка"}.get(name, "功能表")
    text = f'msgid ""\nmsgstr "Content-Type: text/plain; charset={name}\\n"\n\nmsgid "a"\nmsgstr "{word}"\n'
    data = text.encode(name)
    assert gettext("msgfmt", "-o", "/dev/null", data).returncode == 0
    catalog = parse(data, "a.po")
    assert catalog.entries[0].target == word
    assert dump(catalog) == data


def test_a_duplicate_on_one_line_is_found_too() -> None:
    """There gettext complains as well, and goes on."""
    with pytest.raises(L10nError, match="duplicate msgid, first at line 1"):
        parse(b'msgid "a" msgstr "b" msgid "a" msgstr "c"', "a.po")


def test_a_header_on_one_line_names_its_charset_too(gettext: Gettext) -> None:
    data = 'msgid "" msgstr "Content-Type: a; charset=ISO-8859-1\\n" msgid "a" msgstr "ñ"'.encode("latin-1")
    assert gettext("msgfmt", "-o", "/dev/null", data).returncode == 0
    assert parse(data, "a.po").entries[0].target == "ñ"


BROKEN = {
    "unterminated string": ('msgid "a\nmsgstr "b"\n', 6 + 1, "unterminated string"),
    "merge conflict": ('msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\n', 8, "unresolved merge conflict"),
    "diff3 conflict": ('||||||| base\nmsgid "a"\nmsgstr "b"\n', 7, "unresolved merge conflict"),
    "duplicate": ('msgid "a"\nmsgstr "b"\n\n# again\nmsgid "a"\nmsgstr ""\n', 10, "first at line 7"),
    "order": ('msgstr "b"\nmsgid "a"\n', 7, "msgid must stand here, not msgstr"),
    "no msgstr": ('msgid "a"\n\nmsgid "b"\nmsgstr ""\n', 7, "msgid without msgstr"),
    "garbage": ('msgid "a"\nmsgstr "b"\n\nhello world\n', 10, "unknown word hello"),
    "inner quote": ('msgid "a"\nmsgstr "say "no" now"\n', 8, "unknown word no"),
    "escape": ('msgid "a"\nmsgstr "x"\n"50\\%"\n', 9, r"\% is no escape"),
    "comment inside": ('msgid "a"\n# why\nmsgstr "b"\n', 8, "a comment inside an entry"),
    "half obsolete": ('#~ msgid "a"\nmsgstr "b"\n', 8, "half of this entry is obsolete"),
    "plural index": ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', 9, "msgstr[0] must stand here"),
    "separator": ('msgid "a\\004b"\nmsgstr "c"\n', 7, "context separator"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_an_error_names_its_line_and_the_remedy(gettext: Gettext, header: str, case: str) -> None:
    text, line, message = BROKEN[case]
    data = (header + text).encode()
    with pytest.raises(L10nError) as caught:
        parse(data, "es/a.po")
    assert (caught.value.path, caught.value.line) == ("es/a.po", line)
    assert message in caught.value.message
    assert caught.value.hint
    assert gettext("msgfmt", "-o", "/dev/null", data).returncode != 0


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (
            b'msgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=EBCDIC\\n"\n',
            4,
            "EBCDIC",
        ),
        (b'msgid ""\nmsgstr ""\n"Content-Type: a; charset=UTF-7\\n"\n', 3, "UTF-7"),
        (b'msgid "a"\nmsgstr "\xff"\n', 2, "bytes that are no UTF-8 text (0xff)"),
        (
            b'msgid ""\nmsgstr "Content-Type: a; charset=ASCII\\n"\n\nmsgid "a"\nmsgstr "\xc3\xa9"\n',
            5,
            "ASCII",
        ),
        ('msgid "a"\nmsgstr "b"\n'.encode("utf-16"), 1, "UTF-16"),
        ('msgid "a"\nmsgstr "b"\n'.encode("utf-16-be"), 1, "UTF-16"),
        (b"\xde\x12\x04\x95\0\0\0\0", 1, "MO file"),
        (b"\n<!DOCTYPE html><html><body>404</body></html>", 1, "web page"),
        (b"\xef\xbb\xbf<head><title>404</title></head>", 1, "web page"),
        ('msgid "a"\nmsgstr "b"\n'.encode("utf-32-le"), 1, "UTF-32"),
        (b"\x7fELF\x02\x01\x01\0\0\0\xd0", 1, "binary file"),
        (b"\x1f\x8b\x08\0\0\0", 1, "compressed file"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1f\nsize 12\n", 1, "Git LFS"),
        (b'<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n', 1, "merge conflict"),
    ],
)
def test_other_kinds_of_file_are_named(data: bytes, line: int, message: str) -> None:
    with pytest.raises(L10nError, match=re.escape(message)) as caught:
        parse(data, "a.po")
    assert caught.value.line == line
    assert caught.value.hint


def test_a_file_that_is_not_there_is_an_error_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(L10nError, match=r"es/liver\.po: cannot be read"):
        read(tmp_path / "liver.po", "es/liver.po")


def test_a_charset_is_found_however_the_header_stands(gettext: Gettext) -> None:
    """What is read in one charset and written in another would be no copy."""
    named = '"Content-Type: text/plain; "\n\n\n   "charset=ISO-8859-1\\n"\n'
    for head in (f'msgid ""\nmsgstr\n{named}', f'msgid\n""\nmsgstr ""\n\n{named}'):
        data = f'{head}\nmsgid "a"\nmsgstr "é"\n'.encode("latin-1")
        assert gettext("msgfmt", "-o", "/dev/null", data).returncode == 0
        catalog = parse(data, "a.po")
        assert catalog.entries[0].target == "é"
        assert dump(catalog) == data
    with pytest.raises(L10nError, match="not what its header names"):
        parse(b'msgctxt "x"\nmsgid ""\nmsgstr "charset=KOI8-R"\n', "a.po")


def test_bytes_that_are_no_text_are_kept_in_the_header_as_gettext_has_it(
    gettext: Gettext, header: str
) -> None:
    data = (
        header.replace("Language", 'Last-Translator: Jos\\n"\n"Language').encode().replace(b"Jos", b"Jos\xe9")
    )
    data += b'msgid "a"\nmsgstr "b"\n'
    assert gettext("msgfmt", "-o", "/dev/null", data).returncode == 0
    catalog = parse(data, "a.po")
    assert dump(catalog) == data
    changed = replace(catalog, entries=(edit(catalog.entries[0], target="c"),))
    assert dump(changed) == data.replace(b'"b"', b'"c"')


def test_hostile_lines_take_linear_time(header: str) -> None:
    """A megabyte that nearly matches, in every place a regular expression looks: seconds would be a fault."""
    hostile = (
        'msgid "' + "\\\\" * 500_000,
        '"' * 999_999,
        "[" * 9,
        " " * 1_000_000 + "x",
        "#: \u2068" * 200_000 + "\nmsgid",
        "#, " + "a," * 500_000 + "\nmsgid",
    )
    for text in hostile:
        with pytest.raises(L10nError) as caught:
            parse((header + text).encode(), "a.po")
        assert caught.value.line in (7, 8)


def test_real_catalogs_come_back_byte_for_byte_and_as_polib_reads_them(real_catalogs: list[Path]) -> None:
    for path in real_catalogs:
        data = path.read_bytes()
        catalog = parse(data, path.name)
        assert dump(catalog) == data
        theirs = {
            (entry.msgctxt, entry.msgid): (entry.msgstr, entry.fuzzy, bool(entry.obsolete))
            for entry in polib.pofile(str(path))
        }
        ours = {
            tuple(entry.key): (
                entry.target,
                entry.state in (State.DRAFT, State.STALE) or "fuzzy" in entry.flags,
                entry.state is State.OBSOLETE,
            )
            for entry in catalog.entries
        }
        assert ours == theirs


def test_reading_many_files_keeps_no_garbage_from_the_collector() -> None:
    class Node:
        other: Node

    def cycle() -> weakref.ref[Node]:
        one, two = Node(), Node()
        one.other, two.other = two, one
        return weakref.ref(one)

    made = []
    for _ in range(5_000):
        parse(AWKWARD.encode(), "a.po")
        made.append(cycle())
    assert sum(one() is not None for one in made) < 2_000
