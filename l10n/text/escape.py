"""Text from files, made safe to print: on a terminal, and in GitHub's workflow commands."""

from __future__ import annotations

import re

# Printable to Python and nothing to the eye: fillers, blanks, variation selectors.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
# What begins a command to a runner of GitHub's in what a step prints: `::` a line, `##[` any place in it.
_COMMAND = re.compile(r"(?m)(?<!\S):(?=:)|#(?=#\[)")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def for_terminal(text: str) -> str:
    r"""`text` with all that is not seen, or changes how the rest is seen, written out: `\u202e`, `\n`.

    That is every control, format (bidi, zero-width), surrogate, private and unassigned character; spaces
    stay.
    """
    if text.isprintable() and not _UNSEEN.search(text):
        return text
    return "".join(character if _is_seen(character) else _written(character) for character in text)


def for_log(text: str) -> str:
    r"""Lines in which a runner of GitHub's finds nothing to obey: `\x3a:error::` is no command.

    Colours stay: text from files is for `for_terminal` first.
    """
    if "::" not in text and "##[" not in text:
        return text
    return _COMMAND.sub(lambda sign: _written(sign[0]), text)


def for_github(text: str) -> str:
    """`text` as the message of a workflow command (`@actions/core`, command.ts: escapeData)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def for_github_property(text: str) -> str:
    """`text` as the value of a workflow command's property, such as `file` (command.ts: escapeProperty)."""
    return for_github(text).replace(":", "%3A").replace(",", "%2C")


def excerpt(text: str, length: int = 160) -> str:
    """`text` for one line of a terminal, cut after about `length` code points."""
    return for_terminal(text) if len(text) <= length else f"{for_terminal(text[: length - 1])}…"


def _is_seen(character: str) -> bool:
    return (character.isprintable() and not _UNSEEN.match(character)) or bool(_SPACES.match(character))


def _written(character: str) -> str:
    short = _SHORT.get(character)
    if short:
        return short
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
