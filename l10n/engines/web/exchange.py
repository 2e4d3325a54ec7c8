"""Requests in flight: so many at once and a minute, asked again with growing patience, given up in the end.

They fly in a thread of their own, so that whoever waits for them can be interrupted at any time.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING

from l10n.engines.web.address import Address
from l10n.engines.web.messages import Ask, Raw, Refusal, Reply, read
from l10n.errors import EngineError

if TYPE_CHECKING:
    import httpx

_CONNECT = 10.0
"""Seconds in which a server that is there lets one in."""
_LONGEST_WAIT = 60.0
"""Seconds that a server may ask us to wait; where it asks for more, the run ends and says so."""
_STALLS = 2
"""How often a request may take longer than `timeout`: each time may have to be paid."""
_IN_A_ROW = 3
"""Requests given up one after the other, with nothing done in between, until the server is."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked of a server and of one's own patience. Times are in seconds, `size` in bytes.

    `timeout` is for one whole answer; `tries` is how often one request is made before it is given up.
    """

    timeout: float = 120.0
    tries: int = 5
    concurrency: int = 4
    per_minute: float = 0.0
    size: int = 8 << 20


def require() -> None:
    """Nothing, where the libraries are there. Raises EngineError that says what to install."""
    try:
        import httpx  # noqa: F401
        import stamina  # noqa: F401
    except ImportError as error:
        raise EngineError(f"{error.name} is not installed", hint="run: pip install 'l10n[http]'") from None


class Exchange:
    """A connection to one server, a context manager; leaving it stops what is still in flight at once.

    Raises EngineError where the libraries are missing or the environment's proxy is no address.
    """

    def __init__(self, address: Address, limits: Limits) -> None:
        require()
        self._address = address
        self._limits = limits
        self._client = _client(address, limits)
        self._done: SimpleQueue[tuple[Ask, Reply | Refusal | BaseException]] = SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._stopped = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._next = 0.0
        self._has_answered = False
        self._given_up = 0
        self._thread = threading.Thread(target=self._fly, name="l10n-web", daemon=True)

    def __enter__(self) -> Exchange:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    def run(self, asks: deque[Ask]) -> Iterator[tuple[Ask, Reply | Refusal]]:
        """Each request with its answer, as they come, until none is left.

        They are taken from the left of `asks`, to which more may be added meanwhile, at either end. Raises
        EngineError where the server as a whole cannot be talked to.
        """
        flying = 0
        while asks or flying:
            while asks and flying < self._limits.concurrency:
                self._loop.call_soon_threadsafe(self._start, asks.popleft())
                flying += 1
            ask, answer = self._done.get()
            flying -= 1
            if isinstance(answer, BaseException):
                raise answer
            if isinstance(answer, Refusal) and (answer.of_all or self._is_lost(answer)):
                raise EngineError(f"{self._address.host}: {answer.reason}", hint=answer.hint)
            if isinstance(answer, Reply):
                self._given_up = 0
            yield ask, answer

    def _is_lost(self, refusal: Refusal) -> bool:
        """Whether so many requests were given up in a row that it is the server and not one of them."""
        self._given_up += refusal.later
        return self._given_up >= _IN_A_ROW

    def _start(self, ask: Ask) -> None:
        task = self._loop.create_task(self._answer(ask))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _fly(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._flight())

    async def _flight(self) -> None:
        async with self._client:
            await self._stopped.wait()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _answer(self, ask: Ask) -> None:
        try:
            answer: Reply | Refusal | BaseException = await self._insisted(ask)
        except Exception as error:  # noqa: BLE001  whatever it is, it is raised where somebody waits for it
            answer = error
        self._done.put((ask, answer))

    async def _insisted(self, ask: Ask) -> Reply | Refusal:
        """The answer, asked for again as long as that may help."""
        import stamina

        stalls = 0

        def again(error: Exception) -> bool | float:
            nonlocal stalls
            if not isinstance(error, _Refused):
                return False
            refusal = error.refusal
            stalls += error.is_stall
            if not refusal.later or stalls >= _STALLS or (refusal.after or 0) > _LONGEST_WAIT:
                return False
            return True if refusal.after is None else refusal.after

        try:
            async for attempt in stamina.retry_context(
                on=again, attempts=self._limits.tries, timeout=None, wait_initial=1, wait_max=30
            ):
                with attempt:
                    return await self._asked(ask)
        except _Refused as error:
            return _given_up(error.refusal)
        raise AssertionError("retry_context returns or raises")

    async def _asked(self, ask: Ask) -> Reply:
        """The reply to one request. Raises _Refused where there is none."""
        await self._turn()
        try:
            async with asyncio.timeout(self._limits.timeout):
                raw = await self._sent(ask)
        except TimeoutError:
            seconds = f"{self._limits.timeout:g} s"
            raise _Refused(
                Refusal(f"no answer within {seconds}", hint="raise timeout", later=True), is_stall=True
            ) from None
        answer = read(raw, self._limits.size, self._address)
        if isinstance(answer, Refusal):
            if ask.lasting and ask.lasting.search(f"{answer.param} {answer.reason}"):
                answer = replace(answer, later=False)
            if answer.after:
                self._next = max(self._next, self._loop.time() + min(answer.after, _LONGEST_WAIT))
            raise _Refused(answer)
        self._has_answered = True
        return answer

    async def _turn(self) -> None:
        """Wait until a request may start: so many a minute, none while the server wants to be left alone."""
        now = self._loop.time()
        start = max(now, self._next)
        self._next = start + (60 / self._limits.per_minute if self._limits.per_minute else 0)
        await asyncio.sleep(start - now)

    async def _sent(self, ask: Ask) -> Raw:
        import httpx

        address, method = self._address, "GET" if ask.body is None else "POST"
        key = address.key()
        in_body = address.key_field if key and isinstance(ask.body, dict) else ""
        headers = {"Authorization": f"Bearer {key}"} if key and not in_body else {}
        body = {**ask.body, in_body: key} if in_body else ask.body
        try:
            async with self._client.stream(
                method, f"{address.url}{ask.path}", json=body, headers=headers
            ) as response:
                data = bytearray()
                async for chunk in response.aiter_raw():
                    data += chunk
                    if len(data) > self._limits.size:
                        break
                return Raw(response.status_code, response.headers, bytes(data))
        except httpx.TransportError as error:
            raise _Refused(self._unreached(error)) from None

    def _unreached(self, error: httpx.TransportError) -> Refusal:
        """A server that has never answered is not waited for: that is what being offline looks like."""
        import httpx

        said = _cause(error)
        if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)):
            reason = f"cannot be reached: {self._address.redacted(said)[:200]}"
            hint = f"start the server at {self._address.host}"
            if not self._address.is_loopback:
                hint = "check the network and the address"
            return Refusal(reason, hint=hint, later=self._has_answered, of_all=True)
        return Refusal(f"the connection broke: {self._address.redacted(said)[:200]}", later=True)


def _cause(error: BaseException) -> str:
    """What the system says of a failure: the words at the bottom of it."""
    said = ""
    one: BaseException | None = error
    while one is not None:
        said = (getattr(one, "strerror", None) or said) if isinstance(one, OSError) else said
        one = one.__cause__ or one.__context__
    return said or " ".join(str(error).split()) or type(error).__name__


class _Refused(Exception):  # noqa: N818  not an error of ours: it carries a refusal through the retries
    def __init__(self, refusal: Refusal, *, is_stall: bool = False) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal
        self.is_stall = is_stall


def _given_up(refusal: Refusal) -> Refusal:
    """A refusal that ends the asking; one that asks for more patience than we have says so."""
    if refusal.after is None or refusal.after <= _LONGEST_WAIT:
        return refusal
    return replace(refusal, hint=f"it asks to wait for {refusal.after / 60:.0f} minutes", of_all=True)


def ask(address: Address, limits: Limits, path: str, body: object = None) -> Reply | Refusal:
    """The answer to one request. Raises EngineError where the server as a whole cannot be talked to."""
    with Exchange(address, limits) as exchange:
        ((_, answer),) = exchange.run(deque([Ask(path, body)]))
    return answer


def _client(address: Address, limits: Limits) -> httpx.AsyncClient:
    """A client that follows no redirects, and takes the environment's proxies for https alone: a proxy in
    between could read what is not encrypted, the key too.
    """
    import httpx

    is_encrypted = address.url.startswith("https:")
    # It says each retry at warning level, which Python prints where nobody has set up logging.
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    try:
        return httpx.AsyncClient(
            headers={"User-Agent": "l10n", "Accept": "application/json", "Accept-Encoding": "gzip"},
            timeout=httpx.Timeout(limits.timeout, connect=min(_CONNECT, limits.timeout), pool=None),
            limits=httpx.Limits(max_connections=limits.concurrency),
            verify=is_encrypted,  # certificates are read for it, and http has none
            trust_env=is_encrypted,
            follow_redirects=False,
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        hint = "check HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE"
        raise EngineError(f"no web client: {type(error).__name__}", hint=hint) from None
