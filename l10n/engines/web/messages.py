"""What is asked of a server and what comes back: bytes read as JSON with care, errors in words for people."""

from __future__ import annotations

import json
import re
import time
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

from l10n.engines.web.address import Address

_SHOWN = 200
"""Characters of a server's own words that a message shows."""
_LATER = frozenset({408, 425, 429})
"""Refusals of the moment, beside those from 500 on (RFC 9110, RFC 8470, RFC 6585)."""
_NEVER = frozenset({501, 505})
_OF_ALL = frozenset({401, 402, 403, 404, 405, 410, 429})
"""Refusals that would be everybody's."""
_EXHAUSTED = frozenset({"insufficient_quota", "billing_hard_limit_reached"})
"""OpenAI's codes of a 429 that no waiting helps."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: JSON posted to a path below the server's address, or without a body a page to get.

    `ticket` is the asker's own, to know the answer by. `lasting` matches words of refusals that no second try
    changes, whatever their status: some servers say 500 to a request they do not understand.
    """

    path: str
    body: Any = None
    ticket: Any = None
    lasting: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered, read as JSON. Nothing of its form is checked."""

    data: Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no reply to a request, in a server's own words where it has some, cleaned and short.

    `status` is HTTP's, 0 where nothing came; `code` and `param` are what OpenAI's form of an error has.
    `later` says whether another try may help; `after` in how many seconds, where the server said so.
    `of_all`: every other request would be refused too.
    """

    reason: str
    status: int = 0
    code: str = ""
    param: str = ""
    hint: str = ""
    later: bool = False
    after: float | None = None
    of_all: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def read(raw: Raw, limit: int, address: Address) -> Reply | Refusal:
    """What an answer says. `limit` is in bytes, of the body once it is unpacked."""
    body = _unpacked(raw, limit)
    if isinstance(body, Refusal):
        return body
    if raw.status != 200:
        return _refused(raw, body, address)
    try:
        text = body.decode("utf-8-sig")
        data = json.loads(text, parse_constant=_no_number)
        if address.betrays(json.dumps(data, ensure_ascii=False)):  # anew: it may have come in escapes
            return Refusal("the answer holds the key", hint="look at who runs the server")
        return Reply(data)
    except UnicodeDecodeError:
        return Refusal("the answer is not UTF-8", 200, later=True)
    except (ValueError, RecursionError):
        shown = cleaned(body.decode("utf-8", "replace")[:4096], address)
        return Refusal(f"the answer is not JSON: {_short(shown, 60)}", 200, later=True)


def cleaned(text: str, address: Address) -> str:
    """A server's words on one line, without control or invisible characters, without the key, short."""
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_seen(char))
    return _short(address.redacted(" ".join(kept.split())), _SHOWN)


def patience(headers: Mapping[str, str]) -> float | None:
    """In how many seconds to ask again, as a server says it; None where it does not (RFC 9110, 10.2.3).

    `retry-after-ms` is what OpenAI and Azure send beside it.
    """
    exact = headers.get("retry-after-ms", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", exact):
        return float(exact) / 1000
    said = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", said):
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _unpacked(raw: Raw, limit: int) -> bytes | Refusal:
    body = raw.body
    packing = raw.headers.get("content-encoding", "identity").strip().lower()
    if packing in ("gzip", "x-gzip", "deflate"):
        try:
            body = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, limit + 1)
        except zlib.error:
            return Refusal(f"the answer is not the {packing} it says it is", raw.status, later=True)
    elif packing not in ("identity", ""):
        return Refusal("the answer is packed in a way nobody asked for", raw.status)
    if len(body) > limit:
        return Refusal(f"the answer is larger than {limit >> 20} MiB", raw.status)
    return body


def _refused(raw: Raw, body: bytes, address: Address) -> Refusal:
    said, code, param = _words(body)
    said, status = cleaned(said, address), raw.status
    reason = f"the server answers {status}" + (f": {said}" if said else "")
    if 300 <= status < 400:
        hint = "nothing is sent on to another place: write the address it leads to"
        return Refusal(f"the server answers {status} and leads elsewhere", status, hint=hint, of_all=True)
    later = (status in _LATER or (status >= 500 and status not in _NEVER)) and code not in _EXHAUSTED
    after = patience(raw.headers) if later else None
    of_all = status in _OF_ALL
    return Refusal(reason, status, code, param, _hint(status, code, address), later, after, of_all)


def _hint(status: int, code: str, address: Address) -> str:
    key = f"${address.key_env}" if address.key_env else "whether it wants a key: key-env"
    if code in _EXHAUSTED:
        return "see the account's plan and credit"
    match status:
        case 401 | 403:
            return f"check {key}"
        case 402:
            return "see the account's credit"
        case 404 | 405 | 410:
            return "check the address and the model's name"
        case 429:
            return "lower requests-per-minute or concurrency, or run it again later"
        case _:
            return "run it again later" if status >= 500 else ""


def _words(body: bytes) -> tuple[str, str, str]:
    """(message, code, parameter) of an error, in the forms that servers of this kind have."""
    try:
        data = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return _page(body), "", ""
    if not isinstance(data, dict):
        return "", "", ""
    error = data.get("error", data.get("detail", data.get("message", "")))
    if isinstance(error, dict):
        message, code, param = (error.get(name) for name in ("message", "code", "param"))
        said = message if isinstance(message, str) else ""
        return said, str(code or error.get("type") or ""), str(param or "")
    return error if isinstance(error, str) else json.dumps(error, ensure_ascii=False)[:4096], "", ""


def _page(body: bytes) -> str:
    """What a page that is not JSON says: its title where it is HTML."""
    text = body[:65536].decode("utf-8", "replace")
    title = re.search("<title[^>]*>(.*?)</title", text, re.IGNORECASE | re.DOTALL)
    if title:
        return title[1]
    return "" if "<html" in text[:1000].lower() else text


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Cn")


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
