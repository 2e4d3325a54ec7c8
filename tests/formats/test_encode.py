"""A translation never turns into a block, ends its cell or loses its quote's marks."""

from __future__ import annotations

import pytest

from l10n import document
from l10n.formats import by_name
from l10n.model import Key


def built(text: str, target: str, format_name: str = "markdown", source: str = "Source.") -> str:
    """`text` with its unit `Source.` translated as `target`."""
    form = by_name(format_name)
    parsed = document.parse(text, "a.md", form, "en", "block")
    assert source in [unit.source for unit in parsed.units]
    return document.build(parsed, {Key(None, source): target}, "es", form)


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("# uno", "\\# uno"),
        ("- uno", "\\- uno"),
        ("+", "\\+"),
        ("12. uno", "12\\. uno"),
        ("1) uno", "1\\) uno"),
        ("> uno", "\\> uno"),
        ("```uno", "\\```uno"),
        ("~~~", "\\~~~"),
        ("***", "\\***"),
        ("===", "\\==="),
        ("[uno]: dos", "\\[uno]: dos"),
        ("<div>uno", "&#32;<div>uno"),
        ("<!-- uno", "&#32;<!-- uno"),
        ("    uno", "uno"),
        ("uno\\", "uno\\\\"),
        ("*uno* dos", "*uno* dos"),
        ("**1.** uno", "**1.** uno"),
        ("1.5 mg", "1.5 mg"),
        ("#uno", "#uno"),
        ("-uno", "-uno"),
        ("<b>uno</b> dos", "<b>uno</b> dos"),
        ("[uno](dos): tres", "[uno](dos): tres"),
    ],
)
def test_what_would_open_a_block_is_escaped_and_nothing_else(target: str, written: str) -> None:
    assert built("Source.\n\nNext.", target) == f"{written}\n\nNext."


def test_further_lines_keep_the_marks_of_quotes_and_open_no_blocks() -> None:
    written = built("1. > Source.\r\n", "uno  \n- dos\n\n===\r\ntres\\\ncuatro")
    assert written == "1. > uno  \r\n   > \\- dos\r\n   > \\===\r\n   > tres\\\r\n   > cuatro\r\n"


def test_a_heading_stays_one_line_and_keeps_its_own_closing_marks() -> None:
    assert built("# Source.\n", "1. uno\\\ndos #") == "# 1\\. uno dos \\#\n"
    assert built("## 1) Source. ##\n", "1) Uno.", source="1) Source.") == "## 1) Uno. ##\n"
    assert built("Source.\n===\n", "1. Uno.") == "1\\. Uno.\n===\n"


def test_a_cell_keeps_its_pipes_and_its_line() -> None:
    table = "|a|b|\n|-|-|\n|Source.|c|\n"
    written = built(table, "uno | dos \\| `tres|cuatro`\n- cinco\\")
    assert written == "|a|b|\n|-|-|\n|uno \\| dos \\| `tres\\|cuatro` - cinco\\\\|c|\n"


def test_words_in_brackets_do_not_end_an_image() -> None:
    assert built("![Source.](a.png)\n", "uno [dos]") == "![uno [dos]](a.png)\n"
    assert built("![Source.](a.png)\n", "uno] \\[dos") == "![uno\\] \\[dos](a.png)\n"


def test_a_translation_in_an_item_makes_no_task_of_it() -> None:
    assert built("- Source.\n", "[x] uno") == "- \\[x] uno\n"
    assert built("Source.\n", "[x] uno") == "[x] uno\n"


def test_plain_text_keeps_its_indentation_and_its_paragraphs() -> None:
    text = "Q?\n\n  - Source.\n"
    assert built(text, " uno\n\n\tdos ", "text") == "Q?\n\n  - uno\n    dos\n"
