"""The libretranslate engine: a LibreTranslate server, one's own or a public one, that a project names.

Without `url` in `[engines.libretranslate]` it can do no pair, and nothing is sent anywhere.
"""

from __future__ import annotations

from l10n.engines.libretranslate.engine import LibreTranslate

ENGINE = LibreTranslate()
"""The engine without options."""
