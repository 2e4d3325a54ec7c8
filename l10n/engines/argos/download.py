"""Files from the web: https only, limited in size and patience, resumed where they broke off."""

from __future__ import annotations

import hashlib
import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from l10n.errors import L10nError

Report = Callable[[int, int], None]
"""Called with (bytes so far, bytes in all or 0) while something is downloaded."""

TIMEOUT = 20.0
"""Seconds without a byte after which a server is given up."""
SHORT_TIMEOUT = 6.0
"""The same for what somebody waits for with nothing to look at."""
_CHUNK = 1 << 18
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_OFFLINE = "check the network, or install a file: l10n models install FILE.argosmodel"
_RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})")


def silent(_done: int, _total: int) -> None:
    """Report nothing."""


def is_loopback(url: str) -> bool:
    """Whether a URL is plain http on this very machine."""
    scheme, host = _scheme_and_host(url)
    return scheme == "http" and host in _LOOPBACK


def allowed(url: str, *, loopback: bool) -> bool:
    """Whether we would fetch this: https, or http on this machine where `loopback` says so."""
    scheme, host = _scheme_and_host(url)
    return (scheme == "https" and bool(host)) or (loopback and is_loopback(url))


def read(url: str, limit: int, *, loopback: bool) -> bytes:
    """The bytes at a URL. Raises L10nError where it cannot be reached or has more than `limit` bytes."""
    try:
        with _open(url, 0, loopback, SHORT_TIMEOUT) as response:
            data: bytes = response.read(limit + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _failed(url, error) from None
    if len(data) > limit:
        raise L10nError(f"is larger than {limit >> 20} MiB", shown(url), hint="check ARGOS_PACKAGE_INDEX")
    return data


def save(url: str, part: Path, limit: int, *, loopback: bool, progress: Report = silent) -> str:
    """Download a URL into `part`, going on after the bytes that are there already; the sha256 of the whole.

    What came stays in `part` when the connection breaks. Raises L10nError where the server cannot be reached,
    falls silent, sends less than it said or more than `limit` bytes.
    """
    try:
        file = part.open("ab")
    except OSError as error:
        raise _unwritten(part, error) from None
    with file:
        try:
            done, total = _fetch(url, file, limit, loopback, progress)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _failed(url, error) from None
    if total and done < total:
        problem = f"the download broke off after {done} of {total} bytes"
        raise L10nError(problem, shown(url), hint="run it again: it goes on from there")
    with part.open("rb") as whole:
        return hashlib.file_digest(whole, "sha256").hexdigest()


def shown(url: str) -> str:
    """A URL as messages show it: no user, password or query."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "the address"
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"


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
            problem = f"leads to {shown(newurl)}, which is not https"
            raise L10nError(problem, shown(req.full_url), hint="check ARGOS_PACKAGE_INDEX")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(url: str, have: int, loopback: bool, timeout: float) -> Any:
    if not allowed(url, loopback=loopback):
        raise L10nError("is not an https address", shown(url), hint="check ARGOS_PACKAGE_INDEX")
    headers = {"User-Agent": "l10n", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - `allowed` has seen its scheme
    return urllib.request.build_opener(_Redirects(loopback)).open(request, timeout=timeout)


def _extent(response: Any, have: int) -> tuple[int, int]:
    """(where the bytes that come belong, how many the whole has or 0 where nobody says)."""
    if response.status == http.HTTPStatus.PARTIAL_CONTENT:
        said = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if not said or int(said[1]) != have:
            raise ValueError("it sends another range than asked for")
        return have, int(said[2])
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if re.fullmatch("[0-9]{1,18}", length) else 0


def _fetch(url: str, file: IO[bytes], limit: int, loopback: bool, progress: Report) -> tuple[int, int]:
    """Append to a file what is still missing; (bytes in it then, bytes in all or 0 where nobody says)."""
    have = file.tell()
    try:
        response = _open(url, have, loopback, TIMEOUT)
    except urllib.error.HTTPError as error:
        if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE or not have:
            raise
        have = 0
        response = _open(url, have, loopback, TIMEOUT)
    with response:
        done, total = _extent(response, have)
        file.truncate(done)
        while chunk := response.read1(_CHUNK) if total <= limit else b"":
            done += len(chunk)
            if done > limit:
                break
            try:
                file.write(chunk)
            except OSError as error:
                raise _unwritten(Path(file.name), error) from None
            progress(done, total)
    if max(done, total) > limit:
        raise L10nError(f"is larger than {limit >> 20} MiB", shown(url), hint="it is no Argos model")
    return done, total


def _unwritten(file: Path, error: OSError) -> L10nError:
    return L10nError(f"cannot be written: {error.strerror}", file, hint="see ARGOS_PACKAGES_DIR")


def _failed(url: str, error: Exception) -> L10nError:
    if isinstance(error, urllib.error.HTTPError):
        return L10nError(
            f"the server answers {error.code} {error.reason}", shown(url), hint="try again later"
        )
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return L10nError("the server fell silent", shown(url), hint=_OFFLINE)
    said = (getattr(reason, "strerror", "") or str(reason) or type(reason).__name__).splitlines()[0]
    return L10nError(f"cannot be reached: {said}", shown(url), hint=_OFFLINE)
