"""Which texts of front matter are translated: `title`, `seo.title`, `authors[].bio`, `tags[0]`, `*.title`.

Paths are written as those of JSON fields are (`l10n.formats.json_paths`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from l10n.errors import L10nError
from l10n.formats.fields import Field
from l10n.formats.front_matter_values import Path
from l10n.formats.json_paths import Kind, Paths, Place, steps

_HINT = 'write it like translate = ["title", "seo.title", "tags[]", "authors[].bio"]'


@dataclass(frozen=True, slots=True)
class Wanted:
    """The paths a project names. `seo` stands for the texts in it where it is a list or a table."""

    paths: tuple[str, ...] = ()

    @property
    def root(self) -> Place:
        """Where a walk that follows the paths begins."""
        return _root(self.paths)

    def holds(self, path: Path) -> bool:
        """Whether the text at `path` is to be translated."""
        return self._place(path).target is not None

    def reaches(self, path: Path) -> bool:
        """Whether something to be translated may stand at `path` or below it."""
        place = self._place(path)
        return place.target is not None or place.live

    def _place(self, path: Path) -> Place:
        place = self.root
        for step in path:
            if step is None:
                return place.paths.place(())
            place = place.item(step) if isinstance(step, int) else place.key(step)
        return place


def wanted(options: Mapping[str, object]) -> Wanted:
    """What the option `translate` names. Raises L10nError where it is not a list of paths."""
    named = options.get("translate", [])
    if not isinstance(named, list):
        raise L10nError("translate must be a list of paths", hint=_HINT)
    for path in named:
        if not isinstance(path, str) or not path.strip():
            raise L10nError(f"translate: {path!r} is no path", hint=_HINT)
    found = Wanted(tuple(named))
    assert found.root  # a path that cannot be read is an error now, not at the first file
    return found


@lru_cache(maxsize=8)
def _root(paths: tuple[str, ...]) -> Place:
    tables = [f"{path}.*" for path in paths if steps(path)[-1].kind is Kind.KEY]
    return Paths(map(Field, [*paths, *tables]), anywhere=False).root
