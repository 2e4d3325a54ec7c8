"""A page of one file: its frame, its style, and texts of any language made safe to stand in it.

It needs no network and no script, and its policy (CSP) lets nothing else in.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib import resources

from l10n import locale
from l10n.model import Span
from l10n.text.escape import for_terminal
from l10n.text.window import window

_PLAIN = "\n\t\u200c\u200d\ufe0f"
"""Not printable or not seen, and yet right in a page: line breaks, joiners of Persian and of emoji."""


def page(title: str, body: Iterable[str], style: str = "") -> str:
    """A whole page; `style` is added to the style that all have."""
    css = f"{_style()}{style}"
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = (
        '<!DOCTYPE html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown(title)}</title>\n<style>{css}</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(body) + "\n</body>\n</html>\n"


def shown(text: str) -> str:
    """Text as it is, for any place in a page: markup escaped, and what is not seen written out."""
    if text.isascii() and text.isprintable():
        return escape(text)
    return "".join(_character(one) for one in text)


def marked(text: str, span: Span | None, length: int) -> str:
    """At most `length` code points of a text around a place, which is marked."""
    cut = window(text, span, length)
    before, after = "…" * cut.before, "…" * cut.after
    if cut.span is None:
        return f"{before}{shown(cut.text)}{after}"
    left, right = cut.text[: cut.span.start], cut.text[cut.span.end :]
    return f"{before}{shown(left)}<mark>{shown(cut.span.cut(cut.text))}</mark>{shown(right)}{after}"


def language(tag: str) -> str:
    """The attributes of an element whose text is in the language `tag`, with a space before them."""
    if not tag:
        return ' dir="auto"'
    return f' lang="{escape(tag)}" dir="{locale.direction(tag)}"'


@cache
def _style() -> str:
    return resources.files("l10n.reports").joinpath("page.css").read_text("utf-8")


def _character(one: str) -> str:
    if one in _PLAIN:
        return one
    written = for_terminal(one)
    return escape(one) if written == one else f'<span class="control">{written}</span>'
