"""The report as a page, opened in a real browser."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import browsers
import pytest
from reported import BROKEN, DOSE, REPORT, hostile

from l10n import reports
from l10n.model import CheckReport, Counts, Progress, Span
from l10n.reports.page import marked, shown

_LOOKS = """
const all = (what) => [...document.querySelectorAll(what)];
const light = (colour) => {
  const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
    const one = part / 255;
    return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
};
const ground = (one) => {
  for (; one; one = one.parentElement) {
    const colour = getComputedStyle(one).backgroundColor;
    if (!colour.endsWith(', 0)')) return light(colour);
  }
  return 1;
};
const contrast = (one) => {
  const [low, high] = [light(getComputedStyle(one).color), ground(one)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const hidden = (box) => {
  document.getElementById(box).checked = false;
  const shown = all('.finding').map((one) => one.getClientRects().length > 0);
  document.getElementById(box).checked = true;
  return shown;
};
return {
  cells: all('dd').map((one) => [one.lang, getComputedStyle(one).direction, one.textContent]),
  marks: all('mark').map((one) => one.textContent),
  contrast: Math.min(...all('h1, h2, p, th, td, code, dt, dd, mark, .level, .place, label, li, summary')
    .map(contrast)),
  dark: ground(document.body) < 0.2,
  unlabelled: all('input').filter((one) => !one.labels.length).length,
  errors: hidden('severity-0'),
  arabic: hidden('locale-1'),
  bars: all('svg.bar').map((one) => one.getBoundingClientRect().width > 50),
  wide: document.documentElement.scrollWidth <= innerWidth,
};
"""


def test_the_browser_takes_the_page_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(reports.render("html", hostile()), "utf-8")
    page, complaints = browsers.opened(file)
    assert complaints == ""
    # The tree it built has the elements that are ours, and no other.
    ours = "html head meta title style body main h1 h2 section p ul li bdi wbr span"
    ours += " table thead tbody tr th td div caption svg rect details summary fieldset legend label input"
    ours += " article code dl dt dd mark"
    assert set(re.findall(r"<([a-z][a-z0-9]*)", page)) == set(ours.split())
    assert not re.search(r"\son\w+=|javascript:[^)]|<script", re.sub(r">[^<]*<", "><", page))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_a_reader_sees(dark: bool, tmp_path: Path) -> None:
    page = reports.render("html", BROKEN)
    options = ["--window-size=700,900", *(["--blink-settings=preferredColorScheme=0"] if dark else [])]
    found = browsers.asked(page, _LOOKS, tmp_path, *options)
    assert found["cells"] == [
        ["en", "ltr", "Take 5 mg."],
        ["es", "ltr", "Tome 50 mg."],
        ["en", "ltr", "One two."],
        ["ar", "rtl", "واحد  اثنان."],
    ]
    assert found["marks"] == ["5 mg", "50 mg", "  "]
    assert found["contrast"] >= 4.5
    assert found["dark"] == dark
    assert found["unlabelled"] == 0
    assert (found["errors"], found["arabic"]) == ([False, True], [True, False])
    assert found["bars"][:2] == [True, True]
    assert found["wide"]


def test_a_page_needs_nothing_from_anywhere() -> None:
    page = reports.render("html", REPORT)
    assert not re.search(r"\s(?:src|href|action|style)=|@import|url\(|<script", page)
    assert "default-src 'none'" in page


def test_a_place_is_marked_and_a_long_text_cut_around_it() -> None:
    assert marked("Tome 50 mg.", Span(5, 10), 99) == "Tome <mark>50 mg</mark>."
    assert marked("<b>", Span(1, 2), 99) == "&lt;<mark>b</mark>&gt;"
    assert marked("word " * 99 + "50", Span(495, 497), 9) == "…d word <mark>50</mark>"


def test_what_is_not_seen_is_written_out_but_what_a_script_needs() -> None:
    assert shown("a\x1b\u202eb") == (
        'a<span class="control">\\x1b</span><span class="control">\\u202e</span>b'
    )
    assert shown("می\u200cخواهم") == "می\u200cخواهم"


def test_the_page_of_a_project_in_many_files() -> None:
    progress = {"es": {"a/b.txt": Progress(Counts(3, 1, 1, 0, 1))}, "ar": {}}
    page = reports.status(progress, "html")
    assert "<bdi>a/<wbr>b.txt</bdi>" in page
    assert "33.33 %" in page
    assert "<rect class='drafted' x='33.33' width='33.33' height='1'/>" in page


def test_a_finding_of_no_locale_and_of_a_locale_unknown_to_us() -> None:
    odd = (replace(DOSE, locale=""), replace(DOSE, locale="??"))
    page = reports.render("html", CheckReport(findings=odd))
    assert "no locale" in page
    assert '<dd lang="??" dir="ltr">' in page
