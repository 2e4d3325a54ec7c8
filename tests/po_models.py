"""A plain model of a PO file, worked on as people and programs do: what three-way merges are tried on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)
_WORDS = "take one tablet every day with water and rest do not drive after it if you feel dizzy"
_MACHINE = "MT: argos en-es 1.9"


@dataclass(frozen=True)
class Message:
    """One message; `person` is who wrote its texts, none for a machine's and empty ones."""

    source: str
    context: str | None = None
    plural: bool = False
    texts: tuple[str, ...] = ("",)
    person: str = ""
    fuzzy: bool = False
    previous: str = ""
    comments: tuple[str, ...] = ()
    obsolete: bool = False

    @property
    def key(self) -> tuple[str | None, str]:
        """What names it."""
        return self.context, self.source

    @property
    def is_reviewed(self) -> bool:
        """True where a person stands behind all of it."""
        return not self.fuzzy and all(self.texts)

    def written(self, newline: str, wrapped: bool) -> str:
        """Its lines in a file."""
        mark = "#~ " if self.obsolete else ""
        said = [("msgid", self.source)]
        said += [("msgid_plural", f"{self.source} many")] * self.plural
        said += (
            [(f"msgstr[{number}]", text) for number, text in enumerate(self.texts)]
            if self.plural
            else [("msgstr", self.texts[0])]
        )
        lines = [f"# {comment}" for comment in self.comments]
        lines += [f"# {_MACHINE}"] * (any(self.texts) and not self.person)
        lines += ["#, fuzzy"] * self.fuzzy
        lines += [f'#{"~" * self.obsolete}| msgid "{self.previous}"'] * bool(self.previous)
        lines += [f'{mark}msgctxt "{self.context}"'] * (self.context is not None)
        for keyword, text in said:
            cut = text.rfind(" ", 0, 20) + 1 if wrapped else 0
            parts = ["", text[:cut], text[cut:]] if cut else [text]
            first, *more = (f'"{part}"' for part in parts)
            lines += [f"{mark}{keyword} {first}", *(f"{mark}{line}" for line in more)]
        return "".join(f"{line}{newline}" for line in lines)


Messages = tuple[Message, ...]


def written(messages: Sequence[Message], newline: str = "\n", *, wrapped: bool = False) -> bytes:
    """The file of these messages."""
    head = HEAD.replace("\n", newline)
    return newline.join((head, *(one.written(newline, wrapped) for one in messages))).encode()


def worked_on(messages: Messages, random: Random, person: str, acts: int) -> Messages:
    """What is left after so many acts of a translator, a writer who extracts, or a machine."""
    for _ in range(acts):
        messages = _act(messages, random, person)
    return messages


def _sentence(random: Random) -> str:
    return " ".join(random.choices(_WORDS.split(), k=random.randint(2, 8))).capitalize() + "."


def _act(messages: Messages, random: Random, person: str) -> Messages:
    act = random.choice([_translate, _translate, _translate, _edit, _edit, *_ACTS])
    at = random.randint(0, len(messages) - 1) if messages else -1
    if at < 0 or random.random() < 0.2:
        plural = random.random() < 0.2
        new = Message(_sentence(random), random.choice([None, None, "menu"]), plural, ("", "")[: 1 + plural])
        made = (*messages[: at + 1], new, *messages[at + 1 :])
    elif act is _move:
        one, others = messages[at], (*messages[:at], *messages[at + 1 :])
        to = random.randint(0, len(others))
        made = (*others[:to], one, *others[to:])
    else:
        made = (*messages[:at], *act(messages[at], random, person), *messages[at + 1 :])
    return made if len({one.key for one in made}) == len(made) else messages


def _translate(one: Message, random: Random, person: str) -> Messages:
    texts = tuple(f"{person}{random.randint(0, 10**9)} {_sentence(random)}" for _ in one.texts)
    return (replace(one, texts=texts, person=person, fuzzy=random.random() < 0.15, previous=""),)


def _edit(one: Message, random: Random, person: str) -> Messages:
    """A writer's edit and the extraction after it, by a tool that not always says what was before."""
    source = one.source[:-1] + random.choice([" now.", "!", " indeed, and at once."])
    if not any(one.texts):
        return (replace(one, source=source),)
    first = "" if random.random() < 0.15 else one.previous or one.source
    return (replace(one, source=source, fuzzy=True, previous=first),)


def _respell(one: Message, random: Random, person: str) -> Messages:
    return (replace(one, source=one.source.replace(" ", "  ", 1)),)


def _draft(one: Message, random: Random, person: str) -> Messages:
    if any(one.texts) or one.plural:
        return (one,)
    return (replace(one, texts=(f"machine{random.randint(0, 10**9)}",), fuzzy=True),)


def _accept(one: Message, random: Random, person: str) -> Messages:
    return (replace(one, fuzzy=False, previous="", person=one.person or person),)


def _doubt(one: Message, random: Random, person: str) -> Messages:
    return (replace(one, fuzzy=any(one.texts)),)


def _comment(one: Message, random: Random, person: str) -> Messages:
    return (replace(one, comments=(*one.comments, f"{person} said {random.randint(0, 10**9)}")),)


def _retire(one: Message, random: Random, person: str) -> Messages:
    return (replace(one, obsolete=True),) if any(one.texts) else ()


def _revive(one: Message, random: Random, person: str) -> Messages:
    return (replace(one, obsolete=False),)


def _delete(one: Message, random: Random, person: str) -> Messages:
    return () if random.random() < 0.3 else (one,)


def _move(one: Message, random: Random, person: str) -> Messages:
    return (one,)


_ACTS = [_respell, _draft, _accept, _doubt, _comment, _retire, _revive, _delete, _move]
