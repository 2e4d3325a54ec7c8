"""What a project may say of a server: `url`, `key-env`, `insecure`, and how much is asked of it at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from l10n.engines.options import Options
from l10n.engines.web.address import Address, address
from l10n.engines.web.exchange import Limits

NAMES = ("url", "key-env", "insecure", "timeout", "tries", "concurrency", "requests-per-minute")
"""The options of every engine behind a web address; each has some of its own beside them."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What an engine takes where the project says nothing. `key_field` is as in Address."""

    url: str
    key_env: str = ""
    key_field: str = ""
    limits: Limits = field(default_factory=Limits)


def connection(options: Options, defaults: Defaults) -> tuple[Address, Limits]:
    """The server and the limits that the options say.

    Raises L10nError, without a path, for what cannot be.
    """
    where = address(
        options.text("url", defaults.url),
        options.text("key-env", defaults.key_env),
        insecure=options.flag("insecure"),
        key_field=defaults.key_field,
    )
    usual = defaults.limits
    limits = Limits(
        timeout=options.number("timeout", usual.timeout, 0.1, 3600),
        tries=options.whole("tries", usual.tries, 1, 20),
        concurrency=options.whole("concurrency", usual.concurrency, 1, 64),
        per_minute=options.number("requests-per-minute", usual.per_minute, 0, 100_000),
        size=usual.size,
    )
    return where, limits
