"""What a project says of a language model in `[engines.openai]`: where it is, which, how it is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from l10n.engines import web
from l10n.engines.options import Options
from l10n.engines.web.options import NAMES, Defaults, connection
from l10n.errors import L10nError

URL = "https://api.openai.com/v1"
KEY_ENV = "OPENAI_API_KEY"
MODES = ("auto", "on", "off")
SERVERS_OWN = "default"
"""A temperature that is not sent: some models take no other than their own."""

_MODEL = re.compile(r"[^\s,;\x00-\x1f\x7f-\x9f]{1,200}")
_NAMES = (
    *NAMES,
    *("model", "temperature", "seed", "batch", "tokens", "context", "style", "json-schema"),
    *("price-in", "price-out"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is asked. `model` is "" where the project names none; then nothing can be asked.

    `batch` is in segments a request, `tokens` what a request and its reply may come to, estimated; `context`
    in sentences on either side. `temperature` and `seed` are None where they are not sent. Prices are in
    dollars for a million tokens, None where they are not known.
    """

    address: web.Address
    limits: web.Limits
    model: str = ""
    temperature: float | None = 0.0
    seed: int | None = None
    batch: int = 16
    tokens: int = 4000
    context: int = 2
    style: str = ""
    json_schema: str = MODES[0]
    price_in: float | None = None
    price_out: float | None = None


def read(table: Mapping[str, object]) -> Settings:
    """The settings of a table.

    Raises L10nError, without a path, for an option that is unknown or cannot be.
    """
    options = Options(table)
    options.known(*_NAMES)
    where, limits = connection(options, Defaults(URL, KEY_ENV))
    model = options.text("model")
    if model and not _MODEL.fullmatch(model):
        raise L10nError("model is no name of a model", hint="write it as the server does, without spaces")
    return Settings(
        address=where,
        limits=limits,
        model=model,
        temperature=None
        if table.get("temperature") == SERVERS_OWN
        else options.number("temperature", 0.0, 0.0, 2.0),
        seed=options.whole("seed", 0, 0, 2**31 - 1) if "seed" in table else None,
        batch=options.whole("batch", 16, 1, 200),
        tokens=options.whole("tokens", 4000, 500, 1_000_000),
        context=options.whole("context", 2, 0, 20),
        style=" ".join(options.text("style").split()),
        json_schema=options.choice("json-schema", MODES),
        price_in=options.number("price-in", 0, 0, 100_000) if "price-in" in table else None,
        price_out=options.number("price-out", 0, 0, 100_000) if "price-out" in table else None,
    )
