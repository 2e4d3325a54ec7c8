"""Large files from the web: limited in size and patience, gone on with where they broke off."""

from __future__ import annotations

import hashlib
import http
import re
import time
import urllib.error
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from l10n.engines.argos import remote
from l10n.errors import L10nError
from l10n.outcome import Report, silent

TIMEOUT = 20.0
"""Seconds without a byte after which a server is given up."""
WINDOW, LEAST = 60.0, 1 << 16
"""Seconds in which at least so many bytes must come: a server that drips is given up too."""
_CHUNK = 1 << 18
_RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})")
_TAG = re.compile('"[\x21\x23-\x7e]{1,200}"')


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was downloaded: its sha256, and whether its first bytes are of an earlier run."""

    sha256: str
    resumed: bool


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where the bytes that come belong, and how many the whole has; 0 where nobody says."""

    start: int
    total: int


def save(url: str, part: Path, limit: int, *, loopback: bool, progress: Report = silent) -> Saved:
    """Download a URL into `part`, going on after the bytes that are there already.

    What came stays in `part` when the connection breaks, and beside it the server's mark of that version
    (RFC 9110, 8.8.3): where it has another one by then, the download starts anew. Raises L10nError where the
    server cannot be reached, falls silent, drips, sends less than it said or more than `limit` bytes.
    """
    try:
        file = part.open("ab")
    except OSError as error:
        raise _unwritten(part, error) from None
    with file:
        try:
            extent, done = _fetch(url, file, limit, loopback, progress)
        except remote.BROKEN as error:
            raise remote.failed(url, error) from None
    if extent.total and done < extent.total:
        problem = f"the download broke off after {done} of {extent.total} bytes"
        raise L10nError(problem, remote.shown(url), hint="run it again: it goes on from there")
    with part.open("rb") as whole:
        return Saved(hashlib.file_digest(whole, "sha256").hexdigest(), extent.start > 0)


def discard(part: Path) -> None:
    """Remove what `save` left."""
    part.unlink(missing_ok=True)
    _mark(part).unlink(missing_ok=True)


def _mark(part: Path) -> Path:
    """The file that says which version of a file `part` is the beginning of."""
    return part.with_name(f"{part.name}.etag")


def _fetch(url: str, file: IO[bytes], limit: int, loopback: bool, progress: Report) -> tuple[_Extent, int]:
    """Append to a file what is still missing; where that began, and how many bytes are in it then."""
    part, have = Path(file.name), file.tell()
    mark = _marked(part)
    response, extent = _answer(url, have, mark, loopback)
    with response:
        if extent.total > limit:
            raise _too_large(url, limit)
        file.truncate(extent.start)
        _keep_mark(part, response)
        done, since, then = extent.start, time.monotonic(), extent.start
        while chunk := response.read1(_CHUNK):
            done += len(chunk)
            if done > limit:
                raise _too_large(url, limit)
            try:
                file.write(chunk)
            except OSError as error:
                raise _unwritten(part, error) from None
            progress(done, extent.total)
            if time.monotonic() > since + WINDOW:
                if done < then + LEAST:
                    raise TimeoutError
                since, then = time.monotonic(), done
    return extent, done


def _answer(url: str, have: int, mark: str, loopback: bool) -> tuple[Any, _Extent]:
    """The server's answer: with what is missing after `have` bytes of the version `mark`, else the whole."""
    if have:
        wanted = {"Range": f"bytes={have}-"} | ({"If-Range": mark} if mark else {})
        try:
            response = remote.opened(url, wanted, loopback=loopback, patience=TIMEOUT)
        except urllib.error.HTTPError as error:
            if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                raise
            error.close()
        else:
            said = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
            if response.status != http.HTTPStatus.PARTIAL_CONTENT:
                return response, _whole(response)
            if said and int(said[1]) == have and _strong(response) == mark:
                return response, _Extent(have, int(said[2]))
            response.close()
    response = remote.opened(url, {}, loopback=loopback, patience=TIMEOUT)
    return response, _whole(response)


def _whole(response: Any) -> _Extent:
    """The extent of an answer that holds the whole file. Raises ValueError for one that does not."""
    encoding = response.headers.get("Content-Encoding", "identity")
    if response.status != http.HTTPStatus.OK or encoding.strip().lower() not in ("", "identity"):
        response.close()
        raise ValueError(f"it sends something else than the file ({response.status}, {encoding})")
    length = response.headers.get("Content-Length", "")
    return _Extent(0, int(length) if re.fullmatch("[0-9]{1,18}", length) else 0)


def _marked(part: Path) -> str:
    """The server's mark of the version that was begun, "" where it gave none."""
    try:
        said = _mark(part).read_text(encoding="latin-1")
    except OSError:
        return ""
    return said if _TAG.fullmatch(said) else ""


def _keep_mark(part: Path, response: Any) -> None:
    """Remember which version comes."""
    try:
        if said := _strong(response):
            _mark(part).write_text(said, encoding="latin-1")
        else:
            _mark(part).unlink(missing_ok=True)
    except OSError as error:
        raise _unwritten(part, error) from None


def _strong(response: Any) -> str:
    """The mark of the version that a server sends, "" where none vouches for every byte."""
    said: str = response.headers.get("ETag", "")
    return said if _TAG.fullmatch(said) else ""


def _too_large(url: str, limit: int) -> L10nError:
    return L10nError(f"is larger than {limit >> 20} MiB", remote.shown(url), hint="it is no Argos model")


def _unwritten(file: Path, error: OSError) -> L10nError:
    return L10nError(f"cannot be written: {error.strerror}", file, hint="see ARGOS_PACKAGES_DIR")
