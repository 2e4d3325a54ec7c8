"""OpenAI's chat completions on this machine: as strict as the real ones, their errors in the real form.

The model behind them translates by writing capitals. A test may give it another mind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from servers import Answer, Asked, Server, said, serving

KEY = "sk-test-0123456789abcdef"
MODEL = "tiny-chat"

_ARGUMENTS = {"model", "messages", "temperature", "seed", "response_format"}
_TAG = re.compile("(<[^>]*>|&[a-z]+;)")

Mind = Callable[[dict[str, Any]], object]
"""What the model writes for the JSON it was sent: a text, or what becomes JSON."""


def capitals(text: str) -> str:
    """The model's translation: capitals, tags as they are."""
    return "".join(part if _TAG.fullmatch(part) else part.upper() for part in _TAG.split(text))


def translated(data: dict[str, Any]) -> list[dict[str, str]]:
    """The translations of what the model was sent, one for each id."""
    return [
        {"id": one["id"], "text": capitals(one["text"])} for one in data["sentences"] if "context" not in one
    ]


def faithful(data: dict[str, Any]) -> object:
    return {"translations": translated(data)}


def error(message: str, status: int, code: str | None = None, param: str | None = None) -> Answer:
    """An error as OpenAI says it."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    return said({"error": {"message": message, "type": kind, "param": param, "code": code}}, status)


def completion(content: object, finish_reason: str = "stop", **message: object) -> Answer:
    """A chat completion with one choice."""
    written = content if content is None or isinstance(content, str) else json.dumps(content)
    return said({
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": MODEL,
        "choices": [
            {
                "index": 0,
                "finish_reason": finish_reason,
                "message": {"role": "assistant", "content": written, "refusal": None, **message},
            }
        ],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    })  # fmt: skip


@dataclass
class Chat:
    """The service: its server, its model's mind, the forms of replies it knows."""

    mind: Mind = faithful
    forms: Sequence[str] = ("json_schema", "json_object")
    limits: Sequence[str] = ("max_tokens",)
    key: str = KEY
    finish_reason: str = "stop"
    server: Server = field(init=False)

    @property
    def url(self) -> str:
        return f"{self.server.url}/v1"

    @property
    def sent(self) -> list[dict[str, Any]]:
        """What the model was sent, request by request."""
        return [json.loads(one.json["messages"][1]["content"]) for one in self.server.asked]

    @property
    def texts(self) -> list[list[str]]:
        """The sentences that were asked for, request by request."""
        return [[one["text"] for one in data["sentences"] if "id" in one] for data in self.sent]

    def answer(self, asked: Asked) -> Answer:
        if asked.headers.get("authorization") != f"Bearer {self.key}":
            shown = asked.headers.get("authorization", "")[7:]
            return error(f"Incorrect API key provided: {shown}.", 401, "invalid_api_key")
        if (asked.method, asked.path) != ("POST", "/v1/chat/completions"):
            return error(f"Invalid URL ({asked.method} {asked.path})", 404)
        body = asked.json
        if refused := self._refused(body):
            return refused
        data = json.loads(body["messages"][1]["content"])
        return completion(self.mind(data), self.finish_reason)

    def _refused(self, body: Any) -> Answer | None:
        if unknown := set(body) - _ARGUMENTS - set(self.limits):
            message = f"Unsupported parameter: '{min(unknown)}' is not supported with this model."
            return error(message, 400, "unsupported_parameter", min(unknown))
        if body["model"] != MODEL:
            return error(f"The model `{body['model']}` does not exist", 404, "model_not_found")
        if [one["role"] for one in body["messages"]] != ["system", "user"]:
            return error("Invalid value for 'messages'", 400, "invalid_value", "messages")
        if not 0 <= body.get("temperature", 1) <= 2:
            return error("Invalid 'temperature'", 400, "decimal_above_max_value", "temperature")
        return self._refused_form(body.get("response_format"), body["messages"])

    def _refused_form(self, form: Any, messages: Sequence[Any]) -> Answer | None:
        if form is None:
            return None
        if form["type"] not in self.forms:
            said = f"Invalid parameter: 'response_format' of type '{form['type']}' is not supported"
            return error(said, 400, None, "response_format")
        if form["type"] == "json_object" and not any("json" in one["content"].lower() for one in messages):
            return error("'messages' must contain the word 'json' in some form", 400, None, "messages")
        if form["type"] == "json_schema":
            named = form["json_schema"]
            if not (named["strict"] is True and re.fullmatch("[a-zA-Z0-9_-]{1,64}", named["name"])):
                return error("Invalid schema name", 400, None, "response_format")
            if not _is_strict(named["schema"]):
                return error("'additionalProperties' is required to be false", 400, None, "response_format")
        return None


def _is_strict(schema: Any) -> bool:
    """Whether a schema is what strict mode wants: every object closed, all of its properties required."""
    if schema.get("type") == "object":
        closed = schema.get("additionalProperties") is False
        whole = set(schema.get("required", ())) == set(schema["properties"])
        return closed and whole and all(map(_is_strict, schema["properties"].values()))
    return _is_strict(schema["items"]) if schema.get("type") == "array" else True


@contextmanager
def chatting() -> Iterator[Chat]:
    """The service as long as the block runs."""
    chat = Chat()
    with serving(chat.answer) as server:
        chat.server = server
        yield chat
