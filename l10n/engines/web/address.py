"""Where an engine's server is, whether we talk to it at all, and the key that it alone may see."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from l10n.errors import EngineError, L10nError

_SECRET = 8
"""Characters from which on a key is a secret to be looked for; `none` and `ollama` are fillers."""
_VARIABLE = re.compile("[A-Z_][A-Z0-9_]{0,63}")
_HOME = (".local", ".lan", ".internal", ".home.arpa")
"""Ends of names that the public name service does not know (RFC 6762, RFC 8375, ICANN's .internal)."""


@dataclass(frozen=True, slots=True)
class Address:
    """A server's base URL, without a slash at its end, and the environment variable its key stands in.

    The key itself is in no field: it is read when a request is made, and has no repr to appear in. It goes
    into the header Authorization, or where the server wants it there into the field `key_field` of the body.
    """

    url: str
    key_env: str = ""
    key_field: str = ""

    @property
    def host(self) -> str:
        """The host and, where it is said, the port: `api.example.org`, `localhost:8080`."""
        return urlsplit(self.url).netloc

    @property
    def is_loopback(self) -> bool:
        """Whether the server is this very machine."""
        return _is_loopback(urlsplit(self.url).hostname or "")

    def key(self) -> str:
        """The key, "" where there is none. Raises EngineError for what cannot be one, without showing it."""
        key = os.environ.get(self.key_env, "").strip() if self.key_env else ""
        if not key.isascii() or not key.isprintable() or " " in key:
            hint = f"write one word of ASCII characters into ${self.key_env}"
            raise EngineError(f"${self.key_env} holds no key", hint=hint)
        return key

    def redacted(self, text: str) -> str:
        """`text` without the key."""
        key = self.key()
        return text.replace(key, "[key]") if len(key) >= _SECRET else text

    def betrays(self, text: str) -> bool:
        """Whether the key stands in a text."""
        key = self.key()
        return len(key) >= _SECRET and key in text


def address(url: str, key_env: str = "", *, insecure: bool = False, key_field: str = "") -> Address:
    """The address of a server: https, or http on this machine; with `insecure` in a private network too.

    Raises L10nError, without a path, for what is none, for one that holds a user, a password or a query, and
    for http to the world, where anybody on the way could read the key and the texts.
    """
    parts = _split(url)
    host = parts.hostname or ""
    if parts.scheme not in ("https", "http") or not host:
        raise L10nError("that is no web address", hint="write https://host/path")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        hint = "a key belongs into an environment variable: key-env"
        raise L10nError(f"the address {_bare(parts)} holds more than host and path", hint=hint)
    if parts.scheme == "http" and not _is_loopback(host):
        if not _is_private(host):
            raise L10nError(f"{_bare(parts)} is not encrypted", hint="write https://")
        if not insecure:
            raise L10nError(f"{_bare(parts)} is not encrypted", hint="write https://, or insecure = true")
    if key_env and not _VARIABLE.fullmatch(key_env):
        # Not shown: whoever takes key-env for the key's own place has written the key there.
        raise L10nError(
            "key-env is no name of a variable", hint='write key-env = "OPENAI_API_KEY" or the like'
        )
    return Address(_bare(parts).rstrip("/"), key_env, key_field)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port, parts.hostname
    except ValueError:
        raise L10nError("that is no web address", hint="write https://host/path") from None
    return parts


def _bare(parts: SplitResult) -> str:
    """A URL as messages show it: no user, password or query."""
    if not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_private(host: str) -> bool:
    """Whether a host is in a network of one's own, as its address or name says."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(_HOME)
