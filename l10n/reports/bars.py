"""How far each locale and each article is, as tables with bars for a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from l10n.model import Counts, Progress
from l10n.reports.page import shown
from l10n.reports.percent import percent

_STATES = ("reviewed", "drafted", "stale", "missing")
_CLASSES = ("number", *("number state" for _ in _STATES), "number")
"""The states are left out on a narrow screen, where the bar shows them."""
_HEAD = ("units", *_STATES, "done")


def bars(progress: Mapping[str, Mapping[str, Progress]]) -> Iterator[str]:
    """A table of the locales, then one of its articles for each; `progress` is by locale and article."""
    totals = {tag: sum(articles.values(), Progress()) for tag, articles in progress.items()}
    yield from _table("locale", "Units by state, in each locale", totals)
    yield "<ul class='key'>" + "".join(f"<li>{_square(name)}{name}</li>" for name in _STATES) + "</ul>"
    for tag, articles in progress.items():
        if articles:
            much = f"<span class='dim'>({len(articles)})</span>"
            begin = "<details open>" if len(progress) == 1 else "<details>"
            yield f"{begin}<summary>Articles in {shown(tag)} {much}</summary>"
            yield from _table("article", f"Units by state, in each article, in {tag}", articles)
            yield "</details>"


def _table(what: str, caption: str, rows: Mapping[str, Progress]) -> Iterator[str]:
    named = zip(_HEAD, _CLASSES, strict=True)
    numbers = "".join(f"<th scope='col' class='{kind}'>{name}</th>" for name, kind in named)
    yield f"<div class='wide'><table>\n<caption>{shown(caption)}</caption>\n<thead><tr>"
    yield f"<th scope='col'>{what}</th>{numbers}<td></td></tr></thead>\n<tbody>"
    yield from (_row(name, one.units) for name, one in rows.items())
    yield "</tbody></table></div>"


def _row(name: str, units: Counts) -> str:
    done = f"{percent(100 * units.reviewed / units.units)} %" if units.units else "-"
    numbers = (units.units, units.reviewed, units.drafted, units.stale, units.missing, done)
    counted = zip(numbers, _CLASSES, strict=True)
    cells = "".join(f"<td class='{kind}'>{number}</td>" for number, kind in counted)
    named = shown(name).replace("/", "/<wbr>")
    return f"<tr><th scope='row'><bdi>{named}</bdi></th>{cells}<td>{_bar(units)}</td></tr>"


def _bar(units: Counts) -> str:
    """A bar whose parts are exact shares, in numbers for who does not see it."""
    if not units.units:
        return ""
    at, parts = 0.0, []
    for state in _STATES:
        wide = 100 * getattr(units, state) / units.units
        if wide:
            parts.append(f"<rect class='{state}' x='{at:.4g}' width='{wide:.4g}' height='1'/>")
        at += wide
    inside = "".join(parts)
    said = ", ".join(f"{getattr(units, state)} {state}" for state in _STATES)
    label = f"role='img' aria-label='{said}'"
    return f"<svg class='bar' {label} viewBox='0 0 100 1' preserveAspectRatio='none'>{inside}</svg>"


def _square(state: str) -> str:
    return f"<svg viewBox='0 0 1 1' aria-hidden='true'><rect class='{state}' width='1' height='1'/></svg>"
