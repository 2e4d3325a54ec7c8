r"""What is said to a program and what it says, as lines of JSON.

One line for each text goes to its standard input:

    {"id": 0, "text": "Drink <g0>plenty</g0> of water.", "source": "en", "target": "es",
     "before": ["Rest."], "after": [], "terms": [["fever", "fiebre"]], "attempt": 0, "fault": ""}

and for each it writes one line, in any order, to its standard output:

    {"id": 0, "text": "Beba <g0>mucha</g0> agua.", "score": -0.3, "unknown": []}
    {"id": 1, "error": "too long for the model"}

Inline codes are tags, `<x1/>` or `<g0>…</g0>`, that must come back once each, around the same words; `<`, `>`
and `&` of the text are `&lt;`, `&gt;` and `&amp;` (`l10n.text.codes.tags`). `before` and `after` are the
sentences around it. `terms` are those of the glossary in the text, each with the translation that is
preferred. Where `attempt` is more than 0, what came last time had the fault `fault`. `score` (a mean
log-probability) and `unknown` (words left as they were) need not be there. When there is no more to
translate, standard input is closed. What the program has to say to people goes to standard error. It must not
hold back what it has written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from l10n.engines import Segment, Translation
from l10n.text.codes.tags import from_tags, to_tags
from l10n.text.escape import excerpt

_ABSURD = 1e6
"""No mean log-probability is larger, nor is a NaN or an infinity smaller."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of a program: which text it is about, and the rest of it."""

    id: int
    said: dict[str, Any]


def question(number: int, segment: Segment, source: str, target: str) -> bytes:
    """The line that asks for a text."""
    asked = {
        "id": number,
        "text": to_tags(segment.text),
        "source": source,
        "target": target,
        "before": segment.before,
        "after": segment.after,
        "terms": [(term.source, term.target) for term in segment.terms],
        "attempt": segment.attempt,
        "fault": segment.fault,
    }
    return f"{json.dumps(asked)}\n".encode()


def answer(line: bytes) -> Answer:
    """What a line says. Raises ValueError, which quotes it, where it is no answer of this protocol."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        said = None
    if isinstance(said, dict):
        number = said.get("id")
        if isinstance(number, int) and not isinstance(number, bool):
            return Answer(number, said)
    shown = excerpt(line[:400].decode(errors="replace").strip(), 80)
    raise ValueError(f"it wrote a line that is no answer: {shown}")


def translation(answer: Answer, segment: Segment) -> Translation:
    """The translation in an answer, with slots; a failure where there is none."""
    text, error = answer.said.get("text"), answer.said.get("error")
    if error:
        return Translation("", failure=excerpt(str(error)))
    if not isinstance(text, str):
        return Translation("", failure="its answer has no text")
    return Translation(
        from_tags(text, segment.text), _score(answer.said.get("score")), _words(answer.said.get("unknown"))
    )


def _score(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < _ABSURD else None


def _words(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
