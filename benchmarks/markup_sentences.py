"""Sentences with inline codes, made by lot: of articles, and of templates whose right places are known."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from l10n.text.sentences.segment import segment

TEMPLATES = Path(__file__).parent.parent / "tools/tiny_argos_sentences.py"
URLS = (
    "https://example.org/",
    "https://example.org/health_topics/high_blood_pressure?page=2&lang=en",
    "https://en.example.org/wiki/Gout_(disease)",
    "http://www.example.com/a-b/c.html#part-3",
    "www.example.com/help",
)
_PLAIN = re.compile(r"[A-Z][A-Za-z0-9 ,;:.?()'-]+[.?]")
_ARTICLES = re.compile(r"^(?:(?:el|la|los|las|un|una|unos|unas|del|al)\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence in the format `form`, and the literals in it that no translation may touch."""

    form: str
    source: str
    literals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A sentence with one code whose right place is known: what is inside of it, or before it, in Spanish.

    `plain` is the sentence without the code, `single` whether the code stands alone; `is_form`: of the right
    word any form will do.
    """

    marked: Marked
    plain: str
    single: bool
    right: str
    is_form: bool = False


def of_articles(data: Path, most: int = 4000) -> list[str]:
    """English sentences of the articles in a folder, without a character that is markup anywhere."""
    found: dict[str, None] = {}
    files = sorted(data.glob("articles/*.txt")) + sorted(data.glob("medquad/*.txt")) or sorted(
        data.glob("*.txt")
    )
    for file in files:
        for paragraph in file.read_text("utf-8").splitlines():
            for span in segment(paragraph, "en"):
                one = span.cut(paragraph).strip()
                if _PLAIN.fullmatch(one) and "  " not in one and 5 <= len(one.split()) <= 40:
                    found[one] = None
    if not found:
        raise SystemExit(f"no articles (.txt) with plain English sentences in {data}")
    return list(found)[:: max(1, len(found) // most)][:most]


def marked(sentences: Sequence[str], count: int, chance: Random) -> list[Marked]:
    """`count` sentences with one to four codes each: half of them Markdown, others HTML and plain text."""
    forms = {"markdown": (_markdown, 0.5), "html": (_html, 0.35), "text": (_literal, 0.15)}
    names, weights = list(forms), [weight for _, weight in forms.values()]
    made: dict[Marked, None] = {}
    while len(made) < count:
        name = chance.choices(names, weights)[0]
        made[_with_codes(chance.choice(sentences), name, forms[name][0], chance)] = None
    return list(made)


Maker = Callable[[str, Random], tuple[str, tuple[str, ...]]]
"""What becomes of some words, none at times, and the literals in that."""


def _with_codes(sentence: str, name: str, make: Maker, chance: Random) -> Marked:
    words = sentence.split()
    out: list[str] = []
    literals: list[str] = []
    places = sorted(chance.sample(range(len(words) + 1), min(len(words) + 1, chance.randint(1, 4))))
    at = 0
    for place, following in zip(places, [*places[1:], len(words)], strict=True):
        out += words[at:place]
        size = 0 if name == "text" else min(following - place, chance.choice((0, 1, 1, 2, 3, 5)))
        inner = " ".join(words[place : place + size])
        bare = inner.rstrip(".,;:?")
        made, found = make(bare, chance)
        out.append(made + inner[len(bare) :])
        literals += found
        at = place + size
    return Marked(name, " ".join((*out, *words[at:])), tuple(literals))


def _literal(_: str, chance: Random) -> tuple[str, tuple[str, ...]]:
    made = chance.choice(
        (
            *URLS,
            *URLS,
            "help@example.org",
            "first.last+news@mail.example.com",
            "%(name)s",
            "%(count)d",
            "%s",
            "%1$s",
            "{x}",
            "{0}",
            "{user.name}",
            "{total:.2f}",
            "{{ var }}",
            "{{ page.title | upcase }}",
            "${amount}",
        )
    )
    around = chance.choice(("{}", "{}", "{}", "({})", "{},", "“{}”"))
    return around.replace("{}", made, 1), (made,)


def _markdown(words: str, chance: Random) -> tuple[str, tuple[str, ...]]:
    url = chance.choice(URLS).replace("(disease)", "")
    code = chance.choice(("l10n check", "--force", "a*b", "x_1", "<b>", "{x}", "naproxen 500 mg"))
    if not words:
        made = chance.choice(
            (
                f"`{code}`", f"``{code} ` x``", f"![A doctor]({url})", f"![]({url})", "<br/>", "<br>",
                f"<{URLS[1]}>", "<help@example.org>", "&nbsp;", "<!-- note -->", "$x^2 + y$", "",
            )
        )  # fmt: skip
        return (made, ()) if made else _literal("", chance)
    first, _, rest = words.partition(" ")
    return chance.choice(
        (
            f"**{words}**", f"*{words}*", f"_{words}_", f"***{words}***", f"~~{words}~~", f"<b>{words}</b>",
            f"[{words}]({url})", f'[{words}]({url} "Read more")', f'<a href="{url}">{words}</a>',
            f"**[{words}]({url})**", f"[**{first}** {rest or 'now'}]({url})", f"**`{code}` {words}**",
            f"**{words}**`{code}`", f"[{words}]({url})<br/>", f"*{words}*<br/>",
            f"<kbd>x</kbd> *{words}*",
            f"**{first}** *{rest or 'now'}*", f"[![{words}]({url})]({url})", f"<sup>{words}</sup>",
        )
    ), ()  # fmt: skip


def _html(words: str, chance: Random) -> tuple[str, tuple[str, ...]]:
    url = chance.choice(URLS).replace("&", "&amp;")
    if not words:
        made = chance.choice(
            (
                "<br/>", "<br>", "<code>l10n check</code>", f'<img src="{url}">', f'<img src="{url}" alt="">',
                "&nbsp;", "&copy;", "<wbr>", '<span translate="no">Tylenol PM</span>', "<!-- note -->", "",
            )
        )  # fmt: skip
        if made:
            return made, ()
        made, literals = _literal("", chance)
        return made.replace("&", "&amp;"), tuple(one.replace("&", "&amp;") for one in literals)
    first, _, rest = words.partition(" ")
    return chance.choice(
        (
            f"<b>{words}</b>", f'<a href="{url}">{words}</a>', f"<em>{words}</em>", f"<sup>{words}</sup>",
            f'<strong><a href="{url}">{words}</a></strong>', f"<b>{words}</b><br/>",
            f'<a href="{url}"><i>{first}</i> {rest or "now"}</a>', f"<b>{first}</b> <i>{rest or 'now'}</i>",
            f'<span class="x y">{words}</span>',
            f"<b><code>x = 1</code> {words}</b>", f"<u>{words}</u>{{x}}",
        )
    ), ()  # fmt: skip


def of_templates(count: int, form: str, chance: Random) -> Iterator[Known]:
    """`count` sentences of the tiny model's own kind, a phrase of each marked or followed by a code.

    Right is the phrase that stands in the same place of the Spanish template.
    """
    made = runpy.run_path(str(TEMPLATES))
    templates = [
        (pair, sorted(found)) for pair in made["_rows"](made["TEMPLATES"]) if (found := _phrases(*pair))
    ]
    nouns = [made["_nouns"](made[name]) for name in ("MEDICINES", "THERAPIES", "CONDITIONS")]
    rows = {
        name: made["_rows"](made[lines])
        for name, lines in (("g", "GROUPS"), ("m", "MEASURES"), ("t", "TIMES"))
    }
    for _ in range(count):
        words = dict(zip(("x", "x2"), chance.sample(nouns[0] + nouns[1], 2), strict=True))
        words |= dict(zip(("y", "y2", "y3"), chance.sample(nouns[2], 3), strict=True))
        words["w"] = chance.choice(nouns[0])
        words |= made["_numbers"](chance)
        chosen = {name: chance.choice(some) for name, some in rows.items()}
        template, names = chance.choice(templates)
        plain = made["_capital"](made["_sentence"](template, chosen, words, 0))
        name, single = chance.choice(names), chance.random() < 0.3
        english, spanish = (_shown(template[side], name, chosen, words, side) for side in (0, 1))
        source = _upper(coded(english, form, single=single))
        yield Known(Marked(form, source), plain, single, bare(_between(spanish)))


def _phrases(english: str, spanish: str) -> set[str]:
    """The names of what stands once in both halves of a template, as a whole phrase."""
    found = [set(re.findall(r"\{(\w+)(?::bare)?\}", side)) for side in (english, spanish)]
    return {
        name
        for name in found[0] & found[1] - {"n", "k", "h", "f", "p", "year"}
        if all(len(re.findall(rf"\{{{name}(?::bare)?\}}", side)) == 1 for side in (english, spanish))
    }


class _Framed:
    """A phrase that comes with marks around it, wherever it stands as a whole."""

    def __init__(self, phrase: Any) -> None:
        self.phrase = phrase

    def __format__(self, spec: str) -> str:
        said = format(self.phrase, spec)
        return f"⟪{said}⟫" if spec in ("", "bare") else said


def _shown(
    template: str,
    name: str,
    chosen: Mapping[str, tuple[str, str]],
    words: Mapping[str, tuple[Any, Any]],
    side: int,
) -> str:
    said: dict[str, Any] = {one: both[side] for one, both in words.items()}
    said |= {one: both[side].format(**said) for one, both in chosen.items()}
    return template.format(**(said | {name: _Framed(said[name])}))


def _between(text: str) -> str:
    return text.partition("⟪")[2].partition("⟫")[0]


def _upper(text: str) -> str:
    """The sentence's first letter in upper case, markup before it or not."""
    return re.sub(r"^((?:<[^>]*>|\*\*)*)(\w)", lambda found: found[1] + found[2].upper(), text)


def coded(framed: str, form: str, *, single: bool) -> str:
    """A sentence with ⟪⟫ around a phrase as one of the format: bold words, or a line break after them."""
    if single:
        return framed.replace("⟪", "").replace("⟫", "<br/>")
    opening, closing = ("**", "**") if form == "markdown" else ("<b>", "</b>")
    return framed.replace("⟪", opening).replace("⟫", closing)


def bare(phrase: str) -> str:
    """A Spanish phrase in lower case without its article, which may stand in or outside of a code."""
    return _ARTICLES.sub("", phrase.strip().casefold())


def single_words(
    sentences: Sequence[str], count: int, form: str, chance: Random
) -> Iterator[tuple[Known, str]]:
    """Sentences with one word marked, and that word: what is right is not known yet."""
    for sentence in chance.sample(sentences, min(count, len(sentences))):
        words = re.findall(r"(?<= )[a-z]{4,}(?=[ ,])", sentence)
        once = [one for one in words if len(re.findall(rf"\b{one}\b", sentence, re.IGNORECASE)) == 1]
        if once:
            word = chance.choice(once)
            single = chance.random() < 0.3
            source = coded(re.sub(rf"\b{word}\b", f"⟪{word}⟫", sentence), form, single=single)
            yield Known(Marked(form, source), sentence, single, ""), word
