"""JSON asked of one server: patience, limits, and a key that nobody else gets to see."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import stamina
from hypothesis import given
from hypothesis import strategies as st
from servers import Answer, Asked, Server, eventually, packed, page, said, serving

from l10n.engines.options import Options
from l10n.engines.web import Address, Ask, Exchange, Limits, Refusal, Reply, address, ask
from l10n.engines.web.messages import cleaned, patience
from l10n.engines.web.options import Defaults, connection
from l10n.errors import EngineError, L10nError

KEY = "sk-secret-0123456789"


def echo(asked: Asked) -> Answer:
    return said({"said": asked.json})


@pytest.fixture(name="server")
def _server() -> Iterator[Server]:
    with serving(echo) as server:
        yield server


@pytest.fixture(name="swift")
def _swift() -> Iterator[None]:
    """The same number of tries, without the waiting in between."""
    with stamina.set_testing(True, attempts=5, cap=True):
        yield


@pytest.fixture(name="key")
def _key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("THE_KEY", KEY)
    return KEY


def asked(server: Server, **limits: float) -> Reply | Refusal:
    return ask(address(server.url, "THE_KEY"), Limits(**{"timeout": 5, **limits}), "/x", {"q": "tea"})  # type: ignore[arg-type]


def test_a_reply_is_json(server: Server) -> None:
    assert asked(server) == Reply({"said": {"q": "tea"}})
    server.next(packed(said(["tea"] * 9)))
    assert asked(server) == Reply(["tea"] * 9)
    (first, _) = server.asked
    assert (first.method, first.path, first.headers["content-type"]) == ("POST", "/x", "application/json")


@pytest.mark.usefixtures("swift")
@pytest.mark.parametrize(
    "passing",
    [
        said({"error": {"message": "busy"}}, 500),
        said({}, 503),
        page("<title>Bad gateway</title>", 502),
        said({"error": "Slowdown"}, 429, {"Retry-After": "0"}),
        Answer(b'{"q": "tea"}', cut=4),
        Answer(b'{"q": "tea"}', cut=-1),
        Answer(b"<html>", 200),
        Answer(b'{"q": "\xff"}', 200),
    ],
    ids=["500", "503", "502", "429", "cut in the body", "cut at once", "no json", "no utf-8"],
)
def test_what_passes_is_asked_again(server: Server, passing: Answer) -> None:
    server.next(passing, passing, passing)
    assert asked(server) == Reply({"said": {"q": "tea"}})
    assert len(server.asked) == 4


@pytest.mark.usefixtures("swift")
def test_patience_ends(server: Server) -> None:
    server.next(*[said({"error": {"message": "the disk is full"}}, 500)] * 9)
    refusal = asked(server)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "the server answers 500: the disk is full"
    assert len(server.asked) == 5


@pytest.mark.usefixtures("swift")
def test_a_storm_of_429_ends_the_run(server: Server) -> None:
    server.next(*[said({"error": {"message": "Rate limit reached"}}, 429)] * 9)
    with pytest.raises(EngineError, match=r"answers 429: Rate limit reached; lower requests-per-minute"):
        asked(server)
    assert len(server.asked) == 5


@pytest.mark.parametrize(
    ("status", "hint"),
    [(401, r"check \$THE_KEY"), (403, r"check \$THE_KEY"), (404, "check the address and the model's name")],
)
def test_what_concerns_all_requests_ends_the_run_at_once(server: Server, status: int, hint: str) -> None:
    server.next(said({"error": {"message": "no"}}, status))
    with pytest.raises(EngineError, match=f"answers {status}: no; {hint}"):
        asked(server)
    assert len(server.asked) == 1


def test_a_quota_that_is_used_up_is_not_waited_for(server: Server) -> None:
    server.next(said({"error": {"message": "You exceeded your quota", "code": "insufficient_quota"}}, 429))
    with pytest.raises(EngineError, match="exceeded your quota; see the account's plan and credit"):
        asked(server)
    assert len(server.asked) == 1


def test_what_concerns_one_request_is_its_refusal(server: Server) -> None:
    server.next(said({"error": {"message": "too long", "code": "context_length_exceeded"}}, 400))
    with Exchange(address(server.url), Limits(concurrency=1)) as exchange:
        answers = [one for _, one in exchange.run(deque(Ask("/x", {"n": n}) for n in range(2)))]
    assert answers == [
        Refusal("the server answers 400: too long", 400, "context_length_exceeded"),
        Reply({"said": {"n": 1}}),
    ]


@pytest.mark.usefixtures("swift")
def test_three_requests_given_up_in_a_row_are_the_servers_fault(server: Server) -> None:
    server.next(*[said({}, 500)] * 99)
    asks = deque(Ask("/x", {"n": n}) for n in range(100))
    with Exchange(address(server.url), Limits(concurrency=1)) as exchange:
        it = exchange.run(asks)
        assert [next(it)[0].body["n"] for _ in range(2)] == [0, 1]
        with pytest.raises(EngineError, match="answers 500; run it again later"):
            next(it)
    assert len(server.asked) == 15


def test_nobody_there_is_said_at_once() -> None:
    with pytest.raises(EngineError, match=r"127.0.0.1:9: cannot be reached: .*; start the server"):
        ask(address("http://127.0.0.1:9"), Limits(), "/x", {})


@pytest.mark.usefixtures("swift")
@pytest.mark.parametrize(
    "slow", [Answer(is_silent=True), Answer(b" " * 1000, drip=0.02)], ids=["silent", "drip"]
)
def test_a_server_that_stalls_is_given_up_after_two_tries(server: Server, slow: Answer) -> None:
    server.next(*[slow] * 9)
    refusal = asked(server, timeout=0.2)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.hint) == ("no answer within 0.2 s", "raise timeout")
    assert len(server.asked) == 2


def test_a_server_is_left_alone_as_long_as_it_says(server: Server) -> None:
    server.next(said({}, 429, {"Retry-After": "0", "retry-after-ms": "300"}))
    before = time.monotonic()
    assert isinstance(asked(server), Reply)
    assert time.monotonic() - before >= 0.3


def test_a_server_that_wants_to_be_left_alone_for_long_ends_the_run(server: Server) -> None:
    server.next(said({}, 429, {"Retry-After": "7200"}))
    with pytest.raises(EngineError, match="answers 429; it asks to wait for 120 minutes"):
        asked(server)


@given(st.integers(0, 10**6))
def test_seconds_and_dates_say_the_same(seconds: int) -> None:
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    date = patience({"retry-after": format_datetime(at, usegmt=True)})
    assert patience({"retry-after": str(seconds)}) == seconds
    assert date == pytest.approx(seconds, abs=2)


@given(st.text())
def test_patience_is_a_time_or_nothing_whatever_a_server_says(said: str) -> None:
    found = patience({"retry-after": said})
    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (Answer(b"[" * 200_000), "the answer is not JSON"),
        (Answer(b"[NaN]"), "the answer is not JSON"),
        (Answer(b'"' + b"a" * 5000 + b'"'), "the answer is larger than 0 MiB"),
        (packed(Answer(b"0" * 50_000_000)), "the answer is larger than 0 MiB"),
        (Answer(b"tea", headers={"Content-Encoding": "gzip"}), "the answer is not the gzip it says it is"),
        (
            Answer(b"tea", headers={"Content-Encoding": "br"}),
            "the answer is packed in a way nobody asked for",
        ),
    ],
    ids=["deep", "NaN", "large", "bomb", "no gzip", "br"],
)
@pytest.mark.usefixtures("swift")
def test_what_is_too_much_or_nothing_is_refused(server: Server, told: Answer, reason: str) -> None:
    server.next(*[told] * 9)
    size = 400_000 if told.body.startswith(b"[") else 4000
    refusal = asked(server, size=size)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith(reason)


def test_requests_fly_at_once_but_no_more_than_allowed() -> None:
    together = threading.Barrier(3)

    def answer(_asked: Asked) -> Answer:
        together.wait(5)  # which needs three at once
        return said({})

    with serving(answer) as server, Exchange(address(server.url), Limits(concurrency=3)) as exchange:
        assert len(list(exchange.run(deque(Ask("/x", {}) for _ in range(12))))) == 12
        assert server.most_at_once == 3


def test_so_many_a_minute_and_no_more(server: Server) -> None:
    with Exchange(address(server.url), Limits(per_minute=600)) as exchange:
        before = time.monotonic()
        assert len(list(exchange.run(deque(Ask("/x", {}) for _ in range(4))))) == 4
        assert time.monotonic() - before >= 0.3


def test_more_can_be_asked_while_answers_come(server: Server) -> None:
    asks = deque([Ask("/x", {"n": 3})])
    with Exchange(address(server.url), Limits()) as exchange:
        for one, _ in exchange.run(asks):
            if one.body["n"]:
                asks.append(Ask("/x", {"n": one.body["n"] - 1}))
    assert [one.json["n"] for one in server.asked] == [3, 2, 1, 0]


def test_an_interrupted_wait_ends_at_once_and_leaves_nothing(server: Server) -> None:
    server.next(Answer(is_silent=True))

    def interrupt() -> None:
        assert eventually(lambda: bool(server.asked))
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        asked(server, timeout=600)
    assert not any(thread.name == "l10n-web" for thread in threading.enumerate())


@pytest.mark.usefixtures("key")
def test_the_key_goes_to_the_server_and_is_not_sent_on(server: Server) -> None:
    with serving(echo) as other:
        server.next(Answer(b"", 307, {"Location": f"{other.url}/x"}))
        with pytest.raises(EngineError, match="answers 307 and leads elsewhere; nothing is sent on"):
            asked(server)
        assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"
        assert other.asked == []


@pytest.mark.usefixtures("key")
def test_a_key_may_belong_into_the_body(server: Server) -> None:
    where = address(server.url, "THE_KEY", key_field="api_key")
    told = Ask("/x", {"q": "tea"})
    with Exchange(where, Limits()) as exchange:
        list(exchange.run(deque([told])))
    assert server.asked[0].json == {"q": "tea", "api_key": KEY}
    assert "authorization" not in server.asked[0].headers
    assert KEY not in repr((told, where, exchange))


@pytest.mark.usefixtures("key", "swift")
@pytest.mark.parametrize("status", [200, 400, 401, 500])
@pytest.mark.parametrize(
    "form", ["{}", "{{", '{{"error": {{"message": "no such key {}"}}}}', "<title>{}</title>"]
)
def test_a_key_that_the_server_says_back_is_shown_to_nobody(
    server: Server,
    status: int,
    form: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    hidden = "\u200b".join(KEY)  # invisible characters between its letters do not hide it
    for shown in (KEY, hidden):
        server.next(*[Answer(form.replace("{}", shown).encode(), status)] * 5)
        try:
            answer: object = asked(server)
        except EngineError as error:
            answer = (str(error), repr(error), error.__cause__, error.__context__)
        assert KEY not in repr(answer)
    assert KEY not in caplog.text + "".join(capfd.readouterr())


@pytest.mark.usefixtures("key")
def test_a_reply_with_the_key_in_it_is_none(server: Server) -> None:
    server.next(said({"text": KEY}))
    assert asked(server) == Refusal("the answer holds the key", hint="look at who runs the server")
    server.next(Answer(f'{{"text": "\\u0073{KEY[1:]}"}}'.encode()))
    assert asked(server) == Refusal("the answer holds the key", hint="look at who runs the server")


@pytest.mark.parametrize("key", ["två ord", "a\nb", "schlüssel"])
def test_what_cannot_be_a_key_is_not_shown(server: Server, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THE_KEY", key)
    with pytest.raises(EngineError) as caught:
        asked(server)
    assert str(caught.value) == "$THE_KEY holds no key; write one word of ASCII characters into $THE_KEY"
    assert server.asked == []


@given(st.text())
def test_a_servers_words_fit_on_a_line(words: str) -> None:
    said = cleaned(words, Address("http://localhost"))
    assert said.isprintable()
    assert len(said) <= 200


def test_a_proxy_of_the_environment_never_sees_what_is_not_encrypted(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(echo) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert isinstance(asked(server), Reply)
        assert proxy.asked == []


def test_a_proxy_of_the_environment_is_asked_for_a_tunnel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    with pytest.raises(EngineError, match=r"example\.org: cannot be reached"):
        ask(address("https://example.org"), Limits(), "/x", {})


def test_a_proxy_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "gopher://127.0.0.1:9")
    with pytest.raises(EngineError, match="check HTTPS_PROXY"):
        ask(address("https://example.org"), Limits(), "/x", {})


def test_without_the_libraries_one_line_says_what_to_install(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(EngineError, match=r"httpx is not installed; run: pip install 'l10n\[http\]'"):
        asked(server)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://api.example.org/v1/", "https://api.example.org/v1"),
        ("http://localhost:11434/v1", "http://localhost:11434/v1"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_is_https_or_this_machine(url: str, kept: str) -> None:
    assert address(url).url == kept


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://api.example.org/v1", "http://api.example.org/v1 is not encrypted; write https://"),
        ("http://10.0.0.5/v1", "http://10.0.0.5/v1 is not encrypted; write https://, or insecure = true"),
        ("ftp://example.org", "that is no web address; write https://host/path"),
        ("api.example.org", "that is no web address; write https://host/path"),
        ("https://[::1", "that is no web address; write https://host/path"),
        ("https://host:port/", "that is no web address; write https://host/path"),
        (
            f"https://me:{KEY}@example.org/",
            "the address https://example.org/ holds more than host and path; "
            "a key belongs into an environment variable: key-env",
        ),
        (
            f"https://example.org/v1?key={KEY}",
            "the address https://example.org/v1 holds more than host and path; "
            "a key belongs into an environment variable: key-env",
        ),
    ],
)
def test_another_address_is_refused(url: str, problem: str) -> None:
    with pytest.raises(L10nError) as caught:
        address(url)
    assert str(caught.value) == problem


def test_a_private_network_may_be_trusted_the_world_never() -> None:
    assert address("http://10.0.0.5/v1", insecure=True).url == "http://10.0.0.5/v1"
    assert address("http://gpu.local:8000", insecure=True).host == "gpu.local:8000"
    with pytest.raises(L10nError, match="is not encrypted"):
        address("http://example.org", insecure=True)


def test_a_key_in_the_place_of_its_variable_is_not_shown() -> None:
    with pytest.raises(L10nError) as caught:
        address("https://example.org", KEY)
    assert KEY not in str(caught.value)


def test_options_of_a_server() -> None:
    table = {"url": "http://localhost:1", "concurrency": 2, "requests-per-minute": 30, "timeout": 9}
    where, limits = connection(Options(table), Defaults("https://example.org", "THE_KEY"))
    assert where == Address("http://localhost:1", "THE_KEY")
    assert limits == Limits(timeout=9, concurrency=2, per_minute=30)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ({"timeout": "9"}, "timeout = '9' cannot be; write a number from 0.1 to 3,600"),
        ({"concurrency": True}, "concurrency = true cannot be; write a whole number from 1 to 64"),
        ({"insecure": 1}, "insecure = 1 cannot be; write true or false"),
        ({"url": 5}, 'url = 5 cannot be; write url = "..."'),
    ],
)
def test_options_that_cannot_be(table: dict[str, object], problem: str) -> None:
    with pytest.raises(L10nError) as caught:
        connection(Options(table), Defaults("https://example.org"))
    assert str(caught.value) == problem
