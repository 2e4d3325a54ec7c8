"""Source formats: each finds blocks and inline codes in a text and encodes targets for it. One file each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from l10n.errors import L10nError

if TYPE_CHECKING:
    from l10n.model import Block, Code, Edit, Span, Unit


class Format(Protocol):
    """A source format. It knows where text is, never what a sentence is or what a PO file looks like."""

    @property
    def name(self) -> str:
        """What configurations and `Block.inner` call it."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Ends of the names of the files it reads, in lower case, with their full stop."""

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


class Framing(Format, Protocol):
    """A format some of whose blocks have a `frame`: what can only be quoted or escaped as a whole."""

    def framed(self, text: str, frame: Span, edits: Sequence[Edit]) -> str:
        """The slice `frame` of the document `text` with all of `edits` made in it, newlines as they must be.

        Edits are sorted and disjoint; each one's text is what `encode` gave for a unit, or what is to stand
        between two units (nothing, a space).
        """
        ...


BUILT_IN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("markdown", "l10n.formats.markdown", (".md", ".markdown")),
    ("mdx", "l10n.formats.mdx", (".mdx",)),
    ("html", "l10n.formats.html", (".html", ".htm", ".xhtml")),
    ("text", "l10n.formats.text", (".txt", ".text")),
    ("json", "l10n.formats.json", (".json",)),
    ("jsonl", "l10n.formats.jsonl", (".jsonl", ".ndjson")),
    ("csv", "l10n.formats.csv", (".csv",)),
    ("tsv", "l10n.formats.tsv", (".tsv", ".tab")),
)
"""Name, module and suffixes of each format that comes with l10n; a module is a Format, imported late."""


class Parted(Format, Protocol):
    """A format of rows: its files may be of any size, and are read in parts of whole rows."""

    def parts(self, stream: BinaryIO, size: int) -> Iterator[bytes]:
        """A file in parts of about `size` bytes, each a document of its own, that joined are all of it."""
        ...


IN_PARTS = frozenset({"csv", "jsonl", "tsv"})
"""The built-in formats that are `Parted`."""

GROUP = "l10n.formats"
"""The entry-point group of third parties: each names an object or a module that is a Format."""


@cache
def by_name(name: str) -> Format:
    """The format called `name`, a built-in one or a third party's. Raises L10nError for an unknown one."""
    for own, module, _ in BUILT_IN:
        if own == name:
            return cast("Format", import_module(module))
    foreign = _foreign()
    for form in foreign:
        if form.name == name:
            return form
    known = [own for own, _, _ in BUILT_IN] + [form.name for form in foreign]
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
    return bool(_named(_ending(path)))


def has_parts(path: PurePath | str) -> bool:
    """Whether the format that reads files with this one's suffix is one of rows."""
    return _named(_ending(path)) in IN_PARTS


def is_built_in(path: PurePath | str) -> bool:
    """Whether the format that reads files with this one's suffix comes with l10n."""
    return _named(_ending(path)) in (own for own, _, _ in BUILT_IN)


def for_path(path: PurePath | str) -> Format:
    """The format that reads files with this one's suffix, whatever its case; the longest suffix wins.

    A built-in format is preferred to a third party's. Raises L10nError naming the nearest suffixes.
    """
    found = _named(_ending(path))
    if found:
        return by_name(found)
    suffixes = [suffix for _, _, own in BUILT_IN for suffix in own]
    suffixes += (suffix for form in _foreign() for suffix in form.suffixes)
    suffix = PurePath(path).suffix.lower()
    near = get_close_matches(suffix, suffixes, 3, 0.5) if suffix else []
    what = f"no format reads {suffix} files" if suffix else "a file without a suffix has no format"
    hint = f"nearest: {', '.join(near)}" if near else f"suffixes that are read: {', '.join(suffixes)}"
    raise L10nError(what, str(path), hint=hint)


def _ending(path: PurePath | str) -> str:
    """A file's name from its first full stop on, in lower case: all that any suffix can be found in."""
    return "." + str(path).rpartition("/")[2].partition(".")[2].lower()


@cache
def _named(ending: str) -> str:
    """The name of the format with the longest suffix that fits, "" for none.

    Built-in ones first, so that a project of text and Markdown never pays for a look at what is installed.
    """
    own = [(len(one), name) for name, _, suffixes in BUILT_IN for one in suffixes if ending.endswith(one)]
    if not own:
        own = [(len(one), form.name) for form in _foreign() for one in form.suffixes if ending.endswith(one)]
    return max(own)[1] if own else ""


@cache
def _foreign() -> tuple[Format, ...]:
    from importlib.metadata import entry_points  # late: it costs as much as all the rest of a start

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
