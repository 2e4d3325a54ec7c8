"""A LibreTranslate server as an engine: what it is asked, where codes go, what it may do wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import stamina
from libre_servers import KEY, Libre, translating
from marked import readable, slotted
from servers import Answer, Server, page, said

from l10n import engines
from l10n.engines import Segment, Translation
from l10n.engines.chain import chain
from l10n.engines.libretranslate import ENGINE as LIBRETRANSLATE
from l10n.engines.libretranslate.engine import LibreTranslate
from l10n.errors import EngineError, L10nError

FOLDER = Path(".l10n")
_WORDS = {
    "take": "tome", "the": "el", "red": "rojo", "car": "coche", "now": "ya", "two": "dos",
    "pills": "pastillas", "with": "con", "water": "agua", "rest": "descanse", "and": "y", "see": "vea",
}  # fmt: skip


def spanish(text: str) -> str:
    """Spanish of a kind: word by word, but what is red is so behind its car."""
    text = re.sub(r"\b(red) (car)\b", r"\2 \1", text)
    made = re.sub(r"\w+", lambda word: _WORDS.get(word[0].lower(), word[0]), text)
    return made[:1].upper() + made[1:] if text[:1].isupper() else made


@pytest.fixture(name="libre")
def _libre() -> Libre:
    return Libre(spanish)


@pytest.fixture(name="server")
def _server(libre: Libre, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.delenv("LIBRETRANSLATE_API_KEY", raising=False)
    with translating(libre) as server, stamina.set_testing(True, attempts=3, cap=True):
        yield server


def engine(server: Server, **options: object) -> LibreTranslate:
    table = {"url": server.url} | {name.replace("_", "-"): it for name, it in options.items()}
    return LIBRETRANSLATE.configured(table, FOLDER)


def made(server: Server, *segments: Segment | str, **options: object) -> list[Translation]:
    wanted = [Segment(one) if isinstance(one, str) else one for one in segments]
    told = dict(engine(server, **options).translate_all(wanted, "en", "es"))
    assert sorted(told) == list(range(len(wanted)))
    return [told[at] for at in range(len(wanted))]


def one(server: Server, text: str, attempt: int = 0) -> str:
    (done,) = made(server, Segment(slotted(text), attempt=attempt))
    return readable(done.text) or done.failure


def bodies(server: Server) -> list[Any]:
    return [asked.json for asked in server.asked if asked.method == "POST"]


def test_sentences_go_in_batches_and_come_back_in_their_places(server: Server) -> None:
    texts = [f"Take two pills {name}." for name in "abcdefg"]
    done = made(server, *texts, batch=3, concurrency=2)
    assert [one.text for one in done] == [f"Tome dos pastillas {name}." for name in "abcdefg"]
    assert sorted(len(body["q"]) for body in bodies(server) if isinstance(body["q"], list)) == [3, 3]
    assert {(one["source"], one["target"], one["format"]) for one in bodies(server)} == {("en", "es", "text")}


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("See the <0>red</0> car.", "Vea el coche <0>rojo</0>."),
        ("See <0>the <1>red</1> car</0> now.", "Vea <0>el coche <1>rojo</1></0> ya."),
        ("Take <0>two</0> pills<1> with water</1>.", "Tome <0>dos</0> pastillas <1>con agua</1>."),
        ("{0} Take two pills {1}.", "{0} Tome dos pastillas {1}."),
        ("Take two{0} pills.", "Tome dos{0} pastillas."),
        ("See the red car{0} and rest.", "Vea el coche rojo{0} y descanse."),
    ],
)
def test_a_sentence_is_translated_whole_and_its_codes_found_by_their_words(
    server: Server, text: str, placed: str
) -> None:
    """The server's own way, HTML, would see `red` and `car` apart and leave them in the wrong order."""
    assert one(server, text) == placed
    assert all("<" not in str(body["q"]) and "\ue400" not in str(body["q"]) for body in bodies(server))


def test_where_the_words_do_not_tell_the_place_the_server_is_asked_in_html(server: Server) -> None:
    text = "See <0>two</0> and two."
    assert one(server, text) == "the server's translation does not show where its codes belong"
    assert one(server, text, attempt=1) == "Vea <0>dos</0> y dos."
    assert bodies(server)[-1]["q"] == "See <g0>two</g0> and two."
    assert one(server, "Rest.", attempt=1).startswith("there is no other way")


@pytest.mark.parametrize(
    ("text", "attempt", "unescapes"),
    [
        ("See <0>two & two</0> < two and two > {1}.", 1, True),
        ("See <0>two & two</0> < two and two > {1}.", 1, False),
        ("See <0>two</0> &lt; two &amp; two{1}.", 0, True),
        ("See &lt;b&gt;.", 0, True),
    ],
)
def test_text_that_looks_like_markup_stays_text(
    server: Server, libre: Libre, text: str, attempt: int, unescapes: bool
) -> None:
    """LibreTranslate unescapes what it was given escaped, so that live markup would come back."""
    libre.unescapes = unescapes
    wanted = text.replace("See", "Vea").replace("two", "dos").replace("and", "y")
    assert one(server, text, attempt) == wanted


@pytest.mark.parametrize(
    "reply",
    [
        {"translatedText": ["uno"]},
        {"translatedText": ["uno", "dos", "tres"]},
        {"translatedText": ["uno", None]},
        {"translatedText": "uno"},
        {"translation": ["uno", "dos"]},
        ["uno", "dos"],
        None,
    ],
)
def test_a_reply_of_another_size_or_kind_is_not_shifted_but_asked_for_one_by_one(
    server: Server, reply: object
) -> None:
    served = engine(server)
    assert ("en", "es") in served.pairs()
    server.next(said(reply))
    assert [one.text for one in served.translate(["Take two.", "Rest now."], "en", "es")] == [
        "Tome dos.",
        "Descanse ya.",
    ]


def test_one_text_that_the_server_cannot_do_does_not_cost_the_others(server: Server, libre: Libre) -> None:
    libre.char_limit = 20
    done = made(server, "Take two.", "Rest now and rest and rest.", "Rest.")
    assert [one.text for one in done] == ["Tome dos.", "", "Descanse."]
    assert "exceeds text limit (20)" in done[1].failure


def test_a_server_that_takes_few_texts_at_once_gets_them_one_by_one(server: Server, libre: Libre) -> None:
    libre.batch_limit = 1
    assert [one.text for one in made(server, "Take two.", "Rest.")] == ["Tome dos.", "Descanse."]


@pytest.mark.parametrize(
    "trouble",
    [
        said({"error": "Slowdown: 30 per 1 minute"}, 429, {"Retry-After": "0"}),
        said({"error": "Internal"}, 500),
        page("<html><title>502 Bad Gateway</title></html>", 502),
        Answer(b'{"translatedText": [', 200, cut=10),
        page("<html>busy</html>"),
    ],
)
def test_trouble_of_the_moment_is_waited_out(server: Server, trouble: Answer) -> None:
    served = engine(server)
    assert served.pairs()
    server.next(trouble)
    assert served.translate(["Take two."], "en", "es") == [Translation("Tome dos.")]


def test_the_key_goes_into_the_body_and_nowhere_else(
    server: Server, libre: Libre, monkeypatch: pytest.MonkeyPatch
) -> None:
    libre.keys, libre.key_required = (KEY,), True
    monkeypatch.setenv("LIBRETRANSLATE_API_KEY", KEY)
    assert made(server, "Rest.") == [Translation("Descanse.")]
    assert [body["api_key"] for body in bodies(server)] == [KEY]
    assert all(KEY not in str(asked.headers) + asked.path for asked in server.asked if asked.method == "POST")
    assert KEY not in engine(server).signature("en", "es") + repr(engine(server))


@pytest.mark.parametrize("key", ["", "4fa85f64-0000"])
def test_a_key_that_is_missing_or_wrong_ends_the_run(
    server: Server, libre: Libre, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    libre.keys, libre.key_required = (KEY,), True
    monkeypatch.setenv("LIBRETRANSLATE_API_KEY", key)
    with pytest.raises(EngineError, match=r"API key.*LIBRETRANSLATE_API_KEY"):
        made(server, "Rest.", "See.", "Take.", batch=1, concurrency=1)
    assert len(bodies(server)) == 1  # one after the other: none is in flight at the first refusal


def test_a_server_that_falls_silent_ends_the_run(server: Server) -> None:
    served = engine(server, timeout=0.2, tries=1)
    assert served.pairs()
    server.next(*[Answer(is_silent=True)] * 3)
    done = served.translate(["Rest."], "en", "es")
    assert done == [Translation("", failure="no answer within 0.2 s")]


@pytest.mark.parametrize(
    ("codes", "pairs"),
    [
        (("zh", "pb"), [("en", "zh-Hans"), ("en", "pt-BR")]),
        (("zh-Hans", "pt-BR"), [("en", "zh-Hans"), ("en", "pt-BR")]),
        (("zt", "tl"), [("en", "zh-Hant"), ("en", "fil")]),
    ],
)
def test_languages_have_their_bcp_47_names_whatever_the_version_calls_them(
    server: Server, codes: tuple[str, ...], pairs: list[tuple[str, str]]
) -> None:
    listed = [{"code": "en", "name": "English", "targets": ["en", *codes]}]
    listed += [{"code": code, "name": code, "targets": [code]} for code in codes]
    server.next(said(listed))
    served = engine(server)
    assert served.pairs() == pairs
    server.next(said({"translatedText": "x"}))
    served.translate(["Rest."], *pairs[0])
    assert bodies(server)[0]["target"] == codes[0]


def test_a_server_that_names_no_targets_does_all_pairs_and_what_is_no_language_is_left_out(
    server: Server,
) -> None:
    server.next(said([{"code": "en"}, {"code": "es"}, {"code": "klingon"}, {"code": 5}, {}]))
    assert engine(server).pairs() == [("en", "es"), ("es", "en")]


def test_a_chain_says_what_the_server_lacks_and_asks_it_once(server: Server) -> None:
    served = engine(server)
    assert chain(["libretranslate"], "en", "es-MX", get=lambda _: served)[0].note == "es-MX is drafted as es"
    assert chain(["libretranslate"], "en", "pt-BR", get=lambda _: served)[0].target == "pt-BR"
    with pytest.raises(L10nError, match="no engine can translate en -> fr; install its model on 127"):
        chain(["libretranslate"], "en", "fr", get=lambda _: served)
    assert [asked.path for asked in server.asked] == ["/languages"]


@pytest.mark.parametrize(
    "reply", [page("<html><title>Welcome</title></html>"), said({"languages": []}), said(["en", "es"])]
)
def test_what_is_no_libretranslate_is_said(server: Server, reply: Answer) -> None:
    server.next(reply, reply, reply)
    served = engine(server)
    with pytest.raises(EngineError, match=r"127\.0\.0\.1"):
        served.prepare("en", "es")


def test_without_an_address_nothing_is_asked_and_the_hint_says_what_to_write() -> None:
    assert LIBRETRANSLATE.pairs() == []
    with pytest.raises(L10nError, match=r'write url = "http://localhost:5000"'):
        chain(["libretranslate"], "en", "es")
    assert LIBRETRANSLATE.configured({}, FOLDER).pairs() == []
    assert engines.get("libretranslate").name == "libretranslate"


def test_the_project_tells_the_version_apart_since_the_server_does_not(server: Server) -> None:
    old, new = engine(server), engine(server, version="1.9 models of May")
    assert old.signature("en", "es") != new.signature("en", "es")
    assert server.url in old.signature("en", "es")
    assert new.origin("en", "es") == "libretranslate en-es 1.9 models of May"


@pytest.mark.parametrize(
    ("option", "fault"),
    [
        ({"urll": "http://localhost:5000"}, "unknown option 'urll'; did you mean url?"),
        ({"url": "http://libre.example.org"}, "is not encrypted"),
        ({"url": "http://localhost:5000", "batch": 0}, "batch = 0 cannot be"),
        ({"version": 1.9}, "version = 1.9 cannot be"),
    ],
)
def test_options_that_cannot_be_are_said(option: dict[str, object], fault: str) -> None:
    with pytest.raises(L10nError, match=re.escape(fault)):
        LIBRETRANSLATE.configured(option, FOLDER)
