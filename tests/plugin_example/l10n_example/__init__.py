"""An example of everything that can be added to l10n."""
