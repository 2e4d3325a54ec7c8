"""Inline codes through engines: how many drafts have them whole, and around the right words; beside others.

Run as `PYTHONPATH=tests python -m benchmarks.bench_markup [DATA] [COUNT]`. DATA holds medquad/ or other
articles (.txt), whose sentences get one to four codes each by lot (Markdown, HTML, plain text). The tiny
model of tests/data knows its own kind of sentence only, and makes nonsense of others: a fourth of them shows
the machinery, and the guard rails at work. Behind the LibreTranslate server, the tests' own, is Apertium.
`intact` is said by other readers, `benchmarks.markup_reader`. Places are known

- of phrases in the tiny model's own sentences, by their templates: the phrase there in Spanish;
- of single words, by Apertium: what it makes of the word alone, where a form of that stands in the sentence
  once (it begins alike; endings follow the sentence).

A pair is right that holds these words and no others, articles apart; a code that stands alone, right behind
them. `same words`: drafts that say, without their codes, what the engine says of the sentence without codes.
Look at both: a way that translates the words in a pair alone has them right, and may ruin the sentence.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

from libre_servers import Libre, translating

from benchmarks.markup_peers import Behind, Tiny, masked
from benchmarks.markup_reader import intact
from benchmarks.markup_sentences import Known, Marked, bare, marked, of_articles, of_templates, single_words
from l10n import formats
from l10n.draft import Request, draft
from l10n.engines import Engine, Route, apertium, pseudo
from l10n.engines.argos import ENGINE as ARGOS
from l10n.engines.libretranslate import ENGINE as LIBRETRANSLATE
from l10n.model import Key

MODEL = Path(__file__).parent.parent / "tests/data/tiny-en-es.argosmodel"
Way = Callable[[Sequence[Marked]], list[str]]
"""Texts with codes to their translations, "" for none."""

_CODE = re.compile(r"</?b>|<br/>|\*\*")
_PAIR = re.compile(r"(?:\*\*|<b>)(.*?)(?:\*\*|</b>)")


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    sentences = of_articles(data)
    chance = Random(1)
    made = marked(sentences, count, chance)
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory())
        with zipfile.ZipFile(MODEL) as archive:
            archive.extractall(home)
        os.environ["ARGOS_PACKAGES_DIR"] = home
        tiny, behind = Tiny(next(Path(home).iterdir())), Behind()
        server = stack.enter_context(translating(Libre(behind.translate, behind.html, {"en": ["es"]})))
        libre = ours(LIBRETRANSLATE.configured({"url": server.url, "batch": 64}, Path(home)))
        ways: dict[str, Way] = {
            "l10n, pseudo": ours(pseudo),
            "l10n, apertium": ours(apertium),
            "apertium, masks (__0__)": masked,
            "l10n, libretranslate": lambda texts: behind.settled(libre, texts),
            "LibreTranslate's way, HTML only": lambda texts: behind.settled(behind.libre, texts),
            "l10n, ARGOS, the tiny model": ours(ARGOS),
            "argostranslate, codes as text": tiny.formatted,
        }
        intact_table(made, ways)
        known = {form: list(of_templates(count // 2, form, Random(2))) for form in ("markdown", "html")}
        words = {form: by_apertium(sentences, count // 2, form, Random(3)) for form in ("markdown", "html")}
        placing_table(known, words, ways)


def intact_table(made: Sequence[Marked], ways: dict[str, Way]) -> None:
    forms = ", ".join(
        f"{sum(one.form == form for one in made)} {form}" for form in ("markdown", "html", "text")
    )
    print(f"{len(made)} sentences of articles with codes ({forms})")
    print(f"{'':36}{'drafts':>16}{'intact':>18}")
    for name, way in ways.items():
        some = [one for one in made if one.form == "html" or "HTML only" not in name]
        some = some[: len(some) // 4] if "argos" in name else some
        said = way(some)
        written = [(text, one) for text, one in zip(said, some, strict=True) if text]
        whole = [intact(text, one) for text, one in written]
        print(f"{name:36}{share(len(written), len(some))}  {share(sum(whole), len(written))}", flush=True)
        if "-v" in sys.argv:
            for (text, one), fine in zip(written, whole, strict=True):
                if not fine:
                    print(f"    {one.source}\n    {text}")


def placing_table(known: dict[str, list[Known]], words: dict[str, list[Known]], ways: dict[str, Way]) -> None:
    print(
        "\nright places                           sentences           pairs         singles      same words"
    )
    for name, way in ways.items():
        if "pseudo" in name:
            continue
        source = known if "argos" in name else words
        some = source["html"] if "HTML" in name else source["markdown"]
        said, plain = way([one.marked for one in some]), way([Marked("text", one.plain) for one in some])
        shown = []
        fitting = [
            (one, text, alone)
            for one, text, alone in zip(some, said, plain, strict=True)
            if text and len(re.findall(rf"(?<!\w){pattern(one)}(?!\w)", bare(_CODE.sub("", text)))) == 1
        ]
        for single in (False, True):
            hits = [is_right(text, one) for one, text, _ in fitting if one.single is single]
            shown.append(share(sum(hits), len(hits)))
            if "-v" in sys.argv:
                for one, text, _ in fitting:
                    if one.single is single and not is_right(text, one):
                        print(f"    {one.marked.source}\n    {text}    [{one.right}]")
        same = [_CODE.sub("", text) == alone for text, alone in zip(said, plain, strict=True) if text]
        print(
            f"{name:36}{len(fitting):6} of {len(some)}  {'  '.join(shown)}  {share(sum(same), len(same))}",
            flush=True,
        )


def is_right(text: str, one: Known) -> bool:
    """Whether the code of a translation is where it should be."""
    if not one.single:
        found = _PAIR.search(text)
        return found is not None and bool(re.fullmatch(pattern(one), bare(found[1])))
    return bool(re.search(rf"(?<!\w){pattern(one)} ?$", bare(text.partition("<br/>")[0])))


def pattern(one: Known) -> str:
    """What finds the right words: as they are, or of a single word any form."""
    if not one.is_form:
        return re.escape(one.right)
    return rf"{re.escape(one.right[: max(4, len(one.right) - 2)])}\w{{0,4}}"


def by_apertium(sentences: Sequence[str], count: int, form: str, chance: Random) -> list[Known]:
    """Sentences with a word marked whose translation by Apertium alone is one word, which it knows."""
    found = list(single_words(sentences, count * 2, form, chance))
    alone = apertium.translate([word for _, word in found], "en", "es")
    return [
        Known(one.marked, one.plain, one.single, bare(said.text), is_form=True)
        for (one, _), said in zip(found, alone, strict=True)
        if not said.unknown and re.fullmatch(r"\w{4,}", bare(said.text))
    ][:count]


def ours(engine: Any) -> Way:
    """l10n's own way: drafts of whole requests, each checked before it is written."""

    def way(texts: Sequence[Marked]) -> list[str]:
        requests = []
        for one in texts:
            form = formats.by_name(one.form)
            requests.append(Request(one.source, form.codes(one.source), Key(None, one.source), form))
        routes = [Route(as_engine(engine), "en", "es")]
        made = dict(draft(requests, routes))
        if "-v" in sys.argv:
            for number, empty in made.items():
                if not empty.text:
                    print(f"    {texts[number].source}\n    {empty.reason}")
        return [made[number].text for number in range(len(texts))]

    return way


def as_engine(engine: Any) -> Engine:
    found: Engine = engine
    return found


def share(some: int, all_: int) -> str:
    return f"{some:5}/{all_:<4}{100 * some / all_ if all_ else 0:5.1f}%"


if __name__ == "__main__":
    main()
