"""The Argos engine: models on this machine, decoded by CTranslate2; codes placed by the model's attention.

A pair without a model of its own goes through English. The module is the engine with default settings.
"""

from __future__ import annotations

from l10n.engines.argos.engine import Argos

_DEFAULT = Argos()

name = Argos.name
batch = Argos.batch
attempts = _DEFAULT.attempts
takes_terms = Argos.takes_terms
configured = _DEFAULT.configured
pairs = _DEFAULT.pairs
origin = _DEFAULT.origin
signature = _DEFAULT.signature
prepare = _DEFAULT.prepare
translate = _DEFAULT.translate
translate_all = _DEFAULT.translate_all
