"""The laws of batches, of what is said to a model, and of reading what it answers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines import Segment
from l10n.engines.openai import prompt, replies, tokens
from l10n.engines.openai.batches import around, batches, size_of
from l10n.engines.openai.options import Settings, read
from l10n.engines.web import Address, Refusal, Reply
from l10n.engines.web.messages import Raw
from l10n.engines.web.messages import read as read_answer

SETTINGS = read({"model": "m", "url": "http://localhost:1", "tokens": 600, "batch": 5})

plain = st.text("abc é5<&字", min_size=1, max_size=60)
texts = plain | st.tuples(plain, plain, plain).map(lambda one: f"{one[0]}\ue000{one[1]}\ue401{one[2]}\ue801")
segments = st.lists(
    st.builds(
        Segment,
        texts,
        st.lists(plain, max_size=3).map(tuple),
        st.lists(plain, max_size=3).map(tuple),
        attempt=st.integers(0, 1),
    ),
    max_size=30,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["choices", "message"]), inner)
    ),
    max_leaves=10,
)


def whole(settings: Settings, some: list[Segment], numbers: tuple[int, ...]) -> int:
    return sum(size_of(some[at], "es") for at in numbers)


@given(segments)
def test_batches_are_the_segments_in_order_none_too_large(some: list[Segment]) -> None:
    found = batches(some, SETTINGS, "es")
    assert [at for numbers in found for at in numbers] == list(range(len(some)))
    for numbers in found:
        assert 1 <= len(numbers) <= SETTINGS.batch
        assert len(numbers) == 1 or whole(SETTINGS, some, numbers) <= SETTINGS.tokens
        assert len(numbers) == 1 or not any(some[at].attempt for at in numbers[1:])


@given(segments.filter(bool), st.integers(0, 4))
def test_around_a_batch_no_neighbour_is_said_twice_and_each_segment_once(
    some: list[Segment], context: int
) -> None:
    found = around(some, context)
    assert [one for one in found if isinstance(one, int)] == list(range(len(some)))
    said = [one for one in found if isinstance(one, str)]
    assert len(said) == len(set(said))
    assert context or not said


@given(segments.filter(bool))
def test_a_text_reaches_a_model_as_data_without_slots(some: list[Segment]) -> None:
    said = prompt.prompt(some, SETTINGS, "en", "es")
    assert not any("\ue000" <= char <= "\uf8ff" for char in said.user + said.system)
    sentences = [one for one in json.loads(said.user)["sentences"] if "id" in one]
    assert tuple(one["id"] for one in sentences) == said.ids
    assert len(set(said.ids)) == len(some)
    for one, segment in zip(sentences, some, strict=True):
        reply = replies.Answer({one["id"]: one["text"]})
        assert replies.translation(reply, one["id"], segment).text == segment.text


@given(json_values)
def test_whatever_a_server_answers_there_are_texts_or_a_fault(data: Any) -> None:
    found = replies.answer(data)
    assert bool(found.fault) != bool(found.texts) or not found.texts


@given(st.text() | json_values.map(json.dumps))
def test_whatever_a_model_writes_there_are_texts_or_a_fault(written: str) -> None:
    found = replies.answer({"choices": [{"finish_reason": "stop", "message": {"content": written}}]})
    one = replies.translation(found, "id", Segment("Rest."))
    assert bool(one.text) != bool(one.failure) or found.texts.get("id") == ""


@given(st.integers(100, 599), st.binary() | json_values.map(lambda data: json.dumps(data).encode()))
def test_whatever_bytes_come_there_is_a_reply_or_a_refusal_on_one_line(status: int, body: bytes) -> None:
    found = read_answer(Raw(status, {}, body), 10_000, Address("http://localhost"))
    if isinstance(found, Refusal):
        assert found.reason.isprintable()
    else:
        assert isinstance(found, Reply)
        assert status == 200


@given(st.text(), st.text())
def test_a_text_is_as_many_tokens_as_its_parts(one: str, other: str) -> None:
    assert tokens.count(one) + tokens.count(other) - tokens.count(one + other) in (-1, 0, 1, 2)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Wash your hands with soap and water for at least twenty seconds.", 12, 20),
        ("Мойте руки с мылом не менее двадцати секунд.", 12, 22),
        ("请用肥皂和清水洗手至少二十秒。", 9, 18),
    ],
)
def test_tokens_are_estimated_by_script(text: str, least: int, most: int) -> None:
    assert least <= tokens.count(text) <= most
