"""Localized articles out of sources and catalogs, on all cores."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from l10n import articles, catalog, document, parallel, project
from l10n.articles import Article
from l10n.config import Config
from l10n.errors import L10nError
from l10n.model import Catalog, State
from l10n.outcome import Outcome, Report, counted
from l10n.project import Source
from l10n.storage import files


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done with each source: write its article in every one of `tags`.

    `policy` says what stands where nobody has reviewed a translation: "source", "draft", or "fail" for
    nothing at all. `folder` is where the articles go, None for where the project has them.
    """

    settings: Config
    tags: tuple[str, ...]
    policy: str
    folder: Path | None

    def __call__(self, source: Source) -> Done:
        """Do it; what could not be done is told in the result."""
        done = Done()
        try:
            article = articles.parsed(self.settings, source, articles.held(source).data)
        except L10nError as error:
            done.errors.append(error)
            return done
        for tag in self.tags:
            try:
                self._build(article, tag, done)
            except L10nError as error:
                done.errors.append(error)
        return done

    def _build(self, article: Article, tag: str, done: Done) -> None:
        if self.policy == "source":
            targets = articles.reviewed_targets(self.settings, article.source, tag)
        else:
            found = articles.read_catalog(self.settings, article, tag)
            if self.policy == "fail" and (missing := _unreviewed(article, found)):
                done.refused.append(f"{article.source.shown}: {tag}: {missing} units are not reviewed")
                return
            targets = catalog.targets(found, drafts=self.policy == "draft") if found else {}
        text = document.build(article.document, targets, tag, article.format).encode()
        if article.source.part:
            done.parts.append((tag, text))
            return
        file = project.output_file(self.settings, article.source, tag, self.folder)
        done.changed += files.write(file, text, project.shown(self.settings, file))
        done.built += 1


@dataclass(slots=True)
class Done:
    """What came of one source: articles built, how many of them changed, what was refused, errors.

    `parts` are the text of one part of an article in each locale, to be put behind that of the part before.
    """

    built: int = 0
    changed: int = 0
    refused: list[str] = field(default_factory=list)
    errors: list[L10nError] = field(default_factory=list)
    parts: list[tuple[str, bytes]] = field(default_factory=list)


def run(work: Work, chosen: Sequence[Source], outcome: Outcome, progress: Report) -> None:
    """Build every chosen source; what came of it is added to the outcome."""
    built = 0
    portion = 1 if any(source.part for source in chosen) else parallel.PORTION
    with ExitStack() as stack:
        growing = _Growing(work, stack)
        results = parallel.each(work, chosen, portion=portion)
        for number, (source, done) in enumerate(zip(chosen, results, strict=True)):
            progress(number, len(chosen))
            last = number + 1 == len(chosen) or chosen[number + 1].part <= source.part
            if source.part:
                with outcome.collecting():
                    growing.add(source, done, last=last)
            built += done.built
            outcome.changed += done.changed
            outcome.lines += done.refused
            outcome.unmet |= bool(done.refused)
            outcome.errors += done.errors
    progress(len(chosen), len(chosen))
    outcome.summary = f"{counted(built, 'article')} built, {outcome.changed} of them changed"


@dataclass(slots=True)
class _Growing:
    """The articles of a big source, one a locale, while their parts come in."""

    work: Work
    stack: ExitStack
    open: dict[str, files.Growing] = field(default_factory=dict)

    def add(self, source: Source, done: Done, *, last: bool) -> None:
        """Put one more part behind the others; after the `last`, count what was built.

        A locale of which some part could not be built, or is not to be, keeps the article it had.
        """
        settings = self.work.settings
        if source.part == 1:
            self.open = {}
            for tag in self.work.tags:
                file = project.output_file(settings, source, tag, self.work.folder)
                growing = files.Growing(file, project.shown(settings, file))
                self.open[tag] = self.stack.enter_context(growing)
        texts = dict(done.parts)
        self.open = {tag: growing for tag, growing in self.open.items() if tag in texts}
        for tag, growing in self.open.items():
            growing.add(texts[tag])
        for growing in self.open.values() if last else ():
            done.changed += growing.done()
            done.built += 1


def _unreviewed(article: Article, found: Catalog | None) -> int:
    return sum(entry.state is not State.REVIEWED for entry in articles.standing(article, found))
