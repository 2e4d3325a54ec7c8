"""The Argos engine: models on this machine, decoded by CTranslate2; codes placed by the model's attention.

A pair without a model of its own goes through English.
"""

from __future__ import annotations

from l10n.engines.argos.engine import Argos

ENGINE = Argos()
"""The engine with default settings."""
