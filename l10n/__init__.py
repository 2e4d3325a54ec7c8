"""l10n: from source articles to reviewed translations and back, sentence by sentence."""

__version__ = "0.1.0"
