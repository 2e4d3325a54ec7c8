"""What reaches an engine is words: no markup, placeholder, address or entity goes in as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pytest

from l10n import document, draft, formats
from l10n.draft import Request
from l10n.engines import Route, Translation
from l10n.outcome import Report, silent
from l10n.text.codes.inline import strip


@dataclass
class Spy:
    """An engine that says what it was asked, and remembers it."""

    name: str = "spy"
    batch: int = 100
    translates: bool = False
    asked: list[str] = field(default_factory=list)

    def signature(self, source: str, target: str) -> str:
        return "spy"

    def origin(self, source: str, target: str) -> str:
        return "spy"

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [("en", "es")]

    def prepare(self, source: str, target: str, progress: Report = silent) -> bool:
        return True

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
        self.asked += texts
        return [Translation(text) for text in texts]


# fmt: off
LITERALS = [
    "%(name)s", "%(count)d", "%s", "%1$s", "%.2f", "{x}", "{0}", "{}", "{name:.2f}", "{user.name}",
    "{n, number}", "{when, date, short}", "%s%s", "%1$d%2$s",
    "{{name}}", "{{ page.title | upcase }}", "${name}", "{%include%}", "{% include x %}", "{{< figure >}}",
    "https://example.org/a_b?c=d#e", "http://example.org/wiki/Gout_(disease)", "www.example.com/help",
    "ftp://example.org", "mailto:a@example.org", "help@example.org", "first.last+news@mail.example.com",
]
WORDS = {
    "Take", "two", "pills", "now", "or", "never", "Open", "then", "rest", "and", "Is", "it", "Rest", "See",
    "the", "page", "that", "A", "doctor", "Press", "here", "there", "at", "once",
}
# fmt: on
"""All the words of the documents that are in no code."""

DOCUMENTS = {
    "markdown": (
        "Take **two** *pills* __now__ ~~or never~~ {}\n"
        'See `x = 1` and ``a`b`` or [the page](https://example.org), [that](x.html "A title").\n'
        "See ![A doctor](y_z.png), [it][1], <https://example.org/>.\n"
        'Press <b>here</b><br/> or <a href="x">there</a> <!-- note --> at&nbsp;once &copy;.\n\n[1]: z.html\n'
    ),
    "html": (
        "<p>Take <b>two</b> <i>pills</i> <code>x = 1</code> {}<br/> "
        'Press <a href="x">there</a> at&nbsp;once &copy; <!-- note --> <img src="y.png"> '
        '<span translate="no">X-1</span>.</p>'
    ),
    "text": "Take two pills {}\n",
    "json": '{"text": "Take two pills {}"}',
    "csv": 'id,text\n1,"Take two pills {}"\n',
}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("around", ["Open %, then rest.", "Open (%) and rest.", "Is it %? Rest.", "Rest: %."])
def test_no_literal_or_markup_reaches_an_engine(name: str, around: str) -> None:
    form = formats.by_name(name)
    for literal in LITERALS:
        said = around.replace("%", literal.replace("&", "&amp;") if name == "html" else literal)
        found = document.parse(DOCUMENTS[name].replace("{}", said, 1), "x", form, "en")
        requests = [
            Request(unit.source, unit.codes, unit.key, formats.inner(form, unit)) for unit in found.units
        ]
        spy = Spy()
        made = dict(draft.draft(requests, [Route(spy, "en", "es")]))
        assert [made[at].text for at in range(len(made))] == [unit.source for unit in found.units]
        assert any(literal in one.source for one in requests)
        asked = " ".join(strip(one)[0] for one in spy.asked)
        words = set("".join(char if char.isalpha() or char == "-" else " " for char in asked).split())
        assert words <= WORDS, (literal, asked)
        assert not set("&<>{}`@%$_*=/\\[]~#|") & set(asked), (literal, asked)
