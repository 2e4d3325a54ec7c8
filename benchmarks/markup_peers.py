"""How others carry inline codes through an engine: as text, in masks, in tags; on the same models as l10n."""

from __future__ import annotations

import html
import re
import sys
import types
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.markup_sentences import Marked
from l10n import formats
from l10n.engines import apertium


def masked(texts: Sequence[Marked]) -> list[str]:
    """Each code as a word that no dictionary has, as tools without an engine's help do it."""
    sources, values = [], []
    for one in texts:
        codes = formats.by_name(one.form).codes(one.source)
        ends = [0, *(code.span.end for code in codes)]
        starts = [*(code.span.start for code in codes), len(one.source)]
        words = (one.source[end:start] for end, start in zip(ends, starts, strict=True))
        marks = (*(f"__{number}__" for number in range(len(codes))), "")
        sources.append("".join(chain.from_iterable(zip(words, marks, strict=True))))
        values.append([code.value for code in codes])
    said = [one.text for one in apertium.translate(sources, "en", "es")]
    return [_unmasked(text, own) for text, own in zip(said, values, strict=True)]


def _unmasked(text: str, values: Sequence[str]) -> str:
    def value(found: re.Match[str]) -> str:
        return values[int(found[1])] if int(found[1]) < len(values) else ""

    return re.sub(r"__(\d+)__", value, text)


def tags() -> Any:
    """The module of tags of argostranslate. It imports stanza, for sentences that we have already."""
    for name in ("stanza", "spacy"):
        sys.modules.setdefault(name, types.ModuleType(name))
    from argostranslate import tags

    return tags


class Tiny:
    """The tiny model as argostranslate decodes with one, a sentence at a time."""

    def __init__(self, folder: Path) -> None:
        import ctranslate2
        import sentencepiece

        self.translator = ctranslate2.Translator(str(folder / "model"))
        self.pieces = sentencepiece.SentencePieceProcessor(str(folder / "sentencepiece.model"))

    def translate(self, text: str) -> str:
        tokens = self.pieces.encode(text, out_type=str)
        try:
            result = self.translator.translate_batch(
                [tokens], beam_size=4, length_penalty=0.2, replace_unknowns=True
            )
        except RuntimeError:  # longer than the model can be asked for
            return ""
        return str(self.pieces.decode(result[0].hypotheses[0]))

    def formatted(self, texts: Sequence[Marked]) -> list[str]:
        """The codes are text, as argostranslate has it."""
        return [str(tags().translate_preserve_formatting(self, one.source)) for one in texts]


class Behind:
    """Apertium as the model of a LibreTranslate server: any text, at the price of a few calls for all."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}
        self.missing: dict[str, None] = {}

    def translate(self, text: str) -> str:
        if text not in self.made:
            self.missing[text] = None
        return self.made.get(text, text)

    def settled(self, way: Callable[[Sequence[Marked]], list[str]], texts: Sequence[Marked]) -> list[str]:
        """What a way gives, once Apertium has translated all that it asks for."""
        while True:
            said = way(texts)
            if not self.missing:
                return said
            wanted, self.missing = list(self.missing), {}
            done = apertium.translate(wanted, "en", "es")
            self.made |= {text: one.text for text, one in zip(wanted, done, strict=True)}

    def html(self, text: str) -> str:
        """As translatehtml does it: a tree of tags, which argostranslate translates."""
        tree = _Tree(tags().Tag)
        tree.feed(text)
        tree.close()
        return _written(tags().translate_tags(self, tree.root))

    def libre(self, texts: Sequence[Marked]) -> list[str]:
        """HTML as LibreTranslate does it: all that is escaped in the end is not."""
        return [html.unescape(self.html(one.source)) for one in texts]


class _Tree(HTMLParser):
    """translatehtml's tree of tags; each remembers how it is written."""

    def __init__(self, tag: Any) -> None:
        super().__init__(convert_charrefs=True)
        self.tag = tag
        self.root = self._made("", "")
        self.stack = [self.root]

    def _made(self, start: str, end: str, *, translated: bool = True) -> Any:
        one = self.tag([], translated)
        one.written = start, end
        return one

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        void = tag in ("br", "img", "wbr", "hr") or (self.get_starttag_text() or "").endswith("/>")
        kept = tag in ("code", "address", "time", "video", "audio") or ("translate", "no") in attrs
        start = "".join(f' {name}="{html.escape(value or "")}"' for name, value in attrs)
        one = self._made(
            f"<{tag}{start}{'/' if void else ''}>", "" if void else f"</{tag}>", translated=not kept
        )
        self.stack[-1].children.append(one)
        if not void:
            self.stack.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  (the base class's)
        if len(self.stack) > 1:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        self.stack[-1].children.append(self._made(f"<!--{data}-->", "", translated=False))


def _written(one: Any) -> str:
    if isinstance(one, str):
        return html.escape(one, quote=False)
    return "".join((one.written[0], *map(_written, one.children), one.written[1]))
