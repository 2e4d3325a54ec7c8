"""A web server on this machine that has Argos models, their index, and all the ways to misbehave."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Site:
    """What the server has, how it misbehaves, what it was asked."""

    url: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    """What came as If-Range."""
    headers: dict[str, str] = field(default_factory=dict)
    """What it says besides, of every page."""
    cut: int = 0
    """After so many bytes of a model the connection breaks, once."""
    silent: threading.Event | None = None
    """Set while the server sends nothing."""
    drips: bool = False
    """It sends a byte at a time."""
    deaf: bool = False
    """It takes the connection and never answers."""
    error: tuple[int, str] | None = None
    """It says this instead of anything else."""
    length: int | None = None
    """What Content-Length says of a model, where that is not true."""
    ranges: bool = True
    believes: bool = True
    """It honours If-Range."""
    stopped: threading.Event = field(default_factory=threading.Event)

    def offer(self, source: str, target: str, data: bytes, version: str = "1.0", **more: Any) -> None:
        """Put a model on the site and into its index."""
        path = f"/{source}_{target}.argosmodel"
        self.pages[path] = data
        entry = {"from_code": source, "to_code": target, "package_version": version}
        entry |= {"links": [f"{self.url}{path}"]} | more
        listed = json.loads(self.pages.get("/index.json", b"[]"))
        self.pages["/index.json"] = json.dumps([*listed, entry]).encode()

    @property
    def downloads(self) -> list[str]:
        """The Range of each request for a model."""
        return [said for path, said in self.asked if path.endswith("model")]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer as the server is said to behave."""
        said = request.headers.get("Range", "")
        condition = request.headers.get("If-Range", "")
        self.asked.append((request.path, said))
        self.conditions.append(condition)
        if self.deaf:
            self.stopped.wait(10)
            return
        if self.error:
            request.send_response_only(*self.error)
            request.end_headers()
            return
        if request.path in self.redirects:
            request.send_response(302)
            request.send_header("Location", self.redirects[request.path])
            request.end_headers()
            return
        if request.path not in self.pages:
            request.send_error(404)
            return
        data, start = self.pages[request.path], 0
        is_model = request.path.endswith("model")
        holds = not condition or not self.believes or condition == self.headers.get("ETag")
        if said and self.ranges and holds:
            start = int(said.removeprefix("bytes=").removesuffix("-"))
            if start >= len(data):
                request.send_error(416)
                return
            request.send_response(206)
            request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        else:
            request.send_response(200)
        length = self.length if is_model and self.length is not None else len(data) - start
        request.send_header("Content-Length", str(length))
        for name, value in self.headers.items():
            request.send_header(name, value)
        request.end_headers()
        if is_model and self.silent:
            self.silent.wait(10)
            return
        body = data[start:]
        if is_model and self.cut:
            body, self.cut = body[: self.cut], 0
        with suppress(OSError):  # it may be hung up on
            if self.drips:
                self._drip(request, body)
            else:
                request.wfile.write(body)

    def _drip(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        for at in range(len(body)):
            request.wfile.write(body[at : at + 1])
            if self.stopped.wait(0.01):
                return


@contextmanager
def serving() -> Iterator[Site]:
    """A site at work."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.answer(self)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield site
        site.stopped.set()
        server.shutdown()
        thread.join()
