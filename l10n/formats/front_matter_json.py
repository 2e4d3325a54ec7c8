"""Front matter in JSON, as a data set in JSON is read and written: see `l10n.formats.json_scan`."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from l10n.errors import L10nError
from l10n.formats import json_scan, json_strings, lines
from l10n.formats.front_matter_paths import Wanted
from l10n.formats.front_matter_values import Value, invalid, role, twice
from l10n.model import Edit, Span

_KEY = re.compile(r'"([^"\r\n]*)"[ \t\r\n]*:[ \t\r\n]*\Z')
_LONGEST_KEY = 200


def values(text: str, span: Span, wanted: Wanted) -> list[Value]:
    """The texts that are translated of the JSON in `text[span]`, in order.

    Raises L10nError, with a line, for what is not JSON or has a key twice.
    """
    body = span.cut(text)
    before = lines.line_of(text, span.start) - 1
    found = []
    try:
        for place, target in json_scan.strings(body, wanted.root):
            here = Span(span.start + place.start, span.start + place.end)
            key = _KEY.search(text, max(span.start, here.start - _LONGEST_KEY), here.start)
            path = (key[1] if key else target.role,)
            found.append(Value(role(path), here, json_strings.pieces(text, here), '"'))
        json.loads(body, object_pairs_hook=_once, parse_int=float)
    except _TwiceError as error:
        raise twice(before + 1, str(error)) from None
    except RecursionError:
        raise invalid(before + 1, "JSON: it is nested too deep") from None
    except L10nError as error:
        raise invalid(before + (error.line or 1), f"JSON: {error.message}", error.hint) from None
    return found


def written(text: str, value: Value, edits: Sequence[Edit], _meant: str) -> str:
    """`value` with these edits made in it."""
    return json_strings.framed(text, value.span, edits)


class _TwiceError(Exception):
    """A key stands twice in one object."""


def _once(pairs: list[tuple[str, object]]) -> None:
    seen = set()
    for key, _ in pairs:
        if key in seen:
            raise _TwiceError(key)
        seen.add(key)
