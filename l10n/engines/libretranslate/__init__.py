"""The libretranslate engine: a LibreTranslate server, one's own or a public one, that a project names.

Without `url` in `[engines.libretranslate]` it can do no pair, and nothing is sent anywhere. The module is the
engine without options.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from l10n.engines.libretranslate.engine import LibreTranslate, read


def configured(options: Mapping[str, object], folder: Path) -> LibreTranslate:  # noqa: ARG001  it remembers nothing
    """The engine with a project's options. Raises L10nError, without a path, for one that cannot be."""
    return LibreTranslate(read(options))


_PLAIN = LibreTranslate()

name = _PLAIN.name
batch = _PLAIN.batch
attempts = _PLAIN.attempts
takes_terms = _PLAIN.takes_terms
signature = _PLAIN.signature
origin = _PLAIN.origin
pairs = _PLAIN.pairs
prepare = _PLAIN.prepare
translate = _PLAIN.translate
translate_all = _PLAIN.translate_all
