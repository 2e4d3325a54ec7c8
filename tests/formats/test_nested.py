"""A text inside of a text: where its blocks stand in the document."""

from __future__ import annotations

from dataclasses import replace

from l10n.formats import by_name
from l10n.formats.nested import nested
from l10n.model import Piece, Span


def test_a_break_between_lines_is_one_piece_with_all_its_escapes() -> None:
    r"""In `"It\u00a0helps\n\tmuch."` the soft break `\n\t` is shown as a space; `\u00a0` stands alone."""
    chunks = (
        Piece(Span(1, 3), "It"),
        Piece(Span(3, 9), "\u00a0"),
        Piece(Span(9, 14), "helps"),
        Piece(Span(14, 16), "\n"),
        Piece(Span(16, 18), "\t"),
        Piece(Span(18, 23), "much."),
    )
    (block,) = nested(by_name("markdown").blocks("It\u00a0helps\n\tmuch."), chunks, "markdown")
    assert block.inner == "markdown"
    assert block.text == "It\u00a0helps much."
    assert block.span == Span(1, 23)
    assert Piece(Span(14, 18), " ") in block.pieces


def test_a_block_with_a_frame_of_its_own_is_left_out() -> None:
    """The outer format could not write it as the inner one would."""
    (block,) = by_name("text").blocks("It helps.")
    chunks = (Piece(Span(5, 14), "It helps."),)
    assert [found.span for found in nested([block], chunks, "text")] == [Span(5, 14)]
    assert not list(nested([replace(block, frame=Span(0, 9))], chunks, "text"))
