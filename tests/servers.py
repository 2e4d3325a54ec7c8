"""A web server on this machine that does as a test says: answers, breaks off, drips, falls silent, lies.

with serving(lambda request: said({"translatedText": request.json["q"].upper()})) as server:
    server.next(said({"error": "Slowdown"}, 429, {"Retry-After": "0"}))  # the first request only
    ...
server.asked[0].headers["content-type"]
"""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A request as it came; names of headers in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """What the server sends, and how it misbehaves.

    `cut`: the connection breaks after so many bytes of the body, -1 before the first line of the answer.
    `drip`: seconds between single bytes of the body. `is_silent`: nothing is sent until the server closes.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: float = 0.0
    is_silent: bool = False


def said(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer in JSON."""
    body = json.dumps(data, ensure_ascii=False).encode()
    return Answer(body, status, {"Content-Type": "application/json", **(headers or {})})


def page(html: str, status: int = 200) -> Answer:
    """An answer in HTML, as a proxy or a captive portal gives it."""
    return Answer(html.encode(), status, {"Content-Type": "text/html"})


def packed(answer: Answer) -> Answer:
    """The same, gzipped."""
    return replace(
        answer, body=gzip.compress(answer.body), headers={**answer.headers, "Content-Encoding": "gzip"}
    )


@dataclass
class Server:
    """A running server: where it is, what it was asked, how many requests it had at once at most."""

    url: str
    answer: Callable[[Asked], Answer]
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    _first: deque[Answer] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closing: threading.Event = field(default_factory=threading.Event)
    _now: int = 0

    def next(self, *answers: Answer) -> None:
        """Give these answers to the next requests, one each, whatever they ask."""
        self._first.extend(answers)

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length", "0"))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(handler.command, handler.path, headers, handler.rfile.read(length))
        with self._lock:
            self.asked.append(asked)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            first = self._first.popleft() if self._first else None
        try:
            self._send(handler, first or self.answer(asked))
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True  # whoever asked has gone
        finally:
            with self._lock:
                self._now -= 1

    def _send(self, handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        if answer.is_silent:
            self._closing.wait(30)
        if answer.is_silent or answer.cut == -1:
            handler.close_connection = True
            return
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(answer.body)))
        handler.end_headers()
        if answer.cut is not None:
            handler.wfile.write(answer.body[: answer.cut])
            handler.close_connection = True
        elif answer.drip:
            for byte in answer.body:
                handler.wfile.write(bytes([byte]))
                if self._closing.wait(answer.drip):
                    break
        else:
            handler.wfile.write(answer.body)

    def close(self) -> None:
        self._closing.set()


@contextmanager
def serving(answer: Callable[[Asked], Answer]) -> Iterator[Server]:
    """A server on loopback as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body leave together: two small packets would wait for each other
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            server.serve(self)

        def do_POST(self) -> None:
            server.serve(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{listening.server_address[1]}", answer)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        listening.shutdown()
        listening.server_close()
        thread.join()


def eventually(is_so: Callable[[], bool]) -> bool:
    """Whether something becomes true within a few seconds."""
    end = time.monotonic() + 5
    while not is_so() and time.monotonic() < end:
        time.sleep(0.01)
    return is_so()
