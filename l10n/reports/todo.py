"""The order of work, for people and for programs: what waits, why it stands where it does, how much it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import resources
from math import ceil
from typing import Any, cast

from l10n.model import State
from l10n.outcome import counted
from l10n.reports import FILE, Surface
from l10n.reports.bounds import MESSAGE, TEXT
from l10n.reports.percent import percent
from l10n.reports.text import LABELS, painted, text_lines
from l10n.risk import Reason, Todo
from l10n.text.escape import excerpt, for_log, for_terminal
from l10n.text.window import shortened

_LEAST, _MANY = 0.03, 4
"""The least chance of a reason that people are told of, unless it is the first; how many they are told."""
_SAID = 160
"""Code points of a reason in a line."""
_FIRST = 0.2
"""The share of the entries whose share of the risk is told."""
_GRAVE, _HIGH = 0.8, 0.4
_STATES = {State.EMPTY: "missing", State.DRAFT: "draft", State.STALE: "stale", State.REVIEWED: "reviewed"}


def text(listed: Sequence[Todo], surface: Surface = FILE, limit: int | None = None) -> str:
    """`path:line: risk 0.83 draft [reasons]` an entry, its texts beneath; then how much there is in all.

    At most `limit` entries are shown. Text from files is escaped.
    """
    lines = [line for one in listed[:limit] for line in _entry(one, surface)]
    lines += ["", *_totals(listed)] if lines else ["nothing waits"]
    if limit is not None and limit < len(listed):
        lines.append(f"the first {limit} shown")
    return for_log("\n".join(lines) + "\n")


def as_json_text(listed: Sequence[Todo], limit: int | None = None) -> str:
    """The same for programs, an entry a line, in ASCII; `total` is how many there are, shown or not.

    `schema/todo.json` says in JSON Schema what can stand in it.
    """
    inside = ",\n".join(f"    {json.dumps(_as_json(one))}" for one in listed[:limit])
    entries = f"[\n{inside}\n  ]" if inside else "[]"
    return f'{{\n  "total": {len(listed)},\n  "todo": {entries}\n}}\n'


def schema() -> dict[str, Any]:
    """What `as_json_text` is, as a JSON Schema (draft 2020-12)."""
    told = resources.files("l10n.reports").joinpath("schema", "todo.json").read_text("utf-8")
    return cast("dict[str, Any]", json.loads(told))


def _entry(one: Todo, surface: Surface) -> Iterator[str]:
    place = for_terminal(f"{one.path}:{one.line}" if one.line else one.path)
    risk = one.risk
    colour = "31;1" if risk >= _GRAVE else "33" if risk >= _HIGH else "36"
    said = painted(f"risk {_cut(risk)} {_STATES[one.state]}", colour, surface)
    reasons = one.reasons
    yield f"{place}: {said} [{'; '.join(map(_reason, _told(reasons)))}]"
    shown = next((why for why in reasons if why.at or why.source_at), None)
    spans = (shown.source_at, shown.at) if shown else (None, None)
    for label, words, span in zip(LABELS, (one.source, one.target), spans, strict=True):
        if words:
            yield from text_lines(label, words, span, surface)


def _told(reasons: Sequence[Reason]) -> Sequence[Reason]:
    return [why for at, why in enumerate(reasons) if not at or why.chance >= _LEAST][:_MANY]


def _reason(why: Reason) -> str:
    return f"{for_terminal(why.part)}: {excerpt(why.said, _SAID)}"


def _cut(risk: float) -> str:
    """Two decimals; 1.00 is for what is certain alone."""
    return f"{risk if risk == 1 else min(risk, 0.99):.2f}"


def _totals(listed: Sequence[Todo]) -> Iterator[str]:
    """How much waits in each locale, and in all."""
    for tag in dict.fromkeys(one.locale for one in listed):
        own = [one for one in listed if one.locale == tag]
        yield f"{for_terminal(tag)}: {_amount(own)}: {', '.join(_kinds(own))}"
    first = ceil(len(listed) * _FIRST)
    all_of_it = sum(one.risk for one in listed)
    share = 100 * sum(one.risk for one in listed[:first]) / all_of_it if all_of_it else 0.0
    told = f"the first {percent(100 * _FIRST)} % of them hold {percent(share)} % of the risk"
    yield f"{_amount(listed)} in all; {told}"


def _amount(some: Sequence[Todo]) -> str:
    words = sum(one.facts.cues.words for one in some)
    return f"{len(some)} {'entry' if len(some) == 1 else 'entries'}, {counted(words, 'word')}"


def _kinds(some: Sequence[Todo]) -> Iterator[str]:
    """How many there are of each kind, conflicts apart whatever their state."""
    conflicts = sum(one.is_conflict for one in some)
    if conflicts:
        yield counted(conflicts, "conflict")
    for state, said in (
        (State.REVIEWED, "reviewed with errors"),
        (State.DRAFT, "drafted"),
        (State.STALE, "stale"),
        (State.EMPTY, "missing"),
    ):
        if number := sum(one.state is state and not one.is_conflict for one in some):
            yield f"{number} {said}"


def _as_json(one: Todo) -> dict[str, Any]:
    return {
        "locale": one.locale,
        "path": one.path,
        "line": one.line,
        "key": one.key,
        "state": one.state.value,
        "risk": round(one.risk, 4),
        "reasons": [
            {"part": why.part, "risk": round(why.chance, 4), "said": shortened(why.said, None, MESSAGE)}
            for why in one.reasons
        ],
        "source": shortened(one.source, None, TEXT),
        "target": shortened(one.target, None, TEXT),
    }
