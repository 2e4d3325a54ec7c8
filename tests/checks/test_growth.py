"""Texts made to hurt: what all checks together cost grows with a text, not with its square."""

from __future__ import annotations

import time

import pytest

from l10n import checks, formats, waiting
from l10n.model import Entry, Key, State

PIECES = {
    ("en", "es"): "a| |\n|\t|1|1,|1.|1 |a |a.|a-|5 mg |not |10:30 |\u00c3\u00a9|take 5 mg or 7 cups. ",
    ("en", "de"): "a) |(|)|[](|*|_a|`|<a |<a href='|&|&amp;|{|{{a|%s|%(|ein",
    ("es", "en"): "http://a.|www.|a@b.|@|#|\"|'|“|¿|...|1/2 |1-|- |II |$1",
    ("en", "fr"): "un|in-|ne pas |ni |vingt |cent-|\u00a0:|\u00ab |l'|\u202e|\u200b|e\u0301",
    ("en", "zh-Hans"): "一|零|二十|万|点|第|不|，|。|（|１|Ａ|五十毫克|五毫克，",
    ("en", "ja"): "七|十|二十|百万|ない|はない|。|「|ｱ|一日",
    ("en", "ar"): "\u0627|\u0644\u0627 |\u0627\u200c|\u064b|\u0665|\u060c|\u062e\u0645\u0633\u0629 \u0648",
    ("en", "ko"): "가| 두|열|않 |하지 않|년",
    ("en", "hi"): "\u0939\u093f |\u0928\u0939\u0940\u0902 |\u096b|\u093c|\u0926\u0938 ",
    ("en", "th"): "\u0e01|\u0e44\u0e21\u0e48|\u0e2a\u0e34\u0e1a|\u0e48",
    ("ru", "uk"): "не |ни |кот|кот-|пять |мг |ё",
}
CASES = [(*pair, piece) for pair, pieces in PIECES.items() for piece in pieces.split("|")]


@pytest.mark.parametrize(("source", "target", "piece"), CASES)
def test_the_cost_grows_with_the_text(source: str, target: str, piece: str) -> None:
    """Eight times the text takes about eight times as long, far from the 64 times of a quadratic search."""
    form = formats.by_name("markdown")

    def seconds(size: int) -> float:
        long = piece * (size // len(piece))
        start = time.process_time()
        for one, other in (
            ("Take it.", f"{long}y"),
            (f"{long}x", "Tome."),
            (f"{long}x", f"{long}y 6".replace("5", "50")),
        ):
            codes = form.codes(one)
            both = codes, form.codes(other, codes)
            entry = Entry(Key(None, one), other, State.REVIEWED)
            checks.run([checks.context(entry, "", source, target, *both)])
            waiting.cues(one, codes, source)
            waiting.cues(other, both[1], target)
        return time.process_time() - start

    def growth() -> float:
        few = min(seconds(1_000) for _ in range(2))
        return seconds(8_000) / max(few, 0.001)

    seconds(40)  # what is loaded and compiled once
    # A busy machine may spoil one reading; what is quadratic spoils each of them.
    assert any(growth() < 32 for _ in range(4))
