"""Source formats: each finds blocks and inline codes in a text and encodes targets for it. One file each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol, cast

from l10n.errors import L10nError

if TYPE_CHECKING:
    from l10n.model import Block, Code, Unit


class Format(Protocol):
    """A source format. It knows where text is, never what a sentence is or what a PO file looks like."""

    name: str
    suffixes: tuple[str, ...]

    def blocks(self, text: str) -> Iterator[Block]:
        """The translatable blocks of a document, in order and disjoint; `text` is all of the file, BOM too.

        Raises L10nError with a line and no path for what the author got wrong; the caller adds the path.
        """
        ...

    def codes(self, text: str, like: Sequence[Code] = ()) -> tuple[Code, ...]:
        """The inline codes of one sentence, source or translation, in order and disjoint, counted in `text`.

        `like` are the codes of the source it translates: what only a whole document can tell (that `[x]` is a
        link because `[x]: …` stands at its end) is taken from them. Pairs are numbered from 0 as they open.
        """
        ...

    def encode(self, unit: Unit, target: str) -> str:
        """`target` as it must stand in the document in the place of `unit`: escaped, further lines prefixed.

        Lines end with a line feed here; the splice gives them the document's own newline.
        """
        ...


class Configurable(Format, Protocol):
    """A format that a project can say something to, in the table `[formats.<name>]` of its file."""

    def configured(self, options: Mapping[str, object]) -> Format:
        """The format with these options, its table as TOML gives it.

        Raises L10nError, without a path, for an option that is unknown or cannot be.
        """
        ...


BUILT_IN: tuple[tuple[str, str], ...] = (
    ("markdown", "l10n.formats.markdown"),
    ("text", "l10n.formats.text"),
)
"""Name and module of each format that comes with l10n; a module is a Format. Imported when first needed."""

GROUP = "l10n.formats"
"""The entry-point group of third parties: each names an object or a module that is a Format."""


def by_name(name: str) -> Format:
    """The format called `name`, a built-in one or a third party's. Raises L10nError for an unknown one."""
    for own, module in BUILT_IN:
        if own == name:
            return _built_in(module)
    foreign = _foreign()
    for form in foreign:
        if form.name == name:
            return form
    known = [own for own, _ in BUILT_IN] + [form.name for form in foreign]
    near = get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    raise L10nError(f"unknown format {name!r}", hint=hint)


def configured(form: Format, options: Mapping[str, object]) -> Format:
    """The format with a project's options for it. Raises L10nError for one that takes none of them."""
    if not options:
        return form
    if not hasattr(form, "configured"):
        raise L10nError(f"the format {form.name} has no options", hint=f"remove [formats.{form.name}]")
    return cast("Configurable", form).configured(options)


def inner(form: Format, unit: Unit | Block) -> Format:
    """The format that the text of a unit of a `form` document is written in: nearly always `form` itself."""
    return by_name(unit.inner) if unit.inner else form


def known(path: PurePath | str) -> bool:
    """Whether some format reads files with this one's suffix."""
    return _find(path) is not None


def for_path(path: PurePath | str) -> Format:
    """The format that reads files with this one's suffix, whatever its case; the longest suffix wins.

    A built-in format is preferred to a third party's. Raises L10nError naming the nearest suffixes.
    """
    found = _find(path)
    if found is not None:
        return found
    suffixes = [suffix for form in _all() for suffix in form.suffixes]
    suffix = PurePath(path).suffix.lower()
    near = get_close_matches(suffix, suffixes, 3, 0.5) if suffix else []
    what = f"no format reads {suffix} files" if suffix else "a file without a suffix has no format"
    hint = f"nearest: {', '.join(near)}" if near else f"suffixes that are read: {', '.join(suffixes)}"
    raise L10nError(what, str(path), hint=hint)


def _find(path: PurePath | str) -> Format | None:
    name = PurePath(path).name.lower()
    # Built-in ones first, so that a project of text and Markdown never pays for a look at what is installed.
    for forms in (_built_ins, _foreign):
        fitting = [(len(one), form) for form in forms() for one in form.suffixes if name.endswith(one)]
        if fitting:
            return max(fitting, key=lambda pair: pair[0])[1]
    return None


def _all() -> tuple[Format, ...]:
    return (*_built_ins(), *_foreign())


def _built_ins() -> tuple[Format, ...]:
    return tuple(_built_in(module) for _, module in BUILT_IN)


def _built_in(module: str) -> Format:
    return cast("Format", import_module(module))


@cache
def _foreign() -> tuple[Format, ...]:
    found = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            found.append(cast("Format", point.load()))
        except (ImportError, AttributeError) as error:
            raise L10nError(
                f"the format {point.name!r} ({point.value}) cannot be loaded: {error}",
                hint="reinstall or remove the package that brings it",
            ) from error
    return tuple(found)
