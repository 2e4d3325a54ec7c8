"""What each format finds in a text, told in prose: markdown_blocks.txt and text_blocks.txt."""

from __future__ import annotations

import pytest

from l10n.errors import L10nError
from l10n.formats import by_name


def blocks_of(given: str, name: str) -> str:
    """The blocks of a text, each on a line: role, text, codes in ⟦ ⟧, line feeds as ⏎, notes, context."""
    lines = []
    for block in by_name(name).blocks(given):
        text, shown, at = block.text, f"{block.role}: ", 0
        for code in block.codes:
            shown += f"{text[at : code.span.start]}⟦{code.span.cut(text)}⟧"
            at = code.span.end
        shown += text[at:]
        shown += "".join(f" (note {line})" for line in block.note.split("\n") if line)
        shown += f" (context {block.context})" if block.context else ""
        lines.append(shown.replace("\n", "⏎"))
    return "\n".join(lines)


@pytest.mark.cases("markdown_blocks.txt")
def test_markdown(given: str, wanted: str) -> None:
    assert blocks_of(given, "markdown") == wanted


@pytest.mark.cases("markdown_dialects.txt")
def test_dialects_of_markdown(given: str, wanted: str) -> None:
    assert blocks_of(given, "markdown") == wanted


@pytest.mark.cases("markdown_mdx.txt")
def test_mdx(given: str, wanted: str) -> None:
    assert blocks_of(given, "mdx") == wanted


@pytest.mark.cases("text_blocks.txt")
def test_text(given: str, wanted: str) -> None:
    assert blocks_of(given, "text") == wanted


@pytest.mark.parametrize(
    ("given", "line", "said"),
    [
        ("One.\n\n<!-- l10n:skp -->\nTwo.", 3, "unknown directive l10n:skp; did you mean l10n:skip?"),
        ("<!-- l10n:note -->\nOne.", 1, "l10n:note says nothing"),
        ("One. <!-- l10n:note Two. --> Three.", 1, "l10n:note stands inside a line"),
        ("One.\n\n<!-- l10n:context end -->\n", 3, "l10n:context has no block behind it"),
        ("- One.\n\n  <!-- l10n:skip -->\n- Two.", 3, "l10n:skip has no block behind it"),
        ("One.\n\n<!-- l10n:skip-end -->", 3, "l10n:skip-end without its other half"),
    ],
)
def test_a_directive_that_would_do_nothing_is_an_error_with_its_line(
    given: str, line: int, said: str
) -> None:
    with pytest.raises(L10nError) as error:
        list(by_name("markdown").blocks(given))
    assert error.value.line == line
    assert said in str(error.value)


def test_the_further_lines_of_a_block_begin_with_the_marks_of_its_quotes() -> None:
    given = "> - [ ] one\n\n1. > two\n\n# three"
    assert [block.indent for block in by_name("markdown").blocks(given)] == [">       ", "   > ", "  "]


def test_a_directive_may_be_skipped_to_the_end_of_the_file() -> None:
    given = "One.\n\n<!-- l10n:skip-start -->\n\nTwo.\n\n- Three."
    assert blocks_of(given, "markdown") == "paragraph: One."
