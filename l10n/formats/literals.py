"""Inline things that read the same in every format: URLs, e-mail addresses, placeholders, formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.model import Code, Span

_SPACELESS = "\u0e00-\u0e7f\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef"  # scripts whose words no space parts
# A URL ends at white space, quotes, brackets that rarely stand in one, and at scripts written without spaces:
# in 请访问https://example.org查看 the last two characters are words. ⟦ and ⟧ are around pseudo-translations.
_URL = (
    r"(?<![A-Za-z0-9])(?:(?:https?|ftp)://|mailto:|www\.)"
    rf"[^\s<>\"“”‘’„«»⟦⟧{{}}|\\^`\[\]{_SPACELESS}]+"
)
# Bounded on both sides of the @ and tried only where a word starts, so that a long word costs one look (the
# lengths are RFC 5321's).
_EMAIL = (
    r"(?<![A-Za-z0-9._+-])[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
)
_PLACEHOLDER = (
    r"%\([A-Za-z_]\w*\)[-#0+ ]?\d*(?:\.\d+)?[A-Za-z]"  # %(name)s
    # %s, %1$d, %.2f, %s%s as one; neither the percent sign of 50 %d'eau nor the one of 20%c, but the one of
    # 选择%s查看.
    rf"|(?:(?<![%\w])|(?<=[{_SPACELESS}]))(?:%(?:\d+\$)?(?:\.\d+f|[sdiufxXcr@]))+"
    rf"(?:(?!\w|['’]\w)|(?=[{_SPACELESS}]))"
    r"|\{\{(?![<%])[^{}\r\n]*\}\}"  # {{ name }}
    r"|\$\{[^{}\r\n]+\}"  # ${name}
    r"|\{(?:\d+|[A-Za-z_][\w.-]*(?:\[\w+\])?)?(?:![rsa])?(?::[^{}\s]{0,30})?\}"  # {}, {0}, {name:.2f}
    r"|\{[A-Za-z0-9_]+[ ]?,[ ]?(?:number|date|time)(?:[ ]?,[^{}\r\n]{0,60})?\}"  # {when, date, short}
)
_SHORTCODE = r"\{\{[<%][^{}\r\n]*[>%]\}\}|\{%[^{}\r\n]*%\}"  # Hugo's {{< >}}, Liquid's and Jinja's {% %}
# A dollar beside a digit or a letter outside is money: US$5, $5-$10.
_MATH = r"\$\$[^$]+\$\$|(?<![\w$\\])\$(?![\s$])[^$]*(?<![\s\\])\$(?![\w$])"

_PLAIN = re.compile(
    f"(?P<url>{_URL})|(?P<email>{_EMAIL})|(?P<shortcode>{_SHORTCODE})|(?P<placeholder>{_PLACEHOLDER})"
)
# What Markdown's readers know besides: {: .class}, { width="3" } and {#id} behind a word, a link or an image.
_ATTRIBUTES = r"\{:?[ \t]*(?:[.#][\w-]|[\w-]+=)[^{}\r\n]*\}"
_IN_MARKDOWN = re.compile(f"(?P<attributes>{_ATTRIBUTES})|{_PLAIN.pattern}|(?P<math>{_MATH})")

_SCHEME = re.compile(r"(?:(?:https?|ftp)://|mailto:|www\.|[a-z]+)[^A-Za-z0-9]*")
_TRAILING = frozenset(".,;:!?'*_~،؛؟۔।")
_PERCENT = re.compile(r"%[(.0-9sdiufxXcr@]")
"""Finds what may be a placeholder with a per cent sign, and hardly a percentage."""
_FORMULA = re.compile(r"[\\^_={}]")


def find(text: str, *, markdown: bool = False) -> Iterator[Code]:
    """The literals of `text` as single codes, in order and disjoint.

    In Markdown formulas (`$x^2$`) and lists of attributes (`{: .class}`) are some too.
    """
    if not (may_hold(text) or (markdown and "$" in text)):
        return
    for match in (_IN_MARKDOWN if markdown else _PLAIN).finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        if kind == "url":
            end = start + _url_length(match[0])
            if _SCHEME.fullmatch(text, start, end):
                continue
        elif kind == "email":
            end = start + len(match[0].rstrip("-"))
        elif kind == "math" and not _is_formula(match[0]):
            continue
        yield Code(Span(start, end), text[start:end], kind)


def may_hold(text: str) -> bool:
    """Whether there may be a literal in `text`, formulas apart: most sentences have none at all."""
    # Looking for a few strings is several times faster than one look with a regular expression.
    if "@" in text or "{" in text or "www." in text or (":" in text and ("://" in text or "mailto:" in text)):
        return True
    return "%" in text and bool(_PERCENT.search(text))


def _url_length(url: str) -> int:
    """How much of `url` is address: not its sentence's punctuation, nor the `)` it stands in (GFM 6.9)."""
    closing = url.count(")") - url.count("(")
    end = len(url)
    while end:
        last = url[end - 1]
        if last == ")" and closing > 0:
            closing -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return end


def _is_formula(match: str) -> bool:
    """Whether `$…$` is one: `$5 for children and 7$` is two prices around words."""
    inner = match.strip("$")
    return match.startswith("$$") or bool(_FORMULA.search(inner)) or not any(map(str.isspace, inner))
