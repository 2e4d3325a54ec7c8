"""The languages of a server: its codes, which differ from version to version, as BCP 47 tags and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from l10n import locale
from l10n.errors import EngineError, L10nError

# Argos's own codes, which servers before 1.6.3 told as they are; others are BCP 47 already.
_TAGS = {"zh": "zh-Hans", "zt": "zh-Hant", "pb": "pt-BR", "tl": "fil"}


@dataclass(frozen=True, slots=True)
class Languages:
    """What a server can do: its code for each tag, and the tags that each can be translated to."""

    host: str
    by_tag: Mapping[str, str]
    targets: Mapping[str, tuple[str, ...]]

    def pairs(self) -> list[tuple[str, str]]:
        """All pairs of tags."""
        return [(one, other) for one, others in self.targets.items() for other in others]

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """The server's codes of a pair. Raises EngineError where it does not have it."""
        if target not in self.targets.get(source, ()):
            hint = f"install its model on {self.host}"
            raise EngineError(f"{self.host} does not translate {source} to {target}", hint=hint)
        return self.by_tag[source], self.by_tag[target]


def read(data: object, host: str) -> Languages:
    """The languages in a server's reply to `/languages`; a list without targets can do all pairs.

    Raises EngineError for a reply that is none. What is no language is left out.
    """
    if not isinstance(data, list) or not all(isinstance(one, dict) for one in data):
        hint = "check the address: it is the server's own, without /translate"
        raise EngineError(f"{host}: what answers there is no LibreTranslate", hint=hint)
    by_tag: dict[str, str] = {}
    for one in data:
        if tag := _tag(one.get("code")):
            by_tag.setdefault(tag, one["code"])
    targets: dict[str, tuple[str, ...]] = {}
    for one in data:
        tag, listed = _tag(one.get("code")), one.get("targets")
        others = list(by_tag) if not isinstance(listed, list) else list(map(_tag, listed))
        if tag:
            targets[tag] = tuple(other for other in dict.fromkeys(others) if other in by_tag and other != tag)
    return Languages(host, by_tag, targets)


def _tag(code: object) -> str:
    """A server's code as a BCP 47 tag, "" for what is none."""
    if not isinstance(code, str) or len(code) > 35:
        return ""
    try:
        return locale.normalize(_TAGS.get(code.lower(), code))
    except L10nError:
        return ""
