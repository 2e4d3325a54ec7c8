"""Web addresses opened with suspicion: https only, nowhere else by redirect, no waiting without an end."""

from __future__ import annotations

import http
import http.client
import threading
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator, Mapping
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from l10n.errors import L10nError
from l10n.text.escape import excerpt

PATIENCE = 6.0
"""Seconds for a server to begin its answer, or to send the next byte, while nobody sees anything happen."""
LONG = 60.0
"""Seconds in which an index must be there whole."""
_CHUNK = 1 << 18
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_OFFLINE = "check the network, or install a file: l10n models install FILE.argosmodel"
_INDEX = "check ARGOS_PACKAGE_INDEX"

BROKEN = (OSError, http.client.HTTPException, ValueError, zlib.error)
"""What reading from the web raises; `failed` says it in our words."""


def is_loopback(url: str) -> bool:
    """Whether a URL is plain http on this very machine."""
    scheme, host = _scheme_and_host(url)
    return scheme == "http" and host in _LOOPBACK


def allowed(url: str, *, loopback: bool) -> bool:
    """Whether we would fetch this: https, or http on this machine where `loopback` says so."""
    scheme, host = _scheme_and_host(url)
    return (scheme == "https" and bool(host)) or (loopback and is_loopback(url))


def shown(url: str) -> str:
    """A URL as messages show it: no user, password or query."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "the address"
    host = f"//{parts.hostname}{port}" if parts.hostname else ""
    return f"{parts.scheme}:{host}{parts.path}".removeprefix(":")


def read(url: str, limit: int, *, loopback: bool) -> bytes:
    """The bytes at a URL, unpacked where the server packs them.

    Raises L10nError where it cannot be reached, takes for ever or has more than `limit` bytes.
    """
    end = time.monotonic() + LONG
    data = bytearray()
    try:
        with opened(url, {}, loopback=loopback, patience=PATIENCE) as response:
            for piece in _unpacked(response, limit):
                data += piece
                if len(data) > limit:
                    raise L10nError(f"is larger than {limit >> 20} MiB", shown(url), hint=_INDEX)
                if time.monotonic() > end:
                    raise TimeoutError
    except BROKEN as error:
        raise failed(url, error) from None
    return bytes(data)


def opened(url: str, headers: Mapping[str, str], *, loopback: bool, patience: float) -> Any:
    """The answer of a server, its body not yet read; no byte of it is waited for longer than `patience`.

    Raises L10nError for an address that is not allowed, else one of BROKEN: TimeoutError too where the name,
    the connection and the head of the answer take longer than that together.
    """
    if not allowed(url, loopback=loopback):
        raise L10nError("is not an https address", shown(url), hint=_INDEX)
    head = {"User-Agent": "l10n", "Accept-Encoding": "identity", **headers}
    request = urllib.request.Request(url, headers=head)  # noqa: S310 - `allowed` has seen its scheme
    waiting = _Waiting(request, urllib.request.build_opener(_Redirects(loopback)), patience)
    threading.Thread(target=waiting.work, daemon=True).start()
    return waiting.result()


def failed(url: str, error: Exception) -> L10nError:
    """What one of BROKEN says, as an error of ours."""
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        if error.code in (301, 302, 303, 307, 308):
            is_circle = str(error.reason).startswith(_Redirects.inf_msg)
            said = "in a circle" if is_circle else "to an address that is not https"
            return L10nError(f"leads {said}", shown(url), hint=_INDEX)
        said = f"{error.code} {http.client.responses.get(error.code, '')}".rstrip()
        return L10nError(f"the server answers {said}", shown(url), hint="try again later")
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return L10nError("the server fell silent", shown(url), hint=_OFFLINE)
    said = (getattr(reason, "strerror", "") or str(reason) or type(reason).__name__).splitlines()[0]
    return L10nError(f"cannot be reached: {excerpt(said)}", shown(url), hint=_OFFLINE)


def _scheme_and_host(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "", ""
    return parts.scheme, host


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Redirects only to what `allowed` allows: never from https to http."""

    def __init__(self, loopback: bool) -> None:
        self.loopback = loopback

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if not allowed(newurl, loopback=self.loopback):
            fp.close()
            problem = f"leads to {shown(newurl)}, which is not https"
            raise L10nError(problem, shown(req.full_url), hint=_INDEX)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Waiting:
    """A request that is waited for so long and no longer: looking a name up knows no timeout of its own."""

    def __init__(self, request: urllib.request.Request, opener: Any, patience: float) -> None:
        self.request, self.opener, self.patience = request, opener, patience
        self._answers: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()
        self._lock = threading.Lock()
        self._given_up = False

    def work(self) -> None:
        """Open it, in a thread of its own."""
        answer: Any = None
        fault: Any = None
        try:
            answer = self.opener.open(self.request, timeout=self.patience)
        except BaseException as error:  # noqa: BLE001 - raised again by `result`, in the thread that waits
            fault = error
        with self._lock:
            if not self._given_up:
                self._answers.put((answer, fault))
                return
        for one in (answer, fault):  # an HTTPError is an answer too
            if hasattr(one, "close"):
                one.close()

    def result(self) -> Any:
        """What it opened. Raises what that raised, or TimeoutError."""
        try:
            answer, error = self._answers.get(timeout=self.patience)
        except (Empty, KeyboardInterrupt) as stopped:
            with self._lock:
                self._given_up = True
            if isinstance(stopped, KeyboardInterrupt):
                raise
            raise TimeoutError from None
        if error is not None:
            raise error
        return answer


def _unpacked(response: Any, limit: int) -> Iterator[bytes]:
    """The pieces of a body as it was before the server packed it, no piece larger than `limit` and one."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        while piece := response.read1(_CHUNK):
            yield piece
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"it is packed as {encoding}")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
    while not unpack.eof and (piece := response.read1(_CHUNK)):
        yield unpack.decompress(piece, limit + 1)
    if not unpack.eof:
        raise ValueError("what it packed breaks off")
